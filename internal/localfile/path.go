// SPDX-License-Identifier: MPL-2.0

package localfile

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// ErrContent is matched by the error for a value that is the content of a file, such as
// that of filebase64(), where its path belongs. A message must not repeat the value: it
// may be a key, or fill the screen.
var ErrContent = errors.New("it is the content of a file and not its path")

const (
	// longestPath and longestName are the limits of the common operating systems.
	longestPath = 4096
	longestName = 255
	// shortestBase64 is the length from which letters and digits without a dot are
	// taken for base64 unless a file has that name. The smallest PNG has more.
	shortestBase64 = 88
)

// Path returns the path that the value of an attribute stands for: a "~" at its
// beginning is the home directory, and line breaks at its end are dropped, which a value
// from an environment file or a heredoc may have.
func Path(value string) (string, error) {
	return resolve(value, os.UserHomeDir)
}

// Name returns the name of the file without its folder.
func Name(value string) string { return filepath.Base(strings.TrimRight(value, "\r\n")) }

// ContentGiven is the message for an attribute with [ErrContent].
func ContentGiven(attribute string) string {
	return attribute + " holds the content of a file and not its path.\n\n" +
		"Give the path, such as \"${path.module}/FILE\", without file() or filebase64()."
}

func resolve(value string, userHome func() (string, error)) (string, error) {
	name := strings.TrimRight(value, "\r\n")
	if isContent(name) {
		return "", ErrContent
	}
	rest, ok := strings.CutPrefix(name, "~")
	if !ok || rest != "" && !os.IsPathSeparator(rest[0]) {
		return name, nil
	}
	home, err := userHome()
	if err != nil {
		return "", fmt.Errorf("the home directory that it is in cannot be found: %w", err)
	}
	return filepath.Join(home, rest), nil
}

// isContent reports whether a value is the content of a file instead of its path.
func isContent(value string) bool {
	if len(value) > longestPath || strings.ContainsAny(value, "\n\r\x00") ||
		strings.Contains(value, "-----BEGIN") || strings.Contains(value, "-----END") ||
		strings.HasPrefix(value, "data:") && strings.Contains(value, ";base64,") {
		return true
	}
	for name := range strings.FieldsFuncSeq(value, func(c rune) bool { return c == '/' || c == '\\' }) {
		if len(name) > longestName {
			return true
		}
	}
	if !isBase64(value) {
		return false
	}
	_, err := os.Stat(value)
	return err != nil
}

// isBase64 reports whether a value looks like base64, whose line breaks may have become
// blanks or the two characters \n. A path of that length has a dot, a hyphen or an
// underscore somewhere.
func isBase64(value string) bool {
	value = strings.NewReplacer(`\r`, "", `\n`, "", " ", "").Replace(value)
	if len(value) < shortestBase64 {
		return false
	}
	digits := strings.TrimRight(value, "=")
	return len(value)-len(digits) <= 2 && strings.IndexFunc(digits, func(c rune) bool {
		return (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && (c < '0' || c > '9') && c != '+' && c != '/'
	}) < 0
}
