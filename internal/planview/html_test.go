// SPDX-License-Identifier: MPL-2.0

package planview_test

import (
	"crypto/sha256"
	"encoding/base64"
	"strings"
	"testing"

	xhtml "golang.org/x/net/html"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/planview"
)

// hostile is a text that tries to run a script, to load something and to leave its place.
const hostile = "\"><script>alert(1)</script><img src=https://evil.example/x onerror=alert(1)>'`--></style></details>](javascript:alert(1)) @admin\n\n# Head\n|`` ` ```\u202e\x00"

// problems are the parts of a page that run or load something.
func problems(page string) []string {
	root, err := xhtml.Parse(strings.NewReader(page))
	if err != nil {
		return []string{err.Error()}
	}
	var found []string
	var style, policy string
	for n := range root.Descendants() {
		if n.Type != xhtml.ElementNode {
			continue
		}
		switch n.Data {
		case "script", "iframe", "object", "embed", "link", "base", "form", "button", "input", "video", "audio", "source":
			found = append(found, "element "+n.Data)
		case "style":
			style += n.FirstChild.Data
		}
		for _, a := range n.Attr {
			switch {
			case strings.HasPrefix(a.Key, "on"), a.Key == "style", a.Key == "srcset", a.Key == "action":
				found = append(found, "attribute "+a.Key)
			case a.Key == "href" && !strings.HasPrefix(a.Val, "#bot-"), a.Key == "src" && !strings.HasPrefix(a.Val, "data:image/"):
				found = append(found, a.Key+" "+a.Val)
			case a.Key == "content" && strings.HasPrefix(a.Val, "default-src"):
				policy = a.Val
			}
		}
	}
	sum := sha256.Sum256([]byte(style))
	want := "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'; img-src data:; base-uri 'none'; form-action 'none'"
	if policy != want {
		found = append(found, "policy "+policy+", want "+want)
	}
	if strings.Contains(style, "@import") || strings.Contains(style, "url(") {
		found = append(found, "the style sheet loads something")
	}
	return found
}

// hostilePlan has the text in every place of a plan.
func hostilePlan(t testing.TB) string {
	t.Helper()
	texts := object{"ja_JP": hostile, hostile: hostile}
	action := object{
		"type": hostile, "label": hostile, "text": hostile, "uri": hostile, "copy_text": hostile, "data": hostile, "display_text": hostile,
		"postback": hostile, "i18n_labels": texts, "i18n_texts": texts, "i18n_display_texts": texts,
	}
	bot := func(id string) object {
		return object{
			"bot_id": id, "bot_name": hostile, "description": hostile, "photo_url": hostile, "callback_url": hostile,
			"administrators": []any{hostile}, "i18n_bot_names": texts, "i18n_descriptions": texts, "i18n_photo_urls": texts, hostile: hostile,
		}
	}
	rich := object{
		"bot_id": hostile, "rich_menu_id": hostile, "rich_menu_name": hostile, "size": object{"width": 2500, "height": 843}, "image": hostile,
		"i18n_images": texts, "image_sha256": hostile, "areas": []any{object{"bounds": object{"x": 0, "y": 0, "width": 9999, "height": 9999}, "action": action}},
	}
	other := object{"bot_id": hostile, "rich_menu_id": hostile, "user_id": hostile, "domain_id": hostile, "title": hostile, "members": []any{hostile}, "secret": hostile, hostile: hostile}
	config := object{"resources": []object{block("lineworks_persistent_menu", "a", object{"bot_id": references(hostile)})}}
	more := object{"previous_address": hostile, "replace_paths": []any{[]any{hostile, 1}}}
	changes := []object{
		change("lineworks_bot.a", deleted, bot(hostile), nil), change("lineworks_bot.b", created, nil, bot(hostile)),
		change("lineworks_bot.c", updated, bot("1"), bot("2"), more),
		change(aMenu, created, nil, object{"actions": []any{action}}, object{"after_unknown": object{"bot_id": true}}),
		change("lineworks_persistent_menu.b", replaced, object{"bot_id": hostile, "actions": []any{action}}, object{"bot_id": hostile, "actions": []any{}}, more),
		change("lineworks_rich_menu.a", swapped, rich, rich, more), change("lineworks_rich_menu.b", created, nil, rich),
	}
	for _, kind := range []string{"default_rich_menu", "user_rich_menu", "bot_domain", "bot_domain_member", "channel", "bot_secret", "future"} {
		c := change("lineworks_"+kind+".a", updated, other, object{"bot_id": hostile, "rich_menu_id": hostile + "2"}, more)
		c["address"] = "lineworks_" + kind + ".a[" + hostile + "]"
		changes = append(changes, c)
	}
	return planText(t, config, changes...)
}

// TestHTML_hostile has texts that try to run something.
func TestHTML_hostile(t *testing.T) {
	t.Parallel()
	v := view(t, hostilePlan(t), planview.Options{Dir: t.TempDir()})
	page := html(t, v)
	for _, p := range problems(page) {
		t.Errorf("got %s, want nothing that runs or loads", p)
	}
	expect(t, "the page", page, "&lt;script&gt;")
	summary := markdown(t, v)
	if left := outsideCode(summary); strings.ContainsAny(left, "<>@|") || strings.Contains(left, "javascript") || strings.Contains(left, "\n# ") {
		t.Errorf("got %q outside of code, want none of the texts", left)
	}
	if n := strings.Count(summary, "\n#"); n != len(v.Groups) {
		t.Errorf("got %d headings, want one for each bot", n)
	}
	expectNone(t, "the summary", summary, "\u202e", "\x00")
}

// TestHTML_policy holds for all recorded plans, and in both languages.
func TestHTML_policy(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"complete", "replacement", "destroy", "modules"} {
		for ui, want := range map[string][]string{
			"en": {`<html lang="en">`, "Preview of a plan", "hold all values in clear", "Do not publish them as artifacts"},
			"ja": {`<html lang="ja">`, "plan のプレビュー", "すべて平文で含まれます", "アーティファクトとして公開せず"},
		} {
			page := html(t, view(t, recorded(t, name), planview.Options{UI: ui, Dir: "../../examples/complete"}))
			for _, p := range problems(page) {
				t.Errorf("%s, %s: got %s, want nothing that runs or loads", name, ui, p)
			}
			expect(t, name, page, want...)
			expectNone(t, name, page, "%!", "ZgotmplZ")
		}
	}
}

// TestHTML_languages shows each language that a menu has, and both sides of it.
func TestHTML_languages(t *testing.T) {
	t.Parallel()
	action := func(label string, labels object) object {
		return object{"type": "message", "label": label, "i18n_labels": labels}
	}
	v := view(t, planText(t, nil, change(aMenu, updated,
		object{"bot_id": "1", "actions": []any{action("Help", object{"ja_JP": "ヘルプ"})}},
		object{"bot_id": "1", "actions": []any{action("Help", object{"ja_JP": "お助け", "ko_KR": "도움말"})}})), planview.Options{})
	var got []string
	for _, p := range v.Groups[0].Cards[0].Panes {
		got = append(got, strings.TrimSpace(p.Code+" "+map[bool]string{true: "same", false: "differs"}[p.Same]))
		switch p.Code {
		case "ja-JP":
			expect(t, "before in Japanese", string(p.Before.Drawing), "ヘルプ")
			expect(t, "after in Japanese", string(p.After.Drawing), "お助け")
		case "ko-KR":
			expect(t, "before in Korean", string(p.Before.Drawing), "Help")
			expect(t, "after in Korean", string(p.After.Drawing), "도움말")
		}
	}
	if want := "same, ja-JP differs, ko-KR differs"; strings.Join(got, ", ") != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// TestHTML_rows tells who sees what.
func TestHTML_rows(t *testing.T) {
	t.Parallel()
	v := view(t, recorded(t, "replacement"), planview.Options{})
	var got []string
	for _, r := range append(v.Groups[0].Rows, v.Groups[0].UnchangedRows...) {
		got = append(got, r.Object+" "+r.Badge.Text+": "+strings.Join(r.Before, ", ")+" -> "+strings.Join(r.After, ", "))
	}
	all := strings.Join(got, "\n")
	expect(t, "the rows", all,
		"Default rich menu change: main-v1, 40002 -> main-v2, lineworks_rich_menu.main, (known after apply)",
		"Menu of user change: reception-v1, 40001 -> reception-v2, lineworks_rich_menu.reception, (known after apply)",
		"Domain unchanged: in the list of bots, selected members only -> in the list of bots, selected members only",
		"Member unchanged: Domain 10000001 -> Domain 10000001",
		"Room unchanged: members: 1 -> members: 1",
		"Bot secret unchanged: (sensitive value) -> unchanged",
	)
	destroyed := html(t, view(t, recorded(t, "destroy"), planview.Options{}))
	expectNone(t, "a destroy", destroyed, "the secret stays valid")
	secret := object{"bot_id": "1", "secret": "x"}
	expect(t, "the secret of a bot that stays", html(t, view(t, planText(t, nil, change("lineworks_bot_secret.a", deleted, secret, nil)), planview.Options{})), "the secret stays valid")
	expect(t, "a new secret", html(t, view(t, planText(t, nil, change("lineworks_bot_secret.a", replaced, secret, object{"bot_id": "1"})), planview.Options{})), "a new secret, which makes the former one invalid at once")
}

// FuzzPlan reads any plan: no panic, and nothing in the page that runs or loads.
func FuzzPlan(f *testing.F) {
	// Small ones: the fuzzer changes a byte here and there, and tries to shorten what it keeps.
	f.Add(planText(f, nil, change("lineworks_bot.a", deleted, object{"bot_id": "1", "bot_name": hostile}, nil), newBot("lineworks_bot.b", hostile)))
	f.Add(planText(f, nil, change("lineworks_rich_menu.a", created, nil, menu("40", "@a", object{"areas": []any{area(0, 10, 844)}, "i18n_images": object{"ja_JP": "x"}}))))
	f.Add(planText(f, object{"resources": []object{block("lineworks_persistent_menu", "a", object{"bot_id": references("module.a.b", "module.a")})}}, newMenu(aMenu)))
	f.Add(planText(f, nil, change("lineworks_bot_domain.a", updated, object{"bot_id": "1", "domain_id": 7}, object{"bot_id": "1"}, object{"before_sensitive": object{"domain_id": true}, "after_unknown": object{"domain_id": true}})))
	f.Add(`{"format_version":"1.2","planned_values":{},"configuration":{"root_module":{"resources":[null],"module_calls":{"a":null}}}}`)
	f.Fuzz(func(t *testing.T, text string) {
		plan, err := planview.Read(strings.NewReader(text))
		if err != nil {
			return
		}
		v, err := plan.View(planview.Options{})
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range problems(html(t, v)) {
			t.Errorf("got %s, want nothing that runs or loads", p)
		}
		if left := outsideCode(markdown(t, v)); strings.ContainsAny(left, "<>@[]") {
			t.Errorf("got %q outside of code, want none of the texts", left)
		}
	})
}
