// SPDX-License-Identifier: MPL-2.0

package lineworks

import (
	"context"
	"errors"
	"fmt"
	"iter"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/paging"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/rest"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/wire"
)

// DomainsService manages the domains to which a bot is registered. A bot cannot be used in
// any other. Writes to one bot wait for each other.
type DomainsService struct {
	client *Client
}

// DomainRegistration is a bot in a domain.
//
// See https://developers.worksmobile.com/en/docs/bot-domain-list.
type DomainRegistration struct {
	DomainID string
	// Visible is whether the bot is shown in the list of bots.
	Visible bool
	// AllowToSelectedMember limits the bot to the members of [DomainMembersService]; otherwise
	// all users of the domain may use it.
	AllowToSelectedMember bool
}

// DomainWrite is a change of a registration. A nil field is not sent: the service defaults to
// false when it registers, and keeps the value when it updates.
type DomainWrite struct {
	Visible               *bool
	AllowToSelectedMember *bool
}

// Register registers a bot to a domain, which must be among the bot's AllowDomains if it
// has any. The effect of registering twice is not documented; 409 is [ErrConflict]. After a
// lost response, Register reads the registration, and returns it as it is, which may differ
// from in if another client registered the bot first.
//
// API: https://developers.worksmobile.com/en/docs/bot-domain-register
func (s *DomainsService) Register(ctx context.Context, botID, domainID string, in *DomainWrite) (*DomainRegistration, error) {
	unlock, err := s.client.lockBot(ctx, opRegisterDomain, botID)
	if err != nil {
		return nil, err
	}
	defer unlock()
	defer s.client.forgetDomain(botID, domainID)
	sent := in.wire()
	send := func(budget *rest.Budget) (*DomainRegistration, error) {
		out, err := rest.Call[domainWire](ctx, s.client.rest, opRegisterDomain, rest.Args{IDs: []string{botID, domainID}, Body: sent, Budget: budget})
		if err != nil {
			return nil, err
		}
		if out == nil {
			out = &domainWire{}
		}
		out.complete(domainID, sent)
		return out.registration(), nil
	}
	return rest.CheckThenRetry(ctx, s.client.rest, send, func() (*DomainRegistration, error) { return s.find(ctx, botID, domainID) })
}

// Get returns the registration of a bot to a domain, or an error that matches
// [ErrNotFound]. The API has no such operation: the result comes from a list that all
// callers share until this client writes to it.
func (s *DomainsService) Get(ctx context.Context, botID, domainID string) (*DomainRegistration, error) {
	list, err := s.client.domains.Get(ctx, listKey{botID: botID}, func(ctx context.Context) ([]DomainRegistration, error) {
		var all []DomainRegistration
		for registration, err := range s.All(ctx, botID) {
			if err != nil {
				return nil, err
			}
			all = append(all, *registration)
		}
		return all, nil
	})
	if err != nil {
		return nil, fmt.Errorf("domain %s: %w", domainID, err)
	}
	for _, registration := range list {
		if registration.DomainID == domainID {
			return &registration, nil
		}
	}
	return nil, notRegistered(botID, domainID)
}

// Update changes the fields that in sets and keeps the rest.
//
// API: https://developers.worksmobile.com/en/docs/bot-domain-update-patch
func (s *DomainsService) Update(ctx context.Context, botID, domainID string, in *DomainWrite) (*DomainRegistration, error) {
	unlock, err := s.client.lockBot(ctx, opUpdateDomain, botID)
	if err != nil {
		return nil, err
	}
	defer unlock()
	defer s.client.forgetDomain(botID, domainID)
	sent := in.wire()
	out, err := rest.Call[domainWire](ctx, s.client.rest, opUpdateDomain, rest.Args{IDs: []string{botID, domainID}, Body: sent})
	if err != nil {
		return nil, err
	}
	if out == nil {
		out = &domainWire{}
	}
	out.complete(domainID, sent)
	if out.Visible == nil || out.AllowToSelectedMember == nil {
		return s.find(ctx, botID, domainID)
	}
	return out.registration(), nil
}

// Delete takes a bot out of a domain. If it is not registered, the error matches [ErrNotFound],
// unless an earlier attempt of this call, whose response was lost, may have deleted it.
//
// API: https://developers.worksmobile.com/en/docs/bot-domain-delete
func (s *DomainsService) Delete(ctx context.Context, botID, domainID string) error {
	defer s.client.forgetDomain(botID, domainID)
	_, err := writeToBot[struct{}](ctx, s.client, opDeleteDomain, rest.Args{IDs: []string{botID, domainID}})
	return err
}

// All iterates over the domains to which a bot is registered, from a new list. The first
// error ends it.
//
// API: https://developers.worksmobile.com/en/docs/bot-domain-list
func (s *DomainsService) All(ctx context.Context, botID string) iter.Seq2[*DomainRegistration, error] {
	return func(yield func(*DomainRegistration, error) bool) {
		for wire, err := range paging.All[domainWire](ctx, s.client.rest, opListDomains, "domains", rest.Args{IDs: []string{botID}}) {
			if err == nil && wire.DomainID == "" {
				err = rest.NotAPI(opListDomains, errors.New("a domain in the response has no domainId"))
			}
			if err != nil {
				yield(nil, err)
				return
			}
			if !yield(wire.registration(), nil) {
				return
			}
		}
	}
}

// find is Get from a new list.
func (s *DomainsService) find(ctx context.Context, botID, domainID string) (*DomainRegistration, error) {
	for registration, err := range s.All(ctx, botID) {
		if err != nil {
			return nil, err
		}
		if registration.DomainID == domainID {
			return registration, nil
		}
	}
	return nil, notRegistered(botID, domainID)
}

func notRegistered(botID, domainID string) error {
	return &notSetError{op: opListDomains, seen: "bot " + botID + " is not registered to domain " + domainID}
}

// domainWriteWire is the body of a request.
type domainWriteWire struct {
	Visible               *bool `json:"visible,omitzero"`
	AllowToSelectedMember *bool `json:"allowToSelectedMember,omitzero"`
}

func (w *DomainWrite) wire() domainWriteWire {
	if w == nil {
		return domainWriteWire{}
	}
	return domainWriteWire(*w)
}

// domainWire is a registration in a response.
type domainWire struct {
	DomainID              wire.ID `json:"domainId"`
	Visible               *bool   `json:"visible"`
	AllowToSelectedMember *bool   `json:"allowToSelectedMember"`
}

// complete takes values that the response to a write does not have from the request.
func (w *domainWire) complete(domainID string, sent domainWriteWire) {
	w.DomainID = wire.ID(domainID)
	if w.Visible == nil {
		w.Visible = sent.Visible
	}
	if w.AllowToSelectedMember == nil {
		w.AllowToSelectedMember = sent.AllowToSelectedMember
	}
}

// registration takes false, the documented default, for a missing value.
func (w *domainWire) registration() *DomainRegistration {
	return &DomainRegistration{
		DomainID:              string(w.DomainID),
		Visible:               w.Visible != nil && *w.Visible,
		AllowToSelectedMember: w.AllowToSelectedMember != nil && *w.AllowToSelectedMember,
	}
}

// ListID is for [paging.Listed].
func (w *domainWire) ListID() string { return string(w.DomainID) }
