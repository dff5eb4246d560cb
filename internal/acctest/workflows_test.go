// SPDX-License-Identifier: MPL-2.0

package acctest_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/acctest"
)

var (
	usesAction   = regexp.MustCompile(`(?m)^\s*(?:- )?uses:\s*(.*)$`)
	pinnedAction = regexp.MustCompile(`^[\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$`)
	topLevel     = regexp.MustCompile(`(?m)^permissions:(?: \{\}|\n  contents: read)$`)
	mayWrite     = regexp.MustCompile(`(?m)^\s+(\S+: write)\b`)
)

// TestWorkflows checks the rules that keep foreign code, or a pull request, from
// changing a release: actions are pinned to a commit, jobs may read unless
// they have to write, and no checkout leaves a token behind.
func TestWorkflows(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob(filepath.Join(acctest.Root(t), ".github", "workflows", "*"))
	if err != nil || len(files) < 2 {
		t.Fatalf("got %d workflows and error %v, want at least 2 workflows", len(files), err)
	}
	// The one permission to write that there is makes the release.
	writes := map[string]string{"release.yml": "contents: write"}
	for _, file := range files {
		name := filepath.Base(file)
		content, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		text := string(content)
		actions := usesAction.FindAllStringSubmatch(text, -1)
		if len(actions) == 0 {
			t.Errorf("%s: got no action, want one or more", name)
		}
		for _, action := range actions {
			if !pinnedAction.MatchString(action[1]) {
				t.Errorf("%s: got %s, want an action pinned to a commit, with its version behind it", name, action[1])
			}
		}
		if !topLevel.MatchString(text) {
			t.Errorf("%s: got other top-level permissions, want none or contents: read", name)
		}
		var found []string
		for _, m := range mayWrite.FindAllStringSubmatch(text, -1) {
			found = append(found, m[1])
		}
		if got := strings.Join(found, ", "); got != writes[name] || strings.Contains(text, "write-all") {
			t.Errorf("%s: may write: %q, want %q", name, got, writes[name])
		}
		if checkouts, clean := strings.Count(text, "uses: actions/checkout@"), strings.Count(text, "persist-credentials: false"); checkouts != clean {
			t.Errorf("%s: got %d checkouts, %d of them with persist-credentials: false, want all of them", name, checkouts, clean)
		}
		for _, danger := range []string{"pull_request_target", "workflow_run", "github.event.", "github.head_ref"} {
			if strings.Contains(text, danger) {
				t.Errorf("%s: got %s, want none: it lets a pull request run with the rights of the repository, or into a script", name, danger)
			}
		}
	}
}
