// SPDX-License-Identifier: MPL-2.0

package simulator_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/acctest"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/memnet"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/simulator"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/simulator/callback"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/simulator/page"
)

// TestSimulator_terraform taps a menu on the page. Terraform has set up the bot and issued its
// secret, with which the bot's server checks the event. The server answers, and the page shows
// its answer. After a rotation, the server refuses events until it has the new secret.
func TestSimulator_terraform(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := &world{t: t, server: &botServer{}}
		tenant := acctest.NewInMemory(t, func(o *mockserver.Options) {
			o.OnRequest = func(r mockserver.Request) { w.sim.Observe(r) }
		})
		w.api, w.net = tenant.API, memnet.Serve(t, w.server)
		sim, err := simulator.New(w.api, simulator.Options{Callbacks: map[string]string{"https://bots.example.com": memnet.URL}, Transport: w.net})
		if err != nil {
			t.Fatal(err)
		}
		w.sim = sim
		driver := tenant.Driver()
		const bot, secret = "lineworks_bot.desk", "lineworks_bot_secret.desk"
		config := func(rotated string) acctest.Config {
			id := acctest.Values{"bot_id": acctest.Ref(bot + ".bot_id")}
			return acctest.Config{
				bot: {
					"bot_name": "Desk", "description": "Reception", "photo_url": "https://example.com/desk.png", "administrators": []string{hanako},
					"enable_callback": true, "callback_url": address, "callback_events": []string{"text"},
				},
				"lineworks_bot_domain.desk":      id.With(acctest.Values{"domain_id": strconv.Itoa(domain)}),
				"lineworks_persistent_menu.desk": id.With(acctest.Values{"actions": []any{acctest.Values{"type": "message", "label": "Help", "postback": "help"}}}),
				secret:                           id.With(acctest.Values{"keepers": map[string]string{"rotated": rotated}}),
			}
		}
		shown := page.New(w.api, w.sim, page.Options{})
		defer shown.Close()
		request := func(method, address, body string) string {
			r := httptest.NewRequestWithContext(t.Context(), method, address, strings.NewReader(body))
			r.Host = "localhost"
			r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			response := httptest.NewRecorder()
			shown.Handler().ServeHTTP(response, r)
			return response.Body.String()
		}
		talk := func() url.Values { return url.Values{"bot": {strconv.FormatInt(w.bot, 10)}, "user": {taro}} }
		tap := func() simulator.Delivery {
			form := talk()
			form.Set("tap", "menu/0")
			request(http.MethodPost, "/preview/tap", form.Encode())
			w.do(nil)
			return w.last()
		}

		driver.Step(t, acctest.Step{Name: "create", Config: config("1")})
		if w.bot, err = strconv.ParseInt(attribute(t, driver, bot, "bot_id"), 10, 64); err != nil {
			t.Fatal(err)
		}
		w.server.set(func(s *botServer) {
			s.secret = attribute(t, driver, secret, "secret")
			s.answers = func(map[string]any) {
				w.mustCall("POST", w.path("/users/%s/messages", taro), `{"content":{"type":"text","text":"How can I help?"}}`)
			}
		})
		if d := tap(); d.Verdict != callback.Delivered {
			t.Errorf("got the delivery %+v", d)
		}
		w.wantLines(w.single(), "opened ", `user {"type":"text","text":"Start","postback":"start"}`, `user {"type":"text","text":"Help","postback":"help"}`,
			`bot {"type":"text","text":"How can I help?"}`, `bot {"type":"text","text":"How can I help?"}`)
		if got := request(http.MethodGet, "/?"+talk().Encode(), ""); !strings.Contains(got, "How can I help?") {
			t.Errorf("got the page\n%s\nwant the answer of the bot's server", got)
		}

		driver.Step(t, acctest.Step{Name: "rotate", Config: config("2"), Plan: acctest.Changes{secret: acctest.Update}})
		if d := tap(); d.Status != 401 || d.Reason != simulator.Refused {
			t.Errorf("with the former secret: got the delivery %+v, want it to be refused", d)
		}
		w.server.set(func(s *botServer) { s.secret = attribute(t, driver, secret, "secret") })
		if d := tap(); d.Verdict != callback.Delivered {
			t.Errorf("with the new secret: got the delivery %+v", d)
		}
		driver.Step(t, acctest.Step{Name: "destroy", Destroy: true})
	})
}

// attribute is a text in the state.
func attribute(t *testing.T, d *acctest.Driver, resource, name string) string {
	t.Helper()
	var values map[string]tftypes.Value
	var text string
	if err := d.Instance(resource).State.As(&values); err != nil {
		t.Fatal(err)
	}
	if err := values[name].As(&text); err != nil || text == "" {
		t.Fatalf("%s has no %s: %v", resource, name, err)
	}
	return text
}
