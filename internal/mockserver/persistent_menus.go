// SPDX-License-Identifier: MPL-2.0

package mockserver

import (
	"encoding/json"
	"net/http"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver/schema"
)

const persistentMenuPath = "/bots/{botId}/persistentmenu"

// persistentMenuShape: https://developers.worksmobile.com/en/docs/bot-persistentmenu-create.
// No least number of actions is printed.
var persistentMenuShape = schema.Object(schema.Fields{
	"content": schema.Object(schema.Fields{"actions": schema.List(0, 4, schema.PersistentMenuAction)}, "actions"),
}, "content")

var persistentMenuOperations = []operation{
	{
		method: http.MethodPost, template: persistentMenuPath, scopes: talk, body: bodyJSON, shape: persistentMenuShape,
		write: writeMenu, handle: (*Server).setPersistentMenu,
	},
	get(persistentMenuPath, talkOrSee, (*Server).getPersistentMenu),
	{method: http.MethodDelete, template: persistentMenuPath, scopes: talk, write: writeMenu, handle: (*Server).deletePersistentMenu},
}

func persistentMenuKey(botID int64) string { return botKey(botID) + "/persistentmenu" }

// PersistentMenu returns the persistent menu of a bot, and whether it has one.
func (s *Server) PersistentMenu(botID int64) ([]Action, bool) {
	var actions []Action
	has := false
	s.with(botID, func(state *botState) {
		if state.hasMenu {
			actions, has = cloneActions(state.menu), true
		}
	})
	return actions, has
}

// SetPersistentMenu gives a bot a persistent menu, as the console would.
func (s *Server) SetPersistentMenu(botID int64, actions []Action) {
	s.with(botID, func(state *botState) { s.storePersistentMenu(state, cloneActions(actions)) })
}

// RemovePersistentMenu takes the persistent menu of a bot away.
func (s *Server) RemovePersistentMenu(botID int64) {
	s.with(botID, s.dropPersistentMenu)
}

func (s *Server) storePersistentMenu(state *botState, actions []Action) {
	state.menu, state.hasMenu = actions, true
	delete(s.gone, persistentMenuKey(state.BotID))
}

func (s *Server) dropPersistentMenu(state *botState) {
	if state.hasMenu {
		state.menu, state.hasMenu = nil, false
		s.gone[persistentMenuKey(state.BotID)] = true
	}
}

// setPersistentMenu: https://developers.worksmobile.com/en/docs/bot-persistentmenu-create.
// It is refused while the bot has rich menus.
func (s *Server) setPersistentMenu(c *call) response {
	if len(c.bot.richMenus) > 0 {
		return s.richMenuConflict()
	}
	if c.bot.hasMenu && s.quirks.RefuseSecondPersistentMenu {
		return refuse(http.StatusConflict, codeAlreadyExist, "The bot has a persistent menu.")
	}
	var content struct {
		Actions []json.RawMessage `json:"actions"`
	}
	take(patch{body: c.body}, "content", &content)
	actions := readActions(content.Actions)
	s.storePersistentMenu(c.bot, actions)
	if s.quirks.PersistentMenuResponse == PersistentMenuResponseEmpty {
		return respond(http.StatusCreated, nil)
	}
	return respond(http.StatusCreated, s.quirks.persistentMenuObject(actions))
}

func readActions(raws []json.RawMessage) []Action {
	actions := make([]Action, len(raws))
	for i, raw := range raws {
		actions[i] = onOneLine(readAction(raw))
	}
	return actions
}

func (s *Server) richMenuConflict() response {
	const why = "The bot has rich menus."
	switch s.quirks.RichMenuConflict {
	case RichMenuConflict409:
		return refuse(http.StatusConflict, codeConflict, why)
	case RichMenuConflict403:
		return refuse(http.StatusForbidden, codeForbidden, why)
	case RichMenuConflict400:
	}
	return invalid(why)
}

// onOneLine: newlines in text items become a blank:
// https://developers.worksmobile.com/en/docs/bot-persistentmenu-create.
func onOneLine(a Action) Action {
	a.Label, a.Text = oneLine(a.Label), oneLine(a.Text)
	for _, texts := range []map[string]string{a.I18nLabels, a.I18nTexts} {
		for language := range texts {
			texts[language] = oneLine(texts[language])
		}
	}
	return a
}

func (q Quirks) persistentMenuObject(actions []Action) object {
	items := []object{}
	for _, a := range actions {
		if a.Type == "message" && a.Text == "" && q.PersistentMenuTextEcho {
			a.Text = a.Label
		}
		items = append(items, q.actionObject(a, false))
	}
	return object{"content": object{"actions": items}}
}

// getPersistentMenu: https://developers.worksmobile.com/en/docs/bot-persistentmenu-get.
func (s *Server) getPersistentMenu(c *call) response {
	if c.bot.hasMenu {
		return respond(http.StatusOK, s.quirks.persistentMenuObject(c.bot.menu))
	}
	switch s.quirks.PersistentMenuUnset {
	case PersistentMenuUnsetEmptyActions:
		return respond(http.StatusOK, s.quirks.persistentMenuObject(nil))
	case PersistentMenuUnsetNull:
		return respond(http.StatusOK, object{"content": nil})
	case PersistentMenuUnsetEmpty:
		return respond(http.StatusOK, object{})
	case PersistentMenuUnset404:
	}
	return s.missing(c, persistentMenuKey(c.botID), "Persistent menu not found.")
}

// deletePersistentMenu: listed at https://developers.worksmobile.com/en/docs/bot-api.
func (s *Server) deletePersistentMenu(c *call) response {
	if !c.bot.hasMenu && !s.quirks.DeleteUnset204 {
		return s.missing(c, persistentMenuKey(c.botID), "Persistent menu not found.")
	}
	s.dropPersistentMenu(c.bot)
	return respond(http.StatusNoContent, nil)
}
