// SPDX-License-Identifier: MPL-2.0

package mockserver

import (
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver/ids"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver/schema"
)

// callbackEvents and channelEvents, and those of a bot for which none were set: https://developers.worksmobile.com/jp/docs/bot-get.
var (
	callbackEvents       = []string{"text", "location", "sticker", "image", "file", "audio", "video"}
	channelEvents        = []string{"message", "join", "leave", "joined", "left", "postback", "begin", "end"}
	DefaultChannelEvents = []string{"message", "join", "leave", "joined", "left", "postback"}
)

var botOperations = []operation{
	{method: http.MethodPost, template: "/bots", scopes: manage, body: bodyJSON, shape: wholeBot, handle: (*Server).createBot},
	get("/bots", inspect, (*Server).listBots),
	get("/bots/{botId}", inspect, (*Server).getBot),
	{
		method: http.MethodPut, template: "/bots/{botId}", scopes: manage, body: bodyJSON, shape: wholeBot,
		write: writeManagement, handle: (*Server).replaceBot,
	},
	{
		method: http.MethodPatch, template: "/bots/{botId}", scopes: manage, body: bodyJSON, shape: partOfBot,
		write: writeManagement, handle: (*Server).patchBot,
	},
	{method: http.MethodDelete, template: "/bots/{botId}", scopes: manage, write: writeManagement, handle: (*Server).deleteBot},
	{method: http.MethodPost, template: "/bots/{botId}/secret", scopes: manage, handle: (*Server).issueSecret},
}

// botRequired are the properties that a bot cannot be without.
var botRequired = []string{"botName", "photoUrl", "description", "administrators"}

// wholeBot is the body of bot-create and bot-update-put, partOfBot that of
// bot-update-patch, whose required marks public clients ignore with success.
var (
	wholeBot  = botShape(botRequired...)
	partOfBot = botShape()
)

// botShape has the limits of https://developers.worksmobile.com/en/docs/bot-create.
func botShape(required ...string) schema.Shape {
	return schema.Object(schema.Fields{
		"botName":           schema.NonEmpty(100),
		"photoUrl":          schema.HTTPS(),
		"description":       schema.NonEmpty(100),
		"administrators":    schema.Set(1, 3, schema.NonEmpty(0)),
		"subadministrators": schema.Set(0, 3, schema.NonEmpty(0)),
		"allowDomains":      schema.Set(0, 0, schema.IntegerBetween(0, maxID)),
		"enableCallback":    schema.Boolean(),
		"callbackUrl":       schema.URL("https"),
		"callbackEvents":    schema.Set(0, 0, schema.Enum(callbackEvents...)),
		"channelEvents":     schema.Set(0, 0, schema.Enum(channelEvents...)),
		"enableGroupJoin":   schema.Boolean(),
		"defaultRichmenuId": schema.String(),
		"i18nBotNames":      schema.Translations("botName", schema.Text(100), "botName"),
		"i18nDescriptions":  schema.Translations("description", schema.Text(100), "description"),
		"i18nPhotoUrls":     schema.Translations("photoUrl", schema.URL("https"), "photoUrl"),
		// Read-only: a client may send back the object that it has read.
		"botId": schema.Any(), "createdTime": schema.Any(), "modifiedTime": schema.Any(),
	}, required...)
}

// First ids, in the form of the vendor's examples: bot ids have seven or eight
// digits, rich menu ids are digit strings.
const (
	firstBotID      = 2000001
	firstRichMenuID = 40001
	firstDomainID   = 10000001
)

// maxID is the greatest id, an int64: https://developers.worksmobile.com/en/docs/bot-get.
const maxID = 1<<63 - 1

// Bot is a bot as it is stored. Field by field it is the object of
// https://developers.worksmobile.com/en/docs/bot-get. A nil list or map, an
// empty string and no AllowDomains (every domain) stand for properties that were never set.
type Bot struct {
	BotID                             int64
	BotName, PhotoURL, Description    string
	Administrators, Subadministrators []string
	AllowDomains                      []int64
	EnableCallback                    bool
	CallbackURL                       string
	CallbackEvents, ChannelEvents     []string
	EnableGroupJoin                   bool
	DefaultRichmenuID                 string
	I18nBotNames                      map[string]string // by language
	I18nDescriptions                  map[string]string
	I18nPhotoURLs                     map[string]string
	CreatedTime, ModifiedTime         time.Time
}

func (b Bot) clone() Bot {
	b.Administrators = slices.Clone(b.Administrators)
	b.Subadministrators = slices.Clone(b.Subadministrators)
	b.AllowDomains = slices.Clone(b.AllowDomains)
	b.CallbackEvents = slices.Clone(b.CallbackEvents)
	b.ChannelEvents = slices.Clone(b.ChannelEvents)
	b.I18nBotNames = maps.Clone(b.I18nBotNames)
	b.I18nDescriptions = maps.Clone(b.I18nDescriptions)
	b.I18nPhotoURLs = maps.Clone(b.I18nPhotoURLs)
	return b
}

// botState is a bot with its registrations, menus and rooms.
type botState struct {
	Bot
	secret    string
	issued    bool // the secret
	domains   map[int64]*Domain
	menu      []Action
	hasMenu   bool // a menu without actions is still a menu
	richMenus []RichMenu
	images    map[string]MenuImage // by rich menu id
	users     map[string]string    // rich menu id by user id
	rooms     []Channel
}

func botKey(botID int64) string { return "bot/" + strconv.FormatInt(botID, 10) }

// AddBot adds a bot as the console would and returns its id; BotID 0 takes the
// next one. An existing bot with that id is replaced.
func (s *Server) AddBot(b Bot) int64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.addBot(b.clone()).BotID
}

func (s *Server) addBot(b Bot) *botState {
	if b.BotID == 0 {
		b.BotID = s.nextBot
	}
	s.nextBot = max(s.nextBot, b.BotID+1)
	if b.CreatedTime.IsZero() {
		b.CreatedTime = s.opts.Now()
	}
	if b.ModifiedTime.IsZero() {
		b.ModifiedTime = b.CreatedTime
	}
	b.AllowDomains = restricted(b.AllowDomains)
	if b.ChannelEvents == nil && !s.quirks.NoChannelEventsDefault {
		b.ChannelEvents = slices.Clone(DefaultChannelEvents)
	}
	state := &botState{
		Bot: b, secret: ids.Secret(), domains: map[int64]*Domain{},
		images: map[string]MenuImage{}, users: map[string]string{},
	}
	s.bots[b.BotID] = state
	delete(s.gone, botKey(b.BotID))
	return state
}

// restricted returns the domains, or nil when every domain is allowed.
func restricted(domains []int64) []int64 {
	if len(domains) == 1 && domains[0] == 0 || len(domains) == 0 {
		return nil
	}
	return domains
}

// Bot returns a bot.
func (s *Server) Bot(id int64) (Bot, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if state := s.bots[id]; state != nil {
		return state.clone(), true
	}
	return Bot{}, false
}

// Bots returns all bots by id.
func (s *Server) Bots() []Bot {
	s.mu.Lock()
	defer s.mu.Unlock()
	bots := []Bot{}
	for _, state := range s.sortedBots() {
		bots = append(bots, state.clone())
	}
	return bots
}

func (s *Server) sortedBots() []*botState {
	return slices.SortedFunc(maps.Values(s.bots), func(a, b *botState) int { return int(a.BotID - b.BotID) })
}

// ChangeBot changes a bot as the console would, with the documented side
// effects, and reports whether there is such a bot. The id cannot change;
// ModifiedTime becomes now unless the change sets it.
func (s *Server) ChangeBot(id int64, change func(*Bot)) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	state := s.bots[id]
	if state == nil {
		return false
	}
	changed := state.clone()
	change(&changed)
	changed.BotID = id
	changed.AllowDomains = restricted(changed.AllowDomains)
	stamp := changed.ModifiedTime
	if stamp.Equal(state.ModifiedTime) {
		stamp = s.opts.Now()
	}
	s.storeBot(state, changed.clone(), stamp)
	return true
}

// RemoveBot deletes a bot with its registrations, menus and rooms, and reports
// whether there was one.
func (s *Server) RemoveBot(id int64) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.bots[id] == nil {
		return false
	}
	s.removeBot(id)
	return true
}

func (s *Server) removeBot(id int64) {
	delete(s.bots, id)
	s.gone[botKey(id)] = true
}

// BotSecret returns the secret that signs the callbacks of a bot.
func (s *Server) BotSecret(id int64) (string, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if state := s.bots[id]; state != nil {
		return state.secret, true
	}
	return "", false
}

// SecretIssued reports whether the API has issued the secret of a bot. If not, no client
// knows it: there is no console to read it from.
func (s *Server) SecretIssued(id int64) bool {
	issued := false
	s.with(id, func(state *botState) { issued = state.issued })
	return issued
}

// createBot: https://developers.worksmobile.com/en/docs/bot-create.
func (s *Server) createBot(c *call) response {
	if refusal := s.checkBot(c); refusal != nil {
		return *refusal
	}
	if len(s.bots) >= s.opts.MaxBots {
		return refuse(http.StatusForbidden, codeLimitExceeded, fmt.Sprintf("Maximum number of bots is %d", s.opts.MaxBots))
	}
	var b Bot
	s.applyBot(&b, patch{body: c.body, replace: true})
	return s.created(s.quirks.botObject(s.addBot(b).Bot), "botId")
}

// created responds to a create in the form that the switch create-response sets.
func (s *Server) created(full object, id string) response {
	switch s.quirks.CreateResponse {
	case CreateResponseFull200:
		return respond(http.StatusOK, full)
	case CreateResponseOnlyID:
		return respond(http.StatusCreated, object{id: full[id]})
	case CreateResponseEmpty:
		return respond(http.StatusCreated, nil)
	case CreateResponseFull:
	}
	return respond(http.StatusCreated, full)
}

// listBots: https://developers.worksmobile.com/en/docs/bot-list.
func (s *Server) listBots(c *call) response {
	var items []any
	for _, state := range s.sortedBots() {
		items = append(items, s.quirks.botSummary(state.Bot))
	}
	return s.page(c, "bots", items)
}

// getBot: https://developers.worksmobile.com/en/docs/bot-get.
func (s *Server) getBot(c *call) response {
	return respond(http.StatusOK, s.quirks.botObject(c.bot.Bot))
}

// replaceBot: https://developers.worksmobile.com/en/docs/bot-update-put. A
// property that is left out goes back to its default, https://developers.worksmobile.com/en/docs/api-call.
func (s *Server) replaceBot(c *call) response { return s.updateBot(c, true) }

// patchBot: https://developers.worksmobile.com/en/docs/bot-update-patch.
func (s *Server) patchBot(c *call) response { return s.updateBot(c, false) }

func (s *Server) updateBot(c *call, replace bool) response {
	if refusal := s.checkBot(c); refusal != nil {
		return *refusal
	}
	changed := c.bot.clone()
	keepNull := !replace && s.quirks.PatchNull == PatchNullKeeps
	s.applyBot(&changed, patch{body: c.body, replace: replace, keepNull: keepNull})
	s.storeBot(c.bot, changed, s.opts.Now())
	if s.quirks.UpdateResponse == UpdateResponseEmpty {
		return respond(http.StatusNoContent, nil)
	}
	return respond(http.StatusOK, s.quirks.botObject(c.bot.Bot))
}

// storeBot stores a changed bot. Registrations outside allowDomains vanish, and
// a bot that may no longer be invited leaves all rooms but the 1:1 ones:
// https://developers.worksmobile.com/en/docs/bot-update-patch.
func (s *Server) storeBot(state *botState, changed Bot, now time.Time) {
	leaves := state.EnableGroupJoin && !changed.EnableGroupJoin
	state.Bot = changed
	state.ModifiedTime = now
	for id := range state.domains {
		if len(changed.AllowDomains) > 0 && !slices.Contains(changed.AllowDomains, id) {
			s.removeDomain(state, id)
		}
	}
	for _, room := range slices.Clone(state.rooms) {
		if leaves && room.Type != ChannelSingleUser {
			s.leaveRoom(state, room.ChannelID)
		}
	}
}

// deleteBot: https://developers.worksmobile.com/en/docs/bot-delete.
func (s *Server) deleteBot(c *call) response {
	s.removeBot(c.botID)
	return respond(http.StatusNoContent, nil)
}

// issueSecret responds with 200, and the former secret is void at once:
// https://developers.worksmobile.com/en/docs/bot-secret-issue.
func (s *Server) issueSecret(c *call) response {
	c.bot.secret, c.bot.issued = ids.Secret(), true
	return respond(http.StatusOK, object{"secret": c.bot.secret})
}

// checkBot checks the properties that a shape cannot: those that depend on the
// tenant, on the bot or on a switch.
func (s *Server) checkBot(c *call) *response {
	p := patch{body: c.body}
	var people, more []string
	take(p, "administrators", &people)
	take(p, "subadministrators", &more)
	for _, person := range slices.Concat(people, more) {
		if s.quirks.EmailAdministrators == EmailRefused && strings.Contains(person, "@") {
			return ptr(invalid("administrators is invalid."))
		}
	}
	var domains []int64
	take(p, "allowDomains", &domains)
	for _, id := range restricted(domains) {
		if id == 0 || !s.ours(id) {
			return ptr(invalid(fmt.Sprintf("allowDomains has a domain %d that is not of this tenant.", id)))
		}
	}
	var menu string
	take(p, "defaultRichmenuId", &menu)
	if menu != "" && (c.bot == nil || c.bot.findRichMenu(menu) < 0) {
		return ptr(invalid("defaultRichmenuId is invalid."))
	}
	if menu != "" {
		return s.checkHasImage(c.bot, menu)
	}
	return nil
}

// ours reports whether a domain belongs to the tenant.
func (s *Server) ours(domainID int64) bool {
	return len(s.opts.Domains) == 0 || slices.Contains(s.opts.Domains, domainID)
}

// applyBot stores the properties of a body in a bot.
func (s *Server) applyBot(b *Bot, p patch) {
	take(p, "botName", &b.BotName)
	// A newline in the name becomes a blank: https://developers.worksmobile.com/en/docs/bot-create.
	b.BotName = oneLine(b.BotName)
	take(p, "photoUrl", &b.PhotoURL)
	if p.given("photoUrl") && s.quirks.RewritePhotoURL {
		b.PhotoURL = s.gatewayURL()
	}
	take(p, "description", &b.Description)
	take(p, "administrators", &b.Administrators)
	take(p, "subadministrators", &b.Subadministrators)
	if s.quirks.EmailAdministrators == EmailToID {
		b.Administrators = s.userIDs(b.Administrators)
		b.Subadministrators = s.userIDs(b.Subadministrators)
	}
	take(p, "allowDomains", &b.AllowDomains)
	b.AllowDomains = restricted(b.AllowDomains)
	take(p, "enableCallback", &b.EnableCallback)
	take(p, "callbackUrl", &b.CallbackURL)
	take(p, "callbackEvents", &b.CallbackEvents)
	take(p, "channelEvents", &b.ChannelEvents)
	if b.ChannelEvents == nil && !s.quirks.NoChannelEventsDefault {
		b.ChannelEvents = slices.Clone(DefaultChannelEvents)
	}
	take(p, "enableGroupJoin", &b.EnableGroupJoin)
	take(p, "defaultRichmenuId", &b.DefaultRichmenuID)
	takeI18n(p, "i18nBotNames", "botName", &b.I18nBotNames)
	takeI18n(p, "i18nDescriptions", "description", &b.I18nDescriptions)
	takeI18n(p, "i18nPhotoUrls", "photoUrl", &b.I18nPhotoURLs)
	if p.given("i18nPhotoUrls") && s.quirks.RewriteI18nPhotoURLs {
		for language := range b.I18nPhotoURLs {
			b.I18nPhotoURLs[language] = s.gatewayURL()
		}
	}
}

// gatewayURL makes an address like those that the console shows for uploaded
// pictures.
func (s *Server) gatewayURL() string {
	s.photos++
	return fmt.Sprintf("https://mock.worksmobile.com/gateway/image/view?path=bot_profile%%2F%d.png", s.photos)
}

func (q Quirks) botID(id int64) any {
	if q.BotIDAsString {
		return strconv.FormatInt(id, 10)
	}
	return id
}

// botSummary is a bot in a list: five properties,
// https://developers.worksmobile.com/en/docs/bot-list.
func (q Quirks) botSummary(b Bot) object {
	out := object{"botId": q.botID(b.BotID), "botName": b.BotName, "photoUrl": b.PhotoURL}
	q.putI18n(out, "i18nBotNames", "botName", b.I18nBotNames)
	q.putI18n(out, "i18nPhotoUrls", "photoUrl", b.I18nPhotoURLs)
	return out
}

// botObject is a whole bot, https://developers.worksmobile.com/en/docs/bot-get.
func (q Quirks) botObject(b Bot) object {
	out := q.botSummary(b)
	out["description"] = b.Description
	putArray(q, out, "administrators", b.Administrators)
	putArray(q, out, "subadministrators", b.Subadministrators)
	q.putAllowDomains(out, b.AllowDomains)
	q.putFlag(out, "enableCallback", b.EnableCallback)
	q.putText(out, "callbackUrl", b.CallbackURL)
	putArray(q, out, "callbackEvents", b.CallbackEvents)
	putArray(q, out, "channelEvents", b.ChannelEvents)
	q.putFlag(out, "enableGroupJoin", b.EnableGroupJoin)
	q.putText(out, "defaultRichmenuId", b.DefaultRichmenuID)
	q.putI18n(out, "i18nDescriptions", "description", b.I18nDescriptions)
	out["createdTime"] = q.time(b.CreatedTime)
	out["modifiedTime"] = q.time(b.ModifiedTime)
	return out
}

func (q Quirks) putAllowDomains(out object, domains []int64) {
	const name = "allowDomains"
	if len(domains) > 0 {
		putArray(q, out, name, domains)
		return
	}
	switch q.AllDomains {
	case AllDomainsAbsent:
	case AllDomainsZero:
		out[name] = []int64{0}
	case AllDomainsEmpty:
		out[name] = []int64{}
	case AllDomainsNull:
		out[name] = nil
	}
}
