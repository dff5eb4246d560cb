// SPDX-License-Identifier: MPL-2.0

package e2e_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/acctest"
)

// copyExample copies the folder of an example, with its tests, into the workspace.
func (w *workspace) copyExample(name string) {
	w.t.Helper()
	if err := os.CopyFS(w.Dir, os.DirFS(filepath.Join(acctest.Root(w.t), "examples", name))); err != nil {
		w.t.Fatal(err)
	}
}

// mocks is a mock_provider block with the defaults that the examples ship. For Terraform,
// it goes with lineworks.tfmock.hcl.
func mocks(t *testing.T) string {
	t.Helper()
	if !cli.OpenTofu {
		return "mock_provider \"lineworks\" {\n  source = \".\"\n}\n"
	}
	_, block, _ := strings.Cut(acctest.Example(t, "testing/tests/mocked.tofutest.hcl"), "\nmock_provider ")
	block, _, found := strings.Cut(block, "\n}\n")
	if !found {
		t.Fatal("got no mock_provider block in the test for OpenTofu, want one")
	}
	return "mock_provider " + block + "\n}\n"
}

// mocked returns a workspace without credentials, whose tests mock the provider.
func mocked(t *testing.T, files map[string]string) *workspace {
	t.Helper()
	files["lineworks.tfmock.hcl"] = acctest.Example(t, "testing/lineworks.tfmock.hcl")
	files["mocked.tftest.hcl"] = mocks(t) + "\nrun \"apply\" {}\n"
	w := newWorkspace(t, files)
	w.env = nil
	return w
}

// TestMocked_example runs the tests that the documentation shows, without credentials.
func TestMocked_example(t *testing.T) {
	t.Parallel()
	w := newWorkspace(t, nil)
	w.env = nil
	w.copyExample("testing")
	if out := w.must("test", "-no-color"); !strings.Contains(out, "Success! 5 passed, 0 failed.") {
		t.Errorf("got\n%s\nwant 5 tests that pass", out)
	}
	if cli.OpenTofu {
		return
	}
	// "fmt" of older CLIs does not look at these files.
	w.must("fmt", "-check", "-diff", "lineworks.tfmock.hcl")
}

// TestMocked_guide runs the first test of each language's guide.
func TestMocked_guide(t *testing.T) {
	t.Parallel()
	for _, page := range []string{"testing.md", "testing-ja.md"} {
		_, block, _ := strings.Cut(read(t, filepath.Join(acctest.Root(t), "docs", "guides", page)), "```terraform\n")
		block, _, _ = strings.Cut(block, "```")
		w := newWorkspace(t, map[string]string{
			"required.tf": required, "main.tf": acctest.Example(t, "resources/lineworks_persistent_menu/resource.tf"), "bots.tftest.hcl": block,
		})
		w.env = nil
		if out := w.must("test", "-no-color"); !strings.Contains(out, "menu_belongs_to_the_bot\"... pass") {
			t.Errorf("%s: got\n%s\nwant the test to pass", page, out)
		}
	}
}

// TestMocked_api runs the tests that the documentation shows for the mock API, with the
// seed beside them: they create everything, and leave nothing behind.
func TestMocked_api(t *testing.T) {
	t.Parallel()
	w := newWorkspace(t, nil, withDirectory)
	w.copyExample("testing")
	if err := w.api.Load(strings.NewReader(acctest.Example(t, "testing/integration/seed.json"))); err != nil {
		t.Fatal(err)
	}
	if out := w.must("test", "-no-color", "-test-directory=integration"); !strings.Contains(out, "Success! 2 passed, 0 failed.") || strings.Contains(out, "Warning") {
		t.Errorf("got\n%s\nwant 2 tests that pass, without a warning", out)
	}
	if bots := w.api.Bots(); len(bots) != 0 {
		t.Errorf("got %d bots left, want none", len(bots))
	}
	if n := w.counts()[createBot]; n != 1 {
		t.Errorf("got %d bots made, want 1", n)
	}
}

// TestMocked_broken sees the tests of the example fail for a configuration that is wrong.
func TestMocked_broken(t *testing.T) {
	t.Parallel()
	w := newWorkspace(t, nil)
	w.env = nil
	w.copyExample("testing")
	config := acctest.Example(t, "testing/main.tf")
	broken := strings.Replace(config, "= var.callback_url != null", "= true", 1)
	if broken == config {
		t.Fatal("got no callback in the example, want one to break")
	}
	if err := w.Write("main.tf", broken); err != nil {
		t.Fatal(err)
	}
	code, out := w.run("test", "-no-color")
	if code == 0 || !strings.Contains(out, "Callbacks need an address.") {
		t.Errorf("got exit code %d and\n%s\nwant a test that fails", code, out)
	}
}

// TestMocked_everyExample applies each example of a resource or data source, and the one
// that holds everything, with the defaults that the examples ship.
func TestMocked_everyExample(t *testing.T) {
	t.Parallel()
	root := filepath.Join(acctest.Root(t), "examples")
	count := 0
	for _, folder := range []string{"resources", "data-sources", "complete"} {
		err := filepath.WalkDir(filepath.Join(root, folder), func(path string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() || filepath.Ext(path) != ".tf" {
				return err
			}
			config := read(t, path)
			if strings.Contains(config, "import {") { // a mocked provider has nothing to import
				return nil
			}
			count++
			t.Run(filepath.Base(filepath.Dir(path))+"/"+filepath.Base(path), func(t *testing.T) {
				t.Parallel()
				files := filesBeside(t, path)
				files["example.tf"] = config
				if !strings.Contains(config, "required_providers") {
					files["required.tf"] = required
				}
				mocked(t, files).must("test", "-no-color")
			})
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if count < 25 {
		t.Errorf("got %d examples, want at least 25", count)
	}
}

// TestMocked_bare applies configurations with a mocked provider for which there are no
// values: references between objects, and what is read of the objects that they name.
func TestMocked_bare(t *testing.T) {
	t.Parallel()
	const bare = "mock_provider \"lineworks\" {}\n\nrun \"apply\" {}\n\nrun \"again\" {}\n"
	for name, config := range map[string]string{
		"complete": acctest.Example(t, "complete/main.tf"),
		"testing":  acctest.Example(t, "testing/main.tf"),
		"look-ups": required + `
data "lineworks_bot" "desk" {
  bot_name = "Desk"
}

data "lineworks_user" "contact" {
  email   = "hanako@example.co.jp"
  details = true
}

data "lineworks_rich_menus" "desk" {
  bot_id = data.lineworks_bot.desk.bot_id
}

data "lineworks_bot_domain_members" "desk" {
  bot_id    = data.lineworks_bot.desk.bot_id
  domain_id = data.lineworks_user.contact.domain_id
}

data "lineworks_group" "owners" {
  group_name = "Owners"
  domain_id  = data.lineworks_user.contact.domain_id
}

resource "lineworks_bot" "other" {
  bot_name       = "Other"
  description    = "Answers."
  photo_url      = "https://static.example.com/bots/other.png"
  administrators = [data.lineworks_user.contact.user_id]
  allow_domains  = [data.lineworks_user.contact.domain_id]
}
`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			files := complete(t)
			files["main.tf"], files["bare.tftest.hcl"] = config, bare
			w := newWorkspace(t, files)
			w.env = nil
			w.must("test", "-no-color")
		})
	}
}
