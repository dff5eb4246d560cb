// SPDX-License-Identifier: MPL-2.0

//go:build unix

package e2e_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfcli"
)

// act has the mock carry a request out, and returns the response instead of sending it.
func (w *workspace) act(r *http.Request) *httptest.ResponseRecorder {
	recorder := httptest.NewRecorder()
	w.api.ServeHTTP(recorder, r)
	return recorder
}

func respondWith(rw http.ResponseWriter, recorded *httptest.ResponseRecorder) {
	maps.Copy(rw.Header(), recorded.Header())
	rw.WriteHeader(recorded.Code)
	_, _ = rw.Write(recorded.Body.Bytes())
}

func oneBot(name, description string) string {
	return fmt.Sprintf(`
resource "lineworks_bot" %[1]q {
  bot_name       = %[1]q
  description    = %[2]q
  photo_url      = "https://example.com/a.png"
  administrators = ["u1"]
}
`, name, description)
}

// TestInterrupted_ctrlC presses Ctrl-C while three bots are being created and another one
// is being changed. Reads are given up. The provider waits for the responses to creates,
// so that nothing is created a second time.
func TestInterrupted_ctrlC(t *testing.T) {
	t.Parallel()
	w := newWorkspace(t, map[string]string{"main.tf": required + oneBot("old", "One.")})
	w.apply()
	w.counts()
	if err := w.Write("main.tf", required+oneBot("old", "Two.")+oneBot("a", "New.")+oneBot("b", "New.")+oneBot("c", "New.")); err != nil {
		t.Fatal(err)
	}

	errPressed := errors.New("Ctrl-C")
	ctx, press := context.WithCancelCause(t.Context())
	defer press(nil)
	var arrived sync.WaitGroup // the change, and all creations but the first
	arrived.Add(3)
	var creations atomic.Int32
	stopped := make(chan struct{}) // closed when the provider has been told to stop
	w.intercept(func(rw http.ResponseWriter, r *http.Request) bool {
		switch {
		case r.Method == http.MethodPatch:
			if _, err := io.Copy(io.Discard, r.Body); err != nil {
				t.Error(err)
			}
			arrived.Done()
			<-r.Context().Done()
			close(stopped)
		case r.Method == http.MethodPost && strings.HasSuffix(r.URL.Path, "/bots"):
			made := w.act(r)
			if creations.Add(1) > 1 { // before the response to the first, there is no other
				arrived.Done()
				<-stopped
			}
			respondWith(rw, made)
		default:
			return false
		}
		return true
	})
	go func() {
		arrived.Wait()
		press(errPressed)
	}()
	var out strings.Builder
	cmd := w.Command(ctx, w.env, "apply", "-input=false", "-no-color", "-auto-approve")
	cmd.Stdout, cmd.Stderr = &out, &out
	if _, err := tfcli.Wait(ctx, cmd); !errors.Is(err, errPressed) {
		t.Fatalf("got the error %v, want %v\n%s", err, errPressed, out.String())
	}
	w.intercept(nil)
	if n := strings.Count(out.String(), "Creation complete"); n != 3 {
		t.Errorf("got %d bots made, as the CLI tells it, want 3:\n%s", n, out.String())
	}
	w.counts()
	w.apply()
	if counts := w.counts(); counts[createBot] != 0 || counts["PATCH /bots/{botId}"] != 1 {
		t.Errorf("the next apply sent %v, want no creation and one change", counts)
	}
	w.plan(false)
	if bots := w.api.Bots(); len(bots) != 4 {
		t.Errorf("got %d bots, want 4", len(bots))
	}
}

// deaths has the provider die.
type deaths struct{ dir string }

// wrap makes a provider that leaves the number of its process behind.
func wrap(t *testing.T) deaths {
	t.Helper()
	d := deaths{t.TempDir()}
	name := "terraform-provider-lineworks"
	script := fmt.Sprintf("#!/bin/sh\necho $$ >>'%s'\nexec '%s' \"$@\"\n", d.numbers(), filepath.Join(providerDir, name))
	if err := os.WriteFile(filepath.Join(d.dir, name), []byte(script), 0o700); err != nil {
		t.Fatal(err)
	}
	return d
}

func (d deaths) numbers() string { return filepath.Join(d.dir, "numbers") }

// kill kills the process that was started last.
func (d deaths) kill(t *testing.T) {
	t.Helper()
	text, err := os.ReadFile(d.numbers())
	if err != nil {
		t.Error(err)
		return
	}
	lines := strings.Fields(string(text))
	number, err := strconv.Atoi(lines[len(lines)-1])
	if err == nil {
		err = syscall.Kill(number, syscall.SIGKILL)
	}
	if err != nil {
		t.Error(err)
	}
}

// killed is a provider that dies when the service has got a request of an apply.
type killed struct {
	// before is the configuration that is applied before, if any.
	before string
	config string
	// operation is the request, by method and end of path.
	method, path string
	// says is what the next plan has to say if the request was carried out; the ID in it is
	// imported to the address, unless that is empty.
	says, address string
	// left counts the objects in the end.
	left func(api *mockserver.Server) int
	want int
}

// TestInterrupted_killed kills the provider in the middle of an apply, before or after
// the service has carried out the request. The next apply puts everything right;
// where it would create a second object, the plan names the first.
func TestInterrupted_killed(t *testing.T) {
	t.Parallel()
	const fixed = `
resource "lineworks_persistent_menu" "help" {
  bot_id  = "2000001"
  actions = [{ type = "message", label = "Help", text = "Help" }]
}
`
	const registration = `
resource "lineworks_bot_domain" "home" {
  bot_id    = "2000001"
  domain_id = "10000001"
  visible   = true
}
`
	const rich = `
resource "lineworks_rich_menu" "main" {
  bot_id         = "2000001"
  rich_menu_name = "Main"
  size           = { width = 2500, height = 843 }
  areas = [{
    bounds = { x = 0, y = 0, width = 2500, height = 843 }
    action = { type = "message", label = "Help", text = "Help" }
  }]
}
`
	bots := func(api *mockserver.Server) int { return len(api.Bots()) - 1 }
	for name, tc := range map[string]killed{
		"creation of a bot": {
			config: oneBot("Desk", "Answers."), method: http.MethodPost, path: "/bots", left: bots, want: 1,
			says: `Bot named "Desk" already exists.*terraform import lineworks_bot\.NAME (\d+)`, address: "lineworks_bot.Desk",
		},
		"change of a bot": {
			before: oneBot("Desk", "Answers."), config: oneBot("Desk", "Answers all."),
			method: http.MethodPatch, path: "/bots/2000002", left: bots, want: 1,
		},
		"deletion of a bot": {
			before: oneBot("Desk", "Answers."), method: http.MethodDelete, path: "/bots/2000002", left: bots, want: 0,
		},
		"creation of a persistent menu": {
			config: fixed, method: http.MethodPost, path: "/persistentmenu", says: `Persistent menu of bot 2000001 already exists`,
			left: func(api *mockserver.Server) int { menu, _ := api.PersistentMenu(2000001); return len(menu) }, want: 1,
		},
		"creation of a rich menu": {
			config: rich, method: http.MethodPost, path: "/richmenus",
			says: `Rich menu named "Main" of bot 2000001 already exists.*terraform import lineworks_rich_menu\.NAME (\S+)`, address: "lineworks_rich_menu.main",
			left: func(api *mockserver.Server) int { return len(api.RichMenus(2000001)) }, want: 1,
		},
		"registration in a domain": {
			config: registration, method: http.MethodPost, path: "/domains/10000001",
			says: `Bot 2000001 is already registered in domain 10000001.*takes the registration over`,
			left: func(api *mockserver.Server) int { return len(api.Domains(2000001)) }, want: 1,
		},
	} {
		for moment, acts := range map[string]bool{"before it is done": false, "when it is done": true} {
			t.Run(name+", "+moment, func(t *testing.T) {
				t.Parallel()
				tc.run(t, acts)
			})
		}
	}
}

func (k killed) run(t *testing.T, acts bool) {
	t.Helper()
	w := newWorkspace(t, nil)
	w.api.AddBot(mockserver.Bot{BotName: "Other", PhotoURL: "https://example.com/a.png", Description: "Old.", Administrators: []string{"u1"}})
	provider := wrap(t)
	mortal, err := tfcli.NewWorkspace(cli, provider.dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = mortal.Close() })
	w.Workspace = mortal
	if k.before != "" {
		w.write(required + k.before)
		w.apply()
	}
	w.write(required + k.config)
	var died atomic.Bool
	w.intercept(func(_ http.ResponseWriter, r *http.Request) bool {
		if died.Load() || r.Method != k.method || !strings.HasSuffix(r.URL.Path, k.path) {
			return false
		}
		died.Store(true)
		if acts {
			w.act(r)
		}
		provider.kill(t)
		return true
	})
	if code, out := w.run("apply", "-input=false", "-no-color", "-auto-approve"); code == 0 || !died.Load() {
		t.Fatalf("got exit code %d (provider died: %t), want a failure of the apply by its death\n%s", code, died.Load(), out)
	}
	w.intercept(nil)
	if acts && k.says != "" {
		said := w.plan(true)
		found := regexp.MustCompile(k.says).FindStringSubmatch(words(said))
		switch {
		case found == nil:
			t.Errorf("got\n%s\nwant it to match %s", said, k.says)
		case k.address != "":
			w.must("import", "-input=false", "-no-color", k.address, found[1])
		}
	}
	w.apply()
	w.plan(false)
	if got := k.left(w.api); got != k.want {
		t.Errorf("got %d objects left, want %d", got, k.want)
	}
}

func (w *workspace) write(config string) {
	w.t.Helper()
	if err := w.Write("main.tf", config); err != nil {
		w.t.Fatal(err)
	}
}
