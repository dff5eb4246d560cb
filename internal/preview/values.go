// SPDX-License-Identifier: MPL-2.0

// Package preview draws what the users of a bot see: its card, its menus and the
// messages in a talk room. Values go in, HTML comes out. The HTML runs no script and
// loads nothing but the sources of pictures that it is given.
package preview

import (
	"encoding/json"
	"fmt"
	"time"
)

// Mark tells why a value cannot be shown.
type Mark int

// A plan knows a value, does not know it before apply, or hides it.
const (
	Known Mark = iota
	Unknown
	Sensitive
)

// Text is a text of a bot, a menu or a plan.
type Text struct {
	Value string
	Mark  Mark
}

// Plain is a text that is known.
func Plain(s string) Text { return Text{Value: s} }

// Empty reports whether there is nothing to show, not even a mark.
func (t Text) Empty() bool { return t == Text{} }

// Texts are by language: ja_JP, en_US, ko_KR, zh_CN, zh_TW.
type Texts map[string]Text

// PlainTexts are texts that are known.
func PlainTexts(byLanguage map[string]string) Texts {
	all := Texts{}
	for language, text := range byLanguage {
		all[language] = Plain(text)
	}
	return all
}

// In is the text in a language, or plain if there is none.
func (t Texts) In(language string, plain Text) Text {
	if text := t[language]; !text.Empty() {
		return text
	}
	return plain
}

// Action is what a tap does: https://developers.worksmobile.com/en/docs/bot-actionobject.
type Action struct {
	Type                                                    string
	Label, Text, Postback, URI, CopyText, Data, DisplayText Text
	Labels, Texts, DisplayTexts                             Texts // i18nLabels and so on
}

// Image is a picture.
type Image struct {
	Source        string // a path on this server or a data: URI, "" if the picture is not at hand
	Note          Text   // why it is not at hand, or how it differs from the planned one
	Width, Height int
}

// Area is a part of a rich menu that can be tapped.
type Area struct {
	X, Y, Width, Height int64
	Mark                Mark // of the four numbers
	Action              Action
}

// Bounds are the four numbers as text.
func (a Area) Bounds() string {
	return fmt.Sprintf("x %d, y %d, %d × %d", a.X, a.Y, a.Width, a.Height)
}

// RichMenu is a rich menu: https://developers.worksmobile.com/en/docs/bot-richmenu-create.
type RichMenu struct {
	ID, Name      Text
	Width, Height int64
	Areas         []Area
	AreasMark     Mark // of the list as a whole
	Image         Image
	Images        map[string]Image // by language
}

// Bot is what the card of a bot shows.
type Bot struct {
	ID, Name, Description, PhotoURL Text
	Names, Descriptions, PhotoURLs  Texts
	Settings                        []Setting
}

// Setting is a line of the card of a bot: its callback URL, events, administrators,
// domains. Name is the API's own word.
type Setting struct {
	Name  string
	Value Text
}

// Message is a message in a talk room, from the bot or from a user.
type Message struct {
	ID      string
	FromBot bool
	Sender  Text
	Time    time.Time
	Content json.RawMessage // the object with the type
	Note    string          // shown below the message
}

// Files finds the picture or file of a file ID. An Image without Source is drawn as a
// placeholder.
type Files func(fileID string) Image

// Options say how to draw.
type Options struct {
	UI          string // the language of the page itself: en or ja
	Language    string // the language of the talk: one of the five, or "" for the texts without language
	Outlines    bool   // the areas of rich menus have their number, type, label, target and problems
	Interactive bool   // what can be tapped is a button with the name "tap" and the REF as value
	Files       Files  // may be nil
}
