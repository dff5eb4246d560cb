// SPDX-License-Identifier: MPL-2.0

package bench

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
)

const tooMany = http.StatusTooManyRequests

// Operations of the API.
const (
	opToken      = "POST /token"
	opListBots   = "GET /bots"
	opCreateBot  = "POST /bots"
	opReadBot    = "GET /bots/{botId}"
	opUpdateBot  = "PATCH /bots/{botId}"
	opDeleteBot  = "DELETE /bots/{botId}"
	opSetMenu    = "POST /bots/{botId}/persistentmenu"
	opReadMenu   = "GET /bots/{botId}/persistentmenu"
	opDeleteMenu = "DELETE /bots/{botId}/persistentmenu"
)

// configuration has n bots with two administrators each; the form of their ids
// is the service's.
func configuration(n int) string {
	return fmt.Sprintf(`
terraform {
  required_providers {
    lineworks = {
      source = "terraform-lineworks/lineworks"
    }
  }
}

variable "description" { default = "Answers questions about the office." }
variable "label"       { default = "Ask a question" }

resource "lineworks_bot" "fleet" {
  count          = %d
  bot_name       = "Bot ${count.index}"
  description    = var.description
  photo_url      = "https://example.com/bots/picture.png"
  administrators = ["5b1d90e5-62f4-4c08-9a3b-03c4d8e5f721", "0c7a4e11-93d2-4f5e-8b60-7e21d4a9c358"]
}
`, n)
}

// menus gives each bot of the configuration a menu.
func menus(n int) string {
	return fmt.Sprintf(`
resource "lineworks_persistent_menu" "fleet" {
  count  = %d
  bot_id = lineworks_bot.fleet[count.index].bot_id
  actions = [
    { type = "message", label = var.label },
    { type = "uri", label = "Handbook", uri = "https://example.com/handbook" },
  ]
}
`, n)
}

// step is a step in the life of a fleet: a command, and the one request that
// each operation on a bot or a menu takes.
type step struct {
	name string
	args []string
	each []string
	// makes says that the step creates bots, for which the provider lists the others.
	makes bool
}

// want is how many requests of each operation the step takes.
func (s step) want(bots int) map[string]int {
	want := map[string]int{}
	for _, operation := range s.each {
		want[operation] = bots
	}
	return want
}

var everyRun = []string{"-input=false", "-no-color", fmt.Sprintf("-parallelism=%d", Parallelism)}

func command(name string, more ...string) []string {
	return append(append([]string{name}, everyRun...), more...)
}

// changed are the variables of the changed fleet.
var changed = []string{"-var=description=Answers questions about everything.", "-var=label=Ask"}

// Names of the steps.
const (
	stepCreate  = "create"
	stepPlan    = "plan"
	stepNothing = "apply, nothing to do"
	stepUpdate  = "update all"
	stepDestroy = "destroy"
)

func life() []step {
	read := []string{opReadBot, opReadMenu}
	return []step{
		{stepCreate, command("apply", "-auto-approve"), []string{opCreateBot, opSetMenu}, true},
		{stepPlan, command("plan"), read, false},
		{stepNothing, command("apply", "-auto-approve"), read, false},
		{stepUpdate, command("apply", append(changed, "-auto-approve")...), append(read, opUpdateBot, opSetMenu), false},
		{stepDestroy, command("destroy", append(changed, "-auto-approve")...), append(read, opDeleteBot, opDeleteMenu), false},
	}
}

// fleets measures the life of a fleet, each step with the provider and with the
// yardstick in turns, so that other load on the machine slows both down alike.
func (b *bench) fleets(ctx context.Context) error {
	for _, s := range life() {
		b.result.Steps = append(b.result.Steps, Step{Name: s.name})
	}
	for pair := range b.Pairs {
		if err := b.fleet(ctx, pair); err != nil {
			return err
		}
	}
	return nil
}

func (b *bench) fleet(ctx context.Context, pair int) (err error) {
	var stages []*stage
	defer func() {
		for _, s := range stages {
			s.site.close()
			err = errors.Join(err, s.close())
		}
	}()
	for _, c := range b.pair(pair) {
		site, err := newSite(ctx, mockserver.Options{})
		if err != nil {
			return err
		}
		s, err := newStage(ctx, b.CLI, c, site, configuration(b.Bots)+menus(b.Bots))
		if err != nil {
			site.close()
			return err
		}
		stages = append(stages, s)
	}
	for i, step := range life() {
		b.Progress("pair %d of %d: %s", pair+1, b.Pairs, step.name)
		runs, err := inTurns(ctx, stages, step.args...)
		if err != nil {
			return err
		}
		for j, s := range stages {
			b.Progress("  the %s computed for %s, with the CLI for %s", s.name, seconds(runs[j].Provider), seconds(runs[j].CPU))
			b.result.Steps[i].add(s.contender == b.ours, runs[j])
			if step.makes && s.contender == b.ours {
				if b.result.StateBytes, err = s.bytesForBot(); err != nil {
					return err
				}
			}
		}
	}
	for _, s := range stages {
		if left := len(s.site.api.Bots()); left > 0 {
			return fmt.Errorf("the %s left %d bots behind", s.name, left)
		}
	}
	return nil
}

// bytesForBot is the length of a bot in the state file, blanks included.
func (s *stage) bytesForBot() (int, error) {
	content, err := s.stateFile()
	if err != nil {
		return 0, err
	}
	return bytesForEach(content, "lineworks_bot")
}

func bytesForEach(state []byte, kind string) (int, error) {
	var file struct {
		Resources []struct {
			Type      string            `json:"type"`
			Instances []json.RawMessage `json:"instances"`
		} `json:"resources"`
	}
	if err := json.Unmarshal(state, &file); err != nil {
		return 0, fmt.Errorf("reading the state: %w", err)
	}
	total, count := 0, 0
	for _, r := range file.Resources {
		if r.Type != kind {
			continue
		}
		for _, instance := range r.Instances {
			total += len(instance)
			count++
		}
	}
	if count == 0 {
		return 0, fmt.Errorf("the state has no %s", kind)
	}
	return (total + count - 1) / count, nil
}
