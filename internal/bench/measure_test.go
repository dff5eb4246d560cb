// SPDX-License-Identifier: MPL-2.0

package bench_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/bench"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfcli"
)

// TestMeasure measures little: that it runs, and that the counts are right.
// Times are not tested.
func TestMeasure(t *testing.T) {
	t.Parallel()
	cli, err := tfcli.Find(t.Context())
	if errors.Is(err, tfcli.ErrNoCLI) {
		t.Skip(err)
	} else if err != nil {
		t.Fatal(err)
	}
	const bots = 3
	o := bench.Options{
		CLI: cli, Bots: bots, Pairs: 1, Starts: 1, Plain: true,
		Tenant:  16,                                // one with a menu of a user
		Limited: 2, Limit: 20, Window: time.Minute, // in one window: nothing waits, and a slow machine passes no limit
	}
	r, err := bench.Measure(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range r.Checks() {
		if c.Counted && !c.Held {
			t.Errorf("%s: got %s, want at most %s", c.What, c.Measured, c.Limit)
		}
	}
	names := map[string]bench.Step{}
	for _, s := range r.Steps {
		names[s.Name] = s
		for _, run := range append(s.Provider, s.Yardstick...) {
			// The yardstick's and the provider's own processes are in the sum.
			if run.Provider <= 0 || run.CPU <= run.Provider || run.Wall <= 0 || run.PeakMemory <= 0 {
				t.Errorf("%s: got %+v, want more than nothing, and the CLI's share in the sum", s.Name, run)
			}
			if run.Connections < 1 || run.Callers < 1 {
				t.Errorf("%s: got %d connections of %d processes, want at least 1 of each", s.Name, run.Connections, run.Callers)
			}
		}
	}
	for _, run := range append(names["create"].Provider, names["create"].Yardstick...) {
		if n := run.Operations["POST /bots"]; n != bots {
			t.Errorf("got %d bots made, want %d", n, bots)
		}
	}
	if n := names["plan"].Yardstick[0].Operations["POST /token"]; n != 0 {
		t.Errorf("the yardstick: got %d tokens fetched, want none", n)
	}
	if n := len(r.Start.Provider) + len(r.Start.Yardstick); n != 2 || r.StateBytes == 0 || r.Size == 0 {
		t.Errorf("got %d starts, %d bytes of state, a program of %d bytes, want 2 and more than nothing", n, r.StateBytes, r.Size)
	}
	for _, s := range r.Limited {
		if s.Alone != (s.Wall > s.Took) {
			t.Errorf("under the limit: got a run of %s, want it to last longer only if it was alone: %+v", s.Wall, s)
		}
	}
	if len(r.Limited) != 5 || r.Limited[0].Calls != 2 || r.Limited[4].Calls != 4 || r.Limited[0].Windows != 1 {
		t.Errorf("under the limit: got %+v, want 5 steps of 2 to 4 calls, the first in one window", r.Limited)
	}
	if len(r.Tenant.Steps) != 4 || r.Tenant.Objects != 79 || len(r.Tenant.State) != 7 || r.Tenant.Plan == 0 {
		t.Errorf("the tenant: got %+v, want 4 steps with 79 objects of 7 kinds, and a plan", r.Tenant)
	}
	if report := r.Report(); !strings.Contains(report, "| create | provider | ") {
		t.Errorf("got the report\n%s\nwant a row of the creation", report)
	}
}

func TestMeasure_options(t *testing.T) {
	t.Parallel()
	for name, spoil := range map[string]func(*bench.Options){
		"no bots":          func(o *bench.Options) { o.Bots = 0 },
		"too many bots":    func(o *bench.Options) { o.Bots = 301 },
		"a large tenant":   func(o *bench.Options) { o.Tenant = 301 },
		"a small tenant":   func(o *bench.Options) { o.Tenant = -1 },
		"no pairs":         func(o *bench.Options) { o.Pairs = 0 },
		"no starts":        func(o *bench.Options) { o.Starts = 0 },
		"no limited bots":  func(o *bench.Options) { o.Limited = 0 },
		"too many limited": func(o *bench.Options) { o.Limited = 151 },
		"no limit":         func(o *bench.Options) { o.Limit = 0 },
		"a short window":   func(o *bench.Options) { o.Window = time.Millisecond },
	} {
		o := bench.Defaults()
		spoil(&o)
		if _, err := bench.Measure(t.Context(), o); err == nil {
			t.Errorf("%s: got no error, want one", name)
		}
	}
}
