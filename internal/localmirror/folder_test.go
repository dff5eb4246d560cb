// SPDX-License-Identifier: MPL-2.0

package localmirror_test

import (
	"path/filepath"
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/localmirror"
)

func TestFolder(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		goos string
		env  map[string]string
		want string
	}{
		"Linux":               {"linux", map[string]string{"HOME": "/home/you"}, "/home/you/.local/share/terraform/plugins"},
		"Linux, XDG":          {"linux", map[string]string{"HOME": "/home/you", "XDG_DATA_HOME": "/data"}, "/data/terraform/plugins"},
		"Linux, relative XDG": {"freebsd", map[string]string{"HOME": "/home/you", "XDG_DATA_HOME": "data"}, "/home/you/.local/share/terraform/plugins"},
		"macOS":               {"darwin", map[string]string{"HOME": "/Users/you", "XDG_DATA_HOME": "/data"}, "/Users/you/Library/Application Support/io.terraform/plugins"},
		"Windows":             {"windows", map[string]string{"HOME": "/home/you", "APPDATA": "/you"}, "/you/HashiCorp/Terraform/plugins"},
		"Linux, no home":      {"linux", nil, ""},
		"macOS, no home":      {"darwin", nil, ""},
		"Windows, no home":    {"windows", map[string]string{"HOME": "/home/you"}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := localmirror.Folder(test.goos, environment(test.env))
			if got != filepath.FromSlash(test.want) || (err == nil) != (test.want != "") {
				t.Errorf("got %q and the error %v, want %q", got, err, test.want)
			}
		})
	}
}
