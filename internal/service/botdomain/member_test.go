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

// everybody is what is said where there are no members to manage.
const everybody = `(?s)Everybody in the domain may use the bot.*user\s+u1.*allow_to_selected_member\s+to\s+true\s+in\s+the\s+lineworks_bot_domain\s+of\s+bot\s+2000001\s+and\s+domain\s+10000001.*out\s+of\s+the\s+configuration`

// withMembers is a bot, registered for the users alone, and its ID.
func withMembers(env *acctest.Env, users ...string) int64 {
	id := env.AddBot()
	env.API.SetDomain(id, mockserver.Domain{DomainID: first, AllowToSelectedMember: true, Members: users})
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
func allowEverybody(env *acctest.Env, botID int64) {
	d := env.API.Domains(botID)[0]
	d.AllowToSelectedMember = false
	env.API.SetDomain(botID, d)
}

func TestMember_lifecycle(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	id := withMembers(env, "u7", "u8", "u9") // so that the list has several pages
	steps := []resource.TestStep{
		{
			Config:           member(id, "u1"),
			ConfigPlanChecks: planned(memberAddr, plancheck.ResourceActionCreate),
			PostApplyFunc: func() {
				oneWrite(t, env)()
				if diff := cmp.Diff(map[string]string{"userId": `"u1"`}, body(t, env, add)); diff != "" {
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
			if diff := cmp.Diff([]string{"u7", "u8", "u9", "u2"}, env.API.Domains(id)[0].Members); diff != "" {
				t.Errorf("members differ (-want +got):\n%s", diff)
			}
		},
	})
	env.Test(t, steps...)
	if diff := cmp.Diff([]string{"u7", "u8", "u9"}, env.API.Domains(id)[0].Members); diff != "" {
		t.Errorf("members after destroy differ (-want +got):\n%s", diff)
	}
	if n := env.API.Count(removeMember); n != 2 {
		t.Errorf("%d delete requests, want 2", n)
	}
}

func TestMember_quirks(t *testing.T) {
	t.Parallel()
	for name, quirks := range acctest.Variants(t, "duplicates-accepted", "read-deleted-410", "second-delete-410", "refuse-overlaps",
		"refuse-unknown-", "reverse-lists", "last-cursor-no-meta", "last-cursor-null") {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t, acctest.Quirks(quirks))
			id := withMembers(env, "u7", "u8")
			steps := []resource.TestStep{
				{Config: member(id, "u1")},
				{ // taken out elsewhere
					PreConfig: func() {
						env.API.SetDomain(id, mockserver.Domain{DomainID: first, AllowToSelectedMember: true})
					},
					Config:           member(id, "u1"),
					ConfigPlanChecks: planned(memberAddr, plancheck.ResourceActionCreate),
				},
			}
			env.Test(t, append(steps, memberImports()...)...)
		})
	}
}

// TestMember_disappears takes away what the member hangs on.
func TestMember_disappears(t *testing.T) {
	t.Parallel()
	for name, remove := range map[string]func(*mockserver.Server, int64){
		"registration": func(api *mockserver.Server, id int64) { api.RemoveDomain(id, first) },
		"bot":          func(api *mockserver.Server, id int64) { api.RemoveBot(id) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t)
			id := withMembers(env)
			env.Test(t,
				resource.TestStep{Config: member(id, "u1")},
				resource.TestStep{
					PreConfig: func() { remove(env.API, id) }, RefreshState: true, ExpectNonEmptyPlan: true,
					RefreshPlanChecks: resource.RefreshPlanChecks{PostRefresh: []plancheck.PlanCheck{
						plancheck.ExpectResourceAction(memberAddr, plancheck.ResourceActionCreate),
					}},
				},
				resource.TestStep{
					Config:      member(id, "u1"),
					ExpectError: regexp.MustCompile(`(?s)Bot is not registered in the domain.*lineworks_bot_domain`),
				},
			)
			if n := env.API.Count(add); n != 1 {
				t.Errorf("the member was added %d times, want 1", n)
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
			env := acctest.New(t, acctest.Quirks(quirks))
			id := withMembers(env)
			wrong := regexp.MustCompile(everybody)
			env.Test(t,
				resource.TestStep{
					PreConfig:   func() { env.API.SetDomain(id, mockserver.Domain{DomainID: first}) },
					Config:      member(id, "u1"),
					ExpectError: wrong,
				},
				resource.TestStep{
					PreConfig: func() {
						if n := env.API.Count(add); n != 0 {
							t.Errorf("%d members were added although everybody is allowed", n)
						}
						env.API.SetDomain(id, mockserver.Domain{DomainID: first, AllowToSelectedMember: true})
					},
					Config: member(id, "u1"),
				},
				// One that is there stays: an error would stand in the way of a repair.
				resource.TestStep{
					PreConfig: func() { allowEverybody(env, id) }, Config: member(id, "u1"),
					ConfigPlanChecks: planned(memberAddr, plancheck.ResourceActionNoop),
				},
				resource.TestStep{
					ResourceName: memberAddr, ImportState: true, ImportStateId: text(id) + "/10000001/u1", ExpectError: wrong,
				},
				resource.TestStep{ // put right: the member was there all the time
					PreConfig: func() {
						env.API.SetDomain(id, mockserver.Domain{DomainID: first, AllowToSelectedMember: true, Members: []string{"u1"}})
					},
					Config:           member(id, "u1"),
					ConfigPlanChecks: planned(memberAddr, plancheck.ResourceActionNoop),
				},
			)
		})
	}
}

// TestMember_plan_warnsOfAllUsers plans to keep a member where everybody is
// allowed, in each form in which the service might say so.
func TestMember_plan_warnsOfAllUsers(t *testing.T) {
	t.Parallel()
	for name, quirks := range allUsersVariants(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t, acctest.Quirks(quirks))
			id := withMembers(env)
			config := acctest.Values{"bot_id": text(id), "domain_id": text(first), "user_id": "u1"}
			for selected, want := range map[bool]string{true: "", false: "warning at domain_id: Everybody in the domain may use the bot"} {
				env.API.SetDomain(id, mockserver.Domain{DomainID: first, AllowToSelectedMember: selected, Members: []string{"u1"}})
				got := acctest.Messages(env.Plan(t, "lineworks_bot_domain_member", config, config))
				if (want == "") != (got == "") || !strings.HasPrefix(got, want) {
					t.Errorf("selected members %t: %q, want %q", selected, got, want)
				}
			}
		})
	}
}

// TestMember_allUsers_onlyTheListSaysSo has the list of members say that
// everybody is allowed while the registration says otherwise.
func TestMember_allUsers_onlyTheListSaysSo(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	id := withMembers(env)
	fault := mockserver.Fault{Operation: members, Status: http.StatusOK, Body: `{"members":["All users"]}`, ContentType: "application/json"}
	env.Test(t,
		resource.TestStep{Config: member(id, "u1")},
		resource.TestStep{
			PreConfig: func() { env.API.Fail(fault) }, Config: member(id, "u1"),
			ConfigPlanChecks: planned(memberAddr, plancheck.ResourceActionNoop),
		},
		resource.TestStep{
			PreConfig: func() { env.API.Fail(fault) }, ResourceName: memberAddr, ImportState: true,
			ImportStateId: text(id) + "/10000001/u1", ExpectError: regexp.MustCompile(everybody),
		},
	)
}

// TestMember_withItsRegistration makes both at once, and takes both away, with
// the service as strict as it may be about members while everybody is allowed.
func TestMember_withItsRegistration(t *testing.T) {
	t.Parallel()
	for name, quirks := range map[string]mockserver.Quirks{
		"lenient": {}, "strict": {RefuseIdleMembers: true, ForgetMembers: true, RefuseOverlaps: true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t, acctest.Quirks(quirks))
			config := func(selected bool, members int) string {
				return domain(withBotOnce(env), first, fmt.Sprintf("allow_to_selected_member = %t", selected)) + fmt.Sprintf(`
resource "lineworks_bot_domain_member" "test" {
  count     = %d
  bot_id    = lineworks_bot_domain.test.bot_id
  domain_id = lineworks_bot_domain.test.domain_id
  user_id   = "u${count.index}"
}
`, members)
			}
			env.Test(t,
				resource.TestStep{Config: config(true, 5), PostApplyFunc: func() {
					if n := len(env.API.Domains(withBotOnce(env))[0].Members); n != 5 {
						t.Errorf("%d members, want 5", n)
					}
					if n := env.Writes(); n != 6 {
						t.Errorf("%d write requests, want 6", n)
					}
				}},
				resource.TestStep{Config: config(false, 0), PostApplyFunc: func() {
					if d := env.API.Domains(withBotOnce(env))[0]; len(d.Members) != 0 || d.AllowToSelectedMember {
						t.Errorf("the service holds %+v", d)
					}
				}},
				resource.TestStep{Config: config(true, 2)},
			)
		})
	}
}

// withBotOnce is the one bot of a test.
func withBotOnce(env *acctest.Env) int64 {
	if bots := env.API.Bots(); len(bots) > 0 {
		return bots[0].BotID
	}
	return env.AddBot()
}

func TestMember_create_refused(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		users []string
		fault *mockserver.Fault
		want  string
	}{
		"a member already": {[]string{"u1"}, nil, `(?s)User is a member already.*409 ALREADY_EXIST.*terraform import\s+lineworks_bot_domain_member.NAME\s+2000001/10000001/u1`},
		"another conflict": {nil, &mockserver.Fault{Operation: add, Status: 409, Code: "CONFLICT", Description: "Under way."}, `(?s)Unable to add member to bot.*Under\s+way`},
		"unknown user":     {nil, &mockserver.Fault{Operation: add, Status: 400, Code: "INVALID_PARAMETER", Description: "userId is unknown"}, `(?s)Unable to add member to bot.*user_id\s+= "u1".*userId\s+is\s+unknown`},
		"not readable":     {nil, &mockserver.Fault{Operation: list, Status: 403, Code: "FORBIDDEN", Description: "not yours"}, `(?s)Unable to add member to bot.*member\s+u1\s+of\s+bot.*not\s+yours`},
	}
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t)
			if tc.fault != nil {
				env.API.Fail(*tc.fault)
			}
			env.Test(t, resource.TestStep{Config: member(withMembers(env, tc.users...), "u1"), ExpectError: regexp.MustCompile(tc.want)})
		})
	}
}

// TestMember_lostAnswers has the answers to a create and a delete get lost.
func TestMember_lostAnswers(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	env.Variables["LINEWORKS_MAX_RETRIES"] = "0"
	env.API.Fail(mockserver.Fault{Operation: add, Status: http.StatusBadGateway, Act: true})
	env.API.Fail(mockserver.Fault{Operation: removeMember, Status: http.StatusNotFound, Code: "NOT_FOUND", Description: "gone", Act: true})
	id := withMembers(env)
	env.Test(t, resource.TestStep{Config: member(id, "u1")})
	if n, m := env.API.Count(add), env.API.Count(removeMember); n != 1 || m != 1 {
		t.Errorf("%d creates and %d deletes, want one each", n, m)
	}
}

func TestMember_failures(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	config := member(withMembers(env), "u1")
	steps := []resource.TestStep{{Config: config}}
	for _, operation := range []string{list, members} {
		for _, fault := range foreign(operation) {
			steps = append(steps, resource.TestStep{
				PreConfig:   func() { env.API.Fail(fault) },
				Config:      config,
				ExpectError: regexp.MustCompile(`(?s)Unable to read member of bot.*member\s+u1\s+of\s+bot\s+2000001\s+in\s+domain\s+10000001.*api_url`),
			})
		}
	}
	steps = append(steps,
		resource.TestStep{
			PreConfig: func() {
				env.API.Fail(mockserver.Fault{Operation: removeMember, Status: http.StatusForbidden, Code: "FORBIDDEN", Description: "not yours"})
			},
			Config: config, Destroy: true,
			ExpectError: regexp.MustCompile(`(?s)Unable to delete member of bot.*not\s+yours`),
		},
		resource.TestStep{Config: config, ConfigPlanChecks: planned(memberAddr, plancheck.ResourceActionNoop)},
	)
	env.Test(t, steps...)
	if n := env.API.Count(add); n != 1 {
		t.Errorf("the member was added %d times, want 1", n)
	}
}

// TestMember_emailNotKnownBefore has an e-mail address come up at apply only.
func TestMember_emailNotKnownBefore(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	config := func(user string) string {
		return fmt.Sprintf("resource \"terraform_data\" \"user\" {\n  input = %q\n}\n", user) +
			block(memberType, withBotOnce(env), first, "user_id = terraform_data.user.output")
	}
	env.API.SetDomain(withBotOnce(env), mockserver.Domain{DomainID: first, AllowToSelectedMember: true})
	env.Test(t,
		resource.TestStep{
			Config:      config("taro@example.com"),
			ExpectError: regexp.MustCompile(`(?s)E-mail address instead of a user ID.*"taro@example.com".*GET\s+/users/me`),
		},
		resource.TestStep{Config: config("u1")},
	)
	if n := env.API.Count(add); n != 1 {
		t.Errorf("%d members were added, want 1", n)
	}
}

func TestMember_import_badIDs(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	id := withMembers(env, "u1")
	for bad, want := range map[string]string{
		text(id) + "/10000001":                  `(?s)Invalid import ID.*BOT_ID/DOMAIN_ID/USER_ID.*terraform import\s+lineworks_bot_domain_member.NAME\s+2000001/10000001/3b8e.*lineworks_bot_domain_members`,
		text(id) + "/sales/u1":                  `Invalid import ID`,
		text(id) + "/10000001/taro@example.com": `(?s)E-mail address instead of a user ID.*"taro@example.com"`,
		text(id) + "/10000001/u2":               `Cannot import non-existent remote object`,
		text(id) + "/10000002/u1":               `Cannot import non-existent remote object`,
	} {
		t.Run(bad, func(t *testing.T) {
			t.Parallel()
			env.Test(t, resource.TestStep{
				Config: member(id, "u1"), ResourceName: memberAddr, ImportState: true, ImportStateId: bad, ExpectError: regexp.MustCompile(want),
			})
		})
	}
}
