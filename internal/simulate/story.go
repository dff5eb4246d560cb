// SPDX-License-Identifier: MPL-2.0

// Package simulate plays whole lives of tenants: a team edits configurations and applies
// them while people use the console, requests fail, processes are killed and states are
// lost. A [Story] is one life as plain data. [Generate] makes it from a seed, [Play] plays
// it in virtual time on the real provider and checks the rules of rules.go after every
// command, and [Shrink] makes a story that breaks a rule smaller.
package simulate

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/acctest"
)

// Story is the life of one tenant.
type Story struct {
	Seed  uint64
	World World
	Steps []Step
}

// World is how the service and the settings are for a whole life.
type World struct {
	// Switches are the positions of the mock's switches that are not the default.
	Switches []string
	// RateLimit is the number of calls of an operation in a minute; 0 is no limit.
	RateLimit int
	PageSize  int
	// SignIn has every process sign in; otherwise each gets a token.
	SignIn bool
	// CreateFirst is create_before_destroy everywhere. It does not change within a life: a CLI
	// may find a cycle then.
	CreateFirst bool
	// OneByOne has every command plan and change one object at a time, those at the end of
	// the life, too. Their options do not count then.
	OneByOne bool
	// Logs has the log checked for secrets, at its most detailed.
	Logs bool
}

// Command is what a pipeline runs in a step.
type Command int

// The commands. None is a step in which only the team or the console acts.
const (
	None Command = iota
	Apply
	Plan
	Refresh
	Destroy
)

func (c Command) String() string {
	return []string{"nothing", "apply", "plan", "apply -refresh-only", "destroy"}[c]
}

// Step is one step of a story: first the team edits the configuration of a pipeline, then
// the console is used, then the pipeline runs a command.
type Step struct {
	Pipeline int
	Edits    []Edit
	Console  []Action
	Command  Command
	Options  Options
}

// Options are what happens around a command.
type Options struct {
	Replace     []string
	Order       uint64
	Parallelism int
	// Import is an address for which a bot that is in no state is imported.
	Import string
	// StopAfter, Kill and Interrupt end the command: after so many changes, or at a request.
	StopAfter       int
	Kill, Interrupt *Cut
	// Lost has the state after the command lost, so that the one before it is used again.
	Lost   bool
	Faults []Strike
	// Beside is the command of the other pipeline at the same time.
	Beside Command
}

// stops reports whether the command may end before it is done.
func (o Options) stops() bool { return o.StopAfter > 0 || o.Kill != nil || o.Interrupt != nil }

// Cut is the end of a command at one of its requests.
type Cut struct {
	Request int
	// After the response; otherwise the request is not sent any more.
	After bool
}

func (c Cut) String() string {
	if c.After {
		return fmt.Sprintf("after request %d", c.Request)
	}
	return fmt.Sprintf("before request %d", c.Request)
}

// Strike is a fault of the catalogue at a request of a command.
type Strike struct {
	Fault string
	// Operation is where it strikes, "" for any; Skip is how many requests pass first.
	Operation string
	Skip      int
}

// Edit is a change of a configuration: a block is set, removed (without values), or renamed.
type Edit struct {
	Address string
	Values  acctest.Values
	To      string
	Moved   bool // with a moved block
}

// Action is a use of the console. Target picks a bot among those that there are.
type Action struct {
	Kind   string
	Target int
	Choice int
}

func (a Action) String() string {
	switch a.Kind {
	case addBot:
		return fmt.Sprintf("%s with the name %q", a.Kind, a.name())
	case editBot:
		return fmt.Sprintf("edit %s of bot %d", botEdits[a.Choice%len(botEdits)].attribute, a.Target)
	}
	return fmt.Sprintf("%s, bot %d, choice %d", a.Kind, a.Target, a.Choice)
}

// String is the story as a person can read and follow it.
func (s Story) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "Story of seed %d\n", s.Seed)
	fmt.Fprintf(&b, "Service: rate limit %d, %d objects on a page, switches %v; signing in: %t, create_before_destroy: %t, log: %t\n",
		s.World.RateLimit, s.World.PageSize, s.World.Switches, s.World.SignIn, s.World.CreateFirst, s.World.Logs)
	b.WriteString("In the console, bot 0 is the first one; after the last one, it is counted from the first again.\n")
	for i, step := range s.Steps {
		fmt.Fprintf(&b, "\n%d. Pipeline %d\n", i+1, step.Pipeline)
		for _, e := range step.Edits {
			b.WriteString(e.String())
		}
		for _, a := range step.Console {
			fmt.Fprintf(&b, "   console: %s\n", a)
		}
		if step.Command != None {
			fmt.Fprintf(&b, "   $ %s%s\n", step.Command, step.Options)
		}
	}
	return b.String()
}

func (e Edit) String() string {
	resource, name, _ := strings.Cut(e.Address, ".")
	switch {
	case e.To != "" && e.Moved:
		return fmt.Sprintf("   %s is renamed to %s, with a moved block\n", e.Address, e.To)
	case e.To != "":
		return fmt.Sprintf("   %s is renamed to %s, without a moved block\n", e.Address, e.To)
	case e.Values == nil:
		return fmt.Sprintf("   - resource %q %q\n", resource, name)
	}
	var b strings.Builder
	fmt.Fprintf(&b, "   + resource %q %q {\n", resource, name)
	for _, attribute := range slices.Sorted(maps.Keys(e.Values)) {
		fmt.Fprintf(&b, "       %s = %s\n", attribute, hcl(e.Values[attribute]))
	}
	b.WriteString("     }\n")
	return b.String()
}

// hcl is a value as a configuration has it.
func hcl(v any) string {
	switch v := v.(type) {
	case acctest.Ref:
		return string(v)
	case string:
		return fmt.Sprintf("%q", v)
	case []string:
		var all []string
		for _, e := range v {
			all = append(all, hcl(e))
		}
		return "[" + strings.Join(all, ", ") + "]"
	case []any:
		var all []string
		for _, e := range v {
			all = append(all, hcl(e))
		}
		return "[" + strings.Join(all, ", ") + "]"
	case map[string]string:
		var all []string
		for _, name := range slices.Sorted(maps.Keys(v)) {
			all = append(all, name+" = "+hcl(v[name]))
		}
		return "{ " + strings.Join(all, ", ") + " }"
	case acctest.Values:
		var all []string
		for _, name := range slices.Sorted(maps.Keys(v)) {
			all = append(all, name+" = "+hcl(v[name]))
		}
		return "{ " + strings.Join(all, ", ") + " }"
	}
	return fmt.Sprint(v)
}

func (o Options) String() string {
	var b strings.Builder
	for _, address := range o.Replace {
		fmt.Fprintf(&b, " -replace=%s", address)
	}
	if o.Parallelism > 0 {
		fmt.Fprintf(&b, " -parallelism=%d", o.Parallelism)
	}
	note := func(format string, args ...any) { fmt.Fprintf(&b, "\n     "+format, args...) }
	if o.Order > 0 {
		note("in the order of seed %d", o.Order)
	}
	if o.Import != "" {
		note("with an import block for %s and a bot that is in no state", o.Import)
	}
	if o.StopAfter > 0 {
		note("killed after %d changes", o.StopAfter)
	}
	if o.Kill != nil {
		note("killed %s", o.Kill)
	}
	if o.Interrupt != nil {
		note("Ctrl-C %s", o.Interrupt)
	}
	for _, s := range o.Faults {
		operation := s.Operation
		if operation == "" {
			operation = "any request"
		}
		note("fault %q at %s, after %d of them", s.Fault, operation, s.Skip)
	}
	if o.Lost {
		note("the state is lost: the one before the command is used again")
	}
	if o.Beside != None {
		note("at the same time the other pipeline runs: %s", o.Beside)
	}
	return b.String()
}
