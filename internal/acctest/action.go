// SPDX-License-Identifier: MPL-2.0

package acctest

import (
	"context"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// Action is an action of a provider that is configured. It is used without a CLI,
// since not every CLI has actions, and may be used by several tests at once.
type Action struct {
	server actionServer
	name   string
	typ    tftypes.Type
}

// actionServer is a server that has, besides all others, the calls of actions.
type actionServer interface {
	tfprotov6.ProviderServer
	tfprotov6.ActionServer
}

// Action makes the provider for an action.
func (e *Tenant) Action(t testing.TB, name string) *Action {
	t.Helper()
	server, ok := e.Server().(actionServer)
	if !ok {
		t.Fatal("the provider has no actions")
	}
	e.configure(t.Context(), t, server)
	schema, ok := schemas(t).ActionSchemas[name]
	if !ok || schema.Schema == nil {
		t.Fatalf("no action %s", name)
	}
	return &Action{server: server, name: name, typ: schema.Schema.ValueType()}
}

// Validate asks the provider about a configuration.
func (a *Action) Validate(t testing.TB, config Values) []*tfprotov6.Diagnostic {
	t.Helper()
	resp, err := a.server.ValidateActionConfig(t.Context(), &tfprotov6.ValidateActionConfigRequest{ActionType: a.name, Config: dynamic(t, a.typ, config)})
	if err != nil {
		t.Fatalf("validating %s: %s", a.name, err)
	}
	return resp.Diagnostics
}

// Plan asks the provider to plan the action.
func (a *Action) Plan(t testing.TB, config Values) []*tfprotov6.Diagnostic {
	t.Helper()
	resp, err := a.server.PlanAction(t.Context(), &tfprotov6.PlanActionRequest{ActionType: a.name, Config: dynamic(t, a.typ, config)})
	if err != nil {
		t.Fatalf("planning %s: %s", a.name, err)
	}
	return resp.Diagnostics
}

// Invoke invokes the action. It returns the progress messages and the diagnostics.
func (a *Action) Invoke(t testing.TB, config Values) (progress []string, diags []*tfprotov6.Diagnostic) {
	t.Helper()
	return a.InvokeWith(t.Context(), t, config)
}

// InvokeWith is [Action.Invoke] with a context that may end before the action does.
func (a *Action) InvokeWith(ctx context.Context, t testing.TB, config Values) (progress []string, diags []*tfprotov6.Diagnostic) {
	t.Helper()
	resp, err := a.server.InvokeAction(ctx, &tfprotov6.InvokeActionRequest{ActionType: a.name, Config: dynamic(t, a.typ, config)})
	if err != nil {
		t.Fatalf("invoking %s: %s", a.name, err)
	}
	completed := false
	for event := range resp.Events {
		switch event := event.Type.(type) {
		case tfprotov6.ProgressInvokeActionEventType:
			progress = append(progress, event.Message)
		case tfprotov6.CompletedInvokeActionEventType:
			completed, diags = true, event.Diagnostics
		}
	}
	if !completed {
		t.Fatalf("%s did not end", a.name)
	}
	return progress, diags
}
