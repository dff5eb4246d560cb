// SPDX-License-Identifier: MPL-2.0

package planview

import (
	"cmp"
	"slices"
	"strings"

	tfjson "github.com/hashicorp/terraform-json"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/preview"
)

// shortest is the length of a sensitive text, in bytes, that is looked for in others. A
// shorter one would be found in words that have nothing to do with it.
const shortest = 8

// secrets are the sensitive texts of a plan. Terraform marks every value that it derives
// from a sensitive one, so they are hidden by their marks; this is the second lock, for a
// text whose mark was lost on the way, with nonsensitive() for example.
type secrets struct{ replacer *strings.Replacer }

func secretsOf(raw *tfjson.Plan) secrets {
	var found []string
	collect := func(c *tfjson.Change) {
		if c != nil {
			found = appendSensitive(found, c.Before, c.BeforeSensitive)
			found = appendSensitive(found, c.After, c.AfterSensitive)
		}
	}
	for _, changes := range [][]*tfjson.ResourceChange{raw.ResourceChanges, raw.ResourceDrift} {
		for _, r := range changes {
			if r != nil {
				collect(r.Change)
			}
		}
	}
	for _, c := range raw.OutputChanges {
		collect(c)
	}
	if raw.Config != nil && raw.Config.RootModule != nil {
		for name, variable := range raw.Config.RootModule.Variables {
			if value := raw.Variables[name]; variable != nil && variable.Sensitive && value != nil {
				found = appendSensitive(found, value.Value, true)
			}
		}
	}
	if len(found) == 0 {
		return secrets{}
	}
	// The longest first: of two that begin alike, the replacer takes the first.
	slices.SortFunc(found, func(a, b string) int { return cmp.Or(cmp.Compare(len(b), len(a)), strings.Compare(a, b)) })
	pairs := make([]string, 0, 2*len(found))
	for _, secret := range found {
		pairs = append(pairs, secret, hiddenText)
	}
	return secrets{strings.NewReplacer(pairs...)}
}

// appendSensitive adds the texts of value that sensitive marks.
func appendSensitive(found []string, value, sensitive any) []string {
	if sensitive != true && !anyTrue(sensitive) {
		return found
	}
	marks := func(mark any) any {
		if sensitive == true {
			return true
		}
		return mark
	}
	switch v := value.(type) {
	case string:
		if len(v) >= shortest {
			found = append(found, v)
		}
	case []any:
		for i, e := range v {
			found = appendSensitive(found, e, marks(at(sensitive, i)))
		}
	case map[string]any:
		for name, e := range v {
			found = appendSensitive(found, e, marks(field(sensitive, name)))
		}
	}
	return found
}

// hide replaces sensitive texts in a text that has no mark of its own, such as an address.
func (s secrets) hide(text string) string {
	if s.replacer == nil {
		return text
	}
	return s.replacer.Replace(text)
}

// hideIn marks the texts that have a sensitive one in them.
func (s secrets) hideIn(n node) node {
	if s.replacer == nil {
		return n
	}
	if n.kind == text && s.replacer.Replace(n.text) != n.text {
		return node{mark: preview.Sensitive, sum: sum(n.text)}
	}
	for i := range n.list {
		n.list[i] = s.hideIn(n.list[i])
	}
	if n.fields != nil {
		fields := make(map[string]node, len(n.fields))
		for name, f := range n.fields {
			fields[s.hide(name)] = s.hideIn(f) // a key of a map may be any text
		}
		n.fields = fields
	}
	return n
}
