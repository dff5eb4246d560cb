// SPDX-License-Identifier: MPL-2.0

package lineworks_test

import (
	"errors"
	"net/http"
	"testing"
	"time"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
)

const issue = "POST /token"

// unauthorized counts the responses with status 401.
func (s *site) unauthorized() int {
	n := 0
	for _, r := range s.api.Requests() {
		n += count(r.Status == http.StatusUnauthorized)
	}
	return n
}

// checkTokens compares how many tokens were asked for, and how many calls had none
// that was good. The operation of the token itself has requests of its own.
func (c *trial) checkTokens(asked, refused int) {
	c.Helper()
	if c.operation == issue {
		return
	}
	if got := c.api.Count(issue); got != asked {
		c.Errorf("asked for a token %d times, want %d", got, asked)
	}
	if got := c.unauthorized(); got != refused {
		c.Errorf("%d responses have the status 401, want %d", got, refused)
	}
}

// TestFaults_tokenRevoked ends all tokens in the middle of a run.
func TestFaults_tokenRevoked(t *testing.T) {
	t.Parallel()
	eachOperation(t, func(c *trial) {
		c.api.RevokeTokens()
		if err := c.do(c.Context()); err != nil {
			c.Error(err)
		}
		if c.done != nil && c.done() != 1 {
			c.Errorf("done %d times", c.done())
		}
		if c.twice != signs { // for which no other token is needed
			c.checkTokens(1, 1)
		}
	})
}

// TestFaults_tokenExpires has the token expire before a call, and while a call waits
// for its turn. Neither is ever sent with a token that is void.
func TestFaults_tokenExpires(t *testing.T) {
	t.Parallel()
	for name, begin := range map[string]func(c *trial){
		"before the call": func(c *trial) {
			c.Helper()
			pause(c.T, 2*time.Hour)
		},
		"while it waits": func(c *trial) {
			c.Helper()
			pause(c.T, 55*time.Minute)
			c.api.Fail(mockserver.Fault{Operation: c.operation, Status: 429, Code: tooMany, Header: http.Header{"Retry-After": {"590"}}})
		},
		"before a repeat": func(c *trial) {
			c.Helper()
			pause(c.T, 55*time.Minute)
			c.api.Fail(mockserver.Fault{Operation: c.operation, Status: 503, Header: http.Header{"Retry-After": {"590"}}})
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			eachOperation(t, func(c *trial) {
				begin(c)
				err := c.do(c.Context())
				if name == "before a repeat" && (c.twice == searched || c.twice == uncertain) {
					return // which has none: TestFaults
				}
				if err != nil {
					c.Error(err)
				}
				if c.done != nil && c.done() != 1 {
					c.Errorf("done %d times", c.done())
				}
				if c.twice != signs {
					c.checkTokens(1, 0)
				}
			})
		})
	}
}

// TestFaults_tokenEndpoint has a token endpoint that issues no token, for a while or for
// good. No request is sent without one, so nothing is in doubt.
func TestFaults_tokenEndpoint(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		fault mockserver.Fault
		asked int
		class error // nil: it works in the end
	}{
		"503 once":              {mockserver.Fault{Status: 503}, 2, nil},
		"503 for ever":          {mockserver.Fault{Status: 503, Times: 1000}, attempts, lineworks.ErrServer},
		"429 once":              {mockserver.Fault{Status: 429, Header: http.Header{"Retry-After": {"7"}}}, 2, nil},
		"reset once":            {mockserver.Fault{Reset: true}, 2, nil},
		"reset when issued":     {mockserver.Fault{Reset: true, Act: true}, 2, nil},
		"cut once":              {mockserver.Fault{Cut: true}, 2, nil},
		"no response, for 30 s": {mockserver.Fault{Delay: silence}, 2, nil},
		"refused":               {mockserver.Fault{Status: 400, Code: "invalid_grant", Times: 1000}, 1, lineworks.ErrInvalid},
		"401":                   {mockserver.Fault{Status: 401, Code: "invalid_client", Times: 1000}, 1, lineworks.ErrUnauthorized},
		"500":                   {mockserver.Fault{Status: 500}, 1, lineworks.ErrServer},
		"page":                  {mockserver.Fault{Status: 200, Body: html}, 1, lineworks.ErrNotAPI},
		"page not found":        {mockserver.Fault{Status: 404, Body: html}, 1, lineworks.ErrNotAPI},
		"nothing":               {mockserver.Fault{Status: 200, Act: true}, 1, lineworks.ErrNotAPI},
		"a token that is void":  {mockserver.Fault{Status: 200, Body: `{"access_token":"void","token_type":"Bearer","expires_in":"3600"}`, ContentType: "application/json"}, 2, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			eachOperation(t, func(c *trial) {
				if c.twice == signs {
					return // it needs no other token: TestFaults
				}
				pause(c.T, 2*time.Hour) // the token has expired
				strike := tc.fault
				strike.Operation = issue
				c.api.Fail(strike)
				err := c.do(c.Context())
				if got := c.api.Count(issue); got != tc.asked {
					c.Errorf("asked for a token %d times, want %d", got, tc.asked)
				}
				if tc.class == nil {
					if err != nil || c.done != nil && c.done() != 1 {
						c.Errorf("error %v", err)
					}
					return
				}
				if !errors.Is(err, lineworks.ErrNoToken) || !errors.Is(err, tc.class) || errors.Is(err, lineworks.ErrOutcomeUnknown) || errors.Is(err, lineworks.ErrNotFound) {
					c.Errorf("error %v, want %q", err, tc.class)
				}
				if sent := c.api.Count(c.operation); sent != 0 || c.done != nil && c.done() != 0 {
					c.Errorf("sent %d times without a token", sent)
				}
			})
		})
	}
}
