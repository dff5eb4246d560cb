// SPDX-License-Identifier: MPL-2.0

package mockserver

import (
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strconv"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver/schema"
)

const (
	domainsPath = "/bots/{botId}/domains"
	domainPath  = domainsPath + "/{domainId}"
	membersPath = domainPath + "/members"
)

// domainShape: https://developers.worksmobile.com/en/docs/bot-domain-register.
var domainShape = schema.Object(schema.Fields{
	"domainId":              schema.Any(), // read-only
	"visible":               schema.Boolean(),
	"allowToSelectedMember": schema.Boolean(),
})

var domainOperations = []operation{
	{
		method: http.MethodPost, template: domainPath, scopes: manage, body: bodyOptional, shape: domainShape,
		write: writeManagement, handle: (*Server).registerDomain,
	},
	get(domainsPath, inspect, (*Server).listDomains),
	{
		method: http.MethodPut, template: domainPath, scopes: manage, body: bodyJSON, shape: domainShape,
		write: writeManagement, handle: (*Server).updateDomain,
	},
	{
		method: http.MethodPatch, template: domainPath, scopes: manage, body: bodyJSON, shape: domainShape,
		write: writeManagement, handle: (*Server).updateDomain,
	},
	{method: http.MethodDelete, template: domainPath, scopes: manage, write: writeManagement, handle: (*Server).deleteDomain},
	{
		method: http.MethodPost, template: membersPath, scopes: manage, body: bodyUntyped, shape: memberShape,
		write: writeManagement, handle: (*Server).addMember,
	},
	get(membersPath, inspect, (*Server).listMembers),
	{
		method: http.MethodDelete, template: membersPath + "/{userId}", scopes: manage,
		write: writeManagement, handle: (*Server).deleteMember,
	},
}

// Domain is the registration of a bot in a domain.
type Domain struct {
	DomainID              int64
	Visible               bool
	AllowToSelectedMember bool
	// Members are the user ids of the selected members, in order of addition.
	Members []string
}

func (d Domain) clone() Domain {
	d.Members = slices.Clone(d.Members)
	return d
}

func domainKey(botID, domainID int64) string {
	return botKey(botID) + "/domain/" + strconv.FormatInt(domainID, 10)
}

// Domains returns the registrations of a bot by domain id.
func (s *Server) Domains(botID int64) []Domain {
	var domains []Domain
	s.with(botID, func(state *botState) {
		for _, id := range slices.Sorted(maps.Keys(state.domains)) {
			domains = append(domains, state.domains[id].clone())
		}
	})
	return domains
}

// SetDomain registers a bot in a domain, members included, or replaces the
// registration. It reports whether there is such a bot.
func (s *Server) SetDomain(botID int64, d Domain) bool {
	return s.with(botID, func(state *botState) {
		state.domains[d.DomainID] = ptr(d.clone())
		delete(s.gone, domainKey(botID, d.DomainID))
	})
}

// RemoveDomain ends a registration.
func (s *Server) RemoveDomain(botID, domainID int64) {
	s.with(botID, func(state *botState) {
		if state.domains[domainID] != nil {
			s.removeDomain(state, domainID)
		}
	})
}

// domain finds the registration that the path names.
func (s *Server) domain(c *call) (id int64, found *Domain, refusal *response) {
	id, err := strconv.ParseInt(c.params["domainId"], 10, 64)
	if err != nil || id <= 0 {
		return 0, nil, ptr(invalid(fmt.Sprintf("domainId %q is invalid.", c.params["domainId"])))
	}
	found = c.bot.domains[id]
	if found == nil {
		return id, nil, ptr(s.missing(c, domainKey(c.botID, id), "The bot is not registered in the domain."))
	}
	return id, found, nil
}

// registerDomain: https://developers.worksmobile.com/en/docs/bot-domain-register.
// The domain must be in allowDomains, when that is given.
func (s *Server) registerDomain(c *call) response {
	id, found, refusal := s.domain(c)
	switch {
	case id == 0:
		return *refusal
	case !s.ours(id):
		return refuse(http.StatusForbidden, codeAccessDenied, "Access is denied for domain.")
	case len(c.bot.AllowDomains) > 0 && !slices.Contains(c.bot.AllowDomains, id):
		return invalid("The domain is not in allowDomains.")
	case found != nil && s.quirks.Duplicates != DuplicatesAccepted:
		return s.refuseDuplicate("The bot is registered in the domain already.")
	case found == nil:
		found = &Domain{DomainID: id}
	}
	s.applyDomain(found, patch{body: c.body, replace: true})
	c.bot.domains[id] = found
	delete(s.gone, domainKey(c.botID, id))
	return respond(http.StatusCreated, s.quirks.domainObject(found))
}

// refuseDuplicate refuses a second registration.
func (s *Server) refuseDuplicate(description string) response {
	if s.quirks.Duplicates == DuplicatesConflict {
		return refuse(http.StatusConflict, codeConflict, description)
	}
	return refuse(http.StatusConflict, codeAlreadyExist, description)
}

// listDomains: https://developers.worksmobile.com/en/docs/bot-domain-list.
func (s *Server) listDomains(c *call) response {
	var items []any
	for _, id := range slices.Sorted(maps.Keys(c.bot.domains)) {
		items = append(items, s.quirks.domainObject(c.bot.domains[id]))
	}
	return s.page(c, "domains", items)
}

// updateDomain: https://developers.worksmobile.com/en/docs/bot-domain-update-put
// and bot-domain-update-patch.
func (s *Server) updateDomain(c *call) response {
	_, found, refusal := s.domain(c)
	if refusal != nil {
		return *refusal
	}
	replace := c.request.Method == http.MethodPut
	s.applyDomain(found, patch{
		body: c.body, replace: replace, keepNull: !replace && s.quirks.PatchNull == PatchNullKeeps,
	})
	return respond(http.StatusOK, s.quirks.domainObject(found))
}

func (s *Server) applyDomain(d *Domain, p patch) {
	take(p, "visible", &d.Visible)
	take(p, "allowToSelectedMember", &d.AllowToSelectedMember)
	if s.quirks.ForgetMembers && !d.AllowToSelectedMember {
		d.Members = nil
	}
}

// deleteDomain: https://developers.worksmobile.com/en/docs/bot-domain-delete.
func (s *Server) deleteDomain(c *call) response {
	id, _, refusal := s.domain(c)
	if refusal != nil {
		return *refusal
	}
	s.removeDomain(c.bot, id)
	return respond(http.StatusNoContent, nil)
}

func (s *Server) removeDomain(state *botState, id int64) {
	delete(state.domains, id)
	s.gone[domainKey(state.BotID, id)] = true
}

func (q Quirks) domainObject(d *Domain) object {
	out := object{"domainId": d.DomainID}
	q.putFlag(out, "visible", d.Visible)
	q.putFlag(out, "allowToSelectedMember", d.AllowToSelectedMember)
	return out
}
