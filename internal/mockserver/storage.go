// SPDX-License-Identifier: MPL-2.0

package mockserver

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver/files"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver/form"
)

// The storage addresses are the mock's own: of the vendor's it is only known that
// a response of the API names them.
const (
	uploadPath = "/upload/{fileId}/{key}"
	filePath   = "/file/{fileId}/{key}"
)

// documentedPart is the name of the file part at
// https://developers.worksmobile.com/en/docs/file-upload.
const documentedPart = "Filedata"

var storageOperations = []operation{
	{base: StoragePath, method: http.MethodPost, template: uploadPath, called: "{uploadUrl}", handle: (*Server).uploadFile},
	{base: StoragePath, method: http.MethodPut, template: uploadPath, called: "{uploadUrl}", handle: (*Server).refusePut},
	{base: StoragePath, method: http.MethodGet, template: filePath, called: "{fileUrl}", handle: (*Server).downloadFile},
}

// Upload is the entry of a file in the request log.
type Upload = form.Upload

// storageURL is an address of a file on the storage host.
func (s *Server) storageURL(r *http.Request, template string, f *files.File) string {
	base := s.opts.StorageURL
	if base == "" {
		base = "http://" + r.Host
		if r.TLS != nil {
			base = "https://" + r.Host
		}
	}
	path := strings.NewReplacer("{fileId}", url.PathEscape(f.FileID), "{key}", f.Key).Replace(template)
	return strings.TrimSuffix(base, "/") + StoragePath + path
}

// performStorage wants the token of the API, but no scope, and has no rate limit: https://developers.worksmobile.com/en/docs/file-upload.
func (s *Server) performStorage(c *call) response {
	if refusal := s.authenticate(c); refusal != nil {
		return *refusal
	}
	return c.op.handle(s, c)
}

// stored finds the file that a storage address names.
func (s *Server) stored(c *call) (*files.File, *response) {
	f := s.files.Find(c.params["fileId"])
	if f == nil || f.Key != c.params["key"] {
		return nil, ptr(refuse(http.StatusNotFound, codeNotFound, "File not found."))
	}
	return f, nil
}

// uploadFile takes one file by form, once:
// https://developers.worksmobile.com/en/docs/file-upload. After a refusal the client
// may try again at the same address.
func (s *Server) uploadFile(c *call) response {
	f, refusal := s.stored(c)
	if refusal != nil {
		return *refusal
	}
	sent := c.upload
	switch {
	case f.Uploaded || s.files.Expired(f):
		return s.voidUpload()
	case c.tooLong || len(c.content) > s.opts.MaxFileSize:
		return refuse(http.StatusBadRequest, codeLimitExceeded, "The file is too large.")
	case sent == nil:
		return invalid(unparsable)
	case sent.PartName != documentedPart && s.quirks.RefuseOtherParts:
		return invalid("The file part must be named " + documentedPart + ".")
	}
	s.files.Receive(f, c.content, sent.ContentType)
	if f.FileName == "" {
		f.FileName = sent.FileName
	}
	return s.uploaded(f)
}

func (s *Server) voidUpload() response {
	const why = "The upload address was used before or has expired."
	if s.quirks.UsedUpload == UsedUpload410 {
		return refuse(http.StatusGone, codeDeleted, why)
	}
	return invalid(why)
}

// uploaded responds with the properties that one client declares: fileId, fileName,
// fileSize.
func (s *Server) uploaded(f *files.File) response {
	status := http.StatusOK
	switch s.quirks.UploadResponse {
	case UploadResponseFull201:
		status = http.StatusCreated
	case UploadResponseOnlyID:
		return respond(status, object{"fileId": f.FileID})
	case UploadResponseOtherID:
		f = s.files.Replace(f)
	case UploadResponseEmpty:
		return respond(status, nil)
	case UploadResponseFull:
	}
	return respond(status, object{"fileId": f.FileID, "fileName": f.FileName, "fileSize": len(f.Content)})
}

// refusePut: some notes tell of a PUT with the bare bytes, which a live client
// had to give up. The status is not known.
func (s *Server) refusePut(*call) response {
	return refuse(http.StatusMethodNotAllowed, codeBadRequest, "An upload is a POST of a form.")
}

// downloadFile responds with the file. It wants the token as well: live clients send
// it to the storage host too.
func (s *Server) downloadFile(c *call) response {
	f, refusal := s.stored(c)
	if refusal != nil {
		return *refusal
	}
	if s.files.Usable(f.BotID, f.FileID) == nil {
		return refuse(http.StatusNotFound, codeNotFound, "File not found.")
	}
	kind := f.ContentType
	if kind == "" {
		kind = http.DetectContentType(f.Content)
	}
	return response{status: http.StatusOK, header: http.Header{"Content-Type": {kind}}, body: slices.Clone(f.Content)}
}
