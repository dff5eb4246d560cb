// SPDX-License-Identifier: MPL-2.0

package mockserver

import (
	"encoding/json"
	"net/http"
	"strconv"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver/schema"
)

// Codes of the vendor's common table,
// https://developers.worksmobile.com/en/docs/error-codes.
const (
	codeBadRequest       = "BAD_REQUEST"
	codeInvalidParameter = schema.CodeInvalidParameter
	codeLimitExceeded    = schema.CodeLimitExceeded
	codeOutOfRange       = schema.CodeOutOfRange
	codeUnauthorized     = "UNAUTHORIZED"
	codeForbidden        = "FORBIDDEN"
	codeAccessDenied     = "ACCESS_DENIED"
	codeNotFound         = "NOT_FOUND"
	codeConflict         = "CONFLICT"
	codeAlreadyExist     = "ALREADY_EXIST"
	codeDeleted          = "DELETED"
	codeTooManyRequests  = "TOO_MANY_REQUESTS"
	codeInternal         = "INTERNAL_SERVER_ERROR"
)

const (
	jsonType   = "application/json"
	unparsable = "Request body cannot be parsed."
)

// response is a response that has not been written yet.
type response struct {
	status int
	header http.Header // keys exactly as sent: the vendor's spelling is not canonical
	body   []byte
}

// object is a JSON object under construction.
type object map[string]any

// respond makes a response with a JSON body; a nil value means no body.
func respond(status int, value any) response {
	if value == nil {
		return response{status: status, header: http.Header{}}
	}
	body, err := json.Marshal(value)
	if err != nil {
		return refuse(http.StatusInternalServerError, codeInternal, "The mock cannot write this response.")
	}
	return response{status: status, header: http.Header{"Content-Type": {jsonType}}, body: body}
}

// refuse makes an error of the API host,
// https://developers.worksmobile.com/en/docs/error-codes.
func refuse(status int, code, description string) response {
	return respond(status, object{"code": code, "description": description})
}

func invalid(description string) response {
	return refuse(http.StatusBadRequest, codeInvalidParameter, description)
}

// with adds headers to the response.
func (r response) with(extra http.Header) response {
	for name, values := range extra {
		r.header[name] = values
	}
	return r
}

func (r response) write(w http.ResponseWriter) {
	r.writeHeader(w)
	// It fails when the client has gone away.
	_, _ = w.Write(r.body)
}

func (r response) writeHeader(w http.ResponseWriter) {
	header := w.Header()
	for name, values := range r.header {
		header[name] = values
	}
	if r.status != http.StatusNoContent {
		header.Set("Content-Length", strconv.Itoa(len(r.body)))
	}
	w.WriteHeader(r.status)
}
