// SPDX-License-Identifier: MPL-2.0

package mockserver

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver/schema"
)

// callbackEvents and channelEvents, https://developers.worksmobile.com/jp/docs/bot-get.
var (
	callbackEvents       = []string{"text", "location", "sticker", "image", "file", "audio", "video"}
	channelEvents        = []string{"message", "join", "leave", "joined", "left", "postback", "begin", "end"}
	defaultChannelEvents = []string{"message", "join", "leave", "joined", "left", "postback"}
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
		"i18nDescriptions":  schema.Translations("description", schema.Text(100)),
		"i18nPhotoUrls":     schema.Translations("photoUrl", schema.URL("https")),
		// Read-only: a client may send back the object that it has read.
		"botId": schema.Any(), "createdTime": schema.Any(), "modifiedTime": schema.Any(),
	}, required...)
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

// created answers a creation in the form in force.
func (s *Server) created(full object, id string) response {
	switch s.quirks.CreateAnswer {
	case CreateAnswerFull200:
		return answer(http.StatusOK, full)
	case CreateAnswerOnlyID:
		return answer(http.StatusCreated, object{id: full[id]})
	case CreateAnswerEmpty:
		return answer(http.StatusCreated, nil)
	case CreateAnswerFull:
	}
	return answer(http.StatusCreated, full)
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
	return answer(http.StatusOK, s.quirks.botObject(c.bot.Bot))
}

// replaceBot: https://developers.worksmobile.com/en/docs/bot-update-put. What
// is left out goes back to its default, https://developers.worksmobile.com/en/docs/api-call.
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
	if s.quirks.UpdateAnswer == UpdateAnswerEmpty {
		return answer(http.StatusNoContent, nil)
	}
	return answer(http.StatusOK, s.quirks.botObject(c.bot.Bot))
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
	return answer(http.StatusNoContent, nil)
}

// issueSecret answers 200, and the former secret is void at once:
// https://developers.worksmobile.com/en/docs/bot-secret-issue.
func (s *Server) issueSecret(c *call) response {
	c.bot.secret = randomSecret()
	return answer(http.StatusOK, object{"secret": c.bot.secret})
}

// checkBot checks what needs more than the body.
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
