// SPDX-License-Identifier: MPL-2.0

// Package bench measures the cost of the provider: requests, connections,
// computing time, memory, bytes. A real CLI drives it against the mock API, and
// beside it, step by step, a yardstick: a bare provider that sends one request
// for each operation and does nothing else. A ratio of the two says what our
// care costs, on whatever machine it is taken.
//
// Counts are the same on each run. Times are not: that is why this is no test.
package bench

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"time"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfcli"
)

// Options say how much is measured. [Defaults] are those of the published table.
type Options struct {
	// CLI drives the providers.
	CLI tfcli.CLI
	// Bots is how many bots are managed, with a persistent menu each; 300 are the
	// most in a tenant.
	Bots int
	// Pairs is how often provider and yardstick are measured side by side.
	Pairs int
	// Starts is how many pairs of starts are measured.
	Starts int
	// Tenant is how many bots the realistic tenant has; 0 leaves it out.
	Tenant int
	// Limited is how many bots are managed under a rate limit.
	Limited int
	// Limit is that rate limit: calls of one operation in one Window.
	Limit  int
	Window time.Duration
	// Plain leaves the programs as go build makes them, which is quicker; their size
	// then means nothing.
	Plain bool
	// Progress, unless nil, is called with a description of each step.
	Progress func(format string, args ...any)
}

// Parallelism is how many operations the CLI runs at once unless it is told
// otherwise.
const Parallelism = 10

// Defaults are the options of the table in BENCHMARKS.md.
func Defaults() Options {
	return Options{Bots: 300, Pairs: 5, Starts: 11, Tenant: 300, Limited: 60, Limit: 20, Window: 10 * time.Second}
}

func (o *Options) check() error {
	switch {
	case o.Bots < 1 || o.Bots > 300:
		return fmt.Errorf("%d bots: a tenant has 1 to 300", o.Bots)
	case o.Tenant < 0 || o.Tenant > 300:
		return fmt.Errorf("%d bots in the realistic tenant: at most 300, or 0 to leave it out", o.Tenant)
	case o.Pairs < 1 || o.Starts < 1:
		return errors.New("at least one pair has to be measured")
	case o.Limited < 1 || o.Limited > 150:
		return fmt.Errorf("%d bots under a rate limit: 1 to 150, since two runs at once make twice as many", o.Limited)
	case o.Limit < 1 || o.Window < time.Second:
		return errors.New("a rate limit is one call in a second at the least")
	}
	return nil
}

// Result is all that was measured.
type Result struct {
	Options Options
	Machine Machine
	// Sizes of the stripped programs, in bytes.
	Size, YardstickSize int64
	// StateBytes is how much of the state one bot takes.
	StateBytes int
	// Steps are those of a fleet's life, in order.
	Steps []Step
	// Start is `providers schema`.
	Start Pairs
	// Tenant is the cost of a realistic tenant; nil if it was left out.
	Tenant *Tenant
	// Limited are the steps under a rate limit.
	Limited []LimitedStep
}

// Step is one step in the life of a fleet.
type Step struct {
	Name string
	Pairs
}

// Pairs are runs of the provider and of the yardstick, side by side.
type Pairs struct{ Provider, Yardstick []Run }

// contender is a provider that is measured.
type contender struct {
	name string
	dir  string // where a CLI finds it
	size int64
	// always is added to the environment of every run, env to that of runs against a
	// site.
	always []string
	env    func(*site) []string
}

// pair are the contenders in the order of a pair: each goes first in every other one.
func (b *bench) pair(n int) []*contender {
	if n%2 == 0 {
		return []*contender{b.ours, b.bare}
	}
	return []*contender{b.bare, b.ours}
}

// Measure measures. It stops at the first thing that fails, and leaves nothing
// behind.
func Measure(ctx context.Context, o Options) (_ *Result, err error) {
	if err := o.check(); err != nil {
		return nil, err
	}
	if o.Progress == nil {
		o.Progress = func(string, ...any) {}
	}
	root, err := os.MkdirTemp("", "lineworks-bench-")
	if err != nil {
		return nil, fmt.Errorf("making a temporary folder: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(root)) }()

	o.Progress("building the provider and the yardstick")
	ours, err := build(ctx, "provider", "", filepath.Join(root, "provider"), o.Plain)
	if err != nil {
		return nil, err
	}
	ours.env = signIn
	bare, err := build(ctx, "yardstick", "/internal/bench/yardstick", filepath.Join(root, "yardstick"), o.Plain)
	if err != nil {
		return nil, err
	}
	bare.env = readyToken
	// The yardstick logs nothing, as the provider does by itself when no logs are
	// requested: a framework's provider computes twice as much otherwise, and every ratio
	// would flatter.
	bare.always = []string{"TF_LOG_SDK=OFF"}

	r := &Result{Options: o, Machine: describe(o.CLI), Size: ours.size, YardstickSize: bare.size}
	b := &bench{Options: o, ours: ours, bare: bare, result: r}
	for _, part := range []func(context.Context) error{b.starts, b.fleets, b.tenant, b.limits} {
		if err := part(ctx); err != nil {
			return nil, err
		}
	}
	return r, nil
}

// bench is a run of the benchmark.
type bench struct {
	Options
	ours, bare *contender
	result     *Result
}

// starts measures how long the CLI takes to start a provider and to ask for its
// schema. A start is shorter than a turn, so the two of a pair follow each other.
func (b *bench) starts(ctx context.Context) error {
	for i := range b.Starts {
		b.Progress("start %d of %d", i+1, b.Starts)
		for _, c := range b.pair(i) {
			s, err := newStage(ctx, b.CLI, c, nil, configuration(1))
			if err != nil {
				return err
			}
			run, err := s.run(ctx, "providers", "schema", "-json")
			if err = errors.Join(err, s.close()); err != nil {
				return err
			}
			b.result.Start.add(c == b.ours, run)
		}
	}
	return nil
}

func (p *Pairs) add(ours bool, run Run) {
	if ours {
		p.Provider = append(p.Provider, run)
	} else {
		p.Yardstick = append(p.Yardstick, run)
	}
}

// Machine describes the machine of the measurement.
type Machine struct {
	Platform string // such as "linux/amd64"
	Cores    int
	Memory   int64 // in bytes; 0: not known
	Go       string
	CLI      string
}

func describe(cli tfcli.CLI) Machine {
	return Machine{
		Platform: runtime.GOOS + "/" + runtime.GOARCH, Cores: runtime.NumCPU(), Memory: memory("/proc/meminfo"),
		Go: runtime.Version(), CLI: cli.String(),
	}
}

// memory reads the memory of the machine from where Linux tells it.
func memory(path string) int64 {
	content, err := os.ReadFile(path)
	if err != nil {
		return 0
	}
	var kib int64
	if _, err := fmt.Sscanf(string(content), "MemTotal: %d kB", &kib); err != nil {
		return 0
	}
	return kib << 10
}
