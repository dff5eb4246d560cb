// SPDX-License-Identifier: MPL-2.0

package mockserver

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"image"
	_ "image/jpeg" // the two formats of https://developers.worksmobile.com/en/docs/bot-richmenu-image-set
	_ "image/png"
	"maps"
	"net/http"
	"slices"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver/grey"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver/schema"
)

const richMenuImagePath = richMenuPath + "/image"

// richMenuImageShape: https://developers.worksmobile.com/en/docs/bot-richmenu-image-set.
var richMenuImageShape = schema.Object(schema.Fields{
	"fileId":      schema.NonEmpty(0),
	"i18nFileIds": schema.Translations("fileId", schema.NonEmpty(0), "fileId"),
}, "fileId")

var richMenuImageOperations = []operation{
	{
		method: http.MethodPost, template: richMenuImagePath, scopes: talk, body: bodyJSON, shape: richMenuImageShape,
		write: writeMenu, handle: (*Server).setRichMenuImage,
	},
	get(richMenuImagePath, talkOrSee, (*Server).getRichMenuImage),
}

// MenuImage is the image of a rich menu.
type MenuImage struct {
	Picture
	// I18n are the images for single languages.
	I18n map[string]Picture
}

// Picture is one image file.
type Picture struct {
	// FileID is the file id with which the image was set. Reading it through the
	// API gives another one by default.
	FileID   string
	FileName string
	// ContentType is image/png or image/jpeg, found out from the content.
	ContentType string
	Content     []byte
}

// SHA256 is the sum of the content, in lower-case hexadecimal.
func (p Picture) SHA256() string {
	sum := sha256.Sum256(p.Content)
	return hex.EncodeToString(sum[:])
}

func (p Picture) clone() Picture {
	p.Content = slices.Clone(p.Content)
	return p
}

func (m MenuImage) clone() MenuImage {
	m.Picture = m.Picture.clone()
	m.I18n = maps.Clone(m.I18n)
	for language, picture := range m.I18n {
		m.I18n[language] = picture.clone()
	}
	return m
}

func imageKey(botID int64, id string) string { return richMenuKey(botID, id) + "/image" }

// RichMenuImage returns the image of a rich menu, and whether it has one.
func (s *Server) RichMenuImage(botID int64, id string) (MenuImage, bool) {
	var stored MenuImage
	has := false
	s.with(botID, func(state *botState) {
		stored, has = state.images[id]
		stored = stored.clone()
	})
	return stored, has
}

// SetRichMenuImage gives a rich menu an image, behind the API's back and without
// its checks. It reports whether there are such a bot and menu.
func (s *Server) SetRichMenuImage(botID int64, id string, m MenuImage) bool {
	found := false
	s.with(botID, func(state *botState) {
		if found = state.findRichMenu(id) >= 0; found {
			s.storeImage(state, id, m.clone())
		}
	})
	return found
}

// RemoveRichMenuImage takes the image of a rich menu away, which the API cannot.
func (s *Server) RemoveRichMenuImage(botID int64, id string) {
	s.with(botID, func(state *botState) {
		if _, has := state.images[id]; has {
			delete(state.images, id)
			s.gone[imageKey(botID, id)] = true
		}
	})
}

func (s *Server) storeImage(state *botState, id string, m MenuImage) {
	state.images[id] = m
	delete(s.gone, imageKey(state.BotID, id))
}

// setRichMenuImage: https://developers.worksmobile.com/en/docs/bot-richmenu-image-set.
func (s *Server) setRichMenuImage(c *call) response {
	i, refusal := s.richMenu(c)
	if refusal != nil {
		return *refusal
	}
	menu := c.bot.richMenus[i]
	before, has := c.bot.images[menu.RichMenuID]
	if has && s.quirks.RefuseSecondImage {
		return refuse(http.StatusConflict, codeConflict, "The rich menu has an image.")
	}
	body := patch{body: c.body}
	var fileID string
	take(body, "fileId", &fileID)
	var made MenuImage
	if made.Picture, refusal = s.picture(menu, c.botID, "fileId", fileID); refusal != nil {
		return *refusal
	}
	if s.quirks.KeepI18nImages {
		made.I18n = maps.Clone(before.I18n)
	}
	var ids map[string]string
	takeI18n(body, "i18nFileIds", "fileId", &ids)
	for _, language := range slices.Sorted(maps.Keys(ids)) {
		picture, refusal := s.picture(menu, c.botID, "i18nFileIds", ids[language])
		if refusal != nil {
			return *refusal
		}
		if made.I18n == nil {
			made.I18n = map[string]Picture{}
		}
		made.I18n[language] = picture
	}
	s.storeImage(c.bot, menu.RichMenuID, made)
	return respond(http.StatusNoContent, nil)
}

// picture checks a file as the image of a menu. No page says at which step the
// service does. The limit of 1 MB:
// https://developers.worksmobile.com/en/docs/bot-richmenu-image-set.
func (s *Server) picture(menu RichMenu, botID int64, field, fileID string) (Picture, *response) {
	bad := func(why string) (Picture, *response) { return Picture{}, ptr(invalid(field + " is invalid: " + why)) }
	f := s.files.Usable(botID, fileID)
	if f == nil {
		return bad("no such file was uploaded in the last 24 hours.")
	}
	if len(f.Content) > s.quirks.megabyte() {
		return Picture{}, ptr(refuse(http.StatusBadRequest, codeLimitExceeded, field+" has more than 1 MB."))
	}
	config, format, err := image.DecodeConfig(bytes.NewReader(f.Content))
	if err != nil || format != "png" && format != "jpeg" { // a test may know more formats
		return bad("the file is neither PNG nor JPEG.")
	}
	size := Size{Width: int64(config.Width), Height: int64(config.Height)}
	switch {
	case !slices.Contains(menuSizes, size):
		return bad(fmt.Sprintf("the image has %dx%d pixels.", size.Width, size.Height))
	case size != menu.Size && s.quirks.RefuseOtherSize:
		return bad("the image has another size than the rich menu.")
	}
	return Picture{FileID: fileID, FileName: f.FileName, ContentType: "image/" + format, Content: f.Content}, nil
}

// getRichMenuImage shows file ids and no image:
// https://developers.worksmobile.com/jp/docs/bot-richmenu-image-get.
func (s *Server) getRichMenuImage(c *call) response {
	i, refusal := s.richMenu(c)
	if refusal != nil {
		return *refusal
	}
	id := c.bot.richMenus[i].RichMenuID
	stored, has := c.bot.images[id]
	if !has {
		return s.missing(c, imageKey(c.botID, id), "Image not found.")
	}
	ids := map[string]string{}
	for _, language := range slices.Sorted(maps.Keys(stored.I18n)) {
		ids[language] = s.readableID(c.botID, stored.I18n[language])
	}
	out := object{"fileId": s.readableID(c.botID, stored.Picture)}
	s.quirks.elsewhere().putI18n(out, "i18nFileIds", "fileId", ids)
	return respond(http.StatusOK, out)
}

// readableID is a file id under which the image can be read for a day.
func (s *Server) readableID(botID int64, p Picture) string {
	if s.quirks.KeepFileID && s.files.Usable(botID, p.FileID) != nil {
		return p.FileID
	}
	made := Attachment{BotID: botID, FileName: p.FileName, Uploaded: true, ContentType: p.ContentType, Content: p.Content}
	if s.quirks.KeepFileID {
		made.FileID = p.FileID
	}
	return s.files.Renew(made).FileID
}

// PlainPNG makes an image of one grey, for a rich menu of that size. Another shade
// is another file.
func PlainPNG(size Size, shade uint8) []byte {
	return grey.PNG(int(size.Width), int(size.Height), shade)
}
