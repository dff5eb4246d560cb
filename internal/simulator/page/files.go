// SPDX-License-Identifier: MPL-2.0

package page

import (
	"bytes"
	"fmt"
	"image"
	_ "image/jpeg" // the two formats of https://developers.worksmobile.com/en/docs/bot-richmenu-image-set
	_ "image/png"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/preview"
)

// picture serves the picture of a rich menu.
func (p *Page) picture(w http.ResponseWriter, r *http.Request) {
	query := r.URL.Query()
	botID, _ := strconv.ParseInt(query.Get("bot"), 10, 64) // 0 = none
	stored, found := p.api.RichMenuImage(botID, query.Get("menu"))
	picture := stored.Picture
	if language := query.Get("language"); language != "" {
		picture, found = stored.I18n[language]
	}
	if !found {
		http.NotFound(w, r)
		return
	}
	serveFile(w, picture.FileName, picture.Content)
}

// file serves a file that was uploaded for messages, or sent by a user.
func (p *Page) file(w http.ResponseWriter, r *http.Request) {
	query := r.URL.Query()
	botID, _ := strconv.ParseInt(query.Get("bot"), 10, 64) // 0 = none
	f, found := p.api.Attachment(botID, query.Get("id"))
	if !found {
		http.NotFound(w, r)
		return
	}
	serveFile(w, f.FileName, f.Content)
}

// pictureTypes are the types that a browser may show as part of the page.
var pictureTypes = []string{"image/png", "image/jpeg"}

// serveFile writes a file from outside. Whatever its name and the Content-Type of its
// upload say, the content decides: a browser shows PNG and JPEG, and stores all else.
func serveFile(w http.ResponseWriter, name string, content []byte) {
	kind := http.DetectContentType(content)
	w.Header().Set("Content-Security-Policy", "default-src 'none'; sandbox; frame-ancestors 'none'")
	if !slices.Contains(pictureTypes, kind) {
		kind = "application/octet-stream"
		w.Header().Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": name}))
	}
	w.Header().Set("Content-Type", kind)
	_, _ = w.Write(content) // it fails when the browser has gone away
}

// image is the picture of a rich menu as the preview draws it. The address changes with
// the file: a page that is open loads the new one.
func (v *view) image(m mockserver.RichMenu, language string, picture mockserver.Picture) preview.Image {
	address := url.Values{"bot": {strconv.FormatInt(v.Bot.BotID, 10)}, "menu": {m.RichMenuID}, "v": {picture.FileID}}
	if language != "" {
		address.Set("language", language)
	}
	drawn := preview.Image{Source: path + "picture?" + address.Encode()}
	drawn.Width, drawn.Height = sizeOf(picture.Content)
	return drawn
}

// sizeOf is the size of a picture, 0 for what is none.
func sizeOf(content []byte) (width, height int) {
	config, _, err := image.DecodeConfig(bytes.NewReader(content))
	if err != nil {
		return 0, 0
	}
	return config.Width, config.Height
}

// filesOf finds the files that the messages of a bot name.
func (p *Page) filesOf(botID int64) preview.Files {
	return func(fileID string) preview.Image {
		f, found := p.api.Attachment(botID, fileID)
		if !found {
			return preview.Image{}
		}
		if !slices.Contains(pictureTypes, http.DetectContentType(f.Content)) {
			return preview.Image{Note: preview.Plain(fmt.Sprintf("%s (%d bytes)", f.FileName, len(f.Content)))}
		}
		address := url.Values{"bot": {strconv.FormatInt(botID, 10)}, "id": {fileID}}
		drawn := preview.Image{Source: path + "file?" + address.Encode()}
		drawn.Width, drawn.Height = sizeOf(f.Content)
		return drawn
	}
}

// serveStatic serves the style sheet and the scripts.
func serveStatic(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path == path+"static/preview.css" {
		w.Header().Set("Content-Type", "text/css; charset=utf-8")
		_, _ = w.Write([]byte(preview.CSS())) // it fails when the browser has gone away
		return
	}
	http.StripPrefix(path, http.FileServerFS(staticFiles)).ServeHTTP(w, r)
}
