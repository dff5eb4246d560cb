// SPDX-License-Identifier: MPL-2.0

package export

import (
	"fmt"
	"strings"
)

// often is in how many places a person or a domain has to be to become a local.
const often = 3

// naming has the names of the objects of a tenant.
type naming struct {
	bots      map[string]string // by ID
	richMenus map[string]string // by BOT_ID/RICH_MENU_ID
	// domains and people have those that become locals.
	domains map[string]string
	people  map[string]string

	unknown []string // IDs in the table of names that the tenant does not have
}

// name names the objects of a tenant: first those for which the user has chosen a name, and
// then the others in the order of their IDs, so that each run gives the same names.
func name(t *tenant, table *Names) *naming {
	n := &naming{}
	var bots, menus, domains []string
	texts := map[string]string{}
	for _, b := range t.bots {
		bots = append(bots, b.BotID)
		texts[b.BotID] = b.BotName
		domains = append(domains, b.domains()...)
	}
	n.bots = n.assign(table, kindBot, bots, func(id string) string { return identifier(texts[id], kindBot) })
	for _, b := range t.bots {
		for _, menu := range b.richMenus {
			key := b.BotID + "/" + menu.RichMenuID
			menus = append(menus, key)
			texts[key] = joined(n.bots[b.BotID], identifier(menu.RichMenuName, "menu"))
		}
	}
	n.richMenus = n.assign(table, kindRichMenu, menus, func(key string) string { return texts[key] })
	n.domains = n.assign(table, kindDomain, frequent(domains, table, kindDomain), func(id string) string { return "domain_" + id })
	n.people = n.assign(table, kindUser, peopleOf(t, table, t.emails != nil), func(id string) string {
		local, _, found := strings.Cut(t.emails[id], "@")
		if !found {
			return userName(id)
		}
		return identifier(local, kindUser)
	})
	return n
}

// peopleOf are the users that become locals: those who occur often or have a name in the table,
// and all contacts of bots if asked for.
func peopleOf(t *tenant, table *Names, contacts bool) []string {
	var people, all []string
	for _, b := range t.bots {
		people = append(people, b.people()...)
		if contacts {
			all = append(all, b.contacts()...)
		}
	}
	return sorted(append(all, frequent(people, table, kindUser)...))
}

// joined is the name of an object that belongs to another one. A name that repeats that of
// the owner does not become longer.
func joined(owner, own string) string {
	if own == owner || strings.HasPrefix(own, owner+"_") {
		return own
	}
	return owner + "_" + own
}

// userName is the name of a user of whom nothing but the ID is known. The first part of a
// UUID is enough to tell people apart.
func userName(id string) string {
	first, _, _ := strings.Cut(id, "-")
	return "user_" + identifier(first, "x")
}

// frequent are the IDs that occur often, and those that have a name in the table.
func frequent(ids []string, table *Names, kind string) []string {
	counts := map[string]int{}
	for _, id := range ids {
		counts[id]++
	}
	var all []string
	for id, n := range counts {
		if _, named := table.name(kind, id); named || n >= often {
			all = append(all, id)
		}
	}
	return sorted(all)
}

// assign names objects. fallback is the name of one that has none in the table.
func (n *naming) assign(table *Names, kind string, ids []string, fallback func(id string) string) map[string]string {
	names, taken := map[string]string{}, namespace{}
	there := map[string]bool{}
	for _, id := range ids {
		there[id] = true
		if chosen, ok := table.name(kind, id); ok {
			names[id] = chosen
			taken.reserve(chosen)
		}
	}
	for _, id := range ids {
		if names[id] == "" {
			names[id] = taken.take(fallback(id))
		}
	}
	for _, id := range table.ids(kind) {
		if !there[id] {
			n.unknown = append(n.unknown, fmt.Sprintf("%s %s", kind, id))
		}
	}
	return names
}
