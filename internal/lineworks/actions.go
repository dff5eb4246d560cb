// SPDX-License-Identifier: MPL-2.0

package lineworks

import "github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/wire"

// Action is the action of a button of a menu or a message. Empty fields are not sent; in a
// response, null, empty and absent values are all the zero value. Texts by language have keys
// such as "ja_JP". Data, DisplayText and I18nDisplayTexts belong to "postback".
//
// See https://developers.worksmobile.com/en/docs/bot-actionobject.
type Action struct {
	// Type is "message", "uri" or "copy", in rich menus, carousels and quick replies
	// also "postback", and in quick replies "camera", "cameraRoll" or "location" too.
	Type             string
	Label            string
	Text             string
	Postback         string
	URI              string
	CopyText         string
	Data             string
	DisplayText      string
	I18nLabels       map[string]string
	I18nTexts        map[string]string
	I18nDisplayTexts map[string]string
}

// actionWire is an action in a request or a response.
type actionWire struct {
	Type             string            `json:"type"`
	Label            string            `json:"label,omitempty"`
	Text             string            `json:"text,omitempty"`
	Postback         string            `json:"postback,omitempty"`
	URI              string            `json:"uri,omitempty"`
	CopyText         string            `json:"copyText,omitempty"`
	Data             string            `json:"data,omitempty"`
	DisplayText      string            `json:"displayText,omitempty"`
	I18nLabels       wire.Translations `json:"i18nLabels,omitempty"`
	I18nTexts        wire.Translations `json:"i18nTexts,omitempty"`
	I18nDisplayTexts wire.Translations `json:"i18nDisplayTexts,omitempty"`
}

func newActionWire(a *Action) actionWire {
	return actionWire{
		Type: a.Type, Label: a.Label, Text: a.Text, Postback: a.Postback,
		URI: a.URI, CopyText: a.CopyText, Data: a.Data, DisplayText: a.DisplayText,
		I18nLabels:       wire.NewTranslations(a.I18nLabels, "label"),
		I18nTexts:        wire.NewTranslations(a.I18nTexts, "text"),
		I18nDisplayTexts: wire.NewTranslations(a.I18nDisplayTexts, "displayText"),
	}
}

func (w *actionWire) action() Action {
	return Action{
		Type: w.Type, Label: w.Label, Text: w.Text, Postback: w.Postback,
		URI: w.URI, CopyText: w.CopyText, Data: w.Data, DisplayText: w.DisplayText,
		I18nLabels:       wire.Texts(w.I18nLabels, "label"),
		I18nTexts:        wire.Texts(w.I18nTexts, "text"),
		I18nDisplayTexts: wire.Texts(w.I18nDisplayTexts, "displayText"),
	}
}

func newActionWires(actions []Action) []actionWire {
	out := make([]actionWire, 0, len(actions))
	for i := range actions {
		out = append(out, newActionWire(&actions[i]))
	}
	return out
}

func optionalAction(a *Action) *actionWire {
	if a == nil {
		return nil
	}
	w := newActionWire(a)
	return &w
}
