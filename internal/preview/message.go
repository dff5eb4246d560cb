// SPDX-License-Identifier: MPL-2.0

package preview

import (
	"bytes"
	"encoding/json"
	"fmt"
	"html/template"
	"unicode/utf8"
)

type messageView struct {
	Words   *words
	ID      string // where a page updates itself, it recognizes the element by its ID
	FromBot bool
	Sender  text
	Time    string // for machines
	Clock   string
	Note    string
	Bare    bool // without a bubble
	Body    template.HTML
}

// Message draws a message. What is not one of the contents that there are is shown as
// JSON.
func (d *Drawer) Message(m Message) template.HTML {
	view := messageView{Words: d.words, FromBot: m.FromBot, Sender: d.text(m.Sender), Note: m.Note}
	if d.options.Interactive {
		view.ID = m.ID
	}
	if !m.Time.IsZero() {
		view.Time, view.Clock = m.Time.Format("2006-01-02T15:04:05Z07:00"), m.Time.Format("15:04")
	}
	view.Body, view.Bare = d.content(m)
	return d.draw("message", view)
}

// content reports also whether the content has a frame of its own.
func (d *Drawer) content(m Message) (html template.HTML, bare bool) {
	n, err := parse(m.Content)
	kind := n.str("type")
	c, known := contents[kind]
	if err != nil || !known {
		return d.unknown(kind, m.Content), false
	}
	view, ok := c.view(&canvas{Drawer: d, message: m.ID}, n)
	if !ok {
		return d.unknown(kind, m.Content), false
	}
	return d.draw("content-"+kind, view), c.bare
}

// canvas knows where an action is, for its REF.
type canvas struct {
	*Drawer
	message string
}

// action is the button for the action at a path of the content, "" if there is none.
func (c *canvas) action(n node, path, class string) *tap {
	a, ok := readAction(n)
	if !ok {
		return nil
	}
	t := c.tap(fmt.Sprintf(messageRef, c.message, path), class, a)
	return &t
}

func (c *canvas) actions(items []any, path, class string) []*tap {
	var taps []*tap
	for i, item := range items {
		n, _ := item.(map[string]any)
		if t := c.action(n, fmt.Sprintf("%s/%d", path, i), class); t != nil {
			taps = append(taps, t)
		}
	}
	return taps
}

// translated picks a text by its property and the list of its translations.
func (c *canvas) translated(n node, name, list string) text {
	return c.pick(n.texts(list, name), Plain(n.str(name)))
}

const maxUnknown = 20_000 // characters of JSON

// unknown shows JSON, or whatever else there is, as text.
func (d *Drawer) unknown(kind string, content json.RawMessage) template.HTML {
	if kind == "" {
		kind = d.words.NoType
	}
	var indented bytes.Buffer
	shown := string(content)
	if json.Indent(&indented, content, "", "  ") == nil {
		shown = indented.String()
	}
	return d.draw("content-unknown", struct {
		Words *words
		Label string
		JSON  string
	}{d.words, fmt.Sprintf(d.words.UnknownContent, shorten(kind, 100)), shorten(shown, maxUnknown)})
}

// shorten cuts a text off after some characters.
func shorten(s string, most int) string {
	if utf8.RuneCountInString(s) <= most {
		return s
	}
	return string([]rune(s)[:most]) + "…"
}
