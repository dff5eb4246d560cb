// SPDX-License-Identifier: MPL-2.0

package lineworks

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"
)

const (
	// defaultLifetime is assumed of a token when the service does not say: the
	// shorter of the two that can be set for an app.
	defaultLifetime = time.Hour
	// maxLifetime keeps a nonsensical lifetime from overflowing.
	maxLifetime = 365 * 24 * time.Hour
)

// Token is an access token.
type Token struct {
	// AccessToken is the secret itself.
	AccessToken string
	// TokenType is "Bearer".
	TokenType string
	// Scopes are those granted, as the service names them.
	Scopes []string
	// ExpiresAt is zero if it is not known.
	ExpiresAt time.Time
}

// String describes the token without showing it.
func (t Token) String() string {
	state := "empty"
	if t.AccessToken != "" {
		state = "***"
	}
	expires := "unknown"
	if !t.ExpiresAt.IsZero() {
		expires = t.ExpiresAt.UTC().Format(time.RFC3339)
	}
	return fmt.Sprintf("Token(%s, scopes: %s, expires: %s)", state, strings.Join(t.Scopes, " "), expires)
}

// GoString is [Token.String], for the verb %#v.
func (t Token) GoString() string { return t.String() }

// Format writes [Token.String] whatever the verb, so that none shows the token.
func (t Token) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, t.String()) }

// MarshalText is [Token.String], for JSON and with it for structured logs. It does not
// take a log package along into the provider, as slog.LogValuer would.
func (t Token) MarshalText() ([]byte, error) { return []byte(t.String()), nil }

// TokenSource hands out access tokens. It is safe for use by many goroutines.
type TokenSource interface {
	// Token returns the current token, fetched at first use.
	Token(ctx context.Context) (Token, error)
	// Renew returns another token than the rejected one: a new one, unless somebody
	// has renewed it already.
	Renew(ctx context.Context, rejected Token) (Token, error)
}

// StaticToken returns a source of one ready-made token. Nothing is known of its
// expiry, and it cannot be renewed.
func StaticToken(accessToken string) TokenSource {
	return &staticToken{token: Token{AccessToken: accessToken, TokenType: "Bearer"}}
}

type staticToken struct{ token Token }

func (s *staticToken) Token(context.Context) (Token, error) {
	if err := checkAccessToken(s.token.AccessToken); err != nil {
		return Token{}, err
	}
	return s.token, nil
}

func (s *staticToken) Renew(context.Context, Token) (Token, error) {
	return Token{}, errors.New("the given access token was refused; it may have expired, and a ready-made token cannot be renewed")
}

// Format hides the token, which fmt would find in the unexported field.
func (s *staticToken) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, s.token.String()) }

// checkAccessToken refuses what cannot stand in a header, such as the newline at
// the end of a file. It does not show the token.
func checkAccessToken(s string) error {
	if s == "" {
		return errors.New("the access token is empty")
	}
	for i := range len(s) {
		switch c := s[i]; {
		case c == '\n' || c == '\r':
			return errors.New("the access token holds a line break")
		case c == ' ' || c == '\t':
			return errors.New("the access token holds a blank")
		case c < ' ' || c > '~':
			return errors.New("the access token holds a character that cannot stand in a header")
		}
	}
	return nil
}

// tokenWire is the answer to a token request.
type tokenWire struct {
	AccessToken string          `json:"access_token"`
	TokenType   string          `json:"token_type"`
	ExpiresIn   json.RawMessage `json:"expires_in"`
	Scope       string          `json:"scope"`
}

func (t *tokenWire) check() error {
	if t.AccessToken == "" {
		return errors.New("the answer has no access_token")
	}
	return checkAccessToken(t.AccessToken)
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
