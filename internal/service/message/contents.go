// SPDX-License-Identifier: MPL-2.0

package message

import (
	"github.com/hashicorp/terraform-plugin-framework/action/schema"
	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
)

// content is a type of content: its attribute, the rules that no attribute can
// check by itself, and its way to the API.
type content struct {
	name      string // of the attribute, and in the API
	attribute func() schema.SingleNestedAttribute
	check     func(node) diag.Diagnostics // nil for no more rules
	toAPI     func(node, uploads) lineworks.Content
	// anySize tells that local files are bound by the tenant's limit only.
	anySize bool
	// pictures tells that local files are documented to be PNG.
	pictures bool
}

// contents are all types of content, in the order of the vendor's pages. Exactly
// one is in a message.
var contents = []content{
	{name: "text", attribute: textAttribute, toAPI: toText},
	{name: "sticker", attribute: stickerAttribute, toAPI: toSticker},
	{name: "image", attribute: imageAttribute, check: checkPreviewed, toAPI: toImage, anySize: true},
	{name: "file", attribute: fileAttribute, check: checkFile, toAPI: toFile, anySize: true},
	{name: "audio", attribute: audioAttribute, check: checkMedia, toAPI: toAudio},
	{name: "video", attribute: videoAttribute, check: checkPreviewed, toAPI: toVideo},
	{name: "location", attribute: locationAttribute, toAPI: toLocation},
	{name: "link", attribute: linkAttribute, toAPI: toLink},
	{name: "button_template", attribute: buttonTemplateAttribute, check: checkButtonTemplate, toAPI: toButtonTemplate},
	{name: "list_template", attribute: listTemplateAttribute, check: checkListTemplate, toAPI: toListTemplate, pictures: true},
	{name: "carousel", attribute: carouselAttribute, check: checkCarousel, toAPI: toCarousel, pictures: true},
	{name: "image_carousel", attribute: imageCarouselAttribute, check: checkImageCarousel, toAPI: toImageCarousel, pictures: true},
	{name: "flex", attribute: flexAttribute, check: checkFlex, toAPI: toFlex},
}

// contentNames are the names of all types of content.
func contentNames() []string {
	all := make([]string, len(contents))
	for i, c := range contents {
		all[i] = c.name
	}
	return all
}

// contentOf returns the content of a message and its type, if the type is known yet.
func contentOf(root node) (content, node, bool) {
	for _, c := range contents {
		if root.has(c.name) {
			return c, root.child(c.name), true
		}
	}
	return content{}, node{}, false
}
