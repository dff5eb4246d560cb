// SPDX-License-Identifier: MPL-2.0

package menuaction_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	action "github.com/hashicorp/terraform-plugin-framework/action/schema"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/service/menuaction"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfvalue"
)

// object is an action of a rich menu with these attributes, the others null.
func object(t *testing.T, given map[string]attr.Value) types.Object {
	t.Helper()
	all := map[string]attr.Value{}
	for name, typ := range menuaction.Rich.ObjectType().AttrTypes {
		all[name] = types.StringNull()
		if _, ok := typ.(types.MapType); ok {
			all[name] = tfvalue.StringMap(nil)
		}
	}
	for name, value := range given {
		if _, ok := all[name]; !ok {
			t.Fatalf("got no attribute %s, want one", name)
		}
		all[name] = value
	}
	return types.ObjectValueMust(menuaction.Rich.ObjectType().AttrTypes, all)
}

func of(action string, more map[string]attr.Value) map[string]attr.Value {
	all := map[string]attr.Value{"type": types.StringValue(action)}
	for name, value := range more {
		all[name] = value
	}
	return all
}

// TestRich_Validate has the attributes that each type of action needs and those that it refuses.
func TestRich_Validate(t *testing.T) {
	t.Parallel()
	text := types.StringValue("a")
	texts := tfvalue.StringMap(map[string]string{"ja_JP": "a"})
	value := func(name string) attr.Value {
		if strings.HasPrefix(name, "i18n_") {
			return texts
		}
		return text
	}
	needs := map[string]string{"postback": "data", "message": "text", "uri": "uri", "copy": "copy_text"}
	allowed := map[string][]string{
		"postback": {"data", "display_text", "i18n_display_texts"},
		"message":  {"text", "postback", "i18n_texts"},
		"uri":      {"uri"},
		"copy":     {"copy_text"},
	}
	properties := []string{"data", "display_text", "i18n_display_texts", "text", "postback", "i18n_texts", "uri", "copy_text"}
	p := path.Root("areas").AtListIndex(1).AtName("action") // as the framework writes it: areas[1].action
	for action, required := range needs {
		good := of(action, map[string]attr.Value{required: text, "label": text, "i18n_labels": texts})
		if diags := menuaction.Rich.Validate(p, object(t, good)); len(diags) > 0 {
			t.Errorf("%s: got %v, want no diagnostics", action, diags)
		}
		if diags := menuaction.Rich.Validate(p, object(t, of(action, nil))); len(diags) != 1 ||
			diags[0].Detail() != fmt.Sprintf("%s is of type %q, which needs %s.", p, action, required) {
			t.Errorf("%s without %s: got %v, want an error that names it", action, required, diags)
		}
		if diags := menuaction.Rich.Validate(p, object(t, of(action, map[string]attr.Value{required: types.StringUnknown()}))); len(diags) > 0 {
			t.Errorf("%s with %s not known yet: got %v, want no diagnostics", action, required, diags)
		}
		for _, name := range properties {
			more := map[string]attr.Value{required: text, name: value(name)}
			diags := menuaction.Rich.Validate(p, object(t, of(action, more)))
			if slices.Contains(allowed[action], name) {
				if len(diags) > 0 {
					t.Errorf("%s with %s: got %v, want no diagnostics", action, name, diags)
				}
				continue
			}
			if len(diags) != 1 || !strings.HasPrefix(diags[0].Detail(), "areas[1].action."+name+" belongs to actions of type") ||
				!strings.Contains(diags[0].Detail(), fmt.Sprintf(", but areas[1].action is of type %q.", action)) {
				t.Errorf("%s with %s: got %v, want an error that names it", action, name, diags)
			}
		}
	}
	for name, typ := range map[string]types.String{"not known yet": types.StringUnknown(), "of a quick reply": types.StringValue("camera")} {
		if diags := menuaction.Rich.Validate(p, object(t, map[string]attr.Value{"type": typ, "data": text, "uri": text})); len(diags) > 0 {
			t.Errorf("type %s: got %v, want no diagnostics", name, diags)
		}
	}
}

// TestRich_roundTrip converts actions to the API's form and back.
func TestRich_roundTrip(t *testing.T) {
	t.Parallel()
	languages := map[string]string{"ja_JP": "あ", "ko_KR": "가"}
	for name, action := range map[string]lineworks.Action{
		"postback": {Type: "postback", Label: "L", Data: "d", DisplayText: "t", I18nLabels: languages, I18nDisplayTexts: languages},
		"message":  {Type: "message", Label: "L", Text: "t", Postback: "p", I18nLabels: languages, I18nTexts: languages},
		"uri":      {Type: "uri", URI: "https://example.com/"},
		"copy":     {Type: "copy", Label: "L", CopyText: "c"},
		// Unlike in a persistent menu, the label does not stand in for the text.
		"text that repeats the label": {Type: "message", Label: "L", Text: "L"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, m := range []*map[string]string{&action.I18nLabels, &action.I18nTexts, &action.I18nDisplayTexts} {
				if *m == nil {
					*m = map[string]string{}
				}
			}
			list := menuaction.Rich.FromAPIList([]lineworks.Action{action, action})
			if diff := cmp.Diff([]lineworks.Action{action, action}, menuaction.Rich.ToAPIList(list)); diff != "" {
				t.Errorf("the action differs (-want +got):\n%s", diff)
			}
		})
	}
	got := menuaction.Rich.FromAPI(lineworks.Action{Type: "uri", URI: "https://example.com/"})
	if !got.Equal(object(t, of("uri", map[string]attr.Value{"uri": types.StringValue("https://example.com/")}))) {
		t.Errorf("got %s, want null and empty maps for everything but the address", got)
	}
}

// TestKinds_FromAPI has the label that stands in for a text in one kind of menu only.
func TestKinds_FromAPI(t *testing.T) {
	t.Parallel()
	action := lineworks.Action{Type: "message", Label: "L", Text: "L"}
	if text := menuaction.Persistent.FromAPI(action).Attributes()["text"]; !text.IsNull() {
		t.Errorf("persistent menu: text is %s, want null", text)
	}
	if text := menuaction.Rich.FromAPI(action).Attributes()["text"]; text.IsNull() {
		t.Error("rich menu: text is null, want L")
	}
	if _, ok := menuaction.Persistent.ObjectType().AttrTypes["data"]; ok {
		t.Error("persistent menu: there is an attribute data, want none")
	}
}

// TestRich_ResourceAttributes has a value just inside and just outside each length, in
// characters that take three bytes each. An empty one counts as left out.
func TestRich_ResourceAttributes(t *testing.T) {
	t.Parallel()
	attributes := menuaction.Rich.ResourceAttributes()
	for name, most := range map[string]int{"label": 20, "text": 300, "postback": 1000, "copy_text": 1000, "data": 300, "display_text": 300} {
		a, ok := attributes[name].(schema.StringAttribute)
		if !ok || a.Required || !a.Optional {
			t.Fatalf("%s: got a %T (required: %t, optional: %t), want an optional string", name, attributes[name], a.Required, a.Optional)
		}
		for length, good := range map[int]bool{0: true, 1: true, most: true, most + 1: false} {
			if accepted(t, a.Validators, strings.Repeat("あ", length)) != good {
				t.Errorf("%s of %d characters: accepted is %t, want %t", name, length, !good, good)
			}
		}
		if !accepted(t, a.Validators, "a\nb") {
			t.Errorf("%s: two lines are refused, want them accepted: that is a rule of persistent menus", name)
		}
	}
	for name, most := range map[string]int{"i18n_labels": 20, "i18n_texts": 300, "i18n_display_texts": 300} {
		a, ok := attributes[name].(schema.MapAttribute)
		if !ok {
			t.Fatalf("%s: got a %T, want a map", name, attributes[name])
		}
		for length, good := range map[int]bool{0: true, 1: true, most: true, most + 1: false} {
			var resp validator.MapResponse
			for _, v := range a.Validators {
				v.ValidateMap(t.Context(), validator.MapRequest{
					Path: path.Root(name), ConfigValue: tfvalue.StringMap(map[string]string{"ja_JP": strings.Repeat("あ", length)}),
				}, &resp)
			}
			if resp.Diagnostics.HasError() == good {
				t.Errorf("%s of %d characters: accepted is %t, want %t", name, length, !good, good)
			}
		}
	}
	typ, ok := attributes["type"].(schema.StringAttribute)
	if !ok {
		t.Fatalf("type: got a %T, want a string", attributes["type"])
	}
	for action, good := range map[string]bool{"postback": true, "message": true, "uri": true, "copy": true, "camera": false, "cameraRoll": false, "location": false, "": false} {
		if accepted(t, typ.Validators, action) != good {
			t.Errorf("type %q: accepted is %t, want %t", action, !good, good)
		}
	}
}

func accepted(t *testing.T, rules []validator.String, value string) bool {
	t.Helper()
	var resp validator.StringResponse
	for _, v := range rules {
		v.ValidateString(t.Context(), validator.StringRequest{Path: path.Root("thing"), ConfigValue: types.StringValue(value)}, &resp)
	}
	return !resp.Diagnostics.HasError()
}

// TestKinds_attributes has the same attributes in resources, data sources and values.
func TestKinds_attributes(t *testing.T) {
	t.Parallel()
	for name, kind := range map[string]menuaction.Kind{"persistent": menuaction.Persistent, "rich": menuaction.Rich} {
		inResource, inData := kind.ResourceAttributes(), kind.DataSourceAttributes()
		for attribute, typ := range kind.ObjectType().AttrTypes {
			r, d := inResource[attribute], inData[attribute]
			if r == nil || d == nil || !r.GetType().Equal(typ) || !d.GetType().Equal(typ) {
				t.Errorf("%s: %s: got a %T in resources and a %T in data sources, want the type %s in both", name, attribute, r, d, typ)
			}
		}
		if n := len(kind.ObjectType().AttrTypes); len(inResource) != n || len(inData) != n {
			t.Errorf("%s: %d attributes in resources and %d in data sources, want %d", name, len(inResource), len(inData), n)
		}
	}
	for name, kind := range inMessages {
		attributes := kind.ActionAttributes()
		for attribute, typ := range kind.ObjectType().AttrTypes {
			if a := attributes[attribute]; a == nil || !a.GetType().Equal(typ) {
				t.Errorf("%s: %s: got a %T, want the type %s", name, attribute, a, typ)
			}
		}
		if n := len(kind.ObjectType().AttrTypes); len(attributes) != n {
			t.Errorf("%s: %d attributes in actions, want %d", name, len(attributes), n)
		}
	}
}

// inMessages are the places in a message that have an action.
var inMessages = map[string]menuaction.Kind{
	"template": menuaction.Template, "carousel": menuaction.Carousel, "carousel default": menuaction.CarouselDefault,
	"image carousel": menuaction.ImageCarousel, "quick reply": menuaction.QuickReply,
}

// TestInMessages has the types of action that each place takes, the length of a
// label and the required properties there, as the page of the action object has them.
func TestInMessages(t *testing.T) {
	t.Parallel()
	text := types.StringValue("a")
	for name, want := range map[string]struct {
		types         []string
		label         int
		labelRequired bool
		required      map[string][]string // by type
	}{
		"template":         {[]string{"message", "uri", "copy"}, 20, true, map[string][]string{"uri": {"uri"}, "copy": {"copy_text"}}},
		"carousel":         {[]string{"postback", "message", "uri", "copy"}, 20, true, map[string][]string{"postback": {"data"}, "message": {"text"}, "uri": {"uri"}, "copy": {"copy_text"}}},
		"carousel default": {[]string{"postback", "message", "uri", "copy"}, 20, false, map[string][]string{"postback": {"data"}, "message": {"text"}, "uri": {"uri"}, "copy": {"copy_text"}}},
		"image carousel":   {[]string{"postback", "message", "uri", "copy"}, 12, true, map[string][]string{"postback": {"data"}, "message": {"text"}, "uri": {"uri"}, "copy": {"copy_text"}}},
		"quick reply": {
			[]string{"postback", "message", "uri", "copy", "camera", "cameraRoll", "location"},
			20, true,
			map[string][]string{"postback": {"data", "display_text"}, "message": {"text"}, "uri": {"uri"}, "copy": {"copy_text"}},
		},
	} {
		kind := inMessages[name]
		attributes := kind.ActionAttributes()
		typ, ok := attributes["type"].(action.StringAttribute)
		label, ok2 := attributes["label"].(action.StringAttribute)
		if !ok || !ok2 || label.Required != want.labelRequired || label.Optional == label.Required || !typ.Required {
			t.Fatalf("%s: got type required %t, label required %t and optional %t, want true, %t and %t", name, typ.Required, label.Required, label.Optional, want.labelRequired, !want.labelRequired)
		}
		for _, a := range []string{"postback", "message", "uri", "copy", "camera", "cameraRoll", "location", "datetimepicker"} {
			if got, wanted := accepted(t, typ.Validators, a), slices.Contains(want.types, a); got != wanted {
				t.Errorf("%s: type %s: accepted is %t, want %t", name, a, got, wanted)
			}
		}
		for length, good := range map[int]bool{0: !want.labelRequired, 1: true, want.label: true, want.label + 1: false} {
			if accepted(t, label.Validators, strings.Repeat("あ", length)) != good {
				t.Errorf("%s: label of %d characters: accepted is %t, want %t", name, length, !good, good)
			}
		}
		for _, a := range want.types {
			given := map[string]attr.Value{"type": types.StringValue(a), "label": text}
			all := map[string]attr.Value{}
			for attribute, typ := range kind.ObjectType().AttrTypes {
				all[attribute] = types.StringNull()
				if _, ok := typ.(types.MapType); ok {
					all[attribute] = tfvalue.StringMap(nil)
				}
				if v, ok := given[attribute]; ok {
					all[attribute] = v
				}
			}
			diags := kind.Validate(path.Root("action"), types.ObjectValueMust(kind.ObjectType().AttrTypes, all))
			var missing []string // one error names them all
			for _, d := range diags {
				missing = append(missing, strings.Split(strings.TrimPrefix(d.Summary(), "Missing "), " and ")...)
			}
			if !slices.Equal(missing, want.required[a]) {
				t.Errorf("%s, %s: requires %v, want %v", name, a, missing, want.required[a])
			}
		}
	}
}

// TestPersistent_ValidateList names the action at fault by its place.
func TestPersistent_ValidateList(t *testing.T) {
	t.Parallel()
	list := menuaction.Persistent.FromAPIList([]lineworks.Action{{Type: "message", Label: "a"}, {Type: "uri", Label: "a"}})
	diags := menuaction.Persistent.ValidateList(path.Root("actions"), list)
	if len(diags) != 1 || !strings.Contains(diags[0].Detail(), "needs uri") {
		t.Fatalf("got %v, want one error: the second action needs uri", diags)
	}
	if at, ok := diags[0].(interface{ Path() path.Path }); !ok || at.Path().String() != "actions[1]" {
		t.Errorf("got %v, want it at actions[1]", diags[0])
	}
}
