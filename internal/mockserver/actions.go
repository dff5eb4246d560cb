// SPDX-License-Identifier: MPL-2.0

package mockserver

import (
	"encoding/json"
	"maps"
)

// Action is what a menu item does. Maps are by language. See
// https://developers.worksmobile.com/en/docs/bot-actionobject.
type Action struct {
	Type, Label, Text, Postback, URI, CopyText, Data, DisplayText string
	I18nLabels, I18nTexts, I18nDisplayTexts                       map[string]string
}

func (a Action) clone() Action {
	a.I18nLabels = maps.Clone(a.I18nLabels)
	a.I18nTexts = maps.Clone(a.I18nTexts)
	a.I18nDisplayTexts = maps.Clone(a.I18nDisplayTexts)
	return a
}

func cloneActions(actions []Action) []Action {
	copied := make([]Action, len(actions))
	for i, a := range actions {
		copied[i] = a.clone()
	}
	return copied
}

// actionFields are the properties of the types of an action, beside type, label
// and i18nLabels that all of them have.
var actionFields = map[string][]string{
	"postback":   {"data", "displayText", "i18nDisplayTexts"},
	"message":    {"text", "postback", "i18nTexts"},
	"uri":        {"uri"},
	"copy":       {"copyText"},
	"camera":     {},
	"cameraRoll": {},
	"location":   {},
}

// actionRules are what the place of an action makes of it:
// https://developers.worksmobile.com/en/docs/bot-actionobject.
type actionRules struct {
	types         []string
	labelMax      int
	unlabelled    bool // the label may be left out
	needsText     bool // of a message: the label does not stand in for it
	needsDisplay  bool // of a postback: displayText is required
	ownFieldsOnly bool // properties of another type are unknown
}

// persistentAction: https://developers.worksmobile.com/en/docs/bot-persistentmenu-get.
var persistentAction = actionRules{types: []string{"message", "uri", "copy"}, labelMax: 1000}.shape()

// richAction: https://developers.worksmobile.com/en/docs/bot-richmenu-create. A live
// client sends the displayText of a postback with a message.
var richAction = actionRules{
	types: []string{"postback", "message", "uri", "copy"}, labelMax: 20, unlabelled: true, needsText: true,
}.shape()

func (rules actionRules) shape() shape {
	every := map[string]shape{
		"text":             text(300),
		"postback":         text(1000),
		"uri":              link("http", "https"),
		"copyText":         text(1000),
		"data":             text(300),
		"displayText":      text(300),
		"i18nTexts":        translations("text", text(300), "text"),
		"i18nDisplayTexts": translations("displayText", text(300), "displayText"),
	}
	fields := map[string]shape{
		"type":       word(rules.types...),
		"label":      text(rules.labelMax),
		"i18nLabels": translations("label", text(rules.labelMax), "label"),
	}
	for _, kind := range rules.types {
		for _, name := range actionFields[kind] {
			fields[name] = every[name]
		}
	}
	whole := record(fields, "type")
	whole.also = rules.check
	return whole
}

// check wants what the type of an action needs, and notes what belongs to another.
func (rules actionRules) check(k *checker, path string, fields map[string]json.RawMessage) *problem {
	kind := typeOf(fields)
	needs := map[string][]string{"uri": {"uri"}, "copy": {"copyText"}, "postback": {"data"}}[kind]
	if kind == "message" && rules.needsText {
		needs = []string{"text"}
	}
	if kind == "postback" && rules.needsDisplay {
		needs = append(needs, "displayText")
	}
	if !rules.unlabelled {
		needs = append(needs, "label")
	}
	for _, name := range needs {
		if !filled(fields, name) {
			return missingField(join(path, name))
		}
	}
	if rules.ownFieldsOnly {
		k.unknown = append(k.unknown, rules.foreign(path, kind, fields)...)
	}
	return nil
}

// foreign are the properties of the other types that may stand in the same place.
func (rules actionRules) foreign(path, kind string, fields map[string]json.RawMessage) []string {
	var names []string
	for _, other := range rules.types {
		for _, name := range actionFields[other] {
			if _, found := fields[name]; found && other != kind {
				names = append(names, join(path, name))
			}
		}
	}
	return names
}

func readAction(raw json.RawMessage) Action {
	var p patch
	_ = json.Unmarshal(raw, &p.body) // checked before
	var a Action
	for name, into := range map[string]*string{
		"type": &a.Type, "label": &a.Label, "text": &a.Text, "postback": &a.Postback, "uri": &a.URI,
		"copyText": &a.CopyText, "data": &a.Data, "displayText": &a.DisplayText,
	} {
		take(p, name, into)
	}
	takeI18n(p, "i18nLabels", "label", &a.I18nLabels)
	takeI18n(p, "i18nTexts", "text", &a.I18nTexts)
	takeI18n(p, "i18nDisplayTexts", "displayText", &a.I18nDisplayTexts)
	return a
}

// actionObject writes an action. The rich menu's properties do not occur in
// the schema of a persistent menu.
func (q Quirks) actionObject(a Action, rich bool) object {
	out := object{"type": a.Type}
	q.putText(out, "label", a.Label)
	q.putText(out, "text", a.Text)
	q.putText(out, "postback", a.Postback)
	q.putText(out, "uri", a.URI)
	q.putText(out, "copyText", a.CopyText)
	q.putI18n(out, "i18nLabels", "label", a.I18nLabels)
	q.putI18n(out, "i18nTexts", "text", a.I18nTexts)
	if rich {
		q.putText(out, "data", a.Data)
		q.putText(out, "displayText", a.DisplayText)
		q.putI18n(out, "i18nDisplayTexts", "displayText", a.I18nDisplayTexts)
	}
	return out
}
