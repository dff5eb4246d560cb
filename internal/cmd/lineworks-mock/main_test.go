// SPDX-License-Identifier: MPL-2.0

package main

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
)

// output is a terminal that tells when a line has come.
type output struct {
	mu    sync.Mutex
	text  bytes.Buffer
	wrote chan struct{}
}

func newOutput() *output { return &output{wrote: make(chan struct{}, 1)} }

func (o *output) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	select {
	case o.wrote <- struct{}{}:
	default:
	}
	return o.text.Write(p)
}

func (o *output) String() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.text.String()
}

// waitFor returns the first match of the pattern in the output, once it is there.
func (o *output) waitFor(t *testing.T, pattern string) string {
	t.Helper()
	want := regexp.MustCompile(pattern)
	for {
		if found := want.FindStringSubmatch(o.String()); found != nil {
			return found[len(found)-1]
		}
		select {
		case <-o.wrote:
		case <-t.Context().Done():
			t.Fatalf("got the output\n%s\nwant a match of %s", o, pattern)
		}
	}
}

// running starts the command and returns its output, and a function that
// stops it and returns the exit status.
func running(t *testing.T, args ...string) (*output, func() int) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	out, code := newOutput(), make(chan int, 1)
	go func() {
		code <- run(ctx, append([]string{"-address", "127.0.0.1:0"}, args...), out, out)
		_, _ = out.Write(nil)
	}()
	var once sync.Once
	status := 0
	stop := func() int {
		once.Do(func() { cancel(); status = <-code })
		return status
	}
	t.Cleanup(func() { stop() })
	out.waitFor(t, `Ctrl\+C|lineworks-mock: `)
	return out, stop
}

func request(t *testing.T, method, address, token, body string) (int, string) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, address, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	if token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
		r.Header.Set("Content-Type", "application/json")
	}
	resp, err := (&http.Client{Transport: &http.Transport{DisableKeepAlives: true}}).Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, string(text)
}

// sourced reads the variables as a shell does.
func sourced(t *testing.T, file string) map[string]string {
	t.Helper()
	shell := exec.CommandContext(t.Context(), "sh", "-c", `. "$0" && env`, file)
	shell.Env = []string{"PATH=" + os.Getenv("PATH")}
	out, err := shell.Output()
	if err != nil {
		t.Fatal(err)
	}
	variables := map[string]string{}
	for line := range strings.Lines(string(out)) {
		if name, value, found := strings.Cut(strings.TrimSpace(line), "="); found && (strings.HasPrefix(name, "LINEWORKS_") || name == "SSL_CERT_FILE") {
			variables[name] = value
		}
	}
	return variables
}

// signIn gets a token with nothing but the variables.
func signIn(t *testing.T, variables map[string]string) string {
	t.Helper()
	key, err := os.ReadFile(variables["LINEWORKS_PRIVATE_KEY_FILE"])
	if err != nil {
		t.Fatal(err)
	}
	private, err := jwt.ParseRSAPrivateKeyFromPEM(key)
	if err != nil {
		t.Fatal(err)
	}
	now := time.Now()
	assertion, err := jwt.NewWithClaims(jwt.SigningMethodRS256, jwt.MapClaims{
		"iss": variables["LINEWORKS_CLIENT_ID"], "sub": variables["LINEWORKS_SERVICE_ACCOUNT"],
		"iat": now.Unix(), "exp": now.Add(time.Minute).Unix(),
	}).SignedString(private)
	if err != nil {
		t.Fatal(err)
	}
	form := url.Values{
		"grant_type": {"urn:ietf:params:oauth:grant-type:jwt-bearer"}, "assertion": {assertion}, "scope": {"bot"},
		"client_id": {variables["LINEWORKS_CLIENT_ID"]}, "client_secret": {variables["LINEWORKS_CLIENT_SECRET"]},
	}
	status, body := request(t, http.MethodPost, variables["LINEWORKS_AUTH_URL"]+"/token", "", form.Encode())
	found := regexp.MustCompile(`"access_token":"([^"]+)"`).FindStringSubmatch(body)
	if status != http.StatusOK || found == nil {
		t.Fatalf("got status %d, want 200 and an access token", status)
	}
	return found[1]
}

func TestRun_serves(t *testing.T) {
	t.Parallel()
	env := filepath.Join(t.TempDir(), "it's env")
	out, stop := running(t, "-env", env, "-seed", "testdata/seed.json", "-log", "-quirk", "bot-id-string",
		"-quirk", "all-domains-empty", "-rate", "7", "-window", "10s", "-latency", "1ns", "-page-size", "1")
	variables := sourced(t, env)
	token := signIn(t, variables)
	status, body := request(t, http.MethodGet, variables["LINEWORKS_API_URL"]+"/bots/2000002", token, "")
	if status != http.StatusOK || !strings.Contains(body, `"botId":"2000002"`) || !strings.Contains(body, `"allowDomains":[]`) {
		t.Errorf("got status %d and %s, want 200 and the bot as the quirks have it", status, body)
	}
	status, body = request(t, http.MethodGet, variables["LINEWORKS_API_URL"]+"/bots", token, "")
	if status != http.StatusOK || strings.Count(body, `"botId"`) != 1 || strings.Contains(body, `"nextCursor":null`) {
		t.Errorf("got status %d and %s, want 200 and 1 of the 2 bots", status, body)
	}
	if status, body := request(t, http.MethodGet, variables["LINEWORKS_API_URL"]+"/nothing", token, ""); status != http.StatusNotFound || !strings.Contains(body, "Api not exists") {
		t.Errorf("got status %d and %s, want 404 and \"Api not exists\"", status, body)
	}
	request(t, http.MethodPatch, variables["LINEWORKS_API_URL"]+"/bots/2000002", token, `{"colour":1,"colour":2}`)
	out.waitFor(t, `PATCH /bots/2000002 200 \d+ms unknown properties \["colour"\] duplicate keys \["colour"\]`)
	if code := stop(); code != 0 {
		t.Errorf("got exit status %d, want 0", code)
	}
	text := out.String()
	for _, want := range []string{"with 2 bot(s)", "POST /token 200", "GET /bots/2000002 200", "Stopping."} {
		if !strings.Contains(text, want) {
			t.Errorf("got the output %s, want it to contain %q", text, want)
		}
	}
	for _, secret := range []string{token, variables["LINEWORKS_CLIENT_SECRET"]} {
		if strings.Contains(text, secret) {
			t.Error("got a secret in the output, want none")
		}
	}
}

// TestRun_uploads sends a file where the API says.
func TestRun_uploads(t *testing.T) {
	t.Parallel()
	env := filepath.Join(t.TempDir(), "env")
	out, _ := running(t, "-env", env, "-seed", "testdata/seed.json", "-log")
	variables := sourced(t, env)
	token := signIn(t, variables)
	attachments := variables["LINEWORKS_API_URL"] + "/bots/2000001/attachments"
	status, body := request(t, http.MethodPost, attachments, token, `{"fileName":"a.txt"}`)
	found := regexp.MustCompile(`"uploadUrl":"([^"]+)"`).FindStringSubmatch(body)
	if status != http.StatusOK || found == nil || !strings.HasPrefix(found[1], strings.TrimSuffix(variables["LINEWORKS_API_URL"], mockserver.APIPath)) {
		t.Fatalf("got status %d and %s, want 200 and an address of the mock for the upload", status, body)
	}
	const form = "--b\r\nContent-Disposition: form-data; name=\"Filedata\"; filename=\"a.txt\"\r\n\r\nhello\r\n--b--\r\n"
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, found[1], strings.NewReader(form))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "multipart/form-data; boundary=b")
	r.Header.Set("Authorization", "Bearer "+token)
	resp, err := (&http.Client{Transport: &http.Transport{DisableKeepAlives: true}}).Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	if text, err := io.ReadAll(resp.Body); err != nil || !strings.Contains(string(text), `"fileSize":5`) {
		t.Errorf("got status %d, %s and the error %v, want the size of the file", resp.StatusCode, text, err)
	}
	out.waitFor(t, `POST /upload/\S+ 200 \d+ms "a.txt" of 5 bytes`)
}

// TestRun_page opens the page at the address that the command prints. An open page must not
// keep the command from stopping.
func TestRun_page(t *testing.T) {
	t.Parallel()
	out, stop := running(t, "-seed", "testdata/seed.json", "-callback-remote", "-callback", "https://bots.example.com=http://192.0.2.1:3000")
	address := out.waitFor(t, `page: +(\S+/)\n`)
	if status, body := request(t, http.MethodGet, address, "", ""); status != http.StatusOK || !strings.Contains(body, `href="/?bot=2000002"`) {
		t.Errorf("got status %d and %s, want 200 and the bots of the seed", status, body)
	}
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address+"preview/events?version=none", http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	stream, err := (&http.Client{Transport: &http.Transport{DisableKeepAlives: true}}).Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = stream.Body.Close() }()
	if code := stop(); code != 0 {
		t.Errorf("got exit status %d with an open page, want 0", code)
	}
	if events, err := io.ReadAll(stream.Body); err != nil || !strings.Contains(string(events), "data: all") {
		t.Errorf("got the events %q and the error %v, want that all has changed", events, err)
	}
}

// TestRun_pageHost opens the page under other names than that of -address.
func TestRun_pageHost(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		args []string
		host string
		want int
	}{
		"a name":                        {nil, "evil.example.com", http.StatusForbidden},
		"an address":                    {nil, "192.0.2.1", http.StatusForbidden},
		"a name, on every interface":    {[]string{"-address", "0.0.0.0:0", "-allow-remote"}, "evil.example.com", http.StatusForbidden},
		"address, on every interface":   {[]string{"-address", ":0", "-allow-remote"}, "192.0.2.1", http.StatusOK},
		"localhost, on every interface": {[]string{"-address", ":0", "-allow-remote"}, "localhost", http.StatusOK},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			out, _ := running(t, test.args...)
			r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, out.waitFor(t, `page: +(\S+/)\n`), http.NoBody)
			if err != nil {
				t.Fatal(err)
			}
			r.Host = test.host
			resp, err := (&http.Client{Transport: &http.Transport{DisableKeepAlives: true}}).Do(r)
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = resp.Body.Close() }()
			if resp.StatusCode != test.want {
				t.Errorf("got status %d, want %d", resp.StatusCode, test.want)
			}
		})
	}
}

// TestRun_withoutFlags sees that a plain start is enough, and leaves nothing.
func TestRun_withoutFlags(t *testing.T) {
	t.Parallel()
	out, stop := running(t)
	env := out.waitFor(t, `\. '(.+)'`)
	variables := sourced(t, env)
	for _, file := range []string{env, variables["LINEWORKS_PRIVATE_KEY_FILE"]} {
		if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: got %v and the error %v, want a file for its owner alone", file, info, err)
		}
	}
	if status, _ := request(t, http.MethodGet, variables["LINEWORKS_API_URL"]+"/bots", signIn(t, variables), ""); status != http.StatusOK {
		t.Errorf("got status %d, want 200", status)
	}
	if code := stop(); code != 0 {
		t.Errorf("got exit status %d, want 0", code)
	}
	if _, err := os.Stat(filepath.Dir(env)); !os.IsNotExist(err) {
		t.Errorf("got the directory after the end (error %v), want none", err)
	}
}

func TestRun_keepsTheKey(t *testing.T) {
	t.Parallel()
	key := filepath.Join(t.TempDir(), "private.key")
	_, stop := running(t, "-key", key)
	stop()
	first, err := os.ReadFile(key)
	if err != nil {
		t.Fatal(err)
	}
	out, stop := running(t, "-key", key)
	if stop(); !strings.Contains(out.String(), "Add -env FILE") {
		t.Errorf("got the output %s, want the advice to add -env", out)
	}
	second, err := os.ReadFile(key)
	if err != nil || !bytes.Equal(first, second) {
		t.Errorf("got another key (error %v), want the same", err)
	}
}

func TestRun_refuses(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	bad := filepath.Join(dir, "bad")
	if err := os.WriteFile(bad, []byte("nonsense"), 0o600); err != nil {
		t.Fatal(err)
	}
	key := filepath.Join(dir, "key")
	if _, err := writeKey(key); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(filepath.Join(dir, "slot.crt"), 0o700); err != nil {
		t.Fatal(err)
	}
	for name, test := range map[string]struct {
		args []string
		code int
		says string
	}{
		"unknown flag":     {[]string{"-nonsense"}, 2, "-nonsense"},
		"an argument":      {[]string{"serve"}, 2, `unexpected argument "serve"`},
		"unknown quirk":    {[]string{"-quirk", "nonsense"}, 2, "all-domains-zero"},
		"every interface":  {[]string{"-address", ":8787"}, 2, "-allow-remote"},
		"another machine":  {[]string{"-address", "example.com:8787"}, 2, "-allow-remote"},
		"no port":          {[]string{"-address", "127.0.0.1"}, 2, "-address"},
		"negative rate":    {[]string{"-rate", "-1"}, 2, "-rate"},
		"no page":          {[]string{"-page-size", "0"}, 2, "-page-size"},
		"no window":        {[]string{"-window", "0s"}, 2, "-window"},
		"bad key":          {[]string{"-key", bad}, 1, "no PEM"},
		"key a directory":  {[]string{"-key", dir}, 1, "key"},
		"key nowhere":      {[]string{"-key", filepath.Join(dir, "no", "key")}, 1, "key"},
		"no seed":          {[]string{"-key", key, "-seed", filepath.Join(dir, "none")}, 1, "seed"},
		"bad seed":         {[]string{"-key", key, "-seed", bad}, 1, "no JSON object"},
		"env nowhere":      {[]string{"-key", key, "-env", filepath.Join(dir, "no", "env"), "-address", "127.0.0.1:0"}, 1, "env"},
		"address in use":   {[]string{"-key", key, "-address", "127.0.0.1:1", "-allow-remote"}, 1, "cannot listen"},
		"no domain":        {[]string{"-domains", "10000001,x"}, 2, `"x" is no domain id`},
		"certificate":      {[]string{"-key", filepath.Join(dir, "slot"), "-tls", "-address", "127.0.0.1:0"}, 1, "certificate"},
		"no such address":  {[]string{"-key", key, "-address", "192.0.2.1:0", "-allow-remote"}, 1, "cannot listen"},
		"malformed number": {[]string{"-rate", "many"}, 2, "-rate"},
		"no callback base": {[]string{"-callback", "https://bots.example.com"}, 2, "http://127.0.0.1:3000"},
		"callback by http": {[]string{"-callback", "http://bots.example.com=http://127.0.0.1:3000"}, 2, "https"},
		"remote callback":  {[]string{"-callback", "https://bots.example.com=http://192.0.2.1:3000"}, 2, "not an address of this machine"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if name == "address in use" {
				out, _ := running(t)
				test.args[3] = strings.TrimPrefix(out.waitFor(t, `API base: +(\S+)/v1.0`), "http://")
			}
			var stdout, stderr bytes.Buffer
			if code := run(t.Context(), test.args, &stdout, &stderr); code != test.code || !strings.Contains(stderr.String(), test.says) {
				t.Errorf("got exit status %d and %s, want %d and %q", code, stderr.String(), test.code, test.says)
			}
			if stdout.Len() > 0 {
				t.Errorf("got the output %s, want none", stdout.String())
			}
		})
	}
}

func TestRun_help(t *testing.T) {
	t.Parallel()
	var stdout, stderr bytes.Buffer
	if code := run(t.Context(), []string{"-help"}, &stdout, &stderr); code != 0 || stderr.Len() > 0 {
		t.Errorf("got exit status %d and %s, want 0 and no error", code, stderr.String())
	}
	for _, want := range []string{"-seed file", "-window time\n", "time that a window lasts", `"persistentMenu"`, `"orgUnits"`, "directory.read", "-allow-remote", "127.0.0.1:8787"} {
		if !strings.Contains(stdout.String(), want) {
			t.Errorf("got a help without %q, want it", want)
		}
	}
	lines := strings.Split(stdout.String(), "\n")
	for _, name := range mockserver.PositionNames() {
		if !slices.ContainsFunc(lines, func(line string) bool { return regexp.MustCompile(`^  ` + name + ` +\S.*: \S`).MatchString(line) }) {
			t.Errorf("got a help without a line for the quirk %s, want one", name)
		}
	}
}

// TestSettings_bounded wants a limit for all that grows with the requests.
func TestSettings_bounded(t *testing.T) {
	t.Parallel()
	s, err := readSettings(nil, io.Discard, io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	if s.options.KeepRequests <= 0 || s.options.KeepMessages <= 0 || s.options.KeepFiles <= 0 {
		t.Errorf("got %d requests, %d messages and %d bytes of files kept, want limits", s.options.KeepRequests, s.options.KeepMessages, s.options.KeepFiles)
	}
}

// TestRun_quirkTable compares QUIRKS.md with the data that it is made from.
func TestRun_quirkTable(t *testing.T) {
	t.Parallel()
	var stdout, stderr bytes.Buffer
	if code := run(t.Context(), []string{"-quirk-table"}, &stdout, &stderr); code != 0 || stderr.Len() > 0 {
		t.Errorf("got exit status %d and %s, want 0 and no error", code, stderr.String())
	}
	want, err := os.ReadFile("QUIRKS.md")
	if err != nil {
		t.Fatal(err)
	}
	if stdout.String() != string(want) {
		t.Error("QUIRKS.md is out of date: run make docs, and commit what it changes")
	}
}

func TestHostOf(t *testing.T) {
	t.Parallel()
	for address, want := range map[string]string{
		"0.0.0.0:80": "127.0.0.1:80", "[::]:80": "127.0.0.1:80", "[::1]:80": "[::1]:80", "192.0.2.7:80": "192.0.2.7:80",
	} {
		if got := hostOf(fakeAddr(address)); got != want {
			t.Errorf("%s is %s, want %s", address, got, want)
		}
	}
}

type fakeAddr string

func (fakeAddr) Network() string  { return "tcp" }
func (a fakeAddr) String() string { return string(a) }
