// SPDX-License-Identifier: MPL-2.0

package probe

import (
	"context"
	"errors"
	"maps"
	"slices"
	"time"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/rest"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/probe/experiments"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/probe/mark"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/probe/raw"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/probe/report"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/probe/trial"
)

// Outcome is the end of a run.
type Outcome struct {
	Report *report.Report
	// Left are the names of throw-away bots that are, or may be, still there.
	Left []string
	// Err is why the run ended early, or why something is left; nil if neither.
	Err error
}

// removalTime bounds the removal of what is left at the end.
const removalTime = time.Minute

// Run runs the experiments of a plan, one after the other, and removes their bots, also when
// ctx ends. program is name and version of this program. progress receives a line on each
// experiment.
func Run(ctx context.Context, api *raw.Client, p *Plan, program string, progress func(line string)) *Outcome {
	bots := &trial.Bots{API: api, Run: mark.New()}
	f := findings{}
	f.prepare(p)
	out := &Outcome{}
	for _, e := range p.Chosen {
		if ctx.Err() != nil {
			break
		}
		progress(e.Name + " …")
		found, err := trial.Do(ctx, bots, p.Given, e)
		for _, finding := range found {
			f.add(finding)
		}
		if err != nil && ctx.Err() == nil {
			progress(e.Name + ": " + explain(err))
		}
		if hopeless(err) {
			out.Err = err
			break
		}
	}
	for _, e := range p.Chosen {
		for _, name := range e.Settles {
			f.note(name, "The run ended before its experiment, "+e.Name+".")
		}
	}
	within, cancel := context.WithTimeout(context.WithoutCancel(ctx), removalTime)
	defer cancel()
	left, err := bots.Remove(within)
	out.Left = left
	out.Err = errors.Join(out.Err, ctx.Err())
	if len(left) > 0 {
		out.Err = errors.Join(out.Err, err)
	}
	out.Report = &report.Report{Format: report.Format, Program: program, Day: time.Now().UTC().Format(time.DateOnly), Switches: f.sorted()}
	return out
}

// explain words an error for the person in front of the screen. The texts of responses may
// name people, so that it has none of them.
func explain(err error) string {
	var lost *raw.NoResponseError
	if errors.As(err, &lost) {
		return lost.Error()
	}
	return trial.Reason(err)
}

// hopeless is an error that every other experiment would meet, too.
func hopeless(err error) bool {
	var (
		noBot   *trial.NoBotError
		refused *rest.SignInError
	)
	return errors.As(err, &noBot) || errors.As(err, &refused)
}

// findings are those about each switch, by name.
type findings map[string]report.Finding

// prepare notes why the switches are not settled whose experiments do not run.
func (f findings) prepare(p *Plan) {
	for name, why := range experiments.Untold {
		f[name] = report.Finding{Switch: name, NotSettled: why}
	}
	for _, e := range experiments.All {
		for _, name := range e.Settles {
			if why, ok := p.skipped[e.Name]; ok {
				f.note(name, why)
			}
		}
	}
}

// note gives the reason why a switch is not settled, if there is none yet.
func (f findings) note(name, why string) {
	if _, ok := f[name]; !ok {
		f[name] = report.Finding{Switch: name, NotSettled: why}
	}
}

// add adds a finding: a position comes before a reason, and a reason with evidence before one
// without. Two positions contradict each other.
func (f findings) add(next report.Finding) {
	have, ok := f[next.Switch]
	switch {
	case !ok, have.Position == "" && (next.Position != "" || len(next.Evidence) > 0):
		f[next.Switch] = next
	case have.Position != "" && next.Position != "" && have.Position != next.Position:
		f[next.Switch] = report.Finding{
			Switch: next.Switch, NotSettled: "Two experiments contradict each other: " + have.Position + ", " + next.Position + ".",
			Evidence: slices.Concat(have.Evidence, next.Evidence),
		}
	}
}

func (f findings) sorted() []report.Finding {
	var all []report.Finding
	for _, name := range slices.Sorted(maps.Keys(f)) {
		all = append(all, f[name])
	}
	return all
}

// Leftovers are the throw-away bots that earlier runs have left: those with the name and the
// description that only such bots have. It reads no bot with another name.
func Leftovers(ctx context.Context, api *raw.Client) ([]trial.Listed, error) {
	listed, err := trial.List(ctx, api)
	if err != nil {
		return nil, err
	}
	var found []trial.Listed
	for _, bot := range listed {
		run, ok := mark.Parse(bot.Name)
		if !ok {
			continue
		}
		description, exists, err := trial.Read(ctx, api, bot.ID)
		if err != nil {
			return nil, err
		}
		if exists && run.Describes(description) {
			found = append(found, bot)
		}
	}
	return found, nil
}

// Sweep removes leftovers, and returns the names of those that it could not remove.
func Sweep(ctx context.Context, api *raw.Client, bots []trial.Listed) (left []string, err error) {
	return trial.Adopt(api, bots).Remove(ctx)
}
