// SPDX-License-Identifier: MPL-2.0

package bench

import (
	"fmt"
	"time"
)

// The limits. What must not be passed is the project's own choice.
const (
	maxCPURatio      = 0.95 // CLI and provider together
	maxProviderRatio = 0.8  // the provider alone
	maxStartRatio    = 1.15
	maxMemory        = 64 << 20   // bytes
	maxTenantMemory  = 80 << 20   // bytes: the tenant has more than twice as many objects
	maxSize          = 21_000_000 // bytes
	maxState         = 1.4 * (1 << 10)
	// maxOverBound is how much longer than its bound a step under a rate limit may take.
	maxOverBound = 1.02
	// pageSize is how many bots a page of the list holds.
	pageSize = 100
)

// Check is one limit and the measured value.
type Check struct {
	What, Limit, Measured string
	// Held says that the limit was held.
	Held bool
	// Counted says that the value is the same on each run, however busy the machine
	// is.
	Counted bool
}

// Checks compares with the limits.
func (r *Result) Checks() []Check {
	checks := r.limitedChecks()
	checks = append(checks, r.requestChecks()...)
	checks = append(checks, r.tenantChecks()...)
	for _, s := range r.Steps {
		switch s.Name {
		case stepCreate, stepPlan, stepUpdate, stepDestroy:
			checks = append(checks,
				ratioCheck("CPU of "+s.Name+", CLI and provider together, against the yardstick", s.Ratio(cpu), maxCPURatio),
				ratioCheck("CPU of "+s.Name+", the provider alone, against the yardstick", s.Ratio(provider), maxProviderRatio),
			)
		}
	}
	checks = append(checks, ratioCheck("start (`providers schema`), wall time, against the yardstick", r.Start.Ratio(wall), maxStartRatio))
	return append(checks, r.sizeChecks()...)
}

func ratioCheck(what string, ratio, limit float64) Check {
	return Check{what, times(limit), times(ratio), ratio <= limit, false}
}

func (r *Result) sizeChecks() []Check {
	var peak int64
	for _, s := range r.Steps {
		peak = max(peak, most(s.Provider, func(r Run) int64 { return r.PeakMemory }))
	}
	checks := []Check{{
		"state of one bot (name, description, picture, two administrators)",
		fmt.Sprintf("%.0f bytes", maxState), fmt.Sprintf("%d bytes", r.StateBytes), float64(r.StateBytes) <= maxState, true,
	}}
	checks = append(checks, memoryChecks("", peak, maxMemory)...)
	if !r.Options.Plain {
		checks = append(checks, Check{"size of the stripped program for " + r.Machine.Platform, mb(maxSize), mb(r.Size), r.Size <= maxSize, true})
	}
	return checks
}

// requestChecks compare the requests in the fleet's life with their limits.
func (r *Result) requestChecks() []Check {
	var c counts
	connections := 0
	for i, step := range life() {
		for _, run := range r.Steps[i].Provider {
			c.add(&run, step.want(r.Options.Bots), step.makes, r.Options.Bots)
			connections = max(connections, run.Connections)
		}
	}
	return append(c.checks("", "one for each operation on a bot or menu"),
		Check{"connections of one process", fmt.Sprintf("%d, the parallelism", Parallelism), fmt.Sprint(connections), connections <= Parallelism, true})
}

// counts sums up the requests of several runs.
type counts struct {
	off, tokens, listings          int // the most in one run
	refused, overlaps              int // in all of them
	tooManyTokens, tooManyListings bool
}

// add adds a run of a tenant of so many bots. want is as [Run.off] takes it; makes says that
// the run may list the bots.
func (c *counts) add(run *Run, want map[string]int, makes bool, bots int) {
	tokens, listings := run.Operations[opToken], run.Operations[opListBots]
	c.off = max(c.off, run.off(want))
	c.tokens = max(c.tokens, tokens)
	c.listings = max(c.listings, listings)
	c.tooManyTokens = c.tooManyTokens || tokens > run.Callers
	c.tooManyListings = c.tooManyListings || listings > allowedListings(makes, run.Callers, bots)
	c.refused += run.Refused
	c.overlaps += run.Overlaps
}

// checks compare with the limits. Each begins with prefix; wanted names the requests that
// there have to be.
func (c *counts) checks(prefix, wanted string) []Check {
	return []Check{
		{prefix + "requests beside " + wanted, "0", fmt.Sprint(c.off), c.off == 0, true},
		{prefix + "tokens, in a run of the CLI", "1 for each process that calls the API", fmt.Sprintf("at most %d", c.tokens), !c.tooManyTokens, true},
		{
			prefix + "listings of the bots, in a run of the CLI", "1 for each process that plans or makes new bots",
			fmt.Sprintf("at most %d requests", c.listings), !c.tooManyListings, true,
		},
		{prefix + "responses with status 429", "0", fmt.Sprint(c.refused), c.refused == 0, true},
		{prefix + "overlapping writes to a bot", "0", fmt.Sprint(c.overlaps), c.overlaps == 0, true},
	}
}

// memoryChecks are none where the memory is not known.
func memoryChecks(prefix string, peak, limit int64) []Check {
	if peak == 0 {
		return nil
	}
	return []Check{{prefix + "peak memory of the provider", mib(limit), mib(peak), peak < limit, true}}
}

// allowedListings is how many requests the listings may take: a page for each
// 100 bots, and for no bots one.
func allowedListings(makes bool, processes, bots int) int {
	if !makes {
		return 0
	}
	return processes * max(1, (bots+pageSize-1)/pageSize)
}

// off counts the requests, tokens and listings of the bots apart, that are more or fewer
// than wanted.
func (r *Run) off(want map[string]int) int {
	left := map[string]int{}
	for operation, n := range r.Operations {
		if operation != opToken && operation != opListBots {
			left[operation] = n
		}
	}
	for operation, n := range want {
		left[operation] -= n
	}
	sum := 0
	for _, n := range left {
		sum += max(n, -n)
	}
	return sum
}

// tenantChecks are about the realistic tenant.
func (r *Result) tenantChecks() []Check {
	if r.Tenant == nil {
		return nil
	}
	var c counts
	var peak int64
	for _, s := range r.Tenant.Steps {
		c.add(&s.Run, s.want, s.makes, r.Options.Tenant)
		peak = max(peak, s.Run.PeakMemory)
	}
	const prefix = "a realistic tenant: "
	return append(c.checks(prefix, "those that each object needs"), memoryChecks(prefix, peak, maxTenantMemory)...)
}

// limitedChecks are about the steps under a rate limit.
func (r *Result) limitedChecks() []Check {
	var checks []Check
	for _, s := range r.Limited {
		what := "under a rate limit: " + s.Name
		if !s.Alone {
			checks = append(checks, Check{what, "both finish", fmt.Sprintf("both did, in %s", seconds(s.Took)), true, true})
			continue
		}
		needed := r.Options.windows(s.Calls)
		checks = append(checks, Check{what, fmt.Sprintf("%d windows, as many as the limit makes necessary", needed), fmt.Sprint(s.Windows), s.Windows <= needed, true})
		if s.Bound > 0 { // otherwise nothing has to wait
			allowed := time.Duration(maxOverBound * float64(s.Bound))
			checks = append(checks, Check{
				what + ", from the first call to the last",
				fmt.Sprintf("%s, the bound and 2 %%", seconds(allowed)), seconds(s.Took), s.Took <= allowed, false,
			})
		}
		allowed := s.Bound + r.Options.Window
		checks = append(checks,
			// What waits before the first call of the operation shows here only.
			Check{what + ", the whole run of the CLI", fmt.Sprintf("%s, the bound and one window", seconds(allowed)), seconds(s.Wall), s.Wall <= allowed, true},
			Check{what, "no response with status 429", fmt.Sprint(s.Refused), s.Refused == 0, true},
		)
	}
	return checks
}

func seconds(d time.Duration) string { return fmt.Sprintf("%.2f s", d.Seconds()) }

func mib(n int64) string { return fmt.Sprintf("%.1f MiB", float64(n)/(1<<20)) }

func mb(n int64) string { return fmt.Sprintf("%.2f MB", float64(n)/1e6) }
