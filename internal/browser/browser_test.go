// SPDX-License-Identifier: MPL-2.0

package browser_test

import (
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/browser"
)

func TestMain(m *testing.M) { os.Exit(browser.Main(m)) }

// serving serves one page.
func serving(t *testing.T, html string) string {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/" {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Header().Set("Content-Security-Policy", "style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src 'self' data:")
		_, _ = w.Write([]byte("<!doctype html><html lang=en><title>A page</title><link rel=icon href='data:,'>" + html))
	}))
	t.Cleanup(server.Close)
	return server.URL
}

// TestTab_complains breaks a page in each way that a tab has to notice.
func TestTab_complains(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct{ html, want string }{
		"error in the console": {"<script>console.error('no good')</script>", "console: "},
		"exception":            {"<script>nothing.at.all</script>", "nothing is not defined"},
		"outside picture":      {"<img src='https://example.com/a.png' alt=''>", "Content Security Policy"},
		"lost picture":         {"<img src='/lost.png' alt=''>", "404"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tab := browser.Open(t)
			tab.Go(serving(t, test.html))
			// The tab has its complaints once it answers.
			_ = tab.Text()
			if got := strings.Join(tab.Complaints(), "\n"); !strings.Contains(got, test.want) {
				t.Errorf("got the complaints %q, want %q", got, test.want)
			}
		})
	}
}

// TestTab_checks breaks a page in each way that the checks have to notice, and sees that they
// let a sound page pass.
func TestTab_checks(t *testing.T) {
	t.Parallel()
	const sound = "<body style='background:#fff;color:#222'><p>text<button>Send</button><a href='/'>Home</a>" +
		"<div style='overflow-x:auto'><pre style='width:2000px'>wide</pre></div>"
	for name, test := range map[string]struct {
		html  string
		check func(*browser.Tab) []string
		want  string // "" = nothing
	}{
		"contrast":             {"<p style='color:#999'>faint", (*browser.Tab).LowContrast, "2.85: faint"},
		"contrast behind":      {"<div style='background:#000'><p style='background:rgba(255,255,255,.1);color:#555'>dim", (*browser.Tab).LowContrast, ": dim"},
		"contrast, sound":      {sound, (*browser.Tab).LowContrast, ""},
		"keyboard":             {"<button>one</button><button tabindex=-1>two</button>", (*browser.Tab).Unreachable, ">two<"},
		"keyboard, sound":      {sound, (*browser.Tab).Unreachable, ""},
		"wide":                 {"<p style='width:400px'>wide", (*browser.Tab).Overflowing, "wide"},
		"wide, sound":          {sound, (*browser.Tab).Overflowing, ""},
		"button without name":  {"<button></button>", (*browser.Tab).Nameless, "<button>"},
		"picture without name": {"<img src='data:,'>", (*browser.Tab).Nameless, "<img"},
		"all":                  {sound, (*browser.Tab).Barriers, ""},
		"all, light":           {"<body style='background:#fff'><p style='color:#999'>faint", (*browser.Tab).Barriers, "when light: 2.85: faint"},
		"all, dark":            {"<body style='background:#fff'><style>@media (prefers-color-scheme: dark) { p { color: #999 } }</style><p>faint", (*browser.Tab).Barriers, "when dark: 2.85: faint"},
		"all, keyboard":        {"<button tabindex=-1>two</button>", (*browser.Tab).Barriers, "keyboard: <button"},
		"all, names":           {"<button></button>", (*browser.Tab).Barriers, "no name: <button>"},
		"all, narrow":          {"<p style='width:400px'>wide", (*browser.Tab).Barriers, "360 px: <p"},
		"names, sound":         {sound + "<label>Name <input></label>", (*browser.Tab).Nameless, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tab := browser.Open(t)
			tab.Resize(360, 640)
			tab.Go(serving(t, test.html))
			got := test.check(tab)
			if all := strings.Join(got, "\n"); !strings.Contains(all, test.want) || test.want == "" && all != "" {
				t.Errorf("got %q, want %q", got, test.want)
			}
			tab.Complaints() // a picture without content
		})
	}
}

// TestTab_scheme sees that the page is told what the user prefers.
func TestTab_scheme(t *testing.T) {
	t.Parallel()
	tab := browser.Open(t)
	tab.Go(serving(t, "<p>"))
	for _, scheme := range []string{"dark", "light"} {
		tab.Scheme(scheme)
		if !browser.Eval[bool](tab, "matchMedia('(prefers-color-scheme: "+scheme+")').matches") {
			t.Errorf("got another scheme, want %s", scheme)
		}
	}
}
