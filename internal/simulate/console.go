// SPDX-License-Identifier: MPL-2.0

package simulate

import (
	"slices"
	"strconv"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
)

// consoleKinds are what people do in the console.
var consoleKinds = []string{
	addBot, editBot, editBot, editBot, "delete a bot", "set a persistent menu", "remove the persistent menu",
	"add a rich menu", "delete a rich menu", "set the default rich menu", "clear the default rich menu", "set the rich menu of a user",
	"clear the rich menu of a user", "register", "change a registration", "remove a registration", "add a member", "leave a room", "rename a room",
	"remove a picture",
}

// The uses of the console of which a story shows more than a number.
const (
	addBot  = "add a bot"
	editBot = "edit a bot"
)

// name is the name of a bot that is added.
func (a Action) name() string { return []string{"Desk", "受付", "News"}[a.Choice%3] }

// act does something in the console.
func (l *life) act(a Action) {
	api := l.tenant.API
	if a.Kind == addBot {
		api.AddBot(mockserver.Bot{
			BotName: a.name(), PhotoURL: "https://example.com/a.png", Description: "Made by hand.", Administrators: []string{"u1"},
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
	case editBot:
		api.ChangeBot(id, botEdits[a.Choice%len(botEdits)].edit)
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
	if !d.AllowToSelectedMember && slices.Contains(l.story.World.Switches, "forget-members") {
		d.Members = nil // as the service leaves it: otherwise the next write to it deletes them
	}
	l.tenant.API.SetDomain(id, d)
}

// botEdits are the changes of a bot that people make in the console.
var botEdits = []struct {
	attribute string
	edit      func(*mockserver.Bot)
}{
	{"bot_name", func(b *mockserver.Bot) { b.BotName = "By hand" }},
	{"photo_url", func(b *mockserver.Bot) { b.PhotoURL = "https://example.com/hand.png" }},
	{"description", func(b *mockserver.Bot) { b.Description = "By hand." }},
	{"administrators", func(b *mockserver.Bot) { b.Administrators = []string{"u9"} }},
	{"subadministrators", func(b *mockserver.Bot) { b.Subadministrators = []string{"u9"} }},
	{"allow_domains", func(b *mockserver.Bot) { b.AllowDomains = []int64{10000003} }},
	{"enable_callback", func(b *mockserver.Bot) { b.EnableCallback = !b.EnableCallback }},
	{"callback_url", func(b *mockserver.Bot) { b.CallbackURL = "https://example.com/hand" }},
	{"callback_events", func(b *mockserver.Bot) { b.CallbackEvents = []string{"sticker"} }},
	{"enable_group_join", func(b *mockserver.Bot) { b.EnableGroupJoin = !b.EnableGroupJoin }},
	{"i18n_bot_names", func(b *mockserver.Bot) { b.I18nBotNames = map[string]string{"ja_JP": "手"} }},
	{"i18n_photo_urls", func(b *mockserver.Bot) { b.I18nPhotoURLs = map[string]string{"ja_JP": "https://example.com/hand.png"} }},
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
