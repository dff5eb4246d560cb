// SPDX-License-Identifier: MPL-2.0

package bot_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/acctest"
)

// TestBot_validation has a value just inside and just outside each rule. The
// lengths are of characters that take three bytes each.
func TestBot_validation(t *testing.T) {
	t.Parallel()
	text := func(n int) string { return strings.Repeat("あ", n) }
	url := func(n int) string { return "https://example.com/" + text(n-len("https://example.com/")) }
	languages := func(value string) map[string]string { return map[string]string{"ja_JP": value} }
	tests := map[string]struct {
		attribute string
		good, bad []any
		at        string // where a bad value is reported, the attribute itself if ""
	}{
		"bot_name":           {attribute: "bot_name", good: []any{"a", text(100), acctest.Unknown}, bad: []any{"", text(101), "a\nb", "a\r"}},
		"photo_url":          {attribute: "photo_url", good: []any{"https://example.com", url(1000)}, bad: []any{"", "http://example.com/a.png", "a.png", url(1001)}},
		"description":        {attribute: "description", good: []any{"a", text(100), "two\nlines"}, bad: []any{"", text(101)}},
		"administrators":     {attribute: "administrators", good: []any{[]string{"a"}, []string{"a", "b", "c"}, acctest.Unknown, []string{acctest.Unknown}}, bad: []any{[]string{}, []string{"a", "b", "c", "d"}, []any{nil}}},
		"no blank ID":        {attribute: "administrators", bad: []any{[]string{""}, []string{" "}}, at: "administrators[*]"},
		"subadministrators":  {attribute: "subadministrators", good: []any{[]string{}, []string{"a", "b", "c"}, nil}, bad: []any{[]string{"a", "b", "c", "d"}, []any{nil}}},
		"allow_domains":      {attribute: "allow_domains", good: []any{[]string{"1"}, []string{"9223372036854775807"}, nil, acctest.Unknown, []string{acctest.Unknown}}, bad: []any{[]string{}, []any{nil}}},
		"callback_url":       {attribute: "callback_url", good: []any{url(1000), "", nil}, bad: []any{"http://example.com", url(1001)}},
		"callback_events":    {attribute: "callback_events", good: []any{[]string{}, []string{"text", "location", "sticker", "image", "file", "audio", "video"}, nil}, bad: []any{[]string{"postback"}}, at: "callback_events[*]"},
		"channel_events":     {attribute: "channel_events", good: []any{[]string{}, []string{"message", "join", "leave", "joined", "left", "postback", "begin", "end"}, nil}, bad: []any{[]string{"text"}}, at: "channel_events[*]"},
		"i18n_bot_names":     {attribute: "i18n_bot_names", good: []any{languages("a"), languages(text(100)), languages(""), map[string]string{}, nil}, bad: []any{languages(text(101)), languages("a\nb")}, at: `i18n_bot_names["ja_JP"]`},
		"i18n_descriptions":  {attribute: "i18n_descriptions", good: []any{languages("a"), languages(text(100)), languages("a\nb"), languages("")}, bad: []any{languages(text(101))}, at: `i18n_descriptions["ja_JP"]`},
		"i18n_photo_urls":    {attribute: "i18n_photo_urls", good: []any{languages(url(1000)), languages("")}, bad: []any{languages("http://example.com"), languages(url(1001))}, at: `i18n_photo_urls["ja_JP"]`},
		"no event, callback": {attribute: "callback_events", bad: []any{[]any{nil}}},
		"no event, channel":  {attribute: "channel_events", bad: []any{[]any{nil}}},
		"no name":            {attribute: "i18n_bot_names", bad: []any{acctest.Values{"ja_JP": nil}}},
		"no description":     {attribute: "i18n_descriptions", bad: []any{acctest.Values{"ja_JP": nil}}},
		"no photo":           {attribute: "i18n_photo_urls", bad: []any{acctest.Values{"ja_JP": nil}}},
		"language of name":   {attribute: "i18n_bot_names", good: []any{map[string]string{"zh_TW": "a"}}, bad: []any{map[string]string{"ja": "a"}}, at: `i18n_bot_names["ja"]`},
		"language of text":   {attribute: "i18n_descriptions", bad: []any{map[string]string{"fr_FR": "a"}}, at: `i18n_descriptions["fr_FR"]`},
		"language of photo":  {attribute: "i18n_photo_urls", bad: []any{map[string]string{"en": "https://example.com"}}, at: `i18n_photo_urls["en"]`},
	}
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tenant := acctest.NewInMemory(t)
			for _, value := range tc.good {
				if got := acctest.Messages(tenant.Validate(t, "lineworks_bot", required().With(acctest.Values{tc.attribute: value}))); got != "" {
					t.Errorf("%s = %.40q: got %s, want no diagnostics", tc.attribute, value, got)
				}
			}
			at := tc.at
			if at == "" {
				at = tc.attribute
			}
			for _, value := range tc.bad {
				got := acctest.Messages(tenant.Validate(t, "lineworks_bot", required().With(acctest.Values{tc.attribute: value})))
				if !strings.Contains(got, "error at "+at+": ") {
					t.Errorf("%s = %.40q: got %q, want an error at %s", tc.attribute, value, got, at)
				}
			}
			if n := len(tenant.API.Requests()); n != 0 {
				t.Errorf("validating sent %d requests, want none", n)
			}
		})
	}
}

func TestBot_validation_advice(t *testing.T) {
	t.Parallel()
	got := acctest.Messages(acctest.NewInMemory(t).Validate(t, "lineworks_bot", required().With(acctest.Values{"allow_domains": []string{}})))
	if !strings.Contains(got, "leave allow_domains out") {
		t.Errorf("got %s, want advice to leave allow_domains out", got)
	}
}

// TestBot_plan_domains has the plan refuse what is no ID of a domain, with advice.
func TestBot_plan_domains(t *testing.T) {
	t.Parallel()
	tenant := acctest.NewInMemory(t)
	for _, id := range []string{"0", "a", "-1", "12345678901234567890"} {
		got := acctest.Messages(tenant.Plan(t, "lineworks_bot", nil, required().With(acctest.Values{"allow_domains": []string{"10000001", id}})))
		if !strings.HasPrefix(got, "error at allow_domains[*]: ") || !strings.Contains(got, "leave allow_domains out") {
			t.Errorf("%s: got %q, want an error at it, with advice to leave allow_domains out", id, got)
		}
	}
	if n := len(tenant.API.Requests()); n != 0 {
		t.Errorf("planning sent %d requests, want none", n)
	}
	for _, good := range []any{nil, acctest.Unknown, []string{acctest.Unknown}, []string{"9223372036854775807"}} {
		if got := acctest.Messages(tenant.Plan(t, "lineworks_bot", nil, required().With(acctest.Values{"allow_domains": good}))); got != "" {
			t.Errorf("%v: got %s, want nothing", good, got)
		}
	}
}

func TestBot_warnings_ofConfiguration(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		config acctest.Values
		want   string // "" for no warning
	}{
		"callback without address":      {acctest.Values{"enable_callback": true}, `warning at enable_callback: Callback of bot "Desk" without an address: `},
		"callback of a nameless bot":    {acctest.Values{"enable_callback": true, "bot_name": acctest.Unknown}, "warning at enable_callback: Callback without an address: "},
		"callback with address":         {acctest.Values{"enable_callback": true, "callback_url": "https://example.com"}, ""},
		"callback, address not known":   {acctest.Values{"enable_callback": true, "callback_url": acctest.Unknown}, ""},
		"callback, address empty":       {acctest.Values{"enable_callback": true, "callback_url": ""}, `warning at enable_callback: Callback of bot "Desk" without an address: `},
		"address without callback":      {acctest.Values{"callback_url": "https://example.com"}, `warning at callback_url: Callback address of bot "Desk" without events: `},
		"address, callback turned off":  {acctest.Values{"callback_url": "https://example.com", "enable_callback": false}, ""},
		"address, callback not known":   {acctest.Values{"callback_url": "https://example.com", "enable_callback": acctest.Unknown}, ""},
		"address empty":                 {acctest.Values{"callback_url": ""}, ""},
		"address not known":             {acctest.Values{"callback_url": acctest.Unknown}, ""},
		"e-mail as administrator":       {acctest.Values{"administrators": []string{"taro@example.com"}}, "warning at administrators: E-mail address instead of a user ID in administrators: "},
		"e-mail as subadministrator":    {acctest.Values{"subadministrators": []string{"taro@example.com"}}, "warning at subadministrators: E-mail address instead of a user ID in subadministrators: "},
		"administrators, not known yet": {acctest.Values{"administrators": acctest.Unknown}, ""},
	}
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tenant := acctest.NewInMemory(t)
			config := required().With(tc.config)
			got := acctest.Messages(tenant.Plan(t, "lineworks_bot", nil, config))
			if (tc.want == "") != (got == "") || !strings.Contains(got, tc.want) || strings.Count(got, "warning at") > 1 {
				t.Errorf("got %q, want one warning %q", got, tc.want)
			}
			// Terraform validates twice for each plan, so that it would show a warning twice.
			if got := acctest.Messages(tenant.Validate(t, "lineworks_bot", config)); got != "" {
				t.Errorf("validation: got %q, want no warning", got)
			}
		})
	}
}

func TestBot_warnings_ofPlan(t *testing.T) {
	t.Parallel()
	domains := func(ids ...string) acctest.Values {
		return acctest.Values{"allow_domains": append([]string{}, ids...)}
	}
	join := func(v any) acctest.Values { return acctest.Values{"enable_group_join": v} }
	tests := map[string]struct {
		prior, config acctest.Values
		want          string // "" for no warning
	}{
		"from all domains to some":     {acctest.Values{}, domains("1", "2"), "every domain except 1, 2"},
		"a domain less":                {domains("1", "2", "3"), domains("2"), "domain 1, 3"},
		"another domain":               {domains("1"), domains("2"), "domain 1"},
		"a domain more":                {domains("1"), domains("1", "2"), ""},
		"to all domains":               {domains("1"), acctest.Values{}, ""},
		"the same domains":             {domains("1"), domains("1"), ""},
		"a domain not known yet":       {domains("1", "2"), acctest.Values{"allow_domains": []string{"1", acctest.Unknown}}, ""},
		"domains not known yet":        {domains("1"), acctest.Values{"allow_domains": acctest.Unknown}, ""},
		"no longer joining rooms":      {join(true), join(false), "warning at enable_group_join:"},
		"joining rooms":                {join(false), join(true), ""},
		"still joining rooms":          {join(true), join(true), ""},
		"joining rooms, not known yet": {join(true), join(acctest.Unknown), ""},
		"a new bot":                    {nil, domains("1"), ""},
	}
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			prior := tc.prior
			if prior != nil {
				prior = required().With(prior)
				prior["bot_id"] = "2000001"
			}
			got := acctest.Messages(acctest.NewInMemory(t).Plan(t, "lineworks_bot", prior, required().With(tc.config)))
			if (tc.want == "") != (got == "") || !strings.Contains(got, tc.want) {
				t.Errorf("got %q, want %q", got, tc.want)
			}
			if got != "" && !strings.Contains(got, `bot "Desk" (2000001)`) {
				t.Errorf("got %s, want the bot named", got)
			}
		})
	}
}

// TestBot_warnings_ofSeveral has two bots that lose the same: of warnings with the same
// summary the CLI would show one. Names need not be unique.
func TestBot_warnings_ofSeveral(t *testing.T) {
	t.Parallel()
	tenant := acctest.NewInMemory(t)
	for name, tc := range map[string]struct {
		prior, config acctest.Values
		want          string
	}{
		"rooms":         {acctest.Values{"enable_group_join": true}, nil, "warning at enable_group_join: Bot %s will leave its rooms: "},
		"registrations": {nil, acctest.Values{"allow_domains": []string{"1"}}, "warning at allow_domains: Registrations of bot %s will be deleted: "},
	} {
		for _, bot := range []struct{ id, name, label string }{
			{"2000001", "Payroll", `"Payroll" (2000001)`}, {"2000002", "Desk", `"Desk" (2000002)`}, {"2000003", "Desk", `"Desk" (2000003)`}, {"2000004", "", "2000004"},
		} {
			t.Run(name+" of "+bot.id, func(t *testing.T) {
				t.Parallel()
				prior := required().With(tc.prior).With(acctest.Values{"bot_id": bot.id, "bot_name": bot.name})
				got := acctest.Messages(tenant.Plan(t, "lineworks_bot", prior, required().With(tc.config)))
				if want := fmt.Sprintf(tc.want, bot.label); !strings.HasPrefix(got, want) {
					t.Errorf("want %q, got %q", want, got)
				}
			})
		}
	}
}
