// SPDX-License-Identifier: MPL-2.0

package server

import (
	"context"
	"sync/atomic"
	"time"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
)

// framework is what the framework's server can do. The parts beside the first are
// optional in the protocol: a wrapper that hid one would take its objects away.
type framework interface {
	tfprotov6.ProviderServer
	tfprotov6.ListResourceServer
	tfprotov6.ActionServer
	tfprotov6.StateStoreServer
}

// lender gives contexts to the framework's server and takes them back. That
// server keeps the context of every call until the provider is stopped, and with
// it everything that the context leads to: loggers, the stream, what was sent.
// With hundreds of objects that is most of the memory that a provider takes.
//
// Only calls that are made for each object of a state go through here.
type lender struct{ framework }

// lending wraps the framework's server. A server of another kind is returned as
// it is: this is about memory, nothing else.
func lending(s tfprotov6.ProviderServer) tfprotov6.ProviderServer {
	if full, ok := s.(framework); ok {
		return lender{full}
	}
	return s
}

func (l lender) ValidateResourceConfig(ctx context.Context, req *tfprotov6.ValidateResourceConfigRequest) (*tfprotov6.ValidateResourceConfigResponse, error) {
	return call(ctx, req, l.framework.ValidateResourceConfig)
}

func (l lender) UpgradeResourceState(ctx context.Context, req *tfprotov6.UpgradeResourceStateRequest) (*tfprotov6.UpgradeResourceStateResponse, error) {
	return call(ctx, req, l.framework.UpgradeResourceState)
}

func (l lender) UpgradeResourceIdentity(ctx context.Context, req *tfprotov6.UpgradeResourceIdentityRequest) (*tfprotov6.UpgradeResourceIdentityResponse, error) {
	return call(ctx, req, l.framework.UpgradeResourceIdentity)
}

func (l lender) ReadResource(ctx context.Context, req *tfprotov6.ReadResourceRequest) (*tfprotov6.ReadResourceResponse, error) {
	return call(ctx, req, l.framework.ReadResource)
}

func (l lender) PlanResourceChange(ctx context.Context, req *tfprotov6.PlanResourceChangeRequest) (*tfprotov6.PlanResourceChangeResponse, error) {
	return call(ctx, req, l.framework.PlanResourceChange)
}

func (l lender) ApplyResourceChange(ctx context.Context, req *tfprotov6.ApplyResourceChangeRequest) (*tfprotov6.ApplyResourceChangeResponse, error) {
	return call(ctx, req, l.framework.ApplyResourceChange)
}

func (l lender) ImportResourceState(ctx context.Context, req *tfprotov6.ImportResourceStateRequest) (*tfprotov6.ImportResourceStateResponse, error) {
	return call(ctx, req, l.framework.ImportResourceState)
}

func (l lender) ReadDataSource(ctx context.Context, req *tfprotov6.ReadDataSourceRequest) (*tfprotov6.ReadDataSourceResponse, error) {
	return call(ctx, req, l.framework.ReadDataSource)
}

// call lends ctx for one call.
func call[Req, Resp any](ctx context.Context, req Req, next func(context.Context, Req) (Resp, error)) (Resp, error) {
	lent := lend(ctx)
	defer lent.takeBack()
	return next(lent, req) //nolint:contextcheck // it leads to ctx
}

// loan is a context that leads to another one until it is taken back.
type loan struct{ current atomic.Pointer[owned] }

type owned struct{ context.Context }

// over is what a loan leads to once it was taken back: should anybody still look
// at it, the call has ended.
var over = func() *owned {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	return &owned{ctx}
}()

func lend(ctx context.Context) *loan {
	l := &loan{}
	l.current.Store(&owned{ctx})
	return l
}

func (l *loan) takeBack() { l.current.Store(over) }

func (l *loan) Deadline() (time.Time, bool) { return l.current.Load().Deadline() }

func (l *loan) Done() <-chan struct{} { return l.current.Load().Done() }

func (l *loan) Err() error { return l.current.Load().Err() }

func (l *loan) Value(key any) any { return l.current.Load().Value(key) }
