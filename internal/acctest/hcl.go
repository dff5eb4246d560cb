// SPDX-License-Identifier: MPL-2.0

package acctest

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// HCL is a configuration in the language of the CLI, for [Tenant.Test]. It has no
// notation for values that are not known.
func (c Config) HCL() string {
	var b strings.Builder
	for _, address := range slices.Sorted(maps.Keys(c)) {
		resource, name, _ := strings.Cut(address, ".")
		fmt.Fprintf(&b, "resource %q %q {\n", resource, name)
		for _, attribute := range slices.Sorted(maps.Keys(c[address])) {
			fmt.Fprintf(&b, "  %s = %s\n", attribute, hcl(c[address][attribute]))
		}
		b.WriteString("}\n")
	}
	return b.String()
}

func hcl(v any) string {
	switch v := v.(type) {
	case nil:
		return "null"
	case Ref:
		return string(v)
	case Values:
		return hclMap(v)
	case map[string]string:
		return hclMap(anyValues(v))
	case []string:
		return hclList(v)
	case []any:
		return hclList(v)
	case string:
		if v == Unknown {
			panic("an unknown value cannot be written")
		}
		text, err := json.Marshal(v)
		if err != nil {
			panic(err)
		}
		return strings.NewReplacer("${", "$${", "%{", "%%{").Replace(string(text))
	case bool, int:
		return fmt.Sprint(v)
	default:
		panic(fmt.Sprintf("%T cannot be written", v))
	}
}

func hclMap(values Values) string {
	var b strings.Builder
	for _, name := range slices.Sorted(maps.Keys(values)) {
		fmt.Fprintf(&b, "%s = %s, ", hcl(name), hcl(values[name]))
	}
	return "{ " + b.String() + "}"
}

func hclList[E any](elements []E) string {
	var texts []string
	for _, e := range elements {
		texts = append(texts, hcl(e))
	}
	return "[" + strings.Join(texts, ", ") + "]"
}
