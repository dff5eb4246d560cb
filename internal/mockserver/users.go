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
	return s.userID(user), nil
}

// UserID returns the id of a user who is named by id or login e-mail address.
func (s *Server) UserID(person string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.userID(person)
}

// userID resolves a user id or a login e-mail address to a user id. An address that the
// directory does not know, which may be empty, has an id too.
func (s *Server) userID(person string) string {
	if !isEmail(person) {
		return person
	}
	if id, found := s.directory.UserID(person); found {
		return id
	}
	return ids.OfUser(person)
}

// userIDs does the same for several.
func (s *Server) userIDs(people []string) []string {
	resolved := slices.Clone(people)
	for i, person := range resolved {
		resolved[i] = s.userID(person)
	}
	return resolved
}

func isEmail(person string) bool { return strings.Contains(person, "@") }
