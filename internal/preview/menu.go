// SPDX-License-Identifier: MPL-2.0

package preview

import (
	"fmt"
	"html/template"
	"strings"
)

// PersistentMenu draws the buttons of a persistent menu, and with Outlines the list of
// what they do.
func (d *Drawer) PersistentMenu(actions []Action) template.HTML {
	view := struct {
		Words   *words
		Buttons []tap
		Details []detail
	}{Words: d.words}
	for i, a := range actions {
		button := d.tap(fmt.Sprintf(menuRef, i), "pv-menu-button", a)
		button.Label = button.Label.oneLine()
		view.Buttons = append(view.Buttons, button)
		if d.options.Outlines {
			view.Details = append(view.Details, d.detail(fmt.Sprintf("actions[%d]", i), a))
		}
	}
	return d.draw("persistent-menu", view)
}

// drawnArea is a button over the picture.
type drawnArea struct {
	tap
	Number   int
	Type     string
	Outlined bool
}

type richMenuView struct {
	Words      *words
	Outlined   bool // also without Outlines, if there is no picture that shows where to tap
	Name, ID   text
	Size       string
	Stage      string // class with the proportions
	Source     template.URL
	Note       text
	Areas      []drawnArea
	Details    []detail
	AreasBadge string // the list as a whole is not known
	Warning    string
}

// RichMenu draws the picture of a rich menu with its areas as buttons in their places,
// and with Outlines the numbers of the areas and a list of what they do. Numbers count
// from 0, as in the configuration and in the warnings of a plan.
func (d *Drawer) RichMenu(m RichMenu) template.HTML {
	picture := m.Image
	if own, found := m.Images[d.options.Language]; found {
		picture = own
	}
	width, height := m.Width, m.Height
	if width <= 0 || height <= 0 || width > maxSide || height > maxSide {
		width, height = 2500, 1686 // the larger of the two sizes that there are
	}
	view := richMenuView{
		Words: d.words, Name: d.text(m.Name), ID: d.text(m.ID), Source: source(picture.Source), Note: d.text(picture.Note), AreasBadge: m.AreasMark.In(d.options.UI),
		Stage: d.sheet.class(fmt.Sprintf("aspect-ratio:%d/%d", width, height)),
	}
	view.Outlined = d.options.Outlines || view.Source == ""
	if m.Width > 0 && m.Height > 0 {
		view.Size = fmt.Sprintf("%d × %d", m.Width, m.Height)
	}
	if picture.Width > 0 && picture.Height > 0 && (int64(picture.Width) != width || int64(picture.Height) != height) {
		view.Warning = fmt.Sprintf(d.words.SizeDiffers, picture.Width, picture.Height, width, height)
	}
	problems := d.problems(m)
	for i, a := range m.Areas {
		if a.Mark == Known {
			view.Areas = append(view.Areas, d.area(i, a, width, height, view.Outlined, len(problems[i]) > 0))
		}
		if d.options.Outlines {
			detail := d.detail(fmt.Sprintf("areas[%d]", i), a.Action)
			detail.Problems = problems[i]
			detail.Bounds = a.Bounds()
			if a.Mark != Known {
				detail.Bounds = a.Mark.In(d.options.UI)
				detail.Unknown = true
			}
			view.Details = append(view.Details, detail)
		}
	}
	return d.draw("rich-menu", view)
}

// maxSide is far beyond the sizes that the service takes, and within those that a
// browser draws.
const maxSide = 100_000

func (d *Drawer) area(i int, a Area, width, height int64, outlined, problem bool) drawnArea {
	class := "pv-area " + d.sheet.class(
		"left:"+share(a.X, width), "top:"+share(a.Y, height), "width:"+share(a.Width, width), "height:"+share(a.Height, height))
	if outlined {
		class += " pv-outlined"
	}
	if problem && outlined {
		class += " pv-problem"
	}
	drawn := drawnArea{tap: d.tap(fmt.Sprintf(areaRef, i), class, a.Action), Number: i, Type: a.Action.Type, Outlined: outlined}
	drawn.Hidden = !outlined
	return drawn
}

// share is a part of a side in percent. What reaches past the picture is cut off there.
func share(part, side int64) string {
	part = max(-maxSide, min(part, maxSide))
	return fmt.Sprintf("%.6f%%", float64(part)/float64(side)*100)
}

// problems are the texts about each area.
func (d *Drawer) problems(m RichMenu) map[int][]string {
	texts := map[int][]string{}
	for _, p := range m.Problems() {
		if p.Overlaps != nil {
			var others []string
			for _, other := range p.Overlaps {
				others = append(others, fmt.Sprintf("areas[%d]", other))
			}
			texts[p.Area] = append(texts[p.Area], fmt.Sprintf(d.words.Overlaps, strings.Join(others, ", ")))
		}
		if p.Leaves {
			texts[p.Area] = append(texts[p.Area], d.words.Leaves)
		}
	}
	return texts
}
