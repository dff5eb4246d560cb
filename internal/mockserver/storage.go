// SPDX-License-Identifier: MPL-2.0

package mockserver

import (
	"bytes"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/url"
	"slices"
	"strings"
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
type Upload struct {
	// PartName is the name of the form's part, such as Filedata.
	PartName string
	FileName string
	// ContentType is the Content-Type of the part.
	ContentType string
	// Size is in bytes.
	Size int
}

// upload is the file in a request. It has no entry when the form holds no file, or
// several.
type upload struct {
	entry   *Upload
	content []byte
}

// storageURL is an address of a file on the storage host.
func (s *Server) storageURL(r *http.Request, template string, f *file) string {
	base := s.opts.StorageURL
	if base == "" {
		base = "http://" + r.Host
		if r.TLS != nil {
			base = "https://" + r.Host
		}
	}
	path := strings.NewReplacer("{fileId}", url.PathEscape(f.FileID), "{key}", f.key).Replace(template)
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
func (s *Server) stored(c *call) (*file, *response) {
	f := s.files[c.params["fileId"]]
	if f == nil || f.key != c.params["key"] {
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
	sent := c.upload.entry
	switch {
	case f.Uploaded || !s.opts.Now().Before(f.Expires):
		return s.voidUpload()
	case c.tooLong || len(c.upload.content) > s.opts.MaxFileSize:
		return refuse(http.StatusBadRequest, codeLimitExceeded, "The file is too large.")
	case sent == nil:
		return invalid(unparsable)
	case sent.PartName != documentedPart && s.quirks.RefuseOtherParts:
		return invalid("The file part must be named " + documentedPart + ".")
	}
	f.Uploaded, f.Content, f.ContentType = true, c.upload.content, sent.ContentType
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
func (s *Server) uploaded(f *file) response {
	status := http.StatusOK
	switch s.quirks.UploadResponse {
	case UploadResponseFull201:
		status = http.StatusCreated
	case UploadResponseOnlyID:
		return respond(status, object{"fileId": f.FileID})
	case UploadResponseOtherID:
		f = s.rename(f)
	case UploadResponseEmpty:
		return respond(status, nil)
	case UploadResponseFull:
	}
	return respond(status, object{"fileId": f.FileID, "fileName": f.FileName, "fileSize": len(f.Content)})
}

// rename moves a file to another id. The old one stays known as used.
func (s *Server) rename(f *file) *file {
	renamed := f.Attachment
	renamed.FileID = ""
	f.Content, f.renewed, f.BotID = nil, true, 0
	return s.addFile(renamed)
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
	if s.usable(f.BotID, f.FileID) == nil {
		return refuse(http.StatusNotFound, codeNotFound, "File not found.")
	}
	kind := f.ContentType
	if kind == "" {
		kind = http.DetectContentType(f.Content)
	}
	return response{status: http.StatusOK, header: http.Header{"Content-Type": {kind}}, body: slices.Clone(f.Content)}
}

// readUpload finds the one file of a form, in a part of any name. Parts without a
// file name may come along: two live clients send a resourceName.
func readUpload(r *http.Request, raw []byte) upload {
	kind, params, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || kind != "multipart/form-data" {
		return upload{}
	}
	var found upload
	form := multipart.NewReader(bytes.NewReader(raw), params["boundary"])
	for {
		part, err := form.NextRawPart()
		if errors.Is(err, io.EOF) {
			return found
		}
		if err != nil {
			return upload{}
		}
		content, err := io.ReadAll(part)
		if err != nil {
			return upload{}
		}
		if part.FileName() == "" {
			continue
		}
		if found.entry != nil {
			return upload{}
		}
		found = upload{content: content, entry: &Upload{
			PartName: part.FormName(), FileName: part.FileName(), ContentType: part.Header.Get("Content-Type"), Size: len(content),
		}}
	}
}
