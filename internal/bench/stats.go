// SPDX-License-Identifier: MPL-2.0

package bench

import (
	"cmp"
	"slices"
	"time"
)

// median is the middle value, or the mean of the two in the middle; 0 for none.
func median[T ~int64 | ~float64](values []T) T {
	sorted := slices.Sorted(slices.Values(values))
	n := len(sorted)
	switch {
	case n == 0:
		return 0
	case n%2 == 1:
		return sorted[n/2]
	}
	return (sorted[n/2-1] + sorted[n/2]) / 2
}

// pick takes one figure of each run.
func pick[T any](runs []Run, figure func(Run) T) []T {
	out := make([]T, len(runs))
	for i, r := range runs {
		out[i] = figure(r)
	}
	return out
}

// most is the largest figure of all runs.
func most[T cmp.Ordered](runs []Run, figure func(Run) T) T {
	var zero T
	return slices.Max(append(pick(runs, figure), zero))
}

func cpu(r Run) time.Duration      { return r.CPU }
func wall(r Run) time.Duration     { return r.Wall }
func provider(r Run) time.Duration { return r.Provider }

// Ratio is how much more the provider took than the yardstick: the median over
// the pairs, so that one pair that something disturbed does not count.
func (p Pairs) Ratio(figure func(Run) time.Duration) float64 {
	var ratios []float64
	for i := range min(len(p.Provider), len(p.Yardstick)) {
		if bare := figure(p.Yardstick[i]); bare > 0 {
			ratios = append(ratios, float64(figure(p.Provider[i]))/float64(bare))
		}
	}
	return median(ratios)
}
