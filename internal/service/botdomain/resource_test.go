// SPDX-License-Identifier: MPL-2.0

package botdomain_test

import (
	"net/http"
	"regexp"
	"slices"
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

// TestBotDomain_lifecycle goes through create, update of each attribute, clearing,
// import, a disappearance, a failing update, replacement and destroy with the CLI. Each
// change is one write that says no more than it has to.
func TestBotDomain_lifecycle(t *testing.T) {
	t.Parallel()
	tenant := acctest.New(t)
	id := tenant.AddBot()
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
			oneWrite(t, tenant)()
			want := map[string]string{"visible": "false", "allowToSelectedMember": "false"}
			if diff := cmp.Diff(want, body(t, tenant, register)); diff != "" {
				t.Errorf("body of the create differs (-want +got):\n%s", diff)
			}
		},
	}}
	for _, c := range changes {
		steps = append(steps, resource.TestStep{
			PreConfig:        tenant.API.ResetRequests,
			Config:           domain(id, first, c.config...),
			ConfigPlanChecks: planned(domainAddr, plancheck.ResourceActionUpdate),
			PostApplyFunc: func() {
				oneWrite(t, tenant)()
				if diff := cmp.Diff(c.sent, body(t, tenant, update)); diff != "" {
					t.Errorf("body of the update to %q differs (-want +got):\n%s", c.config, diff)
				}
				if diff := cmp.Diff([]mockserver.Domain{c.holds}, tenant.API.Domains(id)); diff != "" {
					t.Errorf("the service holds another registration (-want +got):\n%s", diff)
				}
			},
		})
	}
	steps = append(steps, domainImports()...)
	steps = append(steps,
		resource.TestStep{
			PreConfig: func() { tenant.API.RemoveDomain(id, first) }, Config: domain(id, first),
			ConfigPlanChecks: planned(domainAddr, plancheck.ResourceActionCreate),
		},
		resource.TestStep{
			PreConfig: func() {
				tenant.API.Fail(mockserver.Fault{Operation: update, Status: http.StatusBadRequest, Code: "INVALID_PARAMETER", Description: "visible is odd"})
			},
			Config:      domain(id, first, "visible = true"),
			ExpectError: regexp.MustCompile(`(?s)Unable to update registration of bot.*visible\s+= true.*is\s+odd`),
		},
		resource.TestStep{
			PreConfig: tenant.API.ResetRequests, Config: domain(id, second),
			ConfigPlanChecks: planned(domainAddr, plancheck.ResourceActionDestroyBeforeCreate),
		},
	)
	tenant.Test(t, steps...)
	if got := tenant.API.Domains(id); len(got) != 0 {
		t.Errorf("after the destroy, got the registrations %+v, want none", got)
	}
	if n := tenant.API.Count(removeDomain); n != 2 {
		t.Errorf("got %d delete requests, want 2", n)
	}
}

func TestBotDomain_replacement(t *testing.T) {
	t.Parallel()
	tenant := acctest.NewInMemory(t)
	a, b := tenant.AddBot(), tenant.AddBot()
	replaced := acctest.Changes{domainAddr: acctest.Replace}
	selected := acctest.Values{"allow_to_selected_member": true}
	tenant.Drive(t,
		acctest.Step{Config: domainConfig(a, first, selected)},
		acctest.Step{Config: domainConfig(a, second, selected), Plan: replaced, ReplacedBy: map[string][]string{domainAddr: {"domain_id"}}},
		acctest.Step{
			Config: domainConfig(b, second, nil), Plan: replaced, ReplacedBy: map[string][]string{domainAddr: {"bot_id"}},
			After: func() {
				if left, made := tenant.API.Domains(a), tenant.API.Domains(b); len(left) != 0 || len(made) != 1 || made[0].DomainID != second {
					t.Errorf("got the registrations %v and %v, want one of the second bot in domain %d", left, made, second)
				}
			},
		},
	)
}

func TestBotDomain_drift_ofEachAttributeIsSeenAndRepaired(t *testing.T) {
	t.Parallel()
	tenant := acctest.NewInMemory(t)
	id := tenant.AddBot()
	config := domainConfig(id, first, acctest.Values{"visible": true, "allow_to_selected_member": true})
	steps := []acctest.Step{{Config: config}}
	for _, changed := range []mockserver.Domain{
		{DomainID: first, AllowToSelectedMember: true},
		{DomainID: first, Visible: true},
	} {
		steps = append(steps, acctest.Step{
			Before: func() { tenant.API.SetDomain(id, changed) }, Config: config, Plan: acctest.Changes{domainAddr: acctest.Update},
			After: func() {
				if got := tenant.API.Domains(id)[0]; !got.Visible || !got.AllowToSelectedMember {
					t.Errorf("after the repair, got %+v, want both attributes to be true", got)
				}
			},
		})
	}
	tenant.Drive(t, steps...)
}

// TestBotDomain_quirks runs the provider against each way in which the service
// might behave where the vendor's pages are silent.
func TestBotDomain_quirks(t *testing.T) {
	t.Parallel()
	variants := acctest.Variants(t, "false-", "patch-null-", "duplicates-accepted", "domain-body-required", "forget-members",
		"read-deleted-410", "second-delete-410", "refuse-unknown-", "refuse-overlaps", "reverse-lists", "bot-id-string", "last-cursor-absent")
	for name, quirks := range variants {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tenant := acctest.NewInMemory(t, acctest.Quirks(quirks))
			id := tenant.AddBot()
			for _, other := range []int64{1, 2, 3, 99999999} { // so that the list has several pages
				tenant.API.SetDomain(id, mockserver.Domain{DomainID: other})
			}
			full := domainConfig(id, first, acctest.Values{"visible": true, "allow_to_selected_member": true})
			tenant.Drive(t,
				acctest.Step{Config: full},
				acctest.Step{Config: domainConfig(id, first, acctest.Values{"visible": true}), Plan: acctest.Changes{domainAddr: acctest.Update}},
				acctest.Step{
					Before: func() { tenant.API.RemoveDomain(id, first) }, Config: full, Plan: acctest.Changes{domainAddr: acctest.Create},
				},
				acctest.Step{CheckImport: domainAddr},
			)
			if n := len(tenant.API.Domains(id)); n != 4 {
				t.Errorf("after the destroy, got %d registrations, want the 4 others", n)
			}
		})
	}
}

func TestBotDomain_botDisappears(t *testing.T) {
	t.Parallel()
	tenant := acctest.NewInMemory(t)
	id := tenant.AddBot()
	tenant.Drive(t,
		acctest.Step{Config: domainConfig(id, first, nil)},
		acctest.Step{
			Before: func() { tenant.API.RemoveBot(id) }, Config: domainConfig(id, first, nil),
			PlanOnly: true, Plan: acctest.Changes{domainAddr: acctest.Create},
		},
	)
}

func TestBotDomain_delete_ofAGoneRegistrationSucceeds(t *testing.T) {
	t.Parallel()
	for _, gone := range []mockserver.Fault{
		{Status: http.StatusNotFound, Code: "NOT_FOUND", Description: "no such registration"},
		{Status: http.StatusGone, Code: "DELETED", Description: "deleted already"},
	} {
		tenant := acctest.NewInMemory(t)
		gone.Operation, gone.Act = removeDomain, true
		tenant.API.Fail(gone)
		tenant.Drive(t, acctest.Step{Config: domainConfig(tenant.AddBot(), first, nil)})
		if n := tenant.API.Count(removeDomain); n != 1 {
			t.Errorf("%s: got %d delete requests, want 1", gone.Code, n)
		}
	}
}

// TestBotDomain_narrowedDomains takes a domain off the bot's list, at which the
// service deletes the registration there: the plan shows it, and an apply repairs it
// when the domain is back.
func TestBotDomain_narrowedDomains(t *testing.T) {
	t.Parallel()
	tenant := acctest.NewInMemory(t)
	const bot, one, two = "lineworks_bot.test", "lineworks_bot_domain.one", "lineworks_bot_domain.two"
	config := func(allowed ...string) acctest.Config {
		return acctest.Config{
			bot: {
				"bot_name": "Desk", "description": "Answers.", "photo_url": "https://example.com/a.png", "administrators": []string{"u1"},
				"allow_domains": allowed,
			},
			one: {"bot_id": acctest.Ref(bot + ".bot_id"), "domain_id": text(first)},
			two: {"bot_id": acctest.Ref(bot + ".bot_id"), "domain_id": text(second)},
		}
	}
	tenant.Drive(t,
		acctest.Step{Config: config(text(first), text(second))},
		acctest.Step{Config: config(text(first)), Plan: acctest.Changes{bot: acctest.Update, two: acctest.NoOp}, NonEmptyPlan: true},
		acctest.Step{
			Config: config(text(first)), Plan: acctest.Changes{one: acctest.NoOp, two: acctest.Create},
			Errors: []string{"Unable to register bot in domain", "400 INVALID_PARAMETER", "add 10000002 to allow_domains"},
		},
		acctest.Step{Config: config(text(first), text(second)), Plan: acctest.Changes{two: acctest.Create}},
	)
}

func TestBotDomain_create_refused(t *testing.T) {
	t.Parallel()
	refusal := func(status int, code, description string) *mockserver.Fault {
		return &mockserver.Fault{Operation: register, Status: status, Code: code, Description: description}
	}
	const failed = "Unable to register bot in domain"
	const advice = "add 10000001 to allow_domains"
	tests := map[string]struct {
		allowed []int64
		faults  []*mockserver.Fault
		want    []string
		unsent  bool
	}{
		"nothing to be seen": {
			faults: []*mockserver.Fault{{Operation: list, Times: 2, Status: 403, Code: "FORBIDDEN", Description: "not yours"}},
			want:   []string{"Unable to check for an existing registration of bot", "not yours"}, unsent: true,
		},
		"another conflict":        {faults: []*mockserver.Fault{refusal(409, "CONFLICT", "Another change is under way.")}, want: []string{failed, "Another change"}},
		"outside allow_domains":   {allowed: []int64{second}, want: []string{"error at domain_id: " + failed, advice + " of bot 2000001"}},
		"outside, said otherwise": {allowed: []int64{second}, faults: []*mockserver.Fault{refusal(403, "ACCESS_DENIED", "no")}, want: []string{"403 ACCESS_DENIED", advice}},
		"maybe outside": {
			faults: []*mockserver.Fault{refusal(400, "INVALID_PARAMETER", "no"), {Operation: readBot, Status: 403, Code: "FORBIDDEN", Description: "no"}},
			want:   []string{"400 INVALID_PARAMETER", advice},
		},
		"about an attribute": {allowed: []int64{first}, faults: []*mockserver.Fault{refusal(400, "INVALID_PARAMETER", "visible is odd")}, want: []string{"error at visible: " + failed, "visible is odd"}},
		"no such bot":        {faults: []*mockserver.Fault{refusal(404, "NOT_FOUND", "no such bot")}, want: []string{"error at bot_id: " + failed, "404 NOT_FOUND", "Check the IDs"}},
	}
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tenant := acctest.NewInMemory(t)
			id := tenant.AddBot(tc.allowed...)
			for _, fault := range tc.faults {
				tenant.API.Fail(*fault)
			}
			sent := 1
			if tc.unsent {
				sent = 0
			}
			tenant.Drive(t, acctest.Step{
				Config: domainConfig(id, first, acctest.Values{"visible": true}), Errors: tc.want, Requests: map[string]int{register: sent},
			})
		})
	}
}

// TestBotDomain_create_takesOver creates registrations that are there already. Only what
// differs is changed, also where the service would take a second registration for the
// first, which would end the selection of members.
func TestBotDomain_create_takesOver(t *testing.T) {
	t.Parallel()
	const warning = "warning at domain_id: Bot 2000001 is already registered in domain 10000001: "
	const manages = "The resource manages it from now on"
	existing := mockserver.Domain{DomainID: first, AllowToSelectedMember: true, Members: []string{"u1"}}
	selected := acctest.Values{"allow_to_selected_member": true}
	visible := acctest.Values{"allow_to_selected_member": true, "visible": true}
	tests := map[string]struct {
		config     acctest.Values
		duplicates mockserver.Duplicates
		meanwhile  bool // registered right after the look before the create
		refusal    *mockserver.Fault
		registers  int
		updates    int
		want       string
	}{
		"as planned":            {config: selected, want: manages + ".\n"},
		"taken for the first":   {config: selected, duplicates: mockserver.DuplicatesAccepted, want: manages + ".\n"},
		"another visibility":    {config: visible, updates: 1, want: manages + ", and has changed it: visible from false to true.\n"},
		"for everybody":         {updates: 1, want: manages + ", and has changed it: allow_to_selected_member from true to false.\n"},
		"registered meanwhile":  {config: visible, meanwhile: true, registers: 1, updates: 1, want: "visible from false to true"},
		"meanwhile, with a 400": {config: selected, meanwhile: true, refusal: &mockserver.Fault{Operation: register, Status: 400, Code: "INVALID_PARAMETER"}, registers: 1, want: manages + ".\n"},
	}
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var tenant *acctest.Tenant
			tenant = acctest.NewInMemory(t, acctest.Quirks(mockserver.Quirks{Duplicates: tc.duplicates}), func(o *mockserver.Options) {
				o.OnRequest = func(r mockserver.Request) {
					if tc.meanwhile && r.Operation == list && tenant.API.Count(list) == 2 { // the plan looks, too
						tenant.API.SetDomain(2000001, existing)
					}
				}
			})
			id := tenant.AddBot()
			if !tc.meanwhile {
				tenant.API.SetDomain(id, existing)
			}
			if tc.refusal != nil {
				tenant.API.Fail(*tc.refusal)
			}
			atPlan := "Applying this plan takes the registration over instead of creating one"
			if tc.meanwhile {
				atPlan = ""
			}
			tenant.Drive(t, acctest.Step{
				Config: domainConfig(id, first, tc.config), Plan: acctest.Changes{domainAddr: acctest.Create},
				Warnings: []string{warning, atPlan, tc.want, "another lineworks_bot_domain of this configuration"},
				Requests: map[string]int{register: tc.registers, update: tc.updates},
				After: func() {
					if got := tenant.API.Domains(id); len(got) != 1 || !slices.Equal(got[0].Members, existing.Members) {
						t.Errorf("got %+v, want the one registration with its member", got)
					}
				},
			})
		})
	}
}

// TestBotDomain_create_lostResponse loses the response to a create: the provider looks
// the registration up, and does not create it a second time.
func TestBotDomain_create_lostResponse(t *testing.T) {
	t.Parallel()
	tenant := acctest.NewInMemory(t)
	tenant.Variables["LINEWORKS_MAX_RETRIES"] = "0"
	tenant.API.Fail(mockserver.Fault{Operation: register, Status: http.StatusBadGateway, Act: true})
	id := tenant.AddBot()
	tenant.Drive(t, acctest.Step{
		Config: domainConfig(id, first, acctest.Values{"visible": true}), Requests: map[string]int{register: 1},
		After: func() {
			if got := tenant.API.Domains(id); len(got) != 1 || !got[0].Visible {
				t.Errorf("got the registrations %+v, want one that is visible", got)
			}
		},
	})
}

func TestBotDomain_update_fails(t *testing.T) {
	t.Parallel()
	tenant := acctest.NewInMemory(t)
	id := tenant.AddBot()
	changed := domainConfig(id, first, acctest.Values{"visible": true})
	fail := func(operation string, status int, code, description string) func() {
		return func() {
			tenant.API.Fail(mockserver.Fault{Operation: operation, Status: status, Code: code, Description: description})
		}
	}
	tenant.Drive(t,
		acctest.Step{Config: domainConfig(id, first, nil)},
		acctest.Step{
			Before: fail(update, http.StatusBadRequest, "INVALID_PARAMETER", "visible is odd"), Config: changed,
			Errors: []string{"error at visible: Unable to update registration of bot", "visible is odd"},
		},
		acctest.Step{Config: changed, Plan: acctest.Changes{domainAddr: acctest.Update}},
		acctest.Step{
			Before: fail(removeDomain, http.StatusForbidden, "FORBIDDEN", "not yours"), Destroy: true,
			Errors: []string{"Unable to delete registration of bot", "not yours"},
		},
	)
}

// TestBotDomain_foreignResponsesAreNoReasonToRecreate has something else than the API
// respond to a refresh.
func TestBotDomain_foreignResponsesAreNoReasonToRecreate(t *testing.T) {
	t.Parallel()
	tenant := acctest.NewInMemory(t)
	config := domainConfig(tenant.AddBot(), first, nil)
	steps := []acctest.Step{{Config: config}}
	for name, fault := range foreign(list) {
		steps = append(steps, acctest.Step{
			Name: name, Before: func() { tenant.API.Fail(fault) }, Config: config,
			Errors: []string{"Unable to read registration of bot", "bot 2000001 in domain 10000001", "api_url"},
		})
	}
	steps = append(steps, acctest.Step{Config: config, Plan: acctest.Changes{domainAddr: acctest.NoOp}})
	tenant.Drive(t, steps...)
	if n := tenant.API.Count(register); n != 1 {
		t.Errorf("got %d registrations made, want 1", n)
	}
}

func TestBotDomain_unknownValues(t *testing.T) {
	t.Parallel()
	tenant := acctest.NewInMemory(t)
	id := tenant.AddBot()
	tenant.Drive(t, acctest.Step{
		Config: acctest.Config{domainAddr: {
			"bot_id": acctest.Later{Value: text(id)}, "domain_id": acctest.Later{Value: text(first)},
			"visible": acctest.Later{Value: true}, "allow_to_selected_member": acctest.Later{Value: true},
		}},
		Plan: acctest.Changes{domainAddr: acctest.Create}, NonEmptyPlan: true, // the next plan does not know them either
		After: func() {
			want := []mockserver.Domain{{DomainID: first, Visible: true, AllowToSelectedMember: true}}
			if diff := cmp.Diff(want, tenant.API.Domains(id)); diff != "" {
				t.Errorf("the service holds another registration (-want +got):\n%s", diff)
			}
		},
	}, acctest.Step{
		Config: domainConfig(id, first, acctest.Values{"visible": true, "allow_to_selected_member": true}), Plan: acctest.Changes{domainAddr: acctest.NoOp},
	})
}

func TestBotDomain_import_badIDs(t *testing.T) {
	t.Parallel()
	const invalid, none = "Invalid import ID", "Cannot import non-existent remote object"
	tenant := acctest.NewInMemory(t)
	id := tenant.AddBot()
	for bad, want := range map[string][]string{
		text(id):                {invalid, "BOT_ID/DOMAIN_ID", "terraform import lineworks_bot_domain.NAME 2000001/10000001", "lineworks_bot_domains"},
		text(id) + "/sales":     {invalid},
		text(id) + "/1/2":       {invalid},
		text(id) + "/10000009":  {none},
		"9999999999/10000001":   {none},
		"Desk/10000001":         {invalid},
		text(id) + "/10000001/": {invalid},
	} {
		t.Run(bad, func(t *testing.T) {
			t.Parallel()
			tenant.Drive(t, acctest.Step{Config: domainConfig(id, first, nil), Imports: map[string]string{domainAddr: bad}, Errors: want})
		})
	}
}
