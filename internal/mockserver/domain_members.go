// SPDX-License-Identifier: MPL-2.0

package mockserver

import (
	"net/http"
	"slices"
	"strings"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver/schema"
)

// memberShape: https://developers.worksmobile.com/en/docs/bot-domain-member-create.
var memberShape = schema.Object(schema.Fields{"userId": schema.NonEmpty(0)}, "userId")

func memberKey(botID, domainID int64, userID string) string {
	return domainKey(botID, domainID) + "/member/" + userID
}

// addMember takes a user id or a login id, one at a time, and responds without
// a body: https://developers.worksmobile.com/en/docs/bot-domain-member-create.
func (s *Server) addMember(c *call) response {
	id, found, refusal := s.domain(c)
	if refusal != nil {
		return *refusal
	}
	var user string
	take(patch{body: c.body}, "userId", &user)
	user = s.userID(user)
	if !found.AllowToSelectedMember && s.quirks.RefuseIdleMembers {
		return invalid("All users of the domain are allowed.")
	}
	if slices.Contains(found.Members, user) {
		if s.quirks.Duplicates != DuplicatesAccepted {
			return s.refuseDuplicate("The member was added already.")
		}
		return respond(http.StatusCreated, nil)
	}
	found.Members = append(found.Members, user)
	delete(s.gone, memberKey(c.botID, id, user))
	return respond(http.StatusCreated, nil)
}

// listMembers: https://developers.worksmobile.com/en/docs/bot-domain-member-list.
// When all users are allowed the page speaks of "All users" without its JSON.
func (s *Server) listMembers(c *call) response {
	_, found, refusal := s.domain(c)
	if refusal != nil {
		return *refusal
	}
	const name, allUsers = "members", "All users"
	if found.AllowToSelectedMember {
		return s.page(c, name, anys(found.Members))
	}
	out := object{}
	switch s.quirks.AllUsers {
	case AllUsersArray:
		out[name] = []string{allUsers}
	case AllUsersString:
		out[name] = allUsers
	case AllUsersEmpty:
		out[name] = []string{}
	case AllUsersAbsent:
	}
	s.putCursor(out, "")
	return respond(http.StatusOK, out)
}

// deleteMember: https://developers.worksmobile.com/en/docs/bot-domain-member-delete.
func (s *Server) deleteMember(c *call) response {
	id, found, refusal := s.domain(c)
	if refusal != nil {
		return *refusal
	}
	user := c.params["userId"]
	if s.quirks.DeleteMemberByEmail {
		user = s.userID(user)
	}
	i := slices.Index(found.Members, user)
	if i < 0 {
		what := "Member not found."
		if strings.Contains(user, "@") {
			what = "Member not found. The path wants a user ID."
		}
		return s.missing(c, memberKey(c.botID, id, user), what)
	}
	found.Members = slices.Delete(found.Members, i, i+1)
	s.gone[memberKey(c.botID, id, user)] = true
	return respond(http.StatusNoContent, nil)
}
