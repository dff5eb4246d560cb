// SPDX-License-Identifier: MPL-2.0

package uses

import (
	"cmp"
	"fmt"
	"maps"
	"math/bits"
	"slices"
	"strings"
)

// scopesOf returns for each operation the scopes of which it needs one.
func scopesOf(names []string) [][]string {
	needs := make([][]string, len(names))
	for i, name := range names {
		needs[i] = operations()[name].Scopes
	}
	return needs
}

// Allow reports whether a token with these scopes may call all operations.
func Allow(scopes, names []string) bool {
	for _, needed := range scopesOf(names) {
		if !slices.ContainsFunc(scopes, func(s string) bool { return slices.Contains(needed, s) }) {
			return false
		}
	}
	return true
}

// Least returns the sets of scopes that allow all operations, and of which no scope can
// be left out. The set that allows least is the first one.
func Least(names []string) [][]string {
	if len(names) == 0 {
		return nil
	}
	rank := map[string]int{} // by the order in the table: the scope that allows least first
	for _, needed := range scopesOf(names) {
		for i, scope := range needed {
			rank[scope] = max(rank[scope], i)
		}
	}
	byRank := func(a, b string) int { return cmp.Or(cmp.Compare(rank[a], rank[b]), cmp.Compare(a, b)) }
	scopes := slices.SortedFunc(maps.Keys(rank), byRank)
	var enough []uint
	for set := uint(1); set < 1<<len(scopes); set++ {
		if Allow(pick(scopes, set), names) {
			enough = append(enough, set)
		}
	}
	var least [][]string
	for _, set := range enough {
		if !slices.ContainsFunc(enough, func(other uint) bool { return other != set && other&set == other }) {
			least = append(least, pick(scopes, set))
		}
	}
	slices.SortStableFunc(least, func(a, b []string) int { return byRank(a[len(a)-1], b[len(b)-1]) })
	return least
}

func pick(scopes []string, set uint) []string {
	picked := make([]string, 0, bits.OnesCount(set))
	for i, scope := range scopes {
		if set&(1<<i) != 0 {
			picked = append(picked, scope)
		}
	}
	return picked
}

// kinds are the parts of the table in the documentation, in their order.
var kinds = []struct{ kind, title, page string }{
	{"resource", "resource", "resources"},
	{"data", "data source", "data-sources"},
	{"list", "list resource", "list-resources"},
	{"action", "action", "actions"},
	{"ephemeral", "ephemeral resource", "ephemeral-resources"},
}

// Markdown is the table of the documentation. It has every object that the provider offers.
func (t Table) Markdown(offered []string) string {
	var b strings.Builder
	b.WriteString("| object | to read it | to change it |\n| --- | --- | --- |\n")
	for _, k := range kinds {
		for _, name := range slices.Sorted(slices.Values(offered)) {
			kind, typ, _ := strings.Cut(name, " ")
			if kind != k.kind {
				continue
			}
			read, change := cell(t[name].Read), "–"
			if kind == "resource" || kind == "action" {
				change = cell(t[name].All())
			}
			if kind == "action" {
				read = "–" // nothing can be read
			}
			fmt.Fprintf(&b, "| %s [`%s`](../%s/%s.md) | %s | %s |\n", k.title, typ, k.page, strings.TrimPrefix(typ, "lineworks_"), read, change)
		}
	}
	return b.String()
}

// cell lists the least sets of scopes, such as "`bot.message` or `bot`". Of the sets with several
// scopes, it has the first one: in the others, a wider scope takes the place of one.
func cell(operations []string) string {
	several := false
	sets := slices.DeleteFunc(Least(operations), func(set []string) bool {
		again := several && len(set) > 1
		several = several || len(set) > 1
		return again
	})
	if len(sets) == 0 {
		return "none"
	}
	texts := make([]string, len(sets))
	for i, set := range sets {
		texts[i] = "`" + strings.Join(set, "` and `") + "`"
	}
	last := len(texts) - 1
	if last == 0 {
		return texts[0]
	}
	return strings.Join(texts[:last], ", ") + " or " + texts[last]
}
