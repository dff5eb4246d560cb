// SPDX-License-Identifier: MPL-2.0

package preview_test

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"html/template"
	"image"
	"image/color"
	"image/png"
	"maps"
	"math"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/browser"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/preview"
)

func TestMain(m *testing.M) { os.Exit(browser.Main(m)) }

// policy is what both pages can live with: nothing but styles with a nonce, and pictures.
const policy = "default-src 'none'; style-src 'nonce-n'; img-src data:"

// page is a page with everything that is drawn.
func page(t *testing.T, o preview.Options) string {
	t.Helper()
	o.Files = func(id string) preview.Image {
		if id == "jp1.5.6" {
			return preview.Image{Source: grey(t)}
		}
		return preview.Image{Note: preview.Text{Mark: preview.Unknown}}
	}
	d := preview.New(o)
	bot := preview.Bot{
		ID: plain("2000001"), Name: plain("Reception"), Description: plain("Books rooms."), PhotoURL: plain("https://example.com/" + strings.Repeat("long", 40) + ".png"),
		Names: preview.Texts{"ja_JP": plain("受付")}, Settings: []preview.Setting{{"callbackUrl", plain("https://bots.example.com/" + strings.Repeat("x", 200))}, {"secret", preview.Text{Mark: preview.Sensitive}}, {"managers", plain("")}},
	}
	var talk, quick template.HTML
	for _, name := range slices.Sorted(maps.Keys(samples)) {
		m := message(samples[name])
		m.ID, m.Sender = strings.ReplaceAll(name, " ", "-"), plain("Reception")
		talk += d.Message(m)
		m.FromBot, m.Note = false, strings.Repeat("A note. ", 20)
		if kind := strings.Fields(name)[0]; kind == "text" || kind == "location" || kind == "file" || kind == "link" || kind == "unknown" {
			talk += d.Message(m)
		}
		quick += d.QuickReply(m)
	}
	talk += d.Message(message(`{"type":"text","text":"` + strings.Repeat("word", 100) + `"}`))
	whole := richMenu(area(0, 0, 800, 843), area(700, 0, 900, 843), area(1600, 0, 901, 843))
	whole.Images, whole.Image.Source = nil, grey(t)
	bare := richMenu(area(0, 0, 1250, 843), area(1250, 0, 1250, 843))
	bare.Images, bare.Image = nil, preview.Image{Note: plain("The file menu.png is not there.")}
	var body strings.Builder
	fmt.Fprint(&body, "<form>", d.Phone(bot, talk, quick+d.RichMenu(whole)), "</form><form>", d.Phone(bot, "", d.PersistentMenu(menuActions)), "</form>", d.Bot(bot), d.RichMenu(bare))
	return "<!doctype html><html lang=en><meta charset=utf-8><meta name=viewport content='width=device-width'><title>x</title><style nonce=n>" +
		string(preview.CSS()) + string(d.Styles()) + "body{margin:8px;background:Canvas}</style><body>" + body.String()
}

// grey is a picture of the proportions of a rich menu, in a middle tone.
func grey(t *testing.T) string {
	t.Helper()
	picture := image.NewGray(image.Rect(0, 0, 50, 17))
	for i := range picture.Pix {
		picture.Pix[i] = color.Gray{Y: 128}.Y
	}
	var file bytes.Buffer
	if err := png.Encode(&file, picture); err != nil {
		t.Fatal(err)
	}
	return "data:image/png;base64," + base64.StdEncoding.EncodeToString(file.Bytes())
}

func open(t *testing.T) *browser.Tab {
	t.Helper()
	if testing.Short() {
		t.Skip("drives a browser")
	}
	return browser.Open(t)
}

func serve(t *testing.T, html string) string {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", policy)
		if r.URL.Path != "/" { // a browser asks for an icon
			w.WriteHeader(http.StatusNoContent)
			return
		}
		fmt.Fprint(w, html)
	}))
	t.Cleanup(server.Close)
	return server.URL + "/"
}

// TestBrowser_page opens all drawings under the strict policy. The tab fails the test if
// the policy keeps anything from the page.
func TestBrowser_page(t *testing.T) {
	t.Parallel()
	for name, o := range map[string]preview.Options{
		"en":           {UI: "en", Interactive: true},
		"ja, outlines": {UI: "ja", Language: "ja_JP", Outlines: true, Interactive: true},
		"still":        {UI: "en", Outlines: true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tab := open(t)
			html := page(t, o)
			tab.Resize(360, 800)
			tab.Go(serve(t, html))
			for _, barrier := range tab.Barriers() {
				t.Errorf("got %s", barrier)
			}
			// What the page is about must not be cut off either.
			cut := browser.Eval[[]string](tab, `[...document.querySelectorAll(".pv-bubble, .pv-card, .pv-flex-bubble, .pv-quick-reply, .pv-stage")]
				.filter((e) => !e.closest(".pv-scroller") && e.getBoundingClientRect().right > document.documentElement.clientWidth).map((e) => e.className)`)
			if len(cut) > 0 {
				t.Errorf("got %v past the right edge of 360 px, want them within", cut)
			}
		})
	}
}

// TestBrowser_areas measures the buttons over the picture.
func TestBrowser_areas(t *testing.T) {
	t.Parallel()
	d := preview.New(preview.Options{Interactive: true})
	areas := []preview.Area{area(0, 0, 833, 843), area(833, 0, 834, 421), area(833, 421, 834, 422), area(1667, 0, 833, 843)}
	m := richMenu(areas...)
	m.Image.Source = grey(t)
	html := "<!doctype html><html lang=en><title>x</title><style nonce=n>" + string(preview.CSS()) + "body{margin:0} form{width:375px}</style><form>" + string(d.RichMenu(m))
	html += "<style nonce=n>" + string(d.Styles()) + "</style>"
	tab := open(t)
	tab.Go(serve(t, html))
	boxes := browser.Eval[[][]float64](tab, `[...document.querySelectorAll("button")].map((e) => { const b = e.getBoundingClientRect(), s = e.closest(".pv-stage").getBoundingClientRect();
		return [b.left - s.left, b.top - s.top, b.width, b.height].map((n) => n * 2500 / s.width); })`)
	if len(boxes) != len(areas) {
		t.Fatalf("got %d buttons, want %d", len(boxes), len(areas))
	}
	for i, a := range areas {
		for j, side := range []int64{a.X, a.Y, a.Width, a.Height} {
			if math.Abs(boxes[i][j]-float64(side)) > 1 {
				t.Errorf("area %d: got %v in pixels of the picture, want %v", i, boxes[i], []int64{a.X, a.Y, a.Width, a.Height})
				break
			}
		}
	}
}

// TestBrowser_flex: a tap on a text within a tappable box is a tap on the box, and one on
// a button within is one on the button.
func TestBrowser_flex(t *testing.T) {
	t.Parallel()
	d := preview.New(preview.Options{Interactive: true})
	const content = `{"type":"flex","altText":"x","contents":{"type":"bubble","action":{"type":"uri","uri":"https://example.com/"},"body":{"type":"box","layout":"vertical","contents":[
		{"type":"text","text":"Text","color":"#B3211A","size":"xxl"},
		{"type":"button","style":"primary","color":"#0B57A4","action":{"type":"message","label":"Button"}}]}}}`
	html := "<!doctype html><html lang=en><title>x</title><form>" + string(d.Message(message(content)))
	html += "<style nonce=n>" + string(preview.CSS()) + string(d.Styles()) + "</style>"
	tab := open(t)
	tab.Go(serve(t, html))
	at := func(selector string) string {
		return browser.Eval[string](tab, fmt.Sprintf(`(() => { const b = document.querySelector(%q).getBoundingClientRect();
			return document.elementFromPoint(b.left + b.width / 2, b.top + b.height / 2).closest("button")?.value ?? "nothing"; })()`, selector))
	}
	want(t, "tap on the text", at(".pv-fx-text"), "message/7/contents/action")
	want(t, "tap on the button", at(".pv-flex-button"), "message/7/contents/body/contents/1/action")
	want(t, "color of the text", browser.Eval[string](tab, `getComputedStyle(document.querySelector(".pv-fx-text")).color`), "rgb(179, 33, 26)")
	want(t, "size of the text", browser.Eval[string](tab, `getComputedStyle(document.querySelector(".pv-fx-text")).fontSize`), "29px")
	want(t, "color of the button", browser.Eval[string](tab, `getComputedStyle(document.querySelector(".pv-flex-button")).backgroundColor`), "rgb(11, 87, 164)")
}
