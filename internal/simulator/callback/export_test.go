// SPDX-License-Identifier: MPL-2.0

package callback

import (
	"net/http"
	"net/url"
)

// Transports returns the one that does not leave this machine, and the other.
func Transports(s *Sender) (here, outside *http.Transport) {
	here, _ = s.here.(*http.Transport)
	outside, _ = s.outside.(*http.Transport)
	return here, outside
}

// StaysHere reports whether a callback to an address cannot leave this machine.
func StaysHere(s *Sender, to *url.URL) bool { return s.route(to) == s.here }
