// SPDX-License-Identifier: MPL-2.0

package bench

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Mark is the line of BENCHMARKS.md below which the report stands.
const Mark = "<!-- What follows is written by make bench. -->"

// Insert puts a report into a document, below [Mark]. It fails where there is
// none.
func Insert(document, report string) (string, error) {
	above, _, found := strings.Cut(document, Mark)
	if !found {
		return "", errors.New("the document has no line " + Mark)
	}
	return above + Mark + "\n\n" + report, nil
}

// Report is the result in Markdown.
func (r *Result) Report() string {
	var b strings.Builder
	fmt.Fprintf(&b, "Measured with %s, %s, on %s with %d cores%s.\n", r.Machine.CLI, r.Machine.Go, r.Machine.Platform, r.Machine.Cores, r.Machine.memory())
	fmt.Fprintf(&b, "%d bots with a menu each at a parallelism of %d, %d pairs of runs; starts: %d pairs. Under the rate limit: %d bots, %d calls of an operation in %s.\n",
		r.Options.Bots, Parallelism, r.Options.Pairs, r.Options.Starts, r.Options.Limited, r.Options.Limit, r.Options.Window)

	b.WriteString("\n## Limits\n\n")
	r.limits().write(&b)
	b.WriteString("\n## Times and memory\n\nMedians of all pairs; the ratios are medians of the pairs' ratios. Memory is the most of any run.\n\n")
	r.times().write(&b)
	b.WriteString("\n## Requests\n\nOf one run of the CLI, the first of its kind.\n\n")
	r.requests().write(&b)
	if r.Tenant != nil {
		r.tenant(&b)
	}
	b.WriteString("\n## Under a rate limit\n\n")
	r.limited().write(&b)
	fmt.Fprintf(&b, "\nThe stripped program takes %s, the yardstick %s.\n", mb(r.Size), mb(r.YardstickSize))
	return b.String()
}

func (m Machine) memory() string {
	if m.Memory == 0 {
		return ""
	}
	return fmt.Sprintf(" and %.0f GiB of memory", float64(m.Memory)/(1<<30))
}

func (r *Result) limits() *table {
	t := newTable("what", "limit", "measured", "")
	for _, c := range r.Checks() {
		verdict := "OK"
		if !c.Held {
			verdict = "**over**"
		}
		t.add(c.What, c.Limit, c.Measured, verdict)
	}
	return t
}

// times has a line for each step and contender.
func (r *Result) times() *table {
	t := newTable("step", "", "CPU", "of it the provider", "wall", "peak memory")
	for _, s := range append([]Step{{"`providers schema`", r.Start}}, r.Steps...) {
		for _, side := range []struct {
			name string
			runs []Run
		}{{"provider", s.Provider}, {"yardstick", s.Yardstick}} {
			t.add(s.Name, side.name,
				seconds(median(pick(side.runs, cpu))), seconds(median(pick(side.runs, provider))), seconds(median(pick(side.runs, wall))),
				mib(most(side.runs, func(r Run) int64 { return r.PeakMemory })))
		}
		t.add(s.Name, "ratio", times(s.Ratio(cpu)), times(s.Ratio(provider)), times(s.Ratio(wall)), "")
	}
	return t
}

func times(ratio float64) string { return fmt.Sprintf("%.2f ×", ratio) }

// requests has a line for each step and contender.
func (r *Result) requests() *table {
	t := newTable("step", "", "requests by operation", "tokens", "connections", "429", "overlapping writes")
	for _, s := range r.Steps {
		for _, side := range []struct {
			name string
			runs []Run
		}{{"provider", s.Provider}, {"yardstick", s.Yardstick}} {
			run := side.runs[0]
			t.add(s.Name, side.name, operations(run.Operations), strconv.Itoa(run.Operations[opToken]),
				strconv.Itoa(run.Connections), strconv.Itoa(run.Refused), strconv.Itoa(run.Overlaps))
		}
	}
	return t
}

// tenant is the section about the realistic tenant.
func (r *Result) tenant(b *strings.Builder) {
	shape := shapeOf(r.Options.Tenant)
	fmt.Fprintf(b, "\n## A realistic tenant\n\n"+
		"%d bots, half with a persistent menu, half with a rich menu with a picture that is the default; all in two domains, %d of them for %d selected members in one; %d menus of users: %d objects. "+
		"One run of each step, by the provider alone.\n\n",
		shape.bots, shape.members/selected, selected, shape.users, r.Tenant.Objects)
	steps := newTable("step", "requests by operation", "requests", "tokens", "CPU", "of it the provider", "wall", "peak memory")
	for _, s := range r.Tenant.Steps {
		sum := 0
		for operation, n := range s.Run.Operations {
			if operation != opToken {
				sum += n
			}
		}
		steps.add(s.Name, operations(s.Run.Operations), strconv.Itoa(sum), strconv.Itoa(s.Run.Operations[opToken]),
			seconds(s.Run.CPU), seconds(s.Run.Provider), seconds(s.Run.Wall), mib(s.Run.PeakMemory))
	}
	steps.write(b)
	b.WriteString("\n")
	sizes := newTable("object", "number", "state of one")
	for _, k := range r.Tenant.State {
		sizes.add("`"+k.Kind+"`", strconv.Itoa(k.Objects), fmt.Sprintf("%d bytes", k.Bytes))
	}
	sizes.write(b)
	fmt.Fprintf(b, "\nThe plan file of the first apply, which is compressed, takes %d bytes for each object.\n", r.Tenant.Plan)
}

// operations lists counts by operation, the token's apart.
func operations(counts map[string]int) string {
	var parts []string
	for _, operation := range slices.SortedFunc(maps.Keys(counts), byPath) {
		if operation != opToken {
			parts = append(parts, fmt.Sprintf("%d `%s`", counts[operation], operation))
		}
	}
	return strings.Join(parts, ", ")
}

// byPath orders operations by the path of their object.
func byPath(a, b string) int {
	methodA, pathA, _ := strings.Cut(a, " ")
	methodB, pathB, _ := strings.Cut(b, " ")
	return cmp.Or(cmp.Compare(pathA, pathB), cmp.Compare(methodA, methodB))
}

func (r *Result) limited() *table {
	t := newTable("step", "calls", "windows", "the limit allows", "took", "the limit's bound", "429")
	for _, s := range r.Limited {
		t.add(s.Name, strconv.Itoa(s.Calls), strconv.Itoa(s.Windows), strconv.Itoa(r.Options.windows(s.Calls)), seconds(s.Took),
			seconds(s.Bound.Round(time.Second)), strconv.Itoa(s.Refused))
	}
	return t
}

// table is a table in Markdown.
type table struct{ rows [][]string }

func newTable(head ...string) *table {
	rule := make([]string, len(head))
	for i := range rule {
		rule[i] = "---"
	}
	return &table{rows: [][]string{head, rule}}
}

func (t *table) add(cells ...string) { t.rows = append(t.rows, cells) }

func (t *table) write(b *strings.Builder) {
	for _, row := range t.rows {
		b.WriteString("| " + strings.Join(row, " | ") + " |\n")
	}
}
