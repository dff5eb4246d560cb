// SPDX-License-Identifier: MPL-2.0

// Package app holds the credentials of an app, as the vendor's developer console
// issues them, and checks the assertions that are signed with them.
package app

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"slices"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver/ids"
)

// Scopes of the bot API, https://developers.worksmobile.com/en/docs/auth-scope.
const (
	ScopeBot        = "bot"
	ScopeBotMessage = "bot.message"
	ScopeBotRead    = "bot.read"
)

// keyBits is the size of the keys that the vendor's console issues.
const keyBits = 2048

// Credentials are the credentials of one app. Printing them shows no secret.
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

// New makes an app with a fresh RSA-2048 key and random ids in the
// form of the real ones. It fails when the system has no randomness.
func New() (*Credentials, error) {
	key, err := rsa.GenerateKey(rand.Reader, keyBits)
	if err != nil {
		return nil, fmt.Errorf("making a key: %w", err)
	}
	der, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return nil, fmt.Errorf("writing the key: %w", err)
	}
	return WithKey(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der}))
}

// WithKey makes an app with random ids and the given key, a PEM
// in PKCS#8. It fails when the text is no such key.
func WithKey(privateKeyPEM []byte) (*Credentials, error) {
	c := Credentials{
		ClientID:       ids.Word(20),
		ClientSecret:   ids.Word(10),
		ServiceAccount: ids.LowerWord(5) + ".serviceaccount@example",
		PrivateKeyPEM:  privateKeyPEM,
	}
	return c.Complete()
}

// Complete returns a copy with the defaults filled in. It fails when something is
// missing.
func (c *Credentials) Complete() (*Credentials, error) {
	filled := c.Clone()
	if filled.ClientID == "" || filled.ClientSecret == "" || filled.ServiceAccount == "" {
		return nil, errors.New("credentials need a client id, a client secret and a service account")
	}
	if len(filled.Scopes) == 0 {
		filled.Scopes = []string{ScopeBot, ScopeBotMessage, ScopeBotRead}
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

// Clone returns a copy.
func (c *Credentials) Clone() *Credentials {
	copied := *c
	copied.PrivateKeyPEM = slices.Clone(c.PrivateKeyPEM)
	copied.Scopes = slices.Clone(c.Scopes)
	return &copied
}
