// SPDX-License-Identifier: MPL-2.0

package mockserver

import (
	"crypto/sha256"
	"slices"
	"strings"
)

// userID is the user id of who is named by it or by an e-mail.
func userID(person string) string {
	if isEmail(person) {
		return userIDOf(person)
	}
	return person
}

// userIDs puts the user id in place of each e-mail.
func userIDs(people []string) []string {
	ids := slices.Clone(people)
	for i, person := range ids {
		ids[i] = userID(person)
	}
	return ids
}

func isEmail(person string) bool { return strings.Contains(person, "@") }

// userIDOf makes the user id that belongs to an e-mail, the same every time.
func userIDOf(email string) string {
	return uuidOf(sha256.Sum256([]byte(strings.ToLower(email))))
}
