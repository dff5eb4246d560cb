// SPDX-License-Identifier: MPL-2.0

package experiments

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"net/textproto"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/rest"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/probe/raw"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/probe/trial"
)

// documentedPart is the name of the part of a form that has the file:
// https://developers.worksmobile.com/en/docs/file-upload.
const documentedPart = "Filedata"

// announce asks for an address to upload to.
func announce(t *trial.Trial, bot string) *result {
	return t.Must(t.Post(attachmentsPath, fields{"fileName": "probe.png"}, bot))
}

// send uploads a file to the address that was announced.
func send(t *trial.Trial, announced *result, part string, content []byte) *result {
	var form bytes.Buffer
	w := multipart.NewWriter(&form)
	// Writing to memory does not fail.
	to, _ := w.CreatePart(textproto.MIMEHeader{
		"Content-Disposition": {multipart.FileContentDisposition(part, "probe.png")},
		"Content-Type":        {"image/png"},
	})
	_, _ = to.Write(content)
	_ = w.Close()
	return t.Do(raw.Request{
		Op:     rest.Operation{Method: http.MethodPost, Path: "{uploadUrl}"},
		Target: announced.Text("uploadUrl"), Content: rest.Content{Body: form.Bytes(), Type: w.FormDataContentType()},
	})
}

// upload uploads a picture, and returns its file ID: the last one that the service named.
func upload(t *trial.Trial, bot string, content []byte) (fileID string) {
	announced := announce(t, bot)
	sent := t.Must(send(t, announced, documentedPart, content))
	if fileID = sent.Text("fileId"); fileID == "" {
		fileID = announced.Text("fileId")
	}
	return fileID
}

// uploads looks at the responses to uploads.
var uploads = trial.Experiment{
	Name: "uploads", Purpose: "responses to uploads of small pictures",
	Settles: []string{"upload-response", "upload-used", "upload-refuse-other-parts"},
	Bots:    1, Requests: 9,
	Run: func(t *trial.Trial) {
		id, _ := t.Bot(nil)
		announced := announce(t, id)
		sent := t.Must(send(t, announced, documentedPart, picture(menuHeight, 0)))
		whole := sent.Form("fileId") == trial.Valued && sent.Form("fileName") == trial.Valued && sent.Form("fileSize") == trial.Valued
		sameID := sent.Text("fileId") == announced.Text("fileId")
		t.Choose("upload-response", because(announced, sent),
			at("upload-response-full", sent.Status == http.StatusOK && whole && sameID),
			at("upload-response-201", sent.Status == http.StatusCreated && whole && sameID),
			at("upload-response-only-id", sent.Status == http.StatusOK && onlyHas(sent, "fileId") && sameID),
			at("upload-response-other-id", sent.Status == http.StatusOK && sent.Form("fileId") == trial.Valued && !sameID),
			at("upload-response-empty", sent.Status == http.StatusOK && !sent.HasBody()))
		again := send(t, announced, documentedPart, picture(menuHeight, 0))
		t.Choose("upload-used", because(sent, again),
			at("upload-used-400", again.Is(http.StatusBadRequest, invalidParameter)), at("upload-used-410", again.Is(http.StatusGone, deletedCode)))
		other := send(t, announce(t, id), "file", picture(menuHeight, 0))
		t.Choose("upload-refuse-other-parts", because(sent, other), toggle(other.OK(), other.Is(http.StatusBadRequest, invalidParameter))...)
	},
}

// The two readings of 1 MB are 1,000,000 and 1,048,576 bytes.
const (
	belowBoth   = 980_000
	betweenBoth = 1_020_000
)

// images sets images of rich menus.
var images = trial.Experiment{
	Name: "images", Purpose: "images of rich menus: size, a second image, languages, and file IDs; two pictures of 1 MB",
	Settles: []string{"image-refuse-other-size", "image-small-megabyte", "image-refuse-second", "image-keep-i18n", "image-keep-file-id"},
	Bots:    1, Requests: 46,
	Run: func(t *trial.Trial) {
		id, _ := t.Bot(nil)
		set := func(menu string, content []byte) (fileID string, r *result) {
			fileID = upload(t, id, content)
			return fileID, t.Post(imagePath, fields{"fileId": fileID}, id, menu)
		}
		first, _ := menu(t, id, "probe 1")
		fileID, fits := set(first, picture(menuHeight, 0))
		t.Must(fits)
		keepFileID(t, id, first, fileID)
		_, second := set(first, picture(menuHeight, 0))
		t.Choose("image-refuse-second", because(fits, second), toggle(second.OK(), second.Is(http.StatusConflict, conflict))...)
		keepI18n(t, id, second)

		other, _ := menu(t, id, "probe 3")
		_, tall := set(other, picture(tallHeight, 0))
		t.Choose("image-refuse-other-size", because(fits, tall), toggle(tall.OK(), tall.Is(http.StatusBadRequest, invalidParameter))...)

		large, _ := menu(t, id, "probe 4")
		_, below := set(large, picture(menuHeight, belowBoth))
		t.Must(below)
		larger, _ := menu(t, id, "probe 5")
		_, between := set(larger, picture(menuHeight, betweenBoth))
		t.Choose("image-small-megabyte", because(below, between), toggle(between.OK(), between.Status == http.StatusBadRequest)...)
	},
}

func keepFileID(t *trial.Trial, bot, menu, fileID string) {
	reads := because(t.Must(t.Get(imagePath, bot, menu)), t.Must(t.Get(imagePath, bot, menu)))
	one, two := reads[0].Text("fileId"), reads[1].Text("fileId")
	t.Choose("image-keep-file-id", reads, toggle(one != "" && two != "" && one != fileID && two != fileID && one != two, one == fileID && two == fileID)...)
}

func keepI18n(t *trial.Trial, bot string, second *result) {
	if second.Refused() {
		t.Leave("image-keep-i18n", "The service does not take a second image.", second)
		return
	}
	translated, _ := menu(t, bot, "probe 2")
	standard := upload(t, bot, picture(menuHeight, 0))
	japanese := upload(t, bot, picture(menuHeight, 0))
	t.Must(t.Post(imagePath, fields{"fileId": standard, "i18nFileIds": []any{fields{"language": "ja_JP", "fileId": japanese}}}, bot, translated))
	before := t.Must(t.Get(imagePath, bot, translated))
	again := upload(t, bot, picture(menuHeight, 0))
	t.Must(t.Post(imagePath, fields{"fileId": again}, bot, translated))
	after := t.Must(t.Get(imagePath, bot, translated))
	had := before.Form("i18nFileIds") == trial.Valued
	t.Choose("image-keep-i18n", because(before, after), toggle(had && after.Form("i18nFileIds") != trial.Valued, had && after.Form("i18nFileIds") == trial.Valued)...)
}
