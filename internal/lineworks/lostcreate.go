// SPDX-License-Identifier: MPL-2.0

package lineworks

import (
	"fmt"
	"strings"
)

// Named is an object of the service by its id and its name.
type Named struct{ ID, Name string }

// LostCreateError is a create whose answer was lost and whose object the client has
// looked for, without a result that it may act on. It matches [ErrOutcomeUnknown].
type LostCreateError struct {
	// Loss is what became of the create.
	Loss error
	// Looks is how many looks for the object were completed: 0 to 2.
	Looks int
	// Look is why a look was not completed; nil if all were.
	Look error
	// Blind is why it is not known what there was before the create, so that what was
	// found may be old; nil if it is known.
	Blind error
	// Equal are objects that each may be the one: new, equal in everything that was
	// sent, and more than the creates whose answers were lost. Not set if Blind is.
	Equal []Named
	// SameName are other objects of its name that no create of this client was
	// answered with: they differ, are less alike than others, or could not be compared.
	// Those that were there before are left out, unless Blind is set.
	SameName []Named
	// OtherNames are new objects of other names that no create of this client can have
	// made but this one, if the service has changed its name. Not set if Blind is.
	OtherNames []Named
}

// Error returns one line: the loss, and what was found.
func (e *LostCreateError) Error() string {
	var b strings.Builder
	b.WriteString(e.Loss.Error())
	switch {
	case e.Look != nil:
		fmt.Fprintf(&b, "; looking for it failed: %s", e.Look)
	case e.Blind != nil:
		fmt.Fprintf(&b, "; what there was before could not be listed: %s", e.Blind)
	case len(e.Equal) > 0:
		fmt.Fprintf(&b, "; equal to it are %s", IDs(e.Equal))
	case e.Looks == 1:
		b.WriteString("; it was looked for once and not found")
	default:
		fmt.Fprintf(&b, "; it was looked for %d times and not found", e.Looks)
	}
	if len(e.SameName) > 0 {
		fmt.Fprintf(&b, "; of its name are %s", IDs(e.SameName))
	}
	if len(e.OtherNames) > 0 {
		fmt.Fprintf(&b, "; new, but of other names, are %s", IDs(e.OtherNames))
	}
	return b.String()
}

// Unwrap returns the loss, and why the object could not be found out about.
func (e *LostCreateError) Unwrap() []error {
	all := []error{e.Loss}
	for _, err := range []error{e.Look, e.Blind} {
		if err != nil {
			all = append(all, err)
		}
	}
	return all
}

// IDs are the ids of objects as a text, separated by commas.
func IDs(objects []Named) string {
	ids := make([]string, 0, len(objects))
	for _, o := range objects {
		ids = append(ids, o.ID)
	}
	return strings.Join(ids, ", ")
}
