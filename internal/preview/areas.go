// SPDX-License-Identifier: MPL-2.0

package preview

// Problem is what is odd about an area. Whether the service accepts such areas is not
// documented: https://developers.worksmobile.com/en/docs/bot-richmenu-create.
type Problem struct {
	Area     int   // its place in the list
	Overlaps []int // areas that share at least one pixel with it
	Leaves   bool  // it reaches past an edge of the menu
}

// Problems are those of the areas that have any. Areas that are not known have none, and
// no area leaves a menu whose size is not known.
func (m RichMenu) Problems() []Problem {
	var problems []Problem
	for i, a := range m.Areas {
		if a.Mark != Known {
			continue
		}
		p := Problem{Area: i, Leaves: past(a.X, a.Width, m.Width) || past(a.Y, a.Height, m.Height)}
		for j, b := range m.Areas {
			if i != j && b.Mark == Known && meet(a.X, a.Width, b.X, b.Width) && meet(a.Y, a.Height, b.Y, b.Height) {
				p.Overlaps = append(p.Overlaps, j)
			}
		}
		if p.Leaves || p.Overlaps != nil {
			problems = append(problems, p)
		}
	}
	return problems
}

// past reports whether a range leaves the one from 0 to size.
func past(start, length, size int64) bool {
	return size > 0 && (start < 0 || start > size || length > size-start)
}

// meet reports whether two ranges share a pixel. A sum that is too large for an int64
// would turn negative, so it compares distances.
func meet(a, aLength, b, bLength int64) bool {
	if b < a {
		a, aLength, b, bLength = b, bLength, a, aLength
	}
	distance := uint64(b) - uint64(a) //nolint:gosec // b is not below a, so the difference of the bits is the distance
	return aLength > 0 && bLength > 0 && distance < uint64(aLength)
}
