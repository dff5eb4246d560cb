// SPDX-License-Identifier: MPL-2.0

package directory

import (
	"cmp"
	"context"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework-validators/setvalidator"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	api "github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/directory"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/service/base"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/sorted"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfdiag"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfvalue"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/validators"
)

var _ datasource.DataSourceWithConfigure = (*usersDataSource)(nil)

// NewUsersDataSource returns the data source lineworks_users.
func NewUsersDataSource() datasource.DataSource {
	return &usersDataSource{base.NewDataSource("lineworks_users")}
}

type usersDataSource struct{ base.DataSource }

type usersModel struct {
	Emails          types.Set    `tfsdk:"emails"`
	DomainID        types.String `tfsdk:"domain_id"`
	Details         types.Bool   `tfsdk:"details"`
	IncludeInactive types.Bool   `tfsdk:"include_inactive"`
	Users           []userModel  `tfsdk:"users"`
	UserIDs         types.Map    `tfsdk:"user_ids"`
}

func (d *usersDataSource) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "Users of the tenant: those of a set of login e-mail addresses, or all of a domain. " +
			"`user_ids` leads from addresses to IDs: `administrators = [for e in var.owners : data.lineworks_users.team.user_ids[e]]`.\n\n" +
			"With `emails` it needs the scope `user.email.read`, and `user.read` with `details`; without `emails` it needs `user.read`. " + aboutOwnToken,
		Attributes: map[string]schema.Attribute{
			"emails": schema.SetAttribute{
				MarkdownDescription: "Login e-mail addresses, in upper or lower case. Each is one request, however many data sources ask for it. " +
					"Left out: all users of a domain, in requests for 100 each.",
				Optional:    true,
				ElementType: types.StringType,
				Validators: []validator.Set{
					setvalidator.NoNullValues(),
					setvalidator.ValueStringsAre(isEmail()),
				},
			},
			"domain_id": schema.StringAttribute{
				MarkdownDescription: "ID of the domain whose users are listed. Conflicts with `emails`, which need none. Left out: the domain of the app.",
				Optional:            true,
				Validators:          []validator.String{validators.ConflictsWith("emails")},
			},
			"details": optionalBool("Whether to read external keys, domains, names and statuses too, which needs the scope `user.read`. " +
				"They become part of the state. Default: `false`."),
			"include_inactive": optionalBool("Whether accounts may be deleted, suspended or pending. Default: `false`: those of a domain are left out, and one of `emails` is an error, " +
				"as far as the scope shows it (`user.email.read` alone does not)."),
			"users": schema.ListNestedAttribute{
				MarkdownDescription: "The users, by ascending e-mail address.",
				Computed:            true,
				NestedObject: schema.NestedAttributeObject{Attributes: map[string]schema.Attribute{
					"user_id":      computedString(aboutUserID),
					"email":        computedString("Login e-mail address, as the service has it."),
					"external_key": computedString(aboutExternalKey),
					"domain_id":    computedString(aboutUserDomain),
					"last_name":    computedString(aboutLastName),
					"first_name":   computedString(aboutFirstName),
					"status":       computedString(aboutStatus),
				}},
			},
			"user_ids": schema.MapAttribute{
				MarkdownDescription: "User IDs by e-mail address: as written in `emails`; of a domain, in lower case.",
				Computed:            true,
				ElementType:         types.StringType,
			},
		},
	}
}

func (d *usersDataSource) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	var m usersModel
	resp.Diagnostics.Append(req.Config.Get(ctx, &m)...)
	resp.Diagnostics.Append(validators.Read(ctx, req.Config, "domain_id", validators.Optional(validators.DomainID())...)...)
	if resp.Diagnostics.HasError() {
		return
	}
	var (
		users []api.User
		ids   map[string]string
		diags diag.Diagnostics
	)
	if m.Emails.IsNull() {
		users, ids, diags = d.ofDomain(ctx, &m)
	} else {
		users, ids, diags = d.ofEmails(ctx, &m)
	}
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	sorted.By(users, func(a, b api.User) int {
		return cmp.Or(cmp.Compare(a.Email, b.Email), cmp.Compare(a.UserID, b.UserID))
	})
	m.Users = []userModel{} // an empty list, not null
	for i, u := range users {
		if i == 0 || users[i-1].UserID != u.UserID {
			m.Users = append(m.Users, fromAPI(&u, m.Details.ValueBool()))
		}
	}
	m.UserIDs = tfvalue.StringMap(ids)
	resp.Diagnostics.Append(resp.State.Set(ctx, &m)...)
}

// ofEmails looks the addresses up. All that cannot be used are one error.
func (d *usersDataSource) ofEmails(ctx context.Context, m *usersModel) (users []api.User, ids map[string]string, diags diag.Diagnostics) {
	emails := tfvalue.Strings(m.Emails)
	keys := make([]api.Key, len(emails))
	for i, email := range emails {
		keys[i] = api.Key{Email: email}
	}
	results, err := d.Client.Directory.Lookup(ctx, keys, m.Details.ValueBool())
	if err != nil {
		diags.Append(tfdiag.API("Unable to look up users", fmt.Sprintf("the users of %d e-mail addresses", len(emails)), err, nil))
		return nil, nil, diags
	}
	ids = make(map[string]string, len(emails))
	var unusable []string
	for i, result := range results {
		switch u := result.User; {
		case result.Err != nil:
			unusable = append(unusable, emails[i]+": not found")
		case u.Inactive() && !m.IncludeInactive.ValueBool():
			unusable = append(unusable, emails[i]+": "+statusOf(u))
		default:
			users = append(users, *u)
			ids[emails[i]] = u.UserID
		}
	}
	if len(unusable) > 0 {
		diags.AddAttributeError(path.Root("emails"), "Users not found",
			fmt.Sprintf("%d of %d e-mail addresses lead to no active user of this tenant:\n\n%s\n\n"+
				"Check the spelling: the login e-mail address counts. Remove those who have left; include_inactive = true accepts accounts that are suspended, pending or deleted, if the service still shows them.",
				len(unusable), len(emails), bulleted(unusable)))
	}
	return users, ids, diags
}

// ofDomain lists the users of a domain.
func (d *usersDataSource) ofDomain(ctx context.Context, m *usersModel) (users []api.User, ids map[string]string, diags diag.Diagnostics) {
	all, err := d.Client.Directory.Users(ctx, m.DomainID.ValueString())
	if err != nil {
		diags.Append(tfdiag.API("Unable to list users", "the users of "+inDomain(m.DomainID), err, nil))
		return nil, nil, diags
	}
	ids = make(map[string]string, len(all))
	for _, u := range all {
		if u.Inactive() && !m.IncludeInactive.ValueBool() {
			continue
		}
		users = append(users, u)
		// An address of a deleted account may have a new owner.
		email := strings.ToLower(u.Email)
		if _, taken := ids[email]; email != "" && (!taken || !u.Inactive()) {
			ids[email] = u.UserID
		}
	}
	return users, ids, diags
}
