// SPDX-License-Identifier: MPL-2.0

// Package richmenu has the resources and data sources for rich menus, for the default
// rich menu of a bot and for the rich menu of a single user, and the function
// rich_menu_grid.
package richmenu

import (
	"context"
	"errors"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/service/base"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfdiag"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfmodel"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfstate"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfvalue"
)

var (
	_ resource.ResourceWithConfigure      = (*menuResource)(nil)
	_ resource.ResourceWithIdentity       = (*menuResource)(nil)
	_ resource.ResourceWithImportState    = (*menuResource)(nil)
	_ resource.ResourceWithModifyPlan     = (*menuResource)(nil)
	_ resource.ResourceWithValidateConfig = (*menuResource)(nil)
)

const (
	typeName           = "lineworks_rich_menu"
	persistentTypeName = "lineworks_persistent_menu"
)

// fields maps the fields of requests for a menu to attributes.
var fields = tfdiag.Fields{
	"botId":        path.Root("bot_id"),
	"richmenuName": path.Root("rich_menu_name"),
	"size":         path.Root("size"),
	"areas":        path.Root("areas"),
	"fileId":       path.Root("image"),
	"i18nFileIds":  path.Root("i18n_images"),
}

// NewResource returns the resource lineworks_rich_menu.
func NewResource() resource.Resource { return &menuResource{base.NewIdentifiedResource(form)} }

type menuResource struct{ base.IdentifiedResource }

func (r *menuResource) Schema(_ context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	resp.Schema = resourceSchema()
}

func (r *menuResource) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	var plan model
	resp.Diagnostics.Append(tfmodel.Get(ctx, req.Plan, &plan)...)
	if resp.Diagnostics.HasError() {
		return
	}
	wanted, diags := plan.open(toSize(plan.Size))
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	created, adopted, err := r.Client.RichMenus.Create(ctx, plan.BotID.ValueString(), plan.toAPI())
	kind := kindOf(plan.BotID)
	if err != nil {
		resp.Diagnostics.Append(kind.CreateFailed("Unable to create rich menu", plan.subject(), err, fields))
		return
	}
	if adopted {
		resp.Diagnostics.Append(kind.Adopted(plan.subject(), created.RichMenuID))
	}
	noMenu, diags := r.finish(ctx, plan, created, wanted, resp)
	if noMenu && !adopted {
		// The response to the create had the ID of another bot's menu, or of none.
		created, err = r.Client.RichMenus.FindCreated(ctx, plan.BotID.ValueString(), plan.toAPI(), created.RichMenuID)
		if err != nil {
			resp.State.RemoveResource(ctx)
			resp.Diagnostics.Append(kind.CreateFailed("Unable to create rich menu", plan.subject(), err, fields))
			return
		}
		resp.Diagnostics.Append(kind.Adopted(plan.subject(), created.RichMenuID))
		_, diags = r.finish(ctx, plan, created, wanted, resp)
	}
	resp.Diagnostics.Append(diags...)
}

// finish stores a created menu and sets its pictures. noMenu tells that the bot has no such menu.
func (r *menuResource) finish(ctx context.Context, plan model, created *lineworks.RichMenu, wanted []*pictureFile, resp *resource.CreateResponse) (noMenu bool, diags diag.Diagnostics) {
	// The menu goes into state before anything else can fail. From here on, a failure
	// leaves a tainted menu in the state, and not an orphan.
	begun := plan
	begun.RichMenuID = tfvalue.NullIfEmpty(created.RichMenuID)
	begun.unset()
	diags.Append(r.RecordAccount(ctx, resp.Private)...)
	diags.Append(tfmodel.Set(ctx, &resp.State, &begun)...)
	diags.Append(begun.identify(ctx, resp.Identity)...)
	if !created.Complete() {
		var err error
		if created, err = r.Client.RichMenus.Get(ctx, plan.BotID.ValueString(), created.RichMenuID); err != nil {
			diags.Append(tfdiag.API("Unable to read rich menu after creating it", begun.subject(), err, nil))
			return errors.Is(err, lineworks.ErrNotFound), diags
		}
	}
	memory, rewrites := tfstate.Settle(&plan.menu, fromAPI(plan.BotID, created), forms)
	diags.Append(tfstate.Warn(rewrites, begun.subject())...)
	diags.Append(memory.Save(ctx, resp.Private)...)
	outcome, problems := r.send(ctx, &plan.menu, wanted)
	if diags.Append(problems...); diags.HasError() {
		return outcome.noMenu, diags
	}
	diags.Append(tfdiag.WarningsAt(path.Root("image"), r.Data.DefaultPictures.Menu(plan.rule(), plan.hasImage()))...)
	diags.Append(tfmodel.Set(ctx, &resp.State, &plan)...)
	return false, diags
}

// kindOf has the words for the rich menus of a bot in diagnostics.
func kindOf(botID types.String) tfdiag.Kind {
	return tfdiag.Kind{
		Noun:  "rich menu",
		Owner: "bot " + botID.ValueString(),
		Where: "The data source lineworks_rich_menus lists the rich menus of a bot with their IDs and names.",
		Import: func(id string) string {
			return "terraform import " + typeName + ".NAME " + botID.ValueString() + "/" + id
		},
	}
}

func (r *menuResource) Read(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	var state model
	resp.Diagnostics.Append(tfmodel.Get(ctx, req.State, &state)...)
	memory, diags := tfstate.Load(ctx, req.Private)
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	resp.Diagnostics.Append(state.identify(ctx, resp.Identity)...)
	imported := state.RichMenuName.IsNull()
	fresh, err := r.Client.RichMenus.Get(ctx, state.BotID.ValueString(), state.RichMenuID.ValueString())
	switch {
	case errors.Is(err, lineworks.ErrNotFound):
		if resp.Diagnostics.Append(r.CheckNotFound(ctx, req.Private, state.subject())...); !resp.Diagnostics.HasError() {
			resp.State.RemoveResource(ctx) // the menu or its bot was deleted elsewhere: the next plan creates it again
		}
		return
	case err != nil:
		resp.Diagnostics.Append(tfdiag.Refresh("Unable to read rich menu", state.subject(), err, imported)...)
		return
	}
	tfstate.Recall(&state.menu, fromAPI(state.BotID, fresh), memory, forms)
	if err := r.lookForPictures(ctx, &state); err != nil {
		resp.Diagnostics.Append(tfdiag.Refresh("Unable to read picture of rich menu", state.subject(), err, imported)...)
		return
	}
	resp.Diagnostics.Append(memory.Save(ctx, resp.Private)...)
	resp.Diagnostics.Append(r.RecordAccount(ctx, resp.Private)...)
	resp.Diagnostics.Append(tfmodel.Set(ctx, &resp.State, &state)...)
}

// Update sets pictures. Nothing else changes in place except for their paths, which the
// service does not know.
func (r *menuResource) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	var plan, state model
	resp.Diagnostics.Append(tfmodel.Get(ctx, req.Plan, &plan)...)
	resp.Diagnostics.Append(tfmodel.Get(ctx, req.State, &state)...)
	resp.Diagnostics.Append(resp.Private.SetKey(ctx, replacedKey, nil)...) // the mark of a plan that no second one followed
	if resp.Diagnostics.HasError() {
		return
	}
	wanted, diags := plan.open(toSize(plan.Size))
	if resp.Diagnostics.Append(diags...); resp.Diagnostics.HasError() {
		return
	}
	if !plan.same(&state.pictures) {
		outcome, diags := r.send(ctx, &plan.menu, wanted)
		resp.Diagnostics.Append(diags...)
		if outcome.once {
			resp.Diagnostics.Append(resp.Private.SetKey(ctx, onceKey, []byte("true"))...)
		}
		if diags.HasError() {
			return
		}
		if len(wanted) > 0 { // the service accepts another picture after all
			resp.Diagnostics.Append(resp.Private.SetKey(ctx, onceKey, nil)...)
		}
	}
	resp.Diagnostics.Append(plan.identify(ctx, resp.Identity)...)
	resp.Diagnostics.Append(r.RecordAccount(ctx, resp.Private)...)
	resp.Diagnostics.Append(tfmodel.Set(ctx, &resp.State, &plan)...)
}
