// SPDX-License-Identifier: MPL-2.0

package preview

import (
	"encoding/json"
	"fmt"
)

// The values of the buttons that a user can tap, the REFs. Numbers count from 0.
const (
	menuRef    = "menu/%d"       // an action of the persistent menu
	areaRef    = "area/%d"       // an area of the rich menu
	messageRef = "message/%s/%s" // the ID of a message, and the path of an action in its content
	quickRef   = "quick/%s/%d"   // the ID of a message, and an item of its quick reply
	quickPath  = "quickReply/items/%d/action"
)

// QuickReplyPath is the path of the action of an item of a quick reply, for FindAction.
func QuickReplyPath(item int) string { return fmt.Sprintf(quickPath, item) }

// FindAction finds an action in the content of a message. The path is a JSON pointer
// without its first slash, such as columns/0/actions/2.
func FindAction(content json.RawMessage, path string) (Action, error) {
	n, err := parse(content)
	if err != nil {
		return Action{}, err
	}
	found, _ := n.at(path).(map[string]any)
	action, ok := readAction(found)
	if !ok {
		return Action{}, fmt.Errorf("the content of the message has no action at %q", path)
	}
	return action, nil
}

// actionTypes: https://developers.worksmobile.com/en/docs/bot-actionobject.
var actionTypes = map[string]bool{
	"postback": true, "message": true, "uri": true, "copy": true, "camera": true, "cameraRoll": true, "location": true,
}

// readAction reports whether the object is an action of a type that there is.
func readAction(n node) (Action, bool) {
	action := Action{
		Type:         n.str("type"),
		Label:        Plain(n.str("label")),
		Text:         Plain(n.str("text")),
		Postback:     Plain(n.str("postback")),
		URI:          Plain(n.str("uri")),
		CopyText:     Plain(n.str("copyText")),
		Data:         Plain(n.str("data")),
		DisplayText:  Plain(n.str("displayText")),
		Labels:       n.texts("i18nLabels", "label"),
		Texts:        n.texts("i18nTexts", "text"),
		DisplayTexts: n.texts("i18nDisplayTexts", "displayText"),
	}
	return action, actionTypes[action.Type]
}

// Target is what a tap sends, opens or copies, in a language.
func (a Action) Target(language string) Text {
	switch a.Type {
	case "postback":
		return a.Data
	case "message":
		// The label stands in for the text: https://developers.worksmobile.com/en/docs/bot-persistentmenu-get.
		return a.Texts.In(language, a.Text).or(a.Labels.In(language, a.Label))
	case "uri":
		return a.URI
	case "copy":
		return a.CopyText
	}
	return Text{}
}

func (t Text) or(other Text) Text {
	if t.Empty() {
		return other
	}
	return t
}
