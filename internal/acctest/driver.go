// SPDX-License-Identifier: MPL-2.0

package acctest

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// Config is a configuration: the attributes of each resource by its address, such as
// "lineworks_bot.test".
type Config map[string]Values

// Ref is a reference to an attribute of another resource, such as
// "lineworks_bot.test.bot_id". It makes the one resource depend on the other.
type Ref string

// Later is a value that is not known when the configuration is planned, and is when the
// plan is applied, like one that another provider computes.
type Later struct{ Value any }

// Changes are the changes of a plan, by address.
type Changes map[string]Change

// Attributes are values of attributes by address and path, such as
// "lineworks_persistent_menu.test.actions[0].label". A value is a Go value as in
// [Values], nil for null, [Unknown], a [*regexp.Regexp] that a text matches, or a
// [Count] of elements.
type Attributes map[string]any

// Count is how many elements a collection has.
type Count int

// Step is a step of [Tenant.Drive]: one command of a CLI, and its expected result.
type Step struct {
	// Name tells the steps of a test apart.
	Name string
	// Before runs first. It may change the tenant or the settings.
	Before func()

	// Config is applied, unless one of the following asks for something else.
	Config Config
	// Imports are import blocks: IDs by address.
	Imports map[string]string
	// ImportsByIdentity are import blocks with identities by address.
	ImportsByIdentity map[string]map[string]string
	// PlanOnly ends the step after the plan.
	PlanOnly bool
	// RefreshOnly reads the objects of the state and plans nothing.
	RefreshOnly bool
	// Destroy destroys all objects of the state.
	Destroy bool
	// Moved are moved blocks: new addresses by old ones.
	Moved map[string]string
	// Replace are the addresses that -replace names.
	Replace []string
	// CreateBeforeDestroy are the addresses with that setting. As in the CLI, it holds for
	// everything that they depend on as well.
	CreateBeforeDestroy []string
	// Seed gives plan and apply another order with each number, among those that the
	// dependencies allow. 0 is by address, deletions first.
	Seed uint64
	// Parallelism is how many objects are planned or changed at the same time; 0 is one.
	Parallelism int
	// Stagger has objects that could be planned or changed at the same moment begin so much
	// after one another: in virtual time, their requests come in the same order each time.
	Stagger time.Duration
	// StopAfter ends the apply after so many changes, like a CLI that is killed.
	StopAfter int
	// Killed kills the CLI when it is closed: nothing is saved from then on.
	Killed <-chan struct{}
	// CheckImport imports the object of this address into a state of its own, by its ID
	// and by its identity, and compares it with the one in the state. The plan of
	// the last step's configuration has to be empty.
	CheckImport string
	// Ignore are attributes that CheckImport does not compare; it makes no plan then.
	Ignore []string

	// Plan has the expected changes of some addresses.
	Plan Changes
	// ReplacedBy are the attributes that force a replacement, by address.
	ReplacedBy map[string][]string
	// Planned are values of the plan.
	Planned Attributes
	// Attributes are values of the state after the step.
	Attributes Attributes
	// Errors are texts that the errors contain, in the form of [Messages]. Without
	// any, an error fails the test.
	Errors []string
	// Warnings are texts that the warnings contain.
	Warnings []string
	// NoWarnings fails the test at any warning.
	NoWarnings bool
	// Requests are how often the step sends an operation, such as "PATCH /bots/{botId}".
	Requests map[string]int
	// After runs after the step, before the check that the next plan is empty.
	After func()
	// NonEmptyPlan leaves that check out.
	NonEmptyPlan bool

	noRefresh  bool   // plans with the objects as they are in the state
	configured Config // Config, also of a destroy
}

// Driver runs configurations as a CLI does, in this process. Its state stays from
// one step to the next. Validation, plan and apply of a step are processes of their own.
type Driver struct {
	tenant *Tenant
	state  map[string]object
	last   Config

	mu sync.Mutex // guards the state and the result of a step while its graph is walked
}

// object is the entry of the state at an address.
type object struct {
	Instance

	// dependsOn are the addresses whose values it was made with, directly or not. It is
	// destroyed before them.
	dependsOn []string
	// createFirst is the setting create_before_destroy that it was made with.
	createFirst bool
	// deposed are objects whose successors were made first, and that are still to be
	// destroyed.
	deposed []Instance
}

func (o object) empty() bool { return !o.Exists() && len(o.deposed) == 0 }

// Driver makes a driver with an empty state.
func (e *Tenant) Driver() *Driver { return &Driver{tenant: e, state: map[string]object{}} }

// Drive takes steps with a new driver, and destroys everything at the end.
func (e *Tenant) Drive(t testing.TB, steps ...Step) {
	t.Helper()
	d := e.Driver()
	for i, step := range steps {
		if step.Name == "" {
			step.Name = fmt.Sprintf("step %d", i+1)
		}
		d.Step(t, step)
	}
	d.Step(t, Step{Name: "the destroy at the end", Destroy: true})
}

// Instance is the object at an address in the state.
func (d *Driver) Instance(address string) Instance { return d.state[address].Instance }

// Step takes one step.
func (d *Driver) Step(t testing.TB, step Step) {
	t.Helper()
	t = named{TB: t, name: step.Name}
	if step.Before != nil {
		step.Before()
	}
	sent := len(d.tenant.API.Requests())
	if step.CheckImport != "" {
		d.checkImport(t, step.CheckImport, step.Ignore)
		return
	}
	r := d.run(t.Context(), t, step)
	if !step.PlanOnly && !step.RefreshOnly && !step.Destroy {
		d.last = step.Config
	}
	requests := map[string]int{}
	for _, request := range d.tenant.API.Requests()[sent:] {
		requests[request.Operation]++
	}
	expectDiagnostics(t, r.diags, step)
	for address, want := range step.Plan {
		if got, ok := r.plans[address]; !ok || got.Change != want {
			t.Errorf("the plan for %s is %q, want %q", address, got.Change, want)
		}
	}
	for address, want := range step.ReplacedBy {
		got := slices.Sorted(slices.Values(r.plans[address].ReplacedBy))
		if !slices.Equal(got, slices.Sorted(slices.Values(want))) {
			t.Errorf("%s is replaced because of %q, want %q", address, got, want)
		}
	}
	for path, want := range step.Planned {
		expectAt(t, "planned", path, want, func(address string) tftypes.Value { return r.plans[address].State })
	}
	for path, want := range step.Attributes {
		expectAt(t, "in state", path, want, func(address string) tftypes.Value { return d.state[address].State })
	}
	for operation, want := range step.Requests {
		if got := requests[operation]; got != want {
			t.Errorf("%s was sent %d times, want %d", operation, got, want)
		}
	}
	if step.After != nil {
		step.After()
	}
	if IsError(r.diags) || step.PlanOnly || step.RefreshOnly || step.Destroy || step.NonEmptyPlan || step.StopAfter > 0 {
		return
	}
	d.expectEmptyPlan(t, step.Config, false)
	d.expectEmptyPlan(t, step.Config, true)
}

// result has the plans and the diagnostics of a command.
type result struct {
	plans   map[string]Plan
	deposed map[string][]Plan
	diags   []*tfprotov6.Diagnostic
	applied bool // the plan was applied, at least in part
	killed  <-chan struct{}
}

func (r *result) add(diags []*tfprotov6.Diagnostic) {
	r.diags = append(r.diags, diags...)
}

// run is the command of a step. It changes the state.
func (d *Driver) run(ctx context.Context, t testing.TB, step Step) result {
	t.Helper()
	r := result{killed: step.Killed}
	step.configured = step.Config
	if step.Destroy {
		step.Config = nil
	}
	for _, address := range slices.Sorted(maps.Keys(step.Config)) {
		config := resolve(step.Config[address], validating, nil)
		r.add(validate(ctx, t, d.tenant.Server(), typeOf(address), configValue(t, typeOf(address), config)))
	}
	if IsError(r.diags) {
		return r
	}
	state, plans := d.plan(ctx, t, d.tenant.start(ctx, t), step, planning, &r)
	if IsError(r.diags) || step.PlanOnly || r.isKilled() {
		return r
	}
	d.state = state
	if step.RefreshOnly {
		return r
	}
	r.applied = true
	d.apply(ctx, t, step, plans, &r)
	return r
}

// NonExistent is the error of a CLI and of the driver about an import of nothing.
const NonExistent = "Cannot import non-existent remote object"

// expectEmptyPlan checks that a plan of the configuration changes nothing.
func (d *Driver) expectEmptyPlan(t testing.TB, config Config, refresh bool) {
	t.Helper()
	r := result{}
	state, plans := d.plan(t.Context(), t, d.tenant.Process(t), Step{Config: config, noRefresh: !refresh}, applying, &r)
	if IsError(r.diags) {
		t.Errorf("the plan after the apply fails (refresh: %t): %s", refresh, Messages(r.diags))
	}
	for address, plan := range plans.current {
		if plan.Change != NoOp {
			t.Errorf("the plan after the apply (refresh: %t) for %s is %q, want none: %s",
				refresh, address, plan.Change, differences(state[address].State, plan.State))
		}
	}
	for address := range plans.deposed {
		t.Errorf("the plan after the apply (refresh: %t) destroys a deposed object of %s, want none", refresh, address)
	}
}

// checkImport compares an import with the state.
func (d *Driver) checkImport(t testing.TB, address string, ignore []string) {
	t.Helper()
	have, resource := d.Instance(address), typeOf(address)
	if !have.Exists() {
		t.Fatalf("%s is not in the state", address)
	}
	p := d.tenant.Process(t)
	identity := p.Identity(t, resource, have)
	byID, diagsID := p.Import(t.Context(), t, resource, ImportIDOf(identity))
	byIdentity, diagsIdentity := p.ImportByIdentity(t.Context(), t, resource, identity)
	for way, diags := range map[string][]*tfprotov6.Diagnostic{"ID": diagsID, "identity": diagsIdentity} {
		if text := Messages(diags); text != "" {
			t.Fatalf("importing %s by %s: got %s, want no diagnostics", address, way, text)
		}
	}
	for way, got := range map[string]Instance{"ID": byID, "identity": byIdentity} {
		if !got.Exists() {
			t.Fatalf("importing %s by %s: %s", address, way, NonExistent)
		}
		if there := p.Identity(t, resource, got); !maps.Equal(there, identity) {
			t.Errorf("importing %s by %s: got the identity %v, want %v", address, way, there, identity)
		}
		for name, want := range members(have.State) {
			if v := members(got.State)[name]; !slices.Contains(ignore, name) && !v.Equal(want) {
				t.Errorf("importing %s by %s: %s is %s, want %s", address, way, name, show(v), show(want))
			}
		}
	}
	if len(ignore) > 0 {
		return
	}
	values := resolve(d.last[address], applying, func(address string) tftypes.Value { return d.state[address].State })
	p.PlansNothing(t, resource, byID, values)
}

// destroyOrder is the addresses of the state, each before those that it depends on.
func (d *Driver) destroyOrder() []string {
	depends := map[string][]string{}
	for address, o := range d.state {
		depends[address] = o.dependsOn
	}
	order := sorted(depends)
	slices.Reverse(order)
	return order
}

// order is the addresses of a configuration, each after those that it refers to.
func (c Config) order(t testing.TB) []string {
	t.Helper()
	depends := map[string][]string{}
	for address, values := range c {
		depends[address] = references(values)
		for _, source := range depends[address] {
			if _, ok := c[source]; !ok {
				t.Fatalf("%s refers to %s, which is not in the configuration", address, source)
			}
		}
	}
	return sorted(depends)
}

// sorted is the keys, each after those that it depends on, and otherwise by name.
func sorted(depends map[string][]string) []string {
	var order []string
	var visit func(address string)
	visit = func(address string) {
		if _, ok := depends[address]; !ok || slices.Contains(order, address) {
			return
		}
		for _, source := range slices.Sorted(slices.Values(depends[address])) {
			visit(source)
		}
		order = append(order, address)
	}
	for _, address := range slices.Sorted(maps.Keys(depends)) {
		visit(address)
	}
	return order
}

// typeOf is the type of the resource at an address.
func typeOf(address string) string {
	resource, _, _ := strings.Cut(address, ".")
	return resource
}

// named is a test whose failures name a step.
type named struct {
	testing.TB
	name string
}

func (n named) Errorf(format string, args ...any) {
	n.Helper()
	n.TB.Errorf("%s: "+format, append([]any{n.name}, args...)...)
}

func (n named) Fatalf(format string, args ...any) {
	n.Helper()
	n.TB.Fatalf("%s: "+format, append([]any{n.name}, args...)...)
}
