// SPDX-License-Identifier: MPL-2.0

package planview

import (
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"io"
	"strings"
)

//go:embed templates/*.html
var files embed.FS

//go:embed page.css
var css string

var pages = template.Must(template.New("").Funcs(template.FuncMap{
	"with_words": func(w *words, v any) withWords { return withWords{w, v} },
	"paragraphs": func(s string) []string { return strings.Split(s, "\n\n") },
	"add":        func(a, b int) int { return a + b },
	"few":        func(all []difference) []difference { return all[:min(len(all), fewDifferences)] },
	"many":       func(all []difference) int { return max(0, len(all)-fewDifferences) },
	"rest":       func(all []difference) []difference { return all[min(len(all), fewDifferences):] },
}).ParseFS(files, "templates/*.html"))

// fewDifferences is how many changed attributes are shown without a click.
const fewDifferences = 6

type withWords struct {
	W *words
	V any
}

// WriteHTML writes one HTML file that runs no script and loads nothing: a browser that
// knows the Content-Security-Policy in it would refuse both.
func (v *View) WriteHTML(w io.Writer) error {
	style := string(v.styles) + css
	sum := sha256.Sum256([]byte(style))
	err := pages.ExecuteTemplate(w, "page", struct {
		W         *words
		V         *View
		Style     template.CSS
		StyleHash string
	}{v.words, v, template.CSS(style), base64.StdEncoding.EncodeToString(sum[:])}) //nolint:gosec // style sheets of this program
	if err != nil {
		return fmt.Errorf("writing the page: %w", err)
	}
	return nil
}
