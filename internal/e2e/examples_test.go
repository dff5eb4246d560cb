// SPDX-License-Identifier: MPL-2.0

package e2e_test

import (
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/acctest"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver/company"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver/directory"
)

// withDirectory enables the scopes of the directory for the app.
func withDirectory(o *mockserver.Options) {
	creds, err := mockserver.NewCredentials()
	if err != nil {
		panic(err)
	}
	creds.Scopes = []string{"bot", "bot.read", "user.email.read", "user.read", "group.read", "orgunit.read"}
	o.Credentials = creds
}

// seed fills the mock with the objects that the examples name.
func (w *workspace) seed() {
	if err := w.api.ChangeDirectory(func(c *directory.Content) {
		if err := json.Unmarshal([]byte(company.Seed), c); err != nil {
			w.t.Fatal(err)
		}
	}); err != nil {
		w.t.Fatal(err)
	}
	for _, name := range []string{"Reception", "Sales", "Desk", "Sales EU"} { // from 2000001 on
		w.api.AddBot(mockserver.Bot{
			BotName: name, PhotoURL: "https://static.example.com/bots/a.png", Description: "Made by hand.",
			Administrators: []string{"u1"}, Subadministrators: []string{"u2"}, AllowDomains: []int64{10000001},
			EnableCallback: true, CallbackURL: "https://bots.example.com/callback", EnableGroupJoin: true,
			I18nBotNames: map[string]string{"ja_JP": name},
		})
	}
	w.api.SetPersistentMenu(2000001, []mockserver.Action{{Type: "message", Label: "Help"}})
	const user = "3b8e6a52-5c0f-4f0a-9d4e-03a1f7c2b901"
	w.api.SetDomain(2000001, mockserver.Domain{DomainID: 10000001, Visible: true})
	w.api.SetDomain(2000002, mockserver.Domain{DomainID: 10000001, AllowToSelectedMember: true, Members: []string{user}})
	w.api.AddChannel(2000001, mockserver.Channel{ChannelID: "4b0c9d1e-7f21-4a6b-9f3d-2f6a1c5e8b70", Title: "On call", Members: []string{user}})
	w.api.AddRichMenu(2000003, mockserver.RichMenu{
		RichMenuID: "40001", RichMenuName: "Reception", Size: mockserver.Size{Width: 2500, Height: 843},
		Areas: []mockserver.Area{{
			Bounds: mockserver.Bounds{Width: 2500, Height: 843}, Action: mockserver.Action{Type: "message", Label: "Help", Text: "Help"},
		}},
	})
	w.api.SetDefaultRichMenu(2000003, "40001")
	w.api.SetUserRichMenu(2000003, user, "40001")
}

// TestExamples plans every example of the documentation, each alone, or an
// import with the resource that it is for.
func TestExamples(t *testing.T) {
	t.Parallel()
	root := filepath.Join(acctest.Root(t), "examples")
	count := 0
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || filepath.Ext(path) != ".tf" {
			return err
		}
		name, err := filepath.Rel(root, path)
		if err != nil {
			return err
		}
		count++
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			files := filesBeside(t, path)
			files["example.tf"] = read(t, path)
			if strings.HasPrefix(filepath.Base(path), "import-") {
				files["resource.tf"] = read(t, filepath.Join(filepath.Dir(path), "resource.tf"))
			}
			needs(t, files["example.tf"])
			if !strings.Contains(files["example.tf"], "required_providers") {
				files["required.tf"] = required
			}
			if strings.Contains(files["example.tf"], "for_each") && strings.Contains(files["example.tf"], "import {") {
				skipWithoutImportForEach(t)
			}
			w := newWorkspace(t, files, withDirectory)
			w.seed()
			w.must("plan", "-input=false", "-no-color") // it validates first
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if count < 30 {
		t.Errorf("got %d examples, want at least 30", count)
	}
}

// TestExamples_misspelt checks the postconditions that the pages of menus recommend:
// Terraform drops names of nested attributes that the schema does not have, without a word.
func TestExamples_misspelt(t *testing.T) {
	t.Parallel()
	for folder, test := range map[string]struct{ name, misspelt string }{
		"lineworks_persistent_menu": {"postback = ", "postBack"},
		"lineworks_rich_menu":       {"display_text = ", "displayText"},
	} {
		t.Run(folder, func(t *testing.T) {
			t.Parallel()
			config := read(t, filepath.Join(acctest.Root(t), "examples", "resources", folder, "check-names.tf"))
			broken := strings.Replace(config, test.name, test.misspelt+" = ", 1)
			if broken == config {
				t.Fatalf("got no %q in the example, want one to misspell:\n%s", test.name, config)
			}
			w := newWorkspace(t, map[string]string{"required.tf": required, "example.tf": broken})
			w.seed()
			code, out := w.run("plan", "-input=false", "-no-color")
			if want := "Unknown names: " + test.misspelt + "."; code == 0 || !strings.Contains(out, want) {
				t.Errorf("got exit code %d, want an error with %q:\n%s", code, want, out)
			}
		})
	}
}

// needs skips a test whose example has a feature that the CLI lacks.
func needs(t *testing.T, example string) {
	t.Helper()
	for words, feature := range map[string]acctest.Feature{
		"action \"":    acctest.Actions,
		"identity = {": acctest.Identity,
	} {
		if strings.Contains(example, words) {
			acctest.Needs(t, feature)
		}
	}
}

// TestExamples_query runs the queries of the documentation. Each has to find
// something, and its file has to be formatted: "fmt" of older CLIs does not look
// at these files.
func TestExamples_query(t *testing.T) {
	t.Parallel()
	acctest.Needs(t, acctest.Query)
	paths, err := filepath.Glob(filepath.Join(acctest.Root(t), "examples", "list-resources", "*", "*.tfquery.hcl"))
	if err != nil || len(paths) < 5 {
		t.Fatalf("got %d queries and the error %v, want at least 5", len(paths), err)
	}
	for _, path := range paths {
		t.Run(filepath.Base(filepath.Dir(path))+"/"+filepath.Base(path), func(t *testing.T) {
			t.Parallel()
			w := newWorkspace(t, map[string]string{"required.tf": required, "example.tfquery.hcl": read(t, path)})
			w.seed()
			w.must("fmt", "-check", "-diff", "example.tfquery.hcl")
			w.must("validate", "-query", "-no-color")
			if out := w.must("query", "-no-color"); !strings.Contains(out, "list.lineworks_") {
				t.Errorf("got no result, want some:\n%s", out)
			}
			for operation := range w.counts() {
				if method, _, _ := strings.Cut(operation, " "); method != "GET" && operation != token {
					t.Errorf("a query sent %s, want only reads", operation)
				}
			}
		})
	}
}

// filesBeside are the files in the folder of an example that are no configuration,
// such as the pictures that it names.
func filesBeside(t *testing.T, path string) map[string]string {
	t.Helper()
	entries, err := os.ReadDir(filepath.Dir(path))
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	for _, entry := range entries {
		if !entry.IsDir() && filepath.Ext(entry.Name()) != ".tf" {
			files[entry.Name()] = read(t, filepath.Join(filepath.Dir(path), entry.Name()))
		}
	}
	return files
}

func read(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// skipWithoutImportForEach skips a test on Terraform 1.6 and OpenTofu 1.6 or
// older, whose import blocks know no for_each.
func skipWithoutImportForEach(t *testing.T) {
	t.Helper()
	for _, old := range []string{"1.5.", "1.6."} {
		if strings.HasPrefix(cli.Version, old) {
			t.Skipf("import blocks of %s know no for_each", cli)
		}
	}
}

// TestExamples_bulkImport applies the example that brings the bots of a team
// under Terraform's care. It must not change any of them.
func TestExamples_bulkImport(t *testing.T) {
	t.Parallel()
	skipWithoutImportForEach(t)
	w := newWorkspace(t, map[string]string{
		"main.tf": acctest.Example(t, "data-sources/lineworks_bots/data-source_import.tf"), "required.tf": required,
	})
	w.seed()
	if out := w.apply(); !strings.Contains(out, "2 imported, 0 added, 0 changed, 0 destroyed") {
		t.Errorf("got\n%s\nwant 2 imported and nothing else", out)
	}
	w.plan(false)
	for operation := range w.counts() {
		if method, _, _ := strings.Cut(operation, " "); method != "GET" && operation != token {
			t.Errorf("importing sent %s, want only reads", operation)
		}
	}
}
