// SPDX-License-Identifier: MPL-2.0

package validators_test

import (
	"context"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfvalue"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/validators"
)

func TestStringValidators(t *testing.T) {
	t.Parallel()
	longURL := "https://example.com/" + strings.Repeat("あ", validators.MaxURLLength-len("https://example.com/"))
	tests := map[string]struct {
		validator validator.String
		good      []string
		bad       map[string]string // value: words of the message
	}{
		"numeric id": {
			validators.NumericID("the ID of a bot"),
			[]string{"1", "2000001", "9223372036854775807"},
			map[string]string{"": "the ID of a bot", "0": "0", "01": "01", "-1": "-1", "2000001x": "2000001x", "a": "a", "9223372036854775808": "9223372036854775808"},
		},
		"one line": {
			validators.OneLine(),
			[]string{"", "one line", "tab\tis fine"},
			map[string]string{"a\nb": "single line", "a\r": "single line"},
		},
		"not blank": {
			validators.NotBlank(),
			[]string{"", "a", " a "},
			map[string]string{" ": "more than blanks", " \t": "more than blanks", "\u3000": "more than blanks"},
		},
		"scope": {
			validators.Scope(),
			[]string{"bot", "bot.read"},
			map[string]string{"": "single scope", "bot bot.read": "single scope", "bot,bot.read": "single scope"},
		},
		"https": {
			validators.HTTPS(),
			[]string{"https://example.com", "HTTPS://example.com/a?b=c#d", "https://受付.example.com/画像.png", longURL},
			map[string]string{
				"":                     "no scheme",
				"example.com/a.png":    "no scheme",
				"http://example.com":   `its scheme is "http"`,
				"ftp://example.com":    `its scheme is "ftp"`,
				"https://":             "names no host",
				"https://:443/a":       "names no host",
				"https:///a.png":       "names no host",
				"https://a b.example":  "not a valid address",
				"https://example.com ": "not a valid address",
				// Go parses the next two.
				"https://example.com/a b":  "not a valid address",
				"https://example.com/?a b": "not a valid address",
				longURL + "x":              "it has 1001 characters",
			},
		},
		"http": {
			validators.HTTP(),
			[]string{"http://example.com", "https://example.com"},
			map[string]string{"ftp://example.com": "http"},
		},
	}
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, value := range []types.String{types.StringNull(), types.StringUnknown()} {
				if got := validate(tc.validator, value); len(got.Diagnostics) > 0 {
					t.Errorf("%s: got %v, want nothing", value, got.Diagnostics)
				}
			}
			for _, value := range tc.good {
				if got := validate(tc.validator, types.StringValue(value)); len(got.Diagnostics) > 0 {
					t.Errorf("%q: got %v, want nothing", value, got.Diagnostics)
				}
			}
			for value, words := range tc.bad {
				got := validate(tc.validator, types.StringValue(value))
				if !got.Diagnostics.HasError() {
					t.Errorf("%q: got no error, want one", value)
					continue
				}
				if detail := got.Diagnostics[0].Detail(); !strings.Contains(detail, words) || !strings.Contains(detail, "thing") {
					t.Errorf("%q: got %s, want %q and the attribute in it", value, detail, words)
				}
			}
			if tc.validator.Description(t.Context()) == "" || tc.validator.MarkdownDescription(t.Context()) == "" {
				t.Error("got no description, want one")
			}
		})
	}
}

func validate(v validator.String, value types.String) validator.StringResponse {
	var resp validator.StringResponse
	v.ValidateString(context.Background(), validator.StringRequest{Path: path.Root("thing"), ConfigValue: value}, &resp)
	return resp
}

func TestEmailWarnings(t *testing.T) {
	t.Parallel()
	ids := func(ids ...string) attr.Value { return tfvalue.StringSet(ids) }
	for name, tc := range map[string]struct {
		plan, state attr.Value
		want        string // "" for no warning
	}{
		"user ID":      {types.StringValue("3b8e6a52-5c0f"), nil, ""},
		"e-mail":       {types.StringValue("taro@example.com"), nil, `"taro@example.com" looks like an e-mail address. `},
		"one of two":   {ids("u1", "taro@example.com"), ids(), `"taro@example.com" looks like an e-mail address. `},
		"two":          {ids("b@example.com", "a@example.com"), ids("u1"), `"a@example.com", "b@example.com" look like e-mail addresses. `},
		"in the state": {ids("b@example.com", "a@example.com"), ids("a@example.com"), `"b@example.com" looks like an e-mail address. `},
		"as before":    {ids("a@example.com"), ids("a@example.com"), ""},
		"not known":    {types.SetUnknown(types.StringType), nil, ""},
	} {
		got := validators.EmailWarnings(path.Root("thing"), tc.plan, tc.state)
		if tc.want == "" {
			if len(got) > 0 {
				t.Errorf("%s: got %v, want nothing", name, got)
			}
			continue
		}
		if len(got) != 1 || got.HasError() || got[0].Summary() != "E-mail address instead of a user ID in thing" || !strings.HasPrefix(got[0].Detail(), tc.want) || !strings.Contains(got[0].Detail(), "data sources lineworks_user and lineworks_users") {
			t.Errorf("%s: got %v, want %s", name, got, tc.want)
		}
	}
}

func TestLanguageKeys(t *testing.T) {
	t.Parallel()
	for language, good := range map[string]bool{"ja_JP": true, "ko_KR": true, "en_US": true, "zh_CN": true, "zh_TW": true, "ja": false, "ja-JP": false, "fr_FR": false} {
		var resp validator.MapResponse
		validators.LanguageKeys().ValidateMap(t.Context(), validator.MapRequest{
			Path: path.Root("thing"), ConfigValue: tfvalue.StringMap(map[string]string{language: "x"}),
		}, &resp)
		if resp.Diagnostics.HasError() == good {
			t.Errorf("%s: got %v, want it accepted: %t", language, resp.Diagnostics, good)
		}
	}
}
