// SPDX-License-Identifier: MPL-2.0

package planview

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/picture"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/planrules"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/preview"
)

// maxEmbedded bounds the pictures in one page, in bytes of their data: addresses.
const maxEmbedded = 64 << 20

var (
	errNotRegular = errors.New("it is not a regular file")
	errTooLarge   = fmt.Errorf("it has more than %d bytes", planrules.MaxPicture)
	errOutside    = errors.New("it is outside of the folder")
)

// album has the pictures of a plan. A plan has their paths and hashes, not their bytes.
type album struct {
	dir, before *folder // nil: none was given
	words       *words
	embedded    int // bytes in the page so far
}

// newAlbum opens the folders; an empty name is none.
func newAlbum(dir, before string, w *words) (*album, error) {
	a := &album{words: w}
	var err error
	if a.dir, err = openFolder(dir); err != nil {
		return nil, err
	}
	if a.before, err = openFolder(before); err != nil {
		a.Close()
		return nil, err
	}
	return a, nil
}

// Close closes the folders.
func (a *album) Close() {
	for _, f := range []*folder{a.dir, a.before} {
		if f != nil {
			_ = f.root.Close() // was only read
		}
	}
}

// planned is the picture that a menu gets. path and sum are as in the plan.
func (a *album) planned(path, sum node) (preview.Image, *photo) {
	switch {
	case path.mark != preview.Known:
		return preview.Image{Note: preview.Text{Mark: path.mark}}, nil
	case path.empty():
		return preview.Image{}, nil
	case a.dir == nil:
		return a.missing(path, a.words.NoDir), nil
	}
	found, err := a.dir.read(path.str())
	if err != nil {
		return a.missing(path, fmt.Sprintf(a.words.NotRead, err)), nil
	}
	return a.image(found, path, sum), found
}

// former is the picture that a menu had. Without a folder for the earlier pictures, the
// current file is that picture only if it has the same hash.
func (a *album) former(path, sum node) preview.Image {
	switch {
	case path.mark != preview.Known:
		return preview.Image{Note: preview.Text{Mark: path.mark}}
	case path.empty():
		return preview.Image{}
	}
	why := a.words.NoBeforeDir
	if a.before != nil {
		found, err := a.before.read(path.str())
		if err == nil {
			return a.image(found, path, sum)
		}
		why = fmt.Sprintf(a.words.NotReadBefore, err)
	}
	if a.dir != nil && sum.known() {
		if found, err := a.dir.read(path.str()); err == nil && found.sum == sum.str() {
			return a.image(found, path, sum)
		}
	}
	return a.missing(path, why)
}

func (a *album) missing(path node, why string) preview.Image {
	return preview.Image{Note: preview.Plain(path.str() + ": " + why)}
}

func (a *album) image(p *photo, path, sum node) preview.Image {
	image := preview.Image{
		Source: "data:" + p.info.ContentType() + ";base64," + base64.StdEncoding.EncodeToString(p.content),
		Width:  p.info.Width, Height: p.info.Height,
	}
	if sum.known() && sum.str() != p.sum {
		image.Note = preview.Plain(path.str() + ": " + fmt.Sprintf(a.words.OtherHash, short(p.sum), short(sum.str())))
	}
	return image
}

// embed counts the picture that is drawn of a menu in one language, and leaves it out once
// the page has too much: each drawing repeats the bytes, also where languages share a picture.
func (a *album) embed(m preview.RichMenu, n node, language string) preview.RichMenu {
	drawn, path := m.Image, n.get("image")
	if own, found := m.Images[language]; found {
		drawn, path = own, n.get("i18n_images", language)
	}
	if a.embedded += len(drawn.Source); drawn.Source != "" && a.embedded > maxEmbedded {
		drawn = a.missing(path, fmt.Sprintf(a.words.TooMuch, maxEmbedded>>20))
	}
	m.Image, m.Images = drawn, nil
	return m
}

// short is the beginning of a hash, which is enough to tell two apart.
func short(sum string) string { return sum[:min(12, len(sum))] }

// folder reads pictures below a folder, and nothing outside of it: a plan can name any
// path, and what is read ends up in a file that others see.
type folder struct {
	root *os.Root
	path string             // absolute
	done map[string]reading // by name
}

// reading is the result of reading a file.
type reading struct {
	photo *photo
	err   error
}

// photo is a picture that was read and checked.
type photo struct {
	content []byte
	info    picture.Info
	sum     string
}

func openFolder(name string) (*folder, error) {
	if name == "" {
		return nil, nil //nolint:nilnil // no folder was asked for
	}
	root, err := os.OpenRoot(name)
	if err != nil {
		return nil, fmt.Errorf("folder for pictures: %w", err)
	}
	path, err := filepath.Abs(name)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("folder for pictures: %w", err), root.Close())
	}
	return &folder{root: root, path: path, done: map[string]reading{}}, nil
}

// read reads a picture, each once.
func (f *folder) read(name string) (*photo, error) {
	r, found := f.done[name]
	if !found {
		r.photo, r.err = f.open(name)
		f.done[name] = r
	}
	return r.photo, r.err
}

func (f *folder) open(name string) (*photo, error) {
	name = filepath.FromSlash(name)
	if filepath.IsAbs(name) {
		below, err := filepath.Rel(f.path, name)
		if err != nil || !filepath.IsLocal(below) {
			return nil, errOutside
		}
		name = below
	}
	// Before opening, which would wait for a writer where a pipe has that name.
	info, err := f.root.Stat(name)
	switch {
	case err != nil:
		return nil, bare(err)
	case !info.Mode().IsRegular():
		return nil, errNotRegular
	}
	file, err := f.root.Open(name)
	if err != nil {
		return nil, bare(err)
	}
	content, err := io.ReadAll(io.LimitReader(file, planrules.MaxPicture+1))
	if err := errors.Join(err, file.Close()); err != nil {
		return nil, bare(err)
	}
	if len(content) > planrules.MaxPicture {
		return nil, errTooLarge
	}
	checked, err := picture.Check(content)
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(content)
	return &photo{content, checked, hex.EncodeToString(sum[:])}, nil
}

// bare is the cause alone of an error that names the path.
func bare(err error) error {
	if pathErr, ok := errors.AsType[*fs.PathError](err); ok {
		return pathErr.Err
	}
	return err
}
