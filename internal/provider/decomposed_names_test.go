// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"strconv"
	"strings"
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/acctest"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
)

// The two forms of one name: a Mac decomposes typed text, and Terraform composes every
// string.
const (
	composed   = "\u304c\u3063\u3071 caf\u00e9"
	decomposed = "\u304b\u3099\u3063\u306f\u309a cafe\u0301"
	// part is in the middle of the name.
	part = "\u3071 caf\u00e9"
)

// withDecomposed has a bot and a rich menu whose names are decomposed.
func withDecomposed(t *testing.T) (tenant *acctest.Tenant, bot, menu string) {
	t.Helper()
	tenant = acctest.NewInMemory(t)
	id := tenant.API.AddBot(mockserver.Bot{
		BotName: decomposed, PhotoURL: "https://example.com/a.png", Description: "d", Administrators: []string{"u1"},
	})
	menu = tenant.API.AddRichMenu(id, mockserver.RichMenu{RichMenuName: decomposed, Size: mockserver.Size{Width: 2500, Height: 843}, Areas: []mockserver.Area{{
		Bounds: mockserver.Bounds{Width: 2500, Height: 843}, Action: mockserver.Action{Type: "message", Label: "Help", Text: "Help"},
	}}})
	return tenant, strconv.FormatInt(id, 10), menu
}

// TestDecomposedNames_found has everything that looks for a name find it in either form.
func TestDecomposedNames_found(t *testing.T) {
	t.Parallel()
	tenant, bot, menu := withDecomposed(t)
	process := tenant.Process(t)
	for name, tc := range map[string]struct {
		source string
		config acctest.Values
	}{
		"by name":       {"lineworks_bot", acctest.Values{"bot_name": composed}},
		"list by name":  {"lineworks_bots", acctest.Values{"bot_name": composed}},
		"list by words": {"lineworks_bots", acctest.Values{"name_contains": part}},
	} {
		found, diags := process.Data(t.Context(), t, tc.source, tc.config)
		if text := acctest.Messages(diags); text != "" || !strings.Contains(found.String(), bot) {
			t.Errorf("data source, %s: got %s and %s, want bot %s", name, found, text, bot)
		}
	}
	for name, tc := range map[string]struct {
		resource string
		config   acctest.Values
		want     string
	}{
		"bots":                       {"lineworks_bot", acctest.Values{"name_contains": part}, bot},
		"rich menus":                 {"lineworks_rich_menu", acctest.Values{"name_contains": part}, menu},
		"rich menus of bots by name": {"lineworks_rich_menu", acctest.Values{"bot_name_contains": part}, menu},
	} {
		found, diags := process.Query(t.Context(), t, tc.resource, tc.config)
		if len(diags) > 0 || len(found) != 1 || !strings.Contains(found[0].String(), tc.want) {
			t.Errorf("list, %s: got %s and %s, want %s", name, found, acctest.Messages(diags), tc.want)
		}
	}
}

// TestDecomposedNames_taken warns of an object of the same name in another form.
func TestDecomposedNames_taken(t *testing.T) {
	t.Parallel()
	tenant, bot, _ := withDecomposed(t)
	for resource, tc := range map[string]struct {
		config acctest.Values
		want   string
	}{
		"lineworks_bot": {acctest.Values{"bot_name": composed, "photo_url": "https://example.com/a.png", "description": "d", "administrators": []string{"u1"}}, "warning at bot_name: Bot named "},
		"lineworks_rich_menu": {acctest.Values{"bot_id": bot, "rich_menu_name": composed, "size": acctest.Values{"height": 843}, "areas": []any{acctest.Values{
			"bounds": acctest.Values{"x": 0, "y": 0, "width": 1, "height": 1}, "action": acctest.Values{"type": "message", "text": "a"},
		}}}, "warning at rich_menu_name: Rich menu named "},
	} {
		if got := acctest.Messages(tenant.Plan(t, resource, nil, tc.config)); !strings.HasPrefix(got, tc.want) {
			t.Errorf("%s: got %q, want %q", resource, got, tc.want)
		}
	}
}
