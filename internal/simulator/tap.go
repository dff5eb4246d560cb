// SPDX-License-Identifier: MPL-2.0

package simulator

import (
	"strconv"
	"strings"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/preview"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/simulator/callback"
)

// Effect is what a tap shows to the user.
type Effect struct {
	Text    string // sent in the user's name
	Address string // shown; the mock opens none
	Copied  string
}

// Tap makes a user tap on an action:
//
//	menu/N           of the persistent menu
//	area/N           of the rich menu that the user sees
//	message/ID/PATH  of a message of the bot; PATH leads to the action in the content
//	quick/ID/N       of the quick replies to a message
//
// The language is the user's: ja_JP, en_US, ko_KR, zh_CN or zh_TW, or "" for the texts
// without language.
func (s *Simulator) Tap(talk Talk, ref, language string) (Effect, error) {
	talk = s.resolve(talk)
	var effect Effect
	err := s.do(func(t *turn) error {
		action, found := t.action(talk, ref)
		if !found {
			return refuse(NoAction)
		}
		p, reason, err := t.enter(talk)
		if err != nil {
			return err
		}
		effect, err = t.act(reason, p, action, language)
		return err
	})
	return effect, err
}

// action finds what a user has tapped.
func (t *turn) action(talk Talk, ref string) (preview.Action, bool) {
	kind, rest, _ := strings.Cut(ref, "/")
	switch kind {
	case "menu":
		actions, _ := t.api.PersistentMenu(talk.BotID)
		return nth(actions, rest, func(a mockserver.Action) mockserver.Action { return a })
	case "area":
		menu, _ := t.api.ShownRichMenu(talk.BotID, talk.UserID)
		return nth(menu.Areas, rest, func(a mockserver.Area) mockserver.Action { return a.Action })
	case "message", "quick":
		id, path, _ := strings.Cut(rest, "/")
		if kind == "quick" {
			item, err := strconv.Atoi(path)
			if err != nil {
				return preview.Action{}, false
			}
			path = preview.QuickReplyPath(item)
		}
		return t.inMessage(talk, id, path)
	}
	return preview.Action{}, false
}

func nth[T any](items []T, number string, action func(T) mockserver.Action) (preview.Action, bool) {
	n, err := strconv.Atoi(number)
	if err != nil || n < 0 || n >= len(items) {
		return preview.Action{}, false
	}
	return Action(action(items[n])), true
}

// Action is the action of a menu, as the preview draws it.
func Action(a mockserver.Action) preview.Action {
	return preview.Action{
		Type: a.Type, Label: preview.Plain(a.Label), Text: preview.Plain(a.Text), Postback: preview.Plain(a.Postback),
		URI: preview.Plain(a.URI), CopyText: preview.Plain(a.CopyText), Data: preview.Plain(a.Data),
		DisplayText: preview.Plain(a.DisplayText),
		Labels:      preview.PlainTexts(a.I18nLabels), Texts: preview.PlainTexts(a.I18nTexts), DisplayTexts: preview.PlainTexts(a.I18nDisplayTexts),
	}
}

// inMessage finds an action in a message of the room.
func (t *turn) inMessage(talk Talk, id, path string) (preview.Action, bool) {
	channel, _ := t.channel(talk)
	for _, m := range t.api.Messages() {
		if strconv.Itoa(m.Number) == id && isTo(m, talk, channel.ChannelID) {
			action, err := preview.FindAction(m.Content, path)
			return action, err == nil
		}
	}
	return preview.Action{}, false
}

// act does what the service does at a tap: https://developers.worksmobile.com/en/docs/bot-actionobject.
func (t *turn) act(reason Reason, p place, a preview.Action, language string) (Effect, error) {
	switch a.Type {
	case "message":
		text := a.Target(language).Value
		if text == "" {
			return Effect{}, refuse(NoAction)
		}
		t.sayUnless(reason, p, callback.Content{Type: "text", Text: text, Postback: a.Postback.Value})
		return Effect{Text: text}, nil
	case "postback":
		return t.postback(reason, p, a, language), nil
	case "uri":
		t.put(bubble{Bubble: Bubble{Notice: AddressShown, Text: a.URI.Value}, talk: p.talk, private: true})
		return Effect{Address: a.URI.Value}, nil
	case "copy":
		t.put(bubble{Bubble: Bubble{Notice: TextCopied, Text: a.CopyText.Value}, talk: p.talk, private: true})
		return Effect{Copied: a.CopyText.Value}, nil
	case "camera", "cameraRoll":
		t.sayUnless(reason, p, t.samplePicture(p.bot.BotID))
	case "location":
		t.sayUnless(reason, p, samplePlace())
	default:
		return Effect{}, refuse(NoAction)
	}
	return Effect{}, nil
}

// postback sends the data. The displayText is shown in the user's name, but is no event:
// the page of the event, https://developers.worksmobile.com/en/docs/bot-callback-postback,
// has none for it.
func (t *turn) postback(reason Reason, p place, a preview.Action, language string) Effect {
	data := a.Data.Value
	event := single(callback.Postback, p)
	event.Data = &data
	if reason != NoReason {
		t.emitUnless(reason, p.bot, p.talk, event)
		return Effect{}
	}
	text := a.DisplayTexts.In(language, a.DisplayText).Value
	if text == "" {
		t.put(bubble{Bubble: Bubble{Notice: PostbackSent, Text: data}, talk: p.talk, private: true})
	} else {
		t.show(p, callback.Content{Type: "text", Text: text})
	}
	t.emit(p.bot, p.talk, event)
	return Effect{Text: text}
}
