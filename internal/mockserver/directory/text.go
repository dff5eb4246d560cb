// SPDX-License-Identifier: MPL-2.0

package directory

import "encoding/json"

// Text is a string that is null in a response when it is "".
type Text string

// MarshalJSON writes null for "".
func (t Text) MarshalJSON() ([]byte, error) {
	if t == "" {
		return []byte("null"), nil
	}
	return json.Marshal(string(t))
}

// filled returns an empty list for null: a response has [] then.
func filled[T any](items []T) []T {
	if items == nil {
		return []T{}
	}
	return items
}
