// SPDX-License-Identifier: MPL-2.0

// Package menuaction is the action object of menus: its attributes, its rules
// and its way to the API and back. Persistent menus and rich menus have the
// same kind of object with different types of action in it.
package menuaction

// Types of action.
// Source: https://developers.worksmobile.com/en/docs/bot-actionobject
const (
	Message  = "message"
	URI      = "uri"
	Copy     = "copy"
	Postback = "postback"
)

// Kind is a kind of menu, as far as its actions go.
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

// attributes are the names of all attributes of an action.
func (k Kind) attributes() []string {
	names := []string{"type", "label", "i18n_labels"}
	for _, p := range k.properties {
		names = append(names, p.name)
	}
	return names
}
