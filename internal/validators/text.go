// SPDX-License-Identifier: MPL-2.0

package validators

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/excerpt"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/suggest"
)

// textRule is a rule for a text.
type textRule struct {
	description string
	summary     string
	// check says what is wrong with the text, in a sentence without its full stop; "" if
	// nothing is.
	check func(text string) string
}

func (r textRule) Description(context.Context) string { return r.description }

func (r textRule) MarkdownDescription(context.Context) string { return r.description }

func (r textRule) ValidateString(_ context.Context, req validator.StringRequest, resp *validator.StringResponse) {
	if req.ConfigValue.IsNull() || req.ConfigValue.IsUnknown() {
		return
	}
	if problem := r.check(req.ConfigValue.ValueString()); problem != "" {
		resp.Diagnostics.AddAttributeError(req.Path, r.summary, fmt.Sprintf("Attribute %s %s.\n\n%s", At(req.Path), r.description, problem))
	}
}

// Length accepts a text of least to most characters, not bytes.
func Length(least, most int) validator.String {
	return textRule{
		description: fmt.Sprintf("must have between %d and %s", least, excerpt.Characters(most)),
		summary:     "Invalid length",
		check: func(text string) string {
			if n := utf8.RuneCountInString(text); n < least || n > most {
				return fmt.Sprintf("It has %s.", excerpt.Characters(n))
			}
			return ""
		},
	}
}

// NotEmpty refuses the empty text.
func NotEmpty() validator.String {
	return textRule{
		description: "must not be empty",
		summary:     "Empty text",
		check: func(text string) string {
			if text == "" {
				return "Where there is no value, leave the attribute out or set it to null, if it is optional."
			}
			return ""
		},
	}
}

// Matches accepts a text that matches a pattern; description says in words what it
// must be.
func Matches(pattern *regexp.Regexp, description string) validator.String {
	return textRule{
		description: description,
		summary:     "Invalid value",
		check: func(text string) string {
			if pattern.MatchString(text) {
				return ""
			}
			return "Got " + excerpt.Of(text) + "."
		},
	}
}

// OneOf accepts one of the words, and suggests the one that was most likely meant.
func OneOf(words ...string) validator.String {
	return textRule{
		description: "must be one of " + quoted(words, ", "),
		summary:     "Unknown value",
		check: func(text string) string {
			if slices.Contains(words, text) {
				return ""
			}
			return strings.TrimSpace("Got " + excerpt.Of(text) + ". " + suggest.Sentence(text, words))
		},
	}
}

// NoneOf refuses the words.
func NoneOf(words ...string) validator.String {
	return textRule{
		description: "must not be " + quoted(words, " or "),
		summary:     "Invalid value",
		check: func(text string) string {
			if slices.Contains(words, text) {
				return "Got " + excerpt.Of(text) + "."
			}
			return ""
		},
	}
}

func quoted(words []string, separator string) string {
	return `"` + strings.Join(words, `"`+separator+`"`) + `"`
}
