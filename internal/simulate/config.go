// SPDX-License-Identifier: MPL-2.0

package simulate

import (
	"maps"
	"slices"
	"strings"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/acctest"
)

// The resources by short names.
const (
	bot        = "lineworks_bot"
	persistent = "lineworks_persistent_menu"
	richMenu   = "lineworks_rich_menu"
	defaultOf  = "lineworks_default_rich_menu"
	userMenu   = "lineworks_user_rich_menu"
	registered = "lineworks_bot_domain"
	member     = "lineworks_bot_domain_member"
	room       = "lineworks_channel"
	botSecret  = "lineworks_bot_secret" //nolint:gosec // the name of a resource
)

func typeOf(address string) string {
	resource, _, _ := strings.Cut(address, ".")
	return resource
}

// edit applies edits to a configuration and returns the new one, with the moved blocks. An
// edit of a block that is not there does nothing, so that a story can do without any of
// its steps.
func edit(config acctest.Config, edits []Edit) (acctest.Config, map[string]string) {
	before := config
	config, moved := acctest.Config{}, map[string]string{}
	maps.Copy(config, before)
	for _, e := range edits {
		_, found := config[e.Address]
		_, taken := config[e.To]
		switch {
		case e.To != "" && found && !taken:
			values := config[e.Address]
			delete(config, e.Address)
			config[e.To] = values
			for address := range config {
				config[address] = renamed(config[address], e.Address, e.To)
			}
			if e.Moved {
				moved[e.Address] = e.To
			}
		case e.To != "":
		case e.Values == nil:
			delete(config, e.Address)
		default:
			config[e.Address] = e.Values
		}
	}
	return possible(config), moved
}

// renamed is values with references to another address.
func renamed(values acctest.Values, from, to string) acctest.Values {
	out := maps.Clone(values)
	for name, v := range values {
		if ref, ok := v.(acctest.Ref); ok {
			if attribute, found := strings.CutPrefix(string(ref), from+"."); found {
				out[name] = acctest.Ref(to + "." + attribute)
			}
		}
	}
	return out
}

// possible leaves out what a person would not write, or what the service can never have:
// references to nothing, two blocks for one object, a persistent menu beside rich menus,
// members where everyone may use the bot.
func possible(config acctest.Config) acctest.Config {
	for {
		left := maps.Clone(config)
		owned, rich := map[string]bool{}, map[string]bool{}
		for address := range config {
			if typeOf(address) == richMenu {
				rich[source(config[address]["bot_id"])] = true
			}
		}
		for _, address := range slices.Sorted(maps.Keys(config)) {
			values := config[address]
			id := identityOf(config, address)
			drop := id != "" && owned[id]
			owned[id] = true
			for _, v := range values {
				if from := source(v); from != "" {
					if _, found := config[from]; !found {
						drop = true
					}
				}
			}
			if typeOf(address) == persistent && rich[source(values["bot_id"])] {
				drop = true
			}
			if typeOf(address) == member && config[source(values["bot_id"])]["allow_to_selected_member"] != true {
				drop = true
			}
			if drop {
				delete(left, address)
			}
		}
		if len(left) == len(config) {
			return config
		}
		config = left
	}
}

// source is the address that a value refers to, "" for none.
func source(v any) string {
	ref, ok := v.(acctest.Ref)
	if !ok {
		return ""
	}
	return string(ref)[:strings.LastIndexByte(string(ref), '.')]
}

// root is the address of the bot that a block is about.
func root(config acctest.Config, address string) string {
	for typeOf(address) != bot && address != "" {
		address = source(config[address]["bot_id"])
	}
	return address
}

// literal is an attribute of a block, which may be that of another one.
func literal(config acctest.Config, address, attribute string) string {
	switch v := config[address][attribute].(type) {
	case acctest.Ref:
		i := strings.LastIndexByte(string(v), '.')
		return literal(config, string(v)[:i], string(v)[i+1:])
	case string:
		return v
	}
	return ""
}

// identityOf tells blocks for the same object apart from others; "" where each block
// has an object of its own.
func identityOf(config acctest.Config, address string) string {
	of := typeOf(address) + " of " + root(config, address)
	switch typeOf(address) {
	case persistent, defaultOf:
		return of
	case userMenu:
		return of + " " + literal(config, address, "user_id")
	case registered:
		return of + " " + literal(config, address, "domain_id")
	case member:
		return of + " " + literal(config, address, "domain_id") + " " + literal(config, address, "user_id")
	}
	return ""
}
