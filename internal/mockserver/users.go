// SPDX-License-Identifier: MPL-2.0

package mockserver

import (
	"slices"
	"strings"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver/ids"
)

// user resolves the user that the path names, by user id or by login e-mail:
// https://developers.worksmobile.com/jp/docs/bot-user-message-send.
func (s *Server) user(c *call) (string, *response) {
	user := c.params["userId"]
	if isEmail(user) && s.quirks.RefuseEmailUsers {
		return "", ptr(invalid("userId is invalid."))
	}
	return userID(user), nil
}

// userID resolves a user id or an e-mail address to a user id.
func userID(person string) string {
	if isEmail(person) {
		return ids.OfUser(person)
	}
	return person
}

// userIDs does the same for several.
func userIDs(people []string) []string {
	resolved := slices.Clone(people)
	for i, person := range resolved {
		resolved[i] = userID(person)
	}
	return resolved
}

func isEmail(person string) bool { return strings.Contains(person, "@") }
