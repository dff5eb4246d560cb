// SPDX-License-Identifier: MPL-2.0

package mockserver

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

const (
	grantJWT     = "urn:ietf:params:oauth:grant-type:jwt-bearer"
	grantRefresh = "refresh_token"
)

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
	s.tokens.Clear()
}

func (s *Server) addAccess(scopes []string) string {
	return s.tokens.AddAccess(scopes, s.opts.Now(), s.opts.TokenLifetime)
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
	if s.quirks.RefuseReusedAssertion && s.tokens.Used(assertion) {
		return s.oauthError(http.StatusBadRequest, oauthInvalidGrant, "The assertion was used before.")
	}
	scopes, refusal := s.checkScopes(c.form)
	if refusal != nil {
		return *refusal
	}
	s.tokens.Use(assertion)
	if s.quirks.InvalidateOldTokens {
		s.tokens.ClearAccess()
	}
	out := s.tokenResponse(scopes)
	out["refresh_token"] = s.tokens.AddRefresh(scopes, s.opts.Now())
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
	old := s.tokens.Refresh(text, s.opts.Now())
	if old == nil {
		return s.oauthError(http.StatusBadRequest, oauthInvalidGrant, "The refresh token is wrong or expired.")
	}
	out := s.tokenResponse(old.Scopes)
	if s.quirks.RotateRefreshTokens {
		s.tokens.Revoke(text)
		out["refresh_token"] = s.tokens.AddRefresh(old.Scopes, s.opts.Now())
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
	s.tokens.Revoke(text)
	if s.quirks.RevokeAllTokens {
		s.tokens.Clear()
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
		c.token = s.tokens.Access(value, s.opts.Now())
	}
	if c.token == nil {
		return ptr(refuse(http.StatusUnauthorized, codeUnauthorized, "Authentication failed"))
	}
	c.entry.Token = c.token.Number
	return nil
}

// checkScope wants one of the scopes of the operation. Whether a missing scope
// gives 403 or 401 is disputed among clients; the vendor's common table says 403.
func (s *Server) checkScope(c *call) *response {
	for _, scope := range c.op.scopes {
		if slices.Contains(c.token.Scopes, scope) {
			return nil
		}
	}
	if s.quirks.ScopeRefusal == ScopeRefusal401 {
		return ptr(refuse(http.StatusUnauthorized, codeUnauthorized, "The scope of the token does not cover this call."))
	}
	return ptr(refuse(http.StatusForbidden, codeForbidden, "The scope of the token does not cover this call."))
}
