// SPDX-License-Identifier: MPL-2.0

package preview_test

import (
	"html/template"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/preview"
)

var plain = preview.Plain

// menuActions have every type, a label by language and marks.
var menuActions = []preview.Action{
	{Type: "postback", Label: plain("Book a room"), Data: plain("a=book"), Labels: preview.Texts{"ja_JP": plain("会議室を予約")}},
	{Type: "uri", Label: preview.Text{Mark: preview.Unknown}, URI: preview.Text{Mark: preview.Sensitive}},
	{Type: "message", Text: plain("Help me"), Texts: preview.Texts{"ja_JP": plain("助けて")}},
	{Type: "copy", CopyText: plain("ABC-1")},
}

func TestPersistentMenu(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		o    preview.Options
		want []string
	}{
		"plain":         {preview.Options{}, []string{"Book a room", "(known after apply)", "Help me", "no label"}},
		"in a language": {preview.Options{Language: "ja_JP", UI: "ja"}, []string{"会議室を予約", "（apply 後に確定）", "助けて", "ラベルなし"}},
		"in another":    {preview.Options{Language: "ko_KR"}, []string{"Book a room", "(known after apply)", "Help me", "no label"}},
	} {
		d := preview.New(tc.o)
		n := read(t, d.PersistentMenu(menuActions))
		want(t, name+": buttons", texts(n, ".pv-menu-button"), tc.want)
		want(t, name+": lines below", len(all(n, "li")), 0)
	}
	n := read(t, preview.New(preview.Options{}).PersistentMenu([]preview.Action{{Type: "message", Label: plain("two\nlines\r\nor three")}}))
	want(t, "line breaks", texts(n, ".pv-menu-button"), []string{"two lines or three"})
}

func TestPersistentMenu_taps(t *testing.T) {
	t.Parallel()
	n := read(t, preview.New(preview.Options{Interactive: true}).PersistentMenu(menuActions))
	want(t, "REFs", values(n), []string{"menu/0", "menu/1", "menu/2", "menu/3"})
	var titles []string
	for _, button := range all(n, "button") {
		titles = append(titles, attr(button, "title"))
	}
	want(t, "titles", titles, []string{"postback: a=book", "uri: (sensitive value)", "message: Help me", "copy: ABC-1"})
}

func TestPersistentMenu_outlines(t *testing.T) {
	t.Parallel()
	n := read(t, preview.New(preview.Options{Outlines: true}).PersistentMenu(menuActions))
	want(t, "places", texts(n, ".pv-place"), []string{"actions[0]", "actions[1]", "actions[2]", "actions[3]"})
	want(t, "types", texts(n, ".pv-type"), []string{"postback", "uri", "message", "copy"})
	want(t, "targets", texts(n, ".pv-target"), []string{"a=book", "(sensitive value)", "Help me", "ABC-1"})
	want(t, "labels", texts(n, ".pv-detail-label"), []string{"Book a room", "(known after apply)", "Help me", "no label"})
}

func values(n *html.Node) []string {
	var values []string
	for _, button := range all(n, "button") {
		values = append(values, attr(button, "value"))
	}
	return values
}

const picture = "/preview/picture.png"

func richMenu(areas ...preview.Area) preview.RichMenu {
	for i := range areas {
		areas[i].Action = menuActions[i%len(menuActions)]
	}
	return preview.RichMenu{
		ID: plain("40001"), Name: plain("main-v1"), Width: 2500, Height: 843, Areas: areas,
		Image:  preview.Image{Source: picture, Width: 2500, Height: 843},
		Images: map[string]preview.Image{"ja_JP": {Source: "/preview/picture.ja.png"}, "ko_KR": {Note: plain("no file")}},
	}
}

// TestRichMenu_places: buttons lie over the picture where the areas are, in percent.
func TestRichMenu_places(t *testing.T) {
	t.Parallel()
	d := preview.New(preview.Options{Interactive: true})
	n := read(t, d.RichMenu(richMenu(area(0, 0, 1250, 843), area(1250, 421, 625, 422), area(2490, 0, 1_000_000_000, 10))))
	checkRules(t, d.Styles())
	want(t, "REFs", values(n), []string{"area/0", "area/1", "area/2"})
	want(t, "proportions", rule(all(n, ".pv-stage")[0], d.Styles()), "aspect-ratio:2500/843")
	var rules []string
	for _, button := range all(n, "button") {
		rules = append(rules, rule(button, d.Styles()))
	}
	want(t, "places", rules, []string{
		"left:0.000000%;top:0.000000%;width:50.000000%;height:100.000000%",
		"left:50.000000%;top:49.940688%;width:25.000000%;height:50.059312%",
		"left:99.600000%;top:0.000000%;width:4000.000000%;height:1.186240%", // cut off
	})
	for _, label := range all(n, ".pv-hidden") {
		if content(label) == "" {
			t.Error("got a button over the picture without a name")
		}
	}
	want(t, "names", texts(n, ".pv-hidden"), []string{"Book a room", "(known after apply)", "Help me"})
	want(t, "lines below", len(all(n, "li"))+len(all(n, ".pv-outlined")), 0)
	// The name of an area without a label is what it does.
	n = read(t, preview.New(preview.Options{}).RichMenu(preview.RichMenu{Image: preview.Image{Source: picture}, Areas: []preview.Area{{Width: 1, Height: 1, Action: menuActions[3]}}}))
	want(t, "names", texts(n, ".pv-hidden"), []string{"copy: ABC-1"})
}

func TestRichMenu_pictures(t *testing.T) {
	t.Parallel()
	for language, source := range map[string]string{"": picture, "en_US": picture, "ja_JP": "/preview/picture.ja.png"} {
		d := preview.New(preview.Options{Language: language})
		n := read(t, d.RichMenu(richMenu(area(0, 0, 9, 9))))
		want(t, language, attr(all(n, "img")[0], "src"), source)
	}
	n := read(t, preview.New(preview.Options{Language: "ko_KR"}).RichMenu(richMenu(area(0, 0, 9, 9))))
	want(t, "pictures", len(all(n, "img")), 0)
	want(t, "note", texts(n, ".pv-note"), []string{"no file"})
	want(t, "outlined areas", len(all(n, ".pv-outlined")), 1)

	m := richMenu(area(0, 0, 9, 9))
	m.Image.Source = "https://evil.example/x.png"
	n = read(t, preview.New(preview.Options{}).RichMenu(m))
	want(t, "pictures from elsewhere", len(all(n, "img")), 0)

	m.Image = preview.Image{Source: picture, Width: 2500, Height: 1686}
	n = read(t, preview.New(preview.Options{}).RichMenu(m))
	want(t, "another size", texts(n, ".pv-problem-text"), []string{"The picture has 2500 × 1686 pixels, the menu 2500 × 843: it is drawn stretched."})
}

func TestRichMenu_outlines(t *testing.T) {
	t.Parallel()
	unknown := area(0, 0, 0, 0)
	unknown.Mark = preview.Unknown
	m := richMenu(area(0, 0, 101, 843), area(100, 0, 100, 843), area(2400, 0, 101, 843), unknown)
	d := preview.New(preview.Options{Outlines: true, Interactive: true})
	n := read(t, d.RichMenu(m))
	want(t, "tags", texts(n, ".pv-area-tag"), []string{"0 postback", "1 uri", "2 message"})
	want(t, "problems in the picture", len(all(n, ".pv-problem")), 3)
	want(t, "REFs", values(n), []string{"area/0", "area/1", "area/2"})
	want(t, "places", texts(n, ".pv-place"), []string{"areas[0]", "areas[1]", "areas[2]", "areas[3]"})
	want(t, "types", texts(n, ".pv-type"), []string{"postback", "uri", "message", "copy"})
	want(t, "targets", texts(n, ".pv-target"), []string{"a=book", "(sensitive value)", "Help me", "ABC-1"})
	want(t, "problems", texts(n, ".pv-problem-text"), []string{"overlaps areas[1]", "overlaps areas[0]", "reaches past the edge of the menu"})
	want(t, "bounds", texts(n, ".pv-bounds"), []string{"40001", "2500 × 843", "x 0, y 0, 101 × 843", "x 100, y 0, 100 × 843", "x 2400, y 0, 101 × 843", "(known after apply)"})

	n = read(t, preview.New(preview.Options{Outlines: true, UI: "ja"}).RichMenu(m))
	want(t, "problems", texts(n, ".pv-problem-text"), []string{"areas[1] と重なっています", "areas[0] と重なっています", "メニューの端からはみ出しています"})

	m.Areas, m.Height = []preview.Area{area(0, 0, 9, 9), area(9, 0, 9, 9)}, 0
	d = preview.New(preview.Options{Outlines: true})
	n = read(t, d.RichMenu(m))
	want(t, "areas without a problem", len(all(n, ".pv-problem"))+len(all(n, ".pv-has-problem")), 0)
	want(t, "outlined areas", len(all(n, ".pv-outlined")), 2)
	want(t, "bounds beside a size that is not known", texts(n, ".pv-bounds"), []string{"40001", "x 0, y 0, 9 × 9", "x 9, y 0, 9 × 9"})
	m.Width, m.Height = 0, 843
	want(t, "a width that is not known", texts(read(t, d.RichMenu(m)), ".pv-bounds")[1], "x 0, y 0, 9 × 9")

	m.Areas, m.AreasMark = nil, preview.Unknown
	n = read(t, preview.New(preview.Options{Outlines: true}).RichMenu(m))
	want(t, "areas that are not known", texts(n, ".pv-badge"), []string{"(known after apply)"})
}

// TestRichMenu_sizes: a menu whose size is not known, or no size, is drawn all the same.
func TestRichMenu_sizes(t *testing.T) {
	t.Parallel()
	for _, size := range [][2]int64{{0, 0}, {0, 843}, {2500, 0}, {-1, 843}, {100_001, 1}, {2500, 1 << 62}} {
		m := richMenu(area(0, 0, 1250, 843))
		m.Width, m.Height = size[0], size[1]
		d := preview.New(preview.Options{})
		n := read(t, d.RichMenu(m))
		checkRules(t, d.Styles())
		want(t, "proportions", rule(all(n, ".pv-stage")[0], d.Styles()), "aspect-ratio:2500/1686")
	}
	d := preview.New(preview.Options{})
	n := read(t, d.RichMenu(preview.RichMenu{Width: 100_000, Height: 100_000}))
	want(t, "the largest", rule(all(n, ".pv-stage")[0], d.Styles()), "aspect-ratio:100000/100000")
}

func TestBot(t *testing.T) {
	t.Parallel()
	bot := preview.Bot{
		ID: plain("2000001"), Name: plain("Reception"), Description: plain("Books <rooms>"), PhotoURL: plain("https://example.com/bot.png"),
		Names: preview.Texts{"ja_JP": plain("受付")}, Descriptions: preview.Texts{"ko_KR": plain("안내")}, PhotoURLs: preview.Texts{"ja_JP": plain("https://example.com/ja.png")},
		Settings: []preview.Setting{{"callbackUrl", plain("https://bots.example.com/")}, {"secret", preview.Text{Mark: preview.Sensitive}}, {"managers", plain("")}},
	}
	n := read(t, preview.New(preview.Options{}).Bot(bot))
	want(t, "name", texts(n, ".pv-bot-name"), []string{"Reception"})
	want(t, "ID", texts(n, ".pv-bot-id"), []string{"2000001"})
	want(t, "description", texts(n, ".pv-bot-description"), []string{"Books <rooms>"})
	want(t, "settings", texts(n, "dt"), []string{"photoUrl", "callbackUrl", "secret", "managers"})
	want(t, "values", texts(n, "dd"), []string{"https://example.com/bot.pnggiven by an address, not loaded here", "https://bots.example.com/", "(sensitive value)", "–"})
	want(t, "pictures", len(all(n, "img")), 0)
	want(t, "picture", texts(n, ".pv-avatar"), []string{"R"})

	n = read(t, preview.New(preview.Options{Language: "ja_JP", UI: "ja"}).Bot(bot))
	want(t, "name, ja", texts(n, ".pv-bot-name"), []string{"受付"})
	want(t, "description, ja", texts(n, ".pv-bot-description"), []string{"Books <rooms>"})
	if got := texts(n, "dd"); got[0] != "https://example.com/ja.pngURL で指定（ここでは読み込みません）" || got[2] != "（機密の値）" {
		t.Errorf("got the values %q, want them in Japanese", got)
	}

	n = read(t, preview.New(preview.Options{Outlines: true}).Bot(bot))
	want(t, "languages", texts(n, "dt")[4:], []string{"ja_JP", "ko_KR", "other languages"})

	n = read(t, preview.New(preview.Options{Outlines: true}).Bot(preview.Bot{Name: plain("x")}))
	want(t, "lines of a bot in one language", len(all(n, "dt"))+len(all(n, "h4")), 0)

	for name, letter := range map[preview.Text]string{plain("ärger"): "Ä", plain("🤖 bot"): "B", plain("🤖"): "?", {Mark: preview.Unknown}: "?", {}: "?"} {
		n = read(t, preview.New(preview.Options{}).Bot(preview.Bot{Name: name}))
		want(t, "picture of "+name.Value, texts(n, ".pv-avatar"), []string{letter})
	}
}

// TestMarks: what a plan hides is nowhere in the drawings.
func TestMarks(t *testing.T) {
	t.Parallel()
	for mark, badge := range map[preview.Mark]string{preview.Unknown: "(known after apply)", preview.Sensitive: "(sensitive value)", 7: "(sensitive value)"} {
		hidden := preview.Text{Value: "hush", Mark: mark}
		byLanguage := preview.Texts{"ja_JP": hidden}
		for _, language := range []string{"", "ja_JP"} {
			d := preview.New(preview.Options{Language: language, Outlines: true, Interactive: true})
			var html template.HTML
			for _, kind := range []string{"message", "postback", "uri", "copy"} {
				action := preview.Action{
					Type: kind, Label: hidden, Text: hidden, Postback: hidden, URI: hidden, CopyText: hidden, Data: hidden, DisplayText: hidden,
					Labels: byLanguage, Texts: byLanguage, DisplayTexts: byLanguage,
				}
				html += d.PersistentMenu([]preview.Action{action})
				html += d.RichMenu(preview.RichMenu{ID: hidden, Name: hidden, Areas: []preview.Area{{Width: 1, Height: 1, Action: action}}, Image: preview.Image{Note: hidden}})
			}
			bot := preview.Bot{
				ID: hidden, Name: hidden, Description: hidden, PhotoURL: hidden, Names: byLanguage, Descriptions: byLanguage, PhotoURLs: byLanguage,
				Settings: []preview.Setting{{"secret", hidden}},
			}
			html += d.Bot(bot) + d.Phone(bot, d.Message(preview.Message{Sender: hidden, Content: []byte(samples["text"])}), "")
			read(t, html)
			if strings.Contains(string(html), "hush") {
				t.Errorf("mark %d: got the hidden value in %s", mark, html)
			}
			if got := strings.Count(string(html), badge); got < 20 {
				t.Errorf("mark %d: got %q %d times, want it in place of every value", mark, badge, got)
			}
		}
	}
}

func TestPhone(t *testing.T) {
	t.Parallel()
	d := preview.New(preview.Options{UI: "ja"})
	n := read(t, d.Phone(preview.Bot{Name: plain(`"R" <b>`)}, d.Message(message(samples["text"])), d.PersistentMenu(menuActions)))
	want(t, "name", texts(n, ".pv-phone-name"), []string{`"R" <b>`})
	want(t, "room", attr(all(n, "section")[0], "aria-label"), `"R" <b> とのトークルーム`)
	if got := texts(n, ".pv-talk"); len(got) != 1 || !strings.Contains(got[0], "Second line") {
		t.Errorf("got %q, want the message in the talk", got)
	}
	want(t, "menu", len(all(all(n, ".pv-below")[0], ".pv-menu-button")), 4)
}

// FuzzMenus: whatever the texts of bots and menus hold, no script runs.
func FuzzMenus(f *testing.F) {
	f.Add(`"><script>alert(1)</script>`, "ja_JP", int64(1), int64(-1), 2)
	f.Add(" ", "0", int64(1), int64(1), 0)
	f.Add("/", "0", int64(1), int64(1), 0)
	f.Add("javascript:alert(1)", "", int64(1)<<62, int64(0), 0)
	f.Fuzz(func(t *testing.T, s, language string, a, b int64, mark int) {
		d := preview.New(preview.Options{UI: "ja", Language: language, Outlines: true, Interactive: true})
		value := preview.Text{Value: s, Mark: preview.Mark(mark)}
		action := preview.Action{Type: s, Label: value, Text: value, URI: value, Data: value, Labels: preview.Texts{language: value}}
		image := preview.Image{Source: s, Note: value, Width: int(a), Height: int(b)}
		bot := preview.Bot{ID: value, Name: value, Description: value, PhotoURL: value, Names: preview.Texts{language: value}, Settings: []preview.Setting{{s, value}}}
		area := preview.Area{X: a, Y: b, Width: b, Height: a, Mark: preview.Mark(mark), Action: action}
		read(t, d.Bot(bot))
		read(t, d.PersistentMenu([]preview.Action{action}))
		read(t, d.RichMenu(preview.RichMenu{Name: value, Width: a, Height: b, Areas: []preview.Area{area, area}, Image: image, Images: map[string]preview.Image{"ja_JP": image}}))
		read(t, d.Phone(bot, "", ""))
		checkRules(t, d.Styles())
	})
}
