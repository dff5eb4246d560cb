// SPDX-License-Identifier: MPL-2.0

package lineworks

import (
	"context"
	"net/url"
)

// issuer is a [TokenSource] that can make tokens besides the one that it hands out.
type issuer interface {
	Issue(ctx context.Context, scopes []string) (Token, error)
	Revoke(ctx context.Context, token Token) error
}

// issuer returns the token source, or [ErrNotIssuer] for a ready-made token.
func (c *Client) issuer() (issuer, error) {
	if c.unavailable != nil {
		return nil, c.unavailable
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
	return source.Issue(ctx, scopes)
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

// Issue returns a new token that the source does not keep. Without scopes it
// has those of the source.
func (s *ServiceAccountSource) Issue(ctx context.Context, scopes []string) (Token, error) {
	if len(scopes) == 0 {
		scopes = s.account.Scopes
	}
	token, _, err := s.request(ctx, scopes)
	return token, err
}

// Revoke makes a token that [ServiceAccountSource.Issue] returned invalid. Nobody
// can make a new one of its refresh token, which was dropped.
func (s *ServiceAccountSource) Revoke(ctx context.Context, token Token) error {
	if err := checkAccessToken(token.AccessToken); err != nil {
		return err
	}
	sent := s.identified(url.Values{
		"token":           {token.AccessToken},
		"token_type_hint": {"access_token"},
	}, token.AccessToken)
	r := &request{
		op: opRevokeToken, base: s.base, path: opRevokeToken.path,
		prepare: func(context.Context) (attempt, error) { return sent, nil },
	}
	ans, err := s.sender.do(ctx, r)
	if err != nil {
		return err
	}
	// An OAuth error is one whatever the status, which is documented nowhere.
	if e := newAPIError(r, ans); !isSuccess(ans.status) || e.shape == shapeOAuth {
		return e
	}
	_, err = decode[struct{}](r, ans)
	return err
}
