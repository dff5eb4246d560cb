// SPDX-License-Identifier: MPL-2.0

package simulator

import (
	"slices"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver/directory"
)

// Reach returns the domain in which a user can use a bot; with a reason in the cause, the
// user cannot find it.
func (s *Simulator) Reach(botID int64, userID string) (domainID int64, cause Cause) {
	domainID, reason := s.reach(botID, s.api.UserID(userID))
	return domainID, Cause{Reason: reason}
}

// reach returns the domain in which a user can use a bot, or why the user cannot. A user
// whom the directory does not know is of any domain.
func (s *Simulator) reach(botID int64, userID string) (int64, Reason) {
	var own []int64
	if user, found := s.api.Directory().User(userID); found {
		own = domainsOf(user)
	}
	reason := NotRegistered
	for _, domain := range s.api.Domains(botID) {
		if len(own) > 0 && !slices.Contains(own, domain.DomainID) {
			continue
		}
		chosen := func(member string) bool { return s.api.UserID(member) == userID }
		if !domain.AllowToSelectedMember || slices.ContainsFunc(domain.Members, chosen) {
			return domain.DomainID, NoReason
		}
		reason = NotSelected
	}
	if len(own) > 0 {
		return own[0], reason
	}
	return 0, reason
}

func domainsOf(user directory.User) []int64 {
	domains := []int64{user.DomainID}
	for _, o := range user.Organizations {
		domains = append(domains, o.DomainID)
	}
	return slices.DeleteFunc(domains, func(id int64) bool { return id == 0 })
}

// userIDs resolves e-mail addresses to user IDs: callbacks have IDs.
func (s *Simulator) userIDs(people []string) []string {
	resolved := slices.Clone(people)
	for i, person := range resolved {
		resolved[i] = s.api.UserID(person)
	}
	return resolved
}

// resolve is a talk as the simulator keeps it: it names the user by ID.
func (s *Simulator) resolve(talk Talk) Talk {
	talk.UserID = s.api.UserID(talk.UserID)
	return talk
}

// place is a room that something happens in.
type place struct {
	talk     Talk
	bot      mockserver.Bot
	channel  mockserver.Channel
	domainID int64
}

// enter finds the room in which a user does something. It opens a 1:1 room that is not
// open: a user cannot write in it before. With a Reason the user cannot reach the bot.
func (t *turn) enter(talk Talk) (place, Reason, error) {
	bot, found := t.api.Bot(talk.BotID)
	if !found {
		return place{}, NoReason, refuse(NoBot)
	}
	p := place{talk: talk, bot: bot}
	var reason Reason
	p.domainID, reason = t.reach(talk.BotID, talk.UserID)
	if talk.ChannelID != "" {
		return p, reason, t.join(&p)
	}
	if reason != NoReason {
		return p, reason, nil
	}
	t.open(&p)
	return p, NoReason, nil
}

// join finds a room of several people, in which the user is.
func (t *turn) join(p *place) error {
	for _, room := range t.api.Channels(p.bot.BotID) {
		if room.ChannelID != p.talk.ChannelID {
			continue
		}
		if !slices.Contains(t.userIDs(room.Members), p.talk.UserID) {
			return refuse(NotInRoom)
		}
		p.channel = room
		return nil
	}
	return refuse(NoRoom)
}
