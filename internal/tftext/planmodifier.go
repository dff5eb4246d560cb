// SPDX-License-Identifier: MPL-2.0

package tftext

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// KeepLineEnds plans the text that is in the state where the configuration differs from
// it in line ends only. Without it, a checkout with the line ends of Windows plans an
// update, since semantic equality is not applied to plans. It comes before modifiers
// that ask whether the value changes.
func KeepLineEnds() interface {
	planmodifier.String
	planmodifier.Map
	planmodifier.List
} {
	return keepLineEnds{}
}

type keepLineEnds struct{}

func (keepLineEnds) Description(context.Context) string {
	return "A text with other line ends is no difference."
}

func (m keepLineEnds) MarkdownDescription(ctx context.Context) string { return m.Description(ctx) }

func (keepLineEnds) PlanModifyString(_ context.Context, req planmodifier.StringRequest, resp *planmodifier.StringResponse) {
	if kept, ok := Keep(req.StateValue, req.PlanValue, LineEnds).(types.String); ok {
		resp.PlanValue = kept
	}
}

func (keepLineEnds) PlanModifyMap(_ context.Context, req planmodifier.MapRequest, resp *planmodifier.MapResponse) {
	if kept, ok := Keep(req.StateValue, req.PlanValue, LineEnds).(types.Map); ok {
		resp.PlanValue = kept
	}
}

func (keepLineEnds) PlanModifyList(_ context.Context, req planmodifier.ListRequest, resp *planmodifier.ListResponse) {
	if kept, ok := Keep(req.StateValue, req.PlanValue, LineEnds).(types.List); ok {
		resp.PlanValue = kept
	}
}

// EmptyIsLeftOut plans the value in the state for an optional and computed text that the
// configuration gives as "", which counts as left out.
func EmptyIsLeftOut() planmodifier.String { return emptyIsLeftOut{} }

type emptyIsLeftOut struct{}

func (emptyIsLeftOut) Description(context.Context) string {
	return "An empty text counts as left out: the value stays as it is."
}

func (m emptyIsLeftOut) MarkdownDescription(ctx context.Context) string { return m.Description(ctx) }

func (emptyIsLeftOut) PlanModifyString(_ context.Context, req planmodifier.StringRequest, resp *planmodifier.StringResponse) {
	if !req.StateValue.IsNull() && !req.PlanValue.IsUnknown() && !req.PlanValue.IsNull() && req.PlanValue.ValueString() == "" {
		resp.PlanValue = req.StateValue
	}
}
