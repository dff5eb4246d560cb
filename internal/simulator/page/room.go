// SPDX-License-Identifier: MPL-2.0

package page

import (
	"fmt"
	"html/template"
	"slices"
	"strings"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/preview"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/simulator"
)

// maxBubbles is how many messages a room shows, unless all are asked for.
const maxBubbles = 100

// roomView is the talk room of a user.
type roomView struct {
	Users     []choice
	Languages []choice
	Outlines  bool
	Problem   string // with the last thing that the user did
	None      string // why there is no room
	NotFound  string // why the user does not find the bot
	NotShown  string // why the list of bots does not show it
	Phone     template.HTML
	Open      bool
	Single    bool
	Title     string
}

type choice struct {
	Value, Label string
	Chosen       bool
}

func (v *view) room() *roomView {
	r := &roomView{Outlines: v.State.Outlines, Single: v.State.Room == ""}
	for _, id := range v.cast.IDs {
		label := id
		if name := v.cast.names[id]; name != "" {
			label = name
		}
		r.Users = append(r.Users, choice{id, label, id == v.cast.User})
	}
	r.Languages = append(r.Languages, choice{"", v.T.NoLanguage, v.State.Language == ""})
	for _, code := range preview.Languages {
		r.Languages = append(r.Languages, choice{code, code, code == v.State.Language})
	}
	switch {
	case !v.Found && v.State.Bot == 0:
		r.None = v.T.NoBots
		return r
	case !v.Found:
		r.None = fmt.Sprintf(v.T.NoSuchBot, v.State.Bot)
		return r
	case v.cast.User == "":
		r.None = v.T.NoUser
		return r
	}
	if v.State.Problem != simulator.NoReason {
		r.Problem = simulator.Cause{Reason: v.State.Problem}.Words(v.T.Lang)
	}
	v.reach(r)
	talk := v.talk()
	room := v.page.users.Room(talk)
	r.Open, r.Title = room.Open, v.roomTitle(room)
	r.Phone = v.draw.Phone(v.botValue(), v.bubbles(room.Bubbles), v.below(r))
	return r
}

func (v *view) talk() simulator.Talk {
	return simulator.Talk{BotID: v.Bot.BotID, UserID: v.cast.User, ChannelID: v.State.Room}
}

// reach says whether the user finds the bot.
func (v *view) reach(r *roomView) {
	domain, cause := v.page.users.Reach(v.Bot.BotID, v.cast.User)
	if cause.Reason != simulator.NoReason {
		r.NotFound = fmt.Sprintf(v.T.NotFound, v.cast.name(v.cast.User)) + " " + cause.Words(v.T.Lang)
		return
	}
	for _, d := range v.page.api.Domains(v.Bot.BotID) {
		if d.DomainID == domain && !d.Visible {
			r.NotShown = v.T.Hidden
		}
	}
}

func (v *view) roomTitle(room simulator.Room) string {
	if v.State.Room == "" {
		return v.T.SingleRoom
	}
	if room.Channel.Title != "" {
		return room.Channel.Title
	}
	return v.State.Room
}

// bubbles draws the newest messages and notices, and below the last message of the bot its
// quick replies.
func (v *view) bubbles(all []simulator.Bubble) template.HTML {
	data := struct {
		*view
		Earlier, Newest string // addresses
		EarlierLabel    string
		Lines           []template.HTML
		Quick           template.HTML
	}{view: v}
	shown := all
	switch {
	case len(all) > maxBubbles && v.State.All:
		data.Newest = v.link(partRoom, func(*state) {})
	case len(all) > maxBubbles:
		shown = all[len(all)-maxBubbles:]
		data.Earlier = v.link(partRoom, func(s *state) { s.All = true })
		data.EarlierLabel = fmt.Sprintf(v.T.Earlier, len(all))
	}
	for _, bubble := range shown {
		data.Lines = append(data.Lines, v.line(bubble))
	}
	if last, found := lastOf(shown); found && last.FromBot {
		data.Quick = v.draw.QuickReply(v.message(last))
	}
	return v.execute("bubbles", data)
}

// lastOf returns the last message of a room, if the room ends with one. Two notices may follow
// it, because they tell what it led to: the room was opened, or an event was not delivered.
func lastOf(bubbles []simulator.Bubble) (simulator.Bubble, bool) {
	for _, b := range slices.Backward(bubbles) {
		switch b.Notice {
		case simulator.RoomOpened, simulator.NotDelivered:
		default:
			return b, b.Notice == simulator.NoNotice
		}
	}
	return simulator.Bubble{}, false
}

// line draws a message or a notice.
func (v *view) line(b simulator.Bubble) template.HTML {
	if b.Notice == simulator.NoNotice {
		return v.draw.Message(v.message(b))
	}
	return v.execute("notice", struct {
		ID, Text string
		Failed   bool
		Address  string
		Label    string
	}{
		ID: b.ID, Text: v.notice(b), Failed: b.Notice == simulator.NotDelivered,
		Address: deliveryAddress(b.Delivery), Label: fmt.Sprintf(v.T.DeliveryOfThis, b.Delivery),
	})
}

func deliveryAddress(id int) string {
	if id == 0 {
		return ""
	}
	return fmt.Sprintf("#delivery-%d", id)
}

func (v *view) message(b simulator.Bubble) preview.Message {
	return preview.Message{
		ID: b.ID, FromBot: b.FromBot, Sender: preview.Plain(v.cast.name(b.Sender)), Time: b.Time.Local(), Content: b.Content,
	}
}

func (v *view) notice(b simulator.Bubble) string {
	names := make([]string, len(b.Users))
	for i, id := range b.Users {
		names[i] = v.cast.name(id)
	}
	people := strings.Join(names, ", ")
	switch b.Notice {
	case simulator.RoomOpened:
		return v.T.RoomOpened
	case simulator.RoomLeft:
		return v.T.RoomLeft
	case simulator.BotJoined:
		return fmt.Sprintf(v.T.BotJoined, people)
	case simulator.BotLeft:
		return v.T.BotLeft
	case simulator.UsersJoined:
		return fmt.Sprintf(v.T.UsersJoined, people)
	case simulator.UsersLeft:
		return fmt.Sprintf(v.T.UsersLeft, people)
	case simulator.AddressShown:
		return fmt.Sprintf(v.T.AddressShown, b.Text)
	case simulator.TextCopied:
		return fmt.Sprintf(v.T.TextCopied, b.Text)
	case simulator.PostbackSent:
		return fmt.Sprintf(v.T.PostbackSent, b.Text)
	case simulator.NotDelivered:
		return fmt.Sprintf(v.T.NotDelivered, b.Cause.Words(v.T.Lang))
	default:
		return b.Text
	}
}

// below draws what is below the messages: the menu.
func (v *view) below(r *roomView) template.HTML {
	if r.NotFound != "" {
		return ""
	}
	return v.execute("below", struct {
		*view
		Menu template.HTML
	}{v, v.menu()})
}

// menu is the rich menu that the user sees, or the persistent menu.
func (v *view) menu() template.HTML {
	api, botID := v.page.api, v.Bot.BotID
	if menu, found := api.ShownRichMenu(botID, v.cast.User); found {
		return v.draw.RichMenu(v.richMenu(menu))
	}
	if actions, found := api.PersistentMenu(botID); found {
		var drawn []preview.Action
		for _, action := range actions {
			drawn = append(drawn, simulator.Action(action))
		}
		return v.draw.PersistentMenu(drawn)
	}
	return ""
}

func (v *view) richMenu(m mockserver.RichMenu) preview.RichMenu {
	menu := preview.RichMenu{
		ID: preview.Plain(m.RichMenuID), Name: preview.Plain(m.RichMenuName), Width: m.Size.Width, Height: m.Size.Height,
	}
	for _, area := range m.Areas {
		menu.Areas = append(menu.Areas, preview.Area{
			X: area.Bounds.X, Y: area.Bounds.Y, Width: area.Bounds.Width, Height: area.Bounds.Height, Action: simulator.Action(area.Action),
		})
	}
	if stored, has := v.page.api.RichMenuImage(v.Bot.BotID, m.RichMenuID); has {
		menu.Image = v.image(m, "", stored.Picture)
		menu.Images = map[string]preview.Image{}
		for code, picture := range stored.I18n {
			menu.Images[code] = v.image(m, code, picture)
		}
	}
	return menu
}

func (v *view) execute(name string, data any) template.HTML {
	var html strings.Builder
	if err := templates.ExecuteTemplate(&html, name, data); err != nil {
		panic(fmt.Sprintf("template %s: %v", name, err)) // a slip in the template
	}
	return template.HTML(html.String()) //nolint:gosec // a template has escaped it
}
