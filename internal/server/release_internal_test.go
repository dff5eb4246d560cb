// SPDX-License-Identifier: MPL-2.0

package server

import (
	"context"
	"errors"
	"runtime"
	"testing"
	"testing/synctest"
	"weak"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/provider"
)

type key struct{}

// TestReleasingServer has the server keep no value of a call that has ended.
func TestReleasingServer(t *testing.T) {
	t.Parallel()
	plain := providerserver.NewProtocol6(provider.New("test")())()
	wrapped := wrap(providerserver.NewProtocol6(provider.New("test")())())
	if value := callAll(t, plain); !reachable(value) {
		t.Error("the framework's server releases the context of a call by itself: remove releasingServer")
	}
	if value := callAll(t, wrapped); reachable(value) {
		t.Error("the wrapped server keeps a value of the context of a call, want it released")
	}
	runtime.KeepAlive(plain)
	runtime.KeepAlive(wrapped)
}

// callAll makes each call that a plan makes for an object, all with one context, and
// returns a value of that context.
func callAll(t *testing.T, s tfprotov6.ProviderServer) weak.Pointer[[1024]byte] {
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
	value := new([1024]byte)
	ctx, cancel := context.WithCancel(context.WithValue(context.Background(), key{}, value)) //nolint:usetesting // the test's own context lives on
	defer cancel()
	_, _ = s.ValidateResourceConfig(ctx, &tfprotov6.ValidateResourceConfigRequest{TypeName: kind, Config: &null})
	_, _ = s.UpgradeResourceState(ctx, &tfprotov6.UpgradeResourceStateRequest{TypeName: kind, RawState: &tfprotov6.RawState{JSON: []byte("{}")}})
	_, _ = s.UpgradeResourceIdentity(ctx, &tfprotov6.UpgradeResourceIdentityRequest{TypeName: kind, RawIdentity: &tfprotov6.RawState{JSON: []byte("{}")}})
	_, _ = s.ReadResource(ctx, &tfprotov6.ReadResourceRequest{TypeName: kind, CurrentState: &null})
	_, _ = s.PlanResourceChange(ctx, &tfprotov6.PlanResourceChangeRequest{TypeName: kind, PriorState: &null, ProposedNewState: &null, Config: &null})
	_, _ = s.ApplyResourceChange(ctx, &tfprotov6.ApplyResourceChangeRequest{TypeName: kind, PriorState: &null, PlannedState: &null, Config: &null})
	_, _ = s.ImportResourceState(ctx, &tfprotov6.ImportResourceStateRequest{TypeName: kind, ID: "x"})
	_, _ = s.ReadDataSource(ctx, &tfprotov6.ReadDataSourceRequest{TypeName: "none", Config: &null})
	return weak.Make(value)
}

func reachable[T any](p weak.Pointer[T]) bool {
	runtime.GC()
	runtime.GC()
	return p.Value() != nil
}

// TestWithReleasableValues follows a context through a call whose parent ends.
func TestWithReleasableValues(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		gone := errors.New("the CLI is gone")
		parent, cancel := context.WithCancelCause(context.WithValue(t.Context(), key{}, "value"))
		ctx, release := withReleasableValues(parent)
		child, stop := context.WithCancel(ctx)
		defer stop()
		done := ctx.Done()
		if ctx.Value(key{}) != "value" || ctx.Err() != nil || child.Err() != nil {
			t.Errorf("got value %v, error %v, and error %v of a child; want the parent's value and no error", ctx.Value(key{}), ctx.Err(), child.Err())
		}

		cancel(gone)
		synctest.Wait()
		if !errors.Is(ctx.Err(), context.Canceled) || !errors.Is(context.Cause(child), gone) || ctx.Value(key{}) != "value" {
			t.Errorf("got error %v, cause %v and value %v after the parent's end; want %v, %v and the value", ctx.Err(), context.Cause(child), ctx.Value(key{}), context.Canceled, gone)
		}

		release()
		if ctx.Value(key{}) != nil || !errors.Is(context.Cause(ctx), gone) {
			t.Errorf("got value %v and cause %v after the release, want none and %v", ctx.Value(key{}), context.Cause(ctx), gone)
		}
		if ctx.Done() != done {
			t.Error("got another channel from Done after the release, want the same one for ever")
		}
	})
}

// TestWithReleasableValues_release ends a call before its parent.
func TestWithReleasableValues_release(t *testing.T) {
	t.Parallel()
	parent := context.WithValue(t.Context(), key{}, "value")
	ctx, release := withReleasableValues(parent)
	done := ctx.Done()
	release()
	select {
	case <-done:
	default:
		t.Error("the channel from before the release is open, want it closed")
	}
	if !errors.Is(ctx.Err(), context.Canceled) || ctx.Value(key{}) != nil || parent.Err() != nil {
		t.Errorf("got error %v, value %v, and error %v of the parent; want %v, none and none", ctx.Err(), ctx.Value(key{}), parent.Err(), context.Canceled)
	}
}
