// SPDX-License-Identifier: MPL-2.0

package mockserver

import (
	"maps"
	"net/http"
)

const userRichMenuPath = richMenusPath + "/users/{userId}"

var userRichMenuOperations = []operation{
	{
		method: http.MethodPost, template: richMenuPath + "/users/{userId}", scopes: talk,
		write: writeMenu, handle: (*Server).assignRichMenu,
	},
	get(userRichMenuPath, talkOrSee, (*Server).getUserRichMenu),
	{method: http.MethodDelete, template: userRichMenuPath, scopes: talk, write: writeMenu, handle: (*Server).unassignRichMenu},
}

func userMenuKey(botID int64, userID string) string { return botKey(botID) + "/user/" + userID }

// UserRichMenu returns the id of a user's own rich menu, "" when there is none. The
// user is named by id or e-mail address.
func (s *Server) UserRichMenu(botID int64, user string) string {
	id := ""
	s.with(botID, func(state *botState) { id = state.users[s.userID(user)] })
	return id
}

// UserRichMenus returns the ids of the rich menus of a bot's users by user id.
func (s *Server) UserRichMenus(botID int64) map[string]string {
	var menus map[string]string
	s.with(botID, func(state *botState) { menus = maps.Clone(state.users) })
	return menus
}

// SetUserRichMenu gives a user a rich menu of their own, behind the API's back; ""
// takes it away. It reports whether there are such a bot and menu.
func (s *Server) SetUserRichMenu(botID int64, user, id string) bool {
	found := false
	s.with(botID, func(state *botState) {
		switch {
		case id == "":
			s.clearUser(state, s.userID(user))
		case state.findRichMenu(id) < 0:
			return
		default:
			s.storeUser(state, s.userID(user), id)
		}
		found = true
	})
	return found
}

// ShownRichMenu returns the rich menu that a user sees, and whether there is one: their own
// before the default. See
// https://developers.worksmobile.com/en/docs/bot-default-richmenu-set.
func (s *Server) ShownRichMenu(botID int64, user string) (menu RichMenu, found bool) {
	s.with(botID, func(state *botState) {
		for _, id := range []string{state.users[s.userID(user)], state.DefaultRichmenuID} {
			if i := state.findRichMenu(id); i >= 0 && !found {
				menu, found = state.richMenus[i].clone(), true
			}
		}
	})
	return menu, found
}

// assignRichMenu has no body and gives none. It replaces the menu that the user
// has: https://developers.worksmobile.com/en/docs/bot-richmenu-user-set.
func (s *Server) assignRichMenu(c *call) response {
	i, refusal := s.richMenu(c)
	if refusal != nil {
		return *refusal
	}
	user, refusal := s.user(c)
	if refusal != nil {
		return *refusal
	}
	if s.quirks.UserMenuNeedsRegistration && len(c.bot.domains) == 0 {
		return botDenied()
	}
	id := c.bot.richMenus[i].RichMenuID
	if refusal := s.checkHasImage(c.bot, id); refusal != nil {
		return *refusal
	}
	s.storeUser(c.bot, user, id)
	return respond(http.StatusNoContent, nil)
}

func (s *Server) storeUser(state *botState, user, id string) {
	state.users[user] = id
	delete(s.gone, userMenuKey(state.BotID, user))
}

func (s *Server) clearUser(state *botState, user string) {
	delete(state.users, user)
	s.gone[userMenuKey(state.BotID, user)] = true
}

// usersOf are the users who have the rich menu.
func (state *botState) usersOf(id string) []string {
	var users []string
	for user, menu := range state.users {
		if menu == id {
			users = append(users, user)
		}
	}
	return users
}

// getUserRichMenu never shows the default:
// https://developers.worksmobile.com/en/docs/bot-richmenu-user-get.
func (s *Server) getUserRichMenu(c *call) response {
	user, refusal := s.user(c)
	if refusal != nil {
		return *refusal
	}
	id, found := c.bot.users[user]
	i := c.bot.findRichMenu(id)
	if !found || i < 0 {
		return s.missing(c, userMenuKey(c.botID, user), "Rich menu of the user not found.")
	}
	return respond(http.StatusOK, s.quirks.richMenuObject(c.bot.richMenus[i]))
}

// unassignRichMenu: listed at https://developers.worksmobile.com/en/docs/bot-api.
// The user sees the default again.
func (s *Server) unassignRichMenu(c *call) response {
	user, refusal := s.user(c)
	if refusal != nil {
		return *refusal
	}
	if _, found := c.bot.users[user]; !found && !s.quirks.DeleteUnset204 {
		return s.missing(c, userMenuKey(c.botID, user), "Rich menu of the user not found.")
	}
	s.clearUser(c.bot, user)
	return respond(http.StatusNoContent, nil)
}
