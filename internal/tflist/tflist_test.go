// SPDX-License-Identifier: MPL-2.0

package tflist_test

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/list"
	listschema "github.com/hashicorp/terraform-plugin-framework/list/schema"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource/identityschema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tflist"
)

var errBroken = errors.New("broken")

func request(limit int64) list.ListRequest {
	return list.ListRequest{
		Limit:                  limit,
		ResourceSchema:         schema.Schema{Attributes: map[string]schema.Attribute{"id": schema.StringAttribute{Required: true}}},
		ResourceIdentitySchema: identityschema.Schema{Attributes: map[string]identityschema.Attribute{"id": identityschema.StringAttribute{RequiredForImport: true}}},
	}
}

// source counts the elements taken from "0" to "n-1"; the one at failing is an error.
type source struct{ n, failing, taken int }

func (s *source) all() iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		for i := range s.n {
			s.taken++
			if i == s.failing-1 {
				yield("", tflist.About(fmt.Sprintf("object %d", i), errBroken))
				return
			}
			if !yield(fmt.Sprint(i), nil) {
				return
			}
		}
	}
}

func fill(ctx context.Context, result *list.ListResult, id string) {
	result.DisplayName = "Object " + id
	result.Diagnostics.Append(result.Identity.SetAttribute(ctx, path.Root("id"), id)...)
}

func TestStream(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		source source
		limit  int64
		stop   int // the CLI takes no more than that; 0 = any number
		want   string
		taken  int // objects asked for
	}{
		"all":                          {source: source{n: 3}, limit: 100, want: "Object 0, Object 1, Object 2", taken: 3},
		"none":                         {limit: 100},
		"limit":                        {source: source{n: 9}, limit: 2, want: "Object 0, Object 1", taken: 2},
		"limit at the end":             {source: source{n: 2}, limit: 2, want: "Object 0, Object 1", taken: 2},
		"limit of none":                {source: source{n: 9}, limit: 0},
		"stopped by the CLI":           {source: source{n: 9}, limit: 100, stop: 1, want: "Object 0", taken: 1},
		"error":                        {source: source{n: 9, failing: 3}, limit: 100, want: "Object 0, Object 1, Unable to list: The request for object 2 failed.\n\nbroken", taken: 3},
		"error as the first":           {source: source{n: 9, failing: 1}, limit: 100, want: "Unable to list: The request for object 0 failed.\n\nbroken", taken: 1},
		"error that the limit forbids": {source: source{n: 9, failing: 3}, limit: 2, want: "Object 0, Object 1", taken: 2},
	} {
		var stream list.ListResultsStream
		tflist.Stream(t.Context(), request(tc.limit), &stream, "Unable to list", tc.source.all(), fill)
		if tc.source.taken != 0 {
			t.Errorf("%s: got %d objects asked for before the CLI took any, want none", name, tc.source.taken)
		}
		var got []string
		for result := range stream.Results {
			for _, d := range result.Diagnostics {
				got = append(got, d.Summary()+": "+d.Detail())
			}
			if len(result.Diagnostics) == 0 {
				got = append(got, result.DisplayName)
			}
			if len(got) == tc.stop {
				break
			}
		}
		if text := strings.Join(got, ", "); text != tc.want {
			t.Errorf("%s: got %q, want %q", name, text, tc.want)
		}
		if tc.source.taken != tc.taken {
			t.Errorf("%s: got %d objects asked for, want %d", name, tc.source.taken, tc.taken)
		}
	}
}

// TestStream_fillFails checks that an object that cannot be turned into a result
// ends the list, as any error does.
func TestStream_fillFails(t *testing.T) {
	t.Parallel()
	var stream list.ListResultsStream
	s := source{n: 9}
	tflist.Stream(t.Context(), request(100), &stream, "Unable to list", s.all(), func(_ context.Context, result *list.ListResult, _ string) {
		result.Diagnostics.AddError("No such attribute", "")
	})
	if results := slices.Collect(stream.Results); len(results) != 1 || s.taken != 1 {
		t.Errorf("got %d results of %d objects, want 1 of 1", len(results), s.taken)
	}
}

// TestStream_noSubject has an error without a text of its own.
func TestStream_noSubject(t *testing.T) {
	t.Parallel()
	var stream list.ListResultsStream
	failing := func(yield func(string, error) bool) { yield("", errBroken) }
	tflist.Stream(t.Context(), request(100), &stream, "Unable to list", failing, fill)
	results := slices.Collect(stream.Results)
	if len(results) != 1 || results[0].Diagnostics[0].Detail() != "The request for the list failed.\n\nbroken" {
		t.Errorf("got results %v, want 1 with the error: The request for the list failed, broken", results)
	}
}

func TestAbout(t *testing.T) {
	t.Parallel()
	if err := tflist.About("bot 1", nil); err != nil {
		t.Errorf("got error %q, want none", err)
	}
	err := tflist.About("bot 1", lineworks.ErrNotFound)
	if !errors.Is(err, lineworks.ErrNotFound) || err.Error() != "bot 1: not found" {
		t.Errorf("got error %q, want bot 1: not found, that matches %v", err, lineworks.ErrNotFound)
	}
}

func TestFlatMap(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		outer source
		inner map[string]error // by element of outer; the others have two objects each
		stop  int
		want  string
		taken int
	}{
		"all":                {outer: source{n: 3}, want: "0a 0b 1a 1b 2a 2b", taken: 3},
		"one that is gone":   {outer: source{n: 3}, inner: map[string]error{"1": fmt.Errorf("bot 1: %w", lineworks.ErrNotFound)}, want: "0a 0b 2a 2b", taken: 3},
		"one that fails":     {outer: source{n: 3}, inner: map[string]error{"1": errBroken}, want: "0a 0b broken", taken: 2},
		"outer list fails":   {outer: source{n: 3, failing: 2}, want: "0a 0b object 1: broken", taken: 2},
		"stopped in between": {outer: source{n: 3}, stop: 3, want: "0a 0b 1a", taken: 2},
	} {
		objects := tflist.FlatMap(tc.outer.all(), func(of string) iter.Seq2[string, error] {
			return func(yield func(string, error) bool) {
				if err := tc.inner[of]; err != nil {
					yield("", err)
					return
				}
				_ = yield(of+"a", nil) && yield(of+"b", nil)
			}
		})
		var got []string
		for object, err := range objects {
			if err != nil {
				object = err.Error()
			}
			if got = append(got, object); len(got) == tc.stop {
				break
			}
		}
		if text := strings.Join(got, " "); text != tc.want || tc.outer.taken != tc.taken {
			t.Errorf("%s: got %q of %d, want %q of %d", name, text, tc.outer.taken, tc.want, tc.taken)
		}
	}
}

// block is a list block with the name "Desk".
func block() list.ListRequest {
	req := request(100)
	s := listschema.Schema{Attributes: map[string]listschema.Attribute{"name": listschema.StringAttribute{Optional: true}}}
	object := tftypes.Object{AttributeTypes: map[string]tftypes.Type{"name": tftypes.String}}
	req.Config = tfsdk.Config{Schema: s, Raw: tftypes.NewValue(object, map[string]tftypes.Value{"name": tftypes.NewValue(tftypes.String, "Desk")})}
	return req
}

func TestBegin(t *testing.T) {
	t.Parallel()
	client := lineworks.Unavailable(errBroken)
	var stream list.ListResultsStream
	var config struct {
		Name types.String `tfsdk:"name"`
	}
	if !tflist.Begin(t.Context(), block(), &stream, client, &config) || config.Name.ValueString() != "Desk" || stream.Results != nil {
		t.Errorf("got config %v, want it to begin with the name Desk and no results", config)
	}
	var wrong struct {
		Other types.String `tfsdk:"other"`
	}
	for name, begun := range map[string]func(*list.ListResultsStream) bool{
		"no client": func(s *list.ListResultsStream) bool { return tflist.Begin(t.Context(), block(), s, nil, &config) },
		"another config": func(s *list.ListResultsStream) bool {
			return tflist.Begin(t.Context(), block(), s, client, &wrong)
		},
		"neither of both": func(s *list.ListResultsStream) bool { return tflist.Begin(t.Context(), block(), s, nil, &wrong) },
	} {
		var stream list.ListResultsStream
		if begun(&stream) {
			t.Errorf("%s: got it taken, want it refused", name)
			continue
		}
		if results := slices.Collect(stream.Results); len(results) != 1 || !results[0].Diagnostics.HasError() {
			t.Errorf("%s: got results %v, want 1 with an error", name, results)
		}
	}
}
