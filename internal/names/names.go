// SPDX-License-Identifier: MPL-2.0

// Package names compares the names of objects. Terraform composes every string that it
// reads (Unicode normalization form C), while a name that was typed on a Mac may reach
// the service decomposed (form D): が as か and a mark. Both look alike and are one name.
package names

import (
	"strings"

	"golang.org/x/text/unicode/norm"
)

// Equal reports whether a and b are one name.
func Equal(a, b string) bool { return a == b || Key(a) == Key(b) }

// Contains reports whether part is in name. Every name contains the empty one.
func Contains(name, part string) bool { return strings.Contains(Key(name), Key(part)) }

// Key is the same for all forms of a name, for use in maps.
func Key(name string) string { return norm.NFC.String(name) }
