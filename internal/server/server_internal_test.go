// SPDX-License-Identifier: MPL-2.0

package server

import (
	"reflect"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/provider"
)

// TestWrap_methods compares all methods, not only those of the interfaces that are
// known today: the protocol's server looks for optional interfaces, and the framework
// may come to implement another one.
func TestWrap_methods(t *testing.T) {
	t.Parallel()
	server := providerserver.NewProtocol6(provider.New("test")())()
	wrapped := wrap(server)
	if _, ok := wrapped.(*actionDrain); !ok {
		t.Fatalf("got a %T, want the framework's server wrapped in an *actionDrain", wrapped)
	}
	got := reflect.TypeOf(wrapped)
	for want := range reflect.TypeOf(server).Methods() {
		method, ok := got.MethodByName(want.Name)
		switch {
		case !ok:
			t.Errorf("the framework's server has the method %s, and the wrapped one lacks it: add its interface to frameworkServer", want.Name)
		case signature(method) != signature(want):
			t.Errorf("got %s%s, want the signature of the framework's server, %s", want.Name, signature(method), signature(want))
		}
	}
}

// signature is the type of a method without its receiver.
func signature(m reflect.Method) string {
	var in, out []reflect.Type
	for i := 1; i < m.Type.NumIn(); i++ {
		in = append(in, m.Type.In(i))
	}
	for result := range m.Type.Outs() {
		out = append(out, result)
	}
	return reflect.FuncOf(in, out, m.Type.IsVariadic()).String()
}

// baseServer implements no optional interface.
type baseServer struct{ tfprotov6.ProviderServer }

func TestWrap_otherKind(t *testing.T) {
	t.Parallel()
	s := baseServer{providerserver.NewProtocol6(provider.New("test")())()}
	if got := wrap(s); got != tfprotov6.ProviderServer(s) {
		t.Errorf("got a %T, want the server itself", got)
	}
}
