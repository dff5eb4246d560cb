// SPDX-License-Identifier: MPL-2.0

package mockserver

import (
	"encoding/json"
	"maps"
)

// Action is the action of a menu item. Maps are by language. See
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
	q = q.elsewhere()
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
