// SPDX-License-Identifier: MPL-2.0

package auth

import (
	"context"
	"crypto/rsa"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/rest"
)

const (
	// DefaultURL is the base of the token endpoint.
	// See https://developers.worksmobile.com/en/docs/auth-jwt.
	DefaultURL = "https://auth.worksmobile.com/oauth2/v2.0"
)

// ServiceAccount holds the credentials of a service account. See
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
	// DirectoryScopes are those that [ServiceAccountSource.Directory] asks for; none means
	// the scopes that it is called with.
	DirectoryScopes []string
	// AuthURL is the base of the token endpoint; empty means [DefaultURL].
	AuthURL string
	// Transport sends the requests; nil means [rest.NewTransport].
	Transport http.RoundTripper
	// UserAgent is the header of that name; empty means [rest.DefaultUserAgent].
	UserAgent string
	// MaxRetries is how often a token request is retried at most after a failure; 0
	// means never.
	MaxRetries int
	// RequestTimeout bounds one attempt; 0 means [rest.DefaultTimeout].
	RequestTimeout time.Duration
	// WaitNotice is called at the beginning of each wait; it may be nil.
	WaitNotice func(context.Context, rest.Wait)
}

// String names the account, without its secrets.
func (a ServiceAccount) String() string {
	return fmt.Sprintf("ServiceAccount(%s, client: %s)", a.ServiceAccount, a.ClientID)
}

// GoString is [ServiceAccount.String], for the verb %#v.
func (a ServiceAccount) GoString() string { return a.String() }

// Format writes [ServiceAccount.String] for every verb.
func (a ServiceAccount) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, a.String()) }

// MarshalText is [ServiceAccount.String], for JSON and with it for structured logs. It does not
// take a log package along into the provider, as slog.LogValuer would.
func (a ServiceAccount) MarshalText() ([]byte, error) { return []byte(a.String()), nil }

// ServiceAccountSource is a [rest.TokenSource] that signs in as a service account. The
// refresh token that comes with an access token is dropped: signing in again does
// the same.
type ServiceAccountSource struct {
	account ServiceAccount
	client  *rest.Client

	firstLife uint32        // how many seconds less than the longest the first assertion lives
	signed    atomic.Uint32 // assertions
	accepted  atomic.Bool   // a token was issued
	first     chan struct{} // held by the only request until then
	own       *tokens       // with the scopes of the account
	mu        sync.Mutex
	directory map[string]*rest.Signer // by scopes
	// refusal is the last one. It stands for the life of the source: 300 bots would sign in
	// 300 times with credentials that do not get better in a run. nil: none
	refusal *rest.SignInError
}

// NewServiceAccountSource checks the settings and returns a source. It makes no
// request. The error names all missing settings.
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
		cfg.AuthURL = DefaultURL
	}
	base, err := rest.ParseURL(cfg.AuthURL)
	if err != nil {
		faults = append(faults, fmt.Errorf("auth URL: %w", err))
	}
	if cfg.UserAgent == "" {
		cfg.UserAgent = rest.DefaultUserAgent
	}
	faults = append(faults, rest.CheckUserAgent(cfg.UserAgent))
	if cfg.MaxRetries < 0 || cfg.RequestTimeout < 0 {
		faults = append(faults, errors.New("retries and request timeout must not be below 0"))
	}
	if err := errors.Join(faults...); err != nil {
		return nil, err
	}
	if cfg.RequestTimeout == 0 {
		cfg.RequestTimeout = rest.DefaultTimeout
	}
	if cfg.Transport == nil {
		cfg.Transport = rest.NewTransport()
	}
	s := &ServiceAccountSource{
		account: cfg,
		client: rest.NewClient(rest.Config{
			Base: base, Transport: cfg.Transport, UserAgent: cfg.UserAgent,
			MaxRetries: cfg.MaxRetries, Timeout: cfg.RequestTimeout, Notify: cfg.WaitNotice,
		}),
		first:     make(chan struct{}, 1),
		firstLife: rand.Uint32N(uint32(assertionSpread / time.Second)), //nolint:gosec // it makes assertions differ, and is no secret
		directory: make(map[string]*rest.Signer),
	}
	s.own = &tokens{source: s, scopes: cfg.Scopes}
	return s, nil
}

// Format hides the secrets, which fmt would find in the unexported fields.
func (s *ServiceAccountSource) Format(f fmt.State, _ rune) {
	_, _ = io.WriteString(f, s.account.String())
}

// Token returns the current token, or a new one shortly before that expires.
// Callers at the same time share one token request; the end of one caller's
// context ends only that caller's waiting. After a refusal that is definite, no request
// is made again: the same [rest.SignInError] is returned.
func (s *ServiceAccountSource) Token(ctx context.Context) (rest.Token, error) {
	return s.own.Token(ctx)
}

// Renew returns another token than the rejected one.
func (s *ServiceAccountSource) Renew(ctx context.Context, rejected rest.Token) (rest.Token, error) {
	return s.own.Renew(ctx, rejected)
}

// Directory returns the signer of directory calls that need the scopes. Its tokens are not those
// of the source: a token request that names one scope which the app lacks is refused as a whole.
// The DirectoryScopes of the account take the place of scopes. The same scopes have the same
// signer, and so one token.
func (s *ServiceAccountSource) Directory(scopes []string) *rest.Signer {
	if len(s.account.DirectoryScopes) > 0 {
		scopes = s.account.DirectoryScopes
	}
	key := strings.Join(scopes, " ")
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.directory[key] == nil {
		s.directory[key] = rest.NewSigner(&tokens{source: s, scopes: slices.Clone(scopes)})
	}
	return s.directory[key]
}

// definite makes a [rest.SignInError] of the error of a token request if the same
// credentials will be refused again. Source of the codes: RFC 6749, section 5.2.
func definite(err error, scopes []string) error {
	var e *rest.APIError
	if !errors.As(err, &e) {
		return err
	}
	refused := false
	switch {
	case e.IsOAuth():
		known := []string{"invalid_client", "invalid_grant", rest.InvalidScope, "unauthorized_client"}
		refused = slices.Contains(known, e.Code) && e.StatusCode != http.StatusTooManyRequests && e.StatusCode < http.StatusInternalServerError
	case errors.Is(err, rest.ErrNotAPI):
	case e.StatusCode == http.StatusUnauthorized:
		refused = true
	case e.StatusCode == http.StatusBadRequest, e.StatusCode == http.StatusForbidden:
		refused = e.Code != "" // other shapes of the authorization server do not name the reason
	}
	if !refused {
		return err
	}
	return &rest.SignInError{Response: e, Scopes: scopes}
}
