// SPDX-License-Identifier: MPL-2.0

package botdomain_test

import (
	"fmt"
	"net/http"
	"regexp"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/acctest"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
)

const (
	domainAddr = domainType + ".test"

	register     = "POST /bots/{botId}/domains/{domainId}"
	update       = "PATCH /bots/{botId}/domains/{domainId}"
	removeDomain = "DELETE /bots/{botId}/domains/{domainId}"
)

func domain(botID, domainID int64, more ...string) string {
	return block(domainType, botID, domainID, more...)
}

func domainImports() []resource.TestStep { return imports(domainAddr, "bot_id", "domain_id") }

// TestBotDomain_lifecycle goes through create, update of each attribute,
// clearing and destroy, each with one write that says no more than it has to.
func TestBotDomain_lifecycle(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	id := env.AddBot()
	changes := []struct {
		config []string
		sent   map[string]string
		holds  mockserver.Domain
	}{
		{[]string{"visible = true"}, map[string]string{"visible": "true"}, mockserver.Domain{DomainID: first, Visible: true}},
		{
			[]string{"visible = true", "allow_to_selected_member = true"},
			map[string]string{"allowToSelectedMember": "true"},
			mockserver.Domain{DomainID: first, Visible: true, AllowToSelectedMember: true},
		},
		{nil, map[string]string{"visible": "false", "allowToSelectedMember": "false"}, mockserver.Domain{DomainID: first}},
	}
	steps := []resource.TestStep{{
		Config:           domain(id, first),
		ConfigPlanChecks: planned(domainAddr, plancheck.ResourceActionCreate),
		ConfigStateChecks: []statecheck.StateCheck{
			statecheck.ExpectKnownValue(domainAddr, tfjsonpath.New("visible"), knownvalue.Bool(false)),
			statecheck.ExpectKnownValue(domainAddr, tfjsonpath.New("allow_to_selected_member"), knownvalue.Bool(false)),
		},
		PostApplyFunc: func() {
			oneWrite(t, env)()
			want := map[string]string{"visible": "false", "allowToSelectedMember": "false"}
			if diff := cmp.Diff(want, body(t, env, register)); diff != "" {
				t.Errorf("body of the create differs (-want +got):\n%s", diff)
			}
		},
	}}
	for _, c := range changes {
		steps = append(steps, resource.TestStep{
			PreConfig:        env.API.ResetRequests,
			Config:           domain(id, first, c.config...),
			ConfigPlanChecks: planned(domainAddr, plancheck.ResourceActionUpdate),
			PostApplyFunc: func() {
				oneWrite(t, env)()
				if diff := cmp.Diff(c.sent, body(t, env, update)); diff != "" {
					t.Errorf("body of the update to %q differs (-want +got):\n%s", c.config, diff)
				}
				if diff := cmp.Diff([]mockserver.Domain{c.holds}, env.API.Domains(id)); diff != "" {
					t.Errorf("the service holds another registration (-want +got):\n%s", diff)
				}
			},
		})
	}
	env.Test(t, append(steps, domainImports()...)...)
	if n := len(env.API.Domains(id)); n != 0 {
		t.Errorf("%d registrations are left after destroy", n)
	}
	if n := env.API.Count(removeDomain); n != 1 {
		t.Errorf("%d delete requests, want 1", n)
	}
}

func TestBotDomain_replacement(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	a, b := env.AddBot(), env.AddBot()
	replaced := planned(domainAddr, plancheck.ResourceActionDestroyBeforeCreate)
	env.Test(t,
		resource.TestStep{Config: domain(a, first, "allow_to_selected_member = true")},
		resource.TestStep{Config: domain(a, second, "allow_to_selected_member = true"), ConfigPlanChecks: replaced},
		resource.TestStep{
			Config: domain(b, second), ConfigPlanChecks: replaced,
			PostApplyFunc: func() {
				if left, made := env.API.Domains(a), env.API.Domains(b); len(left) != 0 || len(made) != 1 || made[0].DomainID != second {
					t.Errorf("registrations: %v and %v", left, made)
				}
			},
		},
	)
}

func TestBotDomain_drift_ofEachAttributeIsSeenAndRepaired(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	id := env.AddBot()
	config := domain(id, first, "visible = true", "allow_to_selected_member = true")
	steps := []resource.TestStep{{Config: config}}
	for _, changed := range []mockserver.Domain{
		{DomainID: first, AllowToSelectedMember: true},
		{DomainID: first, Visible: true},
	} {
		steps = append(steps, resource.TestStep{
			PreConfig:        func() { env.API.SetDomain(id, changed) },
			Config:           config,
			ConfigPlanChecks: planned(domainAddr, plancheck.ResourceActionUpdate),
			PostApplyFunc: func() {
				if got := env.API.Domains(id)[0]; !got.Visible || !got.AllowToSelectedMember {
					t.Errorf("the service holds %+v after the repair", got)
				}
			},
		})
	}
	env.Test(t, steps...)
}

// TestBotDomain_quirks runs the provider against each way in which the service
// might behave where the vendor's pages are silent.
func TestBotDomain_quirks(t *testing.T) {
	t.Parallel()
	variants := acctest.Variants(t, "false-", "patch-null-", "duplicates-accepted", "domain-body-required", "forget-members",
		"read-deleted-410", "second-delete-410", "refuse-unknown-", "refuse-overlaps", "reverse-lists", "bot-id-string", "last-cursor-null")
	for name, quirks := range variants {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t, acctest.Quirks(quirks))
			id := env.AddBot()
			for _, other := range []int64{1, 2, 3, 99999999} { // so that the list has several pages
				env.API.SetDomain(id, mockserver.Domain{DomainID: other})
			}
			full := domain(id, first, "visible = true", "allow_to_selected_member = true")
			steps := []resource.TestStep{
				{Config: full},
				{Config: domain(id, first, "visible = true"), ConfigPlanChecks: planned(domainAddr, plancheck.ResourceActionUpdate)},
				{
					PreConfig:        func() { env.API.RemoveDomain(id, first) },
					Config:           full,
					ConfigPlanChecks: planned(domainAddr, plancheck.ResourceActionCreate),
				},
			}
			env.Test(t, append(steps, domainImports()...)...)
			if n := len(env.API.Domains(id)); n != 4 {
				t.Errorf("%d registrations are left after destroy, want 4", n)
			}
		})
	}
}

func TestBotDomain_botDisappears(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	id := env.AddBot()
	env.Test(t,
		resource.TestStep{Config: domain(id, first)},
		resource.TestStep{
			PreConfig: func() { env.API.RemoveBot(id) }, RefreshState: true, ExpectNonEmptyPlan: true,
			RefreshPlanChecks: resource.RefreshPlanChecks{PostRefresh: []plancheck.PlanCheck{
				plancheck.ExpectResourceAction(domainAddr, plancheck.ResourceActionCreate),
			}},
		},
	)
}

func TestBotDomain_delete_ofAGoneRegistrationSucceeds(t *testing.T) {
	t.Parallel()
	for _, gone := range []mockserver.Fault{
		{Status: http.StatusNotFound, Code: "NOT_FOUND", Description: "no such registration"},
		{Status: http.StatusGone, Code: "DELETED", Description: "deleted already"},
	} {
		env := acctest.New(t)
		gone.Operation, gone.Act = removeDomain, true
		env.API.Fail(gone)
		env.Test(t, resource.TestStep{Config: domain(env.AddBot(), first)})
		if n := env.API.Count(removeDomain); n != 1 {
			t.Errorf("%s: %d delete requests, want 1", gone.Code, n)
		}
	}
}

// TestBotDomain_narrowedDomains takes a domain off the bot's list, at which the
// service deletes the registration there: that has to be seen, and made good
// when the domain is back.
func TestBotDomain_narrowedDomains(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	config := func(allowed string) string {
		return fmt.Sprintf(`
resource "lineworks_bot" "test" {
  bot_name       = "Desk"
  description    = "Answers."
  photo_url      = "https://example.com/a.png"
  administrators = ["u1"]
  allow_domains  = %s
}

resource "lineworks_bot_domain" "test" {
  count     = 2
  bot_id    = lineworks_bot.test.bot_id
  domain_id = 10000001 + count.index
}
`, allowed)
	}
	const one, two = "lineworks_bot_domain.test[0]", "lineworks_bot_domain.test[1]"
	env.Test(t,
		resource.TestStep{Config: config(`["10000001", "10000002"]`)},
		resource.TestStep{
			Config:             config(`["10000001"]`),
			ExpectNonEmptyPlan: true,
			ConfigPlanChecks: resource.ConfigPlanChecks{PostApplyPostRefresh: []plancheck.PlanCheck{
				plancheck.ExpectResourceAction(one, plancheck.ResourceActionNoop),
				plancheck.ExpectResourceAction(two, plancheck.ResourceActionCreate),
			}},
		},
		resource.TestStep{
			Config:      config(`["10000001"]`),
			ExpectError: regexp.MustCompile(`(?s)Unable to register bot in domain.*400 INVALID_PARAMETER.*add\s+10000002\s+to\s+allow_domains`),
		},
		resource.TestStep{Config: config(`["10000001", "10000002"]`), ConfigPlanChecks: planned(two, plancheck.ResourceActionCreate)},
	)
}

func TestBotDomain_create_refused(t *testing.T) {
	t.Parallel()
	refusal := func(status int, code, description string) *mockserver.Fault {
		return &mockserver.Fault{Operation: register, Status: status, Code: code, Description: description}
	}
	tests := map[string]struct {
		allowed   []int64
		exists    bool
		meanwhile bool // registered right after the look before the create
		faults    []*mockserver.Fault
		want      string
		unsent    bool
	}{
		"nothing to be seen": {
			faults: []*mockserver.Fault{{Operation: list, Status: 403, Code: "FORBIDDEN", Description: "not yours"}},
			want:   `(?s)Unable to look for a registration of the bot.*not\s+yours`, unsent: true,
		},
		"registered already":             {exists: true, want: `(?s)Bot is registered in this domain already.*terraform import\s+lineworks_bot_domain.NAME\s+2000001/10000001`, unsent: true},
		"registered meanwhile":           {meanwhile: true, want: `(?s)Bot is registered in this domain already.*409 ALREADY_EXIST.*terraform import\s+lineworks_bot_domain.NAME\s+2000001/10000001`},
		"registered meanwhile, by a 400": {meanwhile: true, faults: []*mockserver.Fault{refusal(400, "INVALID_PARAMETER", "domainId")}, want: `(?s)Bot is registered in this domain already.*400 INVALID_PARAMETER.*2000001/10000001`},
		"another conflict":               {faults: []*mockserver.Fault{refusal(409, "CONFLICT", "Another change is under way.")}, want: `(?s)Unable to register bot in domain.*Another change`},
		"outside allow_domains":          {allowed: []int64{second}, want: `(?s)Unable to register bot in domain.*domain_id\s+= "10000001".*add\s+10000001\s+to\s+allow_domains\s+of\s+bot\s+2000001`},
		"outside, said otherwise":        {allowed: []int64{second}, faults: []*mockserver.Fault{refusal(403, "ACCESS_DENIED", "no")}, want: `(?s)403 ACCESS_DENIED.*add\s+10000001\s+to\s+allow_domains`},
		"maybe outside": {
			faults: []*mockserver.Fault{refusal(400, "INVALID_PARAMETER", "no"), {Operation: readBot, Status: 403, Code: "FORBIDDEN", Description: "no"}},
			want:   `(?s)400 INVALID_PARAMETER.*add\s+10000001\s+to\s+allow_domains`,
		},
		"about an attribute": {allowed: []int64{first}, faults: []*mockserver.Fault{refusal(400, "INVALID_PARAMETER", "visible is odd")}, want: `(?s)Unable to register bot in domain.*visible\s+= true.*is\s+odd`},
		"no such bot":        {faults: []*mockserver.Fault{refusal(404, "NOT_FOUND", "no such bot")}, want: `(?s)Unable to register bot in domain.*bot_id\s+= "2000001".*404 NOT_FOUND.*Check\s+the\s+IDs`},
	}
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var env *acctest.Env
			env = acctest.New(t, func(o *mockserver.Options) {
				o.OnRequest = func(r mockserver.Request) {
					if tc.meanwhile && r.Operation == list && env.API.Count(register) == 0 {
						env.API.SetDomain(2000001, mockserver.Domain{DomainID: first})
					}
				}
			})
			id := env.AddBot(tc.allowed...)
			if tc.exists {
				env.API.SetDomain(id, mockserver.Domain{DomainID: first})
			}
			for _, fault := range tc.faults {
				env.API.Fail(*fault)
			}
			env.Test(t, resource.TestStep{Config: domain(id, first, "visible = true"), ExpectError: regexp.MustCompile(tc.want)})
			if n := env.API.Count(register); n != 1 && !tc.unsent || n != 0 && tc.unsent {
				t.Errorf("the create was sent %d times", n)
			}
		})
	}
}

// TestBotDomain_create_neverOverwrites has the service take a second
// registration for the first: one that is for selected members must not be
// opened to everybody by a plan that says "create".
func TestBotDomain_create_neverOverwrites(t *testing.T) {
	t.Parallel()
	env := acctest.New(t, acctest.Quirks(mockserver.Quirks{Duplicates: mockserver.DuplicatesAccepted}))
	id := withMembers(env, "u1")
	env.Test(t, resource.TestStep{Config: domain(id, first), ExpectError: regexp.MustCompile(`Bot is registered in this domain already`)})
	if got := env.API.Domains(id)[0]; !got.AllowToSelectedMember || env.Writes() != 0 {
		t.Errorf("the service holds %+v after %d write requests", got, env.Writes())
	}
}

// TestBotDomain_create_lostAnswer has the answer to a create get lost: the
// registration is looked up, and not made a second time.
func TestBotDomain_create_lostAnswer(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	env.Variables["LINEWORKS_MAX_RETRIES"] = "0"
	env.API.Fail(mockserver.Fault{Operation: register, Status: http.StatusBadGateway, Act: true})
	id := env.AddBot()
	env.Test(t, resource.TestStep{
		Config: domain(id, first, "visible = true"),
		PostApplyFunc: func() {
			if got := env.API.Domains(id); len(got) != 1 || !got[0].Visible || env.API.Count(register) != 1 {
				t.Errorf("the service holds %+v after %d creates", got, env.API.Count(register))
			}
		},
	})
}

func TestBotDomain_update_fails(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	id := env.AddBot()
	changed := domain(id, first, "visible = true")
	env.Test(t,
		resource.TestStep{Config: domain(id, first)},
		resource.TestStep{
			PreConfig: func() {
				env.API.Fail(mockserver.Fault{Operation: update, Status: http.StatusBadRequest, Code: "INVALID_PARAMETER", Description: "visible is odd"})
			},
			Config:      changed,
			ExpectError: regexp.MustCompile(`(?s)Unable to update registration of bot.*visible\s+= true.*is\s+odd`),
		},
		resource.TestStep{Config: changed, ConfigPlanChecks: planned(domainAddr, plancheck.ResourceActionUpdate)},
		resource.TestStep{
			PreConfig: func() {
				env.API.Fail(mockserver.Fault{Operation: removeDomain, Status: http.StatusForbidden, Code: "FORBIDDEN", Description: "not yours"})
			},
			Config: changed, Destroy: true,
			ExpectError: regexp.MustCompile(`(?s)Unable to delete registration of bot.*not\s+yours`),
		},
	)
}

// TestBotDomain_foreignAnswersAreNoReasonToRecreate has somebody else than the
// API answer a refresh.
func TestBotDomain_foreignAnswersAreNoReasonToRecreate(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	config := domain(env.AddBot(), first)
	steps := []resource.TestStep{{Config: config}}
	for _, fault := range foreign(list) {
		steps = append(steps, resource.TestStep{
			PreConfig:   func() { env.API.Fail(fault) },
			Config:      config,
			ExpectError: regexp.MustCompile(`(?s)Unable to read registration of bot.*bot\s+2000001\s+in\s+domain\s+10000001.*api_url`),
		})
	}
	steps = append(steps, resource.TestStep{Config: config, ConfigPlanChecks: planned(domainAddr, plancheck.ResourceActionNoop)})
	env.Test(t, steps...)
	if n := env.API.Count(register); n != 1 {
		t.Errorf("%d registrations were made, want 1", n)
	}
}

func TestBotDomain_unknownValues(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	id := env.AddBot()
	env.Test(t, resource.TestStep{
		Config: fmt.Sprintf(`
resource "terraform_data" "all" {
  input = { bot = "%d", domain = "10000001", flag = true }
}

resource "lineworks_bot_domain" "test" {
  bot_id                   = terraform_data.all.output.bot
  domain_id                = terraform_data.all.output.domain
  visible                  = terraform_data.all.output.flag
  allow_to_selected_member = terraform_data.all.output.flag
}
`, id),
		ConfigPlanChecks: planned(domainAddr, plancheck.ResourceActionCreate),
		PostApplyFunc: func() {
			want := []mockserver.Domain{{DomainID: first, Visible: true, AllowToSelectedMember: true}}
			if diff := cmp.Diff(want, env.API.Domains(id)); diff != "" {
				t.Errorf("the service holds another registration (-want +got):\n%s", diff)
			}
		},
	})
}

func TestBotDomain_import_badIDs(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	id := env.AddBot()
	for bad, want := range map[string]string{
		text(id):                `(?s)Invalid import ID.*BOT_ID/DOMAIN_ID.*terraform import\s+lineworks_bot_domain.NAME 2000001/10000001.*lineworks_bot_domains`,
		text(id) + "/sales":     `Invalid import ID`,
		text(id) + "/1/2":       `Invalid import ID`,
		text(id) + "/10000009":  `Cannot import non-existent remote object`,
		"9999999999/10000001":   `Cannot import non-existent remote object`,
		"Desk/10000001":         `Invalid import ID`,
		text(id) + "/10000001/": `Invalid import ID`,
	} {
		t.Run(bad, func(t *testing.T) {
			t.Parallel()
			env.Test(t, resource.TestStep{
				Config: domain(id, first), ResourceName: domainAddr, ImportState: true, ImportStateId: bad, ExpectError: regexp.MustCompile(want),
			})
		})
	}
}
