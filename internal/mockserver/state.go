// SPDX-License-Identifier: MPL-2.0

package mockserver

import (
	"maps"
	"slices"
	"strconv"
	"time"
)

// First ids, in the form of the vendor's examples: bot ids have seven or eight
// digits, rich menu ids are digit strings.
const (
	firstBotID      = 2000001
	firstRichMenuID = 40001
	firstDomainID   = 10000001
)

// Bot is a bot as it is stored. Field by field it is the object of
// https://developers.worksmobile.com/en/docs/bot-get. Nil lists and maps, empty
// strings and no AllowDomains (every domain) are what was never set.
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

// botState is a bot with all that hangs on it.
type botState struct {
	Bot
	secret    string
	domains   map[int64]*Domain
	menu      []Action
	hasMenu   bool // a menu without actions is still a menu
	richMenus []RichMenu
	images    map[string]MenuImage // by rich menu id
	users     map[string]string    // rich menu id by user id
	rooms     []Channel
}

// Keys of what may be deleted.
func botKey(botID int64) string { return "bot/" + strconv.FormatInt(botID, 10) }

func domainKey(botID, domainID int64) string {
	return botKey(botID) + "/domain/" + strconv.FormatInt(domainID, 10)
}

func memberKey(botID, domainID int64, userID string) string {
	return domainKey(botID, domainID) + "/member/" + userID
}

func roomKey(botID int64, channelID string) string { return botKey(botID) + "/channel/" + channelID }

func richMenuKey(botID int64, id string) string { return botKey(botID) + "/richmenu/" + id }

func imageKey(botID int64, id string) string { return richMenuKey(botID, id) + "/image" }

func userMenuKey(botID int64, userID string) string { return botKey(botID) + "/user/" + userID }

func persistentMenuKey(botID int64) string { return botKey(botID) + "/persistentmenu" }

func defaultKey(botID int64) string { return botKey(botID) + "/default" }

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
		b.ChannelEvents = slices.Clone(defaultChannelEvents)
	}
	state := &botState{
		Bot: b, secret: randomSecret(), domains: map[int64]*Domain{},
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

// RemoveBot deletes a bot with all that hangs on it and reports whether there
// was one.
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

// with runs a change of what hangs on a bot, when there is such a bot.
func (s *Server) with(botID int64, change func(*botState)) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	state := s.bots[botID]
	if state == nil {
		return false
	}
	change(state)
	return true
}
