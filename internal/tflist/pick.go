// SPDX-License-Identifier: MPL-2.0

package tflist

import "iter"

// Pick iterates over what pick makes of each object, but for those that it does
// not want. An error is about subject, and ends the iteration.
func Pick[T, P any](subject string, objects iter.Seq2[T, error], pick func(T) (P, bool)) iter.Seq2[P, error] {
	return func(yield func(P, error) bool) {
		for object, err := range objects {
			if err != nil {
				var none P
				yield(none, About(subject, err))
				return
			}
			if picked, wanted := pick(object); wanted && !yield(picked, nil) {
				return
			}
		}
	}
}
