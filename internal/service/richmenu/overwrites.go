// SPDX-License-Identifier: MPL-2.0

package richmenu

import (
	"errors"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/providerdata"
)

// overwrites is a plan to set a menu where somebody else may have set one.
type overwrites struct {
	at       path.Path
	what     string // such as "default rich menu"
	subject  string // such as "the default rich menu of bot 2000001"
	imported string // what follows "terraform import"
}

// warn says which menu the apply overwrites, if it is another than the planned one.
// A look-up that failed is no reason to refuse a plan, but one to say so.
func (o overwrites) warn(existing string, planned types.String, err error) diag.Diagnostics {
	var diags diag.Diagnostics
	switch {
	case errors.Is(err, lineworks.ErrNotFound), errors.Is(err, providerdata.ErrSettingsUnknown):
		// None, or settings that are not known before the apply.
	case err != nil:
		diags.AddAttributeWarning(o.at, "Unable to look for an existing "+o.what,
			fmt.Sprintf("Applying this plan puts another menu in the place of %s, should there be one. Whether there is could not be found out.\n\n%s\n\n"+
				"To manage an existing one instead: terraform import %s", o.subject, err, o.imported))
	case existing != planned.ValueString():
		// Which one is in the summary: the CLI shows only one of several warnings with the same.
		which := strings.TrimPrefix(o.subject, "the ")
		diags.AddAttributeWarning(o.at, strings.ToUpper(which[:1])+which[1:]+" exists already",
			fmt.Sprintf("At present, %s is %s, which Terraform does not know. Applying this plan puts another menu in its place.\n\n"+
				"To manage the existing one instead: terraform import %s", o.subject, existing, o.imported))
	}
	return diags
}
