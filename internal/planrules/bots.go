// SPDX-License-Identifier: MPL-2.0

package planrules

import (
	"fmt"
	"slices"
	"strings"
)

// BotLabel returns the name and the ID of a bot, or the one that is known.
func BotLabel(id, name string) string {
	switch {
	case id == "":
		return fmt.Sprintf("%q", name)
	case name == "":
		return id
	}
	return fmt.Sprintf("%q (%s)", name, id)
}

// NarrowedDomains warns of registrations in domains that are removed from allow_domains.
// A nil list of before is a bot that is allowed in every domain. The plan's list has to be
// known, and not nil.
// Source: https://developers.worksmobile.com/en/docs/bot-update-patch
func NarrowedDomains(label string, before, after []string) []Message {
	var removed string
	if before == nil {
		removed = "every domain except " + strings.Join(after, ", ")
	} else {
		gone := slices.DeleteFunc(slices.Clone(before), func(id string) bool { return slices.Contains(after, id) })
		if len(gone) == 0 {
			return nil
		}
		removed = "domain " + strings.Join(gone, ", ")
	}
	return []Message{{
		fmt.Sprintf("Registrations of bot %s will be deleted", label),
		fmt.Sprintf("This plan removes domains from allow_domains of bot %s. "+
			"The service then deletes the bot's registration in %s. "+
			"To use the bot there again, it has to be registered again.", label, removed),
	}}
}

// LeftRooms warns of rooms that a bot leaves when enable_group_join goes from joinsBefore
// to joinsAfter.
// Source: https://developers.worksmobile.com/en/docs/bot-update-patch
func LeftRooms(label string, joinsBefore, joinsAfter bool) []Message {
	if !joinsBefore || joinsAfter {
		return nil
	}
	return []Message{{
		fmt.Sprintf("Bot %s will leave its rooms", label),
		fmt.Sprintf("This plan switches enable_group_join of bot %s off. The bot then leaves all group rooms and rooms of several people. "+
			"Switching it on again does not bring the bot back.", label),
	}}
}

// BothMenuKinds warns that a bot has a persistent menu and a rich menu in the configuration.
// Source: https://developers.worksmobile.com/en/docs/bot-persistentmenu-create
func BothMenuKinds(botID string) Message {
	return Message{
		fmt.Sprintf("Bot %s has both kinds of menu in the configuration", botID),
		fmt.Sprintf("The configuration has a persistent menu and a rich menu for bot %s, but a bot has either a persistent menu or rich menus: the service deletes "+
			"the persistent menu when a rich menu is created, and refuses it afterwards.\n\nRemove one of the two resources.", botID),
	}
}
