// SPDX-License-Identifier: MPL-2.0

package lineworks

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/keyed"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/ratelimit"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/recovery"
)

const (
	// DefaultAPIURL is the base of all API paths.
	// See https://developers.worksmobile.com/en/docs/api-call.
	DefaultAPIURL = "https://www.worksapis.com/v1.0"

	// DefaultAuthURL is the base of the token endpoint.
	// See https://developers.worksmobile.com/en/docs/auth-jwt.
	DefaultAuthURL = "https://auth.worksmobile.com/oauth2/v2.0"

	// DefaultMaxRetries is how often one call is repeated at most after a failure.
	DefaultMaxRetries = 4

	// DefaultRequestTimeout bounds one attempt of a call, its answer included.
	DefaultRequestTimeout = 30 * time.Second

	// defaultUserAgent is sent when the caller names none.
	defaultUserAgent = "terraform-provider-lineworks"
)

// Client calls the API. It is safe for use by many goroutines, and meant to be
// shared: the token, the locks and the idle connections are one for each client.
type Client struct {
	// Bots manages bots.
	Bots *BotsService
	// PersistentMenus manages the fixed menu of a bot.
	PersistentMenus *PersistentMenusService
	// RichMenus manages the rich menus of a bot, and who sees which.
	RichMenus *RichMenusService
	// Domains manages the domains to which a bot is registered.
	Domains *DomainsService
	// DomainMembers manages who may use a bot in a domain.
	DomainMembers *DomainMembersService
	// Attachments uploads files.
	Attachments *AttachmentsService
	// Channels makes and reads message rooms.
	Channels *ChannelsService
	// Messages sends messages.
	Messages *MessagesService

	base        endpoint
	sender      *sender
	tokens      TokenSource
	unavailable error

	// botWrites locks one bot for a write.
	botWrites keyed.Mutex
	// Lists that readers share until a write changes them.
	domains   keyed.Cache[listKey, []DomainRegistration]
	members   keyed.Cache[listKey, memberList]
	snapshots keyed.Cache[listKey, *recovery.Snapshot]
}

// New returns a client that signs its calls with tokens of ts. It makes no
// request. All faults of the options are reported together.
func New(ts TokenSource, opts ...Option) (*Client, error) {
	if ts == nil {
		return nil, errors.New("no token source")
	}
	o := options{
		apiURL:     DefaultAPIURL,
		userAgent:  defaultUserAgent,
		maxRetries: DefaultMaxRetries,
		timeout:    DefaultRequestTimeout,
	}
	var faults []error
	for _, opt := range opts {
		faults = append(faults, opt(&o))
	}
	if err := errors.Join(faults...); err != nil {
		return nil, err
	}
	base, err := newEndpoint(o.apiURL)
	if err != nil {
		return nil, err
	}
	if o.transport == nil {
		o.transport = NewTransport()
	}
	c := newClient()
	c.base = base
	c.tokens = ts
	c.sender = &sender{
		transport:  o.transport,
		userAgent:  o.userAgent,
		maxRetries: o.maxRetries,
		timeout:    o.timeout,
		clock:      systemClock(),
		notice:     o.notice,
		limiter:    ratelimit.New(o.notice),
	}
	return c, nil
}

// Unavailable returns a client whose every call fails with err. It stands in
// where the settings are not known yet.
func Unavailable(err error) *Client {
	if err == nil {
		err = errors.New("the client is not available")
	}
	c := newClient()
	c.unavailable = err
	return c
}

func newClient() *Client {
	c := &Client{snapshots: keyed.Cache[listKey, *recovery.Snapshot]{Valid: (*recovery.Snapshot).Valid}}
	c.Bots = &BotsService{client: c, creates: newTracker[Bot]()}
	c.PersistentMenus = &PersistentMenusService{client: c}
	c.RichMenus = &RichMenusService{client: c, defaults: make(map[string]string), creates: make(map[string]*recovery.Tracker[RichMenu])}
	c.Domains = &DomainsService{client: c}
	c.DomainMembers = &DomainMembersService{client: c}
	c.Attachments = &AttachmentsService{client: c}
	c.Channels = &ChannelsService{client: c}
	c.Messages = &MessagesService{client: c}
	return c
}

// Token returns the access token that all calls of this client share, fetched
// if there is none yet.
func (c *Client) Token(ctx context.Context) (Token, error) {
	if c.unavailable != nil {
		return Token{}, c.unavailable
	}
	return c.tokens.Token(ctx)
}

// endpoint is a validated base URL.
type endpoint struct {
	url  string // without a slash at the end
	host string
	path string
}

func newEndpoint(raw string) (endpoint, error) {
	if err := ValidateURL(raw); err != nil {
		return endpoint{}, err
	}
	u, err := url.Parse(raw)
	if err != nil {
		return endpoint{}, errors.New("not a URL")
	}
	return endpoint{
		url:  strings.TrimRight(raw, "/"),
		host: u.Host,
		path: strings.TrimRight(u.EscapedPath(), "/"),
	}, nil
}

// Option changes a client that [New] makes.
type Option func(*options) error

type options struct {
	apiURL     string
	transport  http.RoundTripper
	userAgent  string
	maxRetries int
	timeout    time.Duration
	notice     WaitNotice
}

// WithAPIURL sets the base of all API paths, [DefaultAPIURL] otherwise. It must
// pass [ValidateURL].
func WithAPIURL(u string) Option {
	return func(o *options) error {
		if err := ValidateURL(u); err != nil {
			return fmt.Errorf("API URL: %w", err)
		}
		o.apiURL = u
		return nil
	}
}

// WithTransport sets what sends the requests, [NewTransport] otherwise.
func WithTransport(rt http.RoundTripper) Option {
	return func(o *options) error {
		if rt == nil {
			return errors.New("transport: nil")
		}
		o.transport = rt
		return nil
	}
}

// WithUserAgent sets the User-Agent header of every request.
func WithUserAgent(s string) Option {
	return func(o *options) error {
		if err := checkUserAgent(s); err != nil {
			return err
		}
		o.userAgent = s
		return nil
	}
}

// WithMaxRetries sets how often a call is repeated at most after a failure,
// [DefaultMaxRetries] otherwise; 0 means never. Renewing the token after a 401 does
// not count, nor does a call that the service refuses with 429: it waits for its
// turn, and fails only if the service asks to wait for more than ten minutes, or has
// let none of the operation's calls through for ten minutes.
func WithMaxRetries(n int) Option {
	return func(o *options) error {
		if n < 0 {
			return fmt.Errorf("retries: %d is below 0", n)
		}
		o.maxRetries = n
		return nil
	}
}

// WithRequestTimeout bounds one attempt of a call, its answer included,
// [DefaultRequestTimeout] otherwise. Waiting between attempts does not count.
func WithRequestTimeout(d time.Duration) Option {
	return func(o *options) error {
		if d <= 0 {
			return fmt.Errorf("request timeout: %v is not above 0", d)
		}
		o.timeout = d
		return nil
	}
}

func checkUserAgent(s string) error {
	if s == "" {
		return errors.New("user agent: empty")
	}
	for _, r := range s {
		if r < ' ' || r > '~' {
			return fmt.Errorf("user agent: %q cannot stand in a header", r)
		}
	}
	return nil
}

// listKey says what a shared list belongs to: a bot, or a bot in a domain.
type listKey struct{ botID, domainID string }

// forget drops the lists of a bot. Every write that may change a list calls one of the
// forget methods when it ends, whether it succeeded or not: a list that was begun earlier may
// not show the write.
func (c *Client) forget(botID string) {
	ofBot := func(key listKey) bool { return key.botID == botID }
	c.domains.ForgetFunc(ofBot)
	c.members.ForgetFunc(ofBot)
}

// forgetDomain drops the lists that the registration of a bot to a domain is in, or decides
// about.
func (c *Client) forgetDomain(botID, domainID string) {
	c.domains.Forget(listKey{botID: botID})
	c.forgetMembers(botID, domainID)
}

// forgetMembers drops the list of the members of a bot in a domain.
func (c *Client) forgetMembers(botID, domainID string) {
	c.members.Forget(listKey{botID, domainID})
}
