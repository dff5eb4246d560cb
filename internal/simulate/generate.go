// SPDX-License-Identifier: MPL-2.0

package simulate

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/acctest"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/faulttest"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
)

// Pictures are the paths of pictures for rich menus.
type Pictures struct{ Light, Shade string }

// generator makes the story of a seed. It follows the configurations, so that edits are
// about blocks that are there.
type generator struct {
	*rand.Rand

	pictures Pictures
	configs  [2]acctest.Config
	keys     int
}

// Generate makes the story of a seed.
func Generate(seed uint64, pictures Pictures) Story {
	g := &generator{Rand: rand.New(rand.NewPCG(seed, 1)), pictures: pictures} //nolint:gosec // a story has to come again with the same seed
	s := Story{Seed: seed, World: g.world()}
	two := g.chance(4)
	for range 2 + g.IntN(6) {
		pipeline := 0
		if two {
			pipeline = g.IntN(2)
		}
		s.Steps = append(s.Steps, g.step(pipeline, two))
	}
	return s
}

func (g *generator) chance(n int) bool { return g.IntN(n) == 0 }

// impossible tells a position in which an apply cannot succeed that would otherwise.
func impossible(p mockserver.Position) bool { return p.Fails && !survived[p.Name] }

// survived are the positions in which requests fail, but no apply does.
var survived = map[string]bool{
	"scope-refusal-401": true, "token-errors-api": true, "token-errors-empty": true, "token-errors-return-code": true,
	"create-response-empty": true, "left-room-403": true, "refuse-idle-members": true, "refuse-delete-default-rich-menu": true,
}

func (g *generator) world() World {
	w := World{PageSize: 1 + g.IntN(4), SignIn: g.chance(3), Logs: g.chance(6), CreateFirst: g.chance(3)}
	if g.chance(3) {
		w.RateLimit = 1 + g.IntN(20)
	}
	for _, s := range mockserver.Switches() {
		if !g.chance(4) {
			continue
		}
		if p := s.Positions[g.IntN(len(s.Positions))]; p.Name != "" && !impossible(p) {
			w.Switches = append(w.Switches, p.Name)
		}
	}
	return w
}

func (g *generator) step(pipeline int, two bool) Step {
	s := Step{Pipeline: pipeline, Command: Apply}
	if len(g.configs[pipeline]) == 0 || !g.chance(4) {
		s.Edits = g.edits(pipeline)
	}
	g.configs[pipeline], _ = edit(g.configs[pipeline], s.Edits)
	if g.chance(3) {
		for range 1 + g.IntN(2) {
			s.Console = append(s.Console, Action{consoleKinds[g.IntN(len(consoleKinds))], g.IntN(6), g.IntN(12)})
		}
	}
	switch g.IntN(12) {
	case 0:
		s.Command = Plan
	case 1:
		s.Command = Refresh
	case 2:
		s.Command = Destroy
	}
	s.Options = g.options(pipeline, s.Command, two)
	return s
}

func (g *generator) edits(pipeline int) []Edit {
	config := g.configs[pipeline]
	addresses := slices.Sorted(maps.Keys(config))
	var all []Edit
	for range 1 + g.IntN(2) {
		choice := g.IntN(8)
		if len(addresses) == 0 || len(addresses) < 4 && choice > 5 {
			choice = 0
		}
		switch choice {
		case 0, 1:
			if len(addresses) < 14 {
				g.keys++
				all = append(all, block(g.Rand, fmt.Sprintf("%s%d", []string{"a", "b"}[pipeline], g.keys), g.pictures)...)
			}
		case 2:
			all = append(all, Edit{Address: addresses[g.IntN(len(addresses))]})
		case 3:
			address := addresses[g.IntN(len(addresses))]
			g.keys++
			all = append(all, Edit{Address: address, To: fmt.Sprintf("%s.r%d", typeOf(address), g.keys), Moved: g.chance(2)})
		case 4: // the key of a for_each changes: everything of a bot has another address
			moved := g.chance(2)
			of := root(config, addresses[g.IntN(len(addresses))])
			for _, address := range addresses {
				if root(config, address) == of {
					g.keys++
					all = append(all, Edit{Address: address, To: fmt.Sprintf("%s.each[\"k%d\"]", typeOf(address), g.keys), Moved: moved})
				}
			}
		default:
			address := addresses[g.IntN(len(addresses))]
			all = append(all, Edit{Address: address, Values: redraw(g.Rand, typeOf(address), g.pictures, config[address])})
		}
	}
	return all
}

func (g *generator) options(pipeline int, command Command, two bool) Options {
	o := Options{Order: uint64(g.IntN(1000)), Parallelism: []int{1, 2, 10}[g.IntN(3)]} //nolint:gosec // below 1000
	addresses := slices.Sorted(maps.Keys(g.configs[pipeline]))
	if command == Apply && len(addresses) > 0 && g.chance(6) {
		for range 1 + g.IntN(2) {
			o.Replace = append(o.Replace, addresses[g.IntN(len(addresses))])
		}
	}
	if command == Apply && g.chance(8) {
		for _, address := range addresses {
			if typeOf(address) == bot {
				o.Import = address
			}
		}
	}
	cut := func() *Cut { return &Cut{Request: 1 + g.IntN(25), After: g.chance(2)} }
	switch g.IntN(10) {
	case 0:
		o.Kill = cut()
	case 1:
		o.Interrupt = cut()
	case 2:
		o.StopAfter = 1 + g.IntN(6)
	case 3:
		o.Lost = command == Apply
	}
	if !g.chance(3) {
		o.Faults = g.faults(addresses)
	}
	if two && g.chance(4) {
		o.Beside = Apply
	}
	return o
}

// operations are those at which faults strike for objects of a resource.
func operations(resource string) []string {
	all := []string{creating[resource], creating[resource], updating[resource], deleting[resource], reading[resource]}
	switch resource {
	case bot:
		all = append(all, "GET /bots", "POST /token")
	case richMenu:
		all = append(all, "GET /bots/{botId}/richmenus", "POST /bots/{botId}/richmenus/{richmenuId}/image", "POST /bots/{botId}/attachments",
			"POST {uploadUrl}", "GET /bots/{botId}/richmenus/{richmenuId}/image")
	}
	return slices.DeleteFunc(all, func(operation string) bool { return operation == "" })
}

func (g *generator) faults(addresses []string) []Strike {
	catalogue := faulttest.Catalogue()
	var all []Strike
	for range 1 + g.IntN(1+g.IntN(8)) {
		s := Strike{Fault: catalogue[g.IntN(len(catalogue))].Name}
		if len(addresses) == 0 || g.chance(3) {
			s.Skip = g.IntN(30)
		} else {
			of := operations(typeOf(addresses[g.IntN(len(addresses))]))
			s.Operation, s.Skip = of[g.IntN(len(of))], g.IntN(2)*g.IntN(2)
		}
		all = append(all, s)
	}
	return all
}
