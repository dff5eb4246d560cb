// SPDX-License-Identifier: MPL-2.0

package mockserver

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver/directory"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver/schema"
)

// seedShape is the form of a seed: the API's own properties, checked by the
// API's own rules, plus the registrations, menus and rooms of each bot.
var seedShape = schema.Object(schema.Fields{
	"app": schema.Object(schema.Fields{
		"clientId": schema.NonEmpty(0), "clientSecret": schema.NonEmpty(0), "serviceAccount": schema.NonEmpty(0), "scopes": schema.List(1, 0, schema.NonEmpty(0)),
	}),
	"domains": schema.Set(0, 0, schema.IntegerBetween(1, maxID)),
	"bots":    schema.List(0, 0, seedBot()),
	"users":   schema.List(0, 0, directory.UserShape), "orgUnits": schema.List(0, 0, directory.OrgUnitShape), "groups": schema.List(0, 0, directory.GroupShape),
})

// seedShade is the grey of the images that a seed asks for.
const seedShade = 0xc0

func seedBot() schema.Shape {
	return botShape(botRequired...).With(schema.Fields{
		"botId":       schema.IntegerBetween(1, maxID),
		"createdTime": schema.String(), "modifiedTime": schema.String(),
		"domains": schema.List(0, 0, schema.Object(schema.Fields{
			"domainId": schema.IntegerBetween(1, maxID), "visible": schema.Boolean(),
			"allowToSelectedMember": schema.Boolean(), "members": schema.Set(0, 0, schema.NonEmpty(0)),
		}, "domainId")),
		"persistentMenu": persistentMenuShape,
		"richmenus":      schema.List(0, 0, seedRichMenu()),
		"userRichmenus":  schema.List(0, 0, schema.Object(schema.Fields{"userId": schema.NonEmpty(0), "richmenuId": schema.NonEmpty(0)}, "userId", "richmenuId")),
		"channels": schema.List(0, 0, schema.Object(schema.Fields{
			"channelId": schema.NonEmpty(0), "domainId": schema.IntegerBetween(1, maxID), "title": schema.Text(1000), "members": schema.Set(0, 100, schema.NonEmpty(0)),
			"channelType": schema.Object(schema.Fields{
				"type":      schema.Enum(ChannelSingleUser, ChannelMultiUsers, ChannelOrgUnit, ChannelGroup),
				"orgUnitId": schema.NonEmpty(0), "groupId": schema.NonEmpty(0),
			}, "type"),
		})),
	})
}

func seedRichMenu() schema.Shape {
	return richMenuShape.With(schema.Fields{"richmenuId": schema.NonEmpty(0), "image": schema.Boolean()})
}

// Load adds the objects of a seed, whose form is in the package documentation. It
// fails on values that the API would refuse and on unknown properties, and changes
// nothing then.
func (s *Server) Load(r io.Reader) error {
	raw, err := io.ReadAll(r)
	if err != nil {
		return fmt.Errorf("reading the seed: %w", err)
	}
	var seed map[string]json.RawMessage
	if err := json.Unmarshal(raw, &seed); err != nil {
		return fmt.Errorf("the seed is no JSON object: %w", err)
	}
	checked := schema.Check(seed, seedShape, schema.Options{})
	if checked.Problem != nil {
		return errors.New(checked.Problem.Description)
	}
	if len(checked.Unknown) > 0 {
		return fmt.Errorf("%s is unknown", checked.Unknown[0])
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.loadAll(patch{body: seed})
}

func (s *Server) loadAll(seed patch) error {
	domains := slices.Clone(s.opts.Domains)
	take(seed, "domains", &domains)
	before := s.directory
	if err := s.loadDirectory(seed, domains); err != nil { // bots may name its users
		return err
	}
	var bots []map[string]json.RawMessage
	take(seed, "bots", &bots)
	made, err := s.readSeedBots(bots)
	if err != nil {
		s.directory = before
		return err
	}
	s.opts.Domains = domains
	var app map[string]json.RawMessage
	take(seed, "app", &app)
	credentials := s.opts.Credentials.Clone()
	p := patch{body: app}
	take(p, "clientId", &credentials.ClientID)
	take(p, "clientSecret", &credentials.ClientSecret)
	take(p, "serviceAccount", &credentials.ServiceAccount)
	take(p, "scopes", &credentials.Scopes)
	s.opts.Credentials = credentials
	for i, body := range bots {
		s.loadParts(s.addBot(made[i]), patch{body: body})
	}
	return nil
}

func (s *Server) readSeedBots(bots []map[string]json.RawMessage) ([]Bot, error) {
	made := make([]Bot, len(bots))
	seen := map[int64]bool{}
	for i, body := range bots {
		if err := s.readSeedBot(&made[i], patch{body: body}); err != nil {
			return nil, fmt.Errorf("bots[%d]: %w", i, err)
		}
		id := made[i].BotID
		if id != 0 && (seen[id] || s.bots[id] != nil) {
			return nil, fmt.Errorf("bots[%d]: there is a bot %d already", i, id)
		}
		seen[id] = true
	}
	return made, nil
}

// loadDirectory adds users, org units and groups.
func (s *Server) loadDirectory(seed patch, domains []int64) error {
	all, err := s.directory.Content()
	if err != nil {
		return err
	}
	var added directory.Content
	take(seed, "users", &added.Users)
	take(seed, "orgUnits", &added.OrgUnits)
	take(seed, "groups", &added.Groups)
	all.Users = append(all.Users, added.Users...)
	all.OrgUnits = append(all.OrgUnits, added.OrgUnits...)
	all.Groups = append(all.Groups, added.Groups...)
	return s.storeDirectory(all, domains)
}

func (s *Server) readSeedBot(b *Bot, p patch) error {
	s.applyBot(b, p)
	take(p, "botId", &b.BotID)
	for name, into := range map[string]*time.Time{"createdTime": &b.CreatedTime, "modifiedTime": &b.ModifiedTime} {
		if p.given(name) && !take(p, name, into) {
			return fmt.Errorf("%s is no time like 2025-04-01T09:00:00+09:00", name)
		}
	}
	return checkSeedMenus(b.DefaultRichmenuID, p)
}

// seedMenu is an element of richmenus or userRichmenus in a seed.
type seedMenu struct {
	UserID     string
	RichmenuID string
	Image      bool
}

// checkSeedMenus wants default and user rich menus to be among those of the bot.
func checkSeedMenus(standard string, p patch) error {
	var menus, users []seedMenu
	take(p, "richmenus", &menus)
	take(p, "userRichmenus", &users)
	ids := map[string]bool{}
	for _, menu := range menus {
		if ids[menu.RichmenuID] && menu.RichmenuID != "" {
			return fmt.Errorf("there are two richmenus %s", menu.RichmenuID)
		}
		ids[menu.RichmenuID] = true
	}
	if standard != "" && !ids[standard] {
		return errors.New("defaultRichmenuId is none of its richmenus")
	}
	for i, user := range users {
		if !ids[user.RichmenuID] {
			return fmt.Errorf("userRichmenus[%d].richmenuId is none of its richmenus", i)
		}
	}
	return nil
}

// loadParts adds the registrations, menus and rooms that a seed gives a bot.
func (s *Server) loadParts(state *botState, p patch) {
	var domains []Domain
	take(p, "domains", &domains) // the names differ from the API's in case alone
	for _, d := range domains {
		state.domains[d.DomainID] = &d
	}
	if p.given("persistentMenu") {
		var menu struct {
			Content struct {
				Actions []json.RawMessage `json:"actions"`
			} `json:"content"`
		}
		take(p, "persistentMenu", &menu)
		s.storePersistentMenu(state, readActions(menu.Content.Actions))
	}
	s.loadRichMenus(state, p)
	var rooms []struct {
		Channel
		ChannelType struct{ Type, OrgUnitID, GroupID string }
	}
	take(p, "channels", &rooms)
	for _, r := range rooms {
		room := r.Channel
		room.Type, room.OrgUnitID, room.GroupID = r.ChannelType.Type, r.ChannelType.OrgUnitID, r.ChannelType.GroupID
		s.addRoom(state, room)
	}
}

func (s *Server) loadRichMenus(state *botState, p patch) {
	var menus []map[string]json.RawMessage
	take(p, "richmenus", &menus)
	for _, body := range menus {
		menu, more := readRichMenu(body), patch{body: body}
		take(more, "richmenuId", &menu.RichMenuID)
		menu = s.addRichMenu(state, menu)
		withImage := false
		if take(more, "image", &withImage); withImage {
			s.storeImage(state, menu.RichMenuID, MenuImage{Picture: Picture{
				FileName: "plain.png", ContentType: "image/png", Content: PlainPNG(menu.Size, seedShade),
			}})
		}
	}
	var users []seedMenu
	take(p, "userRichmenus", &users)
	for _, user := range users {
		s.storeUser(state, s.userID(user.UserID), user.RichmenuID)
	}
}
