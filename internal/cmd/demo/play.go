// SPDX-License-Identifier: MPL-2.0

package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
)

// helpDesk is the name of the bot that is changed by hand.
const helpDesk = "ITヘルプデスク"

// nightDuty is a bot that was created in the console, without Terraform.
var nightDuty = mockserver.Bot{
	BotName:        "夜間当直",
	PhotoURL:       "https://example.com/bots/night-duty.png",
	Description:    "夜間と休日の連絡先",
	Administrators: []string{"b1d90e57-62f4-4c08-9a3b-03c4d8e5f721"},
}

// adoption is the configuration that takes nightDuty over.
const adoption = `import {
  to = lineworks_bot.night_duty
  id = "%d"
}

resource "lineworks_bot" "night_duty" {
  bot_name       = "夜間当直"
  photo_url      = "https://example.com/bots/night-duty.png"
  description    = "夜間と休日の連絡先"
  administrators = ["b1d90e57-62f4-4c08-9a3b-03c4d8e5f721"]
}
`

// play shows one scene after the other and stops at the first that goes wrong.
func (d *demo) play(ctx context.Context) error {
	scenes := []func(context.Context) error{d.create, d.repeat, d.drift, d.adopt, d.destroy}
	if d.preview {
		scenes[len(scenes)-1] = d.stay
	}
	for _, scene := range scenes {
		if err := scene(ctx); err != nil {
			return err
		}
	}
	d.summary()
	return nil
}

func (d *demo) create(ctx context.Context) error {
	d.step("Init, and plan. The configuration is examples/demo/main.tf. Nothing exists yet, so everything is to be created.")
	if err := d.cliRun(ctx, exitDone, installs, "init", "-input=false"); err != nil {
		return err
	}
	if err := d.plan(ctx, exitChanges, summaries, "-out=plan.tfplan"); err != nil {
		return err
	}
	d.then("Apply. Each menu waits for the bot that it belongs to.")
	if err := d.cliRun(ctx, exitDone, results, "apply", "-input=false", "plan.tfplan"); err != nil {
		return err
	}
	d.then("This is what the service holds now:")
	d.inventory()
	return nil
}

func (d *demo) repeat(ctx context.Context) error {
	d.step("Plan again. Nothing has changed, so there is nothing to do.")
	return d.plan(ctx, exitDone, summaries)
}

func (d *demo) drift(ctx context.Context) error {
	original, found := d.bot(helpDesk)
	if !found {
		return fmt.Errorf("the service has no bot %s", helpDesk)
	}
	d.step("The bot %q is edited in the Developer Console: another description, no more group rooms, "+
		"one administrator less. The next plan shows the changes.", helpDesk)
	d.api.ChangeBot(original.BotID, func(b *mockserver.Bot) {
		b.Description = "メンテナンス中"
		b.EnableGroupJoin = false
		b.Administrators = b.Administrators[:1]
	})
	d.page.Changed(original.BotID)
	if err := d.plan(ctx, exitChanges, changes, "-out=plan.tfplan"); err != nil {
		return err
	}
	d.then("Apply reverts the changes. The bot keeps its ID, so its users notice nothing.")
	if err := d.cliRun(ctx, exitDone, results, "apply", "-input=false", "plan.tfplan"); err != nil {
		return err
	}
	repaired, _ := d.bot(helpDesk)
	if repaired.BotID != original.BotID || repaired.Description != original.Description ||
		!repaired.EnableGroupJoin || len(repaired.Administrators) != len(original.Administrators) {
		return fmt.Errorf("the bot %s was not put right", helpDesk)
	}
	return nil
}

func (d *demo) adopt(ctx context.Context) error {
	id := d.api.AddBot(nightDuty)
	d.page.Changed(id)
	d.step("The bot %q was created by hand, long ago; its ID is %d. An import block adopts it as it is.", nightDuty.BotName, id)
	config := fmt.Sprintf(adoption, id)
	fmt.Fprintf(d.out, "%s\n", config)
	if err := d.work.Write("adopt.tf", config); err != nil {
		return err
	}
	before := d.writes()
	if err := d.plan(ctx, exitChanges, summaries, "-out=plan.tfplan"); err != nil {
		return err
	}
	if err := d.cliRun(ctx, exitDone, results, "apply", "-input=false", "plan.tfplan"); err != nil {
		return err
	}
	if d.writes() != before {
		return fmt.Errorf("adopting the bot %s changed something", nightDuty.BotName)
	}
	d.then("From now on it is like the others: the next plan is empty.")
	return d.plan(ctx, exitDone, summaries)
}

// stay keeps the bots until the person who watches has seen enough.
func (d *demo) stay(ctx context.Context) error {
	d.step("Look. The bots are on the page %s/ and stay until you press Ctrl+C; then everything is removed. "+
		"Tap on their menus, and write to them.", d.url)
	<-ctx.Done()
	fmt.Fprintln(d.out)
	return nil
}

func (d *demo) destroy(ctx context.Context) error {
	d.step("Destroy. All bots and menus go.")
	if err := d.cliRun(ctx, exitDone, summaries, "destroy", "-input=false", "-auto-approve"); err != nil {
		return err
	}
	if left := d.api.Bots(); len(left) > 0 {
		return fmt.Errorf("%d bots are left", len(left))
	}
	d.then("This is what the service holds now:")
	d.inventory()
	if writes := d.api.OverlappingWrites(); writes > 0 {
		return errors.New("writes to one bot overlapped, which LINE WORKS forbids")
	}
	return nil
}

// plan plans; the exit code tells changes from none.
func (d *demo) plan(ctx context.Context, want int, matters matter, args ...string) error {
	return d.cliRun(ctx, want, matters, append([]string{"plan", "-input=false", "-detailed-exitcode"}, args...)...)
}

func (d *demo) bot(name string) (mockserver.Bot, bool) {
	bots := d.api.Bots()
	i := slices.IndexFunc(bots, func(b mockserver.Bot) bool { return b.BotName == name })
	if i < 0 {
		return mockserver.Bot{}, false
	}
	return bots[i], true
}

// writes is how many calls changed something.
func (d *demo) writes() int {
	n := 0
	for _, r := range d.api.Requests() {
		if r.Method != "GET" && r.Operation != tokenOperation {
			n++
		}
	}
	return n
}

// inventory lists the bots and menus of the service.
func (d *demo) inventory() {
	bots := d.api.Bots()
	if len(bots) == 0 {
		fmt.Fprintln(d.out, "no bot")
	}
	for _, b := range bots {
		fmt.Fprintf(d.out, "bot %d  %s  (%s)\n", b.BotID, b.BotName, cmp.Or(b.I18nBotNames["en_US"], "no English name"))
		actions, _ := d.api.PersistentMenu(b.BotID)
		for _, action := range actions {
			fmt.Fprintf(d.out, "    button  %s  (%s)\n", action.Label, action.I18nLabels["en_US"])
		}
		for _, menu := range d.api.RichMenus(b.BotID) {
			d.richMenu(b.BotID, menu)
		}
		for _, domain := range d.api.Domains(b.BotID) {
			fmt.Fprintf(d.out, "    in domain %d\n", domain.DomainID)
		}
	}
}

// richMenu tells of a rich menu what can be told without its picture.
func (d *demo) richMenu(botID int64, menu mockserver.RichMenu) {
	notes := "no picture"
	if image, found := d.api.RichMenuImage(botID, menu.RichMenuID); found {
		notes = fmt.Sprintf("a picture of %d bytes", len(image.Content))
	}
	if d.api.DefaultRichMenu(botID) == menu.RichMenuID {
		notes += ", shown to everybody"
	}
	fmt.Fprintf(d.out, "    rich menu  %s  (%d areas, %s)\n", menu.RichMenuName, len(menu.Areas), notes)
}

const tokenOperation = "POST /token"

// summary counts the calls.
func (d *demo) summary() {
	counts := map[string]int{}
	for _, r := range d.api.Requests() {
		counts[r.Operation]++
	}
	d.rule()
	tokens := counts[tokenOperation]
	delete(counts, tokenOperation)
	total := 0
	for _, n := range counts {
		total += n
	}
	d.say("That was all, done by %s without an account. The API got %d calls, %d of which change something, "+
		"and %d more for an access token: one for each run of the provider that called the API.", d.cli, total, d.writes(), tokens)
	if d.full {
		for _, operation := range slices.Sorted(maps.Keys(counts)) {
			fmt.Fprintf(d.out, "%5d  %s\n", counts[operation], operation)
		}
	}
	fmt.Fprintln(d.out)
	d.say("To try things out yourself: make install, and make mock in another terminal. " +
		"The configuration that you have seen applied is examples/demo/main.tf.")
}
