// SPDX-License-Identifier: MPL-2.0

package probe

import (
	"fmt"
	"slices"
	"strings"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/probe/experiments"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/probe/mark"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/probe/trial"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/program"
)

// Plan is what a run will do.
type Plan struct {
	Given trial.Given
	// Chosen are the experiments to run.
	Chosen []trial.Experiment
	// skipped has, for each experiment that is not run, the reason.
	skipped map[string]string
}

// NewPlan chooses the experiments with these names, or all, as far as what they need is given.
func NewPlan(given trial.Given, only []string) (*Plan, error) {
	p := &Plan{Given: given, skipped: map[string]string{}}
	for _, name := range only {
		if !slices.ContainsFunc(experiments.All, func(e trial.Experiment) bool { return e.Name == name }) {
			return nil, fmt.Errorf("there is no experiment %q; there are: %s", name, strings.Join(names(experiments.All), ", "))
		}
	}
	for _, e := range experiments.All {
		lacks := given.Lacks(e.Needs)
		switch {
		case len(only) > 0 && !slices.Contains(only, e.Name):
			p.skipped[e.Name] = "Its experiment, " + e.Name + ", was not chosen."
		case len(lacks) > 0:
			p.skipped[e.Name] = "It needs " + join(lacks) + "."
		default:
			p.Chosen = append(p.Chosen, e)
		}
	}
	return p, nil
}

func names(all []trial.Experiment) []string {
	var found []string
	for _, e := range all {
		found = append(found, e.Name)
	}
	return found
}

func join(needs []trial.Need) string {
	var words []string
	for _, need := range needs {
		words = append(words, string(need))
	}
	return strings.Join(words, " and ")
}

// withMember reports whether an experiment is about the member that -user names.
func withMember(e trial.Experiment) bool { return slices.Contains(e.Needs, trial.User) }

// WithMember reports whether the run is about a member, who has to agree.
func (p *Plan) WithMember() bool { return slices.ContainsFunc(p.Chosen, withMember) }

// WithoutMember leaves out the experiments about a member.
func (p *Plan) WithoutMember() {
	p.Chosen = slices.DeleteFunc(p.Chosen, func(e trial.Experiment) bool {
		if withMember(e) {
			p.skipped[e.Name] = "The member was not asked, or did not agree."
		}
		return withMember(e)
	})
}

// overhead are the requests beside those of the experiments: the sign-in, its renewals after
// experiments on tokens, and the list of bots at the end, in pages of 100.
const overhead = 12

// total sums up the experiments.
func total(all []trial.Experiment) (sum trial.Experiment) {
	for _, e := range all {
		sum.Bots += e.Bots
		sum.Requests += e.Requests
		sum.Messages += e.Messages
		sum.Rooms += e.Rooms
	}
	sum.Requests += overhead
	return sum
}

// String says what the run will do. It names no person and no domain.
func (p *Plan) String() string {
	var b strings.Builder
	sum := total(p.Chosen)
	fmt.Fprintf(&b, `In the tenant of the app, lineworks-probe will
- make up to %d bots, one or two at a time, and delete them again. Their names begin with
  %s and end with a mark of the run. Each has the member of -administrator
  as its contact;
- send up to %d requests within the rate limits, in a few minutes;
- list the bots of the tenant where it has to find its own again. It sends no request to any
  other bot, and changes nothing else.
`, sum.Bots, mark.Prefix, sum.Requests)
	if p.Given.Domain != "" {
		b.WriteString("- register some of its bots in the domain of -domain, where no list shows them.\n")
	}
	if p.Given.OtherDomain != "" {
		b.WriteString("- register one of its bots in the domain of -other-domain, where no list shows it.\n")
	}
	b.WriteString("\nExperiments:\n")
	for _, e := range p.Chosen {
		fmt.Fprintf(&b, "  %-16s %s: %s.\n", e.Name, size(e), e.Purpose)
	}
	var left []string
	for _, e := range experiments.All {
		if why, ok := p.skipped[e.Name]; ok {
			left = append(left, fmt.Sprintf("  %-16s %s\n", e.Name, why))
		}
	}
	if len(left) > 0 {
		b.WriteString("\nNot in this run:\n" + strings.Join(left, ""))
	}
	return b.String()
}

func size(e trial.Experiment) string {
	if e.Bots == 0 {
		return fmt.Sprintf("%d requests", e.Requests)
	}
	return fmt.Sprintf("%s, %d requests", program.Count(e.Bots, "bot"), e.Requests)
}

// Member says what the run will do with the member that -user names.
func (p *Plan) Member() string {
	about := slices.DeleteFunc(slices.Clone(p.Chosen), func(e trial.Experiment) bool { return !withMember(e) })
	sum := total(about)
	return fmt.Sprintf(`With the member that -user names, lineworks-probe will
- send up to %s, most of which ask to be ignored;
- make up to %s with the member, and leave them: the API cannot delete a room, so that
  the member may still see it;
- set menus that the member would see in a throw-away bot, let the member use such a bot, and
  make the member a contact of one;
- read the member in the directory, if the app has a scope for that. No value is kept.
(%s)
`, program.Count(sum.Messages, "message"), program.Count(sum.Rooms, "room"), strings.Join(names(about), ", "))
}
