// SPDX-License-Identifier: MPL-2.0

package preview

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// A message beyond these bounds is not drawn whole. The service takes at most 30 KB.
const (
	maxComponents = 300
	maxDepth      = 12
	maxBubbles    = 12
	maxNotDrawn   = 12
)

// flex draws a Flexible Template: https://developers.worksmobile.com/en/docs/bot-send-flex.
type flex struct {
	*canvas
	components int
	notDrawn   []string
}

type flexView struct {
	Words    *words
	AltText  text
	Show     bool // the text for clients that cannot draw it
	Carousel bool
	Label    string
	Bubbles  []flexBubble
	NotDrawn string
}

type flexBubble struct {
	Class  string
	RTL    bool
	Tap    *tap
	Blocks []flexBlock
}

type flexBlock struct {
	Class     string
	Component flexComponent
}

// flexComponent is a component that is ready to be drawn.
type flexComponent struct {
	Type     string
	Class    string // the place in the box
	Inner    string // what is within that place
	Text     text
	Children []flexComponent // of a box, or the spans of a text
	Tap      *tap            // a button, or what covers another component
	Address  string          // of an image or icon, which is not loaded
}

func flexContent(c *canvas, n node) (any, bool) {
	f := &flex{canvas: c}
	container := n.object("contents")
	view := flexView{Words: c.words, AltText: c.translated(n, "altText", "i18nAltTexts"), Show: c.options.Outlines}
	view.Label = view.AltText.plain()
	switch container.str("type") {
	case "bubble":
		view.Bubbles = []flexBubble{f.bubble(container, "contents")}
	case "carousel":
		view.Carousel = true
		for i, bubble := range container.objects("contents") {
			if i == maxBubbles {
				f.skip(fmt.Sprintf("carousel.contents[%d]", i))
				break
			}
			view.Bubbles = append(view.Bubbles, f.bubble(bubble, fmt.Sprintf("contents/contents/%d", i)))
		}
		f.others(container, "carousel", "contents")
	}
	if len(view.Bubbles) == 0 {
		return nil, false
	}
	view.NotDrawn = f.summary()
	return view, true
}

// skip notes what is not drawn.
func (f *flex) skip(what string) {
	what = shorten(what, 60)
	if !slices.Contains(f.notDrawn, what) {
		f.notDrawn = append(f.notDrawn, what)
	}
}

// beyond counts a component, and reports whether it is one too many.
func (f *flex) beyond(depth int) bool {
	f.components++
	if depth <= maxDepth && f.components <= maxComponents {
		return false
	}
	f.skip(fmt.Sprintf(f.words.Beyond, maxComponents, maxDepth))
	return true
}

// others skips the properties of an object that are not among those that are drawn.
func (f *flex) others(n node, kind string, drawn ...string) {
	for _, name := range slices.Sorted(maps.Keys(n)) {
		if name != "type" && n[name] != nil && !slices.Contains(drawn, name) {
			f.skip(kind + "." + name)
		}
	}
}

func (f *flex) summary() string {
	if len(f.notDrawn) == 0 {
		return ""
	}
	shown := slices.Clone(f.notDrawn[:min(len(f.notDrawn), maxNotDrawn)])
	if more := len(f.notDrawn) - maxNotDrawn; more > 0 {
		shown = append(shown, fmt.Sprintf(f.words.More, more))
	}
	return fmt.Sprintf(f.words.NotDrawn, strings.Join(shown, ", "))
}

// bubble: https://developers.worksmobile.com/en/docs/bot-send-flex-bubble.
func (f *flex) bubble(n node, path string) flexBubble {
	size := n.str("size")
	width, known := bubbleWidths[size]
	if !known {
		if n["size"] != nil {
			f.skip(fmt.Sprintf("bubble.size %q", size))
		}
		width = bubbleWidths["mega"]
	}
	b := flexBubble{Class: f.sheet.class("width:" + width), RTL: n.str("direction") == "rtl"}
	b.Tap = f.cover(n, path)
	styles := n.object("styles")
	f.others(styles, "styles", "header", "hero", "body", "footer")
	for _, name := range []string{"header", "hero", "body", "footer"} {
		part := n.object(name)
		if part == nil {
			if n[name] != nil {
				f.skip("bubble." + name)
			}
			continue
		}
		block := flexBlock{Class: "pv-flex-" + name + " " + f.blockStyle(styles.object(name), len(b.Blocks) == 0)}
		block.Component = f.component(part, path+"/"+name, place{layout: "vertical", first: true})
		b.Blocks = append(b.Blocks, block)
	}
	f.others(n, "bubble", "size", "direction", "header", "hero", "body", "footer", "styles", "action")
	return b
}

// blockStyle is the look of a block. A separator is above a block, and none above the first.
func (f *flex) blockStyle(style node, first bool) string {
	rules := f.rules(style, "styles", styleProperties)
	if separator, _ := style["separator"].(bool); separator && !first {
		rules = append(rules, "border-top:"+line(style.str("separatorColor")))
	}
	f.others(style, "styles", "separator", "backgroundColor", "separatorColor")
	return f.sheet.class(rules...)
}

// cover is the button that lies over a component with an action.
func (f *flex) cover(n node, path string) *tap {
	t := f.action(n.object("action"), path+"/action", "pv-cover-tap")
	if t != nil {
		t.Hidden = true
	} else if n["action"] != nil {
		f.skip(n.str("type") + ".action")
	}
	return t
}

// place is where a component is in its box.
type place struct {
	layout  string // of the box
	spacing string // of the box, in CSS
	first   bool
	depth   int
}

// component: https://developers.worksmobile.com/en/docs/bot-send-flex-box and the pages
// of the other components.
func (f *flex) component(n node, path string, at place) flexComponent {
	if f.beyond(at.depth) {
		return flexComponent{}
	}
	kind := n.str("type")
	c := flexComponent{Type: kind}
	switch kind {
	case "box":
		f.box(&c, n, path, at)
	case "button":
		f.button(&c, n, path, at)
	case "text":
		f.textComponent(&c, n, path, at)
	case "image":
		c.Address, c.Tap = n.str("url"), f.cover(n, path)
		c.Class = f.sheet.class(append(f.placement(n, at), f.rules(n, kind, imageAlign)...)...)
		c.Inner = f.sheet.class(append([]string{"aspect-ratio:1/1", "width:" + imageWidths["md"]}, f.rules(n, kind, imageProperties)...)...)
		f.others(n, kind, names(placing, imageAlign, imageProperties, []string{"url", "action", "aspectMode"})...)
	case "icon":
		c.Address = n.str("url")
		c.Class = f.sheet.class(append(f.placement(n, at), f.rules(n, kind, iconProperties)...)...)
		f.others(n, kind, names(placing, iconProperties, []string{"url"})...)
	case "separator":
		side := "border-top"
		if at.layout != "vertical" {
			side = "border-inline-start"
		}
		f.rules(n, kind, []property{{"color", ignore(isColour)}})
		c.Class = f.sheet.class(append(f.placement(n, at), side+":"+line(n.str("color")))...)
		f.others(n, kind, "margin", "color")
	case "filler":
		c.Class = f.sheet.class(f.placement(n, at)...)
		f.others(n, kind, "flex")
	default:
		f.skip(fmt.Sprintf("%q", kind))
		c = flexComponent{Type: "unknown", Text: f.text(Plain(fmt.Sprintf("%q", shorten(kind, 40))))}
	}
	return c
}

func (f *flex) box(c *flexComponent, n node, path string, at place) {
	layout := n.str("layout")
	switch layout {
	case "horizontal", "vertical", "baseline":
	default:
		f.skip(fmt.Sprintf("box.layout %q", layout))
		layout = "vertical"
	}
	rules := append(f.placement(n, at), layouts[layout])
	c.Class = f.sheet.class(append(rules, f.rules(n, "box", boxProperties)...)...)
	c.Tap = f.cover(n, path)
	inside := place{layout: layout, depth: at.depth + 1}
	f.rules(n, "box", []property{{"spacing", func(v any) (string, bool) {
		spacing, ok := length(v)
		inside.spacing = spacing
		return "", ok
	}}})
	for i, child := range n.objects("contents") {
		inside.first = i == 0
		c.Children = append(c.Children, f.component(child, fmt.Sprintf("%s/contents/%d", path, i), inside))
	}
	f.others(n, "box", names(placing, boxProperties, []string{"layout", "contents", "spacing", "action"})...)
}

// button: its color is that of the label in the style link, else that of the background.
func (f *flex) button(c *flexComponent, n node, path string, at place) {
	class := "pv-flex-button"
	switch style := n.str("style"); style {
	case "primary", "secondary":
		class += " pv-" + style
	default:
		if style != "" && style != "link" {
			f.skip(fmt.Sprintf("button.style %q", style))
		}
		class += " pv-link"
	}
	property := buttonProperties(n.str("style"))
	inner := f.sheet.class(f.rules(n, "button", property)...)
	if c.Tap = f.action(n.object("action"), path+"/action", strings.TrimSpace(class+" "+inner)); c.Tap == nil {
		f.skip("button.action")
	}
	c.Class = f.sheet.class(append(f.placement(n, at), f.gravity(n, at)...)...)
	f.others(n, "button", names(placing, property, []string{"action", "style", "gravity"})...)
}

func (f *flex) textComponent(c *flexComponent, n node, path string, at place) {
	c.Tap = f.cover(n, path)
	c.Class = f.sheet.class(append(f.placement(n, at), f.gravity(n, at)...)...)
	inner := f.rules(n, "text", textProperties)
	wrap, _ := n["wrap"].(bool)
	if wrap {
		inner = append(inner, "white-space:pre-wrap", "overflow-wrap:anywhere")
	} else {
		inner = append(inner, "white-space:nowrap", "text-overflow:ellipsis")
	}
	if lines, _ := n["maxLines"].(float64); wrap && lines >= 1 && lines <= 100 {
		inner = append(inner, fmt.Sprintf("display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:%d", int(lines)))
	}
	c.Inner = f.sheet.class(inner...)
	if spans := n.objects("contents"); len(spans) > 0 { // they take the place of the text
		for _, span := range spans {
			c.Children = append(c.Children, f.span(span))
		}
	} else {
		c.Text = f.translated(n, "text", "i18nTexts").withMentions()
	}
	f.others(n, "text", names(placing, textProperties, []string{"text", "i18nTexts", "contents", "action", "gravity", "wrap", "maxLines"})...)
}

func (f *flex) span(n node) flexComponent {
	if f.beyond(0) {
		return flexComponent{}
	}
	if n.str("type") != "span" {
		f.skip(fmt.Sprintf("text.contents %q", n.str("type")))
		return flexComponent{}
	}
	f.others(n, "span", names(spanProperties, []string{"text", "i18nTexts"})...)
	return flexComponent{
		Type: "span", Inner: f.sheet.class(f.rules(n, "span", spanProperties)...),
		Text: f.translated(n, "text", "i18nTexts").withMentions(),
	}
}

// grows has the components that share the width of a box.
var grows = map[string]bool{"box": true, "button": true, "image": true, "text": true}

// placement is the place of a component in its box: its part of the width or height, the
// space before it, and its offset.
func (f *flex) placement(n node, at place) []string {
	kind, side := n.str("type"), "height"
	if at.layout != "vertical" {
		side = "width"
	}
	sized := kind == "box" && n[side] != nil
	rules := []string{"flex:none"}
	if kind == "filler" || side == "width" && grows[kind] && !sized {
		rules[0] = "flex:1 1 0"
	}
	if sized { // its own size wins
		f.rules(n, kind, []property{{"flex", ignore(isNumber)}})
	} else {
		rules = append(rules, f.rules(n, kind, []property{{"flex", flexible}})...)
	}
	space := at.spacing
	f.rules(n, kind, []property{{"margin", func(v any) (string, bool) {
		margin, ok := length(v)
		if ok {
			space = margin
		}
		return "", ok
	}}})
	if !at.first && space != "" {
		before := "margin-inline-start:"
		if at.layout == "vertical" {
			before = "margin-top:"
		}
		rules = append(rules, before+space)
	}
	return append(rules, f.rules(n, kind, offsets)...)
}

// gravity moves a component in the height that its neighbours leave free.
func (f *flex) gravity(n node, at place) []string {
	if at.layout == "horizontal" {
		return f.rules(n, n.str("type"), []property{{"gravity", gravity}})
	}
	if own := n.str("gravity"); own != "" && own != "top" {
		f.skip(n.str("type") + ".gravity")
	}
	return nil
}

// rules are those of the properties that the object has.
func (f *flex) rules(n node, kind string, properties []property) []string {
	var rules []string
	for _, p := range properties {
		value, found := n[p.name]
		if !found || value == nil {
			continue
		}
		rule, ok := p.rule(value)
		if !ok {
			f.skip(fmt.Sprintf("%s.%s %q", kind, p.name, fmt.Sprint(value)))
		} else if rule != "" {
			rules = append(rules, rule)
		}
	}
	return rules
}
