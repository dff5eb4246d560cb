// SPDX-License-Identifier: MPL-2.0

package planrules

import "fmt"

// The two readings of "1 MB", in bytes.
// Source: https://developers.worksmobile.com/en/docs/bot-richmenu-image-set
const (
	MaxPicture  = 1 << 20
	SafePicture = 1_000_000
)

// LargePicture warns of a picture that only the larger reading of the limit allows. title
// names the picture, label the rich menu.
func LargePicture(title, label, file string, bytes int) []Message {
	if bytes <= SafePicture {
		return nil
	}
	return []Message{{
		fmt.Sprintf("%s of %s may be too large", title, label),
		fmt.Sprintf("File %q has %d bytes. The service accepts pictures of at most 1 MB, "+
			"and whether that means %d or %d bytes is not documented.\n\nA smaller file is safe.", file, bytes, SafePicture, MaxPicture),
	}}
}
