// SPDX-License-Identifier: MPL-2.0

package menuaction

import (
	"fmt"
	"strings"

	action "github.com/hashicorp/terraform-plugin-framework/action/schema"
	datasource "github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/service/i18n"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/validators"
)

// Limits in characters. That of a label differs by the kind.
// Source: https://developers.worksmobile.com/en/docs/bot-persistentmenu-get and
// https://developers.worksmobile.com/en/docs/bot-richmenu-create
const (
	maxText        = 300
	maxPostback    = 1000
	maxCopyText    = 1000
	maxData        = 300
	maxDisplayText = 300
)

// Descriptions of the attributes, shared by all schemas.
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

// Descriptions of the types of actions.
var effects = map[string]string{
	Message:  "`message` sends a text in the user's name",
	URI:      "`uri` opens an address",
	Copy:     "`copy` puts a text on the clipboard",
	Postback: "`postback` sends a value to the bot",

	Camera:     "`camera` opens the camera",
	CameraRoll: "`cameraRoll` opens the pictures on the device",
	Location:   "`location` lets the user pick a place",
}

func (k Kind) purpose(name string) string {
	if name == "type" {
		texts := make([]string, len(k.types))
		for i, typ := range k.types {
			texts[i] = effects[typ]
		}
		return "Effect of a tap: " + strings.Join(texts, ", ") + "."
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

// described is an attribute of an action, as far as all schemas agree on it.
type described struct {
	description string
	required    bool
	rules       []validator.String // of the value, or of each text by language
}

// describe is the attribute of that name.
func (k Kind) describe(name string) described {
	prop, _ := k.property(name)
	switch name {
	case "type":
		return described{k.purpose(name), true, []validator.String{validators.OneOf(k.types...)}}
	case "label":
		return k.label()
	case "uri":
		return described{
			k.purpose(name) + " `http` or `https`, at most 1000 characters. Required for `uri`, not allowed for others.",
			false,
			validators.Optional(validators.HTTP()),
		}
	case "i18n_labels":
		return k.i18n(name, k.maxLabel)
	case "i18n_texts":
		return k.i18n(name, maxText)
	case "i18n_display_texts":
		return k.i18n(name, maxDisplayText)
	}
	return k.text(prop)
}

// ResourceAttributes are the attributes of an action in a resource.
func (k Kind) ResourceAttributes() map[string]schema.Attribute {
	attributes := map[string]schema.Attribute{}
	for _, name := range k.attributes() {
		d := k.describe(name)
		if isI18n(name) {
			attributes[name] = i18n.ResourceAttribute(d.description, d.rules...)
		} else {
			attributes[name] = schema.StringAttribute{
				MarkdownDescription: d.description, Required: d.required, Optional: !d.required, Validators: d.rules,
			}
		}
	}
	return attributes
}

// ActionAttributes are the attributes of an action in a message. The message is
// sent by what Terraform calls an action, hence the name.
func (k Kind) ActionAttributes() map[string]action.Attribute {
	attributes := map[string]action.Attribute{}
	for _, name := range k.attributes() {
		d := k.describe(name)
		if isI18n(name) {
			attributes[name] = i18n.ActionAttribute(d.description, d.rules...)
		} else {
			attributes[name] = action.StringAttribute{
				MarkdownDescription: d.description, Required: d.required, Optional: !d.required, Validators: d.rules,
			}
		}
	}
	return attributes
}

func (k Kind) label() described {
	d := described{k.purpose("label") + k.length(k.maxLabel, k.oneLine), k.labelRequired, k.lengthOf(k.maxLabel, k.oneLine)}
	if !k.labelRequired {
		d.rules = validators.Optional(d.rules...)
		d.description += " Left out: a text that the client program chooses, where it shows labels at all."
	}
	return d
}

// text is a text that only one type of action has.
func (k Kind) text(prop property) described {
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
	return described{k.purpose(prop.name) + k.length(most, oneLine) + after, false, validators.Optional(k.lengthOf(most, oneLine)...)}
}

func (k Kind) i18n(name string, most int) described {
	return described{k.purpose(name) + " Each" + k.length(most, k.oneLine), false, k.lengthOf(most, k.oneLine)}
}

func (k Kind) length(most int, oneLine bool) string {
	if oneLine {
		return fmt.Sprintf(" 1 to %d characters on one line.", most)
	}
	return fmt.Sprintf(" 1 to %d characters.", most)
}

func (k Kind) lengthOf(most int, oneLine bool) []validator.String {
	rules := []validator.String{validators.Length(1, most)}
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
