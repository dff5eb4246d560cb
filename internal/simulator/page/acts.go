// SPDX-License-Identifier: MPL-2.0

package page

import (
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/simulator"
)

// act is something that a user does: it changes the mock or sends an event. It may lead to
// another state of the page.
type act func(users *simulator.Simulator, s *state, form url.Values) error

// acts are the forms of the page, by the last part of their addresses.
var acts = map[string]act{
	"tap": func(users *simulator.Simulator, s *state, form url.Values) error {
		_, err := users.Tap(s.talk(), form.Get("tap"), s.Language)
		return err
	},
	"say": func(users *simulator.Simulator, s *state, form url.Values) error {
		return users.Say(s.talk(), form.Get("text"))
	},
	"open": func(users *simulator.Simulator, s *state, _ url.Values) error { return users.Open(s.talk()) },
	"leave": func(users *simulator.Simulator, s *state, _ url.Values) error {
		return users.Leave(s.talk())
	},
	"create": func(users *simulator.Simulator, s *state, form url.Values) error {
		talk, err := users.CreateRoom(s.Bot, s.User, strings.TrimSpace(form.Get("title")), people(form)...)
		if err == nil {
			s.Room = talk.ChannelID
		}
		return err
	},
	"invite": func(users *simulator.Simulator, s *state, form url.Values) error {
		return users.Invite(s.talk(), people(form)...)
	},
	"remove": func(users *simulator.Simulator, s *state, form url.Values) error {
		return users.Remove(s.talk(), people(form)...)
	},
	"removebot": func(users *simulator.Simulator, s *state, _ url.Values) error {
		return users.RemoveBot(s.talk())
	},
	"again": func(users *simulator.Simulator, _ *state, form url.Values) error {
		id, err := strconv.Atoi(form.Get("delivery"))
		if err != nil {
			return &simulator.Refusal{Cause: simulator.Cause{Reason: simulator.NoDelivery}}
		}
		return users.Again(id, simulator.Again{WrongSignature: form.Get("how") == "wrong"})
	},
}

func (s *state) talk() simulator.Talk {
	return simulator.Talk{BotID: s.Bot, UserID: s.User, ChannelID: s.Room}
}

// people are the users that a form names, separated by commas or blanks.
func people(form url.Values) []string {
	return strings.FieldsFunc(form.Get("members"), func(r rune) bool { return r == ',' || r == ' ' || r == '、' || r == '　' })
}

// maxForm is the size of a form, in bytes.
const maxForm = 1 << 20

// act answers a form: it does what the user wants, and leads back to the page.
func (p *Page) act(do act) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		r.Body = http.MaxBytesReader(w, r.Body, maxForm)
		if err := r.ParseForm(); err != nil {
			http.Error(w, "The form cannot be read.", http.StatusBadRequest)
			return
		}
		s := readState(r.PostForm)
		var refusal *simulator.Refusal
		err := do(p.users, &s, r.PostForm)
		switch {
		case errors.As(err, &refusal):
			s.Problem = refusal.Reason
		case err != nil:
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		p.recorder.Refresh(s.Bot) // rooms are changed behind the API's back
		part := partRoom
		if r.PostForm.Has("delivery") {
			part = partDeliveries
		}
		http.Redirect(w, r, s.address(part), http.StatusSeeOther) //nolint:gosec // the path is always /
	}
}
