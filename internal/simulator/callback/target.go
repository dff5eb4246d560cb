// SPDX-License-Identifier: MPL-2.0

package callback

import (
	"errors"
	"fmt"
	"maps"
	"net"
	"net/netip"
	"net/url"
	"slices"
	"strings"
)

// Targets says where the callbacks of an https address go: by its scheme and host, and
// perhaps the beginning of its path, the base of a server on this machine.
//
// It is a [flag.Value]: each https://bots.example.com=http://127.0.0.1:3000 adds one.
type Targets map[string]string

// String implements [flag.Value].
func (t Targets) String() string {
	pairs := make([]string, 0, len(t))
	for _, from := range slices.Sorted(maps.Keys(t)) {
		pairs = append(pairs, from+"="+t[from])
	}
	return strings.Join(pairs, " ")
}

// Set implements [flag.Value].
func (t *Targets) Set(pair string) error {
	from, to, found := strings.Cut(pair, "=")
	if !found {
		return errors.New("write https://bots.example.com=http://127.0.0.1:3000: the address that the bot has, and that of the server on this machine")
	}
	if _, err := newTarget(from, to, true); err != nil {
		return err
	}
	if _, taken := (*t)[from]; taken {
		return fmt.Errorf("%s is there twice: name one server for it", from)
	}
	if *t == nil {
		*t = Targets{}
	}
	(*t)[from] = to
	return nil
}

// target is one of the Targets.
type target struct {
	host string // with the port, unless it is that of https
	path string
	to   *url.URL
}

func newTarget(from, to string, remote bool) (target, error) {
	source, err := base(from, "https")
	if err != nil {
		return target{}, err
	}
	goal, err := base(to, "http", "https")
	if err != nil {
		return target{}, err
	}
	if !remote && !mayBeHere(goal.Hostname()) {
		return target{}, fmt.Errorf("%s is not an address of this machine: callbacks go to a loopback address, such as http://127.0.0.1:3000", to)
	}
	return target{host: hostOf(source), path: source.EscapedPath(), to: goal}, nil
}

// base reads scheme, host and the beginning of a path.
func base(text string, schemes ...string) (*url.URL, error) {
	u, err := url.Parse(text)
	if err != nil || !slices.Contains(schemes, u.Scheme) || u.Hostname() == "" || u.User != nil || u.RawQuery != "" || u.Fragment != "" {
		return nil, fmt.Errorf("%q is not the beginning of an address: scheme (%s), host and, if needed, port and path", text, strings.Join(schemes, " or "))
	}
	u.Path, u.RawPath = strings.TrimRight(u.Path, "/"), strings.TrimRight(u.RawPath, "/")
	return u, nil
}

func hostOf(u *url.URL) string {
	return strings.TrimSuffix(strings.ToLower(u.Host), ":443")
}

// mayBeHere reports whether a host can be this machine. Of a name only the address that
// it leads to decides, when the connection is made.
func mayBeHere(host string) bool {
	ip, err := netip.ParseAddr(host)
	return err != nil || isLoopback(ip)
}

func isLoopback(ip netip.Addr) bool { return ip.Unmap().IsLoopback() }

// isHere reports whether a host is this machine beyond doubt.
func isHere(host string) bool {
	ip, err := netip.ParseAddr(host)
	return err == nil && isLoopback(ip) || strings.EqualFold(host, "localhost")
}

// onlyHere refuses connections to other machines. It is asked with the address that a
// name has led to, so that no entry of a name server gets past it.
func onlyHere(address string) error {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return fmt.Errorf("reading the address of a connection: %w", err)
	}
	ip, err := netip.ParseAddr(host)
	if err != nil || !isLoopback(ip) {
		return errElsewhere
	}
	return nil
}

// errElsewhere refuses a connection.
var errElsewhere = errors.New("the address is not on this machine")

// lead returns the address that a callback for an address goes to, and whether there is
// one. Of several bases the longest counts, up to a slash of the path.
func lead(targets []target, callbackURL *url.URL) (*url.URL, bool) {
	path := callbackURL.EscapedPath()
	var best *target
	for i, t := range targets {
		rest, begins := strings.CutPrefix(path, t.path)
		fits := callbackURL.Scheme == "https" && t.host == hostOf(callbackURL) && begins && (rest == "" || rest[0] == '/')
		if fits && (best == nil || len(t.path) > len(best.path)) {
			best = &targets[i]
		}
	}
	if best == nil {
		return nil, false
	}
	to, err := url.Parse(best.to.String() + strings.TrimPrefix(path, best.path))
	if err != nil {
		return nil, false
	}
	to.RawQuery = callbackURL.RawQuery
	return to, true
}
