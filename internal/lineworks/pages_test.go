// SPDX-License-Identifier: MPL-2.0

package lineworks_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
)

// collect lists ids until the first error.
func collect(ctx context.Context, c *lineworks.Client) ([]string, error) {
	var ids []string
	for bot, err := range c.Bots.All(ctx) {
		if err != nil {
			return ids, err
		}
		ids = append(ids, bot.BotID)
	}
	return ids, nil
}

func TestBots_All_endsInEveryWay(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		for name, end := range map[string]string{
			"null":          `,"responseMetaData":{"nextCursor":null}`,
			"empty":         `,"responseMetaData":{"nextCursor":""}`,
			"absent":        `,"responseMetaData":{}`,
			"null metadata": `,"responseMetaData":null`,
			"no metadata":   ``,
		} {
			s := serve(t,
				respond(200, `{"bots":[{"botId":1},{"botId":"2"}],"responseMetaData":{"nextCursor":"a+/=& "}}`),
				respond(200, `{"bots":[],"responseMetaData":{"nextCursor":17}}`),
				respond(200, `{"bots":[{"botId":3}]`+end+`}`))
			ids, err := collect(t.Context(), newClient(t, s))
			if err != nil || !slices.Equal(ids, []string{"1", "2", "3"}) {
				t.Errorf("%s: got %v and error %v, want [1 2 3] and none", name, ids, err)
			}
			var queries []string
			for _, g := range s.Requests() {
				queries = append(queries, g.Query)
			}
			if want := []string{"count=100", "count=100&cursor=" + url.QueryEscape("a+/=& "), "count=100&cursor=17"}; !slices.Equal(queries, want) {
				t.Errorf("%s: got queries %v, want %v", name, queries, want)
			}
		}
	})
}

func TestBots_All_empty(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		for _, body := range []string{
			`{"bots":[],"responseMetaData":{"nextCursor":null}}`, `{"bots":null,"responseMetaData":null}`, `{"bots":[]}`,
			`{"bots":"","responseMetaData":{}}`, `{"responseMetaData":{"nextCursor":""}}`,
		} {
			if ids, err := collect(t.Context(), newClient(t, serve(t, respond(200, body)))); err != nil || ids != nil {
				t.Errorf("%s: got %v and error %v, want neither", body, ids, err)
			}
		}
	})
}

func TestBots_All_repeatedCursor(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := serve(t,
			respond(200, `{"bots":[{"botId":1}],"responseMetaData":{"nextCursor":"a"}}`),
			respond(200, `{"bots":[{"botId":2}],"responseMetaData":{"nextCursor":"b"}}`),
			respond(200, `{"bots":[{"botId":3}],"responseMetaData":{"nextCursor":"a"}}`),
			respond(403, `{"code":"FORBIDDEN","description":"asked for ever"}`))
		ids, err := collect(t.Context(), newClient(t, s))
		if err == nil || !strings.Contains(err.Error(), "repeated a cursor") || !slices.Equal(ids, []string{"1", "2", "3"}) {
			t.Errorf("got %v and error %v, want [1 2 3] and an error for the repeated cursor", ids, err)
		}
		if n := len(s.Calls()); n != 3 {
			t.Errorf("got %d requests, want 3", n)
		}
	})
}

// A bot that is created while a list is read moves others to the next page.
func TestBots_All_againOnALaterPage(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := serve(t,
			respond(200, `{"bots":[{"botId":1},{"botId":2}],"responseMetaData":{"nextCursor":"a"}}`),
			respond(200, `{"bots":[{"botId":2},{"botId":3}],"responseMetaData":{"nextCursor":"b"}}`),
			respond(200, `{"bots":[{"botId":3}]}`))
		if ids, err := collect(t.Context(), newClient(t, s)); err != nil || !slices.Equal(ids, []string{"1", "2", "3"}) {
			t.Errorf("got %v and error %v, want [1 2 3] and none", ids, err)
		}
	})
}

func TestBots_All_twiceOnOnePage(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := serve(t,
			respond(200, `{"bots":[{"botId":1}],"responseMetaData":{"nextCursor":"a"}}`),
			respond(200, `{"bots":[{"botId":2},{"botId":3},{"botId":2}]}`))
		ids, err := collect(t.Context(), newClient(t, s))
		if !errors.Is(err, lineworks.ErrNotAPI) || !strings.Contains(err.Error(), "the id 2 twice") || !slices.Equal(ids, []string{"1"}) {
			t.Errorf("got %v and error %v, want [1] and ErrNotAPI that names bot 2", ids, err)
		}
		// So is one that an earlier page had: the others would be missing.
		s = serve(t,
			respond(200, `{"bots":[{"botId":1}],"responseMetaData":{"nextCursor":"a"}}`),
			respond(200, `{"bots":[{"botId":1},{"botId":1}]}`))
		if ids, err = collect(t.Context(), newClient(t, s)); !errors.Is(err, lineworks.ErrNotAPI) || !strings.Contains(err.Error(), "the id 1 twice") {
			t.Errorf("got %v and error %v, want ErrNotAPI that names bot 1", ids, err)
		}
	})
}

func TestBots_All_responsesOfAnotherKind(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		for body, want := range map[string]string{
			`{}`:                                 "holds no list",
			`{"items":[]}`:                       "holds no list",
			`{"bots":{}}`:                        "the bots in the response",
			`{"bots":[{"botName":"x"}]}`:         "has no botId",
			`{"bots":[null]}`:                    "has no botId",
			`{"bots":[],"responseMetaData":"x"}`: "the responseMetaData in the response",
		} {
			ids, err := collect(t.Context(), newClient(t, serve(t, respond(200, body))))
			if !errors.Is(err, lineworks.ErrNotAPI) || !strings.Contains(err.Error(), want) || !strings.HasPrefix(err.Error(), "GET /bots: ") || ids != nil {
				t.Errorf("%s: got %v and error %v, want no bot and ErrNotAPI with %q", body, ids, err, want)
			}
		}
	})
}

func TestBots_All_errorOnALaterPage(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := serve(t, respond(200, `{"bots":[{"botId":1}],"responseMetaData":{"nextCursor":"a"}}`), respond(403, `{"code":"FORBIDDEN","description":"x"}`))
		ids, err := collect(t.Context(), newClient(t, s))
		if !errors.Is(err, lineworks.ErrForbidden) || !slices.Equal(ids, []string{"1"}) {
			t.Errorf("got %v and error %v, want [1] and %v", ids, err, lineworks.ErrForbidden)
		}
	})
}

func TestBots_All_stopsWithItsReader(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := serve(t, respond(200, `{"bots":[{"botId":1},{"botId":2}],"responseMetaData":{"nextCursor":"a"}}`))
		all := newClient(t, s).Bots.All(t.Context())
		for range 2 { // each use begins with the first page
			for bot, err := range all {
				if err != nil || bot.BotID != "1" {
					t.Errorf("got %+v and error %v first, want bot 1 and none", bot, err)
				}
				break
			}
		}
		if n := len(s.Calls()); n != 2 {
			t.Errorf("got %d requests, want 2", n)
		}
	})
}

func TestBots_All_summary(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := serve(t, respond(200, `{"bots":[{"botId":1,"botName":"Desk","photoUrl":"https://example.com/p.png",
		"i18nBotNames":[{"language":"ja_JP","botName":"受付"}],"i18nPhotoUrls":[{"language":"ko_KR","photoUrl":"https://example.com/k.png"}]}]}`))
		for bot, err := range newClient(t, s).Bots.All(t.Context()) {
			want := &lineworks.BotSummary{
				BotID: "1", BotName: "Desk", PhotoURL: "https://example.com/p.png",
				I18nBotNames:  map[string]string{"ja_JP": "受付"},
				I18nPhotoURLs: map[string]string{"ko_KR": "https://example.com/k.png"},
			}
			if err != nil || !reflect.DeepEqual(bot, want) {
				t.Errorf("got %+v and error %v, want %+v and none", bot, err, want)
			}
		}
	})
}

// TestLists_thatDoNotEnd has each list go on for ever, each time with another cursor. It ends
// with an error, after a bounded number of requests.
func TestLists_thatDoNotEnd(t *testing.T) {
	t.Parallel()
	const full = 100 // elements of a page
	lists := map[string]struct {
		name, element string
		most          int // pages; 0: it takes too long to reach them in a test
		read          func(ctx context.Context, c *lineworks.Client) error
	}{
		"bots":            {"bots", `{"botId":%d}`, 30, func(ctx context.Context, c *lineworks.Client) error { return each(c.Bots.All(ctx)) }},
		"rich menus":      {"richmenus", `{"richmenuId":"%d"}`, 100, func(ctx context.Context, c *lineworks.Client) error { return each(c.RichMenus.All(ctx, "7")) }},
		"domains":         {"domains", `{"domainId":%d}`, 0, func(ctx context.Context, c *lineworks.Client) error { return each(c.Domains.All(ctx, "7")) }},
		"members":         {"members", `"u%d"`, 0, func(ctx context.Context, c *lineworks.Client) error { return each(c.DomainMembers.All(ctx, "7", "1")) }},
		"members of room": {"members", `"u%d"`, 0, func(ctx context.Context, c *lineworks.Client) error { return each(c.Channels.Members(ctx, "7", "c")) }},
	}
	for name, list := range lists {
		// page returns the elements of a page by its number, from 1.
		for kind, tc := range map[string]struct {
			page func(n int) []string
			want string
			most int
		}{
			"ever new": {func(n int) []string {
				var all []string
				for i := range full {
					all = append(all, fmt.Sprintf(list.element, n*full+i))
				}
				return all
			}, "objects, and the service allows", list.most},
			"one page":    {func(int) []string { return []string{fmt.Sprintf(list.element, 1)} }, "repeated a page", 2},
			"empty pages": {func(int) []string { return nil }, "11 pages without elements", 11},
		} {
			if tc.most == 0 {
				continue
			}
			t.Run(name+", "+kind, func(t *testing.T) {
				t.Parallel()
				synctest.Test(t, func(t *testing.T) {
					sent := 0
					rt := tripper(func(*http.Request) (*http.Response, error) {
						sent++
						body := fmt.Sprintf(`{%q:[%s],"responseMetaData":{"nextCursor":"c%d"}}`, list.name, strings.Join(tc.page(sent), ","), sent)
						return &http.Response{StatusCode: 200, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(body))}, nil
					})
					c := newClient(t, &script{URL: "https://api.example.com"}, lineworks.WithTransport(rt))
					err := list.read(t.Context(), c)
					if !errors.Is(err, lineworks.ErrNotAPI) || !strings.Contains(err.Error(), "the list does not end: ") || !strings.Contains(err.Error(), tc.want) {
						t.Errorf("got error %v, want ErrNotAPI with %q", err, tc.want)
					}
					if sent != tc.most {
						t.Errorf("sent %d requests, want %d", sent, tc.most)
					}
				})
			})
		}
	}
}
