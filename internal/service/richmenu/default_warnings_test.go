// SPDX-License-Identifier: MPL-2.0

package richmenu_test

import (
	"bytes"
	"net/http"
	"strings"
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/acctest"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
)

const otherAddr = resourceType + ".other"

// withDefault is a menu with a picture and another one, the first of which is the default.
// menuID is a reference or an ID.
func withDefault(bot int64, name string, picture, menuID any) acctest.Config {
	return acctest.Config{
		addr:        menu{bot: bot, name: name, image: picture}.values(),
		otherAddr:   menu{bot: bot, name: "Other " + name, image: picture}.values(),
		defaultAddr: {"bot_id": text(bot), "rich_menu_id": menuID},
	}
}

// TestRichMenu_replacedDefault warns of the default alone, once, and reads the default
// once where no state has told it.
func TestRichMenu_replacedDefault(t *testing.T) {
	t.Parallel()
	tenant := acctest.NewInMemory(t)
	bot, path := tenant.AddBot(), picture(t, "menu.png", "")
	one, two := withDefault(bot, "One", path, acctest.Ref(addr+".rich_menu_id")), withDefault(bot, "Two", path, acctest.Ref(addr+".rich_menu_id"))
	replaced := acctest.Changes{addr: acctest.Replace, otherAddr: acctest.Replace}
	var id string
	d := tenant.Driver()
	d.Step(t, acctest.Step{Config: one, NoWarnings: true, After: func() { id = tenant.API.DefaultRichMenu(bot) }})
	warning := []string{`Rich menu "One" (` + id + "), the default of bot " + text(bot) + ", is replaced: ", "lifecycle {\n  create_before_destroy = true\n}"}
	for _, step := range []acctest.Step{
		{Name: "no change", Config: one, PlanOnly: true, NoWarnings: true, Requests: map[string]int{readDefault: 1}},
		{Name: "both", Config: two, PlanOnly: true, Plan: replaced, Warnings: warning, Requests: map[string]int{readDefault: 2}},
		{Name: "-replace", Config: one, Replace: []string{addr}, PlanOnly: true, Warnings: warning, Requests: map[string]int{readDefault: 1}},
		{Name: "the other one", Config: one, Replace: []string{otherAddr}, PlanOnly: true, NoWarnings: true, Requests: map[string]int{readDefault: 1}},
		{
			// The default refers to no block, so it is planned first.
			Name: "known from the state", Config: withDefault(bot, "Two", path, id), PlanOnly: true, Plan: replaced,
			Warnings: warning, Requests: map[string]int{readDefault: 1},
		},
		{
			Name: "not read", Config: two, PlanOnly: true, Plan: replaced,
			Before: func() {
				tenant.API.Fail(mockserver.Fault{Operation: readDefault, Skip: 1, Status: http.StatusForbidden, Code: "FORBIDDEN", Description: "not yours"})
			},
			Warnings: []string{"Unable to look for the default rich menu of bot " + text(bot), "not yours"},
		},
	} {
		d.Step(t, step)
	}
	// A change in place takes the mark of its plan out of the state.
	d.Step(t, acctest.Step{
		Config: withDefault(bot, "One", picture(t, "menu.png", "changed"), acctest.Ref(addr+".rich_menu_id")),
		Plan:   acctest.Changes{addr: acctest.Update}, NoWarnings: true,
	})
	if private := d.Instance(addr).Private(); bytes.Contains(private, []byte(`"replaced"`)) {
		t.Errorf("got private state %s after an update, want no mark of its plan", private)
	}
	d.Step(t, acctest.Step{Config: two, Plan: replaced, Warnings: warning})
	if private := d.Instance(addr).Private(); bytes.Contains(private, []byte(`"replaced"`)) {
		t.Errorf("got private state %s after a replacement, want no mark of its plan", private)
	}
	d.Step(t, acctest.Step{Destroy: true})
}

// TestRichMenu_replacedDefault_once warns once of a default that was set elsewhere, and
// reads it once, although the menu is planned twice.
func TestRichMenu_replacedDefault_once(t *testing.T) {
	t.Parallel()
	tenant := acctest.NewInMemory(t)
	bot := tenant.AddBot()
	p := tenant.Process(t)
	made, diags := p.Apply(t.Context(), t, resourceType, acctest.Instance{}, menu{bot: bot}.values())
	acctest.Succeeds(t, diags)
	tenant.API.SetDefaultRichMenu(bot, tenant.API.RichMenus(bot)[0].RichMenuID) // set elsewhere
	tenant.API.ResetRequests()
	p = tenant.Process(t)
	var got string
	for range 2 {
		got += acctest.Messages(p.Plan(t.Context(), t, resourceType, made, menu{bot: bot, name: "Two"}.values()).Diagnostics)
	}
	if n := strings.Count(got, ", is replaced"); n != 1 {
		t.Errorf("got the warning %d times in %s, want 1", n, got)
	}
	if n := tenant.API.Count(readDefault); n != 1 {
		t.Errorf("got %d reads of the default, want 1", n)
	}
}

// TestDefaultRichMenu_noPicture warns in the plan where the menu is in the state, and in
// the apply where it is new: its ID is not known before.
func TestDefaultRichMenu_noPicture(t *testing.T) {
	t.Parallel()
	tenant := acctest.NewInMemory(t)
	bot, path := tenant.AddBot(), picture(t, "menu.png", "")
	foreign := tenant.API.AddRichMenu(bot, seeded())
	config := func(image any, menuID any) acctest.Config {
		return acctest.Config{addr: menu{bot: bot, image: image}.values(), defaultAddr: {"bot_id": text(bot), "rich_menu_id": menuID}}
	}
	ref := acctest.Ref(addr + ".rich_menu_id")
	warning := func(id string) []string {
		return []string{"warning at rich_menu_id: Default rich menu of bot " + text(bot) + ` has no picture: "Main" (` + id + "): ", "Set image in the block"}
	}
	tenant.Drive(t,
		acctest.Step{Name: "new", Config: config(nil, ref), PlanOnly: true, NoWarnings: true},
		acctest.Step{Name: "not managed", Config: config(nil, foreign), NoWarnings: true},
		acctest.Step{Name: "changes to one in the state", Config: config(nil, ref), PlanOnly: true, Warnings: warning("40002"), Requests: map[string]int{readImage: 0, readDefault: 1}},
		acctest.Step{Name: "gets a picture", Config: config(path, ref), NoWarnings: true},
		acctest.Step{Name: "loses it, so is replaced", Config: config(nil, ref), Plan: acctest.Changes{addr: acctest.Replace}, Warnings: warning("40003")},
		acctest.Step{Name: "no change", Config: config(nil, ref), NoWarnings: true},
	)
}
