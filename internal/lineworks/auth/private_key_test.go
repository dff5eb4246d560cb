// SPDX-License-Identifier: MPL-2.0

package auth_test

import (
	"crypto/ecdh"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/base64"
	"encoding/pem"
	"math/big"
	"strings"
	"testing"
	"time"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/auth"
)

// shortKey has 512 bits, which Go makes no more.
const shortKey = `-----BEGIN RSA PRIVATE KEY-----
MIIBOgIBAAJBAJqSaIm0qqUU5/ro01Asc/kWefIspe3QaHhl+8JriOz2cv3+de/F
1bkFDfDDdcIQSJUmP8Fe0Tt3nlZR+lRJi40CAwEAAQJAKGIL0b5TvuFhYhol6xJS
EkefAHhNuX3zbVEnnzm9AjtRCSYLnnpKOttwAn0I6QWfp0BpPEJphoplFI/lrbiC
wQIhAMkETNCOS+OzkhEm73yIkZBymy8KZzBhSC5L7e+vPwW5AiEAxNnrtM2MHamf
M3tvv1yA5GDcNwKv5OW6pFtLN+xyXnUCIQDDoXi0e9flmaxtHuxx0WOBJdhbVo+I
aRTbYbAF1RLLmQIgbo/bNDSScwKXGSpGLFu/RQYmCXun4U8qUi+4gpN59RUCIHnX
a589Hd2UDqZLxV9GPywVRa6+buDp7lzremubRlZI
-----END RSA PRIVATE KEY-----
`

func frame(label string, der []byte) string {
	return string(pem.EncodeToMemory(&pem.Block{Type: label, Bytes: der}))
}

func pkcs8(t *testing.T, key any) []byte {
	t.Helper()
	der, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	return der
}

func body(text string) string {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	return strings.Join(lines[1:len(lines)-1], "\n")
}

func TestParsePrivateKey_accepts(t *testing.T) {
	t.Parallel()
	der8, der1 := pkcs8(t, testKey()), x509.MarshalPKCS1PrivateKey(testKey())
	text := frame("PRIVATE KEY", der8)
	for name, tc := range map[string]string{
		"PKCS#8":                    text,
		"PKCS#1":                    frame("RSA PRIVATE KEY", der1),
		"PKCS#8 under a wrong name": frame("RSA PRIVATE KEY", der8),
		"PKCS#1 under a wrong name": frame("PRIVATE KEY", der1),
		"no newline at the end":     strings.TrimSpace(text),
		"blanks around":             "\n\t " + text + " \n",
		"indented":                  "    " + strings.ReplaceAll(text, "\n", "\n    "),
		"byte order mark":           "\ufeff" + text,
		"CRLF":                      strings.ReplaceAll(text, "\n", "\r\n"),
		"CR":                        strings.ReplaceAll(text, "\n", "\r"),
		"literal newlines":          strings.ReplaceAll(text, "\n", `\n`),
		"literal CRLF":              strings.ReplaceAll(text, "\n", `\r\n`),
		"blanks for newlines":       strings.ReplaceAll(text, "\n", " "),
		"one line":                  strings.ReplaceAll(text, "\n", ""),
		"quotes":                    `"` + strings.ReplaceAll(text, "\n", `\n`) + `"`,
		"single quotes":             "'" + text + "'",
		"base64":                    base64.StdEncoding.EncodeToString([]byte(text)),
		"base64 in lines":           strings.Join(strings.SplitAfter(base64.StdEncoding.EncodeToString([]byte(text)), "a"), "\n"),
		"base64, URL alphabet":      base64.RawURLEncoding.EncodeToString([]byte(text)),
		"base64 of CRLF":            base64.StdEncoding.EncodeToString([]byte(strings.ReplaceAll(text, "\n", "\r\n"))),
		"no frame":                  body(text),
		"no frame, one line":        strings.ReplaceAll(body(text), "\n", ""),
		"no frame, literal":         strings.ReplaceAll(body(text), "\n", `\n`),
		"no frame, URL alphabet":    base64.RawURLEncoding.EncodeToString(der8),
		"no frame, PKCS#1":          base64.StdEncoding.EncodeToString(der1),
		"after a certificate":       frame("CERTIFICATE", []byte("x")) + text,
		"with text before it":       "Bag Attributes\n" + text,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			key, err := auth.ParsePrivateKey(tc)
			if err != nil {
				t.Fatalf("got error %v, want the key", err)
			}
			if !key.Equal(testKey()) {
				t.Error("got another key, want the test's own")
			}
		})
	}
}

func TestParsePrivateKey_saysWhatItSaw(t *testing.T) {
	t.Parallel()
	ec, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	derEC, err := x509.MarshalECPrivateKey(ec)
	if err != nil {
		t.Fatal(err)
	}
	_, ed, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	x, err := ecdh.X25519().GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	public, err := x509.MarshalPKIXPublicKey(&testKey().PublicKey)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "x"}, NotAfter: time.Now().Add(time.Hour)}
	cert, err := x509.CreateCertificate(rand.Reader, template, template, &testKey().PublicKey, testKey())
	if err != nil {
		t.Fatal(err)
	}
	der := pkcs8(t, testKey())
	text := frame("PRIVATE KEY", der)
	legacy := "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\n" + body(text) + "\n-----END RSA PRIVATE KEY-----\n"
	for name, tc := range map[string]struct{ text, want string }{
		"empty":                  {"", "the key is empty"},
		"blanks":                 {" \n", "the key is empty"},
		"quotes":                 {`""`, "the key is empty"},
		"path":                   {"/home/me/private_20260101000000.key", "looks like the path of a file"},
		"path in base64 letters": {"/etc/lineworks/key", "looks like the path of a file"},
		"Windows path":           {`C:\new\private.key`, "looks like the path of a file"},
		"prose":                  {"not a key, sorry", "no PEM block found;"},
		"other base64":           {"AAAAAAAA", "no PEM block found;"},
		"encrypted":              {frame("ENCRYPTED PRIVATE KEY", der), "is encrypted; openssl pkey"},
		"encrypted, old form":    {legacy, "is encrypted; openssl pkey"},
		"encrypted, one line":    {strings.ReplaceAll(legacy, "\n", `\n`), "is encrypted"},
		"public key":             {frame("PUBLIC KEY", public), "a public key"},
		"public key, PKCS#1":     {frame("RSA PUBLIC KEY", x509.MarshalPKCS1PublicKey(&testKey().PublicKey)), "a public key"},
		"public key, no frame":   {base64.StdEncoding.EncodeToString(public), "a public key"},
		"public #1, no frame":    {base64.StdEncoding.EncodeToString(x509.MarshalPKCS1PublicKey(&testKey().PublicKey)), "a public key"},
		"certificate":            {frame("CERTIFICATE", cert), "a certificate"},
		"certificate, no frame":  {base64.StdEncoding.EncodeToString(cert), "a certificate"},
		"base64 of certificate":  {base64.StdEncoding.EncodeToString([]byte(frame("CERTIFICATE", cert))), "a certificate"},
		"EC":                     {frame("EC PRIVATE KEY", derEC), "an EC key"},
		"EC with parameters":     {frame("EC PARAMETERS", []byte{6, 0}) + frame("EC PRIVATE KEY", derEC), "an EC key"},
		"EC, PKCS#8":             {frame("PRIVATE KEY", pkcs8(t, ec)), "an EC key"},
		"EC, wrong name":         {frame("PRIVATE KEY", derEC), "an EC key"},
		"X25519":                 {frame("PRIVATE KEY", pkcs8(t, x)), "an EC key"},
		"Ed25519":                {frame("PRIVATE KEY", pkcs8(t, ed)), "an Ed25519 key"},
		"OpenSSH":                {frame("OPENSSH PRIVATE KEY", der), "ssh-keygen -p -m PKCS8"},
		"another block":          {frame("PKCS7", der), `a "PKCS7"`},
		"no END line":            {text[:len(text)-30], "its END line is missing"},
		"half of it":             {frame("PRIVATE KEY", der[:600]), "damaged or cut off"},
		"odd letters":            {strings.Replace(text, "\nM", "\n*", 1), "no proper base64"},
		"too short":              {shortKey, "512 bits is too short"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			key, err := auth.ParsePrivateKey(tc.text)
			if err == nil {
				t.Fatalf("got a key of %d bits, want an error with %q", key.N.BitLen(), tc.want)
			}
			if !strings.Contains(err.Error(), tc.want) || !strings.Contains(err.Error(), "Developer Console") {
				t.Errorf("got error %v, want %q and the Developer Console in it", err, tc.want)
			}
			if len(tc.text) > 4 {
				for _, line := range strings.FieldsFunc(tc.text, func(r rune) bool { return r == '\n' || r == '\\' }) {
					if len(line) > 20 && !strings.HasPrefix(line, "-----") && strings.Contains(err.Error(), line[:20]) {
						t.Errorf("got error %v, want it without the text", err)
					}
				}
			}
		})
	}
}

func TestParsePrivateKey_oldButLongEnough(t *testing.T) {
	t.Parallel()
	key, err := rsa.GenerateKey(rand.Reader, 1024)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := auth.ParsePrivateKey(frame("PRIVATE KEY", pkcs8(t, key))); err != nil {
		t.Errorf("got error %v, want none for 1024 bits", err)
	}
}
