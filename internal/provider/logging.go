// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"net/http"
	"time"

	"github.com/hashicorp/terraform-plugin-log/tflog"
)

// logging writes a line for each request. Headers, queries and bodies are
// never handed to the logger: they hold tokens and keys, and the framework
// masks nothing by itself.
type logging struct{ next http.RoundTripper }

// RoundTrip implements [http.RoundTripper].
func (l logging) RoundTrip(req *http.Request) (*http.Response, error) {
	fields := map[string]any{"method": req.Method, "host": req.URL.Host, "path": req.URL.Path}
	start := time.Now()
	resp, err := l.next.RoundTrip(req)
	fields["duration_ms"] = time.Since(start).Milliseconds()
	if err != nil {
		fields["error"] = err.Error()
		tflog.Warn(req.Context(), "LINE WORKS API request failed", fields)
		return nil, err //nolint:wrapcheck // a RoundTripper passes errors on as they are
	}
	fields["status"] = resp.StatusCode
	tflog.Debug(req.Context(), "LINE WORKS API request", fields)
	return resp, nil
}
