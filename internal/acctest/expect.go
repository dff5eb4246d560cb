// SPDX-License-Identifier: MPL-2.0

package acctest

import (
	"fmt"
	"maps"
	"math/big"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// expectDiagnostics compares diagnostics with the errors and warnings of a step.
func expectDiagnostics(t testing.TB, diags []*tfprotov6.Diagnostic, step Step) {
	t.Helper()
	errs := errorsOf(diags)
	warnings := slices.DeleteFunc(slices.Clone(diags), func(d *tfprotov6.Diagnostic) bool { return slices.Contains(errs, d) })
	failure, warning := Messages(errs), Messages(warnings)
	switch {
	case len(step.Errors) == 0 && failure != "":
		t.Fatalf("got %s, want no error", failure)
	case len(step.Errors) > 0 && failure == "":
		t.Errorf("got no error, want one with %q", step.Errors)
	}
	for _, want := range step.Errors {
		if failure != "" && !strings.Contains(failure, want) {
			t.Errorf("got %s, want it to contain %q", failure, want)
		}
	}
	if step.NoWarnings && warning != "" {
		t.Errorf("got the warnings %q, want none", warning)
	}
	for _, want := range step.Warnings {
		if !strings.Contains(warning, want) {
			t.Errorf("got the warnings %q, want them to contain %q", warning, want)
		}
	}
}

// Has checks values of an object by their paths, such as "bots[0].bot_name".
func Has(t testing.TB, object tftypes.Value, want Attributes) {
	t.Helper()
	for path, value := range want {
		expectAttribute(t, path, object, path, value)
	}
}

// Fails checks that diagnostics have errors with all of the texts, in the form of
// [Messages].
func Fails(t testing.TB, diags []*tfprotov6.Diagnostic, want ...string) {
	t.Helper()
	expectDiagnostics(t, diags, Step{Errors: want})
}

// Succeeds checks that diagnostics have no error.
func Succeeds(t testing.TB, diags []*tfprotov6.Diagnostic) {
	t.Helper()
	expectDiagnostics(t, diags, Step{})
}

// expectAt compares the value at a path that starts with the address of an object.
func expectAt(t testing.TB, where, full string, want any, of func(address string) tftypes.Value) {
	t.Helper()
	resource, rest, _ := strings.Cut(full, ".")
	name, path, _ := strings.Cut(rest, ".")
	expectAttribute(t, full+" "+where, of(resource+"."+name), path, want)
}

// expectAttribute compares the value at a path of an object.
func expectAttribute(t testing.TB, name string, object tftypes.Value, path string, want any) {
	t.Helper()
	got, err := at(object, path)
	if err != nil {
		t.Errorf("%s: %s", name, err)
		return
	}
	ok := false
	switch want := want.(type) {
	case *regexp.Regexp:
		var text string
		ok = got.IsKnown() && !got.IsNull() && got.As(&text) == nil && want.MatchString(text)
	case Count:
		ok = got.IsKnown() && !got.IsNull() && len(list(got)) == int(want)
	case tftypes.Value:
		ok = got.Equal(want)
	default:
		ok = got.Equal(value(t, got.Type(), want))
	}
	if !ok {
		t.Errorf("%s is %s, want %s", name, show(got), showWant(want))
	}
}

// showWant is an expected value as text.
func showWant(want any) string {
	switch want := want.(type) {
	case nil:
		return "null"
	case Count:
		return fmt.Sprintf("%d elements", int(want))
	case tftypes.Value:
		return show(want)
	case *regexp.Regexp:
		return "a match of " + want.String()
	}
	if want == Unknown {
		return "unknown"
	}
	return fmt.Sprintf("%#v", want)
}

// show is a value as text, without its types.
func show(v tftypes.Value) string {
	switch {
	case !v.IsKnown():
		return "unknown"
	case v.IsNull():
		return "null"
	}
	switch v.Type().(type) {
	case tftypes.Object, tftypes.Map:
		var b strings.Builder
		all := members(v)
		for _, name := range slices.Sorted(maps.Keys(all)) {
			if b.Len() > 0 {
				b.WriteString(", ")
			}
			b.WriteString(name + " = " + show(all[name]))
		}
		return "{" + b.String() + "}"
	case tftypes.List, tftypes.Set:
		var texts []string
		for _, e := range list(v) {
			texts = append(texts, show(e))
		}
		return "[" + strings.Join(texts, ", ") + "]"
	}
	var text string
	if v.As(&text) == nil {
		return strconv.Quote(text)
	}
	var flag bool
	if v.As(&flag) == nil {
		return strconv.FormatBool(flag)
	}
	var number *big.Float
	if v.As(&number) == nil {
		return number.String()
	}
	return v.String()
}

// differences are the attributes that differ between two objects.
func differences(before, after tftypes.Value) string {
	old, now := members(before), members(after)
	if len(old) == 0 || len(now) == 0 {
		return show(before) + " becomes " + show(after)
	}
	var all []string
	for _, name := range slices.Sorted(maps.Keys(old)) {
		if !old[name].Equal(now[name]) {
			all = append(all, fmt.Sprintf("%s %s becomes %s", name, show(old[name]), show(now[name])))
		}
	}
	return strings.Join(all, ", ")
}

// pathStep is a name, an index or a key.
var pathStep = regexp.MustCompile(`^\.?(\w+)|^\[(\d+)\]|^\["([^"]*)"\]`)

// at is the value at a path in the form of [Path].
func at(v tftypes.Value, path string) (tftypes.Value, error) {
	p := tftypes.NewAttributePath()
	for rest := path; rest != ""; {
		m := pathStep.FindStringSubmatch(rest)
		switch {
		case m == nil:
			return tftypes.Value{}, p.NewErrorf("%q is no path", path)
		case m[2] != "":
			n, err := strconv.Atoi(m[2])
			if err != nil {
				return tftypes.Value{}, p.NewError(err)
			}
			p = p.WithElementKeyInt(n)
		case m[1] != "":
			p = p.WithAttributeName(m[1])
		default:
			p = p.WithElementKeyString(m[3])
		}
		rest = rest[len(m[0]):]
	}
	found, _, err := tftypes.WalkAttributePath(v, p)
	if err != nil {
		return tftypes.Value{}, err
	}
	got, ok := found.(tftypes.Value)
	if !ok {
		return tftypes.Value{}, p.NewErrorf("there is no value at %q", path)
	}
	return got, nil
}
