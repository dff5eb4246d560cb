// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"strconv"
	"strings"
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/acctest"
)

// lines is a text with the line ends of Unix in it; crlf gives it those of Windows.
const lines = "one\ntwo"

// crlf gives all texts of a configuration the line ends of Windows.
func crlf(v any) any {
	switch v := v.(type) {
	case string:
		return strings.ReplaceAll(v, "\n", "\r\n")
	case acctest.Values:
		out := acctest.Values{}
		for name, value := range v {
			out[name] = crlf(value)
		}
		return out
	case map[string]string:
		out := map[string]string{}
		for name, text := range v {
			out[name] = strings.ReplaceAll(text, "\n", "\r\n")
		}
		return out
	case []any:
		out := make([]any, len(v))
		for i, element := range v {
			out[i] = crlf(element)
		}
		return out
	}
	return v
}

func config(address string, values acctest.Values) acctest.Config {
	return acctest.Config{address: values}
}

func languages(text string) map[string]string { return map[string]string{"ja_JP": text, "ko_KR": text} }

// manyLines has a text of several lines in each attribute that takes one.
func manyLines(bot int64) acctest.Config {
	id := strconv.FormatInt(bot, 10)
	return acctest.Config{
		"lineworks_bot.test": {
			"bot_name": "New", "photo_url": "https://example.com/a.png", "description": lines, "administrators": []string{"u1"},
			"i18n_descriptions": languages(lines),
		},
		"lineworks_bot_secret.test": {"bot_id": id, "keepers": map[string]string{"policy": lines}},
		"lineworks_channel.test":    {"bot_id": id, "members": []string{"u1"}, "title": lines},
		"lineworks_rich_menu.test": {
			"bot_id": id, "rich_menu_name": lines, "size": acctest.Values{"height": 843}, "areas": []any{
				acctest.Values{"bounds": acctest.Values{"x": 0, "y": 0, "width": 1250, "height": 843}, "action": acctest.Values{
					"type": "message", "label": lines, "text": lines, "postback": lines, "i18n_labels": languages(lines), "i18n_texts": languages(lines),
				}},
				acctest.Values{"bounds": acctest.Values{"x": 1250, "y": 0, "width": 1250, "height": 843}, "action": acctest.Values{
					"type": "postback", "data": lines, "display_text": lines, "i18n_display_texts": languages(lines),
				}},
			},
		},
		"lineworks_default_rich_menu.test": {"bot_id": id, "rich_menu_id": acctest.Ref("lineworks_rich_menu.test.rich_menu_id")},
	}
}

// buttons has texts of several lines in a persistent menu, where only texts that the
// user does not see may have them.
func buttons(bot int64) acctest.Config {
	return config("lineworks_persistent_menu.test", acctest.Values{"bot_id": strconv.FormatInt(bot, 10), "actions": []any{
		acctest.Values{"type": "message", "label": "Help", "postback": lines},
		acctest.Values{"type": "copy", "label": "Copy", "copy_text": lines},
	}})
}

func windows(c acctest.Config) acctest.Config {
	out := acctest.Config{}
	for address, values := range c {
		out[address], _ = crlf(values).(acctest.Values)
	}
	return out
}

// TestLineEnds has a configuration checked out with other line ends, in either
// direction: no plan, before and after a refresh, and no request that writes.
func TestLineEnds(t *testing.T) {
	t.Parallel()
	for name, configure := range map[string]func(int64) acctest.Config{"all but persistent menus": manyLines, "persistent menu": buttons} {
		for way, convert := range map[string][2]func(acctest.Config) acctest.Config{
			"to Windows": {func(c acctest.Config) acctest.Config { return c }, windows},
			"to Unix":    {windows, func(c acctest.Config) acctest.Config { return c }},
		} {
			t.Run(name+" "+way, func(t *testing.T) {
				t.Parallel()
				tenant := acctest.NewInMemory(t)
				first := convert[0](configure(tenant.AddBot()))
				second := acctest.Config{}
				noChange := acctest.Changes{}
				for address, values := range first {
					second[address] = values
					noChange[address] = acctest.NoOp
				}
				second = convert[1](second)
				writes := 0
				tenant.Drive(t,
					acctest.Step{Name: "made", Config: first, After: func() { writes = tenant.Writes() }},
					acctest.Step{Name: "checked out elsewhere", Config: second, Plan: noChange},
					acctest.Step{Name: "and back", Config: first, Plan: noChange, After: func() {
						if n := tenant.Writes(); n != writes {
							t.Errorf("%d requests were sent to change something, want none", n-writes)
						}
					}},
				)
			})
		}
	}
}

// TestLineEnds_mapAsAWhole plans a map of texts with the line ends of the configuration
// as soon as one of its texts differs: Terraform takes no map that is mixed of state and
// configuration.
func TestLineEnds_mapAsAWhole(t *testing.T) {
	t.Parallel()
	tenant := acctest.NewInMemory(t)
	bot := func(ja, ko string) acctest.Config {
		return config("lineworks_bot.test", acctest.Values{
			"bot_name": "New", "photo_url": "https://example.com/a.png", "description": lines, "administrators": []string{"u1"},
			"i18n_descriptions": map[string]string{"ja_JP": ja, "ko_KR": ko},
		})
	}
	tenant.Drive(t,
		acctest.Step{Config: bot("a\nb", "c\nd")},
		acctest.Step{
			Config: bot("a\r\nb", "c\r\ne"), Plan: acctest.Changes{"lineworks_bot.test": acctest.Update},
			Planned: acctest.Attributes{`lineworks_bot.test.i18n_descriptions["ja_JP"]`: "a\r\nb", `lineworks_bot.test.i18n_descriptions["ko_KR"]`: "c\r\ne"},
		},
	)
}

// withEmpty has "" in each optional text, as a module passes on variables without a
// value.
func withEmpty(bot int64) acctest.Config {
	id := strconv.FormatInt(bot, 10)
	return acctest.Config{
		"lineworks_bot.test": {
			"bot_name": "New", "photo_url": "https://example.com/a.png", "description": "Answers.", "administrators": []string{"u1"}, "callback_url": "",
			"i18n_bot_names": languages(""), "i18n_descriptions": map[string]string{"ja_JP": "答える", "ko_KR": ""}, "i18n_photo_urls": languages(""),
		},
		"lineworks_channel.test": {"bot_id": id, "members": []string{"u1"}, "title": ""},
		"lineworks_rich_menu.test": {
			"bot_id": id, "rich_menu_name": "Main", "size": acctest.Values{"height": 843}, "image": "", "i18n_images": languages(""), "areas": []any{
				acctest.Values{"bounds": acctest.Values{"x": 0, "y": 0, "width": 1250, "height": 843}, "action": acctest.Values{
					"type": "message", "label": "", "text": "Help", "postback": "", "uri": "", "copy_text": "", "data": "", "display_text": "",
					"i18n_labels": languages(""), "i18n_texts": languages(""), "i18n_display_texts": languages(""),
				}},
				acctest.Values{"bounds": acctest.Values{"x": 1250, "y": 0, "width": 1250, "height": 843}, "action": acctest.Values{
					"type": "postback", "data": "d", "display_text": "", "label": "", "text": "", "postback": "", "uri": "", "copy_text": "",
				}},
			},
		},
	}
}

func buttonsWithEmpty(bot int64) acctest.Config {
	button := func(more acctest.Values) acctest.Values {
		return acctest.Values{
			"label": "Help", "text": "", "postback": "", "uri": "", "copy_text": "",
			"i18n_labels": languages(""), "i18n_texts": map[string]string{"ja_JP": ""},
		}.With(more)
	}
	return config("lineworks_persistent_menu.test", acctest.Values{"bot_id": strconv.FormatInt(bot, 10), "actions": []any{
		button(acctest.Values{"type": "message"}),
		button(acctest.Values{"type": "uri", "uri": "https://example.com/"}),
		button(acctest.Values{"type": "copy", "copy_text": "a"}),
	}})
}

// TestEmptyTexts has "" count as left out: it is taken, sent as nothing, and no later
// plan shows it.
func TestEmptyTexts(t *testing.T) {
	t.Parallel()
	for name, configure := range map[string]func(int64) acctest.Config{"all but persistent menus": withEmpty, "persistent menu": buttonsWithEmpty} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tenant := acctest.NewInMemory(t)
			c := configure(tenant.AddBot())
			noChange := acctest.Changes{}
			for address := range c {
				noChange[address] = acctest.NoOp
			}
			writes := 0
			tenant.Drive(t,
				acctest.Step{Name: "made", Config: c, After: func() { writes = tenant.Writes() }},
				acctest.Step{Name: "read", RefreshOnly: true},
				acctest.Step{Name: "planned", Config: c, Plan: noChange, After: func() {
					if n := tenant.Writes(); n != writes {
						t.Errorf("%d requests were sent to change something, want none", n-writes)
					}
				}},
			)
			for _, r := range tenant.API.Requests() {
				for field, value := range r.Body {
					if text := string(value); text == `""` || strings.Contains(text, `:""`) {
						t.Errorf("%s: got an empty text in %s, want none: %s", r.Operation, field, text)
					}
				}
			}
		})
	}
}

// TestEmptyTexts_missing has "" not stand in for a text that the type of an action needs.
func TestEmptyTexts_missing(t *testing.T) {
	t.Parallel()
	tenant := acctest.NewInMemory(t)
	for _, action := range []acctest.Values{{"type": "uri", "label": "a", "uri": ""}, {"type": "copy", "label": "a", "copy_text": ""}} {
		got := acctest.Messages(tenant.Validate(t, "lineworks_persistent_menu", acctest.Values{"bot_id": "2000001", "actions": []any{action}}))
		if !strings.HasPrefix(got, "error at actions[0]: Missing ") || strings.Count(got, "error at ") != 1 {
			t.Errorf("%v: got %s, want one error of a missing attribute", action, got)
		}
	}
}

// TestEmptyTexts_dataSources has "" in the filters that are not used.
func TestEmptyTexts_dataSources(t *testing.T) {
	t.Parallel()
	tenant := acctest.NewInMemory(t)
	id := strconv.FormatInt(tenant.AddBot(), 10)
	process := tenant.Process(t)
	for name, read := range map[string]struct {
		source string
		config acctest.Values
	}{
		"by name": {"lineworks_bot", acctest.Values{"bot_id": "", "bot_name": "Desk"}},
		"by ID":   {"lineworks_bot", acctest.Values{"bot_id": id, "bot_name": ""}},
		"all":     {"lineworks_bots", acctest.Values{"bot_name": "", "name_contains": ""}},
	} {
		found, diags := process.Data(t.Context(), t, read.source, read.config)
		if text := acctest.Messages(diags); text != "" || !strings.Contains(found.String(), id) {
			t.Errorf("%s: got %s and %s, want bot %s", name, found, text, id)
		}
	}
	for _, resource := range []string{"lineworks_bot", "lineworks_persistent_menu", "lineworks_rich_menu", "lineworks_bot_domain", "lineworks_bot_domain_member"} {
		values := acctest.Values{"bot_id": "", "bot_name_contains": "", "name_contains": "", "domain_id": ""}
		for name := range values {
			if !tenantHasFilter(t, resource, name) {
				delete(values, name)
			}
		}
		if _, diags := process.Query(t.Context(), t, resource, values); len(diags) > 0 {
			t.Errorf("%s: got %s, want no diagnostics", resource, acctest.Messages(diags))
		}
	}
}

// tenantHasFilter reports whether a list resource has a filter.
func tenantHasFilter(t *testing.T, resource, name string) bool {
	t.Helper()
	for _, a := range schemas(t).ListResourceSchemas[resource].Block.Attributes {
		if a.Name == name {
			return true
		}
	}
	return false
}
