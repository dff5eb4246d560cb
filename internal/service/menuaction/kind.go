// SPDX-License-Identifier: MPL-2.0

// Package menuaction is the action object of menus and of messages: its
// attributes, its rules and its way to the API and back. Persistent menus, rich
// menus, templates and quick replies have the same kind of object with different
// types of action in it.
package menuaction

// Types of action.
// Source: https://developers.worksmobile.com/en/docs/bot-actionobject
const (
	Message  = "message"
	URI      = "uri"
	Copy     = "copy"
	Postback = "postback"

	// The three that only quick replies have need nothing but a label.
	Camera     = "camera"
	CameraRoll = "cameraRoll"
	Location   = "location"
)

// Kind is a kind of menu, or a place in a message, as far as its actions go.
type Kind struct {
	types         []string
	maxLabel      int // characters
	labelRequired bool
	oneLine       bool // texts must not have line breaks
	labelIsText   bool // the label of a message stands in for its text
	properties    []property
}

// property is an attribute that only one type of action has.
type property struct {
	name     string
	action   string
	required bool
}

// Persistent is the persistent menu, which turns line breaks into blanks.
// Sources: https://developers.worksmobile.com/en/docs/bot-persistentmenu-get and
// https://developers.worksmobile.com/en/docs/bot-persistentmenu-create
var Persistent = Kind{
	types:         []string{Message, URI, Copy},
	maxLabel:      1000,
	labelRequired: true,
	oneLine:       true,
	labelIsText:   true,
	properties: []property{
		{"text", Message, false},
		{"postback", Message, false},
		{"i18n_texts", Message, false},
		{"uri", URI, true},
		{"copy_text", Copy, true},
	},
}

// Rich is the rich menu.
// Source: https://developers.worksmobile.com/en/docs/bot-richmenu-create
var Rich = Kind{
	types:    []string{Postback, Message, URI, Copy},
	maxLabel: 20,
	properties: []property{
		{"data", Postback, true},
		{"display_text", Postback, false},
		{"i18n_display_texts", Postback, false},
		{"text", Message, true},
		{"postback", Message, false},
		{"i18n_texts", Message, false},
		{"uri", URI, true},
		{"copy_text", Copy, true},
	},
}

// Template is the button template and the list template, in which the label of a
// message stands in for its text.
// Sources: https://developers.worksmobile.com/en/docs/bot-send-button and
// https://developers.worksmobile.com/en/docs/bot-send-list
var Template = Kind{
	types:         []string{Message, URI, Copy},
	maxLabel:      20,
	labelRequired: true,
	labelIsText:   true,
	properties: []property{
		{"text", Message, false},
		{"postback", Message, false},
		{"i18n_texts", Message, false},
		{"uri", URI, true},
		{"copy_text", Copy, true},
	},
}

// Carousel is a button of a carousel.
// Source: https://developers.worksmobile.com/en/docs/bot-send-carousel
var Carousel = Kind{
	types:         Rich.types,
	maxLabel:      20,
	labelRequired: true,
	properties:    Rich.properties,
}

// CarouselDefault is the action of a tap on a card of a carousel, beside its buttons.
// Only there in a message may an action do without a label.
// Source: https://developers.worksmobile.com/en/docs/bot-actionobject
var CarouselDefault = Kind{
	types:      Rich.types,
	maxLabel:   20,
	properties: Rich.properties,
}

// ImageCarousel is the action of a tap on a picture of an image carousel.
// Source: https://developers.worksmobile.com/en/docs/bot-send-imagecarousel
var ImageCarousel = Kind{
	types:         Rich.types,
	maxLabel:      12,
	labelRequired: true,
	properties:    Rich.properties,
}

// QuickReply is a button below a message. A postback has to show a text there.
// Source: https://developers.worksmobile.com/en/docs/bot-quickreply
var QuickReply = Kind{
	types:         []string{Postback, Message, URI, Copy, Camera, CameraRoll, Location},
	maxLabel:      20,
	labelRequired: true,
	properties: []property{
		{"data", Postback, true},
		{"display_text", Postback, true},
		{"i18n_display_texts", Postback, false},
		{"text", Message, true},
		{"postback", Message, false},
		{"i18n_texts", Message, false},
		{"uri", URI, true},
		{"copy_text", Copy, true},
	},
}

// attributes are the names of all attributes of an action.
func (k Kind) attributes() []string {
	names := []string{"type", "label", "i18n_labels"}
	for _, p := range k.properties {
		names = append(names, p.name)
	}
	return names
}

// AttributesOf returns the names of the attributes that an action of the type may have, in the
// order in which a configuration would have them.
func (k Kind) AttributesOf(action string) []string {
	names := []string{"type", "label", "i18n_labels"}
	for _, p := range k.properties {
		if p.action == action {
			names = append(names, p.name)
		}
	}
	return names
}
