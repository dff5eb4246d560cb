// SPDX-License-Identifier: MPL-2.0

package lineworks

import (
	"encoding/json"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/wire"
)

// Content is one of the thirteen types of content of a message. Their names end in Content. In
// all of them, empty fields are not sent; lengths are in characters; texts, addresses and
// files by language have keys such as "ja_JP", and the language of the receiver decides; a
// file id comes from [AttachmentsService.Upload] and can be used for a day.
//
// See https://developers.worksmobile.com/en/docs/bot-api.
type Content interface {
	// Type is the name of the content in the API, such as "text".
	Type() string
	// wire returns the JSON form without the properties that all contents have.
	wire() any
}

// TextContent is a text of at most 2000 characters.
//
// See https://developers.worksmobile.com/en/docs/bot-send-text.
type TextContent struct {
	Text      string
	I18nTexts map[string]string
}

// Type is "text".
func (*TextContent) Type() string { return "text" }

func (c *TextContent) wire() any {
	return struct {
		Text      string            `json:"text"`
		I18nTexts wire.Translations `json:"i18nTexts,omitempty"`
	}{c.Text, wire.NewTranslations(c.I18nTexts, "text")}
}

// StickerContent is a sticker of the vendor's list; both ids are digits.
//
// See https://developers.worksmobile.com/jp/docs/bot-send-sticker.
type StickerContent struct {
	PackageID string
	StickerID string
}

// Type is "sticker".
func (*StickerContent) Type() string { return "sticker" }

func (c *StickerContent) wire() any {
	return struct {
		PackageID string `json:"packageId"`
		StickerID string `json:"stickerId"`
	}{c.PackageID, c.StickerID}
}

// mediaWire is a file: an address, with that of a preview for pictures and videos, or the id
// of an uploaded file.
type mediaWire struct {
	PreviewImageURL    string `json:"previewImageUrl,omitempty"`
	OriginalContentURL string `json:"originalContentUrl,omitempty"`
	FileID             string `json:"fileId,omitempty"`
}

// ImageContent is a picture: both addresses, or a file id.
//
// See https://developers.worksmobile.com/en/docs/bot-send-image.
type ImageContent struct {
	PreviewImageURL    string
	OriginalContentURL string
	FileID             string
}

// Type is "image".
func (*ImageContent) Type() string { return "image" }

func (c *ImageContent) wire() any { return mediaWire(*c) }

// FileContent is a file: an address or a file id. Some extensions, such as exe,
// are blocked unless the tenant's administrator has allowed them.
//
// See https://developers.worksmobile.com/en/docs/bot-send-file.
type FileContent struct {
	OriginalContentURL string
	FileID             string
}

// Type is "file".
func (*FileContent) Type() string { return "file" }

func (c *FileContent) wire() any {
	return mediaWire{OriginalContentURL: c.OriginalContentURL, FileID: c.FileID}
}

// AudioContent is a sound: an address or a file id.
//
// See https://developers.worksmobile.com/en/docs/bot-send-audio.
type AudioContent struct {
	OriginalContentURL string
	FileID             string
}

// Type is "audio".
func (*AudioContent) Type() string { return "audio" }

func (c *AudioContent) wire() any {
	return mediaWire{OriginalContentURL: c.OriginalContentURL, FileID: c.FileID}
}

// VideoContent is a film: both addresses, or a file id.
//
// See https://developers.worksmobile.com/en/docs/bot-send-video.
type VideoContent struct {
	PreviewImageURL    string
	OriginalContentURL string
	FileID             string
}

// Type is "video".
func (*VideoContent) Type() string { return "video" }

func (c *VideoContent) wire() any { return mediaWire(*c) }

// LocationContent is a place on the map, in degrees. Title and address have at
// most 100 characters.
//
// See https://developers.worksmobile.com/kr/docs/bot-send-location.
type LocationContent struct {
	Title     string
	Address   string
	Latitude  float64
	Longitude float64
}

// Type is "location".
func (*LocationContent) Type() string { return "location" }

func (c *LocationContent) wire() any {
	return struct {
		Title     string  `json:"title"`
		Address   string  `json:"address"`
		Latitude  float64 `json:"latitude"`
		Longitude float64 `json:"longitude"`
	}{c.Title, c.Address, c.Latitude, c.Longitude}
}

// LinkContent is a text with a link below it, each of at most 1000 characters.
//
// See https://developers.worksmobile.com/en/docs/bot-send-link.
type LinkContent struct {
	ContentText      string
	LinkText         string
	Link             string
	I18nContentTexts map[string]string
	I18nLinkTexts    map[string]string
}

// Type is "link".
func (*LinkContent) Type() string { return "link" }

func (c *LinkContent) wire() any {
	return struct {
		ContentText      string            `json:"contentText"`
		LinkText         string            `json:"linkText"`
		Link             string            `json:"link"`
		I18nContentTexts wire.Translations `json:"i18nContentTexts,omitempty"`
		I18nLinkTexts    wire.Translations `json:"i18nLinkTexts,omitempty"`
	}{
		c.ContentText, c.LinkText, c.Link,
		wire.NewTranslations(c.I18nContentTexts, "contentText"), wire.NewTranslations(c.I18nLinkTexts, "linkText"),
	}
}

// FlexContent is a card of a layout of one's own. AltText, of at most 400
// characters, stands for it where it cannot be shown. Contents is a JSON object of
// the type bubble, of at most 30 KB, or carousel, of at most 15 KB. It is sent as it
// is, less the blanks between its parts.
//
// See https://developers.worksmobile.com/en/docs/bot-send-flex.
type FlexContent struct {
	AltText      string
	I18nAltTexts map[string]string
	Contents     json.RawMessage
}

// Type is "flex".
func (*FlexContent) Type() string { return "flex" }

func (c *FlexContent) wire() any {
	return struct {
		AltText      string            `json:"altText"`
		I18nAltTexts wire.Translations `json:"i18nAltTexts,omitempty"`
		Contents     json.RawMessage   `json:"contents"`
	}{c.AltText, wire.NewTranslations(c.I18nAltTexts, "altText"), c.Contents}
}
