// SPDX-License-Identifier: MPL-2.0

package main

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
	"golang.org/x/mod/module"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/acctest"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfcli"
)

// release writes files with their checksums into a folder.
func release(t *testing.T, list string, names ...string) string {
	t.Helper()
	dir := t.TempDir()
	var lines strings.Builder
	for _, name := range names {
		write(t, filepath.Join(dir, name), name)
		fmt.Fprintf(&lines, "%x  %s\n", sha256.Sum256([]byte(name)), name)
	}
	write(t, filepath.Join(dir, list), lines.String())
	return dir
}

func write(t *testing.T, path, content string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestCheck(t *testing.T) {
	t.Parallel()
	const (
		providerZip = "terraform-provider-lineworks_0.1.0_linux_386.zip"
		manifest    = "terraform-provider-lineworks_0.1.0_manifest.json"
		toolsTar    = "lineworks-tools_0.1.0_linux_386.tar.gz"
		toolsZip    = "lineworks-tools_0.1.0_windows_386.zip"
	)
	for name, tc := range map[string]struct {
		provider, tools []string
		change          func(t *testing.T, provider, tools string)
		want            string // "" for no error
	}{
		"good":                   {provider: []string{providerZip, manifest}, tools: []string{toolsTar, toolsZip}},
		"manifest of other name": {provider: []string{providerZip, manifest}, tools: []string{toolsTar}, change: func(t *testing.T, provider, _ string) { t.Helper(); remove(t, provider, manifest) }},
		"program for registries": {provider: []string{providerZip, toolsZip}, tools: []string{toolsTar}, want: "SHA256SUMS lists " + toolsZip},
		"provider with programs": {provider: []string{providerZip}, tools: []string{providerZip}, want: "checksums.txt lists " + providerZip},
		"missing archive":        {provider: []string{providerZip}, tools: []string{toolsTar}, change: func(t *testing.T, _, tools string) { t.Helper(); remove(t, tools, toolsTar) }, want: "no such file"},
		"other content": {provider: []string{providerZip}, tools: []string{toolsTar}, change: func(t *testing.T, provider, _ string) {
			t.Helper()
			write(t, filepath.Join(provider, providerZip), "x")
		}, want: providerZip + " has the checksum"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			providerDir := release(t, "terraform-provider-lineworks_0.1.0_SHA256SUMS", tc.provider...)
			toolsDir := release(t, "lineworks-tools_0.1.0_checksums.txt", tc.tools...)
			if tc.change != nil {
				tc.change(t, providerDir, toolsDir)
			}
			provider, err := readSums(providerDir, "*_SHA256SUMS")
			if err != nil {
				t.Fatal(err)
			}
			tools, err := readSums(toolsDir, "*_checksums.txt")
			if err != nil {
				t.Fatal(err)
			}
			err = check(provider, tools)
			if tc.want == "" && err != nil || tc.want != "" && (err == nil || !strings.Contains(err.Error(), tc.want)) {
				t.Errorf("got the error %v, want %q", err, tc.want)
			}
		})
	}
}

func remove(t *testing.T, dir, name string) {
	t.Helper()
	if err := os.Remove(filepath.Join(dir, name)); err != nil {
		t.Fatal(err)
	}
}

func TestReadSums_errors(t *testing.T) {
	t.Parallel()
	for name, files := range map[string]map[string]string{
		"none": {},
		"two":  {"a_SHA256SUMS": "", "b_SHA256SUMS": ""},
		"text": {"a_SHA256SUMS": "nothing of the kind\n"},
	} {
		dir := t.TempDir()
		for file, content := range files {
			write(t, filepath.Join(dir, file), content)
		}
		if got, err := readSums(dir, "*_SHA256SUMS"); err == nil {
			t.Errorf("%s: got %v, want an error", name, got)
		}
	}
}

func TestUnpack(t *testing.T) {
	t.Parallel()
	var tarred, zipped bytes.Buffer
	compressed := gzip.NewWriter(&tarred)
	tw, zw := tar.NewWriter(compressed), zip.NewWriter(&zipped)
	for _, name := range []string{"dir/program", "dir/examples/testing/main.tf"} {
		if err := tw.WriteHeader(&tar.Header{Name: name, Mode: 0o755, Size: int64(len(name)), Typeflag: tar.TypeReg}); err != nil {
			t.Fatal(err)
		}
		if _, err := tw.Write([]byte(name)); err != nil {
			t.Fatal(err)
		}
		w, err := zw.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(name)); err != nil {
			t.Fatal(err)
		}
	}
	for _, closer := range []interface{ Close() error }{tw, compressed, zw} {
		if err := closer.Close(); err != nil {
			t.Fatal(err)
		}
	}
	for archive, content := range map[string]string{"a.tar.gz": tarred.String(), "a.zip": zipped.String()} {
		dir := t.TempDir()
		write(t, filepath.Join(dir, archive), content)
		if err := unpack(filepath.Join(dir, archive), dir); err != nil {
			t.Errorf("%s: got the error %v, want none", archive, err)
		}
		for _, name := range []string{"dir/program", "dir/examples/testing/main.tf"} {
			if got, err := os.ReadFile(filepath.Join(dir, name)); err != nil || string(got) != name {
				t.Errorf("%s: got %q and the error %v, want %s unpacked", archive, got, err, name)
			}
		}
	}
}

// TestScript runs the script of two steps: what the first one starts is stopped, and what
// it exports is there in the second.
func TestScript(t *testing.T) {
	t.Parallel()
	if _, err := exec.LookPath("bash"); err != nil {
		t.Skip(err)
	}
	dir := t.TempDir()
	write(t, filepath.Join(dir, "env"), "")
	run := func(steps ...step) (string, error) {
		cmd := exec.CommandContext(t.Context(), "bash", "-c", script(steps))
		cmd.Dir = dir
		cmd.Env = append(os.Environ(), "GITHUB_ENV="+filepath.Join(dir, "env"))
		out, err := cmd.CombinedOutput()
		return string(out), err
	}
	out, err := run(
		step{Uses: "actions/checkout"},
		step{Run: "mkdir below && cd below\nsleep 600 &\necho \"NAME=$GREETING you\" >> \"$GITHUB_ENV\"", Env: map[string]string{"GREETING": "it's"}},
		step{Run: "echo \"$NAME\"; basename \"$PWD\""},
		step{If: "failure()", Run: "echo never"},
	)
	if want := "it's you\n" + filepath.Base(dir) + "\n"; err != nil || out != want {
		t.Errorf("got %q and the error %v, want %q", out, err, want)
	}
	if out, err := run(step{Run: "false | cat"}, step{Run: "echo on"}); err == nil || strings.Contains(out, "on") {
		t.Errorf("got %q and the error %v, want a script that stops at the first failure", out, err)
	}
}

// TestPrograms checks that each program of a release is tried.
func TestPrograms(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile(filepath.Join(acctest.Root(t), ".goreleaser.tools.yml"))
	if err != nil {
		t.Fatal(err)
	}
	var config struct {
		Builds []struct {
			Binary string `yaml:"binary"`
		} `yaml:"builds"`
	}
	if err := yaml.Unmarshal(text, &config); err != nil {
		t.Fatal(err)
	}
	released := map[string]bool{}
	for _, build := range config.Builds {
		released[build.Binary] = true
		if programs[build.Binary] == "" {
			t.Errorf("got no text of %s -help to look for, want one for each program of a release", build.Binary)
		}
	}
	for program := range programs {
		if !released[program] {
			t.Errorf("got %s, which is not among the programs of a release", program)
		}
	}
}

// TestGoProxy packs this checkout; without a build, that takes a moment.
func TestGoProxy(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	version := module.Version{Path: tfcli.Module, Version: "v0.1.0"}
	if err := (goProxy{dir}).add(acctest.Root(t), version); err != nil {
		t.Fatal(err)
	}
	packed, err := zip.OpenReader(filepath.Join(dir, filepath.FromSlash(tfcli.Module), "@v", "v0.1.0.zip"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = packed.Close() }()
	if _, err := packed.Open(version.String() + "/internal/cmd/lineworks-mock/main.go"); err != nil {
		t.Errorf("got the error %v, want the mock in the module", err)
	}
}

// TestModule_replace keeps go.mod free of what the go command refuses for "go run" of a
// version.
func TestModule_replace(t *testing.T) {
	t.Parallel()
	content, err := os.ReadFile(filepath.Join(acctest.Root(t), "go.mod"))
	if err != nil {
		t.Fatal(err)
	}
	if found := regexp.MustCompile(`(?m)^(replace|exclude)\b.*`).FindString(string(content)); found != "" {
		t.Errorf("got %q in go.mod, want no such line", found)
	}
}

// TestConfigurations has the programs built for the platforms of the provider, each with
// checksums and a signature.
func TestConfigurations(t *testing.T) {
	t.Parallel()
	type build struct {
		Goos, Goarch []string
		Ignore       []map[string]string
	}
	type config struct {
		Project  string `yaml:"project_name"`
		Dist     string
		Builds   []build
		Checksum struct {
			Name string `yaml:"name_template"`
		}
		Signs   []struct{ Artifacts string }
		Release struct{ Disable bool }
	}
	read := func(name string) config {
		content, err := os.ReadFile(filepath.Join(acctest.Root(t), name))
		if err != nil {
			t.Fatal(err)
		}
		var c config
		if err := yaml.Unmarshal(content, &c); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		return c
	}
	provider, tools := read(".goreleaser.yml"), read(".goreleaser.tools.yml")
	if len(tools.Builds) < 3 {
		t.Errorf("got %d programs, want at least 3", len(tools.Builds))
	}
	for i, b := range tools.Builds {
		if got, want := fmt.Sprint(b), fmt.Sprint(provider.Builds[0]); got != want {
			t.Errorf("program %d: got the platforms %s, want those of the provider, %s", i, got, want)
		}
	}
	for name, c := range map[string]config{"provider": provider, "programs": tools} {
		if len(c.Signs) != 1 || c.Signs[0].Artifacts != "checksum" {
			t.Errorf("%s: got the signatures %v, want one of the checksums", name, c.Signs)
		}
	}
	if strings.HasSuffix(tools.Checksum.Name, "_SHA256SUMS") || !strings.HasSuffix(provider.Checksum.Name, "_SHA256SUMS") {
		t.Errorf("got the checksums %s and %s, want the provider's alone under the name that registries look for", provider.Checksum.Name, tools.Checksum.Name)
	}
	if tools.Dist == provider.Dist || tools.Project == provider.Project || !tools.Release.Disable {
		t.Errorf("got %+v, want a folder and a name of its own, and no release", tools)
	}
}
