// SPDX-License-Identifier: MPL-2.0

package lineworks

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"strings"
	"unicode"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/paging"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/rest"
)

// DomainMembersService manages the users who may use a bot in a domain whose registration has
// AllowToSelectedMember. Writes to one bot wait for each other.
type DomainMembersService struct {
	client *Client
}

// Add allows a user to use a bot in a domain. The effect of adding a user twice is not
// documented. After a lost response, Add looks for the user in the list.
//
// API: https://developers.worksmobile.com/en/docs/bot-domain-member-create
func (s *DomainMembersService) Add(ctx context.Context, botID, domainID, userID string) error {
	if userID == "" {
		return fmt.Errorf("%s: no userId given", opAddDomainMember)
	}
	unlock, err := s.client.lockBot(ctx, opAddDomainMember, botID)
	if err != nil {
		return err
	}
	defer unlock()
	defer s.client.forgetMembers(botID, domainID)
	body := map[string]string{"userId": userID}
	send := func(budget *rest.Budget) (*struct{}, error) {
		return rest.Call[struct{}](ctx, s.client.rest, opAddDomainMember, rest.Args{IDs: []string{botID, domainID}, Body: body, Budget: budget})
	}
	_, err = rest.CheckThenRetry(ctx, s.client.rest, send, func() (*struct{}, error) {
		members, err := s.list(ctx, botID, domainID)
		if err != nil {
			return nil, err
		}
		return nil, members.has(botID, domainID, userID)
	})
	return err
}

// Get returns nil if the user is a member, an error that matches [ErrNotFound] if not, and
// one that matches [ErrAllMembers] if the service names no members. The API has no such
// operation: the result comes from a list that all callers share until this client writes
// to it.
func (s *DomainMembersService) Get(ctx context.Context, botID, domainID, userID string) error {
	members, err := s.client.members.Get(ctx, listKey{botID, domainID}, func(ctx context.Context) (memberList, error) {
		return s.list(ctx, botID, domainID)
	})
	if err != nil {
		return fmt.Errorf("member %s: %w", userID, err)
	}
	return members.has(botID, domainID, userID)
}

// Delete takes a user out of the members. If the user is no member, the error matches
// [ErrNotFound], unless an earlier attempt of this call, whose response was lost, may have
// deleted it.
//
// API: https://developers.worksmobile.com/en/docs/bot-domain-member-delete
func (s *DomainMembersService) Delete(ctx context.Context, botID, domainID, userID string) error {
	defer s.client.forgetMembers(botID, domainID)
	_, err := writeToBot[struct{}](ctx, s.client, opDeleteDomainMember, rest.Args{IDs: []string{botID, domainID, userID}})
	return err
}

// All iterates over the user ids of the members, from a new list. The first error ends it:
// one that matches [ErrAllMembers] if the service names no members.
//
// API: https://developers.worksmobile.com/en/docs/bot-domain-member-list
func (s *DomainMembersService) All(ctx context.Context, botID, domainID string) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		for wire, err := range paging.All[memberWire](ctx, s.client.rest, opListDomainMembers, "members", rest.Args{IDs: []string{botID, domainID}}) {
			if err == nil && *wire == "" {
				err = fmt.Errorf("%s: %w", opListDomainMembers, ErrAllMembers)
			}
			if err != nil {
				yield("", err)
				return
			}
			if !yield(string(*wire), nil) {
				return
			}
		}
	}
}

// memberList is a whole list of members.
type memberList struct {
	all bool // all users of the domain are allowed, without a list
	ids map[string]struct{}
}

// list fetches a list of members.
func (s *DomainMembersService) list(ctx context.Context, botID, domainID string) (memberList, error) {
	out := memberList{ids: make(map[string]struct{})}
	for id, err := range s.All(ctx, botID, domainID) {
		switch {
		case errors.Is(err, ErrAllMembers):
			return memberList{all: true}, nil
		case err != nil:
			return memberList{}, err
		}
		out.ids[id] = struct{}{}
	}
	return out, nil
}

func (l memberList) has(botID, domainID, userID string) error {
	if l.all {
		return fmt.Errorf("%s: bot %s, domain %s: %w", opListDomainMembers, botID, domainID, ErrAllMembers)
	}
	if _, ok := l.ids[userID]; !ok {
		return &notSetError{
			op:   opListDomainMembers,
			seen: fmt.Sprintf("user %s is not a member of bot %s in domain %s", userID, botID, domainID),
		}
	}
	return nil
}

// memberWire is a user id in a list of members, or empty: where all users are allowed, the
// list says "All users" in a form that is not documented. A value that cannot be an id is
// taken for that.
type memberWire string

// UnmarshalJSON reads anything but a text without spaces as empty.
func (w *memberWire) UnmarshalJSON(raw []byte) error {
	*w = ""
	if raw[0] != '"' {
		return nil
	}
	var id string
	if err := json.Unmarshal(raw, &id); err != nil {
		return err
	}
	if !strings.ContainsFunc(id, unicode.IsSpace) {
		*w = memberWire(id)
	}
	return nil
}

// ListID is for [paging.Listed].
func (w *memberWire) ListID() string { return string(*w) }
