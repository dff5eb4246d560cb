// SPDX-License-Identifier: MPL-2.0

package simulate

import "slices"

// Shrink makes a story smaller as long as breaks reports that it still breaks the rule.
// It tries at most so many stories.
func Shrink(story Story, tries int, breaks func(Story) bool) Story {
	for {
		smaller := false
		for candidate := range smallerThan(story) {
			if tries--; tries < 0 {
				return story
			}
			if breaks(candidate) {
				story, smaller = candidate, true
				break
			}
		}
		if !smaller {
			return story
		}
	}
}

// smallerThan are stories with a little less in them, the smallest first.
func smallerThan(s Story) func(yield func(Story) bool) {
	return func(yield func(Story) bool) {
		// Halves, quarters and so on of the steps, then single ones.
		for size := len(s.Steps) / 2; size > 0; size /= 2 {
			for from := 0; from+size <= len(s.Steps); from += size {
				if !yield(s.without(from, size)) {
					return
				}
			}
		}
		for _, w := range smallerWorlds(s.World) {
			smaller := s
			smaller.World = w
			if !yield(smaller) {
				return
			}
		}
		for i, step := range s.Steps {
			for _, less := range smallerSteps(step) {
				smaller := s
				smaller.Steps = slices.Clone(s.Steps)
				smaller.Steps[i] = less
				if !yield(smaller) {
					return
				}
			}
		}
	}
}

func (s Story) without(from, size int) Story {
	s.Steps = slices.Delete(slices.Clone(s.Steps), from, from+size)
	return s
}

func smallerWorlds(w World) []World {
	var all []World
	add := func(changes bool, change func(*World)) {
		if changes {
			smaller := w
			change(&smaller)
			all = append(all, smaller)
		}
	}
	add(len(w.Switches) > 0, func(w *World) { w.Switches = nil })
	for i := range w.Switches {
		add(len(w.Switches) > 1, func(w *World) { w.Switches = slices.Delete(slices.Clone(w.Switches), i, i+1) })
	}
	add(w.RateLimit > 0, func(w *World) { w.RateLimit = 0 })
	add(w.PageSize < 100, func(w *World) { w.PageSize = 100 })
	add(w.SignIn, func(w *World) { w.SignIn = false })
	add(w.CreateFirst, func(w *World) { w.CreateFirst = false })
	add(w.Logs, func(w *World) { w.Logs = false })
	return all
}

func smallerSteps(s Step) []Step {
	var all []Step
	add := func(changes bool, change func(*Step)) {
		if changes {
			smaller := s
			change(&smaller)
			all = append(all, smaller)
		}
	}
	add(s.Command != None, func(s *Step) { s.Command, s.Options = None, Options{} })
	for i := range s.Edits {
		add(true, func(s *Step) { s.Edits = slices.Delete(slices.Clone(s.Edits), i, i+1) })
	}
	for i := range s.Console {
		add(true, func(s *Step) { s.Console = slices.Delete(slices.Clone(s.Console), i, i+1) })
	}
	o := s.Options
	for i := range o.Faults {
		add(true, func(s *Step) { s.Options.Faults = slices.Delete(slices.Clone(o.Faults), i, i+1) })
	}
	for i := range o.Replace {
		add(true, func(s *Step) { s.Options.Replace = slices.Delete(slices.Clone(o.Replace), i, i+1) })
	}
	add(o.Kill != nil, func(s *Step) { s.Options.Kill = nil })
	add(o.Interrupt != nil, func(s *Step) { s.Options.Interrupt = nil })
	add(o.StopAfter > 0, func(s *Step) { s.Options.StopAfter = 0 })
	add(o.Lost, func(s *Step) { s.Options.Lost = false })
	add(o.Beside != None, func(s *Step) { s.Options.Beside = None })
	add(o.Import != "", func(s *Step) { s.Options.Import = "" })
	add(o.Parallelism > 1, func(s *Step) { s.Options.Parallelism = 1 })
	add(o.Order > 0, func(s *Step) { s.Options.Order = 0 })
	for i, e := range s.Edits {
		for _, name := range sortedKeys(e.Values) {
			if name == "bot_id" || e.Values[name] == nil || needed[typeOf(e.Address)][name] {
				continue
			}
			add(true, func(s *Step) {
				s.Edits = slices.Clone(s.Edits)
				s.Edits[i].Values = e.Values.Without(name)
			})
		}
	}
	return all
}

// needed are the attributes that a block cannot do without.
var needed = map[string]map[string]bool{
	bot:        {"bot_name": true, "photo_url": true, "description": true, "administrators": true},
	persistent: {"actions": true},
	richMenu:   {"rich_menu_name": true, "size": true, "areas": true},
	defaultOf:  {"rich_menu_id": true},
	userMenu:   {"rich_menu_id": true, "user_id": true},
	registered: {"domain_id": true},
	member:     {"domain_id": true, "user_id": true},
	room:       {"members": true},
}
