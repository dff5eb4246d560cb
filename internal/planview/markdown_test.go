// SPDX-License-Identifier: MPL-2.0

package planview_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/planview"
)

// outsideCode removes the code spans of a Markdown text, as GitHub finds them.
// Source: https://github.github.com/gfm/#code-spans
func outsideCode(text string) string {
	run := func(s string) int { return len(s) - len(strings.TrimLeft(s, "`")) }
	var out strings.Builder
	for text != "" {
		n := run(text)
		if n == 0 {
			next := strings.IndexByte(text, '`')
			if next < 0 {
				next = len(text)
			}
			out.WriteString(text[:next])
			text = text[next:]
			continue
		}
		rest, end := text[n:], -1
		for at := 0; at < len(rest); {
			if m := run(rest[at:]); m > 0 {
				if m == n {
					end = at + m
					break
				}
				at += m
			} else {
				at++
			}
		}
		if end < 0 {
			out.WriteString(text[:n]) // no span begins here
			text = rest
			continue
		}
		text = rest[end:]
	}
	return out.String()
}

func TestMarkdown(t *testing.T) {
	t.Parallel()
	got := markdown(t, view(t, recorded(t, "replacement"), planview.Options{}))
	expect(t, "the summary", got,
		"### LINE WORKS: Preview of a plan\n\n**3 to change, 2 to replace**\n",
		"\n#### `Concierge` – change\n\n- **Bot** change\n  - `description`: `Rooms, visitors and everything lost.` → `Rooms, visitors and lost property.`\n",
		"- **Rich menu** replace: create, then destroy `main-v2` `lineworks_rich_menu.main`\n  - `Replaced because of areas, rich_menu_name`\n",
		"  - `rich_menu_id`: `40002` → (known after apply)\n",
		"  - `areas[0].bounds`: `x 0, y 0, 833 × 843` → `x 0, y 0, 1250 × 562`\n",
		"  - … and 3 more.\n",
	)
	got = markdown(t, view(t, recorded(t, "replacement"), planview.Options{UI: "ja"}))
	expect(t, "the Japanese summary", got, "**変更 3, 置き換え 2**", "**リッチメニュー** 置き換え: 作成してから削除")
}

// TestMarkdown_code has texts that a code span has to be made for.
func TestMarkdown_code(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"Desk":                      "`Desk`",
		"`@team`":                   "`` `@team` ``",
		"a``b`c":                    "``` a``b`c ```",
		"two\nlines\tand more":      "`two lines and more`",
		"turned \u202etext":         "`turned \ufffdtext`",
		"a family 👩\u200d👧":         "`a family 👩\u200d👧`",
		strings.Repeat("長", 201):    "`" + strings.Repeat("長", 199) + "…`",
		strings.Repeat("long ", 40): "`" + strings.Repeat("long ", 40) + "`",
		" ":                         "` `",
	} {
		expect(t, "the summary", markdown(t, view(t, planText(t, nil, newBot(aBot, name)), planview.Options{})), "\n#### "+want+" – create\n")
	}
	action := func(label string) object {
		return object{"type": "message", "label": label, "text": nil, "i18n_labels": object{}}
	}
	got := markdown(t, view(t, planText(t, nil, change(aMenu, updated, object{"bot_id": "1", "actions": []any{action("A")}},
		object{"bot_id": "1", "actions": []any{action("A"), action("B")}})), planview.Options{}))
	expect(t, "the summary", got, "  - `actions[1]`: none → `label = B, type = message`\n")
}

// TestMarkdown_type has a type without a word: it is a text of the file like any other.
func TestMarkdown_type(t *testing.T) {
	t.Parallel()
	kind := "lineworks_@team [x](https://example.com)"
	got := markdown(t, view(t, planText(t, nil, change("lineworks_new.a", created, nil, object{"bot_id": "1"}, object{"type": kind}),
		change("lineworks_bot_domain.a", created, nil, object{"bot_id": "1"})), planview.Options{}))
	expect(t, "the summary", got, "- `"+kind+"` create", "- **Domain** create")
	expectNone(t, "the summary without code", outsideCode(got), "@", "](", "lineworks_")
}

// TestMarkdown_size fits into a comment, however many bots a plan has.
func TestMarkdown_size(t *testing.T) {
	t.Parallel()
	var changes []object
	for i := range 300 {
		changes = append(changes, newBot(fmt.Sprintf("lineworks_bot.a[%d]", i), fmt.Sprint(i, strings.Repeat("名", 300)), object{"index": i}))
	}
	got := markdown(t, view(t, planText(t, nil, changes...), planview.Options{}))
	if len(got) > 65_536 {
		t.Errorf("got %d bytes, want at most 65,536", len(got))
	}
	shown := strings.Count(got, "\n#### ")
	expect(t, "the summary", got, fmt.Sprintf("… and %d more.", 300-shown))
	if shown < 50 {
		t.Errorf("got %d bots, want as many as fit", shown)
	}
}

// TestMarkdown_warnings lists the first of many.
func TestMarkdown_warnings(t *testing.T) {
	t.Parallel()
	var changes []object
	for i := range 40 {
		id := fmt.Sprint(i)
		changes = append(changes, change("lineworks_bot.a"+id, updated, object{"bot_id": id, "bot_name": "@team", "enable_group_join": true}, object{"bot_id": id, "bot_name": "@team", "enable_group_join": false}))
	}
	got := markdown(t, view(t, planText(t, nil, changes...), planview.Options{}))
	expect(t, "the summary", got, "**Warnings (40)**", "- ⚠️ `Bot \"@team\" (29) will leave its rooms`\n- … and 10 more.")
	expectNone(t, "the summary without code", outsideCode(got), "@")
}
