// SPDX-License-Identifier: MPL-2.0

package schema

import (
	"maps"
	"net/url"
	"slices"
	"strings"
)

// contents of a message, by type: the bot-send pages listed at
// https://developers.worksmobile.com/en/docs/bot-api.
var contents = Fields{
	"text":            textContent,
	"sticker":         stickerContent,
	"image":           imageContent,
	"file":            fileContent,
	"audio":           audioContent,
	"video":           videoContent,
	"location":        locationContent,
	"link":            linkContent,
	"button_template": buttonContent,
	"list_template":   listContent,
	"carousel":        carouselContent,
	"image_carousel":  imageCarouselContent,
	"flex":            flexContent,
}

// Content takes the content of a message of any type.
var Content = openObject(Fields{"type": Enum(slices.Sorted(maps.Keys(contents))...)}, "type").
	CheckedBy(func(c *Checker, path string, body Body) *Problem {
		c.result.Message = true
		if problem := c.object(path, body, contents[typeOf(body)]); problem != nil {
			return problem
		}
		return c.collectMentions(path, body)
	})

// typeOf is the property type of an object.
func typeOf(body Body) string { return textOf(body, "type") }

// textOf is a property, "" when it is no string.
func textOf(body Body, name string) string {
	var value string
	read(body, name, &value)
	return value
}

// contentOf is a content of these properties. Any content may have a quick reply:
// https://developers.worksmobile.com/en/docs/bot-quickreply.
func contentOf(fields Fields, required ...string) Shape {
	all := maps.Clone(fields)
	all["type"] = String()
	all["quickReply"] = quickReply
	return Object(all, required...)
}

func number() Shape { return Shape{kind: kindNumber} }

func fileID(use FileUse) Shape { return Shape{kind: kindString, min: 1, use: use} }

func fileAddress() Shape {
	address := HTTPS()
	address.use = FileAddress
	return address
}

// each is an i18n list whose items must have both properties. No page says that
// a language must not occur twice.
func each(field string, value Shape) Shape { return Translations(field, value, field) }

// hasValue reports whether a property is there and neither null nor "".
func hasValue(body Body, name string) bool {
	raw, found := body[name]
	return found && !isNull(raw) && strings.TrimSpace(string(raw)) != `""`
}

// way are the properties that name a file or a picture in one of several ways. They
// come together.
type way []string

// oneWay wants at most one of the ways and, where needed is set, exactly one.
func oneWay(needed bool, ways ...way) Rule {
	return func(_ *Checker, path string, body Body) *Problem {
		taken := ""
		for _, names := range ways {
			i := slices.IndexFunc(names, func(name string) bool { return hasValue(body, name) })
			if i < 0 {
				continue
			}
			if taken != "" {
				return Wrong(Join(path, names[i]) + " must not come with " + Join(path, taken) + ".")
			}
			taken = names[i]
			for _, name := range names {
				if !hasValue(body, name) {
					return Missing(Join(path, name))
				}
			}
		}
		if needed && taken == "" {
			return Missing(Join(path, ways[0][0]))
		}
		return nil
	}
}

// textContent: https://developers.worksmobile.com/en/docs/bot-send-text.
var textContent = contentOf(Fields{
	"text":      NonEmpty(2000),
	"i18nTexts": each("text", NonEmpty(2000)),
}, "text")

// stickerContent: https://developers.worksmobile.com/jp/docs/bot-send-sticker.
// Which stickers there are is not checked.
var stickerContent = contentOf(Fields{
	"packageId": NonEmpty(0),
	"stickerId": NonEmpty(0),
}, "packageId", "stickerId").CheckedBy(func(_ *Checker, path string, body Body) *Problem {
	for _, name := range []string{"packageId", "stickerId"} {
		if strings.Trim(textOf(body, name), "0123456789") != "" {
			return Wrong(Join(path, name) + " must have digits alone.")
		}
	}
	return nil
})

// imageContent: https://developers.worksmobile.com/en/docs/bot-send-image.
var imageContent = contentOf(Fields{
	"previewImageUrl":    HTTPS(),
	"originalContentUrl": HTTPS(),
	"fileId":             fileID(FileAny),
}).CheckedBy(oneWay(true, way{"originalContentUrl", "previewImageUrl"}, way{"fileId"}))

// fileContent: https://developers.worksmobile.com/en/docs/bot-send-file.
var fileContent = contentOf(Fields{
	"originalContentUrl": fileAddress(),
	"fileId":             fileID(FileDocument),
	"fileName":           Any(), // on no page; a live client sends it
}).CheckedBy(oneWay(true, way{"originalContentUrl"}, way{"fileId"}))

// audioContent: https://developers.worksmobile.com/en/docs/bot-send-audio.
var audioContent = contentOf(Fields{
	"originalContentUrl": HTTPS(),
	"fileId":             fileID(FileSmall),
}).CheckedBy(oneWay(true, way{"originalContentUrl"}, way{"fileId"}))

// videoContent: https://developers.worksmobile.com/en/docs/bot-send-video.
var videoContent = contentOf(Fields{
	"previewImageUrl":    HTTPS(),
	"originalContentUrl": HTTPS(),
	"fileId":             fileID(FileSmall),
}).CheckedBy(oneWay(true, way{"originalContentUrl", "previewImageUrl"}, way{"fileId"}))

// locationContent: https://developers.worksmobile.com/kr/docs/bot-send-location.
// No range of the numbers is printed.
var locationContent = contentOf(Fields{
	"title":     NonEmpty(100),
	"address":   NonEmpty(100),
	"latitude":  number(),
	"longitude": number(),
}, "title", "address", "latitude", "longitude")

// linkContent: https://developers.worksmobile.com/en/docs/bot-send-link.
var linkContent = contentOf(Fields{
	"contentText":      NonEmpty(1000),
	"linkText":         NonEmpty(1000),
	"link":             NonEmpty(1000),
	"i18nContentTexts": each("contentText", NonEmpty(1000)),
	"i18nLinkTexts":    each("linkText", NonEmpty(1000)),
}, "contentText", "linkText", "link").CheckedBy(checkLink)

// checkLink wants a whole address; the page names no schemes.
func checkLink(_ *Checker, path string, body Body) *Problem {
	address := textOf(body, "link")
	if u, err := url.Parse(address); address != "" && (err != nil || u.Scheme == "") {
		return Wrong(Join(path, "link") + " must be a URL.")
	}
	return nil
}
