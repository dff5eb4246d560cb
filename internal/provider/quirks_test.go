// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"context"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/acctest"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
)

// groups is the number of lives in which the positions are met that break nothing.
// Positions of one switch, and of switches beside it, are in different groups.
const groups = 10

// TestQuirks leads the life of one of everything in each position of each switch of the
// mock. Positions that break a stage of it are met alone; the others in groups, and
// alone as well if their group fails.
func TestQuirks(t *testing.T) {
	t.Parallel()
	grouped := [groups][]string{{""}} // the first has all defaults too
	unknown, n := maps.Clone(brokenBy), 0
	for _, s := range mockserver.Switches() {
		for _, position := range s.Positions[1:] {
			if _, broken := brokenBy[position.Name]; broken {
				delete(unknown, position.Name)
				if !position.Fails {
					t.Errorf("%s breaks something, want it among those that may", position.Name)
				}
				t.Run(position.Name, func(t *testing.T) {
					t.Parallel()
					synctest.Test(t, func(t *testing.T) { newQuirky(t, position.Name).live(t) })
				})
				continue
			}
			grouped[n%groups] = append(grouped[n%groups], position.Name)
			n++
		}
	}
	for name := range unknown {
		t.Errorf("got no position %s, want one", name)
	}
	for _, names := range grouped {
		t.Run("together", func(t *testing.T) {
			t.Parallel()
			metTogether(t, names)
		})
	}
}

// metTogether meets positions at once, and one after the other to find the culprit.
func metTogether(t *testing.T, names []string) {
	t.Helper()
	met := func(name string, names ...string) bool {
		return t.Run(name, func(t *testing.T) { synctest.Test(t, func(t *testing.T) { newQuirky(t, names...).live(t) }) })
	}
	if met("all of "+strings.Join(names, " "), names...) {
		return
	}
	for _, name := range names {
		met("only "+name, name)
	}
}

// brokenBy are the stages that a position breaks, with a part of the error. With the
// default in its place the same command succeeds, and so does the rest of the life.
var brokenBy = map[string]map[string]string{
	"email-refused":                    {"create": "administrators is invalid"},
	"image-refuse-second":              {"update": "Unable to set picture of rich menu again"},
	"refuse-delete-assigned-rich-menu": {"update": "Unable to delete rich menu"},
	"refuse-email-users":               {"create": "Unable to set rich menu of user"},
	"refuse-second-persistent-menu":    {"update": "409 ALREADY_EXIST: The bot has a persistent menu."},
	"repeat-cursor":                    {"read all bots": "cursor"},
	"unknown-bot-403":                  {"create again": "403 ACCESS_DENIED"},
}

// importedOtherwise are the attributes that an import reads differently from the
// configuration, since the service rewrites them.
var importedOtherwise = map[string]map[string][]string{
	"email-to-id":             {"lineworks_bot.least": {"administrators"}},
	"rewrite-photo-url":       {"lineworks_bot.full": {"photo_url"}, "lineworks_bot.least": {"photo_url"}},
	"rewrite-i18n-photo-urls": {"lineworks_bot.full": {"i18n_photo_urls"}},
}

// quirky is a tenant with a quirk, and a configuration with one of everything.
type quirky struct {
	*tenant

	driver *acctest.Driver
	config acctest.Config
	broken map[string]string
	unread map[string][]string // by address
	file   string
}

// others is the number of bots that Terraform does not manage.
const others = 4

func newQuirky(t *testing.T, positions ...string) *quirky {
	t.Helper()
	var quirks mockserver.Quirks
	broken := map[string]string{}
	unread := map[string][]string{"lineworks_channel.untitled": {"members"}}
	for _, menu := range []string{"main", "other"} {
		unread["lineworks_rich_menu."+menu] = []string{"image", "i18n_images", "image_sha256", "i18n_image_sha256s"}
	}
	for _, name := range positions {
		if name == "" {
			continue
		}
		if err := quirks.Set(name); err != nil {
			t.Fatal(err)
		}
		maps.Copy(broken, brokenBy[name])
		for address, attributes := range importedOtherwise[name] {
			unread[address] = append(unread[address], attributes...)
		}
	}
	q := &quirky{
		tenant: &tenant{Tenant: acctest.NewInMemory(t, func(o *mockserver.Options) {
			withDirectory(o)
			o.Quirks, o.RateLimit = quirks, 3
			o.Latency = time.Second // so that no two processes sign in in the same second
		})},
		broken: broken, unread: unread,
	}
	loadCompany(t, q.tenant)
	for i := range others { // so that lists have several pages
		q.API.AddBot(mockserver.Bot{
			BotID: int64(1000001 + i), BotName: "Other", PhotoURL: "https://example.com/a.png", Description: "d", Administrators: []string{"u1"},
		})
	}
	q.driver = q.Driver()
	dir := t.TempDir()
	write := func(name string, content []byte) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	size := mockserver.Size{Width: 2500, Height: 843}
	q.light, q.shade = write("light.png", mockserver.PlainPNG(size, 200)), write("shade.png", mockserver.PlainPNG(size, 20))
	q.file = write("a.txt", []byte("hello"))
	q.config = oneOfEverything(q.light)
	return q
}

const (
	full       = acctest.Ref("lineworks_bot.full.bot_id")
	registered = acctest.Ref("lineworks_bot_domain.selected.bot_id") // the same bot, once a domain has it
	leastBot   = acctest.Ref("lineworks_bot_domain.open.bot_id")
	menuID     = acctest.Ref("lineworks_rich_menu.main.rich_menu_id")
)

func oneOfEverything(picture string) acctest.Config {
	languages := func(text string) map[string]string { return map[string]string{"ja_JP": text, "ko_KR": text} }
	return acctest.Config{
		"lineworks_bot.full": {
			"bot_name": "Full", "photo_url": "https://example.com/a.png", "description": "Has everything.",
			"administrators": []string{"u1", "u2"}, "subadministrators": []string{"u3", "u4"}, "allow_domains": []string{"10000001", "10000002"},
			"enable_callback": true, "callback_url": "https://example.com/callback", "callback_events": []string{"text", "image"},
			"channel_events": []string{"message", "begin"}, "enable_group_join": true,
			"i18n_bot_names": languages("Name"), "i18n_descriptions": languages("Text"), "i18n_photo_urls": languages("https://example.com/i.png"),
		},
		"lineworks_bot.least": {
			"bot_name": "Least", "photo_url": "https://example.com/a.png", "description": "Has nothing more.", "administrators": []string{"a@example.com"},
		},
		"lineworks_bot_domain.selected": {"bot_id": full, "domain_id": "10000001", "visible": true, "allow_to_selected_member": true},
		"lineworks_bot_domain.open":     {"bot_id": acctest.Ref("lineworks_bot.least.bot_id"), "domain_id": "10000001"},
		"lineworks_bot_domain_member.one": {
			"bot_id": registered, "domain_id": acctest.Ref("lineworks_bot_domain.selected.domain_id"), "user_id": "u1",
		},
		"lineworks_bot_secret.full":  {"bot_id": full, "keepers": map[string]string{"year": "1"}},
		"lineworks_channel.untitled": {"bot_id": registered, "members": []string{"u1", "u2"}},
		"lineworks_rich_menu.main": {
			"bot_id": registered, "rich_menu_name": "Main", "size": acctest.Values{"height": 843}, "image": picture, "i18n_images": languages(picture),
			"areas": []any{
				area(0, acctest.Values{"type": "message", "label": "Help", "text": "Help", "i18n_labels": languages("Help")}),
				area(1000, acctest.Values{"type": "postback", "data": "d", "display_text": "Sent"}),
				area(2000, acctest.Values{"type": "uri", "uri": "https://example.com/"}),
			},
		},
		"lineworks_rich_menu.other": {
			"bot_id": registered, "rich_menu_name": "Other", "size": acctest.Values{"height": 843}, "image": picture,
			"areas": []any{area(0, acctest.Values{"type": "copy", "label": "Code", "copy_text": "c"})},
		},
		"lineworks_default_rich_menu.main":  {"bot_id": registered, "rich_menu_id": menuID},
		"lineworks_user_rich_menu.by_id":    {"bot_id": registered, "user_id": "u1", "rich_menu_id": menuID},
		"lineworks_user_rich_menu.by_email": {"bot_id": registered, "user_id": "a@example.com", "rich_menu_id": menuID},
		"lineworks_persistent_menu.least": {"bot_id": leastBot, "actions": []any{
			acctest.Values{"type": "message", "label": "Help"}, acctest.Values{"type": "uri", "label": "Site", "uri": "https://example.com/"},
		}},
	}
}

func area(x int, action acctest.Values) acctest.Values {
	return acctest.Values{"bounds": acctest.Values{"x": x, "y": 0, "width": 500, "height": 843}, "action": action}
}

// live leads the whole life.
func (q *quirky) live(t *testing.T) {
	t.Helper()
	q.step(t, "create", acctest.Step{Config: q.config})
	for address := range q.config {
		if !strings.HasPrefix(address, "lineworks_bot_secret.") {
			q.driver.Step(t, acctest.Step{Name: "import " + address, CheckImport: address, Ignore: q.unread[address]})
		}
	}
	q.change()
	q.step(t, "update", acctest.Step{Config: q.config})
	q.reads(t)
	q.messages(t)
	q.vanish()
	q.step(t, "create again", acctest.Step{Config: q.config, NonEmptyPlan: true})
	q.vanish()
	q.step(t, "destroy", acctest.Step{Destroy: true})
	if left := q.API.Bots(); len(left) != others {
		t.Errorf("got %d bots at the end, want the %d that there were", len(left), others)
	}
	q.refusals(t)
	for stage := range q.broken {
		t.Errorf("%s: got a stage that works, want it broken", stage)
	}
}

// step takes a step. A position that breaks it is the default from then on.
func (q *quirky) step(t *testing.T, stage string, step acctest.Step) {
	t.Helper()
	step.Name = stage
	if text, broken := q.broken[stage]; broken {
		delete(q.broken, stage)
		failing := step
		failing.Errors = []string{text}
		q.driver.Step(t, failing)
		q.API.SetQuirks(mockserver.Quirks{})
	}
	q.driver.Step(t, step)
}

// change changes an attribute of each object that has one to change in place, and
// clears optional ones.
func (q *quirky) change() {
	q.config = maps.Clone(q.config)
	for address, more := range map[string]acctest.Values{
		"lineworks_bot.least":             {"bot_name": "More", "callback_url": "https://example.com/callback"},
		"lineworks_bot_domain.selected":   {"visible": false},
		"lineworks_bot_secret.full":       {"keepers": map[string]string{"year": "2"}},
		"lineworks_rich_menu.main":        {"rich_menu_name": "New"}, // replaces it, as the default and as that of users
		"lineworks_rich_menu.other":       {"image": q.shade},
		"lineworks_persistent_menu.least": {"actions": []any{acctest.Values{"type": "copy", "label": "Code", "copy_text": "c"}}},
	} {
		q.config[address] = q.config[address].With(more)
	}
	q.config["lineworks_bot.full"] = acctest.Values{
		"bot_name": "Full", "photo_url": "https://example.com/b.png", "description": "Has less.", "administrators": []string{"u2", "u3"},
		"enable_group_join": true, // without it the bot leaves its rooms
	}
	// The response to an upload is lost, so its address cannot be used again.
	q.API.Fail(mockserver.Fault{Operation: "POST {uploadUrl}", Act: true, Reset: true})
}

// vanish deletes objects behind the provider's back.
func (q *quirky) vanish() {
	for _, b := range q.API.Bots() {
		for _, m := range q.API.RichMenus(b.BotID) {
			q.API.RemoveRichMenu(b.BotID, m.RichMenuID)
		}
		for _, room := range q.API.Channels(b.BotID) {
			q.API.RemoveChannel(b.BotID, room.ChannelID)
		}
		q.API.RemovePersistentMenu(b.BotID)
		q.API.RemoveDomain(b.BotID, domain)
		if b.BotName == "More" {
			q.API.RemoveBot(b.BotID)
		}
	}
}

// reads reads all data sources, lists and ephemeral resources.
func (q *quirky) reads(t *testing.T) {
	t.Helper()
	for _, b := range q.API.Bots() {
		switch b.BotName {
		case "Full":
			q.bot = b.BotID
		case "More":
			q.fixed = b.BotID
		}
	}
	q.menu, q.room = q.API.RichMenus(q.bot)[0].RichMenuID, q.API.Channels(q.bot)[0].ChannelID
	p := q.Process(t)
	q.do(t, "read all bots", func(ctx context.Context) []*tfprotov6.Diagnostic {
		_, diags := p.Data(ctx, t, "lineworks_bots", acctest.Values{})
		return diags
	})
	for name, read := range requests() {
		q.do(t, name, func(ctx context.Context) []*tfprotov6.Diagnostic {
			told, diags := read(ctx, t, q.tenant, p)
			if !acctest.IsError(diags) && told == "[]" {
				t.Errorf("%s: got no objects and no error, want one of them", name)
			}
			return diags
		})
	}
	q.do(t, "data.lineworks_bot, unknown", func(ctx context.Context) []*tfprotov6.Diagnostic {
		_, diags := p.Data(ctx, t, "lineworks_bot", acctest.Values{"bot_id": "9999999"})
		if !acctest.IsError(diags) {
			t.Error("got a bot that does not exist, want an error")
		}
		return nil
	})
}

// messages sends a text and a file, to a user and to a room.
func (q *quirky) messages(t *testing.T) {
	t.Helper()
	p := q.Process(t)
	for content, message := range map[string]acctest.Values{
		"text": {"text": acctest.Values{"text": "Hi"}},
		"file": {"file": acctest.Values{"source_file": q.file}},
		"flex": {"flex": acctest.Values{"alt_text": "Card", "contents": `{"type":"bubble"}`}},
	} {
		for to, receiver := range map[string]acctest.Values{
			"user": {"user_id": "u1"}, "e-mail": {"user_id": "a@example.com"}, "room": {"channel_id": q.room},
		} {
			q.do(t, content+" to "+to, func(ctx context.Context) []*tfprotov6.Diagnostic {
				return p.Invoke(ctx, t, "lineworks_send_message", ofBot(q.tenant).With(message).With(receiver))
			})
		}
	}
}

// refusals has the service refuse a wrong secret, and a token without the scope.
func (q *quirky) refusals(t *testing.T) {
	t.Helper()
	for name, test := range map[string]struct{ variable, value, want string }{
		"wrong secret":  {"LINEWORKS_CLIENT_SECRET", "wrong", "POST /token: 401"},
		"missing scope": {"LINEWORKS_SCOPES", "bot.read", "POST /bots: 40"}, // 403, or 401 with a switch
	} {
		before := q.Variables[test.variable]
		q.Variables[test.variable] = test.value
		_, diags := q.Process(t).Apply(t.Context(), t, "lineworks_bot", acctest.Instance{}, oneOfEverything("")["lineworks_bot.least"])
		if got := acctest.Messages(diags); !acctest.IsError(diags) || !strings.Contains(got, test.want) {
			t.Errorf("%s: got %q, want an error with %q", name, got, test.want)
		}
		q.Variables[test.variable] = before
	}
}

// do is a stage beside the driver.
func (q *quirky) do(t *testing.T, stage string, run func(ctx context.Context) []*tfprotov6.Diagnostic) {
	t.Helper()
	text, broken := q.broken[stage]
	if broken {
		delete(q.broken, stage)
		acctest.Fails(t, run(t.Context()), text)
		q.API.SetQuirks(mockserver.Quirks{})
	}
	if diags := run(t.Context()); acctest.IsError(diags) {
		t.Errorf("%s: got %s, want no error", stage, acctest.Messages(diags))
	}
}
