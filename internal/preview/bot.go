// SPDX-License-Identifier: MPL-2.0

package preview

import (
	"html/template"
	"unicode"
)

type botView struct {
	Words             *words
	Initial           string
	Name, Description text
	ID, PhotoURL      text
	Languages         []botLanguage
	Settings          []settingView
}

type botLanguage struct {
	Code                        string
	Name, Description, PhotoURL text
}

type settingView struct {
	Name  string
	Value text
}

// Bot draws the card of a bot. Its picture is a placeholder with the address. With
// Outlines, the card has the texts of every language.
func (d *Drawer) Bot(b Bot) template.HTML {
	view := botView{
		Words: d.words, ID: d.text(b.ID),
		Name: d.pick(b.Names, b.Name), Description: d.pick(b.Descriptions, b.Description), PhotoURL: d.pick(b.PhotoURLs, b.PhotoURL),
	}
	view.Initial = initial(view.Name)
	for _, s := range b.Settings {
		view.Settings = append(view.Settings, settingView{s.Name, d.text(s.Value)})
	}
	if d.options.Outlines {
		for _, code := range Languages {
			language := botLanguage{code, d.textIn(b.Names[code], code), d.textIn(b.Descriptions[code], code), d.text(b.PhotoURLs[code])}
			if !language.Name.Empty() || !language.Description.Empty() || !language.PhotoURL.Empty() {
				view.Languages = append(view.Languages, language)
			}
		}
		if len(view.Languages) > 0 {
			plain := botLanguage{d.words.AnyLanguage, d.text(b.Name), d.text(b.Description), d.text(b.PhotoURL)}
			view.Languages = append(view.Languages, plain)
		}
	}
	return d.draw("bot", view)
}

// initial stands for the picture of a bot.
func initial(name text) string {
	if name.Badge != "" {
		return "?"
	}
	for _, r := range name.plain() {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return string(unicode.ToUpper(r))
		}
	}
	return "?"
}
