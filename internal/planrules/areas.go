// SPDX-License-Identifier: MPL-2.0

package planrules

import (
	"fmt"
	"strings"
)

// Area is the place of an area of a rich menu, in pixels.
type Area struct {
	Index               int // in the list of all areas
	X, Y, Width, Height int64
}

// Areas warns of areas past the edge of a rich menu and of areas that overlap. The service
// is not documented to refuse either. label names the menu; areas are those whose place is
// known; a height of 0 is one that is not known.
// Source: https://developers.worksmobile.com/en/docs/bot-richmenu-create
func Areas(label string, width, height int64, areas []Area) []Message {
	var messages []Message
	if past := pastEdge(areas, width, height); len(past) > 0 {
		messages = append(messages, Message{
			fmt.Sprintf("Areas of %s reach past its edge", label),
			fmt.Sprintf("%s. Whether the service accepts such areas is not documented.", strings.Join(past, "; ")),
		})
	}
	if pairs := overlaps(areas); len(pairs) > 0 {
		messages = append(messages, Message{
			fmt.Sprintf("Areas of %s overlap", label),
			fmt.Sprintf("Areas that share a part of the menu: %s. Whether the service accepts them, and what a tap there does, is not documented.", strings.Join(pairs, "; ")),
		})
	}
	return messages
}

// pastEdge says of each area past the right or the lower edge how far it reaches.
func pastEdge(areas []Area, width, height int64) []string {
	var past []string
	for _, a := range areas {
		if right := a.X + a.Width; right > width {
			past = append(past, fmt.Sprintf("areas[%d] reaches to x = %d, but the menu is %d wide", a.Index, right, width))
		}
		if bottom := a.Y + a.Height; height > 0 && bottom > height {
			past = append(past, fmt.Sprintf("areas[%d] reaches to y = %d, but the menu is %d high", a.Index, bottom, height))
		}
	}
	return past
}

// overlaps names the pairs of areas that share at least one pixel.
func overlaps(areas []Area) []string {
	var pairs []string
	for i, a := range areas {
		for _, b := range areas[i+1:] {
			if min(a.X+a.Width, b.X+b.Width) > max(a.X, b.X) && min(a.Y+a.Height, b.Y+b.Height) > max(a.Y, b.Y) {
				pairs = append(pairs, fmt.Sprintf("areas[%d] and areas[%d]", a.Index, b.Index))
			}
		}
	}
	return pairs
}
