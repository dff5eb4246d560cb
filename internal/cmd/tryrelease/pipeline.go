// SPDX-License-Identifier: MPL-2.0

package main

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// workflow is the part of a workflow of GitHub Actions that is run here.
type workflow struct {
	Jobs map[string]struct {
		Steps []step `yaml:"steps"`
	} `yaml:"jobs"`
}

type step struct {
	Name string            `yaml:"name"`
	If   string            `yaml:"if"`
	Uses string            `yaml:"uses"`
	Run  string            `yaml:"run"`
	Env  map[string]string `yaml:"env"`
}

// script joins the commands of the steps of a job to one script. Steps that run only after
// a failure are left out. What a step starts in the background ends with the script, and
// what it writes to $GITHUB_ENV is in the environment of the next ones.
func script(steps []step) string {
	var b strings.Builder
	b.WriteString("set -eo pipefail\ntrap 'kill $(jobs -p) 2>/dev/null || true' EXIT\nwork=$PWD\n")
	for _, s := range steps {
		if s.Run == "" || s.If != "" {
			continue
		}
		for _, name := range slices.Sorted(maps.Keys(s.Env)) {
			fmt.Fprintf(&b, "export %s='%s'\n", name, strings.ReplaceAll(s.Env[name], "'", `'\''`))
		}
		b.WriteString("cd \"$work\"\n" + strings.TrimSpace(s.Run) + "\n")
		b.WriteString("while IFS= read -r line; do export \"$line\"; done < \"$GITHUB_ENV\"\n")
	}
	return b.String()
}

// gh is what stands in for the program of GitHub: it knows the one call of the workflow,
// and takes the files from the folder of the archives. The archive for this machine has
// the name that the workflow asks for.
const gh = `#!/bin/sh
set -eu
[ "$1 $2 $4 $5 $6" = "release download --repo terraform-lineworks/terraform-provider-lineworks --dir" ] || { echo "gh: unexpected $*" >&2; exit 1; }
cp "$ARCHIVES"/lineworks-tools_*_checksums.txt "$7"
cp "$ARCHIVES"/$(basename "$ARCHIVE") "$7"
`

// pipelines runs the jobs of the workflow that the archives hold.
func (t trial) pipelines(ctx context.Context) error {
	example, err := t.unpacked("examples/testing")
	if err != nil {
		return err
	}
	content, err := os.ReadFile(filepath.Join(example, "github-actions.yml"))
	if err != nil {
		return err
	}
	var w workflow
	if err := yaml.Unmarshal(content, &w); err != nil {
		return fmt.Errorf("github-actions.yml: %w", err)
	}
	if len(w.Jobs) == 0 {
		return errors.New("github-actions.yml has no jobs")
	}
	for name, job := range w.Jobs {
		if err := t.job(ctx, example, filepath.Join(t.dir, "job-"+name), script(job.Steps)); err != nil {
			return fmt.Errorf("job %s: %w", name, err)
		}
	}
	return nil
}

// job runs the script of a job in a copy of the example, with the files of a runner in dir.
func (t trial) job(ctx context.Context, example, dir, script string) (err error) {
	archive, err := t.tools.archive()
	if err != nil {
		return err
	}
	archives, err := filepath.Abs(t.tools.dir)
	if err != nil {
		return err
	}
	bin := filepath.Join(dir, "bin")
	for _, folder := range []string{bin, filepath.Join(dir, "temp")} {
		if err := os.MkdirAll(folder, 0o700); err != nil {
			return err
		}
	}
	if err := errors.Join(
		os.Symlink(t.cli.Path, filepath.Join(bin, "terraform")),
		os.WriteFile(filepath.Join(bin, "gh"), []byte(gh), 0o700), //nolint:gosec // G306: it is a program
		os.WriteFile(filepath.Join(dir, "env"), nil, 0o600),
	); err != nil {
		return err
	}
	w, err := t.copied(example)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, w.Close()) }()
	cmd := exec.CommandContext(ctx, "bash", "-c", script) //nolint:gosec // G204: the workflow that is in the archive
	cmd.Dir = w.Dir
	cmd.Env = w.Command(ctx, []string{
		"PATH=" + bin + string(os.PathListSeparator) + os.Getenv("PATH"), "RUNNER_TEMP=" + filepath.Join(dir, "temp"), "GITHUB_ENV=" + filepath.Join(dir, "env"),
		"ARCHIVES=" + archives, "ARCHIVE=" + archive,
	}).Env
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("%w\n%s", err, out)
	}
	return nil
}
