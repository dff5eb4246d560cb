// SPDX-License-Identifier: MPL-2.0

package lineworks

import (
	"context"
	"crypto/rsa"
	"errors"
	"fmt"
	"io"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/sync/singleflight"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/ratelimit"
)

const (
	// renewBefore is how long before its expiry a token is replaced.
	renewBefore = time.Minute
	// refusalStands is for how long a refused sign-in is not tried again: with the
	// wrong credentials, 300 bots would be 300 of them.
	refusalStands = time.Minute
)

// ServiceAccount is what a service account signs in with. See
// https://developers.worksmobile.com/en/docs/auth-jwt.
type ServiceAccount struct {
	// ClientID and ClientSecret are those of the app.
	ClientID, ClientSecret string
	// ServiceAccount is the id of the account, which ends with "serviceaccount@"
	// and a domain.
	ServiceAccount string
	// PrivateKey is the key that was issued for the account. See [ParsePrivateKey].
	PrivateKey *rsa.PrivateKey
	// Scopes are those to ask for; none means "bot", which covers all of the bot API.
	Scopes []string
	// AuthURL is the base of the token endpoint; empty means [DefaultAuthURL].
	AuthURL string
	// Transport sends the requests; nil means [NewTransport].
	Transport http.RoundTripper
	// UserAgent is the header of that name; empty means a default.
	UserAgent string
	// MaxRetries is how often a token request is repeated at most after a failure; 0
	// means never. See [WithMaxRetries].
	MaxRetries int
	// RequestTimeout bounds one attempt; 0 means [DefaultRequestTimeout].
	RequestTimeout time.Duration
	// WaitNotice is told of each wait; nil means nobody.
	WaitNotice WaitNotice
}

// String names the account, without its secrets.
func (a ServiceAccount) String() string {
	return fmt.Sprintf("ServiceAccount(%s, client: %s)", a.ServiceAccount, a.ClientID)
}

// GoString is [ServiceAccount.String], for the verb %#v.
func (a ServiceAccount) GoString() string { return a.String() }

// Format writes [ServiceAccount.String] whatever the verb.
func (a ServiceAccount) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, a.String()) }

// MarshalText is [ServiceAccount.String], for JSON and with it for structured logs. It does not
// take a log package along into the provider, as slog.LogValuer would.
func (a ServiceAccount) MarshalText() ([]byte, error) { return []byte(a.String()), nil }

// ServiceAccountSource is a [TokenSource] that signs in as a service account. The
// refresh token that comes with an access token is dropped: signing in again does
// the same.
type ServiceAccountSource struct {
	account ServiceAccount
	base    endpoint
	sender  *sender

	firstLife uint32        // how many seconds less than the longest the first assertion lives
	signed    atomic.Uint32 // assertions
	flights   singleflight.Group
	mu        sync.Mutex
	current   Token // empty: none
	renewAt   time.Time
	refusal   error // of the last sign-in, which stands until refusedTo; nil: none
	refusedTo time.Time
}

// NewServiceAccountSource checks the settings and returns a source. It makes no
// request. The error names what is missing.
func NewServiceAccountSource(cfg ServiceAccount) (*ServiceAccountSource, error) {
	var faults []error
	for _, setting := range []struct {
		name    string
		missing bool
	}{
		{"client ID", cfg.ClientID == ""},
		{"client secret", cfg.ClientSecret == ""},
		{"service account", cfg.ServiceAccount == ""},
		{"private key", cfg.PrivateKey == nil},
	} {
		if setting.missing {
			faults = append(faults, fmt.Errorf("%s: missing", setting.name))
		}
	}
	if len(cfg.Scopes) == 0 {
		cfg.Scopes = []string{"bot"}
	}
	if cfg.AuthURL == "" {
		cfg.AuthURL = DefaultAuthURL
	}
	base, err := newEndpoint(cfg.AuthURL)
	if err != nil {
		faults = append(faults, fmt.Errorf("auth URL: %w", err))
	}
	if cfg.UserAgent == "" {
		cfg.UserAgent = defaultUserAgent
	}
	faults = append(faults, checkUserAgent(cfg.UserAgent))
	if cfg.MaxRetries < 0 || cfg.RequestTimeout < 0 {
		faults = append(faults, errors.New("retries and request timeout must not be below 0"))
	}
	if err := errors.Join(faults...); err != nil {
		return nil, err
	}
	if cfg.RequestTimeout == 0 {
		cfg.RequestTimeout = DefaultRequestTimeout
	}
	if cfg.Transport == nil {
		cfg.Transport = NewTransport()
	}
	ticker := systemClock()
	return &ServiceAccountSource{
		account: cfg, base: base,
		sender: &sender{
			transport: cfg.Transport, userAgent: cfg.UserAgent, maxRetries: cfg.MaxRetries,
			timeout: cfg.RequestTimeout, clock: ticker, notice: cfg.WaitNotice, limiter: ratelimit.New(cfg.WaitNotice),
		},
		firstLife: uint32(ticker.jitter() * assertionSpread.Seconds()),
	}, nil
}

// Format hides what fmt would find in the unexported fields.
func (s *ServiceAccountSource) Format(f fmt.State, _ rune) {
	_, _ = io.WriteString(f, s.account.String())
}

// Token returns the current token, or a new one shortly before that expires.
// Callers at the same time share one token request; the end of one caller's
// context ends only that caller's waiting. What the authorization server refuses
// stands for a minute.
func (s *ServiceAccountSource) Token(ctx context.Context) (Token, error) {
	if err := ctx.Err(); err != nil {
		return Token{}, err
	}
	if token, ok, err := s.cached(); ok {
		return token, err
	}
	detached := context.WithoutCancel(ctx)
	flight := s.flights.DoChan("", func() (any, error) {
		return s.cachedOrFetched(detached)
	})
	select {
	case landed := <-flight:
		token, _ := landed.Val.(Token)
		return token, landed.Err
	case <-ctx.Done():
		return Token{}, ctx.Err()
	}
}

// Renew returns another token than the rejected one.
func (s *ServiceAccountSource) Renew(ctx context.Context, rejected Token) (Token, error) {
	s.mu.Lock()
	if s.current.AccessToken == rejected.AccessToken {
		s.current = Token{}
	}
	s.mu.Unlock()
	return s.Token(ctx)
}

// cached returns what needs no request: the token, or the refusal that still stands.
func (s *ServiceAccountSource) cached() (token Token, ok bool, refusal error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.sender.clock.now()
	switch {
	case s.current.AccessToken != "" && now.Before(s.renewAt):
		return s.current, true, nil
	case s.refusal != nil && now.Before(s.refusedTo):
		return Token{}, true, s.refusal
	}
	return Token{}, false, nil
}

// cachedOrFetched looks once more before it asks for a token: another caller's request
// may have ended since the look in [ServiceAccountSource.Token].
func (s *ServiceAccountSource) cachedOrFetched(ctx context.Context) (Token, error) {
	if token, ok, err := s.cached(); ok {
		return token, err
	}
	return s.fetch(ctx)
}

func (s *ServiceAccountSource) fetch(ctx context.Context) (Token, error) {
	token, renewAt, err := s.request(ctx, s.account.Scopes)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.refusal = nil
	var answered *APIError
	switch {
	case err == nil:
		s.current, s.renewAt = token, renewAt
	case errors.As(err, &answered) && answered.refusesSignIn():
		s.refusal, s.refusedTo = err, s.sender.clock.now().Add(refusalStands)
	}
	return token, err
}

// refusesSignIn reports whether the same credentials will be refused again. Source of
// the codes: RFC 6749, section 5.2.
func (e *APIError) refusesSignIn() bool {
	switch e.Code {
	case "invalid_client", "invalid_grant", "invalid_scope", "unauthorized_client":
		return e.shape == shapeOAuth && e.StatusCode != http.StatusTooManyRequests && e.StatusCode < http.StatusInternalServerError
	}
	return false
}

// request asks for a token and tells when to replace it.
func (s *ServiceAccountSource) request(ctx context.Context, scopes []string) (Token, time.Time, error) {
	var asked time.Time // the lifetime counts from before the request
	prepare := func(context.Context) (attempt, error) {
		asked = s.sender.clock.now()
		return s.form(asked, scopes)
	}
	r := &request{op: opIssueToken, base: s.base, path: opIssueToken.path, prepare: prepare}
	ans, err := s.sender.do(ctx, r)
	if err != nil {
		return Token{}, time.Time{}, err
	}
	if !isSuccess(ans.status) {
		return Token{}, time.Time{}, newAPIError(r, ans)
	}
	out, err := decode[tokenWire](r, ans)
	if err != nil {
		// An OAuth error is one whatever the status, which is documented nowhere.
		if e := newAPIError(r, ans); e.shape == shapeOAuth {
			return Token{}, time.Time{}, e
		}
		return Token{}, time.Time{}, err
	}
	life := lifetime(out.ExpiresIn)
	token := Token{AccessToken: out.AccessToken, TokenType: out.TokenType, Scopes: splitScopes(out.Scope), ExpiresAt: asked.Add(life)}
	if token.TokenType == "" {
		token.TokenType = "Bearer"
	}
	if len(token.Scopes) == 0 {
		token.Scopes = append([]string(nil), scopes...)
	}
	return token, token.ExpiresAt.Add(-min(renewBefore, life/2)), nil
}
