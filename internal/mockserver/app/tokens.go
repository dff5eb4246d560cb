// SPDX-License-Identifier: MPL-2.0

package app

import (
	"maps"
	"time"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver/ids"
)

// refreshLifetime is 90 days: https://developers.worksmobile.com/en/docs/auth-oauth.
const refreshLifetime = 90 * 24 * time.Hour

// Token is an access or a refresh token.
type Token struct {
	Number  int // of an access token; 1 = first
	Scopes  []string
	expires time.Time
}

// Tokens are the tokens of an app, and the assertions that it has used.
type Tokens struct {
	issued     int
	access     map[string]*Token
	refresh    map[string]*Token
	assertions map[string]bool
}

// NewTokens makes an app that has no token yet.
func NewTokens() *Tokens {
	return &Tokens{access: map[string]*Token{}, refresh: map[string]*Token{}, assertions: map[string]bool{}}
}

// AddAccess issues an access token. Expired ones are forgotten: a server may run for long.
func (t *Tokens) AddAccess(scopes []string, now time.Time, lifetime time.Duration) string {
	expired := func(_ string, old *Token) bool { return !now.Before(old.expires) }
	maps.DeleteFunc(t.access, expired)
	maps.DeleteFunc(t.refresh, expired)
	t.issued++
	text := ids.Token()
	t.access[text] = &Token{Number: t.issued, Scopes: scopes, expires: now.Add(lifetime)}
	return text
}

// AddRefresh issues a refresh token.
func (t *Tokens) AddRefresh(scopes []string, now time.Time) string {
	text := ids.Token()
	t.refresh[text] = &Token{Scopes: scopes, expires: now.Add(refreshLifetime)}
	return text
}

// Access finds a valid access token; nil means that there is none.
func (t *Tokens) Access(text string, now time.Time) *Token { return valid(t.access[text], now) }

// Refresh finds a valid refresh token; nil means that there is none.
func (t *Tokens) Refresh(text string, now time.Time) *Token { return valid(t.refresh[text], now) }

func valid(found *Token, now time.Time) *Token {
	if found == nil || !now.Before(found.expires) {
		return nil
	}
	return found
}

// Revoke ends one token.
func (t *Tokens) Revoke(text string) {
	delete(t.access, text)
	delete(t.refresh, text)
}

// ClearAccess ends all access tokens.
func (t *Tokens) ClearAccess() { clear(t.access) }

// Clear ends all tokens.
func (t *Tokens) Clear() {
	clear(t.access)
	clear(t.refresh)
}

// Used reports whether an assertion was used before.
func (t *Tokens) Used(assertion string) bool { return t.assertions[assertion] }

// Use notes the use of an assertion.
func (t *Tokens) Use(assertion string) { t.assertions[assertion] = true }
