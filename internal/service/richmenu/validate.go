// SPDX-License-Identifier: MPL-2.0

package richmenu

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/planrules"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/service/menuaction"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfdiag"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfmodel"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfvalue"
)

func (r *menuResource) ValidateConfig(ctx context.Context, req resource.ValidateConfigRequest, resp *resource.ValidateConfigResponse) {
	var config model
	resp.Diagnostics.Append(tfmodel.Get(ctx, req.Config, &config)...)
	if resp.Diagnostics.HasError() {
		return
	}
	for i, element := range config.Areas.Elements() {
		if area, ok := element.(types.Object); ok {
			resp.Diagnostics.Append(menuaction.Rich.Validate(path.Root("areas").AtListIndex(i).AtName("action"), member(area, "action"))...)
		}
	}
	if !config.hasImage() && len(config.files()) > 0 {
		resp.Diagnostics.AddAttributeError(path.Root("i18n_images"), "Pictures by language without a picture for all others",
			"The API accepts pictures by language only together with the one for all other languages.\n\nSet image as well.")
	}
}

// areaWarnings warns of areas past the edge and of areas that overlap. The plan warns, and
// not the validation: a menu that has long been made has shown that the service takes its
// areas.
func areaWarnings(m *menu) diag.Diagnostics {
	return tfdiag.WarningsAt(path.Root("areas"), planrules.Areas(m.label(), width, number(m.Size, "height"), knownAreas(m.Areas)))
}

// knownAreas are the areas whose four numbers are all known.
func knownAreas(areas types.List) []planrules.Area {
	var known []planrules.Area
	for i, element := range areas.Elements() {
		area, ok := element.(types.Object)
		if !ok {
			continue
		}
		bounds := member(area, "bounds")
		complete := len(bounds.Attributes()) > 0
		for _, value := range bounds.Attributes() {
			complete = complete && tfvalue.Known(value)
		}
		if complete {
			b := toBounds(bounds)
			known = append(known, planrules.Area{Index: i, X: b.X, Y: b.Y, Width: b.Width, Height: b.Height})
		}
	}
	return known
}
