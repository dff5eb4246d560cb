// SPDX-License-Identifier: MPL-2.0

package acctest

import (
	"context"
	"maps"
	"slices"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
)

// Outcome is the end of a command that [Driver.Run] has run.
type Outcome struct {
	// Plans are the plans by address, and Deposed those that destroy deposed objects.
	Plans   map[string]Plan
	Deposed map[string][]Plan
	// Applied tells that the plan was applied, at least in part.
	Applied     bool
	Diagnostics []*tfprotov6.Diagnostic
}

// Run takes a step like [Driver.Step], but expects nothing, so that a caller can judge
// the outcome. tenant is where the processes of the step get to, which may be another way
// to the driver's.
func (d *Driver) Run(ctx context.Context, t testing.TB, tenant *Tenant, step Step) Outcome {
	t.Helper()
	d.tenant = tenant
	r := d.run(ctx, t, step)
	return Outcome{Plans: r.plans, Deposed: r.deposed, Applied: r.applied, Diagnostics: r.diags}
}

// isKilled reports whether the CLI of a command has been killed.
func (r *result) isKilled() bool {
	select {
	case <-r.killed:
		return true
	default: // also without a channel
		return false
	}
}

// State is a state file: the objects by address, and those that are deposed.
type State struct{ objects map[string]object }

// State is a copy of the present state.
func (d *Driver) State() State { return State{maps.Clone(d.state)} }

// Restore brings an earlier state back, as if the later ones had been lost.
func (d *Driver) Restore(s State) { d.state = maps.Clone(s.objects) }

// Instances are the objects by address, the current one of an address first.
func (s State) Instances() map[string][]Instance {
	all := map[string][]Instance{}
	for address, o := range s.objects {
		if o.Exists() {
			all[address] = append(all[address], o.Instance)
		}
		all[address] = append(all[address], o.deposed...)
	}
	return all
}

// Has reports whether a state has a current object at an address.
func (s State) Has(address string) bool { return s.objects[address].Exists() }

// Prior is the object that a plan starts from.
func (p Plan) Prior() Instance { return p.prior }

// Addresses are the addresses that an address refers to, directly or not.
func (c Config) Addresses(address string) []string { return slices.Clone(c.closure(address)) }
