// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/acctest"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
)

// furnishedWithNeighbours is a tenant that has one of everything, and neighbours beside it.
func furnishedWithNeighbours(t *testing.T) *neighbours {
	t.Helper()
	n := withNeighbours(furnished(t), true)
	n.API.ResetRequests()
	return n
}

// record runs a call without a wrong response, and returns its exchanges and what it told.
func record(t *testing.T, do request) (all []exchange, truth string) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		n := furnishedWithNeighbours(t)
		recorded := &recorder{}
		n.API.Fail(recorded.fault())
		var diags []*tfprotov6.Diagnostic
		if truth, diags = do(t.Context(), t, n.tenant, n.Process(t)); len(diags) > 0 {
			t.Fatalf("without a fault: got %s, want no diagnostics", acctest.Messages(diags))
		}
		all = recorded.exchanges(n.API.Requests())
	})
	if len(all) == 0 {
		t.Fatal("nothing was sent, want at least one request")
	}
	return all, truth
}

// eachWrong runs a subtest for each response of the list to each of the exchanges.
func eachWrong(t *testing.T, all []exchange, withToken bool, test func(t *testing.T, w wrong, e exchange, nth int)) {
	t.Helper()
	seen := map[string]int{}
	for _, e := range all {
		nth := seen[e.operation]
		seen[e.operation]++
		if e.operation == "POST /token" && !withToken {
			continue
		}
		for _, w := range wrongs() {
			if !w.fits(e, "") {
				continue
			}
			t.Run(fmt.Sprintf("%s %d, %s", e.operation, nth+1, w.name), func(t *testing.T) {
				t.Parallel()
				synctest.Test(t, func(t *testing.T) { test(t, w, e, nth) })
			})
		}
	}
}

// ask runs a call with one wrong response.
func ask(t *testing.T, do request, w wrong, e exchange, nth int) (n *neighbours, told string, diags []*tfprotov6.Diagnostic) {
	t.Helper()
	n = furnishedWithNeighbours(t)
	untouched, own := n.all(), n.own()
	script := w.script(n, e, "")
	script.Operation, script.Skip = e.operation, nth
	n.API.Fail(script)
	told, diags = do(t.Context(), t, n.tenant, n.Process(t))
	if script.Times == 0 && n.API.PendingFaults() > 0 {
		t.Fatalf("got %d pending faults, want 0: the response was not given", n.API.PendingFaults())
	}
	if got := n.API.Count(e.operation); script.Times > 0 && got > 20 {
		t.Errorf("%s was sent %d times, want an end", e.operation, got)
	}
	t.Logf("%s", acctest.Messages(diags))
	if got := n.all(); got != untouched {
		t.Errorf("the neighbours are\n%s, want them untouched:\n%s", got, untouched)
	}
	if got := n.own(); got != own {
		t.Errorf("the service has\n%s, want\n%s", got, own)
	}
	return n, told, diags
}

// contradicted returns the ids in the path of a request that a response with the ids of
// neighbours contradicts, each with the one that it has instead.
func (n *neighbours) contradicted(e exchange) map[string]string {
	var fields map[string]any
	if json.Unmarshal([]byte(e.body), &fields) != nil {
		return nil
	}
	ids := map[string]string{}
	for name, other := range n.otherIDs() {
		own := strings.Trim(fmt.Sprintf("%.0f", fields[name]), `"`)
		if text, ok := fields[name].(string); ok {
			own = text
		}
		if own != "" && own != fmt.Sprint(other) && slices.Contains(strings.Split(e.path, "/"), own) {
			ids[own] = fmt.Sprint(other)
		}
	}
	return ids
}

// silent reports whether a response tells nothing that an operation without a documented body
// could be judged by.
func silent(w wrong) bool {
	return w.name == "done, but an unchanged object" || w.name == "another API's object"
}

// TestWrongResponses_requests gives each request of each data source, list and ephemeral
// resource each response of the list. They tell the truth or fail: a list is never shorter,
// and an object is never another one.
func TestWrongResponses_requests(t *testing.T) {
	t.Parallel()
	for name, do := range requests() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			all, truth := record(t, do)
			eachWrong(t, all, strings.Contains(name, "token"), func(t *testing.T, w wrong, e exchange, nth int) {
				t.Helper()
				n, told, diags := ask(t, do, w, e, nth)
				said := acctest.Messages(diags)
				if w.name == "another id" {
					for own, other := range n.contradicted(e) {
						if !acctest.IsError(diags) || !strings.Contains(said, own) || !strings.Contains(said, other) {
							t.Errorf("got %s, want an error that names %s and %s", said, own, other)
						}
					}
				}
				if !acctest.IsError(diags) && told != truth && !plausible(w, e) {
					t.Errorf("told\n%s, want an error, or\n%s", told, truth)
				}
				if e.operation == "POST /revoke" && !strings.HasSuffix(w.name, ", but done") && !silent(w) && len(diags) == 0 {
					t.Error("the token was not revoked, and nothing says so")
				}
				for _, r := range n.API.Requests() {
					if r.Method != "GET" && r.Operation != "POST /token" && r.Operation != "POST /revoke" {
						t.Errorf("%s %s was sent, want nothing that changes anything", r.Method, r.Path)
					}
				}
			})
		})
	}
}

// TestWrongResponses_messages gives each request of the action each response of the list. A
// message is never sent twice, and where its outcome is unknown, the error says so.
func TestWrongResponses_messages(t *testing.T) {
	t.Parallel()
	for name, do := range invocations() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			all, _ := record(t, do)
			eachWrong(t, all, true, func(t *testing.T, w wrong, e exchange, nth int) {
				t.Helper()
				n, _, diags := ask(t, do, w, e, nth)
				sent := len(n.API.Messages())
				said := acctest.Messages(diags)
				// No page shows a body in the response to a message.
				believed := strings.HasSuffix(e.operation, "/messages") && silent(w)
				switch {
				case sent > 1:
					t.Errorf("the message arrived %d times, want at most once", sent)
				case sent == 0 && !acctest.IsError(diags) && !believed:
					t.Error("no message arrived, want an error")
				case strings.HasSuffix(e.operation, "/messages") && acctest.IsError(diags) && !strings.Contains(said, "may have arrived"):
					t.Errorf("got %s, want an error that says that the message may have arrived", said)
				case !strings.HasSuffix(e.operation, "/messages") && strings.Contains(said, "may have arrived"):
					t.Errorf("got %s, want no doubt about a message that was not sent", said)
				case n.API.Count(e.operation) > 1 && strings.HasSuffix(e.operation, "/messages"):
					t.Errorf("%s was sent %d times, want once", e.operation, n.API.Count(e.operation))
				}
			})
		})
	}
}

// unused are the operations of the mock that the provider does not send.
var unused = map[string]bool{
	"PUT /bots/{botId}": true, "PUT /bots/{botId}/domains/{domainId}": true, "PUT {uploadUrl}": true,
	"GET /bots/{botId}/attachments/{fileId}": true, "GET {fileUrl}": true,
	"GET /users/external-keys": true, "GET /orgunits/external-keys": true, "GET /groups/external-keys": true, "GET /groups/{groupId}/administrators": true,
}

// TestWrongResponses_everyOperation finds the operations of the API that no object, data
// source, list or action of the tables sends.
func TestWrongResponses_everyOperation(t *testing.T) {
	t.Parallel()
	sent := map[string]bool{}
	note := func(requests []mockserver.Request) {
		for _, r := range requests {
			sent[r.Operation] = true
		}
	}
	synctest.Test(t, func(t *testing.T) {
		for resource, o := range objects() {
			for _, st := range steps {
				if st.name == "update" && o.changed == nil || st.name == "import" && resource == "lineworks_bot_secret" {
					continue
				}
				s, prior := ready(t, st, resource, o)
				st.run(t.Context(), t, s, resource, o, prior)
				note(s.API.Requests())
			}
		}
		all := requests()
		maps.Copy(all, invocations())
		for _, do := range all {
			s := furnished(t)
			do(t.Context(), t, s, s.Process(t))
			note(s.API.Requests())
		}
	})
	for _, operation := range mockserver.Operations() {
		if !sent[operation] && !unused[operation] {
			t.Errorf("%s is sent by no row of the tables", operation)
		}
		if sent[operation] && unused[operation] {
			t.Errorf("%s is sent, want it not among the unused operations", operation)
		}
	}
}
