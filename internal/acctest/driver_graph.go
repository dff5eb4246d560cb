// SPDX-License-Identifier: MPL-2.0

package acctest

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// The order in which the driver plans and applies, after the graphs of Terraform and
// OpenTofu. An object is planned and changed after those that it refers to. One that is
// destroyed goes after those that depend on it, and before its successor is created or its
// dependents change, unless it has create_before_destroy: then it is deposed, and goes after
// both. Nothing else is ordered. In particular, an object at a new address and the one that
// was at the old address do not wait for each other.

// plans are the plans of a step by address.
type plans struct {
	current map[string]Plan
	deposed map[string][]Plan
}

// plan reads the objects in the state, imports, and plans all of a configuration and the end
// of everything else. The state is as the plan has found it.
func (d *Driver) plan(ctx context.Context, t testing.TB, p *Process, step Step, known phase, r *result) (map[string]object, plans) {
	t.Helper()
	state := map[string]object{}
	for address, o := range d.state {
		if to, ok := step.Moved[address]; ok {
			address = to
		}
		state[address] = o
	}
	out := plans{current: map[string]Plan{}, deposed: map[string][]Plan{}}
	r.plans, r.deposed = out.current, out.deposed
	g := &graph{}
	if !step.noRefresh {
		d.addReads(ctx, t, p, g, state, step, r)
	}
	if step.RefreshOnly {
		g.walk(step.order())
		return state, out
	}
	for _, address := range step.Config.order(t) {
		g.add("plan "+address, func() bool {
			values := resolve(step.Config[address], known, func(source string) tftypes.Value { return locked(d, out.current, source).State })
			plan := p.plan(ctx, t, typeOf(address), locked(d, state, address).Instance, configValue(t, typeOf(address), values), slices.Contains(step.Replace, address))
			return d.note(r, plan.Diagnostics, func() { out.current[address] = plan })
		})
		g.wait("plan "+address, "read "+address)
		for _, source := range references(step.Config[address]) {
			g.wait("plan "+address, "plan "+source)
		}
	}
	for _, address := range slices.Sorted(maps.Keys(state)) {
		if _, ok := step.Config[address]; !ok {
			g.add("plan "+address, func() bool {
				o := locked(d, state, address)
				if !o.Exists() {
					return true
				}
				plan := p.Plan(ctx, t, typeOf(address), o.Instance, nil)
				return d.note(r, plan.Diagnostics, func() { out.current[address] = plan })
			})
			g.wait("plan "+address, "read "+address)
		}
		g.add("plan deposed "+address, func() bool {
			ok := true
			for _, old := range locked(d, state, address).deposed {
				plan := p.Plan(ctx, t, typeOf(address), old, nil)
				ok = d.note(r, plan.Diagnostics, func() { out.deposed[address] = append(out.deposed[address], plan) }) && ok
			}
			return ok
		})
		g.wait("plan deposed "+address, "read "+address)
	}
	g.walk(step.order())
	return state, out
}

func (s Step) order() walkOrder {
	return walkOrder{seed: s.Seed, parallelism: s.Parallelism, stagger: s.Stagger}
}

// addReads adds the steps that read the objects of the state, and those that import.
func (d *Driver) addReads(ctx context.Context, t testing.TB, p *Process, g *graph, state map[string]object, step Step, r *result) {
	t.Helper()
	for _, address := range slices.Sorted(maps.Keys(state)) {
		o := state[address]
		g.add("read "+address, func() bool {
			now, diags := p.Refresh(ctx, t, typeOf(address), o.Instance)
			var deposed []Instance
			for _, old := range o.deposed {
				left, more := p.Refresh(ctx, t, typeOf(address), old)
				if diags = append(diags, more...); left.Exists() {
					deposed = append(deposed, left)
				}
			}
			// As in the CLI: the state may have the addresses of before a move.
			dependsOn := slices.Concat(o.dependsOn, step.configured.closure(address))
			slices.Sort(dependsOn)
			return d.note(r, diags, func() { put(state, address, object{now, slices.Compact(dependsOn), o.createFirst, deposed}) })
		})
	}
	imported := func(address string, now Instance, diags []*tfprotov6.Diagnostic) bool {
		if !now.Exists() && !IsError(diags) {
			diags = append(diags, &tfprotov6.Diagnostic{Severity: tfprotov6.DiagnosticSeverityError, Summary: NonExistent})
		}
		return d.note(r, diags, func() { put(state, address, object{Instance: now}) })
	}
	for _, address := range slices.Sorted(maps.Keys(step.Imports)) {
		if !state[address].Exists() {
			g.add("read "+address, func() bool {
				now, diags := p.Import(ctx, t, typeOf(address), step.Imports[address])
				return imported(address, now, diags)
			})
		}
	}
	for _, address := range slices.Sorted(maps.Keys(step.ImportsByIdentity)) {
		if !state[address].Exists() {
			g.add("read "+address, func() bool {
				now, diags := p.ImportByIdentity(ctx, t, typeOf(address), step.ImportsByIdentity[address])
				return imported(address, now, diags)
			})
		}
	}
}

// apply applies plans in a process of its own.
func (d *Driver) apply(ctx context.Context, t testing.TB, step Step, planned plans, r *result) {
	t.Helper()
	p := d.tenant.start(ctx, t)
	createFirst := step.Config.createFirst(step.CreateBeforeDestroy)
	left := step.StopAfter
	// change is a step that changes something, unless the CLI has been killed or interrupted.
	change := func(run func() bool) func() bool {
		return func() bool {
			d.mu.Lock()
			stopped := step.StopAfter > 0 && left == 0 || ctx.Err() != nil || r.isKilled()
			left--
			d.mu.Unlock()
			return !stopped && run()
		}
	}
	g := &graph{}
	for _, address := range d.destroyOrder() {
		g.add("destroy deposed "+address, func() bool { return d.destroyDeposed(ctx, t, p, address, change, r) })
		plan := planned.current[address]
		if plan.Change == Delete || plan.Change == Replace && !createFirst[address] {
			g.add("destroy "+address, change(func() bool {
				remains, diags := p.remove(ctx, t, plan)
				return d.note(r, diags, func() { d.change(address, func(o *object) { o.Instance = remains }) })
			}))
		}
	}
	for _, address := range step.Config.order(t) {
		plan := planned.current[address]
		run := func() bool { return d.put(ctx, t, p, step.Config, address, plan, createFirst[address], r) }
		if plan.Change != NoOp {
			run = change(run)
		}
		g.add("put "+address, run)
		for _, source := range references(step.Config[address]) {
			g.wait("put "+address, "put "+source)
		}
		g.wait("put "+address, "destroy "+address)
		if plan.Change == Replace && createFirst[address] {
			g.wait("destroy deposed "+address, "put "+address)
		}
	}
	for dependent, o := range d.state {
		for _, address := range o.dependsOn {
			destroy := "destroy " + address
			first := d.state[address].createFirst
			if _, ok := step.Config[address]; ok {
				if first = createFirst[address]; first && planned.current[address].Change == Replace {
					destroy = "destroy deposed " + address
				}
			}
			g.wait(destroy, "destroy "+dependent)
			g.wait(destroy, "destroy deposed "+dependent)
			switch change := planned.current[dependent].Change; {
			case change != Update && change != Replace:
			case first:
				g.wait(destroy, "put "+dependent)
			default:
				g.wait("put "+dependent, destroy)
			}
		}
	}
	g.walk(step.order())
}

// put creates or changes the object at an address. What it replaces is destroyed, or is
// deposed here.
func (d *Driver) put(ctx context.Context, t testing.TB, p *Process, config Config, address string, plan Plan, createFirst bool, r *result) bool {
	t.Helper()
	var before Instance
	if plan.Change == Replace && createFirst {
		d.mu.Lock()
		d.change(address, func(o *object) {
			before = o.Instance
			o.Instance, o.deposed = Instance{}, append(slices.Clone(o.deposed), before)
		})
		d.mu.Unlock()
	}
	values := resolve(config[address], applying, func(source string) tftypes.Value { return locked(d, d.state, source).State })
	now, diags := p.put(ctx, t, plan, configValue(t, typeOf(address), values))
	return d.note(r, diags, func() {
		d.change(address, func(o *object) {
			if o.Instance = now; !now.Exists() && before.Exists() {
				// Nothing was created, so the predecessor is the object again.
				o.Instance, o.deposed = before, o.deposed[:len(o.deposed)-1]
			}
			o.dependsOn, o.createFirst = config.closure(address), createFirst
		})
	})
}

// destroyDeposed destroys the deposed objects of an address, each of which the CLI plans
// once more.
func (d *Driver) destroyDeposed(ctx context.Context, t testing.TB, p *Process, address string, change func(func() bool) func() bool, r *result) bool {
	t.Helper()
	ok := true
	for _, old := range locked(d, d.state, address).deposed {
		ok = change(func() bool {
			plan := Plan{resource: typeOf(address), prior: old, deferral: true}
			if p.planDelete(ctx, t, &plan); IsError(plan.Diagnostics) {
				return d.note(r, plan.Diagnostics, nil)
			}
			remains, diags := p.remove(ctx, t, plan)
			return d.note(r, diags, func() {
				d.change(address, func(o *object) {
					i := slices.IndexFunc(o.deposed, func(other Instance) bool { return other.State.Equal(old.State) })
					if o.deposed = slices.Delete(slices.Clone(o.deposed), i, i+1); remains.Exists() {
						o.deposed = append(o.deposed, remains)
					}
				})
			})
		})() && ok
	}
	return ok
}

// note adds diagnostics to a result, and calls save. It reports whether there is no error.
// A CLI that has been killed does neither.
func (d *Driver) note(r *result, diags []*tfprotov6.Diagnostic, save func()) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	if r.isKilled() {
		return false
	}
	r.add(diags)
	if save != nil {
		save()
	}
	return !IsError(diags)
}

// change replaces the entry of the state at an address. The caller holds the driver's lock.
func (d *Driver) change(address string, change func(*object)) {
	o := d.state[address]
	change(&o)
	put(d.state, address, o)
}

func put(state map[string]object, address string, o object) {
	if o.empty() {
		delete(state, address)
		return
	}
	state[address] = o
}

// locked reads a map of a driver while a graph is walked.
func locked[V any](d *Driver, from map[string]V, address string) V {
	d.mu.Lock()
	defer d.mu.Unlock()
	return from[address]
}

// closure is the addresses that an address refers to, directly or not.
func (c Config) closure(address string) []string {
	var all []string
	for _, source := range references(c[address]) {
		all = append(append(all, source), c.closure(source)...)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// createFirst is the addresses with create_before_destroy, and those that they depend on.
func (c Config) createFirst(addresses []string) map[string]bool {
	all := map[string]bool{}
	for _, address := range addresses {
		if _, ok := c[address]; !ok {
			panic(fmt.Sprintf("create_before_destroy for %s, which is not in the configuration", address))
		}
		all[address] = true
		for _, source := range c.closure(address) {
			all[source] = true
		}
	}
	return all
}
