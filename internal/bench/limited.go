// SPDX-License-Identifier: MPL-2.0

package bench

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
)

// LimitedStep is a step under a rate limit.
type LimitedStep struct {
	// Name describes the step.
	Name string
	// Calls is how many calls of the limited operation had to be made.
	Calls int
	// Windows is how many windows of the limit they were spread over.
	Windows int
	// Took is the time from the first of them to the end of the last.
	Took time.Duration
	// Wall is how long the whole run of the CLI lasted; 0 where there were several.
	Wall time.Duration
	// Bound is the least that the limit allows: the last call may be made when all windows
	// before its own have passed. The time that the calls of the last window take comes on
	// top of it.
	Bound time.Duration
	// Refused counts responses with status 429, of all operations.
	Refused int
	// Alone says that no other client used the API at that time.
	Alone bool
}

// limits measures under a rate limit: alone at two parallelisms, then two runs
// at once.
func (b *bench) limits(ctx context.Context) error {
	for _, parallelism := range []int{Parallelism, 50} {
		if err := b.alone(ctx, parallelism); err != nil {
			return err
		}
	}
	return b.together(ctx)
}

func (b *bench) limitedSite(ctx context.Context) (*site, error) {
	return newSite(ctx, mockserver.Options{RateLimit: b.Limit, RateWindow: b.Window})
}

// alone creates and plans in one run at a time.
func (b *bench) alone(ctx context.Context, parallelism int) (err error) {
	site, err := b.limitedSite(ctx)
	if err != nil {
		return err
	}
	defer site.close()
	s, err := newStage(ctx, b.CLI, b.ours, site, configuration(b.Limited))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.close()) }()
	for _, step := range []struct {
		name, operation string
		args            []string
	}{
		{stepCreate, opCreateBot, command("apply", "-auto-approve")},
		{stepPlan, opReadBot, command("plan")},
	} {
		name := fmt.Sprintf("%s at parallelism %d", step.name, parallelism)
		b.Progress("rate limit: %s", name)
		run, err := s.run(ctx, append(step.args, fmt.Sprintf("-parallelism=%d", parallelism))...)
		if err != nil {
			return err
		}
		done := b.limited(name, step.operation, run.traffic.requests)
		done.Wall, done.Alone = run.Wall, true
		b.result.Limited = append(b.result.Limited, done)
	}
	if made := len(site.api.Bots()); made != b.Limited {
		return fmt.Errorf("%d bots were made, and %d were wanted", made, b.Limited)
	}
	return nil
}

// together creates in two runs at once, which know nothing of each other.
func (b *bench) together(ctx context.Context) (err error) {
	const name = "two creates at once"
	b.Progress("rate limit: %s", name)
	site, err := b.limitedSite(ctx)
	if err != nil {
		return err
	}
	defer site.close()
	group, ctx := errgroup.WithContext(ctx)
	for range 2 {
		s, err := newStage(ctx, b.CLI, b.ours, site, configuration(b.Limited))
		if err != nil {
			return errors.Join(err, group.Wait())
		}
		s.site = nil // its traffic is not this run's alone
		group.Go(func() error {
			_, err := s.run(ctx, command("apply", "-auto-approve")...)
			return errors.Join(err, s.close())
		})
	}
	if err := group.Wait(); err != nil {
		return err
	}
	if made := len(site.api.Bots()); made != 2*b.Limited {
		return fmt.Errorf("%d bots were made, and %d were wanted", made, 2*b.Limited)
	}
	b.result.Limited = append(b.result.Limited, b.limited(name, opCreateBot, site.take().requests))
	return nil
}

// limited looks at the calls of one operation.
func (b *bench) limited(name, operation string, requests []mockserver.Request) LimitedStep {
	done := LimitedStep{Name: name}
	var starts []time.Time
	var last time.Time
	for _, r := range requests {
		switch {
		case r.Status == tooMany:
			done.Refused++
		case r.Operation == operation:
			starts = append(starts, r.Start)
			if r.End.After(last) {
				last = r.End
			}
		}
	}
	slices.SortFunc(starts, time.Time.Compare)
	done.Calls = len(starts)
	done.Windows = windows(starts, b.Window)
	done.Bound = time.Duration(max(b.windows(done.Calls)-1, 0)) * b.Window
	if done.Calls > 0 {
		done.Took = last.Sub(starts[0])
	}
	return done
}

// windows is the least number of windows that so many calls of one operation need.
func (o *Options) windows(calls int) int { return (calls + o.Limit - 1) / o.Limit }

// windows is over how many windows calls are spread. A window begins with the
// first call that comes after the last one has passed.
func windows(starts []time.Time, length time.Duration) int {
	count := 0
	var begin time.Time
	for _, at := range starts {
		if count == 0 || !at.Before(begin.Add(length)) {
			count++
			begin = at
		}
	}
	return count
}
