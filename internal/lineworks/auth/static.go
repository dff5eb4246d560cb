// SPDX-License-Identifier: MPL-2.0

package auth

import (
	"context"
	"fmt"
	"io"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/rest"
)

// Static returns a source of one ready-made token. Its expiry is not known, and it cannot
// be renewed.
func Static(accessToken string) rest.TokenSource {
	return &static{token: rest.Token{AccessToken: accessToken, TokenType: "Bearer"}}
}

type static struct{ token rest.Token }

func (s *static) Token(context.Context) (rest.Token, error) {
	if err := rest.CheckAccessToken(s.token.AccessToken); err != nil {
		return rest.Token{}, err
	}
	return s.token, nil
}

func (s *static) Renew(context.Context, rest.Token) (rest.Token, error) {
	return rest.Token{}, fmt.Errorf("the given access token was refused; it may have expired, and %w", rest.ErrNotRenewable)
}

// Format hides the token, which fmt would find in the unexported field.
func (s *static) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, s.token.String()) }
