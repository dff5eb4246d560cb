// SPDX-License-Identifier: MPL-2.0

package lineworks

import (
	"context"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/auth"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/rest"
)

type (
	// Token is an access token.
	Token = rest.Token
	// TokenSource hands out access tokens. It is safe for use by many goroutines.
	TokenSource = rest.TokenSource
	// ServiceAccount holds the credentials of a service account.
	ServiceAccount = auth.ServiceAccount
	// ServiceAccountSource is a [TokenSource] that signs in as a service account.
	ServiceAccountSource = auth.ServiceAccountSource
)

var (
	// NewServiceAccountSource checks the settings and returns a source. It makes no
	// request. The error names the missing ones.
	NewServiceAccountSource = auth.NewServiceAccountSource
	// StaticToken returns a source of one ready-made token. Its expiry is not known, and it
	// cannot be renewed.
	StaticToken = auth.Static
	// ParsePrivateKey reads the private key of a service account, in any form in which a
	// file, a shell or an environment variable may hold it.
	ParsePrivateKey = auth.ParsePrivateKey
)

// Token returns the access token that all calls of this client share, fetched
// if there is none yet.
func (c *Client) Token(ctx context.Context) (Token, error) {
	if err := c.rest.Err(); err != nil {
		return Token{}, err
	}
	token, err := c.tokens.Token(ctx)
	return token, c.rest.ShareReport(err)
}

// issuer is a [TokenSource] that can make tokens besides the one that it hands out.
type issuer interface {
	Issue(ctx context.Context, scopes []string) (Token, error)
	Revoke(ctx context.Context, token Token) error
}

// issuer returns the token source, or [ErrNotIssuer] for a ready-made token.
func (c *Client) issuer() (issuer, error) {
	if err := c.rest.Err(); err != nil {
		return nil, err
	}
	source, ok := c.tokens.(issuer)
	if !ok {
		return nil, ErrNotIssuer
	}
	return source, nil
}

// IssueToken returns a token of its own, which no call of this client uses.
// Without scopes it has those of the token source. It fails with [ErrNotIssuer]
// if the client works with a ready-made token.
//
// API: https://developers.worksmobile.com/en/docs/auth-jwt
func (c *Client) IssueToken(ctx context.Context, scopes []string) (Token, error) {
	source, err := c.issuer()
	if err != nil {
		return Token{}, err
	}
	token, err := source.Issue(ctx, scopes)
	return token, c.rest.ShareReport(err)
}

// RevokeToken makes a token that [Client.IssueToken] returned invalid. Whether the
// service ends other tokens of the account along with it is not documented; if it
// does, the client's own token is renewed at the next call. It fails with
// [ErrNotIssuer] if the client works with a ready-made token.
//
// API: https://developers.worksmobile.com/en/docs/auth-oauth
func (c *Client) RevokeToken(ctx context.Context, token Token) error {
	source, err := c.issuer()
	if err != nil {
		return err
	}
	return source.Revoke(ctx, token)
}

// directorySigner returns how directory calls are signed that need certain scopes. A
// ready-made token signs them as it is.
func (c *Client) directorySigner(scopes []string) *rest.Signer {
	if account, ok := c.tokens.(*ServiceAccountSource); ok {
		return account.Directory(scopes)
	}
	c.makeReadySigner.Do(func() { c.readySigner = rest.NewSigner(c.tokens) })
	return c.readySigner
}
