// SPDX-License-Identifier: MPL-2.0

package directory

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/rest"
)

// Key names a user, a group or an org unit. Exactly one field is set.
type Key struct {
	ID          string
	ExternalKey string
	// Email is the login e-mail of a user; case does not count. No page names the address of
	// a group or org unit as a key.
	Email string
}

// String names the key in messages.
func (k Key) String() string {
	switch {
	case k.Email != "":
		return k.Email
	case k.ExternalKey != "":
		return fmt.Sprintf("with the external key %q", k.ExternalKey)
	}
	return k.ID
}

// lower returns the key as the service writes it: the local part of a login e-mail has lower-case
// letters only. Source: https://developers.worksmobile.com/jp/docs/user-get
func (k Key) lower() Key {
	k.Email = strings.ToLower(k.Email)
	return k
}

// segment returns the key as it stands in a path.
func (k Key) segment(op rest.Operation) (string, error) {
	if k.ExternalKey != "" {
		if strings.ContainsAny(k.ExternalKey, `%\#/?`) {
			return "", fmt.Errorf("%s: %q is not an external key: it has one of the characters %%, \\, #, / and ?", op, k.ExternalKey)
		}
		return rest.ExternalKey + k.ExternalKey, nil
	}
	segment := cmp.Or(k.Email, k.ID)
	if isReserved(segment) || strings.HasPrefix(segment, rest.ExternalKey) {
		return "", fmt.Errorf("%s: %q is not an ID", op, segment)
	}
	return segment, nil
}
