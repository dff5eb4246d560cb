// SPDX-License-Identifier: MPL-2.0

package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfcli"
)

// pretender is the name under which this test program stands in for a CLI that
// claims to do everything and does nothing: plan always finds changes.
const pretender = "pretender"

func TestMain(m *testing.M) {
	if filepath.Base(os.Args[0]) != pretender {
		os.Exit(m.Run())
	}
	if os.Args[1] == "plan" {
		os.Exit(exitChanges)
	}
	os.Exit(exitDone)
}

// temporary returns a folder for temporary files that is empty in the end, or
// the test fails.
func temporary(t *testing.T) string {
	t.Helper()
	// Not below t.TempDir: the CLI puts a socket there, whose path must be short.
	dir, err := os.MkdirTemp("", "d") //nolint:usetesting // see above
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		left, err := os.ReadDir(dir)
		if err != nil {
			t.Error(err)
		}
		if len(left) > 0 {
			t.Errorf("got %v left behind, want nothing", left)
		}
		if err := os.RemoveAll(dir); err != nil {
			t.Error(err)
		}
	})
	return dir
}

// needCLI skips the test where there is no CLI.
func needCLI(t *testing.T) {
	t.Helper()
	if _, err := tfcli.Find(t.Context()); errors.Is(err, tfcli.ErrNoCLI) {
		t.Skip(err)
	}
}

func TestRun(t *testing.T) {
	needCLI(t)
	t.Setenv("TMPDIR", temporary(t))
	var out bytes.Buffer
	if err := run(t.Context(), &out, false); err != nil {
		t.Fatalf("got error %v, want none\n%s", err, out.String())
	}
	at := 0
	for _, want := range []string{ // in this order
		"Plan: 8 to add, 0 to change, 0 to destroy.",
		"Resources: 8 added, 0 changed, 0 destroyed.",
		"ITヘルプデスク  (IT help desk)",
		"button  問い合わせる  (Open a ticket)",
		"No changes.",
		`"メンテナンス中" -> "パソコンと社内システムの相談"`,
		"Plan: 0 to add, 1 to change, 0 to destroy.",
		"Resources: 0 added, 1 changed, 0 destroyed.",
		"Plan: 1 to import, 0 to add, 0 to change, 0 to destroy.",
		"No changes.",
		"Destroy complete! Resources: 9 destroyed.",
		"no bot",
		"    3  POST /bots\n",
	} {
		i := strings.Index(out.String()[at:], want)
		if i < 0 {
			t.Fatalf("the demo does not show %q where it should:\n%s", want, out.String())
		}
		at += i + len(want)
	}
	// The CLI decides which bot is created first, so these two have no place of their own.
	for _, want := range []string{"rich menu  announcements-v1  (2 areas, a picture of ", ", shown to everybody)", "in domain 10000001"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("got\n%s\nwant it to show %q", out.String(), want)
		}
	}
	if strings.Contains(out.String(), "\x1b[") {
		t.Error("got colours in a file, want none")
	}
	if strings.Contains(out.String(), "PRIVATE KEY") {
		t.Error("got the private key in the output, want none")
	}
}

// TestRun_interrupted checks that nothing is left when the demo is stopped in
// the middle of it.
func TestRun_interrupted(t *testing.T) {
	needCLI(t)
	t.Setenv("TMPDIR", temporary(t))
	ctx, cancel := context.WithCancel(t.Context())
	out := &watched{text: "Creating...", found: cancel}
	if err := run(ctx, out, false); !errors.Is(err, context.Canceled) {
		t.Errorf("got error %v, want that it was cancelled\n%s", err, out.seen.String())
	}
}

// watched calls found when a text is written.
type watched struct {
	text  string
	found func()
	seen  bytes.Buffer
}

func (w *watched) Write(p []byte) (int, error) {
	n, err := w.seen.Write(p)
	if bytes.Contains(w.seen.Bytes(), []byte(w.text)) {
		w.found()
	}
	return n, err
}

func TestRun_noCLI(t *testing.T) {
	t.Setenv(tfcli.PathVariable, "")
	t.Setenv("PATH", t.TempDir())
	err := run(t.Context(), io.Discard, false)
	if !errors.Is(err, tfcli.ErrNoCLI) {
		t.Fatalf("got error %v, want that there is no CLI", err)
	}
	if got := explain(err); !strings.Contains(got, "make demo") {
		t.Errorf("got %q, want it to name make demo", got)
	}
}

func TestExplain(t *testing.T) {
	t.Parallel()
	for want, err := range map[string]error{
		"was interrupted":              fmt.Errorf("running terraform: %w", context.Canceled),
		"The demo failed: plan failed": errors.New("plan failed"),
	} {
		if got := explain(err); !strings.Contains(got, want) {
			t.Errorf("got %q, want it to say %q", got, want)
		}
	}
}

// stage is a demo with the pretender in place of the CLI.
func stage(t *testing.T) *demo {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cli := tfcli.CLI{Path: filepath.Join(t.TempDir(), pretender)}
	if err := os.Symlink(self, cli.Path); err != nil {
		t.Fatal(err)
	}
	api, err := mockserver.New(mockserver.Options{})
	if err != nil {
		t.Fatal(err)
	}
	work, err := tfcli.NewWorkspace(cli, t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = work.Close() })
	return &demo{out: io.Discard, cli: cli, api: api, work: work}
}

// TestScenes_notFooled plays each scene with the pretender: what the service
// holds, or the exit code, has to give it away.
func TestScenes_notFooled(t *testing.T) {
	t.Parallel()
	desk := mockserver.Bot{BotName: helpDesk, EnableGroupJoin: true, Administrators: []string{"a", "b"}}
	for name, test := range map[string]struct {
		scene func(*demo, context.Context) error
		want  string
	}{
		"all":     {(*demo).play, "plan ended with exit code 2, and 0 was expected"},
		"repeat":  {(*demo).repeat, "plan ended with exit code 2, and 0 was expected"},
		"drift":   {(*demo).drift, "was not put right"},
		"adopt":   {(*demo).adopt, "plan ended with exit code 2, and 0 was expected"},
		"destroy": {(*demo).destroy, "1 bots are left"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := stage(t)
			d.api.AddBot(desk)
			if err := test.scene(d, t.Context()); err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got error %v, want one with %q", err, test.want)
			}
		})
	}
}

func TestDrift_noBot(t *testing.T) {
	t.Parallel()
	if err := stage(t).drift(t.Context()); err == nil || !strings.Contains(err.Error(), "the service has no bot") {
		t.Errorf("got error %v, want that there is no bot", err)
	}
}

func TestServe_stops(t *testing.T) {
	t.Parallel()
	url, stop, err := serve(t.Context(), http.NotFoundHandler())
	if err != nil {
		t.Fatal(err)
	}
	get := func() (*http.Response, error) {
		req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, http.NoBody)
		if err != nil {
			t.Fatal(err)
		}
		return (&http.Client{Transport: &http.Transport{DisableKeepAlives: true}}).Do(req)
	}
	resp, err := get()
	if err != nil {
		t.Fatal(err)
	}
	if err := resp.Body.Close(); err != nil {
		t.Error(err)
	}
	stop()
	if resp, err := get(); err == nil {
		t.Errorf("got the response %s after the stop, want none", resp.Status)
		_ = resp.Body.Close()
	}
}

func TestSay_wraps(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	d := &demo{out: &out}
	d.say("%s end", strings.Repeat("word ", 40))
	for line := range strings.Lines(out.String()) {
		if len(strings.TrimSuffix(line, "\n")) > width {
			t.Errorf("got the line %q, want at most %d characters", line, width)
		}
	}
	if got := strings.Join(strings.Fields(out.String()), " "); got != strings.Repeat("word ", 40)+"end" {
		t.Errorf("got %q, want all words", got)
	}
}

func TestStep_colour(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	d := &demo{out: &out, colour: true}
	d.step("First.")
	d.step("Second.")
	if !strings.Contains(out.String(), "\x1b[36m") || !strings.Contains(out.String(), "\n2. Second.\n") {
		t.Errorf("got %q, want coloured and numbered steps", out.String())
	}
}

func TestIsTerminal_file(t *testing.T) {
	t.Parallel()
	f, err := os.Create(filepath.Join(t.TempDir(), "out"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	if isTerminal(f) {
		t.Error("a file: got a terminal, want none")
	}
}
