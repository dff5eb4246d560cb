// SPDX-License-Identifier: MPL-2.0

package lineworks_test

import (
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
)

func TestRichMenus_Create(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := serve(t, respond(201, `{"richmenuId":40001,"richmenuName":null,"areas":"","size":null}`)).Aside(nothingThere)
		got, _, err := newClient(t, s).RichMenus.Create(t.Context(), "7", &lineworks.RichMenu{
			RichMenuID: "ignored", RichMenuName: "main", Size: lineworks.Size{Width: 2500, Height: 843},
			Areas: []lineworks.Area{
				{Bounds: lineworks.Bounds{X: 1250, Y: 0, Width: 1250, Height: 843}, Action: lineworks.Action{
					Type: "postback", Label: "Start", Data: "a=start", DisplayText: "Start", I18nLabels: map[string]string{"ja_JP": "開始"},
					I18nDisplayTexts: map[string]string{"ko_KR": "k", "ja_JP": "開始"},
				}},
				{Bounds: lineworks.Bounds{Width: 1250, Height: 843}, Action: lineworks.Action{Type: "uri", URI: "https://example.com/"}},
			},
		})
		if err != nil || !reflect.DeepEqual(got, &lineworks.RichMenu{RichMenuID: "40001"}) || got.Complete() {
			t.Errorf("got %+v and error %v, want only the id 40001 and none", got, err)
		}
		want := `{"richmenuName":"main","size":{"width":2500,"height":843},"areas":[` +
			`{"bounds":{"x":1250,"y":0,"width":1250,"height":843},"action":{"type":"postback","label":"Start","data":"a=start","displayText":"Start",` +
			`"i18nLabels":[{"label":"開始","language":"ja_JP"}],"i18nDisplayTexts":[{"displayText":"開始","language":"ja_JP"},{"displayText":"k","language":"ko_KR"}]}},` +
			`{"bounds":{"x":0,"y":0,"width":1250,"height":843},"action":{"type":"uri","uri":"https://example.com/"}}]}`
		if body := s.Requests()[0].Body; body != want {
			t.Errorf("sent\n%s, want\n%s", body, want)
		}
	})
}

func TestRichMenus_Get(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := serve(t, respond(200, `{"richmenuId":"40001","richmenuName":"main","size":{"width":2500,"height":1686},"areas":[
		{"bounds":{"x":9,"y":2,"width":3,"height":4},"action":{"type":"postback","data":"d","displayText":"t","label":null,
			"i18nDisplayTexts":[{"language":"en_US","displayText":"e"}],"i18nLabels":[],"i18nTexts":""}},
		{"bounds":{"x":5,"y":6,"width":7,"height":8},"action":{"type":"copy","copyText":"c"}}]}`))
		got, err := newClient(t, s).RichMenus.Get(t.Context(), "7", "40001")
		want := &lineworks.RichMenu{
			RichMenuID: "40001", RichMenuName: "main", Size: lineworks.Size{Width: 2500, Height: 1686},
			Areas: []lineworks.Area{
				{Bounds: lineworks.Bounds{X: 9, Y: 2, Width: 3, Height: 4}, Action: lineworks.Action{Type: "postback", Data: "d", DisplayText: "t", I18nDisplayTexts: map[string]string{"en_US": "e"}}},
				{Bounds: lineworks.Bounds{X: 5, Y: 6, Width: 7, Height: 8}, Action: lineworks.Action{Type: "copy", CopyText: "c"}},
			},
		}
		if err != nil || !reflect.DeepEqual(got, want) || !got.Complete() {
			t.Errorf("got\n%+v and error %v, want\n%+v and none", got, err, want)
		}
		for _, body := range []string{`{}`, `{"richmenuName":"main"}`, `{"richmenuId":"1","areas":7}`} {
			if _, err := newClient(t, serve(t, respond(200, body))).RichMenus.Get(t.Context(), "7", "1"); classesOf(err) != "NotAPI" {
				t.Errorf("%s: got error %v, want class NotAPI", body, err)
			}
		}
	})
}

func TestRichMenu_Complete(t *testing.T) {
	t.Parallel()
	whole := func() *lineworks.RichMenu {
		return &lineworks.RichMenu{
			RichMenuID: "1", RichMenuName: "n", Size: lineworks.Size{Width: 1, Height: 1},
			Areas: []lineworks.Area{{Action: lineworks.Action{Type: "uri"}}},
		}
	}
	if !whole().Complete() {
		t.Error("a whole menu: got Complete false, want true")
	}
	for name, lacking := range map[string]func(*lineworks.RichMenu){
		"id":     func(m *lineworks.RichMenu) { m.RichMenuID = "" },
		"name":   func(m *lineworks.RichMenu) { m.RichMenuName = "" },
		"width":  func(m *lineworks.RichMenu) { m.Size.Width = 0 },
		"height": func(m *lineworks.RichMenu) { m.Size.Height = 0 },
		"areas":  func(m *lineworks.RichMenu) { m.Areas = nil },
		"action": func(m *lineworks.RichMenu) { m.Areas = append(m.Areas, lineworks.Area{}) },
	} {
		m := whole()
		lacking(m)
		if m.Complete() {
			t.Errorf("without %s: got Complete true, want false", name)
		}
	}
}

func TestRichMenus_All(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := serve(t, respond(200, `{"richmenus":[`+menu40+`],"responseMetaData":{"nextCursor":"a"}}`), respond(200, `{"richmenus":[{"richmenuId":40002}]}`))
		menus := newClient(t, s).RichMenus.All(t.Context(), "7")
		got, err := collectAll(menus)
		if err != nil || len(got) != 2 || !got[0].Complete() || got[0].Areas[0].Bounds.X != 1 || !reflect.DeepEqual(got[1], &lineworks.RichMenu{RichMenuID: "40002"}) {
			t.Errorf("got %+v and error %v, want a whole menu, one with only the id 40002, and no error", got, err)
		}
		for _, err := range menus {
			if err != nil {
				t.Errorf("got error %v, want none", err)
			}
			break
		}
		for _, none := range []string{`{}`, `{"richmenus":[]}`, `{"richmenus":null,"responseMetaData":null}`, `{"responseMetaData":{"nextCursor":""}}`} {
			if got, err := collectAll(newClient(t, serve(t, respond(200, none))).RichMenus.All(t.Context(), "7")); got != nil || err != nil {
				t.Errorf("%s: got %v and error %v, want neither", none, got, err)
			}
		}
		for _, odd := range []string{`{"items":[]}`, `{"richmenus":[{}]}`, `{"richmenus":"x"}`} {
			if _, err := collectAll(newClient(t, serve(t, respond(200, odd))).RichMenus.All(t.Context(), "7")); classesOf(err) != "NotAPI" {
				t.Errorf("%s: got error %v, want class NotAPI", odd, err)
			}
		}
	})
}

func TestRichMenus_SetImage_byLanguage(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := serve(t, respond(204, ""))
		c := newClient(t, s)
		for _, languages := range []map[string]string{{"ko_KR": "fk", "ja_JP": "fj"}, {}, nil} {
			if err := c.RichMenus.SetImage(t.Context(), "7", "40001", "f", languages); err != nil {
				t.Errorf("%v: got error %v, want none", languages, err)
			}
		}
		var bodies []string
		for _, r := range s.Requests() {
			bodies = append(bodies, r.Body)
		}
		if want := []string{`{"fileId":"f","i18nFileIds":[{"fileId":"fj","language":"ja_JP"},{"fileId":"fk","language":"ko_KR"}]}`, `{"fileId":"f"}`, `{"fileId":"f"}`}; !slices.Equal(bodies, want) {
			t.Errorf("got bodies %v, want %v", bodies, want)
		}
	})
}

func TestRichMenus_Image(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		for body, want := range map[string]*lineworks.RichMenuImage{
			`{"fileId":"jp1.1.2","i18nFileIds":[{"language":"ja_JP","fileId":"fj"}]}`: {FileID: "jp1.1.2", I18nFileIDs: map[string]string{"ja_JP": "fj"}},
			`{"fileId":"f","i18nFileIds":[]}`:                                         {FileID: "f"},
			`{"fileId":17,"i18nFileIds":null}`:                                        {FileID: "17"},
		} {
			got, err := newClient(t, serve(t, respond(200, body))).RichMenus.Image(t.Context(), "7", "40001")
			if err != nil || !reflect.DeepEqual(got, want) {
				t.Errorf("%s: got %+v and error %v, want %+v and none", body, got, err, want)
			}
		}
	})
}

// The service's response when something is not set is not documented.
func TestRichMenus_notSet(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		for _, tc := range []struct {
			status int
			body   string
		}{
			{404, gone},
			{204, ""},
			{200, `{}`},
			{200, `{"botId":7,"defaultRichmenuId":null,"fileId":null,"richmenuId":null}`},
			{200, `{"botId":"7","defaultRichmenuId":"","fileId":"","richmenuId":"","areas":[],"i18nFileIds":[]}`},
		} {
			c := newClient(t, serve(t, respond(tc.status, tc.body)))
			image, imageErr := c.RichMenus.Image(t.Context(), "7", "40001")
			menu, userErr := c.RichMenus.UserMenu(t.Context(), "7", "u1")
			id, defaultErr := c.RichMenus.Default(t.Context(), "7")
			for name, err := range map[string]error{"image": imageErr, "user": userErr, "default": defaultErr} {
				if classesOf(err) != "NotFound" || !strings.HasPrefix(err.Error(), "GET /bots/") {
					t.Errorf("%s, %d %s: got error %v, want class NotFound", name, tc.status, tc.body, err)
				}
			}
			if image != nil || menu != nil || id != "" {
				t.Errorf("%d %s: got image %v, menu %v and default %q, want none", tc.status, tc.body, image, menu, id)
			}
		}
		if _, err := newClient(t, serve(t, respond(200, `{"richmenuName":"x"}`))).RichMenus.UserMenu(t.Context(), "7", "u1"); classesOf(err) != "NotAPI" {
			t.Errorf("a menu without an id: got error %v, want class NotAPI", err)
		}
	})
}

func TestRichMenus_Default(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		for _, body := range []string{`{"botId":7,"defaultRichmenuId":"40001"}`, `{"botId":"7","defaultRichmenuId":40001}`, `{"defaultRichmenuId":"40001"}`} {
			if got, err := newClient(t, serve(t, respond(200, body))).RichMenus.Default(t.Context(), "7"); err != nil || got != "40001" {
				t.Errorf("%s: got %q and error %v, want 40001 and none", body, got, err)
			}
		}
	})
}

func TestRichMenus_UserMenu(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		got, err := newClient(t, serve(t, respond(200, menu40))).RichMenus.UserMenu(t.Context(), "7", "u1")
		if err != nil || !got.Complete() || got.RichMenuID != "40001" {
			t.Errorf("got %+v and error %v, want the whole menu 40001 and none", got, err)
		}
	})
}

func TestRichMenus_Any(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		for body, want := range map[string]*lineworks.RichMenuSummary{
			`{"richmenus":[{"richmenuId":"40001","richmenuName":"main"},{"richmenuId":"40002"}],"responseMetaData":{"nextCursor":"x"}}`: {RichMenuID: "40001", RichMenuName: "main"},
			`{"richmenus":[{"richmenuId":40001,"richmenuName":null}]}`:                                                                  {RichMenuID: "40001"},
			`{"richmenus":[],"responseMetaData":{"nextCursor":null}}`:                                                                   nil,
			`{"richmenus":null}`: nil,
			`{}`:                 nil,
		} {
			s := serve(t, respond(200, body))
			got, err := newClient(t, s).RichMenus.Any(t.Context(), "7")
			if err != nil || !reflect.DeepEqual(got, want) {
				t.Errorf("%s: got %+v and error %v, want %+v and none", body, got, err, want)
			}
			if r := s.Requests(); len(r) != 1 || r[0].Path != "/bots/7/richmenus" || r[0].Query != "count=1" {
				t.Errorf("%s: got requests %+v, want 1 for /bots/7/richmenus?count=1", body, r)
			}
		}
		for body, class := range map[string]string{`{"richmenus":[{}]}`: "NotAPI", `{"richmenus":7}`: "NotAPI", `<html>`: "NotAPI"} {
			if _, err := newClient(t, serve(t, respond(200, body))).RichMenus.Any(t.Context(), "7"); classesOf(err) != class {
				t.Errorf("%s: got error %v, want class %s", body, err, class)
			}
		}
		if _, err := newClient(t, serve(t, respond(404, gone))).RichMenus.Any(t.Context(), "7"); !errors.Is(err, lineworks.ErrNotFound) {
			t.Errorf("a bot that is gone: got error %v, want %v", err, lineworks.ErrNotFound)
		}
	})
}
