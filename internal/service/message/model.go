// SPDX-License-Identifier: MPL-2.0

package message

import (
	"encoding/json"
	"maps"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/service/menuaction"
)

// uploads are the IDs of the local files that were uploaded, by their paths.
type uploads map[string]string

// of is the ID that is written down as name, or that of the file in source.
func (u uploads) of(n node, name, source string) string {
	if id := n.text(name); id != "" {
		return id
	}
	return u[n.text(source)]
}

// byLanguage joins the IDs that are written down with those of files.
func (u uploads) byLanguage(n node, name, source string) map[string]string {
	all := maps.Clone(n.languages(name))
	for language, file := range n.languages(source) {
		if all == nil {
			all = map[string]string{}
		}
		all[language] = u[file]
	}
	return all
}

// toAPI converts a message that is known.
func toAPI(root node, c content, n node, files uploads) *lineworks.Message {
	m := &lineworks.Message{Content: c.toAPI(n, files)}
	for _, item := range root.child(quickReply).children("items") {
		m.QuickReplies = append(m.QuickReplies, lineworks.QuickReply{
			Action:   menuaction.QuickReply.ToAPI(item.child("action").value),
			ImageURL: item.text("image_url"), ImageResourceID: item.text("image_resource_id"),
			I18nImageURLs: item.languages("i18n_image_url"), I18nImageResourceIDs: item.languages("i18n_image_resource_ids"),
		})
	}
	return m
}

func toText(n node, _ uploads) lineworks.Content {
	return &lineworks.TextContent{Text: n.text("text"), I18nTexts: n.languages("i18n_texts")}
}

func toSticker(n node, _ uploads) lineworks.Content {
	return &lineworks.StickerContent{PackageID: n.text("package_id"), StickerID: n.text("sticker_id")}
}

func toImage(n node, files uploads) lineworks.Content {
	return &lineworks.ImageContent{
		PreviewImageURL: n.text("preview_image_url"), OriginalContentURL: n.text("original_content_url"), FileID: files.of(n, "file_id", "source_file"),
	}
}

func toFile(n node, files uploads) lineworks.Content {
	return &lineworks.FileContent{OriginalContentURL: n.text("original_content_url"), FileID: files.of(n, "file_id", "source_file")}
}

func toAudio(n node, files uploads) lineworks.Content {
	return &lineworks.AudioContent{OriginalContentURL: n.text("original_content_url"), FileID: files.of(n, "file_id", "source_file")}
}

func toVideo(n node, files uploads) lineworks.Content {
	return &lineworks.VideoContent{
		PreviewImageURL: n.text("preview_image_url"), OriginalContentURL: n.text("original_content_url"), FileID: files.of(n, "file_id", "source_file"),
	}
}

func toLocation(n node, _ uploads) lineworks.Content {
	return &lineworks.LocationContent{
		Title: n.text("title"), Address: n.text("address"), Latitude: n.number("latitude"), Longitude: n.number("longitude"),
	}
}

func toLink(n node, _ uploads) lineworks.Content {
	return &lineworks.LinkContent{
		ContentText: n.text("content_text"), LinkText: n.text("link_text"), Link: n.text("link"),
		I18nContentTexts: n.languages("i18n_content_texts"), I18nLinkTexts: n.languages("i18n_link_texts"),
	}
}

func toFlex(n node, _ uploads) lineworks.Content {
	return &lineworks.FlexContent{
		AltText: n.text("alt_text"), I18nAltTexts: n.languages("i18n_alt_texts"), Contents: json.RawMessage(compact(n.text("contents"))),
	}
}

func toButtonTemplate(n node, _ uploads) lineworks.Content {
	return &lineworks.ButtonTemplateContent{
		ContentText: n.text("content_text"), I18nContentTexts: n.languages("i18n_content_texts"),
		Actions: menuaction.Template.ToAPIList(n.actions()),
	}
}

func toListTemplate(n node, files uploads) lineworks.Content {
	out := &lineworks.ListTemplateContent{}
	if cover := n.child("cover_data"); !cover.isEmpty() { // one without anything asks for nothing
		out.Cover = &lineworks.ListCover{
			Background: toPicture(cover, background, files),
			Title:      cover.text("title"), Subtitle: cover.text("subtitle"),
			I18nTitles: cover.languages("i18n_titles"), I18nSubtitles: cover.languages("i18n_subtitles"),
		}
	}
	for _, element := range n.children("elements") {
		out.Elements = append(out.Elements, lineworks.ListElement{
			Title: element.text("title"), Subtitle: element.text("subtitle"), Picture: toPicture(element, picture, files),
			Action:     toAction(element, "action", menuaction.Template),
			I18nTitles: element.languages("i18n_titles"), I18nSubtitles: element.languages("i18n_subtitles"),
		})
	}
	for _, row := range n.children("action_rows") {
		out.Actions = append(out.Actions, menuaction.Template.ToAPIList(row.actions()))
	}
	return out
}

func toCarousel(n node, files uploads) lineworks.Content {
	out := &lineworks.CarouselContent{ImageAspectRatio: n.text("image_aspect_ratio"), ImageSize: n.text("image_size")}
	for _, column := range n.children("columns") {
		out.Columns = append(out.Columns, lineworks.CarouselColumn{
			Picture: toPicture(column, picture, files), Title: column.text("title"), Text: column.text("text"),
			DefaultAction: toAction(column, "default_action", menuaction.CarouselDefault),
			Actions:       menuaction.Carousel.ToAPIList(column.actions()),
		})
	}
	return out
}

func toImageCarousel(n node, files uploads) lineworks.Content {
	out := &lineworks.ImageCarouselContent{}
	for _, column := range n.children("columns") {
		out.Columns = append(out.Columns, lineworks.ImageCarouselColumn{
			Picture: toPicture(column, picture, files), Action: toAction(column, "action", menuaction.ImageCarousel),
		})
	}
	return out
}

func toPicture(n node, names pictureNames, files uploads) lineworks.Picture {
	return lineworks.Picture{
		URL: n.text(names.url), FileID: files.of(n, names.fileID, names.sourceFile),
		I18nURLs: n.languages(names.i18nURLs), I18nFileIDs: files.byLanguage(n, names.i18nFileIDs, names.i18nSources),
	}
}

// toAction is an action that may be left out.
func toAction(n node, name string, kind menuaction.Kind) *lineworks.Action {
	if !n.has(name) {
		return nil
	}
	action := kind.ToAPI(n.child(name).value)
	return &action
}
