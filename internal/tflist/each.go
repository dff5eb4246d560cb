// SPDX-License-Identifier: MPL-2.0

package tflist

import (
	"errors"
	"iter"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
)

// Each iterates over what every element of outer has. Nothing is asked for
// before it is needed. An element that is gone by the time it is looked at, which
// is [lineworks.ErrNotFound], has nothing; any other error ends the iteration.
func Each[O, I any](outer iter.Seq2[O, error], inner func(O) iter.Seq2[I, error]) iter.Seq2[I, error] {
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

// One iterates over a single object that is read when it is asked for. An error
// is about subject.
func One[T any](subject string, read func() (T, error)) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		object, err := read()
		yield(object, About(subject, err))
	}
}
