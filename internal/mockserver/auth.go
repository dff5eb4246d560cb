// SPDX-License-Identifier: MPL-2.0

package mockserver

import (
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver/ids"
)

const (
	grantJWT     = "urn:ietf:params:oauth:grant-type:jwt-bearer"
	grantRefresh = "refresh_token"
)

// refreshLifetime is 90 days: https://developers.worksmobile.com/en/docs/auth-oauth.
const refreshLifetime = 90 * 24 * time.Hour

// Errors of the token endpoint. Clients report the OAuth form; the statuses are
// those of RFC 6749, since the vendor's list could not be read.
const (
	oauthInvalidRequest   = "invalid_request"
	oauthInvalidClient    = "invalid_client"
	oauthInvalidGrant     = "invalid_grant"
	oauthInvalidScope     = "invalid_scope"
	oauthUnsupportedGrant = "unsupported_grant_type"
)

var authOperations = []operation{
	{base: AuthPath, method: http.MethodPost, template: "/token", handle: (*Server).issueToken},
	{base: AuthPath, method: http.MethodPost, template: "/revoke", handle: (*Server).revokeToken},
}

// token is one token, access or refresh.
type token struct {
	number  int // of an access token; 1 = first
	scopes  []string
	expires time.Time
}

type tokens struct {
	issued     int
	access     map[string]*token
	refresh    map[string]*token
	assertions map[string]bool // used ones
}

func newTokens() tokens {
	return tokens{access: map[string]*token{}, refresh: map[string]*token{}, assertions: map[string]bool{}}
}

// NewToken issues an access token behind the API's back, with the given scopes
// or, without any, with those of the app.
func (s *Server) NewToken(scopes ...string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(scopes) == 0 {
		scopes = s.opts.Credentials.Scopes
	}
	return s.addAccess(slices.Clone(scopes))
}

// RevokeTokens makes every token issued so far invalid.
func (s *Server) RevokeTokens() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.tokens.clear()
}

func (t tokens) clear() {
	clear(t.access)
	clear(t.refresh)
}

func (s *Server) addAccess(scopes []string) string {
	s.dropExpired()
	s.tokens.issued++
	text := ids.Token()
	s.tokens.access[text] = &token{
		number: s.tokens.issued, scopes: scopes, expires: s.opts.Now().Add(s.opts.TokenLifetime),
	}
	return text
}

// dropExpired bounds the memory of a server that runs for long.
func (s *Server) dropExpired() {
	now := s.opts.Now()
	expired := func(_ string, t *token) bool { return !now.Before(t.expires) }
	maps.DeleteFunc(s.tokens.access, expired)
	maps.DeleteFunc(s.tokens.refresh, expired)
}

func (s *Server) addRefresh(scopes []string) string {
	text := ids.Token()
	s.tokens.refresh[text] = &token{scopes: scopes, expires: s.opts.Now().Add(refreshLifetime)}
	return text
}

// issueToken serves both grants, which share one address:
// https://developers.worksmobile.com/en/docs/auth-jwt and auth-oauth.
func (s *Server) issueToken(c *call) response {
	grant := c.form.Get("grant_type")
	// The vendor's own Python sample sends the grant type encoded twice.
	if again, err := url.QueryUnescape(grant); err == nil {
		grant = again
	}
	if refusal := s.checkClient(c.form); refusal != nil {
		return *refusal
	}
	switch grant {
	case grantJWT:
		return s.grantAssertion(c)
	case grantRefresh:
		return s.grantRefresh(c)
	case "":
		return s.oauthError(http.StatusBadRequest, oauthInvalidRequest, "grant_type is required.")
	default:
		return s.oauthError(http.StatusBadRequest, oauthUnsupportedGrant, "grant_type is not supported.")
	}
}

func (s *Server) checkClient(form url.Values) *response {
	credentials := s.opts.Credentials
	if form.Get("client_id") == credentials.ClientID && form.Get("client_secret") == credentials.ClientSecret {
		return nil
	}
	return ptr(s.oauthError(http.StatusUnauthorized, oauthInvalidClient, "Client ID or Client Secret is wrong."))
}

func (s *Server) grantAssertion(c *call) response {
	assertion := c.form.Get("assertion")
	if assertion == "" {
		return s.oauthError(http.StatusBadRequest, oauthInvalidRequest, "assertion is required.")
	}
	if err := s.opts.Credentials.CheckAssertion(assertion, s.opts.Now(), s.quirks.assertionRules()); err != nil {
		return s.oauthError(http.StatusBadRequest, oauthInvalidGrant, "The assertion is wrong: "+err.Error()+".")
	}
	if s.quirks.RefuseReusedAssertion && s.tokens.assertions[assertion] {
		return s.oauthError(http.StatusBadRequest, oauthInvalidGrant, "The assertion was used before.")
	}
	scopes, refusal := s.checkScopes(c.form)
	if refusal != nil {
		return *refusal
	}
	s.tokens.assertions[assertion] = true
	if s.quirks.InvalidateOldTokens {
		clear(s.tokens.access)
	}
	out := s.tokenResponse(scopes)
	out["refresh_token"] = s.addRefresh(scopes)
	return respond(http.StatusOK, out)
}

// checkScopes takes scopes separated by blanks or commas: clients do both.
func (s *Server) checkScopes(form url.Values) ([]string, *response) {
	credentials := s.opts.Credentials
	wanted := strings.FieldsFunc(form.Get("scope"), func(r rune) bool { return r == ' ' || r == ',' })
	if len(wanted) == 0 {
		if s.quirks.ScopeRequired {
			return nil, ptr(s.oauthError(http.StatusBadRequest, oauthInvalidScope, "scope is required."))
		}
		return credentials.Scopes, nil
	}
	for _, scope := range wanted {
		if !slices.Contains(credentials.Scopes, scope) {
			return nil, ptr(s.oauthError(http.StatusBadRequest, oauthInvalidScope,
				"Request scope is not valid."))
		}
	}
	return wanted, nil
}

func (s *Server) grantRefresh(c *call) response {
	text := c.form.Get("refresh_token")
	old := s.tokens.refresh[text]
	if old == nil || !s.opts.Now().Before(old.expires) {
		return s.oauthError(http.StatusBadRequest, oauthInvalidGrant, "The refresh token is wrong or expired.")
	}
	out := s.tokenResponse(old.scopes)
	if s.quirks.RotateRefreshTokens {
		delete(s.tokens.refresh, text)
		out["refresh_token"] = s.addRefresh(old.scopes)
	}
	return respond(http.StatusOK, out)
}

func (s *Server) tokenResponse(scopes []string) object {
	out := object{
		"access_token": s.addAccess(scopes),
		"token_type":   "Bearer",
		"scope":        strings.Join(scopes, " "),
	}
	seconds := int64(s.opts.TokenLifetime / time.Second)
	switch s.quirks.ExpiresIn {
	case ExpiresInString:
		out["expires_in"] = strconv.FormatInt(seconds, 10)
	case ExpiresInNumber:
		out["expires_in"] = seconds
	case ExpiresInUnparsable:
		out["expires_in"] = "one day"
	}
	return out
}

// revokeToken ends the one token given. An unknown token is no error, as in
// RFC 7009; clients take any 2xx for success.
func (s *Server) revokeToken(c *call) response {
	if refusal := s.checkClient(c.form); refusal != nil {
		return *refusal
	}
	text := c.form.Get("token")
	if text == "" {
		return s.oauthError(http.StatusBadRequest, oauthInvalidRequest, "token is required.")
	}
	delete(s.tokens.access, text)
	delete(s.tokens.refresh, text)
	if s.quirks.RevokeAllTokens {
		s.tokens.clear()
	}
	return respond(http.StatusOK, nil)
}

func (s *Server) oauthError(status int, code, description string) response {
	switch s.quirks.TokenErrors {
	case TokenErrorAPI:
		return refuse(status, strings.ToUpper(code), description)
	case TokenErrorEmpty:
		return respond(status, nil)
	case TokenErrorReturnCode:
		return respond(status, object{"returnCode": "99", "returnMessage": "UnexpectedError"})
	case TokenErrorOAuth:
	}
	return respond(status, object{"error": code, "error_description": description})
}

// authenticate checks the Authorization header: the word Bearer, exactly one
// blank, the token; https://developers.worksmobile.com/en/docs/api-call.
func (s *Server) authenticate(c *call) *response {
	value, found := strings.CutPrefix(c.request.Header.Get("Authorization"), "Bearer ")
	if found && len(c.request.Header.Values("Authorization")) == 1 {
		c.token = s.tokens.access[value]
	}
	if c.token == nil || !s.opts.Now().Before(c.token.expires) {
		return ptr(refuse(http.StatusUnauthorized, codeUnauthorized, "Authentication failed"))
	}
	c.entry.Token = c.token.number
	return nil
}

// checkScope wants one of the scopes of the operation. Whether a missing scope
// gives 403 or 401 is disputed among clients; the vendor's common table says 403.
func (s *Server) checkScope(c *call) *response {
	for _, scope := range c.op.scopes {
		if slices.Contains(c.token.scopes, scope) {
			return nil
		}
	}
	if s.quirks.ScopeRefusal == ScopeRefusal401 {
		return ptr(refuse(http.StatusUnauthorized, codeUnauthorized, "The scope of the token does not cover this call."))
	}
	return ptr(refuse(http.StatusForbidden, codeForbidden, "The scope of the token does not cover this call."))
}
