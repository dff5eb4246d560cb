// SPDX-License-Identifier: MPL-2.0

package lineworks

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
)

// args is what a call of the API is about.
type args struct {
	ids   []string // fill the path, in its order
	query url.Values
	body  any // sent as JSON; nil: no body
	// tries is shared by the requests of a call of several steps; nil otherwise.
	tries *tries
}

// call sends an operation of the API and decodes its answer. The result is nil
// for an answer without a body, if the operation allows that, and for an answer
// that the operation ignores.
func call[Out any](ctx context.Context, c *Client, op operation, in args) (*Out, error) {
	r, err := c.newRequest(op, in)
	if err != nil {
		return nil, err
	}
	ans, err := c.sender.do(ctx, r)
	if err != nil {
		return nil, inDoubt(op, err)
	}
	if isSuccess(ans.status) {
		out, err := decode[Out](r, ans)
		return out, inDoubt(op, err)
	}
	refused := newAPIError(r, ans)
	if op.method == http.MethodDelete && ans.afterLoss && errors.Is(refused, ErrNotFound) {
		return nil, nil // the attempt whose answer was lost deleted it
	}
	return nil, inDoubt(op, refused)
}

// write is call for a write to the bot that the first id names. It lets one such
// write through at a time.
func write[Out any](ctx context.Context, c *Client, op operation, in args) (*Out, error) {
	unlock, err := c.lockBot(ctx, op, in.ids[0])
	if err != nil {
		return nil, err
	}
	defer unlock()
	return call[Out](ctx, c, op, in)
}

// newRequest marshals the body once for all attempts; each takes a token of its own.
func (c *Client) newRequest(op operation, in args) (*request, error) {
	if c.unavailable != nil {
		return nil, c.unavailable
	}
	path, err := op.fill(in.ids)
	if err != nil {
		return nil, err
	}
	var body []byte
	if in.body != nil {
		if body, err = encode(in.body); err != nil {
			return nil, fmt.Errorf("%s: %w", op, err)
		}
	}
	r := &request{op: op, base: c.base, path: path, query: in.query, tries: in.tries}
	c.sign(r, "application/json", body)
	return r, nil
}

// encode is v as JSON in which &, < and > stand for themselves. The six bytes that
// [json.Marshal] writes for each would count towards the size of a card.
func encode(v any) ([]byte, error) {
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(out.Bytes(), []byte("\n")), nil
}

// sign makes r send body, which may be nil, and a token with each attempt.
func (c *Client) sign(r *request, contentType string, body []byte) {
	var used Token
	r.prepare = func(ctx context.Context) (attempt, error) {
		token, err := c.tokens.Token(ctx)
		if err == nil {
			err = checkAccessToken(token.AccessToken)
		}
		if err != nil {
			return attempt{}, fmt.Errorf("%w: %w", ErrNoToken, err)
		}
		used = token
		header := http.Header{"Authorization": {"Bearer " + token.AccessToken}}
		if body != nil {
			header["Content-Type"] = []string{contentType}
		}
		return attempt{header: header, body: body, secrets: append([]string{token.AccessToken}, r.secrets...)}, nil
	}
	r.renew = func(ctx context.Context) error {
		_, err := c.tokens.Renew(ctx, used)
		return err
	}
}

// mayBeEmpty reports whether a success without a body is in order. A read that is
// answered 200 and nothing comes from somebody else.
func (r *request) mayBeEmpty(status int) bool {
	return r.op.answer != objectNeeded && (r.op.method != http.MethodGet || status == http.StatusNoContent)
}

// checker is an answer that can tell what it lacks.
type checker interface{ check() error }

// decode reads the body of a successful answer. Whatever is not what the
// operation answers with is [ErrNotAPI]: a proxy may answer 200 as well.
func decode[Out any](r *request, ans *answer) (*Out, error) {
	body := bytes.TrimSpace(ans.body)
	switch {
	case ans.cut:
		return nil, newUnusable(r, ans, fmt.Sprintf("the answer is larger than %d MiB", maxBody>>20))
	case r.mayBeEmpty(ans.status) && (len(body) == 0 || string(body) == "null"):
		return nil, nil
	case r.op.answer == nothingNeeded && json.Valid(body):
		return nil, nil
	case len(body) == 0 || body[0] != '{' || !json.Valid(body):
		return nil, newUnusable(r, ans, describe(ans, false)+" instead of a JSON object")
	}
	out := new(Out)
	if err := json.Unmarshal(body, out); err != nil {
		// Such an error names types, and of values none but numbers.
		return nil, newUnusable(r, ans, "the answer cannot be understood: "+err.Error())
	}
	if c, ok := any(out).(checker); ok {
		if err := c.check(); err != nil {
			return nil, newUnusable(r, ans, err.Error())
		}
	}
	return out, nil
}
