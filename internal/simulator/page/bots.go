// SPDX-License-Identifier: MPL-2.0

package page

import (
	"fmt"
	"html/template"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/preview"
)

// maxBots is how many bots the list shows: a search finds the others.
const maxBots = 50

// botsView is the list of bots.
type botsView struct {
	Items []botItem
	Total string
	Many  bool   // so that a search helps
	More  string // that the list does not show
	None  string
}

type botItem struct {
	ID      int64
	Name    string
	Address string
	Chosen  bool
}

func (v *view) bots() *botsView {
	all := v.page.api.Bots()
	b := &botsView{Total: fmt.Sprintf(v.T.Count, len(all)), Many: len(all) > 10 || v.State.Query != ""}
	query := strings.ToLower(strings.TrimSpace(v.State.Query))
	found := slices.DeleteFunc(all, func(bot mockserver.Bot) bool { return !matches(bot, query) })
	for _, bot := range found[:min(len(found), maxBots)] {
		b.Items = append(b.Items, botItem{
			ID: bot.BotID, Name: v.nameOf(bot), Chosen: v.Found && bot.BotID == v.Bot.BotID,
			Address: v.link("", func(s *state) { s.Bot, s.Room = bot.BotID, "" }),
		})
	}
	if more := len(found) - len(b.Items); more > 0 {
		b.More = fmt.Sprintf(v.T.MoreBots, more)
	}
	if len(found) == 0 {
		b.None = v.T.NoBots
		if query != "" {
			b.None = v.T.NoBotsFound
		}
	}
	return b
}

func matches(bot mockserver.Bot, query string) bool {
	names := []string{bot.BotName, strconv.FormatInt(bot.BotID, 10)}
	for _, name := range bot.I18nBotNames {
		names = append(names, name)
	}
	return slices.ContainsFunc(names, func(name string) bool { return strings.Contains(strings.ToLower(name), query) })
}

// nameOf is the name of a bot in the language of the user.
func (v *view) nameOf(bot mockserver.Bot) string {
	if name := bot.I18nBotNames[v.State.Language]; name != "" {
		return name
	}
	return bot.BotName
}

// botView is the card of the chosen bot, with its domains and rooms.
type botView struct {
	Card    template.HTML
	Domains []domainItem
	Rooms   []roomItem
	Gone    string // why there is no card
}

type domainItem struct {
	ID      int64
	Visible bool
	Who     string
	Members []string
}

type roomItem struct {
	ID, Title, Type, Members, Address string
	Chosen                            bool
}

func (v *view) card() *botView {
	b := &botView{}
	if !v.Found {
		if v.State.Bot != 0 {
			b.Gone = fmt.Sprintf(v.T.NoSuchBot, v.State.Bot)
		}
		return b
	}
	b.Card = v.draw.Bot(v.botValue())
	for _, domain := range v.page.api.Domains(v.Bot.BotID) {
		item := domainItem{ID: domain.DomainID, Visible: domain.Visible, Who: v.T.EveryMember}
		if domain.AllowToSelectedMember {
			item.Who = v.T.SelectedOnly
			for _, member := range domain.Members {
				item.Members = append(item.Members, v.cast.name(member))
			}
			if len(item.Members) == 0 {
				item.Members = []string{v.T.NoMembers}
			}
		}
		b.Domains = append(b.Domains, item)
	}
	for _, room := range v.page.api.Channels(v.Bot.BotID) {
		b.Rooms = append(b.Rooms, v.roomItem(room))
	}
	return b
}

func (v *view) roomItem(room mockserver.Channel) roomItem {
	item := roomItem{
		ID: room.ChannelID, Title: room.Title, Type: room.Type, Members: fmt.Sprintf(v.T.RoomMembers, len(room.Members)),
		Chosen: room.ChannelID == v.State.Room,
	}
	single := room.Type == mockserver.ChannelSingleUser && len(room.Members) > 0
	if item.Title == "" && single {
		item.Title = v.cast.name(room.Members[0])
	}
	item.Address = v.link(partRoom, func(s *state) {
		s.Bot, s.Room = v.Bot.BotID, room.ChannelID
		switch {
		case single:
			s.User, s.Room = room.Members[0], ""
		case !slices.Contains(room.Members, v.cast.User) && len(room.Members) > 0:
			s.User = room.Members[0] // a user sees the rooms that they are in
		}
	})
	return item
}

// botValue is the chosen bot as the preview draws it.
func (v *view) botValue() preview.Bot {
	b := v.Bot
	return preview.Bot{
		ID: preview.Plain(strconv.FormatInt(b.BotID, 10)), Name: preview.Plain(b.BotName),
		Description: preview.Plain(b.Description), PhotoURL: preview.Plain(b.PhotoURL),
		Names: preview.PlainTexts(b.I18nBotNames), Descriptions: preview.PlainTexts(b.I18nDescriptions), PhotoURLs: preview.PlainTexts(b.I18nPhotoURLs),
		Settings: v.settings(),
	}
}

// settings are the properties of a bot that its card does not show elsewhere.
func (v *view) settings() []preview.Setting {
	b := v.Bot
	var all []preview.Setting
	add := func(name, value string) {
		if value != "" {
			all = append(all, preview.Setting{Name: name, Value: preview.Plain(value)})
		}
	}
	people := func(ids []string) string {
		names := make([]string, len(ids))
		for i, id := range ids {
			names[i] = v.cast.name(id)
		}
		return strings.Join(names, ", ")
	}
	var domains []string
	for _, id := range b.AllowDomains {
		domains = append(domains, strconv.FormatInt(id, 10))
	}
	add("administrators", people(b.Administrators))
	add("subadministrators", people(b.Subadministrators))
	add("allowDomains", strings.Join(domains, ", "))
	add("enableCallback", strconv.FormatBool(b.EnableCallback))
	add("callbackUrl", b.CallbackURL)
	add("callbackEvents", strings.Join(b.CallbackEvents, ", "))
	add("channelEvents", strings.Join(b.ChannelEvents, ", "))
	add("enableGroupJoin", strconv.FormatBool(b.EnableGroupJoin))
	add("defaultRichmenuId", b.DefaultRichmenuID)
	add("modifiedTime", b.ModifiedTime.Format(time.RFC3339))
	return all
}
