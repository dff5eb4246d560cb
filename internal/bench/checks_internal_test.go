// SPDX-License-Identifier: MPL-2.0

package bench

import (
	"maps"
	"strings"
	"testing"
	"time"
)

// perfect is a result that holds every limit.
func perfect() *Result {
	const bots, tenantBots = 4, 40
	r := &Result{
		Options: Options{Bots: bots, Pairs: 1, Starts: 1, Tenant: tenantBots, Limited: 6, Limit: 3, Window: time.Second},
		Machine: Machine{Platform: "os/arch", Cores: 2, Memory: 3 << 30, Go: "go1", CLI: "Terraform 1"},
		Size:    19e6, YardstickSize: 18e6, StateBytes: 1000,
		Start: Pairs{Provider: []Run{{CPU: 1, Wall: 1}}, Yardstick: []Run{{CPU: 1, Wall: 1}}},
		Limited: []LimitedStep{
			{Name: "create", Calls: 6, Windows: 2, Took: 1020 * time.Millisecond, Wall: 1500 * time.Millisecond, Bound: time.Second, Alone: true},
			{Name: "few", Calls: 3, Windows: 1, Took: 100 * time.Millisecond, Wall: 500 * time.Millisecond, Alone: true},
			{Name: "two at once", Calls: 12, Windows: 5, Took: 5 * time.Second, Bound: 3 * time.Second, Refused: 3},
		},
	}
	for _, s := range life() {
		run := Run{
			CPU: time.Second, Provider: time.Second / 2, Wall: time.Second, PeakMemory: 30 << 20,
			Connections: 10, Callers: 2, Operations: map[string]int{opToken: 2},
		}
		for _, operation := range s.each {
			run.Operations[operation] = bots
		}
		if s.makes {
			run.Operations[opListBots] = 2
		}
		bare := run
		run.CPU, run.Provider = 950*time.Millisecond, 400*time.Millisecond
		r.Steps = append(r.Steps, Step{s.name, Pairs{Provider: []Run{run}, Yardstick: []Run{bare}}})
	}
	shape := shapeOf(tenantBots)
	r.Tenant = &Tenant{Objects: shape.total(), State: []KindBytes{{"lineworks_bot", tenantBots, 1000}}, Plan: 200}
	for _, s := range shape.steps() {
		s.Run = Run{CPU: time.Second, Provider: time.Second / 2, Wall: time.Second, PeakMemory: 30 << 20, Callers: 2, Operations: map[string]int{opToken: 2}}
		for operation, n := range s.want {
			s.Run.Operations[operation] = n
		}
		if s.makes {
			s.Run.Operations[opListBots] = 2
		}
		r.Tenant.Steps = append(r.Tenant.Steps, s)
	}
	return r
}

// over lists the limits that are not held, by their subjects.
func over(r *Result) []string {
	var out []string
	for _, c := range r.Checks() {
		if !c.Held {
			out = append(out, c.What)
		}
	}
	return out
}

// TestChecks breaks one limit after the other, each by the least.
func TestChecks(t *testing.T) {
	t.Parallel()
	if broken := over(perfect()); len(broken) > 0 {
		t.Fatalf("a perfect result: got %q over its limit, want none", broken)
	}
	const create, plan, update, destroy = 0, 1, 3, 4
	for _, test := range []struct {
		want    string
		counted bool
		spoil   func(*Result)
	}{
		{"CPU of create, CLI", false, func(r *Result) { r.Steps[create].Provider[0].CPU = 951 * time.Millisecond }},
		{"CPU of plan, CLI", false, func(r *Result) { r.Steps[plan].Provider[0].CPU = 951 * time.Millisecond }},
		{"CPU of update all, CLI", false, func(r *Result) { r.Steps[update].Provider[0].CPU = 951 * time.Millisecond }},
		{"CPU of destroy, CLI", false, func(r *Result) { r.Steps[destroy].Provider[0].CPU = 951 * time.Millisecond }},
		{"CPU of create, the provider", false, func(r *Result) { r.Steps[create].Provider[0].Provider = 401 * time.Millisecond }},
		{"CPU of plan, the provider", false, func(r *Result) { r.Steps[plan].Provider[0].Provider = 401 * time.Millisecond }},
		{"CPU of update all, the provider", false, func(r *Result) { r.Steps[update].Provider[0].Provider = 401 * time.Millisecond }},
		{"CPU of destroy, the provider", false, func(r *Result) { r.Steps[destroy].Provider[0].Provider = 401 * time.Millisecond }},
		{"start", false, func(r *Result) { r.Start.Provider[0].Wall = 2 }},
		{"state of one bot", true, func(r *Result) { r.StateBytes = 1434 }},
		{"peak memory", true, func(r *Result) { r.Steps[update].Provider[0].PeakMemory = 80 << 20 }},
		{"size of the stripped program", true, func(r *Result) { r.Size = 21_000_001 }},
		{"requests beside one", true, func(r *Result) { r.Steps[update].Provider[0].Operations[opReadBot]++ }},
		{"requests beside one", true, func(r *Result) { r.Steps[update].Provider[0].Operations[opReadBot]-- }},
		{"requests beside one", true, func(r *Result) { r.Steps[update].Provider[0].Operations["GET /other"] = 1 }},
		{"tokens", true, func(r *Result) { r.Steps[plan].Provider[0].Operations[opToken] = 3 }},
		{"listings", true, func(r *Result) { r.Steps[create].Provider[0].Operations[opListBots] = 3 }},
		{"listings", true, func(r *Result) { r.Steps[plan].Provider[0].Operations[opListBots] = 1 }},
		{"responses with status 429", true, func(r *Result) { r.Steps[plan].Provider[0].Refused = 1 }},
		{"overlapping writes", true, func(r *Result) { r.Steps[plan].Provider[0].Overlaps = 1 }},
		{"connections", true, func(r *Result) { r.Steps[plan].Provider[0].Connections = 11 }},
		{"a realistic tenant: requests beside", true, func(r *Result) { r.Tenant.Steps[1].Run.Operations[opRegister]++ }},
		{"a realistic tenant: requests beside", true, func(r *Result) { r.Tenant.Steps[2].Run.Operations[opReadImage]-- }},
		{"a realistic tenant: requests beside", true, func(r *Result) { r.Tenant.Steps[0].Run.Operations["GET /other"] = 1 }},
		{"a realistic tenant: tokens", true, func(r *Result) { r.Tenant.Steps[3].Run.Operations[opToken] = 3 }},
		{"a realistic tenant: listings", true, func(r *Result) { r.Tenant.Steps[1].Run.Operations[opListBots] = 3 }},
		{"a realistic tenant: listings", true, func(r *Result) { r.Tenant.Steps[2].Run.Operations[opListBots] = 1 }},
		{"a realistic tenant: responses with status 429", true, func(r *Result) { r.Tenant.Steps[2].Run.Refused = 1 }},
		{"a realistic tenant: overlapping", true, func(r *Result) { r.Tenant.Steps[2].Run.Overlaps = 1 }},
		{"a realistic tenant: peak memory", true, func(r *Result) { r.Tenant.Steps[2].Run.PeakMemory = 80 << 20 }},
		{"under a rate limit: create", true, func(r *Result) { r.Limited[0].Windows = 3 }},
		{"under a rate limit: few", true, func(r *Result) { r.Limited[1].Windows = 2 }},
		{"under a rate limit: create, from the first call", false, func(r *Result) { r.Limited[0].Took = 1020*time.Millisecond + 1 }},
		{"under a rate limit: create, the whole run", true, func(r *Result) { r.Limited[0].Wall = 2*time.Second + 1 }},
		{"under a rate limit: create", true, func(r *Result) { r.Limited[0].Refused = 1 }},
	} {
		r := perfect()
		for i := range r.Steps { // the yardstick's run shares its map
			run := r.Steps[i].Provider[0]
			run.Operations = maps.Clone(run.Operations)
			r.Steps[i].Provider = []Run{run}
		}
		test.spoil(r)
		broken := over(r)
		if len(broken) != 1 || !strings.HasPrefix(broken[0], test.want) {
			t.Errorf("got %q over their limits, want only %s", broken, test.want)
		}
		for _, c := range r.Checks() {
			if !c.Held && c.Counted != test.counted {
				t.Errorf("%s: got counted = %t, want %t", c.What, c.Counted, test.counted)
			}
		}
	}
}

// TestChecks_unknown leaves out values that could not be measured.
func TestChecks_unknown(t *testing.T) {
	t.Parallel()
	r := perfect()
	r.Options.Plain = true
	for i := range r.Steps {
		r.Steps[i].Provider[0].PeakMemory = 0
	}
	for i := range r.Tenant.Steps {
		r.Tenant.Steps[i].Run.PeakMemory = 0
	}
	for _, c := range r.Checks() {
		if strings.Contains(c.What, "memory") || strings.Contains(c.What, "program") {
			t.Errorf("got the check %s: %s, want it left out", c.What, c.Measured)
		}
	}
}

func TestAllowedListings(t *testing.T) {
	t.Parallel()
	creating, reading := life()[0], life()[1]
	for _, test := range []struct {
		step            step
		processes, bots int
		want            int
	}{
		{creating, 2, 5, 2}, {creating, 2, 100, 2}, {creating, 2, 101, 4}, {creating, 1, 300, 3}, {reading, 2, 300, 0},
	} {
		if got := allowedListings(test.step.makes, test.processes, test.bots); got != test.want {
			t.Errorf("%s of %d bots in %d processes: %d, want %d", test.step.name, test.bots, test.processes, got, test.want)
		}
	}
}

func TestReport(t *testing.T) {
	t.Parallel()
	r := perfect()
	r.StateBytes = 5000
	report := r.Report()
	for _, want := range []string{
		"Terraform 1, go1, on os/arch with 2 cores and 3 GiB of memory.",
		"| state of one bot (name, description, picture, two administrators) | 1434 bytes | 5000 bytes | **over** |\n",
		"| overlapping writes to a bot | 0 | 0 | OK |\n",
		"| under a rate limit: create, the whole run of the CLI | 2.00 s, the bound and one window | 1.50 s | OK |\n",
		"| size of the stripped program for os/arch | 21.00 MB | 19.00 MB | OK |\n",
		"| destroy | ratio | 0.95 × | 0.80 × | 1.00 × |  |\n",
		"| under a rate limit: create | 2 windows, as many as the limit makes necessary | 2 | OK |\n",
		"| under a rate limit: create, from the first call to the last | 1.02 s, the bound and 2 % | 1.02 s | OK |\n",
		"4 of them for 3 selected members in one; 1 menus of users: 193 objects. One run",
		"| first apply | 2 `GET /bots`, 40 `POST /bots`, 20 `POST /bots/{botId}/attachments`, ",
		" | 259 | 2 | 1.00 s | 0.50 s | 1.00 s | 30.0 MiB |\n",
		"| `lineworks_bot` | 40 | 1000 bytes |\n",
		"takes 200 bytes for each object.\n",
		"| create | yardstick | 2 `GET /bots`, 4 `POST /bots`, ",
		"| two at once | 12 | 5 | 4 | 5.00 s | 3.00 s | 3 |\n",
		"19.00 MB, the yardstick 18.00 MB.\n",
	} {
		if !strings.Contains(report, want) {
			t.Errorf("got the report\n%s\nwant it to contain %q", report, want)
		}
	}
	for line := range strings.Lines(report) { // a table is broken by one cell too many
		if cells := strings.Count(line, "|"); cells != 0 && cells < 4 {
			t.Errorf("got a line of %d bars, want at least 4: %s", cells, line)
		}
	}
}

func TestInsert(t *testing.T) {
	t.Parallel()
	got, err := Insert("# Title\n\n"+Mark+"\n\nold\n", "new\n")
	if want := "# Title\n\n" + Mark + "\n\nnew\n"; err != nil || got != want {
		t.Errorf("got %q and the error %v, want %q", got, err, want)
	}
	if _, err := Insert("# Title\n", "new\n"); err == nil {
		t.Error("without a place for the report, got no error, want one")
	}
}
