// SPDX-License-Identifier: MPL-2.0

package mockserver

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strconv"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver/schema"
)

const (
	richMenusPath       = "/bots/{botId}/richmenus"
	richMenuPath        = richMenusPath + "/{richmenuId}"
	defaultRichMenuPath = richMenusPath + "/default"
)

// richMenuShape: https://developers.worksmobile.com/en/docs/bot-richmenu-create.
// Whether areas may overlap or reach past the edge is not said.
var richMenuShape = schema.Object(schema.Fields{
	"richmenuId":   schema.Any(), // read-only
	"richmenuName": schema.NonEmpty(300),
	"areas": schema.List(1, 20, schema.Object(schema.Fields{
		"action": schema.RichMenuAction,
		"bounds": schema.Object(schema.Fields{
			"x": schema.IntegerBetween(0, 2500), "y": schema.IntegerBetween(0, 1686), "width": schema.IntegerBetween(0, 2500), "height": schema.IntegerBetween(0, 1686),
		}, "x", "y", "width", "height"),
	}, "action", "bounds")),
	"size": sizeShape(),
}, "richmenuName", "areas", "size")

// menuSizes are the sizes of a rich menu and of its image:
// https://developers.worksmobile.com/en/docs/bot-richmenu-image-set.
var menuSizes = []Size{{2500, 843}, {2500, 1686}}

func sizeShape() schema.Shape {
	size := schema.Fields{"width": schema.Integer(), "height": schema.Integer()}
	return schema.Object(size, "width", "height").CheckedBy(func(_ *schema.Checker, path string, body schema.Body) *schema.Problem {
		var got Size
		take(patch{body: body}, "width", &got.Width)
		take(patch{body: body}, "height", &got.Height)
		if !slices.Contains(menuSizes, got) {
			return schema.Wrong(path + " must be 2500x843 or 2500x1686.")
		}
		return nil
	})
}

var richMenuOperations = []operation{
	{
		method: http.MethodPost, template: richMenusPath, scopes: talk, body: bodyJSON, shape: richMenuShape,
		write: writeMenu, handle: (*Server).createRichMenu,
	},
	get(richMenusPath, talkOrSee, (*Server).listRichMenus),
	get(richMenuPath, talkOrSee, (*Server).getRichMenu),
	{method: http.MethodDelete, template: richMenuPath, scopes: talk, write: writeMenu, handle: (*Server).deleteRichMenu},
	{
		method: http.MethodPost, template: richMenuPath + "/set-default", scopes: talk,
		write: writeMenu, handle: (*Server).setDefaultRichMenu,
	},
	get(defaultRichMenuPath, talkOrSee, (*Server).getDefaultRichMenu),
	{method: http.MethodDelete, template: defaultRichMenuPath, scopes: talk, write: writeMenu, handle: (*Server).clearDefaultRichMenu},
}

// createRichMenu deletes the persistent menu of the bot:
// https://developers.worksmobile.com/en/docs/bot-persistentmenu-create.
func (s *Server) createRichMenu(c *call) response {
	if len(c.bot.richMenus) >= s.opts.MaxRichMenus {
		return refuse(http.StatusForbidden, codeLimitExceeded,
			fmt.Sprintf("Maximum number of rich menus is %d", s.opts.MaxRichMenus))
	}
	m := s.addRichMenu(c.bot, readRichMenu(c.body))
	return s.created(s.quirks.richMenuObject(m), "richmenuId")
}

func (s *Server) addRichMenu(state *botState, m RichMenu) RichMenu {
	if m.RichMenuID == "" {
		m.RichMenuID = strconv.FormatInt(s.nextMenu, 10)
	}
	if id, err := strconv.ParseInt(m.RichMenuID, 10, 64); err == nil {
		s.nextMenu = max(s.nextMenu, id+1)
	}
	state.richMenus = append(state.richMenus, m)
	delete(s.gone, richMenuKey(state.BotID, m.RichMenuID))
	s.dropPersistentMenu(state)
	return m
}

func readRichMenu(body map[string]json.RawMessage) RichMenu {
	var m RichMenu
	var areas []struct {
		Action json.RawMessage `json:"action"`
		Bounds Bounds          `json:"bounds"`
	}
	p := patch{body: body}
	take(p, "richmenuName", &m.RichMenuName)
	take(p, "size", &m.Size)
	take(p, "areas", &areas)
	for _, area := range areas {
		m.Areas = append(m.Areas, Area{Bounds: area.Bounds, Action: readAction(area.Action)})
	}
	return m
}

// listRichMenus: https://developers.worksmobile.com/en/docs/bot-richmenu-list.
func (s *Server) listRichMenus(c *call) response {
	var items []any
	for _, m := range c.bot.richMenus {
		items = append(items, s.quirks.richMenuObject(m))
	}
	return s.page(c, "richmenus", items)
}

// richMenu finds the rich menu that the path names.
func (s *Server) richMenu(c *call) (int, *response) {
	id := c.params["richmenuId"]
	i := c.bot.findRichMenu(id)
	if i < 0 {
		return i, ptr(s.missing(c, richMenuKey(c.botID, id), "Rich menu not found."))
	}
	return i, nil
}

// getRichMenu: https://developers.worksmobile.com/en/docs/bot-richmenu-get.
func (s *Server) getRichMenu(c *call) response {
	i, refusal := s.richMenu(c)
	if refusal != nil {
		return *refusal
	}
	return answer(http.StatusOK, s.quirks.richMenuObject(c.bot.richMenus[i]))
}

// deleteRichMenu clears the default when it was this menu, and takes it from its
// users. What the service does then is not said.
func (s *Server) deleteRichMenu(c *call) response {
	i, refusal := s.richMenu(c)
	if refusal != nil {
		return *refusal
	}
	id := c.bot.richMenus[i].RichMenuID
	if id == c.bot.DefaultRichmenuID && s.quirks.RefuseDeleteDefaultRichMenu {
		return refuse(http.StatusConflict, codeConflict, "The rich menu is the default.")
	}
	if len(c.bot.usersOf(id)) > 0 && s.quirks.RefuseDeleteAssignedRichMenu {
		return refuse(http.StatusConflict, codeConflict, "The rich menu is that of a user.")
	}
	s.removeRichMenu(c.bot, i)
	return answer(http.StatusNoContent, nil)
}

func (s *Server) removeRichMenu(state *botState, i int) {
	id := state.richMenus[i].RichMenuID
	state.richMenus = slices.Delete(state.richMenus, i, i+1)
	delete(state.images, id)
	s.gone[richMenuKey(state.BotID, id)] = true
	if s.quirks.KeepDanglingRichMenus {
		return
	}
	if state.DefaultRichmenuID == id {
		s.clearDefault(state)
	}
	for _, user := range state.usersOf(id) {
		s.clearUser(state, user)
	}
}

func (s *Server) clearDefault(state *botState) {
	state.DefaultRichmenuID = ""
	s.gone[defaultKey(state.BotID)] = true
}

// setDefaultRichMenu has no body: https://developers.worksmobile.com/en/docs/bot-default-richmenu-set.
func (s *Server) setDefaultRichMenu(c *call) response {
	i, refusal := s.richMenu(c)
	if refusal != nil {
		return *refusal
	}
	id := c.bot.richMenus[i].RichMenuID
	if refusal := s.checkHasImage(c.bot, id); refusal != nil {
		return *refusal
	}
	s.storeDefault(c.bot, id)
	return answer(http.StatusCreated, s.quirks.defaultObject(c.bot))
}

func (s *Server) storeDefault(state *botState, id string) {
	state.DefaultRichmenuID = id
	delete(s.gone, defaultKey(state.BotID))
}

// checkHasImage refuses to show a menu without an image, where a switch says so.
func (s *Server) checkHasImage(state *botState, id string) *response {
	if _, found := state.images[id]; found || !s.quirks.RefuseMenuWithoutImage {
		return nil
	}
	return ptr(invalid("The rich menu has no image."))
}

func (q Quirks) defaultObject(state *botState) object {
	return object{"botId": q.botID(state.BotID), "defaultRichmenuId": state.DefaultRichmenuID}
}

// getDefaultRichMenu: https://developers.worksmobile.com/en/docs/bot-default-richmenu-get.
// Two live clients see 404 when none is set.
func (s *Server) getDefaultRichMenu(c *call) response {
	if c.bot.DefaultRichmenuID == "" {
		return s.defaultUnset(c)
	}
	return answer(http.StatusOK, s.quirks.defaultObject(c.bot))
}

func (s *Server) defaultUnset(c *call) response {
	out := s.quirks.defaultObject(c.bot)
	switch s.quirks.DefaultUnset {
	case DefaultUnsetNull:
		out["defaultRichmenuId"] = nil
	case DefaultUnsetEmpty:
	case DefaultUnsetAbsent:
		delete(out, "defaultRichmenuId")
	case DefaultUnset404:
		return s.missing(c, defaultKey(c.botID), "Default rich menu not found.")
	}
	return answer(http.StatusOK, out)
}

// clearDefaultRichMenu: listed at https://developers.worksmobile.com/en/docs/bot-api.
func (s *Server) clearDefaultRichMenu(c *call) response {
	if c.bot.DefaultRichmenuID == "" && !s.quirks.DeleteUnset204 {
		return s.missing(c, defaultKey(c.botID), "Default rich menu not found.")
	}
	s.clearDefault(c.bot)
	return answer(http.StatusNoContent, nil)
}
