// SPDX-License-Identifier: MPL-2.0

package menuaction

import (
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework-validators/mapvalidator"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	datasource "github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/mapdefault"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfvalue"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/validators"
)

// Limits in characters. That of a label differs by the kind of menu.
// Source: https://developers.worksmobile.com/en/docs/bot-persistentmenu-get
const (
	maxText     = 300
	maxPostback = 1000
	maxCopyText = 1000
)

// What each attribute is for, shared by resource and data source.
var descriptions = map[string]string{
	"type":        "What the button does: `message` sends a text in the user's name, `uri` opens an address, `copy` puts a text on the clipboard.",
	"label":       "What the button shows.",
	"text":        "Text that is sent in the user's name. Only for `message`.",
	"postback":    "Value that the bot receives along with the message. Only for `message`.",
	"uri":         "Address that is opened.",
	"copy_text":   "Text that is put on the clipboard.",
	"i18n_labels": "Labels by language.",
	"i18n_texts":  "Texts by language. Only for `message`.",
}

// ResourceAttributes are the attributes of an action in a menu of which a
// label may have maxLabel characters.
func ResourceAttributes(maxLabel int) map[string]schema.Attribute {
	keys := " Keys: `" + strings.Join(validators.Languages, "`, `") + "`. Left out: none."
	return map[string]schema.Attribute{
		"type": schema.StringAttribute{
			MarkdownDescription: descriptions["type"],
			Required:            true,
			Validators:          []validator.String{stringvalidator.OneOf(Message, URI, Copy)},
		},
		"label": schema.StringAttribute{
			MarkdownDescription: descriptions["label"] + fmt.Sprintf(" 1 to %d characters on one line.", maxLabel),
			Required:            true,
			Validators:          lineOf(maxLabel),
		},
		"text": schema.StringAttribute{
			MarkdownDescription: descriptions["text"] + fmt.Sprintf(" 1 to %d characters on one line. Left out: the label is sent.", maxText),
			Optional:            true,
			Validators:          lineOf(maxText),
		},
		"postback": schema.StringAttribute{
			MarkdownDescription: descriptions["postback"] + fmt.Sprintf(" 1 to %d characters. Left out: none.", maxPostback),
			Optional:            true,
			Validators:          []validator.String{stringvalidator.UTF8LengthBetween(1, maxPostback)},
		},
		"uri": schema.StringAttribute{
			MarkdownDescription: descriptions["uri"] + " `http` or `https`, at most 1000 characters. Required for `uri`, not allowed for others.",
			Optional:            true,
			Validators:          []validator.String{validators.HTTP()},
		},
		"copy_text": schema.StringAttribute{
			MarkdownDescription: descriptions["copy_text"] + fmt.Sprintf(" 1 to %d characters. Required for `copy`, not allowed for others.", maxCopyText),
			Optional:            true,
			Validators:          []validator.String{stringvalidator.UTF8LengthBetween(1, maxCopyText)},
		},
		"i18n_labels": i18nAttribute(descriptions["i18n_labels"]+fmt.Sprintf(" Each 1 to %d characters on one line.", maxLabel)+keys, maxLabel),
		"i18n_texts":  i18nAttribute(descriptions["i18n_texts"]+fmt.Sprintf(" Each 1 to %d characters on one line.", maxText)+keys, maxText),
	}
}

// DataSourceAttributes are the attributes of an action that is only read.
func DataSourceAttributes() map[string]datasource.Attribute {
	attributes := map[string]datasource.Attribute{}
	for name, description := range descriptions {
		if strings.HasPrefix(name, "i18n_") {
			attributes[name] = datasource.MapAttribute{
				MarkdownDescription: description + " The keys are language codes such as `ja_JP`.",
				Computed:            true,
				ElementType:         types.StringType,
			}
			continue
		}
		attributes[name] = datasource.StringAttribute{MarkdownDescription: description, Computed: true}
	}
	return attributes
}

// lineOf accepts a line of 1 to most characters.
func lineOf(most int) []validator.String {
	return []validator.String{stringvalidator.UTF8LengthBetween(1, most), validators.OneLine()}
}

// i18nAttribute is a map keyed by language. Its default makes the empty map
// and a missing one the same thing, as they are for the service.
func i18nAttribute(description string, most int) schema.MapAttribute {
	return schema.MapAttribute{
		MarkdownDescription: description,
		Optional:            true,
		Computed:            true,
		Default:             mapdefault.StaticValue(tfvalue.StringMap(nil)),
		ElementType:         types.StringType,
		Validators: []validator.Map{
			validators.LanguageKeys(),
			mapvalidator.NoNullValues(),
			mapvalidator.ValueStringsAre(lineOf(most)...),
		},
	}
}
