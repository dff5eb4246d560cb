// SPDX-License-Identifier: MPL-2.0

package auth_test

import (
	"context"
	"net/http"
	"testing"
	"time"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/httpscript"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/auth"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/clienttest"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/rest"
)

// The server, and its responses.
type script = httpscript.Server

var (
	serve    = httpscript.Serve
	respond  = httpscript.JSON
	headed   = httpscript.Headed
	hangUp   = httpscript.HangUp
	breakOff = httpscript.BreakOff
)

const secret = clienttest.Secret

// A service account with its key, and a response to its token request.
var (
	testKey   = clienttest.Key
	account   = clienttest.Account
	newSource = clienttest.NewSource
	granted   = clienttest.Granted
)

const (
	token   = "jp1AbC+/def="
	gone    = `{"code":"NOT_FOUND","description":"Bot not found."}`
	limited = `{"code":"TOO_MANY_REQUESTS","description":"API rate limit exceeded"}`
)

// send calls an operation of the API with a token of the source, and a create too. Neither
// gets a token in these tests, so that neither is sent.
func send(t *testing.T, s *script, source *auth.ServiceAccountSource) (read, create error) {
	t.Helper()
	base, err := rest.ParseURL(s.URL)
	if err != nil {
		t.Fatal(err)
	}
	c := rest.NewClient(rest.Config{Base: base, Tokens: source, Transport: httpscript.NewTransport(), UserAgent: "test", Timeout: time.Minute})
	_, read = rest.Call[struct{}](t.Context(), c, rest.Operation{Method: http.MethodGet, Path: "/bots"}, rest.Args{})
	_, create = rest.Call[struct{}](t.Context(), c, rest.Operation{Method: http.MethodPost, Path: "/bots", Retry: rest.Never, Ambiguous: "?"}, rest.Args{})
	return read, create
}

// classesOf names the classes that err belongs to, in order.
func classesOf(err error) string { return clienttest.ClassesOf(err, nil) }

// pause waits inside a bubble of synctest.
func pause(t *testing.T, d time.Duration) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), d)
	defer cancel()
	<-ctx.Done()
	if t.Context().Err() != nil {
		t.Fatal("the test ended during a pause, want it to go on")
	}
}
