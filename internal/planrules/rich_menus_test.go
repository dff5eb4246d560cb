// SPDX-License-Identifier: MPL-2.0

package planrules_test

import (
	"strings"
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/planrules"
)

func TestReplacedDefault(t *testing.T) {
	t.Parallel()
	menu := planrules.RichMenu{BotID: "1", ID: "7", Name: "Main"}
	for current, want := range map[string]bool{"7": true, "8": false, "": false} {
		got := planrules.ReplacedDefault(menu, current)
		if len(got) > 0 != want {
			t.Errorf("while %q is the default: got %v, want a warning: %t", current, got, want)
		}
		if want && (got[0].Summary != `Rich menu "Main" (7), the default of bot 1, is replaced` || !strings.Contains(got[0].Detail, "create_before_destroy = true")) {
			t.Errorf("got %v, want a warning that names the menu and the setting", got)
		}
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
