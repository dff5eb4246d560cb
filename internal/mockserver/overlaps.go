// SPDX-License-Identifier: MPL-2.0

package mockserver

import (
	"slices"
)

type overlapCount struct{ management, menu int }

// OverlappingWrites returns how many writes arrived while another write to the
// same bot was under way, among those that the vendor forbids to run in
// parallel: changes of a bot, its domains and its members. A pair counts when
// the response to its first write has been sent: a client that gives up on a response and
// tries again does nothing wrong. See
// https://developers.worksmobile.com/en/docs/bot-update-patch.
func (s *Server) OverlappingWrites() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.overlaps.management
}

// OverlappingMenuWrites returns the same for pairs of writes when at least
// one changes a menu. The vendor does not forbid these; the default rich menu
// lives on the bot all the same.
func (s *Server) OverlappingMenuWrites() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.overlaps.menu
}

func (c *call) writes() writeKind {
	if c.op == nil || c.botID == 0 {
		return writeNone
	}
	return c.op.write
}

func (s *Server) beginWrite(c *call) {
	if c.writes() == writeNone {
		return
	}
	for _, earlier := range s.busy[c.botID] {
		earlier.later = append(earlier.later, c)
		if earlier.writes() == writeManagement && c.writes() == writeManagement {
			c.overlap = true
		}
	}
	s.busy[c.botID] = append(s.busy[c.botID], c)
}

// endWrite counts each later write once of a kind.
func (s *Server) endWrite(c *call) {
	if c.writes() == writeNone {
		return
	}
	left := slices.DeleteFunc(s.busy[c.botID], func(other *call) bool { return other == c })
	if s.busy[c.botID] = left; len(left) == 0 {
		delete(s.busy, c.botID)
	}
	if c.abandoned {
		return
	}
	for _, later := range c.later {
		switch management := c.writes() == writeManagement && later.writes() == writeManagement; {
		case management && !later.counted.management:
			later.counted.management = true
			s.overlaps.management++
		case !management && !later.counted.menu:
			later.counted.menu = true
			s.overlaps.menu++
		}
	}
}
