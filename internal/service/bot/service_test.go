// SPDX-License-Identifier: MPL-2.0

package bot_test

import (
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/acctest"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
)

// TestBot_foreignResponsesAreNoReasonToRecreate has something else than the API
// respond to a refresh. Were that taken for "gone", the plan would create every bot
// a second time.
func TestBot_foreignResponsesAreNoReasonToRecreate(t *testing.T) {
	t.Parallel()
	page := "<!DOCTYPE html><html><head><title>Access blocked</title></head></html>"
	for name, tc := range map[string]struct {
		fault mockserver.Fault
		want  string
	}{
		"HTML 404":       {mockserver.Fault{Status: http.StatusNotFound, Body: page, ContentType: "text/html"}, `"Access blocked"`},
		"HTML 200":       {mockserver.Fault{Status: http.StatusOK, Body: page, ContentType: "text/html"}, `"Access blocked"`},
		"HTML 410":       {mockserver.Fault{Status: http.StatusGone, Body: page, ContentType: "text/html"}, `"Access blocked"`},
		"empty 404":      {mockserver.Fault{Status: http.StatusNotFound, ContentType: "text/plain"}, "empty "},
		"foreign 404":    {mockserver.Fault{Status: http.StatusNotFound, Body: `{"message":"no route"}`, ContentType: "application/json"}, "no route"},
		"empty object":   {mockserver.Fault{Status: http.StatusOK, Body: `{}`, ContentType: "application/json"}, "botId"},
		"api not exists": {mockserver.Fault{Status: http.StatusNotFound, Code: "NOT_FOUND", Description: "Api not exists"}, "Api not exists"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tenant := acctest.NewInMemory(t)
			tenant.Drive(t,
				acctest.Step{Config: config(required()), Requests: map[string]int{create: 1}},
				acctest.Step{
					Before: func() {
						tc.fault.Operation, tc.fault.Times = read, 1
						tenant.API.Fail(tc.fault)
					},
					Config: config(required()), Errors: []string{"Unable to read bot: ", tc.want, "api_url"}, Requests: map[string]int{create: 0},
				},
				acctest.Step{Config: config(required()), Plan: planned(acctest.NoOp)},
			)
		})
	}
}

func TestBot_wrongAPIURL(t *testing.T) {
	t.Parallel()
	tenant := acctest.NewInMemory(t, func(o *mockserver.Options) { o.OnUnknown = func(*http.Request) {} }) // the point of this test
	right := tenant.Variables["LINEWORKS_API_URL"]
	tenant.Drive(t,
		acctest.Step{Config: config(required())},
		acctest.Step{
			Before: func() { tenant.Variables["LINEWORKS_API_URL"] = tenant.URL + "/v2.0" },
			Config: config(required()), Errors: []string{"Unable to read bot: ", "Check api_url"},
		},
		acctest.Step{
			Before: func() { tenant.Variables["LINEWORKS_API_URL"] = right },
			Config: config(required()), Plan: planned(acctest.NoOp),
		},
	)
}

func TestBot_goneIs404And410(t *testing.T) {
	t.Parallel()
	for name, quirks := range map[string]mockserver.Quirks{"404": {}, "410": {ReadDeleted: mockserver.Gone410}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tenant := acctest.NewInMemory(t, acctest.Quirks(quirks))
			tenant.Drive(t,
				acctest.Step{Config: config(required())},
				acctest.Step{
					Before: func() { tenant.API.RemoveBot(onlyBot(t, tenant).BotID) },
					Config: config(required()), Plan: planned(acctest.Create),
				},
			)
		})
	}
}

// TestBot_quirks runs the provider against each way in which the service might
// behave where the vendor's pages are silent. The check after each apply, that
// the next plan is empty, is the point.
func TestBot_quirks(t *testing.T) {
	t.Parallel()
	variants := acctest.Variants(t, "rewrite-", "refuse-unknown-", "all-domains-", "unset-", "false-", "bot-id-string",
		"no-channel-events", "create-response-", "update-response-", "email-", "reverse-arrays", "times-in-utc")
	for name, quirks := range variants {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tenant := acctest.NewInMemory(t, acctest.Quirks(quirks))
			changed := full().With(acctest.Values{"photo_url": "https://example.com/b.png", "administrators": []string{"u7"}})
			tenant.Drive(t,
				acctest.Step{
					Config:     config(full()),
					Attributes: acctest.Attributes{addr + ".created_time": regexp.MustCompile(`^\d{4}-\d\d-\d\dT`)},
				},
				acctest.Step{Config: config(changed), Plan: planned(acctest.Update)},
				acctest.Step{Config: config(required()), Plan: planned(acctest.Update)},
				// Pictures come back under addresses of the service's own where it hosts them.
				acctest.Step{CheckImport: addr, Ignore: []string{"photo_url", "i18n_photo_urls"}},
			)
			noBots(t, tenant)
		})
	}
}

// TestBot_rehostedPhoto has the service store pictures under addresses of its
// own, and tell so in the response to a write or only when it is read: that is no
// drift, but another picture is.
func TestBot_rehostedPhoto(t *testing.T) {
	t.Parallel()
	for name, quirks := range map[string]mockserver.Quirks{
		"told at once":    {},
		"told when asked": {CreateResponse: mockserver.CreateResponseOnlyID, UpdateResponse: mockserver.UpdateResponseEmpty},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			quirks.RewritePhotoURL, quirks.RewriteI18nPhotoURLs = true, true
			tenant := acctest.NewInMemory(t, acctest.Quirks(quirks))
			photo := acctest.Attributes{addr + ".photo_url": "https://example.com/a.png"}
			tenant.Drive(t,
				acctest.Step{
					Config: config(full()), Attributes: photo,
					After: func() {
						if got := onlyBot(t, tenant).PhotoURL; got == "https://example.com/a.png" {
							t.Errorf("got the photo URL %s, want one of the mock's own: it re-hosts pictures", got)
						}
					},
				},
				acctest.Step{RefreshOnly: true, Attributes: photo},
				acctest.Step{Config: config(full()), Plan: planned(acctest.NoOp)},
				acctest.Step{
					Before: func() {
						tenant.API.ChangeBot(onlyBot(t, tenant).BotID, func(b *mockserver.Bot) { b.PhotoURL = "https://example.com/other.png" })
					},
					Config: config(full()), Plan: planned(acctest.Update),
				},
				// The picture that was put back is hosted once more, which is no drift either.
				acctest.Step{Config: config(full()), Plan: planned(acctest.NoOp)},
			)
		})
	}
}

// TestBot_update_readBackFails has the service respond to an update without the
// bot and then refuse to tell more. The update took effect all the same, and the
// next read returns the picture in the service's own form.
func TestBot_update_readBackFails(t *testing.T) {
	t.Parallel()
	var tenant *acctest.Tenant
	tenant = acctest.NewInMemory(t, func(o *mockserver.Options) {
		o.Quirks.UpdateResponse = mockserver.UpdateResponseEmpty
		o.OnRequest = func(r mockserver.Request) {
			if r.Operation == update { // the next request reads the bot back
				tenant.API.Fail(mockserver.Fault{Operation: read, Status: http.StatusForbidden, Code: "FORBIDDEN", Description: "no"})
			}
		}
	})
	changed := config(required().With(acctest.Values{"description": "Helps."}))
	tenant.Drive(t,
		acctest.Step{Config: config(required())},
		acctest.Step{
			Config: changed, Plan: planned(acctest.Update), Requests: map[string]int{update: 1},
			After: func() {
				if n := tenant.API.PendingFaults(); n != 0 {
					t.Errorf("got %d pending faults, want 0: reads after the update are missing", n)
				}
			},
		},
		acctest.Step{Config: changed, Plan: planned(acctest.NoOp), Requests: map[string]int{update: 0}},
	)
}

func TestBot_emailAdministrator(t *testing.T) {
	t.Parallel()
	const email = "taro@example.com"
	tenant := acctest.NewInMemory(t, acctest.Quirks(mockserver.Quirks{EmailAdministrators: mockserver.EmailToID}))
	bot := config(required().With(acctest.Values{"administrators": []string{email, "u1"}}))
	tenant.Drive(t,
		acctest.Step{
			Config: bot,
			After: func() {
				if got := onlyBot(t, tenant).Administrators; slices.Contains(got, email) {
					t.Errorf("got the administrators %q, want IDs: the mock replaces e-mail addresses", got)
				}
			},
		},
		acctest.Step{Config: bot, Plan: planned(acctest.NoOp)},
		acctest.Step{
			Before: func() {
				tenant.API.ChangeBot(onlyBot(t, tenant).BotID, func(b *mockserver.Bot) { b.Administrators = []string{"u1"} })
			},
			Config: bot, Plan: planned(acctest.Update),
		},
	)
}

// TestBot_emailAdministrator_imported imports a bot that was made by hand, with a configuration
// that has the e-mail address of its administrator.
func TestBot_emailAdministrator_imported(t *testing.T) {
	t.Parallel()
	const email = "taro@example.com"
	tenant := acctest.NewInMemory(t, acctest.Quirks(mockserver.Quirks{EmailAdministrators: mockserver.EmailToID}))
	values := required().With(acctest.Values{"administrators": []string{email}})
	var made mockserver.Bot
	tenant.Drive(t, acctest.Step{Config: config(values), After: func() { made = onlyBot(t, tenant) }})
	id, users := tenant.API.AddBot(made), made.Administrators
	tenant.Drive(t,
		acctest.Step{
			Config: config(values), Imports: map[string]string{addr: strconv.FormatInt(id, 10)}, Plan: planned(acctest.Update),
			Warnings: []string{"The service left administrators of bot", users[0], "configure their IDs"}, NonEmptyPlan: true,
			After: func() {
				if got := onlyBot(t, tenant).Administrators; !slices.Equal(got, users) {
					t.Errorf("got the administrators %q, want %q", got, users)
				}
			},
		},
		acctest.Step{Config: config(required().With(acctest.Values{"administrators": users})), Plan: planned(acctest.NoOp)},
	)
}

// TestBot_emptyAndMissingAreTheSame goes from empty collections to none and
// back, which must not plan anything.
func TestBot_emptyAndMissingAreTheSame(t *testing.T) {
	t.Parallel()
	none := map[string]string{}
	empty := config(required().With(acctest.Values{
		"subadministrators": []string{}, "i18n_bot_names": none, "i18n_descriptions": none, "i18n_photo_urls": none,
	}))
	acctest.NewInMemory(t).Drive(t,
		acctest.Step{Config: empty},
		acctest.Step{CheckImport: addr},
		acctest.Step{Config: config(required()), Plan: planned(acctest.NoOp)},
		acctest.Step{Config: empty, Plan: planned(acctest.NoOp)},
	)
}

// TestBot_emptyEventLists asks for no events at all, which is not the same as
// leaving the choice to the service.
func TestBot_emptyEventLists(t *testing.T) {
	t.Parallel()
	tenant := acctest.NewInMemory(t)
	tenant.Drive(t, acctest.Step{
		Config:     config(required().With(acctest.Values{"callback_events": []string{}, "channel_events": []string{}})),
		Attributes: acctest.Attributes{addr + ".channel_events": acctest.Count(0)},
	})
	if got := body(t, tenant, create); got["channelEvents"] != "[]" || got["callbackEvents"] != "[]" {
		t.Errorf("the create sent %v, want two empty lists of events", got)
	}
}

// TestBot_orderOfSets writes sets in another order, and has the service respond
// in another one.
func TestBot_orderOfSets(t *testing.T) {
	t.Parallel()
	tenant := acctest.NewInMemory(t)
	tenant.Drive(t,
		acctest.Step{Config: config(full())},
		acctest.Step{
			Before: func() { tenant.API.SetQuirks(mockserver.Quirks{ReverseArrays: true}) },
			Config: config(full().With(acctest.Values{
				"subadministrators": []string{"u3", "u2"}, "allow_domains": []string{"10000002", "10000001"},
				"callback_events": []string{"image", "text"}, "channel_events": []string{"begin", "message"},
			})),
			Plan: planned(acctest.NoOp),
		},
	)
}

// TestBot_unknownValues plans every attribute while it is not known.
func TestBot_unknownValues(t *testing.T) {
	t.Parallel()
	tenant := acctest.NewInMemory(t)
	unknown, later := acctest.Attributes{}, acctest.Values{}
	for name, v := range full() {
		unknown[addr+"."+name], later[name] = acctest.Unknown, acctest.Later{Value: v}
	}
	tenant.Drive(t, acctest.Step{
		Config: config(later), Plan: planned(acctest.Create), Planned: unknown,
		After: func() {
			if got := onlyBot(t, tenant); got.I18nBotNames["ja_JP"] != "受付" || !slices.Contains(got.CallbackEvents, "text") || !slices.Contains(got.ChannelEvents, "begin") {
				t.Errorf("the service holds %+v, want all that is configured", got)
			}
		},
	})
}

func TestBot_import_badIDs(t *testing.T) {
	t.Parallel()
	for id, want := range map[string][]string{
		"Desk":       {"Invalid import ID", "terraform import lineworks_bot.NAME 2000001"},
		"2000001/1":  {"Invalid import ID"},
		"0":          {"Invalid import ID"},
		"9999999999": {acctest.NonExistent},
	} {
		t.Run(id, func(t *testing.T) {
			t.Parallel()
			acctest.NewInMemory(t).Drive(t, acctest.Step{Config: config(required()), Imports: map[string]string{addr: id}, Errors: want})
		})
	}
}

// TestBot_importIdentity imports by an identity that cannot be a bot's.
func TestBot_importIdentity(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		id   string
		want []string
	}{
		"a name":       {"Desk", []string{"Invalid import identity", `"Desk" is not a valid bot_id of lineworks_bot`, "lineworks_bots"}},
		"no such bot":  {"2000009", []string{acctest.NonExistent}},
		"empty string": {"", []string{"Invalid import identity", `"" is not a valid bot_id`}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			acctest.NewInMemory(t).Drive(t, acctest.Step{
				Config: config(required()), ImportsByIdentity: map[string]map[string]string{addr: {"bot_id": tc.id}}, Errors: tc.want,
			})
		})
	}
}
