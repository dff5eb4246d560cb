// SPDX-License-Identifier: MPL-2.0

// Package e2e_test runs the provider as users do: built, started by the real
// CLI as a process of its own, once for each command. What can only be counted
// or searched for from outside is tested here.
package e2e_test

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/acctest"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfcli"
)

// Shared by all tests: the CLI, and the folder with the built provider.
var (
	cli         tfcli.CLI
	providerDir string
)

func TestMain(m *testing.M) {
	os.Exit(run(m))
}

func run(m *testing.M) int {
	ctx := context.Background()
	var err error
	if cli, err = tfcli.Find(ctx); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	if providerDir, err = os.MkdirTemp("", "lineworks-provider-"); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer func() { _ = os.RemoveAll(providerDir) }()
	if _, err = tfcli.BuildProvider(ctx, providerDir); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return m.Run()
}

const required = `
terraform {
  required_providers {
    lineworks = {
      source = "terraform-lineworks/lineworks"
    }
  }
}
`

// workspace is a folder in which the CLI works, and a mock of the API.
type workspace struct {
	*tfcli.Workspace

	t     *testing.T
	api   *mockserver.Server
	creds *mockserver.Credentials
	env   []string
	// interceptor, if set, may respond in place of the mock, and tells whether it has.
	interceptor atomic.Pointer[interceptor]

	mu     sync.Mutex
	tokens []string // every token that the mock has handed out

	assertions []string // every assertion that it was sent
	output     strings.Builder
}

// newWorkspace starts a mock and creates a folder with the files.
func newWorkspace(t *testing.T, files map[string]string, change ...func(*mockserver.Options)) *workspace {
	t.Helper()
	opts := mockserver.Options{OnUnknown: func(r *http.Request) { t.Errorf("the mock does not know %s %s", r.Method, r.URL.Path) }}
	for _, c := range change {
		c(&opts)
	}
	api, err := mockserver.New(opts)
	if err != nil {
		t.Fatal(err)
	}
	folder, err := tfcli.NewWorkspace(cli, providerDir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = folder.Close() })
	w := &workspace{Workspace: folder, t: t, api: api, creds: api.Credentials()}
	server := httptest.NewServer(http.HandlerFunc(w.serve))
	t.Cleanup(server.Close)
	w.env = []string{
		"LINEWORKS_CLIENT_ID=" + w.creds.ClientID,
		"LINEWORKS_CLIENT_SECRET=" + w.creds.ClientSecret,
		"LINEWORKS_SERVICE_ACCOUNT=" + w.creds.ServiceAccount,
		"LINEWORKS_PRIVATE_KEY=" + string(w.creds.PrivateKeyPEM),
		"LINEWORKS_API_URL=" + server.URL + mockserver.APIPath,
		"LINEWORKS_AUTH_URL=" + server.URL + mockserver.AuthPath,
	}
	for name, content := range files {
		if err := folder.Write(name, content); err != nil {
			t.Fatal(err)
		}
	}
	return w
}

// complete returns the files of the example that holds everything.
func complete(t *testing.T) map[string]string {
	t.Helper()
	files := map[string]string{}
	for _, name := range []string{"main.tf", "menu.png", "menu.ja.png"} {
		files[name] = acctest.Example(t, "complete/"+name)
	}
	return files
}

type interceptor func(http.ResponseWriter, *http.Request) bool

// intercept has i look at each request first, until it is nil.
func (w *workspace) intercept(i interceptor) {
	if i == nil {
		w.interceptor.Store(nil)
		return
	}
	w.interceptor.Store(&i)
}

// serve passes requests on to the mock, and keeps the tokens that it issues.
func (w *workspace) serve(rw http.ResponseWriter, r *http.Request) {
	if i := w.interceptor.Load(); i != nil && (*i)(rw, r) {
		return
	}
	if !strings.HasSuffix(r.URL.Path, "/token") {
		w.api.ServeHTTP(rw, r)
		return
	}
	sent, err := io.ReadAll(r.Body)
	if err != nil {
		w.t.Errorf("reading a token request: %s", err)
	}
	r.Body = io.NopCloser(bytes.NewReader(sent))
	recorder := httptest.NewRecorder()
	w.api.ServeHTTP(recorder, r)
	if form, err := url.ParseQuery(string(sent)); err == nil {
		w.mu.Lock()
		w.assertions = append(w.assertions, form.Get("assertion"))
		w.mu.Unlock()
	}
	var response map[string]any
	if json.Unmarshal(recorder.Body.Bytes(), &response) == nil {
		w.mu.Lock()
		for _, name := range []string{"access_token", "refresh_token"} {
			if token, ok := response[name].(string); ok {
				w.tokens = append(w.tokens, token)
			}
		}
		w.mu.Unlock()
	}
	for name, values := range recorder.Header() {
		rw.Header()[name] = values
	}
	rw.WriteHeader(recorder.Code)
	_, _ = rw.Write(recorder.Body.Bytes())
}

// issued are the tokens that the mock has issued, and the assertions that were sent for
// them.
func (w *workspace) issued() (tokens, assertions []string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return slices.Clone(w.tokens), slices.Clone(w.assertions)
}

// run runs the CLI and returns its exit code and its output.
func (w *workspace) run(args ...string) (int, string) {
	w.t.Helper()
	result, err := w.Run(w.t.Context(), w.env, args...)
	if err != nil {
		w.t.Fatal(err)
	}
	out := result.Stdout + result.Stderr
	w.output.WriteString(out)
	return result.ExitCode, out
}

// must runs the CLI and fails the test unless it succeeds.
func (w *workspace) must(args ...string) string {
	w.t.Helper()
	code, out := w.run(args...)
	if code != 0 {
		w.t.Fatalf("%s %s: got exit code %d, want 0\n%s", cli.Command(), strings.Join(args, " "), code, out)
	}
	return out
}

// plan makes a plan and expects it to hold changes, or none.
func (w *workspace) plan(changes bool, args ...string) string {
	w.t.Helper()
	want := 0
	if changes {
		want = 2
	}
	code, out := w.run(append([]string{"plan", "-input=false", "-no-color", "-detailed-exitcode"}, args...)...)
	if code != want {
		w.t.Fatalf("plan: got exit code %d, want %d\n%s", code, want, out)
	}
	return out
}

func (w *workspace) apply(args ...string) string {
	w.t.Helper()
	return w.must(append([]string{"apply", "-input=false", "-no-color", "-auto-approve"}, args...)...)
}

func (w *workspace) destroy(args ...string) {
	w.t.Helper()
	w.must(append([]string{"destroy", "-input=false", "-no-color", "-auto-approve"}, args...)...)
}

// counts are the requests by operation since the last call. Writes to one bot
// that overlapped in that time fail the test.
func (w *workspace) counts() map[string]int {
	w.t.Helper()
	if overlaps := w.api.OverlappingWrites() + w.api.OverlappingMenuWrites(); overlaps != 0 {
		w.t.Errorf("got %d writes to one bot that overlapped, want none", overlaps)
	}
	counts := map[string]int{}
	for _, r := range w.api.Requests() {
		counts[r.Operation]++
	}
	w.api.ResetRequests()
	return counts
}

// files are all files below the working directory, as one text, and what is packed
// inside them: a plan is an archive.
func (w *workspace) files() []byte {
	w.t.Helper()
	var all bytes.Buffer
	err := filepath.WalkDir(w.Dir, func(path string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		content, err := os.ReadFile(path)
		all.Write(content)
		if archive, notOne := zip.NewReader(bytes.NewReader(content), int64(len(content))); err == nil && notOne == nil {
			return unpack(&all, archive)
		}
		return err
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return all.Bytes()
}

func unpack(all *bytes.Buffer, archive *zip.Reader) error {
	for _, packed := range archive.File {
		content, err := packed.Open()
		if err != nil {
			return err
		}
		if _, err := all.ReadFrom(content); err != nil {
			return err
		}
	}
	return nil
}
