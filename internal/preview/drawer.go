// SPDX-License-Identifier: MPL-2.0

package preview

import (
	"embed"
	"fmt"
	"html/template"
	"regexp"
	"strings"
)

//go:embed templates/*.html
var files embed.FS

//go:embed preview.css
var css string

var drawings = template.Must(template.ParseFS(files, "templates/*.html"))

// CSS is the fixed style sheet, for light and dark. All its classes begin with pv-.
func CSS() template.CSS { return template.CSS(css) } //nolint:gosec // a file of this package

// Drawer draws for one page. Its methods return HTML without attributes of style, and
// collect the rules for it: call Styles last. It is not safe for concurrent use.
type Drawer struct {
	options Options
	words   *words
	sheet   sheet
}

// New returns a Drawer with an empty style sheet.
func New(options Options) *Drawer {
	return &Drawer{options: options, words: wordsIn(options.UI), sheet: sheet{}}
}

// Styles are the rules for all that was drawn, beside those of CSS.
func (d *Drawer) Styles() template.CSS { return d.sheet.css() }

// draw executes a template of this package. An error would be a slip in the template.
func (d *Drawer) draw(name string, data any) template.HTML {
	var html strings.Builder
	if err := drawings.ExecuteTemplate(&html, name, data); err != nil {
		panic(fmt.Sprintf("template %s: %v", name, err))
	}
	return template.HTML(html.String()) //nolint:gosec // a template has escaped it
}

// Phone is the frame of a talk room: the name of the bot, the messages, and below them
// the menu and whatever the page has for typing.
func (d *Drawer) Phone(bot Bot, talk, below template.HTML) template.HTML {
	name := d.pick(bot.Names, bot.Name)
	return d.draw("phone", struct {
		Words       *words
		Name        text
		Initial     string
		Room        string
		Talk, Below template.HTML
	}{d.words, name, initial(name), fmt.Sprintf(d.words.Room, name.plain()), talk, below})
}

// source is where a picture comes from: a path on the same server or the picture itself.
// Any other is refused, since a page must load nothing from elsewhere.
func source(s string) template.URL {
	if sourcePath.MatchString(s) || isPicture(s) {
		return template.URL(s) //nolint:gosec // just matched
	}
	return ""
}

// isPicture reports whether s is a data: URI of a picture. A regular expression for all of
// it would take a second for each large picture.
func isPicture(s string) bool {
	scheme := sourceData.FindString(s)
	if scheme == "" {
		return false
	}
	content := strings.TrimRight(s[len(scheme):], "=")
	return content != "" && strings.TrimLeft(content, base64Letters) == ""
}

const base64Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"

var (
	// A path that begins with two slashes, or with one and a backslash, names a host. A slash
	// alone is the page itself, not a picture.
	sourcePath = regexp.MustCompile(`^/[A-Za-z0-9._~%=&?@:+,;-]+(/[A-Za-z0-9._~%=&?@:+,;-]*)*$`)
	sourceData = regexp.MustCompile(`^data:image/(png|jpeg|gif|webp);base64,`)
)
