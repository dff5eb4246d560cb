// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"context"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/acctest"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/faulttest"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver/company"
)

// request is one call of the CLI that is about no managed object. It returns what it
// tells, if that is the same each time.
type request func(ctx context.Context, t *testing.T, s *tenant, p *acctest.Process) (string, []*tfprotov6.Diagnostic)

func data(name string, config func(s *tenant) acctest.Values) request {
	return func(ctx context.Context, t *testing.T, s *tenant, p *acctest.Process) (string, []*tfprotov6.Diagnostic) {
		t.Helper()
		value, diags := p.Data(ctx, t, name, config(s))
		return value.String(), diags
	}
}

func query(resource string, config func(s *tenant) acctest.Values) request {
	return func(ctx context.Context, t *testing.T, s *tenant, p *acctest.Process) (string, []*tfprotov6.Diagnostic) {
		t.Helper()
		found, diags := p.Query(ctx, t, resource, config(s))
		return fmt.Sprint(found), diags
	}
}

// Configurations.
func nothing(*tenant) acctest.Values { return acctest.Values{} }
func ofBot(s *tenant) acctest.Values { return acctest.Values{"bot_id": s.id()} }
func ofFixed(s *tenant) acctest.Values {
	return acctest.Values{"bot_id": strconv.FormatInt(s.fixed, 10)}
}

func ofDomain(s *tenant) acctest.Values {
	return ofBot(s).With(acctest.Values{"domain_id": strconv.Itoa(domain)})
}

func ofMenu(s *tenant) acctest.Values {
	return ofBot(s).With(acctest.Values{"rich_menu_id": s.menu})
}

func ofRoom(s *tenant) acctest.Values {
	return ofBot(s).With(acctest.Values{"channel_id": s.room})
}

// requests are one of each kind.
func requests() map[string]request {
	return map[string]request{
		"data.lineworks_access_token": func(ctx context.Context, t *testing.T, _ *tenant, p *acctest.Process) (string, []*tfprotov6.Diagnostic) {
			t.Helper()
			_, diags := p.Data(ctx, t, "lineworks_access_token", acctest.Values{})
			return "", diags
		},
		"data.lineworks_bot":                        data("lineworks_bot", ofBot),
		"data.lineworks_bots":                       data("lineworks_bots", nothing),
		"data.lineworks_persistent_menu":            data("lineworks_persistent_menu", ofFixed),
		"data.lineworks_bot_domains":                data("lineworks_bot_domains", ofBot),
		"data.lineworks_bot_domain_members":         data("lineworks_bot_domain_members", ofDomain),
		"data.lineworks_rich_menu":                  data("lineworks_rich_menu", ofMenu),
		"data.lineworks_rich_menus":                 data("lineworks_rich_menus", ofBot),
		"data.lineworks_default_rich_menu":          data("lineworks_default_rich_menu", ofBot),
		"data.lineworks_channel":                    data("lineworks_channel", ofRoom),
		"data.lineworks_channel_members":            data("lineworks_channel_members", ofRoom),
		"data.lineworks_user":                       data("lineworks_user", values("email", "taro@example.co.jp", "details", true)),
		"data.lineworks_user, by ID":                data("lineworks_user", values("user_id", taro)),
		"data.lineworks_users":                      data("lineworks_users", values("emails", []string{"taro@example.co.jp", "hanako@example.co.jp"})),
		"data.lineworks_users, of a domain":         data("lineworks_users", values("domain_id", strconv.Itoa(domain), "details", true)),
		"data.lineworks_group":                      data("lineworks_group", values("group_name", "Project One", "include_nested", true)),
		"data.lineworks_group, by ID":               data("lineworks_group", values("group_id", owners)),
		"data.lineworks_org_unit":                   data("lineworks_org_unit", values("org_unit_name", "Sales", "include_nested", true)),
		"data.lineworks_org_unit, by ID":            data("lineworks_org_unit", values("org_unit_id", sales)),
		"list.lineworks_bot":                        query("lineworks_bot", nothing),
		"list.lineworks_persistent_menu":            query("lineworks_persistent_menu", nothing),
		"list.lineworks_bot_domain":                 query("lineworks_bot_domain", nothing),
		"list.lineworks_bot_domain_member":          query("lineworks_bot_domain_member", nothing),
		"list.lineworks_rich_menu":                  query("lineworks_rich_menu", nothing),
		"ephemeral.lineworks_access_token":          opened(acctest.Values{}),
		"ephemeral.lineworks_access_token, revoked": opened(acctest.Values{"revoke_on_close": true}),
	}
}

func opened(config acctest.Values) request {
	return func(ctx context.Context, t *testing.T, _ *tenant, p *acctest.Process) (string, []*tfprotov6.Diagnostic) {
		t.Helper()
		return "", p.Open(ctx, t, "lineworks_access_token", config)
	}
}

// invocations are one of each way of the actions to send a message.
func invocations() map[string]request {
	send := func(config func(t *testing.T, s *tenant) acctest.Values) request {
		return func(ctx context.Context, t *testing.T, s *tenant, p *acctest.Process) (string, []*tfprotov6.Diagnostic) {
			t.Helper()
			return "", p.Invoke(ctx, t, "lineworks_send_message", ofBot(s).With(config(t, s)))
		}
	}
	return map[string]request{
		"action.lineworks_send_message, a file to a room": send(func(t *testing.T, s *tenant) acctest.Values {
			t.Helper()
			file := filepath.Join(t.TempDir(), "a.txt")
			if err := os.WriteFile(file, []byte("a"), 0o600); err != nil {
				t.Fatal(err)
			}
			return acctest.Values{"channel_id": s.room, "file": acctest.Values{"source_file": file}}
		}),
		"action.lineworks_send_message, a text to a user": send(func(*testing.T, *tenant) acctest.Values {
			return acctest.Values{"user_id": "u1", "text": acctest.Values{"text": "Hello"}}
		}),
	}
}

// Objects of the company that the mock's seed has.
const (
	taro   = "a1b2c3d4-0000-4000-8000-000000000001"
	owners = "a1b2c3d4-0000-4000-8000-0000000000b1"
	sales  = "a1b2c3d4-0000-4000-8000-0000000000a1"
)

// values is a configuration of names, each followed by its value.
func values(pairs ...any) func(*tenant) acctest.Values {
	out := acctest.Values{}
	for i := 0; i < len(pairs); i += 2 {
		out[fmt.Sprint(pairs[i])] = pairs[i+1]
	}
	return func(*tenant) acctest.Values { return out }
}

// withDirectory enables the scopes of all data sources for the app.
func withDirectory(o *mockserver.Options) {
	app := *o.Credentials
	app.Scopes = []string{"bot", "bot.message", "bot.read", "user.email.read", "user.read", "group.read", "orgunit.read"}
	o.Credentials = &app
}

// loadCompany fills the directory of a tenant.
func loadCompany(t *testing.T, s *tenant) {
	t.Helper()
	if err := s.API.Load(strings.NewReader(company.Seed)); err != nil {
		t.Fatal(err)
	}
}

// furnished is a tenant that has one of everything.
func furnished(t *testing.T, change ...func(*mockserver.Options)) *tenant {
	t.Helper()
	s := &tenant{Tenant: acctest.NewInMemory(t, append([]func(*mockserver.Options){withDirectory}, change...)...)}
	loadCompany(t, s)
	withMenus(t, s)
	s.API.SetDefaultRichMenu(s.bot, s.menu)
	s.API.SetUserRichMenu(s.bot, "u1", s.menu)
	s.API.SetDomain(s.bot, mockserver.Domain{DomainID: domain, AllowToSelectedMember: true, Members: []string{"u1", "u2", "u3"}})
	s.room = s.API.AddChannel(s.bot, mockserver.Channel{ChannelID: "c-1", Title: "Room", Members: []string{"u1"}})
	s.fixed = s.API.AddBot(mockserver.Bot{BotName: "Fixed", PhotoURL: "https://example.com/a.png", Description: "d", Administrators: []string{"u1"}})
	s.API.SetPersistentMenu(s.fixed, []mockserver.Action{{Type: "message", Label: "Help", Text: "Help"}})
	return s
}

// TestFaults_everyKind has a row for each thing that the provider offers.
func TestFaults_everyKind(t *testing.T) {
	t.Parallel()
	schemas, err := acctest.New(t).Server().GetProviderSchema(t.Context(), &tfprotov6.GetProviderSchemaRequest{})
	if err != nil {
		t.Fatal(err)
	}
	var offered []string
	offered = slices.AppendSeq(offered, maps.Keys(schemas.ResourceSchemas))
	for kind, names := range map[string][]string{
		"data.":      slices.Collect(maps.Keys(schemas.DataSourceSchemas)),
		"list.":      slices.Collect(maps.Keys(schemas.ListResourceSchemas)),
		"ephemeral.": slices.Collect(maps.Keys(schemas.EphemeralResourceSchemas)),
		"action.":    slices.Collect(maps.Keys(schemas.ActionSchemas)),
	} {
		for _, name := range names {
			offered = append(offered, kind+name)
		}
	}
	tested := slices.Collect(maps.Keys(objects()))
	for _, rows := range []map[string]request{requests(), invocations()} {
		for name := range rows {
			name, _, _ = strings.Cut(name, ",") // a thing may have several rows
			if !slices.Contains(tested, name) {
				tested = append(tested, name)
			}
		}
	}
	slices.Sort(offered)
	slices.Sort(tested)
	if !slices.Equal(offered, tested) {
		t.Errorf("tested are\n%v, want all that is offered:\n%v", tested, offered)
	}
}

// TestFaults_requests strikes each request of each data source, list and ephemeral
// resource with each fault. They tell the truth or fail, and change nothing.
func TestFaults_requests(t *testing.T) {
	t.Parallel()
	for name, do := range requests() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var sent []mockserver.Request
			var truth string
			synctest.Test(t, func(t *testing.T) {
				s := furnished(t)
				var diags []*tfprotov6.Diagnostic
				if truth, diags = do(t.Context(), t, s, s.Process(t)); len(diags) > 0 {
					t.Fatalf("without a fault: got %s, want no diagnostics", acctest.Messages(diags))
				}
				sent = s.API.Requests()
			})
			if len(sent) == 0 {
				t.Error("nothing was sent, want at least one request")
			}
			for _, fault := range strikes(sent, strings.Contains(name, "token")) {
				t.Run(fault.name, func(t *testing.T) {
					t.Parallel()
					synctest.Test(t, func(t *testing.T) {
						s := furnished(t)
						s.API.Fail(fault.fault)
						ctx, cancel := fault.context(t)
						defer cancel()
						start := time.Now()
						p := s.Process(t)
						told, diags := do(ctx, t, s, p)
						if took := time.Since(start); took > 2*time.Minute || fault.pressed && took > 2*faulttest.Patience {
							t.Errorf("took %v, want at most 2 minutes, and soon after Ctrl-C", took)
						}
						if s.API.PendingFaults() > 0 {
							t.Fatalf("got %d pending faults, want 0: the fault has not struck", s.API.PendingFaults())
						}
						if !acctest.IsError(diags) && told != truth {
							t.Errorf("told\n%s, want\n%s", told, truth)
						}
						// The same process is as good as new.
						told, diags = do(t.Context(), t, s, p)
						if len(diags) > 0 || told != truth {
							t.Errorf("afterwards told\n%s, want\n%s\n%s", told, truth, acctest.Messages(diags))
						}
						for _, r := range s.API.Requests() {
							if r.Method != "GET" && r.Operation != "POST /token" && r.Operation != "POST /revoke" {
								t.Errorf("%s %s was sent, want nothing that changes anything", r.Method, r.Path)
							}
						}
						if fault.pressed {
							<-time.After(5 * time.Minute) // see struck
						}
					})
				})
			}
		})
	}
}

// TestFaults_message strikes each request of the action with each fault. A message is
// never said twice; if its outcome is unknown, the error says so.
func TestFaults_message(t *testing.T) {
	t.Parallel()
	for name, say := range invocations() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			struckMessage(t, say)
		})
	}
}

func struckMessage(t *testing.T, say request) {
	t.Helper()
	var sent []mockserver.Request
	synctest.Test(t, func(t *testing.T) {
		s := furnished(t)
		if _, diags := say(t.Context(), t, s, s.Process(t)); len(diags) > 0 {
			t.Fatalf("without a fault: got %s, want no diagnostics", acctest.Messages(diags))
		}
		sent = s.API.Requests()
	})
	for _, fault := range strikes(sent, true) {
		t.Run(fault.name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				s := furnished(t)
				s.API.Fail(fault.fault)
				ctx, cancel := fault.context(t)
				defer cancel()
				_, diags := say(ctx, t, s, s.Process(t))
				if s.API.PendingFaults() > 0 {
					t.Fatalf("got %d pending faults, want 0: the fault has not struck", s.API.PendingFaults())
				}
				said := len(s.API.Messages())
				switch {
				case said > 1:
					t.Errorf("the message arrived %d times, want at most once", said)
				case said == 0 && !acctest.IsError(diags):
					t.Error("no message arrived, want an error")
				case said == 1 && acctest.IsError(diags) && !strings.Contains(acctest.Messages(diags), "may have arrived"):
					t.Errorf("the message arrived: got %s, want an error that says it may have arrived", acctest.Messages(diags))
				}
				if fault.pressed {
					<-time.After(5 * time.Minute) // see struck
				}
			})
		})
	}
}
