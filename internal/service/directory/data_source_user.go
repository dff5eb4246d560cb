// SPDX-License-Identifier: MPL-2.0

package directory

import (
	"context"
	"errors"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
	api "github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/directory"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/service/base"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfdiag"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/validators"
)

var (
	_ datasource.DataSourceWithConfigure        = (*userDataSource)(nil)
	_ datasource.DataSourceWithConfigValidators = (*userDataSource)(nil)
)

// NewUserDataSource returns the data source lineworks_user.
func NewUserDataSource() datasource.DataSource {
	return &userDataSource{base.NewDataSource("lineworks_user")}
}

type userDataSource struct{ base.DataSource }

type oneUserModel struct {
	userModel

	Details         types.Bool `tfsdk:"details"`
	IncludeInactive types.Bool `tfsdk:"include_inactive"`
}

// Descriptions of the attributes of a user.
const (
	aboutUserID      = "ID of the user, which bots, rooms and rich menus take."
	aboutExternalKey = "External key of the user; null without `details`, or if there is none."
	aboutUserDomain  = "ID of the user's own domain; null without `details`."
	aboutLastName    = "Family name; null without `details`."
	aboutFirstName   = "Given name; null without `details`."
	aboutStatus      = "Status of the account: `active`, `pending`, `suspended` or `deleted`; null without `details`."
)

func (d *userDataSource) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "A user of the tenant, found by login e-mail address, external key or ID. Bots name people by user ID: `administrators = [data.lineworks_user.taro.user_id]`.\n\n" +
			"It needs the scope `user.email.read`, and `user.read` with `details`. " + aboutOwnToken,
		Attributes: map[string]schema.Attribute{
			"email":        oneOf("Login e-mail address of the user, in upper or lower case. Exactly one of `email`, `external_key` and `user_id` has to be set.", isEmail()),
			"external_key": oneOf(aboutExternalKey, isExternalKey()),
			"user_id":      oneOf(aboutUserID, isID("e-mail addresses and external keys have attributes of their own")),
			"details": optionalBool("Whether to read `external_key`, `domain_id`, the name and the status too, which needs the scope `user.read`. " +
				"They become part of the state. Default: `false`."),
			"include_inactive": optionalBool(aboutInactive),
			"domain_id":        computedString(aboutUserDomain),
			"last_name":        computedString(aboutLastName),
			"first_name":       computedString(aboutFirstName),
			"status":           computedString(aboutStatus),
		},
	}
}

func (d *userDataSource) ConfigValidators(context.Context) []datasource.ConfigValidator {
	return []datasource.ConfigValidator{validators.ExactlyOneOf("email", "external_key", "user_id")}
}

func (d *userDataSource) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	var m oneUserModel
	resp.Diagnostics.Append(req.Config.Get(ctx, &m)...)
	if resp.Diagnostics.HasError() {
		return
	}
	key, attribute := keyOf(m.UserID, "user_id", m.ExternalKey)
	if email := m.Email.ValueString(); email != "" {
		key, attribute = api.Key{Email: email}, "email"
	}
	u, err := d.Client.Directory.User(ctx, key, m.Details.ValueBool())
	switch {
	case errors.Is(err, lineworks.ErrNotFound):
		resp.Diagnostics.AddAttributeError(path.Root(attribute), "User not found",
			fmt.Sprintf("There is no user %s in this tenant, or the account was deleted.\n\n%s\n\n%s", key, err, notFoundAdvice(key)))
		return
	case err != nil:
		resp.Diagnostics.Append(tfdiag.API("Unable to look up user", "user "+key.String(), err, nil))
		return
	case u.Inactive() && !m.IncludeInactive.ValueBool():
		resp.Diagnostics.AddAttributeError(path.Root(attribute), "User is not active",
			fmt.Sprintf("The account of user %s (ID %s) is %s.\n\nName another user, or set include_inactive to true to get the ID all the same.", key, u.UserID, statusOf(u)))
		return
	}
	found := fromAPI(u, m.Details.ValueBool())
	found.Email = orConfigured(m.Email, found.Email)
	found.ExternalKey = orConfigured(m.ExternalKey, found.ExternalKey)
	m.userModel = found
	resp.Diagnostics.Append(resp.State.Set(ctx, &m)...)
}

// notFoundAdvice says how to find the right key.
func notFoundAdvice(key api.Key) string {
	switch {
	case key.Email != "":
		return "Check the spelling. The login e-mail address counts: the vendor's pages do not say whether an alias finds a user."
	case key.ExternalKey != "":
		return "Check the key in the Developer Console; case matters."
	}
	return "Check the ID. The attribute email finds a user by the login e-mail address."
}
