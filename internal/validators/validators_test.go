// SPDX-License-Identifier: MPL-2.0

package validators_test

import (
	"context"
	"strings"
	"testing"

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
					t.Errorf("%s: %v", value, got.Diagnostics)
				}
			}
			for _, value := range tc.good {
				if got := validate(tc.validator, types.StringValue(value)); len(got.Diagnostics) > 0 {
					t.Errorf("%q is refused: %v", value, got.Diagnostics)
				}
			}
			for value, words := range tc.bad {
				got := validate(tc.validator, types.StringValue(value))
				if !got.Diagnostics.HasError() {
					t.Errorf("%q is accepted", value)
					continue
				}
				if detail := got.Diagnostics[0].Detail(); !strings.Contains(detail, words) || !strings.Contains(detail, "thing") {
					t.Errorf("%q: the message lacks %q or the attribute: %s", value, words, detail)
				}
			}
			if tc.validator.Description(t.Context()) == "" || tc.validator.MarkdownDescription(t.Context()) == "" {
				t.Error("no description")
			}
		})
	}
}

func validate(v validator.String, value types.String) validator.StringResponse {
	var resp validator.StringResponse
	v.ValidateString(context.Background(), validator.StringRequest{Path: path.Root("thing"), ConfigValue: value}, &resp)
	return resp
}

func TestEmailWarning(t *testing.T) {
	t.Parallel()
	for value, want := range map[string]int{"3b8e6a52-5c0f": 0, "taro@example.com": 1} {
		got := validate(validators.EmailWarning(), types.StringValue(value))
		if got.Diagnostics.HasError() || got.Diagnostics.WarningsCount() != want {
			t.Errorf("%q: want %d warnings, got %v", value, want, got.Diagnostics)
		}
	}
	if got := validate(validators.EmailWarning(), types.StringValue("taro@example.com")).Diagnostics[0].Detail(); !strings.Contains(got, "userId") {
		t.Errorf("the warning does not say where to find the ID: %s", got)
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
			t.Errorf("%s: %v", language, resp.Diagnostics)
		}
	}
}
