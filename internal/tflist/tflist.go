// SPDX-License-Identifier: MPL-2.0

// Package tflist has the common parts of the list resources: the selection of bots,
// and the results that they stream to the CLI.
package tflist

import (
	"context"
	"errors"
	"iter"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/list"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/redact"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfdiag"
)

// Begin reads the configuration of a list block into target, a pointer to a struct.
// If that fails, or if client is nil because the provider is not configured, it
// returns false, and the stream has the diagnostics.
func Begin(ctx context.Context, req list.ListRequest, stream *list.ListResultsStream, client *lineworks.Client, target any) bool {
	diags := req.Config.Get(ctx, target)
	if client == nil {
		diags.AddError("Provider is not configured", "Nothing can be listed before the provider has its settings. "+
			"This is a bug in the CLI or in the provider; please report it.")
	}
	if diags.HasError() {
		stream.Results = list.ListResultsStreamDiagnostics(diags)
		return false
	}
	return true
}

// Stream sets the results of the stream to one for each object. fill completes a
// result: its display name, its identity and, if the request includes it, its
// resource.
//
// Objects are requested one at a time as the CLI takes them, and none beyond the
// limit, so that no page is fetched in vain. The first error ends the stream. It is
// reported under summary, a static text such as "Unable to list bots"; [About] says
// which object the error concerns.
func Stream[T any](ctx context.Context, req list.ListRequest, stream *list.ListResultsStream, summary string,
	objects iter.Seq2[T, error], fill func(ctx context.Context, result *list.ListResult, object T),
) {
	stream.Results = func(push func(list.ListResult) bool) {
		left := req.Limit
		if left <= 0 {
			return
		}
		for object, err := range objects {
			if err != nil {
				push(list.ListResult{Diagnostics: diag.Diagnostics{report(summary, err)}})
				return
			}
			result := req.NewListResult(ctx)
			fill(ctx, &result, object)
			left--
			if !push(result) || left == 0 || result.Diagnostics.HasError() {
				return
			}
		}
	}
}

// Complete fills a result with a display name, the identity that identify stores and,
// if the request includes the resource, model, a pointer to the struct of its state.
func Complete(ctx context.Context, req list.ListRequest, result *list.ListResult, displayName string,
	identify func(context.Context, *tfsdk.ResourceIdentity) diag.Diagnostics, model any,
) {
	// terraform query prints it as it is, and it holds names that anyone in the tenant may
	// have given. None that the service takes is longer.
	const longest = 500
	result.DisplayName = redact.Line(displayName, longest)
	result.Diagnostics.Append(identify(ctx, result.Identity)...)
	if req.IncludeResource {
		result.Diagnostics.Append(result.Resource.Set(ctx, model)...)
	}
}

func report(summary string, err error) diag.Diagnostic {
	subject := "the list"
	var about *aboutError
	if errors.As(err, &about) {
		subject, err = about.subject, about.err
	}
	return tfdiag.API(summary, subject, err, nil)
}

// About returns an error that tells [Stream] which object err concerns: its name and
// ID, such as `bot "Help desk" (2000001)`. It returns nil for nil.
func About(subject string, err error) error {
	if err == nil {
		return nil
	}
	return &aboutError{subject: subject, err: err}
}

type aboutError struct {
	subject string
	err     error
}

func (e *aboutError) Error() string { return e.subject + ": " + e.err.Error() }

func (e *aboutError) Unwrap() error { return e.err }
