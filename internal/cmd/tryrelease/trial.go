// SPDX-License-Identifier: MPL-2.0

package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"

	"golang.org/x/mod/module"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/localmirror"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfcli"
)

// programs are those beside the provider, each with a text of its -help.
var programs = map[string]string{
	"lineworks-mock":   "Usage: lineworks-mock",
	"lineworks-export": "lineworks-export -out DIR",
	"lineworks-probe":  "lineworks-probe finds out",
}

// trial is one use of the archives, with one CLI.
type trial struct {
	cli             tfcli.CLI
	root            string // the checkout
	dir             string // empty at first
	provider, tools sums
}

func (t trial) mirror() string { return filepath.Join(t.dir, "mirror") }

// program returns the path of a program of the archives.
func (t trial) program(name string) (string, error) {
	if runtime.GOOS == "windows" {
		name += ".exe"
	}
	return t.unpacked(name)
}

// unpacked returns the path of a file or folder of the archive of programs: all is in one
// folder.
func (t trial) unpacked(name string) (string, error) {
	found, err := filepath.Glob(filepath.Join(t.dir, "tools", "lineworks-tools_*", filepath.FromSlash(name)))
	if err == nil && len(found) != 1 {
		err = fmt.Errorf("the archive of programs has no %s", name)
	}
	if err != nil {
		return "", err
	}
	return found[0], nil
}

// unpack puts the provider's archive as it is into a mirror, and unpacks the programs.
func (t trial) unpack(ctx context.Context) error {
	archive, err := t.provider.archive()
	if err != nil {
		return err
	}
	if err := (localmirror.Mirror{Dir: t.mirror()}).Add(archive); err != nil {
		return err
	}
	tools, err := t.tools.archive()
	if err != nil {
		return err
	}
	dir := filepath.Join(t.dir, "tools")
	if err := os.Mkdir(dir, 0o700); err != nil {
		return err
	}
	if err := unpack(tools, dir); err != nil {
		return err
	}
	for name, want := range programs {
		program, err := t.program(name)
		if err != nil {
			return err
		}
		out, err := exec.CommandContext(ctx, program, "-help").CombinedOutput() //nolint:gosec // G204: the program that was built here
		if err != nil || !strings.Contains(string(out), want) {
			return errors.Join(fmt.Errorf("%s -help: got\n%s", name, out), err)
		}
	}
	return nil
}

// workspace is a folder with a configuration, which init has worked on.
type workspace struct {
	*tfcli.Workspace
	env []string
}

func (t trial) workspace(ctx context.Context, config string, env []string) (*workspace, error) {
	made, err := t.copied(config)
	if err != nil {
		return nil, err
	}
	w := &workspace{Workspace: made, env: env}
	if _, err := w.must(ctx, "init", "-input=false"); err != nil {
		return nil, errors.Join(err, w.Close())
	}
	return w, nil
}

// copied returns a workspace with a copy of a folder.
func (t trial) copied(config string) (*tfcli.Workspace, error) {
	w, err := tfcli.NewMirrorWorkspace(t.cli, t.mirror())
	if err != nil {
		return nil, err
	}
	if err := os.CopyFS(w.Dir, os.DirFS(config)); err != nil {
		return nil, errors.Join(err, w.Close())
	}
	return w, nil
}

// must runs the CLI, which has to succeed.
func (w *workspace) must(ctx context.Context, args ...string) (string, error) {
	result, err := w.Run(ctx, w.env, append(args, "-no-color")...)
	if err != nil {
		return "", err
	}
	out := result.Stdout + result.Stderr
	if result.ExitCode != 0 {
		return "", fmt.Errorf("%s: exit code %d\n%s", strings.Join(args, " "), result.ExitCode, out)
	}
	return out, nil
}

// complete applies the example that holds everything, plans nothing more, has the tenant
// exported, and destroys all of it.
func (t trial) complete(ctx context.Context) (err error) {
	program, err := t.program("lineworks-mock")
	if err != nil {
		return err
	}
	export, err := t.program("lineworks-export")
	if err != nil {
		return err
	}
	api, err := startMock(ctx, program, filepath.Join(t.dir, "complete"), "")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, api.stop()) }()
	w, err := t.workspace(ctx, filepath.Join(t.root, "examples", "complete"), api.env)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, w.Close()) }()
	if _, err := w.must(ctx, "apply", "-input=false", "-auto-approve"); err != nil {
		return err
	}
	if _, err := w.must(ctx, "plan", "-input=false", "-detailed-exitcode"); err != nil { // 2 for changes
		return err
	}
	if err := t.export(ctx, export, api.env); err != nil {
		return err
	}
	_, err = w.must(ctx, "destroy", "-input=false", "-auto-approve")
	return err
}

func (t trial) export(ctx context.Context, program string, env []string) error {
	out := filepath.Join(t.dir, "exported")
	cmd := exec.CommandContext(ctx, program, "-out", out) //nolint:gosec // G204: the program that was built here
	cmd.Env = env
	if said, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("lineworks-export: %w\n%s", err, said)
	}
	if found, err := filepath.Glob(filepath.Join(out, "*.tf")); err != nil || len(found) == 0 {
		return errors.Join(errors.New("lineworks-export wrote no configuration"), err)
	}
	return nil
}

// tests runs the tests that are in the archive: with a mocked provider, without any
// credentials, and with the mock API.
func (t trial) tests(ctx context.Context) (err error) {
	example, err := t.unpacked("examples/testing")
	if err != nil {
		return err
	}
	program, err := t.program("lineworks-mock")
	if err != nil {
		return err
	}
	w, err := t.workspace(ctx, example, nil)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, w.Close()) }()
	if err := w.test(ctx); err != nil {
		return err
	}
	api, err := startMock(ctx, program, filepath.Join(t.dir, "tests"), filepath.Join(example, "integration", "seed.json"))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, api.stop()) }()
	w.env = api.env
	return w.test(ctx, "-test-directory=integration")
}

func (w *workspace) test(ctx context.Context, args ...string) error {
	out, err := w.must(ctx, append([]string{"test"}, args...)...)
	if err == nil && !strings.Contains(out, "Success!") {
		err = fmt.Errorf("test: no success\n%s", out)
	}
	return err
}

// goRun runs the programs as a version of the module, from a folder outside of the checkout.
// The go command takes the other modules from those that it has.
func (t trial) goRun(ctx context.Context) error {
	version := module.Version{Path: tfcli.Module, Version: "v0.1.99"}
	proxy := goProxy{filepath.Join(t.dir, "proxy")}
	if err := proxy.add(t.root, version); err != nil {
		return err
	}
	cache, err := exec.CommandContext(ctx, "go", "env", "GOMODCACHE").Output()
	if err != nil {
		return fmt.Errorf("go env: %w", err)
	}
	folder := filepath.Join(t.dir, "outside")
	if err := os.Mkdir(folder, 0o700); err != nil {
		return err
	}
	downloaded := filepath.Join(strings.TrimSpace(string(cache)), "cache", "download")
	for program, want := range programs {
		cmd := exec.CommandContext(ctx, "go", "run", tfcli.Module+"/internal/cmd/"+program+"@"+version.Version, "-help") //nolint:gosec // G204: all of it is constant
		cmd.Dir = folder
		cmd.Env = append(os.Environ(),
			"GOPROXY=file://"+filepath.ToSlash(proxy.dir)+",file://"+filepath.ToSlash(downloaded), "GONOPROXY=none", "GOSUMDB=off", "GOWORK=off",
			"GOMODCACHE="+filepath.Join(t.dir, "modules"), "GOFLAGS=-trimpath -modcacherw")
		out, err := cmd.CombinedOutput()
		if err != nil || !strings.Contains(string(out), want) {
			return errors.Join(fmt.Errorf("go run of %s@%s: got\n%s", program, version.Version, out), err)
		}
	}
	return nil
}
