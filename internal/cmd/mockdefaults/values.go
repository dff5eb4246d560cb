// SPDX-License-Identifier: MPL-2.0

package main

import "github.com/zclconf/go-cty/cty"

// The people and the times of the values.
const (
	contact = "4f8a2c61-0d3e-4b7a-8c15-03a7e2f9b110"
	member  = "b1d90e57-62f4-4c08-9a3b-03c4d8e5f721"
	email   = "hanako@example.co.jp"
	created = "2026-01-15T09:00:00+09:00"
)

// values are the values of computed attributes, in the forms of the real ones: by the name
// of the attribute, or for one object alone by "mock_data.TYPE.NAME". Booleans and
// collections that are not here are false and empty, as the CLIs make them up.
var values = map[string]cty.Value{
	"access_token":       cty.StringVal("mocked-access-token"),
	"administrators":     ids(contact),
	"allow_domains":      cty.NullVal(cty.Set(cty.String)), // all domains
	"bot_id":             cty.StringVal("2000001"),
	"bot_name":           cty.StringVal("Reception"),
	"callback_url":       cty.NullVal(cty.String),
	"channel_id":         cty.StringVal("4b0c9d1e-7f21-4a6b-9f3d-2f6a1c5e8b70"),
	"channel_type":       cty.StringVal("MULTI_USERS"),
	"created_time":       cty.StringVal(created),
	"description":        cty.StringVal("Rooms, visitors and everything lost."),
	"domain_id":          cty.StringVal("10000001"),
	"email":              cty.StringVal(email),
	"expires_at":         cty.StringVal("2036-01-15T00:00:00Z"),
	"external_key":       cty.NullVal(cty.String),
	"first_name":         cty.StringVal("Hanako"),
	"group_id":           cty.StringVal("9c2f6a1e-3d47-4b58-8e90-04a5b6c7d8e9"),
	"group_name":         cty.StringVal("Owners"),
	"image_sha256":       cty.StringVal("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"),
	"last_name":          cty.StringVal("Yamada"),
	"modified_time":      cty.StringVal(created),
	"org_unit_id":        cty.StringVal("5e7d1c3b-9a28-4f60-b1d2-04f3e2d1c0b9"),
	"org_unit_name":      cty.StringVal("Sales"),
	"parent_org_unit_id": cty.NullVal(cty.String),
	"photo_url":          cty.StringVal("https://static.example.com/bots/reception.png"),
	"rich_menu_id":       cty.StringVal("40001"),
	"rich_menu_name":     cty.StringVal("main"),
	"secret":             cty.StringVal("mocked-bot-secret"),
	"size":               cty.ObjectVal(map[string]cty.Value{"height": cty.NumberIntVal(843), "width": cty.NumberIntVal(2500)}),
	"status":             cty.StringVal("active"),
	"title":              cty.StringVal("Visitors of today"),
	"token_type":         cty.StringVal("Bearer"),
	"user_id":            cty.StringVal(contact),
	"user_ids":           ids(contact, member),

	"mock_data.lineworks_channel.group_id":     cty.NullVal(cty.String), // a room of another kind
	"mock_data.lineworks_channel.org_unit_id":  cty.NullVal(cty.String),
	"mock_data.lineworks_group.description":    cty.NullVal(cty.String),
	"mock_data.lineworks_org_unit.description": cty.NullVal(cty.String),
	"mock_data.lineworks_org_unit.email":       cty.StringVal("sales@example.co.jp"),
	"mock_data.lineworks_users.user_ids":       cty.MapVal(map[string]cty.Value{email: cty.StringVal(contact), "taro@example.co.jp": cty.StringVal(member)}),
	// Of an attribute that people write themselves, a part can be left out.
	"mock_resource.lineworks_rich_menu.size": cty.ObjectVal(map[string]cty.Value{"width": cty.NumberIntVal(2500)}),
}

func ids(ids ...string) cty.Value {
	values := make([]cty.Value, len(ids))
	for i, id := range ids {
		values[i] = cty.StringVal(id)
	}
	return cty.SetVal(values)
}
