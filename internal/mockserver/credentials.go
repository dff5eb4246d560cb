// SPDX-License-Identifier: MPL-2.0

package mockserver

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"slices"
)

// Scopes of the bot API, https://developers.worksmobile.com/en/docs/auth-scope.
const (
	scopeBot        = "bot"
	scopeBotMessage = "bot.message"
	scopeBotRead    = "bot.read"
)

// keyBits is the size of the keys that the vendor's console issues.
const keyBits = 2048

// Credentials are what the vendor's console shows of one app. Printing them
// shows no secret.
type Credentials struct {
	ClientID       string
	ClientSecret   string
	ServiceAccount string
	// PrivateKeyPEM is the key in PKCS#8, as the console hands it out. It may
	// be empty when PublicKey is set.
	PrivateKeyPEM []byte
	// PublicKey verifies the assertions; nil: taken from PrivateKeyPEM.
	PublicKey *rsa.PublicKey
	// Scopes are enabled on the app; empty: bot, bot.message, bot.read.
	Scopes []string
}

// String names the app without its secrets.
func (c Credentials) String() string { return "app " + c.ClientID }

// GoString names the app without its secrets.
func (c Credentials) GoString() string { return c.String() }

// NewCredentials makes an app with a fresh RSA-2048 key and random ids in the
// form of the real ones. It fails when the system has no randomness.
func NewCredentials() (*Credentials, error) {
	key, err := rsa.GenerateKey(rand.Reader, keyBits)
	if err != nil {
		return nil, fmt.Errorf("making a key: %w", err)
	}
	der, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return nil, fmt.Errorf("writing the key: %w", err)
	}
	return NewCredentialsWithKey(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der}))
}

// NewCredentialsWithKey makes an app with random ids and the given key, a PEM
// in PKCS#8. It fails when the text is no such key.
func NewCredentialsWithKey(privateKeyPEM []byte) (*Credentials, error) {
	c := Credentials{
		ClientID:       randomWord(20),
		ClientSecret:   randomWord(10),
		ServiceAccount: randomLower(5) + ".serviceaccount@example",
		PrivateKeyPEM:  privateKeyPEM,
	}
	return c.checked()
}

// checked returns a complete copy.
func (c *Credentials) checked() (*Credentials, error) {
	filled := c.clone()
	if filled.ClientID == "" || filled.ClientSecret == "" || filled.ServiceAccount == "" {
		return nil, errors.New("credentials need a client id, a client secret and a service account")
	}
	if len(filled.Scopes) == 0 {
		filled.Scopes = []string{scopeBot, scopeBotMessage, scopeBotRead}
	}
	if filled.PublicKey != nil {
		return filled, nil
	}
	block, _ := pem.Decode(filled.PrivateKeyPEM)
	if block == nil {
		return nil, errors.New("the private key is no PEM")
	}
	parsed, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	if err != nil {
		return nil, errors.New("the private key is not in PKCS#8")
	}
	key, ok := parsed.(*rsa.PrivateKey)
	if !ok {
		return nil, errors.New("the private key is no RSA key")
	}
	filled.PublicKey = &key.PublicKey
	return filled, nil
}

func (c *Credentials) clone() *Credentials {
	copied := *c
	copied.PrivateKeyPEM = slices.Clone(c.PrivateKeyPEM)
	copied.Scopes = slices.Clone(c.Scopes)
	return &copied
}
