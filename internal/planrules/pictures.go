// SPDX-License-Identifier: MPL-2.0

package planrules

import "fmt"

// The two readings of "1 MB", in bytes.
// Source: https://developers.worksmobile.com/en/docs/bot-richmenu-image-set
const (
	MaxPicture  = 1 << 20
	SafePicture = 1_000_000
)

// LargePicture warns of a picture that only the larger reading of the limit allows. language
// is "" for the picture of all other languages; label names the rich menu.
func LargePicture(language, label, file string, bytes int) []Message {
	if bytes <= SafePicture {
		return nil
	}
	title := "Picture"
	if language != "" {
		title += " for " + language
	}
	return []Message{{
		fmt.Sprintf("%s of %s may be too large", title, label),
		fmt.Sprintf("File %q has %d bytes. The service accepts pictures of at most 1 MB, "+
			"and whether that means %d or %d bytes is not documented.\n\nA smaller file is safe.", file, bytes, SafePicture, MaxPicture),
	}}
}
