// SPDX-License-Identifier: MPL-2.0

package auth_test

import (
	"crypto/x509"
	"encoding/base64"
	"regexp"
	"strings"
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/auth"
)

// longRun is text of a key: words are shorter.
var longRun = regexp.MustCompile(`[A-Za-z0-9+/]{32,}`)

// FuzzParsePrivateKey hands in texts that may be keys. An accepted key can sign, and
// the error of a refused one does not show it.
func FuzzParsePrivateKey(f *testing.F) {
	der8, err := x509.MarshalPKCS8PrivateKey(testKey())
	if err != nil {
		f.Fatal(err)
	}
	text := frame("PRIVATE KEY", der8)
	for _, seed := range []string{
		text, frame("RSA PRIVATE KEY", x509.MarshalPKCS1PrivateKey(testKey())), strings.ReplaceAll(text, "\n", "\r\n"), strings.ReplaceAll(text, "\n", `\n`),
		`"` + text + `"`, base64.StdEncoding.EncodeToString([]byte(text)), body(text), text[:len(text)/2], shortKey,
		frame("ENCRYPTED PRIVATE KEY", der8), frame("CERTIFICATE", der8), frame("EC PRIVATE KEY", der8), "~/private_20260401120000.key", "",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		key, err := auth.ParsePrivateKey(text)
		if err == nil {
			if err := key.Validate(); err != nil || key.N.BitLen() < 1024 {
				t.Errorf("got a key of %d bits accepted and error %v from its check, want a sound key of at least 1024 bits", key.N.BitLen(), err)
			}
			return
		}
		if key != nil || len(err.Error()) > 500 {
			t.Errorf("got a key: %t, and error %v, want no key and an error of at most 500 bytes", key != nil, err)
		}
		for _, run := range longRun.FindAllString(text, -1) {
			if strings.Contains(err.Error(), run) {
				t.Errorf("got error %v, want it without what was handed in", err)
			}
		}
	})
}
