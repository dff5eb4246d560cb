// SPDX-License-Identifier: MPL-2.0

package botdomain_test

import (
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/acctest"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
)

const (
	memberAddr = memberType + ".test"

	members      = "GET /bots/{botId}/domains/{domainId}/members"
	add          = "POST /bots/{botId}/domains/{domainId}/members"
	removeMember = "DELETE /bots/{botId}/domains/{domainId}/members/{userId}"
)

// everybody is the error where there are no members to manage.
var everybody = []string{
	"All users of the domain may use the bot", "user u1",
	"allow_to_selected_member to true in the lineworks_bot_domain of bot 2000001 and domain 10000001", "from the configuration",
}

// withMembers is a bot, registered for the users alone, and its ID.
func withMembers(tenant *acctest.Tenant, users ...string) int64 {
	id := tenant.AddBot()
	tenant.API.SetDomain(id, mockserver.Domain{DomainID: first, AllowToSelectedMember: true, Members: users})
	return id
}

func member(botID int64, userID string) string {
	return block(memberType, botID, first, fmt.Sprintf("user_id = %q", userID))
}

func memberImports() []resource.TestStep {
	return imports(memberAddr, "bot_id", "domain_id", "user_id")
}

// allUsersVariants are the ways in which the service may say that everybody is
// allowed, the default among them.
func allUsersVariants(t *testing.T) map[string]mockserver.Quirks {
	t.Helper()
	variants := acctest.Variants(t, "all-users-", "false-")
	variants["all-users-array"] = mockserver.Quirks{}
	return variants
}

// allowEverybody changes the registration as the console would.
func allowEverybody(tenant *acctest.Tenant, botID int64) {
	d := tenant.API.Domains(botID)[0]
	d.AllowToSelectedMember = false
	tenant.API.SetDomain(botID, d)
}

// TestMember_lifecycle creates, imports, replaces, repairs and destroys a member with the
// CLI.
func TestMember_lifecycle(t *testing.T) {
	t.Parallel()
	tenant := acctest.New(t)
	id := withMembers(tenant, "u7", "u8", "u9") // so that the list has several pages
	steps := []resource.TestStep{
		{
			Config:           member(id, "u1"),
			ConfigPlanChecks: planned(memberAddr, plancheck.ResourceActionCreate),
			PostApplyFunc: func() {
				oneWrite(t, tenant)()
				if diff := cmp.Diff(map[string]string{"userId": `"u1"`}, body(t, tenant, add)); diff != "" {
					t.Errorf("body of the create differs (-want +got):\n%s", diff)
				}
			},
		},
	}
	steps = append(steps, memberImports()...)
	steps = append(steps, resource.TestStep{
		Config:           member(id, "u2"),
		ConfigPlanChecks: planned(memberAddr, plancheck.ResourceActionDestroyBeforeCreate),
		PostApplyFunc: func() {
			if diff := cmp.Diff([]string{"u7", "u8", "u9", "u2"}, tenant.API.Domains(id)[0].Members); diff != "" {
				t.Errorf("members differ (-want +got):\n%s", diff)
			}
		},
	}, resource.TestStep{ // taken out elsewhere
		PreConfig: func() {
			tenant.API.SetDomain(id, mockserver.Domain{DomainID: first, AllowToSelectedMember: true, Members: []string{"u7", "u8", "u9"}})
		},
		Config: member(id, "u2"), ConfigPlanChecks: planned(memberAddr, plancheck.ResourceActionCreate),
	}, resource.TestStep{
		PreConfig: func() {
			tenant.API.Fail(mockserver.Fault{Operation: removeMember, Status: http.StatusForbidden, Code: "FORBIDDEN", Description: "not yours"})
		},
		Config: member(id, "u2"), Destroy: true, ExpectError: regexp.MustCompile(`(?s)Unable to delete member of bot.*not\s+yours`),
	})
	tenant.Test(t, steps...)
	if diff := cmp.Diff([]string{"u7", "u8", "u9"}, tenant.API.Domains(id)[0].Members); diff != "" {
		t.Errorf("members after destroy differ (-want +got):\n%s", diff)
	}
	if n := tenant.API.Count(removeMember); n != 3 {
		t.Errorf("got %d delete requests, want 3", n)
	}
}

// TestMember_plan_warnsOfAllUsers plans to keep a member where everybody is
// allowed, in each form in which the service might say so.
func TestMember_plan_warnsOfAllUsers(t *testing.T) {
	t.Parallel()
	for name, quirks := range allUsersVariants(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tenant := acctest.New(t, acctest.Quirks(quirks))
			id := withMembers(tenant)
			config := acctest.Values{"bot_id": text(id), "domain_id": text(first), "user_id": "u1"}
			for selected, want := range map[bool]string{true: "", false: "warning at domain_id: All users of the domain may use the bot"} {
				tenant.API.SetDomain(id, mockserver.Domain{DomainID: first, AllowToSelectedMember: selected, Members: []string{"u1"}})
				got := acctest.Messages(tenant.Plan(t, "lineworks_bot_domain_member", config, config))
				if (want == "") != (got == "") || !strings.HasPrefix(got, want) {
					t.Errorf("selected members %t: got %q, want %q", selected, got, want)
				}
			}
		})
	}
}

func TestMember_quirks(t *testing.T) {
	t.Parallel()
	for name, quirks := range acctest.Variants(t, "duplicates-accepted", "read-deleted-410", "second-delete-410", "refuse-overlaps",
		"refuse-unknown-", "reverse-lists", "last-cursor-no-meta", "last-cursor-absent") {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tenant := acctest.NewInMemory(t, acctest.Quirks(quirks))
			id := withMembers(tenant, "u7", "u8")
			tenant.Drive(t,
				acctest.Step{Config: memberConfig(id)},
				acctest.Step{ // taken out elsewhere
					Before: func() {
						tenant.API.SetDomain(id, mockserver.Domain{DomainID: first, AllowToSelectedMember: true})
					},
					Config: memberConfig(id), Plan: acctest.Changes{memberAddr: acctest.Create},
				},
				acctest.Step{CheckImport: memberAddr},
			)
		})
	}
}

// TestMember_disappears deletes the objects that the member depends on.
func TestMember_disappears(t *testing.T) {
	t.Parallel()
	for name, remove := range map[string]func(*mockserver.Server, int64){
		"registration": func(api *mockserver.Server, id int64) { api.RemoveDomain(id, first) },
		"bot":          func(api *mockserver.Server, id int64) { api.RemoveBot(id) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tenant := acctest.NewInMemory(t)
			id := withMembers(tenant)
			tenant.Drive(t,
				acctest.Step{Config: memberConfig(id)},
				acctest.Step{
					Before: func() { remove(tenant.API, id) }, Config: memberConfig(id),
					PlanOnly: true, Plan: acctest.Changes{memberAddr: acctest.Create},
				},
				acctest.Step{Config: memberConfig(id), Errors: []string{"Bot is not registered in the domain", "lineworks_bot_domain"}},
			)
			if n := tenant.API.Count(add); n != 1 {
				t.Errorf("got %d requests to add the member, want 1", n)
			}
		})
	}
}

// TestMember_allUsers has everybody in the domain be allowed, in each form in
// which the service might say so: before a create, behind Terraform's back, and
// at an import.
func TestMember_allUsers(t *testing.T) {
	t.Parallel()
	for name, quirks := range allUsersVariants(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tenant := acctest.NewInMemory(t, acctest.Quirks(quirks))
			id := withMembers(tenant)
			config := memberConfig(id)
			tenant.Drive(t,
				acctest.Step{
					Before: func() { tenant.API.SetDomain(id, mockserver.Domain{DomainID: first}) },
					Config: config, Errors: everybody, Requests: map[string]int{add: 0},
				},
				acctest.Step{
					Before: func() {
						tenant.API.SetDomain(id, mockserver.Domain{DomainID: first, AllowToSelectedMember: true})
					},
					Config: config,
				},
				// One that is there stays: an error would stand in the way of a repair.
				acctest.Step{
					Before: func() { allowEverybody(tenant, id) }, Config: config, Plan: acctest.Changes{memberAddr: acctest.NoOp},
					After: func() { cannotImport(t, tenant, id) },
				},
				acctest.Step{ // put right: the member was there all the time
					Before: func() {
						tenant.API.SetDomain(id, mockserver.Domain{DomainID: first, AllowToSelectedMember: true, Members: []string{"u1"}})
					},
					Config: config, Plan: acctest.Changes{memberAddr: acctest.NoOp},
				},
			)
		})
	}
}

// cannotImport checks that a member cannot be imported where everybody is allowed.
func cannotImport(t *testing.T, tenant *acctest.Tenant, botID int64) {
	t.Helper()
	_, diags := tenant.Process(t).Import(t.Context(), t, memberType, text(botID)+"/10000001/u1")
	for _, want := range everybody {
		if got := acctest.Messages(diags); !strings.Contains(got, want) {
			t.Errorf("the import gives %q, want it to contain %q", got, want)
		}
	}
}

// TestMember_allUsers_onlyTheListSaysSo has the list of members say that
// everybody is allowed while the registration says otherwise.
func TestMember_allUsers_onlyTheListSaysSo(t *testing.T) {
	t.Parallel()
	tenant := acctest.NewInMemory(t)
	id := withMembers(tenant)
	say := func() {
		tenant.API.Fail(mockserver.Fault{Operation: members, Status: http.StatusOK, Body: `{"members":["All users"]}`, ContentType: "application/json"})
	}
	tenant.Drive(t,
		acctest.Step{Config: memberConfig(id)},
		acctest.Step{
			Before: say, Config: memberConfig(id), Plan: acctest.Changes{memberAddr: acctest.NoOp},
			After: func() { say(); cannotImport(t, tenant, id) },
		},
	)
}

// TestMember_withItsRegistration creates both at once, and destroys both, with
// the service as strict as it may be about members while everybody is allowed.
func TestMember_withItsRegistration(t *testing.T) {
	t.Parallel()
	for name, quirks := range map[string]mockserver.Quirks{
		"lenient": {}, "strict": {RefuseIdleMembers: true, ForgetMembers: true, RefuseOverlaps: true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tenant := acctest.NewInMemory(t, acctest.Quirks(quirks))
			id := tenant.AddBot()
			config := func(selected bool, members int) acctest.Config {
				all := domainConfig(id, first, acctest.Values{"allow_to_selected_member": selected})
				for i := range members {
					all[fmt.Sprintf("%s.u%d", memberType, i)] = acctest.Values{
						"bot_id": acctest.Ref(domainAddr + ".bot_id"), "domain_id": acctest.Ref(domainAddr + ".domain_id"), "user_id": fmt.Sprintf("u%d", i),
					}
				}
				return all
			}
			tenant.Drive(t,
				acctest.Step{Config: config(true, 5), After: func() {
					if n := len(tenant.API.Domains(id)[0].Members); n != 5 {
						t.Errorf("got %d members, want 5", n)
					}
					if n := tenant.Writes(); n != 6 {
						t.Errorf("got %d write requests, want 6", n)
					}
				}},
				acctest.Step{Config: config(false, 0), After: func() {
					if d := tenant.API.Domains(id)[0]; len(d.Members) != 0 || d.AllowToSelectedMember {
						t.Errorf("got %+v, want a registration for everybody without members", d)
					}
				}},
				acctest.Step{Config: config(true, 2)},
			)
		})
	}
}

func TestMember_create_refused(t *testing.T) {
	t.Parallel()
	const failed = "Unable to add member to bot"
	tests := map[string]struct {
		fault *mockserver.Fault
		want  []string
	}{
		"another conflict": {&mockserver.Fault{Operation: add, Status: 409, Code: "CONFLICT", Description: "Under way."}, []string{failed, "Under way"}},
		"unknown user":     {&mockserver.Fault{Operation: add, Status: 400, Code: "INVALID_PARAMETER", Description: "userId is unknown"}, []string{"error at user_id: " + failed, "userId is unknown"}},
		"not readable":     {&mockserver.Fault{Operation: list, Times: 2, Status: 403, Code: "FORBIDDEN", Description: "not yours"}, []string{failed, "member u1 of bot", "not yours"}},
	}
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tenant := acctest.NewInMemory(t)
			tenant.API.Fail(*tc.fault)
			tenant.Drive(t, acctest.Step{Config: memberConfig(withMembers(tenant)), Errors: tc.want})
		})
	}
}

// TestMember_create_takesOver creates a member that is there already.
func TestMember_create_takesOver(t *testing.T) {
	t.Parallel()
	for name, fault := range map[string]*mockserver.Fault{
		"with a 409": nil,
		"with a 400": {Operation: add, Status: 400, Code: "INVALID_PARAMETER", Description: "userId"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tenant := acctest.NewInMemory(t)
			if fault != nil {
				tenant.API.Fail(*fault)
			}
			id := withMembers(tenant, "u1")
			tenant.Drive(t, acctest.Step{
				Config: memberConfig(id), Plan: acctest.Changes{memberAddr: acctest.Create}, Requests: map[string]int{add: 1},
				Warnings: []string{
					"warning at user_id: User u1 is already a member of bot 2000001 in domain 10000001: ",
					"Applying this plan takes the member over instead of adding one.", "The resource manages it from now on.", "another lineworks_bot_domain_member of this configuration",
				},
			})
		})
	}
}

// TestMember_lostResponses loses the responses to a create and a delete.
func TestMember_lostResponses(t *testing.T) {
	t.Parallel()
	tenant := acctest.NewInMemory(t)
	tenant.Variables["LINEWORKS_MAX_RETRIES"] = "0"
	tenant.API.Fail(mockserver.Fault{Operation: add, Status: http.StatusBadGateway, Act: true})
	tenant.API.Fail(mockserver.Fault{Operation: removeMember, Status: http.StatusNotFound, Code: "NOT_FOUND", Description: "gone", Act: true})
	id := withMembers(tenant)
	tenant.Drive(t, acctest.Step{Config: memberConfig(id)})
	if n, m := tenant.API.Count(add), tenant.API.Count(removeMember); n != 1 || m != 1 {
		t.Errorf("got %d creates and %d deletes, want one each", n, m)
	}
}

func TestMember_failures(t *testing.T) {
	t.Parallel()
	tenant := acctest.NewInMemory(t)
	config := memberConfig(withMembers(tenant))
	steps := []acctest.Step{{Config: config}}
	for _, operation := range []string{list, members} {
		for name, fault := range foreign(operation) {
			steps = append(steps, acctest.Step{
				Name: operation + ", " + name, Before: func() { tenant.API.Fail(fault) }, Config: config,
				Errors: []string{"Unable to read member of bot", "member u1 of bot 2000001 in domain 10000001", "api_url"},
			})
		}
	}
	steps = append(steps,
		acctest.Step{
			Before: func() {
				tenant.API.Fail(mockserver.Fault{Operation: removeMember, Status: http.StatusForbidden, Code: "FORBIDDEN", Description: "not yours"})
			},
			Destroy: true, Errors: []string{"Unable to delete member of bot", "not yours"},
		},
		acctest.Step{Config: config, Plan: acctest.Changes{memberAddr: acctest.NoOp}},
	)
	tenant.Drive(t, steps...)
	if n := tenant.API.Count(add); n != 1 {
		t.Errorf("got %d requests to add the member, want 1", n)
	}
}

// TestMember_emailNotKnownBefore has an e-mail address come up at apply only.
func TestMember_emailNotKnownBefore(t *testing.T) {
	t.Parallel()
	tenant := acctest.NewInMemory(t)
	id := withMembers(tenant)
	config := func(user string) acctest.Config {
		return acctest.Config{memberAddr: {"bot_id": text(id), "domain_id": text(first), "user_id": acctest.Later{Value: user}}}
	}
	tenant.Drive(t,
		acctest.Step{
			Config: config("taro@example.com"), Plan: acctest.Changes{memberAddr: acctest.Create},
			Errors: []string{"E-mail address instead of a user ID", `"taro@example.com"`, "lineworks_user and lineworks_users"},
		},
		acctest.Step{Config: config("u1"), NonEmptyPlan: true}, // the next plan does not know the ID either
		acctest.Step{Config: memberConfig(id), Plan: acctest.Changes{memberAddr: acctest.NoOp}},
	)
	if n := tenant.API.Count(add); n != 1 {
		t.Errorf("got %d requests to add a member, want 1", n)
	}
}

func TestMember_import_badIDs(t *testing.T) {
	t.Parallel()
	const invalid, none = "Invalid import ID", "Cannot import non-existent remote object"
	tenant := acctest.NewInMemory(t)
	id := withMembers(tenant, "u1")
	for bad, want := range map[string][]string{
		text(id) + "/10000001":                  {invalid, "BOT_ID/DOMAIN_ID/USER_ID", "terraform import lineworks_bot_domain_member.NAME 2000001/10000001/3b8e", "lineworks_bot_domain_members"},
		text(id) + "/sales/u1":                  {invalid},
		text(id) + "/10000001/taro@example.com": {"E-mail address instead of a user ID", `"taro@example.com"`},
		text(id) + "/10000001/u2":               {none},
		text(id) + "/10000002/u1":               {none},
	} {
		t.Run(bad, func(t *testing.T) {
			t.Parallel()
			tenant.Drive(t, acctest.Step{Config: memberConfig(id), Imports: map[string]string{memberAddr: bad}, Errors: want})
		})
	}
}
