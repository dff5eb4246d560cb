// SPDX-License-Identifier: MPL-2.0

package preview_test

import (
	"html/template"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// allowed are the elements that drawings consist of, with their attributes beside those
// of every element. A new one is a decision: can it run a script or load anything?
var allowed = map[string][]string{
	"article": nil, "code": nil, "dd": nil, "div": nil, "dl": nil, "dt": nil, "figcaption": nil, "figure": nil, "h3": nil, "h4": nil,
	"header": nil, "li": nil, "ol": nil, "p": nil, "pre": nil, "section": nil, "span": nil, "strong": nil,
	"button": {"type", "name", "value"},
	"img":    {"src", "alt"},
	"time":   {"datetime"},
	"svg":    {"viewBox", "focusable"}, "path": {"d"}, "circle": {"cx", "cy", "r"},
}

var everywhere = []string{"id", "class", "lang", "dir", "title", "role", "aria-label", "aria-hidden", "tabindex"}

var (
	ownSource = regexp.MustCompile(`^(/[^/\\].*|data:image/(png|jpeg|gif|webp);base64,.+)$`)
	ownRule   = regexp.MustCompile(`^:is\(\.pv-[0-9a-f]{12},#pv\)\{([a-z-]+:[a-zA-Z0-9 #.%/-]+(;|\}$))+$`)
)

// read parses a drawing and checks that it has nothing but what is allowed.
func read(t *testing.T, drawn template.HTML) *html.Node {
	t.Helper()
	body := &html.Node{Type: html.ElementNode, Data: "body", DataAtom: atom.Body}
	nodes, err := html.ParseFragment(strings.NewReader(string(drawn)), body)
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range nodes {
		body.AppendChild(n)
	}
	for n := range body.Descendants() {
		if n.Type == html.CommentNode {
			t.Errorf("got the comment %q, want none", n.Data)
		}
		if n.Type == html.ElementNode {
			checkElement(t, n)
		}
	}
	var rendered strings.Builder
	for n := range body.ChildNodes() {
		if err := html.Render(&rendered, n); err != nil {
			t.Fatal(err)
		}
	}
	// A browser repairs what is nested wrongly, such as a button within a button.
	if diff := cmp.Diff(tags(string(drawn)), tags(rendered.String())); diff != "" {
		t.Errorf("tags as written and as read (-written +read):\n%s", diff)
	}
	return body
}

func checkElement(t *testing.T, n *html.Node) {
	t.Helper()
	own, found := allowed[n.Data]
	if !found {
		t.Errorf("got <%s>, want elements that are allowed", n.Data)
	}
	for _, a := range n.Attr {
		if !slices.Contains(own, a.Key) && !slices.Contains(everywhere, a.Key) {
			t.Errorf("got <%s %s=%q>, want attributes that are allowed", n.Data, a.Key, a.Val)
		}
		if a.Key == "id" && !strings.HasPrefix(a.Val, "message-") { // any other could take the name of an element of the page
			t.Errorf("got id=%q, want one that begins with message-", a.Val)
		}
		if a.Key == "src" && !ownSource.MatchString(a.Val) {
			t.Errorf("got src=%q, want a path on this server or the data", a.Val)
		}
	}
	if n.Data == "button" && (attr(n, "type") != "submit" || attr(n, "name") != "tap" || attr(n, "value") == "") {
		t.Errorf("got a button %v, want one that submits tap", n.Attr)
	}
	if n.Data == "button" && strings.TrimSpace(content(n)) == "" {
		t.Errorf("button %s has no name", attr(n, "value"))
	}
}

func tags(s string) []string {
	var names []string
	for z := html.NewTokenizer(strings.NewReader(s)); ; {
		switch z.Next() {
		case html.ErrorToken:
			return names
		case html.StartTagToken, html.SelfClosingTagToken:
			if name, _ := z.TagName(); !slices.Contains([]string{"path", "circle", "img"}, string(name)) {
				names = append(names, string(name))
			}
		case html.EndTagToken:
			if name, _ := z.TagName(); !slices.Contains([]string{"path", "circle", "img"}, string(name)) {
				names = append(names, "/"+string(name))
			}
		case html.TextToken, html.CommentToken, html.DoctypeToken:
		}
	}
}

// checkRules checks that a style sheet has nothing but rules for classes with plain values.
func checkRules(t *testing.T, css template.CSS) {
	t.Helper()
	for rule := range strings.Lines(string(css)) {
		if !ownRule.MatchString(strings.TrimSpace(rule)) {
			t.Errorf("got the rule %q, want plain values", rule)
		}
	}
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// content is the text of a node.
func content(n *html.Node) string {
	var s strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			s.WriteString(d.Data)
		}
	}
	return s.String()
}

// all are the elements of a class, or of a name.
func all(n *html.Node, of string) []*html.Node {
	var found []*html.Node
	class, isClass := strings.CutPrefix(of, ".")
	for d := range n.Descendants() {
		if d.Type == html.ElementNode && (!isClass && d.Data == of || isClass && slices.Contains(strings.Fields(attr(d, "class")), class)) {
			found = append(found, d)
		}
	}
	return found
}

// texts are the contents of all elements of a class, or of a name.
func texts(n *html.Node, of string) []string {
	var found []string
	for _, d := range all(n, of) {
		found = append(found, strings.TrimSpace(content(d)))
	}
	return found
}

// rule is the generated rule of an element, "" if it has none.
func rule(n *html.Node, css template.CSS) string {
	for class := range strings.FieldsSeq(attr(n, "class")) {
		if _, after, found := strings.Cut(string(css), ":is(."+class+",#pv){"); found {
			own, _, _ := strings.Cut(after, "}")
			return own
		}
	}
	return ""
}

func want(t *testing.T, what string, got, want any) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}
