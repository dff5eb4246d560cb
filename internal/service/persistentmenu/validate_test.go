// SPDX-License-Identifier: MPL-2.0

package persistentmenu_test

import (
	"net/http"
	"strconv"
	"strings"
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/acctest"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
)

const resourceType = "lineworks_persistent_menu"

func message(more acctest.Values) acctest.Values {
	return acctest.Values{"type": "message", "label": "Help"}.With(more)
}

// TestPersistentMenu_validation has a value just inside and just outside each
// rule. The lengths are of characters that take three bytes each.
func TestPersistentMenu_validation(t *testing.T) {
	t.Parallel()
	text := func(n int) string { return strings.Repeat("あ", n) }
	url := func(n int) string { return "http://example.com/" + text(n-len("http://example.com/")) }
	languages := func(value string) map[string]string { return map[string]string{"ja_JP": value} }
	uri := func(more acctest.Values) acctest.Values {
		return message(acctest.Values{"type": "uri", "uri": "https://example.com"}.With(more))
	}
	copyText := func(more acctest.Values) acctest.Values {
		return message(acctest.Values{"type": "copy", "copy_text": "a"}.With(more))
	}
	tests := map[string]struct {
		action acctest.Values
		at     string // "" for a good one
	}{
		"message":                        {message(nil), ""},
		"uri":                            {uri(nil), ""},
		"copy":                           {copyText(nil), ""},
		"postback is of rich menus":      {message(acctest.Values{"type": "postback"}), "actions[0].type"},
		"type not known yet":             {acctest.Values{"type": acctest.Unknown, "label": "Help", "uri": "https://example.com"}, ""},
		"longest label":                  {message(acctest.Values{"label": text(1000)}), ""},
		"label too long":                 {message(acctest.Values{"label": text(1001)}), "actions[0].label"},
		"label empty":                    {message(acctest.Values{"label": ""}), "actions[0].label"},
		"label of two lines":             {message(acctest.Values{"label": "a\nb"}), "actions[0].label"},
		"longest text":                   {message(acctest.Values{"text": text(300)}), ""},
		"text too long":                  {message(acctest.Values{"text": text(301)}), "actions[0].text"},
		"text empty":                     {message(acctest.Values{"text": ""}), ""},
		"text of two lines":              {message(acctest.Values{"text": "a\rb"}), "actions[0].text"},
		"shortest postback":              {message(acctest.Values{"postback": "a"}), ""},
		"postback empty":                 {message(acctest.Values{"postback": ""}), ""},
		"shortest text":                  {message(acctest.Values{"text": "a"}), ""},
		"shortest text to copy":          {copyText(acctest.Values{"copy_text": "a"}), ""},
		"text to copy empty":             {copyText(acctest.Values{"copy_text": ""}), "actions[0]"},
		"shortest label of a language":   {message(acctest.Values{"i18n_labels": languages("a")}), ""},
		"label of a language empty":      {message(acctest.Values{"i18n_labels": languages("")}), ""},
		"label of a language missing":    {message(acctest.Values{"i18n_labels": acctest.Values{"ja_JP": nil}}), "actions[0].i18n_labels"},
		"shortest text of a language":    {message(acctest.Values{"i18n_texts": languages("a")}), ""},
		"text of a language empty":       {message(acctest.Values{"i18n_texts": languages("")}), ""},
		"text of a language missing":     {message(acctest.Values{"i18n_texts": acctest.Values{"ja_JP": nil}}), "actions[0].i18n_texts"},
		"text of two lines in Japanese":  {message(acctest.Values{"i18n_texts": languages("a\nb")}), `actions[0].i18n_texts["ja_JP"]`},
		"no such language of a text":     {message(acctest.Values{"i18n_texts": map[string]string{"jp": "a"}}), `actions[0].i18n_texts["jp"]`},
		"longest postback":               {message(acctest.Values{"postback": text(1000)}), ""},
		"postback too long":              {message(acctest.Values{"postback": text(1001)}), "actions[0].postback"},
		"longest address":                {uri(acctest.Values{"uri": url(1000)}), ""},
		"address too long":               {uri(acctest.Values{"uri": url(1001)}), "actions[0].uri"},
		"address of another kind":        {uri(acctest.Values{"uri": "mailto:a@example.com"}), "actions[0].uri"},
		"address missing":                {uri(acctest.Values{"uri": nil}), "actions[0]"},
		"address not known yet":          {uri(acctest.Values{"uri": acctest.Unknown}), ""},
		"longest text to copy":           {copyText(acctest.Values{"copy_text": text(1000)}), ""},
		"text to copy too long":          {copyText(acctest.Values{"copy_text": text(1001)}), "actions[0].copy_text"},
		"text to copy missing":           {copyText(acctest.Values{"copy_text": nil}), "actions[0]"},
		"longest label of a language":    {message(acctest.Values{"i18n_labels": languages(text(1000))}), ""},
		"label of a language too long":   {message(acctest.Values{"i18n_labels": languages(text(1001))}), `actions[0].i18n_labels["ja_JP"]`},
		"label of two lines in Japanese": {message(acctest.Values{"i18n_labels": languages("a\nb")}), `actions[0].i18n_labels["ja_JP"]`},
		"longest text of a language":     {message(acctest.Values{"i18n_texts": languages(text(300))}), ""},
		"text of a language too long":    {message(acctest.Values{"i18n_texts": languages(text(301))}), `actions[0].i18n_texts["ja_JP"]`},
		"no such language":               {message(acctest.Values{"i18n_labels": map[string]string{"ja": "a"}}), `actions[0].i18n_labels["ja"]`},
		"labels of an address":           {uri(acctest.Values{"i18n_labels": languages("a")}), ""},
		"text on an address":             {uri(acctest.Values{"text": "a"}), "actions[0].text"},
		"text on an address, not known":  {uri(acctest.Values{"text": acctest.Unknown}), ""},
		"texts on an address":            {uri(acctest.Values{"i18n_texts": languages("a")}), "actions[0].i18n_texts"},
		"no texts on an address":         {uri(acctest.Values{"i18n_texts": map[string]string{}}), ""},
		"postback on an address":         {uri(acctest.Values{"postback": "a"}), "actions[0].postback"},
		"address on a message":           {message(acctest.Values{"uri": "https://example.com"}), "actions[0].uri"},
		"copy text on an address":        {uri(acctest.Values{"copy_text": "a"}), "actions[0].copy_text"},
		"address on a copy":              {copyText(acctest.Values{"uri": "https://example.com"}), "actions[0].uri"},
	}
	tenant := acctest.NewInMemory(t)
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := acctest.Messages(tenant.Validate(t, resourceType, acctest.Values{"bot_id": "2000001", "actions": []any{tc.action}}))
			switch {
			case tc.at == "" && got != "":
				t.Errorf("got %s, want no diagnostics", got)
			case tc.at != "" && !strings.HasPrefix(got, "error at "+tc.at+": "):
				t.Errorf("got %q, want an error at %s", got, tc.at)
			}
		})
	}
}

func TestPersistentMenu_validation_ofTheWhole(t *testing.T) {
	t.Parallel()
	buttons := func(n int) []any {
		all := []any{}
		for range n {
			all = append(all, message(nil))
		}
		return all
	}
	tests := map[string]struct {
		config acctest.Values
		at     string
	}{
		"one button":            {acctest.Values{"actions": buttons(1)}, ""},
		"four buttons":          {acctest.Values{"actions": buttons(4)}, ""},
		"no buttons":            {acctest.Values{"actions": buttons(0)}, "actions"},
		"five buttons":          {acctest.Values{"actions": buttons(5)}, "actions"},
		"a button that is null": {acctest.Values{"actions": []any{nil}}, "actions"},
		"buttons not known yet": {acctest.Values{"actions": acctest.Unknown}, ""},
		"bot not known yet":     {acctest.Values{"actions": buttons(1), "bot_id": acctest.Unknown}, ""},
	}
	tenant := acctest.NewInMemory(t)
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := acctest.Messages(tenant.Validate(t, resourceType, acctest.Values{"bot_id": "2000001"}.With(tc.config)))
			switch {
			case tc.at == "" && got != "":
				t.Errorf("got %s, want no diagnostics", got)
			case tc.at != "" && !strings.HasPrefix(got, "error at "+tc.at+": "):
				t.Errorf("got %q, want an error at %s", got, tc.at)
			}
		})
	}
}

// TestPersistentMenu_plan_lookupFails plans although it cannot be found out
// whether there is a menu, and says so.
func TestPersistentMenu_plan_lookupFails(t *testing.T) {
	t.Parallel()
	tenant := acctest.NewInMemory(t)
	id := strconv.FormatInt(tenant.AddBot(), 10)
	tenant.API.Fail(mockserver.Fault{Operation: read, Status: http.StatusForbidden, Code: "FORBIDDEN", Description: "not yours"})
	got := acctest.Messages(tenant.Plan(t, resourceType, nil, acctest.Values{"bot_id": id, "actions": []any{message(nil)}}))
	for _, want := range []string{"warning at bot_id: ", "The provider could not check", "not yours", "terraform import lineworks_persistent_menu.NAME " + id} {
		if !strings.Contains(got, want) {
			t.Errorf("got %s, want it to contain %q", got, want)
		}
	}
}

func TestPersistentMenu_plan_warnsOfOverwriting(t *testing.T) {
	t.Parallel()
	tenant := acctest.NewInMemory(t)
	with, another, without := tenant.AddBot(), tenant.AddBot(), tenant.AddBot()
	for _, bot := range []int64{with, another} {
		tenant.API.SetPersistentMenu(bot, []mockserver.Action{{Type: "message", Label: "a"}, {Type: "message", Label: "b"}})
	}
	id, second := strconv.FormatInt(with, 10), strconv.FormatInt(another, 10)
	config := func(botID string) acctest.Values {
		return acctest.Values{"bot_id": botID, "actions": []any{message(nil)}}
	}
	tests := map[string]struct {
		prior, config acctest.Values
		want          []string
	}{
		"a menu that is not known": {nil, config(id), []string{"warning at bot_id: Persistent menu of bot " + id + " already exists: ", "2 buttons", "terraform import lineworks_persistent_menu.NAME " + id}},
		"that of another bot":      {nil, config(second), []string{"warning at bot_id: Persistent menu of bot " + second + " already exists: "}},
		"moved to such a bot":      {config(strconv.FormatInt(without, 10)), config(id), []string{"warning at bot_id: "}},
		"no menu":                  {nil, config(strconv.FormatInt(without, 10)), nil},
		"no such bot":              {nil, config("9999999"), nil},
		"its own menu":             {config(id), acctest.Values{"bot_id": id, "actions": []any{message(acctest.Values{"text": "c"})}}, nil},
		"bot not known yet":        {nil, config(acctest.Unknown), nil},
	}
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := acctest.Messages(tenant.Plan(t, resourceType, tc.prior, tc.config))
			if len(tc.want) == 0 && got != "" {
				t.Errorf("got %s, want no warning", got)
			}
			for _, want := range tc.want {
				if !strings.Contains(got, want) {
					t.Errorf("got %s, want it to contain %q", got, want)
				}
			}
		})
	}
}
