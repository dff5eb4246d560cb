// SPDX-License-Identifier: MPL-2.0

package lineworks_test

import (
	"errors"
	"reflect"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
)

func TestPersistentMenus_Get(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := serve(t, respond(200, `{"content":{"actions":[
		{"type":"message","label":"Help","text":"help","postback":"cmd=help","i18nLabels":[{"language":"ja_JP","label":"ヘルプ"}],
		 "i18nTexts":[{"language":"ko_KR","text":"도움"}],"i18nDisplayTexts":[{"language":"en_US","displayText":"e"}],"data":"d","displayText":"t"},
		{"type":"uri","label":"Site","uri":"https://example.com/","text":null,"postback":"","i18nLabels":[],"i18nTexts":null},
		{"type":"copy","label":"Code","copyText":"ABC-1","i18nLabels":""}]}}`))
		got, err := newClient(t, s).PersistentMenus.Get(t.Context(), "7")
		if err != nil {
			t.Fatal(err)
		}
		want := []lineworks.Action{
			{
				Type: "message", Label: "Help", Text: "help", Postback: "cmd=help", Data: "d", DisplayText: "t",
				I18nLabels: map[string]string{"ja_JP": "ヘルプ"}, I18nTexts: map[string]string{"ko_KR": "도움"}, I18nDisplayTexts: map[string]string{"en_US": "e"},
			},
			{Type: "uri", Label: "Site", URI: "https://example.com/"},
			{Type: "copy", Label: "Code", CopyText: "ABC-1"},
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("got\n%+v, want\n%+v", got, want)
		}
		if got := s.Calls()[0]; got != "GET /bots/7/persistentmenu" {
			t.Errorf("got call %s, want GET /bots/7/persistentmenu", got)
		}
	})
}

// The service's response when no menu is set is not documented.
func TestPersistentMenus_Get_notSet(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		for name, tc := range map[string]struct {
			status int
			body   string
		}{
			"404":             {404, gone},
			"no content":      {204, ""},
			"empty object":    {200, `{}`},
			"null content":    {200, `{"content":null}`},
			"empty content":   {200, `{"content":{}}`},
			"text content":    {200, `{"content":""}`},
			"list content":    {200, `{"content":[]}`},
			"null actions":    {200, `{"content":{"actions":null}}`},
			"empty actions":   {200, `{"content":{"actions":[]}}`},
			"text for a list": {200, `{"content":{"actions":""}}`},
		} {
			got, err := newClient(t, serve(t, respond(tc.status, tc.body))).PersistentMenus.Get(t.Context(), "7")
			if classesOf(err) != "NotFound" || got != nil || !strings.HasPrefix(err.Error(), "GET /bots/") {
				t.Errorf("%s: got %v and error %v, want nil and class NotFound", name, got, err)
			}
		}
		for name, tc := range map[string]struct {
			status int
			body   string
		}{
			"page": {404, "<html>"}, "page, 200": {200, "<html>"}, "nothing": {200, ""}, "null": {200, "null"},
			"odd content": {200, `{"content":"x"}`}, "other JSON": {200, `{"message":"blocked"}`}, "unknown path": {404, `{"code":"NOT_FOUND","description":"Api not exists"}`},
		} {
			_, err := newClient(t, serve(t, respond(tc.status, tc.body))).PersistentMenus.Get(t.Context(), "7")
			if classesOf(err) != "NotAPI" {
				t.Errorf("%s: got error %v, want class NotAPI", name, err)
			}
		}
	})
}

func TestPersistentMenus_Set(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		const echo = `{"content":{"actions":[{"type":"uri","label":"Site","uri":"https://example.com/"}]}}`
		for name, tc := range map[string]struct {
			status int
			body   string
			want   []lineworks.Action
		}{
			"object":       {201, echo, []lineworks.Action{{Type: "uri", Label: "Site", URI: "https://example.com/"}}},
			"200":          {200, echo, []lineworks.Action{{Type: "uri", Label: "Site", URI: "https://example.com/"}}},
			"no body":      {201, "", nil},
			"no content":   {204, "", nil},
			"null":         {200, "null", nil},
			"empty object": {200, "{}", nil},
		} {
			s := serve(t, respond(tc.status, tc.body))
			got, err := newClient(t, s).PersistentMenus.Set(t.Context(), "7", []lineworks.Action{
				{Type: "uri", Label: "Site", URI: "https://example.com/"},
				{Type: "message", Label: "Help", I18nLabels: map[string]string{"ko_KR": "k", "ja_JP": "j"}, I18nTexts: map[string]string{"ja_JP": "t"}},
				{Type: "postback", Data: "d", DisplayText: "x", I18nDisplayTexts: map[string]string{"ja_JP": "y"}, I18nLabels: map[string]string{}},
				{Type: "copy", Label: "Code", CopyText: "c", Text: "t", Postback: "p"},
			})
			if err != nil || !reflect.DeepEqual(got, tc.want) {
				t.Errorf("%s: got %+v and error %v, want %+v and none", name, got, err, tc.want)
			}
			want := `{"content":{"actions":[{"type":"uri","label":"Site","uri":"https://example.com/"},` +
				`{"type":"message","label":"Help","i18nLabels":[{"label":"j","language":"ja_JP"},{"label":"k","language":"ko_KR"}],"i18nTexts":[{"language":"ja_JP","text":"t"}]},` +
				`{"type":"postback","data":"d","displayText":"x","i18nDisplayTexts":[{"displayText":"y","language":"ja_JP"}]},` +
				`{"type":"copy","label":"Code","text":"t","postback":"p","copyText":"c"}]}}`
			if r := s.Requests()[0]; r.Method != "POST" || r.Path != "/bots/7/persistentmenu" || r.Body != want {
				t.Errorf("%s: got %s %s\n%s, want POST /bots/7/persistentmenu\n%s", name, r.Method, r.Path, r.Body, want)
			}
		}
	})
}

func TestPersistentMenus_Set_nothing(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := serve(t, respond(201, ""))
		if _, err := newClient(t, s).PersistentMenus.Set(t.Context(), "7", nil); err != nil {
			t.Fatal(err)
		}
		if got := s.Requests()[0].Body; got != `{"content":{"actions":[]}}` {
			t.Errorf("got body %s, want no actions", got)
		}
	})
}

func TestPersistentMenus_Set_refused(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := serve(t, respond(400, `{"code":"INVALID_PARAMETER","description":"Rich menus exist."}`))
		_, err := newClient(t, s).PersistentMenus.Set(t.Context(), "7", nil)
		if !errors.Is(err, lineworks.ErrInvalid) {
			t.Errorf("got error %v, want %v", err, lineworks.ErrInvalid)
		}
		s = serve(t, typed(200, "text/html", "<html>"))
		if _, err := newClient(t, s).PersistentMenus.Set(t.Context(), "7", nil); !errors.Is(err, lineworks.ErrNotAPI) {
			t.Errorf("got error %v, want %v", err, lineworks.ErrNotAPI)
		}
	})
}

func TestPersistentMenus_Delete(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := serve(t, respond(204, ""), respond(404, gone))
		c := newClient(t, s)
		if err := c.PersistentMenus.Delete(t.Context(), "7"); err != nil {
			t.Errorf("got error %v, want none", err)
		}
		if err := c.PersistentMenus.Delete(t.Context(), "7"); !errors.Is(err, lineworks.ErrNotFound) {
			t.Errorf("got error %v, want %v", err, lineworks.ErrNotFound)
		}
		if got := s.Calls()[0]; got != "DELETE /bots/7/persistentmenu" {
			t.Errorf("got call %s, want DELETE /bots/7/persistentmenu", got)
		}
	})
}
