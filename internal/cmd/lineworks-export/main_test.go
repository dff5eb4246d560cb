// SPDX-License-Identifier: MPL-2.0

package main

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/acctest"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
)

// result is what a run of the program gave.
type result struct {
	code           int
	stdout, stderr string
}

// start runs the program with the variables.
func start(ctx context.Context, variables map[string]string, args ...string) result {
	var stdout, stderr strings.Builder
	code := run(ctx, args, func(name string) string { return variables[name] }, &stdout, &stderr)
	return result{code, stdout.String(), stderr.String()}
}

func TestRun(t *testing.T) {
	t.Parallel()
	tenant := acctest.New(t)
	tenant.AddBot()
	dir := filepath.Join(t.TempDir(), "out")
	table := filepath.Join(t.TempDir(), "names.txt")
	if err := os.WriteFile(table, []byte("bot 2000001 reception\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	got := start(t.Context(), tenant.Variables, "-out", dir, "-names", table)
	if got.code != 0 || !strings.Contains(got.stdout, "Wrote 3 files to "+dir) || !strings.Contains(got.stdout, "Plan: 1 to import, 0 to add") ||
		!strings.HasPrefix(got.stderr, "Reading 1 bot.") {
		t.Errorf("got %+v, want the report on stdout, and the progress on stderr", got)
	}
	if _, err := os.Stat(filepath.Join(dir, "reception.tf")); err != nil {
		t.Errorf("got %v, want the file of the bot", err)
	}
	if agent := tenant.Last(t, "GET /bots").Header.Get("User-Agent"); agent != "lineworks-export/dev" {
		t.Errorf("got the User-Agent %q, want the program and its version", agent)
	}
	if tenant.Writes() != 0 {
		t.Error("got a request that changes the tenant")
	}
	got = start(t.Context(), tenant.Variables, "-out", dir)
	if got.code != 1 || !strings.Contains(got.stderr, "already") {
		t.Errorf("got %+v for a second run, want that it is refused", got)
	}
}

// TestRun_leastScope checks that bot.read is enough, as the help says.
func TestRun_leastScope(t *testing.T) {
	t.Parallel()
	tenant := acctest.New(t)
	tenant.Variables["LINEWORKS_SCOPES"] = "bot.read"
	const seed = `{"app": {"scopes": ["bot.read"]}, "bots": [{"botId": 2000001, "botName": "Desk", "photoUrl": "https://example.com/a.png", "description": "Answers.",
		"administrators": ["u1"], "domains": [{"domainId": 10000001, "allowToSelectedMember": true, "members": ["u2"]}], "defaultRichmenuId": "40001",
		"richmenus": [{"richmenuId": "40001", "richmenuName": "Main", "size": {"width": 2500, "height": 843},
			"areas": [{"bounds": {"x": 0, "y": 0, "width": 9, "height": 9}, "action": {"type": "uri", "uri": "https://example.com"}}]}]}]}`
	if err := tenant.API.Load(strings.NewReader(seed)); err != nil {
		t.Fatal(err)
	}
	got := start(t.Context(), tenant.Variables, "-out", filepath.Join(t.TempDir(), "out"), "-user-menus")
	if got.code != 0 || !strings.Contains(got.stdout, "5 objects to import") {
		t.Errorf("got %+v, want that all is read", got)
	}
}

func TestRun_help(t *testing.T) {
	t.Parallel()
	got := start(t.Context(), nil, "-help")
	if got.code != 0 || got.stderr != "" {
		t.Errorf("got %+v, want the help on stdout", got)
	}
	for _, want := range []string{"lineworks-export -out DIR", "LINEWORKS_CLIENT_ID", "-force", "-names file", "-user-menus", "-out folder", "rich_menu 2000001/40001"} {
		if !strings.Contains(got.stdout, want) {
			t.Errorf("got the help\n%s\nwant it to have %q", got.stdout, want)
		}
	}
}

func TestRun_misused(t *testing.T) {
	t.Parallel()
	for args, want := range map[string]string{
		"": "-out is missing", "-out": "flag needs an argument", "-out x y": `unexpected argument "y"`, "-into x": "flag provided but not defined",
	} {
		got := start(t.Context(), nil, strings.Fields(args)...)
		if got.code != 2 || got.stdout != "" || !strings.Contains(got.stderr, want) || !strings.Contains(got.stderr, "Try lineworks-export -help.") {
			t.Errorf("%q: got %+v, want exit status 2 and %q", args, got, want)
		}
	}
}

// TestRun_failures checks that each failure says what is wrong and what to do.
func TestRun_failures(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, []byte("bot 1\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	closed := httptest.NewServer(http.NotFoundHandler())
	closed.Close()
	for name, tc := range map[string]struct {
		change func(*acctest.Tenant)
		args   []string
		want   []string
	}{
		"no credentials": {func(e *acctest.Tenant) { clear(e.Variables) }, nil, []string{"Missing client_id", "LINEWORKS_CLIENT_ID"}},
		"wrong secret": {
			func(e *acctest.Tenant) { e.Variables["LINEWORKS_CLIENT_SECRET"] = "wr0ng" }, nil,
			[]string{"invalid_client", "Check client_id and client_secret"},
		},
		"a scope that the app lacks": {
			func(e *acctest.Tenant) { e.Variables["LINEWORKS_SCOPES"] = "bot.write" }, nil,
			[]string{"invalid_scope", "LINEWORKS_SCOPES"},
		},
		"a scope that is not enough": {
			func(e *acctest.Tenant) {
				e.API.Fail(mockserver.Fault{Operation: "GET /bots", Status: http.StatusForbidden, Code: "FORBIDDEN", Description: "scope is missing"})
			}, nil,
			[]string{"listing the bots", "FORBIDDEN", "bot.read"},
		},
		"unreachable": {
			func(e *acctest.Tenant) {
				e.Variables["LINEWORKS_API_URL"], e.Variables["LINEWORKS_AUTH_URL"], e.Variables["LINEWORKS_MAX_RETRIES"] = closed.URL, closed.URL, "0"
			}, nil,
			[]string{"connection refused", "Is the mock running?"},
		},
		"the service is down": {
			func(e *acctest.Tenant) {
				e.Variables["LINEWORKS_MAX_RETRIES"] = "0"
				e.API.Fail(mockserver.Fault{Operation: "GET /bots", Status: http.StatusServiceUnavailable})
			}, nil,
			[]string{"503", "Export again later."},
		},
		"no scope for people": {
			func(e *acctest.Tenant) { e.AddBot() },
			[]string{"-emails"},
			[]string{"looking up the e-mail addresses", "user.email.read", "Developer Console"},
		},
		"the folder is a file": {nil, []string{"-out", file}, []string{file + " is a file"}},
		"no table":             {nil, []string{"-names", filepath.Join(file, "none")}, []string{"the table of names"}},
		"a wrong table":        {nil, []string{"-names", file}, []string{file, "line 1", "such as"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tenant := acctest.New(t)
			if tc.change != nil {
				tc.change(tenant)
			}
			dir := filepath.Join(t.TempDir(), "out")
			got := start(t.Context(), tenant.Variables, append([]string{"-out", dir}, tc.args...)...)
			if got.code != 1 || got.stdout != "" {
				t.Errorf("got %+v, want exit status 1 and nothing on stdout", got)
			}
			for _, want := range tc.want {
				if !strings.Contains(got.stderr, want) {
					t.Errorf("got the error\n%s\nwant it to have %q", got.stderr, want)
				}
			}
			for _, variable := range []string{"LINEWORKS_CLIENT_SECRET", "LINEWORKS_PRIVATE_KEY"} {
				if value := tenant.Variables[variable]; value != "" && strings.Contains(got.stderr, value) {
					t.Errorf("got %s in the error\n%s", variable, got.stderr)
				}
			}
			if _, err := os.Stat(dir); err == nil {
				t.Error("got a folder, want none after a failure")
			}
		})
	}
}

func TestRun_interrupted(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	tenant := acctest.New(t, func(o *mockserver.Options) {
		o.OnRequest = func(r mockserver.Request) {
			if r.Operation == "GET /bots" {
				cancel()
			}
		}
	})
	tenant.AddBot()
	dir := filepath.Join(t.TempDir(), "out")
	got := start(ctx, tenant.Variables, "-out", dir)
	if want := (result{130, "", "lineworks-export: interrupted. Nothing was written.\n"}); got.code != want.code || !strings.HasSuffix(got.stderr, want.stderr) || got.stdout != "" {
		t.Errorf("got %+v, want %+v", got, want)
	}
	if _, err := os.Stat(dir); err == nil {
		t.Error("got a folder, want none after an interrupt")
	}
}

func TestRun_noBots(t *testing.T) {
	t.Parallel()
	got := start(t.Context(), acctest.New(t).Variables, "-out", filepath.Join(t.TempDir(), "out"))
	if want := "There is no bot to write out. Nothing was written.\n"; got.code != 0 || got.stdout != want {
		t.Errorf("got %s, want %q", fmt.Sprint(got), want)
	}
}
