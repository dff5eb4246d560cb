// SPDX-License-Identifier: MPL-2.0

package planview

import (
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/planrules"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/preview"
)

// warning is a message of the rules of plans.
type warning struct {
	planrules.Message

	// Settled is a warning that the provider gives because it does not know what the plan
	// file tells: that the plan does what the warning advises.
	Settled bool
}

// warningList keeps each warning once, as the CLI does.
type warningList struct {
	all  []warning
	seen map[planrules.Message]bool
}

func (l *warningList) add(settled bool, messages ...planrules.Message) {
	for _, m := range messages {
		if l.seen == nil {
			l.seen = map[planrules.Message]bool{}
		}
		if !l.seen[m] {
			l.seen[m] = true
			l.all = append(l.all, warning{m, settled})
		}
	}
}

// warnings applies the rules of the provider to a plan. Those that need the service, such
// as names that are taken, are in the output of the plan only.
func (p *Plan) warnings(groups []*group, r *resolver) *warningList {
	list := &warningList{}
	p.botWarnings(list)
	for _, g := range groups {
		for _, c := range g.Objects {
			switch c.Type {
			case typeDomain:
				openedWarnings(list, c)
			case typeRichMenu:
				list.add(false, areaWarnings(c)...)
			}
		}
		g.defaultWarnings(list, r)
		g.kindWarnings(list)
	}
	return list
}

func (p *Plan) botWarnings(list *warningList) {
	var bots planrules.Bots
	for _, c := range p.changes {
		if c.Type != typeBot {
			continue
		}
		name := c.id("bot_name")
		if !name.known() {
			continue
		}
		switch {
		case c.Action == destroy:
			list.add(false, bots.Delete(c.Before.get("bot_id").str(), name.str())...)
		case c.Action == create, c.Action.replaces():
			list.add(false, bots.Create(name.str())...)
		}
	}
	for _, c := range p.changes {
		if c.Type != typeBot || !c.Before.exists() || !c.After.exists() || c.Action == noChange {
			continue
		}
		label := planrules.BotLabel(c.Before.get("bot_id").str(), c.Before.get("bot_name").str())
		before, after := c.Before.get("allow_domains"), c.After.get("allow_domains")
		if after.known() && after.whole() && before.whole() {
			var domains []string
			if !before.none() {
				domains = before.strings()
			}
			list.add(false, planrules.NarrowedDomains(label, domains, after.strings())...)
		}
		joinsBefore, joinsAfter := c.Before.get("enable_group_join"), c.After.get("enable_group_join")
		if joinsBefore.known() && joinsAfter.mark == preview.Known {
			list.add(false, planrules.LeftRooms(label, joinsBefore.truth, joinsAfter.truth)...)
		}
	}
}

func openedWarnings(list *warningList, c *change) {
	before, after := c.Before.get("allow_to_selected_member"), c.After.get("allow_to_selected_member")
	bot, domain := c.After.get("bot_id"), c.After.get("domain_id")
	if before.known() && after.known() && bot.known() && domain.known() && bot.equal(c.Before.get("bot_id")) && domain.equal(c.Before.get("domain_id")) {
		list.add(false, planrules.OpenedRegistration(bot.str(), domain.str(), before.truth, after.truth)...)
	}
}

// areaWarnings are about a menu that is new, or whose areas change.
func areaWarnings(c *change) []planrules.Message {
	if !c.After.exists() || c.Before.exists() && c.Before.get("areas").equal(c.After.get("areas")) && c.Before.get("size").equal(c.After.get("size")) {
		return nil
	}
	var areas []planrules.Area
	for i, n := range c.After.get("areas").list {
		if a := areaOf(n); i < maxAreas && a.Mark == preview.Known {
			areas = append(areas, planrules.Area{Index: i, X: a.X, Y: a.Y, Width: a.Width, Height: a.Height})
		}
	}
	width, ok := c.After.get("size", "width").number()
	height, _ := c.After.get("size", "height").number()
	if !ok || len(areas) == 0 {
		return nil
	}
	return planrules.Areas(ruleOf(c.After).Label(), width, height, areas)
}

// ruleOf names a menu to the rules of plans.
func ruleOf(n node) planrules.RichMenu {
	return planrules.RichMenu{BotID: n.get("bot_id").str(), ID: n.get("rich_menu_id").str(), Name: n.get("rich_menu_name").str()}
}

// defaultWarnings are about the default of a bot: a menu that is replaced, and one without
// a picture.
func (g *group) defaultWarnings(list *warningList, r *resolver) {
	var (
		replaced planrules.ReplacedDefaults
		pictures planrules.DefaultPictures
		menus    = map[string]*change{}
	)
	for _, c := range g.of(typeRichMenu) {
		if c.Action.replaces() {
			menu := ruleOf(c.Before)
			menus[menu.ID] = c
			replaced.Replace(menu)
		}
		if c.After.exists() {
			menu := ruleOf(c.After)
			menu.BotID, menu.ID = g.name(), c.menuKey()
			pictures.Menu(menu, !c.After.get("image").empty())
		}
	}
	for _, c := range g.of(typeDefault) {
		if id := c.Before.get("rich_menu_id"); id.known() {
			settled := false
			if menu := menus[id.str()]; menu != nil {
				settled = menu.Action == createFirst && c.After.exists() && r.object(c, "rich_menu_id", typeRichMenu) == menu
			}
			list.add(settled, replaced.Default(c.Before.get("bot_id").str(), id.str())...)
		}
		if !c.After.exists() || c.Action == noChange || c.After.get("rich_menu_id").equal(c.Before.get("rich_menu_id")) {
			continue
		}
		if id := c.After.get("rich_menu_id"); id.known() {
			list.add(false, pictures.Default(g.name(), id.str())...)
		} else if menu := r.object(c, "rich_menu_id", typeRichMenu); menu != nil {
			list.add(false, pictures.Default(g.name(), menu.menuKey())...)
		}
	}
}

// menuKey is the ID of a menu, or its address as long as it has none.
func (c *change) menuKey() string {
	if id := c.After.get("rich_menu_id"); id.known() {
		return id.str()
	}
	return c.Address
}

// kindWarnings are about a bot with both kinds of menu. An unchanged persistent menu shows
// that the bot accepts it.
func (g *group) kindWarnings(list *warningList) {
	stays := func(c *change) bool { return c.After.exists() }
	persistent, rich := false, false
	for _, c := range g.of(typePersistentMenu) {
		persistent = persistent || stays(c) && c.Action != noChange
	}
	for _, c := range g.of(typeRichMenu) {
		rich = rich || stays(c)
	}
	if g.Told && persistent && rich {
		list.add(false, planrules.BothMenuKinds(g.name()))
	}
}

// of are the objects of a type.
func (g *group) of(kind string) []*change {
	var found []*change
	for _, c := range g.Objects {
		if c.Type == kind {
			found = append(found, c)
		}
	}
	return found
}

// name is the ID of the bot, or the address of its block as long as it has none.
func (g *group) name() string {
	switch {
	case g.ID != "" && (g.Bot == nil || !g.Bot.After.get("bot_id").isUnknown()):
		return g.ID
	case g.Bot != nil:
		return g.Bot.Address
	}
	return "that is not known before the apply"
}
