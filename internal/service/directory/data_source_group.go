// SPDX-License-Identifier: MPL-2.0

package directory

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

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
	_ datasource.DataSourceWithConfigure        = (*groupDataSource)(nil)
	_ datasource.DataSourceWithConfigValidators = (*groupDataSource)(nil)
)

// NewGroupDataSource returns the data source lineworks_group.
func NewGroupDataSource() datasource.DataSource {
	return &groupDataSource{base.NewDataSource("lineworks_group")}
}

type groupDataSource struct{ base.DataSource }

type groupModel struct {
	GroupName      types.String  `tfsdk:"group_name"`
	GroupID        types.String  `tfsdk:"group_id"`
	ExternalKey    types.String  `tfsdk:"external_key"`
	DomainID       types.String  `tfsdk:"domain_id"`
	IncludeNested  types.Bool    `tfsdk:"include_nested"`
	Description    types.String  `tfsdk:"description"`
	Administrators types.Set     `tfsdk:"administrators"`
	Members        []memberModel `tfsdk:"members"`
	UserIDs        types.Set     `tfsdk:"user_ids"`
}

// memberModel is a member of a group.
type memberModel struct {
	ID          types.String `tfsdk:"id"`
	Type        types.String `tfsdk:"type"`
	ExternalKey types.String `tfsdk:"external_key"`
}

func (d *groupDataSource) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "A group of the tenant, found by name, ID or external key, with its members. A group with people of other tenants cannot be read.\n\n" +
			"It needs the scope `group.read`, and `orgunit.read` too if `include_nested` meets org units. " + aboutOwnToken,
		Attributes: map[string]schema.Attribute{
			"group_name":     oneOf("Name of the group, case-sensitive. Exactly one of `group_name`, `group_id` and `external_key` has to be set. All groups of the domain are listed once to find names."),
			"group_id":       oneOf("ID of the group.", isID(othersThanID)),
			"external_key":   oneOf("External key of the group; null if there is none.", isExternalKey()),
			"domain_id":      domainOfName("group", "group_id"),
			"include_nested": optionalBool("Whether `user_ids` also has the users of the groups and org units in the group, at any depth. They need more requests. Default: `false`."),
			"description":    computedString("What the group is for; null if there is no description."),
			"administrators": computedSet("User IDs of the administrators of the group."),
			"members": schema.ListNestedAttribute{
				MarkdownDescription: "The members, by ascending type and ID.",
				Computed:            true,
				NestedObject: schema.NestedAttributeObject{Attributes: map[string]schema.Attribute{
					"id":           computedString("ID of the user, org unit or group."),
					"type":         computedString("Kind of the member: `USER`, `ORGUNIT` or `GROUP`."),
					"external_key": computedString("External key of the member; null if there is none."),
				}},
			},
			"user_ids": computedSet("IDs of the users in the group; those in its groups and org units with `include_nested` only. " + aboutMembers),
		},
	}
}

func (d *groupDataSource) ConfigValidators(context.Context) []datasource.ConfigValidator {
	return []datasource.ConfigValidator{validators.ExactlyOneOf("group_name", "group_id", "external_key")}
}

func (d *groupDataSource) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	var m groupModel
	resp.Diagnostics.Append(req.Config.Get(ctx, &m)...)
	resp.Diagnostics.Append(validators.Read(ctx, req.Config, "domain_id", validators.Optional(validators.DomainID())...)...)
	if resp.Diagnostics.HasError() {
		return
	}
	g, diags := d.find(ctx, &m)
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	subject := fmt.Sprintf("the members of group %q (%s)", g.GroupName, g.GroupID)
	members, err := d.Client.Directory.GroupMembers(ctx, g.GroupID)
	var userIDs []string
	if err == nil && m.IncludeNested.ValueBool() {
		userIDs, err = d.Client.Directory.NestedUsers(ctx, api.Member{ID: g.GroupID, Type: api.TypeGroup}, m.DomainID.ValueString())
	}
	if err != nil {
		resp.Diagnostics.Append(tfdiag.API("Unable to list members of group", subject, err, nil))
		return
	}
	members = slices.Clone(members) // the client keeps them
	sorted.By(members, func(a, b api.Member) int { return cmp.Or(cmp.Compare(a.Type, b.Type), cmp.Compare(a.ID, b.ID)) })
	m.Members = []memberModel{}
	for _, member := range members {
		m.Members = append(m.Members, memberModel{types.StringValue(member.ID), types.StringValue(member.Type), tfvalue.NullIfEmpty(member.ExternalKey)})
		if member.Type == api.TypeUser && !m.IncludeNested.ValueBool() {
			userIDs = append(userIDs, member.ID)
		}
	}
	m.GroupName = orConfigured(m.GroupName, types.StringValue(g.GroupName))
	m.GroupID = types.StringValue(g.GroupID)
	m.ExternalKey = orConfigured(m.ExternalKey, tfvalue.NullIfEmpty(g.ExternalKey))
	m.DomainID = orConfigured(m.DomainID, tfvalue.NullIfEmpty(g.DomainID))
	m.Description = tfvalue.NullIfEmpty(g.Description)
	m.Administrators, m.UserIDs = tfvalue.StringSet(g.Administrators), tfvalue.StringSet(userIDs)
	resp.Diagnostics.Append(resp.State.Set(ctx, &m)...)
}

// find returns the group that the configuration names.
func (d *groupDataSource) find(ctx context.Context, m *groupModel) (*api.Group, diag.Diagnostics) {
	if name := m.GroupName.ValueString(); name != "" {
		groups, err := d.Client.Directory.Groups(ctx, m.DomainID.ValueString())
		return named[api.Group]{
			noun: "group", attribute: "group_name", idAttribute: "group_id", domain: inDomain(m.DomainID),
			name: func(g *api.Group) string { return g.GroupName }, tell: tellGroup,
		}.find(name, groups, err)
	}
	key, attribute := keyOf(m.GroupID, "group_id", m.ExternalKey)
	g, err := d.Client.Directory.Group(ctx, key)
	var diags diag.Diagnostics
	switch {
	case errors.Is(err, lineworks.ErrNotFound):
		diags.AddAttributeError(path.Root(attribute), "Group not found", fmt.Sprintf("There is no group %s in this tenant.\n\n%s", key, err))
	case err != nil:
		diags.Append(tfdiag.API("Unable to look up group", "group "+key.String(), err, nil))
	}
	return g, diags
}

// tellGroup says what tells a group apart from others of the same name.
func tellGroup(g *api.Group, _ []api.Group) string {
	return described(g.GroupID, "", "external key", g.ExternalKey, "description", g.Description)
}
