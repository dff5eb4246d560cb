// SPDX-License-Identifier: MPL-2.0

package lineworks

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/textproto"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/rest"
)

// File is a file to upload.
type File struct {
	Name        string
	ContentType string // a media type such as "image/png"
	Size        int64  // in bytes
	// Open opens the file for an attempt.
	Open func() (io.ReadCloser, error)
}

// fileError is a file that cannot be sent as it was announced.
type fileError struct{ err error }

func (e *fileError) Error() string { return "the file " + e.err.Error() }

func (e *fileError) Unwrap() error { return e.err }

// newForm makes a multipart form with the one part that the service asks for. The file is
// read while the form is sent.
func newForm(f File) (*rest.Content, error) {
	if f.Name == "" {
		return nil, errors.New("no file name given")
	}
	if _, _, err := mime.ParseMediaType(f.ContentType); err != nil {
		return nil, fmt.Errorf("%q is not a media type", f.ContentType)
	}
	var frame bytes.Buffer
	w := multipart.NewWriter(&frame)
	_, err := w.CreatePart(textproto.MIMEHeader{
		"Content-Disposition": {multipart.FileContentDisposition("Filedata", f.Name)},
		"Content-Type":        {f.ContentType},
	})
	if err != nil {
		return nil, err
	}
	before := frame.Len()
	if err := w.Close(); err != nil {
		return nil, err
	}
	start, end := frame.Bytes()[:before], frame.Bytes()[before:]
	return &rest.Content{
		Type:   w.FormDataContentType(),
		Length: int64(frame.Len()) + f.Size,
		Open: func() (io.ReadCloser, error) {
			file, err := f.Open()
			if err != nil {
				return nil, &fileError{fmt.Errorf("cannot be read: %w", err)}
			}
			content := &sizedReader{r: file, size: f.Size, left: f.Size}
			return &formBody{Reader: io.MultiReader(bytes.NewReader(start), content, bytes.NewReader(end)), Closer: file}, nil
		},
	}, nil
}

// formBody is an open form.
type formBody struct {
	io.Reader
	io.Closer
}

// sizedReader reads a file that must have as many bytes as were announced: the length of the
// form has been sent before.
type sizedReader struct {
	r          io.Reader
	size, left int64
}

func (s *sizedReader) Read(p []byte) (int, error) {
	n, err := s.r.Read(p)
	s.left -= int64(n)
	switch {
	case s.left < 0:
		return 0, &fileError{fmt.Errorf("has changed: it has more than %d bytes", s.size)}
	case err == nil:
		return n, nil
	case !errors.Is(err, io.EOF):
		return n, &fileError{fmt.Errorf("cannot be read: %w", err)}
	case s.left > 0:
		return n, &fileError{fmt.Errorf("has changed: it has fewer than %d bytes", s.size)}
	}
	return n, io.EOF
}
