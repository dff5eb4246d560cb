// SPDX-License-Identifier: MPL-2.0

package e2e_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"strings"
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/acctest"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
)

// lists are the resources that can be listed.
var lists = []string{"bot", "persistent_menu", "bot_domain", "bot_domain_member", "rich_menu"}

// everything is a query for all that there is in a tenant.
func everything() string {
	var b strings.Builder
	for _, name := range lists {
		fmt.Fprintf(&b, "list \"lineworks_%s\" \"all\" {\n  provider = lineworks\n  limit    = 1000\n}\n\n", name)
	}
	return strings.TrimSuffix(b.String(), "\n")
}

type object = map[string]any

// oddities are texts on one line that a generated configuration has to quote,
// and that differ when it does not do so.
var oddities = []string{
	"Plain",
	`"Quoted" and 'quoted'`,
	"${var.name} and %{ if true }yes%{ endif }",
	"$${escaped} %%{escaped} $ { } % #{x}",
	`Back\slash \n \u0041 \"`,
	"受付 👩‍👩‍👧 ＡＢＣ 안내",
	" blanks around \t and a tab ",
	"<<EOT // no /* comment */ # at all",
}

// lines are texts of several lines.
var lines = []string{"One line.", "Two\nlines.", "Windows\r\nlines.", "\nEmpty first and last line.\n", "<<-EOT\n  heredoc ${x}\nEOT\n", "Line\u2028separator."}

// madeByHand is a tenant of n bots in which no two are alike: half of them have
// a persistent menu, the others rich menus.
func madeByHand(n int) (seed []byte, want map[string]int) {
	want = map[string]int{}
	var bots []object
	for i := range n {
		odd, text := oddities[i%len(oddities)], lines[i%len(lines)]
		bot := object{
			"botId": 2000001 + i, "botName": fmt.Sprintf("%s (%d)", odd, i), "photoUrl": fmt.Sprintf("https://static.example.com/bots/%d.png?a=${b}&c=%%41", i),
			"description": text, "administrators": users("a", 1+i%3),
		}
		callback(bot, i)
		byLanguage(bot, odd, text, i)
		bot["domains"] = registrations(i, want)
		if i%2 == 0 {
			bot["persistentMenu"] = object{"content": object{"actions": buttons(odd, text, 1+i%4)}}
			want["persistent_menu"]++
		} else {
			richMenus(bot, odd, text, i, want)
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

// users are n user IDs.
func users(prefix string, n int) []string {
	ids := make([]string, n)
	for i := range ids {
		ids[i] = fmt.Sprintf("%s%d-5c0f-4f0a-9d4e-03a1f7c2b901", prefix, i)
	}
	return ids
}

// callback gives a bot its settings of callbacks, contacts and rooms.
func callback(bot object, i int) {
	if i%3 == 1 {
		maps.Copy(bot, object{"enableCallback": true, "callbackUrl": "https://bots.example.com/callback?bot=${id}", "callbackEvents": []string{"text", "image"}})
	}
	if i%3 == 2 { // an address that is not in use
		maps.Copy(bot, object{"callbackUrl": "https://bots.example.com/old", "channelEvents": []string{"begin", "end"}, "callbackEvents": []string{}})
	}
	if i%4 > 0 {
		maps.Copy(bot, object{"subadministrators": users("s", i%4), "enableGroupJoin": true, "allowDomains": []int{10000001, 10000002}})
	}
}

// byLanguage gives a bot its texts by language.
func byLanguage(bot object, odd, text string, i int) {
	if i%2 == 0 {
		bot["i18nBotNames"] = []object{{"language": "ja_JP", "botName": "受付 " + odd}, {"language": "ko_KR", "botName": odd}}
	}
	if i%3 == 0 {
		bot["i18nDescriptions"] = []object{{"language": "ja_JP", "description": text}}
	}
	if i%5 == 0 {
		bot["i18nPhotoUrls"] = []object{{"language": "zh_TW", "photoUrl": "https://static.example.com/tw.png"}}
	}
}

// registrations are in no domain, in one for everybody, in one for some, or in both.
func registrations(i int, want map[string]int) []object {
	members := users("m", i%3)
	all := []object{
		{"domainId": 10000001, "visible": i%8 > 3},
		{"domainId": 10000002, "allowToSelectedMember": true, "members": members},
	}
	switch i % 4 {
	case 0:
		return nil
	case 1:
		all, members = all[:1], nil
	case 2:
		all = all[1:]
	}
	want["bot_domain"] += len(all)
	want["bot_domain_member"] += len(members)
	return all
}

// buttons are those of a persistent menu, in which no text has two lines but the
// one that the bot is sent.
func buttons(odd, text string, n int) []object {
	return []object{
		{"type": "message", "label": odd},
		{
			"type": "message", "label": "Help", "text": odd, "postback": text,
			"i18nLabels": []object{{"language": "ja_JP", "label": odd}}, "i18nTexts": []object{{"language": "ko_KR", "text": odd}},
		},
		{"type": "uri", "label": "Map", "uri": "http://intra.example.com/map?q=${a}#b"},
		{"type": "copy", "label": "Copy", "copyText": text},
	}[:n]
}

// richMenus gives a bot one to three rich menus, one of them the default, some
// with a picture, one for a user.
func richMenus(bot object, odd, text string, i int, want map[string]int) {
	var menus []object
	for j := range 1 + i%3 {
		actions := []object{
			{"type": "message", "label": "Help", "text": odd, "i18nTexts": []object{{"language": "ja_JP", "text": odd}}},
			{"type": "postback", "data": text, "displayText": odd, "i18nDisplayTexts": []object{{"language": "ja_JP", "displayText": odd}}},
			{"type": "uri", "label": "Map", "uri": "https://intra.example.com/map"},
			{"type": "copy", "copyText": text, "label": "Copy", "i18nLabels": []object{{"language": "ko_KR", "label": "복사"}}},
		}
		var areas []object
		for k, action := range actions[:1+(i+j)%4] {
			areas = append(areas, object{"bounds": object{"x": 600 * k, "y": 0, "width": 600, "height": 843}, "action": action})
		}
		menus = append(menus, object{
			"richmenuId": fmt.Sprint(40001 + 10*i + j), "richmenuName": fmt.Sprintf("%s %d", odd, j),
			"size": object{"width": 2500, "height": []int{843, 1686}[j%2]}, "areas": areas, "image": j == 0,
		})
	}
	bot["richmenus"], bot["defaultRichmenuId"] = menus, menus[0]["richmenuId"]
	bot["userRichmenus"] = []object{{"userId": users("m", 1)[0], "richmenuId": menus[len(menus)-1]["richmenuId"]}}
	want["rich_menu"] += len(menus)
}

// responseForms are the forms that responses may have, as many as fit together at a time.
var responseForms = map[string]mockserver.Quirks{
	"nothing is null": {
		Unset: mockserver.UnsetNull, UnsetElsewhere: mockserver.UnsetElsewhereNull, False: mockserver.FalseNull, AllDomains: mockserver.AllDomainsNull,
		BotIDAsString: true, ReverseArrays: true, PersistentMenuUnset: mockserver.PersistentMenuUnsetNull, PersistentMenuTextEcho: true,
	},
	"nothing is empty": {
		UnsetElsewhere: mockserver.UnsetElsewhereEmpty, False: mockserver.FalseAbsent, LastCursor: mockserver.LastCursorEmpty,
		ReverseLists: true, TimesInUTC: true, PersistentMenuUnset: mockserver.PersistentMenuUnsetEmptyActions, AllUsers: mockserver.AllUsersEmpty,
		RewritePhotoURL: true, RewriteI18nPhotoURLs: true, NoChannelEventsDefault: true,
	},
	"nothing is absent": {
		Unset: mockserver.UnsetAbsent, False: mockserver.FalseAbsent, AllDomains: mockserver.AllDomainsEmpty, LastCursor: mockserver.LastCursorNoMeta,
		PersistentMenuUnset: mockserver.PersistentMenuUnsetEmpty, AllUsers: mockserver.AllUsersAbsent, KeepFileID: true,
	},
}

// TestAdoption brings a tenant that was set up by hand under Terraform's management, all
// of it at once: the configuration that a query generates is applied as it is,
// and that imports everything and changes nothing.
func TestAdoption(t *testing.T) {
	t.Parallel()
	acctest.Needs(t, acctest.Query)
	type test struct {
		bots   int
		quirks mockserver.Quirks
	}
	tests := map[string]test{"forty bots": {bots: 40}}
	for name, quirks := range responseForms {
		tests[name] = test{12, quirks}
	}
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorkspace(t, map[string]string{"main.tf": required + "\nprovider \"lineworks\" {}\n", "tenant.tfquery.hcl": everything()}, func(o *mockserver.Options) {
				o.MaxPageSize, o.Quirks = 7, tc.quirks
			})
			seed, want := madeByHand(tc.bots)
			if err := w.api.Load(strings.NewReader(string(seed))); err != nil {
				t.Fatal(err)
			}
			adopt(w, want)
		})
	}
}

var generatedBlock = regexp.MustCompile(`(?m)^resource "lineworks_([a-z_]+)" "`)

// adopt runs the commands that a user runs.
func adopt(w *workspace, want map[string]int) {
	w.t.Helper()
	w.must("fmt", "-check", "-diff", "tenant.tfquery.hcl")
	w.must("validate", "-query", "-no-color")
	w.must("query", "-no-color", "-generate-config-out=generated.tf")

	total, got := 0, map[string]int{}
	for _, match := range generatedBlock.FindAllSubmatch(w.files(), -1) {
		got[string(match[1])]++
		total++
	}
	if !maps.Equal(got, want) {
		w.t.Errorf("got the generated blocks %v, want %v", got, want)
	}

	w.must("validate", "-no-color")
	out := w.plan(true, "-out=plan")
	if summary := fmt.Sprintf("Plan: %d to import, 0 to add, 0 to change, 0 to destroy.", total); !strings.Contains(out, summary) {
		w.t.Errorf("got the plan\n%s\nwant it to say %q", lastLines(out), summary)
	}
	// The CLI itself warns that the provider is a local build.
	if _, warnings, warned := strings.Cut(strings.Replace(out, "Warning: Provider development overrides", "", 1), "Warning: "); warned {
		w.t.Errorf("got a plan with warnings, want none:\n%s", warnings)
	}
	w.must("apply", "-input=false", "-no-color", "plan")
	w.plan(false)
	for operation := range w.counts() {
		if method, _, _ := strings.Cut(operation, " "); method != "GET" && operation != token {
			w.t.Errorf("adopting the tenant sent %s, want only reads", operation)
		}
	}
}

// lastLines is the end of a long text.
func lastLines(text string) string {
	all := strings.Split(text, "\n")
	return strings.Join(all[max(0, len(all)-60):], "\n")
}

// TestAdoption_limit checks the statement in the documentation about a query without a
// limit, and that the provider block may stand in the query file, or in none at
// all when the settings come from the environment.
func TestAdoption_limit(t *testing.T) {
	t.Parallel()
	acctest.Needs(t, acctest.Query)
	w := newWorkspace(t, map[string]string{"main.tf": required})
	for i := range 105 {
		w.api.AddBot(mockserver.Bot{
			BotName: fmt.Sprintf("Bot %d", i), PhotoURL: "https://static.example.com/a.png", Description: "Made by hand.", Administrators: users("a", 1),
		})
	}
	const block = "provider \"lineworks\" {}\n\n"
	for name, tc := range map[string]struct {
		query string
		want  int
	}{
		"no limit":          {block + "list \"lineworks_bot\" \"all\" {\n  provider = lineworks\n}\n", 100},
		"limit":             {block + "list \"lineworks_bot\" \"all\" {\n  provider = lineworks\n  limit    = 300\n}\n", 105},
		"no provider block": {"list \"lineworks_bot\" \"all\" {\n  provider = lineworks\n  limit    = 3\n}\n", 3},
	} {
		if err := w.Write("tenant.tfquery.hcl", tc.query); err != nil {
			t.Fatal(err)
		}
		if out := w.must("query", "-no-color"); strings.Count(out, "list.lineworks_bot.all") != tc.want {
			t.Errorf("%s: got %d bots, want %d:\n%s", name, strings.Count(out, "list.lineworks_bot.all"), tc.want, lastLines(out))
		}
	}
}

// TestAdoption_oneBot adopts a single bot with all that hangs on it.
func TestAdoption_oneBot(t *testing.T) {
	t.Parallel()
	acctest.Needs(t, acctest.Query)
	var query strings.Builder
	for _, name := range lists {
		fmt.Fprintf(&query, "list \"lineworks_%s\" \"one\" {\n  provider = lineworks\n\n  config {\n    bot_id = \"2000004\"\n  }\n}\n\n", name)
	}
	w := newWorkspace(t, map[string]string{
		"main.tf": required + "\nprovider \"lineworks\" {}\n", "tenant.tfquery.hcl": strings.TrimSuffix(query.String(), "\n"),
	})
	seed, _ := madeByHand(8)
	if err := w.api.Load(strings.NewReader(string(seed))); err != nil {
		t.Fatal(err)
	}
	adopt(w, map[string]int{
		"bot": 1, "bot_domain": len(w.api.Domains(2000004)), "rich_menu": len(w.api.RichMenus(2000004)),
	})
}
