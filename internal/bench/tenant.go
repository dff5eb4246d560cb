// SPDX-License-Identifier: MPL-2.0

package bench

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
)

// A realistic tenant: half of the bots have a persistent menu, the other half a
// rich menu with a picture, which is their default. All are in two domains. The guide
// "Large tenants" has the minutes of the same shape.
const (
	selectedEvery = 10 // every tenth bot is for selected members in its second domain
	selected      = 3  // so many of them
	usersEvery    = 15 // the rich menu of every so many bots is a user's own too
)

// Operations of the API that only the tenant needs.
const (
	opRegister      = "POST /bots/{botId}/domains/{domainId}"
	opDeregister    = "DELETE /bots/{botId}/domains/{domainId}"
	opListDomains   = "GET /bots/{botId}/domains"
	opAddMember     = "POST /bots/{botId}/domains/{domainId}/members"
	opListMembers   = "GET /bots/{botId}/domains/{domainId}/members"
	opRemoveMember  = "DELETE /bots/{botId}/domains/{domainId}/members/{userId}"
	opCreateRich    = "POST /bots/{botId}/richmenus"
	opReadRich      = "GET /bots/{botId}/richmenus/{richmenuId}"
	opDeleteRich    = "DELETE /bots/{botId}/richmenus/{richmenuId}"
	opAttachment    = "POST /bots/{botId}/attachments"
	opUpload        = "POST {uploadUrl}"
	opReadImage     = "GET /bots/{botId}/richmenus/{richmenuId}/image"
	opSetImage      = "POST /bots/{botId}/richmenus/{richmenuId}/image"
	opSetDefault    = "POST /bots/{botId}/richmenus/{richmenuId}/set-default"
	opReadDefault   = "GET /bots/{botId}/richmenus/default"
	opUnsetDefault  = "DELETE /bots/{botId}/richmenus/default"
	opSetUserMenu   = "POST /bots/{botId}/richmenus/{richmenuId}/users/{userId}"
	opReadUserMenu  = "GET /bots/{botId}/richmenus/users/{userId}"
	opUnsetUserMenu = "DELETE /bots/{botId}/richmenus/users/{userId}"
)

// shape has the numbers of objects of a tenant.
type shape struct{ bots, persistent, rich, users, domains, members int }

func shapeOf(bots int) shape {
	s := shape{bots: bots, domains: 2 * bots}
	for i := range bots {
		switch {
		case i%2 == 0:
			s.persistent++
		case i%usersEvery == 0:
			s.users++
			s.rich++
		default:
			s.rich++
		}
		if i%selectedEvery == 0 {
			s.members += selected
		}
	}
	return s
}

// objects are the kinds of objects with their numbers, in the order of the report.
func (s shape) objects() []KindBytes {
	return []KindBytes{
		{Kind: "lineworks_bot", Objects: s.bots},
		{Kind: "lineworks_persistent_menu", Objects: s.persistent},
		{Kind: "lineworks_rich_menu", Objects: s.rich},
		{Kind: "lineworks_default_rich_menu", Objects: s.rich},
		{Kind: "lineworks_user_rich_menu", Objects: s.users},
		{Kind: "lineworks_bot_domain", Objects: s.domains},
		{Kind: "lineworks_bot_domain_member", Objects: s.members},
	}
}

// total is the number of all objects.
func (s shape) total() int {
	sum := 0
	for _, o := range s.objects() {
		sum += o.Objects
	}
	return sum
}

// configuration has the tenant. The picture is a file beside it.
func (s shape) configuration() string {
	return configuration(s.bots) + fmt.Sprintf(`
resource "lineworks_persistent_menu" "fleet" {
  count  = %[1]d
  bot_id = lineworks_bot.fleet[2 * count.index].bot_id
  actions = [
    { type = "message", label = "Ask a question" },
    { type = "uri", label = "Handbook", uri = "https://example.com/handbook" },
  ]
}

resource "lineworks_rich_menu" "fleet" {
  count          = %[2]d
  bot_id         = lineworks_bot.fleet[2 * count.index + 1].bot_id
  rich_menu_name = "Main"
  size           = { height = 843 }
  image          = "${path.module}/menu.png"
  areas = [
    { bounds = { x = 0, y = 0, width = 1250, height = 843 }, action = { type = "message", label = "Ask", text = "A question" } },
    { bounds = { x = 1250, y = 0, width = 1250, height = 843 }, action = { type = "uri", label = "Handbook", uri = "https://example.com/handbook" } },
  ]
}

resource "lineworks_default_rich_menu" "fleet" {
  count        = %[2]d
  bot_id       = lineworks_rich_menu.fleet[count.index].bot_id
  rich_menu_id = lineworks_rich_menu.fleet[count.index].rich_menu_id
}

resource "lineworks_user_rich_menu" "fleet" {
  count        = %[3]d
  bot_id       = lineworks_rich_menu.fleet[%[4]d * count.index + %[5]d].bot_id
  rich_menu_id = lineworks_rich_menu.fleet[%[4]d * count.index + %[5]d].rich_menu_id
  user_id      = "5b1d90e5-62f4-4c08-9a3b-03c4d8e5f721"
}

resource "lineworks_bot_domain" "first" {
  count     = %[6]d
  bot_id    = lineworks_bot.fleet[count.index].bot_id
  domain_id = "10000001"
}

resource "lineworks_bot_domain" "second" {
  count                    = %[6]d
  bot_id                   = lineworks_bot.fleet[count.index].bot_id
  domain_id                = "10000002"
  allow_to_selected_member = count.index %% %[7]d == 0
}

resource "lineworks_bot_domain_member" "fleet" {
  count     = %[8]d
  bot_id    = lineworks_bot_domain.second[%[7]d * floor(count.index / %[9]d)].bot_id
  domain_id = lineworks_bot_domain.second[%[7]d * floor(count.index / %[9]d)].domain_id
  user_id   = "0c7a4e11-93d2-4f5e-8b60-7e21d4a9c35${count.index %% %[9]d}"
}
`, s.persistent, s.rich, s.users, usersEvery, (usersEvery-1)/2, s.bots, selectedEvery, s.members, selected)
}

// TenantStep is a step in the life of the tenant, measured once and for the provider alone.
type TenantStep struct {
	Name string
	Run  Run
	args []string
	// want is how many requests of each operation there have to be, tokens and listings of
	// the bots apart.
	want map[string]int
	// makes says that the step plans or makes new bots, for which the provider lists the
	// others.
	makes bool
}

// Tenant is the cost of the tenant.
type Tenant struct {
	Objects int
	Steps   []TenantStep
	// State is how much of the state one object takes, in bytes by kind; Plan is how much
	// of the plan file of the first apply.
	State []KindBytes
	Plan  int
}

// KindBytes are the bytes of one object of a kind, of which there are Objects.
type KindBytes struct {
	Kind           string
	Objects, Bytes int
}

const (
	planFile       = "new.tfplan"
	stepFirstApply = "first apply"
)

// steps are the life of the tenant, with the requests of each step.
func (s shape) steps() []TenantStep {
	reads := map[string]int{
		opReadBot: s.bots, opReadMenu: s.persistent, opReadRich: s.rich, opReadImage: s.rich, opReadDefault: s.rich, opReadUserMenu: s.users,
		opListDomains: s.bots, opListMembers: s.members / selected, // one list has all domains of a bot, or all members of a domain
	}
	deletes := map[string]int{
		opDeleteBot: s.bots, opDeleteMenu: s.persistent, opDeleteRich: s.rich, opUnsetDefault: s.rich, opUnsetUserMenu: s.users,
		opDeregister: s.domains, opRemoveMember: s.members,
	}
	maps.Copy(deletes, reads)
	creates := map[string]int{
		opCreateBot: s.bots, opSetMenu: s.persistent, opCreateRich: s.rich, opAttachment: s.rich, opUpload: s.rich, opSetImage: s.rich,
		opSetDefault: s.rich, opSetUserMenu: s.users, opRegister: s.domains, opAddMember: s.members,
		opListDomains: s.members / selected, // whether the domain has selected members
	}
	return []TenantStep{
		{Name: "plan of the first apply", args: command("plan", "-out="+planFile), makes: true},
		{Name: stepFirstApply, args: append(command("apply"), planFile), want: creates, makes: true},
		{Name: stepPlan, args: command("plan"), want: reads},
		{Name: stepDestroy, args: command("destroy", "-auto-approve"), want: deletes},
	}
}

// tenant measures the tenant.
func (b *bench) tenant(ctx context.Context) (err error) {
	if b.Tenant == 0 {
		return nil
	}
	site, err := newSite(ctx, mockserver.Options{})
	if err != nil {
		return err
	}
	defer site.close()
	shape := shapeOf(b.Tenant)
	s, err := newStage(ctx, b.CLI, b.ours, site, shape.configuration())
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.close()) }()
	picture := mockserver.PlainPNG(mockserver.Size{Width: 2500, Height: 843}, 9)
	if err := os.WriteFile(filepath.Join(s.work.Dir, "menu.png"), picture, 0o600); err != nil {
		return fmt.Errorf("writing the picture: %w", err)
	}
	result := &Tenant{Objects: shape.total()}
	for _, step := range shape.steps() {
		b.Progress("tenant of %d bots: %s", b.Tenant, step.Name)
		if step.Run, err = s.run(ctx, step.args...); err != nil {
			return err
		}
		result.Steps = append(result.Steps, step)
		if step.Name == stepFirstApply {
			if err := result.sizes(s, shape); err != nil {
				return err
			}
		}
	}
	if left := len(site.api.Bots()); left > 0 {
		return fmt.Errorf("the tenant has %d bots left", left)
	}
	b.result.Tenant = result
	return nil
}

// sizes measures state and plan file after the first apply.
func (t *Tenant) sizes(s *stage, of shape) error {
	state, err := s.stateFile()
	if err != nil {
		return err
	}
	for _, k := range of.objects() {
		if k.Objects == 0 {
			continue
		}
		if k.Bytes, err = bytesForEach(state, k.Kind); err != nil {
			return err
		}
		t.State = append(t.State, k)
	}
	plan, err := os.Stat(filepath.Join(s.work.Dir, planFile))
	if err != nil {
		return fmt.Errorf("looking at the plan file: %w", err)
	}
	t.Plan = int(plan.Size()) / t.Objects
	return nil
}
