// SPDX-License-Identifier: MPL-2.0

package lineworks_test

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"unicode"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
)

// issuing is the place of the call that sends no token.
const issuing = 0

// makeBot is the call that looks at the bots before anything else.
const makeBot = "make bot"

// everyCall is a call of each operation. The first two are the authorization server's.
func everyCall() []newCall {
	return append([]newCall{
		{name: "issue", ok: `{"access_token":"a","expires_in":"86400","scope":"bot"}`, do: func(ctx context.Context, c *lineworks.Client) error {
			_, err := c.IssueToken(ctx, nil)
			return err
		}},
		{name: "revoke", ok: `{}`, do: func(ctx context.Context, c *lineworks.Client) error {
			return c.RevokeToken(ctx, lineworks.Token{AccessToken: token})
		}},
		{name: "bot", ok: bot7, do: func(ctx context.Context, c *lineworks.Client) error { _, err := c.Bots.Get(ctx, "7"); return err }},
		{name: "bots", ok: `{"bots":[` + bot7 + `],"responseMetaData":{"nextCursor":"a"}}`, do: func(ctx context.Context, c *lineworks.Client) error {
			return each(c.Bots.All(ctx))
		}},
		{name: "update bot", ok: bot7, do: func(ctx context.Context, c *lineworks.Client) error {
			_, err := c.Bots.Update(ctx, "7", &lineworks.BotWrite{})
			return err
		}},
		{name: "delete bot", do: func(ctx context.Context, c *lineworks.Client) error { return c.Bots.Delete(ctx, "7") }},
		{name: "persistent menu", ok: `{"content":{"actions":[{"type":"message","label":"Help"}]}}`, do: func(ctx context.Context, c *lineworks.Client) error {
			_, err := c.PersistentMenus.Get(ctx, "7")
			return err
		}},
		{name: "set persistent menu", do: func(ctx context.Context, c *lineworks.Client) error {
			_, err := c.PersistentMenus.Set(ctx, "7", nil)
			return err
		}},
		{name: "delete persistent menu", do: func(ctx context.Context, c *lineworks.Client) error { return c.PersistentMenus.Delete(ctx, "7") }},
		{name: "upload", ok: `{"fileId":"f","uploadUrl":"https://storage.worksmobile.com/u"}`, do: func(ctx context.Context, c *lineworks.Client) error {
			_, err := upload(ctx, c)
			return err
		}},
		{name: "message", do: func(ctx context.Context, c *lineworks.Client) error {
			return c.Messages.SendToUser(ctx, "7", "u1", &lineworks.Message{Content: &lineworks.TextContent{Text: "Hello"}})
		}},
	}, append(newCalls(), []newCall{
		{name: "message to a room", do: func(ctx context.Context, c *lineworks.Client) error {
			return c.Messages.SendToChannel(ctx, "7", "c-1", &lineworks.Message{Content: &lineworks.TextContent{Text: "Hello"}})
		}},
		{name: makeBot, ok: bot7, do: func(ctx context.Context, c *lineworks.Client) error {
			_, _, err := c.Bots.Create(ctx, desk())
			return err
		}},
	}...)...)
}

// Whatever every call is put to, no operation is left out.
func TestEveryCall_complete(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		called := map[string]bool{"POST {uploadUrl}": true} // see "upload", whose address no template fits
		for i, n := range everyCall() {
			rt := tripper(func(r *http.Request) (*http.Response, error) {
				body := n.ok
				if n.name == makeBot && r.Method == http.MethodGet {
					body = `{"bots":[]}`
				}
				path := r.URL.EscapedPath()
				for name := range lineworks.Operations() {
					method, template, _ := strings.Cut(name, " ")
					parts, segments := strings.Split(template, "/"), strings.Split(path, "/")
					if method == r.Method && slices.EqualFunc(parts, segments, func(part, segment string) bool {
						return part == segment || strings.HasPrefix(part, "{") && segment != "default" && segment != "users"
					}) {
						called[name] = true
					}
				}
				return &http.Response{StatusCode: http.StatusOK, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(body))}, nil
			})
			tokens := lineworks.StaticToken(token)
			if i <= 1 {
				a := account(t, &script{URL: "https://auth.example.com"})
				a.Transport = rt
				tokens = newSource(t, a)
			}
			_ = n.do(t.Context(), newClientWith(t, &script{URL: "https://api.example.com"}, tokens, lineworks.WithTransport(rt), lineworks.WithMaxRetries(0)))
		}
		for name := range lineworks.Operations() {
			if !called[name] {
				t.Errorf("%s: got no call, want one", name)
			}
		}
	})
}

// FuzzResponse responds to every operation with anything. No response may crash the client,
// keep it busy for ever, or get a secret of the request, or what a terminal would
// obey, into an error.
func FuzzResponse(f *testing.F) {
	const json, page = "application/json", "text/html; charset=utf-8"
	for i, n := range everyCall() {
		f.Add(uint8(i), uint16(200), json, []byte(n.ok))
	}
	created := uint8(len(everyCall()) - 1) // the index of the call that creates a bot
	f.Add(created, uint16(200), json, []byte(`{"bots":[{"botId":"1;touch\u001b[2J","botName":"Desk"},{"botId":"1\u001b[2J","botName":"Else"}]}`))
	for _, which := range []uint8{0, 1, 2, 3, created} {
		for _, seed := range []struct {
			status      uint16
			contentType string
			body        string
		}{
			{200, json, `{"bots":[null],"responseMetaData":null}`},
			{200, json, `{"error":"invalid_scope"}`},
			{200, page, "<html><title>Sign in</title>"},
			{204, "", ""},
			{302, json, ""},
			{400, json, `{"code":"INVALID_PARAMETER","description":"saw ` + token + `"}`},
			{400, json, "saw jp1\x00AbC+/def= of cl1ent+\x1bs3cret/="},
			{404, json, gone},
			{503, page, "<html><title>" + token + "</title>"},
		} {
			f.Add(which, seed.status, seed.contentType, []byte(seed.body))
		}
	}
	f.Fuzz(func(t *testing.T, which uint8, status uint16, contentType string, content []byte) {
		if int(which) >= len(everyCall()) || status < 200 || status > 599 {
			return
		}
		synctest.Test(t, func(t *testing.T) {
			asked := 0
			rt := tripper(func(*http.Request) (*http.Response, error) {
				if asked++; asked == 1 && everyCall()[which].name == makeBot {
					// Objects that are listed after the create are new, and named in the error.
					return &http.Response{StatusCode: http.StatusOK, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(`{"bots":[]}`))}, nil
				}
				header := http.Header{"Content-Type": {contentType}, "X-Request-Id": {contentType}, "Location": {"https://" + contentType + "/"}}
				return &http.Response{StatusCode: int(status), Header: header, Body: io.NopCloser(bytes.NewReader(content))}, nil
			})
			a := account(t, &script{URL: "https://auth.example.com"})
			a.Transport, a.MaxRetries = rt, 1
			source := lineworks.StaticToken(token)
			if which <= 1 {
				source = newSource(t, a)
			}
			c := newClientWith(t, &script{URL: "https://api.example.com"}, source,
				lineworks.WithTransport(rt), lineworks.WithMaxRetries(1))
			err := everyCall()[which].do(t.Context(), c)
			if asked > 100 {
				t.Errorf("got %d requests, want at most 100", asked)
			}
			if err == nil {
				return
			}
			text := err.Error()
			if which != issuing && strings.Contains(text, token) || which <= 1 && strings.Contains(text, secret) || len(text) > 16<<10 {
				t.Errorf("got error text %q, want no token, no secret, and at most 16 KiB", text)
			}
			if strings.ContainsFunc(text, func(r rune) bool { return r != '\n' && unicode.IsControl(r) }) {
				t.Errorf("got error text %q, want no control characters", text)
			}
		})
	})
}

// FuzzFill puts ids into the path of every operation: no id makes another operation,
// or another host, of it.
func FuzzFill(f *testing.F) {
	for _, id := range []string{"2000001", "u@example.com", "a/b", "..", "%2e%2e", "?x=1", "#x", "//example.com", "\\", "a\r\nb", "日本", "", "default", "users", ";v=1", "@"} {
		f.Add(id, "2000001")
		f.Add("2000001", id)
	}
	f.Fuzz(func(t *testing.T, first, second string) {
		for name, op := range lineworks.Operations() {
			ids := []string{first, second, first}[:strings.Count(name, "{")]
			path, err := op.Fill(ids...)
			if err != nil || !strings.Contains(name, " /") {
				continue
			}
			u, err := url.Parse("https://api.example.com/v1.0" + path)
			if err != nil || u.Host != "api.example.com" || u.RawQuery != "" || u.Fragment != "" || u.User != nil {
				t.Fatalf("%s with %q: got path %s, error %v; want only a path of api.example.com, none", name, ids, path, err)
			}
			_, template, _ := strings.Cut(name, " ")
			want, got := strings.Split(template, "/"), strings.Split(strings.TrimPrefix(u.EscapedPath(), "/v1.0"), "/")
			for i, segment := range want {
				if strings.HasPrefix(segment, "{") {
					want[i], ids = ids[0], ids[1:]
				}
			}
			for i, segment := range got {
				if got[i], err = url.PathUnescape(segment); err != nil || got[i] == "." || got[i] == ".." || got[i] == "" && i > 0 {
					t.Errorf("%s: got path %s, error %v; want no empty and no dot segments, none", name, path, err)
				}
			}
			if !slices.Equal(got, want) {
				t.Errorf("%s: %s has %q, want %q", name, path, got, want)
			}
		}
	})
}
