// SPDX-License-Identifier: MPL-2.0

package simulate

import (
	"fmt"
	"math/rand/v2"
	"slices"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/acctest"
)

// drawn are the attributes of a resource that the team edits, each with a draw of a value; nil
// leaves the attribute out. Those that identify an object are not among them.
func drawn(resource string, pictures Pictures) map[string]func(*rand.Rand) any {
	switch resource {
	case bot:
		return map[string]func(*rand.Rand) any{
			"bot_name":          pick[any]("Desk", "受付", "News"),
			"photo_url":         pick[any]("https://example.com/a.png", "https://example.com/b.png"),
			"description":       pick[any]("Answers.", "Answers all.", "二行\nの説明"),
			"administrators":    pick[any]([]string{"u1"}, []string{"u1", "u2"}, []string{"u3", "u2", "u1"}, []string{"a@example.com", "u1"}),
			"subadministrators": pick[any](nil, nil, []string{"u4"}, []string{"u5", "u4"}),
			"allow_domains":     pick[any](nil, nil, []string{"10000001", "10000002"}, []string{"10000003", "10000002", "10000001"}),
			"enable_callback":   pick[any](nil, true, false),
			"callback_url":      pick[any](nil, "https://example.com/callback", "https://example.com/other"),
			"callback_events":   pick[any](nil, nil, []string{"text"}, []string{"image", "text", "file"}),
			"channel_events":    pick[any](nil, nil, []string{"message", "begin"}, []string{"end"}),
			"enable_group_join": pick[any](nil, true, true, false),
			"i18n_bot_names":    pick[any](nil, nil, languages("Name"), languages("Desk")),
			"i18n_descriptions": pick[any](nil, nil, languages("Text")),
			"i18n_photo_urls":   pick[any](nil, nil, languages("https://example.com/i.png"), languages("https://example.com/j.png")),

			"deletion_protection": pick[any](nil, nil, nil, nil, true, false),
		}
	case persistent:
		return map[string]func(*rand.Rand) any{"actions": func(r *rand.Rand) any { return actions(r, buttons) }}
	case richMenu:
		return map[string]func(*rand.Rand) any{
			"rich_menu_name": pick[any]("Main", "Main", "Other"),
			"size":           pick[any](acctest.Values{"height": 843}),
			"areas":          areas,
			"image":          pick[any](nil, pictures.Light, pictures.Shade),
			"i18n_images":    pick[any](nil, nil, map[string]string{"ja_JP": pictures.Light}, map[string]string{"ko_KR": pictures.Shade}),
		}
	case registered:
		return map[string]func(*rand.Rand) any{"visible": pick[any](nil, true, false), "allow_to_selected_member": pick[any](true, true, nil)}
	case room:
		return map[string]func(*rand.Rand) any{"title": pick[any](nil, "Room", "Hall"), "members": pick[any]([]string{"u1"}, []string{"u1", "u2"})}
	case botSecret:
		return map[string]func(*rand.Rand) any{"keepers": pick[any](nil, map[string]string{"year": "1"}, map[string]string{"year": "2"})}
	}
	return nil
}

func languages(text string) map[string]string { return map[string]string{"ja_JP": text, "ko_KR": text} }

func pick[T any](values ...T) func(*rand.Rand) T {
	return func(r *rand.Rand) T { return values[r.IntN(len(values))] }
}

var buttons = []acctest.Values{
	{"type": "message", "label": "Help"},
	{"type": "message", "label": "Help", "text": "help!", "postback": "p", "i18n_labels": languages("H"), "i18n_texts": languages("T")},
	{"type": "uri", "label": "Site", "uri": "https://example.com/"},
	{"type": "copy", "label": "Code", "copy_text": "c"},
}

var taps = []acctest.Values{
	{"type": "message", "label": "Help", "text": "Help", "i18n_labels": languages("H")},
	{"type": "postback", "data": "d", "display_text": "Sent", "i18n_display_texts": languages("S")},
	{"type": "uri", "uri": "https://example.com/"},
	{"type": "copy", "label": "Code", "copy_text": "c"},
}

func actions(r *rand.Rand, from []acctest.Values) []any {
	var all []any
	for range 1 + r.IntN(3) {
		all = append(all, from[r.IntN(len(from))])
	}
	return all
}

func areas(r *rand.Rand) any {
	var all []any
	for i, action := range actions(r, taps) {
		all = append(all, acctest.Values{"bounds": acctest.Values{"x": i * 800, "y": 0, "width": 800, "height": 843}, "action": action})
	}
	return all
}

// draw makes values of a resource beside those that identify the object.
func draw(r *rand.Rand, resource string, pictures Pictures, identity acctest.Values) acctest.Values {
	values := identity.With(nil)
	all := drawn(resource, pictures)
	for _, name := range sortedKeys(all) {
		if v := all[name](r); v != nil {
			values[name] = v
		}
	}
	return consistent(values)
}

// consistent leaves pictures by language out where there is none for everyone.
func consistent(values acctest.Values) acctest.Values {
	if values["image"] == nil {
		return values.Without("i18n_images")
	}
	return values
}

// redraw changes one attribute.
func redraw(r *rand.Rand, resource string, pictures Pictures, values acctest.Values) acctest.Values {
	all := drawn(resource, pictures)
	if len(all) == 0 {
		return values
	}
	names := sortedKeys(all)
	name := names[r.IntN(len(names))]
	out := values.Without(name)
	if v := all[name](r); v != nil {
		out[name] = v
	}
	return consistent(out)
}

func sortedKeys[V any](m map[string]V) []string {
	var keys []string
	for key := range m {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}

// block is a bot with some of what belongs to one.
func block(r *rand.Rand, key string, pictures Pictures) []Edit {
	at := func(resource string, more ...any) string { return resource + "." + key + fmt.Sprint(more...) }
	var all []Edit
	add := func(address string, identity acctest.Values) {
		all = append(all, Edit{Address: address, Values: draw(r, typeOf(address), pictures, identity)})
	}
	of := func(address string) acctest.Ref { return acctest.Ref(address + ".bot_id") }
	add(at(bot), acctest.Values{})
	id := of(at(bot))
	chance := func(n int) bool { return r.IntN(n) == 0 }
	if chance(2) {
		add(at(registered), acctest.Values{"bot_id": id, "domain_id": "10000001"})
		for _, user := range []string{"u1", "u2"} {
			if chance(2) {
				add(at(member, "_", user), acctest.Values{"bot_id": of(at(registered)), "domain_id": acctest.Ref(at(registered) + ".domain_id"), "user_id": user})
			}
		}
	}
	if chance(4) {
		add(at(registered, "_second"), acctest.Values{"bot_id": id, "domain_id": "10000002"})
	}
	switch r.IntN(4) {
	case 0:
		add(at(persistent), acctest.Values{"bot_id": id})
	case 1, 2:
		add(at(richMenu), acctest.Values{"bot_id": id})
		if chance(3) {
			add(at(richMenu, "_second"), acctest.Values{"bot_id": id})
		}
		shown := acctest.Values{"bot_id": of(at(richMenu)), "rich_menu_id": acctest.Ref(at(richMenu) + ".rich_menu_id")}
		if chance(2) {
			add(at(defaultOf), shown)
		}
		if chance(3) {
			add(at(userMenu), shown.With(acctest.Values{"user_id": "u1"}))
		}
	}
	if chance(6) {
		add(at(room), acctest.Values{"bot_id": id})
	}
	if chance(6) {
		add(at(botSecret), acctest.Values{"bot_id": id})
	}
	return all
}
