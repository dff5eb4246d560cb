// SPDX-License-Identifier: MPL-2.0

package lineworks_test

import (
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
)

func TestBots_IssueSecret(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		for _, status := range []int{200, 201} {
			s := serve(t, respond(status, `{"secret":"a+b/c="}`))
			if got, err := newClient(t, s).Bots.IssueSecret(t.Context(), "7"); err != nil || got != "a+b/c=" {
				t.Errorf("%d: got %q and error %v, want a+b/c= and none", status, got, err)
			}
			if r := s.Requests()[0]; r.Body != "" || r.Header.Get("Content-Type") != "" || r.Header.Get("Content-Length") != "0" {
				t.Errorf("got body %q and header %v, want no body, no Content-Type, and Content-Length 0", r.Body, r.Header)
			}
		}
	})
}

func TestBots_IssueSecret_neverInAnError(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		const secret = "hush+hush"
		for name, a := range map[string]http.HandlerFunc{
			"another name":     respond(200, `{"botSecret":"`+secret+`"}`),
			"empty":            respond(200, `{"secret":"","old":"`+secret+`"}`),
			"another type":     respond(200, `{"secret":["`+secret+`"]}`),
			"a list":           respond(200, `["`+secret+`"]`),
			"text":             respond(200, secret),
			"a page":           typed(200, "text/html", "<html><body>"+secret),
			"refused as text":  typed(403, "text/plain", secret),
			"failed as JSON":   respond(500, `{"secret":"`+secret+`"}`),
			"lost, in the end": typed(502, "text/plain", secret),
		} {
			got, err := newClient(t, serve(t, a)).Bots.IssueSecret(t.Context(), "7")
			if err == nil || strings.Contains(err.Error(), "hush") || got != "" {
				t.Errorf("%s: got %q and error %v, want no secret, and an error that does not show it", name, got, err)
			}
		}
	})
}
