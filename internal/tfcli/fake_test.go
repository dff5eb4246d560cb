// SPDX-License-Identifier: MPL-2.0

package tfcli_test

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"testing"
)

// fakeVersion is the name of the file beside a fake CLI that holds its response to
// "version".
const fakeVersion = "version.txt"

// TestMain lets this test program stand in for a CLI: [fakeCLI] links to it
// under another name.
func TestMain(m *testing.M) {
	if name := filepath.Base(os.Args[0]); name == "terraform" || name == "tofu" {
		os.Exit(actAsCLI(os.Args[1:]))
	}
	os.Exit(m.Run())
}

// fakeCLI makes a program with the given name that responds to "version" with the
// given text, and returns its path. A link to a program that exists already
// cannot be "busy" when another test forks, unlike a script just written.
func fakeCLI(t *testing.T, name, version string) string {
	t.Helper()
	dir := t.TempDir()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, name)
	if err := os.Symlink(self, path); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, fakeVersion), []byte(version), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func actAsCLI(args []string) int {
	switch args[0] {
	case "version":
		text, err := os.ReadFile(filepath.Join(filepath.Dir(os.Args[0]), fakeVersion))
		if err != nil {
			return 1
		}
		fmt.Fprint(os.Stdout, string(text))
	case "env":
		fmt.Fprintln(os.Stdout, strings.Join(os.Environ(), "\n"))
		fmt.Fprintln(os.Stderr, "on stderr")
	case "changes":
		return 2
	case "work":
		return untilInterrupted()
	case "linger":
		interrupts := make(chan os.Signal, 1)
		signal.Notify(interrupts, os.Interrupt)
		for range interrupts { // ends only when it is killed
		}
	}
	return 0
}

// untilInterrupted starts a process that outlives it, as a CLI that is ended
// the hard way leaves its provider running, and stops when it is told to.
func untilInterrupted() int {
	interrupts := make(chan os.Signal, 1)
	signal.Notify(interrupts, os.Interrupt)
	child := exec.CommandContext(context.Background(), os.Args[0], "linger")
	child.ExtraFiles = []*os.File{os.NewFile(3, "alive")}
	if err := child.Start(); err != nil {
		return 1
	}
	fmt.Fprintln(os.Stdout, "started")
	<-interrupts
	fmt.Fprintln(os.Stdout, "stopped")
	return 0
}
