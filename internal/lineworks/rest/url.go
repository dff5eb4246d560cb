// SPDX-License-Identifier: MPL-2.0

package rest

import (
	"errors"
	"fmt"
	"net/netip"
	"net/url"
	"strings"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/excerpt"
)

// URL is an address to which requests go.
type URL struct {
	text string
	host string
	path string
}

// String returns the address, without a slash at the end.
func (u URL) String() string { return u.text }

// onLoopback reports whether the address is one of this machine.
func (u URL) onLoopback() bool {
	host := url.URL{Host: u.host}
	return IsLoopback(host.Hostname())
}

// ParseURL returns a base URL. It must be https, or http on a loopback
// address (127.0.0.0/8, ::1, localhost), since tokens and secrets go there, and
// must have no user information, query or fragment. The error says what was seen
// instead, but never a password.
func ParseURL(raw string) (URL, error) {
	switch {
	case raw == "":
		return URL{}, errors.New("the URL is empty")
	case strings.TrimSpace(raw) != raw:
		return URL{}, errors.New("the URL begins or ends with a blank")
	case strings.Contains(raw, "@"):
		return URL{}, errors.New("the URL holds an @ sign; a base URL must not have a user name or password")
	}
	shown := excerpt.Of(raw)
	u, err := url.Parse(raw)
	switch {
	case strings.Contains(raw, "#"):
		return URL{}, fmt.Errorf("%s is followed by a fragment (#), which a base URL must not have", shown)
	case strings.Contains(raw, "?"):
		return URL{}, fmt.Errorf("%s is followed by a query (?), which a base URL must not have", shown)
	case err != nil:
		var parse *url.Error
		if errors.As(err, &parse) {
			err = parse.Err
		}
		return URL{}, fmt.Errorf("%s is not a URL: %w", shown, err)
	case u.Scheme == "":
		return URL{}, fmt.Errorf("%s has no scheme; it must begin with https://", shown)
	case u.Scheme != "https" && u.Scheme != "http":
		return URL{}, fmt.Errorf("%s has the scheme %q; it must begin with https://", shown, u.Scheme)
	case u.Hostname() == "":
		return URL{}, fmt.Errorf("%s names no host", shown)
	case u.Scheme == "http" && !IsLoopback(u.Hostname()):
		return URL{}, fmt.Errorf("%s is plain http, which is accepted on a loopback address only; it must begin with https://", shown)
	}
	return URL{
		text: strings.TrimRight(raw, "/"),
		host: u.Host,
		path: strings.TrimRight(u.EscapedPath(), "/"),
	}, nil
}

// IsLoopback reports whether a host is this machine.
func IsLoopback(host string) bool {
	if strings.EqualFold(host, "localhost") {
		return true
	}
	addr, err := netip.ParseAddr(host)
	return err == nil && addr.Zone() == "" && addr.IsLoopback()
}
