// SPDX-License-Identifier: MPL-2.0

package export

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2/hclsyntax"
	"golang.org/x/text/unicode/norm"
)

// The kinds of objects that the user can name.
const (
	kindBot      = "bot"
	kindRichMenu = "rich_menu"
	kindDomain   = "domain"
	kindUser     = "user"
)

// Names are names that the user has chosen for objects.
type Names struct {
	byID map[object]chosen
}

// object is an object by its kind and ID.
type object struct{ kind, id string }

// chosen is a name, and the line of the table that it is in.
type chosen struct {
	name string
	line int
}

// ReadNames reads a table of names: a line for each object with its kind (bot, domain, user,
// rich_menu), its ID and its name, and blanks between them. The ID of a rich menu is
// BOT_ID/RICH_MENU_ID. Empty lines and lines that begin with # are skipped.
func ReadNames(from io.Reader) (*Names, error) {
	names := &Names{byID: map[object]chosen{}}
	taken := map[string]namespace{}
	lines := bufio.NewScanner(from)
	for n := 1; lines.Scan(); n++ {
		line := strings.TrimSpace(strings.TrimPrefix(lines.Text(), "\ufeff"))
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		if err := names.add(n, strings.Fields(line), taken); err != nil {
			return nil, fmt.Errorf("line %d: %w", n, err)
		}
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("reading the table: %w", err)
	}
	return names, nil
}

func (n *Names) add(line int, fields []string, taken map[string]namespace) error {
	if len(fields) != 3 {
		return fmt.Errorf("a line has a kind, an ID and a name, such as \"bot 2000001 reception\", and this one has %d words", len(fields))
	}
	of, name := object{kind: fields[0], id: fields[1]}, norm.NFC.String(fields[2])
	if !slices.Contains([]string{kindBot, kindDomain, kindUser, kindRichMenu}, of.kind) {
		return fmt.Errorf("%q is no kind of object: it has to be bot, domain, user or rich_menu", of.kind)
	}
	if !hclsyntax.ValidIdentifier(name) || slices.Contains(words, name) {
		return fmt.Errorf("%q cannot be a name in a configuration: it has to begin with a letter, and to have only letters, digits, _ and -", name)
	}
	if before, found := n.byID[of]; found {
		return fmt.Errorf("%s %s has a name in line %d already", of.kind, of.id, before.line)
	}
	if taken[of.kind] == nil {
		taken[of.kind] = namespace{}
	}
	if !taken[of.kind].reserve(name) {
		return fmt.Errorf("another %s has the name %q, or one that differs in case only", of.kind, name)
	}
	n.byID[of] = chosen{name, line}
	return nil
}

// name is the name that the user has chosen for an object.
func (n *Names) name(kind, id string) (string, bool) {
	if n == nil {
		return "", false
	}
	found, ok := n.byID[object{kind, id}]
	return found.name, ok
}

// ids are the IDs of the objects of a kind that have a name.
func (n *Names) ids(kind string) []string {
	var ids []string
	if n != nil {
		for of := range n.byID {
			if of.kind == kind {
				ids = append(ids, of.id)
			}
		}
	}
	return sorted(ids)
}
