// SPDX-License-Identifier: MPL-2.0

// Package cursor makes the cursors of lists. Like those of the service they are base64.
package cursor

import (
	"encoding/base64"
	"strconv"
	"strings"
)

// mark makes every cursor hold + and /, so that a client that forgets to encode it
// fails at once.
const mark = "\xfb\xef\xbf"

// Make makes the cursor of the items of a list from offset on. It ends with =, and
// belongs to the list with this path alone.
func Make(path string, offset int) string {
	plain := mark + strconv.Itoa(offset) + "@" + path
	for len(plain)%3 != 1 {
		plain += " "
	}
	return base64.StdEncoding.EncodeToString([]byte(plain))
}

// Read returns the offset of a cursor, 0 for "", and whether it is one of the list.
func Read(path, cursor string) (int, bool) {
	if cursor == "" {
		return 0, true
	}
	plain, err := base64.StdEncoding.DecodeString(cursor)
	if err != nil {
		return 0, false
	}
	number, of, found := strings.Cut(strings.TrimPrefix(strings.TrimRight(string(plain), " "), mark), "@")
	offset, err := strconv.Atoi(number)
	return offset, err == nil && found && of == path && offset > 0
}
