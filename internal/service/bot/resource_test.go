// SPDX-License-Identifier: MPL-2.0

package bot_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"
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
	addr = "lineworks_bot.test"

	create = "POST /bots"
	read   = "GET /bots/{botId}"
	update = "PATCH /bots/{botId}"
	remove = "DELETE /bots/{botId}"
)

// attributes is the body of a lineworks_bot, by attribute.
type attributes map[string]string

// required is all that a bot needs.
func required() attributes {
	return attributes{
		"bot_name":       `"Desk"`,
		"description":    `"Answers."`,
		"photo_url":      `"https://example.com/a.png"`,
		"administrators": `["u1"]`,
	}
}

// full sets every attribute to something else than its default.
func full() attributes {
	return required().with(attributes{
		"subadministrators": `["u2", "u3"]`,
		"allow_domains":     `["10000001", "10000002"]`,
		"enable_callback":   `true`,
		"callback_url":      `"https://example.com/callback"`,
		"callback_events":   `["text", "image"]`,
		"channel_events":    `["message", "begin"]`,
		"enable_group_join": `true`,
		"i18n_bot_names":    `{ ja_JP = "受付", ko_KR = "안내" }`,
		"i18n_descriptions": `{ ja_JP = "答えます。" }`,
		"i18n_photo_urls":   `{ ja_JP = "https://example.com/ja.png" }`,
	})
}

func (a attributes) with(more attributes) attributes {
	all := attributes{}
	for _, m := range []attributes{a, more} {
		for k, v := range m {
			all[k] = v
		}
	}
	return all
}

func (a attributes) without(name string) attributes {
	all := a.with(nil)
	delete(all, name)
	return all
}

// config is the resource as configuration.
func (a attributes) config() string {
	var b strings.Builder
	b.WriteString("resource \"lineworks_bot\" \"test\" {\n")
	for name, value := range a {
		fmt.Fprintf(&b, "  %s = %s\n", name, value)
	}
	b.WriteString("}\n")
	return b.String()
}

// planned expects the plan of a step to do action and nothing else.
func planned(action plancheck.ResourceActionType) resource.ConfigPlanChecks {
	return resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{plancheck.ExpectResourceAction(addr, action)}}
}

// importIgnoring imports the bot and compares it with the state, but for the
// attributes named.
func importIgnoring(names ...string) resource.TestStep {
	return resource.TestStep{
		ResourceName:                         addr,
		ImportState:                          true,
		ImportStateVerify:                    true,
		ImportStateVerifyIdentifierAttribute: "bot_id",
		ImportStateVerifyIgnore:              names,
		ImportStateIdFunc:                    acctest.ImportID(addr, "bot_id"),
	}
}

// importBlock imports the bot by an import block and expects an empty plan.
func importBlock() resource.TestStep {
	return resource.TestStep{
		ResourceName:      addr,
		ImportState:       true,
		ImportStateKind:   resource.ImportBlockWithID,
		ImportStateIdFunc: acctest.ImportID(addr, "bot_id"),
	}
}

// onlyBot is the one bot that the mock holds.
func onlyBot(t *testing.T, env *acctest.Env) mockserver.Bot {
	t.Helper()
	bots := env.API.Bots()
	if len(bots) != 1 {
		t.Fatalf("the service holds %d bots, want 1", len(bots))
	}
	return bots[0]
}

// body is the last request of an operation as JSON, by field.
func body(t *testing.T, env *acctest.Env, operation string) map[string]string {
	t.Helper()
	out := map[string]string{}
	for field, raw := range env.Last(t, operation).Body {
		out[field] = string(raw)
	}
	return out
}

func TestBot_lifecycle(t *testing.T) {
	t.Parallel()
	for name, config := range map[string]attributes{"required attributes": required(), "all attributes": full()} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t)
			env.Test(t,
				resource.TestStep{
					Config: config.config(),
					ConfigPlanChecks: resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{
						plancheck.ExpectResourceAction(addr, plancheck.ResourceActionCreate),
						plancheck.ExpectUnknownValue(addr, tfjsonpath.New("bot_id")),
						plancheck.ExpectUnknownValue(addr, tfjsonpath.New("created_time")),
					}},
					ConfigStateChecks: []statecheck.StateCheck{
						statecheck.ExpectKnownValue(addr, tfjsonpath.New("bot_id"), knownvalue.StringRegexp(regexp.MustCompile(`^\d+$`))),
						statecheck.ExpectKnownValue(addr, tfjsonpath.New("created_time"), knownvalue.StringRegexp(regexp.MustCompile(`^\d{4}-\d\d-\d\dT`))),
					},
					PostApplyFunc: func() {
						if n := env.Writes(); n != 1 {
							t.Errorf("creating a bot took %d write requests, want 1", n)
						}
					},
				},
				importIgnoring(),
				importBlock(),
			)
			if n := len(env.API.Bots()); n != 0 {
				t.Errorf("%d bots are left after destroy", n)
			}
			if got := env.Writes(); got != 2 {
				t.Errorf("creating and deleting a bot took %d write requests, want 2", got)
			}
		})
	}
}

func TestBot_create_sendsNoMoreThanConfigured(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	env.Test(t, resource.TestStep{
		Config: required().config(),
		ConfigStateChecks: []statecheck.StateCheck{
			statecheck.ExpectKnownValue(addr, tfjsonpath.New("allow_domains"), knownvalue.Null()),
			statecheck.ExpectKnownValue(addr, tfjsonpath.New("callback_url"), knownvalue.Null()),
			statecheck.ExpectKnownValue(addr, tfjsonpath.New("enable_callback"), knownvalue.Bool(false)),
			statecheck.ExpectKnownValue(addr, tfjsonpath.New("i18n_bot_names"), knownvalue.MapExact(map[string]knownvalue.Check{})),
			// The service fills the list in when it is not given.
			statecheck.ExpectKnownValue(addr, tfjsonpath.New("channel_events"), knownvalue.SetSizeExact(6)),
		},
	})
	want := map[string]string{
		"botName": `"Desk"`, "description": `"Answers."`, "photoUrl": `"https://example.com/a.png"`, "administrators": `["u1"]`,
	}
	if diff := cmp.Diff(want, body(t, env, create)); diff != "" {
		t.Errorf("body of the create differs (-want +got):\n%s", diff)
	}
}

func TestBot_create_sendsAllThatIsConfigured(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	env.Test(t, resource.TestStep{
		Config: full().config(),
		PostApplyFunc: func() {
			got := onlyBot(t, env)
			want := mockserver.Bot{
				BotID: got.BotID, BotName: "Desk", PhotoURL: "https://example.com/a.png", Description: "Answers.",
				Administrators: []string{"u1"}, Subadministrators: []string{"u2", "u3"}, AllowDomains: []int64{10000001, 10000002},
				EnableCallback: true, CallbackURL: "https://example.com/callback", CallbackEvents: []string{"image", "text"},
				ChannelEvents: []string{"begin", "message"}, EnableGroupJoin: true,
				I18nBotNames:     map[string]string{"ja_JP": "受付", "ko_KR": "안내"},
				I18nDescriptions: map[string]string{"ja_JP": "答えます。"},
				I18nPhotoURLs:    map[string]string{"ja_JP": "https://example.com/ja.png"},
				CreatedTime:      got.CreatedTime, ModifiedTime: got.ModifiedTime,
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("the service holds another bot (-want +got):\n%s", diff)
			}
		},
	})
}

// TestBot_update_eachAttribute changes one attribute after the other in place
// and looks at what is sent: that attribute, and the two fields that one
// language of the manual calls required.
func TestBot_update_eachAttribute(t *testing.T) {
	t.Parallel()
	changes := []struct{ attribute, value, field, sent string }{
		{"bot_name", `"Front desk"`, "botName", `"Front desk"`},
		{"photo_url", `"https://example.com/b.png"`, "photoUrl", `"https://example.com/b.png"`},
		{"description", `"Helps."`, "description", `"Helps."`},
		{"administrators", `["u4", "u5"]`, "administrators", `["u4","u5"]`},
		{"subadministrators", `["u6"]`, "subadministrators", `["u6"]`},
		{"allow_domains", `["10000001", "10000003"]`, "allowDomains", `[10000001,10000003]`},
		{"enable_callback", `false`, "enableCallback", `false`},
		{"callback_url", `"https://example.com/other"`, "callbackUrl", `"https://example.com/other"`},
		{"callback_events", `["text"]`, "callbackEvents", `["text"]`},
		{"channel_events", `["message", "join", "end"]`, "channelEvents", `["end","join","message"]`},
		{"enable_group_join", `false`, "enableGroupJoin", `false`},
		{"i18n_bot_names", `{ ja_JP = "総合受付" }`, "i18nBotNames", `[{"language":"ja_JP","botName":"総合受付"}]`},
		{"i18n_descriptions", `{ ko_KR = "답합니다." }`, "i18nDescriptions", `[{"language":"ko_KR","description":"답합니다."}]`},
		{"i18n_photo_urls", `{ en_US = "https://example.com/en.png" }`, "i18nPhotoUrls", `[{"language":"en_US","photoUrl":"https://example.com/en.png"}]`},
	}
	env := acctest.New(t)
	config := full()
	steps := []resource.TestStep{{Config: config.config()}}
	for _, c := range changes {
		config = config.with(attributes{c.attribute: c.value})
		steps = append(steps, resource.TestStep{
			PreConfig:        env.API.ResetRequests,
			Config:           config.config(),
			ConfigPlanChecks: planned(plancheck.ResourceActionUpdate),
			PostApplyFunc: func() {
				if n := env.Writes(); n != 1 {
					t.Errorf("changing %s took %d write requests, want 1", c.attribute, n)
				}
				got := body(t, env, update)
				if !sameJSON(t, got[c.field], c.sent) {
					t.Errorf("changing %s sent %s, want %s", c.attribute, got[c.field], c.sent)
				}
				for field := range got {
					if !slices.Contains([]string{"botName", "photoUrl", c.field}, field) {
						t.Errorf("changing %s sent %s too", c.attribute, field)
					}
				}
			},
		})
	}
	env.Test(t, append(steps, importIgnoring())...)
}

// sameJSON compares two JSON texts by value.
func sameJSON(t *testing.T, a, b string) bool {
	t.Helper()
	var x, y any
	if json.Unmarshal([]byte(a), &x) != nil || json.Unmarshal([]byte(b), &y) != nil {
		return false
	}
	return cmp.Equal(x, y)
}

// TestBot_clear_eachAttribute takes one optional attribute after the other out
// of the configuration and looks at the empty value that clears it.
func TestBot_clear_eachAttribute(t *testing.T) {
	t.Parallel()
	clears := []struct{ attribute, field, sent string }{
		{"subadministrators", "subadministrators", `[]`},
		{"allow_domains", "allowDomains", `[0]`},
		{"enable_callback", "enableCallback", `false`},
		{"callback_url", "callbackUrl", `""`},
		{"enable_group_join", "enableGroupJoin", `false`},
		{"i18n_bot_names", "i18nBotNames", `[]`},
		{"i18n_descriptions", "i18nDescriptions", `[]`},
		{"i18n_photo_urls", "i18nPhotoUrls", `[]`},
	}
	env := acctest.New(t)
	config := full()
	steps := []resource.TestStep{{Config: config.config()}}
	for _, c := range clears {
		config = config.without(c.attribute)
		steps = append(steps, resource.TestStep{
			PreConfig:        env.API.ResetRequests,
			Config:           config.config(),
			ConfigPlanChecks: planned(plancheck.ResourceActionUpdate),
			PostApplyFunc: func() {
				if got := body(t, env, update); got[c.field] != c.sent || len(got) != 3 {
					t.Errorf("taking %s out sent %v, want %s as %s", c.attribute, got, c.sent, c.field)
				}
			},
		})
	}
	steps = append(steps,
		// What the service fills in stays as it is.
		resource.TestStep{
			PreConfig:        env.API.ResetRequests,
			Config:           config.without("callback_events").without("channel_events").config(),
			ConfigPlanChecks: planned(plancheck.ResourceActionNoop),
			PostApplyFunc: func() {
				if n := env.Writes(); n != 0 {
					t.Errorf("taking the event lists out took %d write requests, want none", n)
				}
				if got := onlyBot(t, env).ChannelEvents; len(got) != 2 {
					t.Errorf("the service holds the channel events %v, want those that were configured", got)
				}
			},
		},
		importIgnoring(),
	)
	env.Test(t, steps...)
}

func TestBot_drift_ofEachAttributeIsSeenAndRepaired(t *testing.T) {
	t.Parallel()
	changes := map[string]func(*mockserver.Bot){
		"bot_name":          func(b *mockserver.Bot) { b.BotName = "other" },
		"photo_url":         func(b *mockserver.Bot) { b.PhotoURL = "https://example.com/other.png" },
		"description":       func(b *mockserver.Bot) { b.Description = "other" },
		"administrators":    func(b *mockserver.Bot) { b.Administrators = []string{"other"} },
		"subadministrators": func(b *mockserver.Bot) { b.Subadministrators = nil },
		"allow_domains":     func(b *mockserver.Bot) { b.AllowDomains = nil },
		"enable_callback":   func(b *mockserver.Bot) { b.EnableCallback = false },
		"callback_url":      func(b *mockserver.Bot) { b.CallbackURL = "" },
		"callback_events":   func(b *mockserver.Bot) { b.CallbackEvents = nil },
		"channel_events":    func(b *mockserver.Bot) { b.ChannelEvents = []string{"end"} },
		"enable_group_join": func(b *mockserver.Bot) { b.EnableGroupJoin = false },
		"i18n_bot_names":    func(b *mockserver.Bot) { b.I18nBotNames["ja_JP"] = "other" },
		"i18n_descriptions": func(b *mockserver.Bot) { b.I18nDescriptions = nil },
		"i18n_photo_urls":   func(b *mockserver.Bot) { b.I18nPhotoURLs["en_US"] = "https://example.com/other.png" },
	}
	env := acctest.New(t)
	var before mockserver.Bot
	steps := []resource.TestStep{{
		Config:        full().config(),
		PostApplyFunc: func() { before = onlyBot(t, env) },
	}}
	for attribute, change := range changes {
		steps = append(steps, resource.TestStep{
			PreConfig:        func() { env.API.ChangeBot(before.BotID, change) },
			Config:           full().config(),
			ConfigPlanChecks: planned(plancheck.ResourceActionUpdate),
			PostApplyFunc: func() {
				after := onlyBot(t, env)
				after.ModifiedTime = before.ModifiedTime
				if diff := cmp.Diff(before, after); diff != "" {
					t.Errorf("drift of %s was not repaired (-want +got):\n%s", attribute, diff)
				}
			},
		})
	}
	env.Test(t, steps...)
}

func TestBot_disappears(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	env.Test(t,
		resource.TestStep{Config: required().config()},
		resource.TestStep{
			PreConfig:        func() { env.API.RemoveBot(onlyBot(t, env).BotID) },
			Config:           required().config(),
			ConfigPlanChecks: planned(plancheck.ResourceActionCreate),
		},
	)
}

func TestBot_delete_ofAGoneBotSucceeds(t *testing.T) {
	t.Parallel()
	for _, gone := range []mockserver.Fault{
		{Status: http.StatusNotFound, Code: "NOT_FOUND", Description: "no such bot"},
		{Status: http.StatusGone, Code: "DELETED", Description: "deleted already"},
	} {
		t.Run(gone.Code, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t)
			gone.Operation, gone.Act = remove, true
			env.API.Fail(gone)
			env.Test(t, resource.TestStep{Config: required().config()})
			if n := env.API.Count(remove); n != 1 {
				t.Errorf("%d delete requests, want 1", n)
			}
		})
	}
}

// TestBot_create_readBackFails has the service answer a create with nothing
// but an ID, and refuse to tell more. The bot must stay in state, to be
// replaced, and not become an orphan.
func TestBot_create_readBackFails(t *testing.T) {
	t.Parallel()
	env := acctest.New(t, acctest.Quirks(mockserver.Quirks{CreateAnswer: mockserver.CreateAnswerOnlyID}))
	env.API.Fail(mockserver.Fault{Operation: read, Status: http.StatusForbidden, Code: "FORBIDDEN", Description: "not yours"})
	env.Test(t,
		resource.TestStep{
			Config:      required().config(),
			ExpectError: regexp.MustCompile(`(?s)Unable to read bot after creating it.*bot\s+"Desk".*not\s+yours`),
		},
		resource.TestStep{
			Config:           required().config(),
			ConfigPlanChecks: planned(plancheck.ResourceActionDestroyBeforeCreate),
			PostApplyFunc:    func() { onlyBot(t, env) },
		},
	)
	if n := len(env.API.Bots()); n != 0 {
		t.Errorf("%d bots are left", n)
	}
}

func TestBot_errors(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		fault mockserver.Fault
		want  string
	}{
		"about an attribute": {
			mockserver.Fault{Operation: create, Status: http.StatusBadRequest, Code: "INVALID_PARAMETER", Description: "photoUrl: not an image."},
			`(?s)Unable to create bot.*photo_url\s+= .*400 INVALID_PARAMETER: photoUrl: not an\s+image\.`,
		},
		"limit of bots": {
			mockserver.Fault{Operation: create, Status: http.StatusForbidden, Code: "LIMIT_EXCEEDED", Description: "Too many."},
			`(?s)Unable to create bot.*403 LIMIT_EXCEEDED.*300\s+bots`,
		},
		"lost answer": {
			mockserver.Fault{Operation: create, Status: http.StatusBadGateway, Body: "<html><title>Bad Gateway</title></html>", ContentType: "text/html"},
			`(?s)Unable to create bot.*bot\s+"Desk"\s+leaves\s+open.*"Bad\s+Gateway".*most\s+likely\s+it\s+was\s+not\s+made.*Apply\s+again`,
		},
	}
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t)
			env.API.Fail(tc.fault)
			env.Test(t, resource.TestStep{Config: required().config(), ExpectError: regexp.MustCompile(tc.want)})
			if n := env.API.Count(create); n != 1 {
				t.Errorf("the create was sent %d times", n)
			}
		})
	}
}

func TestBot_update_fails(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	changed := required().with(attributes{"description": `"Helps."`}).config()
	env.Test(t,
		resource.TestStep{Config: required().config()},
		resource.TestStep{
			PreConfig: func() {
				env.API.Fail(mockserver.Fault{Operation: update, Status: http.StatusBadRequest, Code: "INVALID_PARAMETER", Description: "description is rude"})
			},
			Config:      changed,
			ExpectError: regexp.MustCompile(`(?s)Unable to update bot.*description\s+= "Helps\.".*is\s+rude`),
		},
		resource.TestStep{Config: changed, ConfigPlanChecks: planned(plancheck.ResourceActionUpdate)},
	)
}
