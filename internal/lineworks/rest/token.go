// SPDX-License-Identifier: MPL-2.0

package rest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"
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

// Format writes [Token.String] for every verb, so that no verb shows the token.
func (t Token) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, t.String()) }

// MarshalText is [Token.String], for JSON and with it for structured logs. It does not
// take a log package along into the provider, as slog.LogValuer would.
func (t Token) MarshalText() ([]byte, error) { return []byte(t.String()), nil }

// TokenSource hands out access tokens. It is safe for use by many goroutines.
type TokenSource interface {
	// Token returns the current token, fetched at first use.
	Token(ctx context.Context) (Token, error)
	// Renew returns another token than the rejected one: a new one, unless another
	// caller has renewed it already.
	Renew(ctx context.Context, rejected Token) (Token, error)
}

// CheckAccessToken refuses a token that cannot stand in a header, such as one with the
// newline at the end of a file. It does not show the token.
func CheckAccessToken(s string) error {
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
