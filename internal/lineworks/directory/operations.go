// SPDX-License-Identifier: MPL-2.0

package directory

import (
	"net/http"
	"slices"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/rest"
)

// The OAuth scopes of the operations, the least one first; one of each set is enough. Sources:
// the page of each operation, and https://developers.worksmobile.com/en/docs/directory.
var (
	// With user.email.read or user.profile.read alone, a part of the user is responded.
	identifyUsers = []string{"user.email.read", "user.profile.read", "user.read", "user", "directory.read", "directory"}
	readUsers     = []string{"user.read", "user", "directory.read", "directory"}
	readGroups    = []string{"group.read", "group", "directory.read", "directory"}
	readOrgUnits  = []string{"orgunit.read", "orgunit", "directory.read", "directory"}
)

// The operations that this package calls. All of them only read.
// Source: https://developers.worksmobile.com/en/docs/directory.
var (
	// Two operations for the client, which differ in the scopes, and one for the service.
	opIdentifyUser = rest.Operation{Method: http.MethodGet, Path: "/users/{userId}", Scopes: identifyUsers}
	opGetUser      = rest.Operation{Method: http.MethodGet, Path: "/users/{userId}", Scopes: readUsers}
	opListUsers    = rest.Operation{Method: http.MethodGet, Path: "/users", Scopes: readUsers}

	opGetGroup         = rest.Operation{Method: http.MethodGet, Path: "/groups/{groupId}", Scopes: readGroups}
	opListGroups       = rest.Operation{Method: http.MethodGet, Path: "/groups", Scopes: readGroups}
	opListGroupMembers = rest.Operation{Method: http.MethodGet, Path: "/groups/{groupId}/members", Scopes: readGroups}

	opGetOrgUnit         = rest.Operation{Method: http.MethodGet, Path: "/orgunits/{orgUnitId}", Scopes: readOrgUnits}
	opListOrgUnits       = rest.Operation{Method: http.MethodGet, Path: "/orgunits", Scopes: readOrgUnits}
	opListOrgUnitMembers = rest.Operation{Method: http.MethodGet, Path: "/orgunits/{orgUnitId}/members", Scopes: readOrgUnits}
)

// Operations returns every operation of this package. The first scope of each is the least
// one, which its token is requested with.
func Operations() []rest.Operation {
	return []rest.Operation{
		opIdentifyUser, opGetUser, opListUsers, opGetGroup, opListGroups, opListGroupMembers,
		opGetOrgUnit, opListOrgUnits, opListOrgUnitMembers,
	}
}

// reserved are the words that follow the name of a collection in the path of another operation.
var reserved = []string{"external-keys", "me"}

func isReserved(id string) bool { return slices.Contains(reserved, id) }
