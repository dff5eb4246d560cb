// SPDX-License-Identifier: MPL-2.0

package planview_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/planview"
)

const longCanary = "canary-5d1f7c"

// TestSecrets has a sensitive value in every place where a plan can have one. None may be
// in the page or in the summary. It is too short to be looked for in other texts.
func TestSecrets(t *testing.T) {
	t.Parallel()
	const canary = "Qz9xWv"
	bot := func(description any) object {
		return object{"bot_id": "1", "bot_name": "Desk", "description": description}
	}
	action := func(label string) object { return object{"type": "message", "label": label, "text": canary} }
	menu := func(actions ...any) object { return object{"bot_id": "1", "actions": actions} }
	for name, changes := range map[string][]object{
		"attribute of a new object": {change("lineworks_bot.a", created, nil, bot(canary), object{"after_sensitive": object{"description": true}})},
		"sensitive only after":      {change("lineworks_bot.a", updated, bot(canary), bot(canary+"2"), object{"after_sensitive": object{"description": true}})},
		"sensitive only before":     {change("lineworks_bot.a", updated, bot(canary), bot(canary+"2"), object{"before_sensitive": object{"description": true}})},
		"deleted object":            {change("lineworks_bot.a", deleted, bot(canary), nil, object{"before_sensitive": object{"description": true}})},
		"second element, only before": {change("lineworks_persistent_menu.a", updated, menu(action("A"), action("B")), menu(action("A"), action("B")),
			object{"before_sensitive": object{"actions": []any{object{"text": true}, object{"text": true}}}, "after_sensitive": object{"actions": []any{object{"text": true}}}})},
		"same element, other marks": {change("lineworks_persistent_menu.a", updated, menu(action(canary)), menu(action(canary)),
			object{"before_sensitive": object{"actions": []any{object{"text": true}}}, "after_sensitive": object{"actions": []any{object{"label": true}}}})},
		"part before, whole after": {change("lineworks_persistent_menu.a", updated, menu(action(canary)), menu(action(canary)),
			object{"before_sensitive": object{"actions": []any{object{"text": true}}}, "after_sensitive": object{"actions": true}})},
		"second element, only after": {change("lineworks_persistent_menu.a", updated, menu(action("A")), menu(action("A"), action("B")),
			object{"before_sensitive": object{"actions": []any{object{"text": true}}}, "after_sensitive": object{"actions": []any{object{"text": true}, object{"text": true}}}})},
		"null":              {change("lineworks_bot.a", created, nil, bot(nil), object{"after_sensitive": object{"description": true}})},
		"whole object":      {change("lineworks_bot.a", created, nil, bot(canary), object{"after_sensitive": true})},
		"element of a list": {change("lineworks_persistent_menu.a", created, nil, menu(action("A")), object{"after_sensitive": object{"actions": []any{object{"text": true}}}})},
		"whole list":        {change("lineworks_persistent_menu.a", created, nil, menu(action("A")), object{"after_sensitive": object{"actions": true}})},
		"list that has moved": {change("lineworks_persistent_menu.a", updated, menu(action("A"), action("B")), menu(action("B"), action("A")),
			object{"before_sensitive": object{"actions": []any{object{"text": true}, object{"text": true}}}})},
		"map": {change("lineworks_bot.a", created, nil, object{"bot_name": "Desk", "i18n_descriptions": object{"ja_JP": canary}},
			object{"after_sensitive": object{"i18n_descriptions": object{"ja_JP": true}}})},
		"marks of another shape": {change("lineworks_bot.a", created, nil, bot(canary), object{"after_sensitive": object{"description": []any{true}}})},
		"more marks than values": {change("lineworks_bot.a", created, nil, object{"administrators": []any{canary}}, object{"after_sensitive": object{"administrators": []any{false, true}}})},
		"path of a picture": {change("lineworks_rich_menu.a", created, nil, object{"bot_id": "1", "image": canary + ".png", "size": object{"width": 2500, "height": 843}},
			object{"after_sensitive": object{"image": true}})},
		"name, in a warning": {
			change("lineworks_bot.a", deleted, object{"bot_id": "1", "bot_name": canary}, nil, object{"before_sensitive": object{"bot_name": true}}),
			change("lineworks_bot.b", created, nil, object{"bot_name": canary}, object{"after_sensitive": object{"bot_name": true}}),
		},
		"name of a menu, in a warning": {change("lineworks_rich_menu.a", created, nil, object{
			"bot_id": "1", "rich_menu_name": canary, "size": object{"width": 2500, "height": 843},
			"areas": []any{object{"bounds": object{"x": 0, "y": 0, "width": 9, "height": 9999}, "action": action("A")}},
		}, object{"after_sensitive": object{"rich_menu_name": true, "areas": []any{object{"action": object{"text": true}}}}})},
		"secret of a bot without a mark": {change("lineworks_bot_secret.a", created, nil, object{"bot_id": "1", "secret": canary})},
		"object of a new type": {change("lineworks_future.a", updated, object{"bot_id": "1", "key": canary}, object{"bot_id": "1", "key": canary + "2"},
			object{"after_sensitive": object{"key": true}})},
	} {
		v := view(t, planText(t, nil, changes...), planview.Options{Dir: t.TempDir()})
		expectNone(t, name, html(t, v)+markdown(t, v), canary)
		if name != "secret of a bot without a mark" {
			expect(t, name, html(t, v), "(sensitive value)")
		}
	}
}

// TestSecrets_lostMarks hides a text that is sensitive elsewhere in the plan, also where
// nonsensitive() has taken its mark.
func TestSecrets_lostMarks(t *testing.T) {
	t.Parallel()
	const canary = longCanary
	plain := change(`lineworks_bot.a["`+canary+`"]`, created, nil,
		object{"bot_name": "Desk", "description": "The key is " + canary + ".", "i18n_descriptions": object{canary: "x"}}, object{"index": canary})
	other := object{
		"address": "random_password.a", "mode": "managed", "type": "random_password", "name": "a",
		"change": object{
			"actions": noOp, "before": object{"result": canary, "longer": canary + "-longer"}, "after": object{"result": canary},
			"before_sensitive": object{"result": true, "longer": true}, "after_sensitive": object{"result": true},
		},
	}
	renamed := change("lineworks_bot.b", updated, object{"bot_id": "1", "i18n_descriptions": object{}}, object{"bot_id": "1", "i18n_descriptions": object{canary: "text", "ja_JP": "Desk"}})
	before := object{
		"address": "random_password.b", "mode": "managed", "type": "random_password", "name": "b",
		"change": object{"actions": deleted, "before": object{"result": canary}, "before_sensitive": object{"result": true}},
	}
	for name, text := range map[string]string{
		"longer, in an address":      planText(t, nil, newBot(`lineworks_bot.c["`+canary+`-longer"]`, "Desk", object{"index": canary + "-longer"}), other),
		"a key of a map":             planText(t, nil, renamed, other),
		"only before":                planText(t, nil, plain, before),
		"object of another provider": planText(t, nil, plain, other),
		"output":                     strings.Replace(planText(t, nil, plain), "{", `{"output_changes":{"a":{"actions":["create"],"after":"`+canary+`","after_sensitive":true}},`, 1),
		"variable": strings.Replace(planText(t, object{"variables": object{"key": object{"sensitive": true}}}, plain), "{",
			`{"variables":{"key":{"value":{"deep":["`+canary+`"]}}},`, 1),
	} {
		v := view(t, text, planview.Options{})
		page := html(t, v)
		expectNone(t, name, page+markdown(t, v), canary, "-longer")
		expect(t, name, page, "(sensitive value)", "Desk")
	}
	short := change("lineworks_bot.a", created, nil, object{"bot_name": "Desk", "description": "a desk"}, object{"after_sensitive": object{"description": true}})
	other = change("lineworks_bot.b", created, nil, object{"bot_name": "Beside a desk"})
	expect(t, "a short secret", html(t, view(t, planText(t, nil, short, other), planview.Options{})), "Beside a desk")
}

// TestSecrets_recorded looks for the secrets in plans of the real CLI.
func TestSecrets_recorded(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"complete", "replacement", "destroy", "modules"} {
		text := recorded(t, name)
		if name != "complete" && !strings.Contains(text, "canary-") {
			t.Errorf("%s: got no secret in the plan, want one to look for", name)
		}
		v := view(t, text, planview.Options{})
		expectNone(t, name, html(t, v)+markdown(t, v), "canary-")
	}
}

// TestChange_sensitive tells that a sensitive value changes, and not how.
func TestChange_sensitive(t *testing.T) {
	t.Parallel()
	bot := func(description string) object {
		return object{"bot_id": "1", "bot_name": "Desk", "description": description}
	}
	hidden := object{"before_sensitive": object{"description": true}, "after_sensitive": object{"description": true}}
	for after, want := range map[string]int{longCanary: 0, longCanary + "2": 1} {
		got := view(t, planText(t, nil, change("lineworks_bot.a", updated, bot(longCanary), bot(after), hidden)), planview.Options{}).Groups[0].Cards[0].Differences
		if len(got) != want {
			t.Errorf("to %q: got %v, want %d differences", after, got, want)
		}
	}
}

// TestUnknown shows what is known after the apply as that.
func TestUnknown(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		after, unknown object
		want           int // badges
	}{
		"attribute":              {object{"bot_name": "Desk"}, object{"description": true}, 1},
		"element of a set":       {object{"bot_name": "Desk", "administrators": []any{"a", nil}}, object{"administrators": []any{false, true}}, 1},
		"value of a map":         {object{"bot_name": "Desk", "i18n_bot_names": object{}}, object{"i18n_bot_names": object{"ja_JP": true}}, 1},
		"more than the list has": {object{"bot_name": "Desk", "administrators": []any{}}, object{"administrators": []any{true}}, 1},
		"nothing":                {object{"bot_name": "Desk"}, object{"administrators": []any{false}}, 0},
	} {
		text := planText(t, nil, change("lineworks_bot.a", created, nil, tc.after, object{"after_unknown": tc.unknown}))
		if got := strings.Count(html(t, view(t, text, planview.Options{})), "(known after apply)"); got != tc.want {
			t.Errorf("%s: got %d values that are known after the apply, want %d", name, got, tc.want)
		}
	}
}

// TestUnknown_inside has a value that is unknown because all around it is.
func TestUnknown_inside(t *testing.T) {
	t.Parallel()
	text := planText(t, nil, change("lineworks_bot.a", updated, object{"bot_id": "1", "bot_name": "Desk"}, object{"bot_id": "1"}, object{"after_sensitive": true}))
	got := view(t, text, planview.Options{}).Groups[0]
	if n := strings.Count(string(got.Cards[0].Panes[0].After.Drawing), "(sensitive value)"); n < 4 {
		t.Errorf("got %d sensitive values, want every text of the bot", n)
	}
}

// TestChange_empty takes an empty value as one that is left out, as the provider does.
func TestChange_empty(t *testing.T) {
	t.Parallel()
	bot := func(more object) object {
		more["bot_id"] = "1"
		return more
	}
	text := planText(t, nil, change("lineworks_bot.a", updated, bot(object{"callback_url": "", "administrators": nil, "bot_name": "A"}), bot(object{"callback_url": nil, "administrators": []any{}, "bot_name": "B"})))
	if got := view(t, text, planview.Options{}).Groups[0].Cards[0].Differences; len(got) != 1 || got[0].Path != "bot_name" {
		t.Errorf("got %v, want the name alone", got)
	}
}

// TestNumbers keeps large IDs as they are.
func TestNumbers(t *testing.T) {
	t.Parallel()
	text := planText(t, nil, change("lineworks_future.a", created, nil, object{"bot_id": "1", "number": json.Number("9007199254740993")}))
	expect(t, "the page", html(t, view(t, text, planview.Options{})), "9007199254740993")
}
