// SPDX-License-Identifier: MPL-2.0

// Package directory has the data sources of the directory, which find users, groups and org
// units.
package directory

import (
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/types"

	api "github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/directory"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfvalue"
)

// userModel is a user in a list of lineworks_users.
type userModel struct {
	UserID      types.String `tfsdk:"user_id"`
	Email       types.String `tfsdk:"email"`
	ExternalKey types.String `tfsdk:"external_key"`
	DomainID    types.String `tfsdk:"domain_id"`
	LastName    types.String `tfsdk:"last_name"`
	FirstName   types.String `tfsdk:"first_name"`
	Status      types.String `tfsdk:"status"`
}

// fromAPI converts a user. Without details, it leaves out what a wider scope shows: a state holds
// no more of a person than its configuration asks for.
func fromAPI(u *api.User, details bool) userModel {
	m := userModel{UserID: types.StringValue(u.UserID), Email: tfvalue.NullIfEmpty(u.Email)}
	if details {
		m.ExternalKey, m.DomainID = tfvalue.NullIfEmpty(u.ExternalKey), tfvalue.NullIfEmpty(u.DomainID)
		m.LastName, m.FirstName = tfvalue.NullIfEmpty(u.LastName), tfvalue.NullIfEmpty(u.FirstName)
		m.Status = tfvalue.NullIfEmpty(string(u.Status))
	}
	return m
}

// statusOf says which account is not active, and why if that is known.
func statusOf(u *api.User) string {
	if u.SuspendedReason != "" && u.Status == api.Suspended {
		return fmt.Sprintf("%s (%s)", u.Status, u.SuspendedReason)
	}
	return string(u.Status)
}

// keyOf returns the key of the attribute that is set, and the name of the attribute.
func keyOf(id types.String, idName string, external types.String) (key api.Key, attribute string) {
	if external.ValueString() != "" {
		return api.Key{ExternalKey: external.ValueString()}, "external_key"
	}
	return api.Key{ID: id.ValueString()}, idName
}

// orConfigured keeps a value as it is written in the configuration.
func orConfigured(configured, found types.String) types.String {
	if configured.ValueString() != "" {
		return configured
	}
	return found
}

// inDomain names the domain of a look-up by name.
func inDomain(id types.String) string {
	if id.ValueString() == "" {
		return "the domain of the app"
	}
	return "domain " + id.ValueString()
}

// bulleted is a list of lines.
func bulleted(lines []string) string { return "- " + strings.Join(lines, "\n- ") }
