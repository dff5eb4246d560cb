// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/go-version"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/acctest"
)

// pages returns the files below folders of the checkout, and single files, by their paths.
func pages(t *testing.T, suffix string, paths ...string) map[string]string {
	t.Helper()
	root := acctest.Root(t)
	found := map[string]string{}
	for _, path := range paths {
		err := filepath.WalkDir(filepath.Join(root, path), func(file string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() || !strings.HasSuffix(file, suffix) {
				return err
			}
			text, err := os.ReadFile(file)
			found[strings.TrimPrefix(file, root+string(filepath.Separator))] = string(text)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if len(found) == 0 {
		t.Fatalf("got no file in %v, want some", paths)
	}
	return found
}

// TestDocumentation_subcategories checks that the registry lists each page under a heading.
func TestDocumentation_subcategories(t *testing.T) {
	t.Parallel()
	known := []string{"Bots", "Menus", "Rooms and messages", "Access tokens", "People"}
	for path, text := range pages(t, ".md", "docs/resources", "docs/data-sources", "docs/list-resources", "docs/ephemeral-resources", "docs/actions", "docs/functions") {
		_, rest, _ := strings.Cut(text, "\nsubcategory: \"")
		if got, _, _ := strings.Cut(rest, `"`); !slices.Contains(known, got) {
			t.Errorf("%s: got the subcategory %q, want one of %q", path, got, known)
		}
	}
}

// TestDocumentation_destroy checks that the page of each resource says what destroying it
// does, and that the map on the first page has all of them.
func TestDocumentation_destroy(t *testing.T) {
	t.Parallel()
	index := pages(t, ".md", "docs/index.md")["docs/index.md"]
	_, chart, _ := strings.Cut(index, "## How the resources go together\n")
	chart, _, _ = strings.Cut(chart, "\n## ")
	for path, text := range pages(t, ".md", "docs/resources") {
		description, _, _ := strings.Cut(text, "\n## ")
		if !strings.Contains(description, "Destroying ") {
			t.Errorf("%s: got\n%s\nwant it to say what destroying does", path, description)
		}
		name := "lineworks_" + strings.TrimSuffix(filepath.Base(path), ".md")
		if !regexp.MustCompile(`(?m)^[│├└─ ]*` + name + `( |$)`).MatchString(chart) {
			t.Errorf("got the map\n%s\nwant it to have %s", chart, name)
		}
	}
}

var requirement = regexp.MustCompile(`source *= *"terraform-lineworks/lineworks"\n(.*)\n`)

// TestDocumentation_inconsistentPlan finds Terraform's words for a picture that changes between
// plan and apply, which are its own and call it a bug, where people search for them.
func TestDocumentation_inconsistentPlan(t *testing.T) {
	t.Parallel()
	const words = "Provider produced inconsistent final plan"
	all := pages(t, ".md", "docs/guides", "docs/resources")
	page := all["docs/guides/troubleshooting.md"]
	head, _, _ := strings.Cut(page, "\n# ")
	if !strings.Contains(head, words) || !strings.Contains(page, "\n## "+words+"\n") || !strings.Contains(page, "image_sha256") {
		t.Errorf("got a page without %q in its description and as a heading, or without image_sha256, want all three:\n%s", words, page)
	}
	for _, name := range []string{"docs/resources/rich_menu.md", "docs/guides/rich-menus.md"} {
		if !strings.Contains(strings.ToLower(all[name]), strings.ToLower(words)) {
			t.Errorf("%s: got no %q, want it, with a way to the page", name, words)
		}
	}
}

// newest is the version of the newest release.
func newest(t *testing.T) string {
	t.Helper()
	changelog := pages(t, ".md", "CHANGELOG.md")["CHANGELOG.md"]
	if release := regexp.MustCompile(`(?m)^## (\d+\.\d+\.\d+) `).FindStringSubmatch(changelog); release != nil {
		return release[1]
	}
	return "0.1.0" // until there is a release
}

// TestDocumentation_programs checks that what people copy to get a program names the newest
// release.
func TestDocumentation_programs(t *testing.T) {
	t.Parallel()
	want := "v" + newest(t)
	texts := pages(t, ".md", "docs", "README.md", "README.ja.md", "CONTRIBUTING.md")
	for path, text := range pages(t, ".yml", "examples") {
		texts[path] = text
	}
	count := 0
	for path, text := range texts {
		for _, found := range regexp.MustCompile(`(?:internal/cmd/lineworks-\w+@|VERSION: )(v\S*\d)`).FindAllStringSubmatch(text, -1) {
			count++
			if found[1] != want {
				t.Errorf("%s: got %s, want %s", path, found[0], want)
			}
		}
	}
	if count < 7 {
		t.Errorf("got %d places that name a version, want at least 7", count)
	}
}

// TestDocumentation_constraints checks that each example that names the provider has a
// version constraint, which the versions of this series satisfy.
func TestDocumentation_constraints(t *testing.T) {
	t.Parallel()
	series := newest(t)
	count := 0
	texts := pages(t, ".md", "docs", "README.md", "README.ja.md")
	for path, text := range pages(t, ".tf", "examples") {
		texts[path] = text
	}
	for path, text := range texts {
		for _, next := range requirement.FindAllStringSubmatch(text, -1) {
			count++
			_, quoted, _ := strings.Cut(next[1], `version = "`)
			constraint, err := version.NewConstraint(strings.TrimSuffix(quoted, `"`))
			if err != nil {
				t.Errorf("%s: got the line %q below the source, want a version constraint", path, next[1])
				continue
			}
			if !constraint.Check(version.Must(version.NewVersion(series))) {
				t.Errorf("%s: got the constraint %s, want one that version %s satisfies", path, constraint, series)
			}
		}
	}
	if count < 10 {
		t.Errorf("got %d examples with the provider's source, want at least 10", count)
	}
}

// TestDocumentation_translations checks that a page and its translation have the same
// structure: headings, code blocks, list entries, rows of tables; and that code differs in
// texts for people only.
func TestDocumentation_translations(t *testing.T) {
	t.Parallel()
	texts := pages(t, ".md", "docs", "README.md", "README.ja.md")
	translations := map[string]string{"README.md": "README.ja.md"}
	for path := range texts {
		if english, found := strings.CutSuffix(path, "-ja.md"); found {
			translations[english+".md"] = path
		}
	}
	if len(translations) < 4 {
		t.Errorf("got the translations %v, want those of the README and of three guides", translations)
	}
	for english, japanese := range translations {
		t.Run(english, func(t *testing.T) {
			t.Parallel()
			want, got := outline(texts[english]), outline(texts[japanese])
			for i := range min(len(want), len(got)) {
				if want[i].kind != got[i].kind {
					t.Fatalf("%s, line %d: got %q, want the counterpart of %q (%s, line %d)", japanese, got[i].line, got[i].text, want[i].text, english, want[i].line)
				}
			}
			if len(got) != len(want) {
				t.Errorf("%s: got %d headings, lines of code, entries and rows, want %d as in %s", japanese, len(got), len(want), english)
			}
		})
	}
}

// element is a line that a translation has to have, too.
type element struct {
	kind, text string
	line       int
}

var (
	comment = regexp.MustCompile(`(^|\s+)#.*`)
	other   = regexp.MustCompile(`ja_JP|en_US|\.ja\b`) // a language
	quoted  = regexp.MustCompile(`"[^"]*"`)
	entry   = regexp.MustCompile(`^\s*(- |\d+\. )`)
	level   = regexp.MustCompile(`^#+ `)
	fence   = regexp.MustCompile("^\\s*```")
)

func outline(page string) []element {
	var found []element
	code := false
	for i, line := range strings.Split(page, "\n") {
		kind := ""
		switch {
		case fence.MatchString(line):
			code = !code
			kind = strings.TrimSpace(line)
		case code:
			// Texts between quotation marks and comments may be in either language.
			kind = other.ReplaceAllString(quoted.ReplaceAllString(comment.ReplaceAllString(line, ""), `""`), "")
			kind = "code " + strings.Join(strings.Fields(kind), " ")
		case level.MatchString(line):
			kind = strings.Repeat("#", len(level.FindString(line))-1)
		case entry.MatchString(line):
			kind = "entry"
		case strings.HasPrefix(strings.TrimSpace(line), "|"):
			kind = "row"
		}
		if kind != "" {
			found = append(found, element{kind: kind, text: line, line: i + 1})
		}
	}
	return found
}

// TestDocumentation_tests finds the tests that the records and the guide for contributors name.
func TestDocumentation_tests(t *testing.T) {
	t.Parallel()
	var code strings.Builder
	for _, text := range pages(t, "_test.go", "internal") {
		code.WriteString(text)
	}
	named := regexp.MustCompile("`(Test[A-Za-z_]+)`")
	for page, text := range pages(t, ".md", "design", "CONTRIBUTING.md", "SECURITY.md") {
		for _, match := range named.FindAllStringSubmatch(text, -1) {
			if !strings.Contains(code.String(), "\nfunc "+match[1]+"(") {
				t.Errorf("%s names %s, want a test that there is", page, match[1])
			}
		}
	}
}
