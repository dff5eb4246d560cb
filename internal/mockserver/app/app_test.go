// SPDX-License-Identifier: MPL-2.0

package app_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver/app"
)

// credentials are shared, since a key takes long to make.
var credentials = sync.OnceValues(app.New)

func TestNew(t *testing.T) {
	t.Parallel()
	c, err := credentials()
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(c.ServiceAccount, ".serviceaccount@") || !slices.Equal(c.Scopes, []string{"bot", "bot.message", "bot.read"}) || c.PublicKey.N.BitLen() != 2048 {
		t.Errorf("got %s with the scopes %q and a key of %d bits, want a complete app", c.ServiceAccount, c.Scopes, c.PublicKey.N.BitLen())
	}
	same, err := app.WithKey(c.PrivateKeyPEM)
	if err != nil || !same.PublicKey.Equal(c.PublicKey) || same.ClientID == c.ClientID {
		t.Errorf("got %v, %v, want another app with the same key", same, err)
	}
	copied := c.Clone()
	copied.Scopes[0], copied.PrivateKeyPEM[0] = "x", 'x'
	if c.Scopes[0] == "x" || c.PrivateKeyPEM[0] == 'x' {
		t.Errorf("got scopes %q in the original after a change of the copy, want the original unchanged", c.Scopes)
	}
	for _, text := range []string{fmt.Sprint(*c), fmt.Sprintf("%#v", *c)} {
		if strings.Contains(text, c.ClientSecret) || strings.Contains(text, "PRIVATE") {
			t.Errorf("got %s, want no secrets", text)
		}
	}
}

func TestComplete(t *testing.T) {
	t.Parallel()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	der, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{
		"nonsense": "no PEM",
		string(pem.EncodeToMemory(&pem.Block{Type: "RSA PRIVATE KEY", Bytes: []byte{1}})): "not in PKCS#8",
		string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der})):           "no RSA key",
	} {
		if _, err := app.WithKey([]byte(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want an error with %q", err, want)
		}
	}
	if _, err := new(app.Credentials).Complete(); err == nil || !strings.Contains(err.Error(), "client id") {
		t.Errorf("got %v, want an error about the client id", err)
	}
}

func TestCheckAssertion(t *testing.T) {
	t.Parallel()
	c, err := credentials()
	if err != nil {
		t.Fatal(err)
	}
	key, err := jwt.ParseRSAPrivateKeyFromPEM(c.PrivateKeyPEM)
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, 4, 1, 0, 0, 0, 0, time.UTC)
	sign := func(encoding *base64.Encoding, iat, exp float64) string {
		text := encoding.EncodeToString([]byte(`{"alg":"RS256"}`)) + "." + encoding.EncodeToString(
			fmt.Appendf(nil, `{"iss":%q,"sub":%q,"jti":"~~~???","iat":%f,"exp":%f}`, c.ClientID, c.ServiceAccount, iat, exp))
		signature, err := jwt.SigningMethodRS256.Sign(text, key)
		if err != nil {
			t.Fatal(err)
		}
		return text + "." + encoding.EncodeToString(signature)
	}
	start := float64(now.Unix())
	for name, test := range map[string]struct {
		assertion             string
		taken, takenIfEncoded bool // by default, and with base64url alone
		takenExactly          bool // with exact times
	}{
		"as documented": {sign(base64.RawURLEncoding, start, start+3600), true, true, true},
		"base64":        {sign(base64.StdEncoding, start, start+3600), true, false, true},
		"padded":        {sign(base64.URLEncoding, start, start+3600), true, false, true},
		"a second over": {sign(base64.RawURLEncoding, start, start+3601.5), true, true, false},
		"behind":        {sign(base64.RawURLEncoding, start-63, start-3), true, true, false},
		"past":          {sign(base64.RawURLEncoding, start-63, start-6), false, false, false},
		"too long":      {sign(base64.RawURLEncoding, start, start+3606), false, false, false},
		"nonsense":      {"a.b", false, false, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, try := range []struct {
				rules app.AssertionRules
				want  bool
			}{
				{app.AssertionRules{}, test.taken},
				{app.AssertionRules{Base64URL: true}, test.takenIfEncoded},
				{app.AssertionRules{ExactTimes: true}, test.takenExactly},
			} {
				if err := c.CheckAssertion(test.assertion, now, try.rules); (err == nil) != try.want {
					t.Errorf("got %v with %+v, want it taken: %t", err, try.rules, try.want)
				}
			}
		})
	}
}
