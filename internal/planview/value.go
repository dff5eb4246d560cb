// SPDX-License-Identifier: MPL-2.0

package planview

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/preview"
)

// node is a value of a plan without what may not be shown: a node that is marked has no
// value, so that no later step can show it. The zero node is null.
type node struct {
	mark   preview.Mark
	text   string // of a string or a number
	truth  bool   // of a bool
	kind   kind
	list   []node
	fields map[string]node
	sum    [sha256.Size]byte // of a sensitive value, to see a change of it
}

type kind int

const (
	null kind = iota
	text
	truth
	list
	object
)

// newNode takes a value and two trees of the same shape, in which true stands for a value
// that is not known before the apply, and for one that is sensitive. All three are as
// encoding/json decodes them.
// Source: https://developer.hashicorp.com/terraform/internals/json-format#change-representation
func newNode(value, unknown, sensitive any) node {
	if sensitive == true {
		return node{mark: preview.Sensitive, sum: sum(value)}
	}
	if unknown == true {
		return node{mark: preview.Unknown}
	}
	if value != nil && anyTrue(sensitive) && !sameShape(value, sensitive) {
		return node{mark: preview.Sensitive, sum: sum(value)} // better one value too many
	}
	switch v := value.(type) {
	case string:
		return node{kind: text, text: v}
	case json.Number:
		return node{kind: text, text: v.String()}
	case bool:
		return node{kind: truth, truth: v}
	case []any:
		n := node{kind: list}
		for i := range max(len(v), length(unknown)) {
			n.list = append(n.list, newNode(at(v, i), at(unknown, i), at(sensitive, i)))
		}
		return n
	case map[string]any:
		return newObject(v, unknown, sensitive)
	}
	// A value of which every part is unknown is left out.
	if _, ok := unknown.(map[string]any); ok && value == nil && anyTrue(unknown) {
		return newObject(nil, unknown, sensitive)
	}
	if value == nil && length(unknown) > 0 && anyTrue(unknown) {
		return newNode([]any{}, unknown, sensitive)
	}
	return node{}
}

func newObject(v map[string]any, unknown, sensitive any) node {
	n := node{kind: object, fields: map[string]node{}}
	for name, value := range v {
		n.fields[name] = newNode(value, field(unknown, name), field(sensitive, name))
	}
	if more, ok := unknown.(map[string]any); ok {
		for name, mark := range more {
			if _, found := v[name]; !found && anyTrue(mark) {
				n.fields[name] = newNode(nil, mark, field(sensitive, name))
			}
		}
	}
	return n
}

// sameShape reports whether marks inside sensitive are about parts of value.
func sameShape(value, sensitive any) bool {
	switch m := sensitive.(type) {
	case []any:
		l, ok := value.([]any)
		return ok && len(l) >= len(m)
	case map[string]any:
		_, ok := value.(map[string]any)
		return ok
	}
	return false
}

func sum(value any) [sha256.Size]byte {
	encoded, err := json.Marshal(value)
	if err != nil {
		return [sha256.Size]byte{} // cannot be: it was decoded from JSON
	}
	return sha256.Sum256(encoded)
}

// either is a tree in which true stands for what one of two such trees marks. An attribute
// that is sensitive on one side of a change is hidden on both, as the CLI does.
func either(a, b any) any {
	if a == true || b == true {
		return true
	}
	switch a := a.(type) {
	case map[string]any:
		out := maps.Clone(a)
		if b, ok := b.(map[string]any); ok {
			for name, mark := range b {
				out[name] = either(out[name], mark)
			}
		}
		return out
	case []any:
		out := slices.Clone(a)
		if b, ok := b.([]any); ok {
			for i, mark := range b {
				if i < len(out) {
					out[i] = either(out[i], mark)
				} else {
					out = append(out, mark)
				}
			}
		}
		return out
	}
	return b
}

func anyTrue(marks any) bool {
	switch m := marks.(type) {
	case bool:
		return m
	case map[string]any:
		for _, mark := range m {
			if anyTrue(mark) {
				return true
			}
		}
	case []any:
		return slices.ContainsFunc(m, anyTrue)
	}
	return false
}

func length(v any) int {
	l, _ := v.([]any)
	return len(l)
}

func at(v any, i int) any {
	if l, ok := v.([]any); ok && i < len(l) {
		return l[i]
	}
	return nil
}

func field(v any, name string) any {
	m, _ := v.(map[string]any)
	return m[name]
}

// get is the value of an attribute. What is below a marked value has the same mark.
func (n node) get(names ...string) node {
	for _, name := range names {
		if n.mark != preview.Known {
			return node{mark: n.mark}
		}
		n = n.fields[name]
	}
	return n
}

// known reports whether a value is there, and may be shown.
func (n node) known() bool { return n.mark == preview.Known && n.kind != null }

// isUnknown reports whether a plan does not know a value yet.
func (n node) isUnknown() bool { return n.mark == preview.Unknown }

// exists reports whether there is an object on one side of a change.
func (n node) exists() bool { return n.mark != preview.Known || n.kind == object }

// none reports whether a value is null.
func (n node) none() bool { return n.mark == preview.Known && n.kind == null }

// whole reports whether no part of the value is marked.
func (n node) whole() bool {
	if n.mark != preview.Known || slices.ContainsFunc(n.list, func(e node) bool { return !e.whole() }) {
		return false
	}
	for _, f := range n.fields {
		if !f.whole() {
			return false
		}
	}
	return true
}

// str is the value of a string that is known, else "".
func (n node) str() string { return n.text }

// number is the value of a whole number that is known.
func (n node) number() (int64, bool) {
	if n.kind != text {
		return 0, false
	}
	v, err := strconv.ParseInt(n.text, 10, 64)
	return v, err == nil
}

// toText is the value as one text: lists have their elements side by side.
func (n node) toText() preview.Text {
	switch {
	case n.mark != preview.Known:
		return preview.Text{Mark: n.mark}
	case n.kind == text:
		return preview.Plain(n.text)
	case n.kind == truth:
		return preview.Plain(strconv.FormatBool(n.truth))
	case n.kind == list:
		var all []string
		for _, e := range n.list {
			one := e.toText()
			if one.Mark != preview.Known {
				return preview.Text{Mark: one.Mark}
			}
			all = append(all, one.Value)
		}
		return preview.Plain(strings.Join(all, ", "))
	case n.kind == object:
		var all []string
		for _, name := range slices.Sorted(maps.Keys(n.fields)) {
			if n.fields[name].empty() {
				continue
			}
			one := n.fields[name].toText()
			if one.Mark != preview.Known {
				return preview.Text{Mark: one.Mark}
			}
			all = append(all, name+" = "+one.Value)
		}
		return preview.Plain(strings.Join(all, ", "))
	}
	return preview.Text{}
}

// toTexts is a map of texts by language.
func (n node) toTexts() preview.Texts {
	if n.mark != preview.Known {
		return nil
	}
	texts := preview.Texts{}
	for language, f := range n.fields {
		if t := f.toText(); !t.Empty() {
			texts[language] = t
		}
	}
	return texts
}

// strings are the texts of a list.
func (n node) strings() []string {
	all := []string{}
	for _, e := range n.list {
		all = append(all, e.str())
	}
	return all
}

// equal reports whether two values are the same, as far as the plan tells: a value that is
// not known yet is the same as none.
func (n node) equal(o node) bool {
	if n.mark != o.mark || n.mark == preview.Unknown {
		return false
	}
	if n.mark == preview.Sensitive {
		return n.sum == o.sum
	}
	return n.kind == o.kind && n.text == o.text && n.truth == o.truth &&
		slices.EqualFunc(n.list, o.list, node.equal) && maps.EqualFunc(n.fields, o.fields, node.equal)
}

// difference is an attribute that changes.
type difference struct {
	Path          string
	Before, After preview.Text
}

// differences lists the attributes that differ, with their paths: those inside lists last,
// because there may be many of them.
func differences(before, after node) []difference {
	all := differencesAt("", before, after)
	slices.SortStableFunc(all, func(a, b difference) int {
		return strings.Count(a.Path, "[") - strings.Count(b.Path, "[")
	})
	return all
}

func differencesAt(path string, before, after node) []difference {
	if before.equal(after) || before.empty() && after.empty() {
		return nil
	}
	var all []difference
	switch {
	case strings.HasSuffix(path, ".bounds"): // four numbers that say one thing
	case before.mark == preview.Known && after.mark == preview.Known && before.kind == object && after.kind == object:
		names := slices.AppendSeq(slices.Collect(maps.Keys(before.fields)), maps.Keys(after.fields))
		slices.Sort(names)
		for _, name := range slices.Compact(names) {
			at := name
			if path != "" {
				at = path + "." + name
			}
			all = append(all, differencesAt(at, before.fields[name], after.fields[name])...)
		}
		return all
	case before.mark == preview.Known && after.mark == preview.Known && before.kind == list && after.kind == list && (before.nested() || after.nested()):
		for i := range max(len(before.list), len(after.list)) {
			all = append(all, differencesAt(fmt.Sprintf("%s[%d]", path, i), before.element(i), after.element(i))...)
		}
		return all
	}
	return []difference{{path, before.inTable(), after.inTable()}}
}

// inTable is the value as one text; the place of an area is written as in its drawing.
func (n node) inTable() preview.Text {
	a := areaOf(node{kind: object, fields: map[string]node{"bounds": n}})
	if len(n.fields) == 4 && a.Mark == preview.Known {
		return preview.Plain(a.Bounds())
	}
	return n.toText()
}

// empty reports whether a value says nothing: the provider takes an empty text, list or map
// as one that is left out.
func (n node) empty() bool {
	return n.mark == preview.Known && (n.kind == null || n.kind == text && n.text == "" ||
		n.kind == list && len(n.list) == 0 || n.kind == object && len(n.fields) == 0)
}

func (n node) nested() bool {
	return slices.ContainsFunc(n.list, func(e node) bool { return e.kind == object })
}

func (n node) element(i int) node {
	if i < len(n.list) {
		return n.list[i]
	}
	return node{}
}
