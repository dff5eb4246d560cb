// SPDX-License-Identifier: MPL-2.0

package rest_test

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"net/http"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/rest"
)

// lostResponses are the ways to lose a response that a server has.
var lostResponses = map[string]http.HandlerFunc{
	"502":       typed(502, "text/html", "<html>bad gateway</html>"),
	"503":       respond(503, `{"code":"SERVICE_UNAVAILABLE","description":"x"}`),
	"504":       respond(504, ""),
	"hang-up":   hangUp,
	"break-off": breakOff(201),
}

func TestClient_createIsNotSentAgainAfterALoss(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		for name, loss := range lostResponses {
			s := serve(t, loss, respond(201, bot7))
			err := newClient(t, s).send(t.Context(), opCreateRoom)
			if !errors.Is(err, rest.ErrOutcomeUnknown) {
				t.Errorf("%s: got error %v, want %v", name, err, rest.ErrOutcomeUnknown)
			}
			if err == nil || !strings.HasPrefix(err.Error(), "POST /bots/7/channels: ") || !strings.Contains(err.Error(), "; the room may have been created all the same") {
				t.Errorf("%s: got error %v, want one that names the request and says that the room may have been created", name, err)
			}
			if n := len(s.Calls()); n != 1 {
				t.Errorf("%s: got %d requests, want 1", name, n)
			}
		}
	})
}

func TestClient_createRefusedIsNotInDoubt(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		for _, status := range []int{302, 400, 403, 404, 409, 429} {
			s := serve(t, respond(status, `{"code":"X","description":"x"}`))
			err := newClient(t, s).send(t.Context(), opCreateRoom)
			if err == nil || errors.Is(err, rest.ErrOutcomeUnknown) {
				t.Errorf("%d: got error %v, want one other than ErrOutcomeUnknown", status, err)
			}
		}
	})
}

// TestClient_createRefusedByAnyServer has 401 and 429 in forms that are not the API's: they
// come before the operation, whichever server sends them.
func TestClient_createRefusedByAnyServer(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		for _, status := range []int{401, 429} {
			page := typed(status, "text/html", "<html>refused</html>")
			err := newClient(t, serve(t, page, page, page, page, page, page)).send(t.Context(), opCreateRoom)
			if err == nil || errors.Is(err, rest.ErrOutcomeUnknown) {
				t.Errorf("%d: got error %v, want one other than ErrOutcomeUnknown", status, err)
			}
		}
	})
}

// TestClient_createFailedIsInDoubt has a server fail that may have created the room before.
func TestClient_createFailedIsInDoubt(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		for _, status := range []int{500, 501, 520, 524, 599} {
			s := serve(t, respond(status, `{"code":"X","description":"x"}`), respond(201, bot7))
			err := newClient(t, s).send(t.Context(), opCreateRoom)
			if !errors.Is(err, rest.ErrOutcomeUnknown) || !errors.Is(err, rest.ErrServer) || len(s.Calls()) != 1 {
				t.Errorf("%d: got error %v after %d requests, want ErrOutcomeUnknown and ErrServer after 1", status, err, len(s.Calls()))
			}
		}
	})
}

func TestClient_otherCallsAreSentAgainAfterALoss(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		for name, loss := range lostResponses {
			for call, do := range map[string]func(context.Context, client) error{
				"GET /bots/7":    func(ctx context.Context, c client) error { _, err := c.get(ctx); return err },
				"DELETE /bots/7": func(ctx context.Context, c client) error { return c.send(ctx, opDelete) },
				"PATCH /bots/7": func(ctx context.Context, c client) error {
					return c.send(ctx, opUpdate)
				},
				"POST /bots/7/persistentmenu": func(ctx context.Context, c client) error {
					return c.send(ctx, opSet)
				},
			} {
				s := serve(t, loss, loss, respond(200, bot7))
				if err := do(t.Context(), newClient(t, s)); err != nil {
					t.Errorf("%s, %s: got error %v, want none", call, name, err)
				}
				if got := s.Calls(); !slices.Equal(got, []string{call, call, call}) {
					t.Errorf("%s, %s: got calls %v, want it 3 times", call, name, got)
				}
				for _, g := range s.Requests() {
					if g.Body != s.Requests()[0].Body {
						t.Errorf("%s, %s: got body %q, want %q again", call, name, g.Body, s.Requests()[0].Body)
					}
				}
			}
		}
	})
}

func TestClient_maxRetries(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		for _, n := range []int{0, 1, 4} {
			s := serve(t, headed(503, http.Header{"Retry-After": {"3"}}, ""))
			var told notices
			c := newClient(t, s, withMaxRetries(n), told.notify)
			_, err := c.get(t.Context())
			if !errors.Is(err, rest.ErrServer) {
				t.Errorf("%d retries: got error %v, want %v", n, err, rest.ErrServer)
			}
			if got := len(s.Calls()); got != n+1 {
				t.Errorf("%d retries: got %d requests, want %d", n, got, n+1)
			}
			if waits := told.waits(); len(waits) != n || n > 0 && waits[n-1] != 3*time.Second {
				t.Errorf("%d retries: got waits %v, want one before each retry, the last of 3s", n, waits)
			}
		}
		s := serve(t, respond(503, ""))
		if _, err := newClient(t, s).get(t.Context()); !errors.Is(err, rest.ErrServer) {
			t.Errorf("got error %v, want %v", err, rest.ErrServer)
		}
		if got := len(s.Calls()); got != 4+1 {
			t.Errorf("got %d requests by default, want 5", got)
		}
	})
}

// The attempt whose response was lost may have deleted the bot.
func TestClient_deleteFoundGoneAfterALoss(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		for name, loss := range lostResponses {
			for _, last := range []http.HandlerFunc{respond(404, gone), respond(410, `{"code":"DELETED","description":"x"}`)} {
				s := serve(t, loss, respond(429, limited), last)
				if err := newClient(t, s).send(t.Context(), opDelete); err != nil {
					t.Errorf("%s: got error %v, want none", name, err)
				}
			}
			s := serve(t, loss, typed(404, "text/html", "<html>"))
			if err := newClient(t, s).send(t.Context(), opDelete); !errors.Is(err, rest.ErrNotAPI) {
				t.Errorf("%s, then a page: got error %v, want %v", name, err, rest.ErrNotAPI)
			}
		}
		s := serve(t, respond(429, limited), respond(404, gone))
		if err := newClient(t, s).send(t.Context(), opDelete); !errors.Is(err, rest.ErrNotFound) {
			t.Errorf("nothing was lost: got error %v, want %v", err, rest.ErrNotFound)
		}
		s = serve(t, respond(503, ""), respond(404, gone))
		if _, err := newClient(t, s).get(t.Context()); !errors.Is(err, rest.ErrNotFound) {
			t.Errorf("get: got error %v, want %v", err, rest.ErrNotFound)
		}
	})
}

// A refused connection carried nothing, so even a create can be tried again.
func TestClient_connectionRefused(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		const url = "http://127.0.0.1:1" // where no script is
		var told notices
		c := newClient(t, &script{URL: url}, told.notify, withMaxRetries(2))
		err := c.send(t.Context(), opCreateRoom)
		if err == nil || errors.Is(err, rest.ErrOutcomeUnknown) {
			t.Errorf("got error %v, want one other than ErrOutcomeUnknown", err)
		}
		if want := "POST /bots/7/channels: no response from " + strings.TrimPrefix(url, "http://"); err != nil && !strings.HasPrefix(err.Error(), want) {
			t.Errorf("got error %v, want one that begins with %q", err, want)
		}
		if n := len(told.waits()); n != 2 {
			t.Errorf("got %d waits, want 2", n)
		}
	})
}

func TestClient_hopelessFaultsAreNotRepeated(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		for name, fault := range map[string]error{
			"unknown host": &net.OpError{Op: "dial", Err: &net.DNSError{Err: "no such host", Name: "www.worksapis.invalid", IsNotFound: true}},
			"certificate":  &tls.CertificateVerificationError{Err: errors.New("unknown authority")},
			"no TLS":       tls.RecordHeaderError{Msg: "first record does not look like a TLS handshake"},
		} {
			sent := 0
			rt := tripper(func(*http.Request) (*http.Response, error) { sent++; return nil, fault })
			c := newClient(t, &script{URL: "https://api.example.com"}, withTransport(rt))
			err := c.send(t.Context(), opCreateRoom)
			if !errors.Is(err, fault) || errors.Is(err, rest.ErrOutcomeUnknown) || sent != 1 {
				t.Errorf("%s: got error %v after %d requests, want %v only after 1", name, err, sent, fault)
			}
		}
	})
}

// A proxy's address may hold a password, which net/http may repeat.
func TestClient_transportErrorsHideProxyPasswords(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		rt := tripper(func(*http.Request) (*http.Response, error) {
			return nil, errors.New(`invalid proxy address "http://me:p4ss@proxy:x"`)
		})
		c := newClient(t, &script{URL: "https://api.example.com"}, withTransport(rt), withMaxRetries(0))
		_, err := c.get(t.Context())
		if err == nil || strings.Contains(err.Error(), "p4ss") || !strings.Contains(err.Error(), "proxy:x") {
			t.Errorf("got error %v, want one that names proxy:x and does not show the password", err)
		}
	})
}

// The time of one attempt is bounded; the time between attempts does not count.
func TestClient_requestTimeout(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var sent []time.Duration
		start := time.Now()
		rt := tripper(func(r *http.Request) (*http.Response, error) {
			sent = append(sent, time.Since(start))
			switch len(sent) {
			case 1: // never responses
				<-r.Context().Done()
				return nil, r.Context().Err()
			case 2: // responses, except the body
				return &http.Response{StatusCode: 200, Header: http.Header{}, Body: stuck{r.Context()}}, nil
			case 3:
				return &http.Response{StatusCode: 429, Header: http.Header{"Retry-After": {"60"}}, Body: http.NoBody}, nil
			}
			return &http.Response{StatusCode: 200, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(bot7))}, nil
		})
		c := newClient(t, &script{URL: "https://api.example.com"}, withTransport(rt), func(c *rest.Config) { c.Timeout = 5 * time.Second })
		if _, err := c.get(t.Context()); err != nil {
			t.Fatal(err)
		}
		if len(sent) != 4 {
			t.Fatalf("got requests at %v, want 4", sent)
		}
		for i, least := range []time.Duration{0, 5 * time.Second, 5 * time.Second, 60 * time.Second} {
			if i == 0 {
				continue
			}
			if gap := sent[i] - sent[i-1]; gap < least || gap > least+time.Second {
				t.Errorf("attempt %d came %v after the last, want %v and at most a back-off", i, gap, least)
			}
		}
	})
}

func TestClient_requestTimeout_create(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		rt := tripper(func(r *http.Request) (*http.Response, error) {
			<-r.Context().Done()
			return nil, r.Context().Err()
		})
		c := newClient(t, &script{URL: "https://api.example.com"}, withTransport(rt), func(c *rest.Config) { c.Timeout = 5 * time.Second })
		err := c.send(t.Context(), opCreateRoom)
		if !errors.Is(err, rest.ErrOutcomeUnknown) || !errors.Is(err, os.ErrDeadlineExceeded) {
			t.Errorf("got error %v, want ErrOutcomeUnknown and %v", err, os.ErrDeadlineExceeded)
		}
		// It is not the caller's context that ended.
		if errors.Is(err, context.DeadlineExceeded) || err != nil && !strings.Contains(err.Error(), "no whole response within 5s") {
			t.Errorf("got error %v, want one other than %v with %q", err, context.DeadlineExceeded, "no whole response within 5s")
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if _, err := c.get(ctx); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("the caller's deadline: got error %v, want %v", err, context.DeadlineExceeded)
		}
	})
}

// stuck is a body that never comes.
type stuck struct{ ctx context.Context }

func (s stuck) Read([]byte) (int, error) {
	<-s.ctx.Done()
	return 0, s.ctx.Err()
}

func (stuck) Close() error { return nil }

// A request that never left does not count in the rate limit; one whose response was lost does.
func TestClient_countsWhatWasSent(t *testing.T) {
	t.Parallel()
	op := opCreateRoom
	op.PerMinute = 1
	for name, tc := range map[string]struct {
		fault error
		wait  time.Duration
	}{
		"refused":      {&net.OpError{Op: "dial", Err: errors.New("refused")}, 0},
		"unknown host": {&net.DNSError{IsNotFound: true}, 0},
		"broken":       {errors.New("broken"), time.Minute},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				sent := 0
				rt := tripper(func(*http.Request) (*http.Response, error) {
					if sent++; sent == 1 {
						return nil, tc.fault
					}
					return &http.Response{StatusCode: 201, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(bot7))}, nil
				})
				c := newClient(t, &script{URL: "https://api.example.com"}, withTransport(rt), withMaxRetries(0))
				start := time.Now()
				if err := c.send(t.Context(), op); !errors.Is(err, tc.fault) {
					t.Errorf("the first call: got error %v, want %v", err, tc.fault)
				}
				if err := c.send(t.Context(), op); err != nil || time.Since(start) != tc.wait {
					t.Errorf("the second call: got error %v after %v, want none after %v", err, time.Since(start), tc.wait)
				}
			})
		})
	}
}

// A call may wait for ten minutes in all, and not a second longer.
func TestClient_waitsForTenMinutes(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := serve(t, headed(503, http.Header{"Retry-After": {"300"}}, ""), headed(503, http.Header{"Retry-After": {"300"}}, ""), respond(200, bot7))
		start := time.Now()
		if _, err := newClient(t, s).get(t.Context()); err != nil || time.Since(start) != 10*time.Minute {
			t.Errorf("got error %v after %v, want none after 10m", err, time.Since(start))
		}
	})
}

// The waits that responses ask for are bounded for the call, not only for each of them.
func TestClient_boundsTheWaitsOfACall(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var told notices
		s := serve(t, headed(503, http.Header{"Retry-After": {"240"}}, ""))
		start := time.Now()
		_, err := newClient(t, s, told.notify).get(t.Context())
		const want = "GET /bots/7: 503 Service Unavailable: an empty response; not sent again: the response asks to wait 4m0s, and one call waits 10m0s in all"
		if err == nil || err.Error() != want || !errors.Is(err, rest.ErrServer) {
			t.Errorf("error %v, want %q", err, want)
		}
		if took := time.Since(start); took != 8*time.Minute || len(s.Calls()) != 3 {
			t.Errorf("%d requests in %v, want 3 in 8 minutes", len(s.Calls()), took)
		}
		if waits := told.waits(); !slices.Equal(waits, []time.Duration{4 * time.Minute, 4 * time.Minute}) {
			t.Errorf("told of waits %v, want two of 4 minutes", waits)
		}
	})
}
