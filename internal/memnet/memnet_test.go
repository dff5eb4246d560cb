// SPDX-License-Identifier: MPL-2.0

package memnet_test

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/memnet"
)

func get(ctx context.Context, n *memnet.Network, path string) (string, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, memnet.URL+path, http.NoBody)
	if err != nil {
		return "", err
	}
	resp, err := n.RoundTrip(req)
	if err != nil {
		return "", err
	}
	body, err := io.ReadAll(resp.Body)
	return string(body), errors.Join(err, resp.Body.Close())
}

func TestServe(t *testing.T) {
	t.Parallel()
	n := memnet.Serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.WriteString(w, strings.Repeat(r.URL.Path, 1<<16)) // more than a buffer
	}))
	for range 3 {
		if body, err := get(t.Context(), n, "/abc"); err != nil || len(body) != 4<<16 {
			t.Errorf("got %d bytes and the error %v, want %d", len(body), err, 4<<16)
		}
	}
}

// TestServe_bubble has a request end with its context, after an hour that takes no
// time, and has the server see that the client has gone.
func TestServe_bubble(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		left := make(chan time.Time, 1)
		n := memnet.Serve(t, http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
			<-r.Context().Done()
			left <- time.Now()
		}))
		ctx, cancel := context.WithTimeout(t.Context(), time.Hour)
		defer cancel()
		start := time.Now()
		if _, err := get(ctx, n, "/"); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("got error %v, want %v", err, context.DeadlineExceeded)
		}
		if took := (<-left).Sub(start); took != time.Hour {
			t.Errorf("the server saw the client leave after %v, want after %v", took, time.Hour)
		}
	})
}

func TestNetwork_Refuse(t *testing.T) {
	t.Parallel()
	n := memnet.Serve(t, http.NotFoundHandler())
	for _, refused := range []bool{false, true, true, false} {
		if refused {
			n.Refuse(1)
		}
		var op *net.OpError
		if _, err := get(t.Context(), n, "/"); errors.As(err, &op) != refused || refused && op.Op != "dial" {
			t.Errorf("got error %v, want a failing dial: %t", err, refused)
		}
	}
}
