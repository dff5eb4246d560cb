// SPDX-License-Identifier: MPL-2.0

package tfcli_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfcli"
)

func TestFind_order(t *testing.T) {
	terraform := fakeCLI(t, "terraform", "Terraform v1.11.4\non linux_amd64\n")
	tofu := fakeCLI(t, "tofu", "OpenTofu v1.12.6\non linux_amd64\n")
	other := fakeCLI(t, "terraform", "Terraform v1.16.4-rc1\n")

	for name, test := range map[string]struct {
		variable string
		path     []string
		want     tfcli.CLI
		text     string
		command  string
	}{
		"the variable wins": {
			variable: other, path: []string{tofu, terraform},
			want: tfcli.CLI{Path: other, Version: "1.16.4-rc1"}, text: "Terraform 1.16.4-rc1", command: "terraform",
		},
		"terraform before tofu": {
			path: []string{tofu, terraform},
			want: tfcli.CLI{Path: terraform, Version: "1.11.4"}, text: "Terraform 1.11.4", command: "terraform",
		},
		"tofu alone": {
			path: []string{tofu},
			want: tfcli.CLI{Path: tofu, Version: "1.12.6", OpenTofu: true}, text: "OpenTofu 1.12.6", command: "tofu",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Setenv(tfcli.PathVariable, test.variable)
			t.Setenv("PATH", pathOf(test.path...))
			got, err := tfcli.Find(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			if got != test.want {
				t.Errorf("got %+v, want %+v", got, test.want)
			}
			if got.String() != test.text {
				t.Errorf("got %q, want %q", got, test.text)
			}
			if got.Command() != test.command {
				t.Errorf("got the command %q, want %q", got.Command(), test.command)
			}
		})
	}
}

func TestFind_none(t *testing.T) {
	t.Setenv(tfcli.PathVariable, "")
	t.Setenv("PATH", t.TempDir())
	if got, err := tfcli.Find(t.Context()); !errors.Is(err, tfcli.ErrNoCLI) {
		t.Errorf("got %v and error %v, want ErrNoCLI", got, err)
	}
}

func TestFind_relativePathBecomesAbsolute(t *testing.T) {
	path := fakeCLI(t, "terraform", "Terraform v1.11.4\n")
	t.Chdir(filepath.Dir(path))
	t.Setenv(tfcli.PathVariable, "./terraform")
	got, err := tfcli.Find(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if !filepath.IsAbs(got.Path) {
		t.Errorf("got the path %q, want an absolute one", got.Path)
	}
}

func TestFind_refusesOtherPrograms(t *testing.T) {
	for name, test := range map[string]struct{ path, want string }{
		"unknown product": {fakeCLI(t, "terraform", "Warning: something\n"), "neither Terraform nor OpenTofu"},
		"missing file":    {filepath.Join(t.TempDir(), "terraform"), "no such file"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Setenv(tfcli.PathVariable, test.path)
			_, err := tfcli.Find(t.Context())
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got error %v, want one with %q", err, test.want)
			}
		})
	}
}

// pathOf returns a value of PATH that finds just the given programs.
func pathOf(programs ...string) string {
	dirs := make([]string, len(programs))
	for i, program := range programs {
		dirs[i] = filepath.Dir(program)
	}
	return strings.Join(dirs, string(os.PathListSeparator))
}
