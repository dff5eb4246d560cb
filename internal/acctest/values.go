// SPDX-License-Identifier: MPL-2.0

package acctest

import (
	"maps"
	"math/big"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// Unknown stands for a value that is not known yet in what [Tenant.Validate] and
// [Tenant.Plan] take.
const Unknown = "\x00unknown"

// Values are attributes by name, as Go values: string, bool, int, []string,
// []any, map[string]string, Values. Those left out are null.
type Values map[string]any

// With is v with some values changed.
func (v Values) With(more Values) Values {
	all := maps.Clone(v)
	maps.Copy(all, more)
	return all
}

func dynamic(t testing.TB, typ tftypes.Type, v any) *tfprotov6.DynamicValue {
	t.Helper()
	return pack(t, typ, value(t, typ, v))
}

func pack(t testing.TB, typ tftypes.Type, v tftypes.Value) *tfprotov6.DynamicValue {
	t.Helper()
	d, err := tfprotov6.NewDynamicValue(typ, v)
	if err != nil {
		t.Fatal(err)
	}
	return &d
}

// value makes a value of the protocol from a Go value.
func value(t testing.TB, typ tftypes.Type, v any) tftypes.Value {
	t.Helper()
	if v == nil {
		return tftypes.NewValue(typ, nil)
	}
	if v == Unknown {
		return tftypes.NewValue(typ, tftypes.UnknownValue)
	}
	if known, ok := v.(tftypes.Value); ok {
		return known
	}
	switch typ := typ.(type) {
	case tftypes.Object:
		given, ok := v.(Values)
		if !ok {
			t.Fatalf("%T for %s", v, typ)
		}
		out := map[string]tftypes.Value{}
		for name, attribute := range typ.AttributeTypes {
			out[name] = value(t, attribute, given[name])
		}
		for name := range given {
			if _, ok := typ.AttributeTypes[name]; !ok {
				t.Fatalf("no attribute %s", name)
			}
		}
		return tftypes.NewValue(typ, out)
	case tftypes.Set:
		return tftypes.NewValue(typ, elements(t, typ.ElementType, v))
	case tftypes.List:
		return tftypes.NewValue(typ, elements(t, typ.ElementType, v))
	case tftypes.Map:
		out := map[string]tftypes.Value{}
		switch v := v.(type) {
		case map[string]string:
			for key, text := range v {
				out[key] = value(t, typ.ElementType, text)
			}
		case Values: // a map with an element that is null
			for key, element := range v {
				out[key] = value(t, typ.ElementType, element)
			}
		default:
			t.Fatalf("%T for %s", v, typ)
		}
		return tftypes.NewValue(typ, out)
	}
	if n, ok := v.(int); ok {
		return tftypes.NewValue(typ, big.NewFloat(float64(n)))
	}
	return tftypes.NewValue(typ, v)
}

func elements(t testing.TB, typ tftypes.Type, v any) []tftypes.Value {
	t.Helper()
	out := []tftypes.Value{}
	switch v := v.(type) {
	case []string:
		for _, s := range v {
			out = append(out, value(t, typ, s))
		}
	case []any:
		for _, e := range v {
			out = append(out, value(t, typ, e))
		}
	default:
		t.Fatalf("%T for a collection", v)
	}
	return out
}

func static(t testing.TB, typ tftypes.Type, d *tfprotov6.DynamicValue) tftypes.Value {
	t.Helper()
	v, err := d.Unmarshal(typ)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// phase is how far the values of a configuration are known.
type phase int

const (
	validating phase = iota // nothing of other resources is
	planning                // what their plans say
	applying                // everything
)

// resolve replaces references and values that come later, as far as they are known.
func resolve(values Values, now phase, state func(address string) tftypes.Value) Values {
	if values == nil {
		return nil
	}
	out := Values{}
	for name, v := range values {
		out[name] = resolveValue(v, now, state)
	}
	return out
}

func resolveValue(v any, now phase, state func(address string) tftypes.Value) any {
	switch v := v.(type) {
	case Ref:
		if now == validating {
			return Unknown
		}
		address, attribute := v.split()
		source, ok := members(state(address))[attribute]
		if !ok {
			panic("there is no " + string(v))
		}
		return source
	case Later:
		if now != applying {
			return Unknown
		}
		return v.Value
	case Values:
		return resolve(v, now, state)
	case []any:
		out := make([]any, len(v))
		for i, e := range v {
			out[i] = resolveValue(e, now, state)
		}
		return out
	}
	return v
}

// references are the addresses that values refer to.
func references(v any) []string {
	var all []string
	switch v := v.(type) {
	case Ref:
		address, _ := v.split()
		all = append(all, address)
	case Later:
		all = references(v.Value)
	case Values:
		for _, e := range v {
			all = append(all, references(e)...)
		}
	case []any:
		for _, e := range v {
			all = append(all, references(e)...)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

func (r Ref) split() (address, attribute string) {
	i := strings.LastIndexByte(string(r), '.')
	return string(r[:i]), string(r[i+1:])
}

// Without is v without some values.
func (v Values) Without(names ...string) Values {
	all := maps.Clone(v)
	for _, name := range names {
		delete(all, name)
	}
	return all
}
