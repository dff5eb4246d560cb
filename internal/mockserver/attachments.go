// SPDX-License-Identifier: MPL-2.0

package mockserver

import (
	"net/http"
	"slices"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver/files"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver/schema"
)

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
type Attachment = files.Attachment

// Attachments returns the files that were announced, oldest first. A day after a
// file has expired it is forgotten.
func (s *Server) Attachments() []Attachment {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.files.Attachments()
}

// Attachment returns a file of a bot that was sent and has not expired, and whether there is
// one.
func (s *Server) Attachment(botID int64, fileID string) (Attachment, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f := s.files.Usable(botID, fileID)
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
	return s.files.Add(a).FileID
}

// createAttachment: https://developers.worksmobile.com/en/docs/bot-attachment-create.
func (s *Server) createAttachment(c *call) response {
	a := Attachment{BotID: c.botID}
	take(patch{body: c.body}, "fileName", &a.FileName)
	f := s.files.Add(a)
	f.UploadURL = s.storageURL(c.request, uploadPath, f)
	return respond(http.StatusOK, object{"fileId": f.FileID, "uploadUrl": f.UploadURL})
}

// getAttachment sends the client to the file:
// https://developers.worksmobile.com/en/docs/bot-attachment-get.
func (s *Server) getAttachment(c *call) response {
	f := s.files.Usable(c.botID, c.params["fileId"])
	if f == nil {
		return refuse(http.StatusNotFound, codeNotFound, "File not found.")
	}
	found := respond(http.StatusFound, nil)
	found.header.Set("Location", s.storageURL(c.request, filePath, f))
	return found
}
