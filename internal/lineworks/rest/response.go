// SPDX-License-Identifier: MPL-2.0

package rest

import (
	"net/http"
	"time"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/redact"
)

// Response is a whole response, of any status.
type Response struct {
	Status int
	Header http.Header
	Body   []byte

	received  time.Time // the header; zero: not recorded
	truncated bool      // the body was longer than the part that was read
	request   Logged
	// afterLoss is true if the response of an earlier attempt was lost.
	afterLoss bool
}

// OK reports whether the status is a success.
func (r *Response) OK() bool { return r.Status >= 200 && r.Status <= 299 }

// redactor finds the secrets of this and earlier requests in the texts of the response.
func (r *Response) redactor() *redact.Secrets { return r.request.redactor() }

func isRedirect(status int) bool {
	return status >= http.StatusMultipleChoices && status < http.StatusBadRequest
}
