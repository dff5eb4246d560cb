// SPDX-License-Identifier: MPL-2.0

package lineworks_test

import (
	"errors"
	"reflect"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
)

const fullBot = `{
	"botId": 2000001, "botName": "Desk", "photoUrl": "https://example.com/p.png", "description": "Front desk",
	"administrators": ["u1", "u2"], "subadministrators": ["u3"], "allowDomains": [10000001, "10000002"],
	"enableCallback": true, "callbackUrl": "https://example.com/cb", "callbackEvents": ["text", "video"],
	"channelEvents": ["join"], "enableGroupJoin": true, "defaultRichmenuId": "40001",
	"i18nBotNames": [{"language": "ja_JP", "botName": "受付"}, {"language": "ko_KR", "botName": "데스크"}],
	"i18nDescriptions": [{"language": "ja_JP", "description": "説明"}],
	"i18nPhotoUrls": [{"language": "en_US", "photoUrl": "https://example.com/e.png"}],
	"createdTime": "2026-01-01T00:00:00+09:00", "modifiedTime": "2026-01-02T00:00:00+09:00", "unknownField": {"a": 1}
}`

func TestBots_Get(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := serve(t, respond(200, fullBot))
		got, err := newClient(t, s).Bots.Get(t.Context(), "2000001")
		if err != nil {
			t.Fatal(err)
		}
		want := &lineworks.Bot{
			BotID: "2000001", BotName: "Desk", PhotoURL: "https://example.com/p.png", Description: "Front desk",
			Administrators: []string{"u1", "u2"}, Subadministrators: []string{"u3"}, AllowDomains: []string{"10000001", "10000002"},
			EnableCallback: true, CallbackURL: "https://example.com/cb", CallbackEvents: []string{"text", "video"},
			ChannelEvents: []string{"join"}, EnableGroupJoin: true, DefaultRichmenuID: "40001",
			I18nBotNames:     map[string]string{"ja_JP": "受付", "ko_KR": "데스크"},
			I18nDescriptions: map[string]string{"ja_JP": "説明"},
			I18nPhotoURLs:    map[string]string{"en_US": "https://example.com/e.png"},
			CreatedTime:      "2026-01-01T00:00:00+09:00", ModifiedTime: "2026-01-02T00:00:00+09:00",
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("got\n%+v, want\n%+v", got, want)
		}
		if !got.Complete() {
			t.Error("got an incomplete bot, want a complete one")
		}
	})
}

// The service may say "not set" in four ways, and "all domains" in five.
func TestBots_Get_absentNullAndEmptyAreOne(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		want := &lineworks.Bot{BotID: "7"}
		for name, body := range map[string]string{
			"absent": `{"botId":7}`,
			"string": `{"botId":"7"}`,
			"null": `{"botId":7,"botName":null,"description":null,"administrators":null,"subadministrators":null,"allowDomains":null,
			"enableCallback":null,"callbackUrl":null,"callbackEvents":null,"channelEvents":null,"enableGroupJoin":null,
			"defaultRichmenuId":null,"i18nBotNames":null,"i18nDescriptions":null,"i18nPhotoUrls":null,"createdTime":null}`,
			"empty": `{"botId":7,"botName":"","administrators":[],"subadministrators":[],"allowDomains":[],"callbackUrl":"",
			"callbackEvents":[],"channelEvents":[],"defaultRichmenuId":"","i18nBotNames":[],"i18nDescriptions":[],"i18nPhotoUrls":[]}`,
			"empty text":   `{"botId":7,"administrators":"","allowDomains":"","callbackEvents":"","i18nBotNames":""}`,
			"all domains":  `{"botId":7,"allowDomains":[0]}`,
			"all in text":  `{"botId":7,"allowDomains":["0"]}`,
			"hollow texts": `{"botId":7,"i18nBotNames":[null,{},{"language":"ja_JP"},{"language":"ja_JP","botName":null},{"language":"","botName":"x"},{"language":"en_US","botName":""}]}`,
		} {
			got, err := newClient(t, serve(t, respond(200, body))).Bots.Get(t.Context(), "7")
			if err != nil || !reflect.DeepEqual(got, want) {
				t.Errorf("%s: got %+v, error %v; want %+v, none", name, got, err, want)
			}
		}
	})
}

func TestBots_Get_notFound(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := serve(t, respond(404, gone))
		if _, err := newClient(t, s).Bots.Get(t.Context(), "7"); !errors.Is(err, lineworks.ErrNotFound) {
			t.Errorf("got error %v, want one that matches %v", err, lineworks.ErrNotFound)
		}
	})
}

func TestBots_Create(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		for _, status := range []int{200, 201, 202} {
			s := serve(t, respond(status, fullBot)).Aside(nothingThere)
			c := newClient(t, s)
			bot, adopted, err := c.Bots.Create(t.Context(), &lineworks.BotWrite{BotName: new("Desk")})
			if err != nil || adopted || bot.BotID != "2000001" || bot.BotName != "Desk" || len(bot.Administrators) == 0 {
				t.Errorf("%d: got %+v, adopted %t, error %v; want bot 2000001 with its name and administrators, false, none", status, bot, adopted, err)
			}
			if got := s.Calls()[0]; got != "POST /bots" {
				t.Errorf("got first call %s, want POST /bots", got)
			}
		}
	})
}

func TestBots_CreatedHere(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := serve(t, respond(201, fullBot)).Aside(nothingThere)
		c := newClient(t, s)
		if bot, _, err := c.Bots.Create(t.Context(), &lineworks.BotWrite{BotName: new("Desk")}); err != nil || !bot.Complete() {
			t.Fatalf("got %+v, error %v; want a complete bot, none", bot, err)
		}
		if !c.Bots.CreatedHere("2000001") || c.Bots.CreatedHere("2000002") || newClient(t, s).Bots.CreatedHere("2000001") {
			t.Error("got another record of the bots that were created here, want 2000001 only, and none with another client")
		}
	})
}

func TestBots_Create_idOnly(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		for _, body := range []string{`{"botId":7}`, `{"botId":7,"description":"d"}`, `{"botId":7,"botName":"Desk","photoUrl":"x","description":"d","administrators":["u1"]}`} {
			bot, _, err := newClient(t, serve(t, respond(201, body)).Aside(nothingThere)).Bots.Create(t.Context(), &lineworks.BotWrite{})
			if err != nil || bot.BotID != "7" || bot.Complete() {
				t.Errorf("%s: got %+v, error %v; want bot 7, incomplete, and none", body, bot, err)
			}
		}
	})
}

// Nil is left out, which keeps a value; empty is sent, which clears it.
func TestBotWrite_body(t *testing.T) {
	t.Parallel()
	none := map[string]string{}
	for name, tc := range map[string]struct {
		in   lineworks.BotWrite
		want string
	}{
		"nothing": {lineworks.BotWrite{}, `{}`},
		"empty": {
			lineworks.BotWrite{
				BotName: new(""), PhotoURL: new(""), Description: new(""), Administrators: []string{}, Subadministrators: []string{},
				AllowDomains: []string{}, EnableCallback: new(false), CallbackURL: new(""), CallbackEvents: []string{}, ChannelEvents: []string{},
				EnableGroupJoin: new(false), I18nBotNames: none, I18nDescriptions: none, I18nPhotoURLs: none,
			},
			`{"botName":"","photoUrl":"","description":"","administrators":[],"subadministrators":[],"allowDomains":[0],` +
				`"enableCallback":false,"callbackUrl":"","callbackEvents":[],"channelEvents":[],"enableGroupJoin":false,` +
				`"i18nBotNames":[],"i18nDescriptions":[],"i18nPhotoUrls":[]}`,
		},
		"all": {
			lineworks.BotWrite{
				BotName: new("受付"), PhotoURL: new("https://example.com/p"), Description: new("d"), Administrators: []string{"u1"},
				Subadministrators: []string{"u2"}, AllowDomains: []string{"10000001", "0002"}, EnableCallback: new(true),
				CallbackURL: new("https://example.com/cb"), CallbackEvents: []string{"text"}, ChannelEvents: []string{"join"}, EnableGroupJoin: new(true),
				I18nBotNames:     map[string]string{"ko_KR": "k", "ja_JP": "j"},
				I18nDescriptions: map[string]string{"en_US": "e"},
				I18nPhotoURLs:    map[string]string{"zh_TW": "z"},
			},
			`{"botName":"受付","photoUrl":"https://example.com/p","description":"d","administrators":["u1"],"subadministrators":["u2"],` +
				`"allowDomains":[10000001,2],"enableCallback":true,"callbackUrl":"https://example.com/cb","callbackEvents":["text"],` +
				`"channelEvents":["join"],"enableGroupJoin":true,` +
				`"i18nBotNames":[{"botName":"j","language":"ja_JP"},{"botName":"k","language":"ko_KR"}],` +
				`"i18nDescriptions":[{"description":"e","language":"en_US"}],"i18nPhotoUrls":[{"language":"zh_TW","photoUrl":"z"}]}`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				s := serve(t, respond(200, bot7)).Aside(nothingThere)
				c := newClient(t, s)
				if _, _, err := c.Bots.Create(t.Context(), &tc.in); err != nil {
					t.Fatal(err)
				}
				if _, err := c.Bots.Update(t.Context(), "7", &tc.in); err != nil {
					t.Fatal(err)
				}
				for _, g := range s.Requests() {
					if g.Body != tc.want {
						t.Errorf("%s %s: got body\n%s, want\n%s", g.Method, g.Path, g.Body, tc.want)
					}
				}
			})
		})
	}
}

func TestBots_write_refusesBadInput(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := serve(t, respond(200, bot7))
		c := newClient(t, s)
		for _, in := range []*lineworks.BotWrite{nil, {AllowDomains: []string{"example.com"}}, {AllowDomains: []string{"-1"}}, {AllowDomains: []string{""}}} {
			if _, _, err := c.Bots.Create(t.Context(), in); err == nil || errors.Is(err, lineworks.ErrOutcomeUnknown) {
				t.Errorf("create %+v: got error %v, want one that does not match %v", in, err, lineworks.ErrOutcomeUnknown)
			}
			if _, err := c.Bots.Update(t.Context(), "7", in); err == nil {
				t.Errorf("update %+v: got no error, want one", in)
			}
		}
		if calls := s.Calls(); calls != nil {
			t.Errorf("got calls %v, want none", calls)
		}
	})
}

func TestBots_Update(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		for name, tc := range map[string]struct {
			status   int
			body     string
			complete bool
		}{
			"object":       {200, bot7, true},
			"no content":   {204, "", false},
			"empty":        {200, "", false},
			"null":         {200, "null", false},
			"empty object": {200, "{}", false},
			"no id":        {200, `{"botName":"Desk"}`, false},
		} {
			s := serve(t, respond(tc.status, tc.body))
			bot, err := newClient(t, s).Bots.Update(t.Context(), "7", &lineworks.BotWrite{BotName: new("Desk")})
			if err != nil || bot.BotID != "7" || bot.Complete() != tc.complete {
				t.Errorf("%s: got %+v, error %v; want bot 7, complete: %t, and none", name, bot, err, tc.complete)
			}
			if got := s.Calls()[0]; got != "PATCH /bots/7" {
				t.Errorf("%s: got first call %s, want PATCH /bots/7", name, got)
			}
		}
		if _, err := newClient(t, serve(t, typed(200, "text/html", "<html>"))).Bots.Update(t.Context(), "7", &lineworks.BotWrite{}); !errors.Is(err, lineworks.ErrNotAPI) {
			t.Errorf("a page: got error %v, want one that matches %v", err, lineworks.ErrNotAPI)
		}
	})
}

func TestBots_Delete(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := serve(t, respond(204, ""), respond(404, gone))
		c := newClient(t, s)
		if err := c.Bots.Delete(t.Context(), "7"); err != nil {
			t.Errorf("got error %v, want none", err)
		}
		if err := c.Bots.Delete(t.Context(), "7"); !errors.Is(err, lineworks.ErrNotFound) || !strings.HasPrefix(err.Error(), "DELETE /bots/7: 404") {
			t.Errorf("got error %v, want DELETE /bots/7: 404..., which matches %v", err, lineworks.ErrNotFound)
		}
		if r := s.Requests()[0]; r.Method != "DELETE" || r.Path != "/bots/7" || r.Body != "" {
			t.Errorf("got request %+v, want DELETE /bots/7 without a body", r)
		}
	})
}

// An id goes into states, messages and commands, so that not any text is one.
func TestBots_oddIDs(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		for _, id := range []string{`"1 2"`, `"1\n"`, `"\u001b[2J"`, `" "`, `"1\u200b"`, `1.5`, `true`} {
			c := newClient(t, serve(t, respond(200, `{"bots":[{"botId":`+id+`}]}`)))
			if err := each(c.Bots.All(t.Context())); classesOf(err) != "NotAPI" {
				t.Errorf("id %s: got error %v, want class NotAPI only", id, err)
			}
		}
		// A cursor is the service's own affair.
		s := serve(t, respond(200, `{"bots":[],"responseMetaData":{"nextCursor":"a b"}}`), respond(200, `{"bots":[]}`))
		if err := each(newClient(t, s).Bots.All(t.Context())); err != nil || s.Requests()[1].Query != "count=100&cursor=a+b" {
			t.Errorf("got error %v, requests %+v; want none, and the cursor in the second query", err, s.Requests())
		}
	})
}

// A sign-in page of a proxy must not count as a deleted bot.
func TestBots_Delete_bodies(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		for body, fine := range map[string]bool{"": true, "{}": true, "null": true, "[]": true, "<html>hello</html>": false, "OK": false} {
			s := serve(t, respond(200, body))
			c := newClient(t, s)
			for _, err := range []error{c.Bots.Delete(t.Context(), "7"), c.PersistentMenus.Delete(t.Context(), "7")} {
				if fine && err != nil || !fine && !errors.Is(err, lineworks.ErrNotAPI) {
					t.Errorf("body %q: got error %v, want an error: %t, that matches %v", body, err, !fine, lineworks.ErrNotAPI)
				}
			}
		}
	})
}

// One create that is refused because of the rate, and sent again. `make functions` counts
// the functions that it passes.
func TestBots_Create_rateLimited(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := serve(t, refusedFor("7"), respond(201, fullBot)).Aside(nothingThere)
		start := time.Now()
		bot, adopted, err := newClient(t, s).Bots.Create(t.Context(), &lineworks.BotWrite{BotName: new("Desk")})
		if err != nil || adopted || bot.BotID != "2000001" {
			t.Errorf("got %+v, adopted %t, error %v; want bot 2000001, false, none", bot, adopted, err)
		}
		if took := time.Since(start); took != 7*time.Second || len(s.Calls()) != 2 {
			t.Errorf("got calls %q in %v, want 2 in 7s", s.Calls(), took)
		}
	})
}

// One create whose response is lost, and whose bot is found. `make functions` counts the
// functions that it passes.
func TestBots_Create_lost(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		tn := newTenant(t)
		tn.api.Fail(mockserver.Fault{Operation: createBot, Act: true, Reset: true})
		bot, adopted, err := tn.client(t).Bots.Create(t.Context(), desk())
		if err != nil || !adopted || bot.BotID != tn.ids()[0] {
			t.Errorf("got %+v, adopted %t, error %v; want bot %s, true, none", bot, adopted, err, tn.ids()[0])
		}
		tn.expectCounts(t, map[string]int{createBot: 1, listBots: 2, getBot: 1})
	})
}

func TestIDs(t *testing.T) {
	t.Parallel()
	if got, want := lineworks.IDs([]lineworks.Named{{ID: "1", Name: "a"}, {ID: "2", Name: "b"}}), "1, 2"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// A bot is found by its name in any language.
func TestBotSummary_NameContains(t *testing.T) {
	t.Parallel()
	b := &lineworks.BotSummary{BotName: "Front desk", I18nBotNames: map[string]string{"ja_JP": "受付"}}
	for text, want := range map[string]bool{"desk": true, "受": true, "": true, "menu": false} {
		if got := b.NameContains(text); got != want {
			t.Errorf("%q: %t, want %t", text, got, want)
		}
	}
}
