// SPDX-License-Identifier: MPL-2.0

package export_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclparse"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/hashicorp/hcl/v2/hclwrite"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/acctest"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/export"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/memnet"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/provider"
)

type object = map[string]any

// desk is a bot with nothing but what a bot needs.
func desk(id int, name string, more object) object {
	bot := object{"botId": id, "botName": name, "photoUrl": "https://static.example.com/a.png", "description": "Answers.", "administrators": []string{"u1"}}
	maps.Copy(bot, more)
	return bot
}

// richMenu is a rich menu with one area.
func richMenu(id, name string) object {
	return object{
		"richmenuId": id, "richmenuName": name, "size": object{"width": 2500, "height": 843},
		"areas": []object{{"bounds": object{"x": 0, "y": 0, "width": 2500, "height": 843}, "action": object{"type": "uri", "uri": "https://example.com"}}},
	}
}

// fixture is a tenant and a client of it.
type fixture struct {
	*acctest.Tenant

	client *lineworks.Client
}

// newFixture returns a tenant that has the bots.
func newFixture(t *testing.T, bots []object, change ...func(*mockserver.Options)) *fixture {
	t.Helper()
	return newSeeded(t, object{"bots": bots}, change...)
}

func newSeeded(t *testing.T, tenantSeed object, change ...func(*mockserver.Options)) *fixture {
	t.Helper()
	tenant := acctest.NewInMemory(t, change...)
	seed, err := json.Marshal(tenantSeed)
	if err != nil {
		t.Fatal(err)
	}
	if err := tenant.API.Load(strings.NewReader(string(seed))); err != nil {
		t.Fatal(err)
	}
	f := &fixture{Tenant: tenant}
	f.connect(t)
	return f
}

// connect makes a client with the variables of the tenant.
func (f *fixture) connect(t *testing.T) {
	t.Helper()
	program := provider.Program{
		UserAgent: "lineworks-export/test", Getenv: func(name string) string { return f.Variables[name] },
		Transport: memnet.Serve(t, f.API), WaitNotice: func(context.Context, lineworks.Wait) {},
	}
	client, err := program.Client()
	if err != nil {
		t.Fatal(err)
	}
	f.client = client
}

// run exports into a new folder, and checks what holds for every export: it reads only, and
// the files are formatted and have no ID that is managed.
func (f *fixture) run(t *testing.T, o export.Options) (files map[string]string, report *export.Report) {
	t.Helper()
	if o.Dir == "" {
		o.Dir = filepath.Join(t.TempDir(), "out")
	}
	report, err := export.Run(t.Context(), f.client, o)
	if err != nil {
		t.Fatal(err)
	}
	if n := f.Writes(); n > 0 {
		t.Errorf("got %d requests that change the tenant, want none", n)
	}
	files = contents(t, o.Dir)
	for name, content := range files {
		if filepath.Ext(name) != ".tf" {
			continue
		}
		parse(t, name, content)
		if formatted := hclwrite.Format([]byte(content)); string(formatted) != content {
			t.Errorf("%s is not formatted:\n%s", name, content)
		}
		for _, bot := range f.API.Bots() {
			if id := fmt.Sprint(bot.BotID); name != "imports.tf" && strings.Contains(content, id) {
				t.Errorf("%s has the ID of bot %s, want a reference:\n%s", name, id, content)
			}
		}
	}
	return files, report
}

// contents are the files of a folder by name.
func contents(t *testing.T, dir string) map[string]string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	for _, entry := range entries {
		content, err := os.ReadFile(filepath.Join(dir, entry.Name()))
		if err != nil {
			t.Fatal(err)
		}
		files[entry.Name()] = string(content)
	}
	return files
}

func parse(t *testing.T, name, content string) *hclsyntax.Body {
	t.Helper()
	file, diags := hclparse.NewParser().ParseHCL([]byte(content), name)
	if diags.HasErrors() {
		t.Fatalf("%s cannot be parsed: %s\n%s", name, diags, content)
	}
	body, ok := file.Body.(*hclsyntax.Body)
	if !ok {
		t.Fatalf("%s: got a %T", name, file.Body)
	}
	return body
}

// blocks are the blocks of a file by type and labels, such as "resource lineworks_bot reception".
func blocks(t *testing.T, name, content string) map[string]*hclsyntax.Block {
	t.Helper()
	all := map[string]*hclsyntax.Block{}
	for _, b := range parse(t, name, content).Blocks {
		all[strings.Join(append([]string{b.Type}, b.Labels...), " ")] = b
	}
	return all
}

// value is the value of an attribute that refers to nothing.
func value(t *testing.T, b *hclsyntax.Block, name string) string {
	t.Helper()
	attribute := b.Body.Attributes[name]
	if attribute == nil {
		t.Fatalf("%s has no %s", b.Labels, name)
	}
	v, diags := attribute.Expr.Value(&hcl.EvalContext{})
	if diags.HasErrors() {
		t.Fatalf("%s: %s", name, diags)
	}
	return v.AsString()
}

// written fails the test unless the file has the lines, in this order.
func written(t *testing.T, files map[string]string, name string, want ...string) {
	t.Helper()
	rest, ok := files[name]
	if !ok {
		t.Fatalf("there is no file %s, but %q", name, slices.Sorted(maps.Keys(files)))
	}
	for _, line := range want {
		_, after, found := strings.Cut(rest, line+"\n")
		if !found {
			t.Fatalf("got %s\n%s\nwant the line %q (in this order)", name, files[name], line)
		}
		rest = after
	}
}

func TestRun_defaults(t *testing.T) {
	t.Parallel()
	f := newFixture(t, []object{desk(2000001, "Desk", nil)})
	files, report := f.run(t, export.Options{})
	want := map[string]string{
		"desk.tf": `resource "lineworks_bot" "desk" {
  bot_name       = "Desk"
  description    = "Answers."
  photo_url      = "https://static.example.com/a.png"
  administrators = ["u1"]
}
`,
		"imports.tf": `import {
  to = lineworks_bot.desk
  id = "2000001"
}
`,
		"providers.tf": files["providers.tf"],
	}
	if !maps.Equal(files, want) {
		t.Errorf("got the files %q, want %q", files, want)
	}
	written(t, files, "providers.tf", `      source  = "terraform-lineworks/lineworks"`, `provider "lineworks" {}`)
	if report.Bots != 1 || report.Imports != 1 || !slices.Equal(report.Files, slices.Sorted(maps.Keys(want))) {
		t.Errorf("got the report %+v, want one bot and one import", report)
	}
}

// TestRun_version checks that the version of the provider is limited as in the documentation.
func TestRun_version(t *testing.T) {
	t.Parallel()
	example, err := os.ReadFile(filepath.Join("..", "..", "examples", "provider", "provider.tf"))
	if err != nil {
		t.Fatal(err)
	}
	version := regexp.MustCompile(`version = ".*"`)
	files, _ := newFixture(t, []object{desk(2000001, "Desk", nil)}).run(t, export.Options{})
	if got, want := version.FindString(files["providers.tf"]), version.FindString(string(example)); got != want || want == "" {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestRun_everything(t *testing.T) {
	t.Parallel()
	menu, second := richMenu("40001", "Main"), richMenu("40002", "Main")
	second["size"] = object{"width": 2500, "height": 1686}
	f := newFixture(t, []object{
		desk(2000001, "Desk", object{
			"administrators": []string{"u3", "u1"}, "subadministrators": []string{"u2"}, "allowDomains": []int{10000002, 10000001},
			"enableCallback": true, "callbackUrl": "https://example.com/c", "callbackEvents": []string{"text", "file"}, "channelEvents": []string{"message", "begin"},
			"enableGroupJoin": true, "i18nBotNames": []object{{"language": "ja_JP", "botName": "受付"}},
			"richmenus": []object{menu, second}, "defaultRichmenuId": "40002",
			"userRichmenus": []object{{"userId": "u2", "richmenuId": "40001"}, {"userId": "u1", "richmenuId": "40001"}},
			"domains": []object{
				{"domainId": 10000002, "allowToSelectedMember": true, "members": []string{"u2", "u1"}}, {"domainId": 10000001, "visible": true},
			},
		}),
		desk(2000002, "Menu", object{"persistentMenu": object{"content": object{"actions": []object{
			{"type": "message", "label": "Help", "text": "Help", "i18nLabels": []object{{"language": "ko_KR", "label": "도움"}}}, {"type": "copy", "label": "Copy", "copyText": "abc"},
		}}}}),
	})
	files, report := f.run(t, export.Options{UserMenus: true})
	written(t, files, "desk.tf",
		`  administrators    = [local.people.user_u1, "u3"]`, `  subadministrators = [local.people.user_u2]`,
		`  allow_domains     = ["10000001", "10000002"]`, `  enable_callback   = true`, `  callback_url      = "https://example.com/c"`,
		`  callback_events   = ["file", "text"]`, `  channel_events    = ["begin", "message"]`, `  enable_group_join = true`,
		`  i18n_bot_names    = { ja_JP = "受付" }`,
		`resource "lineworks_rich_menu" "desk_main" {`, `  bot_id         = lineworks_bot.desk.bot_id`, `  size           = { height = 843 }`,
		`      bounds = { x = 0, y = 0, width = 2500, height = 843 }`, `        uri  = "https://example.com"`, `    create_before_destroy = true`,
		`resource "lineworks_rich_menu" "desk_main_2" {`,
		`  desk_main_users = toset([local.people.user_u1, local.people.user_u2])`,
		`resource "lineworks_user_rich_menu" "desk_main" {`, `  for_each = local.desk_main_users`, `  rich_menu_id = lineworks_rich_menu.desk_main.rich_menu_id`, `  user_id      = each.key`,
		`resource "lineworks_default_rich_menu" "desk" {`, `  rich_menu_id = lineworks_rich_menu.desk_main_2.rich_menu_id`,
		`resource "lineworks_bot_domain" "desk_domain_10000001" {`, `  visible   = true`,
		`resource "lineworks_bot_domain" "desk_domain_10000002" {`, `  allow_to_selected_member = true`,
		`resource "lineworks_bot_domain_member" "desk_domain_10000002" {`, `  domain_id = lineworks_bot_domain.desk_domain_10000002.domain_id`)
	written(t, files, "menu.tf", `resource "lineworks_persistent_menu" "menu" {`, `      type        = "message"`, `      label       = "Help"`,
		`      i18n_labels = { ko_KR = "도움" }`, `    },`, `      copy_text = "abc"`)
	written(t, files, "locals.tf", `    user_u1 = "u1"`, `    user_u2 = "u2"`)
	written(t, files, "imports.tf", `  for_each = local.desk_main_users`, `  to       = lineworks_user_rich_menu.desk_main[each.key]`, `  id       = "2000001/${each.key}"`,
		`  id       = "2000001/10000002/${each.key}"`, `  id = "2000002"`)
	if report.Imports != 12 {
		t.Errorf("got %d imports, want 2 bots, 3 menus, a default, 2 registrations, 2 members and 2 menus of users", report.Imports)
	}
	for _, absent := range []string{"null", "{}", "[]", "false"} {
		if strings.Contains(files["desk.tf"]+files["menu.tf"], absent) {
			t.Errorf("got %s in the files, want nothing that is a default", absent)
		}
	}
}

// TestRun_openDomain checks that the members of a registration for everyone are not asked for,
// and that members of one that was opened since are left out.
func TestRun_openDomain(t *testing.T) {
	t.Parallel()
	const operation = "GET /bots/{botId}/domains/{domainId}/members"
	f := newFixture(t, []object{desk(2000001, "Desk", object{"domains": []object{{"domainId": 10000001}}})})
	f.run(t, export.Options{})
	if n := f.API.Count(operation); n != 0 {
		t.Errorf("got %d requests for members, want none", n)
	}
	f = newFixture(t, []object{desk(2000001, "Desk", object{"domains": []object{{"domainId": 10000001, "allowToSelectedMember": true, "members": []string{"u1"}}}})})
	f.API.Fail(mockserver.Fault{Operation: operation, Status: http.StatusOK, ContentType: "application/json", Body: `{"members":"All users","responseMetaData":{"nextCursor":null}}`})
	files, _ := f.run(t, export.Options{})
	if strings.Contains(files["desk.tf"], "lineworks_bot_domain_member") {
		t.Errorf("got members, want none:\n%s", files["desk.tf"])
	}
}

// TestRun_attention checks that what the provider would refuse is reported.
func TestRun_attention(t *testing.T) {
	t.Parallel()
	f := newFixture(t, []object{desk(2000001, "Desk", nil)})
	for operation, body := range map[string]string{
		"GET /bots/{botId}":                `{"botId":2000001,"botName":"Desk","photoUrl":"https://static.example.com/a.png","description":"","administrators":[]}`,
		"GET /bots/{botId}/persistentmenu": `{"content":{"actions":[{"type":"uri","label":"Map","uri":"https://example.com","text":"Map"}]}}`,
	} {
		f.API.Fail(mockserver.Fault{Operation: operation, Status: http.StatusOK, ContentType: "application/json", Body: body})
	}
	files, report := f.run(t, export.Options{})
	written(t, files, "desk.tf", `  description    = ""`, `  administrators = []`, `      uri   = "https://example.com"`)
	for i, want := range []string{`description of bot "Desk" (2000001) is empty`, "has no administrators", "an action of the type uri in the persistent menu has text"} {
		if !strings.Contains(report.Notes[i], want) {
			t.Errorf("got the note %q, want %q", report.Notes[i], want)
		}
	}
}

// TestRun_userMenus checks that the rich menus of users are asked for on request only, and
// for bots with rich menus only.
func TestRun_userMenus(t *testing.T) {
	t.Parallel()
	const operation = "GET /bots/{botId}/richmenus/users/{userId}"
	f := newFixture(t, []object{
		desk(2000001, "Desk", object{"richmenus": []object{richMenu("40001", "Main")}, "userRichmenus": []object{{"userId": "u9", "richmenuId": "40001"}}}),
		desk(2000002, "Other", object{"administrators": []string{"u2"}}),
	})
	files, report := f.run(t, export.Options{})
	if n := f.API.Count(operation); n != 0 || strings.Contains(files["desk.tf"], "lineworks_user_rich_menu") {
		t.Errorf("got %d requests for the menus of users and %s, want none", n, files["desk.tf"])
	}
	if !slices.ContainsFunc(report.Notes, func(note string) bool { return strings.Contains(note, "-user-menus") }) {
		t.Errorf("got the notes %q, want one that names -user-menus", report.Notes)
	}
	files, _ = f.run(t, export.Options{UserMenus: true, Names: names(t, "user u9 hana")})
	if n := f.API.Count(operation); n != 3 {
		t.Errorf("got %d requests for the menus of users, want one for each of 3 users", n)
	}
	written(t, files, "desk.tf", `  desk_main_users = toset([local.people.hana])`)
}

func names(t *testing.T, lines ...string) *export.Names {
	t.Helper()
	table, err := export.ReadNames(strings.NewReader(strings.Join(lines, "\n")))
	if err != nil {
		t.Fatal(err)
	}
	return table
}

func TestRun_texts(t *testing.T) {
	t.Parallel()
	texts := []string{
		`"Quoted" and 'quoted'`, "${var.name} and %{ if true }yes%{ endif }", "$${escaped} %%{escaped} $ { } $$$${", `Back\slash \n \u0041`,
		"Two\nlines.\r\n", "\ttab and\u2028separator", "<<EOT", "👩‍👩‍👧 ＡＢＣ", "# // /* no comment */", "ends in $", "ends in %",
	}
	var bots []object
	for i, text := range texts {
		bots = append(bots, desk(2000001+i, fmt.Sprintf("Bot %d", i), object{"description": text, "i18nDescriptions": []object{{"language": "ja_JP", "description": text}}}))
	}
	f := newFixture(t, bots)
	files, _ := f.run(t, export.Options{})
	for i, want := range texts {
		name := fmt.Sprintf("bot_%d", i)
		bot := blocks(t, name+".tf", files[name+".tf"])["resource lineworks_bot "+name]
		if bot == nil {
			t.Fatalf("there is no bot %s in %s", name, files[name+".tf"])
		}
		if got := value(t, bot, "description"); got != want {
			t.Errorf("got the description %q, want %q", got, want)
		}
		languages, diags := bot.Body.Attributes["i18n_descriptions"].Expr.Value(nil)
		if got := languages.GetAttr("ja_JP").AsString(); diags.HasErrors() || got != want {
			t.Errorf("got the Japanese description %q, want %q", got, want)
		}
	}
}

// TestRun_twice checks that the order and the forms of the responses do not matter.
func TestRun_twice(t *testing.T) {
	t.Parallel()
	var bots []object
	for i := range 9 {
		bots = append(bots, desk(2000001+i, "Desk", object{
			"administrators": []string{"u3", "u1", "u2"}, "richmenus": []object{richMenu(fmt.Sprint(40001+2*i), "Main"), richMenu(fmt.Sprint(40002+2*i), "Main")},
			"i18nBotNames": []object{{"language": "ko_KR", "botName": "b"}, {"language": "ja_JP", "botName": "a"}},
			"domains":      []object{{"domainId": 10000001, "allowToSelectedMember": true, "members": []string{"u2", "u1"}}, {"domainId": 10000002}},
		}))
	}
	want, _ := newFixture(t, bots).run(t, export.Options{})
	for name, quirks := range map[string]mockserver.Quirks{
		"the same": {}, "in reverse": {ReverseArrays: true, ReverseLists: true, BotIDAsString: true}, "absent": {Unset: mockserver.UnsetAbsent, False: mockserver.FalseAbsent},
	} {
		got, _ := newFixture(t, bots, acctest.Quirks(quirks)).run(t, export.Options{})
		if !maps.Equal(got, want) {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
	}
}

// TestRun_secrets checks that no credential gets into a file.
func TestRun_secrets(t *testing.T) {
	t.Parallel()
	f := newFixture(t, []object{desk(2000001, "Desk", nil)})
	files, report := f.run(t, export.Options{})
	all := fmt.Sprint(files, report)
	for name, secret := range f.Variables {
		if !strings.HasSuffix(name, "_URL") && strings.Contains(all, secret) {
			t.Errorf("got %s in the files or the report", name)
		}
	}
	if n := f.API.Count("POST /bots/{botId}/secret"); n != 0 {
		t.Errorf("got %d new secrets, want none", n)
	}
}

func TestRun_noBots(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "out")
	report, err := export.Run(t.Context(), newFixture(t, nil).client, export.Options{Dir: dir})
	if err != nil || report.Bots != 0 || len(report.Files) != 0 {
		t.Errorf("got %+v, %v, want an empty report", report, err)
	}
	if _, err := os.Stat(dir); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("got %v for the folder, want that there is none", err)
	}
}

// TestRun_deletedMeanwhile checks that a bot that is deleted between the list and the
// read is left out.
func TestRun_deletedMeanwhile(t *testing.T) {
	t.Parallel()
	f := newFixture(t, []object{desk(2000001, "Desk", nil), desk(2000002, "Other", nil)})
	f.API.Fail(mockserver.Fault{Operation: "GET /bots/{botId}/domains", Status: http.StatusNotFound, Code: "NOT_FOUND", Description: "bot not found", Times: 1})
	files, report := f.run(t, export.Options{})
	if len(files) != 3 || report.Bots != 1 || !strings.Contains(report.Notes[0], "was deleted while") {
		t.Errorf("got the files %q and the notes %q, want one bot and a note on the other", slices.Sorted(maps.Keys(files)), report.Notes)
	}
}

// TestRun_denied checks that a bot that may not be read does not end the export.
func TestRun_denied(t *testing.T) {
	t.Parallel()
	f := newFixture(t, []object{desk(2000001, "Desk", nil), desk(2000002, "Other", nil)})
	f.API.Fail(mockserver.Fault{Operation: "GET /bots/{botId}", Path: "/bots/2000002", Status: http.StatusForbidden, Code: "ACCESS_DENIED"})
	files, report := f.run(t, export.Options{})
	if len(files) != 3 || report.Bots != 1 || !strings.Contains(report.Notes[0], "Bot 2000002 is left out") {
		t.Errorf("got the files %q and the notes %q, want one bot and a note on the other", slices.Sorted(maps.Keys(files)), report.Notes)
	}
}

func TestRun_failure(t *testing.T) {
	t.Parallel()
	for name, fault := range map[string]mockserver.Fault{
		"forbidden": {Operation: "GET /bots/{botId}/richmenus", Status: http.StatusForbidden, Code: "FORBIDDEN"},
		"a bot":     {Operation: "GET /bots/{botId}", Status: http.StatusBadRequest, Code: "INVALID_PARAMETER"},
		"the list":  {Operation: "GET /bots", Status: http.StatusForbidden, Code: "FORBIDDEN"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := newFixture(t, []object{desk(2000001, "Desk", nil)})
			f.API.Fail(fault)
			dir := filepath.Join(t.TempDir(), "out")
			if _, err := export.Run(t.Context(), f.client, export.Options{Dir: dir}); err == nil || !strings.Contains(err.Error(), fault.Code) {
				t.Errorf("got the error %v, want %s", err, fault.Code)
			}
			if _, err := os.Stat(dir); !errors.Is(err, os.ErrNotExist) {
				t.Errorf("got %v for the folder, want that there is none", err)
			}
		})
	}
}

// TestRun_progress reads a tenant of which the rate limit makes minutes, in virtual time.
func TestRun_progress(t *testing.T) {
	t.Parallel()
	var bots []object
	for i := range 300 {
		bots = append(bots, desk(2000001+i, "Desk", nil))
	}
	synctest.Test(t, func(t *testing.T) {
		f := newFixture(t, bots, func(o *mockserver.Options) { o.RateLimit, o.MaxPageSize, o.Latency = 240, 100, 100*time.Millisecond })
		var lines []string
		start := time.Now()
		if _, err := export.Run(t.Context(), f.client, export.Options{Dir: t.TempDir(), Progress: func(line string) { lines = append(lines, line) }}); err != nil {
			t.Fatal(err)
		}
		if len(lines) < 3 || !strings.HasPrefix(lines[0], "Reading 300 bots: about 1 minute at least") || !strings.HasPrefix(lines[1], "Read ") || !strings.HasSuffix(lines[1], "about 1 minute left.") {
			t.Errorf("got the lines %q, want an estimate, and how far it is", lines)
		}
		if passed := time.Since(start); passed > 2*time.Minute {
			t.Errorf("got an export that took %v, want one that takes little more than the rate limit does", passed)
		}
	})
}

// TestRun_interrupted ends an export while it reads.
func TestRun_interrupted(t *testing.T) {
	t.Parallel()
	f := newFixture(t, []object{desk(2000001, "Desk", nil), desk(2000002, "Other", nil)})
	ctx, cancel := context.WithCancel(t.Context())
	dir := filepath.Join(t.TempDir(), "out")
	_, err := export.Run(ctx, f.client, export.Options{Dir: dir, Progress: func(string) { cancel() }})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got the error %v, want that the context has ended", err)
	}
	if _, err := os.Stat(dir); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("got %v for the folder, want that there is none", err)
	}
}
