// SPDX-License-Identifier: MPL-2.0

package mockserver

import (
	"crypto/rand"
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

func randomWord(n int) string  { return randomFrom(mixed, n) }
func randomLower(n int) string { return randomFrom(lower, n) }

// randomToken makes a token in the form of the real ones: a region, then
// base64. It always holds + / and =, so that a client that forgets to encode
// it fails at once.
func randomToken() string {
	for {
		text := base64.StdEncoding.EncodeToString(randomBytes(100))
		if strings.Contains(text, "+") && strings.Contains(text, "/") {
			return "jp1" + text
		}
	}
}

// randomSecret makes a bot secret: about 30 characters, with a +.
func randomSecret() string {
	return randomWord(12) + "+" + randomWord(17)
}

func randomUUID() string { return uuidOf([32]byte(randomBytes(32))) }

func uuidOf(sum [32]byte) string {
	text := hex.EncodeToString(sum[:16])
	return strings.Join([]string{text[:8], text[8:12], text[12:16], text[16:20], text[20:]}, "-")
}
