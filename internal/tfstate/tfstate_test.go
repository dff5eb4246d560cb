// SPDX-License-Identifier: MPL-2.0

package tfstate_test

import (
	"context"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfstate"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfvalue"
)

type model struct {
	Text types.String `tfsdk:"text"`
	Set  types.Set    `tfsdk:"set"`
	Flag types.Bool   `tfsdk:"flag"`
	Map  types.Map    `tfsdk:"map"`
}

func sample(text string, flag bool, elements ...string) *model {
	return &model{
		Text: tfvalue.NullIfEmpty(text), Set: tfvalue.StringSet(elements), Flag: types.BoolValue(flag), Map: tfvalue.StringMap(nil),
	}
}

func TestSettle(t *testing.T) {
	t.Parallel()
	unknownText := sample("", false, "a")
	unknownText.Text = types.StringUnknown()
	tests := map[string]struct {
		plan, response, want *model
		memory               tfstate.Memory
	}{
		"same":                        {sample("a", true), sample("a", true), sample("a", true), tfstate.Memory{}},
		"unknown is taken over":       {unknownText, sample("b", false, "a"), sample("b", false, "a"), tfstate.Memory{}},
		"another form is remembered":  {sample("a", false), sample("b", false), sample("a", false), tfstate.Memory{"text": `"b"`}},
		"another set is remembered":   {sample("", false, "x@y"), sample("", false, "id"), sample("", false, "x@y"), tfstate.Memory{"set": `["id"]`}},
		"false is a form":             {sample("", true), sample("", false), sample("", true), tfstate.Memory{"flag": "false"}},
		"a dropped text is no form":   {sample("a", false), sample("", false), sample("a", false), tfstate.Memory{}},
		"a dropped set is no form":    {sample("", false, "a"), sample("", false), sample("", false, "a"), tfstate.Memory{}},
		"order of a set is no matter": {sample("", false, "a", "b"), sample("", false, "b", "a"), sample("", false, "a", "b"), tfstate.Memory{}},
	}
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			memory := tfstate.Settle(tc.plan, tc.response)
			if diff := cmp.Diff(tc.want, tc.plan); diff != "" {
				t.Errorf("state differs (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tc.memory, memory); diff != "" {
				t.Errorf("memory differs (-want +got):\n%s", diff)
			}
		})
	}
}

func TestRecall(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		state, fresh, want *model
		memory, left       tfstate.Memory
	}{
		"nothing new":            {sample("a", true), sample("a", true), sample("a", true), nil, nil},
		"drift":                  {sample("a", true), sample("b", false, "c"), sample("b", false, "c"), nil, nil},
		"the remembered form":    {sample("a", true), sample("b", true), sample("a", true), tfstate.Memory{"text": `"b"`}, tfstate.Memory{"text": `"b"`}},
		"drift from the form":    {sample("a", true), sample("c", true), sample("c", true), tfstate.Memory{"text": `"b"`}, tfstate.Memory{}},
		"back to what was asked": {sample("a", true), sample("a", true), sample("a", true), tfstate.Memory{"text": `"b"`}, tfstate.Memory{"text": `"b"`}},
		"taken away":             {sample("a", true), sample("", true), sample("", true), tfstate.Memory{"text": `"b"`}, tfstate.Memory{}},
	}
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tfstate.Recall(tc.state, tc.fresh, tc.memory)
			if diff := cmp.Diff(tc.want, tc.state); diff != "" {
				t.Errorf("state differs (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tc.left, tc.memory); diff != "" {
				t.Errorf("memory differs (-want +got):\n%s", diff)
			}
		})
	}
}

// private is private state as the framework has it.
type private map[string][]byte

func (p private) GetKey(_ context.Context, key string) ([]byte, diag.Diagnostics) { return p[key], nil }

func (p private) SetKey(_ context.Context, key string, value []byte) diag.Diagnostics {
	if value == nil {
		delete(p, key)
	} else {
		p[key] = value
	}
	return nil
}

func TestMemory_private(t *testing.T) {
	t.Parallel()
	p := private{}
	want := tfstate.Memory{"text": `"b"`}
	if diags := want.Save(t.Context(), p); diags.HasError() {
		t.Fatal(diags)
	}
	got, diags := tfstate.Load(t.Context(), p)
	if diags.HasError() || cmp.Diff(want, got) != "" {
		t.Errorf("loaded %v, %v; want %v", got, diags, want)
	}
	if diags := (tfstate.Memory{}).Save(t.Context(), p); diags.HasError() || len(p) > 0 {
		t.Errorf("an empty memory leaves %v in private state (%v)", p, diags)
	}
	if got, diags := tfstate.Load(t.Context(), p); diags.HasError() || len(got) != 0 || got == nil {
		t.Errorf("loaded %v, %v from nothing", got, diags)
	}
}

func TestMemory_Load_broken(t *testing.T) {
	t.Parallel()
	p := private{}
	_ = tfstate.Memory{"a": "b"}.Save(t.Context(), p)
	for key := range p {
		p[key] = []byte("[]")
	}
	if _, diags := tfstate.Load(t.Context(), p); !diags.HasError() || !strings.Contains(diags[0].Detail(), "bug in the provider") {
		t.Errorf("broken private state gives %v", diags)
	}
}
