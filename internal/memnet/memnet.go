// SPDX-License-Identifier: MPL-2.0

// Package memnet is a network in memory for tests. Unlike one on loopback it works
// in a bubble of [testing/synctest], where waits, time-outs and the expiry of tokens
// take no time, and unlike a transport that calls a handler it has connections that
// break, responses that come in pieces, and clients that go away.
package memnet

import (
	"context"
	"errors"
	"net"
	"net/http"
	"sync"
	"syscall"
	"testing"
	"time"
)

// URL is the address of every server. It is one on loopback, to which the provider
// may talk without encryption.
const URL = "http://127.0.0.1"

// Network is a network of one server.
type Network struct {
	*http.Transport

	accepted chan net.Conn
	closed   chan struct{}
	close    func()

	mu      sync.Mutex
	refused int
}

// Serve starts a server and returns the network that leads to it, whatever the
// address; it is a transport. Both end with the test.
func Serve(t testing.TB, handler http.Handler) *Network {
	t.Helper()
	n := &Network{accepted: make(chan net.Conn), closed: make(chan struct{})}
	n.close = sync.OnceFunc(func() { close(n.closed) })
	n.Transport = &http.Transport{DialContext: n.dial, MaxIdleConnsPerHost: 64}
	server := &http.Server{Handler: handler, ReadHeaderTimeout: time.Hour}
	served := make(chan error, 1)
	go func() { served <- server.Serve(listener{n}) }()
	t.Cleanup(func() {
		n.CloseIdleConnections()
		if err := server.Close(); err != nil {
			t.Errorf("closing the server: %s", err)
		}
		if err := <-served; !errors.Is(err, http.ErrServerClosed) {
			t.Errorf("serving: %s", err)
		}
	})
	return n
}

// Refuse makes the next connections fail before anything is sent. Idle ones are
// closed, so that a new one is needed.
func (n *Network) Refuse(times int) {
	n.CloseIdleConnections()
	n.mu.Lock()
	defer n.mu.Unlock()
	n.refused = times
}

func (n *Network) dial(ctx context.Context, network, _ string) (net.Conn, error) {
	n.mu.Lock()
	refuse := n.refused > 0
	if refuse {
		n.refused--
	}
	n.mu.Unlock()
	if refuse {
		return nil, &net.OpError{Op: "dial", Net: network, Err: syscall.ECONNREFUSED}
	}
	here, there := net.Pipe()
	select {
	case n.accepted <- there:
		return here, nil
	case <-n.closed:
		return nil, &net.OpError{Op: "dial", Net: network, Err: net.ErrClosed}
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// listener is the server's end of a network.
type listener struct{ n *Network }

// Accept implements [net.Listener].
func (l listener) Accept() (net.Conn, error) {
	select {
	case conn := <-l.n.accepted:
		return conn, nil
	case <-l.n.closed:
		return nil, net.ErrClosed
	}
}

// Close implements [net.Listener].
func (l listener) Close() error {
	l.n.close()
	return nil
}

// Addr implements [net.Listener].
func (l listener) Addr() net.Addr { return &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 80} }
