// SPDX-License-Identifier: MPL-2.0

package richmenu

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/localfile"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/picture"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/planrules"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfdiag"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfvalue"
)

// source is a picture that the configuration names.
type source struct {
	at       path.Path
	language string // "" for the picture of all other languages
	file     types.String
	sum      types.String // as planned
}

// hasImage reports whether the picture for all languages is managed, as far as is known.
func (p *pictures) hasImage() bool { return p.Image.IsUnknown() || tfvalue.Given(p.Image) }

// files are the pictures by language, without those whose path is "".
func (p *pictures) files() map[string]types.String {
	files := map[string]types.String{}
	for language, element := range p.I18nImages.Elements() {
		if file, ok := element.(types.String); ok && (file.IsUnknown() || tfvalue.Given(file)) {
			files[language] = file
		}
	}
	return files
}

// sources lists the pictures, the one without a language first, in a fixed order.
func (p *pictures) sources() []source {
	var all []source
	if p.hasImage() {
		all = append(all, source{at: path.Root("image"), file: p.Image, sum: p.ImageSHA256})
	}
	files, sums := p.files(), p.I18nImageSHA256s.Elements()
	for _, language := range slices.Sorted(maps.Keys(files)) {
		sum, ok := sums[language].(types.String)
		if !ok {
			sum = types.StringUnknown()
		}
		all = append(all, source{at: path.Root("i18n_images").AtMapKey(language), language: language, file: files[language], sum: sum})
	}
	return all
}

// pictureFile is a file that was read and checked.
type pictureFile struct {
	source
	name        string // of the file, without its folder
	contentType string
	content     []byte
	sum         string // SHA-256 in hexadecimal
}

// open reads the file of a picture and checks the documented rules. The
// height of size is 0 while it is not known. Errors are reported at the
// attribute that names the file.
func (s source) open(size lineworks.Size) (*pictureFile, diag.Diagnostics) {
	file := s.file.ValueString()
	refuse := func(why, advice string) diag.Diagnostics {
		return diag.Diagnostics{diag.NewAttributeErrorDiagnostic(s.at, "Invalid picture", fmt.Sprintf("File %q %s.\n\n%s", file, why, advice))}
	}
	content, err := localfile.Read(file, planrules.MaxPicture)
	switch {
	case errors.Is(err, localfile.ErrContent):
		return nil, diag.Diagnostics{diag.NewAttributeErrorDiagnostic(s.at, "Invalid picture", localfile.ContentGiven(s.at.String()))}
	case errors.Is(err, localfile.ErrTooLarge):
		return nil, refuse(fmt.Sprintf("has more than %d bytes", planrules.MaxPicture), "The picture of a rich menu may have 1 MB.")
	case err != nil:
		return nil, refuse("cannot be read: "+err.Error(),
			"A relative path starts at the folder in which the command runs; ${path.module}/menu.png is a file next to the configuration. The file has to exist when the plan is made.")
	}
	// The formats of https://developers.worksmobile.com/en/docs/bot-richmenu-image-set.
	found, err := picture.Check(content)
	switch {
	case errors.Is(err, picture.ErrFormat):
		return nil, refuse("cannot be used: "+err.Error(), "The service accepts only PNG and JPEG.")
	case err != nil:
		return nil, refuse("cannot be used: "+err.Error(), "Export or download the picture again.")
	}
	got := lineworks.Size{Width: int64(found.Width), Height: int64(found.Height)}
	if got.Width != width || got.Height != low && got.Height != high || size.Height != 0 && got != size {
		return nil, refuse(fmt.Sprintf("has %d × %d pixels", got.Width, got.Height), wantedPixels(size))
	}
	sum := sha256.Sum256(content)
	return &pictureFile{
		source: s, name: localfile.Name(file), contentType: found.ContentType(), content: content, sum: hex.EncodeToString(sum[:]),
	}, nil
}

func wantedPixels(size lineworks.Size) string {
	if size.Height == 0 {
		return fmt.Sprintf("The picture of a rich menu has to have %d × %d or %d × %d pixels.", width, low, width, high)
	}
	return fmt.Sprintf("A picture has to be as large as the menu: size asks for %d × %d pixels.", size.Width, size.Height)
}

// hash computes the hashes of the files that are known, and unknown ones for the
// rest. It warns of pictures that would be sent and may be too large; label names the
// menu in that.
func (p *pictures) hash(label string, size lineworks.Size, state *pictures) diag.Diagnostics {
	var diags diag.Diagnostics
	p.ImageSHA256 = types.StringNull()
	sums := map[string]attr.Value{}
	before := append(values(state.I18nImageSHA256s), state.ImageSHA256.ValueString())
	for _, s := range p.sources() {
		sum := types.StringUnknown()
		if tfvalue.Known(s.file) {
			opened, problems := s.open(size)
			diags.Append(problems...)
			if opened != nil {
				sum = types.StringValue(opened.sum)
				if !slices.Contains(before, opened.sum) {
					diags.Append(tfdiag.WarningsAt(s.at, planrules.LargePicture(s.language, label, s.file.ValueString(), len(opened.content)))...)
				}
			}
		}
		if s.language == "" {
			p.ImageSHA256 = sum
		} else {
			sums[s.language] = sum
		}
	}
	p.I18nImageSHA256s = types.MapValueMust(types.StringType, sums)
	if p.I18nImages.IsUnknown() {
		p.I18nImageSHA256s = types.MapUnknown(types.StringType)
	}
	return diags
}

// values lists the values of a map.
func values(m types.Map) []string { return slices.Collect(maps.Values(tfvalue.GoMap(m))) }

// open reads all pictures once more, for the service, and makes the hashes known
// that were not. A file that is not the one that was planned is an error.
func (p *pictures) open(size lineworks.Size) ([]*pictureFile, diag.Diagnostics) {
	var (
		all   []*pictureFile
		diags diag.Diagnostics
	)
	wanted := p.sources() // with the hashes as planned
	p.ImageSHA256 = types.StringNull()
	sums := map[string]string{}
	for _, s := range wanted {
		opened, problems := s.open(size)
		diags.Append(problems...)
		if opened == nil {
			continue
		}
		if tfvalue.Known(s.sum) && s.sum.ValueString() != opened.sum {
			diags.AddAttributeError(s.at, "Picture changed since the plan",
				fmt.Sprintf("File %q changed since the plan was made: its SHA-256 was %s then and is %s now. Nothing was sent.\n\nMake a new plan.",
					s.file.ValueString(), s.sum.ValueString(), opened.sum))
		}
		if s.language == "" {
			p.ImageSHA256 = types.StringValue(opened.sum)
		} else {
			sums[s.language] = opened.sum
		}
		all = append(all, opened)
	}
	p.I18nImageSHA256s = tfvalue.StringMap(sums)
	return all, diags
}

// same says that two sets of pictures hold the same bytes.
func (p *pictures) same(other *pictures) bool {
	return p.ImageSHA256.Equal(other.ImageSHA256) && p.I18nImageSHA256s.Equal(other.I18nImageSHA256s)
}

// unmanaged is the pictures of a menu that was found, not made: the service does
// not tell which files they are.
func (p *pictures) unmanaged() {
	p.Image, p.I18nImages = types.StringNull(), tfvalue.StringMap(nil)
	p.unset()
}

// unset is the pictures as they are before any was set.
func (p *pictures) unset() {
	p.ImageSHA256, p.I18nImageSHA256s = types.StringNull(), tfvalue.StringMap(nil)
}
