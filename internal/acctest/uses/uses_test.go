// SPDX-License-Identifier: MPL-2.0

package uses_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/acctest/uses"
)

func TestLeast(t *testing.T) {
	t.Parallel()
	const (
		setMenu  = "POST /bots/{botId}/persistentmenu"
		readMenu = "GET /bots/{botId}/persistentmenu"
		readBot  = "GET /bots/{botId}"
	)
	for want, operations := range map[string][]string{
		"[]":                               nil,
		"[[bot]]":                          {"POST /bots", readBot, readMenu},
		"[[bot.read] [bot.message] [bot]]": {readMenu},
		"[[bot.message] [bot]]":            {readMenu, setMenu},
		"[[bot.read] [bot]]":               {readMenu, readBot},
		"[[bot.message bot.read] [bot]]":   {setMenu, readBot},
	} {
		got := uses.Least(operations)
		if fmt.Sprint(got) != want {
			t.Errorf("%q: got %v, want %s", operations, got, want)
		}
		for _, scopes := range got {
			if !uses.Allow(scopes, operations) || len(operations) > 0 && uses.Allow(scopes[1:], operations) {
				t.Errorf("%q: got %q, want no more and no less than it takes", operations, scopes)
			}
		}
	}
	if got := uses.Least([]string{"GET /unknown"}); got != nil {
		t.Errorf("an unknown operation: got %q, want no scopes that allow it", got)
	}
}

func TestTable_Markdown(t *testing.T) {
	t.Parallel()
	table := uses.Table{
		"resource lineworks_menu": {Read: []string{"GET /bots/{botId}"}, Change: []string{"POST /bots/{botId}/persistentmenu"}},
		"data lineworks_menu":     {Read: []string{"GET /bots/{botId}/persistentmenu"}},
		"data lineworks_group":    {Read: []string{"GET /groups", "GET /orgunits"}},
	}
	got := table.Markdown([]string{"data lineworks_token", "data lineworks_menu", "resource lineworks_menu", "data lineworks_group"})
	for _, want := range []string{
		"| resource [`lineworks_menu`](../resources/menu.md) | `bot.read` or `bot` | `bot.message` and `bot.read` or `bot` |\n",
		"| data source [`lineworks_menu`](../data-sources/menu.md) | `bot.read`, `bot.message` or `bot` | – |\n",
		"| data source [`lineworks_group`](../data-sources/group.md) | `group.read` and `orgunit.read`, `directory.read` or `directory` | – |\n",
		"| data source [`lineworks_token`](../data-sources/token.md) | none | – |\n",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("got\n%s\nwant\n%s", got, want)
		}
	}
}
