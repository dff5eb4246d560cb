// SPDX-License-Identifier: MPL-2.0

package directory

import (
	"cmp"
	"net/http"
	"net/url"
	"slices"
	"strconv"
)

// Scopes of the directory, https://developers.worksmobile.com/en/docs/directory.
const (
	ScopeDirectory       = "directory"
	ScopeDirectoryRead   = "directory.read"
	ScopeUser            = "user"
	ScopeUserRead        = "user.read"
	ScopeUserEmailRead   = "user.email.read"
	ScopeUserProfileRead = "user.profile.read"
	ScopeOrgUnit         = "orgunit"
	ScopeOrgUnitRead     = "orgunit.read"
	ScopeGroup           = "group"
	ScopeGroupRead       = "group.read"
)

// Sets of scopes, one of which a token needs.
var (
	wholeUser = []string{ScopeUser, ScopeUserRead, ScopeDirectory, ScopeDirectoryRead}
	anyUser   = append(slices.Clone(wholeUser), ScopeUserEmailRead, ScopeUserProfileRead)
	anyKey    = []string{ScopeDirectory, ScopeDirectoryRead}
	anyUnit   = []string{ScopeDirectory, ScopeDirectoryRead, ScopeOrgUnit, ScopeOrgUnitRead}
	anyGroup  = []string{ScopeDirectory, ScopeDirectoryRead, ScopeGroup, ScopeGroupRead}
)

// Operation is a GET of the directory.
type Operation struct {
	Template string
	Scopes   []string
	// Answer carries the operation out.
	Answer func(*Directory, Request) (Answer, *Refusal)
}

// Operations are all of them. The fixed words of a path win over its parameters.
var Operations = []Operation{
	{"/users", wholeUser, (*Directory).listUsers},
	{"/users/{userId}", anyUser, (*Directory).getUser},
	{"/users/external-keys", anyKey, (*Directory).listUserKeys},
	{"/orgunits", anyUnit, (*Directory).listOrgUnits},
	{"/orgunits/{orgUnitId}", anyUnit, (*Directory).getOrgUnit},
	{"/orgunits/{orgUnitId}/members", anyUnit, (*Directory).listOrgUnitMembers},
	{"/orgunits/external-keys", anyKey, (*Directory).listOrgUnitKeys},
	{"/groups", anyGroup, (*Directory).listGroups},
	{"/groups/{groupId}", anyGroup, (*Directory).getGroup},
	{"/groups/{groupId}/members", anyGroup, (*Directory).listGroupMembers},
	{"/groups/{groupId}/administrators", anyGroup, (*Directory).listGroupAdministrators},
	{"/groups/external-keys", anyKey, (*Directory).listGroupKeys},
}

// Request is a request whose token has been accepted, and has one of the scopes.
type Request struct {
	// ID is the parameter of the path.
	ID     string
	Query  url.Values
	Scopes []string // of the token
}

// Answer is an object, or a list that has to be cut into pages.
type Answer struct {
	Object any
	// Field is the property with the list, "" for an object.
	Field string
	Items []any
	// Ordered says that the vendor promises the order of the list.
	Ordered bool
}

// Refusal is an error of the API.
type Refusal struct {
	Status            int
	Code, Description string
}

func invalid(what string) *Refusal {
	return &Refusal{http.StatusBadRequest, "INVALID_PARAMETER", what + " is invalid."}
}

func notFound(what string) *Refusal {
	return &Refusal{http.StatusNotFound, "NOT_FOUND", what + " not found."}
}

// domain is the domain whose objects are listed: by default that of the app,
// https://developers.worksmobile.com/jp/docs/user-list.
func (d *Directory) domain(r Request) (int64, *Refusal) {
	if !r.Query.Has("domainId") {
		return d.home, nil
	}
	id, err := strconv.ParseInt(r.Query.Get("domainId"), 10, 32)
	if err != nil || id < 1 {
		return 0, invalid("domainId")
	}
	if !d.ours(id) {
		return 0, &Refusal{http.StatusForbidden, "ACCESS_DENIED", "Access is denied for domain."}
	}
	return id, nil
}

func oneOf(r Request, name string, values ...string) (string, *Refusal) {
	if !r.Query.Has(name) {
		return values[0], nil
	}
	value := r.Query.Get(name)
	if !slices.Contains(values, value) {
		return "", invalid(name)
	}
	return value, nil
}

// user finds the user that the path names: by id, login e-mail address or
// externalKey:KEY, https://developers.worksmobile.com/jp/docs/user-get.
func (d *Directory) user(r Request) (*User, *Refusal) {
	if r.ID == "me" {
		// Every token of the mock is of a service account, which is no member:
		// https://developers.worksmobile.com/en/docs/auth-jwt.
		return nil, &Refusal{http.StatusForbidden, "SERVICE_ACCOUNT_NOT_ALLOWED", "A service account cannot use me."}
	}
	i, found := d.users[nameOf(r.ID)]
	if !found {
		return nil, notFound("User")
	}
	return &d.content.Users[i], nil
}

// getUser shows as much as the scopes of the token allow:
// https://developers.worksmobile.com/jp/docs/user-get, user-get-profile, user-get-email.
func (d *Directory) getUser(r Request) (Answer, *Refusal) {
	u, refusal := d.user(r)
	has := func(scope string) bool { return slices.Contains(r.Scopes, scope) }
	switch {
	case refusal != nil:
		return Answer{}, refusal
	case slices.ContainsFunc(wholeUser, has):
		return Answer{Object: u}, nil
	case has(ScopeUserProfileRead):
		return Answer{Object: u.profile()}, nil
	default:
		return Answer{Object: u.address()}, nil
	}
}

// listUsers: https://developers.worksmobile.com/jp/docs/user-list. Deleted, suspended and
// pending users are among them, as a client has seen.
func (d *Directory) listUsers(r Request) (Answer, *Refusal) {
	domain, refusal := d.domain(r)
	if refusal != nil {
		return Answer{}, refusal
	}
	order, refusal := oneOf(r, "orderBy", "CREATED_TIME", "NAME")
	if refusal != nil {
		return Answer{}, refusal
	}
	direction, refusal := oneOf(r, "sortOrder", "ASCENDING", "DESCENDING")
	if refusal != nil {
		return Answer{}, refusal
	}
	filter, refusal := oneOf(r, "searchFilterType", "", "VIP")
	if refusal != nil {
		return Answer{}, refusal
	}
	var users []*User
	for i := range d.content.Users {
		// Favourites are those of a person: a service account has none.
		if u := &d.content.Users[i]; u.isIn(domain) && filter == "" {
			users = append(users, u)
		}
	}
	if order == "NAME" {
		slices.SortStableFunc(users, func(a, b *User) int { return cmp.Compare(a.name(), b.name()) })
	}
	if direction == "DESCENDING" {
		slices.Reverse(users)
	}
	return list("users", users, true), nil
}

func list[T any](field string, items []T, ordered bool) Answer {
	answer := Answer{Field: field, Items: make([]any, len(items)), Ordered: ordered}
	for i, item := range items {
		answer.Items[i] = item
	}
	return answer
}

// listOrgUnits: https://developers.worksmobile.com/jp/docs/orgunit-list.
func (d *Directory) listOrgUnits(r Request) (Answer, *Refusal) {
	domain, refusal := d.domain(r)
	if refusal != nil {
		return Answer{}, refusal
	}
	var units []*OrgUnit
	for i := range d.content.OrgUnits {
		if u := &d.content.OrgUnits[i]; u.DomainID == domain {
			units = append(units, u)
		}
	}
	return list("orgUnits", units, false), nil
}

// orgUnit finds the org unit that the path names: by id or externalKey:KEY,
// https://developers.worksmobile.com/jp/docs/orgunit-get.
func (d *Directory) orgUnit(r Request) (*OrgUnit, *Refusal) {
	i, found := d.units[r.ID]
	if !found {
		return nil, notFound("OrgUnit")
	}
	return &d.content.OrgUnits[i], nil
}

// getOrgUnit: https://developers.worksmobile.com/jp/docs/orgunit-get.
func (d *Directory) getOrgUnit(r Request) (Answer, *Refusal) {
	u, refusal := d.orgUnit(r)
	return Answer{Object: u}, refusal
}

// listOrgUnitMembers: https://developers.worksmobile.com/en/docs/orgunit-member-list.
func (d *Directory) listOrgUnitMembers(r Request) (Answer, *Refusal) {
	unit, refusal := d.orgUnit(r)
	if refusal == nil {
		_, refusal = d.domain(r)
	}
	if refusal != nil {
		return Answer{}, refusal
	}
	var members []any
	for _, u := range d.content.Users {
		for _, o := range u.Organizations {
			for _, m := range o.OrgUnits {
				if m.OrgUnitID != unit.OrgUnitID {
					continue
				}
				members = append(members, map[string]any{
					"userId": u.UserID, "userExternalKey": u.UserExternalKey,
					"isManager": m.IsManager, "visible": m.Visible, "useTeamFeature": m.UseTeamFeature,
				})
			}
		}
	}
	return list("members", members, false), nil
}

// listGroups: https://developers.worksmobile.com/en/docs/group-list.
func (d *Directory) listGroups(r Request) (Answer, *Refusal) {
	domain, refusal := d.domain(r)
	if refusal != nil {
		return Answer{}, refusal
	}
	var groups []*Group
	for i := range d.content.Groups {
		if g := &d.content.Groups[i]; g.DomainID == domain {
			groups = append(groups, g)
		}
	}
	return list("groups", groups, false), nil
}

// group finds the group that the path names: by id or externalKey:KEY,
// https://developers.worksmobile.com/en/docs/group-get.
func (d *Directory) group(r Request) (*Group, *Refusal) {
	i, found := d.groups[r.ID]
	if !found {
		return nil, notFound("Group")
	}
	return &d.content.Groups[i], nil
}

// getGroup: https://developers.worksmobile.com/en/docs/group-get.
func (d *Directory) getGroup(r Request) (Answer, *Refusal) {
	g, refusal := d.group(r)
	return Answer{Object: g}, refusal
}

// listGroupMembers: https://developers.worksmobile.com/jp/docs/group-member-list.
func (d *Directory) listGroupMembers(r Request) (Answer, *Refusal) {
	g, refusal := d.group(r)
	if refusal == nil {
		_, refusal = d.domain(r)
	}
	if refusal != nil {
		return Answer{}, refusal
	}
	return list("members", g.Members, false), nil
}

// listGroupAdministrators: https://developers.worksmobile.com/jp/docs/group-administrator-list.
func (d *Directory) listGroupAdministrators(r Request) (Answer, *Refusal) {
	g, refusal := d.group(r)
	if refusal != nil {
		return Answer{}, refusal
	}
	return list("administrators", g.Administrators, false), nil
}
