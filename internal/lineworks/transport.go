// SPDX-License-Identifier: MPL-2.0

package lineworks

import (
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"time"
)

// NewTransport returns the transport that is used unless another one is given:
// proxy settings from the environment, TLS 1.2 or newer, the system's
// certificates, and idle connections enough for 50 and more parallel calls to
// one host.
func NewTransport() *http.Transport {
	dialer := &net.Dialer{Timeout: 10 * time.Second, KeepAlive: 30 * time.Second}
	return &http.Transport{
		Proxy:                  http.ProxyFromEnvironment,
		DialContext:            dialer.DialContext,
		ForceAttemptHTTP2:      true,
		TLSClientConfig:        &tls.Config{MinVersion: tls.VersionTLS12},
		TLSHandshakeTimeout:    10 * time.Second,
		MaxIdleConns:           128,
		MaxIdleConnsPerHost:    64,
		IdleConnTimeout:        90 * time.Second,
		ExpectContinueTimeout:  time.Second,
		MaxResponseHeaderBytes: 1 << 20,
	}
}

// ValidateURL checks a base URL. It must be https, or http on a loopback
// address (127.0.0.0/8, ::1, localhost), since tokens and secrets go there, and
// must have no user information, query or fragment. The error says what was seen
// instead, but never a password.
func ValidateURL(raw string) error {
	switch {
	case raw == "":
		return errors.New("the URL is empty")
	case strings.TrimSpace(raw) != raw:
		return errors.New("the URL begins or ends with a blank")
	case strings.Contains(raw, "@"):
		return errors.New("the URL holds an @ sign; a base URL must not have a user name or password")
	}
	// What follows may hold a secret; the rest of a URL does not.
	shown := raw
	if i := strings.IndexAny(raw, "?#"); i >= 0 {
		shown = raw[:i]
	}
	u, err := url.Parse(raw)
	switch {
	case strings.Contains(raw, "#"):
		return fmt.Errorf("%q is followed by a fragment (#), which a base URL must not have", shown)
	case strings.Contains(raw, "?"):
		return fmt.Errorf("%q is followed by a query (?), which a base URL must not have", shown)
	case err != nil:
		var parse *url.Error
		if errors.As(err, &parse) {
			err = parse.Err
		}
		return fmt.Errorf("%q is not a URL: %w", shown, err)
	case u.Scheme == "":
		return fmt.Errorf("%q has no scheme; it must begin with https://", shown)
	case u.Scheme != "https" && u.Scheme != "http":
		return fmt.Errorf("%q has the scheme %q; it must begin with https://", shown, u.Scheme)
	case u.Hostname() == "":
		return fmt.Errorf("%q names no host", shown)
	case u.Scheme == "http" && !isLoopback(u.Hostname()):
		return fmt.Errorf("%q is plain http, which is accepted on a loopback address only; it must begin with https://", shown)
	}
	return nil
}

func isLoopback(host string) bool {
	if strings.EqualFold(host, "localhost") {
		return true
	}
	addr, err := netip.ParseAddr(host)
	return err == nil && addr.Zone() == "" && addr.IsLoopback()
}
