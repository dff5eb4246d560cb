// SPDX-License-Identifier: MPL-2.0

package rest

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"net/http"
)

// checker is the body of a response that can tell which property it lacks.
type checker interface{ Check() error }

// Decode reads the body of a success. Any other body than the operation's is [ErrNotAPI]:
// a proxy may respond with 200 as well. So is an object that says failure, or is about another object than the request.
func Decode[Out any](r *Request, resp *Response) (*Out, error) {
	body := bytes.TrimSpace(resp.Body)
	// A 200 without a body in response to a read comes from a proxy.
	mayBeEmpty := r.Op.Body != ObjectRequired && (r.Op.Method != http.MethodGet || resp.Status == http.StatusNoContent)
	switch {
	case resp.truncated:
		return nil, unusable(r, resp, fmt.Sprintf("the response is larger than %d MiB", maxBody>>20))
	case mayBeEmpty && (len(body) == 0 || string(body) == "null"):
		return nil, nil
	case r.Op.Body == BodyIgnored && len(body) > 0 && body[0] != '{' && json.Valid(body):
		return nil, nil
	}
	var fields map[string]json.RawMessage
	if json.Unmarshal(body, &fields) != nil || fields == nil {
		return nil, unusable(r, resp, describe(resp, false)+" instead of a JSON object")
	}
	if why := cmp.Or(failure(r, fields), otherObject(r, fields)); why != "" {
		return nil, unusable(r, resp, why)
	}
	if r.Op.Body == BodyIgnored {
		return nil, nil
	}
	out := new(Out)
	if err := json.Unmarshal(body, out); err != nil {
		// Such an error names types, and no values but numbers.
		return nil, unusable(r, resp, "the response cannot be decoded: "+err.Error())
	}
	if c, ok := any(out).(checker); ok {
		if err := c.Check(); err != nil {
			return nil, unusable(r, resp, err.Error())
		}
	}
	return out, nil
}
