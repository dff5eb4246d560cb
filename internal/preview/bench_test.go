// SPDX-License-Identifier: MPL-2.0

package preview_test

import (
	"maps"
	"slices"
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/preview"
)

// BenchmarkMessages draws a talk of 1,000 messages of all kinds.
func BenchmarkMessages(b *testing.B) {
	names := slices.Sorted(maps.Keys(samples))
	b.ReportAllocs()
	for b.Loop() {
		d := preview.New(preview.Options{Interactive: true, Language: "ja_JP"})
		for i := range 1000 {
			d.Message(message(samples[names[i%len(names)]]))
		}
		d.Styles()
	}
}
