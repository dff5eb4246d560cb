// SPDX-License-Identifier: MPL-2.0

package mockserver

import (
	"encoding/json"
	"maps"
	"net/url"
	"slices"
	"strings"
)

// contents of a message, by type: the bot-send pages listed at
// https://developers.worksmobile.com/en/docs/bot-api.
var contents = map[string]shape{
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

// content is any of them.
var content = shape{
	kind: kindObject, open: true,
	fields:   map[string]shape{"type": word(slices.Sorted(maps.Keys(contents))...)},
	required: []string{"type"},
	also: func(k *checker, path string, fields map[string]json.RawMessage) *problem {
		k.message = true
		return k.object(path, fields, contents[typeOf(fields)])
	},
}

// typeOf is what the property type says.
func typeOf(fields map[string]json.RawMessage) string { return textOf(fields, "type") }

// textOf is a property that is a string.
func textOf(fields map[string]json.RawMessage, name string) string {
	var value string
	take(patch{body: fields}, name, &value)
	return value
}

// contentOf is a content of these properties. A quick reply may hang on any:
// https://developers.worksmobile.com/en/docs/bot-quickreply.
func contentOf(fields map[string]shape, required ...string) shape {
	all := maps.Clone(fields)
	all["type"] = shape{kind: kindString}
	all["quickReply"] = quickReply
	return record(all, required...)
}

// checkedBy is the same shape with one more check of the whole.
func (want shape) checkedBy(also func(k *checker, path string, fields map[string]json.RawMessage) *problem) shape {
	want.also = also
	return want
}

// filledText is a text that must not be empty where it is given.
func filledText(maxLength int) shape { return shape{kind: kindString, min: 1, max: maxLength} }

// secureLink is the address of a picture or file. The format of what is there is
// not looked at.
var secureLink = shape{kind: kindString, min: 1, max: 1000, schemes: []string{"https"}}

func fileID(use fileUse) shape { return shape{kind: kindString, min: 1, use: use} }

// each is an i18n list whose items must have both properties. No page says that
// a language must not occur twice.
func each(field string, value shape) shape { return translations(field, value, field) }

// filled reports whether a property has a value, "" being none.
func filled(fields map[string]json.RawMessage, name string) bool {
	raw, found := fields[name]
	return found && !isNull(raw) && strings.TrimSpace(string(raw)) != `""`
}

// way is one of several ways of saying the same: all its properties together.
type way []string

// oneWay wants no more than one of the ways and, if it is needed, no less.
func oneWay(needed bool, ways ...way) func(k *checker, path string, fields map[string]json.RawMessage) *problem {
	return func(_ *checker, path string, fields map[string]json.RawMessage) *problem {
		taken := ""
		for _, names := range ways {
			i := slices.IndexFunc(names, func(name string) bool { return filled(fields, name) })
			if i < 0 {
				continue
			}
			if taken != "" {
				return wrong(join(path, names[i]) + " must not come with " + join(path, taken) + ".")
			}
			taken = names[i]
			for _, name := range names {
				if !filled(fields, name) {
					return missingField(join(path, name))
				}
			}
		}
		if needed && taken == "" {
			return missingField(join(path, ways[0][0]))
		}
		return nil
	}
}

// textContent: https://developers.worksmobile.com/en/docs/bot-send-text.
var textContent = contentOf(map[string]shape{
	"text":      filledText(2000),
	"i18nTexts": each("text", filledText(2000)),
}, "text")

// stickerContent: https://developers.worksmobile.com/jp/docs/bot-send-sticker.
// Which stickers there are is not checked.
var stickerContent = contentOf(map[string]shape{
	"packageId": filledText(0),
	"stickerId": filledText(0),
}, "packageId", "stickerId").checkedBy(func(_ *checker, path string, fields map[string]json.RawMessage) *problem {
	for _, name := range []string{"packageId", "stickerId"} {
		if strings.Trim(textOf(fields, name), "0123456789") != "" {
			return wrong(join(path, name) + " must have digits alone.")
		}
	}
	return nil
})

// imageContent: https://developers.worksmobile.com/en/docs/bot-send-image.
var imageContent = contentOf(map[string]shape{
	"previewImageUrl":    secureLink,
	"originalContentUrl": secureLink,
	"fileId":             fileID(fileUseAny),
}).checkedBy(oneWay(true, way{"originalContentUrl", "previewImageUrl"}, way{"fileId"}))

// fileContent: https://developers.worksmobile.com/en/docs/bot-send-file.
var fileContent = contentOf(map[string]shape{
	"originalContentUrl": {kind: kindString, min: 1, max: 1000, schemes: []string{"https"}, use: fileUseAddress},
	"fileId":             fileID(fileUseDocument),
	"fileName":           {}, // on no page; a live client sends it
}).checkedBy(oneWay(true, way{"originalContentUrl"}, way{"fileId"}))

// audioContent: https://developers.worksmobile.com/en/docs/bot-send-audio. There is
// no duration: a client that sends one is refused.
var audioContent = contentOf(map[string]shape{
	"originalContentUrl": secureLink,
	"fileId":             fileID(fileUseSmall),
}).checkedBy(oneWay(true, way{"originalContentUrl"}, way{"fileId"}))

// videoContent: https://developers.worksmobile.com/en/docs/bot-send-video.
var videoContent = contentOf(map[string]shape{
	"previewImageUrl":    secureLink,
	"originalContentUrl": secureLink,
	"fileId":             fileID(fileUseSmall),
}).checkedBy(oneWay(true, way{"originalContentUrl", "previewImageUrl"}, way{"fileId"}))

// locationContent: https://developers.worksmobile.com/kr/docs/bot-send-location.
// No range of the numbers is printed.
var locationContent = contentOf(map[string]shape{
	"title":     filledText(100),
	"address":   filledText(100),
	"latitude":  {kind: kindNumber},
	"longitude": {kind: kindNumber},
}, "title", "address", "latitude", "longitude")

// linkContent: https://developers.worksmobile.com/en/docs/bot-send-link.
var linkContent = contentOf(map[string]shape{
	"contentText":      filledText(1000),
	"linkText":         filledText(1000),
	"link":             filledText(1000),
	"i18nContentTexts": each("contentText", filledText(1000)),
	"i18nLinkTexts":    each("linkText", filledText(1000)),
}, "contentText", "linkText", "link").checkedBy(checkLink)

// checkLink wants a whole address; the page names no schemes.
func checkLink(_ *checker, path string, fields map[string]json.RawMessage) *problem {
	address := textOf(fields, "link")
	if u, err := url.Parse(address); address != "" && (err != nil || u.Scheme == "") {
		return wrong(join(path, "link") + " must be a URL.")
	}
	return nil
}
