// SPDX-License-Identifier: MPL-2.0

// Package directory holds the users, org units and groups of a tenant, and answers the
// operations that read them: https://developers.worksmobile.com/en/docs/directory.
package directory

import (
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver/ids"
)

// Content are the objects of a directory, as a seed has them and as responses show
// them. Users are in the order of their creation.
//
// A reference to another object is its id, or "externalKey:" with its key, or the login
// e-mail address of a user.
type Content struct {
	Users    []User    `json:"users"`
	OrgUnits []OrgUnit `json:"orgUnits"`
	Groups   []Group   `json:"groups"`
}

// User finds a user by id, e-mail address or external key. It is nil when there is none.
func (c *Content) User(ref string) *User {
	i := slices.IndexFunc(c.Users, func(u User) bool { return slices.Contains(u.names(), nameOf(ref)) })
	if i < 0 {
		return nil
	}
	return &c.Users[i]
}

// Group finds a group by id, external key or name. It is nil when there is none.
func (c *Content) Group(ref string) *Group {
	i := slices.IndexFunc(c.Groups, func(g Group) bool { return g.GroupName == ref || slices.Contains(g.names(), nameOf(ref)) })
	if i < 0 {
		return nil
	}
	return &c.Groups[i]
}

// OrgUnit finds an org unit by id, external key or name; of several with that name, the
// first one. It is nil when there is none.
func (c *Content) OrgUnit(ref string) *OrgUnit {
	i := slices.IndexFunc(c.OrgUnits, func(u OrgUnit) bool { return u.OrgUnitName == ref || slices.Contains(u.names(), nameOf(ref)) })
	if i < 0 {
		return nil
	}
	return &c.OrgUnits[i]
}

// Clone returns a deep copy.
func (c *Content) Clone() (*Content, error) {
	raw, err := json.Marshal(c)
	if err != nil {
		return nil, fmt.Errorf("copying the directory: %w", err)
	}
	var copied Content
	if err := json.Unmarshal(raw, &copied); err != nil {
		return nil, fmt.Errorf("copying the directory: %w", err)
	}
	return &copied, nil
}

// Directory is a directory whose references are known to be right. It does not change.
type Directory struct {
	content Content
	domains []int64 // of the tenant; empty: all
	home    int64   // the domain of the app
	users   index
	units   index
	groups  index
	others  struct{ users, units, groups index } // by addresses that are no login e-mail
}

// New checks a content, and fills in what responses have beside it. The app is of the
// first of the domains of the tenant; where these are not known, of the domain of the
// first user, or else of fallback.
func New(content *Content, domains []int64, fallback int64) (*Directory, error) {
	copied, err := content.Clone()
	if err != nil {
		return nil, err
	}
	d := Directory{content: *copied, domains: domains, home: fallback, users: index{}, units: index{}, groups: index{}}
	d.others.users, d.others.units, d.others.groups = index{}, index{}, index{}
	switch {
	case len(domains) > 0:
		d.home = domains[0]
	case len(d.content.Users) > 0 && d.content.Users[0].DomainID != 0:
		d.home = d.content.Users[0].DomainID
	}
	for _, step := range []func() error{d.readUsers, d.readOrgUnits, d.readParents, d.readOrganizations, d.readGroups, d.readMembers} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	return &d, nil
}

// Content returns a copy of the objects.
func (d *Directory) Content() (*Content, error) { return d.content.Clone() }

// UserID finds the id of the user with a login e-mail address.
func (d *Directory) UserID(email string) (string, bool) {
	user, found := d.User(email)
	return user.UserID, found
}

// User finds a user by id, login e-mail address or external key. It is not a deep copy:
// what it refers to must not be changed.
func (d *Directory) User(ref string) (User, bool) {
	i, found := d.users[nameOf(ref)]
	if !found {
		return User{}, false
	}
	return d.content.Users[i], true
}

// Users are all users, in the order of their creation, with the same restriction as User.
func (d *Directory) Users() iter.Seq[User] { return slices.Values(d.content.Users) }

// index finds an object of one kind by its names.
type index map[string]int

// keyPrefix comes before an external key that stands for an id:
// https://developers.worksmobile.com/jp/docs/user-get.
const keyPrefix = "externalKey:"

// nameOf is the form in which an index has a name: e-mail addresses compare without
// regard to case, ids and keys with it.
func nameOf(ref string) string {
	if strings.Contains(ref, "@") && !strings.HasPrefix(ref, keyPrefix) {
		return strings.ToLower(ref)
	}
	return ref
}

func (x index) add(i int, list string, names []string) error {
	for _, name := range names {
		if other, twice := x[name]; twice {
			return fmt.Errorf("%s is %s[%d] already", name, list, other)
		}
		x[name] = i
	}
	return nil
}

// note adds addresses that need not be unique; "" is none.
func (x index) note(i int, addresses []string) {
	for _, address := range addresses {
		if _, taken := x[nameOf(address)]; !taken && address != "" {
			x[nameOf(address)] = i
		}
	}
}

// names are the id and what may stand for it in a path.
func names(id string, key Text, email string) []string {
	found := []string{id}
	if key != "" {
		found = append(found, keyPrefix+string(key))
	}
	if email != "" {
		found = append(found, nameOf(email))
	}
	return found
}

func (u *User) names() []string    { return names(u.UserID, u.UserExternalKey, u.Email) }
func (u *OrgUnit) names() []string { return names(u.OrgUnitID, u.OrgUnitExternalKey, "") }
func (g *Group) names() []string   { return names(g.GroupID, g.GroupExternalKey, "") }

// wrong is an error of one object.
func wrong(list string, i int, name string, err error) error {
	return fmt.Errorf("%s[%d] (%s): %w", list, i, name, err)
}

// readDomain fills in the domain of an object, and wants it to be of the tenant.
func (d *Directory) readDomain(domain *int64, fallback int64) error {
	if *domain == 0 {
		*domain = fallback
	}
	if !d.ours(*domain) {
		return fmt.Errorf("domainId %d is none of the domains of the tenant", *domain)
	}
	return nil
}

func (d *Directory) ours(domain int64) bool {
	return len(d.domains) == 0 || slices.Contains(d.domains, domain)
}

// checkKey: https://developers.worksmobile.com/en/docs/directory.
func checkKey(key Text) error {
	if strings.ContainsAny(string(key), `%\#/?`) {
		return fmt.Errorf(`the external key %s has one of the characters %%\#/?`, key)
	}
	return nil
}

// loginForm: https://developers.worksmobile.com/jp/docs/user-get.
var loginForm = regexp.MustCompile(`^[a-z0-9._-]{2,40}@.+$`)

// unitEmailForm: https://developers.worksmobile.com/jp/docs/orgunit-get.
var unitEmailForm = regexp.MustCompile(`^[^@]{2,64}@.+$`)

func (d *Directory) readUsers() error {
	for i := range d.content.Users {
		u := &d.content.Users[i]
		if err := d.readUser(i, u); err != nil {
			return wrong("users", i, u.Email, err)
		}
	}
	// Aliases are no ids, but addresses like the others.
	for i, u := range d.content.Users {
		for _, alias := range u.AliasEmails {
			name := nameOf(alias)
			if other, twice := d.users[name]; twice {
				return wrong("users", i, u.Email, fmt.Errorf("the alias %s is the e-mail address of users[%d]", alias, other))
			}
			if err := d.others.users.add(i, "users", []string{name}); err != nil {
				return wrong("users", i, u.Email, err)
			}
		}
	}
	return nil
}

func (d *Directory) readUser(i int, u *User) error {
	u.fill()
	if !loginForm.MatchString(u.Email) {
		return errors.New("the part of email before @ must have 2 to 40 lower-case letters, digits, dots, underscores and hyphens")
	}
	if u.UserID == "" {
		u.UserID = ids.OfUser(u.Email)
	}
	return errors.Join(d.readDomain(&u.DomainID, d.home), checkKey(u.UserExternalKey), d.users.add(i, "users", u.names()))
}

// checkOrgUnit: https://developers.worksmobile.com/jp/docs/orgunit-get. The page lists the
// special characters of a name; the letters of all scripts have more.
func checkOrgUnit(u *OrgUnit) error {
	if strings.ContainsAny(u.OrgUnitName, "\"#$%'*:;<=>?\\^`|~") {
		return errors.New("the only special characters in the name of an org unit are !@&()-_+[]{},./")
	}
	if u.Email != "" && !unitEmailForm.MatchString(u.Email) {
		return errors.New("the part of email before @ must have 2 to 64 characters")
	}
	return checkKey(u.OrgUnitExternalKey)
}

func (d *Directory) readOrgUnits() error {
	siblings := map[Text]int{}
	for i := range d.content.OrgUnits {
		u := &d.content.OrgUnits[i]
		u.fill()
		if u.OrgUnitID == "" {
			u.OrgUnitID = ids.Of("org unit", u.OrgUnitName, strconv.Itoa(i))
		}
		d.others.units.note(i, append(slices.Clone(u.AliasEmails), u.Email))
		siblings[u.ParentOrgUnitID]++
		if u.DisplayOrder == 0 {
			u.DisplayOrder = siblings[u.ParentOrgUnitID]
		}
		err := errors.Join(d.readDomain(&u.DomainID, d.home), checkOrgUnit(u), d.units.add(i, "orgUnits", u.names()))
		for _, list := range [][]Person{u.MembersAllowedToUseOrgUnitEmailAsRecipient, u.MembersAllowedToUseOrgUnitEmailAsSender} {
			err = errors.Join(err, d.readPeople(list))
		}
		if err != nil {
			return wrong("orgUnits", i, u.OrgUnitName, err)
		}
	}
	return nil
}

// readParents sets what an org unit shows of its parents.
func (d *Directory) readParents() error {
	for i := range d.content.OrgUnits {
		u := &d.content.OrgUnits[i]
		if err := d.readParent(u); err != nil {
			return wrong("orgUnits", i, u.OrgUnitName, err)
		}
	}
	for i := range d.content.OrgUnits {
		u := &d.content.OrgUnits[i]
		u.DisplayLevel = 1
		for parent := u; parent.ParentOrgUnitID != ""; u.DisplayLevel++ {
			if u.DisplayLevel > len(d.content.OrgUnits) {
				return wrong("orgUnits", i, u.OrgUnitName, errors.New("its parents form a circle"))
			}
			parent = &d.content.OrgUnits[d.units[string(parent.ParentOrgUnitID)]]
		}
	}
	return nil
}

func (d *Directory) readParent(u *OrgUnit) error {
	u.ParentExternalKey = ""
	if u.ParentOrgUnitID == "" {
		return nil
	}
	i, found := d.units[string(u.ParentOrgUnitID)]
	if !found {
		return fmt.Errorf("there is no org unit %s, its parent", u.ParentOrgUnitID)
	}
	parent := &d.content.OrgUnits[i]
	if parent.DomainID != u.DomainID {
		return fmt.Errorf("its parent %s is in another domain", u.ParentOrgUnitID)
	}
	u.ParentOrgUnitID, u.ParentExternalKey = Text(parent.OrgUnitID), parent.OrgUnitExternalKey
	return nil
}

// readOrganizations sets what a user shows of domains, org units and other users.
func (d *Directory) readOrganizations() error {
	for i := range d.content.Users {
		u := &d.content.Users[i]
		if err := errors.Join(d.readOrganizationsOf(u), d.readRelations(u)); err != nil {
			return wrong("users", i, u.Email, err)
		}
	}
	return nil
}

func (d *Directory) readOrganizationsOf(u *User) error {
	if len(u.Organizations) == 0 {
		u.Organizations = []Organization{{DomainID: u.DomainID, OrgUnits: []Membership{}}}
	}
	if !slices.ContainsFunc(u.Organizations, func(o Organization) bool { return o.Primary }) {
		u.Organizations[0].Primary = true
	}
	primary, domains := 0, map[int64]bool{}
	for i := range u.Organizations {
		o := &u.Organizations[i]
		if err := d.readOrganization(u, o); err != nil {
			return fmt.Errorf("organizations[%d]: %w", i, err)
		}
		if domains[o.DomainID] {
			return fmt.Errorf("two organizations are in the domain %d", o.DomainID)
		}
		domains[o.DomainID] = true
		if o.Primary {
			primary++
		}
	}
	if primary > 1 {
		return errors.New("two organizations are primary")
	}
	if !domains[u.DomainID] {
		return fmt.Errorf("none of the organizations is in the domain %d of the user", u.DomainID)
	}
	return nil
}

func (d *Directory) readRelations(u *User) error {
	for i := range u.Relations {
		other := Person{UserID: u.Relations[i].RelationUserID}
		if err := d.readPerson(&other); err != nil {
			return fmt.Errorf("relations[%d]: %w", i, err)
		}
		u.Relations[i].RelationUserID, u.Relations[i].ExternalKey = other.UserID, other.UserExternalKey
	}
	return nil
}

func (d *Directory) readOrganization(u *User, o *Organization) error {
	if err := d.readDomain(&o.DomainID, u.DomainID); err != nil {
		return err
	}
	o.UserExternalKey = u.UserExternalKey
	if o.Primary || o.Email == "" {
		o.Email = u.Email
	}
	for i := range o.OrgUnits {
		m := &o.OrgUnits[i]
		at, found := d.units[m.OrgUnitID]
		if !found {
			return fmt.Errorf("there is no org unit %s", m.OrgUnitID)
		}
		unit := &d.content.OrgUnits[at]
		if unit.DomainID != o.DomainID {
			return fmt.Errorf("the org unit %s is in another domain", m.OrgUnitID)
		}
		m.OrgUnitID, m.OrgUnitExternalKey, m.OrgUnitName, m.OrgUnitEmail = unit.OrgUnitID, unit.OrgUnitExternalKey, unit.OrgUnitName, unit.Email
	}
	if len(o.OrgUnits) > 0 && !slices.ContainsFunc(o.OrgUnits, func(m Membership) bool { return m.Primary }) {
		o.OrgUnits[0].Primary = true
	}
	return nil
}

// readPerson resolves a user.
func (d *Directory) readPerson(p *Person) error {
	i, found := d.users[nameOf(p.UserID)]
	if !found {
		return fmt.Errorf("there is no user %s", p.UserID)
	}
	p.UserID, p.UserExternalKey = d.content.Users[i].UserID, d.content.Users[i].UserExternalKey
	return nil
}

func (d *Directory) readPeople(people []Person) error {
	for i := range people {
		if err := d.readPerson(&people[i]); err != nil {
			return err
		}
	}
	return nil
}

func (d *Directory) readGroups() error {
	type place struct {
		domain int64
		name   string
	}
	named := map[place]int{}
	for i := range d.content.Groups {
		g := &d.content.Groups[i]
		g.fill()
		if g.GroupID == "" {
			g.GroupID = ids.Of("group", g.GroupName, strconv.Itoa(i))
		}
		d.others.groups.note(i, append(slices.Clone(g.AliasEmails), string(g.GroupEmail)))
		err := errors.Join(d.readDomain(&g.DomainID, d.home), checkKey(g.GroupExternalKey), d.groups.add(i, "groups", g.names()))
		if err != nil {
			return wrong("groups", i, g.GroupName, err)
		}
		// https://developers.worksmobile.com/en/docs/group-get
		at := place{g.DomainID, g.GroupName}
		if other, twice := named[at]; twice {
			return wrong("groups", i, g.GroupName, fmt.Errorf("groups[%d] has the same name in the domain %d", other, g.DomainID))
		}
		named[at] = i
	}
	return nil
}

// readMembers resolves the people and members of groups, which may hold one another.
func (d *Directory) readMembers() error {
	for i := range d.content.Groups {
		g := &d.content.Groups[i]
		var err error
		if len(g.Administrators) == 0 {
			err = errors.New("it needs an administrator")
		}
		for _, people := range [][]Person{
			g.Administrators, g.MembersAllowedToUseGroupEmailAsRecipient, g.MembersAllowedToUseGroupEmailAsSender,
		} {
			err = errors.Join(err, d.readPeople(people))
		}
		for j := range g.Members {
			m := &g.Members[j]
			problem := d.readMember(m)
			if problem == nil && slices.ContainsFunc(g.Members[:j], func(other Member) bool { return other.ID == m.ID && other.Type == m.Type }) {
				problem = fmt.Errorf("%s %s is a member already", m.Type, m.ID)
			}
			if problem != nil {
				err = errors.Join(err, fmt.Errorf("members[%d]: %w", j, problem))
			}
		}
		if err != nil {
			return wrong("groups", i, g.GroupName, err)
		}
	}
	return nil
}

func (d *Directory) readMember(m *Member) error {
	switch m.Type {
	case MemberUser:
		person := Person{UserID: m.ID}
		err := d.readPerson(&person)
		m.ID, m.ExternalKey = person.UserID, person.UserExternalKey
		return err
	case MemberOrgUnit:
		i, found := d.units[m.ID]
		if !found {
			return fmt.Errorf("there is no org unit %s", m.ID)
		}
		m.ID, m.ExternalKey = d.content.OrgUnits[i].OrgUnitID, d.content.OrgUnits[i].OrgUnitExternalKey
	case MemberGroup:
		i, found := d.groups[m.ID]
		if !found {
			return fmt.Errorf("there is no group %s", m.ID)
		}
		m.ID, m.ExternalKey = d.content.Groups[i].GroupID, d.content.Groups[i].GroupExternalKey
	default:
		return fmt.Errorf("the type %q is none of %s, %s, %s", m.Type, MemberUser, MemberOrgUnit, MemberGroup)
	}
	return nil
}
