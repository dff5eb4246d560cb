// SPDX-License-Identifier: MPL-2.0

package botdomain

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/providerdata"
)

// Only an object whose whole key is known can be told from others in a plan.
func TestSingleton(t *testing.T) {
	t.Parallel()
	bot, domain, user, unknown := types.StringValue("2000001"), types.StringValue("10000001"), types.StringValue("u1"), types.StringUnknown()
	for name, tc := range map[string]struct {
		got  providerdata.Singleton
		want string // the subject
	}{
		"registration":                    {(&domainModel{BotID: bot, DomainID: domain}).singleton(), "the registration of bot 2000001 in domain 10000001"},
		"registration, unknown bot":       {(&domainModel{BotID: unknown, DomainID: domain}).singleton(), ""},
		"registration, unknown domain":    {(&domainModel{BotID: bot, DomainID: unknown}).singleton(), ""},
		"registration, nothing is known":  {(&domainModel{BotID: unknown, DomainID: unknown}).singleton(), ""},
		"member":                          {(&memberModel{BotID: bot, DomainID: domain, UserID: user}).singleton(), "member u1 of bot 2000001 in domain 10000001"},
		"member, unknown bot":             {(&memberModel{BotID: unknown, DomainID: domain, UserID: user}).singleton(), ""},
		"member, unknown domain":          {(&memberModel{BotID: bot, DomainID: unknown, UserID: user}).singleton(), ""},
		"member, unknown user":            {(&memberModel{BotID: bot, DomainID: domain, UserID: unknown}).singleton(), ""},
		"member, unknown bot and domain":  {(&memberModel{BotID: unknown, DomainID: unknown, UserID: user}).singleton(), ""},
		"member, unknown domain and user": {(&memberModel{BotID: bot, DomainID: unknown, UserID: unknown}).singleton(), ""},
	} {
		if tc.got.Subject != tc.want || (tc.got.Key == "") != (tc.want == "") {
			t.Errorf("%s: got %+v, want the subject %q", name, tc.got, tc.want)
		}
	}
}

// A switch that stays is not sent: it may have been changed elsewhere since the plan.
func TestDomainModel_changes(t *testing.T) {
	t.Parallel()
	switches := func(visible, selected bool) *domainModel {
		return &domainModel{Visible: types.BoolValue(visible), AllowToSelectedMember: types.BoolValue(selected)}
	}
	for name, tc := range map[string]struct {
		prior, plan       *domainModel
		visible, selected *bool
		differences       string
	}{
		"none":     {switches(true, false), switches(true, false), nil, nil, ""},
		"visible":  {switches(true, false), switches(false, false), new(false), nil, "changes: visible from true to false"},
		"selected": {switches(true, false), switches(true, true), nil, new(true), "changes: allow_to_selected_member from false to true"},
		"both":     {switches(false, true), switches(true, false), new(true), new(false), "changes: visible from false to true, allow_to_selected_member from true to false"},
	} {
		got := tc.plan.changes(tc.prior)
		for what, pair := range map[string][2]*bool{"visible": {got.Visible, tc.visible}, "allow_to_selected_member": {got.AllowToSelectedMember, tc.selected}} {
			if (pair[0] == nil) != (pair[1] == nil) || pair[0] != nil && *pair[0] != *pair[1] {
				t.Errorf("%s: got %s sent as %v, want %v", name, what, pair[0], pair[1])
			}
		}
		if got := tc.plan.differences(tc.prior, "changes: "); got != tc.differences {
			t.Errorf("%s: got %q, want %q", name, got, tc.differences)
		}
	}
	unknown := &domainModel{Visible: types.BoolUnknown(), AllowToSelectedMember: types.BoolValue(false)}
	if got := unknown.differences(switches(true, false), "changes: "); got != "" {
		t.Errorf("an unknown switch: got %q, want nothing", got)
	}
	var taken domainModel
	taken.take(&lineworks.DomainRegistration{Visible: true})
	if !taken.Visible.ValueBool() || taken.AllowToSelectedMember.ValueBool() || taken.AllowToSelectedMember.IsNull() {
		t.Errorf("got %+v from a registration that is visible, want true and false", taken)
	}
}
