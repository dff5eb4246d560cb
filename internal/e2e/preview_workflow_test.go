// SPDX-License-Identifier: MPL-2.0

package e2e_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/acctest"
)

// mockProgram is how the workflow runs lineworks-mock.
const mockProgram = "go run github.com/terraform-lineworks/terraform-provider-lineworks/internal/cmd/lineworks-mock@v"

// workflow is as much of a workflow of GitHub Actions as the test needs.
type workflow struct {
	Permissions map[string]string
	Jobs        map[string]struct {
		If    string
		Steps []step
	}
}

type step struct {
	Name, Uses, Run string
	Env             map[string]string
}

// script writes a program into the folder bin.
func script(t *testing.T, bin, name, content string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(bin, name), []byte("#!/bin/bash\nset -eu\n"+content+"\n"), 0o700); err != nil {
		t.Fatal(err)
	}
}

// TestPreviewWorkflow runs the commands of the example for GitHub Actions, each as it is
// there, on examples/complete. Stand-ins are gh, which keeps what it gets, go, which runs
// lineworks-mock of this checkout, and terraform init, which has nothing to install.
func TestPreviewWorkflow(t *testing.T) {
	t.Parallel()
	bash, err := exec.LookPath("bash")
	if err != nil {
		t.Skip("no bash, which the commands of a workflow are for")
	}
	var flow workflow
	decoder := yaml.NewDecoder(strings.NewReader(acctest.Example(t, "github-actions/preview.yml")))
	if err := decoder.Decode(&flow); err != nil {
		t.Fatal(err)
	}
	job, ok := flow.Jobs["preview"]
	if !ok || flow.Permissions["pull-requests"] != "write" || flow.Permissions["contents"] != "read" || !strings.Contains(job.If, "head.repo.full_name == github.repository") {
		t.Fatalf("got %v, want a job preview that may comment, and is not for forks", flow)
	}

	w := newWorkspace(t, map[string]string{
		"main.tf": acctest.Example(t, "complete/main.tf"), "menu.png": acctest.Example(t, "complete/menu.png"), "menu.ja.png": acctest.Example(t, "complete/menu.ja.png"),
	})
	temp, bin := t.TempDir(), t.TempDir()
	program := filepath.Join(bin, "lineworks-mock")
	if out, err := exec.CommandContext(t.Context(), "go", "build", "-o", program, "../cmd/lineworks-mock").CombinedOutput(); err != nil {
		t.Fatalf("%s: %s", err, out)
	}
	if err := os.Mkdir(filepath.Join(w.Dir, ".before"), 0o700); err != nil { // the second checkout
		t.Fatal(err)
	}
	script(t, bin, "terraform", fmt.Sprintf(`[ "$1" = init ] || exec %q "$@"`, cli.Path))
	script(t, bin, "go", fmt.Sprintf(`case "$1 $2" in "run "*/internal/cmd/lineworks-mock@v*) shift 2; exec %q "$@" ;; esac; exit 1`, program))
	script(t, bin, "gh", `echo "$@" > "$RUNNER_TEMP/gh.args"; for file; do :; done; cp "$file" "$RUNNER_TEMP/gh.body"`)

	ran := 0
	for _, s := range job.Steps {
		if s.Run == "" {
			if name, version, _ := strings.Cut(s.Uses, "@"); len(version) != 40 {
				t.Errorf("got %s@%s, want the hash of a commit", name, version)
			}
			continue
		}
		if strings.Contains(s.Run, "lineworks-mock") && !strings.Contains(s.Run, mockProgram) {
			t.Errorf("got %q, want %s", s.Run, mockProgram)
		}
		command := exec.CommandContext(t.Context(), bash, "-e", "-c", s.Run)
		command.Dir = w.Dir
		command.Env = slices.Concat(w.Command(t.Context(), nil).Env, []string{
			"PATH=" + bin + string(os.PathListSeparator) + os.Getenv("PATH"), "RUNNER_TEMP=" + temp, "NUMBER=7", "PREVIEW=https://example.com/preview",
		})
		for name, value := range s.Env {
			if strings.HasPrefix(name, "LINEWORKS_") && value == "${{ secrets."+name+" }}" {
				for _, own := range w.env {
					if strings.HasPrefix(own, name+"=") || strings.HasPrefix(own, "LINEWORKS_API_URL=") || strings.HasPrefix(own, "LINEWORKS_AUTH_URL=") {
						command.Env = append(command.Env, own)
					}
				}
			}
		}
		if out, err := command.CombinedOutput(); err != nil {
			t.Fatalf("%s: %s\n%s", s.Name, err, out)
		}
		ran++
	}
	if ran != 4 {
		t.Errorf("got %d commands, want 4", ran)
	}
	for file, want := range map[string]string{"preview.html": "data:image/png;base64,", "gh.args": "pr comment 7 --edit-last --create-if-none --body-file", "gh.body": "[Preview](https://example.com/preview)"} {
		content, err := os.ReadFile(filepath.Join(temp, file))
		if err != nil || !strings.Contains(string(content), want) {
			t.Errorf("%s: got error %v and %.200q, want %q", file, err, content, want)
		}
	}
	for _, file := range []string{"plan", "plan.json"} {
		if _, err := os.Stat(filepath.Join(temp, file)); !os.IsNotExist(err) {
			t.Errorf("got %s left (%v), want it deleted", file, err)
		}
	}
}
