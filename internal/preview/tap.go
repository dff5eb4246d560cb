// SPDX-License-Identifier: MPL-2.0

package preview

import "strings"

// tap is something that a user can tap.
type tap struct {
	Words  *words
	Ref    string // "" where the page does not take taps
	Class  string
	Label  text
	Title  string // type and target, for a pointer that rests on it
	Hidden bool   // the label is for screen readers alone
	Symbol string // the icon of a type, by its name
}

// tap makes an action a button, or what looks like one.
func (d *Drawer) tap(ref, class string, a Action) tap {
	t := tap{Words: d.words, Class: class, Label: d.label(a), Title: a.Type}
	if d.options.Interactive {
		t.Ref = ref
	}
	if target := d.text(a.Target(d.options.Language)); !target.Empty() {
		t.Title += ": " + target.plain()
	}
	if strings.TrimSpace(t.Title) == "" {
		t.Title = d.words.NoLabel
	}
	return t
}

// label is what a button says, in the language of the talk. An action without a label
// shows what it sends.
func (d *Drawer) label(a Action) text {
	for _, label := range []text{d.pick(a.Labels, a.Label), d.pick(a.Texts, a.Text), d.pick(a.DisplayTexts, a.DisplayText)} {
		if strings.TrimSpace(label.plain()) != "" {
			return label
		}
	}
	return text{}
}

// detail is a line about an action in the list below a menu.
type detail struct {
	Words    *words
	Place    string // such as areas[0]
	Type     string
	Label    text
	Target   text
	Bounds   string
	Unknown  bool // the bounds are not known
	Problems []string
}

func (d *Drawer) detail(place string, a Action) detail {
	return detail{Words: d.words, Place: place, Type: a.Type, Label: d.label(a), Target: d.text(a.Target(d.options.Language))}
}
