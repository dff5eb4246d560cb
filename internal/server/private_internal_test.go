// SPDX-License-Identifier: MPL-2.0

package server

import (
	"context"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
)

func TestShortenPrivate(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct{ full, short string }{
		"none":                 {"", ""},
		"no key":               {"{}", "{}"},
		"one text":             {`{"d":"ImV4YW1wbGUi"}`, `d"example"`},
		"longer key":           {`{"domain_of":"IiI="}`, `domain_of""`},
		"text with quotation":  {`{"d":"IlwiYVwiIg=="}`, `d"\"a\""`},
		"other kind of value":  {`{"d":"dHJ1ZQ=="}`, `{"d":"dHJ1ZQ=="}`},
		"object":               {`{"d":"e30="}`, `{"d":"e30="}`},
		"two keys":             {`{"a":"IiI=","d":"IiI="}`, `{"a":"IiI=","d":"IiI="}`},
		"key of the framework": {`{".d":"IiI="}`, `{".d":"IiI="}`},
		"key twice":            {`{"d":"IiI=","d":"IiI="}`, `{"d":"IiI=","d":"IiI="}`},
		"another provider's":   {`{"d":1}`, `{"d":1}`},
		"no JSON":              {"\x00", "\x00"},
	} {
		if got := string(shortenPrivate([]byte(test.full))); got != test.short {
			t.Errorf("%s: got %s, want %s", name, got, test.short)
		}
		if got := string(expandPrivate([]byte(test.short))); got != test.full {
			t.Errorf("%s: got %s from the short form, want %s", name, got, test.full)
		}
	}
}

// FuzzPrivate: private state is the same after it was shortened and expanded.
func FuzzPrivate(f *testing.F) {
	f.Add([]byte(`{"d":"ImV4YW1wbGUi"}`))
	f.Add([]byte(`d"example"`))
	f.Fuzz(func(t *testing.T, private []byte) {
		if shortPrivate.Match(private) {
			return // the framework stores JSON objects
		}
		if got := expandPrivate(shortenPrivate(private)); string(got) != string(private) {
			t.Errorf("got %q, want %q", got, private)
		}
	})
}

// privateKeeper is a framework's server that returns the private state that it is given, and
// for an import that of one text.
type privateKeeper struct {
	frameworkServer

	given string
}

const (
	fullText  = `{"d":"ImV4YW1wbGUi"}`
	shortText = `d"example"`
)

func (k *privateKeeper) ReadResource(_ context.Context, req *tfprotov6.ReadResourceRequest) (*tfprotov6.ReadResourceResponse, error) {
	k.given = string(req.Private)
	return &tfprotov6.ReadResourceResponse{Private: req.Private}, nil
}

func (k *privateKeeper) PlanResourceChange(_ context.Context, req *tfprotov6.PlanResourceChangeRequest) (*tfprotov6.PlanResourceChangeResponse, error) {
	k.given = string(req.PriorPrivate)
	return &tfprotov6.PlanResourceChangeResponse{PlannedPrivate: req.PriorPrivate}, nil
}

func (k *privateKeeper) ApplyResourceChange(_ context.Context, req *tfprotov6.ApplyResourceChangeRequest) (*tfprotov6.ApplyResourceChangeResponse, error) {
	k.given = string(req.PlannedPrivate)
	return &tfprotov6.ApplyResourceChangeResponse{Private: req.PlannedPrivate}, nil
}

func (k *privateKeeper) ImportResourceState(context.Context, *tfprotov6.ImportResourceStateRequest) (*tfprotov6.ImportResourceStateResponse, error) {
	k.given = fullText
	return &tfprotov6.ImportResourceStateResponse{ImportedResources: []*tfprotov6.ImportedResource{{Private: []byte(fullText)}}}, nil
}

func (k *privateKeeper) MoveResourceState(_ context.Context, req *tfprotov6.MoveResourceStateRequest) (*tfprotov6.MoveResourceStateResponse, error) {
	k.given = string(req.SourcePrivate)
	return &tfprotov6.MoveResourceStateResponse{TargetPrivate: req.SourcePrivate}, nil
}

// TestPrivateServer has the framework see its own form in each call, and the CLI the short one.
func TestPrivateServer(t *testing.T) {
	t.Parallel()
	framework := &privateKeeper{}
	s, ctx, short := wrap(framework), t.Context(), []byte(shortText)
	for name, call := range map[string]func() []byte{
		"ReadResource": func() []byte {
			resp, _ := s.ReadResource(ctx, &tfprotov6.ReadResourceRequest{Private: short})
			return resp.Private
		},
		"PlanResourceChange": func() []byte {
			resp, _ := s.PlanResourceChange(ctx, &tfprotov6.PlanResourceChangeRequest{PriorPrivate: short})
			return resp.PlannedPrivate
		},
		"ApplyResourceChange": func() []byte {
			resp, _ := s.ApplyResourceChange(ctx, &tfprotov6.ApplyResourceChangeRequest{PlannedPrivate: short})
			return resp.Private
		},
		"ImportResourceState": func() []byte {
			resp, _ := s.ImportResourceState(ctx, &tfprotov6.ImportResourceStateRequest{})
			return resp.ImportedResources[0].Private
		},
		"MoveResourceState": func() []byte {
			resp, _ := s.MoveResourceState(ctx, &tfprotov6.MoveResourceStateRequest{SourcePrivate: short})
			return resp.TargetPrivate
		},
	} {
		framework.given = ""
		if got := string(call()); got != shortText || framework.given != fullText {
			t.Errorf("%s: the framework got %s and the CLI %s, want %s and %s", name, framework.given, got, fullText, shortText)
		}
	}
}
