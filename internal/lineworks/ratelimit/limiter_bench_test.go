// SPDX-License-Identifier: MPL-2.0

package ratelimit_test

import (
	"net/http"
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/ratelimit"
)

// BenchmarkLimiter measures the cost of the limiter for a call that need not wait.
func BenchmarkLimiter(b *testing.B) {
	for name, h := range map[string]http.Header{
		"headers": header("Content-Type: application/json", "Ratelimit-Ssed: 3", "Ratelimit-Limit: 1000000000",
			"Ratelimit-Remaining: 999999997", "Ratelimit-Reset: 60", "Date: Wed, 01 Apr 2026 12:00:20 GMT"),
		"no headers": header("Content-Type: application/json", "Date: Wed, 01 Apr 2026 12:00:20 GMT"),
	} {
		l := ratelimit.New(nil)
		pass := func() error {
			var ticket ratelimit.Ticket
			permit, err := l.Acquire(b.Context(), readBot, &ticket)
			if err == nil {
				permit.Release(ratelimit.Outcome{Sent: true, Status: http.StatusOK, Header: h})
			}
			return err
		}
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if err := pass(); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(name+", parallel", func(b *testing.B) {
			b.ReportAllocs()
			b.SetParallelism(25)
			b.RunParallel(func(pb *testing.PB) {
				for pb.Next() {
					if err := pass(); err != nil {
						b.Error(err)
					}
				}
			})
		})
	}
}
