// SPDX-License-Identifier: MPL-2.0

package server

import (
	"context"
	"errors"
	"maps"
	"runtime"
	"testing"
	"weak"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/provider"
)

func TestLimitLogs(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct{ given, want map[string]string }{
		"nobody asks":    {map[string]string{}, map[string]string{"TF_LOG_SDK": "OFF", "TF_LOG_PROVIDER_LINEWORKS": "OFF"}},
		"all":            {map[string]string{"TF_LOG": "debug"}, map[string]string{"TF_LOG_SDK": "debug", "TF_LOG_PROVIDER_LINEWORKS": "debug"}},
		"JSON":           {map[string]string{"TF_LOG": "JSON"}, map[string]string{"TF_LOG_SDK": "JSON", "TF_LOG_PROVIDER_LINEWORKS": "JSON"}},
		"providers only": {map[string]string{"TF_LOG_PROVIDER": "INFO"}, map[string]string{"TF_LOG_SDK": "INFO", "TF_LOG_PROVIDER_LINEWORKS": "INFO"}},
		"providers less": {map[string]string{"TF_LOG": "TRACE", "TF_LOG_PROVIDER": "WARN"}, map[string]string{"TF_LOG_SDK": "WARN", "TF_LOG_PROVIDER_LINEWORKS": "WARN"}},
		"said in detail": {map[string]string{"TF_LOG_SDK": "ERROR", "TF_LOG": "DEBUG"}, map[string]string{"TF_LOG_PROVIDER_LINEWORKS": "DEBUG"}},
	} {
		set := map[string]string{}
		err := limitLogs(func(name string) string { return test.given[name] }, func(name, value string) error {
			set[name] = value
			return nil
		})
		if diff := cmp.Diff(test.want, set); err != nil || diff != "" {
			t.Errorf("%s: %v (-want +got):\n%s", name, err, diff)
		}
	}
	err := limitLogs(func(string) string { return "" }, func(string, string) error { return errors.New("no") })
	if err == nil {
		t.Error("a variable that cannot be set is no error")
	}
}

type key struct{}

// TestLending has a server keep nothing of a call that has ended.
func TestLending(t *testing.T) {
	t.Parallel()
	plain := providerserver.NewProtocol6(provider.New("test")())()
	wrapped := lending(providerserver.NewProtocol6(provider.New("test")())())
	if weakly := remember(t, plain); !reachable(weakly) {
		t.Error("the framework's server gives back the context of a call by itself: package server need not do it")
	}
	if weakly := remember(t, wrapped); reachable(weakly) {
		t.Error("the server keeps the context of a call")
	}
	runtime.KeepAlive(plain)
	runtime.KeepAlive(wrapped)
}

// remember makes each call that a plan makes for an object, and returns what their
// context led to.
func remember(t *testing.T, s tfprotov6.ProviderServer) weak.Pointer[[1024]byte] {
	t.Helper()
	schemas, err := s.GetProviderSchema(t.Context(), &tfprotov6.GetProviderSchemaRequest{})
	if err != nil {
		t.Fatal(err)
	}
	const kind = "lineworks_bot"
	typ := schemas.ResourceSchemas[kind].ValueType()
	null, err := tfprotov6.NewDynamicValue(typ, tftypes.NewValue(typ, nil))
	if err != nil {
		t.Fatal(err)
	}
	sent := new([1024]byte)
	ctx, cancel := context.WithCancel(context.WithValue(context.Background(), key{}, sent)) //nolint:usetesting // the test's own context lives on
	defer cancel()
	_, _ = s.ValidateResourceConfig(ctx, &tfprotov6.ValidateResourceConfigRequest{TypeName: kind, Config: &null})
	_, _ = s.UpgradeResourceState(ctx, &tfprotov6.UpgradeResourceStateRequest{TypeName: kind, RawState: &tfprotov6.RawState{JSON: []byte("{}")}})
	_, _ = s.UpgradeResourceIdentity(ctx, &tfprotov6.UpgradeResourceIdentityRequest{TypeName: kind, RawIdentity: &tfprotov6.RawState{JSON: []byte("{}")}})
	_, _ = s.ReadResource(ctx, &tfprotov6.ReadResourceRequest{TypeName: kind, CurrentState: &null})
	_, _ = s.PlanResourceChange(ctx, &tfprotov6.PlanResourceChangeRequest{TypeName: kind, PriorState: &null, ProposedNewState: &null, Config: &null})
	_, _ = s.ApplyResourceChange(ctx, &tfprotov6.ApplyResourceChangeRequest{TypeName: kind, PriorState: &null, PlannedState: &null, Config: &null})
	_, _ = s.ImportResourceState(ctx, &tfprotov6.ImportResourceStateRequest{TypeName: kind, ID: "x"})
	_, _ = s.ReadDataSource(ctx, &tfprotov6.ReadDataSourceRequest{TypeName: "none", Config: &null})
	return weak.Make(sent)
}

func reachable[T any](p weak.Pointer[T]) bool {
	runtime.GC()
	runtime.GC()
	return p.Value() != nil
}

// TestLending_optional has the wrapper offer what the framework's server does: the
// CLI is told that there is no list and no action where an interface is hidden.
func TestLending_optional(t *testing.T) {
	t.Parallel()
	offers := func(s tfprotov6.ProviderServer) map[string]bool {
		_, lists := s.(tfprotov6.ListResourceServer)
		_, acts := s.(tfprotov6.ActionServer)
		_, stores := s.(tfprotov6.StateStoreServer)
		return map[string]bool{"lists": lists, "actions": acts, "state stores": stores}
	}
	plain := providerserver.NewProtocol6(provider.New("test")())()
	wrapped := lending(plain)
	if _, ok := wrapped.(lender); !ok {
		t.Error("the framework's server is not wrapped")
	}
	if want, got := offers(plain), offers(wrapped); !maps.Equal(want, got) {
		t.Errorf("offered are %v, and the framework's server offers %v", got, want)
	}
}

// partial is a server of another kind.
type partial struct{ tfprotov6.ProviderServer }

func TestLending_otherKind(t *testing.T) {
	t.Parallel()
	s := partial{providerserver.NewProtocol6(provider.New("test")())()}
	if got := lending(s); got != tfprotov6.ProviderServer(s) {
		t.Errorf("the server became a %T", got)
	}
}

func TestLoan(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancelCause(context.WithValue(t.Context(), key{}, "value"))
	l := lend(ctx)
	child, stop := context.WithCancel(l)
	defer stop()
	if l.Value(key{}) != "value" || l.Err() != nil || child.Err() != nil {
		t.Error("a loan does not lead to its context")
	}
	if _, ok := l.Deadline(); ok {
		t.Error("a loan has a deadline of its own")
	}
	cancel(errors.New("the CLI went away"))
	<-child.Done() // it ends with the lent context
	l.takeBack()
	<-l.Done()
	if l.Value(key{}) != nil || !errors.Is(l.Err(), context.Canceled) {
		t.Error("a loan leads on after it was taken back")
	}
}
