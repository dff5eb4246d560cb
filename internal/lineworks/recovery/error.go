// SPDX-License-Identifier: MPL-2.0

package recovery

import (
	"fmt"
	"strings"
)

// Named is an object by its id and its name.
type Named struct{ ID, Name string }

// Error is a create whose response was lost, and whose object was searched for and not
// found, or cannot be told from others. It wraps the error of the create.
type Error struct {
	// Cause is the error of the create.
	Cause error
	// Searches is how many searches were completed: 0 to 2.
	Searches int
	// SearchErr is why the last search was not completed; nil if it was.
	SearchErr error
	// NoBaseline is why it is unknown which objects existed before the create, so that
	// those that were found may be old; nil if it is known.
	NoBaseline error
	// Equal are new objects that match the request equally well, if they are more than the
	// creates that may have made them. Not set if NoBaseline is.
	Equal []Named
	// SameName are other objects of the name that no create of this process is known to
	// have made: they differ, match less well than Equal, or could not be compared. They did
	// not exist before, unless NoBaseline is set.
	SameName []Named
	// OtherNames are new objects of names that no other create of this process has: one of
	// them is the object if the service has changed its name. Not set if NoBaseline is.
	OtherNames []Named
}

// Error returns one line: the error of the create, and the objects that the search found.
func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString(e.Cause.Error())
	switch {
	case e.SearchErr != nil:
		fmt.Fprintf(&b, "; the search for it failed: %s", e.SearchErr)
	case e.NoBaseline != nil:
		fmt.Fprintf(&b, "; the objects that existed before could not be listed: %s", e.NoBaseline)
	case len(e.Equal) > 0:
		fmt.Fprintf(&b, "; each of these may be it: %s", IDs(e.Equal))
	case e.Searches == 1:
		b.WriteString("; one search did not find it")
	default:
		fmt.Fprintf(&b, "; %d searches did not find it", e.Searches)
	}
	if len(e.SameName) > 0 {
		fmt.Fprintf(&b, "; others of its name: %s", IDs(e.SameName))
	}
	if len(e.OtherNames) > 0 {
		fmt.Fprintf(&b, "; new objects of other names: %s", IDs(e.OtherNames))
	}
	return b.String()
}

// Unwrap returns Cause, SearchErr and NoBaseline, as far as they are set.
func (e *Error) Unwrap() []error {
	all := []error{e.Cause}
	for _, err := range []error{e.SearchErr, e.NoBaseline} {
		if err != nil {
			all = append(all, err)
		}
	}
	return all
}

// IDs returns the ids of objects, separated by commas.
func IDs(objects []Named) string {
	ids := make([]string, 0, len(objects))
	for _, o := range objects {
		ids = append(ids, o.ID)
	}
	return strings.Join(ids, ", ")
}
