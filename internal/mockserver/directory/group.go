// SPDX-License-Identifier: MPL-2.0

package directory

import (
	"encoding/json"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver/schema"
)

// Kinds of members of a Group, https://developers.worksmobile.com/en/docs/group-get.
const (
	MemberUser    = "USER"
	MemberOrgUnit = "ORGUNIT"
	MemberGroup   = "GROUP"
)

// Group has the properties of https://developers.worksmobile.com/en/docs/group-get. The
// last ones could not be read there, and are those that a client documents.
type Group struct {
	DomainID                                 int64    `json:"domainId"`
	GroupID                                  string   `json:"groupId"`
	GroupName                                string   `json:"groupName"`
	GroupExternalKey                         Text     `json:"groupExternalKey"`
	Description                              Text     `json:"description"`
	Visible                                  bool     `json:"visible"`
	ServiceManageable                        bool     `json:"serviceManageable"`
	UseServiceNotification                   bool     `json:"useServiceNotification"`
	Administrators                           []Person `json:"administrators"`
	Members                                  []Member `json:"members"`
	UseMessage                               bool     `json:"useMessage"`
	UseNote                                  bool     `json:"useNote"`
	UseCalendar                              bool     `json:"useCalendar"`
	UseTask                                  bool     `json:"useTask"`
	UseFolder                                bool     `json:"useFolder"`
	UseMail                                  bool     `json:"useMail"`
	GroupEmail                               Text     `json:"groupEmail"`
	AliasEmails                              []string `json:"aliasEmails"`
	CanReceiveExternalMail                   bool     `json:"canReceiveExternalMail"`
	ToExternalEmails                         []string `json:"toExternalEmails"`
	MembersAllowedToUseGroupEmailAsRecipient []Person `json:"membersAllowedToUseGroupEmailAsRecipient"`
	MembersAllowedToUseGroupEmailAsSender    []Person `json:"membersAllowedToUseGroupEmailAsSender"`
}

// Member is a member of a Group. Members of members are none of its own.
type Member struct {
	ID string `json:"id"`
	// Type is MemberUser, MemberOrgUnit or MemberGroup.
	Type        string `json:"type"`
	ExternalKey Text   `json:"externalKey"`
}

// UnmarshalJSON sets the defaults of what is left out.
func (g *Group) UnmarshalJSON(raw []byte) error {
	type plain Group
	read := plain{Visible: true, ServiceManageable: true}
	err := json.Unmarshal(raw, &read)
	*g = Group(read)
	return err
}

// fill makes empty what a response shows as empty.
func (g *Group) fill() {
	g.Administrators, g.Members = filled(g.Administrators), filled(g.Members)
	g.AliasEmails, g.ToExternalEmails = filled(g.AliasEmails), filled(g.ToExternalEmails)
	g.MembersAllowedToUseGroupEmailAsRecipient = filled(g.MembersAllowedToUseGroupEmailAsRecipient)
	g.MembersAllowedToUseGroupEmailAsSender = filled(g.MembersAllowedToUseGroupEmailAsSender)
}

// GroupShape is a group in a seed: https://developers.worksmobile.com/en/docs/group-get.
var GroupShape = schema.Object(schema.Fields{
	"domainId": domainShape, "groupId": schema.NonEmpty(0), "groupName": schema.NonEmpty(100), "groupExternalKey": keyShape,
	"description": schema.Text(300), "visible": schema.Boolean(), "serviceManageable": schema.Boolean(), "useServiceNotification": schema.Boolean(),
	"administrators": schema.List(1, 0, schema.Object(schema.Fields{"userId": schema.NonEmpty(0), "userExternalKey": schema.String()}, "userId")),
	"members": schema.List(0, 0, schema.Object(schema.Fields{
		"id": schema.NonEmpty(0), "type": schema.Enum(MemberUser, MemberOrgUnit, MemberGroup), "externalKey": schema.String(),
	}, "id", "type")),
	"useMessage": schema.Boolean(), "useNote": schema.Boolean(), "useCalendar": schema.Boolean(), "useTask": schema.Boolean(),
	"useFolder": schema.Boolean(), "useMail": schema.Boolean(), "groupEmail": schema.Text(90), "aliasEmails": schema.Set(0, 0, schema.NonEmpty(90)),
	"canReceiveExternalMail": schema.Boolean(), "toExternalEmails": schema.Set(0, 0, schema.NonEmpty(0)),
	"membersAllowedToUseGroupEmailAsRecipient": peopleShape, "membersAllowedToUseGroupEmailAsSender": peopleShape,
}, "groupName", "administrators")
