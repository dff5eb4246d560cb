// SPDX-License-Identifier: MPL-2.0

package trial

import (
	"bytes"
	"encoding/json"
	"net/http"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/rest"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/probe/report"
)

// Result is a response as experiments look at it.
type Result struct {
	*rest.Response

	Op    rest.Operation
	value any
}

func newResult(op rest.Operation, resp *rest.Response) *Result {
	r := &Result{Response: resp, Op: op}
	d := json.NewDecoder(bytes.NewReader(resp.Body))
	d.UseNumber()
	if d.Decode(&r.value) != nil {
		r.value = nil
	}
	return r
}

// notSent is the result of a request after one that has ended the trial. Its status is 0.
func notSent(op rest.Operation) *Result { return &Result{Response: &rest.Response{}, Op: op} }

// Refused reports whether the request was refused as wrong.
func (r *Result) Refused() bool {
	return r.Status >= http.StatusBadRequest && r.Status < http.StatusInternalServerError
}

// Is reports whether the response has the status, and the code of an error.
func (r *Result) Is(status int, code string) bool { return r.Status == status && r.code() == code }

// HasBody reports whether the response has a body.
func (r *Result) HasBody() bool { return len(bytes.TrimSpace(r.Body)) > 0 }

// Fields are the properties of an object.
type Fields = map[string]any

// Object is the body, nil if it is no object.
func (r *Result) Object() Fields {
	object, _ := r.value.(Fields)
	return object
}

// Value is the value at a path of properties; the indexes of arrays are numbers in it.
func (r *Result) Value(path ...any) any {
	value, _ := r.find(path)
	return value
}

func (r *Result) find(path []any) (value any, found bool) {
	value, found = r.value, r.value != nil
	for _, step := range path {
		switch at := step.(type) {
		case string:
			object, _ := value.(Fields)
			value, found = object[at]
		case int:
			items, _ := value.([]any)
			if found = at < len(items); found {
				value = items[at]
			}
		}
		if !found {
			return nil, false
		}
	}
	return value, found
}

// Text is a string or a number at a path, "" for anything else.
func (r *Result) Text(path ...any) string { return textOf(r.Value(path...)) }

// Items are the objects of an array at a path.
func (r *Result) Items(path ...any) []Fields {
	items, _ := r.Value(path...).([]any)
	var objects []Fields
	for _, item := range items {
		if object, ok := item.(Fields); ok {
			objects = append(objects, object)
		}
	}
	return objects
}

// Texts are the strings and numbers of an array at a path.
func (r *Result) Texts(path ...any) []string {
	items, _ := r.Value(path...).([]any)
	var texts []string
	for _, item := range items {
		texts = append(texts, textOf(item))
	}
	return texts
}

// Form says how a property looks.
type Form int

// The forms of a property.
const (
	Absent Form = iota
	Null
	Empty // "", [] or {}
	Valued
)

// Form is how the property at a path looks.
func (r *Result) Form(path ...any) Form {
	value, found := r.find(path)
	if !found {
		return Absent
	}
	return FormOf(value)
}

// FormOf is how a property with a value looks.
func FormOf(value any) Form {
	switch v := value.(type) {
	case nil:
		return Null
	case string:
		if v == "" {
			return Empty
		}
	case []any:
		if len(v) == 0 {
			return Empty
		}
	case Fields:
		if len(v) == 0 {
			return Empty
		}
	}
	return Valued
}

// code is the code of an error, as it came.
func (r *Result) code() string {
	if r.OK() {
		return ""
	}
	for _, name := range []string{"code", "error"} {
		if code, isText := r.Object()[name].(string); isText {
			return code
		}
	}
	return ""
}

// Code is the code of an error, as a report may show it.
func (r *Result) Code() string { return report.Code(r.code()) }

func (r *Result) evidence() report.Evidence {
	return report.Evidence{Operation: r.Op.String(), Status: r.Status, Code: r.Code(), Shape: report.Shape(r.Body)}
}
