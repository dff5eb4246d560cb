// SPDX-License-Identifier: MPL-2.0

package localmirror_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/localmirror"
)

func write(t *testing.T, file, content string) string {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(file), 0o750); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

func environment(values map[string]string) func(string) string {
	return func(name string) string { return values[name] }
}

// TestMirror_Obstacles_content has CLI configurations in the forms that CLIs know.
func TestMirror_Obstacles_content(t *testing.T) {
	t.Parallel()
	const hidden, overridden, none = "hidden", "overridden", "none"
	for name, test := range map[string]struct{ config, want string }{
		"empty":            {"", none},
		"other settings":   {"plugin_cache_dir = \"/cache\"\ncredentials \"app.terraform.io\" {\n  token = \"x\"\n}\n", none},
		"overridden":       {"provider_installation {\n dev_overrides {\n  \"terraform-lineworks/lineworks\" = \"/go/bin\"\n }\n direct {}\n}\n", overridden},
		"overridden, host": {"provider_installation {\n dev_overrides {\n  \"registry.opentofu.org/terraform-lineworks/lineworks\" = \"/go/bin\"\n }\n direct {}\n}\n", overridden},
		"another override": {"provider_installation {\n dev_overrides {\n  \"acme/thing\" = \"/go/bin\"\n }\n direct {}\n}\n", hidden},
		"direct":           {"provider_installation {\n direct {}\n}\n", hidden},
		"no method":        {"provider_installation {}\n", hidden},
		"another mirror":   {"provider_installation {\n filesystem_mirror {\n  path = \"/elsewhere\"\n }\n}\n", hidden},
		"this mirror":      {"provider_installation {\n filesystem_mirror {\n  path = \"/mirror/\"\n }\n direct {}\n}\n", none},
		"second mirror":    {"provider_installation {\n filesystem_mirror {\n  path = \"/elsewhere\"\n }\n filesystem_mirror {\n  path = \"/mirror\"\n }\n}\n", none},
		"included":         {"provider_installation {\n filesystem_mirror {\n  path = \"/mirror\"\n  include = [\"acme/*\", \"*/terraform-lineworks/lineworks\"]\n }\n}\n", none},
		"included, short":  {"provider_installation {\n filesystem_mirror {\n  path = \"/mirror\"\n  include = [\"terraform-lineworks/*\"]\n }\n}\n", none},
		"not included":     {"provider_installation {\n filesystem_mirror {\n  path = \"/mirror\"\n  include = [\"example.com/*/*\"]\n }\n}\n", hidden},
		"excluded":         {"provider_installation {\n filesystem_mirror {\n  path = \"/mirror\"\n  exclude = [\"*/*/*\"]\n }\n}\n", hidden},
		"JSON":             {`{"provider_installation": [{"direct": [{}]}]}`, hidden},
		"JSON, overridden": {`{"provider_installation": [{"dev_overrides": [{"terraform-lineworks/lineworks": "/go/bin"}]}]}`, overridden},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			file := write(t, filepath.Join(t.TempDir(), "cli.tfrc"), test.config)
			obstacles, err := localmirror.Mirror{Dir: "/mirror"}.Obstacles("linux", environment(map[string]string{"TF_CLI_CONFIG_FILE": file}))
			if err != nil {
				t.Fatal(err)
			}
			got := none
			for _, o := range obstacles {
				if got = hidden; o.Overridden {
					got = overridden
				}
				if o.File != file {
					t.Errorf("got the file %s, want %s", o.File, file)
				}
			}
			if got != test.want {
				t.Errorf("%s\ngot %s, want %s", test.config, got, test.want)
			}
		})
	}
}

// TestMirror_Obstacles_files checks where configurations are looked for.
func TestMirror_Obstacles_files(t *testing.T) {
	t.Parallel()
	const block = "provider_installation {\n direct {}\n}\n"
	for name, test := range map[string]struct {
		goos string
		file string
		env  map[string]string
	}{
		"Terraform":            {"linux", "home/.terraformrc", map[string]string{"HOME": "home"}},
		"OpenTofu":             {"darwin", "home/.tofurc", map[string]string{"HOME": "home"}},
		"folder":               {"linux", "home/.terraform.d/mine.tfrc", map[string]string{"HOME": "home"}},
		"folder, JSON":         {"linux", "home/.terraform.d/credentials.tfrc.json", map[string]string{"HOME": "home"}},
		"OpenTofu, XDG":        {"linux", "config/opentofu/tofurc", map[string]string{"HOME": "home", "XDG_CONFIG_HOME": "config"}},
		"OpenTofu, XDG folder": {"linux", "config/opentofu/mine.tfrc", map[string]string{"HOME": "home", "XDG_CONFIG_HOME": "config"}},
		"Windows":              {"windows", "data/terraform.rc", map[string]string{"APPDATA": "data"}},
		"Windows, OpenTofu":    {"windows", "data/tofu.rc", map[string]string{"APPDATA": "data"}},
		"Windows, folder":      {"windows", "data/terraform.d/mine.tfrc", map[string]string{"APPDATA": "data"}},
		"variable":             {"linux", "cli.conf", map[string]string{"HOME": "home", "TF_CLI_CONFIG_FILE": "cli.conf"}},
		"old variable":         {"linux", "cli.conf", map[string]string{"HOME": "home", "TERRAFORM_CONFIG": "cli.conf"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			root := t.TempDir()
			env := map[string]string{}
			for variable, value := range test.env {
				env[variable] = filepath.Join(root, value)
			}
			content := block
			if strings.HasSuffix(test.file, ".json") {
				content = `{"provider_installation": {"direct": {}}}`
			}
			file := write(t, filepath.Join(root, filepath.FromSlash(test.file)), content)
			got, err := localmirror.Mirror{Dir: "/mirror"}.Obstacles(test.goos, environment(env))
			if want := []localmirror.Obstacle{{File: file}}; err != nil || !slices.Equal(got, want) {
				t.Errorf("got %v and the error %v, want %v", got, err, want)
			}
		})
	}
}

func TestMirror_Obstacles_variableAlone(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	write(t, filepath.Join(home, ".terraformrc"), "provider_installation {\n direct {}\n}\n")
	got, err := localmirror.Mirror{Dir: "/mirror"}.Obstacles("linux", environment(map[string]string{"HOME": home, "TF_CLI_CONFIG_FILE": os.DevNull}))
	if err != nil || len(got) > 0 {
		t.Errorf("got %v and the error %v, want none: the variable replaces ~/.terraformrc", got, err)
	}
}

func TestMirror_Obstacles_unreadable(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	bad := write(t, filepath.Join(home, ".terraformrc"), "provider_installation {\n")
	good := write(t, filepath.Join(home, ".tofurc"), "provider_installation {\n direct {}\n}\n")
	got, err := localmirror.Mirror{Dir: "/mirror"}.Obstacles("linux", environment(map[string]string{"HOME": home}))
	if err == nil || !strings.Contains(err.Error(), bad) {
		t.Errorf("got the error %v, want one that names %s", err, bad)
	}
	if want := []localmirror.Obstacle{{File: good}}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}
