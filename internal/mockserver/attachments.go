// SPDX-License-Identifier: MPL-2.0

package mockserver

import (
	"cmp"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"time"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver/ids"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver/schema"
)

// fileLifetime is how long an upload address and a file id live:
// https://developers.worksmobile.com/en/docs/bot-attachment-create.
const fileLifetime = 24 * time.Hour

const attachmentsPath = "/bots/{botId}/attachments"

// attachmentShape: https://developers.worksmobile.com/en/docs/bot-attachment-create.
// The general page, https://developers.worksmobile.com/en/docs/file-upload, has a
// size too.
var attachmentShape = schema.Object(schema.Fields{"fileName": schema.String(), "fileSize": schema.Integer()})

var attachmentOperations = []operation{
	{
		method: http.MethodPost, template: attachmentsPath, scopes: talk, body: bodyJSON, shape: attachmentShape,
		handle: (*Server).createAttachment,
	},
	get(attachmentsPath+"/{fileId}", talk, (*Server).getAttachment),
}

// Attachment is a file that a client has announced, and sent unless Uploaded is
// false.
type Attachment struct {
	BotID  int64
	FileID string
	// FileName is the announced name or, without one, that of the upload.
	FileName string
	// UploadURL is the address that takes the file, once.
	UploadURL string
	// Expires is when file id and upload address become void.
	Expires  time.Time
	Uploaded bool
	// ContentType is the Content-Type of the upload.
	ContentType string
	Content     []byte
}

// file is an attachment or, when it is renewed, one more id for the same content.
type file struct {
	Attachment
	key     string // of its storage addresses
	made    int64  // the order of Attachments
	renewed bool
}

// Attachments returns the files that were announced, oldest first. A day after a
// file has expired it is forgotten.
func (s *Server) Attachments() []Attachment {
	s.mu.Lock()
	defer s.mu.Unlock()
	attachments := []Attachment{}
	oldestFirst := func(a, b *file) int { return cmp.Compare(a.made, b.made) }
	for _, f := range slices.SortedFunc(maps.Values(s.files), oldestFirst) {
		if !f.renewed {
			copied := f.Attachment
			copied.Content = slices.Clone(copied.Content)
			attachments = append(attachments, copied)
		}
	}
	return attachments
}

// Attachment returns a file of a bot that was sent and has not expired, and whether there is
// one.
func (s *Server) Attachment(botID int64, fileID string) (Attachment, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f := s.usable(botID, fileID)
	if f == nil {
		return Attachment{}, false
	}
	return f.Attachment, true // content does not change
}

// AddAttachment stores the content of a file that a user has sent to a bot, and returns
// its file id.
func (s *Server) AddAttachment(a Attachment) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	a.Uploaded, a.Content = true, slices.Clone(a.Content)
	return s.addFile(a).FileID
}

// addFile gives a file an id in the form of the vendor's example: when it was
// made, in nanoseconds, and when it expires, in seconds.
func (s *Server) addFile(a Attachment) *file {
	now := s.opts.Now()
	maps.DeleteFunc(s.files, func(_ string, f *file) bool { return !now.Before(f.Expires.Add(fileLifetime)) })
	s.lastFile = max(s.lastFile+1, now.UnixNano())
	a.Expires = now.Add(fileLifetime)
	if a.FileID == "" {
		a.FileID = fmt.Sprintf("jp1.%d.%d.0.%d.0.0.0", s.lastFile, a.Expires.Unix(), a.BotID)
	}
	f := &file{Attachment: a, key: ids.Word(24), made: s.lastFile}
	s.files[a.FileID] = f
	return f
}

// usable returns a file of the bot that was uploaded and has not expired, or nil.
func (s *Server) usable(botID int64, fileID string) *file {
	f := s.files[fileID]
	if f == nil || f.BotID != botID || !f.Uploaded || !s.opts.Now().Before(f.Expires) {
		return nil
	}
	return f
}

// createAttachment: https://developers.worksmobile.com/en/docs/bot-attachment-create.
func (s *Server) createAttachment(c *call) response {
	a := Attachment{BotID: c.botID}
	take(patch{body: c.body}, "fileName", &a.FileName)
	f := s.addFile(a)
	f.UploadURL = s.storageURL(c.request, uploadPath, f)
	return respond(http.StatusOK, object{"fileId": f.FileID, "uploadUrl": f.UploadURL})
}

// getAttachment sends the client to the file:
// https://developers.worksmobile.com/en/docs/bot-attachment-get.
func (s *Server) getAttachment(c *call) response {
	f := s.usable(c.botID, c.params["fileId"])
	if f == nil {
		return refuse(http.StatusNotFound, codeNotFound, "File not found.")
	}
	found := respond(http.StatusFound, nil)
	found.header.Set("Location", s.storageURL(c.request, filePath, f))
	return found
}
