// SPDX-License-Identifier: MPL-2.0

package planview

import (
	"slices"
	"strings"

	tfjson "github.com/hashicorp/terraform-json"
)

// resolver follows the references of a configuration, to tell which object an ID belongs
// to that is not known before the apply. It only follows a reference that can mean one
// object: it never takes a likely one.
type resolver struct {
	root      *tfjson.ConfigModule
	byAddress map[string]*change
	stopped   []string // the references at which the last search ended
}

// maxReferences bounds a chain of references: a configuration cannot have a circle, but a
// file may have one.
const maxReferences = 64

func newResolver(p *Plan) *resolver {
	r := &resolver{root: p.config, byAddress: map[string]*change{}}
	for _, c := range p.changes {
		if c.Deposed {
			continue
		}
		r.byAddress[c.Address] = c
	}
	return r
}

// object returns the object to which the ID in an attribute belongs, such as the bot of
// bot_id, when the configuration tells. kind is the type of that object.
func (r *resolver) object(c *change, attribute, kind string) *change {
	r.stopped = nil
	return r.follow(c, attribute, kind, maxReferences)
}

func (r *resolver) follow(c *change, attribute, kind string, left int) *change {
	if c.Type == kind {
		return c
	}
	block := r.block(c)
	if block == nil || left == 0 {
		return nil
	}
	return r.expression(block.Expressions[attribute], c.Module, nil, kind, left-1)
}

// block is the block of an object in the configuration.
func (r *resolver) block(c *change) *tfjson.ConfigResource {
	module := r.module(c.Module)
	if module == nil {
		return nil
	}
	i := slices.IndexFunc(module.Resources, func(b *tfjson.ConfigResource) bool {
		return b != nil && b.Mode == tfjson.ManagedResourceMode && b.Type == c.Type && b.Name == c.Name
	})
	if i < 0 {
		return nil
	}
	return module.Resources[i]
}

// module is the configuration of the module at an address.
func (r *resolver) module(address string) *tfjson.ConfigModule {
	module := r.root
	for _, call := range calls(address) {
		if module == nil || module.ModuleCalls[call] == nil {
			return nil
		}
		module = module.ModuleCalls[call].Module
	}
	return module
}

// calls are the names of the module calls in the address of a module.
func calls(address string) []string {
	var names []string
	for i, s := range steps(address) {
		if i%2 == 1 {
			name, _, _ := strings.Cut(s, "[")
			names = append(names, name)
		}
	}
	return names
}

// steps splits an address or a reference at its dots. A key may have dots, too.
func steps(address string) []string {
	var all []string
	start, quoted, depth := 0, false, 0
	for i := 0; i < len(address); i++ {
		switch b := address[i]; {
		case quoted && b == '\\':
			i++
		case b == '"':
			quoted = !quoted
		case quoted:
		case b == '[':
			depth++
		case b == ']':
			depth--
		case b == '.' && depth == 0:
			all = append(all, address[start:i])
			start = i + 1
		}
	}
	if start < len(address) {
		all = append(all, address[start:])
	}
	return all
}

// expression follows the only reference of an expression; rest is what the caller takes of
// its value.
func (r *resolver) expression(e *tfjson.Expression, module string, rest []string, kind string, left int) *change {
	if e == nil || e.ExpressionData == nil || len(e.References) == 0 || left == 0 {
		return nil
	}
	r.stopped = e.References
	// Terraform lists a reference and what it begins with: lineworks_bot.a.bot_id, lineworks_bot.a.
	longest := slices.MaxFunc(e.References, func(a, b string) int { return len(a) - len(b) })
	for _, reference := range e.References {
		if rest, found := strings.CutPrefix(longest, reference); !found || rest != "" && rest[0] != '.' && rest[0] != '[' {
			return nil
		}
	}
	return r.reference(append(steps(longest), rest...), module, kind, left-1)
}

func (r *resolver) reference(path []string, module, kind string, left int) *change {
	switch {
	case left == 0 || len(path) < 2:
		return nil
	case path[0] == "var":
		return r.variable(path[1], module, path[2:], kind, left)
	case path[0] == "module" && len(path) >= 3:
		child := join(module, "module."+path[1])
		config := r.module(child)
		if config == nil || config.Outputs[path[2]] == nil {
			return nil
		}
		return r.expression(config.Outputs[path[2]].Expression, child, path[3:], kind, left-1)
	case strings.HasPrefix(path[0], "lineworks_") && len(path) == 3:
		return r.attribute(join(module, path[0]+"."+path[1]), path[2], kind, left)
	}
	return nil
}

// variable follows the value that the parent gives to a variable of a module.
func (r *resolver) variable(name, module string, rest []string, kind string, left int) *change {
	path := steps(module)
	if len(path) < 2 {
		return nil // a variable of the root module is no object of this plan
	}
	parent := strings.Join(path[:len(path)-2], ".")
	config := r.module(parent)
	call, _, _ := strings.Cut(path[len(path)-1], "[")
	if config == nil || config.ModuleCalls[call] == nil {
		return nil
	}
	return r.expression(config.ModuleCalls[call].Expressions[name], parent, rest, kind, left-1)
}

// attribute finds what an attribute of an object is the ID of. A reference to a block with
// keys has one, or means all of them: then there is no object of that address.
func (r *resolver) attribute(address, attribute, kind string, left int) *change {
	c := r.byAddress[address]
	switch {
	case c == nil:
		return nil
	case c.Type != kind:
		return r.follow(c, attribute, kind, left-1)
	case attribute == idOf[kind]:
		return c
	}
	return nil
}

// idOf has the attribute that a type of object is referred to by.
var idOf = map[string]string{typeBot: "bot_id", typeRichMenu: "rich_menu_id"}

func join(module, address string) string {
	if module == "" {
		return address
	}
	return module + "." + address
}
