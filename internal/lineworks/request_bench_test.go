// SPDX-License-Identifier: MPL-2.0

package lineworks_test

import (
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
)

// atOnce is a transport that responds without a network, so that only the
// client's own part is measured.
type atOnce struct {
	body   string
	header http.Header
}

func (a *atOnce) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.Body != nil {
		_, _ = io.Copy(io.Discard, r.Body)
		_ = r.Body.Close()
	}
	return &http.Response{
		StatusCode: http.StatusOK, ProtoMajor: 1, ProtoMinor: 1, Request: r,
		Header: a.header, Body: io.NopCloser(strings.NewReader(a.body)),
	}, nil
}

const benchBot = `{"botId":2000001,"botName":"Desk","photoUrl":"https://example.com/desk.png","description":"Answers questions.",` +
	`"administrators":["u1","u2"],"subadministrators":[],"allowDomains":[0],"enableCallback":false,"callbackUrl":"",` +
	`"callbackEvents":[],"channelEvents":["message","join","leave","joined","left","postback"],"enableGroupJoin":false,` +
	`"i18nBotNames":[{"language":"ja_JP","botName":"受付"}],"i18nDescriptions":[],"i18nPhotoUrls":[],` +
	`"createdTime":"2026-04-01T12:00:00+09:00","modifiedTime":"2026-04-01T12:00:00+09:00"}`

// benchClient is a client without a network. The responses tell a limit that is
// never reached, or none.
func benchClient(b *testing.B, limited bool) *lineworks.Client {
	b.Helper()
	header := http.Header{"Content-Type": {"application/json"}}
	if limited {
		for name, value := range map[string]string{"limit": "240", "remaining": "239", "reset": "60"} {
			header.Set("rateLimit-"+name, value)
		}
	}
	c, err := lineworks.New(lineworks.StaticToken(token),
		lineworks.WithAPIURL("https://api.example.com/v1.0"), lineworks.WithTransport(&atOnce{benchBot, header}))
	if err != nil {
		b.Fatal(err)
	}
	return c
}

// BenchmarkRequest is the way of a call through the client: path, token, locks,
// limits, retries, decoding.
func BenchmarkRequest(b *testing.B) {
	name := "Desk"
	calls := map[string]func(*lineworks.Client) error{
		"read": func(c *lineworks.Client) error {
			_, err := c.Bots.Get(b.Context(), "2000001")
			return err
		},
		"update": func(c *lineworks.Client) error {
			_, err := c.Bots.Update(b.Context(), "2000001", &lineworks.BotWrite{BotName: &name})
			return err
		},
	}
	for what, call := range calls {
		for limit, limited := range map[string]bool{"no limit": false, "limited": true} {
			b.Run(what+"/"+limit, func(b *testing.B) {
				c := benchClient(b, limited)
				b.ReportAllocs()
				for b.Loop() {
					if err := call(c); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}
