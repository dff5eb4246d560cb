// SPDX-License-Identifier: MPL-2.0

package bench

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"sync"
	"time"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
)

// headerTimeout is how long a provider may take to send the head of a request.
const headerTimeout = 10 * time.Second

// credentials are created once, since generating a key takes long.
var credentials = sync.OnceValues(mockserver.NewCredentials)

// site is a mock API that listens, in this process: its computing time is not
// counted.
type site struct {
	api    *mockserver.Server
	url    string
	server *http.Server
	done   chan struct{}

	mu     sync.Mutex
	opened []time.Time // connections
}

func newSite(ctx context.Context, opts mockserver.Options) (*site, error) {
	app, err := credentials()
	if err != nil {
		return nil, fmt.Errorf("making the mock API: %w", err)
	}
	opts.Credentials = app
	api, err := mockserver.New(opts)
	if err != nil {
		return nil, fmt.Errorf("making the mock API: %w", err)
	}
	var config net.ListenConfig
	listener, err := config.Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("listening for the mock API: %w", err)
	}
	s := &site{api: api, url: "http://" + listener.Addr().String(), done: make(chan struct{})}
	s.server = &http.Server{Handler: api, ReadHeaderTimeout: headerTimeout, ConnState: s.connection}
	go func() {
		defer close(s.done)
		// It ends when it is closed, with an error that says just that.
		_ = s.server.Serve(listener)
	}()
	return s, nil
}

// connection notes each connection that is opened, be it used or not.
func (s *site) connection(_ net.Conn, state http.ConnState) {
	if state != http.StateNew {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.opened = append(s.opened, time.Now())
}

// take returns the traffic since the last call.
func (s *site) take() traffic {
	t := traffic{
		requests: s.api.Requests(),
		overlaps: s.api.OverlappingWrites() + s.api.OverlappingMenuWrites(),
	}
	s.api.ResetRequests()
	s.mu.Lock()
	defer s.mu.Unlock()
	t.connections, s.opened = s.opened, nil
	return t
}

func (s *site) close() {
	_ = s.server.Close()
	<-s.done
}

// traffic has the requests and connections that a site received.
type traffic struct {
	requests    []mockserver.Request
	connections []time.Time
	overlaps    int
}

// signIn has a provider fetch its tokens, as users do.
func signIn(s *site) []string {
	app := s.api.Credentials()
	return []string{
		"LINEWORKS_CLIENT_ID=" + app.ClientID,
		"LINEWORKS_CLIENT_SECRET=" + app.ClientSecret,
		"LINEWORKS_SERVICE_ACCOUNT=" + app.ServiceAccount,
		"LINEWORKS_PRIVATE_KEY=" + string(app.PrivateKeyPEM),
		"LINEWORKS_API_URL=" + s.url + mockserver.APIPath,
		"LINEWORKS_AUTH_URL=" + s.url + mockserver.AuthPath,
	}
}

// readyToken gives a provider a token.
func readyToken(s *site) []string {
	return []string{
		"LINEWORKS_API_URL=" + s.url + mockserver.APIPath,
		"LINEWORKS_ACCESS_TOKEN=" + s.api.NewToken(),
	}
}
