// SPDX-License-Identifier: MPL-2.0

package directory

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver/schema"
)

// User has the properties of https://developers.worksmobile.com/jp/docs/user-get.
type User struct {
	DomainID                  int64          `json:"domainId"`
	UserID                    string         `json:"userId"`
	UserExternalKey           Text           `json:"userExternalKey"`
	IsAdministrator           bool           `json:"isAdministrator"`
	IsPending                 bool           `json:"isPending"`
	IsSuspended               bool           `json:"isSuspended"`
	IsDeleted                 bool           `json:"isDeleted"`
	IsAwaiting                bool           `json:"isAwaiting"`
	LeaveOfAbsence            LeaveOfAbsence `json:"leaveOfAbsence"`
	SuspendedReason           Text           `json:"suspendedReason"`
	Email                     string         `json:"email"`
	UserName                  UserName       `json:"userName"`
	I18nNames                 []I18nUserName `json:"i18nNames"`
	NickName                  Text           `json:"nickName"`
	PrivateEmail              Text           `json:"privateEmail"`
	AliasEmails               []string       `json:"aliasEmails"`
	EmploymentTypeID          Text           `json:"employmentTypeId"`
	EmploymentTypeExternalKey Text           `json:"employmentTypeExternalKey"`
	EmploymentTypeName        Text           `json:"employmentTypeName"`
	UserTypeID                Text           `json:"userTypeId"`
	UserTypeExternalKey       Text           `json:"userTypeExternalKey"`
	UserTypeName              Text           `json:"userTypeName"`
	UserTypeCode              Text           `json:"userTypeCode"`
	Searchable                bool           `json:"searchable"`
	Organizations             []Organization `json:"organizations"`
	Telephone                 Text           `json:"telephone"`
	CellPhone                 Text           `json:"cellPhone"`
	Location                  Text           `json:"location"`
	Task                      Text           `json:"task"`
	Messenger                 *Messenger     `json:"messenger"`
	BirthdayCalendarType      Text           `json:"birthdayCalendarType"`
	Birthday                  Text           `json:"birthday"`
	Locale                    string         `json:"locale"`
	HiredDate                 Text           `json:"hiredDate"`
	TimeZone                  string         `json:"timeZone"`
	CustomFields              []any          `json:"customFields"`
	CustomProperties          map[string]any `json:"customProperties"`
	Relations                 []Relation     `json:"relations"`
	ActivationDate            Text           `json:"activationDate"`
	EmployeeNumber            Text           `json:"employeeNumber"`
}

// LeaveOfAbsence is a property of a User.
type LeaveOfAbsence struct {
	StartTime        Text `json:"startTime"`
	EndTime          Text `json:"endTime"`
	IsLeaveOfAbsence bool `json:"isLeaveOfAbsence"`
}

// UserName is a property of a User.
type UserName struct {
	LastName          Text `json:"lastName"`
	FirstName         Text `json:"firstName"`
	PhoneticLastName  Text `json:"phoneticLastName"`
	PhoneticFirstName Text `json:"phoneticFirstName"`
}

// I18nUserName is the name of a User in one language.
type I18nUserName struct {
	Language  string `json:"language"`
	LastName  Text   `json:"lastName"`
	FirstName Text   `json:"firstName"`
}

// Messenger is a property of a User.
type Messenger struct {
	Protocol       string `json:"protocol"`
	CustomProtocol Text   `json:"customProtocol"`
	MessengerID    Text   `json:"messengerId"`
}

// Relation is a property of a User.
type Relation struct {
	RelationUserID string `json:"relationUserId"`
	RelationName   Text   `json:"relationName"`
	ExternalKey    Text   `json:"externalKey"`
}

// Organization describes a User within one domain.
type Organization struct {
	DomainID         int64        `json:"domainId"`
	Primary          bool         `json:"primary"`
	UserExternalKey  Text         `json:"userExternalKey"`
	Email            string       `json:"email"`
	LevelID          Text         `json:"levelId"`
	LevelExternalKey Text         `json:"levelExternalKey"`
	LevelName        Text         `json:"levelName"`
	Executive        bool         `json:"executive"`
	OrganizationName string       `json:"organizationName"`
	OrgUnits         []Membership `json:"orgUnits"`
}

// Membership is what a User is in one org unit.
type Membership struct {
	OrgUnitID           string `json:"orgUnitId"`
	OrgUnitExternalKey  Text   `json:"orgUnitExternalKey"`
	OrgUnitName         string `json:"orgUnitName"`
	OrgUnitEmail        string `json:"orgUnitEmail"`
	Primary             bool   `json:"primary"`
	PositionID          Text   `json:"positionId"`
	PositionExternalKey Text   `json:"positionExternalKey"`
	PositionName        Text   `json:"positionName"`
	IsManager           bool   `json:"isManager"`
	Visible             bool   `json:"visible"`
	UseTeamFeature      bool   `json:"useTeamFeature"`
}

// UnmarshalJSON sets the defaults of what is left out. No page names those of locale
// and timeZone: they are the values of the example.
func (u *User) UnmarshalJSON(raw []byte) error {
	type plain User
	read := plain{Searchable: true, Locale: "ja_JP", TimeZone: "Asia/Tokyo"}
	err := json.Unmarshal(raw, &read)
	*u = User(read)
	return err
}

// UnmarshalJSON sets the defaults of what is left out.
func (m *Membership) UnmarshalJSON(raw []byte) error {
	type plain Membership
	read := plain{Visible: true, UseTeamFeature: true}
	err := json.Unmarshal(raw, &read)
	*m = Membership(read)
	return err
}

// fill makes empty what a response shows as empty.
func (u *User) fill() {
	u.I18nNames, u.AliasEmails = filled(u.I18nNames), filled(u.AliasEmails)
	u.CustomFields, u.Relations = filled(u.CustomFields), filled(u.Relations)
	if u.CustomProperties == nil {
		u.CustomProperties = map[string]any{}
	}
	for i := range u.Organizations {
		u.Organizations[i].OrgUnits = filled(u.Organizations[i].OrgUnits)
	}
}

// name is the name as the list of external keys shows it.
func (u *User) name() string {
	return strings.TrimSpace(string(u.UserName.LastName + " " + u.UserName.FirstName))
}

// domains are those that the user belongs to.
func (u *User) domains() []int64 {
	var found []int64
	for _, o := range u.Organizations {
		found = append(found, o.DomainID)
	}
	return found
}

func (u *User) isIn(domain int64) bool { return slices.Contains(u.domains(), domain) }

// profile has the properties of https://developers.worksmobile.com/jp/docs/user-get-profile.
func (u *User) profile() any {
	return map[string]any{
		"userId": u.UserID, "userExternalKey": u.UserExternalKey, "email": u.Email, "userName": u.UserName, "i18nNames": u.I18nNames,
		"organizations": u.Organizations, "telephone": u.Telephone, "cellPhone": u.CellPhone, "location": u.Location,
	}
}

// address has the properties of https://developers.worksmobile.com/jp/docs/user-get-email.
func (u *User) address() any { return map[string]any{"userId": u.UserID, "email": u.Email} }

var (
	domainShape   = schema.IntegerBetween(1, 1<<31-1)
	keyShape      = schema.NonEmpty(100)
	languageShape = schema.Enum("ja_JP", "ko_KR", "en_US", "zh_CN", "zh_TW")
)

// UserShape is a user in a seed: https://developers.worksmobile.com/jp/docs/user-get.
var UserShape = schema.Object(schema.Fields{
	"domainId": domainShape, "userId": schema.NonEmpty(0), "userExternalKey": keyShape, "isAdministrator": schema.Boolean(),
	"isPending": schema.Boolean(), "isSuspended": schema.Boolean(), "isDeleted": schema.Boolean(), "isAwaiting": schema.Boolean(),
	"leaveOfAbsence":  schema.Object(schema.Fields{"startTime": schema.String(), "endTime": schema.String(), "isLeaveOfAbsence": schema.Boolean()}),
	"suspendedReason": schema.Enum("MASTER", "LOGIN_FAIL"), "email": schema.NonEmpty(90),
	"userName": schema.Object(schema.Fields{
		"lastName": schema.Text(80), "firstName": schema.Text(80), "phoneticLastName": schema.Text(100), "phoneticFirstName": schema.Text(100),
	}),
	"i18nNames": schema.List(0, 0, schema.Object(schema.Fields{
		"language": languageShape, "lastName": schema.Text(100), "firstName": schema.Text(100),
	}, "language")),
	"nickName": schema.Text(100), "privateEmail": schema.Text(256), "aliasEmails": schema.Set(0, 10, schema.NonEmpty(90)),
	"employmentTypeId": schema.String(), "employmentTypeExternalKey": schema.String(), "employmentTypeName": schema.String(),
	"userTypeId": schema.String(), "userTypeExternalKey": schema.String(), "userTypeName": schema.String(), "userTypeCode": schema.Text(50),
	"searchable": schema.Boolean(), "organizations": schema.List(0, 0, organizationShape),
	"telephone": schema.Text(100), "cellPhone": schema.String(), "location": schema.Text(100), "task": schema.Text(100),
	"messenger": schema.Object(schema.Fields{
		"protocol": schema.Enum("LINE", "FACEBOOK", "TWITTER", "X", "CUSTOM"), "customProtocol": schema.String(), "messengerId": schema.String(),
	}, "protocol"),
	"birthdayCalendarType": schema.Enum("SOLAR", "LUNAR"), "birthday": schema.String(), "locale": languageShape,
	"hiredDate": schema.String(), "timeZone": schema.NonEmpty(0), "customFields": schema.List(0, 50, schema.Any()), "customProperties": schema.Any(),
	"relations": schema.List(0, 10, schema.Object(schema.Fields{
		"relationUserId": schema.NonEmpty(0), "relationName": schema.Text(50), "externalKey": schema.String(),
	}, "relationUserId")),
	"activationDate": schema.Text(25), "employeeNumber": schema.NonEmpty(20),
}, "email")

var organizationShape = schema.Object(schema.Fields{
	"domainId": domainShape, "primary": schema.Boolean(), "userExternalKey": keyShape, "email": schema.NonEmpty(90),
	"levelId": schema.String(), "levelExternalKey": schema.String(), "levelName": schema.String(),
	"executive": schema.Boolean(), "organizationName": schema.String(),
	"orgUnits": schema.List(0, 30, schema.Object(schema.Fields{
		"orgUnitId": schema.NonEmpty(0), "orgUnitExternalKey": schema.String(), "orgUnitName": schema.String(), "orgUnitEmail": schema.String(),
		"primary": schema.Boolean(), "positionId": schema.String(), "positionExternalKey": schema.String(), "positionName": schema.String(),
		"isManager": schema.Boolean(), "visible": schema.Boolean(), "useTeamFeature": schema.Boolean(),
	}, "orgUnitId")),
})
