// SPDX-License-Identifier: MPL-2.0

package menuaction

import (
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	datasource "github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/service/i18n"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/validators"
)

// Limits in characters. That of a label differs by the kind of menu.
// Source: https://developers.worksmobile.com/en/docs/bot-persistentmenu-get and
// https://developers.worksmobile.com/en/docs/bot-richmenu-create
const (
	maxText        = 300
	maxPostback    = 1000
	maxCopyText    = 1000
	maxData        = 300
	maxDisplayText = 300
)

// What each attribute is for, shared by resources and data sources.
var purposes = map[string]string{
	"label":              "What the button shows.",
	"text":               "Text that is sent in the user's name.",
	"postback":           "Value that the bot receives along with the message.",
	"uri":                "Address that is opened.",
	"copy_text":          "Text that is put on the clipboard.",
	"data":               "Value that the bot receives.",
	"display_text":       "Text that the message room shows as sent by the user.",
	"i18n_labels":        "Labels by language.",
	"i18n_texts":         "Texts by language.",
	"i18n_display_texts": "Display texts by language.",
}

// What each type of action does.
var effects = map[string]string{
	Message:  "`message` sends a text in the user's name",
	URI:      "`uri` opens an address",
	Copy:     "`copy` puts a text on the clipboard",
	Postback: "`postback` sends a value to the bot",
}

func (k Kind) purpose(name string) string {
	if name == "type" {
		texts := make([]string, len(k.types))
		for i, action := range k.types {
			texts[i] = effects[action]
		}
		return "What a tap does: " + strings.Join(texts, ", ") + "."
	}
	text := purposes[name]
	if prop, ok := k.property(name); ok && !prop.required {
		text += " Only for `" + prop.action + "`."
	}
	return text
}

func (k Kind) property(name string) (property, bool) {
	for _, p := range k.properties {
		if p.name == name {
			return p, true
		}
	}
	return property{}, false
}

// ResourceAttributes are the attributes of an action.
func (k Kind) ResourceAttributes() map[string]schema.Attribute {
	attributes := map[string]schema.Attribute{
		"type": schema.StringAttribute{
			MarkdownDescription: k.purpose("type"),
			Required:            true,
			Validators:          []validator.String{stringvalidator.OneOf(k.types...)},
		},
		"label":       k.label(),
		"i18n_labels": k.i18n("i18n_labels", k.maxLabel),
	}
	for _, prop := range k.properties {
		switch prop.name {
		case "uri":
			attributes["uri"] = schema.StringAttribute{
				MarkdownDescription: k.purpose("uri") + " `http` or `https`, at most 1000 characters. Required for `uri`, not allowed for others.",
				Optional:            true,
				Validators:          []validator.String{validators.HTTP()},
			}
		case "i18n_texts":
			attributes[prop.name] = k.i18n(prop.name, maxText)
		case "i18n_display_texts":
			attributes[prop.name] = k.i18n(prop.name, maxDisplayText)
		default:
			attributes[prop.name] = k.text(prop)
		}
	}
	return attributes
}

func (k Kind) label() schema.StringAttribute {
	a := schema.StringAttribute{
		MarkdownDescription: k.purpose("label") + k.length(k.maxLabel, k.oneLine),
		Required:            k.labelRequired,
		Optional:            !k.labelRequired,
		Validators:          k.lengthOf(k.maxLabel, k.oneLine),
	}
	if !k.labelRequired {
		a.MarkdownDescription += " Left out: a text that the client program chooses, where it shows labels at all."
	}
	return a
}

// text is a text that only one type of action has.
func (k Kind) text(prop property) schema.StringAttribute {
	most := map[string]int{
		"text": maxText, "postback": maxPostback, "copy_text": maxCopyText, "data": maxData, "display_text": maxDisplayText,
	}[prop.name]
	oneLine := k.oneLine && prop.name == "text"
	after := " Left out: none."
	switch {
	case prop.required:
		after = fmt.Sprintf(" Required for `%s`, not allowed for others.", prop.action)
	case prop.name == "text":
		after = " Left out: the label is sent."
	}
	return schema.StringAttribute{
		MarkdownDescription: k.purpose(prop.name) + k.length(most, oneLine) + after,
		Optional:            true,
		Validators:          k.lengthOf(most, oneLine),
	}
}

func (k Kind) i18n(name string, most int) schema.MapAttribute {
	return i18n.ResourceAttribute(k.purpose(name)+" Each"+k.length(most, k.oneLine), k.lengthOf(most, k.oneLine)...)
}

func (k Kind) length(most int, oneLine bool) string {
	if oneLine {
		return fmt.Sprintf(" 1 to %d characters on one line.", most)
	}
	return fmt.Sprintf(" 1 to %d characters.", most)
}

func (k Kind) lengthOf(most int, oneLine bool) []validator.String {
	rules := []validator.String{stringvalidator.UTF8LengthBetween(1, most)}
	if oneLine {
		rules = append(rules, validators.OneLine())
	}
	return rules
}

// DataSourceAttributes are the attributes of an action that is only read.
func (k Kind) DataSourceAttributes() map[string]datasource.Attribute {
	attributes := map[string]datasource.Attribute{}
	for _, name := range k.attributes() {
		if isI18n(name) {
			attributes[name] = i18n.DataSourceAttribute(k.purpose(name))
		} else {
			attributes[name] = datasource.StringAttribute{MarkdownDescription: k.purpose(name), Computed: true}
		}
	}
	return attributes
}
