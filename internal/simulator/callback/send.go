// SPDX-License-Identifier: MPL-2.0

package callback

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// DefaultTimeout is how long a bot's server may take to answer. It is a limit of this
// mock: no page of the vendor has one, but
// https://developers.worksmobile.com/en/docs/bot-callback advises to answer before the
// work is done.
const DefaultTimeout = 5 * time.Second

// The names of the headers. The Japanese pages of the events write X-WORKS-botId, and
// advise to compare names of headers as HTTP does, without regard to case:
// https://developers.worksmobile.com/jp/docs/bot-callback.
const (
	BotIDHeader      = "X-WORKS-BotId"
	OtherBotIDHeader = "X-WORKS-botId"
	SignatureHeader  = "X-WORKS-Signature"
)

// maxExcerpt is how much of an answer is kept, in bytes.
const maxExcerpt = 1 << 10

// Options says how a Sender behaves.
type Options struct {
	// Targets are the servers on this machine.
	Targets Targets
	// AllowRemote lets callbacks go to other machines: to targets elsewhere, and, without a
	// target, to the address that the bot has.
	AllowRemote bool
	// Timeout is the time for the answer; 0 = DefaultTimeout.
	Timeout time.Duration
	// OtherSpelling sends the id of the bot as OtherBotIDHeader.
	OtherSpelling bool
	// Transport replaces the network, for tests.
	Transport http.RoundTripper
}

// Sender sends callbacks. It is safe for concurrent use.
type Sender struct {
	opts          Options
	targets       []target
	here, outside http.RoundTripper
}

// New makes a Sender. It fails when a target is no address, or not on this machine
// while AllowRemote is false.
func New(o Options) (*Sender, error) {
	if o.Timeout <= 0 {
		o.Timeout = DefaultTimeout
	}
	s := &Sender{opts: o, here: o.Transport, outside: o.Transport}
	for from, to := range o.Targets {
		t, err := newTarget(from, to, o.AllowRemote)
		if err != nil {
			return nil, err
		}
		same := func(other target) bool { return other.host == t.host && other.path == t.path }
		if slices.ContainsFunc(s.targets, same) {
			return nil, fmt.Errorf("%s is there twice, with different servers", from)
		}
		s.targets = append(s.targets, t)
	}
	if o.Transport == nil {
		local := &net.Dialer{Control: func(_, address string, _ syscall.RawConn) error { return onlyHere(address) }}
		s.here = transport(local, &tls.Config{
			InsecureSkipVerify: true, //nolint:gosec // A server under development has a certificate of its own, and the connection does not leave the machine.
		})
		s.outside = transport(&net.Dialer{}, nil)
	}
	return s, nil
}

// transport uses no proxy and makes a connection for each callback, so that a callback
// is never sent again on another one.
func transport(dialer *net.Dialer, config *tls.Config) *http.Transport {
	return &http.Transport{
		DialContext: dialer.DialContext, TLSClientConfig: config, DisableKeepAlives: true, DisableCompression: true,
		MaxResponseHeaderBytes: 64 << 10,
	}
}

// Callback is what is sent.
type Callback struct {
	// URL is the callbackUrl of the bot.
	URL    string
	BotID  int64
	Secret string
	Body   []byte
	// WrongSignature signs with another secret than the bot's.
	WrongSignature bool
}

// Verdict says what has become of a callback.
type Verdict int

// The verdicts. The vendor asks for 200; bot servers that answer with another 2xx are
// known to work.
const (
	Pending   Verdict = iota // no answer so far
	NotSent                  // nothing was sent
	Failed                   // no answer, or another status
	Accepted                 // another 2xx than 200
	Delivered                // 200
)

// Problem says why a callback was not sent, or has failed.
type Problem int

// The problems.
const (
	NoProblem  Problem = iota
	BadURL             // the callbackUrl is no https address
	NoTarget           // no target for the callbackUrl; nothing was sent
	Elsewhere          // the target is not on this machine; nothing was sent
	Unreached          // no connection, or it broke
	TimedOut           // no answer in time
	Redirected         // a redirect, which is not followed
	BadStatus          // any other status than 2xx
)

// Result tells what was sent and how it was answered.
type Result struct {
	// Target is the address that the callback was for on this machine.
	Target string
	// Header is what was sent beside the body, with the Signature.
	Header    http.Header
	Signature string
	// Status is that of the answer; 0 = none.
	Status int
	// Answer is the beginning of the answer's body, which means nothing.
	Answer string
	// Took is the time until the answer or the failure.
	Took    time.Duration
	Verdict Verdict
	Problem Problem
	// Detail is the error of the connection.
	Detail string
}

// Target returns the address that a callback for a callbackUrl goes to.
func (s *Sender) Target(callbackURL string) (string, Problem) {
	to, problem := s.target(callbackURL)
	if problem != NoProblem {
		return "", problem
	}
	return to.String(), NoProblem
}

func (s *Sender) target(callbackURL string) (*url.URL, Problem) {
	u, err := url.Parse(callbackURL)
	if err != nil || u.Scheme != "https" || u.Host == "" {
		return nil, BadURL
	}
	u.Fragment, u.RawFragment = "", ""
	if to, found := lead(s.targets, u); found {
		return to, NoProblem
	}
	if s.opts.AllowRemote {
		return u, NoProblem
	}
	return nil, NoTarget
}

// Send sends a callback, once: https://developers.worksmobile.com/en/docs/bot-callback-postback
// says that a failed one is not sent again.
func (s *Sender) Send(ctx context.Context, c Callback) Result {
	to, problem := s.target(c.URL)
	if problem != NoProblem {
		return Result{Verdict: NotSent, Problem: problem}
	}
	ctx, cancel := context.WithTimeout(ctx, s.opts.Timeout)
	defer cancel()
	result := Result{Target: to.String(), Signature: c.signature()}
	result.Header = s.header(c.BotID, result.Signature)
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, to.String(), bytes.NewReader(c.Body))
	if err != nil {
		result.Verdict, result.Problem, result.Detail = NotSent, BadURL, err.Error()
		return result
	}
	req.Header = result.Header.Clone()
	req.Header["User-Agent"] = []string{""} // leaves it out: no page has one
	start := time.Now()
	// A transport, unlike a client, follows no redirect.
	resp, err := s.route(to).RoundTrip(req)
	result.Took = time.Since(start)
	if err != nil {
		result.Verdict, result.Problem = failure(err)
		result.Detail = err.Error()
		return result
	}
	result.Status = resp.StatusCode
	result.Verdict, result.Problem = judge(resp.StatusCode)
	result.Answer = excerpt(resp.Body)
	_ = resp.Body.Close()
	return result
}

func (s *Sender) route(to *url.URL) http.RoundTripper {
	if s.opts.AllowRemote && !isHere(to.Hostname()) {
		return s.outside
	}
	return s.here
}

// signature is made over the body as it is sent.
func (c Callback) signature() string {
	key := c.Secret
	if c.WrongSignature {
		key += " of another bot"
	}
	return Sign(key, c.Body)
}

// header has the names in the vendor's spelling, which Set would change.
func (s *Sender) header(botID int64, signature string) http.Header {
	name := BotIDHeader
	if s.opts.OtherSpelling {
		name = OtherBotIDHeader
	}
	return http.Header{
		"Content-Type":  {"application/json; charset=UTF-8"},
		name:            {strconv.FormatInt(botID, 10)},
		SignatureHeader: {signature},
	}
}

func failure(err error) (Verdict, Problem) {
	switch {
	case errors.Is(err, errElsewhere):
		return NotSent, Elsewhere
	case errors.Is(err, context.DeadlineExceeded):
		return Failed, TimedOut
	default:
		return Failed, Unreached
	}
}

func judge(status int) (Verdict, Problem) {
	switch {
	case status == http.StatusOK:
		return Delivered, NoProblem
	case status/100 == 2:
		return Accepted, NoProblem
	case status/100 == 3:
		return Failed, Redirected
	default:
		return Failed, BadStatus
	}
}

// excerpt reads the beginning of a body. What breaks off is as good as what ends: the
// answer's body is for the reader of the page alone.
func excerpt(body io.Reader) string {
	start, _ := io.ReadAll(io.LimitReader(body, maxExcerpt))
	return strings.ToValidUTF8(string(start), "\uFFFD")
}
