// SPDX-License-Identifier: MPL-2.0

package message

import (
	"maps"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/service/menuaction"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfvalue"
)

// node is an object of the configuration and where it stands. The object may be
// null or unknown, and anything in it too.
type node struct {
	at    path.Path
	value types.Object
}

// presence says whether something is configured. It may come out only later.
type presence int

const (
	absent presence = iota
	maybe
	present
)

// presence is that of the attribute that is there most. An empty map asks for
// nothing, so it is absent.
func (n node) presence(names ...string) presence {
	if n.value.IsUnknown() {
		return maybe
	}
	most := absent
	for _, name := range names {
		value := n.value.Attributes()[name]
		switch {
		case value == nil:
		case value.IsUnknown():
			most = max(most, maybe)
		case tfvalue.Given(value):
			most = present
		}
	}
	return most
}

func (n node) has(name string) bool { return n.presence(name) == present }

// isEmpty says that nothing in n is configured.
func (n node) isEmpty() bool {
	return n.presence(slices.Collect(maps.Keys(n.value.Attributes()))...) == absent
}

// text is an attribute that is a text; "" for null and unknown.
func (n node) text(name string) string { return tfvalue.Text(n.value, name) }

// number is an attribute that is a number; 0 for null and unknown.
func (n node) number(name string) float64 {
	f, _ := n.value.Attributes()[name].(types.Float64)
	return f.ValueFloat64()
}

// languages is an attribute with texts by language.
func (n node) languages(name string) map[string]string { return tfvalue.Texts(n.value, name) }

// child is an attribute that is an object.
func (n node) child(name string) node {
	o, _ := n.value.Attributes()[name].(types.Object)
	return node{n.at.AtName(name), o}
}

// children are the objects of a list; none if the list is not known.
func (n node) children(name string) []node {
	l, _ := n.value.Attributes()[name].(types.List)
	return elements(n.at.AtName(name), l)
}

func elements(at path.Path, list types.List) []node {
	var all []node
	for i, element := range list.Elements() {
		if o, ok := element.(types.Object); ok {
			all = append(all, node{at.AtListIndex(i), o})
		}
	}
	return all
}

// actions are the actions of a node that has several.
func (n node) actions() types.List {
	l, _ := n.value.Attributes()["actions"].(types.List)
	return l
}

// checkActions checks the actions of a node that has several.
func (n node) checkActions(kind menuaction.Kind) diag.Diagnostics {
	return kind.ValidateList(n.at.AtName("actions"), n.actions())
}

// walk calls visit for all texts in n: those of attributes, and those by language,
// whose name is that of the map.
func (n node) walk(visit func(name string, at path.Path, s types.String)) {
	for name, value := range n.value.Attributes() {
		at := n.at.AtName(name)
		switch value := value.(type) {
		case types.String:
			visit(name, at, value)
		case types.Map:
			for key, element := range value.Elements() {
				if s, ok := element.(types.String); ok {
					visit(name, at.AtMapKey(key), s)
				}
			}
		case types.Object:
			node{at, value}.walk(visit)
		case types.List:
			for _, element := range elements(at, value) {
				element.walk(visit)
			}
		}
	}
}
