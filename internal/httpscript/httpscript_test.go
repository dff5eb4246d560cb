// SPDX-License-Identifier: MPL-2.0

package httpscript_test

import (
	"errors"
	"io"
	"net/http"
	"slices"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/httpscript"
)

// post sends a request and returns status and body, or the error of either.
func post(t *testing.T, rt http.RoundTripper, address string) (int, string, error) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, address, strings.NewReader("sent"))
	if err != nil {
		t.Fatal(err)
	}
	resp, err := rt.RoundTrip(r)
	if err != nil {
		return 0, "", err
	}
	body, err := io.ReadAll(resp.Body)
	return resp.StatusCode, string(body), errors.Join(err, resp.Body.Close())
}

func TestServe(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := httpscript.Serve(t, httpscript.JSON(201, "a"), httpscript.HangUp, httpscript.BreakOff(200), httpscript.JSON(404, "z")).
			Aside(func(_, path string) http.HandlerFunc {
				if path == "/aside" {
					return httpscript.JSON(200, "aside")
				}
				return nil
			})
		other := httpscript.Serve(t, httpscript.JSON(200, "other"))
		rt := httpscript.NewTransport()
		for i, want := range []struct {
			address, body string
			status        int
			fails         bool
		}{
			{s.URL + "/1?q", "a", 201, false},
			{s.URL + "/aside", "aside", 200, false},
			{s.URL + "/2", "", 0, true},
			{other.URL + "/", "other", 200, false},
			{s.URL + "/3", `{"botId":`, 200, true},
			{s.URL + "/4", "z", 404, false},
			{s.URL + "/5", "z", 404, false},
		} {
			status, body, err := post(t, rt, want.address)
			if status != want.status || body != want.body || (err != nil) != want.fails {
				t.Errorf("request %d: %d, %q, %v, want %+v", i, status, body, err, want)
			}
		}
		if got, want := s.Calls(), []string{"POST /1", "POST /2", "POST /3", "POST /4", "POST /5"}; !slices.Equal(got, want) {
			t.Errorf("received %q, want %q", got, want)
		}
		if got := s.Requests()[0]; got.Query != "q" || got.Body != "sent" || got.Header.Get("Content-Length") != "4" {
			t.Errorf("received %+v, want the query q and the body \"sent\"", got)
		}
		if _, _, err := post(t, rt, "http://127.0.0.1:1/"); !errors.Is(err, syscall.ECONNREFUSED) {
			t.Errorf("an address without a server: %v, want %v", err, syscall.ECONNREFUSED)
		}
	})
}
