// SPDX-License-Identifier: MPL-2.0

package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
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
		fmt.Println("A detail of the plan.")
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

// play runs the demo, and returns what it shows.
func play(t *testing.T, opts options) string {
	t.Helper()
	needCLI(t)
	var out bytes.Buffer
	if err := run(t.Context(), &out, opts); err != nil {
		t.Fatalf("got error %v, want none\n%s", err, out.String())
	}
	return out.String()
}

// TestRun checks that the story is short, and that all of it is there.
func TestRun(t *testing.T) {
	t.Setenv("TMPDIR", temporary(t))
	shown := play(t, options{})
	about, err := os.ReadFile("about.txt")
	if err != nil {
		t.Fatal(err)
	}
	if lines := strings.Count(string(about), "\n") + strings.Count(shown, "\n"); lines > 160 {
		t.Errorf("got %d lines, want at most 160:\n%s", lines, shown)
	}
	for _, unwanted := range []string{"Warning", "overrides", "Refreshing state", "Creating...", "\x1b["} {
		if strings.Contains(shown, unwanted) {
			t.Errorf("got\n%s\nwant no %q", shown, unwanted)
		}
	}
	inOrder(t, shown,
		"1. ", "- Installed terraform-lineworks/lineworks v0.1.0",
		"# lineworks_rich_menu.announcements will be created\n", "Plan: 8 to add, 0 to change, 0 to destroy.\n",
		": Creation complete", "Apply complete! Resources: 8 added",
		"ITヘルプデスク  (IT help desk)",
		"2. ", "No changes.",
		"3. ", `"メンテナンス中" -> "パソコンと社内システムの相談"`, "    }\n", "Plan: 0 to add, 1 to change, 0 to destroy.\n",
		": Modifications complete", "Apply complete! Resources: 0 added, 1 changed",
		"4. ", "import {\n", "Plan: 1 to import", "No changes.",
		"5. ", "Destroy complete! Resources: 9 destroyed.",
		"no bot",
	)
	// The file that make shows first announces these steps.
	for n := range 5 {
		if announced := fmt.Sprintf("\n   %d. ", n+1); !strings.Contains(string(about), announced) {
			t.Errorf("got\n%s\nwant it to announce step %d", about, n+1)
		}
	}
	if strings.Contains(shown, "\n6. ") {
		t.Errorf("got\n%s\nwant the five steps that are announced", shown)
	}
}

// screen is an output that tells when the demo waits for its end.
type screen struct {
	bytes.Buffer

	waits func(shown string)
}

// Write implements [io.Writer].
func (s *screen) Write(p []byte) (int, error) {
	n, err := s.Buffer.Write(p)
	if strings.Contains(s.String(), "5. ") && strings.HasSuffix(s.String(), "write to them.\n\n") {
		s.waits(s.String())
	}
	return n, err
}

// TestRun_preview looks at the page while the demo waits, and ends it as Ctrl+C does.
func TestRun_preview(t *testing.T) {
	t.Setenv("TMPDIR", temporary(t))
	needCLI(t)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	seen := ""
	out := &screen{waits: func(shown string) {
		defer cancel()
		address := regexp.MustCompile(`http://\S+/ `).FindString(shown)
		r, err := http.NewRequestWithContext(ctx, http.MethodGet, strings.TrimSpace(address), http.NoBody)
		if err != nil {
			t.Error(err)
			return
		}
		resp, err := (&http.Client{Transport: &http.Transport{DisableKeepAlives: true}}).Do(r)
		if err != nil {
			t.Error(err)
			return
		}
		defer func() { _ = resp.Body.Close() }()
		body, err := io.ReadAll(resp.Body)
		if err != nil {
			t.Error(err)
		}
		seen = string(body)
	}}
	if err := run(ctx, out, options{preview: true}); err != nil {
		t.Fatalf("got error %v, want none\n%s", err, out.String())
	}
	for _, want := range []string{"総合受付", "お知らせ", "夜間当直", "description: メンテナンス中 → パソコンと社内システムの相談"} {
		if !strings.Contains(seen, want) {
			t.Errorf("got a page without %q, want it:\n%s", want, seen)
		}
	}
	if shown := out.String(); strings.Contains(shown, "Destroy complete") || !strings.Contains(shown, "That was all") {
		t.Errorf("got\n%s\nwant the bots to stay, and the summary at the end", shown)
	}
}

// TestMake_aboutFirst checks that make says what will be shown before it builds anything.
func TestMake_aboutFirst(t *testing.T) {
	t.Parallel()
	root, err := tfcli.ModuleRoot(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	makefile, err := os.ReadFile(filepath.Join(root, "GNUmakefile"))
	if err != nil {
		t.Fatal(err)
	}
	_, recipe, _ := strings.Cut(string(makefile), "\ndemo: ")
	if lines := strings.Split(recipe, "\n"); len(lines) < 2 || lines[1] != "\t@cat internal/cmd/demo/about.txt" {
		t.Errorf("got the recipe\n%.200s\nwant it to begin with about.txt", recipe)
	}
}

// TestRun_full checks the demo with all that the CLI prints.
func TestRun_full(t *testing.T) {
	t.Setenv("TMPDIR", temporary(t))
	shown := play(t, options{full: true})
	inOrder(t, shown,
		" will perform the following actions",
		"Plan: 8 to add, 0 to change, 0 to destroy.",
		"Creating...",
		"Resources: 8 added, 0 changed, 0 destroyed.",
		"Refreshing state...",
		"Plan: 0 to add, 1 to change, 0 to destroy.",
		"Resources: 0 added, 1 changed, 0 destroyed.",
		"Plan: 1 to import, 0 to add, 0 to change, 0 to destroy.",
		"Destroy complete! Resources: 9 destroyed.",
		"    3  POST /bots\n",
	)
	// The excerpt keeps no warning of the provider back: the only one is of the CLI's init,
	// about a lock file for other platforms.
	if n := strings.Count(shown, "Warning: "); n != 1 || !strings.Contains(shown, "Warning: Incomplete lock file information") {
		t.Errorf("got %d warnings, want one about the lock file:\n%s", n, shown)
	}
	// The CLI decides which bot is created first, so these have no place of their own.
	for _, want := range []string{"rich menu  announcements-v1  (2 areas, a picture of ", ", shown to everybody)", "in domain 10000001"} {
		if !strings.Contains(shown, want) {
			t.Errorf("got\n%s\nwant it to show %q", shown, want)
		}
	}
	if strings.Contains(shown, "\x1b[") {
		t.Error("got colours in a file, want none")
	}
	if strings.Contains(shown, "PRIVATE KEY") {
		t.Error("got the private key in the output, want none")
	}
}

// inOrder fails the test unless a text has all parts, in this order.
func inOrder(t *testing.T, text string, parts ...string) {
	t.Helper()
	at := 0
	for _, want := range parts {
		i := strings.Index(text[at:], want)
		if i < 0 {
			t.Fatalf("the demo does not show %q where it should:\n%s", want, text)
		}
		at += i + len(want)
	}
}

// TestRun_interrupted checks that nothing is left when the demo is stopped in
// the middle of it.
func TestRun_interrupted(t *testing.T) {
	needCLI(t)
	t.Setenv("TMPDIR", temporary(t))
	ctx, cancel := context.WithCancel(t.Context())
	out := &watched{text: "Creating...", found: cancel}
	if err := run(ctx, out, options{full: true}); !errors.Is(err, context.Canceled) {
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
	err := run(t.Context(), io.Discard, options{})
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
	api, shown, err := newMock()
	if err != nil {
		t.Fatal(err)
	}
	work, err := tfcli.NewWorkspace(cli, t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = work.Close() })
	return &demo{out: io.Discard, cli: cli, api: api, page: shown, work: work}
}

// TestNewMock_bounded fills the mock: with PREVIEW=1 the demo runs until it is stopped.
func TestNewMock_bounded(t *testing.T) {
	t.Parallel()
	api, _, err := newMock()
	if err != nil {
		t.Fatal(err)
	}
	bot := api.AddBot(mockserver.Bot{BotName: helpDesk})
	token, kept := "Bearer "+api.NewToken(), mockserver.Bounded().KeepRequests
	for range kept + 1 {
		r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, fmt.Sprintf("%s/bots/%d/users/taro/messages", mockserver.APIPath, bot),
			strings.NewReader(`{"content":{"type":"text","text":"hi"}}`))
		r.Header.Set("Authorization", token)
		r.Header.Set("Content-Type", "application/json")
		api.ServeHTTP(httptest.NewRecorder(), r)
	}
	if requests, messages := len(api.Requests()), len(api.Messages()); requests != kept || messages != kept {
		t.Errorf("got %d requests and %d messages kept, want %d of each", requests, messages, kept)
	}
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

// TestCliRun_failed checks that a failure is shown with all that the CLI printed.
func TestCliRun_failed(t *testing.T) {
	t.Parallel()
	for _, full := range []bool{false, true} {
		for want, shown := range map[int]int{exitChanges: 0, exitDone: 1} {
			if full {
				shown = 1
			}
			var out bytes.Buffer
			d := stage(t)
			d.out, d.full = &out, full
			err := d.cliRun(t.Context(), want, summaries, "plan")
			if (err != nil) != (want == exitDone) {
				t.Errorf("wanted exit code %d: got the error %v", want, err)
			}
			if got := strings.Count(out.String(), "A detail of the plan."); got != shown {
				t.Errorf("full %t, wanted exit code %d: got the output %d times, want %d:\n%s", full, want, got, shown, out.String())
			}
		}
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
	d := &demo{options: options{colour: true}, out: &out}
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
