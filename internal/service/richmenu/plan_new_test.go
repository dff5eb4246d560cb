// SPDX-License-Identifier: MPL-2.0

package richmenu_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/acctest"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
)

// TestRichMenu_plan_nameTaken names the menu that is there and how to import it, but
// only if Terraform is not known to have it. One list serves all menus of a bot.
func TestRichMenu_plan_nameTaken(t *testing.T) {
	t.Parallel()
	tenant := acctest.New(t)
	bot, other := tenant.AddBot(), tenant.AddBot()
	add := func(bot int64, name string) string {
		menu := seeded()
		menu.RichMenuName = name
		return tenant.API.AddRichMenu(bot, menu)
	}
	desk, twice, again, managed, destroyed, leaving := add(bot, "Desk"), add(bot, "Twice"), add(bot, "Twice"), add(bot, "Managed"), add(bot, "Destroyed"), add(bot, "Leaving")
	add(other, "Elsewhere")
	state := func(bot int64, id, name string) acctest.Values {
		return values(acctest.Values{
			"bot_id": text(bot), "rich_menu_id": id, "rich_menu_name": name,
			"i18n_images": map[string]string{}, "i18n_image_sha256s": map[string]string{},
		})
	}
	s := newSession(t, tenant)
	for name, got := range map[string]string{
		"stays":    s.plan(t, resourceType, state(bot, managed, "Managed"), state(bot, managed, "Managed")).messages,
		"replaced": s.plan(t, resourceType, state(bot, leaving, "Leaving"), state(bot, leaving, "Other")).messages,
		"goes":     s.plan(t, resourceType, state(bot, destroyed, "Destroyed"), nil).messages,
	} {
		if got != "" {
			t.Errorf("%s: got %s, want no warning of a menu of Terraform's own", name, got)
		}
	}
	if n := tenant.API.Count(list); n != 0 {
		t.Errorf("got %d lists before anything new is planned, want none", n)
	}
	for name, tc := range map[string]struct {
		bot   int64
		prior acctest.Values
		name  any
		want  []string
	}{
		"one": {bot, nil, "Desk", []string{
			`Rich menu named "Desk" of bot ` + text(bot) + " already exists", "Bot " + text(bot) + ` has a rich menu named "Desk": ` + desk + ". ",
			"To manage that rich menu instead: terraform import lineworks_rich_menu.NAME " + text(bot) + "/" + desk,
		}},
		"two": {bot, nil, "Twice", []string{
			`has 2 rich menus named "Twice": ` + twice + ", " + again + ". ",
			"one of them instead: terraform import lineworks_rich_menu.NAME " + text(bot) + "/" + twice,
		}},
		"moved":         {bot, state(other, "40099", "Desk"), "Desk", []string{`Rich menu named "Desk"`}},
		"none":          {bot, nil, "desk", nil},
		"not known":     {bot, nil, acctest.Unknown, nil},
		"managed":       {bot, nil, "Managed", nil},
		"destroyed":     {bot, nil, "Destroyed", nil},
		"replaced":      {bot, nil, "Leaving", nil},
		"another bot's": {bot, nil, "Elsewhere", nil},
	} {
		got := s.plan(t, resourceType, tc.prior, values(acctest.Values{"bot_id": text(tc.bot), "rich_menu_name": tc.name})).messages
		if (got == "") != (tc.want == nil) || tc.want != nil && !strings.HasPrefix(got, `warning at rich_menu_name: Rich menu named "`) {
			t.Errorf("%s: got %q, want a warning about the name: %t", name, got, tc.want != nil)
		}
		for _, want := range tc.want {
			if !strings.Contains(got, want) {
				t.Errorf("%s: got %s, want it to contain %q", name, got, want)
			}
		}
	}
	if n := tenant.API.Count(list); n != 3 {
		t.Errorf("got %d pages of lists for one process, want 3", n)
	}
}

// TestRichMenu_plan_notListed goes on without the list, and says so once for each bot.
func TestRichMenu_plan_notListed(t *testing.T) {
	t.Parallel()
	tenant := acctest.New(t)
	bot := tenant.AddBot()
	tenant.API.AddRichMenu(bot, seeded())
	tenant.API.Fail(mockserver.Fault{Operation: list, Status: http.StatusForbidden, Code: "FORBIDDEN", Description: "not yours"})
	s := newSession(t, tenant)
	config := values(acctest.Values{"bot_id": text(bot), "rich_menu_name": "Old"})
	got := s.plan(t, resourceType, nil, config).messages + s.plan(t, resourceType, nil, config).messages
	if n := tenant.API.Count(readFixed); n != 0 {
		t.Errorf("got %d requests for the persistent menu where rich menus cannot be listed, want none", n)
	}
	if !strings.HasPrefix(got, "warning at nothing: Unable to look for existing rich menus: The provider could not check whether bot "+text(bot)+" already has rich menus with the planned names or a persistent menu, which the service deletes when a rich menu is created.") ||
		strings.Count(got, "warning at ") != 1 || !strings.Contains(got, "403 FORBIDDEN: not yours") {
		t.Errorf("got %s, want one warning with the consequences and the service's words", got)
	}
	if n := tenant.API.Count(list); n != 1 {
		t.Errorf("got %d lists, want 1", n)
	}
}

// TestRichMenu_plan_notListed_waitsOnce does not wait for each bot where every call
// fails.
func TestRichMenu_plan_notListed_waitsOnce(t *testing.T) {
	t.Parallel()
	tenant := acctest.New(t)
	one, other := tenant.AddBot(), tenant.AddBot()
	s := newSession(t, tenant)
	tenant.API.Fail(mockserver.Fault{Operation: list, Status: http.StatusUnauthorized, Code: "UNAUTHORIZED", Description: "no", Times: 10})
	var got string
	for _, bot := range []int64{one, one, other} {
		got += s.plan(t, resourceType, nil, values(acctest.Values{"bot_id": text(bot)})).messages
	}
	if strings.Count(got, "warning at ") != 1 || tenant.API.Count(list) != 2 { // the second with a new token
		t.Errorf("got %d lists and %s, want 2 and one warning", tenant.API.Count(list), got)
	}
}

// TestRichMenu_plan_botGone has nothing to say of a bot that is not there.
func TestRichMenu_plan_botGone(t *testing.T) {
	t.Parallel()
	tenant := acctest.New(t)
	if got := acctest.Messages(tenant.Plan(t, resourceType, nil, values(acctest.Values{"bot_id": "2999999"}))); got != "" {
		t.Errorf("got %s, want no message", got)
	}
}

// TestRichMenu_plan_notListed_eachBot tells of each bot whose menus are not listed.
func TestRichMenu_plan_notListed_eachBot(t *testing.T) {
	t.Parallel()
	tenant := acctest.New(t)
	one, other := tenant.AddBot(), tenant.AddBot()
	tenant.API.Fail(mockserver.Fault{Operation: list, Status: http.StatusForbidden, Code: "FORBIDDEN", Description: "no", Times: 2})
	s := newSession(t, tenant)
	for _, bot := range []int64{one, other} {
		got := s.plan(t, resourceType, nil, values(acctest.Values{"bot_id": text(bot)})).messages
		if strings.Count(got, "warning at ") != 1 || !strings.Contains(got, "whether bot "+text(bot)+" already has rich menus") {
			t.Errorf("bot %d: got %s, want one warning that names it", bot, got)
		}
	}
}
