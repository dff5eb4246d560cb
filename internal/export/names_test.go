// SPDX-License-Identifier: MPL-2.0

package export_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/export"
)

// TestRun_names checks the files and the names of bots, given in the order of their IDs.
func TestRun_names(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("とても長い名前", 14)
	for name, tc := range map[string]struct{ bots, want []string }{
		"plain":               {[]string{"Help Desk", "help-desk!"}, []string{"help_desk", "help_desk_2"}},
		"same":                {[]string{"Desk", "DESK", "desk", "Desk 2"}, []string{"desk", "desk_2", "desk_3", "desk_2_2"}},
		"scripts":             {[]string{"受付", "안내 데스크", "Справка", "हिन्दी"}, []string{"受付", "안내_데스크", "справка", "हिन्दी"}},
		"composed":            {[]string{"Cafe\u0301", "Caf\u00e9"}, []string{"caf\u00e9", "caf\u00e9_2"}},
		"case folding":        {[]string{"Straße", "STRASSE"}, []string{"straße", "strasse_2"}},
		"digits":              {[]string{"24/7", "1"}, []string{"bot_24_7", "bot_1"}},
		"emoji and symbols":   {[]string{"👩‍👩‍👧", "!!!", "❤️ Care", "\u3164"}, []string{"bot", "bot_2", "care", "bot_3"}},
		"words":               {[]string{"true", "For", "null"}, []string{"bot_true", "bot_for", "bot_null"}},
		"long":                {[]string{long, long}, []string{string([]rune(long)[:48]), string([]rune(long)[:48]) + "_2"}},
		"a bot of that name":  {[]string{"!", "bot", "Bot 2"}, []string{"bot", "bot_2", "bot_2_2"}},
		"blanks":              {[]string{"  a  -  b  "}, []string{"a_b"}},
		"letters of one kind": {[]string{"ＡＢＣ", "ABC"}, []string{"ａｂｃ", "abc"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			files, _ := newFixture(t, called(tc.bots)).run(t, export.Options{})
			var got []string
			for _, block := range parse(t, "imports.tf", files["imports.tf"]).Blocks {
				to := string(block.Body.Attributes["to"].Expr.Range().SliceBytes([]byte(files["imports.tf"])))
				got = append(got, strings.TrimPrefix(to, "lineworks_bot."))
			}
			if !slices.Equal(got, tc.want) {
				t.Errorf("got the names %q, want %q", got, tc.want)
			}
			for _, name := range tc.want {
				written(t, files, name+".tf", `resource "lineworks_bot" "`+name+`" {`)
			}
		})
	}
}

// called are bots with the names.
func called(names []string) []object {
	var bots []object
	for i, name := range names {
		bots = append(bots, desk(2000001+i, name, nil))
	}
	return bots
}

// forbidden are names of files that Windows, or Terraform, takes for something else.
var forbidden = regexp.MustCompile(`(?i)^(con|prn|aux|nul|com\d|lpt\d)\.|^override\.|_override\.tf$|[<>:"/\\|?*\x00-\x1f. ]+\.tf$`)

// TestRun_fileNames checks that files can be stored on every system, and are read by Terraform as
// usual.
func TestRun_fileNames(t *testing.T) {
	t.Parallel()
	odd := []string{
		"CON", "con bot", "Nul", "COM1", "lpt9", "aux", "prn", "override", "Price override", "price_override", "imports", "Providers", "locals", "a/b\\c:d", "..", ".hidden", "a.",
		strings.Repeat("𠮷", 100), strings.Repeat("𠮷", 100), "Straße", "STRASSE", "main",
	}
	files, report := newFixture(t, called(odd)).run(t, export.Options{})
	if len(files) != len(odd)+3 || len(report.Files) != len(files) {
		t.Errorf("got %d files, want one for each of %d bots, and 3", len(files), len(odd))
	}
	seen := map[string]string{}
	for name := range files {
		if forbidden.MatchString(name) || len(name) > 255 {
			t.Errorf("got the file name %q", name)
		}
		key := norm.NFD.String(cases.Fold().String(name))
		if other, found := seen[key]; found {
			t.Errorf("got the file names %q and %q, which are one on some systems", name, other)
		}
		seen[key] = name
	}
}

func TestRun_table(t *testing.T) {
	t.Parallel()
	f := newFixture(t, []object{
		desk(2000001, "Desk", object{"richmenus": []object{richMenu("40001", "Main"), richMenu("40002", "Other")}, "domains": []object{{"domainId": 10000001}}}),
		desk(2000002, "受付", object{"domains": []object{{"domainId": 10000001}, {"domainId": 10000002}}}),
		desk(2000003, "Front Desk", nil),
	})
	files, report := f.run(t, export.Options{Names: names(t,
		"\ufeff# who is who", "", "bot\t2000002   Reception", "bot 2000001 front_desk", "rich_menu 2000001/40002 other_menu",
		"domain 10000001 head_office", "user u1 taro", "bot 2999999 gone")})
	written(t, files, "front_desk.tf", `resource "lineworks_bot" "front_desk" {`, `  administrators = [local.people.taro]`,
		`resource "lineworks_rich_menu" "front_desk_main" {`, `resource "lineworks_rich_menu" "other_menu" {`,
		`resource "lineworks_bot_domain" "front_desk" {`, `  domain_id = local.domains.head_office`)
	written(t, files, "Reception.tf", `resource "lineworks_bot" "Reception" {`, `resource "lineworks_bot_domain" "Reception_head_office" {`,
		`resource "lineworks_bot_domain" "Reception_domain_10000002" {`, `  domain_id = "10000002"`)
	written(t, files, "front_desk_2.tf", `resource "lineworks_bot" "front_desk_2" {`)
	written(t, files, "locals.tf", `    head_office = "10000001"`, `    taro = "u1"`)
	if last := report.Notes[len(report.Notes)-1]; !strings.Contains(last, "bot 2999999") {
		t.Errorf("got the last note %q, want one on the bot that is not there", last)
	}
}

func TestReadNames_refused(t *testing.T) {
	t.Parallel()
	for table, want := range map[string]string{
		"bot 2000001":                           "line 1: a line has a kind, an ID and a name",
		"bot 2000001 my reception":              "this one has 4 words",
		"# a\n\nroom 1 lobby":                   `line 3: "room" is no kind of object`,
		"bot 2000001 24h":                       `"24h" cannot be a name`,
		"bot 2000001 null":                      `"null" cannot be a name`,
		"bot 2000001 ../etc":                    "cannot be a name",
		"bot 2000001 a\nbot 2000001 b":          "line 2: bot 2000001 has a name in line 1 already",
		"bot 2000001 desk\nbot 2000002 Desk":    "line 2: another bot has the name",
		"user u1 " + strings.Repeat("a", 70000): "reading the table",
	} {
		if _, err := export.ReadNames(strings.NewReader(table)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.60q: got the error %v, want %q", table, err, want)
		}
	}
	if _, err := export.ReadNames(strings.NewReader("bot 2000001 desk\ndomain 1 desk\nuser u1 desk")); err != nil {
		t.Errorf("names of different kinds of objects: got the error %v", err)
	}
}
