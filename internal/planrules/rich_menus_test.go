// SPDX-License-Identifier: MPL-2.0

package planrules_test

import (
	"strings"
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/planrules"
)

func TestReplacedDefaults(t *testing.T) {
	t.Parallel()
	var defaults planrules.ReplacedDefaults
	menu := func(bot, id string) planrules.RichMenu { return planrules.RichMenu{BotID: bot, ID: id, Name: "Main"} }
	defaults.ReplaceUnseen(menu("3", "9"))
	for i, step := range []struct {
		got  []planrules.Message
		want string // the ID in the warning
	}{
		{defaults.Replace(menu("1", "7")), ""},
		{defaults.Default("2", "7"), ""}, // another bot's
		{defaults.Default("1", "8"), ""}, // another menu
		{defaults.Default("1", "7"), "7"},
		{defaults.Replace(menu("1", "7")), ""}, // once
		{defaults.Replace(menu("1", "8")), "8"},
		{defaults.Default("3", "9"), "9"},
		{defaults.Default("3", "10"), ""},
	} {
		if len(step.got) > 0 != (step.want != "") {
			t.Errorf("step %d: got %v, want a warning of %q", i, step.got, step.want)
			continue
		}
		if step.want != "" && (!strings.HasPrefix(step.got[0].Summary, `Rich menu "Main" (`+step.want+"), the default of bot ") || !strings.Contains(step.got[0].Detail, "create_before_destroy = true")) {
			t.Errorf("step %d: got %v, want a warning that names menu %s and the setting", i, step.got, step.want)
		}
	}
	defaults.ReplaceUnseen(menu("3", "10")) // takes no warning away from the next call
	if got := defaults.Default("3", "10"); len(got) != 1 {
		t.Errorf("got %v from a default after its menu, want one warning", got)
	}
}

func TestDefaultPictures(t *testing.T) {
	t.Parallel()
	var pictures planrules.DefaultPictures
	for i, step := range []struct {
		bot, id   string
		isDefault bool // otherwise a menu
		picture   bool
		want      bool
	}{
		{bot: "1", id: "7"},
		{bot: "2", id: "7", isDefault: true}, // a menu of another bot
		{bot: "1", id: "7", isDefault: true, want: true},
		{bot: "1", id: "7", isDefault: true}, // once
		{bot: "1", id: "7"},
		{bot: "1", id: "8", isDefault: true}, // a menu that Terraform may not manage
		{bot: "1", id: "8", want: true},
		{bot: "1", id: "9", picture: true},
		{bot: "1", id: "9", isDefault: true},
		{bot: "3", id: "9"},
		{bot: "3", id: "9", picture: true}, // gets one
		{bot: "3", id: "9", isDefault: true},
	} {
		var got []planrules.Message
		if step.isDefault {
			got = pictures.Default(step.bot, step.id)
		} else {
			got = pictures.Menu(planrules.RichMenu{BotID: step.bot, ID: step.id, Name: "Main"}, step.picture)
		}
		if len(got) > 0 != step.want {
			t.Errorf("step %d: got %v, want a warning: %t", i, got, step.want)
		}
		if want := "Default rich menu of bot " + step.bot + ` has no picture: "Main" (` + step.id + ")"; step.want && (len(got) != 1 || got[0].Summary != want) {
			t.Errorf("step %d: got %v, want one warning with the summary %q", i, got, want)
		}
	}
}

func TestRichMenu_Label(t *testing.T) {
	t.Parallel()
	for want, menu := range map[string]planrules.RichMenu{
		`rich menu "Main" of bot 1`: {BotID: "1", ID: "7", Name: "Main"}, "a rich menu of bot 1": {BotID: "1", ID: "7"},
		`rich menu "Main"`: {ID: "7", Name: "Main"}, "a rich menu": {},
	} {
		if got := menu.Label(); got != want {
			t.Errorf("%+v: got %q, want %q", menu, got, want)
		}
	}
}
