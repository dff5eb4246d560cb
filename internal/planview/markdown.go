// SPDX-License-Identifier: MPL-2.0

package planview

import (
	"fmt"
	"io"
	"strings"
	"unicode"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/preview"
)

// Limits of the summary. GitHub refuses a comment of more than 65,536 characters.
const (
	maxSummary  = 60_000 // bytes
	maxCode     = 200    // characters of one text
	maxMessages = 30     // warnings
)

// WriteMarkdown writes a short summary for a comment on a pull request. All texts of the
// plan are in code spans, where nothing has an effect: no HTML, no link, and no mention
// that would notify a person.
func (v *View) WriteMarkdown(w io.Writer) error {
	var out strings.Builder
	v.head(&out)
	for i, g := range v.Groups {
		var one strings.Builder
		v.summarize(&one, g)
		if out.Len()+one.Len() > maxSummary {
			fmt.Fprintf(&out, "\n%s\n", fmt.Sprintf(v.words.SummaryMore, len(v.Groups)-i))
			break
		}
		out.WriteString(one.String())
	}
	fmt.Fprintf(&out, "\n%s\n", v.words.SummaryNotShown)
	if _, err := io.WriteString(w, out.String()); err != nil {
		return fmt.Errorf("writing the summary: %w", err)
	}
	return nil
}

func (v *View) head(out *strings.Builder) {
	fmt.Fprintf(out, "### LINE WORKS: %s\n", v.words.Title)
	var counts []string
	for _, c := range v.Counts {
		counts = append(counts, c.Text)
	}
	if len(counts) > 0 {
		fmt.Fprintf(out, "\n**%s**\n", strings.Join(counts, ", "))
	}
	for _, note := range v.Notes {
		fmt.Fprintf(out, "\n%s\n", note)
	}
	if len(v.Warnings) == 0 {
		return
	}
	fmt.Fprintf(out, "\n**%s (%d)**\n\n", v.words.Warnings, len(v.Warnings))
	for _, w := range v.Warnings[:min(len(v.Warnings), maxMessages)] {
		fmt.Fprintf(out, "- ⚠️ %s\n", code(w.Summary))
	}
	if more := len(v.Warnings) - maxMessages; more > 0 {
		fmt.Fprintf(out, "- %s\n", fmt.Sprintf(v.words.SummaryMore, more))
	}
}

// summarize writes a bot: its changed objects, with the attributes that change.
func (v *View) summarize(out *strings.Builder, g groupView) {
	fmt.Fprintf(out, "\n#### %s", code(g.Title))
	if g.Badge.Text != "" {
		fmt.Fprintf(out, " – %s", g.Badge.Text)
	}
	out.WriteString("\n\n")
	for _, c := range g.Cards {
		fmt.Fprintf(out, "- **%s** %s", c.Heading, c.Badge.Text)
		for _, text := range []string{c.Name, c.Address} {
			if text != "" {
				fmt.Fprintf(out, " %s", code(text))
			}
		}
		out.WriteString("\n")
		for _, fact := range c.Facts {
			fmt.Fprintf(out, "  - %s\n", code(fact))
		}
		for _, d := range c.Differences[:min(len(c.Differences), fewDifferences)] {
			fmt.Fprintf(out, "  - %s: %s → %s\n", code(d.Path), v.value(d.Before), v.value(d.After))
		}
		if more := len(c.Differences) - fewDifferences; more > 0 {
			fmt.Fprintf(out, "  - %s\n", fmt.Sprintf(v.words.SummaryMore, more))
		}
	}
	for _, r := range g.Rows {
		object := code(r.Object)
		if word, ok := v.words.Types[r.Type]; ok {
			object = "**" + word + "**"
		}
		fmt.Fprintf(out, "- %s %s", object, r.Badge.Text)
		if !r.Subject.Empty() {
			fmt.Fprintf(out, " %s", v.value(r.Subject))
		}
		fmt.Fprintf(out, ": %s → %s\n", code(strings.Join(r.Before, ", ")), code(strings.Join(r.After, ", ")))
	}
}

func (v *View) value(t preview.Text) string {
	if t.Mark != preview.Known || t.Value == "" {
		return v.words.Text(t)
	}
	return code(t.Value)
}

// code makes a code span of a text. It begins and ends with more backticks than the text
// has in a row, and a line break would end the list that it is in.
// Source: https://github.github.com/gfm/#code-spans
func code(text string) string {
	text = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r), unicode.Is(unicode.Bidi_Control, r): // the latter turn the direction of a text
			return '\ufffd'
		}
		return r
	}, text)
	if runes := []rune(text); len(runes) > maxCode {
		text = string(runes[:maxCode-1]) + "…"
	}
	if strings.TrimSpace(text) == "" {
		return "` `"
	}
	longest, run := 0, 0
	for _, r := range text {
		if run++; r != '`' {
			run = 0
		}
		longest = max(longest, run)
	}
	fence := strings.Repeat("`", longest+1)
	if longest > 0 {
		return fence + " " + text + " " + fence
	}
	return fence + text + fence
}
