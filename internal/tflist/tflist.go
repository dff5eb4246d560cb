// SPDX-License-Identifier: MPL-2.0

// Package tflist is what the list resources share: the way from what the API
// lists to the results that the CLI takes, and the choice of the bots to look at.
package tflist

import (
	"context"
	"errors"
	"iter"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/list"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfdiag"
)

// Begin puts the configuration of a list block into target, a pointer to a
// struct. If that fails, or if there is no client because the provider is not
// configured, the stream gets the report, and Begin is false.
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

// Stream lets the stream give a result for each object. fill completes a result:
// its display name, its identity and, if the request includes it, its resource.
//
// Objects are asked for one at a time as the CLI takes them, and none after the
// last that the limit allows, so that no page is fetched in vain. The first
// error ends the stream; it is reported under summary, which is static text such
// as "Unable to list bots". [About] says which object an error is about.
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

func report(summary string, err error) diag.Diagnostic {
	subject := "the list"
	var about *aboutError
	if errors.As(err, &about) {
		subject, err = about.subject, about.err
	}
	return tfdiag.API(summary, subject, err, nil)
}

// About says what an error is about, for [Stream] to report it: an object by
// name and ID, such as `bot "Help desk" (2000001)`. It is nil for no error.
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

// Unwrap gives the error itself.
func (e *aboutError) Unwrap() error { return e.err }
