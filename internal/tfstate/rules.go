// SPDX-License-Identifier: MPL-2.0

package tfstate

import (
	"cmp"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/names"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfvalue"
)

// Rules say of attributes, by name, how the service's form of a value may differ from the
// value that was sent. An attribute without a rule must come back as it was sent: a boolean, a
// number, an id of another object.
type Rules map[string]Rule

// Rule compares a value that was sent with the service's form of it. It returns what differs.
type Rule func(sent, stored attr.Value) []difference

// verdict says how a difference comes about. The greatest of several counts.
type verdict int

const (
	// equivalent is the form that the service is known to make of this value.
	equivalent verdict = iota
	// plausible is a form that the service is known to make of such values, but that cannot
	// be computed from this one.
	plausible
	// unexplained is another text, which the service is not known to make.
	unexplained
	// different is another value.
	different
)

// difference is a text that differs, or any other value.
type difference struct {
	at           string // below the attribute, such as "[0].action.label"
	sent, stored string
	verdict      verdict
}

func worst(found []difference) verdict {
	if len(found) == 0 {
		return equivalent
	}
	return slices.MaxFunc(found, func(a, b difference) int { return cmp.Compare(a.verdict, b.verdict) }).verdict
}

// compare applies the rule of an attribute to two values that are not the same.
func (r Rules) compare(name string, sent, stored attr.Value) []difference {
	rule := r[name]
	if rule == nil {
		return []difference{{verdict: different}}
	}
	return rule(sent, stored)
}

// Text allows texts to differ, in an attribute of any type. The service replaces line breaks
// with blanks in names (https://developers.worksmobile.com/en/docs/bot-create), and may compose
// characters. Any other change is unexplained.
var Text = texts(func(sent, stored string) verdict {
	if oneLine(sent) == oneLine(stored) {
		return equivalent
	}
	return unexplained
})

// Picture allows the address of a picture to become one of the service's own.
var Picture = texts(func(_, stored string) verdict {
	if u, err := url.Parse(stored); err == nil && u.Scheme == "https" && u.Host != "" {
		return plausible
	}
	return unexplained
})

var lineBreaks = strings.NewReplacer("\r\n", " ", "\n", " ", "\r", " ")

func oneLine(text string) string { return names.Key(lineBreaks.Replace(text)) }

// Users allows e-mail addresses in a set of users to become user ids. Each address that is
// missing may be one of the ids that were not sent.
var Users Rule = compareUsers

func compareUsers(sent, stored attr.Value) []difference {
	as, ok := sent.(types.Set)
	bs, alsoOK := stored.(types.Set)
	if !ok || !alsoOK {
		return []difference{{verdict: different}}
	}
	before, after := tfvalue.Strings(as), tfvalue.Strings(bs)
	missing := 0
	for _, user := range before {
		switch {
		case slices.Contains(after, user):
		case strings.Contains(user, "@"):
			missing++
		default:
			return []difference{{verdict: different}}
		}
	}
	added := 0
	for _, user := range after {
		if !slices.Contains(before, user) {
			added++
		}
	}
	if added > missing {
		return []difference{{verdict: different}}
	}
	return []difference{{verdict: plausible}}
}

// texts returns a rule that applies rule to each text in a value: elements of lists are compared
// by their index, attributes and elements of maps by their name. Other values must be equal.
func texts(rule func(sent, stored string) verdict) Rule {
	var compare func(at string, sent, stored attr.Value) []difference
	compare = func(at string, sent, stored attr.Value) []difference {
		if sent.Equal(stored) {
			return nil
		}
		other := []difference{{at: at, verdict: different}}
		switch s := sent.(type) {
		case types.String:
			f, ok := stored.(types.String)
			switch {
			case !ok:
				return other
			case s.ValueString() == f.ValueString():
				return nil
			case f.ValueString() == "": // the service dropped it
				return other
			}
			return []difference{{at, s.ValueString(), f.ValueString(), rule(s.ValueString(), f.ValueString())}}
		case types.Map:
			f, ok := stored.(types.Map)
			if !ok {
				return other
			}
			return compareMembers(at, s.Elements(), f.Elements(), compare)
		case types.Object:
			f, ok := stored.(types.Object)
			if !ok || s.IsNull() != f.IsNull() || !typeOf(s).Equal(typeOf(f)) {
				return other
			}
			before, after := s.Attributes(), f.Attributes()
			if label := before["label"]; label != nil && label.Equal(before["text"]) && empty(after["text"]) {
				// In a menu, a text that repeats the label counts as left out: whether
				// the service returns it is not documented. See
				// https://developers.worksmobile.com/en/docs/bot-persistentmenu-get.
				before["text"] = after["text"]
			}
			return compareMembers(at, before, after, compare)
		case types.List:
			f, ok := stored.(types.List)
			if !ok || len(s.Elements()) != len(f.Elements()) {
				return other
			}
			var found []difference
			for i, element := range s.Elements() {
				found = append(found, compare(at+"["+strconv.Itoa(i)+"]", element, f.Elements()[i])...)
			}
			return found
		}
		return other
	}
	return func(sent, stored attr.Value) []difference { return compare("", sent, stored) }
}

// typeOf is the attribute "type", which tells actions of different kinds apart and is no text.
func typeOf(o types.Object) attr.Value {
	if value, ok := o.Attributes()["type"]; ok {
		return value
	}
	return types.StringNull()
}

// compareMembers compares values by name. A missing one is different, unless it is empty.
func compareMembers(at string, sent, stored map[string]attr.Value, compare func(at string, sent, stored attr.Value) []difference) []difference {
	all := maps.Clone(sent)
	if all == nil {
		all = map[string]attr.Value{}
	}
	maps.Copy(all, stored)
	var found []difference
	for _, name := range slices.Sorted(maps.Keys(all)) {
		s, f := sent[name], stored[name]
		switch below := at + "." + name; {
		case s != nil && f != nil:
			found = append(found, compare(below, s, f)...)
		case !empty(all[name]):
			found = append(found, difference{at: below, verdict: different})
		}
	}
	return found
}
