// SPDX-License-Identifier: MPL-2.0

package lineworks

import "github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/wire"

// ButtonTemplateContent is a text of at most 1000 characters with 1 to 10 buttons:
// message, uri or copy, with labels of at most 20 characters.
//
// See https://developers.worksmobile.com/en/docs/bot-send-button.
type ButtonTemplateContent struct {
	ContentText      string
	I18nContentTexts map[string]string
	Actions          []Action
}

// Type is "button_template".
func (*ButtonTemplateContent) Type() string { return "button_template" }

func (c *ButtonTemplateContent) wire() any {
	return struct {
		ContentText      string            `json:"contentText"`
		I18nContentTexts wire.Translations `json:"i18nContentTexts,omitempty"`
		Actions          []actionWire      `json:"actions"`
	}{c.ContentText, wire.NewTranslations(c.I18nContentTexts, "contentText"), newActionWires(c.Actions)}
}

// Picture is a picture in a template: an address (https, PNG, at most 1000
// characters) or a file id (1 MB), or none.
type Picture struct {
	URL         string
	FileID      string
	I18nURLs    map[string]string
	I18nFileIDs map[string]string
}

// pictureWire is a picture of anything but a cover.
type pictureWire struct {
	OriginalContentURL      string            `json:"originalContentUrl,omitempty"`
	FileID                  string            `json:"fileId,omitempty"`
	I18nOriginalContentURLs wire.Translations `json:"i18nOriginalContentUrls,omitempty"`
	I18nFileIDs             wire.Translations `json:"i18nFileIds,omitempty"`
}

func newPictureWire(p *Picture) pictureWire {
	return pictureWire{
		OriginalContentURL: p.URL, FileID: p.FileID,
		I18nOriginalContentURLs: wire.NewTranslations(p.I18nURLs, "originalContentUrl"),
		I18nFileIDs:             wire.NewTranslations(p.I18nFileIDs, "fileId"),
	}
}

// ListTemplateContent is a list of 1 to 4 elements with buttons below it: at most
// two rows of at most two. Actions are message, uri or copy, with labels of at
// most 20 characters.
//
// See https://developers.worksmobile.com/en/docs/bot-send-list.
type ListTemplateContent struct {
	// Cover stands above the list; nil for none.
	Cover    *ListCover
	Elements []ListElement
	Actions  [][]Action
}

// ListCover stands above a list. Its texts have at most 1000 characters.
type ListCover struct {
	Background    Picture
	Title         string
	Subtitle      string
	I18nTitles    map[string]string
	I18nSubtitles map[string]string
}

// ListElement is an element of a list. Its texts have at most 1000 characters.
type ListElement struct {
	Title         string
	Subtitle      string
	Picture       Picture
	Action        *Action // nil for none
	I18nTitles    map[string]string
	I18nSubtitles map[string]string
}

// Type is "list_template".
func (*ListTemplateContent) Type() string { return "list_template" }

type listCoverWire struct {
	BackgroundImageURL      string            `json:"backgroundImageUrl,omitempty"`
	BackgroundFileID        string            `json:"backgroundFileId,omitempty"`
	I18nBackgroundImageURLs wire.Translations `json:"i18nBackgroundImageUrls,omitempty"`
	I18nBackgroundFileIDs   wire.Translations `json:"i18nBackgroundFileIds,omitempty"`
	Title                   string            `json:"title,omitempty"`
	Subtitle                string            `json:"subtitle,omitempty"`
	I18nTitles              wire.Translations `json:"i18nTitles,omitempty"`
	I18nSubtitles           wire.Translations `json:"i18nSubtitles,omitempty"`
}

type listElementWire struct {
	pictureWire

	Title         string            `json:"title"`
	Subtitle      string            `json:"subtitle,omitempty"`
	I18nTitles    wire.Translations `json:"i18nTitles,omitempty"`
	I18nSubtitles wire.Translations `json:"i18nSubtitles,omitempty"`
	Action        *actionWire       `json:"action,omitempty"`
}

func (c *ListTemplateContent) wire() any {
	w := struct {
		CoverData *listCoverWire    `json:"coverData,omitempty"`
		Elements  []listElementWire `json:"elements"`
		Actions   [][]actionWire    `json:"actions,omitempty"`
	}{Elements: make([]listElementWire, 0, len(c.Elements))}
	if cover := c.Cover; cover != nil {
		w.CoverData = &listCoverWire{
			BackgroundImageURL: cover.Background.URL, BackgroundFileID: cover.Background.FileID,
			I18nBackgroundImageURLs: wire.NewTranslations(cover.Background.I18nURLs, "backgroundImageUrl"),
			I18nBackgroundFileIDs:   wire.NewTranslations(cover.Background.I18nFileIDs, "backgroundFileId"),
			Title:                   cover.Title, Subtitle: cover.Subtitle,
			I18nTitles: wire.NewTranslations(cover.I18nTitles, "title"), I18nSubtitles: wire.NewTranslations(cover.I18nSubtitles, "subtitle"),
		}
	}
	for i := range c.Elements {
		e := &c.Elements[i]
		w.Elements = append(w.Elements, listElementWire{
			pictureWire: newPictureWire(&e.Picture), Title: e.Title, Subtitle: e.Subtitle, Action: optionalAction(e.Action),
			I18nTitles: wire.NewTranslations(e.I18nTitles, "title"), I18nSubtitles: wire.NewTranslations(e.I18nSubtitles, "subtitle"),
		})
	}
	for _, row := range c.Actions {
		w.Actions = append(w.Actions, newActionWires(row))
	}
	return w
}

// CarouselContent is 1 to 10 cards side by side, with the same number of buttons on
// each: postback, message, uri or copy, with labels of at most 20 characters.
//
// See https://developers.worksmobile.com/en/docs/bot-send-carousel.
type CarouselContent struct {
	// ImageAspectRatio is "rectangle" (1.51:1, the service's default) or "square".
	ImageAspectRatio string
	// ImageSize is "cover" (the service's default) or "contain".
	ImageSize string
	Columns   []CarouselColumn
}

// CarouselColumn is a card. Its text has at most 120 characters, with a title or a
// picture 60; its title has at most 40. Pictures and titles are in all or in none.
type CarouselColumn struct {
	Picture       Picture
	Title         string
	Text          string
	DefaultAction *Action // of a tap beside the buttons; nil for none
	Actions       []Action
}

// Type is "carousel".
func (*CarouselContent) Type() string { return "carousel" }

type carouselColumnWire struct {
	pictureWire

	Title         string       `json:"title,omitempty"`
	Text          string       `json:"text"`
	DefaultAction *actionWire  `json:"defaultAction,omitempty"`
	Actions       []actionWire `json:"actions"`
}

func (c *CarouselContent) wire() any {
	columns := make([]carouselColumnWire, 0, len(c.Columns))
	for i := range c.Columns {
		column := &c.Columns[i]
		columns = append(columns, carouselColumnWire{
			pictureWire: newPictureWire(&column.Picture), Title: column.Title, Text: column.Text,
			DefaultAction: optionalAction(column.DefaultAction), Actions: newActionWires(column.Actions),
		})
	}
	return struct {
		ImageAspectRatio string               `json:"imageAspectRatio,omitempty"`
		ImageSize        string               `json:"imageSize,omitempty"`
		Columns          []carouselColumnWire `json:"columns"`
	}{c.ImageAspectRatio, c.ImageSize, columns}
}

// ImageCarouselContent is 1 to 10 pictures side by side, each with an action or
// none: postback, message, uri or copy, with labels of at most 12 characters.
//
// See https://developers.worksmobile.com/en/docs/bot-send-imagecarousel.
type ImageCarouselContent struct {
	Columns []ImageCarouselColumn
}

// ImageCarouselColumn is a picture, which it must have.
type ImageCarouselColumn struct {
	Picture Picture
	Action  *Action // nil for none
}

// Type is "image_carousel".
func (*ImageCarouselContent) Type() string { return "image_carousel" }

type imageCarouselColumnWire struct {
	pictureWire

	Action *actionWire `json:"action,omitempty"`
}

func (c *ImageCarouselContent) wire() any {
	columns := make([]imageCarouselColumnWire, 0, len(c.Columns))
	for i := range c.Columns {
		column := &c.Columns[i]
		columns = append(columns, imageCarouselColumnWire{newPictureWire(&column.Picture), optionalAction(column.Action)})
	}
	return struct {
		Columns []imageCarouselColumnWire `json:"columns"`
	}{columns}
}
