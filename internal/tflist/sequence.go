// SPDX-License-Identifier: MPL-2.0

package tflist

import (
	"errors"
	"iter"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
)

// FlatMap iterates over the inner sequence of every element of outer. Each sequence is
// requested when the iteration gets there. One that ends with [lineworks.ErrNotFound]
// is empty, since its element was deleted in the meantime. Any other error ends the
// iteration.
func FlatMap[O, I any](outer iter.Seq2[O, error], inner func(O) iter.Seq2[I, error]) iter.Seq2[I, error] {
	return func(yield func(I, error) bool) {
		var none I
		for o, err := range outer {
			if err != nil {
				yield(none, err)
				return
			}
			for i, err := range inner(o) {
				if errors.Is(err, lineworks.ErrNotFound) {
					break
				}
				if !yield(i, err) || err != nil {
					return
				}
			}
		}
	}
}

// FilterMap converts each object, and skips those for which convert returns false. It
// names subject in an error, which ends the iteration.
func FilterMap[T, P any](subject string, objects iter.Seq2[T, error], convert func(T) (P, bool)) iter.Seq2[P, error] {
	return func(yield func(P, error) bool) {
		for object, err := range objects {
			if err != nil {
				var none P
				yield(none, About(subject, err))
				return
			}
			if converted, ok := convert(object); ok && !yield(converted, nil) {
				return
			}
		}
	}
}

// Single iterates over one object, which is read when the iteration gets there. It
// names subject in an error.
func Single[T any](subject string, read func() (T, error)) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		object, err := read()
		yield(object, About(subject, err))
	}
}
