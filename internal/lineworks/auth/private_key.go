// SPDX-License-Identifier: MPL-2.0

package auth

import (
	"crypto/ecdh"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"errors"
	"fmt"
	"regexp"
	"strings"
)

// keyHelp ends the error of every wrong key.
const keyHelp = "give the RSA private key that the Developer Console issued for the service account, in PEM form"

// minKeyBits is the shortest key that Go signs with. The service issues 2,048 bits.
const minKeyBits = 1024

// pemFrame finds a PEM block even where its line breaks were lost or replaced.
var pemFrame = regexp.MustCompile(`(?s)-----BEGIN ([A-Z0-9 ]+)-----(.*?)-----END ([A-Z0-9 ]+)-----`)

// ParsePrivateKey reads the private key of a service account. It takes PEM text
// with PKCS#8, as the service issues it, or PKCS#1; with LF, CRLF, blanks or the
// two characters \n for line breaks; in quotes; base64 of the whole PEM text; and
// the base64 body without its frame. Errors name what the text looks like instead, and show
// nothing of the text.
func ParsePrivateKey(text string) (*rsa.PrivateKey, error) {
	key, err := parseKeyText(text)
	if err != nil {
		return nil, fmt.Errorf("%w; %s", err, keyHelp)
	}
	if bits := key.N.BitLen(); bits < minKeyBits {
		return nil, fmt.Errorf("an RSA key of %d bits is too short to sign with; %s", bits, keyHelp)
	}
	return key, nil
}

// tidyKey undoes what shells, editors and environment variables do to a key.
func tidyKey(text string) string {
	text = strings.TrimSpace(strings.TrimPrefix(text, "\ufeff"))
	if len(text) >= 2 && (text[0] == '"' || text[0] == '\'') && text[len(text)-1] == text[0] {
		text = strings.TrimSpace(text[1 : len(text)-1])
	}
	return strings.NewReplacer(`\r\n`, "\n", `\n`, "\n", `\r`, "\n", "\r\n", "\n", "\r", "\n").Replace(text)
}

func parseKeyText(raw string) (*rsa.PrivateKey, error) {
	text := tidyKey(raw)
	switch {
	case text == "":
		return nil, errors.New("the key is empty")
	case strings.Contains(text, "-----BEGIN "):
		return parseFrames(text)
	}
	der, ok := decodeBase64(text)
	if !ok {
		return nil, errors.New("no PEM block found" + hint(raw))
	}
	if inner := tidyKey(string(der)); strings.Contains(inner, "-----BEGIN ") {
		return parseFrames(inner)
	}
	key, err := parseBareDER(der)
	if errors.Is(err, errNotKey) {
		return nil, errors.New("no PEM block found" + hint(raw))
	}
	return key, err
}

// hint guesses at the commonest mistake.
func hint(text string) string {
	if len(text) < 300 && !strings.ContainsAny(text, "\r\n") && strings.ContainsAny(text, `/\.~`) {
		return "; the text looks like the path of a file; the content of the file is needed"
	}
	return ""
}

// parseFrames takes the first private key of the PEM blocks. If none can be
// used, it reports the first block that is no mere parameter.
func parseFrames(text string) (*rsa.PrivateKey, error) {
	var first error
	for _, m := range pemFrame.FindAllStringSubmatch(text, -1) {
		key, err := parseFrame(m[1], m[2])
		if err == nil {
			return key, nil
		}
		if first == nil && m[1] != "EC PARAMETERS" {
			first = err
		}
	}
	if first == nil {
		return nil, errors.New("the PEM block is cut off: its END line is missing")
	}
	return nil, first
}

func parseFrame(label, body string) (*rsa.PrivateKey, error) {
	switch label {
	case "PRIVATE KEY", "RSA PRIVATE KEY":
		if strings.Contains(body, "Proc-Type:") { // as in "Proc-Type: 4,ENCRYPTED"
			return nil, errEncrypted
		}
	case "ENCRYPTED PRIVATE KEY":
		return nil, errEncrypted
	case "PUBLIC KEY", "RSA PUBLIC KEY":
		return nil, errors.New("the key is a public key")
	case "CERTIFICATE", "X509 CERTIFICATE", "TRUSTED CERTIFICATE":
		return nil, errors.New("the text is a certificate, not a key")
	case "EC PRIVATE KEY":
		return nil, errors.New("the key is an EC key, not an RSA key")
	case "OPENSSH PRIVATE KEY":
		return nil, errors.New("the key has OpenSSH's own form; an RSA key is converted by ssh-keygen -p -m PKCS8 -f FILE")
	default:
		return nil, fmt.Errorf("the PEM block is a %.30q", label)
	}
	// Only the frame matters to the library; line breaks in the body do not.
	block, _ := pem.Decode([]byte("-----BEGIN KEY-----\n" + strings.Join(strings.Fields(body), "\n") + "\n-----END KEY-----\n"))
	if block == nil {
		return nil, errors.New("the PEM block holds no proper base64; it may be damaged or cut off")
	}
	key, err := parseDER(block.Bytes)
	if errors.Is(err, errNotKey) {
		return nil, errors.New("the PEM block holds no key that can be read; it may be damaged or cut off")
	}
	return key, err
}

var (
	errEncrypted = errors.New("the key is encrypted; openssl pkey -in FILE writes it without its passphrase")
	errNotKey    = errors.New("not a private key")
)

// parseDER tries PKCS#8 and PKCS#1 and ignores the frame. The library's own
// errors advise Go programmers, so they are left out.
func parseDER(der []byte) (*rsa.PrivateKey, error) {
	if key, err := x509.ParsePKCS1PrivateKey(der); err == nil {
		return key, nil
	}
	if _, err := x509.ParseECPrivateKey(der); err == nil {
		return nil, errors.New("the key is an EC key, not an RSA key")
	}
	key, err := x509.ParsePKCS8PrivateKey(der)
	if err != nil {
		return nil, errNotKey
	}
	switch key := key.(type) {
	case *rsa.PrivateKey:
		return key, nil
	case *ecdsa.PrivateKey, *ecdh.PrivateKey:
		return nil, errors.New("the key is an EC key, not an RSA key")
	case ed25519.PrivateKey:
		return nil, errors.New("the key is an Ed25519 key, not an RSA key")
	}
	return nil, errors.New("the key is not an RSA key")
}

// parseBareDER reads what stood in base64 without a frame.
func parseBareDER(der []byte) (*rsa.PrivateKey, error) {
	key, err := parseDER(der)
	if !errors.Is(err, errNotKey) {
		return key, err
	}
	if _, err := x509.ParsePKIXPublicKey(der); err == nil {
		return nil, errors.New("the key is a public key")
	}
	if _, err := x509.ParsePKCS1PublicKey(der); err == nil {
		return nil, errors.New("the key is a public key")
	}
	if _, err := x509.ParseCertificate(der); err == nil {
		return nil, errors.New("the text is a certificate, not a key")
	}
	return nil, errNotKey
}

// decodeBase64 accepts both alphabets, with and without padding, in lines or not.
func decodeBase64(text string) ([]byte, bool) {
	text = strings.TrimRight(strings.Join(strings.Fields(text), ""), "=")
	for _, encoding := range []*base64.Encoding{base64.RawStdEncoding, base64.RawURLEncoding} {
		if der, err := encoding.DecodeString(text); err == nil {
			return der, true
		}
	}
	return nil, false
}
