// SPDX-License-Identifier: MPL-2.0

package bench

import (
	"path/filepath"
	"strings"
	"testing"
	"text/template"
)

// TestReleased has the measured program be built as the released one is: other
// flags make another size.
func TestReleased(t *testing.T) {
	t.Parallel()
	release, err := template.ParseFiles(filepath.Join("..", "..", ".goreleaser.yml"))
	if err != nil {
		t.Fatal(err)
	}
	for _, arch := range []string{"amd64", "386", "arm", "arm64"} {
		var text strings.Builder
		if err := release.Execute(&text, map[string]any{"Arch": arch, "Version": "0.0.0", "Env": map[string]string{}}); err != nil {
			t.Fatal(err)
		}
		for _, flag := range released(arch) {
			_, value, found := strings.Cut(flag, "=")
			if !found {
				value = flag
			}
			if !strings.Contains(text.String(), "- "+value+"\n") {
				t.Errorf("got a .goreleaser.yml without %s for %s, want the flags of the benchmark", flag, arch)
			}
		}
	}
}
