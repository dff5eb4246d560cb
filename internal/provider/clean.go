// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"
)

// quotes are the pairs that shells, .env files and text processors put around a value.
var quotes = []struct{ left, right string }{{`"`, `"`}, {"'", "'"}, {"`", "`"}, {"“", "”"}, {"‘", "’"}, {"「", "」"}, {"『", "』"}, {"＂", "＂"}, {"«", "»"}}

// clean cuts off the line ends, blanks, invisible characters and quotes around a
// setting: an .env with the line ends of Windows leaves them, a file that ends in a line
// end, and a copy from a web page. No setting begins or ends with one of its own.
func clean(value string) string {
	for {
		trimmed := strings.TrimFunc(value, func(r rune) bool { return unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) })
		for _, q := range quotes {
			if len(trimmed) >= len(q.left)+len(q.right) && strings.HasPrefix(trimmed, q.left) && strings.HasSuffix(trimmed, q.right) {
				trimmed = trimmed[len(q.left) : len(trimmed)-len(q.right)]
				break
			}
		}
		if trimmed == value {
			return value
		}
		value = trimmed
	}
}

// bearer precedes a token in a header, and is often copied along with it.
var bearer = regexp.MustCompile(`(?i)^bearer\s+`)

// cleanToken is [clean] for an access token.
func cleanToken(value string) string { return clean(bearer.ReplaceAllString(clean(value), "")) }

// splitScopes takes the scopes of a list with commas, blanks or both between them, and
// with or without quotes.
func splitScopes(list string) []string {
	var scopes []string
	for _, scope := range strings.FieldsFunc(list, func(r rune) bool { return strings.ContainsRune(`,"'`, r) || unicode.IsSpace(r) }) {
		if scope = clean(scope); scope != "" {
			scopes = append(scopes, scope)
		}
	}
	return scopes
}

var (
	envLine     = regexp.MustCompile(`^(export\s+|set\s+)?[A-Z][A-Z0-9_]*\s*=`)
	placeholder = regexp.MustCompile(`^(\$\{.*\}|\$\(.*\)|\$\{\{.*\}\}|\{\{.*\}\}|<.*>|\$[A-Za-z_][A-Za-z0-9_]*|%[A-Za-z_][A-Za-z0-9_]*%)$`)
	reference   = regexp.MustCompile(`^(op|vault|secret|secrets|keyvault|ssm|awssm|gcpsm|sm|arn:aws|ref\+[a-z]+):`)
	noValue     = regexp.MustCompile(`^(null|undefined|none|nil|None|NULL|<no value>)$`)
)

// credentialProblem describes why a cleaned value cannot be an ID, a secret or a token; ""
// if it can. It repeats no part of the value.
func credentialProblem(name, value string) string {
	switch {
	case strings.Contains(value, "-----BEGIN"):
		return "it is the text of a private key, which belongs into " + keyText
	case envLine.MatchString(value):
		return "it is a line of an .env file: only the part after = belongs there"
	case noValue.MatchString(value):
		return "it is the word " + value + ", which tools write for a missing value"
	case placeholder.MatchString(value):
		return "it is a placeholder that was not replaced"
	case reference.MatchString(value):
		return "it is a reference to a secret store that was not resolved"
	case name == "client_id" && strings.Contains(value, ".serviceaccount@"):
		return "it is the ID of a service account, which belongs into service_account"
	}
	return strangeCharacter(value)
}

// strangeCharacter names the first thing in a value that no ID, secret, token or scope
// has: they are printable ASCII without blanks and quotation marks.
func strangeCharacter(value string) string {
	if lines := strings.Count(value, "\n") + 1; lines > 1 {
		return fmt.Sprintf("it holds %d lines", lines)
	}
	for _, r := range value {
		switch {
		case r == ' ' || r == '\t':
			return "it holds a blank"
		case r == '"' || r == '\'':
			return "it holds a quotation mark"
		case r > unicode.MaxASCII || !unicode.IsPrint(r):
			return fmt.Sprintf("it holds the character %U", r)
		}
	}
	return ""
}
