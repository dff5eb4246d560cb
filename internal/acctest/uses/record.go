// SPDX-License-Identifier: MPL-2.0

package uses

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"sync"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/directory"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/rest"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
)

// use is an object that is read or changed. It is in the context of its requests.
type use struct {
	object  string
	changes bool
}

type useKey struct{}

func reads(ctx context.Context, kind, name string) context.Context {
	return context.WithValue(ctx, useKey{}, use{object: kind + " " + name})
}

func changes(ctx context.Context, kind, name string) context.Context {
	return context.WithValue(ctx, useKey{}, use{object: kind + " " + name, changes: true})
}

// server is a provider with everything that this one has.
type server interface {
	tfprotov6.ProviderServer
	tfprotov6.ListResourceServer
	tfprotov6.ActionServer
}

// marking marks the requests for each object by their contexts.
type marking struct{ server }

// Mark makes a provider mark its requests, so that a transport of [Recorder.Transport] can
// tell for which object they are. It returns the provider itself if that lacks lists or
// actions.
func Mark(next tfprotov6.ProviderServer) tfprotov6.ProviderServer {
	whole, ok := next.(server)
	if !ok {
		return next
	}
	return marking{whole}
}

func (s marking) ReadResource(ctx context.Context, r *tfprotov6.ReadResourceRequest) (*tfprotov6.ReadResourceResponse, error) {
	return s.server.ReadResource(reads(ctx, "resource", r.TypeName), r)
}

func (s marking) ImportResourceState(ctx context.Context, r *tfprotov6.ImportResourceStateRequest) (*tfprotov6.ImportResourceStateResponse, error) {
	return s.server.ImportResourceState(reads(ctx, "resource", r.TypeName), r)
}

func (s marking) PlanResourceChange(ctx context.Context, r *tfprotov6.PlanResourceChangeRequest) (*tfprotov6.PlanResourceChangeResponse, error) {
	return s.server.PlanResourceChange(reads(ctx, "resource", r.TypeName), r)
}

func (s marking) ApplyResourceChange(ctx context.Context, r *tfprotov6.ApplyResourceChangeRequest) (*tfprotov6.ApplyResourceChangeResponse, error) {
	return s.server.ApplyResourceChange(changes(ctx, "resource", r.TypeName), r)
}

func (s marking) ReadDataSource(ctx context.Context, r *tfprotov6.ReadDataSourceRequest) (*tfprotov6.ReadDataSourceResponse, error) {
	return s.server.ReadDataSource(reads(ctx, "data", r.TypeName), r)
}

func (s marking) OpenEphemeralResource(ctx context.Context, r *tfprotov6.OpenEphemeralResourceRequest) (*tfprotov6.OpenEphemeralResourceResponse, error) {
	return s.server.OpenEphemeralResource(reads(ctx, "ephemeral", r.TypeName), r)
}

func (s marking) ListResource(ctx context.Context, r *tfprotov6.ListResourceRequest) (*tfprotov6.ListResourceServerStream, error) {
	return s.server.ListResource(reads(ctx, "list", r.TypeName), r)
}

func (s marking) PlanAction(ctx context.Context, r *tfprotov6.PlanActionRequest) (*tfprotov6.PlanActionResponse, error) {
	return s.server.PlanAction(reads(ctx, "action", r.ActionType), r)
}

func (s marking) InvokeAction(ctx context.Context, r *tfprotov6.InvokeActionRequest) (*tfprotov6.InvokeActionServerStream, error) {
	return s.server.InvokeAction(changes(ctx, "action", r.ActionType), r)
}

// recording is a transport that records the operations of marked requests.
type recording struct {
	http.RoundTripper

	recorder *Recorder
}

// Transport makes a transport record the requests that a provider of [Mark] sends.
func (r *Recorder) Transport(next http.RoundTripper) http.RoundTripper {
	return recording{next, r}
}

// RoundTrip records a request and sends it.
func (t recording) RoundTrip(r *http.Request) (*http.Response, error) {
	if u, ok := r.Context().Value(useKey{}).(use); ok {
		if operation := operationOf(r.Method, r.URL); operation != "" {
			t.recorder.add(u, operation)
		}
	}
	return t.RoundTripper.RoundTrip(r)
}

// operations are those of the client, by name. The client looks a user up with the least scope
// or with more; the first operation of a name counts.
var operations = sync.OnceValue(func() map[string]rest.Operation {
	all := lineworks.Operations()
	for _, op := range directory.Operations() {
		if _, found := all[op.String()]; !found {
			all[op.String()] = op
		}
	}
	return all
})

// operationOf finds the operation of a request in the client's table; "" for a token request,
// which needs no scope, and for an address that is not the API's. One that the table does not
// have is method and path. A fixed word in a path wins over a parameter.
func operationOf(method string, u *url.URL) string {
	path := u.EscapedPath()
	below, ok := strings.CutPrefix(path, mockserver.APIPath)
	if !ok {
		if strings.HasPrefix(path, mockserver.StoragePath+"/") {
			return method + " {uploadUrl}"
		}
		return ""
	}
	best, fewest := method+" "+below, -1
	for name, op := range operations() {
		if op.Method != method || op.AuthServer {
			continue
		}
		if n, ok := parameters(op.Path, below); ok && (fewest < 0 || n < fewest) {
			best, fewest = name, n
		}
	}
	return best
}

// parameters counts the parameters of a template that fits a path.
func parameters(template, path string) (n int, fits bool) {
	words, segments := strings.Split(template, "/"), strings.Split(path, "/")
	if len(words) != len(segments) {
		return 0, false
	}
	for i, word := range words {
		switch {
		case strings.HasPrefix(word, "{"):
			n++
		case word != segments[i]:
			return 0, false
		}
	}
	return n, true
}
