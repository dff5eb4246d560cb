// SPDX-License-Identifier: MPL-2.0

package directory

import (
	"context"
	"fmt"
	"maps"
	"slices"
)

// maxNested is how many groups and org units one call of [Service.NestedUsers] reads.
const maxNested = 1000

// node is a user, a group or an org unit on the way through those that hold each other.
type node struct {
	id, kind string
	// domainID is the domain whose list has the org unit, most likely; "" is the domain of
	// the app.
	domainID string
}

// NestedUsers returns the IDs of all users in a group or org unit, with those in the groups and
// org units in it, and below these, at any depth. domainID is the domain to list org units of; ""
// is the domain of the app.
func (s *Service) NestedUsers(ctx context.Context, root Member, domainID string) ([]string, error) {
	users := make(map[string]bool)
	seen := make(map[string]bool)
	queue := []node{{root.ID, root.Type, domainID}}
	for len(queue) > 0 {
		n := queue[0]
		queue = queue[1:]
		key := n.kind + " " + n.id
		switch {
		case n.kind == TypeUser:
			users[n.id] = true
			continue
		case seen[key]: // it is in several others, or in itself
			continue
		case len(seen) == maxNested:
			return nil, fmt.Errorf("%s %s holds too many groups and org units: %d were read, and there are more", nouns[root.Type], root.ID, maxNested)
		}
		seen[key] = true
		members, err := s.members(ctx, n)
		if err != nil {
			return nil, fmt.Errorf("%s %s: %w", nouns[n.kind], n.id, err)
		}
		queue = append(queue, members...)
	}
	return slices.Sorted(maps.Keys(users)), nil
}

var nouns = map[string]string{TypeGroup: "group", TypeOrgUnit: "org unit"}

// members returns the members of a group, or the users and the units of an org unit.
func (s *Service) members(ctx context.Context, n node) ([]node, error) {
	switch n.kind {
	case TypeGroup:
		members, err := s.GroupMembers(ctx, n.id)
		out := make([]node, len(members))
		for i, m := range members {
			if m.Type != TypeUser && nouns[m.Type] == "" {
				return nil, fmt.Errorf("member %s is of the type %q, which this version of the provider does not know", m.ID, m.Type)
			}
			out[i] = node{m.ID, m.Type, n.domainID}
		}
		return out, err
	default:
		users, err := s.OrgUnitMembers(ctx, n.id)
		if err != nil {
			return nil, err
		}
		out, err := s.below(ctx, n)
		for _, u := range users {
			out = append(out, node{u.UserID, TypeUser, n.domainID})
		}
		return out, err
	}
}

// below returns the org units directly below one.
func (s *Service) below(ctx context.Context, n node) ([]node, error) {
	domainID := n.domainID
	units, err := s.OrgUnits(ctx, domainID)
	if err != nil {
		return nil, err
	}
	if !slices.ContainsFunc(units, func(u OrgUnit) bool { return u.OrgUnitID == n.id }) {
		// A group may have an org unit of another domain.
		unit, err := s.OrgUnit(ctx, Key{ID: n.id})
		if err != nil {
			return nil, err
		}
		domainID = unit.DomainID
		if units, err = s.OrgUnits(ctx, domainID); err != nil {
			return nil, err
		}
	}
	var out []node
	for _, u := range units {
		if u.ParentOrgUnitID == n.id {
			out = append(out, node{u.OrgUnitID, TypeOrgUnit, domainID})
		}
	}
	return out, nil
}
