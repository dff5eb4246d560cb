// SPDX-License-Identifier: MPL-2.0

// Package ids makes ids, tokens and secrets in the forms of the real ones.
package ids

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"strings"
)

const (
	lower = "abcdefghijklmnopqrstuvwxyz0123456789"
	mixed = lower + "ABCDEFGHIJKLMNOPQRSTUVWXYZ_"
)

func randomBytes(n int) []byte {
	b := make([]byte, n)
	// Read never fails and never returns less, see crypto/rand.
	_, _ = rand.Read(b)
	return b
}

func randomFrom(alphabet string, n int) string {
	b := randomBytes(n)
	for i := range b {
		b[i] = alphabet[int(b[i])%len(alphabet)]
	}
	return string(b)
}

// Word is a random word of n letters, digits and underscores.
func Word(n int) string { return randomFrom(mixed, n) }

// LowerWord is a random word of n lower-case letters and digits.
func LowerWord(n int) string { return randomFrom(lower, n) }

// Token makes a token in the form of the real ones: a region, then
// base64. It always holds + / and =, so that a client that forgets to encode
// it fails at once.
func Token() string {
	for {
		text := base64.StdEncoding.EncodeToString(randomBytes(100))
		if strings.Contains(text, "+") && strings.Contains(text, "/") {
			return "jp1" + text
		}
	}
}

// Secret makes a bot secret: about 30 characters, with a +.
func Secret() string {
	return Word(12) + "+" + Word(17)
}

// UUID is a random UUID.
func UUID() string { return uuid([32]byte(randomBytes(32))) }

func uuid(sum [32]byte) string {
	text := hex.EncodeToString(sum[:16])
	return strings.Join([]string{text[:8], text[8:12], text[12:16], text[16:20], text[20:]}, "-")
}

// OfUser makes the user id that belongs to an e-mail, the same every time.
func OfUser(email string) string {
	return uuid(sha256.Sum256([]byte(strings.ToLower(email))))
}

// Of makes the id that belongs to an object of a kind, the same every time.
func Of(kind string, words ...string) string {
	return uuid(sha256.Sum256([]byte(strings.Join(append([]string{kind}, words...), "\x00"))))
}
