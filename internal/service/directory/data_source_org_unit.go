// SPDX-License-Identifier: MPL-2.0

package directory

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
	api "github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/directory"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/service/base"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/sorted"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfdiag"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfvalue"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/validators"
)

var (
	_ datasource.DataSourceWithConfigure        = (*orgUnitDataSource)(nil)
	_ datasource.DataSourceWithConfigValidators = (*orgUnitDataSource)(nil)
)

// NewOrgUnitDataSource returns the data source lineworks_org_unit.
func NewOrgUnitDataSource() datasource.DataSource {
	return &orgUnitDataSource{base.NewDataSource("lineworks_org_unit")}
}

type orgUnitDataSource struct{ base.DataSource }

type orgUnitModel struct {
	OrgUnitName     types.String         `tfsdk:"org_unit_name"`
	OrgUnitID       types.String         `tfsdk:"org_unit_id"`
	ExternalKey     types.String         `tfsdk:"external_key"`
	DomainID        types.String         `tfsdk:"domain_id"`
	IncludeNested   types.Bool           `tfsdk:"include_nested"`
	Email           types.String         `tfsdk:"email"`
	Description     types.String         `tfsdk:"description"`
	ParentOrgUnitID types.String         `tfsdk:"parent_org_unit_id"`
	Members         []orgUnitMemberModel `tfsdk:"members"`
	UserIDs         types.Set            `tfsdk:"user_ids"`
}

// orgUnitMemberModel is a user in an org unit.
type orgUnitMemberModel struct {
	UserID      types.String `tfsdk:"user_id"`
	ExternalKey types.String `tfsdk:"external_key"`
	IsManager   types.Bool   `tfsdk:"is_manager"`
}

func (d *orgUnitDataSource) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "An org unit of the tenant, found by name, ID or external key, with the users in it: with `include_nested`, all people of a department are one `for_each`.\n\n" +
			"It needs the scope `orgunit.read`. " + aboutOwnToken,
		Attributes: map[string]schema.Attribute{
			"org_unit_name":      oneOf("Name of the org unit, case-sensitive. Exactly one of `org_unit_name`, `org_unit_id` and `external_key` has to be set. All org units of the domain are listed once to find names."),
			"org_unit_id":        oneOf("ID of the org unit.", isID(othersThanID)),
			"external_key":       oneOf("External key of the org unit; null if there is none.", isExternalKey()),
			"domain_id":          domainOfName("org unit", "org_unit_id"),
			"include_nested":     optionalBool("Whether `user_ids` also has the users of the org units below it, at any depth. They need more requests. Default: `false`."),
			"email":              computedString("E-mail address of the org unit; null if there is none."),
			"description":        computedString("What the org unit is for; null if there is no description."),
			"parent_org_unit_id": computedString("ID of the org unit above it; null at the top level."),
			"members": schema.ListNestedAttribute{
				MarkdownDescription: "The users in the org unit itself, by ascending ID.",
				Computed:            true,
				NestedObject: schema.NestedAttributeObject{Attributes: map[string]schema.Attribute{
					"user_id":      computedString("ID of the user."),
					"external_key": computedString("External key of the user; null if there is none."),
					"is_manager":   schema.BoolAttribute{MarkdownDescription: "Whether the user is a manager of the org unit.", Computed: true},
				}},
			},
			"user_ids": computedSet("IDs of the users in the org unit; those of the org units below it with `include_nested` only. " + aboutMembers),
		},
	}
}

func (d *orgUnitDataSource) ConfigValidators(context.Context) []datasource.ConfigValidator {
	return []datasource.ConfigValidator{validators.ExactlyOneOf("org_unit_name", "org_unit_id", "external_key")}
}

func (d *orgUnitDataSource) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	var m orgUnitModel
	resp.Diagnostics.Append(req.Config.Get(ctx, &m)...)
	resp.Diagnostics.Append(validators.Read(ctx, req.Config, "domain_id", validators.Optional(validators.DomainID())...)...)
	if resp.Diagnostics.HasError() {
		return
	}
	u, diags := d.find(ctx, &m)
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	members, err := d.Client.Directory.OrgUnitMembers(ctx, u.OrgUnitID)
	var userIDs []string
	if err == nil && m.IncludeNested.ValueBool() {
		userIDs, err = d.Client.Directory.NestedUsers(ctx, api.Member{ID: u.OrgUnitID, Type: api.TypeOrgUnit}, m.DomainID.ValueString())
	}
	if err != nil {
		resp.Diagnostics.Append(tfdiag.API("Unable to list members of org unit",
			fmt.Sprintf("the members of org unit %q (%s)", u.OrgUnitName, u.OrgUnitID), err, nil))
		return
	}
	members = slices.Clone(members) // the client keeps them
	sorted.By(members, func(a, b api.OrgUnitMember) int { return cmp.Compare(a.UserID, b.UserID) })
	m.Members = []orgUnitMemberModel{}
	for _, member := range members {
		m.Members = append(m.Members, orgUnitMemberModel{types.StringValue(member.UserID), tfvalue.NullIfEmpty(member.ExternalKey), types.BoolValue(member.IsManager)})
		if !m.IncludeNested.ValueBool() {
			userIDs = append(userIDs, member.UserID)
		}
	}
	m.OrgUnitName = orConfigured(m.OrgUnitName, types.StringValue(u.OrgUnitName))
	m.OrgUnitID = types.StringValue(u.OrgUnitID)
	m.ExternalKey = orConfigured(m.ExternalKey, tfvalue.NullIfEmpty(u.ExternalKey))
	m.DomainID = orConfigured(m.DomainID, tfvalue.NullIfEmpty(u.DomainID))
	m.Email, m.Description, m.ParentOrgUnitID = tfvalue.NullIfEmpty(u.Email), tfvalue.NullIfEmpty(u.Description), tfvalue.NullIfEmpty(u.ParentOrgUnitID)
	m.UserIDs = tfvalue.StringSet(userIDs)
	resp.Diagnostics.Append(resp.State.Set(ctx, &m)...)
}

// find returns the org unit that the configuration names.
func (d *orgUnitDataSource) find(ctx context.Context, m *orgUnitModel) (*api.OrgUnit, diag.Diagnostics) {
	if name := m.OrgUnitName.ValueString(); name != "" {
		units, err := d.Client.Directory.OrgUnits(ctx, m.DomainID.ValueString())
		return named[api.OrgUnit]{
			noun: "org unit", attribute: "org_unit_name", idAttribute: "org_unit_id", domain: inDomain(m.DomainID),
			name: func(u *api.OrgUnit) string { return u.OrgUnitName }, tell: tellOrgUnit,
		}.find(name, units, err)
	}
	key, attribute := keyOf(m.OrgUnitID, "org_unit_id", m.ExternalKey)
	u, err := d.Client.Directory.OrgUnit(ctx, key)
	var diags diag.Diagnostics
	switch {
	case errors.Is(err, lineworks.ErrNotFound):
		diags.AddAttributeError(path.Root(attribute), "Org unit not found", fmt.Sprintf("There is no org unit %s in this tenant.\n\n%s", key, err))
	case err != nil:
		diags.Append(tfdiag.API("Unable to look up org unit", "org unit "+key.String(), err, nil))
	}
	return u, diags
}

// tellOrgUnit says what tells an org unit apart from others of the same name, above all what it
// belongs to.
func tellOrgUnit(u *api.OrgUnit, all []api.OrgUnit) string {
	return described(u.OrgUnitID, strings.Join(pathOf(u, all), " / "), "e-mail address", u.Email, "external key", u.ExternalKey)
}

// pathOf returns the names of the org units above one, and its own, from the top level down.
func pathOf(u *api.OrgUnit, all []api.OrgUnit) []string {
	names := []string{u.OrgUnitName}
	for range all { // units that are below each other end it
		i := slices.IndexFunc(all, func(above api.OrgUnit) bool { return above.OrgUnitID == u.ParentOrgUnitID })
		if i < 0 {
			break
		}
		u = &all[i]
		names = append(names, u.OrgUnitName)
	}
	slices.Reverse(names)
	return names
}
