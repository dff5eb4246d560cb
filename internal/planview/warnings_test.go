// SPDX-License-Identifier: MPL-2.0

package planview_test

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/planview"
)

// summaries are the warnings of a plan.
func summaries(v *planview.View) (warnings, settled []string) {
	for _, w := range v.Warnings {
		warnings = append(warnings, w.Summary)
	}
	for _, w := range v.Settled {
		settled = append(settled, w.Summary)
	}
	return warnings, settled
}

func menu(id, name string, more ...object) object {
	m := object{"bot_id": "1", "rich_menu_name": name, "size": object{"width": 2500, "height": 843}, "areas": []any{}}
	if id != "" {
		m["rich_menu_id"] = id
	}
	for _, values := range more {
		for key, value := range values {
			m[key] = value
		}
	}
	return m
}

func area(x, width, height int) object {
	return object{"bounds": object{"x": x, "y": 0, "width": width, "height": height}, "action": object{"type": "message", "label": "A", "text": "A"}}
}

// TestWarnings applies each rule of the provider's plan that a plan file has the values for.
func TestWarnings(t *testing.T) {
	t.Parallel()
	bot := func(id string, more ...object) object {
		b := object{"bot_id": id, "bot_name": "Desk"}
		for _, values := range more {
			for key, value := range values {
				b[key] = value
			}
		}
		return b
	}
	newID := object{"after_unknown": object{"rich_menu_id": true}}
	idRef := object{"resources": []object{
		block("lineworks_rich_menu", "a", object{}), block("lineworks_rich_menu", "b", object{}),
		block("lineworks_default_rich_menu", "a", object{"rich_menu_id": references("lineworks_rich_menu.a.rich_menu_id", "lineworks_rich_menu.a")}),
	}}
	registered := func(selected bool) object {
		return object{"bot_id": "1", "domain_id": "7", "allow_to_selected_member": selected}
	}
	defaultOf := func(id any) object {
		d := object{"bot_id": "1"}
		if id != nil {
			d["rich_menu_id"] = id
		}
		return d
	}
	picture := object{"image": "menu.png"}
	for name, tc := range map[string]struct {
		config        object
		changes       []object
		want, settled []string
	}{
		"bot deleted and created": {
			nil,
			[]object{change("lineworks_bot.a", deleted, bot("1"), nil), change("lineworks_bot.b", created, nil, bot(""))},
			[]string{`Bot "Desk" (1) is deleted, and another of the same name is created`},
			nil,
		},
		"bot replaced": {nil, []object{change("lineworks_bot.a", replaced, bot("1"), bot(""))}, nil, nil},
		"bot replaced and another deleted": {
			nil,
			[]object{change("lineworks_bot.a", replaced, bot("1"), bot("")), change("lineworks_bot.b", deleted, bot("2"), nil)},
			[]string{`Bot "Desk" (2) is deleted, and another of the same name is created`},
			nil,
		},
		"bot forgotten":               {nil, []object{change("lineworks_bot.a", []string{"forget"}, bot("1"), nil), change("lineworks_bot.b", created, nil, bot(""))}, nil, nil},
		"bot of another name":         {nil, []object{change("lineworks_bot.a", deleted, bot("1"), nil), change("lineworks_bot.b", created, nil, bot("", object{"bot_name": "Door"}))}, nil, nil},
		"domain removed":              {nil, []object{change("lineworks_bot.a", updated, bot("1", object{"allow_domains": []any{"7", "8"}}), bot("1", object{"allow_domains": []any{"8"}}))}, []string{`Registrations of bot "Desk" (1) will be deleted`}, nil},
		"domains limited":             {nil, []object{change("lineworks_bot.a", updated, bot("1"), bot("1", object{"allow_domains": []any{"8"}}))}, []string{`Registrations of bot "Desk" (1) will be deleted`}, nil},
		"domains not known":           {nil, []object{change("lineworks_bot.a", updated, bot("1"), bot("1", object{"allow_domains": []any{nil}}), object{"after_unknown": object{"allow_domains": []any{true}}})}, nil, nil},
		"rooms left":                  {nil, []object{change("lineworks_bot.a", updated, bot("1", object{"enable_group_join": true}), bot("1", object{"enable_group_join": false}))}, []string{`Bot "Desk" (1) will leave its rooms`}, nil},
		"registration opened":         {nil, []object{change("lineworks_bot_domain.a", updated, registered(true), registered(false))}, []string{"Bot 1 will be open to all users of domain 7"}, nil},
		"registration closed":         {nil, []object{change("lineworks_bot_domain.a", updated, registered(false), registered(true))}, nil, nil},
		"registration of another bot": {nil, []object{change("lineworks_bot_domain.a", replaced, object{"bot_id": "2", "domain_id": "7", "allow_to_selected_member": true}, registered(false))}, nil, nil},
		"registration, unknown":       {nil, []object{change("lineworks_bot_domain.a", updated, registered(true), object{"bot_id": "1", "domain_id": "7"}, object{"after_unknown": object{"allow_to_selected_member": true}})}, nil, nil},
		"areas": {
			nil,
			[]object{change("lineworks_rich_menu.a", created, nil, menu("", "Main", object{"areas": []any{area(0, 10, 844), area(9, 11, 9)}}), newID)},
			[]string{`Areas of rich menu "Main" of bot 1 overlap`, `Areas of rich menu "Main" of bot 1 reach past its edge`},
			nil,
		},
		"areas, unknown": {nil, []object{change("lineworks_rich_menu.a", created, nil, menu("", "Main", object{"areas": []any{object{"bounds": object{"x": 0, "y": 0, "width": 9999}}}}),
			object{"after_unknown": object{"areas": []any{object{"bounds": object{"height": true}}}}})}, nil, nil},
		"areas, unchanged": {nil, []object{change("lineworks_rich_menu.a", updated, menu("40", "Main", object{"areas": []any{area(0, 10, 844)}}),
			menu("40", "Main", object{"areas": []any{area(0, 10, 844)}, "image": "menu.png"}))}, nil, nil},
		"default replaced, destroyed first": {idRef, []object{
			change("lineworks_rich_menu.a", replaced, menu("40", "Main", picture), menu("", "Next", picture), newID),
			change("lineworks_default_rich_menu.a", updated, defaultOf("40"), defaultOf(nil), newID),
		}, []string{`Rich menu "Main" (40), the default of bot 1, is replaced`}, nil},
		"default replaced, created first": {idRef, []object{
			change("lineworks_rich_menu.a", swapped, menu("40", "Main", picture), menu("", "Next", picture), newID),
			change("lineworks_default_rich_menu.a", updated, defaultOf("40"), defaultOf(nil), newID),
		}, nil, []string{`Rich menu "Main" (40), the default of bot 1, is replaced`}},
		"default replaced, which goes to another menu": {idRef, []object{
			change("lineworks_rich_menu.a", swapped, menu("40", "Main", picture), menu("", "Next", picture), newID),
			change("lineworks_default_rich_menu.b", updated, defaultOf("40"), defaultOf("50")),
		}, []string{`Rich menu "Main" (40), the default of bot 1, is replaced`}, nil},
		"default replaced, which goes": {idRef, []object{
			change("lineworks_rich_menu.a", swapped, menu("40", "Main", picture), menu("", "Next", picture), newID),
			change("lineworks_default_rich_menu.a", deleted, defaultOf("40"), nil),
		}, []string{`Rich menu "Main" (40), the default of bot 1, is replaced`}, nil},
		"another menu replaced": {idRef, []object{
			change("lineworks_rich_menu.a", replaced, menu("41", "Main", picture), menu("", "Next", picture), newID),
			change("lineworks_default_rich_menu.a", noOp, defaultOf("40"), defaultOf("40")),
		}, nil, nil},
		"new default without a picture": {idRef, []object{
			change("lineworks_rich_menu.a", created, nil, menu("", "Main"), newID),
			change("lineworks_default_rich_menu.a", created, nil, defaultOf(nil), newID),
		}, []string{`Default rich menu of bot 1 has no picture: "Main" (lineworks_rich_menu.a)`}, nil},
		"default without a picture": {nil, []object{
			change("lineworks_rich_menu.a", noOp, menu("40", "Main"), menu("40", "Main")),
			change("lineworks_default_rich_menu.a", created, nil, defaultOf("40")),
		}, []string{`Default rich menu of bot 1 has no picture: "Main" (40)`}, nil},
		"default of a bot in the plan": {nil, []object{
			change("lineworks_bot.a", noOp, bot("1"), bot("1")), change("lineworks_rich_menu.a", noOp, menu("40", "Main"), menu("40", "Main")),
			change("lineworks_default_rich_menu.a", created, nil, defaultOf("40")),
		}, []string{`Default rich menu of bot 1 has no picture: "Main" (40)`}, nil},
		"default, picture not known": {idRef, []object{
			change("lineworks_rich_menu.a", created, nil, menu("", "Main"), object{"after_unknown": object{"rich_menu_id": true, "image": true}}),
			change("lineworks_default_rich_menu.a", created, nil, defaultOf(nil), newID),
		}, nil, nil},
		"default with a picture": {idRef, []object{
			change("lineworks_rich_menu.a", created, nil, menu("", "Main", picture), newID),
			change("lineworks_default_rich_menu.a", created, nil, defaultOf(nil), newID),
		}, nil, nil},
		"default as before": {nil, []object{
			change("lineworks_rich_menu.a", noOp, menu("40", "Main"), menu("40", "Main")),
			change("lineworks_default_rich_menu.a", noOp, defaultOf("40"), defaultOf("40")),
		}, nil, nil},
		"both kinds of menu": {nil, []object{
			change("lineworks_rich_menu.a", noOp, menu("40", "Main"), menu("40", "Main")), change(aMenu, created, nil, object{"bot_id": "1", "actions": []any{}}),
		}, []string{"Bot 1 has both kinds of menu in the configuration"}, nil},
		"both kinds of menu, unchanged": {nil, []object{
			change("lineworks_rich_menu.a", noOp, menu("40", "Main"), menu("40", "Main")), change(aMenu, noOp, object{"bot_id": "1", "actions": []any{}}, object{"bot_id": "1", "actions": []any{}}),
		}, nil, nil},
		"the other kind for one": {nil, []object{
			change("lineworks_rich_menu.a", deleted, menu("40", "Main"), nil), change(aMenu, created, nil, object{"bot_id": "1", "actions": []any{}}),
		}, nil, nil},
		"one kind for the other": {nil, []object{
			change("lineworks_rich_menu.a", created, nil, menu("", "Main"), newID), change(aMenu, deleted, object{"bot_id": "1", "actions": []any{}}, nil),
		}, nil, nil},
	} {
		v := view(t, planText(t, tc.config, tc.changes...), planview.Options{})
		warnings, settled := summaries(v)
		slices.Sort(warnings)
		if !slices.Equal(warnings, tc.want) || !slices.Equal(settled, tc.settled) {
			t.Errorf("%s:\ngot  %q and settled %q\nwant %q and settled %q", name, warnings, settled, tc.want, tc.settled)
		}
		if len(tc.want) > 0 {
			expect(t, name, html(t, v), "Warnings (")
			expect(t, name, markdown(t, v), "`"+tc.want[0]+"`")
		}
	}
}

// TestWarnings_largePicture is about a file that is read.
func TestWarnings_largePicture(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	large := append(pngOf(t, 10, 10), make([]byte, 1_000_001)...)
	if err := os.WriteFile(filepath.Join(dir, "menu.png"), large, 0o600); err != nil {
		t.Fatal(err)
	}
	after := menu("", "Main", object{"image": "menu.png", "image_sha256": sumOf(large)})
	for want, before := range map[int]object{1: menu("", "Main"), 0: menu("", "Main", object{"image_sha256": sumOf(large)})} {
		v := view(t, planText(t, nil, change("lineworks_rich_menu.a", replaced, before, after)), planview.Options{Dir: dir})
		warnings, _ := summaries(v)
		if len(warnings) != want || want == 1 && warnings[0] != `Picture of rich menu "Main" of bot 1 may be too large` {
			t.Errorf("got %q, want %d warnings of a large picture", warnings, want)
		}
	}
}

// TestWarnings_largePictures names the language of each picture, also where two share a file.
func TestWarnings_largePictures(t *testing.T) {
	t.Parallel()
	large := append(pngOf(t, 10, 10), make([]byte, 1_000_001)...)
	dir := folderWith(t, map[string][]byte{"menu.png": large})
	after := menu("", "Main", object{"image": "menu.png", "i18n_images": object{"ja_JP": "menu.png"}})
	v := view(t, planText(t, nil, change("lineworks_rich_menu.a", created, nil, after)), planview.Options{Dir: dir})
	warnings, _ := summaries(v)
	want := []string{`Picture of rich menu "Main" of bot 1 may be too large`, `Picture for ja_JP of rich menu "Main" of bot 1 may be too large`}
	if !slices.Equal(warnings, want) {
		t.Errorf("got %q, want %q", warnings, want)
	}
}
