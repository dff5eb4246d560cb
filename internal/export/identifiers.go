// SPDX-License-Identifier: MPL-2.0

package export

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"github.com/hashicorp/hcl/v2/hclsyntax"
	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// longest is the greatest length of an identifier that is made of a name, in characters. A
// file name made of it has at most 255 bytes, in any script.
const longest = 48

// words mean something else in an expression.
var words = []string{"true", "false", "null", "for", "in", "if", "else", "endif", "endfor"}

// identifier makes an identifier of a name: letters of all scripts and digits in lower case,
// and "_" for anything else. prefix goes before a digit and stands in for a name without any
// letter.
func identifier(name, prefix string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(norm.NFC.String(name)) {
		if !allowed(r) {
			r = '_'
		}
		if r != '_' || !strings.HasSuffix(b.String(), "_") {
			b.WriteRune(r)
		}
	}
	id := strings.Trim(norm.NFC.String(b.String()), "_")
	if all := []rune(id); len(all) > longest {
		id = strings.Trim(string(all[:longest]), "_")
	}
	switch {
	case id == "":
		return prefix
	case !hclsyntax.ValidIdentifier(id) || slices.Contains(words, id):
		return prefix + "_" + id
	}
	return id
}

// allowed are the characters of identifiers, but for the hyphen, and for characters that
// cannot be seen, such as those that follow an emoji.
func allowed(r rune) bool {
	if unicode.In(r, unicode.Variation_Selector, unicode.Other_Default_Ignorable_Code_Point) || r == '-' {
		return false
	}
	return hclsyntax.ValidIdentifier("a" + string(r))
}

// namespace gives out names that differ, also where case does not count.
type namespace map[string]bool

var fold = cases.Fold()

// take returns the name, or the name with a number if it is taken.
func (n namespace) take(name string) string {
	free := name
	for i := 2; !n.reserve(free); i++ {
		free = fmt.Sprintf("%s_%d", name, i)
	}
	return free
}

// reserve takes exactly this name, and reports whether it was free.
func (n namespace) reserve(name string) bool {
	key := norm.NFC.String(fold.String(name))
	if n[key] {
		return false
	}
	n[key] = true
	return true
}

// The names of files without their extension that an export writes itself, that Terraform
// reads in another way, and that Windows takes for devices.
// Sources: https://developer.hashicorp.com/terraform/language/files/override and
// https://learn.microsoft.com/en-us/windows/win32/fileio/naming-a-file
var reservedFile = regexp.MustCompile(`^(?i:providers|imports|locals|override|.*_override|con|prn|aux|nul|com\d|lpt\d)$`)

// fileName is the name of the file for a bot.
func (n namespace) fileName(identifier string) string {
	if reservedFile.MatchString(identifier) {
		identifier += "_bot"
	}
	return n.take(identifier) + extension
}

const extension = ".tf"
