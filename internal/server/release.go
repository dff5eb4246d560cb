// SPDX-License-Identifier: MPL-2.0

package server

import (
	"context"
	"sync/atomic"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
)

// releasingServer gives each call a context whose values it releases when the call
// returns. The framework's server keeps a context of each call until the provider is
// stopped, and through its values everything that belongs to the call: loggers, the
// stream, the messages. With hundreds of objects that is most of the memory that the
// provider takes. See design/007-values-of-ended-calls.md.
//
// Only the calls that the CLI makes for each object of a state are wrapped.
type releasingServer struct{ frameworkServer }

func (s releasingServer) ValidateResourceConfig(ctx context.Context, req *tfprotov6.ValidateResourceConfigRequest) (*tfprotov6.ValidateResourceConfigResponse, error) {
	return releaseAfter(ctx, req, s.frameworkServer.ValidateResourceConfig)
}

func (s releasingServer) UpgradeResourceState(ctx context.Context, req *tfprotov6.UpgradeResourceStateRequest) (*tfprotov6.UpgradeResourceStateResponse, error) {
	return releaseAfter(ctx, req, s.frameworkServer.UpgradeResourceState)
}

func (s releasingServer) UpgradeResourceIdentity(ctx context.Context, req *tfprotov6.UpgradeResourceIdentityRequest) (*tfprotov6.UpgradeResourceIdentityResponse, error) {
	return releaseAfter(ctx, req, s.frameworkServer.UpgradeResourceIdentity)
}

func (s releasingServer) ReadResource(ctx context.Context, req *tfprotov6.ReadResourceRequest) (*tfprotov6.ReadResourceResponse, error) {
	return releaseAfter(ctx, req, s.frameworkServer.ReadResource)
}

func (s releasingServer) PlanResourceChange(ctx context.Context, req *tfprotov6.PlanResourceChangeRequest) (*tfprotov6.PlanResourceChangeResponse, error) {
	return releaseAfter(ctx, req, s.frameworkServer.PlanResourceChange)
}

func (s releasingServer) ApplyResourceChange(ctx context.Context, req *tfprotov6.ApplyResourceChangeRequest) (*tfprotov6.ApplyResourceChangeResponse, error) {
	return releaseAfter(ctx, req, s.frameworkServer.ApplyResourceChange)
}

func (s releasingServer) ImportResourceState(ctx context.Context, req *tfprotov6.ImportResourceStateRequest) (*tfprotov6.ImportResourceStateResponse, error) {
	return releaseAfter(ctx, req, s.frameworkServer.ImportResourceState)
}

func (s releasingServer) ReadDataSource(ctx context.Context, req *tfprotov6.ReadDataSourceRequest) (*tfprotov6.ReadDataSourceResponse, error) {
	return releaseAfter(ctx, req, s.frameworkServer.ReadDataSource)
}

func releaseAfter[Req, Resp any](parent context.Context, req Req, call func(context.Context, Req) (Resp, error)) (Resp, error) {
	ctx, release := withReleasableValues(parent)
	defer release()
	return call(ctx, req)
}

// withReleasableValues returns a context that ends with parent and has its values.
// release ends it as well, and then it no longer leads to parent.
//
// It has no deadline: one of parent ends it like a cancellation, with the deadline
// as the cause. The CLI sets none.
func withReleasableValues(parent context.Context) (ctx context.Context, release func()) {
	values := &releasableValues{Context: context.Background()}
	values.source.Store(&parent)
	ctx, cancel := context.WithCancelCause(values)
	unlink := context.AfterFunc(parent, func() { cancel(context.Cause(parent)) })
	return ctx, func() {
		unlink()
		cancel(nil)
		values.source.Store(nil)
	}
}

// releasableValues is a context that is never done, with the values of another
// context until they are released.
type releasableValues struct {
	context.Context

	source atomic.Pointer[context.Context]
}

func (v *releasableValues) Value(key any) any {
	if source := v.source.Load(); source != nil {
		return (*source).Value(key)
	}
	return nil
}
