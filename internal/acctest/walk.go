// SPDX-License-Identifier: MPL-2.0

package acctest

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"runtime/debug"
	"slices"
	"time"
)

// graph is the steps of a plan or an apply, and which of them wait for which, as the CLI
// has them in a graph.
type graph struct {
	steps  []*graphStep
	byName map[string]*graphStep
}

// graphStep is one step. run reports whether it succeeded.
type graphStep struct {
	name  string
	run   func() bool
	waits map[*graphStep]bool
}

func (g *graph) add(name string, run func() bool) {
	if g.byName == nil {
		g.byName = map[string]*graphStep{}
	}
	step := &graphStep{name: name, run: run, waits: map[*graphStep]bool{}}
	g.steps, g.byName[name] = append(g.steps, step), step
}

// wait makes a step wait for another one. It does nothing if one of the two is missing.
func (g *graph) wait(name, first string) {
	step, other := g.byName[name], g.byName[first]
	if step != nil && other != nil && step != other {
		step.waits[other] = true
	}
}

// walkOrder is the order in which a graph is walked.
type walkOrder struct {
	seed        uint64 // picks among the steps that are ready; 0 picks the one that was added first
	parallelism int    // how many steps run at the same time; 0 is one
	// stagger has each step begin this much later than the one before, counted from when
	// it could. In virtual time, no two steps begin at the same moment then.
	stagger time.Duration
}

// walk runs each step after those that it waits for. A step that waits for one that has
// failed does not run, and counts as failed. A panic in a step is one of the caller, who
// may know which story led to it.
func (g *graph) walk(order walkOrder) {
	random := rand.New(rand.NewPCG(order.seed, 0)) //nolint:gosec // the order of a test, which has to come again with the same seed
	pending, succeeded := slices.Clone(g.steps), map[*graphStep]bool{}
	type outcome struct {
		step     *graphStep
		ok       bool
		panicked any
	}
	finished, running, begun := make(chan outcome), 0, 0
	var panicked any
	for {
		// A step that fails without running may let others fail, so this is looked at again after each.
		ready := slices.DeleteFunc(slices.Clone(pending), func(s *graphStep) bool {
			return slices.ContainsFunc(slices.Collect(maps.Keys(s.waits)), func(first *graphStep) bool { _, ended := succeeded[first]; return !ended })
		})
		if len(ready) > 0 && running < max(order.parallelism, 1) {
			next := ready[0]
			if order.seed != 0 {
				next = ready[random.IntN(len(ready))]
			}
			pending = slices.DeleteFunc(pending, func(s *graphStep) bool { return s == next })
			if slices.ContainsFunc(slices.Collect(maps.Keys(next.waits)), func(first *graphStep) bool { return !succeeded[first] }) {
				succeeded[next] = false
				continue
			}
			running++
			begun++
			wait := time.Duration(begun) * order.stagger
			go func() {
				<-time.After(wait)
				out := outcome{step: next}
				defer func() { // also when the test ends in the step
					if r := recover(); r != nil {
						out.panicked = fmt.Sprintf("%v\n\n%s", r, debug.Stack())
					}
					finished <- out
				}()
				out.ok = next.run()
			}()
			continue
		}
		if running == 0 {
			break
		}
		out := <-finished
		running--
		succeeded[out.step] = out.ok
		if out.panicked != nil {
			panicked = out.panicked
		}
	}
	if panicked != nil {
		panic(panicked)
	}
	if len(pending) > 0 {
		panic(fmt.Sprintf("steps that wait for each other, such as %s", pending[0].name))
	}
}
