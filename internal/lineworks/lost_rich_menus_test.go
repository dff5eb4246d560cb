// SPDX-License-Identifier: MPL-2.0

package lineworks_test

import (
	"errors"
	"net/http"
	"strconv"
	"sync"
	"testing"
	"testing/synctest"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
)

// mainMenu is the menu that the tests create.
func mainMenu() *lineworks.RichMenu {
	return &lineworks.RichMenu{
		RichMenuName: "main", Size: lineworks.Size{Width: 2500, Height: 843},
		Areas: []lineworks.Area{{
			Bounds: lineworks.Bounds{Width: 2500, Height: 843},
			Action: lineworks.Action{Type: "message", Label: "a", Text: "a", I18nLabels: map[string]string{"ko_KR": "k", "ja_JP": "j"}, I18nTexts: map[string]string{}},
		}},
	}
}

// storedMenu is the same menu in the service.
func storedMenu() mockserver.RichMenu {
	return mockserver.RichMenu{
		RichMenuName: "main", Size: mockserver.Size{Width: 2500, Height: 843},
		Areas: []mockserver.Area{{
			Bounds: mockserver.Bounds{Width: 2500, Height: 843},
			Action: mockserver.Action{Type: "message", Label: "a", Text: "a", I18nLabels: map[string]string{"ko_KR": "k", "ja_JP": "j"}},
		}},
	}
}

func TestRichMenus_Create_lostResponse(t *testing.T) {
	t.Parallel()
	other := storedMenu()
	other.Areas[0].Action.Text = "b"
	for name, tc := range map[string]struct {
		fault           mockserver.Fault
		meantime        []mockserver.RichMenu
		adopted         bool
		equal, sameName int
		lists           int
	}{
		"made":                     {fault: mockserver.Fault{Act: true, Reset: true}, adopted: true, lists: 2},
		"made, and another one":    {fault: mockserver.Fault{Act: true, Status: http.StatusBadGateway}, meantime: []mockserver.RichMenu{other}, adopted: true, lists: 2},
		"made, and an equal one":   {fault: mockserver.Fault{Cut: true}, meantime: []mockserver.RichMenu{storedMenu()}, equal: 2, lists: 2},
		"not made":                 {fault: mockserver.Fault{Reset: true}, lists: 3},
		"not made, and another":    {fault: mockserver.Fault{Reset: true}, meantime: []mockserver.RichMenu{other}, sameName: 1, lists: 3},
		"not made, and two others": {fault: mockserver.Fault{Reset: true}, meantime: []mockserver.RichMenu{storedMenu(), storedMenu()}, equal: 2, lists: 2},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				tn := newTenant(t, func(o *mockserver.Options) { o.MaxPageSize = 100 })
				bot := tn.api.AddBot(stored())
				id := strconv.FormatInt(bot, 10)
				old := tn.api.AddRichMenu(bot, storedMenu())
				tc.fault.Operation = createMenu
				tn.api.Fail(tc.fault)
				tn.after = func(operation string) {
					if operation == createMenu {
						for _, m := range tc.meantime {
							tn.api.AddRichMenu(bot, m)
						}
					}
				}
				menu, adopted, err := tn.client(t).RichMenus.Create(t.Context(), id, mainMenu())
				if adopted != tc.adopted || adopted == (err != nil) {
					t.Fatalf("got adopted %t, error %v; want adopted %t", adopted, err, tc.adopted)
				}
				tn.expectCounts(t, map[string]int{createMenu: 1, listMenus: tc.lists, getMenu: 0, listBots: 0})
				if adopted {
					if menu.RichMenuID == old || !menu.Complete() {
						t.Errorf("got %+v, want the whole new menu", menu)
					}
					return
				}
				if lost := lostCreate(t, err); len(lost.Equal) != tc.equal || len(lost.SameName) != tc.sameName || lost.SearchErr != nil || lost.NoBaseline != nil {
					t.Errorf("got %+v, want %d equal and %d of its name", lost, tc.equal, tc.sameName)
				}
			})
		})
	}
}

// Several equal menus of one bot are created one after the other, whichever responses are lost.
func TestRichMenus_Create_lostAmongEqualOnes(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		tn := newTenant(t, func(o *mockserver.Options) { o.MaxPageSize = 100 })
		bot := tn.api.AddBot(stored())
		tn.api.Fail(mockserver.Fault{Operation: createMenu, Act: true, Reset: true, Skip: 1, Times: 2})
		c := tn.client(t)
		var mu sync.Mutex
		var wg sync.WaitGroup
		ids, adoptions := map[string]bool{}, 0
		for range 5 {
			wg.Go(func() {
				menu, adopted, err := c.RichMenus.Create(t.Context(), strconv.FormatInt(bot, 10), mainMenu())
				mu.Lock()
				defer mu.Unlock()
				if err != nil {
					t.Errorf("got error %v, want none", err)
					return
				}
				ids[menu.RichMenuID] = true
				if adopted {
					adoptions++
				}
			})
		}
		wg.Wait()
		if len(ids) != 5 || len(tn.api.RichMenus(bot)) != 5 || adoptions != 2 {
			t.Errorf("got menus %v and %d adopted, want 5 and 2", ids, adoptions)
		}
		tn.expectCounts(t, map[string]int{createMenu: 5, listMenus: 3})
		if n := tn.api.OverlappingWrites() + tn.api.OverlappingMenuWrites(); n != 0 {
			t.Errorf("got %d writes that overlapped, want none", n)
		}
	})
}

// A bot that this client has created has no menus, even if the response was lost.
func TestRichMenus_Create_ofANewBot(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		tn := newTenant(t)
		tn.api.Fail(mockserver.Fault{Operation: createBot, Act: true, Reset: true})
		c := tn.client(t)
		bot, adopted, err := c.Bots.Create(t.Context(), desk())
		if err != nil || !adopted {
			t.Fatalf("got adopted %t, error %v; want true, none", adopted, err)
		}
		if _, _, err = c.RichMenus.Create(t.Context(), bot.BotID, mainMenu()); err != nil {
			t.Fatal(err)
		}
		tn.expectCounts(t, map[string]int{listMenus: 0})
		tn.api.Fail(mockserver.Fault{Operation: createMenu, Act: true, Reset: true})
		if _, adopted, err = c.RichMenus.Create(t.Context(), bot.BotID, mainMenu()); err != nil || !adopted {
			t.Errorf("got adopted %t, error %v; want true, none", adopted, err)
		}
		tn.expectCounts(t, map[string]int{listMenus: 1})
	})
}

// The list may have a part of a menu only.
func TestRichMenus_Create_lostAndListedInPart(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		const list = `{"richmenus":[{"richmenuId":"40009","richmenuName":"main"}]}`
		const whole = `{"richmenuId":"40009","richmenuName":"main","size":{"width":2500,"height":843},"areas":[{"bounds":{"x":0,"y":0,"width":2500,"height":843},
		"action":{"type":"message","label":"a","text":"a","uri":null,"i18nLabels":[{"language":"ja_JP","label":"j"},{"language":"ko_KR","label":"k"}],"i18nTexts":""}}]}`
		s := serve(t, respond(200, "{}"), hangUp, respond(200, list), respond(200, whole))
		menu, adopted, err := newClient(t, s).RichMenus.Create(t.Context(), "7", mainMenu())
		if err != nil || !adopted || menu.RichMenuID != "40009" || !menu.Complete() {
			t.Errorf("got %+v, adopted %t, error %v; want menu 40009, true", menu, adopted, err)
		}
	})
}

// Plans and creates share the list of a bot's menus. A bot that this client has created
// needs none.
func TestRichMenus_Existing(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		tn := newTenant(t, func(o *mockserver.Options) { o.MaxPageSize = 100 })
		bot := strconv.FormatInt(tn.api.AddBot(stored()), 10)
		old := tn.api.AddRichMenu(2000001, storedMenu())
		c := tn.client(t)
		for range 2 {
			existing, err := c.RichMenus.Existing(t.Context(), bot)
			if err != nil || len(existing) != 1 || existing[0] != (lineworks.Named{ID: old, Name: "main"}) {
				t.Errorf("got %v and error %v, want menu %s", existing, err, old)
			}
			if _, _, err := c.RichMenus.Create(t.Context(), bot, mainMenu()); err != nil {
				t.Errorf("got error %v, want none", err)
			}
		}
		made, _, err := c.Bots.Create(t.Context(), desk())
		if err != nil {
			t.Fatal(err)
		}
		if existing, err := c.RichMenus.Existing(t.Context(), made.BotID); err != nil || existing != nil {
			t.Errorf("a new bot: got %v and error %v, want none", existing, err)
		}
		tn.expectCounts(t, map[string]int{listMenus: 1})
		tn.api.Fail(mockserver.Fault{Operation: listMenus, Status: http.StatusForbidden, Code: "FORBIDDEN", Description: "no"})
		if existing, err := tn.client(t).RichMenus.Existing(t.Context(), bot); !errors.Is(err, lineworks.ErrForbidden) {
			t.Errorf("got %v and error %v, want %v", existing, err, lineworks.ErrForbidden)
		}
	})
}

// Without a token the rich menus of a bot cannot be listed, and a create would fail as well.
func TestRichMenus_Existing_noToken(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		c := newClientWith(t, serve(t, respond(200, `{}`)), lineworks.StaticToken(""))
		if got, err := c.RichMenus.Existing(t.Context(), "7"); !errors.Is(err, lineworks.ErrNoToken) || got != nil {
			t.Errorf("got %v, %v, want %v", got, err, lineworks.ErrNoToken)
		}
	})
}
