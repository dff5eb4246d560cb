// SPDX-License-Identifier: MPL-2.0

package server

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
)

// slowServer has actions that run until a stop, and report some time after it.
type slowServer struct {
	frameworkServer

	stopped     chan struct{}
	reportAfter time.Duration
}

func (s *slowServer) InvokeAction(context.Context, *tfprotov6.InvokeActionRequest) (*tfprotov6.InvokeActionServerStream, error) {
	return &tfprotov6.InvokeActionServerStream{Events: func(push func(tfprotov6.InvokeActionEvent) bool) {
		<-s.stopped
		time.Sleep(s.reportAfter) //nolint:forbidigo // in a bubble, where it takes no time
		push(tfprotov6.InvokeActionEvent{Type: tfprotov6.CompletedInvokeActionEventType{}})
	}}, nil
}

func (s *slowServer) StopProvider(context.Context, *tfprotov6.StopProviderRequest) (*tfprotov6.StopProviderResponse, error) {
	close(s.stopped)
	return &tfprotov6.StopProviderResponse{}, nil
}

// invoke starts an action, and returns a channel that is closed at its report.
func invoke(t *testing.T, s tfprotov6.ActionServer) (reported chan struct{}) {
	t.Helper()
	stream, err := s.InvokeAction(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	reported = make(chan struct{})
	go func() {
		for range stream.Events {
			close(reported)
		}
	}()
	synctest.Wait()
	return reported
}

func closed(c chan struct{}) bool {
	select {
	case <-c:
		return true
	default:
		return false
	}
}

// TestActionDrain stops a server while an action is running.
func TestActionDrain(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		stopTimeout time.Duration // of the CLI
		reported    bool          // when the stop returns
	}{
		"stop waits for the report":  {stopTimeout: time.Minute, reported: true},
		"stop ends with its context": {stopTimeout: time.Second},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				d := &actionDrain{frameworkServer: &slowServer{stopped: make(chan struct{}), reportAfter: 30 * time.Second}}
				reported := invoke(t, d)
				ctx, cancel := context.WithTimeout(t.Context(), test.stopTimeout)
				defer cancel()
				if _, err := d.StopProvider(ctx, nil); err != nil {
					t.Fatal(err)
				}
				synctest.Wait()
				if got := closed(reported); got != test.reported {
					t.Errorf("got a report before the stop returned: %t, want %t", got, test.reported)
				}
				<-reported
			})
		})
	}
}

// TestActionDrain_noAction has a stop return at once if no action is running.
func TestActionDrain_noAction(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		d := &actionDrain{frameworkServer: &slowServer{stopped: make(chan struct{})}}
		start := time.Now()
		if _, err := d.StopProvider(t.Context(), nil); err != nil || time.Since(start) > 0 {
			t.Errorf("got a stop of %v with error %v, want one that takes no time and no error", time.Since(start), err)
		}
	})
}

// TestActionDrain_late has an action begin during a stop, which is not waited for.
func TestActionDrain_late(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		const reportAfter = 30 * time.Second
		d := &actionDrain{frameworkServer: &slowServer{stopped: make(chan struct{}), reportAfter: reportAfter}}
		first, start := invoke(t, d), time.Now()
		begun := make(chan chan struct{}, 1)
		time.AfterFunc(reportAfter/2, func() { begun <- invoke(t, d) })
		if _, err := d.StopProvider(t.Context(), nil); err != nil {
			t.Fatal(err)
		}
		late := <-begun
		if got := time.Since(start); got != reportAfter || !closed(first) || closed(late) {
			t.Errorf("got a stop of %v, first action reported: %t, late action reported: %t; want %v, true and false", got, closed(first), closed(late), reportAfter)
		}
		<-late
	})
}
