// SPDX-License-Identifier: MPL-2.0

package rest_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/rest"
)

// TestDecode_implausible has successes say that the request failed, or be about another object
// than the request, to an operation of each kind.
func TestDecode_implausible(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		for body, want := range map[string]string{
			`{"botId":8}`:   "its botId is 8, and the request was for 7",
			`{"botID":"8"}`: "its botID is 8, and the request was for 7",
			`{"code":"NOT_FOUND","description":"Bot not found."}`: "the request failed: NOT_FOUND: Bot not found.",
			`{"botId":7,"code":500}`:                              "the request failed: 500",
			`{"botId":7,"code":300}`:                              "the request failed: 300",
			`{"botId":7,"code":-1}`:                               "the request failed: -1",
			`{"botId":7,"status":"error"}`:                        "the request failed: status error",
			`{"botId":7,"error":"busy"}`:                          "the request failed: error busy",
			`{"botId":7,"error":{"reason":"x"}}`:                  "the request failed: error {",
			`{"botId":7,"success":false}`:                         "the request failed: success false",
			`{"botId":7,"status":"FAILURE"}`:                      "the request failed: status FAILURE",
			`{"botId":7,"status":503}`:                            "the request failed: status 503",
			`{"botId":7,"result":"fail"}`:                         "the request failed: result fail",
			`{"botId":7,"ok":false}`:                              "the request failed: ok false",
			`{"botId":7,"errors":[{"reason":"x"}]}`:               "the request failed: errors [",
			`{"botId":7,"errorCode":"E1"}`:                        "the request failed: errorCode E1",
		} {
			for name, op := range map[string]rest.Operation{"get": opGet, "update": opUpdate, "set": opSet, "delete": opDelete, "create": opCreateRoom, "register": opRegister} {
				classes := "NotAPI"
				if op.Ambiguous != "" {
					classes = "NotAPI OutcomeUnknown"
				}
				s := serve(t, respond(http.StatusOK, body))
				err := newClient(t, s).send(t.Context(), op)
				if got := classesOf(err); got != classes || !strings.Contains(err.Error(), want) {
					t.Errorf("%s, %s: got error %v (%s), want one with %q (%s)", name, body, err, got, want, classes)
				}
				if n := len(s.Calls()); n != 1 {
					t.Errorf("%s, %s: sent %d requests, want 1", name, body, n)
				}
			}
		}
		for _, body := range []string{
			`{"botId":7}`, `{"botId":"007"}`, `{"botId":null}`, `{}`, `{"status":"ok","code":"","error":null,"success":true}`, `{"code":"OK"}`, `{"code":200}`,
			`{"status":204,"result":"ok","ok":true,"errors":[],"errorCode":""}`, `{"errors":null}`, `{"errors":{}}`, `{"status":"created"}`,
			`{"code":0}`, `{"code":299}`, `{"code":{"a":1}}`, `{"error":false}`, `{"error":""}`,
		} {
			if err := newClient(t, serve(t, respond(http.StatusOK, body))).send(t.Context(), opDelete); err != nil {
				t.Errorf("%s: got error %v, want none", body, err)
			}
		}
	})
}

// An object has ids of other objects, too; only the one of the path counts. The default rich
// menu is told under a name of its own.
func TestDecode_idsOfOthers(t *testing.T) {
	t.Parallel()
	user := rest.Operation{Method: http.MethodDelete, Path: "/users/{userId}/bots/{botId}", Body: rest.BodyIgnored}
	menu := rest.Operation{Method: http.MethodDelete, Path: "/bots/{botId}/richmenus/{richmenuId}", Body: rest.BodyIgnored}
	synctest.Test(t, func(t *testing.T) {
		for _, tc := range []struct {
			op   rest.Operation
			ids  []string
			body string
			want string // part of the error; "" for none
		}{
			{opDelete, []string{"7"}, `{"botId":7,"defaultRichmenuId":"8","userId":"9"}`, ""},
			{menu, []string{"7", "8"}, `{"botId":7,"richmenuId":"8","userId":"9"}`, ""},
			{menu, []string{"7", "8"}, `{"defaultRichmenuId":"9"}`, "its defaultRichmenuId is 9, and the request was for 8"},
			{opDelete, []string{"7"}, `{"a":1,"b":2,"c":3,"d":4,"e":5,"f":6,"botId":8}`, "its botId is 8, and the request was for 7"},
			{user, []string{"a@example.com", "7"}, `{"userId":"u1","botId":8}`, "its botId is 8, and the request was for 7"},
			{menu, []string{"7", "8"}, `{"botId":9,"richmenuId":"8"}`, "its botId is 9, and the request was for 7"},
		} {
			_, err := rest.Call[struct{}](t.Context(), newClient(t, serve(t, respond(200, tc.body))).Client, tc.op, rest.Args{IDs: tc.ids})
			if (err == nil) != (tc.want == "") || err != nil && !strings.Contains(err.Error(), tc.want) {
				t.Errorf("%s %q, %s: got error %v, want %q", tc.op, tc.ids, tc.body, err, tc.want)
			}
		}
	})
}

// A response may turn the e-mail address of a user into an id.
func TestDecode_email(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		op := rest.Operation{Method: http.MethodGet, Path: "/users/{userId}"}
		for id, fails := range map[string]bool{"u@example.com": false, "u-1": true} {
			c := newClient(t, serve(t, respond(http.StatusOK, `{"userId":"u-2"}`)))
			if _, err := rest.Call[struct{}](t.Context(), c.Client, op, rest.Args{IDs: []string{id}}); (err != nil) != fails {
				t.Errorf("%s: got error %v, want one: %t", id, err, fails)
			}
		}
	})
}

// TestOutcomeUnknown has a create get responses that are not the API's own: each of them leaves
// open whether the object was created. A refusal by the API does not, nor do 401 and 429.
func TestOutcomeUnknown(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		const page = "<!DOCTYPE html><title>Blocked</title>"
		for name, tc := range map[string]struct {
			response http.HandlerFunc
			unknown  bool
		}{
			"302":               {headed(302, http.Header{"Location": {"/login"}}, ""), true},
			"304":               {respond(304, ""), true},
			"200 as a page":     {typed(200, "text/html", page), true},
			"400 as a page":     {typed(400, "text/html", page), true},
			"403 as a page":     {typed(403, "text/html", page), true},
			"404 as a page":     {typed(404, "text/html", page), true},
			"404, empty":        {respond(404, ""), true},
			"408":               {respond(408, ""), true},
			"408, API's form":   {respond(408, `{"code":"TIMEOUT","description":"x"}`), true},
			"409 as a text":     {typed(409, "text/plain", "conflict"), true},
			"499":               {respond(499, ""), true},
			"500, API's form":   {respond(500, `{"code":"INTERNAL_SERVER_ERROR","description":"x"}`), true},
			"200, empty":        {respond(200, ""), true},
			"201, other object": {respond(201, `[]`), true},
			"400":               {respond(400, `{"code":"INVALID_PARAMETER","description":"x"}`), false},
			"403":               {respond(403, `{"code":"FORBIDDEN","description":"x"}`), false},
			"404":               {respond(404, gone), false},
			"404, wrong URL":    {respond(404, `{"code":"NOT_FOUND","description":"Api not exists"}`), false},
			"409":               {respond(409, `{"code":"CONFLICT","description":"x"}`), false},
			"401 as a page":     {typed(401, "text/html", page), false},
		} {
			s := serve(t, tc.response)
			err := newClient(t, s).send(t.Context(), opCreateRoom)
			if err == nil || errors.Is(err, rest.ErrOutcomeUnknown) != tc.unknown || strings.Contains(err.Error(), opCreateRoom.Ambiguous) != tc.unknown {
				t.Errorf("%s: got error %v, want one with an unknown outcome: %t", name, err, tc.unknown)
			}
			if n := strings.Count(strings.Join(s.Calls(), "\n"), "POST"); n != 1 && name != "401 as a page" {
				t.Errorf("%s: sent %d times, want 1", name, n)
			}
		}
	})
}

// TestTransport_switchingProtocols holds a 101 open. Neither the request's time-out nor the
// context ends the reading of such a connection, so it must not be read.
func TestTransport_switchingProtocols(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		for name, op := range map[string]rest.Operation{"get": opGet, "create": opCreateRoom, "delete": opDelete} {
			closed := make(chan struct{})
			s := serve(t, func(w http.ResponseWriter, r *http.Request) {
				_, _ = io.Copy(io.Discard, r.Body)
				conn, _, err := http.NewResponseController(w).Hijack()
				if err != nil {
					t.Errorf("hijacking the connection: got error %v, want none", err)
					return
				}
				_, _ = io.WriteString(conn, "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n")
				_, _ = io.Copy(io.Discard, conn) // until the client closes it
				_ = conn.Close()
				close(closed)
			})
			ctx, cancel := context.WithTimeout(t.Context(), time.Hour)
			start := time.Now()
			err := newClient(t, s).send(ctx, op)
			cancel()
			if !errors.Is(err, rest.ErrNotAPI) || !strings.Contains(err.Error(), "101 Switching Protocols: a switch to another protocol") {
				t.Errorf("%s: got error %v, want ErrNotAPI that names the switch", name, err)
			}
			if unknown := errors.Is(err, rest.ErrOutcomeUnknown); unknown != (op.Ambiguous != "") {
				t.Errorf("%s: outcome unknown: got %t, want %t", name, unknown, op.Ambiguous != "")
			}
			if took := time.Since(start); took > time.Second {
				t.Errorf("%s: took %v, want no wait", name, took)
			}
			<-closed
		}
	})
}
