// SPDX-License-Identifier: MPL-2.0

package bot_test

import (
	"net/http"
	"regexp"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/acctest"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
)

// TestBot_foreignAnswersAreNoReasonToRecreate has somebody else than the API
// answer a refresh. Were that taken for "gone", the plan would make every bot
// a second time.
func TestBot_foreignAnswersAreNoReasonToRecreate(t *testing.T) {
	t.Parallel()
	page := "<!DOCTYPE html><html><head><title>Access blocked</title></head></html>"
	faults := map[string]struct {
		fault mockserver.Fault
		want  string
	}{
		"HTML 404":       {mockserver.Fault{Status: http.StatusNotFound, Body: page, ContentType: "text/html"}, `"Access\s+blocked"`},
		"HTML 200":       {mockserver.Fault{Status: http.StatusOK, Body: page, ContentType: "text/html"}, `"Access\s+blocked"`},
		"HTML 410":       {mockserver.Fault{Status: http.StatusGone, Body: page, ContentType: "text/html"}, `"Access\s+blocked"`},
		"empty 404":      {mockserver.Fault{Status: http.StatusNotFound, ContentType: "text/plain"}, `empty\s+answer`},
		"foreign 404":    {mockserver.Fault{Status: http.StatusNotFound, Body: `{"message":"no route"}`, ContentType: "application/json"}, `no\s+route`},
		"empty object":   {mockserver.Fault{Status: http.StatusOK, Body: `{}`, ContentType: "application/json"}, `botId`},
		"api not exists": {mockserver.Fault{Status: http.StatusNotFound, Code: "NOT_FOUND", Description: "Api not exists"}, `Api\s+not\s+exists`},
	}
	for name, tc := range faults {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t)
			env.Test(t,
				resource.TestStep{Config: required().config()},
				resource.TestStep{
					PreConfig: func() {
						tc.fault.Operation, tc.fault.Times = read, 1
						env.API.Fail(tc.fault)
					},
					Config:      required().config(),
					ExpectError: regexp.MustCompile(`(?s)Unable to read bot.*` + tc.want + `.*api_url`),
				},
				resource.TestStep{Config: required().config(), ConfigPlanChecks: planned(plancheck.ResourceActionNoop)},
			)
			if n := env.API.Count(create); n != 1 {
				t.Errorf("%d bots were made, want 1", n)
			}
		})
	}
}

func TestBot_wrongAPIURL(t *testing.T) {
	t.Parallel()
	env := acctest.New(t, func(o *mockserver.Options) { o.OnUnknown = func(*http.Request) {} }) // the point of this test
	right := env.Variables["LINEWORKS_API_URL"]
	env.Test(t,
		resource.TestStep{Config: required().config()},
		resource.TestStep{
			PreConfig:   func() { env.Variables["LINEWORKS_API_URL"] = env.URL + "/v2.0" },
			Config:      required().config(),
			ExpectError: regexp.MustCompile(`(?s)Unable to read bot.*Check api_url`),
		},
		resource.TestStep{
			PreConfig:        func() { env.Variables["LINEWORKS_API_URL"] = right },
			Config:           required().config(),
			ConfigPlanChecks: planned(plancheck.ResourceActionNoop),
		},
	)
}

func TestBot_goneIs404And410(t *testing.T) {
	t.Parallel()
	for name, quirks := range map[string]mockserver.Quirks{"404": {}, "410": {ReadDeleted: mockserver.Gone410}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t, acctest.Quirks(quirks))
			env.Test(t,
				resource.TestStep{Config: required().config()},
				resource.TestStep{
					PreConfig:        func() { env.API.RemoveBot(onlyBot(t, env).BotID) },
					Config:           required().config(),
					ConfigPlanChecks: planned(plancheck.ResourceActionCreate),
				},
			)
		})
	}
}

// TestBot_quirks runs the provider against each way in which the service might
// behave where the vendor's pages are silent. The CLI's own check after each
// apply, that the next plan is empty, is the point.
func TestBot_quirks(t *testing.T) {
	t.Parallel()
	variants := acctest.Variants(t, "rewrite-", "refuse-unknown-", "all-domains-", "unset-", "false-", "bot-id-string",
		"no-channel-events", "create-answer-", "update-answer-", "email-", "reverse-arrays", "times-in-utc")
	for name, quirks := range variants {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t, acctest.Quirks(quirks))
			changed := full().with(attributes{"photo_url": `"https://example.com/b.png"`, "administrators": `["u7"]`})
			env.Test(t,
				resource.TestStep{Config: full().config()},
				resource.TestStep{Config: changed.config(), ConfigPlanChecks: planned(plancheck.ResourceActionUpdate)},
				resource.TestStep{Config: required().config(), ConfigPlanChecks: planned(plancheck.ResourceActionUpdate)},
				// Pictures come back under addresses of the service's own where it hosts them.
				importIgnoring("photo_url", "i18n_photo_urls"),
			)
			if n := len(env.API.Bots()); n != 0 {
				t.Errorf("%d bots are left after destroy", n)
			}
		})
	}
}

// TestBot_rehostedPhoto has the service store pictures under addresses of its
// own, and tell so in the answer to a write or only when it is read: that is no
// drift, but another picture is.
func TestBot_rehostedPhoto(t *testing.T) {
	t.Parallel()
	for name, quirks := range map[string]mockserver.Quirks{
		"told at once":    {},
		"told when asked": {CreateAnswer: mockserver.CreateAnswerOnlyID, UpdateAnswer: mockserver.UpdateAnswerEmpty},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			quirks.RewritePhotoURL, quirks.RewriteI18nPhotoURLs = true, true
			env := acctest.New(t, acctest.Quirks(quirks))
			config := full().config()
			env.Test(t,
				resource.TestStep{
					Config: config,
					ConfigStateChecks: []statecheck.StateCheck{
						statecheck.ExpectKnownValue(addr, tfjsonpath.New("photo_url"), knownvalue.StringExact("https://example.com/a.png")),
					},
					PostApplyFunc: func() {
						if got := onlyBot(t, env).PhotoURL; got == "https://example.com/a.png" {
							t.Errorf("the mock does not re-host pictures: %s", got)
						}
					},
				},
				resource.TestStep{RefreshState: true},
				resource.TestStep{Config: config, ConfigPlanChecks: planned(plancheck.ResourceActionNoop)},
				resource.TestStep{
					PreConfig: func() {
						env.API.ChangeBot(onlyBot(t, env).BotID, func(b *mockserver.Bot) { b.PhotoURL = "https://example.com/other.png" })
					},
					Config:           config,
					ConfigPlanChecks: planned(plancheck.ResourceActionUpdate),
				},
				// The picture that was put back is hosted anew, which is no drift either.
				resource.TestStep{Config: config, ConfigPlanChecks: planned(plancheck.ResourceActionNoop)},
			)
		})
	}
}

// TestBot_update_readBackFails has the service answer an update without the
// bot and then refuse to tell more. The update was made all the same, and what
// the service makes of the picture is found out by the next read.
func TestBot_update_readBackFails(t *testing.T) {
	t.Parallel()
	var env *acctest.Env
	env = acctest.New(t, func(o *mockserver.Options) {
		o.Quirks.UpdateAnswer = mockserver.UpdateAnswerEmpty
		o.OnRequest = func(r mockserver.Request) {
			if r.Operation == update { // the next request reads the bot back
				env.API.Fail(mockserver.Fault{Operation: read, Status: http.StatusForbidden, Code: "FORBIDDEN", Description: "no"})
			}
		}
	})
	changed := required().with(attributes{"description": `"Helps."`}).config()
	env.Test(t,
		resource.TestStep{Config: required().config()},
		resource.TestStep{Config: changed, ConfigPlanChecks: planned(plancheck.ResourceActionUpdate)},
		resource.TestStep{Config: changed, ConfigPlanChecks: planned(plancheck.ResourceActionNoop)},
	)
	if n := env.API.PendingFaults(); n != 0 {
		t.Error("the bot was not read back")
	}
	if n := env.API.Count(update); n != 1 {
		t.Errorf("%d updates were sent, want 1", n)
	}
}

func TestBot_emailAdministrator(t *testing.T) {
	t.Parallel()
	env := acctest.New(t, acctest.Quirks(mockserver.Quirks{EmailAdministrators: mockserver.EmailToID}))
	config := required().with(attributes{"administrators": `["taro@example.com", "u1"]`}).config()
	env.Test(t,
		resource.TestStep{
			Config: config,
			PostApplyFunc: func() {
				for _, id := range onlyBot(t, env).Administrators {
					if id == "taro@example.com" {
						t.Error("the mock does not turn e-mail addresses into IDs")
					}
				}
			},
		},
		resource.TestStep{Config: config, ConfigPlanChecks: planned(plancheck.ResourceActionNoop)},
		resource.TestStep{
			PreConfig: func() {
				env.API.ChangeBot(onlyBot(t, env).BotID, func(b *mockserver.Bot) { b.Administrators = []string{"u1"} })
			},
			Config:           config,
			ConfigPlanChecks: planned(plancheck.ResourceActionUpdate),
		},
	)
}

// TestBot_emptyAndMissingAreTheSame goes from empty collections to none and
// back, which must not plan anything.
func TestBot_emptyAndMissingAreTheSame(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	empty := required().with(attributes{
		"subadministrators": `[]`, "i18n_bot_names": `{}`, "i18n_descriptions": `{}`, "i18n_photo_urls": `{}`,
	}).config()
	env.Test(t,
		resource.TestStep{Config: empty},
		importIgnoring(),
		importBlock(),
		resource.TestStep{Config: required().config(), ConfigPlanChecks: planned(plancheck.ResourceActionNoop)},
		resource.TestStep{Config: empty, ConfigPlanChecks: planned(plancheck.ResourceActionNoop)},
	)
}

// TestBot_emptyEventLists asks for no events at all, which is not the same as
// leaving the choice to the service.
func TestBot_emptyEventLists(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	env.Test(t, resource.TestStep{
		Config: required().with(attributes{"callback_events": `[]`, "channel_events": `[]`}).config(),
		ConfigStateChecks: []statecheck.StateCheck{
			statecheck.ExpectKnownValue(addr, tfjsonpath.New("channel_events"), knownvalue.SetSizeExact(0)),
		},
	})
	if got := body(t, env, create); got["channelEvents"] != "[]" || got["callbackEvents"] != "[]" {
		t.Errorf("the create sent %v, want two empty lists of events", got)
	}
}

// TestBot_orderOfSets writes sets in another order, and has the service answer
// in another one.
func TestBot_orderOfSets(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	env.Test(t,
		resource.TestStep{Config: full().config()},
		resource.TestStep{
			PreConfig: func() { env.API.SetQuirks(mockserver.Quirks{ReverseArrays: true}) },
			Config: full().with(attributes{
				"subadministrators": `["u3", "u2"]`, "allow_domains": `["10000002", "10000001"]`,
				"callback_events": `["image", "text"]`, "channel_events": `["begin", "message"]`,
			}).config(),
			ConfigPlanChecks: planned(plancheck.ResourceActionNoop),
		},
	)
}

// TestBot_unknownValues takes every attribute from a resource that is yet to
// be made.
func TestBot_unknownValues(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	source := `resource "terraform_data" "all" {
  input = {
    text = "Desk"
    url  = "https://example.com/a.png"
    ids  = ["10000001"]
    map  = { ja_JP = "受付" }
    urls = { ja_JP = "https://example.com/ja.png" }
    flag = true
  }
}
locals { all = terraform_data.all.output }
`
	env.Test(t, resource.TestStep{
		Config: source + attributes{
			"bot_name": "local.all.text", "description": "local.all.text", "photo_url": "local.all.url",
			"administrators": "local.all.ids", "subadministrators": "[for id in local.all.ids : id]", "allow_domains": "local.all.ids",
			"enable_callback": "local.all.flag", "callback_url": "local.all.url", "enable_group_join": "local.all.flag",
			"callback_events": `local.all.flag ? ["text"] : ["image"]`, "channel_events": `[local.all.flag ? "join" : "message"]`,
			"i18n_bot_names": "local.all.map", "i18n_descriptions": "local.all.map", "i18n_photo_urls": "local.all.urls",
		}.config(),
		ConfigPlanChecks: planned(plancheck.ResourceActionCreate),
		PostApplyFunc: func() {
			if got := onlyBot(t, env); got.I18nBotNames["ja_JP"] != "受付" || got.CallbackEvents[0] != "text" || got.ChannelEvents[0] != "join" {
				t.Errorf("the service holds %+v", got)
			}
		},
	})
}

func TestBot_import_badIDs(t *testing.T) {
	t.Parallel()
	for id, want := range map[string]string{
		"Desk":       `(?s)Invalid import ID.*terraform import\s+lineworks_bot.NAME 2000001`,
		"2000001/1":  `Invalid import ID`,
		"0":          `Invalid import ID`,
		"9999999999": `Cannot import non-existent remote object`,
	} {
		t.Run(id, func(t *testing.T) {
			t.Parallel()
			acctest.New(t).Test(t, resource.TestStep{
				Config: required().config(), ResourceName: addr, ImportState: true, ImportStateId: id, ExpectError: regexp.MustCompile(want),
			})
		})
	}
}
