// SPDX-License-Identifier: MPL-2.0

package rest_test

import (
	"context"
	"errors"
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/httpscript"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/clienttest"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/rest"
)

// The server, and its responses.
type (
	script  = httpscript.Server
	tripper = httpscript.RoundTripper
)

var (
	serve    = httpscript.Serve
	respond  = httpscript.JSON
	typed    = httpscript.Typed
	headed   = httpscript.Headed
	hangUp   = httpscript.HangUp
	breakOff = httpscript.BreakOff
)

const (
	token   = "jp1AbC+/def="
	gone    = `{"code":"NOT_FOUND","description":"Bot not found."}`
	limited = `{"code":"TOO_MANY_REQUESTS","description":"API rate limit exceeded"}`
	refused = `{"code":"UNAUTHORIZED","description":"Authentication failed"}`
	bot7    = `{"botId":7,"botName":"Desk","photoUrl":"https://example.com/p.png"}`
)

// An operation of each kind.
var (
	opGet        = rest.Operation{Method: http.MethodGet, Path: "/bots/{botId}"}
	opMenu       = rest.Operation{Method: http.MethodGet, Path: "/bots/{botId}/persistentmenu", Body: rest.ObjectOptional}
	opUpdate     = rest.Operation{Method: http.MethodPatch, Path: "/bots/{botId}", Body: rest.ObjectOptional}
	opSet        = rest.Operation{Method: http.MethodPost, Path: "/bots/{botId}/persistentmenu", Body: rest.ObjectOptional}
	opDelete     = rest.Operation{Method: http.MethodDelete, Path: "/bots/{botId}", Body: rest.BodyIgnored}
	opCreateRoom = rest.Operation{Method: http.MethodPost, Path: "/bots/{botId}/channels", Retry: rest.Never, Ambiguous: "the room may have been created all the same"}
	opRegister   = rest.Operation{Method: http.MethodPost, Path: "/bots/{botId}/domains", Retry: rest.CheckFirst, Body: rest.ObjectOptional, Ambiguous: "the bot may have been registered all the same"}
)

// bot is the body of a response.
type bot struct {
	BotID   int    `json:"botId"`
	BotName string `json:"botName"`
}

func (b *bot) Check() error {
	if b.BotID == 0 {
		return errors.New("the response has no botId")
	}
	return nil
}

// source hands out a token, and after each renewal the next one. A renewal fails if there is
// none.
type source struct {
	mu      sync.Mutex
	tokens  []string
	renewed int
}

func (s *source) Token(context.Context) (rest.Token, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return rest.Token{AccessToken: s.tokens[s.renewed]}, nil
}

func (s *source) Renew(ctx context.Context, _ rest.Token) (rest.Token, error) {
	s.mu.Lock()
	last := s.renewed+1 >= len(s.tokens)
	if !last {
		s.renewed++
	}
	s.mu.Unlock()
	if last {
		return rest.Token{}, errors.New("no other token")
	}
	return s.Token(ctx)
}

// client calls operations of bot 7.
type client struct{ *rest.Client }

func newClient(t *testing.T, s *script, change ...func(*rest.Config)) client {
	t.Helper()
	base, err := rest.ParseURL(s.URL)
	if err != nil {
		t.Fatal(err)
	}
	config := rest.Config{
		Base: base, Tokens: &source{tokens: []string{token}}, Transport: httpscript.NewTransport(),
		UserAgent: "test/1", MaxRetries: 4, Timeout: rest.DefaultTimeout,
	}
	for _, c := range change {
		c(&config)
	}
	return client{rest.NewClient(config)}
}

func withMaxRetries(n int) func(*rest.Config) { return func(c *rest.Config) { c.MaxRetries = n } }

func withTransport(rt http.RoundTripper) func(*rest.Config) {
	return func(c *rest.Config) { c.Transport = rt }
}

func withTokens(s rest.TokenSource) func(*rest.Config) { return func(c *rest.Config) { c.Tokens = s } }

func (c client) get(ctx context.Context) (*bot, error) {
	return rest.Call[bot](ctx, c.Client, opGet, rest.Args{IDs: []string{"7"}})
}

// send calls an operation of bot 7 with a body.
func (c client) send(ctx context.Context, op rest.Operation) error {
	_, err := rest.Call[struct{}](ctx, c.Client, op, rest.Args{IDs: []string{"7"}, Body: map[string]string{"a": "b"}})
	return err
}

// notices collects the waits that a client reports.
type notices struct {
	mu  sync.Mutex
	got []rest.Wait
}

func (n *notices) notify(c *rest.Config) {
	c.Notify = func(_ context.Context, w rest.Wait) {
		n.mu.Lock()
		defer n.mu.Unlock()
		n.got = append(n.got, w)
	}
}

// waits lists how long the client waited.
func (n *notices) waits() []time.Duration {
	n.mu.Lock()
	defer n.mu.Unlock()
	var out []time.Duration
	for _, w := range n.got {
		out = append(out, w.For)
	}
	return out
}

// classesOf names the classes that err belongs to, in order.
func classesOf(err error) string { return clienttest.ClassesOf(err, nil) }
