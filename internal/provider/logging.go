// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"
	"net/http"
	"time"

	"github.com/hashicorp/terraform-plugin-log/tflog"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/providerdata"
)

// logging writes a line for each request. Headers, queries and bodies are
// never handed to the logger: they hold tokens and keys, and the framework
// masks nothing by itself. The client says which path may be shown: that of an address
// which the API has given for an upload is a secret, wherever it leads.
type logging struct{ next http.RoundTripper }

func (l logging) RoundTrip(req *http.Request) (*http.Response, error) {
	logged := lineworks.LoggedRequest(req.Context())
	fields := map[string]any{"method": req.Method, "host": req.URL.Host, "path": logged.Path}
	start := time.Now()
	resp, err := l.next.RoundTrip(req)
	fields["duration_ms"] = time.Since(start).Milliseconds()
	if err != nil {
		fields["error"] = logged.Error(err)
		tflog.Warn(req.Context(), "LINE WORKS API request failed", fields)
		return nil, err //nolint:wrapcheck // a RoundTripper passes errors on as they are
	}
	fields["status"] = resp.StatusCode
	tflog.Debug(req.Context(), "LINE WORKS API request", fields)
	return resp, nil
}

// tellWait writes a line for each wait, and tells the call that waits: without that, a run
// that the service holds up looks as if it had stopped.
func tellWait(ctx context.Context, w lineworks.Wait) {
	tflog.Info(ctx, "Waiting before the LINE WORKS API is called again", map[string]any{
		"operation": w.Operation,
		"wait":      w.For.Round(100 * time.Millisecond).String(),
		"reason":    w.Reason.String(),
	})
	providerdata.TellWait(ctx, w)
}
