// SPDX-License-Identifier: MPL-2.0

package botdomain

import (
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/providerdata"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfdiag"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfvalue"
)

// fields maps the fields of a registration to attributes.
var fields = tfdiag.Fields{
	"botId":                 path.Root("bot_id"),
	"domainId":              path.Root("domain_id"),
	"visible":               path.Root("visible"),
	"allowToSelectedMember": path.Root("allow_to_selected_member"),
}

// memberFields maps the fields of a member to attributes.
var memberFields = tfdiag.Fields{
	"botId":    path.Root("bot_id"),
	"domainId": path.Root("domain_id"),
	"userId":   path.Root("user_id"),
}

// domainModel is the state of a lineworks_bot_domain.
type domainModel struct {
	BotID                 types.String `tfsdk:"bot_id"`
	DomainID              types.String `tfsdk:"domain_id"`
	Visible               types.Bool   `tfsdk:"visible"`
	AllowToSelectedMember types.Bool   `tfsdk:"allow_to_selected_member"`
}

// key tells the registration from other objects of its kind and others.
func (m *domainModel) key() string {
	return domainForm.TypeName + " " + m.BotID.ValueString() + "/" + m.DomainID.ValueString()
}

// singleton names the registration to the plan.
func (m *domainModel) singleton() providerdata.Singleton {
	if !tfvalue.Known(m.BotID) || !tfvalue.Known(m.DomainID) {
		return providerdata.Singleton{}
	}
	return providerdata.Singleton{Key: m.key(), Subject: m.subject()}
}

// subject names the registration in messages.
func (m *domainModel) subject() string {
	return fmt.Sprintf("the registration of bot %s in domain %s", m.BotID.ValueString(), m.DomainID.ValueString())
}

// take sets the switches from the registration.
func (m *domainModel) take(r *lineworks.DomainRegistration) {
	m.Visible = types.BoolValue(r.Visible)
	m.AllowToSelectedMember = types.BoolValue(r.AllowToSelectedMember)
}

// all returns the body of a create.
func (m *domainModel) all() *lineworks.DomainWrite {
	return &lineworks.DomainWrite{
		Visible:               m.Visible.ValueBoolPointer(),
		AllowToSelectedMember: m.AllowToSelectedMember.ValueBoolPointer(),
	}
}

// changes returns the changes from prior to m. The API keeps fields that a PATCH omits.
func (m *domainModel) changes(prior *domainModel) *lineworks.DomainWrite {
	w := m.all()
	if m.Visible.Equal(prior.Visible) {
		w.Visible = nil
	}
	if m.AllowToSelectedMember.Equal(prior.AllowToSelectedMember) {
		w.AllowToSelectedMember = nil
	}
	return w
}

// differences lists what turns prior into m, after the words in before; "" if nothing does.
func (m *domainModel) differences(prior *domainModel, before string) string {
	var all []string
	add := func(name string, from, to types.Bool) {
		if !to.IsUnknown() && !from.Equal(to) {
			all = append(all, fmt.Sprintf("%s from %t to %t", name, from.ValueBool(), to.ValueBool()))
		}
	}
	add("visible", prior.Visible, m.Visible)
	add("allow_to_selected_member", prior.AllowToSelectedMember, m.AllowToSelectedMember)
	if len(all) == 0 {
		return ""
	}
	return before + strings.Join(all, ", ")
}

// memberModel is the state of a lineworks_bot_domain_member.
type memberModel struct {
	BotID    types.String `tfsdk:"bot_id"`
	DomainID types.String `tfsdk:"domain_id"`
	UserID   types.String `tfsdk:"user_id"`
}

// key tells the member from other objects of its kind and others.
func (m *memberModel) key() string {
	return memberForm.TypeName + " " + m.BotID.ValueString() + "/" + m.DomainID.ValueString() + "/" + m.UserID.ValueString()
}

// singleton names the member to the plan.
func (m *memberModel) singleton() providerdata.Singleton {
	if !tfvalue.Known(m.BotID) || !tfvalue.Known(m.DomainID) || !tfvalue.Known(m.UserID) {
		return providerdata.Singleton{}
	}
	return providerdata.Singleton{Key: m.key(), Subject: m.subject()}
}

// subject names the member in messages.
func (m *memberModel) subject() string {
	return fmt.Sprintf("member %s of bot %s in domain %s", m.UserID.ValueString(), m.BotID.ValueString(), m.DomainID.ValueString())
}
