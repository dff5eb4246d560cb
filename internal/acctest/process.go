// SPDX-License-Identifier: MPL-2.0

package acctest

import (
	"context"
	"maps"
	"slices"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// Process is a process of the provider that is configured, as a CLI starts it for one
// command. It does what the CLI does with the resources of a configuration, so that a
// test can break it off at any point, and look at what the CLI would have in its state.
type Process struct{ server tfprotov6.ProviderServer }

// Process starts a process.
func (e *Env) Process(t testing.TB) *Process {
	t.Helper()
	p := &Process{server: e.Server()}
	e.configure(t, p.server)
	return p
}

// Instance is what a CLI has of a resource in its state. The zero value is nothing.
type Instance struct {
	// State is null if there is nothing.
	State tftypes.Value
	// Tainted is an object whose creation has failed. It is replaced.
	Tainted bool

	private  []byte
	identity *tfprotov6.ResourceIdentityData
}

// Exists reports whether there is an object.
func (i Instance) Exists() bool { return !i.State.IsNull() }

// IsError reports whether one of the diagnostics is an error.
func IsError(diags []*tfprotov6.Diagnostic) bool {
	return slices.ContainsFunc(diags, func(d *tfprotov6.Diagnostic) bool { return d.Severity == tfprotov6.DiagnosticSeverityError })
}

// Refresh reads an object. After an error, the CLI keeps what it had.
func (p *Process) Refresh(ctx context.Context, t testing.TB, resource string, prior Instance) (Instance, []*tfprotov6.Diagnostic) {
	t.Helper()
	typ := resourceType(t, resource)
	if !prior.Exists() {
		return prior, nil
	}
	resp, err := p.server.ReadResource(ctx, &tfprotov6.ReadResourceRequest{
		TypeName: resource, CurrentState: pack(t, typ, prior.State), Private: prior.private, CurrentIdentity: prior.identity,
	})
	if err != nil {
		t.Fatalf("reading %s: %s", resource, err)
	}
	if IsError(resp.Diagnostics) {
		return prior, resp.Diagnostics
	}
	return Instance{
		State: static(t, typ, resp.NewState), Tainted: prior.Tainted, private: resp.Private, identity: resp.NewIdentity,
	}, resp.Diagnostics
}

// Import imports an object and reads it.
func (p *Process) Import(ctx context.Context, t testing.TB, resource, id string) (Instance, []*tfprotov6.Diagnostic) {
	t.Helper()
	resp, err := p.server.ImportResourceState(ctx, &tfprotov6.ImportResourceStateRequest{TypeName: resource, ID: id})
	if err != nil {
		t.Fatalf("importing %s: %s", resource, err)
	}
	if IsError(resp.Diagnostics) {
		return Instance{}, resp.Diagnostics
	}
	if len(resp.ImportedResources) != 1 {
		t.Fatalf("importing %s %s gave %d objects", resource, id, len(resp.ImportedResources))
	}
	found := resp.ImportedResources[0]
	imported, diags := p.Refresh(ctx, t, resource, Instance{
		State: static(t, resourceType(t, resource), found.State), private: found.Private, identity: found.Identity,
	})
	if IsError(diags) {
		imported = Instance{}
	}
	return imported, slices.Concat(resp.Diagnostics, diags)
}

// planned is the answer to a plan.
type planned struct {
	prior, after, config tftypes.Value
	private              []byte
	identity             *tfprotov6.ResourceIdentityData
	replaces             bool
	diags                []*tfprotov6.Diagnostic
}

func (p *Process) plan(ctx context.Context, t testing.TB, resource string, prior Instance, config tftypes.Value) planned {
	t.Helper()
	typ := resourceType(t, resource)
	if !prior.Exists() {
		prior = Instance{State: tftypes.NewValue(typ, nil)}
	}
	resp, err := p.server.PlanResourceChange(ctx, &tfprotov6.PlanResourceChangeRequest{
		TypeName: resource, PriorState: pack(t, typ, prior.State), Config: pack(t, typ, config),
		ProposedNewState: pack(t, typ, propose(t, schemas(t).ResourceSchemas[resource], prior.State, config)),
		PriorPrivate:     prior.private, PriorIdentity: prior.identity,
	})
	if err != nil {
		t.Fatalf("planning %s: %s", resource, err)
	}
	out := planned{
		prior: prior.State, config: config, private: resp.PlannedPrivate, identity: resp.PlannedIdentity,
		replaces: prior.Exists() && len(resp.RequiresReplace) > 0, diags: resp.Diagnostics,
	}
	if !IsError(resp.Diagnostics) {
		out.after = static(t, typ, resp.PlannedState)
	}
	return out
}

// propose merges prior state and configuration as the CLI does: what the provider may
// fill in and the configuration leaves open stays as it was. Nested attributes are
// taken from the configuration as they are.
func propose(t testing.TB, schema *tfprotov6.Schema, prior, config tftypes.Value) tftypes.Value {
	t.Helper()
	if prior.IsNull() || config.IsNull() {
		return config
	}
	var before, after map[string]tftypes.Value
	if err := prior.As(&before); err != nil {
		t.Fatal(err)
	}
	if err := config.As(&after); err != nil {
		t.Fatal(err)
	}
	after = maps.Clone(after) // it is that of the configuration
	for _, a := range schema.Block.Attributes {
		if a.Computed && after[a.Name].IsNull() {
			after[a.Name] = before[a.Name]
		}
	}
	return tftypes.NewValue(schema.ValueType(), after)
}

// Apply plans a configuration and applies it; nil destroys. What cannot be changed in
// place, or is tainted, is destroyed first. The result is what the CLI writes into its
// state, after an error as well.
func (p *Process) Apply(ctx context.Context, t testing.TB, resource string, prior Instance, config Values) (Instance, []*tfprotov6.Diagnostic) {
	t.Helper()
	typ := resourceType(t, resource)
	wanted := tftypes.NewValue(typ, nil)
	if config != nil {
		wanted = value(t, typ, config)
	} else if !prior.Exists() {
		return prior, nil
	}
	var diags []*tfprotov6.Diagnostic
	plan := p.plan(ctx, t, resource, prior, wanted)
	diags = append(diags, plan.diags...)
	if config != nil && prior.Exists() && (prior.Tainted || plan.replaces) && !IsError(diags) {
		gone, more := p.Apply(ctx, t, resource, prior, nil)
		if diags = append(diags, more...); IsError(more) {
			return gone, diags
		}
		prior = Instance{}
		plan = p.plan(ctx, t, resource, prior, wanted)
		diags = append(diags, plan.diags...)
	}
	if IsError(diags) {
		return prior, diags
	}
	resp, err := p.server.ApplyResourceChange(ctx, &tfprotov6.ApplyResourceChangeRequest{
		TypeName: resource, PriorState: pack(t, typ, plan.prior), PlannedState: pack(t, typ, plan.after), Config: pack(t, typ, wanted),
		PlannedPrivate: plan.private, PlannedIdentity: plan.identity,
	})
	if err != nil {
		t.Fatalf("applying %s: %s", resource, err)
	}
	applied := Instance{State: static(t, typ, resp.NewState), private: resp.Private, identity: resp.NewIdentity}
	if applied.Exists() && IsError(resp.Diagnostics) {
		applied.Tainted = !prior.Exists() || prior.Tainted
	}
	if applied.Exists() && !applied.Tainted && !IsError(resp.Diagnostics) && !applied.State.IsFullyKnown() {
		t.Errorf("applying %s left something unknown: %s", resource, applied.State)
	}
	return applied, append(diags, resp.Diagnostics...)
}

// PlansNothing checks that a configuration is what there is.
func (p *Process) PlansNothing(t testing.TB, resource string, prior Instance, config Values) {
	t.Helper()
	plan := p.plan(t.Context(), t, resource, prior, value(t, resourceType(t, resource), config))
	if text := Messages(plan.diags); text != "" {
		t.Errorf("planning %s: %s", resource, text)
	}
	if plan.replaces || prior.Tainted || !plan.prior.Equal(plan.after) {
		t.Errorf("the plan of %s is not empty:\nfrom %s\nto %s", resource, plan.prior, plan.after)
	}
}

// ImportID is the ID by which an object can be imported.
func (p *Process) ImportID(t testing.TB, resource string, i Instance) string {
	t.Helper()
	return ImportIDOf(identityOf(t, p.server, resource, i.identity))
}
