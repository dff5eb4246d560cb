// SPDX-License-Identifier: MPL-2.0

package mockserver

import "slices"

// RichMenu is a rich menu, https://developers.worksmobile.com/en/docs/bot-richmenu-get.
type RichMenu struct {
	RichMenuID   string
	RichMenuName string
	Areas        []Area
	Size         Size
}

// Area is a part of a rich menu that can be tapped.
type Area struct {
	Bounds Bounds
	Action Action
}

// Bounds is a rectangle in pixels; the origin is at the top left.
type Bounds struct {
	X      int64 `json:"x"`
	Y      int64 `json:"y"`
	Width  int64 `json:"width"`
	Height int64 `json:"height"`
}

// Size is the size of a rich menu in pixels.
type Size struct {
	Width  int64 `json:"width"`
	Height int64 `json:"height"`
}

func (m RichMenu) clone() RichMenu {
	m.Areas = slices.Clone(m.Areas)
	for i := range m.Areas {
		m.Areas[i].Action = m.Areas[i].Action.clone()
	}
	return m
}

func (state *botState) findRichMenu(id string) int {
	return slices.IndexFunc(state.richMenus, func(m RichMenu) bool { return m.RichMenuID == id })
}

// AddRichMenu gives a bot a rich menu, as the console would: the persistent
// menu goes. It returns the id, "" when there is no such bot; an empty
// RichMenuID gets the next one.
func (s *Server) AddRichMenu(botID int64, m RichMenu) string {
	id := ""
	s.with(botID, func(state *botState) { id = s.addRichMenu(state, m.clone()).RichMenuID })
	return id
}

// RemoveRichMenu deletes a rich menu; as the default and as that of a user it goes
// too.
func (s *Server) RemoveRichMenu(botID int64, id string) {
	s.with(botID, func(state *botState) {
		if i := state.findRichMenu(id); i >= 0 {
			s.removeRichMenu(state, i)
		}
	})
}

// DefaultRichMenu returns the id of the default rich menu of a bot, "" when it
// has none.
func (s *Server) DefaultRichMenu(botID int64) string {
	id := ""
	s.with(botID, func(state *botState) { id = state.DefaultRichmenuID })
	return id
}

// SetDefaultRichMenu makes a rich menu the default, as the console would; "" takes
// the default away. It reports whether there are such a bot and menu.
func (s *Server) SetDefaultRichMenu(botID int64, id string) bool {
	found := false
	s.with(botID, func(state *botState) {
		switch {
		case id == "":
			s.clearDefault(state)
		case state.findRichMenu(id) < 0:
			return
		default:
			s.storeDefault(state, id)
		}
		found = true
	})
	return found
}

// RichMenus returns the rich menus of a bot, oldest first.
func (s *Server) RichMenus(botID int64) []RichMenu {
	var menus []RichMenu
	s.with(botID, func(state *botState) {
		for _, m := range state.richMenus {
			menus = append(menus, m.clone())
		}
	})
	return menus
}

func (q Quirks) richMenuObject(m RichMenu) object {
	areas := []object{}
	for _, area := range m.Areas {
		areas = append(areas, object{"bounds": area.Bounds, "action": q.actionObject(area.Action, true)})
	}
	return object{"richmenuId": m.RichMenuID, "richmenuName": m.RichMenuName, "areas": areas, "size": m.Size}
}
