// SPDX-License-Identifier: MPL-2.0

package message

import (
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/action/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/service/i18n"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/service/menuaction"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/validators"
)

// Limits of templates: lengths in characters, and numbers of things.
// Sources: https://developers.worksmobile.com/en/docs/bot-send-button,
// https://developers.worksmobile.com/en/docs/bot-send-list,
// https://developers.worksmobile.com/en/docs/bot-send-carousel and
// https://developers.worksmobile.com/en/docs/bot-send-imagecarousel
const (
	maxButtonText = 1000 // printed for the texts by language only
	maxButtons    = 10

	maxListText = 1000
	maxElements = 4
	maxRows     = 2
	maxInRow    = 2

	maxColumns       = 10
	maxColumnTitle   = 40
	maxColumnText    = 120 // without a title and a picture
	maxColumnCaption = 60  // with either
	maxColumnActions = 3
)

// pictureNames are the names of the attributes that a picture in a template has.
type pictureNames struct {
	url, fileID, sourceFile            string
	i18nURLs, i18nFileIDs, i18nSources string
}

var (
	picture = pictureNames{
		"original_content_url", "file_id", "source_file",
		"i18n_original_content_urls", "i18n_file_ids", "i18n_source_files",
	}
	background = pictureNames{
		"background_image_url", "background_file_id", "background_source_file",
		"i18n_background_image_urls", "i18n_background_file_ids", "i18n_background_source_files",
	}
)

// attributes adds the attributes of the picture to the others of its object.
func (n pictureNames) attributes(what, leftOut string, others map[string]schema.Attribute) map[string]schema.Attribute {
	others[n.url] = address(fmt.Sprintf("%s, a PNG of at most 1 MB. At most one of `%s`, `%s` and `%s`.", what, n.url, n.fileID, n.sourceFile), leftOut)
	others[n.fileID] = identifier(what+" as the ID of a file that was uploaded for this bot less than 24 hours ago.", leftOut)
	others[n.sourceFile] = identifier(what+" as the path of a local file, a PNG of at most 1 MB, which is uploaded whenever the message is sent, once for all places that name it.", leftOut)
	byLanguage := func(like string, rules ...validator.String) schema.MapAttribute {
		return i18n.ActionAttribute(fmt.Sprintf("Pictures by language, each like `%s`. They take the place of the picture that all others get, and do not count as one without it.", like), rules...)
	}
	others[n.i18nURLs] = byLanguage(n.url, validators.HTTPS())
	others[n.i18nFileIDs] = byLanguage(n.fileID, someText()...)
	others[n.i18nSources] = byLanguage(n.sourceFile, someText()...)
	return others
}

func buttonTemplateAttribute() schema.SingleNestedAttribute {
	return of("Content: a text with buttons below it.", map[string]schema.Attribute{
		"content_text":       required("The text.", maxButtonText),
		"i18n_content_texts": byLanguage("Texts by language.", maxButtonText),
		"actions":            actionList(menuaction.Template, fmt.Sprintf("The buttons, 1 to %d, from the top.", maxButtons), maxButtons),
	})
}

func listTemplateAttribute() schema.SingleNestedAttribute {
	return of("Content: a list, with buttons below it.", map[string]schema.Attribute{
		"cover_data": schema.SingleNestedAttribute{
			MarkdownDescription: "The cover above the list. Left out: no cover, as with an empty object.",
			Optional:            true,
			Attributes: background.attributes("Picture behind the title", "no picture", map[string]schema.Attribute{
				"title":          optional("Title of the list.", maxListText),
				"subtitle":       optional("Line below the title.", maxListText),
				"i18n_titles":    byLanguage("Titles by language.", maxListText),
				"i18n_subtitles": byLanguage("Lines below the title, by language.", maxListText),
			}),
		},
		"elements": schema.ListNestedAttribute{
			MarkdownDescription: fmt.Sprintf("The elements of the list, 1 to %d, from the top.", maxElements),
			Required:            true,
			Validators:          between(maxElements),
			NestedObject: schema.NestedAttributeObject{Attributes: picture.attributes("Picture of the element", "no picture", map[string]schema.Attribute{
				"title":          required("Title of the element.", maxListText),
				"subtitle":       optional("Line below the title.", maxListText),
				"i18n_titles":    byLanguage("Titles by language.", maxListText),
				"i18n_subtitles": byLanguage("Lines below the title, by language.", maxListText),
				"action":         optionalAction(menuaction.Template, "Button of the element."),
			})},
		},
		"action_rows": schema.ListNestedAttribute{
			MarkdownDescription: fmt.Sprintf("Buttons below the list, in 1 to %d rows. The API calls it `actions` and has a list of lists there. Left out: none.", maxRows),
			Optional:            true,
			Validators:          between(maxRows),
			NestedObject: schema.NestedAttributeObject{Attributes: map[string]schema.Attribute{
				"actions": actionList(menuaction.Template, fmt.Sprintf("The buttons of the row, 1 to %d, from the left.", maxInRow), maxInRow),
			}},
		},
	})
}

func carouselAttribute() schema.SingleNestedAttribute {
	oneOf := func(description string, values ...string) schema.StringAttribute {
		return schema.StringAttribute{MarkdownDescription: description, Optional: true, Validators: validators.Optional(validators.OneOf(values...))}
	}
	return of("Content: cards side by side.", map[string]schema.Attribute{
		"image_aspect_ratio": oneOf("Shape of the pictures: `rectangle` (1.51:1) or `square` (1:1). Default: `rectangle`.", "rectangle", "square"),
		"image_size":         oneOf("How a picture of another shape is fitted in: `cover` fills the area and crops the picture, `contain` shows all of it. Default: `cover`.", "cover", "contain"),
		"columns": schema.ListNestedAttribute{
			MarkdownDescription: fmt.Sprintf("The cards, 1 to %d, from the left. All have the same number of `actions`; a picture is on all of them or on none, and so is a `title`.", maxColumns),
			Required:            true,
			Validators:          between(maxColumns),
			NestedObject: schema.NestedAttributeObject{Attributes: picture.attributes("Picture of the card", "no picture", map[string]schema.Attribute{
				"title": optional("Title of the card.", maxColumnTitle),
				"text": required(fmt.Sprintf("Text of the card, in at most 4 lines; on a card with a title or a picture at most %d characters in 2 lines.",
					maxColumnCaption), maxColumnText),
				"default_action": optionalAction(menuaction.CarouselDefault, "Action of a tap on the card, beside its buttons."),
				"actions":        actionList(menuaction.Carousel, fmt.Sprintf("The buttons of the card, 1 to %d, from the top.", maxColumnActions), maxColumnActions),
			})},
		},
	})
}

func imageCarouselAttribute() schema.SingleNestedAttribute {
	return of("Content: pictures side by side.", map[string]schema.Attribute{
		"columns": schema.ListNestedAttribute{
			MarkdownDescription: fmt.Sprintf("The pictures, 1 to %d, from the left.", maxColumns),
			Required:            true,
			Validators:          between(maxColumns),
			NestedObject: schema.NestedAttributeObject{Attributes: picture.attributes("The picture", "one of the other two is needed", map[string]schema.Attribute{
				"action": optionalAction(menuaction.ImageCarousel, "Action of a tap on the picture."),
			})},
		},
	})
}
