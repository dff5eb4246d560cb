// SPDX-License-Identifier: MPL-2.0

package richmenu

import (
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/service/menuaction"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfstate"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/wholenumber"
)

// model is the state of a rich menu.
type model struct {
	menu
	pictures
}

// menu has the properties of a rich menu that the service returns.
type menu struct {
	BotID        types.String `tfsdk:"bot_id"`
	RichMenuID   types.String `tfsdk:"rich_menu_id"`
	RichMenuName types.String `tfsdk:"rich_menu_name"`
	Size         types.Object `tfsdk:"size"`
	Areas        types.List   `tfsdk:"areas"`
}

// pictures are the pictures in the configuration. The service returns file IDs that
// change, so the state can only remember which pictures were set.
type pictures struct {
	Image            types.String `tfsdk:"image"`
	I18nImages       types.Map    `tfsdk:"i18n_images"`
	ImageSHA256      types.String `tfsdk:"image_sha256"`
	I18nImageSHA256s types.Map    `tfsdk:"i18n_image_sha256s"`
}

// Framework types of the nested attributes.
var (
	sizeType   = types.ObjectType{AttrTypes: map[string]attr.Type{"width": wholenumber.Type{}, "height": wholenumber.Type{}}}
	boundsType = types.ObjectType{AttrTypes: map[string]attr.Type{
		"x": wholenumber.Type{}, "y": wholenumber.Type{}, "width": wholenumber.Type{}, "height": wholenumber.Type{},
	}}
	areaType = types.ObjectType{AttrTypes: map[string]attr.Type{"bounds": boundsType, "action": menuaction.Rich.ObjectType()}}
)

// forms are the forms in which the service may store the values of a menu: texts may differ,
// but not the sizes and the types of actions.
var forms = tfstate.Rules{"rich_menu_name": tfstate.Text, "areas": tfstate.Text}

// subject names the menu in messages.
func (m *menu) subject() string {
	if id := m.RichMenuID.ValueString(); id != "" {
		return "rich menu " + quoted(m.RichMenuName) + "(" + id + ") of bot " + m.BotID.ValueString()
	}
	return "rich menu " + quoted(m.RichMenuName) + "of bot " + m.BotID.ValueString()
}

// label names the menu in the summary of a warning, as far as it is known.
func (m *menu) label() string { return m.rule().Label() }

// quoted is a name in quotation marks and a blank, or nothing while it is not
// known, as during an import.
func quoted(name types.String) string {
	if name.ValueString() == "" {
		return ""
	}
	return `"` + name.ValueString() + `" `
}

// toAPI converts a menu that is known.
func (m *menu) toAPI() *lineworks.RichMenu {
	out := &lineworks.RichMenu{RichMenuName: m.RichMenuName.ValueString(), Size: toSize(m.Size)}
	for _, element := range m.Areas.Elements() {
		if area, ok := element.(types.Object); ok {
			out.Areas = append(out.Areas, lineworks.Area{
				Bounds: toBounds(member(area, "bounds")), Action: menuaction.Rich.ToAPI(member(area, "action")),
			})
		}
	}
	return out
}

func toSize(o types.Object) lineworks.Size {
	return lineworks.Size{Width: number(o, "width"), Height: number(o, "height")}
}

func toBounds(o types.Object) lineworks.Bounds {
	return lineworks.Bounds{X: number(o, "x"), Y: number(o, "y"), Width: number(o, "width"), Height: number(o, "height")}
}

// member is an attribute that is an object; null if there is none.
func member(o types.Object, name string) types.Object {
	value, _ := o.Attributes()[name].(types.Object)
	return value
}

// number is an attribute that is a number; 0 for null and unknown.
func number(o types.Object, name string) int64 {
	value, _ := o.Attributes()[name].(wholenumber.Value)
	return value.ValueInt64()
}

// fromAPI is a menu as a configuration would write it.
func fromAPI(botID types.String, m *lineworks.RichMenu) *menu {
	areas := make([]attr.Value, len(m.Areas))
	for i, area := range m.Areas {
		areas[i] = types.ObjectValueMust(areaType.AttrTypes, map[string]attr.Value{
			"bounds": fromBounds(area.Bounds), "action": menuaction.Rich.FromAPI(area.Action),
		})
	}
	return &menu{
		BotID:        botID,
		RichMenuID:   types.StringValue(m.RichMenuID),
		RichMenuName: types.StringValue(m.RichMenuName),
		Size: types.ObjectValueMust(sizeType.AttrTypes, map[string]attr.Value{
			"width": wholenumber.Of(m.Size.Width), "height": wholenumber.Of(m.Size.Height),
		}),
		Areas: types.ListValueMust(areaType, areas),
	}
}

func fromBounds(b lineworks.Bounds) types.Object {
	return types.ObjectValueMust(boundsType.AttrTypes, map[string]attr.Value{
		"x": wholenumber.Of(b.X), "y": wholenumber.Of(b.Y), "width": wholenumber.Of(b.Width), "height": wholenumber.Of(b.Height),
	})
}
