// SPDX-License-Identifier: MPL-2.0

package export

import (
	"fmt"
	"slices"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfvalue"
)

// tenant is all that an export reads.
type tenant struct {
	bots []*bot
	// userMenus says that the rich menus of users were read.
	userMenus bool
	// emails are the login e-mail addresses of people by their IDs; nil if none were asked for.
	emails map[string]string
	notes  []string
}

// bot is a bot with all that belongs to it.
type bot struct {
	*lineworks.Bot

	menu          []lineworks.Action // of the persistent menu
	registrations []registration
	richMenus     []*lineworks.RichMenu
	defaultMenu   string
	userMenus     map[string][]string // users by rich menu
}

// registration is a bot in a domain.
type registration struct {
	*lineworks.DomainRegistration

	members []string
}

// subject names the bot in messages.
func (b *bot) subject() string { return fmt.Sprintf("bot %q (%s)", b.BotName, b.BotID) }

// contacts are the users who look after the bot, one for each place.
func (b *bot) contacts() []string { return slices.Concat(b.Administrators, b.Subadministrators) }

// people are the users that the bot names, one for each place.
func (b *bot) people() []string {
	all := b.contacts()
	for _, r := range b.registrations {
		all = append(all, r.members...)
	}
	for _, users := range b.userMenus {
		all = append(all, users...)
	}
	return all
}

// domains are the domains that the bot names, one for each place.
func (b *bot) domains() []string {
	all := slices.Clone(b.AllowDomains)
	for _, r := range b.registrations {
		all = append(all, r.DomainID)
	}
	return all
}

// sorted are the IDs in order, each once.
func sorted(ids []string) []string {
	return slices.Compact(slices.SortedFunc(slices.Values(ids), tfvalue.CompareIDs))
}
