// SPDX-License-Identifier: MPL-2.0

package lineworks

import (
	"errors"
	"sync"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/keyed"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/directory"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/recovery"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/rest"
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
	// Channels creates and reads message rooms.
	Channels *ChannelsService
	// Messages sends messages.
	Messages *MessagesService
	// Directory looks up users, groups and org units. It signs in with tokens of its own.
	Directory *directory.Service

	rest   *rest.Client
	tokens TokenSource
	// readySigner signs directory calls where the token is ready-made; see directorySigner.
	readySigner     *rest.Signer
	makeReadySigner sync.Once

	// botWrites locks one bot for a write.
	botWrites keyed.Mutex
	// Lists that readers share until a write changes them.
	domains   keyed.Cache[listKey, []DomainRegistration]
	members   keyed.Cache[listKey, memberList]
	snapshots keyed.Cache[listKey, *recovery.Snapshot]
}

// New returns a client that signs its calls with tokens of ts. It makes no
// request. All errors of the options are reported together.
func New(ts TokenSource, opts ...Option) (*Client, error) {
	if ts == nil {
		return nil, errors.New("no token source")
	}
	config := rest.Config{Tokens: ts, UserAgent: rest.DefaultUserAgent, MaxRetries: DefaultMaxRetries, Timeout: DefaultRequestTimeout}
	faults := []error{WithAPIURL(DefaultAPIURL)(&config)}
	for _, opt := range opts {
		faults = append(faults, opt(&config))
	}
	if err := errors.Join(faults...); err != nil {
		return nil, err
	}
	if config.Transport == nil {
		config.Transport = NewTransport()
	}
	return newClient(rest.NewClient(config), ts), nil
}

// Unavailable returns a client whose every call fails with err. It stands in
// where the settings are not known yet.
func Unavailable(err error) *Client {
	if err == nil {
		err = errors.New("the client is not available")
	}
	return newClient(rest.Unavailable(err), nil)
}

func newClient(r *rest.Client, ts TokenSource) *Client {
	c := &Client{rest: r, tokens: ts, snapshots: keyed.Cache[listKey, *recovery.Snapshot]{Valid: (*recovery.Snapshot).Valid}}
	c.Bots = &BotsService{client: c, creates: newTracker[Bot](opCreateBot)}
	c.PersistentMenus = &PersistentMenusService{client: c}
	c.RichMenus = &RichMenusService{client: c, defaults: make(map[string]string), creates: make(map[string]*recovery.Tracker[RichMenu])}
	c.Domains = &DomainsService{client: c}
	c.DomainMembers = &DomainMembersService{client: c}
	c.Attachments = &AttachmentsService{client: c}
	c.Channels = &ChannelsService{client: c, created: make(map[string]bool)}
	c.Messages = &MessagesService{client: c}
	c.Directory = &directory.Service{Client: r, Signer: c.directorySigner}
	return c
}

// listKey names the owner of a shared list: a bot, or a bot in a domain.
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
