// SPDX-License-Identifier: MPL-2.0

// Package validators holds the rules that several attributes share. None looks at null
// or unknown values, and none repeats a value that may be a secret or is long, as the
// stock validators for text do: [excerpt.Of] decides.
package validators

import (
	"context"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework-validators/mapvalidator"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/excerpt"
)

// MaxURLLength is the longest address, in characters, that the API takes.
// Source: https://developers.worksmobile.com/en/docs/bot-get
const MaxURLLength = 1000

// Languages are the language codes of the API.
// Source: https://developers.worksmobile.com/en/docs/bot-get
var Languages = []string{"en_US", "ja_JP", "ko_KR", "zh_CN", "zh_TW"}

var (
	numericID = regexp.MustCompile(`^[1-9][0-9]{0,18}$`)
	oneLine   = regexp.MustCompile(`^[^\r\n]*$`)
	scope     = regexp.MustCompile(`^[^\s,]+$`)
	someText  = regexp.MustCompile(`^$|[^\s\p{Z}]`) // \p{Z}: the wide blank of Japanese text too
)

// IsNumericID says whether s has the form of the API's numeric ids, which are
// positive 64-bit integers.
func IsNumericID(s string) bool {
	_, err := strconv.ParseInt(s, 10, 64)
	return err == nil && numericID.MatchString(s)
}

// NumericID accepts an id such as 2000001. What says which id is meant, and
// where it is found.
func NumericID(what string) validator.String { return numericIDValidator{what: what} }

// BotID accepts the ID of a bot.
func BotID() validator.String { return NumericID("the ID of a bot, a number such as 2000001") }

// DomainID accepts the ID of a domain.
func DomainID() validator.String {
	return NumericID("the ID of a domain, a number such as 10000001")
}

type numericIDValidator struct{ what string }

func (v numericIDValidator) Description(context.Context) string { return "must be " + v.what }

func (v numericIDValidator) MarkdownDescription(ctx context.Context) string {
	return v.Description(ctx)
}

func (v numericIDValidator) ValidateString(ctx context.Context, req validator.StringRequest, resp *validator.StringResponse) {
	if req.ConfigValue.IsNull() || req.ConfigValue.IsUnknown() || IsNumericID(req.ConfigValue.ValueString()) {
		return
	}
	resp.Diagnostics.AddAttributeError(req.Path, "Invalid ID",
		fmt.Sprintf("Attribute %s %s.\n\nGot %s.", At(req.Path), v.Description(ctx), excerpt.Of(req.ConfigValue.ValueString())))
}

// Scope accepts the name of a scope.
// Source: https://developers.worksmobile.com/en/docs/auth-scope
func Scope() validator.String {
	return Matches(scope, "must be a single scope such as bot.read, without blanks or commas")
}

// OneLine refuses line breaks, which the service turns into blanks, so that
// the stored value would never equal the configured one.
func OneLine() validator.String {
	return Matches(oneLine,
		"must be a single line (the service turns line breaks into blanks)")
}

// NotBlank refuses an ID of blanks only. That there is any text at all is for a
// validator of the length to say.
func NotBlank() validator.String {
	return Matches(someText, "must hold more than blanks")
}

// LanguageKeys accepts a map whose keys are language codes of the API.
func LanguageKeys() validator.Map {
	return mapvalidator.KeysAre(OneOf(Languages...))
}

// HTTPS accepts an absolute https address of at most [MaxURLLength] characters.
func HTTPS() validator.String { return urlValidator{schemes: []string{"https"}} }

// HTTP accepts an absolute http or https address of at most [MaxURLLength]
// characters.
func HTTP() validator.String { return urlValidator{schemes: []string{"https", "http"}} }

type urlValidator struct{ schemes []string }

func (v urlValidator) Description(context.Context) string {
	return fmt.Sprintf("must be an absolute %s address of at most %d characters", strings.Join(v.schemes, " or "), MaxURLLength)
}

func (v urlValidator) MarkdownDescription(ctx context.Context) string { return v.Description(ctx) }

func (v urlValidator) ValidateString(ctx context.Context, req validator.StringRequest, resp *validator.StringResponse) {
	if req.ConfigValue.IsNull() || req.ConfigValue.IsUnknown() {
		return
	}
	raw := req.ConfigValue.ValueString()
	refuse := func(reason string) {
		resp.Diagnostics.AddAttributeError(req.Path, "Invalid URL",
			fmt.Sprintf("Attribute %s %s.\n\nGot %s: %s.", At(req.Path), v.Description(ctx), excerpt.Of(raw), reason))
	}
	u, err := url.Parse(raw)
	switch {
	case err != nil || strings.ContainsFunc(raw, func(r rune) bool { return r <= ' ' }):
		refuse("it is not a valid address")
	case u.Scheme == "":
		refuse("it has no scheme")
	case !slices.Contains(v.schemes, u.Scheme):
		refuse(fmt.Sprintf("its scheme is %q", u.Scheme))
	case u.Hostname() == "":
		refuse("it names no host")
	case len([]rune(raw)) > MaxURLLength:
		refuse(fmt.Sprintf("it has %d characters", len([]rune(raw))))
	}
}

// UserIDAdvice tells where the id of a user is to be found.
// Source: https://developers.worksmobile.com/en/docs/bot-callback-message
const UserIDAdvice = "Where to find a user ID: the data sources lineworks_user and lineworks_users look it up by login e-mail address, " +
	"and every callback of a bot has the sender's in source.userId."

// UserIDSources is [UserIDAdvice] for descriptions of attributes with user IDs.
const UserIDSources = "The data sources `lineworks_user` and `lineworks_users` find user IDs by e-mail address."
