// SPDX-License-Identifier: MPL-2.0

package callback_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/memnet"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/simulator/callback"
)

// hi is a callback of a bot.
func hi() callback.Callback {
	return callback.Callback{URL: "https://bots.example.com/callback?a=1", BotID: 2000001, Secret: "secret-for-tests", Body: []byte(`{"type":"message"}`)}
}

func to(address string) callback.Targets {
	return callback.Targets{"https://bots.example.com": address}
}

// rawServer takes one request on loopback, and returns it as it was on the wire.
func rawServer(t *testing.T) (address string, request func() string) {
	t.Helper()
	var config net.ListenConfig
	listener, err := config.Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = listener.Close() })
	raw := make(chan string, 1)
	go func() {
		conn, err := listener.Accept()
		if err != nil {
			raw <- err.Error()
			return
		}
		defer func() { _ = conn.Close() }()
		var lines []string
		reader, length := bufio.NewReader(conn), 0
		for {
			line, err := reader.ReadString('\n')
			if err != nil || line == "\r\n" {
				break
			}
			lines = append(lines, strings.TrimSpace(line))
			_, _ = fmt.Sscanf(line, "Content-Length: %d", &length)
		}
		body := make([]byte, length)
		_, _ = io.ReadFull(reader, body)
		_, _ = io.WriteString(conn, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
		slices.Sort(lines[1:])
		raw <- strings.Join(append(lines, string(body)), "\n")
	}()
	return "http://" + listener.Addr().String(), func() string { return <-raw }
}

// The request has the documented headers, in the documented spelling, and no others but
// those of HTTP itself: https://developers.worksmobile.com/en/docs/bot-callback.
func TestSend_onTheWire(t *testing.T) {
	t.Parallel()
	for name, other := range map[string]bool{"X-WORKS-BotId": false, "X-WORKS-botId": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			address, request := rawServer(t)
			result := newSender(t, callback.Options{Targets: to(address), OtherSpelling: other}).Send(t.Context(), hi())
			headers := []string{
				"Connection: close",
				"Content-Length: 18",
				"Content-Type: application/json; charset=UTF-8",
				"Host: " + strings.TrimPrefix(address, "http://"),
				name + ": 2000001",
				"X-WORKS-Signature: " + callback.Sign("secret-for-tests", hi().Body),
			}
			slices.Sort(headers)
			want := "POST /callback?a=1 HTTP/1.1\n" + strings.Join(headers, "\n") + "\n" + `{"type":"message"}`
			if got := request(); got != want {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
			if result.Verdict != callback.Delivered || result.Status != http.StatusOK || result.Target != address+"/callback?a=1" || result.Header[name] == nil {
				t.Errorf("got the result %+v", result)
			}
		})
	}
}

// A server under development has a certificate of its own, which no authority knows.
func TestSend_ownCertificate(t *testing.T) {
	t.Parallel()
	server := httptest.NewTLSServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	t.Cleanup(server.Close)
	if result := newSender(t, callback.Options{Targets: to(server.URL)}).Send(t.Context(), hi()); result.Verdict != callback.Delivered {
		t.Errorf("got the result %+v", result)
	}
	if result := newSender(t, callback.Options{Targets: to(server.URL), AllowRemote: true}).Send(t.Context(), hi()); result.Verdict != callback.Delivered {
		t.Errorf("with AllowRemote: got the result %+v", result)
	}
}

// A callback goes to the server itself, whatever proxy the environment names. Go asks none
// for an address on loopback, so a request could not show it.
func TestSend_noProxy(t *testing.T) {
	t.Parallel()
	here, outside := callback.Transports(newSender(t, callback.Options{}))
	if here.Proxy != nil || outside.Proxy != nil {
		t.Error("a transport takes the proxy of the environment")
	}
}

// The dialer decides on the address that a name has led to, not on the name.
func TestSend_elsewhere(t *testing.T) {
	t.Parallel()
	sender := newSender(t, callback.Options{Targets: to("http://localhost:3000")})
	here, _ := callback.Transports(sender)
	for _, address := range []string{"192.0.2.1:80", "169.254.169.254:80", "[2001:db8::1]:80", "[::ffff:192.0.2.1]:80", "0.0.0.0:80", "[::]:80", "255.255.255.255:80"} {
		conn, err := here.DialContext(t.Context(), "tcp", address)
		if err == nil {
			_ = conn.Close()
		}
		if err == nil || !strings.Contains(err.Error(), "not on this machine") {
			t.Errorf("%s: got the error %v, want the address to be refused", address, err)
		}
	}
}

// Other machines are only for those who allow them, and even then the certificate of
// another machine is checked.
func TestSend_route(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		address string
		remote  bool
		here    bool
	}{
		{"https://bots.example.com", false, true},
		{"https://192.0.2.1", false, true},
		{"https://bots.example.com", true, false},
		{"https://192.0.2.1", true, false},
		{"https://localhost.example.com", true, false},
		{"https://localhost:8443", true, true},
		{"https://127.0.0.1:8443", true, true},
		{"https://[::1]:8443", true, true},
	} {
		to, err := url.Parse(test.address)
		if err != nil {
			t.Fatal(err)
		}
		sender := newSender(t, callback.Options{AllowRemote: test.remote})
		if got := callback.StaysHere(sender, to); got != test.here {
			t.Errorf("%s, other machines allowed: %t: got %t, want %t", test.address, test.remote, got, test.here)
		}
	}
	_, outside := callback.Transports(newSender(t, callback.Options{AllowRemote: true}))
	if config := outside.TLSClientConfig; config != nil && config.InsecureSkipVerify {
		t.Error("the certificates of other machines are not checked")
	}
}

func TestSend_verdict(t *testing.T) {
	t.Parallel()
	for status, want := range map[int]struct {
		verdict callback.Verdict
		problem callback.Problem
	}{
		200: {callback.Delivered, callback.NoProblem}, 201: {callback.Accepted, callback.NoProblem},
		204: {callback.Accepted, callback.NoProblem}, 299: {callback.Accepted, callback.NoProblem},
		300: {callback.Failed, callback.Redirected}, 302: {callback.Failed, callback.Redirected},
		399: {callback.Failed, callback.Redirected}, 400: {callback.Failed, callback.BadStatus},
		401: {callback.Failed, callback.BadStatus}, 500: {callback.Failed, callback.BadStatus}, 599: {callback.Failed, callback.BadStatus},
	} {
		pair(t, callback.Options{}, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Location", memnet.URL+"/elsewhere")
			w.WriteHeader(status)
		}, func(result callback.Result) {
			if result.Verdict != want.verdict || result.Problem != want.problem || result.Status != status {
				t.Errorf("%d: got the result %+v, want the verdict %d and the problem %d", status, result, want.verdict, want.problem)
			}
		})
	}
}

func TestSend_wrongSignature(t *testing.T) {
	t.Parallel()
	sender := newSender(t, callback.Options{Targets: to("http://127.0.0.1:9"), Transport: unreachable{}})
	wrong := hi()
	wrong.WrongSignature = true
	got, right := sender.Send(t.Context(), wrong).Signature, sender.Send(t.Context(), hi()).Signature
	if right != callback.Sign("secret-for-tests", hi().Body) || len(got) != len(right) || got == right {
		t.Errorf("got the signature %s beside the right one, %s", got, right)
	}
}

type unreachable struct{}

func (unreachable) RoundTrip(*http.Request) (*http.Response, error) { return nil, io.ErrUnexpectedEOF }

// An answer without end is not read into memory, the headers neither.
func TestSend_hugeHeader(t *testing.T) {
	t.Parallel()
	for size, want := range map[int]callback.Verdict{1 << 10: callback.Delivered, 100 << 10: callback.Failed} {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("X-Huge", strings.Repeat("a", size))
		}))
		t.Cleanup(server.Close)
		if result := newSender(t, callback.Options{Targets: to(server.URL)}).Send(t.Context(), hi()); result.Verdict != want {
			t.Errorf("a header of %d bytes: got the result %+v, want the verdict %d", size, result, want)
		}
	}
}

// pair sends a callback to a handler, in virtual time.
func pair(t *testing.T, o callback.Options, handler http.HandlerFunc, check func(callback.Result)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		t.Helper()
		network := memnet.Serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			_, _ = io.Copy(io.Discard, r.Body) // only then the server notices that a client goes away
			handler(w, r)
		}))
		o.Targets, o.Transport = to(memnet.URL), network
		check(newSender(t, o).Send(t.Context(), hi()))
	})
}

func TestSend_timeout(t *testing.T) {
	t.Parallel()
	for timeout, want := range map[time.Duration]time.Duration{0: callback.DefaultTimeout, 30 * time.Second: 30 * time.Second} {
		pair(t, callback.Options{Timeout: timeout}, func(_ http.ResponseWriter, r *http.Request) {
			<-r.Context().Done()
		}, func(result callback.Result) {
			if result.Verdict != callback.Failed || result.Problem != callback.TimedOut || result.Took != want {
				t.Errorf("got the result %+v, want a time-out after %s", result, want)
			}
		})
	}
}

// The verdict is known with the status; the body of the answer means nothing, and only its
// beginning is read.
func TestSend_body(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		handler http.HandlerFunc
		want    string
	}{
		"endless": {func(w http.ResponseWriter, r *http.Request) {
			for r.Context().Err() == nil {
				if _, err := io.WriteString(w, strings.Repeat("a", 100)); err != nil {
					return
				}
			}
		}, strings.Repeat("a", 1024)},
		"never complete": {func(w http.ResponseWriter, r *http.Request) {
			_, _ = io.WriteString(w, `{"code":`)
			_ = http.NewResponseController(w).Flush()
			<-r.Context().Done()
		}, `{"code":`},
		"no text": {func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "a\xff\xfeb") }, "a\uFFFDb"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			pair(t, callback.Options{}, test.handler, func(result callback.Result) {
				if result.Verdict != callback.Delivered || result.Answer != test.want || result.Took != 0 {
					t.Errorf("got the result %+v, want the answer %q at once", result, test.want)
				}
			})
		})
	}
}

// A connection that breaks before the answer is a failure, and no reason to send again.
func TestSend_brokenConnection(t *testing.T) {
	t.Parallel()
	arrived := 0
	pair(t, callback.Options{}, func(http.ResponseWriter, *http.Request) {
		arrived++
		panic(http.ErrAbortHandler)
	}, func(result callback.Result) {
		if result.Verdict != callback.Failed || result.Problem != callback.Unreached || result.Status != 0 || result.Detail == "" || arrived != 1 {
			t.Errorf("got the result %+v after %d requests, want a failure after one", result, arrived)
		}
	})
}

func TestSend_ended(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	result := newSender(t, callback.Options{Targets: to("http://127.0.0.1:9")}).Send(ctx, hi())
	if result.Verdict != callback.Failed || result.Problem != callback.Unreached {
		t.Errorf("got the result %+v, want a failure", result)
	}
}

func TestSend_noTarget(t *testing.T) {
	t.Parallel()
	result := newSender(t, callback.Options{}).Send(t.Context(), hi())
	if result.Verdict != callback.NotSent || result.Problem != callback.NoTarget || result.Header != nil || result.Signature != "" {
		t.Errorf("got the result %+v, want nothing sent", result)
	}
}
