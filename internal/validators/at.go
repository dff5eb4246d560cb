// SPDX-License-Identifier: MPL-2.0

package validators

import (
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/excerpt"
)

// At is a path as a configuration writes it. The element of a set has no name but its
// value, which is not repeated: it is [*].
func At(p path.Path) string {
	var b strings.Builder
	for _, step := range p.Steps() {
		switch step := step.(type) {
		case path.PathStepAttributeName:
			if b.Len() > 0 {
				b.WriteByte('.')
			}
			b.WriteString(string(step))
		case path.PathStepElementKeyInt:
			fmt.Fprintf(&b, "[%d]", int64(step))
		case path.PathStepElementKeyString:
			key := excerpt.Of(string(step))
			if !strings.HasPrefix(key, `"`) {
				key = "…"
			}
			fmt.Fprintf(&b, "[%s]", key)
		case path.PathStepElementKeyValue:
			b.WriteString("[*]")
		}
	}
	return b.String()
}
