// SPDX-License-Identifier: MPL-2.0

package simulate

import (
	"strconv"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
)

// consoleKinds are what people do in the console.
var consoleKinds = []string{
	"add a bot", "edit a bot", "edit a bot", "edit a bot", "delete a bot", "set a persistent menu", "remove the persistent menu",
	"add a rich menu", "delete a rich menu", "set the default rich menu", "clear the default rich menu", "set the rich menu of a user",
	"clear the rich menu of a user", "register", "change a registration", "remove a registration", "add a member", "leave a room", "rename a room",
	"remove a picture",
}

// act does something in the console.
func (l *life) act(a Action) {
	api := l.tenant.API
	if a.Kind == "add a bot" {
		api.AddBot(mockserver.Bot{
			BotName: []string{"Desk", "受付", "News"}[a.Choice%3], PhotoURL: "https://example.com/a.png", Description: "Made by hand.", Administrators: []string{"u1"},
		})
		return
	}
	bots := api.Bots()
	if len(bots) == 0 {
		return
	}
	b := bots[a.Target%len(bots)]
	id := b.BotID
	menus, domains, rooms := api.RichMenus(id), api.Domains(id), api.Channels(id)
	_, hasMenu := api.PersistentMenu(id)
	switch a.Kind {
	case "edit a bot":
		api.ChangeBot(id, func(b *mockserver.Bot) { editBot(b, a.Choice) })
	case "delete a bot":
		api.RemoveBot(id)
	case "set a persistent menu":
		if len(menus) == 0 && !l.wants(id, richMenu) {
			api.SetPersistentMenu(id, []mockserver.Action{{Type: "message", Label: "By hand", Text: strconv.Itoa(a.Choice)}})
		}
	case "remove the persistent menu":
		api.RemovePersistentMenu(id)
	case "add a rich menu": // beside a persistent menu, the team could not go on
		if !hasMenu && !l.wants(id, persistent) {
			api.AddRichMenu(id, mockserver.RichMenu{RichMenuName: []string{"Main", "By hand"}[a.Choice%2], Size: mockserver.Size{Width: 2500, Height: 843}, Areas: []mockserver.Area{{
				Bounds: mockserver.Bounds{Width: 2500, Height: 843}, Action: mockserver.Action{Type: "message", Label: "By hand", Text: "Hi"},
			}}})
		}
	case "delete a rich menu":
		if len(menus) > 0 {
			api.RemoveRichMenu(id, menus[a.Choice%len(menus)].RichMenuID)
		}
	case "set the default rich menu":
		if len(menus) > 0 {
			api.SetDefaultRichMenu(id, menus[a.Choice%len(menus)].RichMenuID)
		}
	case "clear the default rich menu":
		api.SetDefaultRichMenu(id, "")
	case "set the rich menu of a user":
		if len(menus) > 0 {
			api.SetUserRichMenu(id, "u1", menus[a.Choice%len(menus)].RichMenuID)
		}
	case "clear the rich menu of a user":
		api.SetUserRichMenu(id, "u1", "")
	case "register":
		if len(domains) == 0 && len(b.AllowDomains) == 0 {
			api.SetDomain(id, mockserver.Domain{DomainID: 10000001, Visible: a.Choice%2 == 0, AllowToSelectedMember: a.Choice%3 == 0})
		}
	case "change a registration", "remove a registration", "add a member":
		if len(domains) > 0 {
			l.register(id, domains[a.Choice%len(domains)], a)
		}
	case "leave a room":
		if len(rooms) > 0 {
			api.RemoveChannel(id, rooms[0].ChannelID)
		}
	case "rename a room":
		if len(rooms) > 0 {
			api.ChangeChannel(id, rooms[0].ChannelID, func(c *mockserver.Channel) { c.Title = "By hand" })
		}
	case "remove a picture":
		if len(menus) > 0 {
			api.RemoveRichMenuImage(id, menus[a.Choice%len(menus)].RichMenuID)
		}
	}
}

// register changes a registration.
func (l *life) register(id int64, d mockserver.Domain, a Action) {
	switch a.Kind {
	case "remove a registration":
		l.tenant.API.RemoveDomain(id, d.DomainID)
		return
	case "change a registration":
		if d.Visible = !d.Visible; a.Choice%2 == 0 {
			d.AllowToSelectedMember = !d.AllowToSelectedMember
		}
	case "add a member":
		d.Members = []string{"u1", "u3"}
	}
	l.tenant.API.SetDomain(id, d)
}

func editBot(b *mockserver.Bot, choice int) {
	switch choice {
	case 0:
		b.BotName = "By hand"
	case 1:
		b.PhotoURL = "https://example.com/hand.png"
	case 2:
		b.Description = "By hand."
	case 3:
		b.Administrators = []string{"u9"}
	case 4:
		b.Subadministrators = []string{"u9"}
	case 5:
		b.AllowDomains = []int64{10000003}
	case 6:
		b.EnableCallback = !b.EnableCallback
	case 7:
		b.CallbackURL = "https://example.com/hand"
	case 8:
		b.CallbackEvents = []string{"sticker"}
	case 9:
		b.EnableGroupJoin = !b.EnableGroupJoin
	case 10:
		b.I18nBotNames = map[string]string{"ja_JP": "手"}
	case 11:
		b.I18nPhotoURLs = map[string]string{"ja_JP": "https://example.com/hand.png"}
	}
}

// wants tells whether a configuration has an object of a resource for a bot.
func (l *life) wants(id int64, resource string) bool {
	for _, p := range l.pipelines {
		for address := range p.config {
			if typeOf(address) == resource && p.botID(root(p.config, address)) == strconv.FormatInt(id, 10) {
				return true
			}
		}
	}
	return false
}
