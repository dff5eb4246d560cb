// SPDX-License-Identifier: MPL-2.0

package schema

import (
	"bytes"
	"encoding/json"
	"fmt"
)

// Duplicates returns the paths of the properties that a JSON text has more than
// once. The last one counts, as for most parsers.
func Duplicates(text []byte) []string {
	d := duplicates{decoder: json.NewDecoder(bytes.NewReader(text))}
	d.value("")
	return d.found
}

type duplicates struct {
	decoder *json.Decoder
	found   []string
}

// value reads one value. It reports false at the end of the text, and where the text
// is no JSON.
func (d *duplicates) value(path string) bool {
	token, err := d.decoder.Token()
	if err != nil {
		return false
	}
	switch token {
	case json.Delim('{'):
		seen := map[string]bool{}
		for d.decoder.More() {
			token, err := d.decoder.Token()
			name, isName := token.(string)
			if err != nil || !isName {
				return false
			}
			where := Join(path, name)
			if seen[name] {
				d.found = append(d.found, where)
			}
			seen[name] = true
			if !d.value(where) {
				return false
			}
		}
	case json.Delim('['):
		for i := 0; d.decoder.More(); i++ {
			if !d.value(fmt.Sprintf("%s[%d]", path, i)) {
				return false
			}
		}
	default:
		return true
	}
	_, err = d.decoder.Token() // the end of the object or array
	return err == nil
}
