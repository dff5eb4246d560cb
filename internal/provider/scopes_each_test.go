// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/acctest"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/acctest/uses"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver/directory"
)

// attempt is a command of the CLI for one object in a tenant.
type attempt struct {
	*tenant

	run func() []*tfprotov6.Diagnostic
	// unchanged checks that the state is as it was.
	unchanged func()
}

// attempts make tenants with the commands for everything that the provider offers, by
// "KIND TYPE, COMMAND".
func attempts() map[string]func(t *testing.T, change ...func(*mockserver.Options)) attempt {
	all := map[string]func(t *testing.T, change ...func(*mockserver.Options)) attempt{}
	for resource, o := range objects() {
		for _, st := range steps {
			if st.without(resource, o) {
				continue
			}
			managed := func(t *testing.T, before func(*tenant), change ...func(*mockserver.Options)) attempt {
				t.Helper()
				s, prior := ready(t, st, resource, o, change...)
				before(s)
				after := prior
				return attempt{s, func() (diags []*tfprotov6.Diagnostic) {
					after, diags = st.run(t.Context(), t, s, resource, o, prior)
					return diags
				}, func() {
					if after.Exists() != prior.Exists() || prior.Exists() && !after.State.Equal(prior.State) {
						t.Errorf("got %s in the state, want %s", after.State, prior.State)
					}
				}}
			}
			all["resource "+resource+", "+st.name] = func(t *testing.T, change ...func(*mockserver.Options)) attempt {
				t.Helper()
				return managed(t, func(*tenant) {}, change...)
			}
			if resource == "lineworks_rich_menu" && st.name == "delete" {
				all["resource lineworks_rich_menu, delete the default"] = func(t *testing.T, change ...func(*mockserver.Options)) attempt {
					t.Helper()
					return managed(t, func(s *tenant) { s.API.SetDefaultRichMenu(s.bot, s.API.RichMenus(s.bot)[0].RichMenuID) }, change...)
				}
			}
		}
	}
	furnish := func(do func(t *testing.T, s *tenant) []*tfprotov6.Diagnostic) func(t *testing.T, change ...func(*mockserver.Options)) attempt {
		return func(t *testing.T, change ...func(*mockserver.Options)) attempt {
			t.Helper()
			s := furnished(t, change...)
			return attempt{s, func() []*tfprotov6.Diagnostic { return do(t, s) }, func() {}}
		}
	}
	others := requests()
	others["data.lineworks_bot, by name"] = data("lineworks_bot", func(*tenant) acctest.Values { return acctest.Values{"bot_name": "Desk"} })
	for _, kind := range []string{"bot_domain", "bot_domain_member", "persistent_menu", "rich_menu"} {
		others["list.lineworks_"+kind+", of a bot"] = query("lineworks_"+kind, ofBot)
	}
	for name, do := range others {
		all[strings.Replace(name, ".", " ", 1)] = furnish(func(t *testing.T, s *tenant) []*tfprotov6.Diagnostic {
			t.Helper()
			_, diags := do(t.Context(), t, s, s.Process(t))
			return diags
		})
	}
	all["data lineworks_group, with an org unit of another domain"] = furnish(func(t *testing.T, s *tenant) []*tfprotov6.Diagnostic {
		t.Helper()
		if err := s.API.ChangeDirectory(func(c *directory.Content) {
			c.OrgUnits = append(c.OrgUnits, directory.OrgUnit{OrgUnitID: "lab", OrgUnitName: "Lab", DomainID: 10000002})
			c.Group("Bot owners").Members = append(c.Group("Bot owners").Members, directory.Member{ID: "lab", Type: "ORGUNIT"})
		}); err != nil {
			t.Fatal(err)
		}
		_, diags := s.Process(t).Data(t.Context(), t, "lineworks_group", acctest.Values{"group_name": "Bot owners", "include_nested": true})
		return diags
	})
	for to, receiver := range map[string]acctest.Values{"user": {"user_id": "u1"}, "room": {"channel_id": "c-1"}} {
		all["action lineworks_send_message, to a "+to] = furnish(func(t *testing.T, s *tenant) []*tfprotov6.Diagnostic {
			t.Helper()
			file := filepath.Join(t.TempDir(), "a.txt")
			if err := os.WriteFile(file, []byte("a"), 0o600); err != nil {
				t.Fatal(err)
			}
			return s.Process(t).Invoke(t.Context(), t, "lineworks_send_message",
				ofBot(s).With(receiver).With(acctest.Values{"file": acctest.Values{"source_file": file}}))
		})
	}
	return all
}

// called runs a command that succeeds, and returns the operations that it calls.
func (a attempt) called(t *testing.T) []string {
	t.Helper()
	acctest.Succeeds(t, a.run())
	var all []string
	for _, r := range a.API.Requests() {
		if r.Operation != "POST /token" && r.Operation != "POST /revoke" && !slices.Contains(all, r.Operation) {
			all = append(all, r.Operation)
		}
	}
	return all
}

// scopeSets are what the provider asks for. The first one has nothing to do with bots.
var scopeSets = [][]string{{"mail"}, {"bot.read"}, {"bot.message"}, {"bot.message", "bot.read"}, {"bot"}}

// TestScopes_each runs each command with each set of scopes. It succeeds with those that the
// table of operations has for its requests; otherwise the error says which one is missing
// and how to get it, and nothing is changed.
func TestScopes_each(t *testing.T) {
	t.Parallel()
	for name, prepare := range attempts() {
		if _, ok := directoryScopes[name]; ok {
			continue // TestScopes_directory
		}
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var called []string
			synctest.Test(t, func(t *testing.T) { called = prepare(t).called(t) })
			for _, scopes := range scopeSets {
				for form, refusal := range map[string]mockserver.ScopeRefusal{"403": mockserver.ScopeRefusal403, "401": mockserver.ScopeRefusal401} {
					t.Run(form+" with "+strings.Join(scopes, " "), func(t *testing.T) {
						t.Parallel()
						synctest.Test(t, func(t *testing.T) {
							a := prepare(t, func(o *mockserver.Options) {
								o.Quirks.ScopeRefusal = refusal
								o.Credentials = o.Credentials.Clone()
								o.Credentials.Scopes = []string{"mail", "bot.read", "bot.message", "bot"}
							})
							a.Variables["LINEWORKS_SCOPES"] = strings.Join(scopes, " ")
							diags := a.run()
							if uses.Allow(scopes, called) {
								acctest.Succeeds(t, diags)
								return
							}
							a.refusedFor(t, scopes, diags)
							a.unchanged()
						})
					})
				}
			}
		})
	}
}

// directoryScopes are the least scopes of the look-ups, which have tokens of their own.
var directoryScopes = map[string][]string{
	"data lineworks_user":                                      {"user.read"}, // with details
	"data lineworks_user, by ID":                               {"user.email.read"},
	"data lineworks_users":                                     {"user.email.read"},
	"data lineworks_users, of a domain":                        {"user.read"},
	"data lineworks_group":                                     {"group.read", "orgunit.read"}, // nested
	"data lineworks_group, by ID":                              {"group.read"},
	"data lineworks_group, with an org unit of another domain": {"group.read", "orgunit.read"},
	"data lineworks_org_unit":                                  {"orgunit.read"},
	"data lineworks_org_unit, by ID":                           {"orgunit.read"},
}

// TestScopes_directory runs each look-up of an app that has the least scopes for it and no other
// one, and then one scope less: the error names it.
func TestScopes_directory(t *testing.T) {
	t.Parallel()
	all := attempts()
	for name, least := range directoryScopes {
		prepare, ok := all[name]
		if !ok {
			t.Errorf("%s: got no attempt, want one", name)
			continue
		}
		with := func(scopes []string) func(*mockserver.Options) {
			return func(o *mockserver.Options) {
				o.Credentials = o.Credentials.Clone()
				o.Credentials.Scopes = append([]string{"mail"}, scopes...)
			}
		}
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) { acctest.Succeeds(t, prepare(t, with(least)).run()) })
			for i, missing := range least {
				synctest.Test(t, func(t *testing.T) {
					fewer := slices.Delete(slices.Clone(least), i, i+1)
					acctest.Fails(t, prepare(t, with(fewer)).run(), "Missing scope for look-ups in the directory", "needs the scope "+strconv.Quote(missing), "directory_scopes (LINEWORKS_DIRECTORY_SCOPES)")
				})
			}
		})
	}
}

// refusedFor checks that a command failed because a token lacks a scope, and changed nothing.
func (s *tenant) refusedFor(t *testing.T, scopes []string, diags []*tfprotov6.Diagnostic) {
	t.Helper()
	quoted := make([]string, len(scopes))
	for i, scope := range scopes {
		quoted[i] = strconv.Quote(scope)
	}
	said := firstError(diags)
	var least, path string
	for _, r := range s.API.Requests() {
		switch {
		case r.Status == http.StatusForbidden || r.Status == http.StatusUnauthorized:
			// One that looks for the reason of another refusal is not reported.
			if call := r.Method + " " + r.Path + ": 40"; path == "" || strings.Contains(said, call) {
				least, path = lineworks.Operations()[r.Operation].Scopes[0], call
			}
		case r.Method != http.MethodGet && r.Operation != "POST /token":
			t.Errorf("got %s with status %d, want nothing changed", r.Operation, r.Status)
		}
	}
	acctest.Fails(t, diags, "Unable to ", path, "The request needs the scope "+strconv.Quote(least),
		"The token that the provider asked for has "+strings.Join(quoted, " and ")+". Enable "+strconv.Quote(least)+
			" for the app in the Developer Console (API > ClientApp > OAuth Scopes), and add it to scopes (LINEWORKS_SCOPES) of the provider.")
}
