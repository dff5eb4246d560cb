// SPDX-License-Identifier: MPL-2.0

package rest

import (
	"cmp"
	"errors"
	"fmt"
	"net/url"
	"strings"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/redact"
)

// vendorDomains are the domains to which files, and the token with them, may go. The pages
// show hosts of the first, and say not to rely on one. See
// https://developers.worksmobile.com/en/docs/bot-attachment-create.
var vendorDomains = []string{"worksmobile.com", "worksapis.com"}

// Target checks the address to which the service wants an upload. Every other request
// goes to a configured address, such as base; only this one comes from a response. Messages show
// no part of it but the host.
func Target(raw string, base URL) (URL, error) {
	u, err := url.Parse(raw)
	if err != nil {
		return URL{}, errors.New("the uploadUrl in the response is not a URL")
	}
	if u.User != nil || u.Opaque != "" || !base.trusts(u) {
		return URL{}, fmt.Errorf("the uploadUrl in the response (%s, host %q) is not trusted: "+
			"it must be https on a host of %s, or of the API URL", redact.Line(u.Scheme, 20), redact.Line(u.Hostname(), 100), strings.Join(vendorDomains, " or "))
	}
	u.Fragment, u.RawFragment = "", ""
	return URL{text: u.String(), host: u.Host}, nil
}

// trusts reports whether the token may go to target. A service on this machine, as in tests
// and with the mock, may name any address on this machine.
func (u URL) trusts(target *url.URL) bool {
	api, err := url.Parse(u.String())
	if err != nil {
		return false
	}
	switch {
	case IsLoopback(api.Hostname()) && IsLoopback(target.Hostname()):
		return target.Scheme == "https" || target.Scheme == "http"
	case target.Scheme != "https":
		return false
	}
	return isVendor(target.Hostname()) || authority(target) == authority(api) // which is https: plain http is loopback
}

// isVendor reports whether a host belongs to the vendor. Only ASCII names do: the transport
// would turn other letters, and dots, into ASCII.
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

// authority returns the host and port of an https address.
func authority(u *url.URL) string {
	return strings.ToLower(u.Hostname()) + " " + cmp.Or(u.Port(), "443")
}
