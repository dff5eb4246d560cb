// SPDX-License-Identifier: MPL-2.0

package auth

import (
	"context"
	"fmt"
	"sync"
	"time"

	"golang.org/x/sync/singleflight"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/rest"
)

// tokens is a [rest.TokenSource] of the tokens of an account with certain scopes.
type tokens struct {
	source *ServiceAccountSource
	scopes []string

	flights singleflight.Group
	mu      sync.Mutex
	current rest.Token // empty: none
	renewAt time.Time
}

// Format hides the secrets, which fmt would find in the unexported fields.
func (t *tokens) Format(f fmt.State, verb rune) { t.source.Format(f, verb) }

// Token is that of [ServiceAccountSource].
func (t *tokens) Token(ctx context.Context) (rest.Token, error) {
	if err := ctx.Err(); err != nil {
		return rest.Token{}, err
	}
	if token, ok := t.cached(); ok {
		return token, nil
	}
	detached := context.WithoutCancel(ctx)
	flight := t.flights.DoChan("", func() (any, error) {
		return t.cachedOrFetched(detached)
	})
	select {
	case landed := <-flight:
		token, _ := landed.Val.(rest.Token)
		return token, landed.Err
	case <-ctx.Done():
		return rest.Token{}, ctx.Err()
	}
}

// Renew is that of [ServiceAccountSource].
func (t *tokens) Renew(ctx context.Context, rejected rest.Token) (rest.Token, error) {
	t.mu.Lock()
	if t.current.AccessToken == rejected.AccessToken {
		t.current = rest.Token{}
	}
	t.mu.Unlock()
	return t.Token(ctx)
}

// cached returns the token, if no request is needed.
func (t *tokens) cached() (token rest.Token, ok bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.current.AccessToken == "" || !time.Now().Before(t.renewAt) {
		return rest.Token{}, false
	}
	return t.current, true
}

// cachedOrFetched looks once more before it asks for a token: another caller's request
// may have ended since the look in [tokens.Token].
func (t *tokens) cachedOrFetched(ctx context.Context) (rest.Token, error) {
	if token, ok := t.cached(); ok {
		return token, nil
	}
	token, renewAt, err := t.source.signIn(ctx, t.scopes)
	t.mu.Lock()
	defer t.mu.Unlock()
	if err == nil {
		t.current, t.renewAt = token, renewAt
	}
	return token, err
}
