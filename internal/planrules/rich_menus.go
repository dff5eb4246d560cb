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

// Label is such as `rich menu "Main" of bot 2000001`, as far as name and bot are known, for
// a summary: of several warnings with the same summary, the CLI shows only one.
func (m RichMenu) Label() string {
	label := "a rich menu"
	if m.Name != "" {
		label = fmt.Sprintf("rich menu %q", m.Name)
	}
	if m.BotID != "" {
		label += " of bot " + m.BotID
	}
	return label
}

type menuKey struct{ botID, id string }

// defaultMenus pairs rich menus with the defaults of their bots. Both come in any order.
type defaultMenus struct {
	mu       sync.Mutex
	menus    map[menuKey]RichMenu
	defaults map[menuKey]bool
	warned   map[menuKey]bool
}

// update calls change, and returns the menu if it is a default that is new to the rule.
func (d *defaultMenus) update(key menuKey, change func()) (RichMenu, bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.menus == nil {
		d.menus, d.defaults, d.warned = map[menuKey]RichMenu{}, map[menuKey]bool{}, map[menuKey]bool{}
	}
	change()
	m, ok := d.menus[key]
	if !ok || !d.defaults[key] || d.warned[key] {
		return RichMenu{}, false
	}
	d.warned[key] = true
	return m, true
}

// ReplacedDefaults finds rich menus that a plan replaces while they are the default of
// their bot. The zero value is ready for use, and safe for concurrent use.
//
// The rule does not know whether a block has create_before_destroy: Terraform does not
// tell a provider.
type ReplacedDefaults struct{ menus defaultMenus }

// Replace notes that the plan replaces a menu, and warns if it is the default.
func (d *ReplacedDefaults) Replace(m RichMenu) []Message {
	key := menuKey{m.BotID, m.ID}
	if m, ok := d.menus.update(key, func() { d.menus.menus[key] = m }); ok {
		return []Message{replacedDefault(m)}
	}
	return nil
}

// ReplaceUnseen notes that the plan replaces a menu, in a call whose warnings the CLI does
// not show.
func (d *ReplacedDefaults) ReplaceUnseen(m RichMenu) {
	d.menus.update(menuKey{}, func() { d.menus.menus[menuKey{m.BotID, m.ID}] = m })
}

// Default notes that a menu is the default of a bot at present, and warns if the plan
// replaces it.
func (d *ReplacedDefaults) Default(botID, richMenuID string) []Message {
	key := menuKey{botID, richMenuID}
	if m, ok := d.menus.update(key, func() { d.menus.defaults[key] = true }); ok {
		return []Message{replacedDefault(m)}
	}
	return nil
}

func replacedDefault(m RichMenu) Message {
	return Message{
		fmt.Sprintf("Rich menu %q (%s), the default of bot %s, is replaced", m.Name, m.ID, m.BotID),
		fmt.Sprintf("This plan replaces %s, which is the bot's default: users without a menu of their own see it. "+
			"Unless create_before_destroy is set, Terraform deletes the menu first, and these users see no menu until the new one is there and has become the default. "+
			"To have them see the old menu until then, write in its block:\n\n"+
			"lifecycle {\n  create_before_destroy = true\n}\n\n"+
			"The new menu becomes the default through a lineworks_default_rich_menu whose rich_menu_id refers to the block; without one, the bot has no default afterwards. "+
			"If the configuration has both, there is nothing to do: Terraform does not tell the provider about create_before_destroy.", m),
	}
}

// DefaultPictures finds defaults without a picture among the rich menus and the defaults
// of one run. The zero value is ready for use, and safe for concurrent use.
type DefaultPictures struct{ menus defaultMenus }

// Menu notes whether a rich menu names a picture, and warns if it names none and becomes
// the default.
func (p *DefaultPictures) Menu(m RichMenu, hasPicture bool) []Message {
	key := menuKey{m.BotID, m.ID}
	m, ok := p.menus.update(key, func() {
		if hasPicture {
			delete(p.menus.menus, key)
		} else {
			p.menus.menus[key] = m
		}
	})
	if !ok {
		return nil
	}
	return []Message{defaultWithoutPicture(m)}
}

// Default notes that a rich menu becomes the default of a bot, and warns if the menu is
// known to name no picture.
func (p *DefaultPictures) Default(botID, richMenuID string) []Message {
	key := menuKey{botID, richMenuID}
	if m, ok := p.menus.update(key, func() { p.menus.defaults[key] = true }); ok {
		return []Message{defaultWithoutPicture(m)}
	}
	return nil
}

// Where the picture shows: https://developers.worksmobile.com/en/docs/bot-richmenu-image-set
func defaultWithoutPicture(m RichMenu) Message {
	return Message{
		fmt.Sprintf("Default rich menu of bot %s has no picture: %q (%s)", m.BotID, m.Name, m.ID),
		fmt.Sprintf("The default of bot %s becomes %s, whose block names no picture. "+
			"On mobile devices, a rich menu appears as its picture; the service does not document how it shows a menu without one, and it may not show it at all. "+
			"On a PC, users see the labels of the actions.\n\n"+
			"Set image in the block of the menu: the picture is added in place, and the menu keeps its ID. "+
			"If the menu has a picture that was set outside of Terraform, there is nothing to do.", m.BotID, m),
	}
}
