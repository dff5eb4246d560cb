// SPDX-License-Identifier: MPL-2.0

package directory

import (
	"encoding/json"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver/schema"
)

// OrgUnit has the properties of https://developers.worksmobile.com/jp/docs/orgunit-get.
// The last ones could not be read there, and are those that clients see.
type OrgUnit struct {
	DomainID                                   int64      `json:"domainId"`
	OrgUnitID                                  string     `json:"orgUnitId"`
	OrgUnitExternalKey                         Text       `json:"orgUnitExternalKey"`
	OrgUnitName                                string     `json:"orgUnitName"`
	I18nNames                                  []I18nName `json:"i18nNames"`
	Email                                      string     `json:"email"`
	Description                                Text       `json:"description"`
	Visible                                    bool       `json:"visible"`
	ParentOrgUnitID                            Text       `json:"parentOrgUnitId"`
	ParentExternalKey                          Text       `json:"parentExternalKey"`
	DisplayOrder                               int        `json:"displayOrder"`
	DisplayLevel                               int        `json:"displayLevel"`
	AliasEmails                                []string   `json:"aliasEmails"`
	CanReceiveExternalMail                     bool       `json:"canReceiveExternalMail"`
	UseMessage                                 bool       `json:"useMessage"`
	UseNote                                    bool       `json:"useNote"`
	UseCalendar                                bool       `json:"useCalendar"`
	UseTask                                    bool       `json:"useTask"`
	UseFolder                                  bool       `json:"useFolder"`
	UseServiceNotification                     bool       `json:"useServiceNotification"`
	MembersAllowedToUseOrgUnitEmailAsRecipient []Person   `json:"membersAllowedToUseOrgUnitEmailAsRecipient"`
	MembersAllowedToUseOrgUnitEmailAsSender    []Person   `json:"membersAllowedToUseOrgUnitEmailAsSender"`
}

// I18nName is the name of an OrgUnit in one language.
type I18nName struct {
	Language string `json:"language"`
	Name     string `json:"name"`
}

// Person is a user in a list of an OrgUnit or a Group.
type Person struct {
	UserID          string `json:"userId"`
	UserExternalKey Text   `json:"userExternalKey"`
}

// UnmarshalJSON sets the defaults of what is left out.
func (u *OrgUnit) UnmarshalJSON(raw []byte) error {
	type plain OrgUnit
	read := plain{Visible: true}
	err := json.Unmarshal(raw, &read)
	*u = OrgUnit(read)
	return err
}

// fill makes empty what a response shows as empty.
func (u *OrgUnit) fill() {
	u.I18nNames, u.AliasEmails = filled(u.I18nNames), filled(u.AliasEmails)
	u.MembersAllowedToUseOrgUnitEmailAsRecipient = filled(u.MembersAllowedToUseOrgUnitEmailAsRecipient)
	u.MembersAllowedToUseOrgUnitEmailAsSender = filled(u.MembersAllowedToUseOrgUnitEmailAsSender)
}

var peopleShape = schema.List(0, 0, schema.Object(schema.Fields{"userId": schema.NonEmpty(0), "userExternalKey": schema.String()}, "userId"))

// OrgUnitShape is an org unit in a seed: https://developers.worksmobile.com/jp/docs/orgunit-get.
var OrgUnitShape = schema.Object(schema.Fields{
	"domainId": domainShape, "orgUnitId": schema.NonEmpty(0), "orgUnitExternalKey": keyShape, "orgUnitName": schema.NonEmpty(100),
	"i18nNames": schema.Translations("name", schema.Text(100)), "email": schema.Text(90), "description": schema.Text(160),
	"visible": schema.Boolean(), "parentOrgUnitId": schema.NonEmpty(0), "parentExternalKey": schema.String(),
	"displayOrder": schema.IntegerBetween(1, 1<<31-1), "displayLevel": schema.IntegerBetween(1, 1<<31-1),
	"aliasEmails": schema.Set(0, 20, schema.NonEmpty(90)), "canReceiveExternalMail": schema.Boolean(),
	"useMessage": schema.Boolean(), "useNote": schema.Boolean(), "useCalendar": schema.Boolean(), "useTask": schema.Boolean(),
	"useFolder": schema.Boolean(), "useServiceNotification": schema.Boolean(),
	"membersAllowedToUseOrgUnitEmailAsRecipient": peopleShape, "membersAllowedToUseOrgUnitEmailAsSender": peopleShape,
}, "orgUnitName")
