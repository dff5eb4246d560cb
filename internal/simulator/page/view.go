// SPDX-License-Identifier: MPL-2.0

package page

import (
	"bytes"
	"cmp"
	"crypto/rand"
	"fmt"
	"html/template"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/preview"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/simulator/page/live"
)

// The parts of the page that change by themselves, by the IDs of their elements.
const (
	partBots       = "bots"
	partBot        = "bot"
	partRoom       = "room"
	partRequests   = "requests"
	partDeliveries = "deliveries"
)

var allParts = []string{partBots, partRoom, partBot, partDeliveries, partRequests}

// view is what the templates show.
type view struct {
	page  *Page
	T     *texts
	State state
	Nonce string

	Bot   mockserver.Bot // the chosen one
	Found bool           // whether it exists
	// version is that of the hub before anything was read.
	version string
	cast    *cast
	draw    *preview.Drawer
}

// partsHeader names the parts that the script of an open page asks for, in the place of the
// whole page.
const partsHeader = "Page-Parts"

// show serves the page, or the HTML of some parts.
func (p *Page) show(w http.ResponseWriter, r *http.Request) {
	v := p.view(readState(r.URL.Query()), r)
	var html bytes.Buffer
	name, parts := "parts", strings.Fields(r.Header.Get(partsHeader))
	if len(parts) == 0 {
		name, parts = "page", allParts
		v.Nonce = rand.Text()
		w.Header().Set("Content-Security-Policy", withNonce(v.Nonce))
	}
	if err := templates.ExecuteTemplate(&html, name, v.all(parts)); err != nil {
		http.Error(w, "The mock cannot draw this page: "+err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Language", v.T.Lang)
	w.Header().Set("Vary", "Accept-Language, "+partsHeader)
	_, _ = w.Write(html.Bytes()) // it fails when the browser has gone away
}

// view reads what all parts need.
func (p *Page) view(s state, r *http.Request) *view {
	ui := s.UI
	if ui == "" {
		ui = preferred(r)
	}
	// The version comes first: after a change from here on, the page is out of date.
	v := &view{page: p, T: textsOf[ui], State: s, version: p.hub.Version()}
	if s.Bot != 0 {
		v.Bot, v.Found = p.api.Bot(s.Bot)
	} else if bots := p.api.Bots(); len(bots) > 0 {
		v.Bot, v.Found = bots[0], true
	}
	v.cast = p.castOf(v.Bot, s.User)
	v.draw = preview.New(preview.Options{
		UI: ui, Language: s.Language, Outlines: s.Outlines, Interactive: true, Files: p.filesOf(v.Bot.BotID),
	})
	return v
}

// drawn are the parts of a page. A part that was not asked for is nil.
type drawn struct {
	*view

	Version    string
	Bots       *botsView
	Card       *botView
	Room       *roomView
	Requests   *requestsView
	Deliveries *deliveriesView
	Styles     template.CSS
}

// all draws the parts with these names. The styles come last: drawing collects them.
func (v *view) all(names []string) drawn {
	wanted := func(part string) bool { return slices.Contains(names, part) || slices.Contains(names, live.All) }
	d := drawn{view: v, Version: v.version}
	if wanted(partBots) {
		d.Bots = v.bots()
	}
	if wanted(partBot) {
		d.Card = v.card()
	}
	if wanted(partRoom) {
		d.Room = v.room()
	}
	if wanted(partRequests) {
		d.Requests = v.requests()
	}
	if wanted(partDeliveries) {
		d.Deliveries = v.deliveries()
	}
	d.Styles = v.draw.Styles()
	return d
}

// link is the address of the page in another state.
func (v *view) link(part string, change func(*state)) string {
	s := v.State
	s.Problem, s.All = 0, false
	change(&s)
	return s.address(part)
}

// OtherUI is the address of the page in the other language.
func (v *view) OtherUI() string {
	return v.link("", func(s *state) { s.UI = v.T.OtherUILang })
}

// Events is the address of the stream of changes.
func (v *view) Events() string {
	return fmt.Sprintf("%sevents?bot=%d", path, v.State.Bot)
}

// Hidden are the fields of a form that keep the state, but for those that it sets itself.
func (v *view) Hidden(but ...string) []field {
	var fields []field
	s := v.State
	s.Problem, s.All = 0, false
	values := s.values()
	for _, name := range []string{"ui", "bot", "user", "room", "language", "outlines", "q"} {
		if value := values.Get(name); value != "" && !slices.Contains(but, name) {
			fields = append(fields, field{name, value})
		}
	}
	return fields
}

type field struct{ Name, Value string }

func clock(t time.Time) string { return t.Local().Format("15:04:05") }

// Fields are the fields of a form that acts as the user in the room.
func (v *view) Fields() []field {
	own := *v
	own.State.Bot, own.State.User = v.Bot.BotID, cmp.Or(v.State.User, v.cast.User)
	return own.Hidden()
}
