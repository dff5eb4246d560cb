// SPDX-License-Identifier: MPL-2.0

package lineworks

import (
	"slices"
	"testing"
)

// TestSignatures has what errors may repeat of an upload address, and what not.
func TestSignatures(t *testing.T) {
	t.Parallel()
	got := signatures("https://storage.worksmobile.com/k/aB3dE5fG7hJ9?sig=q%2FrStUvWxYz&part=12345678&name=report.png&v=1", "2000001", "report.png")
	for _, secret := range []string{"/k/aB3dE5fG7hJ9", "q/rStUvWxYz", "sig=q%2FrStUvWxYz&part=12345678&name=report.png&v=1"} {
		if !slices.Contains(got, secret) {
			t.Errorf("got %q, want %q in it", got, secret)
		}
	}
	for _, harmless := range []string{"report.png", "12345678", "1"} {
		if slices.Contains(got, harmless) {
			t.Errorf("got %q, want no %q in it", got, harmless)
		}
	}
	if got := signatures("https://%zz/a"); got != nil {
		t.Errorf("no URL: got %q, want none", got)
	}
}
