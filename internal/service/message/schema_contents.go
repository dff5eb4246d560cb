// SPDX-License-Identifier: MPL-2.0

package message

import (
	"fmt"
	"regexp"

	"github.com/hashicorp/terraform-plugin-framework-validators/float64validator"
	"github.com/hashicorp/terraform-plugin-framework/action/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/validators"
)

var (
	digits = regexp.MustCompile(`^[0-9]+$`)
	// absolute is an address of any scheme: the page of links names none.
	absolute = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9+.-]*:[^\s]+$`)
)

// of is the attribute of a content.
func of(description string, attributes map[string]schema.Attribute) schema.SingleNestedAttribute {
	return schema.SingleNestedAttribute{
		MarkdownDescription: description + " Left out: the message has another content.",
		Optional:            true,
		Attributes:          attributes,
	}
}

func textAttribute() schema.SingleNestedAttribute {
	return of("Content: a text.", map[string]schema.Attribute{
		"text":       required("The text.", maxTextLength),
		"i18n_texts": byLanguage("Texts by language; the receiver's language decides.", maxTextLength),
	})
}

func stickerAttribute() schema.SingleNestedAttribute {
	number := func(description string) schema.StringAttribute {
		return schema.StringAttribute{
			MarkdownDescription: description + " Digits.",
			Required:            true,
			Validators:          []validator.String{validators.Matches(digits, "must be digits, as in the vendor's list of stickers")},
		}
	}
	return of("Content: a sticker of the vendor's list.", map[string]schema.Attribute{
		"package_id": number("ID of the package of stickers."),
		"sticker_id": number("ID of the sticker in the package."),
	})
}

// media are the attributes of a file, with a preview if it is shown as a picture.
func media(what, limit string, preview bool) map[string]schema.Attribute {
	uploaded := "the " + what + " is given by `file_id` or `source_file`"
	attributes := map[string]schema.Attribute{
		"original_content_url": address("Where the "+what+" is.", uploaded),
		"file_id": identifier("ID of a file that was uploaded for this bot less than 24 hours ago.",
			"the "+what+" is given by `original_content_url` or `source_file`"),
		"source_file": identifier("Path of a local file, which is uploaded for this bot whenever the message is sent; `~` is the home directory. "+limit,
			"the "+what+" is given by `original_content_url` or `file_id`"),
	}
	if preview {
		attributes["preview_image_url"] = address("Where the picture is that stands for the "+what+" in the room, a PNG. Required along with `original_content_url`.", uploaded)
	}
	return attributes
}

const (
	oneMegabyte = "At most 1 MB."
	tenantLimit = "The tenant's limit of a file applies, which the provider does not know; it sends at most 10 GiB. " +
		"An uploaded file counts towards the storage of those who receive it."
)

func imageAttribute() schema.SingleNestedAttribute {
	return of("Content: a picture, given by both addresses, by `file_id` or by `source_file`.", media("picture", tenantLimit, true))
}

func fileAttribute() schema.SingleNestedAttribute {
	return of("Content: a file, given by `original_content_url`, `file_id` or `source_file`. "+
		"Files that end in bat, cmd, com, cpl, exe, scr, js, vbs, wsf or hta are blocked unless the tenant's administrator has allowed them, so that they give a warning.",
		media("file", tenantLimit, false))
}

func audioAttribute() schema.SingleNestedAttribute {
	return of("Content: a sound, given by `original_content_url`, `file_id` or `source_file`.", media("sound", oneMegabyte, false))
}

func videoAttribute() schema.SingleNestedAttribute {
	return of("Content: a film, given by both addresses, by `file_id` or by `source_file`.", media("film", oneMegabyte, true))
}

func locationAttribute() schema.SingleNestedAttribute {
	degrees := func(description string, most float64) schema.Float64Attribute {
		return schema.Float64Attribute{
			MarkdownDescription: fmt.Sprintf("%s in degrees, from -%g to %g.", description, most, most),
			Required:            true,
			Validators:          []validator.Float64{float64validator.Between(-most, most)},
		}
	}
	return of("Content: a place on the map.", map[string]schema.Attribute{
		"title":     required("What the place is called.", maxPlaceLength),
		"address":   required("Address of the place.", maxPlaceLength),
		"latitude":  degrees("Latitude", 90),
		"longitude": degrees("Longitude", 180),
	})
}

func linkAttribute() schema.SingleNestedAttribute {
	link := required("Where the link leads: an address with its scheme.", maxLinkLength)
	link.Validators = append(link.Validators, validators.Matches(absolute, "must be an absolute address, such as https://example.com/"))
	return of("Content: a text with a link below it.", map[string]schema.Attribute{
		"content_text":       required("The text.", maxLinkLength),
		"link_text":          required("What the link shows.", maxLinkLength),
		"link":               link,
		"i18n_content_texts": byLanguage("Texts by language.", maxLinkLength),
		"i18n_link_texts":    byLanguage("Text of the link, by language.", maxLinkLength),
	})
}

func flexAttribute() schema.SingleNestedAttribute {
	return of("Content: a card of your own layout.", map[string]schema.Attribute{
		"alt_text":       required("Text in place of the card where it cannot be shown, as in notifications.", maxAltTextLength),
		"i18n_alt_texts": byLanguage("Text in place of the card, by language.", maxAltTextLength),
		"contents": schema.StringAttribute{
			MarkdownDescription: "The card as JSON, best written with `jsonencode`: an object whose `type` is `bubble`, of at most 30 KB, or `carousel`, of at most 15 KB with 1 to 10 bubbles of one `size`. " +
				"It is sent as it is, and measured without blanks; `\\u0026` counts as the one byte that it stands for. An address in it that is not absolute or not `https` gives a warning, since the service has been seen to refuse the whole card for one.",
			Required:   true,
			Validators: []validator.String{flexContents{}},
		},
	})
}
