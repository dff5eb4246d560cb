// SPDX-License-Identifier: MPL-2.0

package tfcli_test

import (
	"bufio"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfcli"
)

// workspace makes a workspace that runs a fake CLI.
func workspace(t *testing.T) *tfcli.Workspace {
	t.Helper()
	w, err := tfcli.NewWorkspace(tfcli.CLI{Path: fakeCLI(t, "terraform", "")}, t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := w.Close(); err != nil {
			t.Error(err)
		}
	})
	return w
}

func TestWorkspace_Run_cleanEnvironment(t *testing.T) {
	t.Setenv("LINEWORKS_CLIENT_SECRET", "of a real tenant")
	t.Setenv("TF_LOG", "TRACE")
	t.Setenv("HTTPS_PROXY", "http://127.0.0.1:3128")
	w := workspace(t)

	got, err := w.Run(t.Context(), []string{"LINEWORKS_CLIENT_ID=demo"}, "env")
	if err != nil {
		t.Fatal(err)
	}
	env := strings.Split(strings.TrimSpace(got.Stdout), "\n")
	for _, want := range []string{
		"LINEWORKS_CLIENT_ID=demo", "HTTPS_PROXY=http://127.0.0.1:3128", "CHECKPOINT_DISABLE=1", "PATH=" + os.Getenv("PATH"),
	} {
		if !slices.Contains(env, want) {
			t.Errorf("got the environment %q, want it to have %q", env, want)
		}
	}
	for _, name := range []string{"LINEWORKS_CLIENT_SECRET", "TF_LOG"} {
		if strings.Contains(got.Stdout, name+"=") {
			t.Errorf("got %s in the environment %q, want it left out", name, env)
		}
	}
	if !strings.HasPrefix(got.Stderr, "on stderr\n") {
		t.Errorf("got %q on stderr, want %q first", got.Stderr, "on stderr\n")
	}
}

func TestWorkspace_Run_exitCode(t *testing.T) {
	t.Parallel()
	got, err := workspace(t).Run(t.Context(), nil, "changes")
	if err != nil {
		t.Fatal(err)
	}
	if got.ExitCode != 2 {
		t.Errorf("got exit code %d, want 2", got.ExitCode)
	}
}

func TestWorkspace_Run_noProgram(t *testing.T) {
	t.Parallel()
	w, err := tfcli.NewWorkspace(tfcli.CLI{Path: filepath.Join(t.TempDir(), "none")}, t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = w.Close() })
	if _, err := w.Run(t.Context(), nil, "version"); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("got error %v, want one that says that the program does not exist", err)
	}
}

// TestWorkspace_Run_interrupted checks that a cancelled run is told to stop,
// and that nothing it started is left.
func TestWorkspace_Run_interrupted(t *testing.T) {
	t.Parallel()
	alive, held, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancelCause(t.Context())
	cmd := workspace(t).Command(ctx, nil, "work")
	cmd.ExtraFiles = []*os.File{held}
	output, stdout := io.Pipe()
	cmd.Stdout = stdout

	errStop := errors.New("stopped by the user")
	said := make(chan []string)
	go func() {
		var lines []string
		for out := bufio.NewScanner(output); out.Scan(); cancel(errStop) {
			lines = append(lines, out.Text())
		}
		said <- lines
	}()
	if _, err := tfcli.Wait(ctx, cmd); !errors.Is(err, errStop) {
		t.Errorf("got error %v, want the reason of the cancellation", err)
	}
	if err := stdout.Close(); err != nil {
		t.Fatal(err)
	}
	if err := held.Close(); err != nil {
		t.Fatal(err)
	}
	// The pipe ends when the last process that holds it does.
	if _, err := io.ReadAll(alive); err != nil {
		t.Error(err)
	}
	if got := <-said; !slices.Equal(got, []string{"started", "stopped"}) {
		t.Errorf("the program said %q, want that it was started and stopped", got)
	}
}

func TestWorkspace_overridesForBothProducts(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	w, err := tfcli.NewWorkspace(tfcli.CLI{Path: fakeCLI(t, "tofu", "")}, dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = w.Close() })

	text := configuration(t, w)
	for _, host := range []string{"registry.terraform.io", "registry.opentofu.org"} {
		if want := `"` + host + `/terraform-lineworks/lineworks" = "` + dir + `"`; !strings.Contains(text, want) {
			t.Errorf("got the configuration\n%s\nwant it to have %s", text, want)
		}
	}
	if strings.Contains(text, "direct") {
		t.Errorf("got a configuration that allows downloads, want one that does not:\n%s", text)
	}
}

func TestNewMirrorWorkspace(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	w, err := tfcli.NewMirrorWorkspace(tfcli.CLI{Path: fakeCLI(t, "tofu", "")}, dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = w.Close() })
	text := configuration(t, w)
	if want := "filesystem_mirror {\n    path = \"" + dir + "\"\n"; !strings.Contains(text, want) {
		t.Errorf("got the configuration\n%s\nwant it to have %s", text, want)
	}
	for _, unwanted := range []string{"direct", "dev_overrides"} {
		if strings.Contains(text, unwanted) {
			t.Errorf("got the configuration\n%s\nwant no %s", text, unwanted)
		}
	}
}

// configuration returns the configuration of the CLI in a workspace.
func configuration(t *testing.T, w *tfcli.Workspace) string {
	t.Helper()
	got, err := w.Run(t.Context(), nil, "env")
	if err != nil {
		t.Fatal(err)
	}
	_, file, _ := strings.Cut(got.Stdout, "TF_CLI_CONFIG_FILE=")
	file, _, _ = strings.Cut(file, "\n")
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestWorkspace_Close_leavesNothing(t *testing.T) {
	temp := t.TempDir()
	t.Setenv("TMPDIR", temp)
	w, err := tfcli.NewWorkspace(tfcli.CLI{}, t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Write("main.tf", "# nothing"); err != nil {
		t.Fatal(err)
	}
	if text, err := os.ReadFile(filepath.Join(w.Dir, "main.tf")); err != nil || string(text) != "# nothing" {
		t.Errorf("got %q and the error %v from main.tf, want %q", text, err, "# nothing")
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	left, err := os.ReadDir(temp)
	if err != nil {
		t.Fatal(err)
	}
	if len(left) > 0 {
		t.Errorf("got %v left behind, want nothing", left)
	}
	if err := w.Write("main.tf", ""); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("writing after Close: got %v, want an error", err)
	}
}

func TestNewWorkspace_noTemporaryFolder(t *testing.T) {
	t.Setenv("TMPDIR", filepath.Join(t.TempDir(), "none"))
	if _, err := tfcli.NewWorkspace(tfcli.CLI{}, t.TempDir()); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("got error %v, want one about the missing folder", err)
	}
}

// TestBuildProvider_used checks that the CLI takes the provider that was built,
// without init.
func TestBuildProvider_used(t *testing.T) {
	t.Parallel()
	cli, err := tfcli.Find(t.Context())
	if errors.Is(err, tfcli.ErrNoCLI) {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if _, err := tfcli.BuildProvider(t.Context(), dir); err != nil {
		t.Fatal(err)
	}
	w, err := tfcli.NewWorkspace(cli, dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = w.Close() })
	if err := w.Write("main.tf", `
terraform {
  required_providers {
    lineworks = { source = "terraform-lineworks/lineworks" }
  }
}

data "lineworks_bots" "all" {}
`); err != nil {
		t.Fatal(err)
	}
	got, err := w.Run(t.Context(), nil, "validate", "-no-color")
	if err != nil {
		t.Fatal(err)
	}
	if got.ExitCode != 0 {
		t.Errorf("validate: got exit code %d, want 0\n%s%s", got.ExitCode, got.Stdout, got.Stderr)
	}
}

func TestBuildProvider_cannotBuild(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := tfcli.BuildProvider(t.Context(), file); err == nil || !strings.Contains(err.Error(), "building the provider") {
		t.Errorf("got error %v, want one about building", err)
	}
}

func TestModuleRoot(t *testing.T) {
	t.Parallel()
	root, err := tfcli.ModuleRoot(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(root, "main.go")); err != nil {
		t.Error(err)
	}
}

func TestModuleRoot_elsewhere(t *testing.T) {
	t.Chdir(t.TempDir())
	if root, err := tfcli.ModuleRoot(t.Context()); err == nil {
		t.Errorf("outside of a module: got the root %s, want an error", root)
	}
}
