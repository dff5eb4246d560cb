// SPDX-License-Identifier: MPL-2.0

package server

import (
	"context"
	"sync"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
)

// actionDrain delays the end of a stop until the running actions have reported. The
// protocol's server drops every event of an action after a stop, and the CLI takes
// the end of the events for success. A message that may or may not have been sent
// would then count as an apply that is complete.
type actionDrain struct {
	frameworkServer

	mu       sync.Mutex // orders the Add calls of running before its Wait
	running  sync.WaitGroup
	draining bool
}

func (d *actionDrain) InvokeAction(ctx context.Context, req *tfprotov6.InvokeActionRequest) (*tfprotov6.InvokeActionServerStream, error) {
	stream, err := d.frameworkServer.InvokeAction(ctx, req)
	if err != nil || stream == nil || stream.Events == nil {
		return stream, err
	}
	events := stream.Events
	stream.Events = func(push func(tfprotov6.InvokeActionEvent) bool) {
		defer d.begin()()
		events(push)
	}
	return stream, nil
}

// begin counts an action as running until done is called. An action that begins
// during a stop is not counted, because the stop has not ended its context.
func (d *actionDrain) begin() (done func()) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.draining {
		return func() {}
	}
	d.running.Add(1)
	return d.running.Done
}

// StopProvider ends the contexts of all calls, and then waits until the actions among
// them have reported. That takes at most as long as one request. A second Ctrl-C ends
// the wait: the CLI then ends the process.
func (d *actionDrain) StopProvider(ctx context.Context, req *tfprotov6.StopProviderRequest) (*tfprotov6.StopProviderResponse, error) {
	resp, err := d.frameworkServer.StopProvider(ctx, req)

	d.mu.Lock()
	d.draining = true
	d.mu.Unlock()
	drained := make(chan struct{})
	go func() {
		d.running.Wait()
		close(drained)
	}()
	select {
	case <-drained:
	case <-ctx.Done():
	}
	return resp, err
}
