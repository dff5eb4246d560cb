// SPDX-License-Identifier: MPL-2.0

package tfstate_test

import (
	"context"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-framework/attr"
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

// named is a sample with a name in Japanese.
func named(name string) *model {
	m := sample("", false)
	m.Map = tfvalue.StringMap(map[string]string{"ja_JP": name})
	return m
}

// rules of the sample: the text and the map may be rewritten, the set holds users, the flag
// has none.
var rules = tfstate.Rules{"text": tfstate.Text, "picture": tfstate.Picture, "set": tfstate.Users, "map": tfstate.Text, "list": tfstate.Text}

func TestSettle(t *testing.T) {
	t.Parallel()
	unknownText := sample("", false, "a")
	unknownText.Text = types.StringUnknown()
	tests := map[string]struct {
		plan, response, want *model
		memory               tfstate.Memory
		rewrites             []tfstate.Rewrite
	}{
		"same":                       {sample("a", true), sample("a", true), sample("a", true), tfstate.Memory{}, nil},
		"unknown":                    {unknownText, sample("b", false, "a"), sample("b", false, "a"), tfstate.Memory{}, nil},
		"line break":                 {sample("a\nb", false), sample("a b", false), sample("a\nb", false), tfstate.Memory{"text": `"a b"`}, nil},
		"line break in a map":        {named("a\nb"), named("a b"), named("a\nb"), tfstate.Memory{"map": `{"ja_JP":"a b"}`}, nil},
		"composed":                   {sample("e\u0301", false), sample("\u00e9", false), sample("e\u0301", false), tfstate.Memory{"text": "\"\u00e9\""}, nil},
		"another text":               {sample("a", false), sample("b", false), sample("a", false), tfstate.Memory{"text": `"b"`}, []tfstate.Rewrite{{"text", "a", "b"}}},
		"dropped text":               {sample("a", false), sample("", false), sample("a", false), tfstate.Memory{}, nil},
		"e-mail to id":               {sample("", false, "x@y", "u"), sample("", false, "id", "u"), sample("", false, "x@y", "u"), tfstate.Memory{"set": `["id","u"]`}, nil},
		"another user":               {sample("", false, "u1"), sample("", false, "u2"), sample("", false, "u1"), tfstate.Memory{}, nil},
		"more users":                 {sample("", false, "x@y"), sample("", false, "u1", "u2"), sample("", false, "x@y"), tfstate.Memory{}, nil},
		"dropped set":                {sample("", false, "a"), sample("", false), sample("", false, "a"), tfstate.Memory{}, nil},
		"order":                      {sample("", false, "a", "b"), sample("", false, "b", "a"), sample("", false, "a", "b"), tfstate.Memory{}, nil},
		"a flag is never remembered": {sample("", true), sample("", false), sample("", true), tfstate.Memory{}, nil},
	}
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			memory, rewrites := tfstate.Settle(tc.plan, tc.response, rules)
			if diff := cmp.Diff(tc.want, tc.plan); diff != "" {
				t.Errorf("state differs (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tc.memory, memory); diff != "" {
				t.Errorf("memory differs (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tc.rewrites, rewrites); diff != "" {
				t.Errorf("rewrites differ (-want +got):\n%s", diff)
			}
		})
	}
}

// TestSettleUpdate has a response hold the value from before the change, or the service's form
// of it. Neither is remembered, unless it is exactly what the service makes of the new value.
func TestSettleUpdate(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		plan, prior, response *model
		memory, want          tfstate.Memory
		rewrites              int
	}{
		"text from before":       {sample("b", false), sample("a", false), sample("a", false), nil, tfstate.Memory{}, 0},
		"form from before":       {sample("b", false), sample("a", false), sample("A", false), tfstate.Memory{"text": `"A"`}, tfstate.Memory{}, 0},
		"another form":           {sample("b", false), sample("a", false), sample("B", false), tfstate.Memory{"text": `"A"`}, tfstate.Memory{"text": `"B"`}, 1},
		"unchanged, known form":  {sample("a", false), sample("a", false), sample("A", false), tfstate.Memory{"text": `"A"`}, tfstate.Memory{"text": `"A"`}, 0},
		"unchanged, new form":    {sample("a", false), sample("a", false), sample("AA", false), tfstate.Memory{"text": `"A"`}, tfstate.Memory{"text": `"AA"`}, 1},
		"line break only":        {sample("a\nb", false), sample("a b", false), sample("a b", false), nil, tfstate.Memory{"text": `"a b"`}, 0},
		"users from before":      {sample("", false, "x@y"), sample("", false, "u1"), sample("", false, "u1"), nil, tfstate.Memory{}, 0},
		"flag from before":       {sample("", true), sample("", false), sample("", false), nil, tfstate.Memory{}, 0},
		"set that was not sent":  {sample("a", false, "x@y"), sample("a", false, "x@y"), sample("a", false, "u2"), tfstate.Memory{"set": `["u1"]`}, tfstate.Memory{"set": `["u1"]`}, 0},
		"flag that was not sent": {sample("a", true), sample("a", true), sample("a", false), nil, tfstate.Memory{}, 0},
	}
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			memory, rewrites := tfstate.SettleUpdate(tc.plan, tc.response, tc.prior, tc.memory, rules, "text")
			if diff := cmp.Diff(tc.want, memory); diff != "" {
				t.Errorf("memory differs (-want +got):\n%s", diff)
			}
			if len(rewrites) != tc.rewrites {
				t.Errorf("got rewrites %v, want %d", rewrites, tc.rewrites)
			}
		})
	}
}

// TestRules compares values of each type.
func TestRules(t *testing.T) {
	t.Parallel()
	action := func(kind, label string, i18n map[string]string) attr.Value {
		return types.ObjectValueMust(map[string]attr.Type{"type": types.StringType, "label": types.StringType, "i18n": types.MapType{ElemType: types.StringType}, "width": types.Int64Type},
			map[string]attr.Value{"type": types.StringValue(kind), "label": types.StringValue(label), "i18n": tfvalue.StringMap(i18n), "width": types.Int64Value(int64(len(kind)))})
	}
	texted := func(label, text string) attr.Value {
		return types.ObjectValueMust(map[string]attr.Type{"label": types.StringType, "text": types.StringType},
			map[string]attr.Value{"label": types.StringValue(label), "text": tfvalue.NullIfEmpty(text)})
	}
	list := func(elements ...attr.Value) types.List {
		return types.ListValueMust(elements[0].Type(t.Context()), elements)
	}
	type lists struct {
		List    types.List   `tfsdk:"list"`
		Picture types.String `tfsdk:"picture"`
		Other   types.String `tfsdk:"other"`
	}
	picture := types.StringValue("https://example.com/a.png")
	tests := map[string]struct {
		sent, stored lists
		remembered   bool
		rewrite      string
	}{
		"label":           {lists{List: list(action("uri", "a", nil))}, lists{List: list(action("uri", "b", nil))}, true, "list[0].label"},
		"text in a map":   {lists{List: list(action("uri", "a", map[string]string{"ja_JP": "x"}))}, lists{List: list(action("uri", "a", map[string]string{"ja_JP": "y"}))}, true, "list[0].i18n.ja_JP"},
		"missing text":    {lists{List: list(action("uri", "a", map[string]string{"ja_JP": "x"}))}, lists{List: list(action("uri", "a", nil))}, false, ""},
		"added text":      {lists{List: list(action("uri", "a", map[string]string{"ja_JP": "x"}))}, lists{List: list(action("uri", "a", map[string]string{"ja_JP": "x", "en_US": "y"}))}, false, ""},
		"type":            {lists{List: list(action("uri", "a", nil))}, lists{List: list(action("url", "a", nil))}, false, ""},
		"number":          {lists{List: list(action("uri", "a", nil))}, lists{List: list(action("copy", "a", nil))}, false, ""},
		"another element": {lists{List: list(action("uri", "a", nil))}, lists{List: list(action("uri", "a", nil), action("uri", "b", nil))}, false, ""},
		"picture":         {lists{Picture: picture}, lists{Picture: types.StringValue("https://gateway.example.net/1")}, true, ""},
		"odd picture":     {lists{Picture: picture}, lists{Picture: types.StringValue("stored")}, true, "picture"},
		"http picture":    {lists{Picture: picture}, lists{Picture: types.StringValue("http://gateway.example.net/1")}, true, "picture"},
		"no host":         {lists{Picture: picture}, lists{Picture: types.StringValue("https:1")}, true, "picture"},
		"no address":      {lists{Picture: picture}, lists{Picture: types.StringValue("https://gateway.example.net/%")}, true, "picture"},
		"repeated label":  {lists{List: list(texted("Help", "Help"))}, lists{List: list(texted("Help", ""))}, true, ""},
		"other text":      {lists{List: list(texted("Help", "Hilfe"))}, lists{List: list(texted("Help", ""))}, false, ""},
		"no rule":         {lists{Other: types.StringValue("a")}, lists{Other: types.StringValue("b")}, false, ""},
	}
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if tc.sent.List.IsNull() {
				tc.sent.List = list(action("uri", "a", nil))
				tc.stored.List = tc.sent.List
			}
			plan, fresh := tc.sent, tc.stored
			memory, rewrites := tfstate.Settle(&plan, &fresh, rules)
			if (len(memory) == 1) != tc.remembered {
				t.Errorf("got memory %v, want one entry: %t", memory, tc.remembered)
			}
			got := ""
			for _, r := range rewrites {
				got += r.Attribute
			}
			if got != tc.rewrite {
				t.Errorf("got rewrites of %q, want %q", got, tc.rewrite)
			}
			state := tc.sent
			tfstate.Recall(&state, &fresh, memory, rules)
			want := tc.sent
			if !tc.remembered {
				want = tc.stored
			}
			if diff := cmp.Diff(want, state); diff != "" {
				t.Errorf("state after the next read differs (-want +got):\n%s", diff)
			}
		})
	}
}

func TestWarn(t *testing.T) {
	t.Parallel()
	diags := tfstate.Warn([]tfstate.Rewrite{{"title", "On call ", "On call"}}, `room "On call"`)
	if len(diags) != 1 || diags[0].Severity() != diag.SeverityWarning || diags[0].Summary() != `The service changed title of room "On call"` ||
		!strings.Contains(diags[0].Detail(), `sent "On call ", and the service stores "On call"`) {
		t.Errorf("got %v, want one warning with the object, the attribute and both values", diags)
	}
	if diags := tfstate.Warn(nil, "x"); diags != nil {
		t.Errorf("got %v without rewrites, want nothing", diags)
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
		"a flag of old memory":   {sample("a", true), sample("a", false), sample("a", false), tfstate.Memory{"flag": "false"}, tfstate.Memory{}},
		"users of old memory":    {sample("a", true, "u1"), sample("a", true, "u2"), sample("a", true, "u2"), tfstate.Memory{"set": `["u2"]`}, tfstate.Memory{}},
	}
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tfstate.Recall(tc.state, tc.fresh, tc.memory, rules)
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
		t.Errorf("got %v and %v, want %v", got, diags, want)
	}
	if diags := (tfstate.Memory{}).Save(t.Context(), p); diags.HasError() || len(p) > 0 {
		t.Errorf("an empty memory: got %v in private state and %v, want nothing", p, diags)
	}
	if got, diags := tfstate.Load(t.Context(), p); diags.HasError() || len(got) != 0 || got == nil {
		t.Errorf("from nothing: got %v and %v, want an empty memory", got, diags)
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
		t.Errorf("broken private state: got %v, want an error that calls it a bug in the provider", diags)
	}
}
