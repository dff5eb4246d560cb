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

// overwrites is a plan to set a menu where another one may be set.
type overwrites struct {
	at       path.Path
	what     string // such as "default rich menu"
	subject  string // such as "the default rich menu of bot 2000001"
	imported string // what follows "terraform import"
}

// warn names the menu that the apply overwrites, unless it is the planned one. A failed
// look-up is a warning, too, and no reason to refuse the plan.
func (o overwrites) warn(existing string, planned types.String, err error) diag.Diagnostics {
	var diags diag.Diagnostics
	switch {
	case errors.Is(err, lineworks.ErrNotFound), errors.Is(err, providerdata.ErrSettingsUnknown):
		// There is none, or the settings are not known before the apply.
	case err != nil:
		diags.AddAttributeWarning(o.at, "Unable to look for an existing "+o.what,
			fmt.Sprintf("The provider could not check whether %s is already set. If it is, applying this plan replaces it.\n\n%s\n\n"+
				"To manage an existing one instead: terraform import %s", o.subject, err, o.imported))
	case existing != planned.ValueString():
		// The summary names it: the CLI shows only one of several warnings with the same summary.
		which := strings.TrimPrefix(o.subject, "the ")
		diags.AddAttributeWarning(o.at, strings.ToUpper(which[:1])+which[1:]+" already exists",
			fmt.Sprintf("At present, %s is %s, which is not in the Terraform state, unless it is there under another address. Applying this plan replaces it by another menu.\n\n"+
				"To manage the existing one instead: terraform import %s", o.subject, existing, o.imported))
	}
	return diags
}
