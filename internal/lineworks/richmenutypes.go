// SPDX-License-Identifier: MPL-2.0

package lineworks

import (
	"bytes"
	"encoding/json"
	"errors"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/recovery"
)

// Size is the size of a rich menu in pixels: a width of 2500 and a height of 843
// or 1686.
type Size struct{ Width, Height int64 }

// Bounds is a rectangle in a rich menu in pixels, from the upper left.
type Bounds struct{ X, Y, Width, Height int64 }

// Area is a part of a rich menu and what a tap on it does.
type Area struct {
	Bounds Bounds
	Action Action
}

// RichMenu is a menu that is shown as a picture. Absent, null and empty are one
// thing: the zero value.
//
// See https://developers.worksmobile.com/en/docs/bot-richmenu-get.
type RichMenu struct {
	RichMenuID   string
	RichMenuName string
	Size         Size
	// Areas are 1 to 20, in the order of the service.
	Areas []Area
}

// Complete reports whether an answer held the menu, not just a part of it.
func (m *RichMenu) Complete() bool {
	for i := range m.Areas {
		if m.Areas[i].Action.Type == "" {
			return false
		}
	}
	return m.RichMenuID != "" && m.RichMenuName != "" && m.Size.Width > 0 && m.Size.Height > 0 && len(m.Areas) > 0
}

// richMenuWire is a rich menu in a body.
type richMenuWire struct {
	RichMenuID   wireID         `json:"richmenuId,omitempty"`
	RichMenuName string         `json:"richmenuName"`
	Size         sizeWire       `json:"size"`
	Areas        list[areaWire] `json:"areas"`
}

type sizeWire struct {
	Width  int64 `json:"width"`
	Height int64 `json:"height"`
}

type boundsWire struct {
	X      int64 `json:"x"`
	Y      int64 `json:"y"`
	Width  int64 `json:"width"`
	Height int64 `json:"height"`
}

type areaWire struct {
	Bounds boundsWire `json:"bounds"`
	Action actionWire `json:"action"`
}

// newRichMenuWire leaves out the id, which the service gives.
func newRichMenuWire(m *RichMenu) *richMenuWire {
	w := &richMenuWire{
		RichMenuName: m.RichMenuName,
		Size:         sizeWire(m.Size),
		Areas:        make(list[areaWire], 0, len(m.Areas)),
	}
	for i := range m.Areas {
		area := &m.Areas[i]
		w.Areas = append(w.Areas, areaWire{Bounds: boundsWire(area.Bounds), Action: newActionWire(&area.Action)})
	}
	return w
}

// compare compares a menu with the one that a create sent, but for the ids. Nothing is known
// of values that the service would change, and no field of a menu has a default other
// than its empty value.
func (m *RichMenu) compare(got *RichMenu) recovery.Match {
	// Neither is refused: a wire form holds nothing that JSON has not.
	sent, _ := json.Marshal(newRichMenuWire(m))
	found, _ := json.Marshal(newRichMenuWire(got))
	if bytes.Equal(sent, found) {
		return recovery.Identical
	}
	return recovery.Different
}

// check refuses an object that is no rich menu.
func (w *richMenuWire) Check() error {
	if w.RichMenuID == "" {
		return errors.New("the response has no richmenuId")
	}
	return nil
}

func (w *richMenuWire) menu() *RichMenu {
	m := &RichMenu{RichMenuID: string(w.RichMenuID), RichMenuName: w.RichMenuName, Size: Size(w.Size)}
	for i := range w.Areas {
		area := &w.Areas[i]
		m.Areas = append(m.Areas, Area{Bounds: Bounds(area.Bounds), Action: area.Action.action()})
	}
	return m
}

// maybeRichMenu is the answer to which rich menu a user has, if any.
type maybeRichMenu richMenuWire

// check refuses an object that is part of a rich menu. One that is empty is none.
func (w *maybeRichMenu) Check() error {
	if w.RichMenuName == "" && len(w.Areas) == 0 {
		return nil
	}
	return (*richMenuWire)(w).Check()
}
