// SPDX-License-Identifier: MPL-2.0

package planrules

import (
	"fmt"
	"sync"
)

// RichMenu names a rich menu in messages.
type RichMenu struct{ BotID, ID, Name string }

// String is such as `rich menu "Main" (40001) of bot 2000001`.
func (m RichMenu) String() string {
	return fmt.Sprintf("rich menu %q (%s) of bot %s", m.Name, m.ID, m.BotID)
}

// ReplacedDefault warns of a rich menu that a plan replaces, if it is the default of its
// bot at present. The rule does not know whether the block has create_before_destroy:
// Terraform does not tell a provider.
func ReplacedDefault(m RichMenu, defaultID string) []Message {
	if m.ID != defaultID {
		return nil
	}
	return []Message{{
		fmt.Sprintf("Rich menu %q (%s), the default of bot %s, is replaced", m.Name, m.ID, m.BotID),
		fmt.Sprintf("This plan replaces %s, which is the bot's default: users see it who have no menu of their own. "+
			"Unless create_before_destroy is set, Terraform deletes the menu first, and these users see no menu until the new one is there and has become the default. "+
			"To have them see the old menu until then, write in its block:\n\n"+
			"lifecycle {\n  create_before_destroy = true\n}\n\n"+
			"The new menu becomes the default by a lineworks_default_rich_menu whose rich_menu_id refers to the block; without one, the bot has no default afterwards. "+
			"If the configuration has both, there is nothing to do: Terraform does not tell the provider of create_before_destroy.", m),
	}}
}

// DefaultPictures finds defaults without a picture among the rich menus and the defaults
// of one run, which come in any order. The zero value is ready for use, and safe for
// concurrent use.
type DefaultPictures struct {
	mu       sync.Mutex
	without  map[menuKey]RichMenu // menus without a picture
	defaults map[menuKey]bool     // menus that become a default
	warned   map[menuKey]bool
}

type menuKey struct{ botID, id string }

// Menu notes whether a rich menu names a picture, and warns if it names none and becomes
// the default.
func (p *DefaultPictures) Menu(m RichMenu, hasPicture bool) []Message {
	p.mu.Lock()
	defer p.mu.Unlock()
	key := menuKey{m.BotID, m.ID}
	if hasPicture {
		delete(p.without, key)
		return nil
	}
	if p.without == nil {
		p.without = map[menuKey]RichMenu{}
	}
	p.without[key] = m
	return p.check(key)
}

// Default notes that a rich menu becomes the default of a bot, and warns if the menu is
// known to name no picture.
func (p *DefaultPictures) Default(botID, richMenuID string) []Message {
	p.mu.Lock()
	defer p.mu.Unlock()
	key := menuKey{botID, richMenuID}
	if p.defaults == nil {
		p.defaults = map[menuKey]bool{}
	}
	p.defaults[key] = true
	return p.check(key)
}

// check warns once of each default. The lock is held.
func (p *DefaultPictures) check(key menuKey) []Message {
	m, without := p.without[key]
	if !without || !p.defaults[key] || p.warned[key] {
		return nil
	}
	if p.warned == nil {
		p.warned = map[menuKey]bool{}
	}
	p.warned[key] = true
	return []Message{defaultWithoutPicture(m)}
}

// Where the picture shows: https://developers.worksmobile.com/en/docs/bot-richmenu-image-set
func defaultWithoutPicture(m RichMenu) Message {
	return Message{
		fmt.Sprintf("Default rich menu of bot %s has no picture: %q (%s)", m.BotID, m.Name, m.ID),
		fmt.Sprintf("The default of bot %s becomes %s, whose block names no picture. "+
			"On mobile devices, users see a rich menu by its picture; the service does not document how it shows a menu without one, and it may not show it at all. "+
			"On a PC, users see the labels of the actions.\n\n"+
			"Set image in the block of the menu: the picture is added in place, and the menu keeps its ID. "+
			"If the menu has a picture that was set outside of Terraform, there is nothing to do.", m.BotID, m),
	}
}
