// SPDX-License-Identifier: MPL-2.0

package bench

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestReleased has the measured program be built as the released one is: other
// flags make another size.
func TestReleased(t *testing.T) {
	t.Parallel()
	release, err := os.ReadFile(filepath.Join("..", "..", ".goreleaser.yml"))
	if err != nil {
		t.Fatal(err)
	}
	for _, flag := range released() {
		_, value, found := strings.Cut(flag, "=")
		if !found {
			value = flag
		}
		value, _, _ = strings.Cut(value, "=0.0.0") // the version is another one each time
		if !strings.Contains(string(release), "- "+value) {
			t.Errorf(".goreleaser.yml does not have %s", flag)
		}
	}
}
