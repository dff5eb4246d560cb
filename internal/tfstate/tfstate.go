// SPDX-License-Identifier: MPL-2.0

// Package tfstate decides what goes into state when the service and the
// configuration tell the same thing in different words.
//
// Terraform demands that a configured value is stored as it was planned. The
// service may store another form of it: a picture under an address of its own,
// a user id in place of an e-mail address. The package keeps the planned value
// in state and remembers the service's form in private state. A later read
// that still finds that form is no drift; any other value is.
package tfstate

import (
	"context"
	"fmt"
	"reflect"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/excerpt"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tftext"
)

// privateKey is where the memory of a resource is kept in private state.
const privateKey = "service_forms"

// Memory holds, for each attribute that the service stores in a form of its
// own, that form.
type Memory map[string]string

// Settle makes plan, a pointer to a model struct, the state after a write that
// sent all of it: unknown values are taken from response, a pointer to the same
// kind of struct, and planned values stay. It returns the service's form of every
// planned value that differs in a way that rules allow, and the texts that the service
// changed for no known reason. No other difference is remembered, so that the next plan
// shows it. Neither is an empty form: a value that the service dropped is drift.
func Settle[M any](plan, response *M, rules Rules) (Memory, []Rewrite) {
	return settle(plan, response, write{rules: rules, sent: func(string) bool { return true }})
}

// SettleUpdate is [Settle] after a write that sent only the attributes that differ
// from prior and those that always names. A value that was not sent is not taken for
// the service's form of it: it may have been changed elsewhere since the plan, and the
// next read has to show that. For these attributes, memory is kept.
//
// If the response still has the value from before the change, or the service's form of that
// value, it is not remembered either: the service did not carry the change out.
func SettleUpdate[M any](plan, response, prior *M, memory Memory, rules Rules, always ...string) (Memory, []Rewrite) {
	before := map[string]attr.Value{}
	eachAttribute(plan, prior, func(name string, planned, old reflect.Value) {
		if !value(planned).Equal(value(old)) {
			before[name] = value(old)
		}
	})
	return settle(plan, response, write{
		rules: rules, memory: memory, before: before,
		sent: func(name string) bool { return before[name] != nil || slices.Contains(always, name) },
	})
}

// write is a request that changed an object.
type write struct {
	rules  Rules
	memory Memory                // from before the write
	before map[string]attr.Value // the former values of the attributes that change
	sent   func(name string) bool
}

// ignored reports whether the service still has the value from before the write.
func (w write) ignored(name string, stored attr.Value) bool {
	old, changes := w.before[name]
	if !changes {
		return false
	}
	form, known := w.memory[name]
	return same(old, stored) || known && form == stored.String()
}

func settle[M any](plan, response *M, w write) (Memory, []Rewrite) {
	memory := Memory{}
	var rewrites []Rewrite
	eachAttribute(plan, response, func(name string, planned, received reflect.Value) {
		p, stored := value(planned), value(received)
		form, known := w.memory[name]
		switch {
		case p.IsUnknown():
			planned.Set(received)
			return
		case !w.sent(name):
			if known {
				memory[name] = form
			}
			return
		case same(p, stored) || empty(stored):
			return
		}
		found := w.rules.compare(name, p, stored)
		v := worst(found)
		if v == different || v != equivalent && w.ignored(name, stored) {
			return
		}
		memory[name] = stored.String()
		if v == unexplained && form != stored.String() {
			rewrites = append(rewrites, rewritesOf(name, found)...)
		}
	})
	return memory, rewrites
}

// Fill replaces the unknown values of plan with those of known.
func Fill[M any](plan, known *M) {
	eachAttribute(plan, known, func(_ string, planned, from reflect.Value) {
		if value(planned).IsUnknown() {
			planned.Set(from)
		}
	})
}

// Recall copies the result of a read, fresh, to state, a pointer to a model struct,
// except values that the service is known to store in another form, which
// stay as they are. Memory of an attribute that has drifted is dropped, and so is memory
// of a form that rules do not allow: earlier versions of the provider stored any form.
func Recall[M any](state, fresh *M, memory Memory, rules Rules) {
	eachAttribute(state, fresh, func(name string, stored, found reflect.Value) {
		s, f := value(stored), value(found)
		if same(s, f) {
			return
		}
		if form, ok := memory[name]; ok && form == f.String() && worst(rules.compare(name, s, f)) != different {
			return
		}
		delete(memory, name)
		stored.Set(reflect.ValueOf(tftext.Keep(s, f, tftext.Stored)))
	})
}

// Rewrite is a text that the service stores in another form than it was sent, for no known
// reason.
type Rewrite struct {
	Attribute    string // with the place in it, such as "actions[0].label"
	Sent, Stored string
}

func rewritesOf(attribute string, found []difference) []Rewrite {
	var out []Rewrite
	for _, d := range found {
		if d.verdict == unexplained {
			out = append(out, Rewrite{attribute + d.at, d.sent, d.stored})
		}
	}
	return out
}

// Warn reports the rewrites of an object. The summary names both, since the CLI shows only
// one of several warnings with the same summary.
func Warn(rewrites []Rewrite, subject string) diag.Diagnostics {
	var diags diag.Diagnostics
	for _, r := range rewrites {
		diags.AddWarning(fmt.Sprintf("The service changed %s of %s", r.Attribute, subject),
			fmt.Sprintf("The provider sent %s, and the service stores %s. It is not documented that the service changes such a value.\n\n"+
				"The state keeps the value of the configuration, and later plans do not show the difference. "+
				"If the value of the service is wrong, configure another one.", excerpt.Of(r.Sent), excerpt.Of(r.Stored)))
	}
	return diags
}

// same reports whether two values are equal, with texts compared by [tftext.Stored].
func same(state, found attr.Value) bool {
	return tftext.Keep(state, found, tftext.Stored).Equal(state)
}

// eachAttribute calls visit for each field of two structs of one type that is
// an attribute value, with the attribute's name.
func eachAttribute[M any](a, b *M, visit func(name string, a, b reflect.Value)) {
	va, vb := reflect.ValueOf(a).Elem(), reflect.ValueOf(b).Elem()
	for i := range va.NumField() {
		if name, ok := va.Type().Field(i).Tag.Lookup("tfsdk"); ok {
			visit(name, va.Field(i), vb.Field(i))
		}
	}
}

// value is the framework value in a field. Models hold nothing else, so a
// field of another type is a mistake in the model.
func value(field reflect.Value) attr.Value {
	v, ok := field.Interface().(attr.Value)
	if !ok {
		panic("tfstate: field of type " + field.Type().String() + " is no framework value")
	}
	return v
}

// empty says that a value is one of the ways to say nothing. false is a value.
func empty(v attr.Value) bool {
	if v.IsNull() {
		return true
	}
	switch v := v.(type) {
	case types.String:
		return v.ValueString() == ""
	case types.Set:
		return len(v.Elements()) == 0
	case types.List:
		return len(v.Elements()) == 0
	case types.Map:
		return len(v.Elements()) == 0
	}
	return false
}

// Load reads the memory from private state.
func Load(ctx context.Context, private PrivateReader) (Memory, diag.Diagnostics) {
	memory := Memory{}
	diags := LoadPrivate(ctx, private, privateKey, &memory)
	return memory, diags
}

// Save writes the memory to private state; an empty one leaves nothing there.
func (m Memory) Save(ctx context.Context, private PrivateWriter) diag.Diagnostics {
	if len(m) == 0 {
		return private.SetKey(ctx, privateKey, nil)
	}
	return SavePrivate(ctx, private, privateKey, m)
}
