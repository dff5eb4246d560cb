// SPDX-License-Identifier: MPL-2.0

package schema

import (
	"fmt"
	"regexp"
)

// flexContent: https://developers.worksmobile.com/en/docs/bot-send-flex.
var flexContent = contentOf(Fields{
	"altText":      NonEmpty(400),
	"i18nAltTexts": each("altText", NonEmpty(400)),
	"contents":     flexContainer,
}, "altText", "contents").CheckedBy(checkFlexSize)

// Sizes of the contents, in KB of JSON as it is sent.
const (
	maxBubble   = 30 // https://developers.worksmobile.com/en/docs/bot-send-flex-bubble
	maxCarousel = 15 // https://developers.worksmobile.com/jp/docs/bot-send-flex-carousel
)

func checkFlexSize(c *Checker, path string, body Body) *Problem {
	var container Body
	read(body, "contents", &container)
	limit := maxBubble
	switch c.options.FlexLimit {
	case FlexLimitByContainer:
		if typeOf(container) == "carousel" {
			limit = maxCarousel
		}
	case FlexLimit15KB:
		limit = maxCarousel
	case FlexLimit30KB:
	}
	if bytes := limit * c.kilobyte(); len(body["contents"]) > bytes {
		return c.tooLong(Join(path, "contents"), bytes)
	}
	return nil
}

// flexContainer is a bubble or a carousel of bubbles. The pages have more
// properties than this checks: containers are checked as the pages have them,
// components only for the properties without which they are useless.
var flexContainer = openObject(Fields{"type": Enum("bubble", "carousel")}, "type").
	CheckedBy(func(c *Checker, path string, body Body) *Problem {
		if typeOf(body) == "carousel" {
			return c.object(path, body, flexCarousel)
		}
		return c.object(path, body, flexBubble)
	})

// flexBubble: https://developers.worksmobile.com/en/docs/bot-send-flex-bubble.
var flexBubble = openObject(Fields{
	"type":      Enum("bubble"),
	"size":      Enum("nano", "micro", "kilo", "mega", "giga"),
	"direction": Enum("ltr", "rtl"),
	"header":    component("box"),
	"hero":      component("box", "image"),
	"body":      component("box"),
	"footer":    component("box"),
	"styles": openObject(Fields{
		"header": flexStyle, "hero": flexStyle, "body": flexStyle, "footer": flexStyle,
	}),
	"action": flexAction,
}, "type")

// flexCarousel: https://developers.worksmobile.com/jp/docs/bot-send-flex-carousel.
var flexCarousel = openObject(Fields{
	"contents": List(1, 10, flexBubble),
}, "contents").CheckedBy(func(_ *Checker, path string, body Body) *Problem {
	var bubbles []struct {
		Size string `json:"size"`
	}
	read(body, "contents", &bubbles)
	for i := range bubbles {
		if bubbles[i].Size == "" {
			bubbles[i].Size = "mega" // the default
		}
		if bubbles[i].Size != bubbles[0].Size {
			return Wrong(fmt.Sprintf("%s[%d].size must be the same in all bubbles.", Join(path, "contents"), i))
		}
	}
	return nil
})

var hexColour = regexp.MustCompile(`^#([0-9A-Fa-f]{6}|[0-9A-Fa-f]{8})$`)

var flexStyle = openObject(Fields{
	"backgroundColor": String(), "separator": Boolean(), "separatorColor": String(),
}).CheckedBy(func(_ *Checker, path string, body Body) *Problem {
	for _, name := range []string{"backgroundColor", "separatorColor"} {
		if colour := textOf(body, name); colour != "" && !hexColour.MatchString(colour) {
			return Wrong(Join(path, name) + " must be a colour like #1A2B3C.")
		}
	}
	return nil
})

// flexAction: the pages print neither which types are allowed, except that three
// belong to a quick reply, nor whether a label is needed.
var flexAction = func() Shape {
	want := actionRules{types: columnTypes, labelMax: 20, unlabelled: true}.shape()
	want.open = true
	address := URL("http", "https")
	address.min = 1
	want.fields["uri"] = address
	rules := want.rule
	return want.CheckedBy(func(c *Checker, path string, body Body) *Problem {
		address := textOf(body, "uri")
		if address != "" && !c.options.FlexHTTP && !hasScheme(address, []string{"https"}) {
			return Wrong(Join(path, "uri") + " must be a URL with https.")
		}
		return rules(c, path, body)
	})
}()

// component is a component of one of these types.
func component(types ...string) Shape {
	return openObject(Fields{"type": Enum(types...)}, "type").CheckedBy(checkComponent)
}

// boxed are the components of a box.
var boxed = []string{"box", "button", "image", "icon", "text", "separator", "filler"}

// checkComponent looks into a component of a known type, and from a box into its
// contents. It builds the shape for each component, since a box may hold boxes.
func checkComponent(c *Checker, path string, body Body) *Problem {
	own := Fields{"action": flexAction}
	var required []string
	switch typeOf(body) {
	case "box":
		own["layout"] = Enum("horizontal", "vertical", "baseline")
		own["contents"] = List(0, 0, component(boxed...))
	case "button":
		own["height"] = Enum("sm", "md")
		own["style"] = Enum("primary", "secondary", "link")
		required = []string{"action"}
	case "image":
		own["url"] = HTTPS()
	case "text":
		own["contents"] = List(0, 0, component("span"))
		if !hasValue(body, "text") && !hasValue(body, "contents") {
			return Missing(Join(path, "text"))
		}
	}
	return c.object(path, body, openObject(own, required...))
}
