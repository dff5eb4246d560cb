// SPDX-License-Identifier: MPL-2.0

package lineworks

import (
	"cmp"
	"errors"
	"fmt"
	"net/url"
	"strings"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/redact"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/rest"
)

// vendorDomains are the domains to which files, and the token along with them,
// may go. The pages show hosts of the first, and say not to rely on one. See
// https://developers.worksmobile.com/en/docs/bot-attachment-create.
var vendorDomains = []string{"worksmobile.com", "worksapis.com"}

// uploadTarget checks the address that the service names for an upload. Every other
// request goes to one of the configured addresses; this is the only one that an
// answer decides about.
func (c *Client) uploadTarget(raw string) (rest.URL, error) {
	u, err := url.Parse(raw)
	if err != nil {
		return rest.URL{}, errors.New("the uploadUrl in the response is not a URL")
	}
	if u.User != nil || u.Opaque != "" || !c.trusts(u) {
		return rest.URL{}, fmt.Errorf("the uploadUrl in the response (%s, host %q) is none to which files may be sent: "+
			"it must be https on a host of %s, or of the API URL", redact.Line(u.Scheme, 20), redact.Line(u.Hostname(), 100), strings.Join(vendorDomains, " or "))
	}
	u.Fragment, u.RawFragment = "", ""
	return rest.TargetURL(u), nil
}

// trusts reports whether the token may go to u. A test's or a mock's service on
// this machine may name any address on this machine.
func (c *Client) trusts(u *url.URL) bool {
	api, err := url.Parse(c.rest.Base().String())
	if err != nil {
		return false
	}
	switch {
	case rest.IsLoopback(api.Hostname()) && rest.IsLoopback(u.Hostname()):
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
