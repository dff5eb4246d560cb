// SPDX-License-Identifier: MPL-2.0

// Package directory looks up the people of a tenant, its groups and its org units. It only
// reads.
//
// Its requests are signed with tokens of their own, each with the least scope that the
// operation needs: a token request that names one scope which the app lacks is refused as a
// whole, and bots must not depend on a scope of the directory.
package directory

import (
	"context"
	"errors"
	"fmt"
	"net/url"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/keyed"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/paging"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/rest"
)

// Service looks up users, groups and org units. It keeps what it has found, since nothing that
// this client does changes it.
type Service struct {
	// Client sends the requests.
	Client *rest.Client
	// Signer returns the signer of the calls that need certain scopes, the same one for the same
	// scopes.
	Signer func(scopes []string) *rest.Signer

	users    keyed.Cache[userKey, found[User]]
	groups   keyed.Cache[Key, found[Group]]
	orgUnits keyed.Cache[Key, found[OrgUnit]]
	// Lists, by the ID of the domain, or of the group or org unit.
	userLists      keyed.Cache[string, []User]
	groupLists     keyed.Cache[string, []Group]
	orgUnitLists   keyed.Cache[string, []OrgUnit]
	groupMembers   keyed.Cache[string, []Member]
	orgUnitMembers keyed.Cache[string, []OrgUnitMember]
}

// sign completes the arguments of a call with the signer for the least scope of the operation.
func (s *Service) sign(op rest.Operation, in rest.Args) rest.Args {
	in.Signer = s.Signer(op.Scopes[:1])
	return in
}

// found is an object, or the error of one that does not exist: that is worth keeping, too.
type found[T any] struct {
	object  *T
	missing error
}

// once returns the object of a key, which is read once.
func once[K comparable, T any](ctx context.Context, cache *keyed.Cache[K, found[T]], key K, read func(context.Context) (*T, error)) (*T, error) {
	f, err := cache.Get(ctx, key, func(ctx context.Context) (found[T], error) {
		object, err := read(ctx)
		if errors.Is(err, rest.ErrNotFound) {
			return found[T]{missing: err}, nil
		}
		return found[T]{object: object}, err
	})
	if err != nil {
		return nil, err
	}
	return f.object, f.missing
}

// element is an element of a list as it is on the wire.
type element[W any] interface {
	*W
	paging.Listed
}

// list returns the elements of a list, which is read once for each key. query and ids are
// those of the requests.
func list[T, W any, P element[W]](ctx context.Context, s *Service, cache *keyed.Cache[string, []T], op rest.Operation, property string, in rest.Args, key string, convert func(*W) T) ([]T, error) {
	return cache.Get(ctx, key, func(ctx context.Context) ([]T, error) {
		if err := s.Client.Err(); err != nil {
			return nil, err
		}
		var all []T
		for w, err := range paging.All[W, P](ctx, s.Client, op, property, s.sign(op, in)) {
			if err == nil {
				err = checkElement(op, property, P(w))
			}
			if err != nil {
				return nil, err
			}
			all = append(all, convert(w))
		}
		return all, nil
	})
}

// checkElement refuses an element without an ID, or one that lacks something else.
func checkElement(op rest.Operation, property string, e paging.Listed) error {
	if e.ListID() == "" {
		return rest.NotAPI(op, fmt.Errorf("an element of %s in the response has no id", property))
	}
	if c, ok := e.(interface{ Check() error }); ok {
		if err := c.Check(); err != nil {
			return rest.NotAPI(op, err)
		}
	}
	return nil
}

// ofDomain are the arguments of the list of a domain; "" is the one that the token was
// authorised for.
func ofDomain(domainID string) rest.Args {
	if domainID == "" {
		return rest.Args{}
	}
	return rest.Args{Query: url.Values{"domainId": {domainID}}}
}

// otherDomain refuses an element of a list of another domain than the one that was asked for.
func otherDomain(op rest.Operation, asked, got, what string) error {
	if asked == "" || got == "" || asked == got {
		return nil
	}
	return rest.NotAPI(op, fmt.Errorf("the response is about another domain: %s is in domain %s, and the request was for domain %s", what, got, asked))
}
