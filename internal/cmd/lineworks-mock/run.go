// SPDX-License-Identifier: MPL-2.0

package main

import (
	"context"
	"crypto/tls"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"sync"
	"time"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/simulator"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/simulator/page"
)

// shutdownTime is how long requests under way may take to end.
const shutdownTime = 5 * time.Second

// run serves until ctx ends. It returns the exit status: 0 after a clean end,
// 1 after a failure, 2 for a wrong command line.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	if len(args) > 0 && args[0] == "preview" {
		return runPreview(args[1:], os.Stdin, stdout, stderr)
	}
	s, err := readSettings(args, stdout, stderr)
	switch {
	case errors.Is(err, flag.ErrHelp):
		return 0
	case err != nil:
		fprint(stderr, "lineworks-mock: "+err.Error()+"\nTry lineworks-mock -help.\n")
		return 2
	}
	if err := serve(ctx, s, stdout); err != nil {
		fprint(stderr, "lineworks-mock: "+err.Error()+"\n")
		return 1
	}
	return 0
}

func serve(ctx context.Context, s *settings, stdout io.Writer) error {
	cleanUp, err := s.placeFiles()
	if err != nil {
		return err
	}
	defer cleanUp()
	var observers []func(mockserver.Request)
	s.options.OnRequest = func(r mockserver.Request) {
		for _, observe := range observers {
			observe(r)
		}
	}
	if s.log {
		observers = append(observers, logTo(stdout))
	}
	api, err := newServer(s)
	if err != nil {
		return err
	}
	users, err := simulator.New(api, s.users)
	if err != nil {
		return fmt.Errorf("-callback: %w", err)
	}
	shown := page.New(api, users, page.Options{Hosts: s.hosts()})
	observers = append(observers, users.Observe, shown.Observe)
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", s.address)
	if err != nil {
		return fmt.Errorf("cannot listen: %w", err)
	}
	base := "http://" + hostOf(listener.Addr())
	if s.tls {
		base = "https://" + hostOf(listener.Addr())
		host, _, _ := net.SplitHostPort(s.address) // checked before
		certificate, err := newCertificate(s.certificate, host)
		if err != nil {
			return errors.Join(err, listener.Close())
		}
		listener = tls.NewListener(listener, &tls.Config{Certificates: []tls.Certificate{certificate}, MinVersion: tls.VersionTLS12})
	}
	if err := s.writeEnv(base, api.Credentials()); err != nil {
		return errors.Join(err, listener.Close())
	}
	fprint(stdout, s.welcome(base, len(api.Bots())))
	return errors.Join(serveOn(ctx, listener, shown, stdout), closeUsers(ctx, users))
}

// hosts are the names of the page beside localhost.
func (s *settings) hosts() []string {
	host, _, _ := net.SplitHostPort(s.address) // checked before
	if ip := net.ParseIP(host); host == "" || ip != nil && ip.IsUnspecified() {
		return []string{page.AnyAddress}
	}
	return []string{host}
}

// closeUsers waits for the callbacks under way, for as long as for requests.
func closeUsers(ctx context.Context, users *simulator.Simulator) error {
	grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), shutdownTime)
	defer cancel()
	if err := users.Close(grace); err != nil && !errors.Is(err, context.DeadlineExceeded) {
		return fmt.Errorf("stopping: %w", err)
	}
	return nil
}

func newServer(s *settings) (*mockserver.Server, error) {
	key, err := readKey(s.key)
	if err != nil {
		return nil, err
	}
	if len(s.scopes) > 0 {
		key.Scopes = s.scopes
	}
	s.options.Credentials = key
	api, err := mockserver.New(s.options)
	if err != nil {
		return nil, err
	}
	if s.seed == "" {
		return api, nil
	}
	file, err := os.Open(s.seed)
	if err != nil {
		return nil, fmt.Errorf("seed: %w", err)
	}
	defer closeQuietly(file)
	if err := api.Load(file); err != nil {
		return nil, fmt.Errorf("seed %s: %w", s.seed, err)
	}
	return api, nil
}

func serveOn(ctx context.Context, listener net.Listener, shown *page.Page, stdout io.Writer) error {
	server := &http.Server{Handler: shown.Handler(), ReadHeaderTimeout: shutdownTime}
	server.RegisterOnShutdown(shown.Close) // the streams of open pages would not end
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	select {
	case err := <-failed:
		return fmt.Errorf("serving: %w", err)
	case <-ctx.Done():
	}
	fprint(stdout, "Stopping.\n")
	grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), shutdownTime)
	defer cancel()
	if err := server.Shutdown(grace); err != nil {
		return fmt.Errorf("stopping: %w", errors.Join(err, server.Close()))
	}
	return nil
}

// hostOf is host and port under which this machine reaches the listener.
func hostOf(address net.Addr) string {
	host, port, err := net.SplitHostPort(address.String())
	if ip := net.ParseIP(host); err != nil || ip == nil || ip.IsUnspecified() {
		host = "127.0.0.1"
	}
	return net.JoinHostPort(host, port)
}

// logTo prints a line for each request: method, path, status, milliseconds, the file
// of an upload, and properties that no page knows or that a body has twice.
func logTo(w io.Writer) func(mockserver.Request) {
	var mu sync.Mutex
	return func(r mockserver.Request) {
		mu.Lock()
		defer mu.Unlock()
		line := fmt.Sprintf("%s %s %s %d %dms", r.Start.Format(time.TimeOnly), r.Method, r.Path, r.Status,
			r.End.Sub(r.Start).Milliseconds())
		if r.Upload != nil {
			line += fmt.Sprintf(" %q of %d bytes", r.Upload.FileName, r.Upload.Size)
		}
		if len(r.Unknown) > 0 {
			line += fmt.Sprintf(" unknown properties %q", r.Unknown)
		}
		if len(r.Duplicates) > 0 {
			line += fmt.Sprintf(" duplicate keys %q", r.Duplicates)
		}
		fprint(w, line+"\n")
	}
}

// fprint writes to a terminal or a file. There is nowhere to report a failure.
func fprint(w io.Writer, text string) { _, _ = io.WriteString(w, text) }

func closeQuietly(c io.Closer) { _ = c.Close() }
