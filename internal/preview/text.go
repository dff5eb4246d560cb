// SPDX-License-Identifier: MPL-2.0

package preview

import (
	"regexp"
	"strings"
)

// text is a Text that is ready to be drawn.
type text struct {
	Parts []part
	Lang  string // "": not known
	Badge string // instead of a value that is not known or hidden
}

type part struct {
	Text    string
	Mention bool
}

// Empty is for templates.
func (t text) Empty() bool { return len(t.Parts) == 0 && t.Badge == "" }

// plain is for attributes.
func (t text) plain() string {
	if t.Badge != "" {
		return t.Badge
	}
	var s strings.Builder
	for _, p := range t.Parts {
		if p.Mention {
			s.WriteByte('@')
		}
		s.WriteString(p.Text)
	}
	return s.String()
}

// languages of the API as those of HTML.
var languages = map[string]string{"ja_JP": "ja", "en_US": "en", "ko_KR": "ko", "zh_CN": "zh-CN", "zh_TW": "zh-TW"}

// Languages are the languages of the API, in the order in which they are listed:
// https://developers.worksmobile.com/en/docs/bot-create.
var Languages = []string{"ja_JP", "en_US", "ko_KR", "zh_CN", "zh_TW"}

// text is a text without a language.
func (d *Drawer) text(t Text) text { return d.textIn(t, "") }

// pick is the text in the language of the talk, or the plain one.
func (d *Drawer) pick(texts Texts, plain Text) text {
	if t := texts[d.options.Language]; !t.Empty() {
		return d.textIn(t, d.options.Language)
	}
	return d.text(plain)
}

func (d *Drawer) textIn(t Text, language string) text {
	switch {
	case t.Mark != Known:
		return text{Badge: t.Mark.In(d.options.UI)}
	case t.Value == "":
		return text{}
	}
	return text{Parts: []part{{Text: t.Value}}, Lang: languages[language]}
}

// mention: https://developers.worksmobile.com/en/docs/bot-mention.
var mention = regexp.MustCompile(`<m userId="([^"]*)">`)

// withMentions splits a text at its mentions.
func (t text) withMentions() text {
	if len(t.Parts) != 1 {
		return t
	}
	whole := t.Parts[0].Text
	t.Parts = nil
	end := 0
	for _, found := range mention.FindAllStringSubmatchIndex(whole, -1) {
		if found[0] > end {
			t.Parts = append(t.Parts, part{Text: whole[end:found[0]]})
		}
		t.Parts = append(t.Parts, part{Text: whole[found[2]:found[3]], Mention: true})
		end = found[1]
	}
	if end < len(whole) {
		t.Parts = append(t.Parts, part{Text: whole[end:]})
	}
	return t
}

// oneLine has blanks instead of line breaks, as in a persistent menu:
// https://developers.worksmobile.com/en/docs/bot-persistentmenu-create.
func (t text) oneLine() text {
	parts := make([]part, len(t.Parts))
	for i, p := range t.Parts {
		parts[i] = part{strings.NewReplacer("\r\n", " ", "\n", " ", "\r", " ").Replace(p.Text), p.Mention}
	}
	t.Parts = parts
	return t
}
