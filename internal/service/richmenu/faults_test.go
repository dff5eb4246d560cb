// SPDX-License-Identifier: MPL-2.0

package richmenu_test

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/acctest"
)

// botsWithMenus are bots with two rich menus each: their IDs, and those of the menus,
// as configuration.
func botsWithMenus(tenant *acctest.Tenant, n int) (ids []int64, bots, first, second string) {
	var b, f, s []string
	for range n {
		id := tenant.AddBot()
		ids = append(ids, id)
		b = append(b, strconv.Quote(strconv.FormatInt(id, 10)))
		f = append(f, strconv.Quote(tenant.API.AddRichMenu(id, seeded())))
		s = append(s, strconv.Quote(tenant.API.AddRichMenu(id, seeded())))
	}
	list := func(all []string) string { return "[" + strings.Join(all, ", ") + "]" }
	return ids, list(b), list(f), list(s)
}

func TestRichMenu_faults_inRealTime(t *testing.T) {
	t.Parallel()
	tenant := acctest.New(t)
	bot := tenant.AddBot()
	pictures := map[bool]string{false: picture(t, "light.png", "a"), true: picture(t, "shade.png", "b")}
	tenant.Live(t, acctest.Life{
		Resource: resourceType,
		Config: func(n int, changed bool) string {
			return fmt.Sprintf(`
resource "lineworks_rich_menu" "test" {
  count          = %d
  bot_id         = "%d"
  rich_menu_name = "Menu ${count.index}"
  size           = { height = 843 }
  areas          = [%s]
  image          = %q
}
`, n, bot, expression(whole), pictures[changed])
		},
		Create: create, Read: read, Update: setImage, Delete: remove,
		Count: func() int { return len(tenant.API.RichMenus(bot)) },
	})
}

func TestDefaultRichMenu_faults_inRealTime(t *testing.T) {
	t.Parallel()
	tenant := acctest.New(t)
	ids, bots, first, second := botsWithMenus(tenant, len(acctest.Faults()))
	tenant.Live(t, acctest.Life{
		Resource: "lineworks_default_rich_menu",
		Config: func(n int, changed bool) string {
			menus := first
			if changed {
				menus = second
			}
			return fmt.Sprintf(`
resource "lineworks_default_rich_menu" "test" {
  count        = %d
  bot_id       = %s[count.index]
  rich_menu_id = %s[count.index]
}
`, n, bots, menus)
		},
		Create: setDefault, Read: readDefault, Update: setDefault, Delete: endDefault,
		Count: func() int {
			n := 0
			for _, id := range ids {
				if tenant.API.DefaultRichMenu(id) != "" {
					n++
				}
			}
			return n
		},
	})
}

func TestUserRichMenu_faults_inRealTime(t *testing.T) {
	t.Parallel()
	tenant := acctest.New(t)
	ids, bots, first, second := botsWithMenus(tenant, 1)
	tenant.Live(t, acctest.Life{
		Resource: "lineworks_user_rich_menu",
		Config: func(n int, changed bool) string {
			menus := first
			if changed {
				menus = second
			}
			return fmt.Sprintf(`
resource "lineworks_user_rich_menu" "test" {
  count        = %d
  bot_id       = %s[0]
  rich_menu_id = %s[0]
  user_id      = "u${count.index}"
}
`, n, bots, menus)
		},
		Create: setUser, Read: readUser, Update: setUser, Delete: endUser,
		Count: func() int { return len(tenant.API.UserRichMenus(ids[0])) },
	})
}
