// SPDX-License-Identifier: MPL-2.0

package server

import (
	"context"
	"math"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"golang.org/x/sync/semaphore"
)

// everything is all places of a semaphore, more than there are ever calls.
const everything = math.MaxInt64

// finisher lets actions that are interrupted say what became of them. The server
// of the protocol throws away what an action reports after a stop, and the CLI
// takes the end of such a report for success: a message that may have arrived
// would pass for an apply that is complete.
type finisher struct {
	framework

	running *semaphore.Weighted // one place for each action
}

// finishing wraps a server whose actions are to be heard out.
func finishing(s framework) *finisher {
	return &finisher{framework: s, running: semaphore.NewWeighted(everything)}
}

func (f *finisher) InvokeAction(ctx context.Context, req *tfprotov6.InvokeActionRequest) (*tfprotov6.InvokeActionServerStream, error) {
	stream, err := f.framework.InvokeAction(ctx, req)
	if err != nil || stream == nil || stream.Events == nil {
		return stream, err
	}
	events := stream.Events
	stream.Events = func(push func(tfprotov6.InvokeActionEvent) bool) {
		// Without a stop there is always a place, and during one, nothing is begun.
		if f.running.Acquire(ctx, 1) == nil {
			defer f.running.Release(1)
		}
		events(push)
	}
	return stream, nil
}

// StopProvider implements [tfprotov6.ProviderServer]. It tells all calls to end
// first, and then waits until the actions among them have reported, which takes as
// long as one request may take at most. Who does not want to wait for that presses
// Ctrl-C once more.
func (f *finisher) StopProvider(ctx context.Context, req *tfprotov6.StopProviderRequest) (*tfprotov6.StopProviderResponse, error) {
	resp, err := f.framework.StopProvider(ctx, req)
	if f.running.Acquire(ctx, everything) == nil {
		f.running.Release(everything)
	}
	return resp, err
}
