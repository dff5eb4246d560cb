// SPDX-License-Identifier: MPL-2.0

package richmenu

import (
	"context"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/service/menuaction"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfvalue"
)

func (r *menuResource) ValidateConfig(ctx context.Context, req resource.ValidateConfigRequest, resp *resource.ValidateConfigResponse) {
	var config model
	resp.Diagnostics.Append(req.Config.Get(ctx, &config)...)
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

// areaWarnings warns of areas past the edge and of areas that overlap. The service is
// not documented to refuse either. The plan warns, and not the validation: a menu that has long
// been made has shown that the service takes its areas.
// Source: https://developers.worksmobile.com/en/docs/bot-richmenu-create
func areaWarnings(m *menu) diag.Diagnostics {
	var diags diag.Diagnostics
	known := knownBounds(m.Areas)
	if past := pastEdge(known, number(m.Size, "height")); len(past) > 0 {
		diags.AddAttributeWarning(path.Root("areas"), fmt.Sprintf("Areas of %s reach past its edge", m.label()),
			fmt.Sprintf("%s. Whether the service accepts such areas is not documented.", strings.Join(past, "; ")))
	}
	if pairs := overlaps(known); len(pairs) > 0 {
		diags.AddAttributeWarning(path.Root("areas"), fmt.Sprintf("Areas of %s overlap", m.label()),
			fmt.Sprintf("Areas that share a part of the menu: %s. Whether the service accepts them, and what a tap there does, is not documented.", strings.Join(pairs, "; ")))
	}
	return diags
}

// indexed is the bounds of an area and its place in the list.
type indexed struct {
	index int
	lineworks.Bounds
}

// knownBounds are the bounds whose four numbers are all known.
func knownBounds(areas types.List) []indexed {
	var known []indexed
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
			known = append(known, indexed{i, toBounds(bounds)})
		}
	}
	return known
}

// pastEdge says of each area past the right or the lower edge how far it reaches.
// A height of 0 is one that is not known.
func pastEdge(areas []indexed, height int64) []string {
	var past []string
	for _, a := range areas {
		if right := a.X + a.Width; right > width {
			past = append(past, fmt.Sprintf("areas[%d] reaches to x = %d, but the menu is %d wide", a.index, right, width))
		}
		if bottom := a.Y + a.Height; height > 0 && bottom > height {
			past = append(past, fmt.Sprintf("areas[%d] reaches to y = %d, but the menu is %d high", a.index, bottom, height))
		}
	}
	return past
}

// overlaps names the pairs of areas that share at least one pixel.
func overlaps(areas []indexed) []string {
	var pairs []string
	for i, a := range areas {
		for _, b := range areas[i+1:] {
			if min(a.X+a.Width, b.X+b.Width) > max(a.X, b.X) && min(a.Y+a.Height, b.Y+b.Height) > max(a.Y, b.Y) {
				pairs = append(pairs, fmt.Sprintf("areas[%d] and areas[%d]", a.index, b.index))
			}
		}
	}
	return pairs
}
