// SPDX-License-Identifier: MPL-2.0

package e2e_test

import (
	"encoding/json"
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
	if !ok || flow.Permissions["pull-requests"] != "write" || flow.Permissions["contents"] != "read" {
		t.Fatalf("got %v, want a job preview that may comment", flow)
	}
	for _, condition := range []string{"head.repo.full_name == github.repository", "github.actor != 'dependabot[bot]'"} {
		if !strings.Contains(job.If, condition) {
			t.Errorf("got the condition %q, want %s: others get no secrets", job.If, condition)
		}
	}

	w := newWorkspace(t, complete(t))
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
	script(t, bin, "gh", `echo "$@" >> "$RUNNER_TEMP/gh.args"; for file; do :; done; [ "$1 $2" = "api --paginate" ] || cp "${file#body=@}" "$RUNNER_TEMP/gh.body"`)

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
			"PATH=" + bin + string(os.PathListSeparator) + os.Getenv("PATH"), "RUNNER_TEMP=" + temp, "GH_REPO=owner/bots", "NUMBER=7", "PREVIEW=https://example.com/preview",
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
	for file, want := range map[string]string{"preview.html": "data:image/png;base64,", "gh.args": "pr comment 7 --body-file", "gh.body": "[Preview](https://example.com/preview)"} {
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

// TestPreviewWorkflow_comment runs the last command with comments that are there already:
// it changes its own, and none that another workflow or a person has made.
func TestPreviewWorkflow_comment(t *testing.T) {
	t.Parallel()
	bash, err := exec.LookPath("bash")
	if err != nil {
		t.Skip("no bash, which the commands of a workflow are for")
	}
	if _, err := exec.LookPath("jq"); err != nil {
		t.Skip("no jq, which stands in for the filter of gh")
	}
	var flow workflow
	if err := yaml.Unmarshal([]byte(acctest.Example(t, "github-actions/preview.yml")), &flow); err != nil {
		t.Fatal(err)
	}
	steps := flow.Jobs["preview"].Steps
	comment := steps[len(steps)-1]
	bin := t.TempDir()
	script(t, bin, "gh", `case "$1 $2" in
"api --paginate") [ "$3" = repos/owner/bots/issues/7/comments ] && [ "$4" = --jq ] && [ ! -e "$RUNNER_TEMP/broken" ] && jq -r "$5" "$RUNNER_TEMP/comments" ;;
*) echo "$@" >> "$RUNNER_TEMP/gh.args"; for file; do :; done; cp "${file#body=@}" "$RUNNER_TEMP/gh.body" ;;
esac`)
	run := func(temp string) error {
		if err := os.WriteFile(filepath.Join(temp, "summary.md"), []byte("### Summary\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		command := exec.CommandContext(t.Context(), bash, "-e", "-c", comment.Run)
		command.Env = append(os.Environ(), "PATH="+bin+string(os.PathListSeparator)+os.Getenv("PATH"), "RUNNER_TEMP="+temp, "GH_REPO=owner/bots", "NUMBER=7", "PREVIEW=https://example.com/preview")
		return command.Run()
	}
	read := func(temp, name string) string {
		content, err := os.ReadFile(filepath.Join(temp, name))
		if err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
		return string(content)
	}
	type user struct {
		Login string `json:"login"`
	}
	type posted struct {
		ID   int64  `json:"id"`
		User user   `json:"user"`
		Body string `json:"body"`
	}
	own, other := user{"github-actions[bot]"}, user{"octocat"}
	first := t.TempDir()
	if err := os.WriteFile(filepath.Join(first, "comments"), []byte("[]"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := run(first); err != nil {
		t.Fatal(err)
	}
	body := read(first, "gh.body")
	for name, tc := range map[string]struct {
		comments []posted
		want     string
	}{
		"none":                {nil, "pr comment 7 --body-file"},
		"of another workflow": {[]posted{{9, own, "Coverage: 90 %"}}, "pr comment 7 --body-file"},
		"of a person":         {[]posted{{9, other, body}}, "pr comment 7 --body-file"},
		"its own":             {[]posted{{8, own, "Coverage"}, {9, own, body}, {10, own, "Benchmark"}, {11, other, body}}, "api --method PATCH repos/owner/bots/issues/comments/9 --silent -F body=@"},
		"two of its own":      {[]posted{{9, own, body}, {10, own, body}}, "api --method PATCH repos/owner/bots/issues/comments/9 --silent -F body=@"},
	} {
		temp := t.TempDir()
		content, err := json.Marshal(tc.comments)
		if err != nil {
			t.Fatal(err)
		}
		if tc.comments == nil {
			content = []byte("[]")
		}
		if err := os.WriteFile(filepath.Join(temp, "comments"), content, 0o600); err != nil {
			t.Fatal(err)
		}
		if err := run(temp); err != nil {
			t.Errorf("%s: got error %v", name, err)
		}
		if got := read(temp, "gh.args"); !strings.HasPrefix(got, tc.want) || strings.Count(got, "\n") != 1 {
			t.Errorf("%s: got %q, want only %s", name, got, tc.want)
		}
		if got := read(temp, "gh.body"); got != body {
			t.Errorf("%s: got the comment %q, want %q", name, got, body)
		}
	}

	broken := t.TempDir()
	if err := os.WriteFile(filepath.Join(broken, "broken"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := run(broken); err == nil || read(broken, "gh.args") != "" {
		t.Errorf("comments cannot be listed: got error %v and %q, want the step to fail without a second comment", err, read(broken, "gh.args"))
	}
}
