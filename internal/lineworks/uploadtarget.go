// SPDX-License-Identifier: MPL-2.0

package lineworks

import (
	"cmp"
	"errors"
	"fmt"
	"net/url"
	"strings"
)

// vendorDomains are the domains to which files, and the token along with them,
// may go. The pages show hosts of the first, and say not to rely on one. See
// https://developers.worksmobile.com/en/docs/bot-attachment-create.
var vendorDomains = []string{"worksmobile.com", "worksapis.com"}

// uploadTarget checks the address that the service names for an upload. Every other
// request goes to one of the configured addresses; this is the only one that an
// answer decides about.
func (c *Client) uploadTarget(raw string) (endpoint, error) {
	u, err := url.Parse(raw)
	if err != nil {
		return endpoint{}, errors.New("the uploadUrl in the answer is not a URL")
	}
	if u.User != nil || u.Opaque != "" || !c.trusts(u) {
		return endpoint{}, fmt.Errorf("the uploadUrl in the answer (%s, host %q) is none to which files may be sent: "+
			"it must be https on a host of %s, or of the API URL", clean(u.Scheme, 20), clean(u.Hostname(), 100), strings.Join(vendorDomains, " or "))
	}
	u.Fragment, u.RawFragment = "", ""
	return endpoint{url: u.String(), host: u.Host}, nil
}

// trusts reports whether the token may go to u. A test's or a mock's service on
// this machine may name any address on this machine.
func (c *Client) trusts(u *url.URL) bool {
	api, err := url.Parse(c.base.url)
	if err != nil {
		return false
	}
	switch {
	case isLoopback(api.Hostname()) && isLoopback(u.Hostname()):
		return u.Scheme == "https" || u.Scheme == "http"
	case u.Scheme != "https":
		return false
	}
	return isVendor(u.Hostname()) || authority(u) == authority(api) // which is https: plain http is loopback
}

// isVendor reports whether a host is one of the vendor's. Only plain names are: the
// transport turns other letters into plain ones, dots among them.
func isVendor(host string) bool {
	host = strings.ToLower(host)
	if strings.ContainsFunc(host, func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < '0' || r > '9') && r != '-' && r != '.'
	}) {
		return false
	}
	for _, domain := range vendorDomains {
		if host == domain || strings.HasSuffix(host, "."+domain) {
			return true
		}
	}
	return false
}

// authority is host and port of an https address.
func authority(u *url.URL) string {
	return strings.ToLower(u.Hostname()) + " " + cmp.Or(u.Port(), "443")
}
