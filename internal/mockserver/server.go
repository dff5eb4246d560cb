// SPDX-License-Identifier: MPL-2.0

package mockserver

import (
	"context"
	"io"
	"net/http"
	"sync"
	"time"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver/app"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver/directory"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver/files"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver/rate"
)

// The three bases below the one listener. The vendor serves them from three
// hosts: https://www.worksapis.com, https://auth.worksmobile.com and a storage
// host that only responses of the API name. The first two paths are the vendor's
// own, the third is the mock's.
const (
	// APIPath is the path of the API base: listener + APIPath.
	APIPath = "/v1.0"
	// AuthPath is the path of the auth base: listener + AuthPath.
	AuthPath = "/oauth2/v2.0"
	// StoragePath is the path of the storage base: StorageURL + StoragePath.
	StoragePath = "/storage"
)

// maxBody is the size of a request body that is read, in bytes; an upload may be
// larger by the size of a file.
const maxBody = 4 << 20

// Credentials are the credentials of an app.
type Credentials = app.Credentials

// NewCredentials returns an app with a fresh key and random ids in the form of the
// real ones. It fails when the system has no randomness.
func NewCredentials() (*Credentials, error) { return app.New() }

// NewCredentialsWithKey returns an app with random ids and the given key, a PEM in
// PKCS#8. It fails when the text is no such key.
func NewCredentialsWithKey(privateKeyPEM []byte) (*Credentials, error) {
	return app.WithKey(privateKeyPEM)
}

// Options says how a Server behaves. The zero value is a server with fresh
// credentials, no rate limit, and each switch in its default.
type Options struct {
	// Credentials is the one app that the server knows; nil makes a fresh one.
	Credentials *Credentials
	// Quirks are the positions of the switches.
	Quirks Quirks
	// Domains are the domains of the tenant; empty means that every domain
	// belongs to it.
	Domains []int64
	// MaxPageSize caps the query parameter count; 0 = 100, the documented
	// maximum. Small values make every list cross a page.
	MaxPageSize int
	// MaxBots is the number of bots in a tenant; 0 = 300, as documented at
	// https://developers.worksmobile.com/en/docs/bot-create.
	MaxBots int
	// MaxRichMenus is the number of rich menus of a bot; 0 = 1000, as documented
	// at https://developers.worksmobile.com/en/docs/bot-richmenu-create.
	MaxRichMenus int
	// MaxFileSize is the size of an uploaded file, in bytes; 0 = 20 MiB. The
	// service has a limit that each tenant sets, see
	// https://developers.worksmobile.com/en/docs/bot-attachment-create.
	MaxFileSize int
	// BlockedExtensions are the file extensions, such as exe, that a message must
	// not send; nil = the vendor's list, empty = none. Each tenant may have its own,
	// see https://developers.worksmobile.com/en/docs/bot-send-file.
	BlockedExtensions []string
	// StorageURL is scheme and host of the storage addresses that the API hands
	// out; "" = those of the request. A listener of its own, with the same Server
	// behind it, puts them on another host, as the service does.
	StorageURL string
	// RateLimit is the number of calls of one operation in one window; 0 means
	// no limit and no rate headers. See https://developers.worksmobile.com/en/docs/rate-limits.
	RateLimit int
	// RateWindow is the length of a window; 0 = 1 minute.
	RateWindow time.Duration
	// Latency passes before each request is carried out.
	Latency time.Duration
	// TokenLifetime is the life of an access token; 0 = 24 h. The vendor's
	// console offers 1 h and 24 h, see https://developers.worksmobile.com/en/docs/auth.
	TokenLifetime time.Duration
	// Now is the clock; nil = time.Now.
	Now func() time.Time
	// OnUnknown is called for a path or a method that the server does not know,
	// before it responds with 404 NOT_FOUND "Api not exists". A test fails in it.
	OnUnknown func(*http.Request)
	// OnRequest is called with the log entry of each request that has ended, before
	// its client can see that.
	OnRequest func(Request)
	// KeepRequests is how many entries the request log holds; 0 = all of them.
	KeepRequests int
	// KeepMessages is how many messages Messages returns; 0 = all of them.
	KeepMessages int
	// KeepFiles is how many bytes of sent files are kept; the oldest are forgotten first.
	// 0 = all of them.
	KeepFiles int
}

// Bounded returns the options of a server that runs for long: its memory is bounded.
func Bounded() Options {
	return Options{KeepRequests: 1000, KeepMessages: 1000, KeepFiles: 256 << 20}
}

func (o *Options) fill() error {
	if o.Credentials == nil {
		fresh, err := NewCredentials()
		if err != nil {
			return err
		}
		o.Credentials = fresh
	}
	o.MaxPageSize = orInt(o.MaxPageSize, maxCount)
	o.MaxBots = orInt(o.MaxBots, 300)
	o.MaxRichMenus = orInt(o.MaxRichMenus, 1000)
	o.MaxFileSize = orInt(o.MaxFileSize, 20<<20)
	if o.BlockedExtensions == nil {
		o.BlockedExtensions = blockedExtensions
	}
	if o.RateWindow == 0 {
		o.RateWindow = time.Minute
	}
	if o.TokenLifetime == 0 {
		o.TokenLifetime = 24 * time.Hour
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	return nil
}

func orInt(value, fallback int) int {
	if value == 0 {
		return fallback
	}
	return value
}

// Server is the imitation. It is an http.Handler that serves all bases, and
// safe for concurrent use.
type Server struct {
	opts Options

	// mu guards everything below. Requests are carried out one at a time under
	// it; latency and delays pass outside.
	mu        sync.Mutex
	quirks    Quirks
	tokens    *app.Tokens
	directory *directory.Directory
	bots      map[int64]*botState
	nextBot   int64
	nextMenu  int64
	photos    int
	files     *files.Store
	gone      map[string]bool
	messages  []Message
	taken     int // messages
	windows   rate.Windows
	faults    []*Fault
	log       []*Request
	timelines map[int64][]Moment
	busy      map[int64][]*call // writes under way
	overlaps  overlapCount
}

// New makes a server without bots. It fails when the credentials are
// incomplete or no key can be made.
func New(opts Options) (*Server, error) {
	if err := opts.fill(); err != nil {
		return nil, err
	}
	credentials, err := opts.Credentials.Complete()
	if err != nil {
		return nil, err
	}
	opts.Credentials = credentials
	s := &Server{
		opts:      opts,
		quirks:    opts.Quirks,
		tokens:    app.NewTokens(),
		bots:      map[int64]*botState{},
		nextBot:   firstBotID,
		nextMenu:  firstRichMenuID,
		files:     files.New(opts.Now, opts.KeepFiles),
		gone:      map[string]bool{},
		windows:   rate.Windows{},
		timelines: map[int64][]Moment{},
		busy:      map[int64][]*call{},
	}
	return s, s.storeDirectory(&directory.Content{}, opts.Domains)
}

// Credentials returns a copy of the credentials of the one app.
func (s *Server) Credentials() *Credentials {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.opts.Credentials.Clone()
}

// Quirks returns the positions of the switches.
func (s *Server) Quirks() Quirks {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.quirks
}

// SetQuirks changes the positions for later requests.
func (s *Server) SetQuirks(q Quirks) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.quirks = q
}

// SetStorageURL changes Options.StorageURL for later addresses: a second
// listener is often started after the Server that it serves.
func (s *Server) SetStorageURL(address string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.opts.StorageURL = address
}

// with calls change under the lock, and reports whether there is such a bot.
func (s *Server) with(botID int64, change func(*botState)) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	state := s.bots[botID]
	if state == nil {
		return false
	}
	change(state)
	return true
}

// ServeHTTP serves all bases.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	c := newCall(r)
	raw, err := io.ReadAll(http.MaxBytesReader(w, r.Body, s.bodyLimit(c)))
	c.raw, c.tooLong = raw, err != nil
	fault := s.arrive(c)
	defer s.end(c, 0) // for a request that ends without a response

	if c.op == nil && s.opts.OnUnknown != nil {
		s.opts.OnUnknown(r)
	}
	if !pause(r.Context(), s.opts.Latency, nil) {
		c.abandoned = true
		return
	}
	if fault == nil {
		s.finish(w, c, s.perform(c))
		return
	}
	s.serveFault(r.Context(), w, c, fault)
}

func (s *Server) bodyLimit(c *call) int64 {
	if c.op != nil && c.op.base == StoragePath {
		return maxBody + int64(s.opts.MaxFileSize)
	}
	return maxBody
}

// perform carries the request out.
func (s *Server) perform(c *call) response {
	s.mu.Lock()
	defer s.mu.Unlock()
	if c.op == nil {
		return refuse(http.StatusNotFound, codeNotFound, "Api not exists")
	}
	switch c.op.base {
	case AuthPath:
		return c.op.handle(s, c)
	case StoragePath:
		return s.performStorage(c)
	default:
		return s.performAPI(c)
	}
}

func (s *Server) performAPI(c *call) response {
	defer s.noteMoment(c)
	rate, refusal := s.admit(c)
	if refusal == nil {
		refusal = s.prepare(c)
	}
	if refusal != nil {
		return refusal.with(rate)
	}
	done := c.op.handle(s, c)
	if done.status == http.StatusFound {
		// No rate headers with a redirect: https://developers.worksmobile.com/en/docs/rate-limits.
		return done
	}
	return done.with(rate)
}

// finish writes the response. The request has ended before that: the client may
// send the next one as soon as it has the response.
func (s *Server) finish(w http.ResponseWriter, c *call, resp response) {
	s.end(c, resp.status)
	resp.write(w)
}

// pause waits for d, then for hold to be closed, and reports whether the client
// is still there.
func pause(ctx context.Context, d time.Duration, hold <-chan struct{}) bool {
	if d > 0 {
		timer := time.NewTimer(d)
		defer timer.Stop()
		select {
		case <-timer.C:
		case <-ctx.Done():
			return false
		}
	}
	if hold == nil {
		return true
	}
	select {
	case <-hold:
		return true
	case <-ctx.Done():
		return false
	}
}
