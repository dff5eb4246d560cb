// SPDX-License-Identifier: MPL-2.0

package rest

import (
	"bytes"
	"encoding/json"
	"io"
	"net/url"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/ratelimit"
)

// Request is one call of an operation, which may take several attempts.
type Request struct {
	Op    Operation
	Base  URL
	Path  string // Op.Path, filled; empty if Base is the whole address
	Query url.Values
	// Content makes the body of each attempt; nil sends none.
	Content func() (Content, error)
	// Secrets are kept out of every message, like the token.
	Secrets []string
	// Budget is shared by the requests of a call of several steps; nil gives the request
	// one of its own.
	Budget *Budget
	// Signer signs the request in place of the client's own.
	Signer *Signer

	ids []string // those that fill the path, in its order

	// The state of the call, over all of its attempts.
	ticket    ratelimit.Ticket
	token     Token // of the last attempt
	refreshed bool  // the token was renewed after a 401
	attempt   attempt
}

// Content is the body of a request.
type Content struct {
	Type string // a media type
	Body []byte
	// Open returns the body in place of Body, so that it is streamed. It has Length bytes.
	// The transport may open it once more for the same attempt, and closes it each time.
	Open    func() (io.ReadCloser, error)
	Length  int64
	Secrets []string // kept out of every message about the response
}

// String names the request in messages. One to an address that was handed out has no path
// that may be shown.
func (r *Request) String() string {
	if r.Path == "" {
		return r.Op.String()
	}
	return r.Op.Method + " " + r.Path
}

// Encode returns v as JSON in which &, < and > stand for themselves. The six bytes that
// [json.Marshal] writes for each would count towards the size of a card.
func Encode(v any) ([]byte, error) {
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(out.Bytes(), []byte("\n")), nil
}
