// SPDX-License-Identifier: MPL-2.0

package preview

import (
	"crypto/sha256"
	"encoding/hex"
	"html/template"
	"maps"
	"slices"
	"strings"
)

// sheet collects the rules that belong to the drawn values, such as the places of areas.
// A Content-Security-Policy without unsafe-inline forbids the attribute style. The name
// of a class is made of its rule: a part that is drawn once more has the same.
type sheet map[string]string

// class adds a rule. The declarations must come from code or from a pattern that allows
// nothing but one value: nothing here escapes them.
func (s sheet) class(declarations ...string) string {
	if len(declarations) == 0 {
		return ""
	}
	rule := strings.Join(declarations, ";")
	sum := sha256.Sum256([]byte(rule))
	name := "pv-" + hex.EncodeToString(sum[:6])
	s[name] = rule
	return name
}

func (s sheet) css() template.CSS {
	var css strings.Builder
	for _, name := range slices.Sorted(maps.Keys(s)) {
		// The ID, which is on no element, makes the rule stronger than the fixed style sheet.
		css.WriteString(":is(." + name + ",#pv){" + s[name] + "}\n")
	}
	return template.CSS(css.String()) //nolint:gosec // see class
}
