// SPDX-License-Identifier: MPL-2.0

package e2e_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/localmirror"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfcli"
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

// officeTenant is a tenant of n bots and 120 people, as a company would have it: a few
// administrators for all bots, members, menus of both kinds, and most settings as they came.
func officeTenant(n int) ([]byte, map[string]int) {
	want := map[string]int{}
	var bots, people []object
	for i := range 120 {
		people = append(people, object{"userId": colleague(i), "email": fmt.Sprintf("colleague.%d@example.com", i)})
	}
	for i := range n {
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
	seed, err := json.Marshal(object{
		"app": object{"scopes": []string{"bot", "user.email.read"}}, "domains": []int{10000001, 10000002}, "users": people, "bots": bots,
	})
	if err != nil {
		panic(err)
	}
	return seed, want
}

// programs are lineworks-export, and a folder in which init finds the provider. Both are built
// once, beside the provider of all tests.
var programs = sync.OnceValues(func() (export string, err error) {
	if err := (localmirror.Mirror{Dir: mirrorDir()}).Install(context.Background(), "0.1.1"); err != nil {
		return "", err
	}
	export = filepath.Join(providerDir, "export", "lineworks-export")
	if out, err := exec.Command("go", "build", "-buildvcs=false", "-o", export, "../cmd/lineworks-export").CombinedOutput(); err != nil {
		return "", fmt.Errorf("building lineworks-export: %w\n%s", err, out)
	}
	return export, nil
})

func mirrorDir() string { return filepath.Join(providerDir, "mirror") }

// TestExport writes a tenant out as a user does, and brings it under Terraform's
// management with what was written.
func TestExport(t *testing.T) {
	t.Parallel()
	w, out, want := exported(t, 40, mockserver.Quirks{}, "-user-menus")
	if summary := fmt.Sprintf("40 bots, and with all that belongs to them %d objects to import", want); !strings.Contains(out, summary) {
		t.Errorf("got the output\n%s\nwant it to say %q", out, summary)
	}
	if names := configuration(t, w.Dir); len(names) != 40+3 {
		t.Errorf("got %d files, want one for each of 40 bots, and 3", len(names))
	}
	w.must("fmt", "-check", "-diff")
	w.must("init", "-input=false", "-no-color")
	w.must("validate", "-no-color")
	importAll(w, want)
	if err := os.Remove(filepath.Join(w.Dir, "imports.tf")); err != nil {
		t.Fatal(err)
	}
	w.plan(false)
}

// TestExport_forms writes tenants out whose responses have the forms that they may have.
func TestExport_forms(t *testing.T) {
	t.Parallel()
	for name, quirks := range responseForms {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w, _, want := exported(t, 9, quirks, "-user-menus")
			w.must("init", "-input=false", "-no-color")
			importAll(w, want)
		})
	}
}

// exported starts a tenant of n bots and writes it out into the folder of a workspace whose init
// finds the provider. It returns the output, and how many objects there are to import.
func exported(t *testing.T, n int, quirks mockserver.Quirks, args ...string) (w *workspace, out string, want int) {
	t.Helper()
	program, err := programs()
	if err != nil {
		t.Fatal(err)
	}
	w = newWorkspace(t, nil, func(o *mockserver.Options) { o.MaxPageSize, o.Quirks = 7, quirks })
	folder, err := tfcli.NewMirrorWorkspace(cli, mirrorDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = folder.Close() })
	w.Workspace = folder
	seed, counts := officeTenant(n)
	if err := w.api.Load(bytes.NewReader(seed)); err != nil {
		t.Fatal(err)
	}
	for _, n := range counts {
		want += n
	}
	export := func(dir string) string {
		cmd := exec.CommandContext(t.Context(), program, append(args, "-out", dir)...)
		cmd.Env = w.env
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Fatalf("lineworks-export: %s\n%s", err, out)
		}
		return string(out)
	}
	out = export(w.Dir)
	again := t.TempDir()
	export(again)
	sameFiles(t, w.Dir, again)
	noIDs(t, w.Dir)
	onlyReads(w)
	return w, out, want
}

// importAll plans and applies, and checks that this imports so many objects and changes nothing.
func importAll(w *workspace, want int) {
	w.t.Helper()
	planned := w.plan(true, "-out=plan")
	if summary := fmt.Sprintf("Plan: %d to import, 0 to add, 0 to change, 0 to destroy.", want); !strings.Contains(planned, summary) {
		w.t.Errorf("got the plan\n%s\nwant it to say %q", lastLines(planned), summary)
	}
	if strings.Contains(planned, "Warning: ") {
		w.t.Errorf("got a plan with warnings, want none:\n%s", planned)
	}
	w.must("apply", "-input=false", "-no-color", "plan")
	w.plan(false)
	onlyReads(w)
}

// onlyReads checks that nothing was written to the tenant.
func onlyReads(w *workspace) {
	w.t.Helper()
	for operation := range w.counts() {
		if method, _, _ := strings.Cut(operation, " "); method != "GET" && operation != token {
			w.t.Errorf("got a request %s, want only reads", operation)
		}
	}
}

// sameFiles checks that two folders have the same configuration.
func sameFiles(t *testing.T, a, b string) {
	t.Helper()
	left, right := configuration(t, a), configuration(t, b)
	if len(left) != len(right) {
		t.Errorf("got %d and %d files, want as many", len(left), len(right))
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

// TestExport_emails has people looked up by their e-mail addresses, so that no file has the ID of
// a contact, and the keys of members come from a data source.
func TestExport_emails(t *testing.T) {
	t.Parallel()
	w, _, want := exported(t, 8, mockserver.Quirks{}, "-emails", "-user-menus")
	files := configuration(t, w.Dir)
	for name, content := range files {
		if found := regexp.MustCompile(`administrators *= .*"`).FindString(content); found != "" {
			t.Errorf("%s has %s, want references", name, found)
		}
	}
	if email := `data.lineworks_users.people.user_ids["colleague.1@example.com"]`; !strings.Contains(files["locals.tf"], email) {
		t.Errorf("got locals.tf\n%s\nwant %s", files["locals.tf"], email)
	}
	w.must("fmt", "-check", "-diff")
	w.must("init", "-input=false", "-no-color")
	w.must("validate", "-no-color")
	importAll(w, want)
}
