// SPDX-License-Identifier: MPL-2.0

package main

import (
	"context"
	"encoding/base64"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/acctest"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/memnet"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver/company"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver/directory"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/probe/mark"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/probe/report"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/program"
)

const (
	contact = "a1b2c3d4-0000-4000-8000-000000000001"
	member  = "a1b2c3d4-0000-4000-8000-000000000009"
	email   = "mei@example.co.jp"
)

// result is what a run of the program gave.
type result struct {
	code           int
	stdout, stderr string
	report         *report.Report // nil for none
	raw            string
}

// tenant is a company with bots, and a program that signs in to it.
type tenant struct {
	*acctest.Tenant

	out       string // the file of the report
	transport http.RoundTripper
}

func newTenant(t *testing.T, change ...func(*mockserver.Options)) *tenant {
	t.Helper()
	return fill(t, &tenant{Tenant: acctest.New(t, append(change, withScopes)...)})
}

// newTenantInMemory is newTenant for a bubble, in which waits take no time.
func newTenantInMemory(t *testing.T) *tenant {
	t.Helper()
	e := fill(t, &tenant{Tenant: acctest.NewInMemory(t, withScopes)})
	e.transport = memnet.Serve(t, e.API)
	return e
}

func withScopes(o *mockserver.Options) {
	credentials := o.Credentials.Clone()
	credentials.Scopes = []string{"bot", "bot.message", "bot.read", "directory.read"}
	o.Credentials = credentials
}

func fill(t *testing.T, e *tenant) *tenant {
	t.Helper()
	e.out = filepath.Join(t.TempDir(), "report.json")
	if err := e.API.Load(strings.NewReader(company.Seed)); err != nil {
		t.Fatal(err)
	}
	e.AddBot()
	return e
}

// start runs the program on a terminal where these answers are typed; nil for none.
func (e *tenant) start(ctx context.Context, t *testing.T, answers io.Reader, args ...string) result {
	t.Helper()
	var stdout, stderr strings.Builder
	env := environment{getenv: func(name string) string { return e.Variables[name] }, transport: e.transport}
	code := run(ctx, args, env, console{in: answers, terminal: answers != nil, out: &stdout, err: &stderr})
	got := result{code: code, stdout: stdout.String(), stderr: stderr.String()}
	raw, err := os.ReadFile(e.out)
	if err != nil {
		return got
	}
	got.raw = string(raw)
	if got.report, err = report.Read(strings.NewReader(got.raw)); err != nil {
		t.Errorf("got a report that cannot be read: %s\n%s", err, raw)
	}
	return got
}

// args are those of a run with all that can be given.
func (e *tenant) args(more ...string) []string {
	return append([]string{
		"-out", e.out, "-administrator", contact, "-domain", "10000001", "-other-domain", "10000002", "-user", member, "-email", email,
	}, more...)
}

func TestRun(t *testing.T) {
	t.Parallel()
	e := newTenant(t)
	got := e.start(t.Context(), t, strings.NewReader("y\nyes\n"), e.args()...)
	if got.code != program.Done || got.report == nil {
		t.Fatalf("got %+v, want a report", got)
	}
	for _, want := range []string{"make up to", "lineworks-probe-", "Go ahead? [y/N]", "Does the member agree? [y/N]", "most of which ask to be ignored", "make the member a contact", "domain of -other-domain", "Settled ", "The report is in " + e.out} {
		if !strings.Contains(got.stdout, want) {
			t.Errorf("got\n%s\nwant it to have %q", got.stdout, want)
		}
	}
	if settled := len(got.report.Settled()); settled < len(mockserver.Switches())*8/10 {
		t.Errorf("got %d switches settled, want most of %d", settled, len(mockserver.Switches()))
	}
	if got.report.Program != "lineworks-probe/dev" || got.report.Day == "" {
		t.Errorf("got the program %q and the day %q", got.report.Program, got.report.Day)
	}
	if len(e.API.Bots()) != 1 || len(e.API.Messages()) == 0 {
		t.Errorf("got %d bots and %d messages, want the one from before, and messages", len(e.API.Bots()), len(e.API.Messages()))
	}
	if agent := e.Last(t, "GET /bots/{botId}").Header.Get("User-Agent"); agent != "lineworks-probe/dev" {
		t.Errorf("got the User-Agent %q, want the program and its version", agent)
	}
	requests := len(e.API.Requests())
	got = e.start(t.Context(), t, strings.NewReader("y\ny\n"), e.args()...)
	if got.code != program.Failed || !strings.Contains(got.stderr, "nothing was sent") || len(e.API.Requests()) != requests {
		t.Errorf("got %d and %q, want no run where the file of the report exists", got.code, got.stderr)
	}
}

// TestRun_consent wants no request before the questions are answered.
func TestRun_consent(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		answers  string // typed; "" without a terminal
		args     []string
		code     int
		requests bool
		messages bool
	}{
		"no":                                  {"n\n", nil, program.Failed, false, false},
		"nothing":                             {"\n", nil, program.Failed, false, false},
		"another word":                        {"yeah\n", nil, program.Failed, false, false},
		"the end of the input":                {"y", []string{"-only", "bot"}, program.Done, true, false},
		"not the member":                      {"y\nn\n", []string{"-only", "flex,bot"}, program.Done, true, false},
		"only the member, who does not agree": {"y\nn\n", []string{"-only", "flex"}, program.Failed, false, false},
		"the member":                          {"y\ny\n", []string{"-only", "flex"}, program.Done, true, true},
		"no terminal":                         {"", nil, program.Misused, false, false},
		"no terminal, -user-agrees":           {"", []string{"-user-agrees"}, program.Misused, false, false},
		"no terminal, -yes":                   {"", []string{"-yes", "-only", "bot,flex"}, program.Done, true, false},
		"no terminal, both":                   {"", []string{"-yes", "-user-agrees", "-only", "flex"}, program.Done, true, true},
		"-dry-run":                            {"y\ny\n", []string{"-dry-run"}, program.Done, false, false},
		"-dry-run, -yes":                      {"", []string{"-dry-run", "-yes", "-user-agrees"}, program.Done, false, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			e := newTenant(t)
			var answers io.Reader
			if tc.answers != "" {
				answers = strings.NewReader(tc.answers)
			}
			got := e.start(t.Context(), t, answers, e.args(tc.args...)...)
			if got.code != tc.code || (len(e.API.Requests()) > 0) != tc.requests || (got.report != nil) != tc.requests {
				t.Errorf("got %+v and %d requests, want the exit status %d, and requests: %t", got, len(e.API.Requests()), tc.code, tc.requests)
			}
			if n := len(e.API.Messages()); (n > 0) != tc.messages {
				t.Errorf("got %d messages, want some: %t", n, tc.messages)
			}
		})
	}
}

// TestRun_question sends no request before the question is answered, and none if Ctrl-C ends it.
func TestRun_question(t *testing.T) {
	t.Parallel()
	e := newTenant(t)
	typed := strings.NewReader("n\n")
	answers := readerFunc(func(p []byte) (int, error) {
		if n := len(e.API.Requests()); n > 0 {
			t.Errorf("got %d requests before the answer", n)
		}
		return typed.Read(p)
	})
	e.start(t.Context(), t, answers, e.args()...)
	ctx, cancel := context.WithCancel(t.Context())
	blocked := readerFunc(func([]byte) (int, error) {
		cancel()
		<-t.Context().Done()
		return 0, io.EOF
	})
	if got := e.start(ctx, t, blocked, e.args()...); got.code != program.Interrupted || len(e.API.Requests()) > 0 {
		t.Errorf("got %+v and %d requests for Ctrl-C at the question, want none", got, len(e.API.Requests()))
	}
}

type readerFunc func([]byte) (int, error)

func (f readerFunc) Read(p []byte) (int, error) { return f(p) }

// TestRun_secrets looks for values of the tenant in all that the program writes.
func TestRun_secrets(t *testing.T) {
	t.Parallel()
	e := newTenant(t)
	const canary = "Zq9Canary"
	e.API.AddBot(mockserver.Bot{
		BotID: 8765432, BotName: canary + " desk", Description: canary, PhotoURL: "https://example.com/" + canary + ".png", Administrators: []string{contact},
		I18nBotNames: map[string]string{"ja_JP": canary},
	})
	err := e.API.ChangeDirectory(func(c *directory.Content) {
		for i := range c.Users {
			u := &c.Users[i]
			u.NickName, u.Task, u.Location = canary, canary, canary
			u.CustomProperties = map[string]any{canary: canary, "taro": 1}
			u.CustomFields = []any{map[string]any{"customFieldId": canary, canary: canary}}
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	// Refusals repeat what they refuse.
	e.API.Fail(mockserver.Fault{Operation: "POST /bots/{botId}/domains/{domainId}", Status: 400, Code: canary, Description: canary + " " + member, Times: 2})
	e.API.Fail(mockserver.Fault{Operation: "POST /bots/{botId}/persistentmenu", Status: 403, Code: "ACCESS_DENIED", Description: canary + " " + e.Variables["LINEWORKS_CLIENT_SECRET"]})
	got := e.start(t.Context(), t, nil, e.args("-yes", "-user-agrees")...)
	all := got.stdout + got.stderr + got.raw
	if got.report == nil || len(got.report.Settled()) < 60 {
		t.Fatalf("got %+v, want a report", got)
	}
	secrets := []string{canary, "taro", contact, member, "10000001", "10000002", "8765432", "20000", "example.co", "山田", "Yamada", "mei@", "Watanabe", "jp1.", "Bearer", "eyJ"}
	for _, name := range []string{"LINEWORKS_CLIENT_ID", "LINEWORKS_CLIENT_SECRET", "LINEWORKS_SERVICE_ACCOUNT"} {
		secrets = append(secrets, e.Variables[name])
	}
	for line := range strings.Lines(e.Variables["LINEWORKS_PRIVATE_KEY"]) {
		secrets = append(secrets, strings.TrimSpace(line))
	}
	for _, bot := range e.API.Bots() {
		secrets = append(secrets, bot.BotName)
	}
	for _, secret := range secrets {
		if strings.Contains(all, secret) {
			t.Errorf("got %q in\n%s", secret, all)
		}
	}
	if found := regexp.MustCompile(`[A-Za-z0-9+/=]{60,}`).FindString(all); found != "" {
		if raw, err := base64.StdEncoding.DecodeString(found); err == nil {
			t.Errorf("got what may be a token: %s (%d bytes)", found, len(raw))
		}
	}
}

func TestRun_interrupted(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	e := newTenant(t, func(o *mockserver.Options) {
		o.OnRequest = func(r mockserver.Request) {
			if r.Operation == "POST /bots/{botId}/richmenus" {
				cancel()
			}
		}
	})
	got := e.start(ctx, t, nil, e.args("-yes")...)
	if got.code != program.Interrupted || !strings.HasSuffix(got.stderr, "interrupted. The report has what was found out before.\n") || len(e.API.Bots()) != 1 {
		t.Errorf("got %+v and %d bots, want the end of the run, and one bot", got, len(e.API.Bots()))
	}
	if got.report == nil {
		t.Fatal("got no report, want one")
	}
	for _, f := range got.report.Switches {
		if f.Switch == "patch-null" && f.NotSettled == "" {
			t.Errorf("got %+v, want that the run ended before", f)
		}
	}
}

// TestRun_left cannot remove its bot, and a sweep does.
func TestRun_left(t *testing.T) {
	t.Parallel()
	synctest.Test(t, left)
}

func left(t *testing.T) {
	e := newTenantInMemory(t)
	foreign := mockserver.Bot{BotName: mark.New().Name(1), Description: "Borrowed.", PhotoURL: "https://example.com/a.png", Administrators: []string{contact}}
	e.API.AddBot(foreign)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	e.API.Fail(mockserver.Fault{Operation: "DELETE /bots/{botId}", Status: http.StatusForbidden, Code: "ACCESS_DENIED", Times: 99})
	got := e.start(ctx, t, nil, e.args("-yes", "-only", "bot")...)
	bots := e.API.Bots()
	name := bots[len(bots)-1].BotName
	if got.code != program.Failed || len(bots) != 3 || !strings.Contains(got.stderr, "are left, or may be:\n  "+name+"\n") || !strings.Contains(got.stderr, "DELETE /bots/{botId} was refused: 403 ACCESS_DENIED") {
		t.Fatalf("got %+v and %d bots, want the name of the one that is left", got, len(bots))
	}
	e.API.ClearFaults()
	e.API.ResetRequests()
	for answer, want := range map[string]string{"n\n": "Nothing was removed.", "": "Nothing was sent. Add -yes"} {
		var answers io.Reader
		if answer != "" {
			answers = strings.NewReader(answer)
		}
		if got := e.start(t.Context(), t, answers, "-sweep"); got.code == program.Done || !strings.Contains(got.stdout+got.stderr, want) || e.API.Count("DELETE /bots/{botId}") > 0 {
			t.Errorf("%q: got %+v, want %q", answer, got, want)
		}
	}
	got = e.start(t.Context(), t, strings.NewReader("y\n"), "-sweep")
	if got.code != program.Done || !strings.Contains(got.stdout, "  "+name+"\nRemove these 1? [y/N] Removed 1 of 1.") || strings.Contains(got.stdout, foreign.BotName) || len(e.API.Bots()) != 2 {
		t.Errorf("got %+v and %d bots, want the one removed", got, len(e.API.Bots()))
	}
	if got = e.start(t.Context(), t, nil, "-sweep", "-yes"); got.code != program.Done || got.stdout != "No throw-away bot is left.\n" {
		t.Errorf("got %+v, want that nothing is left", got)
	}
}

func TestRun_dryRun(t *testing.T) {
	t.Parallel()
	e := newTenant(t)
	got := e.start(t.Context(), t, nil, "-dry-run")
	for _, want := range []string{"lineworks-probe will", "  bot ", "Not in this run:\n  domains          It needs -domain.", "members          It needs -user and -domain."} {
		if !strings.Contains(got.stdout, want) {
			t.Errorf("got\n%s\nwant it to have %q", got.stdout, want)
		}
	}
	clear(e.Variables)
	if got := e.start(t.Context(), t, nil, "-dry-run"); got.code != program.Done || got.stderr != "" {
		t.Errorf("got %+v without credentials, want the plan", got)
	}
	if n := len(e.API.Requests()); n > 0 {
		t.Errorf("got %d requests, want none", n)
	}
}

// TestRun_readyToken leaves out what needs an account.
func TestRun_readyToken(t *testing.T) {
	t.Parallel()
	e := newTenant(t)
	for name := range e.Variables {
		if !strings.HasSuffix(name, "_URL") {
			delete(e.Variables, name)
		}
	}
	e.Variables["LINEWORKS_ACCESS_TOKEN"] = e.API.NewToken("bot")
	got := e.start(t.Context(), t, nil, e.args("-yes", "-only", "bot,tokens")...)
	if got.code != program.Done || !strings.Contains(got.stdout, "tokens           It needs the credentials of a service account") || e.API.Count("POST /token") > 0 {
		t.Errorf("got %+v and %d token requests, want a run without those on tokens", got, e.API.Count("POST /token"))
	}
}

func TestRun_help(t *testing.T) {
	t.Parallel()
	e := newTenant(t)
	got := e.start(t.Context(), t, nil, "-help")
	if got.code != program.Done || got.stderr != "" {
		t.Errorf("got %+v, want the help on stdout", got)
	}
	for _, want := range []string{"LINEWORKS_CLIENT_ID", "-administrator user ID", "-domain ID", "-user-agrees", "-sweep", "persistent-menu  the persistent menu"} {
		if !strings.Contains(got.stdout, want) {
			t.Errorf("got the help\n%s\nwant it to have %q", got.stdout, want)
		}
	}
}

func TestRun_misused(t *testing.T) {
	t.Parallel()
	for args, want := range map[string]string{
		"": "-administrator is missing", "-administrator u1": "-out is missing", "-out": "flag needs an argument", "-out x y": `unexpected argument "y"`,
		"-administrator a@example.com": "take user IDs", "-user a@example.com": "take user IDs", "-domain x": "-domain takes the ID", "-other-domain 0": "-other-domain takes the ID",
		"-email a@example.com": "-user, which is missing", "-user-agrees": "-user, which is missing", "-sweep -dry-run": "leave out one of them",
		"-dry-run -only ,":            "it names no experiment",
		"-dry-run -only bot,nonsense": `no experiment "nonsense"; there are: bot, changes`,
	} {
		e := newTenant(t)
		got := e.start(t.Context(), t, strings.NewReader("y\n"), strings.Fields(args)...)
		if got.code != program.Misused || !strings.Contains(got.stderr, want) || len(e.API.Requests()) > 0 {
			t.Errorf("%q: got %+v, want exit status 2 and %q", args, got, want)
		}
	}
}

// TestRun_failures checks that each failure says what is wrong and what to do.
func TestRun_failures(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		change func(*tenant)
		want   []string
	}{
		"no credentials": {func(e *tenant) { clear(e.Variables) }, []string{"Missing client_id", "LINEWORKS_CLIENT_ID"}},
		"wrong secret":   {func(e *tenant) { e.Variables["LINEWORKS_CLIENT_SECRET"] = "wr0ng" }, []string{"invalid_client", "Check client_id and client_secret"}},
		"no room for a bot": {
			func(e *tenant) {
				e.API.Fail(mockserver.Fault{Operation: "POST /bots", Status: http.StatusForbidden, Code: "LIMIT_EXCEEDED", Times: 9})
			}, []string{"no bot could be made: POST /bots was refused: 403 LIMIT_EXCEEDED", "room for a bot"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			e := newTenant(t)
			tc.change(e)
			got := e.start(t.Context(), t, nil, e.args("-yes")...)
			if got.code != program.Failed {
				t.Errorf("got %+v, want exit status 1", got)
			}
			for _, want := range tc.want {
				if !strings.Contains(got.stderr, want) {
					t.Errorf("got the error\n%s\nwant it to have %q", got.stderr, want)
				}
			}
			if strings.Contains(got.stderr, "wr0ng") {
				t.Errorf("got the secret in\n%s", got.stderr)
			}
		})
	}
}
