// SPDX-License-Identifier: MPL-2.0

// Package i18n is the attribute for texts by language. The API has lists of
// language and text there; a map keyed by language says the same and cannot
// name a language twice.
package i18n

import (
	"strings"

	"github.com/hashicorp/terraform-plugin-framework-validators/mapvalidator"
	action "github.com/hashicorp/terraform-plugin-framework/action/schema"
	datasource "github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/mapdefault"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tftext"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfvalue"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/validators"
)

// ResourceAttribute is a map whose values follow the rules. Its default makes
// the empty map and a missing one the same thing, as they are for the service.
func ResourceAttribute(description string, rules ...validator.String) schema.MapAttribute {
	return schema.MapAttribute{
		MarkdownDescription: describe(description),
		Optional:            true,
		Computed:            true,
		Default:             mapdefault.StaticValue(tfvalue.StringMap(nil)),
		ElementType:         types.StringType,
		Validators:          validate(rules),
		PlanModifiers:       []planmodifier.Map{tftext.KeepLineEnds()},
	}
}

// ActionAttribute is a map whose values follow the rules, in an action. The
// values are sent and not stored, so it needs no default.
func ActionAttribute(description string, rules ...validator.String) action.MapAttribute {
	return action.MapAttribute{
		MarkdownDescription: describe(description),
		Optional:            true,
		ElementType:         types.StringType,
		Validators:          validate(rules),
	}
}

func describe(description string) string {
	return description + " Keys: `" + strings.Join(validators.Languages, "`, `") + "`. Left out: none."
}

func validate(rules []validator.String) []validator.Map {
	return []validator.Map{validators.LanguageKeys(), mapvalidator.NoNullValues(), mapvalidator.ValueStringsAre(validators.Optional(rules...)...)}
}

// DataSourceAttribute is a map that is only read.
func DataSourceAttribute(description string) datasource.MapAttribute {
	return datasource.MapAttribute{
		MarkdownDescription: description + " The keys are language codes such as `ja_JP`.",
		Computed:            true,
		ElementType:         types.StringType,
	}
}
