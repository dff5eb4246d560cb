// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/acctest"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/faulttest"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
)

// faults are those of the catalogue that tell the provider's ways to go on from each
// other; the client is tested with all.
func faults() []faulttest.Fault {
	return faulttest.Named(
		"429, Retry-After", "429, no header", "500", "500, but done", "502, page", "503, but done", "504, empty",
		"connection reset", "connection reset, but done", "response cut", "page", "page, but done", "page not found", "empty",
		"no response", "no response, but done", "401",
		"Ctrl-C before the response, but done", "Ctrl-C, no response", "Ctrl-C, no response, but done",
	)
}

// strike is one fault at one request.
type strike struct {
	name  string
	fault mockserver.Fault
	// pressed tells that the CLI ends the call after Ctrl-C.
	pressed bool
}

// context is that of the calls of a command that the fault strikes.
func (s strike) context(t *testing.T) (context.Context, context.CancelFunc) {
	t.Helper()
	if s.pressed {
		return context.WithTimeout(t.Context(), faulttest.Patience)
	}
	return context.WithCancel(t.Context())
}

// strikes are all faults at all requests that a step sends. That for a token is much
// the same in each, so that it need not always be struck.
func strikes(requests []mockserver.Request, withToken bool) []strike {
	var all []strike
	seen := map[string]int{}
	for _, r := range requests {
		if r.Operation == "POST /token" && !withToken {
			continue
		}
		for _, fault := range faults() {
			all = append(all, strike{
				fmt.Sprintf("%s %d, %s", r.Operation, seen[r.Operation]+1, fault.Name),
				fault.At(r.Operation, seen[r.Operation]), fault.Kind == faulttest.Cancelled,
			})
		}
		seen[r.Operation]++
	}
	return all
}

// step is one command of the CLI for one object. It returns the object that the CLI has in its
// state after it.
type step struct {
	name string
	// fresh tells that there is nothing before it.
	fresh bool
	run   func(ctx context.Context, t *testing.T, s *tenant, resource string, o object, prior acctest.Instance) (acctest.Instance, []*tfprotov6.Diagnostic)
	// config is the configuration for the step after it; nil: no such step.
	config func(s *tenant, o object) acctest.Values
}

func configured(s *tenant, o object) acctest.Values { return o.config(s) }

var steps = []step{
	{"create", true, func(ctx context.Context, t *testing.T, s *tenant, resource string, o object, prior acctest.Instance) (acctest.Instance, []*tfprotov6.Diagnostic) {
		t.Helper()
		return s.Process(t).Apply(ctx, t, resource, prior, o.config(s))
	}, configured},
	{"read", false, func(ctx context.Context, t *testing.T, s *tenant, resource string, _ object, prior acctest.Instance) (acctest.Instance, []*tfprotov6.Diagnostic) {
		t.Helper()
		return s.Process(t).Refresh(ctx, t, resource, prior)
	}, configured},
	{"update", false, func(ctx context.Context, t *testing.T, s *tenant, resource string, o object, prior acctest.Instance) (acctest.Instance, []*tfprotov6.Diagnostic) {
		t.Helper()
		return s.Process(t).Apply(ctx, t, resource, prior, s.after(o))
	}, (*tenant).after},
	{"delete", false, func(ctx context.Context, t *testing.T, s *tenant, resource string, _ object, prior acctest.Instance) (acctest.Instance, []*tfprotov6.Diagnostic) {
		t.Helper()
		return s.Process(t).Apply(ctx, t, resource, prior, nil)
	}, func(*tenant, object) acctest.Values { return nil }},
	{"import", false, func(ctx context.Context, t *testing.T, s *tenant, resource string, _ object, prior acctest.Instance) (acctest.Instance, []*tfprotov6.Diagnostic) {
		t.Helper()
		p := s.Process(t)
		imported, diags := p.Import(ctx, t, resource, p.ImportID(t, resource, prior))
		if acctest.IsError(diags) { // the object stays as it was, as far as the test is concerned
			return prior, diags
		}
		return imported, diags
	}, configured},
}

// ready is a tenant in which a step can run.
func ready(t *testing.T, st step, resource string, o object, change ...func(*mockserver.Options)) (*tenant, acctest.Instance) {
	t.Helper()
	s := &tenant{Tenant: acctest.NewInMemory(t, change...)}
	o.before(t, s)
	s.readyToken()
	var prior acctest.Instance
	if !st.fresh {
		var diags []*tfprotov6.Diagnostic
		if prior, diags = s.Process(t).Apply(t.Context(), t, resource, prior, o.config(s)); acctest.IsError(diags) {
			t.Fatalf("create: got %s, want no error", acctest.Messages(diags))
		}
	}
	s.API.ResetRequests()
	delete(s.Variables, accessToken)
	return s, prior
}

const accessToken = "LINEWORKS_ACCESS_TOKEN"

// readyToken spares the processes to come the signing in, which would be most of the time of a case
// computes.
func (s *tenant) readyToken() { s.Variables[accessToken] = s.API.NewToken() }

// TestFaults strikes each request of each step in the life of each kind of object with
// each fault. Whatever comes of it: nothing is there twice or without the state knowing
// it, unless an error says so, and the next apply puts everything right.
func TestFaults(t *testing.T) {
	t.Parallel()
	for resource, o := range objects() {
		for _, st := range steps {
			if st.without(resource, o) {
				continue
			}
			t.Run(resource+", "+st.name, func(t *testing.T) {
				t.Parallel()
				var requests []mockserver.Request
				synctest.Test(t, func(t *testing.T) {
					s, prior := ready(t, st, resource, o)
					if _, diags := st.run(t.Context(), t, s, resource, o, prior); acctest.IsError(diags) {
						t.Fatalf("without a fault: got %s, want no error", acctest.Messages(diags))
					}
					requests = s.API.Requests()
				})
				if len(requests) == 0 && !o.kept {
					t.Error("nothing was sent, want at least one request")
				}
				for _, fault := range strikes(requests, st.fresh) {
					t.Run(fault.name, func(t *testing.T) {
						t.Parallel()
						synctest.Test(t, func(t *testing.T) { struck(t, fault, st, resource, o) })
					})
				}
			})
		}
	}
}

// struck runs a step that a fault strikes, and goes on as a user would.
func struck(t *testing.T, fault strike, st step, resource string, o object) {
	t.Helper()
	s, prior := ready(t, st, resource, o)
	s.API.Fail(fault.fault)
	ctx, cancel := fault.context(t)
	defer cancel()
	start := time.Now()
	after, diags := st.run(ctx, t, s, resource, o, prior)
	if took := time.Since(start); took > 2*time.Minute || fault.pressed && took > faulttest.Patience+45*time.Second {
		t.Errorf("took %v, want at most 2 minutes, and soon after Ctrl-C", took)
	}
	if n := s.API.PendingFaults(); n > 0 {
		t.Fatalf("got %d pending faults, want 0: the fault has not struck", n)
	}
	said := acctest.Messages(diags)
	t.Logf("%s", said)
	if st.name == "read" && acctest.IsError(diags) && !after.State.Equal(prior.State) {
		t.Errorf("a read that failed left %s in the state, want %s", after.State, prior.State)
	}
	orphans := 0
	if !after.Exists() && o.named {
		orphans = o.count(s)
	}
	if orphans > 0 {
		// The search failed, or the API offers none.
		if !o.unlisted && (!fault.pressed || fault.fault.Delay != faulttest.Silence) {
			t.Errorf("got %d objects that the state does not know, want 0", orphans)
		}
		if !strings.Contains(said, "terraform import "+resource+".NAME ") {
			t.Errorf("got %q for an object outside the state, want an error that names the import command", said)
		}
	}
	if imported := s.converges(t, resource, o, after, st.config(s, o), orphans); imported && fault.fault.Delay != faulttest.Silence {
		t.Error("got an object that had to be imported, want the next apply to take it over")
	}
	if fault.pressed {
		// A request for a token is for all calls, so the end of one does not end it.
		<-time.After(5 * time.Minute)
	}
}

// converges refreshes, applies, and plans again in other processes. It tells whether
// something had to be imported because an error said so.
func (s *tenant) converges(t *testing.T, resource string, o object, now acctest.Instance, config acctest.Values, orphans int) (imported bool) {
	t.Helper()
	s.readyToken()
	next := s.Process(t)
	var diags []*tfprotov6.Diagnostic
	if now, diags = next.Refresh(t.Context(), t, resource, now); acctest.IsError(diags) {
		t.Fatalf("the next refresh: got %s, want no error", acctest.Messages(diags))
	}
	now, diags = next.Apply(t.Context(), t, resource, now, config)
	said := acctest.Messages(diags)
	if id := regexp.MustCompile("terraform import " + resource + `\.NAME (\S+)`).FindStringSubmatch(said); !now.Exists() && !o.named && id != nil {
		// It is there, and is not taken over unasked.
		now, diags = next.Import(t.Context(), t, resource, id[1])
		imported = true
	}
	if acctest.IsError(diags) {
		t.Fatalf("the next apply: got %s, want no error", acctest.Messages(diags))
	}
	if orphans > 0 && resource == "lineworks_bot" && !strings.Contains(said, "terraform import lineworks_bot.NAME 200000") {
		t.Errorf("got %s, want a warning of the bot that is there", said)
	}
	want := 1
	if config == nil && !o.kept {
		want = 0
	}
	if got := o.count(s) - orphans; got != want {
		t.Errorf("there are %d, want %d", got, want)
	}
	if config == nil {
		if now.Exists() {
			t.Errorf("the state has %s, want nothing", now.State)
		}
		return imported
	}
	last := s.Process(t)
	if now, diags = last.Refresh(t.Context(), t, resource, now); len(diags) > 0 || !now.Exists() {
		t.Fatalf("the last refresh: got %s, and an object: %t, want no diagnostics, and an object", acctest.Messages(diags), now.Exists())
	}
	last.PlansNothing(t, resource, now, config)
	unknown := func(r mockserver.Request) bool { return len(r.Unknown) > 0 }
	if slices.ContainsFunc(s.API.Requests(), unknown) {
		t.Error("got a request with properties that the API does not know, want none")
	}
	return imported
}
