// SPDX-License-Identifier: MPL-2.0

package server

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/provider"
)

// acting is a server with one action, which runs until a stop and then takes a
// while to say so.
type acting struct {
	framework

	stopped chan struct{}
	takes   time.Duration
}

func (a *acting) InvokeAction(context.Context, *tfprotov6.InvokeActionRequest) (*tfprotov6.InvokeActionServerStream, error) {
	return &tfprotov6.InvokeActionServerStream{Events: func(push func(tfprotov6.InvokeActionEvent) bool) {
		<-a.stopped
		time.Sleep(a.takes) //nolint:forbidigo // in a bubble, where it takes no time
		push(tfprotov6.InvokeActionEvent{Type: tfprotov6.CompletedInvokeActionEventType{}})
	}}, nil
}

func (a *acting) StopProvider(context.Context, *tfprotov6.StopProviderRequest) (*tfprotov6.StopProviderResponse, error) {
	close(a.stopped)
	return &tfprotov6.StopProviderResponse{}, nil
}

// TestFinisher stops a server in the middle of an action.
func TestFinisher(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		patience time.Duration // of the CLI
		heard    bool          // when the stop returns
	}{
		"heard out":         {patience: time.Minute, heard: true},
		"the CLI goes away": {patience: time.Second},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				f := finishing(&acting{stopped: make(chan struct{}), takes: 30 * time.Second})
				stream, err := f.InvokeAction(t.Context(), nil)
				if err != nil {
					t.Fatal(err)
				}
				heard := make(chan struct{})
				go func() {
					for range stream.Events {
						close(heard)
					}
				}()
				synctest.Wait()
				ctx, cancel := context.WithTimeout(t.Context(), test.patience)
				defer cancel()
				if _, err := f.StopProvider(ctx, nil); err != nil {
					t.Fatal(err)
				}
				synctest.Wait()
				select {
				case <-heard:
					if !test.heard {
						t.Error("the stop has waited for a CLI that is gone")
					}
				default:
					if test.heard {
						t.Error("the stop has not waited for the report")
					}
					<-heard
				}
			})
		})
	}
}

// TestFinisher_noAction has a stop without an action under way return at once.
func TestFinisher_noAction(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		f := finishing(&acting{stopped: make(chan struct{})})
		begun := time.Now()
		if _, err := f.StopProvider(t.Context(), nil); err != nil || time.Since(begun) > 0 {
			t.Errorf("the stop took %v (%v)", time.Since(begun), err)
		}
	})
}

// TestWrap has the CLI find everything behind both wrappers.
func TestWrap(t *testing.T) {
	t.Parallel()
	if _, ok := wrap(providerserver.NewProtocol6(provider.New("test")())()).(framework); !ok {
		t.Error("the wrappers hide what the framework's server can do")
	}
	s := partial{providerserver.NewProtocol6(provider.New("test")())()}
	if got := wrap(s); got != tfprotov6.ProviderServer(s) {
		t.Errorf("a server of another kind became a %T", got)
	}
}
