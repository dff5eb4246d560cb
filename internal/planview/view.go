// SPDX-License-Identifier: MPL-2.0

package planview

import (
	"fmt"
	"html/template"
	"slices"
	"strings"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/planrules"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/preview"
)

// Options say how to show a plan.
type Options struct {
	UI        string // language of the page: en or ja
	Dir       string // folder below which the planned pictures are read; "" for none
	BeforeDir string // likewise the earlier pictures
}

// View is a plan as it is shown.
type View struct {
	words     *words
	plan      *Plan
	Notes     []string
	Counts    []count
	Warnings  []warning
	Settled   []warning
	Groups    []groupView
	Unchanged []string // titles of the bots without changes
	styles    template.CSS
}

type count struct {
	Kind string // class
	Text string
}

type groupView struct {
	Anchor, Title string
	Subtitles     []string
	Badge         badge
	Cards         []card
	Rows          []row
	Unchanged     []card
	UnchangedRows []row
}

type badge struct {
	Kind string // class
	Text string
}

// card is a bot or a menu, before and after.
type card struct {
	Heading, Name string
	Address       string
	Badge         badge
	Facts         []string
	Single        bool // only its address or its place in the state changes
	Panes         []pane
	Differences   []difference
}

// pane is both sides in one language.
type pane struct {
	Language, Code string
	Open, Same     bool
	Before, After  side
}

// side is a drawing, or the reason why there is none.
type side struct {
	Drawing template.HTML
	Empty   string
	Missing bool // for the style
}

// row is an object that is shown in one line.
type row struct {
	Object        string // word for the type, or the type itself
	Type          string
	Subject       preview.Text
	Before, After []string
	Address       string
	Badge         badge
	Facts         []string
}

// viewer makes a View.
type viewer struct {
	*words

	resolver *resolver
	album    *album
	drawers  map[string]*preview.Drawer // by language
	list     *warningList
	menus    map[string]preview.Text // names of rich menus by ID
}

// View prepares a plan for being shown. It reads the pictures.
func (p *Plan) View(o Options) (*View, error) {
	w := wordsIn(o.UI)
	pictures, err := newAlbum(o.Dir, o.BeforeDir, w)
	if err != nil {
		return nil, err
	}
	defer pictures.Close()
	r := newResolver(p)
	groups := p.groups(r)
	v := &viewer{words: w, resolver: r, album: pictures, drawers: map[string]*preview.Drawer{}, list: p.warnings(groups, r), menus: menuNames(p)}
	out := &View{words: w, plan: p, Notes: p.notes(w), Counts: p.counts(w)}
	for i, g := range groups {
		if !g.changed() {
			out.Unchanged = append(out.Unchanged, v.title(p, g))
			continue
		}
		out.Groups = append(out.Groups, v.group(p, g, i))
	}
	for _, one := range v.list.all {
		if one.Settled {
			out.Settled = append(out.Settled, one)
		} else {
			out.Warnings = append(out.Warnings, one)
		}
	}
	out.styles = preview.CSS()
	for _, language := range append([]string{""}, preview.Languages...) {
		if d := v.drawers[language]; d != nil {
			out.styles += d.Styles()
		}
	}
	return out, nil
}

func (p *Plan) notes(w *words) []string {
	var notes []string
	switch {
	case len(p.changes) == 0:
		notes = append(notes, w.NoObjects)
	case !slices.ContainsFunc(p.changes, (*change).matters):
		notes = append(notes, w.Nothing)
	}
	if p.Errored {
		notes = append(notes, w.Errored)
	}
	if p.Incomplete {
		notes = append(notes, w.Incomplete)
	}
	if p.Deferred > 0 {
		notes = append(notes, fmt.Sprintf(w.Deferred, p.Deferred))
	}
	return notes
}

// matters reports whether there is something to show of a change.
func (c *change) matters() bool { return c.Action != noChange || c.Imported || c.Previous != "" }

func (p *Plan) counts(w *words) []count {
	n, imported := map[action]int{}, 0
	for _, c := range p.changes {
		if c.Imported {
			imported++
		}
		a := c.Action
		if a.replaces() {
			a = destroyFirst
		}
		n[a]++
	}
	var counts []count
	for _, a := range []action{create, update, destroyFirst, destroy, forget} {
		if n[a] > 0 {
			counts = append(counts, count{a.class(), fmt.Sprintf(w.Counts[a], n[a])})
		}
	}
	if imported > 0 {
		counts = append(counts, count{"update", fmt.Sprintf(w.CountImported, imported)})
	}
	return counts
}

func (a action) class() string {
	switch a {
	case create, update, forget:
		return string(a)
	case destroy:
		return "destroy"
	case destroyFirst, createFirst:
		return "replace"
	case noChange:
	}
	return "same"
}

func (v *viewer) badge(c *change) badge {
	switch {
	case c.Action == noChange && c.Imported:
		return badge{"update", v.Imports}
	case c.Action == noChange && c.Previous != "":
		return badge{"update", v.Moves}
	}
	return badge{c.Action.class(), v.Actions[c.Action]}
}

// title names the bot of a group.
func (v *viewer) title(p *Plan, g *group) string {
	if g.Bot != nil {
		name := g.Bot.id("bot_name").toText()
		if name.Empty() {
			return fmt.Sprintf(v.BotWithID, g.name())
		}
		return v.Text(name)
	}
	if g.Told {
		return fmt.Sprintf(v.BotWithID, g.ID)
	}
	creates := slices.ContainsFunc(p.changes, func(c *change) bool { return c.Type == typeBot && (c.Action == create || c.Action.replaces()) })
	if creates {
		return v.NewBot
	}
	return v.UnknownBot
}

func (v *viewer) group(p *Plan, g *group, i int) groupView {
	out := groupView{Anchor: fmt.Sprintf("bot-%d", i+1), Title: v.title(p, g), Badge: badge{"same", v.Unchanged}}
	if g.Bot != nil {
		out.Badge = v.badge(g.Bot)
		out.Subtitles = append(out.Subtitles, g.Bot.Address)
	}
	if !g.Told {
		out.Badge = badge{}
		out.Subtitles = append(out.Subtitles, v.NotTold)
		var references []string
		for _, reference := range g.References {
			references = append(references, p.secrets.hide(reference))
		}
		if g.Key != "" {
			references = append(references, g.Key)
		}
		if len(references) > 0 {
			out.Subtitles = append(out.Subtitles, fmt.Sprintf(v.RefersTo, strings.Join(references, ", ")))
		}
	} else if g.Bot == nil {
		out.Badge = badge{}
		out.Subtitles = append(out.Subtitles, v.Unseen)
	}
	for _, c := range g.Objects {
		switch c.Type {
		case typeBot, typePersistentMenu, typeRichMenu:
			if c.matters() {
				out.Cards = append(out.Cards, v.card(c))
			} else {
				out.Unchanged = append(out.Unchanged, v.card(c))
			}
		default:
			if c.matters() {
				out.Rows = append(out.Rows, v.row(g, c))
			} else {
				out.UnchangedRows = append(out.UnchangedRows, v.row(g, c))
			}
		}
	}
	return out
}

// facts are what there is to say about a change beside its values.
func (v *viewer) facts(c *change) []string {
	var facts []string
	if c.Action.replaces() && len(c.Reasons) > 0 {
		reasons := slices.Clone(c.Reasons)
		slices.Sort(reasons)
		facts = append(facts, fmt.Sprintf(v.ReplacedFor, strings.Join(slices.Compact(reasons), ", ")))
	}
	if c.Previous != "" {
		facts = append(facts, fmt.Sprintf(v.MovedFrom, c.Previous))
	}
	if c.Deposed {
		facts = append(facts, v.Deposed)
	}
	if c.Imported && c.Action != noChange {
		facts = append(facts, v.Import)
	}
	return facts
}

func (v *viewer) drawer(language string) *preview.Drawer {
	d := v.drawers[language]
	if d == nil {
		d = preview.New(preview.Options{UI: v.Lang, Language: language, Outlines: true})
		v.drawers[language] = d
	}
	return d
}

func (v *viewer) card(c *change) card {
	out := card{Heading: v.kind(c.Type), Address: c.Address, Badge: v.badge(c), Facts: v.facts(c), Single: c.Action == noChange}
	switch c.Type {
	case typeBot:
		out.Address = "" // the heading of the group has it
		out.Panes = v.panes(c, nil, func(n node, _ bool, language string) template.HTML { return v.drawer(language).Bot(botOf(n)) })
	case typePersistentMenu:
		out.Panes = v.panes(c, languagesOf(c.Before, c.After), func(n node, _ bool, language string) template.HTML {
			if actions := n.get("actions"); actions.mark != preview.Known {
				return "" // drawn as its mark
			}
			return v.drawer(language).PersistentMenu(actionsOf(n))
		})
	case typeRichMenu:
		out.Name = v.Text(c.id("rich_menu_name").toText())
		before, after := v.richMenus(c)
		out.Panes = v.panes(c, languagesOf(c.Before, c.After), func(n node, later bool, language string) template.HTML {
			menu := before
			if later {
				menu = after
			}
			return v.drawer(language).RichMenu(v.album.embed(menu, n, language))
		})
		if len(c.id("areas").list) > maxAreas {
			out.Facts = append(out.Facts, fmt.Sprintf(v.MoreAreas, maxAreas))
		}
	}
	if c.Before.exists() && c.After.exists() {
		out.Differences = differences(c.Before, c.After)
	}
	return out
}

// panes draws both sides in all languages, the texts without a language first.
func (v *viewer) panes(c *change, languages []string, draw func(n node, later bool, language string) template.HTML) []pane {
	var panes []pane
	for _, language := range append([]string{""}, languages...) {
		p := pane{Code: strings.ReplaceAll(language, "_", "-"), Before: side{Empty: v.NotThere, Missing: true}, After: side{Empty: v.Gone, Missing: true}}
		if len(languages) > 0 {
			p.Language = v.OtherLanguages
			if language != "" {
				p.Language = v.Languages[language]
			}
		}
		if c.Before.exists() && c.Action != noChange { // else only one side is shown
			p.Before = side{Drawing: draw(c.Before, false, language), Empty: v.Text(c.Before.get("actions").toText())}
		}
		if c.After.exists() {
			p.After = side{Drawing: draw(c.After, true, language), Empty: v.Text(c.After.get("actions").toText())}
		} else if c.Action == forget {
			p.After.Empty = v.Forgotten
		}
		p.Same = c.Before.exists() && p.Before.Drawing == p.After.Drawing
		p.Open = language == "" || !p.Same
		panes = append(panes, p)
	}
	return panes
}

// richMenus are a menu on both sides, with pictures. It warns of files that are not as
// planned, or large.
func (v *viewer) richMenus(c *change) (before, after preview.RichMenu) {
	if c.Before.exists() {
		before = withPictures(richMenuOf(c.Before), c.Before, func(_ string, path, sum node) preview.Image { return v.album.former(path, sum) })
	}
	if c.After.exists() {
		former := append([]string{c.Before.get("image_sha256").str()}, sums(c.Before)...)
		after = withPictures(richMenuOf(c.After), c.After, func(language string, path, sum node) preview.Image {
			image, found := v.album.planned(path, sum)
			if found != nil && !slices.Contains(former, found.sum) {
				v.list.add(false, planrules.LargePicture(language, ruleOf(c.After).Label(), path.str(), len(found.content))...)
			}
			return image
		})
	}
	return before, after
}

func sums(n node) []string {
	var all []string
	for _, sum := range n.get("i18n_image_sha256s").fields {
		all = append(all, sum.str())
	}
	return all
}

// menuNames are the names of the rich menus of a plan.
func menuNames(p *Plan) map[string]preview.Text {
	names := map[string]preview.Text{}
	for _, c := range p.changes {
		for _, n := range []node{c.Before, c.After} {
			if id := n.get("rich_menu_id"); c.Type == typeRichMenu && id.known() {
				names[n.get("bot_id").str()+"/"+id.str()] = n.get("rich_menu_name").toText()
			}
		}
	}
	return names
}

func (v *viewer) row(g *group, c *change) row {
	out := row{Object: v.kind(c.Type), Type: c.Type, Address: c.Address, Badge: v.badge(c), Facts: v.facts(c)}
	describe := v.settings
	switch c.Type {
	case typeDefault:
		describe = func(n node) []string { return v.menu(c, n) }
	case typeUserMenu:
		out.Subject = c.id("user_id").toText()
		describe = func(n node) []string { return v.menu(c, n) }
	case typeDomain:
		out.Subject = c.id("domain_id").toText()
		describe = v.registration
	case typeMember:
		out.Subject = c.id("user_id").toText()
		describe = func(n node) []string {
			return []string{v.Types[typeDomain] + " " + v.Text(n.get("domain_id").toText())}
		}
	case typeChannel:
		out.Subject = c.id("title").toText()
		describe = func(n node) []string {
			if n.get("members").mark != preview.Known {
				return []string{v.Text(n.get("members").toText())}
			}
			return []string{fmt.Sprintf(v.Members, len(n.get("members").list))}
		}
	case typeKey:
		v.secret(g, c, &out)
		return out
	}
	out.Before, out.After = []string{"–"}, []string{"–"}
	if c.Before.exists() {
		out.Before = describe(c.Before)
	}
	switch {
	case c.After.exists():
		out.After = describe(c.After)
	case c.Action == forget:
		out.After = []string{v.Forgotten}
	}
	return out
}

// secret says what becomes of a secret. Its value is never shown, not even if a plan has
// lost the mark.
func (v *viewer) secret(g *group, c *change, out *row) {
	out.Before, out.After = []string{"–"}, []string{v.StaysSame}
	if c.Before.exists() {
		out.Before = []string{preview.Sensitive.In(v.Lang)}
	}
	switch {
	case c.Action == create || c.Action.replaces():
		out.After = []string{v.IssuesNew}
	case g.Bot != nil && g.Bot.Action == destroy:
		out.After = []string{"–"}
	case c.Action == destroy || c.Action == forget:
		out.After = []string{v.StaysValid}
	}
}

func (v *viewer) registration(n node) []string {
	says := func(name, yes, no string) string {
		switch value := n.get(name); {
		case value.mark != preview.Known:
			return v.Text(value.toText())
		case value.truth:
			return yes
		}
		return no
	}
	return []string{says("visible", v.Visible, v.Hidden), says("allow_to_selected_member", v.Selected, v.Everyone)}
}

// menu names the rich menu that an object refers to.
func (v *viewer) menu(c *change, n node) []string {
	id := n.get("rich_menu_id")
	if id.known() {
		if name, ok := v.menus[n.get("bot_id").str()+"/"+id.str()]; ok {
			return []string{v.Text(name), id.str()}
		}
		return []string{id.str()}
	}
	if id.isUnknown() {
		if menu := v.resolver.object(c, "rich_menu_id", typeRichMenu); menu != nil {
			return []string{v.Text(menu.id("rich_menu_name").toText()), menu.Address, preview.Unknown.In(v.Lang)}
		}
	}
	return []string{v.Text(id.toText())}
}

// settings are the attributes of an object of a type that is new to this package.
func (v *viewer) settings(n node) []string {
	var all []string
	for _, d := range differences(node{kind: object}, n) {
		all = append(all, d.Path+": "+v.Text(d.After))
	}
	return all[:min(len(all), 20)]
}
