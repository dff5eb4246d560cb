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

func richMenuKey(botID int64, id string) string { return botKey(botID) + "/richmenu/" + id }

func defaultKey(botID int64) string { return botKey(botID) + "/default" }

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
	return respond(http.StatusOK, s.quirks.richMenuObject(c.bot.richMenus[i]))
}

// deleteRichMenu clears the default when it was this menu, and takes it from its
// users. No page says whether the service does.
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
	return respond(http.StatusNoContent, nil)
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
	return respond(http.StatusCreated, s.quirks.defaultObject(c.bot))
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
	return respond(http.StatusOK, s.quirks.defaultObject(c.bot))
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
	return respond(http.StatusOK, out)
}

// clearDefaultRichMenu: listed at https://developers.worksmobile.com/en/docs/bot-api.
func (s *Server) clearDefaultRichMenu(c *call) response {
	if c.bot.DefaultRichmenuID == "" && !s.quirks.DeleteUnset204 {
		return s.missing(c, defaultKey(c.botID), "Default rich menu not found.")
	}
	s.clearDefault(c.bot)
	return respond(http.StatusNoContent, nil)
}

func (q Quirks) richMenuObject(m RichMenu) object {
	areas := []object{}
	for _, area := range m.Areas {
		areas = append(areas, object{"bounds": area.Bounds, "action": q.actionObject(area.Action, true)})
	}
	return object{"richmenuId": m.RichMenuID, "richmenuName": m.RichMenuName, "areas": areas, "size": m.Size}
}
