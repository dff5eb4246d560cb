// SPDX-License-Identifier: MPL-2.0

// Package form reads the forms that requests carry: parameters of the token endpoint,
// and uploads of files.
package form

import (
	"bytes"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/url"
)

// urlEncoded is the Content-Type of the token endpoint.
const urlEncoded = "application/x-www-form-urlencoded"

// Redacted stands in the log where a secret was.
const Redacted = "REDACTED"

// secretFields are the names of form and query parameters that hold secrets.
var secretFields = []string{"assertion", "client_secret", "token", "refresh_token", "access_token", "code"}

// Values joins the parameters of query and body: one live client sends them
// in the query of the POST.
func Values(r *http.Request, raw []byte) url.Values {
	values := r.URL.Query()
	kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || kind != urlEncoded {
		return values
	}
	// A part that cannot be read counts as missing, and is refused later.
	body, _ := url.ParseQuery(string(raw))
	for name, sent := range body {
		values[name] = append(sent, values[name]...)
	}
	return values
}

// Redact returns a copy without the secrets.
func Redact(values url.Values) url.Values {
	copied := Clone(values)
	for _, name := range secretFields {
		if _, found := copied[name]; found {
			copied[name] = []string{Redacted}
		}
	}
	return copied
}

// Clone returns a copy.
func Clone(values url.Values) url.Values {
	return url.Values(http.Header(values).Clone())
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

// File finds the one file of a form, in a part of any name. Parts without a file name
// may come along: two live clients send a resourceName. The entry is nil when the form
// holds no file, or several.
func File(r *http.Request, raw []byte) (entry *Upload, content []byte) {
	kind, params, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || kind != "multipart/form-data" {
		return nil, nil
	}
	parts := multipart.NewReader(bytes.NewReader(raw), params["boundary"])
	for {
		part, err := parts.NextRawPart()
		if errors.Is(err, io.EOF) {
			return entry, content
		}
		if err != nil {
			return nil, nil
		}
		read, err := io.ReadAll(part)
		if err != nil {
			return nil, nil
		}
		if part.FileName() == "" {
			continue
		}
		if entry != nil {
			return nil, nil
		}
		content = read
		entry = &Upload{
			PartName: part.FormName(), FileName: part.FileName(), ContentType: part.Header.Get("Content-Type"), Size: len(read),
		}
	}
}
