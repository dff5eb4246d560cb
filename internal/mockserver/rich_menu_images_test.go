// SPDX-License-Identifier: MPL-2.0

package mockserver_test

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"image"
	"image/gif"
	"image/jpeg"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
)

func fileID(id string) string { return `{"fileId":"` + id + `"}` }

// TestImage_lifecycle: https://developers.worksmobile.com/en/docs/bot-richmenu-image-set
// and https://developers.worksmobile.com/jp/docs/bot-richmenu-image-get.
func TestImage_lifecycle(t *testing.T) {
	t.Parallel()
	c := newClock()
	e := start(t, mockserver.Options{Now: c.Now, TokenLifetime: 100 * time.Hour})
	id, bot := e.bot()
	menuID, menu := e.richMenu(id)
	e.get(menu+"/image").is(404, "NOT_FOUND")
	first, second := mockserver.PlainPNG(wide, 1), mockserver.PlainPNG(tall, 2)
	set := e.file(bot, first)
	if raw := e.post(menu+"/image", fileID(set)).is(204).raw; raw != "" {
		t.Errorf("got the body %s, want none", raw)
	}
	got := e.get(menu+"/image").is(200).has("i18nFileIds", "absent")
	read := got.text("fileId")
	if again := e.get(menu + "/image").is(200).text("fileId"); read == set || again == read {
		t.Errorf("got the ids %s and %s for the id %s, want a new one on each read: the ids expire", read, again, set)
	}
	location := e.get(bot + "/attachments/" + read).is(302).header.Get("Location")
	if got := e.send(e.at(http.MethodGet, location, "", "")).is(200); got.raw != string(first) || got.header.Get("Content-Type") != "image/png" {
		t.Errorf("got another image (%s) than was set, want the same as image/png", got.header.Get("Content-Type"))
	}
	e.post(menu+"/image", `{"fileId":"`+e.file(bot, second)+`","i18nFileIds":[{"language":"ja_JP","fileId":"`+read+`"}]}`).is(204)
	e.get(menu + "/image").is(200).text("fileId")
	image, has := e.api.RichMenuImage(id, menuID)
	if !has || image.ContentType != "image/png" || image.FileName != "a.png" || !bytes.Equal(image.Content, second) ||
		len(image.I18n) != 1 || image.I18n["ja_JP"].SHA256() != fmt.Sprintf("%x", sha256.Sum256(first)) {
		t.Errorf("got an image %s %q with %d languages (has: %t), want the second image as image/png a.png, and the first one for ja_JP", image.ContentType, image.FileName, len(image.I18n), has)
	}
	c.advance(48 * time.Hour)
	items, _ := e.get(menu + "/image").is(200).body["i18nFileIds"].([]any)
	if ja, _ := items[0].(map[string]any); len(items) != 1 || ja["language"] != "ja_JP" || e.get(bot+"/attachments/"+fmt.Sprint(ja["fileId"])).status != 302 {
		t.Errorf("got the images for languages %v, want one for ja_JP that can be read", items)
	}
	e.post(menu+"/image", fileID(e.file(bot, first))).is(204) // replaces everything
	e.get(menu+"/image").is(200).has("i18nFileIds", "absent")
	e.delete(menu).is(204)
	e.get(menu + "/image").is(404)
	if _, has := e.api.RichMenuImage(id, menuID); has {
		t.Error("got the image of a deleted menu, want none")
	}
	e.post(menu+"/image", fileID(e.file(bot, first))).is(404, "NOT_FOUND")
	if got := len(e.api.Attachments()); got != 2 {
		t.Errorf("got %d attachments, want 2: neither ids that were read nor old files count", got)
	}
}

// TestImage_limits: the rules of https://developers.worksmobile.com/en/docs/bot-richmenu-image-set.
func TestImage_limits(t *testing.T) {
	t.Parallel()
	c := newClock()
	e := start(t, mockserver.Options{Now: c.Now, TokenLifetime: 100 * time.Hour})
	id, bot := e.bot()
	_, other := e.bot()
	_, menu := e.richMenu(id)
	plain := mockserver.PlainPNG(wide, 0)
	old := e.file(bot, plain)
	c.advance(24 * time.Hour)
	good := e.file(bot, plain)
	padded := func(n int) []byte { return append(bytes.Clone(plain), make([]byte, n-len(plain))...) }
	encoded := func(encode func(*bytes.Buffer, image.Image) error) []byte {
		var out bytes.Buffer
		if err := encode(&out, image.NewGray(image.Rect(0, 0, 2500, 843))); err != nil {
			t.Fatal(err)
		}
		return out.Bytes()
	}
	photo := encoded(func(out *bytes.Buffer, m image.Image) error { return jpeg.Encode(out, m, nil) })
	film := encoded(func(out *bytes.Buffer, m image.Image) error { return gif.Encode(out, m, nil) })
	size := func(width, height int64) []byte {
		return mockserver.PlainPNG(mockserver.Size{Width: width, Height: height}, 0)
	}
	for name, test := range map[string]struct {
		body   string
		status int
		code   string
	}{
		"PNG":               {fileID(good), 204, ""},
		"the other size":    {fileID(e.file(bot, size(2500, 1686))), 204, ""},
		"JPEG":              {fileID(e.file(bot, photo)), 204, ""},
		"GIF":               {fileID(e.file(bot, film)), 400, "INVALID_PARAMETER"},
		"no image":          {fileID(e.file(bot, []byte("x"))), 400, "INVALID_PARAMETER"},
		"empty":             {fileID(e.file(bot, nil)), 400, "INVALID_PARAMETER"},
		"too wide":          {fileID(e.file(bot, size(2501, 843))), 400, "INVALID_PARAMETER"},
		"too low":           {fileID(e.file(bot, size(2500, 842))), 400, "INVALID_PARAMETER"},
		"half the size":     {fileID(e.file(bot, size(1250, 843))), 400, "INVALID_PARAMETER"},
		"1 MB":              {fileID(e.file(bot, padded(1<<20))), 204, ""},
		"more than 1 MB":    {fileID(e.file(bot, padded(1<<20+1))), 400, "LIMIT_EXCEEDED"},
		"expired":           {fileID(old), 400, "INVALID_PARAMETER"},
		"unknown":           {fileID("jp1.1.1.0.1.0.0.0"), 400, "INVALID_PARAMETER"},
		"of another bot":    {fileID(e.file(other, plain)), 400, "INVALID_PARAMETER"},
		"not sent":          {fileID(e.post(bot+"/attachments", `{}`).is(200).text("fileId")), 400, "INVALID_PARAMETER"},
		"no id":             {`{}`, 400, "MISSING_PARAMETER"},
		"empty id":          {fileID(""), 400, "INVALID_PARAMETER"},
		"a number":          {`{"fileId":1}`, 400, "INVALID_PARAMETER"},
		"no languages":      {`{"fileId":"` + good + `","i18nFileIds":[]}`, 204, ""},
		"same for each":     {`{"fileId":"` + good + `","i18nFileIds":[{"language":"ja_JP","fileId":"` + good + `"},{"language":"ko_KR","fileId":"` + good + `"}]}`, 204, ""},
		"bad for one":       {`{"fileId":"` + good + `","i18nFileIds":[{"language":"ja_JP","fileId":"` + old + `"}]}`, 400, "INVALID_PARAMETER"},
		"unknown language":  {`{"fileId":"` + good + `","i18nFileIds":[{"language":"fr_FR","fileId":"` + good + `"}]}`, 400, "INVALID_PARAMETER"},
		"language alone":    {`{"fileId":"` + good + `","i18nFileIds":[{"language":"ja_JP"}]}`, 400, "MISSING_PARAMETER"},
		"the image itself":  {string(plain), 400, "INVALID_PARAMETER"},
		"languages, no one": {`{"i18nFileIds":[{"language":"ja_JP","fileId":"` + good + `"}]}`, 400, "MISSING_PARAMETER"},
	} {
		before := e.get(menu + "/image").status
		if got := e.post(menu+"/image", test.body); got.status != test.status || test.code != "" && got.body["code"] != test.code {
			t.Errorf("%s: %d %s, want %d %s", name, got.status, got.raw, test.status, test.code)
		}
		if after := e.get(menu + "/image").status; test.status != 204 && after != before {
			t.Errorf("%s: got status %d for the image after a refused request, want %d as before", name, after, before)
		}
	}
	e.post(menu+"/image", fileID(e.file(bot, photo))).is(204)
	if image, _ := e.api.RichMenuImage(id, e.api.RichMenus(id)[0].RichMenuID); image.ContentType != "image/jpeg" {
		t.Errorf("got the content type %s, want image/jpeg", image.ContentType) // whatever the part said
	}
}

func TestQuirk_image(t *testing.T) {
	t.Parallel()
	type q = mockserver.Quirks
	c := newClock()
	e := start(t, mockserver.Options{Now: c.Now, TokenLifetime: 100 * time.Hour, Quirks: q{KeepFileID: true}})
	id, bot := e.bot()
	menuID, menu := e.richMenu(id)
	plain := mockserver.PlainPNG(wide, 0)
	set := e.file(bot, plain)
	e.post(menu+"/image", `{"fileId":"`+set+`","i18nFileIds":[{"language":"ja_JP","fileId":"`+set+`"}]}`).is(204)
	want := []any{map[string]any{"language": "ja_JP", "fileId": set}}
	e.get(menu+"/image").is(200).has("fileId", set).has("i18nFileIds", want)
	c.advance(72 * time.Hour)
	e.get(bot + "/attachments/" + set).is(404)
	e.get(menu+"/image").is(200).has("fileId", set)
	e.get(bot + "/attachments/" + set).is(302) // good again, as long as it is in use
	e.api.SetQuirks(q{KeepI18nImages: true})
	e.post(menu+"/image", fileID(e.file(bot, mockserver.PlainPNG(tall, 1)))).is(204)
	if image, _ := e.api.RichMenuImage(id, menuID); len(image.I18n) != 1 || bytes.Equal(image.Content, plain) {
		t.Errorf("got %d images for languages, want 1, and another default image", len(image.I18n))
	}
	other := e.file(bot, mockserver.PlainPNG(tall, 2))
	e.post(menu+"/image", `{"fileId":"`+other+`","i18nFileIds":[{"language":"ja_JP","fileId":"`+other+`"},{"language":"ko_KR","fileId":"x"}]}`).is(400)
	if image, _ := e.api.RichMenuImage(id, menuID); !bytes.Equal(image.I18n["ja_JP"].Content, plain) {
		t.Error("got an image changed by a refused request, want it unchanged")
	}
	e.api.SetQuirks(q{RefuseSecondImage: true})
	e.post(menu+"/image", fileID(e.file(bot, plain))).is(409, "CONFLICT")
	e.api.RemoveRichMenuImage(id, menuID)
	e.get(menu+"/image").is(404, "NOT_FOUND")
	e.post(menu+"/image", fileID(e.file(bot, plain))).is(204)
	e.api.SetQuirks(q{RefuseOtherSize: true})
	e.post(menu+"/image", fileID(e.file(bot, mockserver.PlainPNG(tall, 0)))).is(400, "INVALID_PARAMETER")
	e.post(menu+"/image", fileID(e.file(bot, plain))).is(204)
	e.api.SetQuirks(q{SmallMegabyte: true})
	padded := append(bytes.Clone(plain), make([]byte, 1_000_000-len(plain))...)
	e.post(menu+"/image", fileID(e.file(bot, padded))).is(204)
	e.post(menu+"/image", fileID(e.file(bot, append(padded, 0)))).is(400, "LIMIT_EXCEEDED")
}

// TestQuirk_menuWithoutImage: each way to show a menu.
func TestQuirk_menuWithoutImage(t *testing.T) {
	t.Parallel()
	e := startWith(t, mockserver.Quirks{RefuseMenuWithoutImage: true})
	id, bot := e.bot()
	menuID, menu := e.richMenu(id)
	e.post(menu+"/set-default", "").is(400, "INVALID_PARAMETER")
	e.post(menu+"/users/u", "").is(400, "INVALID_PARAMETER")
	e.patch(bot, `{"defaultRichmenuId":"`+menuID+`"}`).is(400, "INVALID_PARAMETER")
	if e.api.DefaultRichMenu(id) != "" || e.api.UserRichMenu(id, "u") != "" {
		t.Errorf("got the default %q and the user's menu %q, want none: the requests were refused", e.api.DefaultRichMenu(id), e.api.UserRichMenu(id, "u"))
	}
	e.post(menu+"/image", fileID(e.file(bot, mockserver.PlainPNG(wide, 0)))).is(204)
	e.post(menu+"/set-default", "").is(201)
	e.post(menu+"/users/u", "").is(204)
	e.patch(bot, `{"defaultRichmenuId":"`+menuID+`"}`).is(200)
}

func TestState_image(t *testing.T) {
	t.Parallel()
	e := startWith(t, mockserver.Quirks{})
	id, bot := e.bot()
	menuID, menu := e.richMenu(id)
	content := mockserver.PlainPNG(wide, 7)
	given := mockserver.MenuImage{
		Picture: mockserver.Picture{ContentType: "image/png", Content: content},
		I18n:    map[string]mockserver.Picture{"ko_KR": {ContentType: "image/png", Content: bytes.Clone(content)}},
	}
	if !e.api.SetRichMenuImage(id, menuID, given) || e.api.SetRichMenuImage(id, "1", given) || e.api.SetRichMenuImage(1, menuID, given) {
		t.Errorf("got an image set for a menu or bot that does not exist, or none for menu %s, want it only for that menu", menuID)
	}
	content[0], given.I18n["ko_KR"].Content[0] = 'x', 'x'
	stored, has := e.api.RichMenuImage(id, menuID)
	if !has || stored.Content[0] == 'x' || stored.I18n["ko_KR"].SHA256() != stored.SHA256() {
		t.Errorf("got an image changed through the caller's copy (has: %t), want it unchanged", has)
	}
	stored.Content[0], stored.I18n["ko_KR"].Content[0] = 'x', 'x'
	if again, _ := e.api.RichMenuImage(id, menuID); again.Content[0] == 'x' || again.I18n["ko_KR"].Content[0] == 'x' {
		t.Error("got an image changed through the returned copy, want it unchanged")
	}
	read := e.get(menu + "/image").is(200).text("fileId")
	e.get(bot + "/attachments/" + read).is(302)
	if len(e.api.Attachments()) != 0 {
		t.Errorf("got %d attachments, want 0: nothing was announced", len(e.api.Attachments()))
	}
	e.api.RemoveRichMenuImage(id, menuID)
	e.api.SetQuirks(mockserver.Quirks{ReadDeleted: mockserver.Gone410})
	e.get(menu+"/image").is(410, "DELETED")
	_, never := e.richMenu(id)
	e.api.RemoveRichMenuImage(id, strings.TrimPrefix(never, bot+"/richmenus/"))
	e.get(never+"/image").is(404, "NOT_FOUND")
	if _, has := e.api.RichMenuImage(1, menuID); has {
		t.Error("got an image for bot 1, want none: there is no such bot")
	}
}

func TestPlainPNG(t *testing.T) {
	t.Parallel()
	first := mockserver.PlainPNG(wide, 1)
	if bytes.Equal(first, mockserver.PlainPNG(wide, 2)) || !bytes.Equal(first, mockserver.PlainPNG(wide, 1)) {
		t.Error("got the same picture for two shades, or two for one shade, want one per shade")
	}
	first[0] = 'x'
	if mockserver.PlainPNG(wide, 1)[0] == 'x' {
		t.Error("got a picture changed through the returned copy, want it unchanged")
	}
}
