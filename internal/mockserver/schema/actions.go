// SPDX-License-Identifier: MPL-2.0

package schema

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

// actionRules are the rules for actions in one place, such as a button:
// https://developers.worksmobile.com/en/docs/bot-actionobject.
type actionRules struct {
	types         []string
	labelMax      int
	unlabelled    bool // the label may be left out
	needsText     bool // of a message: the label does not stand in for it
	needsDisplay  bool // of a postback: displayText is required
	ownFieldsOnly bool // properties of another type are unknown
}

// PersistentMenuAction takes an action of a persistent menu:
// https://developers.worksmobile.com/en/docs/bot-persistentmenu-get.
var PersistentMenuAction = actionRules{types: []string{"message", "uri", "copy"}, labelMax: 1000}.shape()

// RichMenuAction takes an action of a rich menu:
// https://developers.worksmobile.com/en/docs/bot-richmenu-create. A live client sends the displayText of a postback with a message.
var RichMenuAction = actionRules{
	types: []string{"postback", "message", "uri", "copy"}, labelMax: 20, unlabelled: true, needsText: true,
}.shape()

func (rules actionRules) shape() Shape {
	every := Fields{
		"text":             Text(300),
		"postback":         Text(1000),
		"uri":              URL("http", "https"),
		"copyText":         Text(1000),
		"data":             Text(300),
		"displayText":      Text(300),
		"i18nTexts":        Translations("text", Text(300), "text"),
		"i18nDisplayTexts": Translations("displayText", Text(300), "displayText"),
	}
	fields := Fields{
		"type":       Enum(rules.types...),
		"label":      Text(rules.labelMax),
		"i18nLabels": Translations("label", Text(rules.labelMax), "label"),
	}
	for _, kind := range rules.types {
		for _, name := range actionFields[kind] {
			fields[name] = every[name]
		}
	}
	return Object(fields, "type").CheckedBy(rules.check)
}

// check wants the properties that the type of an action needs. Those of another
// type are unknown here.
func (rules actionRules) check(c *Checker, path string, body Body) *Problem {
	kind := typeOf(body)
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
		if !hasValue(body, name) {
			return Missing(Join(path, name))
		}
	}
	if rules.ownFieldsOnly {
		c.result.Unknown = append(c.result.Unknown, rules.foreign(path, kind, body)...)
	}
	return nil
}

// foreign are the properties of the other types that may stand in the same place.
func (rules actionRules) foreign(path, kind string, body Body) []string {
	var names []string
	for _, other := range rules.types {
		for _, name := range actionFields[other] {
			if _, found := body[name]; found && other != kind {
				names = append(names, Join(path, name))
			}
		}
	}
	return names
}
