// SPDX-License-Identifier: MPL-2.0

package directory

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/names"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/suggest"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfdiag"
)

// named finds an object by its name in a list: the API has no search.
// Source: https://developers.worksmobile.com/en/docs/group-list
type named[T any] struct {
	noun                   string // "group"
	attribute, idAttribute string
	domain                 string // "the domain of the app"
	name                   func(*T) string
	// tell describes an object of several with the same name.
	tell func(object *T, all []T) string
}

// find returns the only object of the name. err is that of the list.
func (n named[T]) find(name string, all []T, err error) (*T, diag.Diagnostics) {
	var diags diag.Diagnostics
	if err != nil {
		diags.Append(tfdiag.API(fmt.Sprintf("Unable to list %ss", n.noun), fmt.Sprintf("the %ss of %s", n.noun, n.domain), err, nil))
		return nil, diags
	}
	var hits []*T
	for i := range all {
		if names.Equal(n.name(&all[i]), name) {
			hits = append(hits, &all[i])
		}
	}
	switch len(hits) {
	case 1:
		return hits[0], nil
	case 0:
		others := make([]string, len(all))
		for i := range all {
			others[i] = n.name(&all[i])
		}
		diags.AddAttributeError(path.Root(n.attribute), fmt.Sprintf("%s not found", strings.ToUpper(n.noun[:1])+n.noun[1:]),
			strings.TrimSpace(fmt.Sprintf("No %s of %s is named %q, of %d that it has. Names are case-sensitive, and names by language do not count. "+
				"To look in another domain, set domain_id. %s", n.noun, n.domain, name, len(all), suggest.Sentence(name, others))))
	default:
		lines := make([]string, len(hits))
		for i, hit := range hits {
			lines[i] = n.tell(hit, all)
		}
		diags.AddAttributeError(path.Root(n.attribute), fmt.Sprintf("Several %ss have this name", n.noun),
			fmt.Sprintf("%d %ss of %s are named %q:\n\n%s\n\nSet %s, or external_key, instead of %s.", len(hits), n.noun, n.domain, name, bulleted(lines), n.idAttribute, n.attribute))
	}
	return nil, diags
}

// described is an ID with a name, and with those of the labelled values that are not empty.
func described(id, name string, labelled ...string) string {
	var parts []string
	if name != "" {
		parts = append(parts, name)
	}
	for i := 0; i+1 < len(labelled); i += 2 {
		if value := labelled[i+1]; value != "" {
			parts = append(parts, labelled[i]+" "+strconv.Quote(value))
		}
	}
	if len(parts) == 0 {
		return id
	}
	return id + " (" + strings.Join(parts, ", ") + ")"
}
