// SPDX-License-Identifier: MPL-2.0

package planview

import (
	"cmp"
	"slices"
	"strings"
)

// The types of objects that are shown, in the order in which a bot has them.
const (
	typeBot            = "lineworks_bot"
	typePersistentMenu = "lineworks_persistent_menu"
	typeRichMenu       = "lineworks_rich_menu"
	typeDefault        = "lineworks_default_rich_menu"
	typeUserMenu       = "lineworks_user_rich_menu"
	typeDomain         = "lineworks_bot_domain"
	typeMember         = "lineworks_bot_domain_member"
	typeChannel        = "lineworks_channel"
	typeKey            = "lineworks_bot_secret"
)

var typeOrder = []string{typeBot, typePersistentMenu, typeRichMenu, typeDefault, typeUserMenu, typeDomain, typeMember, typeChannel, typeKey}

// group is a bot with all objects of the plan that belong to it.
type group struct {
	ID  string  // of a bot whose ID is known
	Bot *change // nil if the plan has no block of the bot

	// References are what bot_id of the objects refers to, if the plan does not tell which
	// bot that is; Key is their own key of for_each or count.
	References []string
	Key        string
	Told       bool // whether the plan tells which bot it is

	Objects []*change // with the bot
}

// changed reports whether the plan does something to the bot or its objects.
func (g *group) changed() bool {
	return slices.ContainsFunc(g.Objects, (*change).matters)
}

// groups gathers the objects of a plan by bot: by the ID of the bot where it is known, else
// by the references of the configuration. Where neither tells, the objects are in a group of
// their own.
func (p *Plan) groups(r *resolver) []*group {
	byID, byAddress, byReference := map[string]*group{}, map[string]*group{}, map[string]*group{}
	var all []*group
	add := func(g *group) *group {
		all = append(all, g)
		return g
	}
	for _, c := range p.changes {
		if c.Type != typeBot {
			continue
		}
		g := byAddress[c.Address]
		if g == nil || c.Deposed {
			g = add(&group{Bot: c, Told: true})
		}
		g.Objects = append(g.Objects, c)
		if !c.Deposed {
			byAddress[c.Address] = g
		}
		for _, side := range []node{c.Before, c.After} {
			if id := side.get("bot_id"); id.known() {
				byID[id.str()] = g
				g.ID = id.str()
			}
		}
	}
	for _, c := range p.changes {
		if c.Type == typeBot {
			continue
		}
		id := c.id("bot_id")
		var g *group
		switch {
		case id.known():
			if g = byID[id.str()]; g == nil {
				g = add(&group{ID: id.str(), Told: true})
				byID[id.str()] = g
			}
		default:
			if bot := r.object(c, "bot_id", typeBot); bot != nil && byAddress[bot.Address] != nil {
				g = byAddress[bot.Address]
				break
			}
			u := &group{References: r.stopped, Key: c.Key}
			if !slices.ContainsFunc(u.References, func(s string) bool { return strings.HasPrefix(s, "each.") || strings.HasPrefix(s, "count.") }) {
				u.Key = ""
			}
			key := strings.Join(append([]string{c.Module, u.Key}, u.References...), "\x00")
			if g = byReference[key]; g == nil {
				g = add(u)
				byReference[key] = u
			}
		}
		g.Objects = append(g.Objects, c)
	}
	for _, g := range all {
		slices.SortStableFunc(g.Objects, func(a, b *change) int {
			return cmp.Or(cmp.Compare(rank(a.Type), rank(b.Type)), cmp.Compare(a.Address, b.Address))
		})
	}
	return all
}

// rank is the place of a type; types that are new to this package come last.
func rank(kind string) int {
	if i := slices.Index(typeOrder, kind); i >= 0 {
		return i
	}
	return len(typeOrder)
}
