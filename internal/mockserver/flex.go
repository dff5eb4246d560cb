// SPDX-License-Identifier: MPL-2.0

package mockserver

import (
	"encoding/json"
	"fmt"
	"regexp"
)

// flexContent: https://developers.worksmobile.com/en/docs/bot-send-flex.
var flexContent = contentOf(map[string]shape{
	"altText":      filledText(400),
	"i18nAltTexts": each("altText", filledText(400)),
	"contents":     flexContainer,
}, "altText", "contents").checkedBy(checkFlexSize)

// Sizes of the contents, in KB of JSON as it is sent.
const (
	maxBubble   = 30 // https://developers.worksmobile.com/en/docs/bot-send-flex-bubble
	maxCarousel = 15 // https://developers.worksmobile.com/jp/docs/bot-send-flex-carousel
)

func checkFlexSize(k *checker, path string, fields map[string]json.RawMessage) *problem {
	var container map[string]json.RawMessage
	take(patch{body: fields}, "contents", &container)
	limit := maxBubble
	switch k.quirks.FlexLimit {
	case FlexLimitByContainer:
		if typeOf(container) == "carousel" {
			limit = maxCarousel
		}
	case FlexLimit15KB:
		limit = maxCarousel
	case FlexLimit30KB:
	}
	if bytes := limit * k.quirks.kilobyte(); len(fields["contents"]) > bytes {
		return k.tooLong(join(path, "contents"), bytes)
	}
	return nil
}

// flexContainer is a bubble or a carousel of bubbles. The pages have more
// properties than this checks, and those are no matter: containers are checked as
// the pages have them, components only for what would make them useless.
var flexContainer = shape{
	kind: kindObject, open: true,
	fields:   map[string]shape{"type": word("bubble", "carousel")},
	required: []string{"type"},
	also: func(k *checker, path string, fields map[string]json.RawMessage) *problem {
		if typeOf(fields) == "carousel" {
			return k.object(path, fields, flexCarousel)
		}
		return k.object(path, fields, flexBubble)
	},
}

// flexBubble: https://developers.worksmobile.com/en/docs/bot-send-flex-bubble.
var flexBubble = opened(map[string]shape{
	"type":      word("bubble"),
	"size":      word("nano", "micro", "kilo", "mega", "giga"),
	"direction": word("ltr", "rtl"),
	"header":    component("box"),
	"hero":      component("box", "image"),
	"body":      component("box"),
	"footer":    component("box"),
	"styles": opened(map[string]shape{
		"header": flexStyle, "hero": flexStyle, "body": flexStyle, "footer": flexStyle,
	}),
	"action": flexAction,
}, "type")

// flexCarousel: https://developers.worksmobile.com/jp/docs/bot-send-flex-carousel.
var flexCarousel = opened(map[string]shape{
	"contents": list(1, 10, flexBubble),
}, "contents").checkedBy(func(_ *checker, path string, fields map[string]json.RawMessage) *problem {
	var bubbles []struct {
		Size string `json:"size"`
	}
	take(patch{body: fields}, "contents", &bubbles)
	for i := range bubbles {
		if bubbles[i].Size == "" {
			bubbles[i].Size = "mega" // the default
		}
		if bubbles[i].Size != bubbles[0].Size {
			return wrong(fmt.Sprintf("%s[%d].size must be the same in all bubbles.", join(path, "contents"), i))
		}
	}
	return nil
})

var hexColour = regexp.MustCompile(`^#([0-9A-Fa-f]{6}|[0-9A-Fa-f]{8})$`)

var flexStyle = opened(map[string]shape{
	"backgroundColor": {kind: kindString}, "separator": {kind: kindBoolean}, "separatorColor": {kind: kindString},
}).checkedBy(func(_ *checker, path string, fields map[string]json.RawMessage) *problem {
	for _, name := range []string{"backgroundColor", "separatorColor"} {
		if colour := textOf(fields, name); colour != "" && !hexColour.MatchString(colour) {
			return wrong(join(path, name) + " must be a colour like #1A2B3C.")
		}
	}
	return nil
})

// opened is an object that may have more than these properties.
func opened(fields map[string]shape, required ...string) shape {
	want := record(fields, required...)
	want.open = true
	return want
}

// flexAction: which types are allowed is not printed, but that three belong to a
// quick reply; nor whether a label is needed.
var flexAction = func() shape {
	want := actionRules{types: columnTypes, labelMax: 20, unlabelled: true}.shape()
	want.open = true
	address := want.fields["uri"]
	address.min = 1
	want.fields["uri"] = address
	rules := want.also
	return want.checkedBy(func(k *checker, path string, fields map[string]json.RawMessage) *problem {
		address := textOf(fields, "uri")
		if address != "" && !k.quirks.FlexHTTP && !hasScheme(address, []string{"https"}) {
			return wrong(join(path, "uri") + " must be a URL with https.")
		}
		return rules(k, path, fields)
	})
}()

// component is a component of one of these types.
func component(types ...string) shape {
	return opened(map[string]shape{"type": word(types...)}, "type").checkedBy(checkComponent)
}

// boxed are the components of a box.
var boxed = []string{"box", "button", "image", "icon", "text", "separator", "filler"}

// checkComponent looks into a component of a known type, and from a box into what
// is in it. It makes the shape anew each time, since a box may hold boxes.
func checkComponent(k *checker, path string, fields map[string]json.RawMessage) *problem {
	own := map[string]shape{"action": flexAction}
	var required []string
	switch typeOf(fields) {
	case "box":
		own["layout"] = word("horizontal", "vertical", "baseline")
		own["contents"] = list(0, 0, component(boxed...))
	case "button":
		own["height"] = word("sm", "md")
		own["style"] = word("primary", "secondary", "link")
		required = []string{"action"}
	case "image":
		own["url"] = secureLink
	case "text":
		own["contents"] = list(0, 0, component("span"))
		if !filled(fields, "text") && !filled(fields, "contents") {
			return missingField(join(path, "text"))
		}
	}
	return k.object(path, fields, opened(own, required...))
}
