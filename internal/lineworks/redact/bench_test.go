// SPDX-License-Identifier: MPL-2.0

package redact_test

import (
	"encoding/base64"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/redact"
)

// BenchmarkRedact has bodies as long as those of errors are read.
func BenchmarkRedact(b *testing.B) {
	const size = 64 << 10
	random := make([]byte, 1000)
	_, _ = rand.NewChaCha8([32]byte{}).Read(random) // never fails
	secrets := redact.New(token, "a-client-secret-0123", base64.RawURLEncoding.EncodeToString(random))
	fill := func(text string) string { return strings.Repeat(text, size/len(text)+1)[:size] }
	for _, bc := range []struct{ name, text string }{
		{"text", fill("The gateway could not reach the server that it asked, and gives up. ")},
		{"page", fill(`<p class="error">The gateway &quot;a&quot; said &nbsp;<a href="/help?q=a%20b&amp;c">no</a>.</p><script>x = "a\n\u3042\"";</script>` + "\n")},
		{"base64", base64.StdEncoding.EncodeToString([]byte(fill("\x89PNG picture of \xff\xfe\x00 something")))[:size]},
		{"nested", base64.StdEncoding.EncodeToString([]byte(base64.StdEncoding.EncodeToString([]byte(fill(`%25\\u0041&amp;`)))))[:size]},
		{"secrets", fill(token + " and " + base64.StdEncoding.EncodeToString([]byte(token)) + " and ")},
	} {
		b.Run(bc.name, func(b *testing.B) {
			b.SetBytes(size)
			for b.Loop() {
				secrets.Redact(bc.text)
			}
		})
	}
}
