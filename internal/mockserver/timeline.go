// SPDX-License-Identifier: MPL-2.0

package mockserver

import "slices"

// Moment is the state of a bot after a write.
type Moment struct {
	// Operation is that of the write, such as "DELETE /bots/{botId}/richmenus/{richmenuId}".
	Operation string
	// DefaultRichMenu is the id of the default rich menu from then on, "" for none.
	DefaultRichMenu string
}

// Timeline returns the moments of a bot, oldest first: one after each change of the
// bot, its domains, members or menus that was carried out or refused, but none for
// a change behind the API's back. A test can see from it that a bot was never
// without a default rich menu.
func (s *Server) Timeline(botID int64) []Moment {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.timelines[botID])
}

func (s *Server) noteMoment(c *call) {
	if c.writes() == writeNone {
		return
	}
	moment := Moment{Operation: c.name}
	if state := s.bots[c.botID]; state != nil {
		moment.DefaultRichMenu = state.DefaultRichmenuID
	}
	kept := s.timelines[c.botID]
	kept = append(kept, moment)
	if keep := s.opts.KeepRequests; keep > 0 && len(kept) > keep {
		kept = slices.Delete(kept, 0, len(kept)-keep)
	}
	s.timelines[c.botID] = kept
}
