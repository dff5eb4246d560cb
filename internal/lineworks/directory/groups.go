// SPDX-License-Identifier: MPL-2.0

package directory

import (
	"cmp"
	"context"
	"errors"
	"fmt"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/rest"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/wire"
)

// Group is a group of users, org units and other groups.
type Group struct {
	GroupID        string
	GroupName      string
	ExternalKey    string
	DomainID       string
	Description    string
	Administrators []string // user IDs
}

// The types of a [Member].
const (
	TypeUser    = "USER"
	TypeOrgUnit = "ORGUNIT"
	TypeGroup   = "GROUP"
)

// Member is a member of a group.
type Member struct {
	ID          string
	Type        string // [TypeUser], [TypeOrgUnit] or [TypeGroup]
	ExternalKey string
}

// Group returns a group, by its ID or its external key. A group with people of other tenants
// cannot be read. Each group is requested once.
//
// API: https://developers.worksmobile.com/en/docs/group-get
func (s *Service) Group(ctx context.Context, key Key) (*Group, error) {
	return once(ctx, &s.groups, key, func(ctx context.Context) (*Group, error) {
		if err := s.Client.Err(); err != nil {
			return nil, err
		}
		segment, err := key.segment(opGetGroup)
		if err != nil {
			return nil, err
		}
		w, err := rest.Call[groupWire](ctx, s.Client, opGetGroup, s.sign(opGetGroup, rest.Args{IDs: []string{segment}}))
		if err != nil {
			return nil, err
		}
		g := w.group()
		return &g, checkExternalKey(opGetGroup, key, g.ExternalKey, "group "+g.GroupID)
	})
}

// Groups returns the groups of a domain; "" is the domain of the app. Each domain is listed once.
//
// API: https://developers.worksmobile.com/en/docs/group-list
func (s *Service) Groups(ctx context.Context, domainID string) ([]Group, error) {
	groups, err := list(ctx, s, &s.groupLists, opListGroups, "groups", ofDomain(domainID), domainID, (*groupWire).group)
	if err != nil {
		return nil, err
	}
	for _, g := range groups {
		if err := otherDomain(opListGroups, domainID, g.DomainID, "group "+g.GroupID); err != nil {
			return nil, err
		}
	}
	return groups, nil
}

// GroupMembers returns the members of a group, without those of its members. They are listed
// once for each group.
//
// API: https://developers.worksmobile.com/jp/docs/group-member-list
func (s *Service) GroupMembers(ctx context.Context, groupID string) ([]Member, error) {
	if isReserved(groupID) {
		return nil, fmt.Errorf("%s: %q is not an ID", opListGroupMembers, groupID)
	}
	return list(ctx, s, &s.groupMembers, opListGroupMembers, "members", rest.Args{IDs: []string{groupID}}, groupID, (*memberWire).member)
}

// checkExternalKey refuses an object with another external key than the one asked for.
func checkExternalKey(op rest.Operation, asked Key, got, object string) error {
	if asked.ExternalKey == "" || got == "" || got == asked.ExternalKey {
		return nil
	}
	return rest.NotAPI(op, fmt.Errorf("the response is about another object: %s has the external key %q, and the request was for %q", object, got, asked.ExternalKey))
}

// groupWire is a group in a response. Its members are listed apart, page after page.
type groupWire struct {
	DomainID         wire.ID   `json:"domainId"`
	GroupID          wire.ID   `json:"groupId"`
	GroupName        string    `json:"groupName"`
	GroupExternalKey wire.Text `json:"groupExternalKey"`
	Description      wire.Text `json:"description"`
	Administrators   wire.List[struct {
		UserID wire.ID `json:"userId"`
	}] `json:"administrators"`
}

// Check refuses a group without an ID, and an administrator without one.
func (w *groupWire) Check() error {
	if w.GroupID == "" {
		return errors.New("the response has no groupId")
	}
	for _, a := range w.Administrators {
		if a.UserID == "" {
			return fmt.Errorf("an administrator of group %s in the response has no userId", w.GroupID)
		}
	}
	return nil
}

// ListID is for [paging.Listed].
func (w *groupWire) ListID() string { return string(w.GroupID) }

func (w *groupWire) group() Group {
	g := Group{
		GroupID: string(w.GroupID), GroupName: w.GroupName, ExternalKey: string(w.GroupExternalKey),
		DomainID: string(w.DomainID), Description: string(w.Description),
	}
	for _, a := range w.Administrators {
		g.Administrators = append(g.Administrators, string(a.UserID))
	}
	return g
}

// memberWire is a member of a group in a response.
type memberWire struct {
	ID          wire.ID   `json:"id"`
	Type        string    `json:"type"`
	ExternalKey wire.Text `json:"externalKey"`
}

// ListID is for [paging.Listed].
func (w *memberWire) ListID() string { return string(w.ID) }

func (w *memberWire) member() Member {
	return Member{ID: string(w.ID), Type: cmp.Or(w.Type, TypeUser), ExternalKey: string(w.ExternalKey)}
}
