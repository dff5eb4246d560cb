// SPDX-License-Identifier: MPL-2.0

package main

import (
	"bytes"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

const recordedPlan = "../../planview/testdata/plans/complete.json"

// preview runs the command.
func preview(stdin string, args ...string) (code int, stdout, stderr string) {
	var out, errs bytes.Buffer
	code = runPreview(args, strings.NewReader(stdin), &out, &errs)
	return code, out.String(), errs.String()
}

func TestPreview_files(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	page, summary := filepath.Join(dir, "plan.html"), filepath.Join(dir, "plan.md")
	var out, errs bytes.Buffer
	args := []string{"preview", "-out", page, "-markdown", summary, "-dir", "../../../examples/complete", "-ui", "ja", recordedPlan}
	if code := run(t.Context(), args, &out, &errs); code != 0 || out.Len()+errs.Len() != 0 {
		t.Fatalf("got exit status %d and the output %s%s, want 0 and none", code, &out, &errs)
	}
	for file, want := range map[string][]string{page: {"<!DOCTYPE html>", `<html lang="ja">`, "data:image/png;base64,"}, summary: {"### LINE WORKS: plan のプレビュー"}} {
		content, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, w := range want {
			if !strings.Contains(string(content), w) {
				t.Errorf("%s: got no %q in it", file, w)
			}
		}
		if info, err := os.Stat(file); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != private {
			t.Errorf("got mode %v and error %v, want a file that only its owner reads", info.Mode(), err)
		}
	}
}

func TestPreview_streams(t *testing.T) {
	t.Parallel()
	plan, err := os.ReadFile(recordedPlan)
	if err != nil {
		t.Fatal(err)
	}
	for name, tc := range map[string]struct {
		args []string
		want string
	}{
		"page":    {[]string{"-out", "-", "-dir", "", "-"}, "<!DOCTYPE html>"},
		"summary": {[]string{"-markdown", "-", "-dir", "", "-"}, "### LINE WORKS: Preview of a plan"},
	} {
		code, out, errs := preview(string(plan), tc.args...)
		if code != 0 || !strings.HasPrefix(out, tc.want) || errs != "" {
			t.Errorf("%s: got exit status %d, output %.80q and errors %q, want %q", name, code, out, errs, tc.want)
		}
	}
}

// TestPreview_noObjects writes a file that says so.
func TestPreview_noObjects(t *testing.T) {
	t.Parallel()
	code, out, errs := preview(`{"format_version":"1.2","planned_values":{}}`, "-out", "-", "-")
	if code != 0 || !strings.Contains(out, "This plan has no object of LINE WORKS.") || errs != "" {
		t.Errorf("got exit status %d, output %.200q and errors %q, want a page that says so", code, out, errs)
	}
}

func TestPreview_refused(t *testing.T) {
	t.Parallel()
	page := filepath.Join(t.TempDir(), "plan.html")
	lost := filepath.Join(t.TempDir(), "lost")
	for name, tc := range map[string]struct {
		stdin string
		args  []string
		code  int
		want  string
	}{
		"no plan":       {"", []string{"-out", page}, 2, "give the plan: the output of terraform show -json"},
		"no output":     {"", []string{recordedPlan}, 2, "give -out, -markdown or both"},
		"same outputs":  {"", []string{"-out", "-", "-markdown", "-", recordedPlan}, 2, "-out and -markdown both name -"},
		"flags after":   {"", []string{recordedPlan, "-out", page}, 2, `unexpected argument "-out"; flags come before the plan`},
		"other UI":      {"", []string{"-out", page, "-ui", "fr", recordedPlan}, 2, "-ui fr: there are en and ja"},
		"unknown flag":  {"", []string{"-html", page, recordedPlan}, 2, "flag provided but not defined: -html"},
		"lost plan":     {"", []string{"-out", page, lost}, 1, "no such file"},
		"binary plan":   {"PK\x03\x04", []string{"-out", page, "-"}, 1, "standard input: this is a binary plan file; run terraform show -json"},
		"state":         {`{"version":4,"lineage":"x"}`, []string{"-out", page, "-"}, 1, "this is a state, not a plan"},
		"newer plan":    {`{"format_version":"2.0","planned_values":{}}`, []string{"-out", page, "-"}, 1, "use a newer release of lineworks-mock"},
		"lost folder":   {"", []string{"-out", page, "-dir", lost, recordedPlan}, 1, "folder for pictures"},
		"lost output":   {"", []string{"-out", filepath.Join(lost, "plan.html"), "-dir", "", recordedPlan}, 1, "writing the preview"},
		"server's flag": {"", []string{"-out", page, "-address", ":1", recordedPlan}, 2, "flag provided but not defined: -address"},
	} {
		code, out, errs := preview(tc.stdin, tc.args...)
		if code != tc.code || !strings.Contains(errs, tc.want) || out != "" {
			t.Errorf("%s: got exit status %d, output %q and errors %q, want %d and %q", name, code, out, errs, tc.code, tc.want)
		}
	}
	if _, err := os.Stat(page); !os.IsNotExist(err) {
		t.Errorf("got %v for the file, want none of a plan that was refused", err)
	}
}

// TestPreview_help names every flag, and how to make the plan.
func TestPreview_help(t *testing.T) {
	t.Parallel()
	code, out, errs := preview("", "-help")
	for _, want := range []string{"terraform show -json plan > plan.json", "-out file", "-markdown file", "-dir folder", "-before-dir folder", "-ui language", "in clear"} {
		if !strings.Contains(out, want) {
			t.Errorf("got no %q in the help", want)
		}
	}
	if code != 0 || errs != "" {
		t.Errorf("got exit status %d and errors %q, want 0 and none", code, errs)
	}
	var help bytes.Buffer
	if code := run(t.Context(), []string{"-help"}, &help, &help); code != 0 || !strings.Contains(help.String(), "lineworks-mock preview [flags] PLAN") {
		t.Errorf("got exit status %d and the help %.300q, want preview in it", code, &help)
	}
}
