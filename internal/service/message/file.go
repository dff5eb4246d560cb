// SPDX-License-Identifier: MPL-2.0

package message

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"mime"
	"path/filepath"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/localfile"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/sorted"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfvalue"
)

// The two readings of "1 MB", in bytes.
// Source: https://developers.worksmobile.com/en/docs/bot-attachment-create
const (
	maxFile  = 1 << 20
	safeFile = 1_000_000
)

// maxAnyFile bounds a file whose size only the tenant's limit bounds, which is not known. It
// is far above that: it is there for a path that leads to a wrong file.
const maxAnyFile = 10 << 30

// source is a local file that the configuration names.
type source struct {
	at   path.Path // where it is named first
	file string
	of   content
}

// sources lists the files that are known, each once, in the order of the attributes
// that name them, whose names all end alike. One upload serves all places of a
// message: only the address of an upload serves once, the ID of the file for a day.
// Source: https://developers.worksmobile.com/en/docs/bot-attachment-create
func sources(root node) []source {
	c, n, ok := contentOf(root)
	if !ok {
		return nil
	}
	var all []source
	n.walk(func(name string, at path.Path, s types.String) {
		if tfvalue.Given(s) && (strings.HasSuffix(name, "source_file") || strings.HasSuffix(name, "source_files")) {
			all = append(all, source{at: at, file: s.ValueString(), of: c})
		}
	})
	sorted.By(all, func(a, b source) int { return cmp.Compare(a.at.String(), b.at.String()) })
	seen := map[string]bool{}
	return slices.DeleteFunc(all, func(s source) bool {
		twice := seen[s.file]
		seen[s.file] = true
		return twice
	})
}

// name is the name of the file without its folder.
func (s source) name() string { return localfile.Name(s.file) }

// contentType is the media type that goes with the file's extension.
func (s source) contentType() string {
	return cmp.Or(mime.TypeByExtension(filepath.Ext(s.name())), "application/octet-stream")
}

// look checks a file without reading all of it.
func (s source) look() diag.Diagnostics {
	start, size, err := localfile.Start(s.file, int64(len(png)))
	return s.judge(start, size, err)
}

// open returns the file for its upload, and checks it once more: it may have changed. A
// large file is read while it is sent.
func (s source) open() (lineworks.File, diag.Diagnostics) {
	start, size, err := localfile.Start(s.file, maxFile)
	f := lineworks.File{Name: s.name(), ContentType: s.contentType(), Size: size}
	f.Open = func() (io.ReadCloser, error) {
		if size <= maxFile {
			return io.NopCloser(bytes.NewReader(start)), nil
		}
		file, _, err := localfile.Open(s.file)
		if err != nil {
			return nil, err
		}
		return file, nil
	}
	return f, s.judge(start, size, err)
}

var png = []byte("\x89PNG\r\n\x1a\n")

// judge checks a file by its start, its size and the error of opening it.
func (s source) judge(start []byte, size int64, err error) diag.Diagnostics {
	var diags diag.Diagnostics
	refuse := func(why, advice string) {
		diags.AddAttributeError(s.at, "Invalid file", fmt.Sprintf("File %q %s.\n\n%s", s.file, why, advice))
	}
	switch {
	case errors.Is(err, localfile.ErrContent):
		diags.AddAttributeError(s.at, "Invalid file", localfile.ContentGiven(s.at.String()))
		return diags
	case err != nil:
		refuse("cannot be read: "+err.Error(),
			"A relative path starts at the folder in which the command runs; ${path.module}/FILE is a file next to the configuration. The file has to exist at plan and when the message is sent.")
		return diags
	case size == 0:
		refuse("is empty", "An empty file cannot be sent.")
		return diags
	case !s.of.anySize && size > maxFile:
		refuse(fmt.Sprintf("has %d bytes", size), fmt.Sprintf("A file that is uploaded for %s may have at most 1 MB.", s.of.name))
	case size > maxAnyFile:
		refuse(fmt.Sprintf("has %d bytes", size), "The provider sends files of at most 10 GiB.")
	case !s.of.anySize && size > safeFile:
		diags.AddAttributeWarning(s.at, fmt.Sprintf("File %q may be too large", s.file),
			fmt.Sprintf("File %q has %d bytes. It may have at most 1 MB, and whether that means %d or %d bytes is not documented.\n\nA smaller file is safe.", s.file, size, safeFile, maxFile))
	}
	if s.of.pictures && !bytes.HasPrefix(start, png) {
		diags.AddAttributeWarning(s.at, fmt.Sprintf("Picture %q may be refused", s.file),
			fmt.Sprintf("File %q is not a PNG, the only documented format for pictures of %s.", s.file, s.of.name))
	}
	return diags
}
