// SPDX-License-Identifier: MPL-2.0

package page

import (
	"net"
	"net/http"
	"slices"
	"strings"
)

// policy lets a page load from its own server alone, and run no script but the files of it.
// A page adds the nonce of its style sheet.
const policy = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; " +
	"form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// withNonce is the policy of a page with an embedded style sheet.
func withNonce(nonce string) string {
	return strings.Replace(policy, "style-src 'self'", "style-src 'self' 'nonce-"+nonce+"'", 1)
}

// guard sets the headers of all responses, and refuses what other sites in the same browser
// may have sent. A name that such a site has let point to this machine is not in Host
// (DNS rebinding), and a form of another site has its Origin or Sec-Fetch-Site.
func guard(hosts []string, next http.Handler) http.Handler {
	protected := http.NewCrossOriginProtection().Handler(next)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		header := w.Header()
		header.Set("Content-Security-Policy", policy)
		header.Set("X-Content-Type-Options", "nosniff")
		header.Set("Referrer-Policy", "no-referrer")
		header.Set("Cross-Origin-Resource-Policy", "same-origin")
		header.Set("Cross-Origin-Opener-Policy", "same-origin")
		header.Set("Cache-Control", "no-store")
		if !isOurs(r.Host, hosts) {
			http.Error(w, "The page of the mock is not at this host name. Open it at localhost, or at the host of -address.", http.StatusForbidden)
			return
		}
		protected.ServeHTTP(w, r)
	})
}

// isOurs reports whether a Host is localhost, an address of this machine alone, or one of
// the names.
func isOurs(host string, hosts []string) bool {
	name, _, err := net.SplitHostPort(host)
	if err != nil {
		name = strings.Trim(host, "[]")
	}
	ip := net.ParseIP(name)
	return ip != nil && ip.IsLoopback() || strings.EqualFold(name, "localhost") ||
		slices.ContainsFunc(hosts, func(own string) bool { return strings.EqualFold(own, name) || own == AnyAddress && ip != nil })
}

// AnyAddress is for Hosts: it stands for every address in numbers: another site cannot
// let one of these lead to this machine.
const AnyAddress = "*"
