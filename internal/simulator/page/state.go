// SPDX-License-Identifier: MPL-2.0

package page

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/language"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/preview"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/simulator"
)

// state is what the address of the page says.
type state struct {
	UI       string // en or ja; "" = the browser's
	Bot      int64
	User     string
	Room     string // ID of the channel; "" = the 1:1 room
	Language string // of the user; "" = the texts without language
	Outlines bool
	Query    string // of the search for bots
	All      bool   // every message of the room
	Problem  simulator.Reason
}

func readState(values url.Values) state {
	s := state{
		User: strings.TrimSpace(values.Get("user")), Room: values.Get("room"), Query: values.Get("q"),
		Outlines: values.Get("outlines") != "", All: values.Get("all") != "",
	}
	if other := strings.TrimSpace(values.Get("other")); other != "" {
		s.User = other
	}
	s.Bot, _ = strconv.ParseInt(values.Get("bot"), 10, 64) // 0 = none
	if code := values.Get("language"); slices.Contains(preview.Languages, code) {
		s.Language = code
	}
	if ui := values.Get("ui"); ui == english || ui == japanese {
		s.UI = ui
	}
	if problem, err := strconv.Atoi(values.Get("problem")); err == nil {
		s.Problem = simulator.Reason(problem)
	}
	return s
}

// values are the parts of the address that are set.
func (s state) values() url.Values {
	values := url.Values{}
	set := func(name, value string) {
		if value != "" {
			values.Set(name, value)
		}
	}
	set("ui", s.UI)
	if s.Bot != 0 {
		set("bot", strconv.FormatInt(s.Bot, 10))
	}
	set("user", s.User)
	set("room", s.Room)
	set("language", s.Language)
	set("q", s.Query)
	if s.Outlines {
		set("outlines", "1")
	}
	if s.All {
		set("all", "1")
	}
	if s.Problem != simulator.NoReason {
		set("problem", strconv.Itoa(int(s.Problem)))
	}
	return values
}

// address is that of the page, at the part with the ID.
func (s state) address(part string) string {
	address := url.URL{Path: "/", RawQuery: s.values().Encode(), Fragment: part}
	return address.String()
}

// uiLanguages are the languages of the page itself.
var uiLanguages = language.NewMatcher([]language.Tag{language.English, language.Japanese})

// preferred is the language of the page that a browser asks for.
func preferred(r *http.Request) string {
	if _, i := language.MatchStrings(uiLanguages, r.Header.Get("Accept-Language")); i == 1 {
		return japanese
	}
	return english
}
