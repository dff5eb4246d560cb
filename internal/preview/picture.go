// SPDX-License-Identifier: MPL-2.0

package preview

import "html/template"

// picture is drawn from a file, or as a placeholder that names the address or the file.
type picture struct {
	Words   *words
	Kind    string // what it is, in words
	Source  template.URL
	Address string // an address, which is never loaded
	FileID  string
	Note    text
	Class   string
}

// Empty is for templates.
func (p picture) Empty() bool { return p.Address == "" && p.FileID == "" }

// names of the properties of a picture or file.
type pictureNames struct{ address, fileID, addresses, fileIDs string }

var (
	elementPicture = pictureNames{"originalContentUrl", "fileId", "i18nOriginalContentUrls", "i18nFileIds"}
	coverPicture   = pictureNames{"backgroundImageUrl", "backgroundFileId", "i18nBackgroundImageUrls", "i18nBackgroundFileIds"}
	previewPicture = pictureNames{address: "previewImageUrl", fileID: "fileId"}
)

// picture is the one of the language, or the one for all others.
func (d *Drawer) picture(n node, names pictureNames, class string) picture {
	p := picture{Words: d.words, Kind: d.words.Picture, Class: class}
	language := d.options.Language
	p.Address = n.texts(names.addresses, names.address)[language].Value
	p.FileID = n.texts(names.fileIDs, names.fileID)[language].Value
	if p.Empty() {
		p.Address, p.FileID = n.str(names.address), n.str(names.fileID)
	}
	if p.FileID != "" {
		p.Address = ""
		d.find(&p)
	}
	return p
}

// find asks for the file of an ID.
func (d *Drawer) find(p *picture) {
	if d.options.Files == nil {
		return
	}
	image := d.options.Files(p.FileID)
	p.Source, p.Note = source(image.Source), d.text(image.Note)
}
