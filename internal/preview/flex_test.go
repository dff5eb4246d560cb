// SPDX-License-Identifier: MPL-2.0

package preview_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/preview"
)

// inBox is a message with a box of some properties around some components.
func inBox(box, contents string) string {
	return `{"type":"flex","altText":"alt","contents":{"type":"bubble","body":{"type":"box",` + box + `"contents":[` + contents + `]}}}`
}

// TestFlex_rules: the CSS of each property, and of values that no page has.
func TestFlex_rules(t *testing.T) {
	t.Parallel()
	text := func(properties string) string {
		return inBox(`"layout":"vertical",`, `{"type":"filler"},{"type":"text","text":"x",`+properties+`}`)
	}
	box := func(properties string) string { return inBox(properties+`"layout":"vertical",`, ``) }
	beside := func(box, properties string) string {
		return inBox(box+`"layout":"horizontal",`, `{"type":"filler"},{"type":"text","text":"x"`+properties+`}`)
	}
	const place, inner = ".pv-fx", ".pv-fx-text"
	for name, tc := range map[string]struct {
		content, of string // of: the last element of the class
		want        []string
		notDrawn    string
	}{
		"color":             {text(`"color":"#1A2b3C"`), inner, []string{"color:#1A2b3C"}, ""},
		"transparent color": {text(`"color":"#1A2b3C80"`), inner, []string{"color:#1A2b3C80"}, ""},
		"color by name":     {text(`"color":"red"`), inner, nil, `text.color "red"`},
		"color and more":    {text(`"color":"#1A2B3C;background:url(//evil.example)"`), inner, nil, `text.color "#1A2B3C;background:url(//evil.example)"`},
		"color with a line": {text(`"color":"#1A2B3C\n"`), inner, nil, `text.color "#1A2B3C\n"`},
		"color as a number": {text(`"color":1`), inner, nil, `text.color "1"`},
		"null":              {text(`"color":null`), inner, nil, ""},
		"size":              {text(`"size":"xxl"`), inner, []string{"font-size:29px"}, ""},
		"another size":      {text(`"size":"huge"`), inner, nil, `text.size "huge"`},
		"weight":            {text(`"weight":"bold"`), inner, []string{"font-weight:700"}, ""},
		"style":             {text(`"style":"italic"`), inner, []string{"font-style:italic"}, ""},
		"decoration":        {text(`"decoration":"line-through"`), inner, []string{"text-decoration:line-through"}, ""},
		"align":             {text(`"align":"end"`), inner, []string{"text-align:end"}, ""},
		"as many lines":     {text(`"wrap":true,"maxLines":100`), inner, []string{"-webkit-line-clamp:100"}, ""},
		"a line":            {text(`"wrap":true,"maxLines":1`), inner, []string{"-webkit-line-clamp:1"}, ""},
		"most flex":         {text(`"flex":1000`), place, []string{"flex:1000.000 1000.000 0"}, ""},
		"more flex":         {text(`"flex":1001`), place, []string{"flex:none"}, `text.flex "1001"`},
		"box beside":        {inBox(`"layout":"horizontal",`, `{"type":"box","layout":"vertical","height":"9px","flex":2}`), place, []string{"flex:2.000 2.000 0", "height:9px"}, ""},
		"wide box beside":   {inBox(`"layout":"horizontal",`, `{"type":"box","layout":"vertical","width":"9px","flex":2}`), place, []string{"flex:none", "width:9px"}, ""},
		"wide box below":    {inBox(`"layout":"vertical",`, `{"type":"box","layout":"vertical","width":"9px","flex":2}`), place, []string{"flex:2.000 2.000 0"}, ""},
		"high box below":    {inBox(`"layout":"vertical",`, `{"type":"box","layout":"vertical","height":"9px","flex":2}`), place, []string{"flex:none"}, ""},
		"image beside":      {inBox(`"layout":"horizontal",`, `{"type":"image","url":"x"}`), place, []string{"flex:1 1 0"}, ""},
		"one line":          {text(`"wrap":false`), inner, []string{"white-space:nowrap"}, ""},
		"wrap":              {text(`"wrap":true`), inner, []string{"white-space:pre-wrap"}, ""},
		"lines":             {text(`"wrap":true,"maxLines":3`), inner, []string{"-webkit-line-clamp:3"}, ""},
		"margin":            {text(`"margin":"lg"`), place, []string{"flex:none", "margin-top:12px"}, ""},
		"margin in pixels":  {text(`"margin":"7px"`), place, []string{"margin-top:7px"}, ""},
		"margin in ems":     {text(`"margin":"7em"`), place, nil, `text.margin "7em"`},
		"flex":              {text(`"flex":2`), place, []string{"flex:2.000 2.000 0"}, ""},
		"no flex":           {beside("", `,"flex":0`), place, []string{"flex:none"}, ""},
		"a negative flex":   {text(`"flex":-1`), place, nil, `text.flex "-1"`},
		"beside":            {beside("", ""), place, []string{"flex:1 1 0"}, ""},
		"spacing":           {beside(`"spacing":"xl",`, ""), place, []string{"margin-inline-start:16px"}, ""},
		"margin, spacing":   {beside(`"spacing":"xl",`, `,"margin":"none"`), place, []string{"margin-inline-start:0"}, ""},
		"another spacing":   {beside(`"spacing":"1",`, ""), place, nil, `box.spacing "1"`},
		"gravity":           {beside("", `,"gravity":"bottom"`), place, []string{"align-self:flex-end"}, ""},
		"gravity below":     {text(`"gravity":"bottom"`), place, nil, "text.gravity"},
		"top below":         {text(`"gravity":"top"`), place, nil, ""},
		"offset":            {text(`"position":"absolute","offsetTop":"10px","offsetStart":"5%","offsetEnd":"xs","offsetBottom":"-3px"`), place, []string{"position:absolute", "top:10px", "inset-inline-start:5%", "inset-inline-end:2px", "bottom:-3px"}, ""},
		"fixed":             {text(`"position":"fixed"`), place, nil, `text.position "fixed"`},
		"background":        {box(`"backgroundColor":"#00000080",`), place, []string{"background-color:#00000080"}, ""},
		"border":            {box(`"borderWidth":"semi-bold","borderColor":"#FF0000","cornerRadius":"xxl",`), place, []string{"border-width:3px", "border-style:solid", "border-color:#FF0000", "border-radius:20px"}, ""},
		"border in pixels":  {box(`"borderWidth":"2px",`), place, []string{"border-width:2px"}, ""},
		"a wide border":     {box(`"borderWidth":"calc(1px)",`), place, nil, `box.borderWidth "calc(1px)"`},
		"padding":           {box(`"paddingAll":"md","paddingTop":"0px","paddingBottom":"1px","paddingStart":"2%","paddingEnd":"none",`), place, []string{"padding:8px", "padding-top:0px", "padding-bottom:1px", "padding-inline-start:2%", "padding-inline-end:0"}, ""},
		"width, height":     {box(`"width":"50%","height":"100px",`), place, []string{"width:50%", "height:100px", "flex:none"}, ""},
		"a box":             {box(``), place, []string{"flex-direction:column"}, ""},
		"a baseline box":    {inBox(`"layout":"baseline",`, ``), place, []string{"flex-direction:row", "align-items:baseline"}, ""},
		"another layout":    {inBox(`"layout":"grid",`, ``), place, []string{"flex-direction:column"}, `box.layout "grid"`},
		"another property":  {box(`"background":{"type":"linearGradient"},"justifyContent":"center",`), place, nil, "box.background, box.justifyContent"},
		"separator":         {inBox(`"layout":"vertical",`, `{"type":"separator","color":"#ABCDEF","margin":"md"}`), place, []string{"border-top:1px solid #ABCDEF"}, ""},
		"separator beside":  {inBox(`"layout":"horizontal",`, `{"type":"separator","color":"blue"}`), place, []string{"border-inline-start:1px solid #d4d6da"}, `separator.color "blue"`},
		"filler":            {inBox(`"layout":"vertical",`, `{"type":"filler","flex":3}`), place, []string{"flex:3.000 3.000 0"}, ""},
		"image":             {inBox(`"layout":"vertical",`, `{"type":"image","url":"https://example.com/x.png","size":"full","aspectRatio":"20:13","align":"start","aspectMode":"fit","backgroundColor":"#FFFFFF"}`), ".pv-placeholder", []string{"width:100%", "aspect-ratio:20/13", "background-color:#FFFFFF"}, ""},
		"the tallest image": {inBox(`"layout":"vertical",`, `{"type":"image","url":"x","aspectRatio":"1:3"}`), ".pv-placeholder", []string{"aspect-ratio:1/3"}, ""},
		"a tall image":      {inBox(`"layout":"vertical",`, `{"type":"image","url":"x","aspectRatio":"1:4","animated":true}`), ".pv-placeholder", []string{"aspect-ratio:1/1", "width:100px"}, `image.aspectRatio "1:4", image.animated`},
		"an image by zero":  {inBox(`"layout":"vertical",`, `{"type":"image","url":"x","aspectRatio":"0:0"}`), ".pv-placeholder", nil, `image.aspectRatio "0:0"`},
		"icon":              {inBox(`"layout":"baseline",`, `{"type":"icon","url":"x","size":"xl","aspectRatio":"2:1"}`), ".pv-fx-icon", []string{"font-size:22px", "aspect-ratio:2/1", "flex:none"}, ""},
		"button":            {inBox(`"layout":"vertical",`, `{"type":"button","style":"primary","color":"#123456","height":"sm","action":{"type":"uri","label":"L","uri":"https://example.com/"}}`), ".pv-flex-button", []string{"background-color:#123456", "min-height:40px"}, ""},
		"link":              {inBox(`"layout":"vertical",`, `{"type":"button","color":"#123456","action":{"type":"uri","label":"L","uri":"https://example.com/"}}`), ".pv-flex-button", []string{"color:#123456"}, ""},
		"another button":    {inBox(`"layout":"vertical",`, `{"type":"button","style":"round","action":{"type":"uri","label":"L","uri":"https://example.com/"}}`), ".pv-link", nil, `button.style "round"`},
		"span":              {text(`"contents":[{"type":"span","text":"s","color":"#123456","link":"x"}]`), ".pv-fx-text", nil, "span.link"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := preview.New(preview.Options{})
			n := read(t, d.Message(message(tc.content)))
			checkRules(t, d.Styles())
			found := all(n, tc.of)
			if len(found) == 0 {
				t.Fatalf("got no element of the class %s", tc.of)
			}
			got := strings.Split(rule(found[len(found)-1], d.Styles()), ";")
			for _, want := range tc.want {
				if !strings.Contains(";"+strings.Join(got, ";")+";", ";"+want+";") {
					t.Errorf("got the rule %q, want %q in it", got, want)
				}
			}
			notes := strings.Join(texts(n, ".pv-not-drawn"), "")
			if expected := strings.TrimSuffix("Not drawn: "+tc.notDrawn, "Not drawn: "); notes != expected {
				t.Errorf("got %q, want %q", notes, expected)
			}
		})
	}
}

func TestFlex_blocks(t *testing.T) {
	t.Parallel()
	d := preview.New(preview.Options{Outlines: true})
	n := read(t, d.Message(message(`{"type":"flex","altText":"alt","contents":{"type":"bubble","size":"giga","direction":"rtl","header":{"type":"box","layout":"vertical","contents":[]},
		"hero":"none","body":{"type":"box","layout":"vertical","contents":[]},"styles":{"header":{"separator":true},"body":{"separator":true,"separatorColor":"#123456","backgroundColor":"white"},"tail":{}}}}`)))
	var rules []string
	for _, block := range all(n, ".pv-flex-block") {
		rules = append(rules, rule(block, d.Styles()))
	}
	// There is no line above the first block.
	want(t, "rules of the blocks", rules, []string{"", "border-top:1px solid #123456"})
	want(t, "not drawn", texts(n, ".pv-not-drawn"), []string{`Not drawn: styles.tail, bubble.hero, styles.backgroundColor "white"`})
	bubble := all(n, ".pv-flex-bubble")[0]
	want(t, "width", rule(bubble, d.Styles()), "width:386px")
	want(t, "direction", attr(bubble, "dir"), "rtl")
	want(t, "text for others", texts(n, ".pv-note")[0], "altText alt")
	want(t, "name", attr(all(n, ".pv-flex")[0], "aria-label"), "alt")
}

// TestFlex_bounds: a message that is too deep or too long is drawn in part, and says so.
func TestFlex_bounds(t *testing.T) {
	t.Parallel()
	const note = "Not drawn: components beyond 300, or deeper than 12 levels"
	deep := `{"type":"text","text":"deep"}`
	for range 200 {
		deep = `{"type":"box","layout":"vertical","contents":[` + deep + `]}`
	}
	wide := strings.TrimSuffix(strings.Repeat(`{"type":"text","text":"w"},`, 5000), ",")
	spans := `{"type":"text","contents":[` + strings.TrimSuffix(strings.Repeat(`{"type":"span","text":"w"},`, 5000), ",") + `]}`
	for name, tc := range map[string]struct {
		content  string
		elements int // at most
	}{
		"deep":    {inBox(`"layout":"vertical",`, deep), 13},
		"wide":    {inBox(`"layout":"vertical",`, wide), 300},
		"spans":   {inBox(`"layout":"vertical",`, spans), 300},
		"bubbles": {`{"type":"flex","altText":"a","contents":{"type":"carousel","contents":[` + strings.TrimSuffix(strings.Repeat(`{"type":"bubble","body":{"type":"box","layout":"vertical","contents":[]}},`, 50), ",") + `]}}`, 12},
	} {
		n := drawn(t, preview.Options{}, tc.content)
		if got := len(all(n, ".pv-fx")) + len(all(n, ".pv-fx-text span")); got > tc.elements {
			t.Errorf("%s: got %d components, want at most %d", name, got, tc.elements)
		}
		if got := strings.Count(content(n), "w"); got > 310 {
			t.Errorf("%s: got %d texts, want about 300", name, got)
		}
		got := strings.Join(texts(n, ".pv-not-drawn"), "")
		if name == "bubbles" {
			want(t, name, got, "Not drawn: carousel.contents[12]")
		} else {
			want(t, name, got, note)
		}
	}

	var many []string
	for i := range 40 {
		many = append(many, fmt.Sprintf(`{"type":"type-%d"}`, i))
	}
	n := drawn(t, preview.Options{UI: "ja"}, inBox(`"layout":"vertical",`, strings.Join(many, ",")))
	if got := strings.Join(texts(n, ".pv-not-drawn"), ""); !strings.HasPrefix(got, `表示していないもの: "type-0", `) || !strings.HasSuffix(got, "ほか 28 件") {
		t.Errorf("got %q, want twelve and the number of the others", got)
	}
}

// TestFlex_lines: without bounds that a browser can draw, the text has all its lines.
func TestFlex_lines(t *testing.T) {
	t.Parallel()
	for _, properties := range []string{`"wrap":true`, `"wrap":true,"maxLines":0`, `"wrap":true,"maxLines":101`, `"maxLines":2`} {
		d := preview.New(preview.Options{})
		n := read(t, d.Message(message(inBox(`"layout":"vertical",`, `{"type":"text","text":"x",`+properties+`}`))))
		if got := rule(all(n, ".pv-fx-text")[0], d.Styles()); strings.Contains(got, "clamp") {
			t.Errorf("%s: got the rule %q, want no bound", properties, got)
		}
	}
}

// TestFlex_limits: the largest message that is drawn whole.
func TestFlex_limits(t *testing.T) {
	t.Parallel()
	for more, expected := range []int{0, 1} {
		deep := `{"type":"text","text":"deep"}`
		for range 11 + more {
			deep = `{"type":"box","layout":"vertical","contents":[` + deep + `]}`
		}
		wide := strings.TrimSuffix(strings.Repeat(`{"type":"filler"},`, 299+more), ",")
		for name, contents := range map[string]string{"deep": deep, "wide": wide} {
			n := drawn(t, preview.Options{}, inBox(`"layout":"vertical",`, contents))
			if got := len(all(n, ".pv-not-drawn")); got != expected {
				t.Errorf("%s, %d more than the limit: got %d notes, want %d", name, more, got, expected)
			}
		}
	}
}

// TestFlex_first: the space of a margin is between two components.
func TestFlex_first(t *testing.T) {
	t.Parallel()
	d := preview.New(preview.Options{})
	n := read(t, d.Message(message(inBox(`"layout":"vertical","spacing":"md",`, `{"type":"text","text":"a","margin":"lg"},{"type":"text","text":"b"}`))))
	fields := all(n, ".pv-fx")
	want(t, "first", rule(fields[1], d.Styles()), "flex:none")
	want(t, "second", rule(fields[2], d.Styles()), "flex:none;margin-top:8px")
}
