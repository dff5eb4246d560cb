// SPDX-License-Identifier: MPL-2.0

package acctest

import (
	"context"
	"slices"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// Process is a configured process of the provider, as a CLI starts one for each
// command. Its methods treat one object as the CLI does, and fail the test where the
// CLI would report a bug of the provider. A test can end them at any point by their
// context, and look at the state that the CLI would have. [Driver] runs whole
// configurations in processes.
type Process struct{ server tfprotov6.ProviderServer }

// Process starts a process.
func (e *Tenant) Process(t testing.TB) *Process {
	t.Helper()
	return e.start(t.Context(), t)
}

func (e *Tenant) start(ctx context.Context, t testing.TB) *Process {
	t.Helper()
	p := &Process{server: e.Server()}
	e.configure(ctx, t, p.server)
	return p
}

// Configure starts a process with a provider block, which it validates and configures as
// a CLI does. After an error the process cannot be used.
func (e *Tenant) Configure(t testing.TB, block Values) (*Process, []*tfprotov6.Diagnostic) {
	t.Helper()
	p := &Process{server: e.Server()}
	config := dynamic(t, schemas(t).Provider.ValueType(), block)
	valid, err := p.server.ValidateProviderConfig(t.Context(), &tfprotov6.ValidateProviderConfigRequest{Config: config})
	if err != nil {
		t.Fatalf("validating the provider block: %s", err)
	}
	if IsError(valid.Diagnostics) {
		return p, valid.Diagnostics
	}
	resp, err := p.server.ConfigureProvider(t.Context(), &tfprotov6.ConfigureProviderRequest{TerraformVersion: cliVersion, Config: config})
	if err != nil {
		t.Fatalf("configuring the provider: %s", err)
	}
	return p, slices.Concat(valid.Diagnostics, resp.Diagnostics)
}

// Instance is an object in the state of a CLI. The zero value is no object.
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

// Private is the provider's private state of the object, as the state file has it.
func (i Instance) Private() []byte { return i.private }

// IsError reports whether one of the diagnostics is an error.
func IsError(diags []*tfprotov6.Diagnostic) bool {
	return slices.ContainsFunc(diags, func(d *tfprotov6.Diagnostic) bool { return d.Severity == tfprotov6.DiagnosticSeverityError })
}

// Refresh reads an object. After an error, the CLI keeps the state.
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
	read := Instance{State: static(t, typ, resp.NewState), Tainted: prior.Tainted, private: resp.Private, identity: resp.NewIdentity}
	if !read.State.IsFullyKnown() {
		t.Errorf("reading %s left something unknown: %s", resource, show(read.State))
	}
	return read, resp.Diagnostics
}

// Import imports an object and reads it. If there is none, the instance does not exist.
func (p *Process) Import(ctx context.Context, t testing.TB, resource, id string) (Instance, []*tfprotov6.Diagnostic) {
	t.Helper()
	return p.importBy(ctx, t, &tfprotov6.ImportResourceStateRequest{TypeName: resource, ID: id})
}

// ImportByIdentity is [Process.Import] with an identity instead of an ID.
func (p *Process) ImportByIdentity(ctx context.Context, t testing.TB, resource string, identity map[string]string) (Instance, []*tfprotov6.Diagnostic) {
	t.Helper()
	return p.importBy(ctx, t, &tfprotov6.ImportResourceStateRequest{TypeName: resource, Identity: &tfprotov6.ResourceIdentityData{
		IdentityData: dynamic(t, identityType(ctx, t, p.server, resource), anyValues(identity)),
	}})
}

func (p *Process) importBy(ctx context.Context, t testing.TB, req *tfprotov6.ImportResourceStateRequest) (Instance, []*tfprotov6.Diagnostic) {
	t.Helper()
	resp, err := p.server.ImportResourceState(ctx, req)
	if err != nil {
		t.Fatalf("importing %s: %s", req.TypeName, err)
	}
	if IsError(resp.Diagnostics) {
		return Instance{}, resp.Diagnostics
	}
	if len(resp.ImportedResources) != 1 {
		t.Fatalf("importing %s gave %d objects, want 1", req.TypeName, len(resp.ImportedResources))
	}
	found := resp.ImportedResources[0]
	imported, diags := p.Refresh(ctx, t, req.TypeName, Instance{
		State: static(t, resourceType(t, req.TypeName), found.State), private: found.Private, identity: found.Identity,
	})
	if IsError(diags) {
		imported = Instance{}
	}
	return imported, slices.Concat(resp.Diagnostics, diags)
}

// Change is the action that a plan has for an object.
type Change string

// The changes that a plan can make.
const (
	NoOp    Change = "no change"
	Create  Change = "create"
	Update  Change = "update"
	Replace Change = "replace" // delete, then create
	Delete  Change = "delete"
)

// Plan is the plan of one object.
type Plan struct {
	Change Change
	// ReplacedBy are the attributes that force a replacement.
	ReplacedBy []string
	// State is the planned state, with unknown values.
	State       tftypes.Value
	Diagnostics []*tfprotov6.Diagnostic

	resource string
	prior    Instance
	private  []byte
	identity *tfprotov6.ResourceIdentityData
	deferral bool // as Terraform allows it in the second plan of an apply, and nowhere else
}

// Plan plans the change of an object to a configuration; nil plans to delete it.
func (p *Process) Plan(ctx context.Context, t testing.TB, resource string, prior Instance, config Values) Plan {
	t.Helper()
	return p.plan(ctx, t, resource, prior, configValue(t, resource, config), false)
}

func configValue(t testing.TB, resource string, config Values) tftypes.Value {
	t.Helper()
	typ := resourceType(t, resource)
	if config == nil {
		return tftypes.NewValue(typ, nil)
	}
	return value(t, typ, config)
}

// plan plans the change of an object. replace is the option -replace.
func (p *Process) plan(ctx context.Context, t testing.TB, resource string, prior Instance, config tftypes.Value, replace bool) Plan {
	t.Helper()
	out := Plan{Change: NoOp, State: config, resource: resource, prior: prior}
	if config.IsNull() && !prior.Exists() {
		return out
	}
	before := prior
	if !prior.Exists() || prior.Tainted && !config.IsNull() {
		// A tainted object is replaced, so its successor is planned like a new object.
		before = Instance{State: tftypes.NewValue(resourceType(t, resource), nil)}
	}
	var replacedBy []*tftypes.AttributePath
	if replacedBy = p.planStep(ctx, t, &out, before, config); IsError(out.Diagnostics) {
		return out
	}
	changed := !out.State.Equal(before.State)
	for _, path := range replacedBy {
		if before.Exists() && changed && differ(path, before.State, out.State) {
			out.ReplacedBy = append(out.ReplacedBy, Path(path))
		}
	}
	switch {
	case config.IsNull():
		out.Change = Delete
	case prior.Exists() && prior.Tainted:
		out.Change = Replace
	case !prior.Exists():
		out.Change = Create
	case len(out.ReplacedBy) > 0 || replace:
		out.Change = Replace
		successor := Instance{State: tftypes.NewValue(before.State.Type(), nil), private: out.private}
		first := out.Diagnostics
		if p.planStep(ctx, t, &out, successor, config); !IsError(out.Diagnostics) {
			out.Diagnostics = first // the CLI shows no warnings of the second plan
		}
	case changed:
		out.Change = Update
	}
	return out
}

// planStep is one request for a plan, after a last validation.
func (p *Process) planStep(ctx context.Context, t testing.TB, out *Plan, prior Instance, config tftypes.Value) []*tftypes.AttributePath {
	t.Helper()
	resource := out.resource
	typ, schema := resourceType(t, resource), schemas(t).ResourceSchemas[resource]
	if !config.IsNull() {
		if invalid := errorsOf(validate(ctx, t, p.server, resource, config)); len(invalid) > 0 {
			out.Diagnostics = append(out.Diagnostics, invalid...)
			return nil
		}
	}
	resp, err := p.server.PlanResourceChange(ctx, &tfprotov6.PlanResourceChangeRequest{
		TypeName: resource, PriorState: pack(t, typ, prior.State), Config: pack(t, typ, config),
		ProposedNewState: pack(t, typ, proposedNew(schema, prior.State, config)),
		PriorPrivate:     prior.private, PriorIdentity: prior.identity,
		ClientCapabilities: &tfprotov6.PlanResourceChangeClientCapabilities{DeferralAllowed: out.deferral},
	})
	if err != nil {
		t.Fatalf("planning %s: %s", resource, err)
	}
	out.Diagnostics = append(out.Diagnostics, resp.Diagnostics...)
	if IsError(resp.Diagnostics) {
		return nil
	}
	out.State, out.private, out.identity = static(t, typ, resp.PlannedState), resp.PlannedPrivate, resp.PlannedIdentity
	for _, text := range invalidPlan(schema, prior.State, config, out.State) {
		t.Errorf("invalid plan for %s: %s", resource, text)
	}
	return resp.RequiresReplace
}

// planDelete plans to delete the prior object of a plan.
func (p *Process) planDelete(ctx context.Context, t testing.TB, out *Plan) {
	t.Helper()
	out.Change, out.identity = Delete, out.prior.identity
	p.planStep(ctx, t, out, out.prior, tftypes.NewValue(out.prior.State.Type(), nil))
}

// differ tells whether the value at a path is not the same, or not known to be.
func differ(path *tftypes.AttributePath, a, b tftypes.Value) bool {
	before, _, errBefore := tftypes.WalkAttributePath(a, path)
	after, _, errAfter := tftypes.WalkAttributePath(b, path)
	old, okOld := before.(tftypes.Value)
	now, okNow := after.(tftypes.Value)
	return errBefore != nil || errAfter != nil || !okOld || !okNow || !now.IsFullyKnown() || !old.Equal(now)
}

// Apply plans a configuration and applies it; nil destroys. An object that
// cannot be changed in place, or is tainted, is destroyed first. The result is the object
// that the CLI writes into its state, after an error as well.
func (p *Process) Apply(ctx context.Context, t testing.TB, resource string, prior Instance, config Values) (Instance, []*tfprotov6.Diagnostic) {
	t.Helper()
	wanted := configValue(t, resource, config)
	plan := p.plan(ctx, t, resource, prior, wanted, false)
	if IsError(plan.Diagnostics) {
		return prior, plan.Diagnostics
	}
	applied, diags := p.apply(ctx, t, plan, wanted)
	return applied, slices.Concat(plan.Diagnostics, diags)
}

// ApplyPlan applies a plan that may be another process's. Values that were
// unknown when it was planned may be known in the configuration.
func (p *Process) ApplyPlan(ctx context.Context, t testing.TB, plan Plan, config Values) (Instance, []*tfprotov6.Diagnostic) {
	t.Helper()
	return p.apply(ctx, t, plan, configValue(t, plan.resource, config))
}

func (p *Process) apply(ctx context.Context, t testing.TB, plan Plan, config tftypes.Value) (Instance, []*tfprotov6.Diagnostic) {
	t.Helper()
	left, diags := p.remove(ctx, t, plan)
	if IsError(diags) {
		return left, diags
	}
	applied, more := p.put(ctx, t, plan, config)
	return applied, append(diags, more...)
}

// remove is the first half of a plan that deletes or replaces an object. It returns
// the object, if it is still there.
func (p *Process) remove(ctx context.Context, t testing.TB, plan Plan) (Instance, []*tfprotov6.Diagnostic) {
	t.Helper()
	if plan.Change != Delete && plan.Change != Replace {
		return plan.prior, nil
	}
	// The CLI asks for no separate plan for the end of a replaced object.
	none := tftypes.NewValue(plan.prior.State.Type(), nil)
	removal := Plan{Change: Delete, State: none, resource: plan.resource, private: plan.private, identity: plan.prior.identity}
	return p.applyStep(ctx, t, removal, plan.prior, none)
}

// put is the second half of a plan: it creates or changes the object. A replaced one
// is gone already.
func (p *Process) put(ctx context.Context, t testing.TB, plan Plan, config tftypes.Value) (Instance, []*tfprotov6.Diagnostic) {
	t.Helper()
	prior := plan.prior
	switch plan.Change {
	case NoOp:
		return prior, nil
	case Delete:
		return Instance{}, nil
	case Create, Replace:
		prior = Instance{State: tftypes.NewValue(config.Type(), nil)}
	case Update:
	}
	// Now that more is known, the CLI plans once again; the two must agree.
	again := Plan{Change: plan.Change, resource: plan.resource, deferral: true}
	p.planStep(ctx, t, &again, prior, config)
	diags := errorsOf(again.Diagnostics)
	if len(diags) > 0 {
		return prior, diags
	}
	for _, text := range inconsistent("", plan.State, again.State) {
		t.Errorf("inconsistent final plan for %s: %s", plan.resource, text)
	}
	return p.applyStep(ctx, t, again, prior, config)
}

// errorsOf leaves out the warnings of a second plan, which the first has given.
func errorsOf(diags []*tfprotov6.Diagnostic) []*tfprotov6.Diagnostic {
	return slices.DeleteFunc(slices.Clone(diags), func(d *tfprotov6.Diagnostic) bool { return d.Severity != tfprotov6.DiagnosticSeverityError })
}

// applyStep is one request to apply.
func (p *Process) applyStep(ctx context.Context, t testing.TB, plan Plan, prior Instance, config tftypes.Value) (Instance, []*tfprotov6.Diagnostic) {
	t.Helper()
	typ := config.Type()
	resp, err := p.server.ApplyResourceChange(ctx, &tfprotov6.ApplyResourceChangeRequest{
		TypeName: plan.resource, PriorState: pack(t, typ, prior.State), PlannedState: pack(t, typ, plan.State), Config: pack(t, typ, config),
		PlannedPrivate: plan.private, PlannedIdentity: plan.identity,
	})
	if err != nil {
		t.Fatalf("applying %s: %s", plan.resource, err)
	}
	applied := Instance{State: static(t, typ, resp.NewState), private: resp.Private, identity: resp.NewIdentity}
	failed := IsError(resp.Diagnostics)
	switch {
	case failed && !applied.Exists():
		return prior, resp.Diagnostics
	case failed:
		applied.Tainted = !prior.Exists() || prior.Tainted
	case applied.Exists() == (plan.Change == Delete):
		t.Errorf("the result of a plan to %s %s is %s", plan.Change, plan.resource, show(applied.State))
	default:
		for _, text := range inconsistent("", plan.State, applied.State) {
			t.Errorf("inconsistent result after applying %s: %s", plan.resource, text)
		}
	}
	if !failed && !applied.State.IsFullyKnown() {
		t.Errorf("applying %s left something unknown: %s", plan.resource, show(applied.State))
	}
	return applied, resp.Diagnostics
}

// PlansNothing checks that a configuration agrees with an object, without a diagnostic.
func (p *Process) PlansNothing(t testing.TB, resource string, prior Instance, config Values) {
	t.Helper()
	plan := p.Plan(t.Context(), t, resource, prior, config)
	if text := Messages(plan.Diagnostics); text != "" {
		t.Errorf("planning %s: got %s, want no diagnostics", resource, text)
	}
	if plan.Change != NoOp {
		t.Errorf("the plan of %s is %q, want none: %s", resource, plan.Change, differences(prior.State, plan.State))
	}
}

// ImportID is the ID by which an object can be imported.
func (p *Process) ImportID(t testing.TB, resource string, i Instance) string {
	t.Helper()
	return ImportIDOf(p.Identity(t, resource, i))
}

// Identity is the identity of an object, nil if the provider has told none.
func (p *Process) Identity(t testing.TB, resource string, i Instance) map[string]string {
	t.Helper()
	return identityOf(t, p.server, resource, i.identity)
}
