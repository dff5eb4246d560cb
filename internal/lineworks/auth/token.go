// SPDX-License-Identifier: MPL-2.0

// Package auth holds the sources of access tokens: a service account that signs in, and a
// ready-made token.
package auth

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/rest"
)

// The operations of the authorization server. Source:
// https://developers.worksmobile.com/en/docs/auth-jwt.
var (
	OpIssueToken = rest.Operation{Method: http.MethodPost, Path: "/token", Secret: true, AuthServer: true}
	// A revoked token stays revoked. No page shows the response, and clients take any
	// success for one.
	OpRevokeToken = rest.Operation{Method: http.MethodPost, Path: "/revoke", Secret: true, AuthServer: true, Body: rest.BodyIgnored}
)

const (
	// defaultLifetime is assumed of a token when the service does not say: the
	// shorter of the two that can be set for an app.
	defaultLifetime = time.Hour
	// maxLifetime keeps a nonsensical lifetime from overflowing.
	maxLifetime = 365 * 24 * time.Hour
	// renewBefore is how long before its expiry a token is replaced.
	renewBefore = time.Minute
)

// Issue returns a new token that the source does not keep. Without scopes it
// has those of the source.
func (s *ServiceAccountSource) Issue(ctx context.Context, scopes []string) (rest.Token, error) {
	if len(scopes) == 0 {
		scopes = s.account.Scopes
	}
	token, _, err := s.signIn(ctx, scopes)
	return token, err
}

// Revoke makes a token that [ServiceAccountSource.Issue] returned invalid. Its refresh
// token, which could renew it, was dropped.
func (s *ServiceAccountSource) Revoke(ctx context.Context, token rest.Token) error {
	if err := rest.CheckAccessToken(token.AccessToken); err != nil {
		return err
	}
	form := s.identified(url.Values{
		"token":           {token.AccessToken},
		"token_type_hint": {"access_token"},
	}, token.AccessToken)
	r := &rest.Request{
		Op: OpRevokeToken, Base: s.client.Base(), Path: OpRevokeToken.Path,
		Content: func() (rest.Content, error) { return form, nil },
	}
	resp, err := s.client.Do(ctx, r)
	if err != nil {
		return err
	}
	if e := rest.NewAPIError(r, resp); !resp.OK() || e.IsOAuth() {
		return e
	}
	_, err = rest.Decode[struct{}](r, resp)
	return err
}

// signIn asks for a token and tells when to replace it. Until a token was issued, one request
// is made at a time, so that wrong credentials are refused once, and not for each token.
func (s *ServiceAccountSource) signIn(ctx context.Context, scopes []string) (rest.Token, time.Time, error) {
	if !s.accepted.Load() {
		select {
		case s.first <- struct{}{}:
			defer func() { <-s.first }()
		case <-ctx.Done():
			return rest.Token{}, time.Time{}, ctx.Err()
		}
	}
	if refusal := s.refusalOf(scopes); refusal != nil {
		return rest.Token{}, time.Time{}, refusal
	}
	token, renewAt, err := s.request(ctx, scopes)
	var refusal *rest.SignInError
	switch {
	case err == nil:
		s.accepted.Store(true)
	case errors.As(err, &refusal):
		s.mu.Lock()
		s.refusal = refusal
		s.mu.Unlock()
	}
	return token, renewAt, err
}

// refusalOf returns the refusal of an earlier request that holds for one with scopes, too.
func (s *ServiceAccountSource) refusalOf(scopes []string) *rest.SignInError {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.refusal != nil && s.refusal.Response.Code == rest.InvalidScope && !slices.Equal(s.refusal.Scopes, scopes) {
		return nil
	}
	return s.refusal
}

// request asks for a token and tells when to replace it.
func (s *ServiceAccountSource) request(ctx context.Context, scopes []string) (rest.Token, time.Time, error) {
	var asked time.Time // the lifetime counts from before the request
	r := &rest.Request{
		Op: OpIssueToken, Base: s.client.Base(), Path: OpIssueToken.Path,
		Content: func() (rest.Content, error) {
			asked = time.Now()
			return s.form(asked, scopes)
		},
	}
	resp, err := s.client.Do(ctx, r)
	if err != nil {
		return rest.Token{}, time.Time{}, err
	}
	if !resp.OK() {
		return rest.Token{}, time.Time{}, definite(rest.NewAPIError(r, resp), scopes)
	}
	out, err := rest.Decode[tokenWire](r, resp)
	if err != nil {
		if e := rest.NewAPIError(r, resp); e.IsOAuth() {
			return rest.Token{}, time.Time{}, definite(e, scopes)
		}
		return rest.Token{}, time.Time{}, err
	}
	life := lifetime(out.ExpiresIn)
	token := rest.Token{AccessToken: out.AccessToken, TokenType: out.TokenType, Scopes: splitScopes(out.Scope), ExpiresAt: asked.Add(life)}
	if token.TokenType == "" {
		token.TokenType = "Bearer"
	}
	if len(token.Scopes) == 0 {
		token.Scopes = slices.Clone(scopes)
	}
	return token, token.ExpiresAt.Add(-min(renewBefore, life/2)), nil
}

// tokenWire is the response to a token request.
type tokenWire struct {
	AccessToken string          `json:"access_token"`
	TokenType   string          `json:"token_type"`
	ExpiresIn   json.RawMessage `json:"expires_in"`
	Scope       string          `json:"scope"`
}

func (t *tokenWire) Check() error {
	if t.AccessToken == "" {
		return errors.New("the response has no access_token")
	}
	return rest.CheckAccessToken(t.AccessToken)
}

// lifetime reads expires_in, which the service sends as a string of seconds and
// may send as a number.
func lifetime(raw json.RawMessage) time.Duration {
	f, err := strconv.ParseFloat(strings.Trim(string(raw), "\" "), 64)
	if err != nil || !(f >= 1) {
		return defaultLifetime
	}
	if f > maxLifetime.Seconds() {
		return maxLifetime
	}
	return time.Duration(f) * time.Second
}

// splitScopes accepts commas too, which some clients send.
func splitScopes(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == ',' })
}
