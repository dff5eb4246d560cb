// SPDX-License-Identifier: MPL-2.0

package preview

import (
	"fmt"
	"regexp"
	"strconv"
)

// property makes a CSS rule of a property. The rule is made of what a pattern has
// matched or a table has, never of other text. It is "" if there is nothing to do.
type property struct {
	name string
	rule func(value any) (rule string, ok bool)
}

// names are those of properties and the others.
func names(lists ...any) []string {
	var all []string
	for _, list := range lists {
		switch list := list.(type) {
		case []property:
			for _, p := range list {
				all = append(all, p.name)
			}
		case []string:
			all = append(all, list...)
		}
	}
	return all
}

// The vendor prints no pixels for the keywords, but an order. These are like those of
// LINE's Flex Messages, with which a Flexible Template is partly compatible.
var (
	bubbleWidths = map[string]string{"nano": "120px", "micro": "160px", "kilo": "260px", "mega": "300px", "giga": "386px"}
	lengths      = map[string]string{"none": "0", "xs": "2px", "sm": "4px", "md": "8px", "lg": "12px", "xl": "16px", "xxl": "20px"}
	borders      = map[string]string{"none": "0", "light": "0.5px", "normal": "1px", "medium": "2px", "semi-bold": "3px", "bold": "4px"}
	fontSizes    = map[string]string{
		"xxs": "11px", "xs": "13px", "sm": "14px", "md": "16px", "lg": "19px", "xl": "22px", "xxl": "29px", "3xl": "35px", "4xl": "48px", "5xl": "74px",
	}
	imageWidths = map[string]string{
		"xxs": "40px", "xs": "60px", "sm": "80px", "md": "100px", "lg": "120px", "xl": "140px", "xxl": "160px", "3xl": "180px", "4xl": "200px", "5xl": "220px", "full": "100%",
	}
	layouts = map[string]string{
		"horizontal": "flex-direction:row", "vertical": "flex-direction:column", "baseline": "flex-direction:row;align-items:baseline",
	}
)

var (
	hexColour  = regexp.MustCompile(`^#([0-9A-Fa-f]{6}|[0-9A-Fa-f]{8})$`)
	pixels     = regexp.MustCompile(`^[0-9]{1,4}(\.[0-9]{1,2})?px$`)
	percent    = regexp.MustCompile(`^[0-9]{1,3}(\.[0-9]{1,2})?%$`)
	negative   = regexp.MustCompile(`^-[0-9]{1,4}(\.[0-9]{1,2})?(px|%)$`)
	proportion = regexp.MustCompile(`^([0-9]{1,6}):([0-9]{1,6})$`)
)

// length is a keyword or pixels.
func length(v any) (string, bool) {
	s, _ := v.(string)
	if known, found := lengths[s]; found {
		return known, true
	}
	return s, pixels.MatchString(s)
}

// lengthOrPercent is a length or a percentage.
func lengthOrPercent(v any) (string, bool) {
	s, _ := v.(string)
	if percent.MatchString(s) {
		return s, true
	}
	return length(v)
}

// offset is a length or a percentage, which may be negative.
func offset(v any) (string, bool) {
	s, _ := v.(string)
	if negative.MatchString(s) {
		return s, true
	}
	return lengthOrPercent(v)
}

// set is a rule of a CSS property whose value is made by value.
func set(css string, value func(any) (string, bool)) func(any) (string, bool) {
	return func(v any) (string, bool) {
		s, ok := value(v)
		return css + ":" + s, ok
	}
}

// oneOf takes the values of a table.
func oneOf(table map[string]string) func(any) (string, bool) {
	return func(v any) (string, bool) {
		s, _ := v.(string)
		value, found := table[s]
		return value, found
	}
}

func isColour(v any) (string, bool) {
	s, _ := v.(string)
	return s, hexColour.MatchString(s)
}

// line is how a separator looks: with its own colour, if it has one that is known.
func line(colour string) string {
	if !hexColour.MatchString(colour) {
		colour = "#d4d6da"
	}
	return "1px solid " + colour
}

func isNumber(v any) (string, bool) {
	_, ok := v.(float64)
	return "", ok
}

// ignore checks a value that is used elsewhere.
func ignore(check func(any) (string, bool)) func(any) (string, bool) {
	return func(v any) (string, bool) {
		_, ok := check(v)
		return "", ok
	}
}

// flexible is the part of the width or height.
func flexible(v any) (string, bool) {
	n, ok := v.(float64)
	switch {
	case !ok || n < 0 || n > 1000:
		return "", false
	case n == 0:
		return "flex:none", true
	}
	grow := strconv.FormatFloat(n, 'f', 3, 64)
	return "flex:" + grow + " " + grow + " 0", true
}

// ratio is such as 20:13.
func ratio(v any) (string, bool) {
	s, _ := v.(string)
	found := proportion.FindStringSubmatch(s)
	if found == nil {
		return "", false
	}
	width, _ := strconv.Atoi(found[1])
	height, _ := strconv.Atoi(found[2])
	// A picture that is more than three times as high as wide would fill the page.
	return fmt.Sprintf("aspect-ratio:%d/%d", width, height), width > 0 && height > 0 && height <= 3*width
}

var gravity = set("align-self", oneOf(map[string]string{"top": "flex-start", "center": "center", "bottom": "flex-end"}))

var (
	offsets = []property{
		{"position", set("position", oneOf(map[string]string{"relative": "relative", "absolute": "absolute"}))},
		{"offsetTop", set("top", offset)},
		{"offsetBottom", set("bottom", offset)},
		{"offsetStart", set("inset-inline-start", offset)},
		{"offsetEnd", set("inset-inline-end", offset)},
	}
	// placing are the names of all that placement looks at.
	placing = append([]property{{name: "flex"}, {name: "margin"}}, offsets...)

	styleProperties = []property{{"backgroundColor", set("background-color", isColour)}, {"separatorColor", ignore(isColour)}}

	boxProperties = []property{
		{"backgroundColor", set("background-color", isColour)},
		{"borderWidth", func(v any) (string, bool) {
			s, _ := v.(string)
			if width, found := borders[s]; found {
				return "border-style:solid;border-width:" + width, true
			}
			return "border-style:solid;border-width:" + s, pixels.MatchString(s)
		}},
		{"borderColor", set("border-color", isColour)},
		{"cornerRadius", set("overflow:hidden;border-radius", length)},
		{"width", set("width", lengthOrPercent)},
		{"height", set("height", lengthOrPercent)},
		{"paddingAll", set("padding", lengthOrPercent)},
		{"paddingTop", set("padding-top", lengthOrPercent)},
		{"paddingBottom", set("padding-bottom", lengthOrPercent)},
		{"paddingStart", set("padding-inline-start", lengthOrPercent)},
		{"paddingEnd", set("padding-inline-end", lengthOrPercent)},
	}

	spanProperties = []property{
		{"size", set("font-size", oneOf(fontSizes))},
		{"weight", set("font-weight", oneOf(map[string]string{"regular": "400", "bold": "700"}))},
		{"color", set("color", isColour)},
		{"style", set("font-style", oneOf(map[string]string{"normal": "normal", "italic": "italic"}))},
		{"decoration", set("text-decoration", oneOf(map[string]string{"none": "none", "underline": "underline", "line-through": "line-through"}))},
	}
	textProperties = append([]property{
		{"align", set("text-align", oneOf(map[string]string{"start": "start", "center": "center", "end": "end"}))},
	}, spanProperties...)

	imageAlign = []property{
		{"align", set("justify-content", oneOf(map[string]string{"start": "flex-start", "center": "center", "end": "flex-end"}))},
		{"gravity", set("align-items", oneOf(map[string]string{"top": "flex-start", "center": "center", "bottom": "flex-end"}))},
	}
	imageProperties = []property{
		{"size", set("width", oneOf(imageWidths))},
		{"aspectRatio", ratio},
		{"backgroundColor", set("background-color", isColour)},
	}
	iconProperties = []property{
		{"size", set("font-size", oneOf(fontSizes))},
		{"aspectRatio", ratio},
	}
)

func buttonProperties(style string) []property {
	css := "color"
	if style == "primary" || style == "secondary" {
		css = "background-color"
	}
	return []property{
		{"height", set("min-height", oneOf(map[string]string{"sm": "40px", "md": "52px"}))},
		{"color", set(css, isColour)},
	}
}
