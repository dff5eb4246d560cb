// SPDX-License-Identifier: MPL-2.0

package acctest_test

import (
	"fmt"
	"net/http"
	"regexp"
	"runtime"
	"strconv"
	"strings"
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/acctest"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
)

const (
	botAddress  = "lineworks_bot.test"
	menuAddress = "lineworks_persistent_menu.test"
)

// botAndMenu is a bot, and a menu that refers to it.
func botAndMenu(name any, label string) acctest.Config {
	return acctest.Config{
		botAddress: {"bot_name": name, "description": "Answers.", "photo_url": "https://example.com/a.png", "administrators": []string{"u1"}},
		menuAddress: {
			"bot_id":  acctest.Ref(botAddress + ".bot_id"),
			"actions": []any{acctest.Values{"type": "message", "label": label}},
		},
	}
}

// menuOf is a menu of a bot.
func menuOf(bot int64) acctest.Config {
	return acctest.Config{menuAddress: {
		"bot_id": strconv.FormatInt(bot, 10), "actions": []any{acctest.Values{"type": "message", "label": "Help"}},
	}}
}

// TestDriver_lifecycle leads two resources through a life; one refers to the
// other.
func TestDriver_lifecycle(t *testing.T) {
	t.Parallel()
	tenant := acctest.NewInMemory(t)
	other := tenant.AddBot()
	moved := botAndMenu("Desk", "Help")
	moved[menuAddress] = menuOf(other)[menuAddress]
	tenant.Drive(t,
		acctest.Step{
			Name:       "create",
			Config:     botAndMenu(acctest.Later{Value: "Desk"}, "Help"),
			Plan:       acctest.Changes{botAddress: acctest.Create, menuAddress: acctest.Create},
			Planned:    acctest.Attributes{botAddress + ".bot_name": acctest.Unknown, menuAddress + ".bot_id": acctest.Unknown},
			Attributes: acctest.Attributes{botAddress + ".bot_id": regexp.MustCompile(`^\d+$`), menuAddress + ".actions": acctest.Count(1)},
			Requests:   map[string]int{"POST /bots": 1, "POST /bots/{botId}/persistentmenu": 1},
		},
		acctest.Step{CheckImport: botAddress},
		acctest.Step{CheckImport: menuAddress},
		acctest.Step{
			Name:       "update",
			Config:     botAndMenu("Desk", "More help"),
			Plan:       acctest.Changes{botAddress: acctest.NoOp, menuAddress: acctest.Update},
			Attributes: acctest.Attributes{menuAddress + ".actions[0].label": "More help"},
			Requests:   map[string]int{"POST /bots": 0},
		},
		acctest.Step{
			Name: "replace", Config: moved,
			Plan:       acctest.Changes{menuAddress: acctest.Replace},
			ReplacedBy: map[string][]string{menuAddress: {"bot_id"}},
			Requests:   map[string]int{"DELETE /bots/{botId}/persistentmenu": 1},
		},
		acctest.Step{
			Name: "disappearance", Config: moved,
			Before: func() { tenant.API.RemovePersistentMenu(other) },
			Plan:   acctest.Changes{menuAddress: acctest.Create, botAddress: acctest.NoOp},
		},
		acctest.Step{
			Name: "out of the configuration", Config: menuOf(other),
			Plan: acctest.Changes{botAddress: acctest.Delete, menuAddress: acctest.NoOp},
		},
	)
	if n := len(tenant.API.Bots()); n != 1 {
		t.Errorf("%d bots are left, want the one that is not managed", n)
	}
	if _, there := tenant.API.PersistentMenu(other); there {
		t.Error("got a persistent menu after the destroy, want none")
	}
}

// TestDriver_order has a bot and its menu go together, the menu first.
func TestDriver_order(t *testing.T) {
	t.Parallel()
	tenant := acctest.NewInMemory(t)
	tenant.Drive(t, acctest.Step{Config: botAndMenu("Desk", "Help")})
	var order []string
	for _, r := range tenant.API.Requests() {
		if r.Method == http.MethodDelete {
			order = append(order, r.Operation)
		}
	}
	want := "DELETE /bots/{botId}/persistentmenu, DELETE /bots/{botId}"
	if got := strings.Join(order, ", "); got != want {
		t.Errorf("got the requests %s, want %s", got, want)
	}
}

// TestDriver_tainted replaces the object of a create that failed halfway.
func TestDriver_tainted(t *testing.T) {
	t.Parallel()
	tenant := acctest.NewInMemory(t, acctest.Quirks(mockserver.Quirks{CreateResponse: mockserver.CreateResponseOnlyID}))
	tenant.API.Fail(mockserver.Fault{Operation: "GET /bots/{botId}", Status: http.StatusForbidden, Code: "FORBIDDEN", Description: "not yours"})
	config := botAndMenu("Desk", "Help")
	tenant.Drive(t,
		acctest.Step{
			Config: config, Errors: []string{"Unable to read bot after creating it"},
			Requests: map[string]int{"POST /bots": 1, "POST /bots/{botId}/persistentmenu": 0}, // the menu waits for its bot
		},
		acctest.Step{
			Config: config, Plan: acctest.Changes{botAddress: acctest.Replace, menuAddress: acctest.Create},
			Requests: map[string]int{"POST /bots": 1, "DELETE /bots/{botId}": 1},
		},
	)
}

// TestDriver_imports takes an object over, and says so where there is none.
func TestDriver_imports(t *testing.T) {
	t.Parallel()
	for name, step := range map[string]acctest.Step{
		"ID":       {Imports: map[string]string{menuAddress: "2000001"}},
		"identity": {ImportsByIdentity: map[string]map[string]string{menuAddress: {"bot_id": "2000001"}}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tenant := acctest.NewInMemory(t)
			bot := tenant.AddBot()
			step.Config = menuOf(bot)
			nothing := step
			nothing.Errors = []string{"Cannot import non-existent remote object"}
			step.Before = func() { tenant.API.SetPersistentMenu(bot, []mockserver.Action{{Type: "message", Label: "Help"}}) }
			step.Plan = acctest.Changes{menuAddress: acctest.NoOp}
			tenant.Drive(t, nothing, step)
		})
	}
}

// failures is a test that keeps its failures to itself.
type failures struct {
	testing.TB
	all []string
}

func (f *failures) Errorf(format string, args ...any) {
	f.all = append(f.all, fmt.Sprintf(format, args...))
}

func (f *failures) Fatalf(format string, args ...any) {
	f.Errorf(format, args...)
	runtime.Goexit()
}

// failuresOf takes the last of some steps, and returns its failures. The others have
// none.
func failuresOf(t *testing.T, driver *acctest.Driver, steps ...acctest.Step) string {
	t.Helper()
	last := len(steps) - 1
	for _, step := range steps[:last] {
		driver.Step(t, step)
	}
	f := &failures{TB: t}
	done := make(chan struct{})
	go func() { // a failure may end it
		defer close(done)
		driver.Step(f, steps[last])
	}()
	<-done
	return strings.Join(f.all, "\n")
}

// TestDriver_expectations has each expectation of a step not be met.
func TestDriver_expectations(t *testing.T) {
	t.Parallel()
	config := botAndMenu("Desk", "Help")
	for name, tc := range map[string]struct {
		step acctest.Step
		want string
	}{
		"plan":             {acctest.Step{Config: config, Plan: acctest.Changes{botAddress: acctest.Update}}, `S: the plan for lineworks_bot.test is "create", want "update"`},
		"plan of nothing":  {acctest.Step{Config: config, Plan: acctest.Changes{"lineworks_bot.no": acctest.NoOp}}, `S: the plan for lineworks_bot.no is "", want "no change"`},
		"replaced by":      {acctest.Step{Config: config, ReplacedBy: map[string][]string{botAddress: {"bot_name"}}}, `S: lineworks_bot.test is replaced because of [], want ["bot_name"]`},
		"planned":          {acctest.Step{Config: config, Planned: acctest.Attributes{botAddress + ".bot_id": "1"}}, `S: lineworks_bot.test.bot_id planned is unknown, want "1"`},
		"attribute":        {acctest.Step{Config: config, Attributes: acctest.Attributes{menuAddress + ".actions[0].label": "No"}}, `S: lineworks_persistent_menu.test.actions[0].label in state is "Help", want "No"`},
		"null":             {acctest.Step{Config: config, Attributes: acctest.Attributes{botAddress + ".bot_name": nil}}, `S: lineworks_bot.test.bot_name in state is "Desk", want null`},
		"pattern":          {acctest.Step{Config: config, Attributes: acctest.Attributes{botAddress + ".bot_name": regexp.MustCompile("^d")}}, `S: lineworks_bot.test.bot_name in state is "Desk", want a match of ^d`},
		"count":            {acctest.Step{Config: config, Attributes: acctest.Attributes{botAddress + ".administrators": acctest.Count(2)}}, `lineworks_bot.test.administrators in state is ["u1"], want 2 elements`},
		"no such path":     {acctest.Step{Config: config, Attributes: acctest.Attributes{botAddress + ".no": "a"}}, `S: lineworks_bot.test.no in state: `},
		"error":            {acctest.Step{Config: config, Errors: []string{"a"}}, `S: got no error, want one with ["a"]`},
		"warning":          {acctest.Step{Config: config, Warnings: []string{"a"}}, `S: got the warnings "", want them to contain "a"`},
		"requests":         {acctest.Step{Config: config, Requests: map[string]int{"POST /bots": 2}}, `S: POST /bots was sent 1 times, want 2`},
		"unexpected error": {acctest.Step{Config: botAndMenu("", "Help")}, `S: got error at bot_name: `},
		"another error":    {acctest.Step{Config: botAndMenu("", "Help"), Errors: []string{"zebra"}}, `want it to contain "zebra"`},
		"no such import":   {acctest.Step{CheckImport: botAddress}, `S: lineworks_bot.test is not in the state`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tc.step.Name = "S"
			if got := failuresOf(t, acctest.NewInMemory(t).Driver(), tc.step); !strings.Contains(got, tc.want) {
				t.Errorf("got the failures %q, want %q", got, tc.want)
			}
		})
	}
}

// TestDriver_checks has the service change an object right after an apply, and between
// an apply and an import.
func TestDriver_checks(t *testing.T) {
	t.Parallel()
	tenant := acctest.NewInMemory(t)
	change := func() {
		tenant.API.ChangeBot(tenant.API.Bots()[0].BotID, func(b *mockserver.Bot) { b.Description += "!" })
	}
	driver := tenant.Driver()
	config := acctest.Config{botAddress: botAndMenu("Desk", "Help")[botAddress]}
	got := failuresOf(t, driver, acctest.Step{Name: "S", Config: config, After: change})
	if want := `S: the plan after the apply (refresh: true) for lineworks_bot.test is "update", want none: description "Answers.!" becomes "Answers."`; !strings.HasPrefix(got, want) {
		t.Errorf("after the apply: got %q, want %q", got, want)
	}
	got = failuresOf(t, driver, acctest.Step{Name: "S", CheckImport: botAddress})
	for _, want := range []string{
		`S: importing lineworks_bot.test by ID: description is "Answers.!", want "Answers."`,
		`S: importing lineworks_bot.test by identity: description is `,
		`S: the plan of lineworks_bot is "update", want none: description`,
	} {
		if !strings.Contains(got, want) {
			t.Errorf("at the import: got %q, want %q", got, want)
		}
	}
}
