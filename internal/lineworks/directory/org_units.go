// SPDX-License-Identifier: MPL-2.0

package directory

import (
	"context"
	"errors"
	"fmt"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/rest"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/wire"
)

// OrgUnit is a department of a company.
type OrgUnit struct {
	OrgUnitID   string
	OrgUnitName string
	ExternalKey string
	DomainID    string
	Email       string
	Description string
	// ParentOrgUnitID is "" at the top level.
	ParentOrgUnitID string
}

// OrgUnitMember is a user in an org unit.
type OrgUnitMember struct {
	UserID      string
	ExternalKey string
	IsManager   bool
}

// OrgUnit returns an org unit, by its ID or its external key. Each org unit is requested once.
//
// API: https://developers.worksmobile.com/jp/docs/orgunit-get
func (s *Service) OrgUnit(ctx context.Context, key Key) (*OrgUnit, error) {
	return once(ctx, &s.orgUnits, key, func(ctx context.Context) (*OrgUnit, error) {
		if err := s.Client.Err(); err != nil {
			return nil, err
		}
		segment, err := key.segment(opGetOrgUnit)
		if err != nil {
			return nil, err
		}
		w, err := rest.Call[orgUnitWire](ctx, s.Client, opGetOrgUnit, s.sign(opGetOrgUnit, rest.Args{IDs: []string{segment}}))
		if err != nil {
			return nil, err
		}
		u := w.orgUnit()
		return &u, checkExternalKey(opGetOrgUnit, key, u.ExternalKey, "org unit "+u.OrgUnitID)
	})
}

// OrgUnits returns the org units of a domain, of all levels; "" is the domain of the app. Each
// domain is listed once.
//
// API: https://developers.worksmobile.com/en/docs/orgunit-list
func (s *Service) OrgUnits(ctx context.Context, domainID string) ([]OrgUnit, error) {
	units, err := list(ctx, s, &s.orgUnitLists, opListOrgUnits, "orgUnits", ofDomain(domainID), domainID, (*orgUnitWire).orgUnit)
	if err != nil {
		return nil, err
	}
	for _, u := range units {
		if err := otherDomain(opListOrgUnits, domainID, u.DomainID, "org unit "+u.OrgUnitID); err != nil {
			return nil, err
		}
	}
	return units, nil
}

// OrgUnitMembers returns the users in an org unit, without those in the units below it. They are
// listed once for each unit.
//
// API: https://developers.worksmobile.com/en/docs/orgunit-member-list
func (s *Service) OrgUnitMembers(ctx context.Context, orgUnitID string) ([]OrgUnitMember, error) {
	if isReserved(orgUnitID) {
		return nil, fmt.Errorf("%s: %q is not an ID", opListOrgUnitMembers, orgUnitID)
	}
	return list(ctx, s, &s.orgUnitMembers, opListOrgUnitMembers, "members", rest.Args{IDs: []string{orgUnitID}}, orgUnitID, (*orgUnitMemberWire).member)
}

// orgUnitWire is an org unit in a response.
type orgUnitWire struct {
	DomainID           wire.ID   `json:"domainId"`
	OrgUnitID          wire.ID   `json:"orgUnitId"`
	OrgUnitExternalKey wire.Text `json:"orgUnitExternalKey"`
	OrgUnitName        string    `json:"orgUnitName"`
	Email              wire.Text `json:"email"`
	Description        wire.Text `json:"description"`
	ParentOrgUnitID    wire.ID   `json:"parentOrgUnitId"`
}

// Check refuses an org unit without an ID.
func (w *orgUnitWire) Check() error {
	if w.OrgUnitID == "" {
		return errors.New("the response has no orgUnitId")
	}
	return nil
}

// ListID is for [paging.Listed].
func (w *orgUnitWire) ListID() string { return string(w.OrgUnitID) }

func (w *orgUnitWire) orgUnit() OrgUnit {
	return OrgUnit{
		OrgUnitID: string(w.OrgUnitID), OrgUnitName: w.OrgUnitName, ExternalKey: string(w.OrgUnitExternalKey), DomainID: string(w.DomainID),
		Email: string(w.Email), Description: string(w.Description), ParentOrgUnitID: string(w.ParentOrgUnitID),
	}
}

// orgUnitMemberWire is a user in an org unit in a response.
type orgUnitMemberWire struct {
	UserID          wire.ID   `json:"userId"`
	UserExternalKey wire.Text `json:"userExternalKey"`
	IsManager       bool      `json:"isManager"`
}

// ListID is for [paging.Listed].
func (w *orgUnitMemberWire) ListID() string { return string(w.UserID) }

func (w *orgUnitMemberWire) member() OrgUnitMember {
	return OrgUnitMember{UserID: string(w.UserID), ExternalKey: string(w.UserExternalKey), IsManager: w.IsManager}
}
