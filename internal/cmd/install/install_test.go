// SPDX-License-Identifier: MPL-2.0

package main

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfcli"
)

// home is a user whose home directory is a new folder.
type home struct {
	user

	dir string
	out *bytes.Buffer
}

func newHome(t *testing.T) home {
	t.Helper()
	dir, out := t.TempDir(), &bytes.Buffer{}
	env := map[string]string{"HOME": dir, "APPDATA": filepath.Join(dir, "AppData", "Roaming")}
	return home{user: user{goos: runtime.GOOS, getenv: func(name string) string { return env[name] }, out: out}, dir: dir, out: out}
}

// files returns the paths of the files in the home directory.
func (h home) files(t *testing.T) []string {
	t.Helper()
	var files []string
	err := filepath.WalkDir(h.dir, func(path string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			files = append(files, strings.TrimPrefix(path, h.dir))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

const configuration = `
terraform {
  required_providers {
    lineworks = {
      source  = "terraform-lineworks/lineworks"
      version = "~> 0.1"
    }
    second = {
      source = "example.com/acme/second"
    }
  }
}

output "areas" {
  value = provider::lineworks::rich_menu_grid(2, 1, 843)
}

provider "second" {
  api_url      = "http://127.0.0.1:1"
  access_token = "token"
}

resource "lineworks_bot" "of_the_second_provider" {
  provider       = second
  bot_name       = "Bot"
  description    = "Bot"
  photo_url      = "https://example.com/bot.png"
  administrators = ["3b8e6a52-5c0f-4f0a-9d4e-03a1f7c2b901"]
}
`

var installedVersion = regexp.MustCompile(`Installed version (\S+) into\n  (.*)\n`)

// TestInstall_usedByInit installs twice, and lets the CLI initialize and plan a
// configuration with a second provider, without any network, after each of them.
func TestInstall_usedByInit(t *testing.T) {
	t.Parallel()
	cli, err := tfcli.Find(t.Context())
	if errors.Is(err, tfcli.ErrNoCLI) {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	if runtime.GOOS == "windows" {
		t.Skip("the CLI asks Windows, and not the environment, for the user's folders")
	}
	h := newHome(t)
	work, err := tfcli.NewWorkspace(cli, t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = work.Close() })
	if err := work.Write("main.tf", configuration); err != nil {
		t.Fatal(err)
	}
	run := func(args ...string) tfcli.Result {
		t.Helper()
		// Without a configuration of the CLI, as most users have none, and without a network.
		env := []string{"HOME=" + h.dir, "TF_CLI_CONFIG_FILE=", "HTTPS_PROXY=http://127.0.0.1:1", "NO_PROXY="}
		got, err := work.Run(t.Context(), env, append(args, "-no-color", "-input=false")...)
		if err != nil {
			t.Fatal(err)
		}
		if all := got.Stdout + got.Stderr; strings.Contains(all, "overrides") {
			t.Errorf("%v: got\n%s\nwant no warning about development overrides", args, all)
		}
		return got
	}
	succeed := func(want string, args ...string) {
		t.Helper()
		if got := run(args...); got.ExitCode != 0 || !strings.Contains(got.Stdout, want) {
			t.Fatalf("%v: got exit code %d\n%s%s\nwant 0 and %q", args, got.ExitCode, got.Stdout, got.Stderr, want)
		}
	}

	now := time.Now()
	var versions []string
	for range 2 { // at the same second, too, the second version is higher
		h.out.Reset()
		if err := h.install(t.Context(), now); err != nil {
			t.Fatal(err)
		}
		said := installedVersion.FindStringSubmatch(h.out.String())
		if said == nil {
			t.Fatalf("got\n%s\nwant it to name the version and the folder", h.out)
		}
		version, dir := said[1], said[2]
		if strings.Contains(h.out.String(), "BUT") {
			t.Errorf("got\n%s\nwant no obstacle", h.out)
		}
		if len(versions) == 0 {
			second := filepath.Join(dir, "example.com", "acme", "second", "1.0.0", runtime.GOOS+"_"+runtime.GOARCH, "terraform-provider-second")
			if out, err := exec.CommandContext(t.Context(), "go", "build", "-buildvcs=false", "-o", second, tfcli.Module+"/internal/bench/yardstick").CombinedOutput(); err != nil {
				t.Fatalf("building a second provider: %v\n%s", err, out)
			}
			succeed("terraform-lineworks/lineworks v"+version+" ", "init")
		} else {
			// The first build is gone, and the CLI says so instead of using an old one.
			if got := run("init"); got.ExitCode == 0 || !strings.Contains(strings.Join(strings.Fields(got.Stderr), " "), versions[0]+" is no longer available") {
				t.Errorf("init without -upgrade: got exit code %d\n%s%s\nwant that %s is gone", got.ExitCode, got.Stdout, got.Stderr, versions[0])
			}
			succeed("terraform-lineworks/lineworks v"+version+" ", "init", "-upgrade")
		}
		versions = append(versions, version)
		succeed("Plan: 1 to add", "plan")
	}
	if versions[1] <= versions[0] {
		t.Errorf("got the versions %v, want the second one to be higher", versions)
	}

	h.out.Reset()
	if err := h.uninstall(); err != nil {
		t.Fatal(err)
	}
	if want := "Removed version " + versions[1]; !strings.Contains(h.out.String(), want) || strings.Contains(h.out.String(), versions[0]) {
		t.Errorf("got\n%s\nwant %s, and no version that was removed before", h.out, want)
	}
	for _, file := range h.files(t) {
		if strings.Contains(file, "lineworks") {
			t.Errorf("got %s left behind, want nothing of this provider", file)
		}
		if !strings.HasSuffix(file, "terraform-provider-second") && !strings.HasSuffix(file, "checkpoint_signature") {
			t.Errorf("got the file %s, want the second provider alone", file)
		}
	}
}

// TestWarn has the files that keep a CLI from the provider.
func TestWarn(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		config string
		want   []string
	}{
		"none":       {"", nil},
		"overridden": {"provider_installation {\n dev_overrides {\n  \"terraform-lineworks/lineworks\" = \"/go/bin\"\n }\n direct {}\n}\n", []string{"BUT ", ".terraformrc has a development override", "remove\nthe line"}},
		"hidden":     {"provider_installation {\n direct {}\n}\n", []string{"BUT ", ".terraformrc has a provider_installation block", "filesystem_mirror {\n", "plugins\"\n"}},
		"unreadable": {"provider_installation {\n", []string{"may keep a CLI from using it:\nreading the CLI configuration", ".terraformrc"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHome(t)
			h.goos = "linux"
			if test.config != "" {
				if err := os.WriteFile(filepath.Join(h.dir, ".terraformrc"), []byte(test.config), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			mirror, err := h.mirror()
			if err != nil {
				t.Fatal(err)
			}
			h.warn(mirror)
			for _, want := range test.want {
				if !strings.Contains(h.out.String(), want) {
					t.Errorf("got\n%s\nwant it to say %q", h.out, want)
				}
			}
			if test.want == nil && h.out.Len() > 0 {
				t.Errorf("got\n%s\nwant nothing", h.out)
			}
		})
	}
}

// TestWarn_followed checks that the block that is printed is the one that helps.
func TestWarn_followed(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	h.goos = "linux"
	file := filepath.Join(h.dir, ".terraformrc")
	write := func(block string) {
		t.Helper()
		if err := os.WriteFile(file, []byte("provider_installation {\n"+block+"}\n"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	mirror, err := h.mirror()
	if err != nil {
		t.Fatal(err)
	}
	write("  direct {}\n")
	h.warn(mirror)
	_, block, _ := strings.Cut(h.out.String(), "\n\n")
	write(block)
	h.out.Reset()
	h.warn(mirror)
	if h.out.Len() > 0 {
		t.Errorf("with the block\n%s\ngot\n%s\nwant nothing", block, h.out)
	}
}

func TestUninstall_nothing(t *testing.T) {
	t.Parallel()
	h := newHome(t)
	if err := h.uninstall(); err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(h.out.String(), "No build is installed in "+h.dir) {
		t.Errorf("got %q, want that nothing is installed", h.out)
	}
	if files := h.files(t); len(files) > 0 {
		t.Errorf("got the files %v, want none", files)
	}
}

func TestInstall_noHome(t *testing.T) {
	t.Parallel()
	u := user{goos: "linux", getenv: func(string) string { return "" }}
	if err := u.install(t.Context(), time.Now()); err == nil || !strings.Contains(err.Error(), "HOME") {
		t.Errorf("install: got the error %v, want one that names HOME", err)
	}
	if err := u.uninstall(); err == nil || !strings.Contains(err.Error(), "HOME") {
		t.Errorf("uninstall: got the error %v, want one that names HOME", err)
	}
}
