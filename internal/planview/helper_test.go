// SPDX-License-Identifier: MPL-2.0

package planview_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/planview"
)

// object is a value of a plan.
type object = map[string]any

// change is an entry of resource_changes.
func change(address string, actions []string, before, after object, more ...object) object {
	_, kind, _ := strings.Cut("."+address, ".lineworks_")
	kind, name, _ := strings.Cut("lineworks_"+kind, ".")
	c := object{"actions": actions, "before": nil, "after": nil, "after_unknown": object{}, "before_sensitive": false, "after_sensitive": false}
	if before != nil {
		c["before"] = before
	}
	if after != nil {
		c["after"] = after
	}
	name, _, _ = strings.Cut(name, "[")
	out := object{"address": address, "mode": "managed", "type": kind, "name": name, "change": c}
	for _, m := range more {
		for key, value := range m {
			switch key {
			case "after_unknown", "before_sensitive", "after_sensitive", "replace_paths", "importing":
				c[key] = value
			default:
				out[key] = value
			}
		}
	}
	return out
}

var (
	created  = []string{"create"}
	updated  = []string{"update"}
	deleted  = []string{"delete"}
	noOp     = []string{"no-op"}
	replaced = []string{"delete", "create"}
	swapped  = []string{"create", "delete"}
)

// planText is a plan with these changes and, if it is not nil, a configuration.
func planText(t testing.TB, config object, changes ...object) string {
	t.Helper()
	plan := object{"format_version": "1.2", "terraform_version": "1.11.0", "planned_values": object{}, "resource_changes": changes}
	if config != nil {
		plan["configuration"] = object{"root_module": config}
	}
	text, err := json.Marshal(plan)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// view reads a plan.
func view(t testing.TB, text string, options planview.Options) *planview.View {
	t.Helper()
	plan, err := planview.Read(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	v, err := plan.View(options)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// html is the page of a plan, and markdown its summary.
func html(t testing.TB, v *planview.View) string {
	t.Helper()
	var page strings.Builder
	if err := v.WriteHTML(&page); err != nil {
		t.Fatal(err)
	}
	return page.String()
}

func markdown(t testing.TB, v *planview.View) string {
	t.Helper()
	var summary strings.Builder
	if err := v.WriteMarkdown(&summary); err != nil {
		t.Fatal(err)
	}
	return summary.String()
}

// recorded is a plan that the tests of whole processes have recorded.
func recorded(t testing.TB, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", "plans", name+".json"))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// expect fails the test unless text has all of want.
func expect(t testing.TB, what, text string, want ...string) {
	t.Helper()
	for _, w := range want {
		if !strings.Contains(text, w) {
			t.Errorf("%s: got no %q in it", what, w)
		}
	}
}

// expectNone fails the test if text has any of these.
func expectNone(t testing.TB, what, text string, unwanted ...string) {
	t.Helper()
	for _, u := range unwanted {
		if i := strings.Index(text, u); i >= 0 {
			t.Errorf("%s: got %q in it: …%s…", what, u, text[max(0, i-80):min(len(text), i+80)])
		}
	}
}
