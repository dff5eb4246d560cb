// SPDX-License-Identifier: MPL-2.0

package rest_test

import (
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/rest"
)

// A body that is opened is opened for each attempt. One that cannot be is not sent.
func TestClient_Do_opened(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := serve(t, respond(503, ""), respond(200, "{}"))
		c := newClient(t, s)
		var opened error
		request := func() *rest.Request {
			return &rest.Request{
				Op: rest.Operation{Method: http.MethodPost, Path: "/pictures"}, Base: c.Base(), Path: "/pictures",
				Content: func() (rest.Content, error) {
					return rest.Content{Type: "image/png", Length: 3, Open: func() (io.ReadCloser, error) {
						return io.NopCloser(strings.NewReader("png")), opened
					}}, nil
				},
			}
		}
		if resp, err := c.Do(t.Context(), request()); err != nil || !resp.OK() {
			t.Errorf("got response %+v and error %v, want a success", resp, err)
		}
		for _, r := range s.Requests() {
			if r.Body != "png" || r.Header.Get("Content-Type") != "image/png" || r.Header.Get("Content-Length") != "3" {
				t.Errorf("got body %q with header %v, want png as image/png with its length", r.Body, r.Header)
			}
		}
		if n := len(s.Calls()); n != 2 {
			t.Errorf("got %d requests, want 2", n)
		}
		opened = errors.New("the file is gone")
		r := request()
		r.Op.Retry = rest.Restart
		if _, err := c.Do(t.Context(), r); !errors.Is(err, opened) || len(s.Calls()) != 2 {
			t.Errorf("a file that is gone: got error %v and %d requests, want %v and no other request", err, len(s.Calls()), opened)
		}
	})
}
