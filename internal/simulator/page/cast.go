// SPDX-License-Identifier: MPL-2.0

package page

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver/directory"
)

// maxUsers is how many users the page offers to talk as; any other can be written.
const maxUsers = 100

// cast are the users who have to do with a bot.
type cast struct {
	directory *directory.Directory
	id        func(person string) string
	names     map[string]string // by ID
	IDs       []string          // in the order of the select
	User      string            // the chosen one, by ID
}

// castOf collects the selected members of a bot, the users of its menus and rooms, the
// users of the directory, and its administrators. The chosen user may be named by e-mail
// address; without one, the first who finds the bot is taken.
func (p *Page) castOf(bot mockserver.Bot, chosen string) *cast {
	c := &cast{names: map[string]string{}, directory: p.api.Directory(), id: p.api.UserID}
	domains := p.api.Domains(bot.BotID)
	for _, domain := range domains {
		c.add(domain.Members...)
	}
	c.add(slices.Sorted(maps.Keys(p.api.UserRichMenus(bot.BotID)))...)
	for _, room := range p.api.Channels(bot.BotID) {
		c.add(room.Members...)
	}
	for user := range c.directory.Users() {
		if len(c.IDs) >= maxUsers {
			break
		}
		c.add(user.UserID)
	}
	c.add(slices.Concat(bot.Administrators, bot.Subadministrators)...)
	if c.User = c.id(chosen); c.User != "" {
		c.add(chosen)
		return c
	}
	reaches := slices.IndexFunc(c.IDs, func(id string) bool { return c.finds(domains, id) })
	if len(c.IDs) > 0 {
		c.User = c.IDs[max(reaches, 0)]
	}
	return c
}

func (c *cast) add(people ...string) {
	for _, person := range people {
		id := c.id(person)
		if id == "" {
			continue
		}
		if _, known := c.names[id]; !known {
			user, _ := c.directory.User(id)
			c.names[id] = nameOf(user)
			c.IDs = append(c.IDs, id)
		}
		if c.names[id] == "" && person != id { // an address that the directory lacks
			c.names[id] = person
		}
	}
}

// nameOf is a name as the app shows it, with the e-mail address.
func nameOf(user directory.User) string {
	name := strings.TrimSpace(string(user.UserName.LastName) + " " + string(user.UserName.FirstName))
	return strings.TrimSpace(name + " " + user.Email)
}

// name is the name of a user or, without one, the ID.
func (c *cast) name(id string) string { return cmp.Or(c.names[id], id) }

// finds is a quick look at who finds a bot, to propose a user. The simulator has the rule.
func (c *cast) finds(domains []mockserver.Domain, id string) bool {
	user, known := c.directory.User(id)
	return slices.ContainsFunc(domains, func(d mockserver.Domain) bool {
		return (!known || user.DomainID == d.DomainID) && (!d.AllowToSelectedMember || slices.Contains(d.Members, id))
	})
}
