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
	answer   func(*Directory, Request) (Answer, *Refusal)
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

// Answer carries the operation out.
func (op Operation) Answer(d *Directory, r Request) (Answer, *Refusal) {
	answer, refusal := op.answer(d, r)
	if refusal != nil {
		return Answer{}, refusal
	}
	answer.Object = r.Quirks.shown(answer.Object)
	for i, item := range answer.Items {
		answer.Items[i] = r.Quirks.shown(item)
	}
	return answer, nil
}

// Request is a request whose token has been accepted, and has one of the scopes.
type Request struct {
	// ID is the parameter of the path.
	ID     string
	Query  url.Values
	Scopes []string // of the token
	Quirks Quirks
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

// noDomain has no objects.
const noDomain = 0

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
	switch {
	case d.ours(id) && (id == d.home || r.Quirks.OtherDomain == OtherDomainRead):
		return id, nil
	case d.ours(id):
		if r.Quirks.OtherDomain == OtherDomain403 {
			return 0, domainDenied()
		}
	case r.Quirks.ForeignDomain == ForeignDomain403:
		return 0, domainDenied()
	case r.Quirks.ForeignDomain == ForeignDomain400:
		return 0, invalid("domainId")
	}
	return noDomain, nil
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
		return nil, r.Quirks.me()
	}
	name := nameOf(r.ID)
	if r.Quirks.ExactAddresses {
		name = r.ID // those of users are in lower case
	}
	i, found := d.users[name]
	if !found && r.Quirks.OtherAddresses {
		i, found = d.others.users[nameOf(r.ID)]
	}
	if !found || r.Quirks.hides(&d.content.Users[i]) {
		return nil, r.Quirks.notFound("User")
	}
	u := &d.content.Users[i]
	return u, d.denied(r.Quirks, "User", u.domains()...)
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
		if u := &d.content.Users[i]; u.isIn(domain) && filter == "" && !r.Quirks.hides(u) {
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
	if !found && r.Quirks.OtherAddresses {
		i, found = d.others.units[nameOf(r.ID)]
	}
	if !found {
		return nil, r.Quirks.notFound("OrgUnit")
	}
	u := &d.content.OrgUnits[i]
	return u, d.denied(r.Quirks, "OrgUnit", u.DomainID)
}

// getOrgUnit: https://developers.worksmobile.com/jp/docs/orgunit-get.
func (d *Directory) getOrgUnit(r Request) (Answer, *Refusal) {
	u, refusal := d.orgUnit(r)
	return Answer{Object: u}, refusal
}

// isBelow reports whether one org unit is somewhere below another.
func (d *Directory) isBelow(id, above string) bool {
	for {
		parent := string(d.content.OrgUnits[d.units[id]].ParentOrgUnitID)
		if parent == "" || parent == above {
			return parent == above
		}
		id = parent
	}
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
	seen := map[string]bool{}
	for i := range d.content.Users {
		u := &d.content.Users[i]
		for _, o := range u.Organizations {
			for _, m := range o.OrgUnits {
				below := r.Quirks.SubUnitMembers && d.isBelow(m.OrgUnitID, unit.OrgUnitID)
				if m.OrgUnitID != unit.OrgUnitID && !below || seen[u.UserID] || r.Quirks.hides(u) {
					continue
				}
				seen[u.UserID] = true
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
	if !found && r.Quirks.OtherAddresses {
		i, found = d.others.groups[nameOf(r.ID)]
	}
	if !found {
		return nil, r.Quirks.notFound("Group")
	}
	g := &d.content.Groups[i]
	return g, d.denied(r.Quirks, "Group", g.DomainID)
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
