// SPDX-License-Identifier: MPL-2.0

package directory

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/rest"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/wire"
)

// Status is the status of a user's account.
type Status string

// The statuses of an account, which are those of its flags in a response. No page tells what a
// user who is "awaiting" may do; such an account counts as active.
// Source: https://developers.worksmobile.com/jp/docs/user-get
const (
	// Unknown is the status in a response that does not show it, for want of a wider scope.
	Unknown   Status = ""
	Active    Status = "active"
	Pending   Status = "pending"
	Suspended Status = "suspended"
	Deleted   Status = "deleted"
)

// User is a user. Fields beyond UserID and Email are empty if the scope of the token does not
// show them.
type User struct {
	UserID      string
	Email       string
	ExternalKey string
	DomainID    string
	LastName    string
	FirstName   string
	Status      Status
	// SuspendedReason says why an account is suspended, for example LOGIN_FAIL.
	SuspendedReason string

	otherEmails  []string // aliases, and those in other domains
	otherDomains []string
}

// Inactive reports whether the account is known to be deleted, suspended or pending.
func (u *User) Inactive() bool { return u.Status != Unknown && u.Status != Active }

// userKey is a key, and whether the whole user was asked for.
type userKey struct {
	key   Key
	whole bool
}

// User returns a user. With whole it asks for the whole object, which needs a wider scope;
// otherwise UserID and Email are set, and the rest as far as the scope shows it. Each user is
// requested once. One that does not exist is an error that matches [rest.ErrNotFound].
//
// API: https://developers.worksmobile.com/jp/docs/user-get,
// https://developers.worksmobile.com/jp/docs/user-get-email
func (s *Service) User(ctx context.Context, key Key, whole bool) (*User, error) {
	op := opIdentifyUser
	if whole {
		op = opGetUser
	}
	key = key.lower()
	return once(ctx, &s.users, userKey{key, whole}, func(ctx context.Context) (*User, error) {
		if err := s.Client.Err(); err != nil {
			return nil, err
		}
		segment, err := key.segment(op)
		if err != nil {
			return nil, err
		}
		w, err := rest.Call[userWire](ctx, s.Client, op, s.sign(op, rest.Args{IDs: []string{segment}}))
		if err != nil {
			return nil, err
		}
		u := w.user()
		if err := u.check(key); err != nil {
			return nil, rest.NotAPI(op, err)
		}
		return u, nil
	})
}

// Result is the result of one look-up of several.
type Result struct {
	User *User
	Err  error // of a user who does not exist; it matches [rest.ErrNotFound]
}

// atOnce is how many look-ups of a call are in flight at most.
const atOnce = 10

// Lookup returns the users of several keys, in their order. Any error other than that of a user
// who does not exist ends it.
func (s *Service) Lookup(ctx context.Context, keys []Key, whole bool) ([]Result, error) {
	results := make([]Result, len(keys))
	var g *errgroup.Group
	g, ctx = errgroup.WithContext(ctx)
	g.SetLimit(atOnce)
	for i, key := range keys {
		g.Go(func() error {
			u, err := s.User(ctx, key, whole)
			if errors.Is(err, rest.ErrNotFound) {
				results[i].Err, err = err, nil
			}
			results[i].User = u
			return err
		})
	}
	if err := g.Wait(); err != nil {
		return nil, err
	}
	return results, nil
}

// Users returns the users of a domain, deleted and suspended ones included; "" is the domain
// of the app. Each domain is listed once.
//
// API: https://developers.worksmobile.com/jp/docs/user-list
func (s *Service) Users(ctx context.Context, domainID string) ([]User, error) {
	users, err := list(ctx, s, &s.userLists, opListUsers, "users", ofDomain(domainID), domainID, func(w *userWire) User { return *w.user() })
	if err != nil {
		return nil, err
	}
	for _, u := range users {
		// A user may belong to several domains, one of which is the user's own.
		if slices.Contains(u.otherDomains, domainID) {
			continue
		}
		if err := otherDomain(opListUsers, domainID, u.DomainID, "user "+u.UserID); err != nil {
			return nil, err
		}
	}
	return users, nil
}

// check refuses another user than the one of the key. [rest.Call] has compared IDs.
func (u *User) check(key Key) error {
	switch {
	case key.Email != "":
		if u.hasEmail(key.Email) {
			return nil
		}
		return fmt.Errorf("the response is about another user: %s (%s), and the request was for %s. "+
			"If that is another address of the same user, use the login e-mail instead", cmp.Or(u.Email, "without an e-mail address"), u.UserID, key.Email)
	case key.ExternalKey != "" && u.ExternalKey != "" && u.ExternalKey != key.ExternalKey:
		return fmt.Errorf("the response is about another user: %s has the external key %q, and the request was for %q", u.UserID, u.ExternalKey, key.ExternalKey)
	}
	return nil
}

func (u *User) hasEmail(email string) bool {
	return strings.EqualFold(u.Email, email) ||
		slices.ContainsFunc(u.otherEmails, func(other string) bool { return strings.EqualFold(other, email) })
}

// userWire is a user in a response, without birthday, telephone and private addresses.
type userWire struct {
	DomainID        wire.ID           `json:"domainId"`
	UserID          wire.ID           `json:"userId"`
	UserExternalKey wire.Text         `json:"userExternalKey"`
	Email           wire.ID           `json:"email"`
	UserName        nameWire          `json:"userName"`
	IsPending       *bool             `json:"isPending"`
	IsSuspended     *bool             `json:"isSuspended"`
	IsDeleted       *bool             `json:"isDeleted"`
	SuspendedReason wire.Text         `json:"suspendedReason"`
	AliasEmails     wire.List[string] `json:"aliasEmails"`
	Organizations   wire.List[struct {
		DomainID wire.ID   `json:"domainId"`
		Email    wire.Text `json:"email"`
	}] `json:"organizations"`
}

// Check refuses a user without an ID.
func (w *userWire) Check() error {
	if w.UserID == "" {
		return errors.New("the response has no userId")
	}
	return nil
}

// ListID is for [paging.Listed].
func (w *userWire) ListID() string { return string(w.UserID) }

func (w *userWire) user() *User {
	u := &User{
		UserID: string(w.UserID), Email: string(w.Email), ExternalKey: string(w.UserExternalKey), DomainID: string(w.DomainID),
		LastName: w.UserName.LastName, FirstName: w.UserName.FirstName, SuspendedReason: string(w.SuspendedReason),
		otherEmails: w.AliasEmails,
	}
	for _, o := range w.Organizations {
		u.otherEmails = append(u.otherEmails, string(o.Email))
		u.otherDomains = append(u.otherDomains, string(o.DomainID))
	}
	isTrue := func(flag *bool) bool { return flag != nil && *flag }
	switch {
	case w.IsPending == nil && w.IsSuspended == nil && w.IsDeleted == nil:
	case isTrue(w.IsDeleted):
		u.Status = Deleted
	case isTrue(w.IsSuspended):
		u.Status = Suspended
	case isTrue(w.IsPending):
		u.Status = Pending
	default:
		u.Status = Active
	}
	return u
}

// nameWire is the name of a user.
type nameWire struct{ LastName, FirstName string }

// UnmarshalJSON takes a name without a value in each of its forms.
func (n *nameWire) UnmarshalJSON(raw []byte) error {
	*n = nameWire{}
	if wire.IsEmpty(raw) {
		return nil
	}
	var name struct {
		LastName  wire.Text `json:"lastName"`
		FirstName wire.Text `json:"firstName"`
	}
	if err := json.Unmarshal(raw, &name); err != nil {
		return err
	}
	n.LastName, n.FirstName = string(name.LastName), string(name.FirstName)
	return nil
}
