// SPDX-License-Identifier: MPL-2.0

package bot

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfvalue"
)

// TestModel_fromAPI has each way to say "not set" end in the same model, so
// that none of them can make a diff.
func TestModel_fromAPI_unset(t *testing.T) {
	t.Parallel()
	want := fromAPI(&lineworks.Bot{BotID: "2000001"})
	empty := fromAPI(&lineworks.Bot{
		BotID: "2000001", Subadministrators: []string{}, AllowDomains: []string{}, CallbackEvents: []string{}, ChannelEvents: []string{},
		I18nBotNames: map[string]string{}, I18nDescriptions: map[string]string{}, I18nPhotoURLs: map[string]string{},
	})
	if diff := cmp.Diff(want, empty); diff != "" {
		t.Errorf("got another model for empty values, want that for absent ones (-want +got):\n%s", diff)
	}
	if !want.AllowDomains.IsNull() || !want.CallbackURL.IsNull() || want.Subadministrators.IsNull() || want.I18nBotNames.IsNull() {
		t.Errorf("got %+v for absent values, want the schema's defaults: allow_domains and callback_url null, subadministrators and i18n_bot_names empty", want)
	}
}

// TestModel_toWrite_unknown leaves unknown values to the service.
func TestModel_toWrite_unknown(t *testing.T) {
	t.Parallel()
	plan := blank()
	plan.BotName, plan.PhotoURL = types.StringValue("Desk"), types.StringValue("https://example.com/a.png")
	plan.Description = types.StringUnknown()
	plan.CallbackURL = types.StringUnknown()
	plan.EnableCallback = types.BoolUnknown()
	plan.EnableGroupJoin = types.BoolUnknown()
	plan.ChannelEvents = types.SetUnknown(types.StringType)
	plan.CallbackEvents = types.SetUnknown(types.StringType)
	plan.I18nBotNames = types.MapUnknown(types.StringType)
	want := &lineworks.BotWrite{BotName: new("Desk"), PhotoURL: new("https://example.com/a.png")}
	if diff := cmp.Diff(want, plan.toWrite(blank())); diff != "" {
		t.Errorf("request differs (-want +got):\n%s", diff)
	}
}

// TestModel_toWrite_empty never sends nil for a removed value, because nil
// means "keep".
func TestModel_toWrite_empty(t *testing.T) {
	t.Parallel()
	prior := blank()
	prior.Description, prior.CallbackURL = types.StringValue("Answers."), types.StringValue("https://example.com")
	prior.Subadministrators = tfvalue.StringSet([]string{"u1"})
	prior.AllowDomains = tfvalue.StringSet([]string{"1"})
	prior.I18nPhotoURLs = tfvalue.StringMap(map[string]string{"ja_JP": "https://example.com"})
	plan := blank()
	plan.Description = prior.Description
	got := plan.toWrite(prior)
	want := &lineworks.BotWrite{
		CallbackURL: new(""), Subadministrators: []string{}, AllowDomains: []string{}, I18nPhotoURLs: map[string]string{},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("request differs (-want +got):\n%s", diff)
	}
}

func TestModel_subject(t *testing.T) {
	t.Parallel()
	for want, m := range map[string]model{
		`bot "Desk"`:           {BotName: types.StringValue("Desk"), BotID: types.StringUnknown()},
		`bot "Desk" (2000001)`: {BotName: types.StringValue("Desk"), BotID: types.StringValue("2000001")},
		`bot 2000001`:          {BotID: types.StringValue("2000001")}, // an import reads the name first
	} {
		if got := m.subject(); got != want {
			t.Errorf("subject is %s, want %s", got, want)
		}
	}
}
