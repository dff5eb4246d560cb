// SPDX-License-Identifier: MPL-2.0

package page_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/simulator"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/simulator/page"
)

// TestPage_headers reads the headers that keep other sites out.
func TestPage_headers(t *testing.T) {
	t.Parallel()
	m := start(t)
	m.company()
	for _, address := range []string{"/", "/preview/static/page.js", "/preview/picture?bot=2000001&menu=40001", "/preview/nothing", "/preview/tap"} {
		got := m.get(address)
		for name, want := range map[string]string{
			"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "Cache-Control": "no-store",
			"Cross-Origin-Resource-Policy": "same-origin", "Cross-Origin-Opener-Policy": "same-origin",
		} {
			if got.header.Get(name) != want {
				t.Errorf("%s: got %s %q, want %q", address, name, got.header.Get(name), want)
			}
		}
		if policy := got.header.Get("Content-Security-Policy"); !strings.HasPrefix(policy, "default-src 'none'; ") || !strings.Contains(policy, "frame-ancestors 'none'") {
			t.Errorf("%s: got the policy %q, want one that forbids all but what is named", address, policy)
		}
		if got.header.Get("Access-Control-Allow-Origin") != "" {
			t.Errorf("%s: got CORS, want none", address)
		}
	}
	got := m.get("/")
	const want = `^default-src 'none'; style-src 'self' 'nonce-([A-Z0-9]{26})'; script-src 'self'; img-src 'self'; connect-src 'self'; ` +
		`form-action 'self'; base-uri 'none'; frame-ancestors 'none'$`
	nonce := regexp.MustCompile(want).FindStringSubmatch(got.header.Get("Content-Security-Policy"))
	if nonce == nil {
		t.Fatalf("got the policy %q, want %s", got.header.Get("Content-Security-Policy"), want)
	}
	if strings.Count(got.body, nonce[1]) != 1 || !strings.Contains(got.body, `<style id="styles" nonce="`+nonce[1]+`">`) {
		t.Error("got the nonce elsewhere, want it on the style sheet alone")
	}
	if again := m.get("/"); strings.Contains(again.body, nonce[1]) {
		t.Error("got the same nonce again, want another one for each page")
	}
}

// TestPage_foreign plays another site in the same browser: it must see nothing, and
// change nothing.
func TestPage_foreign(t *testing.T) {
	t.Parallel()
	m := start(t)
	m.company()
	say := url.Values{"bot": {"2000001"}, "user": {taro}, "text": {"from elsewhere"}}
	own := strings.TrimPrefix(m.url, "http://")
	for name, test := range map[string]struct {
		header []string
		want   int
	}{
		"the page itself":            {[]string{"Sec-Fetch-Site", "same-origin", "Origin", m.url}, http.StatusSeeOther},
		"a program":                  {nil, http.StatusSeeOther},
		"another site":               {[]string{"Sec-Fetch-Site", "cross-site", "Origin", "https://evil.example.com"}, http.StatusForbidden},
		"a page on another port":     {[]string{"Sec-Fetch-Site", "same-site", "Origin", "http://127.0.0.1:1"}, http.StatusForbidden},
		"an older browser":           {[]string{"Origin", "https://evil.example.com"}, http.StatusForbidden},
		"a page without an origin":   {[]string{"Origin", "null"}, http.StatusForbidden},
		"DNS rebinding":              {[]string{"Host", "evil.example.com", "Origin", "http://evil.example.com", "Sec-Fetch-Site", "same-origin"}, http.StatusForbidden},
		"DNS rebinding with a port":  {[]string{"Host", "evil.example.com:8787", "Sec-Fetch-Site", "same-origin"}, http.StatusForbidden},
		"another machine":            {[]string{"Host", "192.0.2.1"}, http.StatusForbidden},
		"a name that ends like ours": {[]string{"Host", "localhost.example.com"}, http.StatusForbidden},
		"localhost":                  {[]string{"Host", "localhost:8787"}, http.StatusSeeOther},
		"IPv6":                       {[]string{"Host", "[::1]:8787"}, http.StatusSeeOther},
		"this listener":              {[]string{"Host", own}, http.StatusSeeOther},
	} {
		before := len(m.users.Room(simulator.Talk{BotID: desk, UserID: taro}).Bubbles)
		got := m.post("/preview/say", say, test.header...)
		after := len(m.users.Room(simulator.Talk{BotID: desk, UserID: taro}).Bubbles)
		if got.status != test.want || (after > before) != (test.want == http.StatusSeeOther) {
			t.Errorf("%s: got status %d and %d new lines in the room, want %d", name, got.status, after-before, test.want)
		}
		if test.want == http.StatusForbidden && strings.Contains(name, "rebinding") {
			if got := m.get("/", test.header...); got.status != http.StatusForbidden || strings.Contains(got.body, "総合受付") {
				t.Errorf("%s: got status %d and %q, want 403 and nothing of the mock", name, got.status, got.body)
			}
		}
	}
}

// TestPage_hosts has the names that -address gives.
func TestPage_hosts(t *testing.T) {
	t.Parallel()
	m := start(t)
	for name, test := range map[string]struct {
		hosts []string
		host  string
		want  int
	}{
		"named":                 {[]string{"build.example.com"}, "Build.example.com:8787", http.StatusOK},
		"another name":          {[]string{"build.example.com"}, "example.com:8787", http.StatusForbidden},
		"any address":           {[]string{page.AnyAddress}, "192.0.2.7:8787", http.StatusOK},
		"any address, no name":  {[]string{page.AnyAddress}, "evil.example.com:8787", http.StatusForbidden},
		"any address in full":   {[]string{page.AnyAddress}, "[2001:db8::1]", http.StatusOK},
		"a star is no wildcard": {[]string{"*.example.com"}, "evil.example.com", http.StatusForbidden},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w, r := httptest.NewRecorder(), httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/", http.NoBody)
			r.Host = test.host
			page.New(m.api, m.users, page.Options{Hosts: test.hosts}).Handler().ServeHTTP(w, r)
			if w.Code != test.want {
				t.Errorf("got status %d, want %d", w.Code, test.want)
			}
		})
	}
}

// TestPage_hostile fills every text with HTML. Nothing of it may become an element.
func TestPage_hostile(t *testing.T) {
	t.Parallel()
	m := start(t)
	const evil = `"><script src=//evil.example.com></script><img src=https://evil.example.com/a.png onerror=alert(1)>'`
	bot := m.api.AddBot(mockserver.Bot{
		BotName: evil, Description: evil, PhotoURL: "https://evil.example.com/" + evil, CallbackURL: evil,
		Administrators: []string{evil}, I18nBotNames: map[string]string{"ja_JP": evil},
	})
	m.api.SetDomain(bot, mockserver.Domain{DomainID: domain, AllowToSelectedMember: true, Members: []string{evil}})
	m.api.SetPersistentMenu(bot, []mockserver.Action{{Type: "uri", Label: evil, URI: "javascript:alert(1)"}})
	m.api.AddChannel(bot, mockserver.Channel{ChannelID: evil, Title: evil, Members: []string{evil}})
	m.page.Changed(bot)
	m.call(http.StatusOK, http.MethodPatch, "/bots/2000001", `{"description":"</style><script>alert(1)</script>"}`)
	m.call(http.StatusNotFound, http.MethodGet, "/bots/2000001/"+url.PathEscape(evil), "")
	if err := m.users.Say(simulator.Talk{BotID: bot, UserID: evil}, evil); err != nil {
		t.Fatal(err)
	}
	for _, address := range []string{at(bot), at(bot, "user", evil, "room", evil, "q", evil, "language", evil, "ui", evil, "outlines", "1"), at(bot, "problem", "99999")} {
		got := m.get(address)
		if got.status != http.StatusOK {
			t.Errorf("%s: got status %d, want 200", address, got.status)
		}
		doc, err := html.Parse(strings.NewReader(got.body))
		if err != nil {
			t.Fatal(err)
		}
		scripts := 0
		for node := range doc.Descendants() {
			if node.Data == "script" && node.Type == html.ElementNode {
				scripts++
			}
			for _, a := range node.Attr {
				if strings.HasPrefix(a.Key, "on") || a.Key == "style" {
					t.Errorf("%s: got the attribute %s, which the policy forbids", address, a.Key)
				}
				own := strings.HasPrefix(a.Val, "/") && !strings.HasPrefix(a.Val, "//") || strings.HasPrefix(a.Val, "#")
				if slices.Contains([]string{"src", "href", "action", "formaction"}, a.Key) && !own {
					t.Errorf("%s: got %s=%q, want none that leads elsewhere", address, a.Key, a.Val)
				}
			}
		}
		if scripts != 2 || !strings.Contains(got.body, "evil.example.com") {
			t.Errorf("%s: got %d scripts, want the two of the page, and the hostile texts as text", address, scripts)
		}
	}
}

// TestPage_files serves files whose name and type lie.
func TestPage_files(t *testing.T) {
	t.Parallel()
	m := start(t)
	m.company()
	png := mockserver.PlainPNG(mockserver.Size{Width: 2, Height: 2}, 9)
	for name, test := range map[string]struct {
		file        mockserver.Attachment
		kind        string
		disposition string
	}{
		"picture":                {mockserver.Attachment{FileName: "a.png", ContentType: "image/png", Content: png}, "image/png", ""},
		"picture with a lie":     {mockserver.Attachment{FileName: "a.html", ContentType: "text/html", Content: png}, "image/png", ""},
		"page called picture":    {mockserver.Attachment{FileName: "a.png", ContentType: "image/png", Content: []byte("<html><script>alert(1)</script>")}, "application/octet-stream", `attachment; filename=a.png`},
		"drawing with a script":  {mockserver.Attachment{FileName: "a.svg", ContentType: "image/svg+xml", Content: []byte(`<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>`)}, "application/octet-stream", `attachment; filename=a.svg`},
		"name with a line break": {mockserver.Attachment{FileName: "a\r\nX-Evil: 1", Content: []byte("text")}, "application/octet-stream", "attachment"},
		"name in Japanese":       {mockserver.Attachment{FileName: "資料.pdf", Content: []byte("%PDF-1.7")}, "application/octet-stream", "attachment; filename*=utf-8''%E8%B3%87%E6%96%99.pdf"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test.file.BotID = desk
			got := m.get("/preview/file?bot=2000001&id=" + m.api.AddAttachment(test.file))
			disposition := got.header.Get("Content-Disposition")
			if got.status != http.StatusOK || got.header.Get("Content-Type") != test.kind || !strings.HasPrefix(disposition, test.disposition) || (disposition == "") != (test.disposition == "") {
				t.Errorf("got status %d, %s and %q, want %s and %q", got.status, got.header.Get("Content-Type"), disposition, test.kind, test.disposition)
			}
			if got.body != string(test.file.Content) || got.header.Get("X-Evil") != "" || got.header.Get("X-Content-Type-Options") != "nosniff" {
				t.Errorf("got %q with the header %v, want the file", got.body, got.header)
			}
			if policy := got.header.Get("Content-Security-Policy"); !strings.Contains(policy, "sandbox") {
				t.Errorf("got the policy %q, want a sandbox", policy)
			}
		})
	}
	id := m.api.AddAttachment(mockserver.Attachment{BotID: desk, Content: png})
	for _, address := range []string{"/preview/file?bot=2000002&id=" + id, "/preview/file?bot=2000001&id=x", "/preview/file", "/preview/picture?bot=2000001&menu=1", "/preview/picture?bot=2000001&menu=40001&language=ja_JP"} {
		if got := m.get(address); got.status != http.StatusNotFound {
			t.Errorf("%s: got status %d, want 404", address, got.status)
		}
	}
}
