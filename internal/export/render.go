// SPDX-License-Identifier: MPL-2.0

package export

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/hashicorp/hcl/v2/hclwrite"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfvalue"
)

// file is a file to write.
type file struct {
	name    string
	content []byte
}

// renderer writes the configuration of a tenant.
type renderer struct {
	names   *naming
	imports *source
	report  *Report

	// The names that are taken, of resources by type and of locals.
	taken map[string]namespace
	// managed counts objects by type.
	managed map[string]int
}

// render returns the files of a tenant, and the report on them. The same tenant gives the
// same bytes.
func render(t *tenant, table *Names) ([]file, *Report) {
	r := &renderer{
		names: name(t, table), imports: newSource(), report: &Report{Bots: len(t.bots)},
		taken: map[string]namespace{"local": {"people": true, "domains": true}}, managed: map[string]int{},
	}
	files := []file{{name: "providers" + extension, content: providers}}
	if locals := r.locals(t.emails); locals != nil {
		files = append(files, file{name: "locals" + extension, content: locals})
	}
	fileNames := namespace{}
	for _, b := range t.bots {
		files = append(files, file{name: fileNames.fileName(r.names.bots[b.BotID]), content: r.bot(b)})
	}
	files = append(files, file{name: "imports" + extension, content: r.imports.bytes()})
	slices.SortFunc(files, func(a, b file) int { return strings.Compare(a.name, b.name) })
	for _, f := range files {
		r.report.Files = append(r.report.Files, f.name)
	}
	for _, n := range r.managed {
		r.report.Imports += n
	}
	r.conclude(t)
	return files, r.report
}

// locals are the people and domains that occur often; nil if there are none. People who have
// an e-mail address are looked up by it.
func (r *renderer) locals(emails map[string]string) []byte {
	s := newSource()
	var addresses []string
	people := entries(r.names.people, func(id string) expression {
		email := emails[id]
		if email == "" {
			return text(id)
		}
		addresses = append(addresses, email)
		return lookUp(email)
	})
	var all []field
	if domains := entries(r.names.domains, text); len(domains) > 0 {
		all = append(all, field{"domains", fields(domains...)})
	}
	if len(people) > 0 {
		all = append(all, field{"people", fields(people...)})
	}
	if len(all) == 0 {
		return nil
	}
	if len(addresses) > 0 {
		slices.Sort(addresses)
		s.block("data", []string{"lineworks_users", "people"}, field{"emails", lines(each(addresses, text))})
	}
	s.block("locals", nil, all...)
	return s.bytes()
}

// entries are the names with the values of their IDs, by name.
func entries(names map[string]string, value func(id string) expression) []field {
	var all []field
	for _, id := range slices.SortedFunc(maps.Keys(names), func(a, b string) int { return strings.Compare(names[a], names[b]) }) {
		all = append(all, field{names[id], value(id)})
	}
	return all
}

// person is a user, as a local where there is one.
func (r *renderer) person(id string) expression {
	if name, ok := r.names.people[id]; ok {
		return reference("local", "people", name)
	}
	return text(id)
}

// domain is a domain, as a local where there is one.
func (r *renderer) domain(id string) expression {
	if name, ok := r.names.domains[id]; ok {
		return reference("local", "domains", name)
	}
	return text(id)
}

// inOrder are the expressions of IDs, in the order of the IDs.
func inOrder(ids []string, of func(id string) expression) []expression {
	return each(slices.SortedFunc(slices.Values(ids), tfvalue.CompareIDs), of)
}

func each(values []string, of func(string) expression) []expression {
	var all []expression
	for _, value := range values {
		all = append(all, of(value))
	}
	return all
}

// name takes the name for a resource of the type.
func (r *renderer) name(kind, name string) string {
	if r.taken[kind] == nil {
		r.taken[kind] = namespace{}
	}
	return r.taken[kind].take(name)
}

// one writes the import of a resource.
func (r *renderer) one(kind, name, id string) {
	r.managed[kind]++
	r.imports.block("import", nil, field{"to", reference(kind, name)}, field{"id", text(id)})
}

// many writes the import of the n instances of a resource, with the keys in a local. The
// key is the last part of the import ID.
func (r *renderer) many(kind, name, keys, id string, n int) {
	r.managed[kind] += n
	r.imports.block("import", nil, field{"for_each", reference("local", keys)},
		field{"to", append(reference(kind, name), byKey()...)}, field{"id", textWithKey(id + "/")})
}

// source is a file in the making.
type source struct{ file *hclwrite.File }

func newSource() *source { return &source{hclwrite.NewEmptyFile()} }

// gap separates blocks.
func (s *source) gap() {
	if len(s.file.Body().Blocks()) > 0 {
		s.file.Body().AppendNewline()
	}
}

// comment writes a comment above the next block.
func (s *source) comment(text string) {
	s.gap()
	s.file.Body().AppendUnstructuredTokens(expression{token(hclsyntax.TokenComment, "# "+text+"\n")})
}

// block writes a block. Fields without a name are empty lines.
func (s *source) block(kind string, labels []string, all ...field) {
	s.gap()
	s.add(kind, labels, all...)
}

// add is block without an empty line before it.
func (s *source) add(kind string, labels []string, all ...field) *hclwrite.Block {
	block := s.file.Body().AppendNewBlock(kind, labels)
	for _, f := range all {
		if f.name == "" {
			block.Body().AppendNewline()
			continue
		}
		block.Body().SetAttributeRaw(f.name, f.value)
	}
	return block
}

func (s *source) bytes() []byte { return hclwrite.Format(s.file.Bytes()) }

// conclude adds the notes about the whole.
func (r *renderer) conclude(t *tenant) {
	notes := &r.report.Notes
	*notes = append(*notes, t.notes...)
	if n := r.managed["lineworks_rich_menu"]; n > 0 {
		*notes = append(*notes, fmt.Sprintf("The pictures of the rich menus are left as they are: the API does not tell which file a picture was made of. Set image in each lineworks_rich_menu (%d) "+
			"to have Terraform manage it; the apply then uploads the picture once more.", n))
		if !t.userMenus {
			*notes = append(*notes, "The rich menus of single users were not read: that takes a request for each user and bot. The flag -user-menus reads them.")
		}
	}
	*notes = append(*notes,
		"Message rooms are left out, because the API cannot list them, and so are the secrets of bots, which it never returns.",
		"Set deletion_protection = true on the bots that must not be deleted: it needs no request.")
	for _, of := range r.names.unknown {
		*notes = append(*notes, fmt.Sprintf("The table of names has the %s, which the tenant does not have, or not in any place that is written out.", of))
	}
}
