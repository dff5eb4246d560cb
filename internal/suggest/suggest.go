// SPDX-License-Identifier: MPL-2.0

// Package suggest finds the word that a misspelled one most likely stands for.
package suggest

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/agext/levenshtein"
)

// Lengths from which a word may have one edit and two: with fewer letters, that many
// edits make any word out of any other.
const (
	minLength       = 3
	minLengthForTwo = 5
)

// Nearest is the one of the words that is most like given, or "" if none is. It
// takes another case and other separators for the same word ("ja-jp" for "ja_JP"), then
// the only word that has given as one of its parts ("ja" for "ja_JP"), and then the
// word with the fewest edits, if these are few for its length.
func Nearest(given string, words []string) string {
	folded := fold(given)
	if folded == "" || slices.Contains(words, given) {
		return ""
	}
	if i := slices.IndexFunc(words, func(w string) bool { return fold(w) == folded }); i >= 0 {
		return words[i]
	}
	var with []string
	for _, word := range words {
		if slices.Contains(parts(word), folded) {
			with = append(with, word)
		}
	}
	if len(with) == 1 {
		return with[0]
	}
	length := utf8.RuneCountInString(folded)
	if length < minLength {
		return ""
	}
	best, fewest := "", 2 // edits, not included
	if length >= minLengthForTwo {
		fewest = 3
	}
	for _, word := range words {
		if d := levenshtein.Distance(folded, fold(word), nil); d < fewest {
			best, fewest = word, d
		}
	}
	return best
}

// Sentence asks whether the nearest of the words was meant; it is "" if there is none.
func Sentence(given string, words []string) string {
	if word := Nearest(given, words); word != "" {
		return "Did you mean \"" + word + "\"?"
	}
	return ""
}

// fold drops case and everything but letters and digits.
func fold(word string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, word)
}

// parts splits a word at its separators, in lower case.
func parts(word string) []string {
	return strings.FieldsFunc(strings.ToLower(word), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}
