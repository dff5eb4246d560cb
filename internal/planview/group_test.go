// SPDX-License-Identifier: MPL-2.0

package planview_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/planview"
)

// references is an expression of a configuration.
func references(all ...string) object { return object{"references": all} }

// block is a resource of a configuration.
func block(kind, name string, expressions object) object {
	return object{"address": kind + "." + name, "mode": "managed", "type": kind, "name": name, "expressions": expressions}
}

// newMenu is a menu of a bot whose ID is not known yet.
func newMenu(address string, more ...object) object {
	return change(address, created, nil, object{"actions": []any{}}, append(more, object{"after_unknown": object{"bot_id": true}})...)
}

func newBot(address, name string, more ...object) object {
	return change(address, created, nil, object{"bot_name": name}, append(more, object{"after_unknown": object{"bot_id": true}})...)
}

const (
	aBot  = "lineworks_bot.a"
	aMenu = "lineworks_persistent_menu.a"
)

// TestGroups tells which bot an object belongs to by the ID or by the configuration, and
// does not guess where neither tells.
func TestGroups(t *testing.T) {
	t.Parallel()
	menuOf := func(expression object) object {
		return block("lineworks_persistent_menu", "a", object{"bot_id": expression})
	}
	bot := block("lineworks_bot", "a", object{})
	known := func(id string) object { return object{"bot_id": id, "bot_name": "Bot " + id} }
	team := object{"resources": []object{block("lineworks_bot", "this", object{})}, "outputs": object{
		"bot_id": object{"expression": references("lineworks_bot.this.bot_id", "lineworks_bot.this")},
		"bot":    object{"expression": references("lineworks_bot.this")},
	}}
	menuModule := func(expression object) object {
		return object{"resources": []object{block("lineworks_persistent_menu", "a", object{"bot_id": expression})}}
	}
	inModule := object{"module_address": "module.team"}
	for name, tc := range map[string]struct {
		config  object
		changes []object
		want    []string // the bots with addresses of their objects
	}{
		"known ID": {nil, []object{
			change(aBot, noOp, known("1"), known("1")), change(aMenu, created, nil, object{"bot_id": "1"}),
		}, []string{"Bot 1: lineworks_bot.a lineworks_persistent_menu.a"}},
		"known ID of a bot that is not in the plan": {nil, []object{change(aMenu, created, nil, object{"bot_id": "7"})}, []string{"Bot 7: lineworks_persistent_menu.a"}},
		"deleted with its bot": {nil, []object{
			change(aBot, deleted, known("1"), nil), change(aMenu, deleted, object{"bot_id": "1"}, nil),
		}, []string{"Bot 1: lineworks_bot.a lineworks_persistent_menu.a"}},
		"reference": {
			object{"resources": []object{bot, menuOf(references("lineworks_bot.a.bot_id", "lineworks_bot.a"))}},
			[]object{newBot(aBot, "A"), newBot("lineworks_bot.b", "B"), newMenu(aMenu)},
			[]string{"A: lineworks_bot.a lineworks_persistent_menu.a", "B: lineworks_bot.b"},
		},
		"reference to another attribute": {
			object{"resources": []object{bot, menuOf(references("lineworks_bot.a.description", "lineworks_bot.a"))}},
			[]object{newBot(aBot, "A"), newMenu(aMenu)},
			[]string{"A: lineworks_bot.a", "A bot that this plan creates: lineworks_persistent_menu.a"},
		},
		"bot that is replaced": {
			object{"resources": []object{bot, menuOf(references("lineworks_bot.a.bot_id", "lineworks_bot.a"))}},
			[]object{
				change(aBot, replaced, known("1"), object{"bot_name": "A"}, object{"after_unknown": object{"bot_id": true}}),
				change(aMenu, replaced, object{"bot_id": "1"}, object{}, object{"after_unknown": object{"bot_id": true}}),
				change("lineworks_bot_domain.a", deleted, object{"bot_id": "1", "domain_id": "2"}, nil),
			},
			[]string{"A: lineworks_bot.a lineworks_bot_domain.a lineworks_persistent_menu.a"},
		},
		"through another object": {
			object{"resources": []object{
				bot, block("lineworks_bot_domain", "a", object{"bot_id": references("lineworks_bot.a.bot_id", "lineworks_bot.a")}),
				block("lineworks_bot_domain_member", "a", object{"bot_id": references("lineworks_bot_domain.a.bot_id", "lineworks_bot_domain.a")}),
			}},
			[]object{newBot(aBot, "A"), newMenu("lineworks_bot_domain.a"), newMenu("lineworks_bot_domain_member.a")},
			[]string{"A: lineworks_bot.a lineworks_bot_domain.a lineworks_bot_domain_member.a"},
		},
		"a key": {
			object{"resources": []object{bot, menuOf(references(`lineworks_bot.a["x.y"].bot_id`, `lineworks_bot.a["x.y"]`, "lineworks_bot.a"))}},
			[]object{newBot(`lineworks_bot.a["x.y"]`, "XY", object{"index": "x.y"}), newBot(`lineworks_bot.a["z"]`, "Z", object{"index": "z"}), newMenu(aMenu)},
			[]string{`XY: lineworks_bot.a["x.y"] lineworks_persistent_menu.a`, `Z: lineworks_bot.a["z"]`},
		},
		"a quotation mark in a key": {
			object{"resources": []object{bot, menuOf(references(`lineworks_bot.a["x\".y"].bot_id`, `lineworks_bot.a["x\".y"]`, "lineworks_bot.a"))}},
			[]object{newBot(`lineworks_bot.a["x\".y"]`, "XY", object{"index": `x".y`}), newMenu(aMenu)},
			[]string{`XY: lineworks_bot.a["x\".y"] lineworks_persistent_menu.a`},
		},
		"keys of its own, and no key of the bot": {
			object{"resources": []object{bot, menuOf(references("local.bot_id"))}},
			[]object{newMenu(aMenu+`["x"]`, object{"index": "x"}), newMenu(aMenu+`["y"]`, object{"index": "y"})},
			[]string{`A bot that is not known before the apply: lineworks_persistent_menu.a["x"] lineworks_persistent_menu.a["y"]`},
		},
		"a bot and what is left of its predecessor": {
			object{"resources": []object{bot, menuOf(references("lineworks_bot.a.bot_id", "lineworks_bot.a"))}},
			[]object{newBot(aBot, "A"), change(aBot, deleted, known("1"), nil, object{"deposed": "0a1b2c3d"}), newMenu(aMenu)},
			[]string{"A: lineworks_bot.a lineworks_persistent_menu.a", "Bot 1: lineworks_bot.a"},
		},
		"the only key": {
			object{"resources": []object{bot, menuOf(references("lineworks_bot.a[0].bot_id", "lineworks_bot.a[0]", "lineworks_bot.a"))}},
			[]object{newBot("lineworks_bot.a[0]", "A", object{"index": 0}), newMenu(aMenu)},
			[]string{"A: lineworks_bot.a[0] lineworks_persistent_menu.a"},
		},
		"each.key": {
			object{"resources": []object{bot, menuOf(references("lineworks_bot.a", "each.key"))}},
			[]object{
				newBot(`lineworks_bot.a["x"]`, "X", object{"index": "x"}), newBot(`lineworks_bot.a["y"]`, "Y", object{"index": "y"}),
				newMenu(aMenu+`["x"]`, object{"index": "x"}), newMenu(aMenu+`["y"]`, object{"index": "y"}),
			},
			[]string{
				`A bot that this plan creates: lineworks_persistent_menu.a["x"]`, `A bot that this plan creates: lineworks_persistent_menu.a["y"]`,
				`X: lineworks_bot.a["x"]`, `Y: lineworks_bot.a["y"]`,
			},
		},
		"one of two": {
			object{"resources": []object{bot, menuOf(references("var.which", "lineworks_bot.a.bot_id", "lineworks_bot.a", "lineworks_bot.b.bot_id", "lineworks_bot.b"))}},
			[]object{newBot(aBot, "A"), newBot("lineworks_bot.b", "B"), newMenu(aMenu)},
			[]string{"A bot that this plan creates: lineworks_persistent_menu.a", "A: lineworks_bot.a", "B: lineworks_bot.b"},
		},
		"names that begin alike": {
			object{"resources": []object{bot, menuOf(references("lineworks_bot.ab.bot_id", "lineworks_bot.ab", "lineworks_bot.a"))}},
			[]object{newBot("lineworks_bot.ab", "AB"), newMenu(aMenu)},
			[]string{"A bot that this plan creates: lineworks_persistent_menu.a", "AB: lineworks_bot.ab"},
		},
		"a local value": {
			object{"resources": []object{bot, menuOf(references("local.bot_id"))}},
			[]object{newBot(aBot, "A"), newMenu(aMenu)},
			[]string{"A bot that this plan creates: lineworks_persistent_menu.a", "A: lineworks_bot.a"},
		},
		"a bot of elsewhere": {
			object{"resources": []object{menuOf(references("data.lineworks_bot.a.bot_id", "data.lineworks_bot.a"))}},
			[]object{newMenu(aMenu)},
			[]string{"A bot that is not known before the apply: lineworks_persistent_menu.a"},
		},
		"no configuration": {nil, []object{newBot(aBot, "A"), newMenu(aMenu)}, []string{"A bot that this plan creates: lineworks_persistent_menu.a", "A: lineworks_bot.a"}},
		"output of a module": {
			object{"module_calls": object{"team": object{"module": team}}, "resources": []object{menuOf(references("module.team.bot_id", "module.team"))}},
			[]object{newBot("module.team.lineworks_bot.this", "T", inModule), newMenu(aMenu)},
			[]string{"T: lineworks_persistent_menu.a module.team.lineworks_bot.this"},
		},
		"module with a key": {
			object{"module_calls": object{"team": object{"module": team, "for_each_expression": references("var.all")}}, "resources": []object{menuOf(references(`module.team["x"].bot.bot_id`, `module.team["x"].bot`, `module.team["x"]`))}},
			[]object{
				newBot(`module.team["x"].lineworks_bot.this`, "X", object{"module_address": `module.team["x"]`}),
				newBot(`module.team["y"].lineworks_bot.this`, "Y", object{"module_address": `module.team["y"]`}), newMenu(aMenu),
			},
			[]string{`X: lineworks_persistent_menu.a module.team["x"].lineworks_bot.this`, `Y: module.team["y"].lineworks_bot.this`},
		},
		"module with keys, without one": {
			object{"module_calls": object{"team": object{"module": team, "for_each_expression": references("var.all")}}, "resources": []object{menuOf(references("module.team.bot_id"))}},
			[]object{newBot(`module.team["x"].lineworks_bot.this`, "X", object{"module_address": `module.team["x"]`}), newMenu(aMenu)},
			[]string{"A bot that this plan creates: lineworks_persistent_menu.a", `X: module.team["x"].lineworks_bot.this`},
		},
		"variable of a module": {
			object{"resources": []object{bot}, "module_calls": object{"team": object{"module": menuModule(references("var.bot.bot_id", "var.bot")), "expressions": object{"bot": references("lineworks_bot.a")}}}},
			[]object{newBot(aBot, "A"), newMenu("module.team.lineworks_persistent_menu.a", inModule)},
			[]string{"A: lineworks_bot.a module.team.lineworks_persistent_menu.a"},
		},
		"module in a module": {
			object{"resources": []object{bot}, "module_calls": object{"outer": object{
				"expressions": object{"id": references("lineworks_bot.a.bot_id", "lineworks_bot.a")},
				"module": object{"module_calls": object{"inner": object{
					"expressions": object{"bot_id": references("var.id")}, "module": menuModule(references("var.bot_id")),
				}}},
			}}},
			[]object{newBot(aBot, "A"), newMenu("module.outer.module.inner[1].lineworks_persistent_menu.a", object{"module_address": "module.outer.module.inner[1]"})},
			[]string{"A: lineworks_bot.a module.outer.module.inner[1].lineworks_persistent_menu.a"},
		},
		"a circle": {
			object{"resources": []object{
				block("lineworks_bot_domain", "a", object{"bot_id": references("lineworks_bot_domain.b.bot_id", "lineworks_bot_domain.b")}),
				block("lineworks_bot_domain", "b", object{"bot_id": references("lineworks_bot_domain.a.bot_id", "lineworks_bot_domain.a")}),
			}},
			[]object{newMenu("lineworks_bot_domain.a"), newMenu("lineworks_bot_domain.b")},
			[]string{"A bot that is not known before the apply: lineworks_bot_domain.a", "A bot that is not known before the apply: lineworks_bot_domain.b"},
		},
	} {
		v := view(t, planText(t, tc.config, tc.changes...), planview.Options{})
		var got []string
		for _, g := range v.Groups {
			// The card of a bot leaves out its address, which is in the heading.
			var addresses []string
			for _, c := range append(slices.Clone(g.Cards), g.Unchanged...) {
				if c.Address == "" {
					c.Address = g.Subtitles[0]
				}
				addresses = append(addresses, c.Address)
			}
			for _, r := range g.Rows {
				addresses = append(addresses, r.Address)
			}
			slices.Sort(addresses)
			got = append(got, g.Title+": "+strings.Join(addresses, " "))
		}
		slices.Sort(got)
		slices.Sort(tc.want)
		if !slices.Equal(got, tc.want) {
			t.Errorf("%s:\ngot  %q\nwant %q", name, got, tc.want)
		}
		_ = html(t, v)
	}
}

// TestGroups_references tells what the plan says of a bot that it does not name.
func TestGroups_references(t *testing.T) {
	t.Parallel()
	v := view(t, recorded(t, "modules"), planview.Options{})
	expect(t, "the page", html(t, v), "The plan does not tell which bot these objects belong to.", "bot_id refers to module.team, each.key")
}

// TestGroups_deposed has an object that a failed replacement has left, beside its successor.
func TestGroups_deposed(t *testing.T) {
	t.Parallel()
	v := view(t, planText(t, nil,
		change(aBot, noOp, object{"bot_id": "2", "bot_name": "New"}, object{"bot_id": "2", "bot_name": "New"}),
		change(aBot, deleted, object{"bot_id": "1", "bot_name": "Old"}, nil, object{"deposed": "0a1b2c3d"}),
		change(aMenu, deleted, object{"bot_id": "1"}, nil),
	), planview.Options{})
	if len(v.Groups) != 1 || v.Groups[0].Title != "Old" || len(v.Groups[0].Cards) != 2 || len(v.Unchanged) != 1 {
		t.Errorf("got %v and unchanged %v, want the menu with the old bot, and the new one unchanged", v.Groups, v.Unchanged)
	}
	expect(t, "the page", html(t, v), "Left over from an earlier replacement that failed")
}
