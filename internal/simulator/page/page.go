// SPDX-License-Identifier: MPL-2.0

// Package page serves the page of the mock: its bots, each with a talk room as on a phone,
// the requests that reach the API, and the callbacks that go to the bot's own server. What
// changes while the page is open appears on it. The page loads nothing from elsewhere, and
// works without its script.
package page

import (
	"embed"
	"html/template"
	"net/http"
	"strings"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/simulator"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/simulator/page/changes"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/simulator/page/live"
)

// path is where everything but the page itself is.
const path = "/preview/"

//go:embed templates/*.html
var templateFiles embed.FS

//go:embed static
var staticFiles embed.FS

var templates = template.Must(template.ParseFS(templateFiles, "templates/*.html"))

// Options says how a Page behaves.
type Options struct {
	// Hosts are names of the server beside localhost and the addresses of this machine
	// itself: a request to any other name is refused, for it may come from another site.
	Hosts []string
	// Keep is how many requests the page shows at most; 0 = 100.
	Keep int
}

// Page is the page of a mock. It is safe for concurrent use.
type Page struct {
	api      *mockserver.Server
	users    *simulator.Simulator
	hub      *live.Hub
	recorder *changes.Recorder
	log      *requestLog
	handler  http.Handler
}

// New makes the page of a mock and of the simulator of its users. The caller passes each
// request that has ended to Observe, after the simulator.
func New(api *mockserver.Server, users *simulator.Simulator, o Options) *Page {
	if o.Keep == 0 {
		o.Keep = 100
	}
	p := &Page{api: api, users: users, hub: live.NewHub(), recorder: changes.NewRecorder(api), log: &requestLog{keep: o.Keep}}
	users.OnChange(func() {
		p.hub.Tell(live.Change{Part: partRoom}, live.Change{Part: partBot}, live.Change{Part: partDeliveries})
	})
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", p.show)
	mux.HandleFunc("GET "+path+"events", p.events)
	mux.HandleFunc("GET "+path+"static/", serveStatic)
	mux.HandleFunc("GET "+path+"picture", p.picture)
	mux.HandleFunc("GET "+path+"file", p.file)
	for name, act := range acts {
		mux.HandleFunc("POST "+path+name, p.act(act))
	}
	p.handler = guard(o.Hosts, mux)
	return p
}

// Handler serves the page at / and below /preview/, and leaves all else to the API as it is:
// a mux would redirect paths that the API refuses.
func (p *Page) Handler() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		read := r.Method == http.MethodGet || r.Method == http.MethodHead
		if r.URL.Path == "/" && read || strings.HasPrefix(r.URL.Path, path) {
			p.handler.ServeHTTP(w, r)
			return
		}
		p.api.ServeHTTP(w, r)
	})
}

// Observe takes a request to the API that has ended. It is for OnRequest of
// [mockserver.Options].
func (p *Page) Observe(r mockserver.Request) {
	botID, found := p.recorder.Of(r)
	p.log.add(r, botID, found)
	told := []live.Change{{Part: partRequests}}
	if len(found) > 0 {
		told = append(told, live.Change{Part: partBots}, live.Change{Part: partBot, Bot: botID}, live.Change{Part: partRoom, Bot: botID})
	}
	p.hub.Tell(told...)
}

// Changed tells the page that a bot was changed behind the API's back.
func (p *Page) Changed(botID int64) {
	p.recorder.Refresh(botID)
	p.hub.Tell(live.Change{Part: partBots}, live.Change{Part: partBot, Bot: botID}, live.Change{Part: partRoom, Bot: botID})
}

// Close ends the connections over which open pages hear of changes: a server cannot shut
// down before.
func (p *Page) Close() { p.hub.Close() }

// events is the stream of changes for an open page.
func (p *Page) events(w http.ResponseWriter, r *http.Request) {
	p.hub.Serve(w, r, readState(r.URL.Query()).Bot, r.URL.Query().Get("version"))
}
