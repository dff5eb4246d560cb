// SPDX-License-Identifier: MPL-2.0

package bot_test

import (
	"encoding/json"
	"net/http"
	"regexp"
	"slices"
	"testing"
	"testing/synctest"

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

// required is all that a bot needs.
func required() acctest.Values {
	return acctest.Values{
		"bot_name": "Desk", "description": "Answers.", "photo_url": "https://example.com/a.png", "administrators": []string{"u1"},
	}
}

// full sets every attribute to something else than its default.
func full() acctest.Values {
	return required().With(acctest.Values{
		"subadministrators": []string{"u2", "u3"},
		"allow_domains":     []string{"10000001", "10000002"},
		"enable_callback":   true,
		"callback_url":      "https://example.com/callback",
		"callback_events":   []string{"text", "image"},
		"channel_events":    []string{"message", "begin"},
		"enable_group_join": true,
		"i18n_bot_names":    map[string]string{"ja_JP": "受付", "ko_KR": "안내"},
		"i18n_descriptions": map[string]string{"ja_JP": "答えます。"},
		"i18n_photo_urls":   map[string]string{"ja_JP": "https://example.com/ja.png"},
	})
}

// config is a configuration of one bot.
func config(bot acctest.Values) acctest.Config { return acctest.Config{addr: bot} }

// planned expects the driver to plan a change of the bot.
func planned(change acctest.Change) acctest.Changes { return acctest.Changes{addr: change} }

// cliPlans expects the CLI to plan an action for the bot.
func cliPlans(action plancheck.ResourceActionType) resource.ConfigPlanChecks {
	return resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{plancheck.ExpectResourceAction(addr, action)}}
}

// imported has the CLI import the bot by its ID, and compare it with the state; then by
// an import block, and expect an empty plan.
func imported() []resource.TestStep {
	return []resource.TestStep{
		{
			ResourceName: addr, ImportState: true, ImportStateVerify: true,
			ImportStateVerifyIdentifierAttribute: "bot_id", ImportStateIdFunc: acctest.ImportID(addr, "bot_id"),
		},
		{
			ResourceName: addr, ImportState: true, ImportStateKind: resource.ImportBlockWithID,
			ImportStateIdFunc: acctest.ImportID(addr, "bot_id"),
		},
	}
}

// onlyBot is the one bot that the mock holds.
func onlyBot(t *testing.T, tenant *acctest.Tenant) mockserver.Bot {
	t.Helper()
	bots := tenant.API.Bots()
	if len(bots) != 1 {
		t.Fatalf("the service holds %d bots, want 1", len(bots))
	}
	return bots[0]
}

// noBots checks that nothing is left.
func noBots(t *testing.T, tenant *acctest.Tenant) {
	t.Helper()
	if n := len(tenant.API.Bots()); n != 0 {
		t.Errorf("%d bots are left, want none", n)
	}
}

// body is the last request of an operation as JSON, by field.
func body(t *testing.T, tenant *acctest.Tenant, operation string) map[string]string {
	t.Helper()
	out := map[string]string{}
	for field, raw := range tenant.Last(t, operation).Body {
		out[field] = string(raw)
	}
	return out
}

// The following use the real CLI.

func TestBot_lifecycle(t *testing.T) {
	t.Parallel()
	for name, bot := range map[string]acctest.Values{"required attributes": required(), "all attributes": full()} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tenant := acctest.New(t)
			tenant.Test(t, append([]resource.TestStep{{
				Config: config(bot).HCL(),
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
					if n := tenant.Writes(); n != 1 {
						t.Errorf("creating a bot took %d write requests, want 1", n)
					}
				},
			}}, imported()...)...)
			noBots(t, tenant)
			if got := tenant.Writes(); got != 2 {
				t.Errorf("creating and deleting a bot took %d write requests, want 2", got)
			}
		})
	}
}

func TestBot_disappears(t *testing.T) {
	t.Parallel()
	tenant := acctest.New(t)
	bot := config(required()).HCL()
	tenant.Test(t,
		resource.TestStep{Config: bot},
		resource.TestStep{
			PreConfig:        func() { tenant.API.RemoveBot(onlyBot(t, tenant).BotID) },
			Config:           bot,
			ConfigPlanChecks: cliPlans(plancheck.ResourceActionCreate),
		},
	)
}

// TestBot_create_readBackFails has the service respond to a create with the ID
// only, and refuse the read after it. The bot must stay in state, to be
// replaced, and not become an orphan.
func TestBot_create_readBackFails(t *testing.T) {
	t.Parallel()
	tenant := acctest.New(t, acctest.Quirks(mockserver.Quirks{CreateResponse: mockserver.CreateResponseOnlyID}))
	tenant.API.Fail(mockserver.Fault{Operation: read, Status: http.StatusForbidden, Code: "FORBIDDEN", Description: "not yours"})
	bot := config(required()).HCL()
	tenant.Test(t,
		resource.TestStep{Config: bot, ExpectError: regexp.MustCompile(`(?s)Unable to read bot after creating it.*bot\s+"Desk".*not\s+yours`)},
		resource.TestStep{
			Config:           bot,
			ConfigPlanChecks: cliPlans(plancheck.ResourceActionDestroyBeforeCreate),
			PostApplyFunc:    func() { onlyBot(t, tenant) },
		},
	)
	noBots(t, tenant)
}

func TestBot_update_fails(t *testing.T) {
	t.Parallel()
	tenant := acctest.New(t)
	changed := config(required().With(acctest.Values{"description": "Helps."})).HCL()
	tenant.Test(t,
		resource.TestStep{Config: config(required()).HCL()},
		resource.TestStep{
			PreConfig: func() {
				tenant.API.Fail(mockserver.Fault{Operation: update, Status: http.StatusBadRequest, Code: "INVALID_PARAMETER", Description: "description is rude"})
			},
			Config:      changed,
			ExpectError: regexp.MustCompile(`(?s)Unable to update bot.*description\s+= "Helps\.".*is\s+rude`),
		},
		resource.TestStep{Config: changed, ConfigPlanChecks: cliPlans(plancheck.ResourceActionUpdate)},
	)
}

// The following use the driver.

func TestBot_create_sendsNoMoreThanConfigured(t *testing.T) {
	t.Parallel()
	tenant := acctest.NewInMemory(t)
	tenant.Drive(t, acctest.Step{
		Config: config(required()),
		Attributes: acctest.Attributes{
			addr + ".allow_domains": nil, addr + ".callback_url": nil, addr + ".enable_callback": false,
			addr + ".i18n_bot_names": map[string]string{},
			// The service fills the list in when it is not given.
			addr + ".channel_events": acctest.Count(6),
		},
	})
	want := map[string]string{
		"botName": `"Desk"`, "description": `"Answers."`, "photoUrl": `"https://example.com/a.png"`, "administrators": `["u1"]`,
	}
	if diff := cmp.Diff(want, body(t, tenant, create)); diff != "" {
		t.Errorf("body of the create differs (-want +got):\n%s", diff)
	}
}

func TestBot_create_sendsAllThatIsConfigured(t *testing.T) {
	t.Parallel()
	tenant := acctest.NewInMemory(t)
	tenant.Drive(t, acctest.Step{
		Config: config(full()),
		After: func() {
			got := onlyBot(t, tenant)
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
// and looks at the request: that attribute, and the two fields that one
// language of the manual calls required.
func TestBot_update_eachAttribute(t *testing.T) {
	t.Parallel()
	tenant := acctest.NewInMemory(t)
	bot := full()
	steps := []acctest.Step{{Config: config(bot)}}
	for _, c := range []struct {
		attribute   string
		value       any
		field, sent string
	}{
		{"bot_name", "Front desk", "botName", `"Front desk"`},
		{"photo_url", "https://example.com/b.png", "photoUrl", `"https://example.com/b.png"`},
		{"description", "Helps.", "description", `"Helps."`},
		{"administrators", []string{"u4", "u5"}, "administrators", `["u4","u5"]`},
		{"subadministrators", []string{"u6"}, "subadministrators", `["u6"]`},
		{"allow_domains", []string{"10000001", "10000003"}, "allowDomains", `[10000001,10000003]`},
		{"enable_callback", false, "enableCallback", `false`},
		{"callback_url", "https://example.com/other", "callbackUrl", `"https://example.com/other"`},
		{"callback_events", []string{"text"}, "callbackEvents", `["text"]`},
		{"channel_events", []string{"message", "join", "end"}, "channelEvents", `["end","join","message"]`},
		{"enable_group_join", false, "enableGroupJoin", `false`},
		{"i18n_bot_names", map[string]string{"ja_JP": "総合受付"}, "i18nBotNames", `[{"language":"ja_JP","botName":"総合受付"}]`},
		{"i18n_descriptions", map[string]string{"ko_KR": "답합니다."}, "i18nDescriptions", `[{"language":"ko_KR","description":"답합니다."}]`},
		{"i18n_photo_urls", map[string]string{"en_US": "https://example.com/en.png"}, "i18nPhotoUrls", `[{"language":"en_US","photoUrl":"https://example.com/en.png"}]`},
	} {
		bot = bot.With(acctest.Values{c.attribute: c.value})
		steps = append(steps, acctest.Step{
			Name: c.attribute, Before: tenant.API.ResetRequests, Config: config(bot), Plan: planned(acctest.Update),
			After: func() {
				if n := tenant.Writes(); n != 1 {
					t.Errorf("changing %s took %d write requests, want 1", c.attribute, n)
				}
				got := body(t, tenant, update)
				if !sameJSON(t, got[c.field], c.sent) {
					t.Errorf("changing %s sent %s, want %s", c.attribute, got[c.field], c.sent)
				}
				for field := range got {
					if !slices.Contains([]string{"botName", "photoUrl", c.field}, field) {
						t.Errorf("changing %s sent %s too, want no more than needed", c.attribute, field)
					}
				}
			},
		})
	}
	tenant.Drive(t, append(steps, acctest.Step{CheckImport: addr})...)
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
	tenant := acctest.NewInMemory(t)
	bot := full()
	steps := []acctest.Step{{Config: config(bot)}}
	for _, c := range []struct{ attribute, field, sent string }{
		{"subadministrators", "subadministrators", `[]`},
		{"allow_domains", "allowDomains", `[0]`},
		{"enable_callback", "enableCallback", `false`},
		{"callback_url", "callbackUrl", `""`},
		{"enable_group_join", "enableGroupJoin", `false`},
		{"i18n_bot_names", "i18nBotNames", `[]`},
		{"i18n_descriptions", "i18nDescriptions", `[]`},
		{"i18n_photo_urls", "i18nPhotoUrls", `[]`},
	} {
		bot = bot.Without(c.attribute)
		steps = append(steps, acctest.Step{
			Name: c.attribute, Config: config(bot), Plan: planned(acctest.Update),
			After: func() {
				if got := body(t, tenant, update); got[c.field] != c.sent || len(got) != 3 {
					t.Errorf("taking %s out sent %v, want %s as %s, and two more", c.attribute, got, c.sent, c.field)
				}
			},
		})
	}
	tenant.Drive(t, append(steps,
		// Values that the service fills in stay as they are.
		acctest.Step{
			Name: "events", Before: tenant.API.ResetRequests,
			Config: config(bot.Without("callback_events", "channel_events")), Plan: planned(acctest.NoOp),
			After: func() {
				if n := tenant.Writes(); n != 0 {
					t.Errorf("taking the event lists out took %d write requests, want none", n)
				}
				if got := onlyBot(t, tenant).ChannelEvents; len(got) != 2 {
					t.Errorf("the service holds the channel events %v, want those that were configured", got)
				}
			},
		},
		acctest.Step{CheckImport: addr},
	)...)
}

func TestBot_drift_ofEachAttributeIsSeenAndRepaired(t *testing.T) {
	t.Parallel()
	tenant := acctest.NewInMemory(t)
	var before mockserver.Bot
	steps := []acctest.Step{{Config: config(full()), After: func() { before = onlyBot(t, tenant) }}}
	for attribute, change := range map[string]func(*mockserver.Bot){
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
	} {
		steps = append(steps, acctest.Step{
			Name: attribute, Before: func() { tenant.API.ChangeBot(before.BotID, change) }, Config: config(full()), Plan: planned(acctest.Update),
			After: func() {
				after := onlyBot(t, tenant)
				after.ModifiedTime = before.ModifiedTime
				if diff := cmp.Diff(before, after); diff != "" {
					t.Errorf("drift of %s was not repaired (-want +got):\n%s", attribute, diff)
				}
			},
		})
	}
	tenant.Drive(t, steps...)
}

// TestBot_update_thatDidNothing has the service respond with success to an update that it does
// not carry out. The next plan shows the update again, for each attribute.
func TestBot_update_thatDidNothing(t *testing.T) {
	t.Parallel()
	tenant := acctest.NewInMemory(t)
	steps := []acctest.Step{{Config: config(full())}}
	for attribute, value := range map[string]any{
		"bot_name": "other", "photo_url": "https://example.com/other.png", "description": "other", "administrators": []string{"a@example.com"},
		"subadministrators": []string{"u8"}, "allow_domains": []string{"10000003"}, "enable_callback": false, "callback_url": "https://example.com/other",
		"callback_events": []string{"image"}, "enable_group_join": false, "i18n_bot_names": map[string]string{"ja_JP": "other"},
		"i18n_photo_urls": map[string]string{"en_US": "https://example.com/other.png"},
	} {
		changed := config(full().With(acctest.Values{attribute: value}))
		steps = append(steps,
			acctest.Step{
				Name: attribute + ", not carried out", Before: func() { tenant.API.Fail(mockserver.Fault{Operation: update, Status: http.StatusNoContent}) },
				Config: changed, Plan: planned(acctest.Update), Requests: map[string]int{update: 1}, NonEmptyPlan: true,
			},
			acctest.Step{Name: attribute + ", the next plan", Config: changed, PlanOnly: true, Plan: planned(acctest.Update), NonEmptyPlan: true},
			acctest.Step{Name: attribute + ", back", Config: config(full()), Plan: planned(acctest.NoOp)},
		)
	}
	tenant.Drive(t, steps...)
}

func TestBot_delete_ofAGoneBotSucceeds(t *testing.T) {
	t.Parallel()
	for _, gone := range []mockserver.Fault{
		{Status: http.StatusNotFound, Code: "NOT_FOUND", Description: "no such bot"},
		{Status: http.StatusGone, Code: "DELETED", Description: "deleted already"},
	} {
		t.Run(gone.Code, func(t *testing.T) {
			t.Parallel()
			tenant := acctest.NewInMemory(t)
			gone.Operation, gone.Act = remove, true
			tenant.API.Fail(gone)
			tenant.Drive(t, acctest.Step{Config: config(required())})
			if n := tenant.API.Count(remove); n != 1 {
				t.Errorf("%d delete requests, want 1", n)
			}
		})
	}
}

func TestBot_errors(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		fault mockserver.Fault
		want  []string
	}{
		"about an attribute": {
			mockserver.Fault{Operation: create, Status: http.StatusBadRequest, Code: "INVALID_PARAMETER", Description: "photoUrl: not an image."},
			[]string{"error at photo_url: Unable to create bot: ", "400 INVALID_PARAMETER: photoUrl: not an image."},
		},
		"limit of bots": {
			mockserver.Fault{Operation: create, Status: http.StatusForbidden, Code: "LIMIT_EXCEEDED", Description: "Too many."},
			[]string{": Unable to create bot: ", "403 LIMIT_EXCEEDED", "300 bots"},
		},
		"lost response": {
			mockserver.Fault{Operation: create, Status: http.StatusBadGateway, Body: "<html><title>Bad Gateway</title></html>", ContentType: "text/html"},
			[]string{": Unable to create bot: ", `bot "Desk" does not tell`, `"Bad Gateway"`, "it was most likely not created", "Apply again"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				tenant := acctest.NewInMemory(t)
				tenant.API.Fail(tc.fault)
				tenant.Drive(t, acctest.Step{Config: config(required()), Errors: tc.want, Requests: map[string]int{create: 1}})
			})
		})
	}
}
