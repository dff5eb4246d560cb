// SPDX-License-Identifier: MPL-2.0

package e2e_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
)

// colleague is the ID of one of 120 people.
func colleague(i int) string {
	return fmt.Sprintf("%08x-5c0f-4f0a-9d4e-03a1f7c2b901", 0xa1000000+i%120*7919)
}

// colleagues are n of them, from one on.
func colleagues(from, n int) []string {
	ids := make([]string, n)
	for i := range ids {
		ids[i] = colleague(from + i)
	}
	return ids
}

// botNames are names that cannot be taken as they are for an identifier or a file.
var botNames = []string{
	"Reception", "reception", "受付", "受付Bot 2号", "👩‍👩‍👧", "!!!", "24/7 Support", "CON", "price override", "imports",
	"Ａ棟", "안내 데스크", "true", "Überstunden-Meldung", "a\u0301 decomposed", "\u00e1 decomposed", strings.Repeat("とても長い名前", 14), "${name} %{if}",
}

// officeTenant is a tenant of 40 bots and 120 people, as a company would have it: a few
// administrators for all bots, members, menus of both kinds, and most settings as they came.
func officeTenant() ([]byte, map[string]int) {
	want := map[string]int{}
	var bots []object
	for i := range 40 {
		odd, text := oddities[i%len(oddities)], lines[i%len(lines)]
		bot := object{
			"botId": 2000001 + i, "botName": botNames[i%len(botNames)], "photoUrl": "https://static.example.com/desk.png",
			"description": text, "administrators": colleagues(i%3, 1+i%3),
		}
		callback(bot, i)
		byLanguage(bot, odd, text, i)
		bot["domains"] = []object{{"domainId": 10000001, "visible": true}}
		want["bot_domain"]++
		if i%5 == 0 {
			members := colleagues(i, 1+i)
			bot["domains"] = []object{{"domainId": 10000001}, {"domainId": 10000002, "allowToSelectedMember": true, "members": members}}
			want["bot_domain"]++
			want["bot_domain_member"] += len(members)
		}
		switch i % 3 {
		case 0:
			bot["persistentMenu"] = object{"content": object{"actions": buttons(odd, text, 1+i%4)}}
			want["persistent_menu"]++
		case 1:
			richMenus(bot, odd, text, i, want)
			bot["userRichmenus"] = []object{
				{"userId": colleague(i), "richmenuId": bot["defaultRichmenuId"]}, {"userId": colleague(i + 1), "richmenuId": bot["defaultRichmenuId"]},
			}
			want["default_rich_menu"]++
			want["user_rich_menu"] += 2
		}
		bots = append(bots, bot)
		want["bot"]++
	}
	seed, err := json.Marshal(object{"domains": []int{10000001, 10000002}, "bots": bots})
	if err != nil {
		panic(err)
	}
	return seed, want
}

// buildExport compiles lineworks-export and returns the path of the program.
func buildExport(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "lineworks-export")
	if out, err := exec.CommandContext(t.Context(), "go", "build", "-buildvcs=false", "-o", path, "../cmd/lineworks-export").CombinedOutput(); err != nil {
		t.Fatalf("building lineworks-export: %s\n%s", err, out)
	}
	return path
}

// TestExport writes a tenant out as a user does, and brings it under Terraform's
// management with what was written.
func TestExport(t *testing.T) {
	t.Parallel()
	w := newWorkspace(t, nil, func(o *mockserver.Options) { o.MaxPageSize = 7 })
	seed, want := officeTenant()
	if err := w.api.Load(bytes.NewReader(seed)); err != nil {
		t.Fatal(err)
	}
	program := buildExport(t)
	export := func(args ...string) string {
		t.Helper()
		cmd := exec.CommandContext(t.Context(), program, args...)
		cmd.Env = w.env
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Fatalf("lineworks-export %s: %s\n%s", strings.Join(args, " "), err, out)
		}
		return string(out)
	}
	out := export("-out", w.Dir, "-user-menus")
	total := 0
	for _, n := range want {
		total += n
	}
	if summary := fmt.Sprintf("40 bots, and with all that belongs to them %d objects to import", total); !strings.Contains(out, summary) {
		t.Errorf("got the output\n%s\nwant it to say %q", out, summary)
	}
	onlyReads(t, w)
	again := t.TempDir()
	export("-out", again, "-user-menus")
	sameFiles(t, w.Dir, again)
	noIDs(t, w.Dir)

	w.must("fmt", "-check", "-diff")
	w.must("validate", "-no-color")
	w.counts()
	planned := w.plan(true, "-out=plan")
	if summary := fmt.Sprintf("Plan: %d to import, 0 to add, 0 to change, 0 to destroy.", total); !strings.Contains(planned, summary) {
		t.Errorf("got the plan\n%s\nwant it to say %q", lastLines(planned), summary)
	}
	if _, warnings, warned := strings.Cut(strings.Replace(planned, "Warning: Provider development overrides", "", 1), "Warning: "); warned {
		t.Errorf("got a plan with warnings, want none:\n%s", warnings)
	}
	w.must("apply", "-input=false", "-no-color", "plan")
	w.plan(false)
	onlyReads(t, w)
	if err := os.Remove(filepath.Join(w.Dir, "imports.tf")); err != nil {
		t.Fatal(err)
	}
	w.plan(false)
}

// onlyReads checks that nothing was written to the tenant.
func onlyReads(t *testing.T, w *workspace) {
	t.Helper()
	for operation := range w.counts() {
		if method, _, _ := strings.Cut(operation, " "); method != "GET" && operation != token {
			t.Errorf("got a request %s, want only reads", operation)
		}
	}
}

// sameFiles checks that two folders have the same configuration.
func sameFiles(t *testing.T, a, b string) {
	t.Helper()
	left, right := configuration(t, a), configuration(t, b)
	if len(left) != len(right) || len(left) != 40+3 {
		t.Errorf("got %d and %d files, want 43 each", len(left), len(right))
	}
	for name, content := range left {
		if right[name] != content {
			t.Errorf("%s differs in the second export", name)
		}
	}
}

// configuration has the configuration files of a folder by their name.
func configuration(t *testing.T, dir string) map[string]string {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(dir, "*.tf"))
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	for _, name := range names {
		content, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		files[filepath.Base(name)] = string(content)
	}
	return files
}

// managedID is an ID of one of the bots or rich menus.
var managedID = regexp.MustCompile(`\b(20000\d\d|40\d\d\d)\b`)

// noIDs checks that no file but that of the imports has an ID of something that is managed.
func noIDs(t *testing.T, dir string) {
	t.Helper()
	for name, content := range configuration(t, dir) {
		if found := managedID.FindString(content); found != "" && name != "imports.tf" {
			t.Errorf("%s has the ID %s, want a reference", name, found)
		}
	}
}
