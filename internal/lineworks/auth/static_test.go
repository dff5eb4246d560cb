// SPDX-License-Identifier: MPL-2.0

package auth_test

import (
	"crypto/rsa"
	"errors"
	"math/big"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/auth"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/rest"
)

func TestStatic(t *testing.T) {
	t.Parallel()
	source := auth.Static(token)
	got, err := source.Token(t.Context())
	if err != nil || got.AccessToken != token || got.TokenType != "Bearer" || !got.ExpiresAt.IsZero() {
		t.Errorf("got %v, %v, want the given token", got, err)
	}
	if _, err := source.Renew(t.Context(), got); err == nil || !strings.Contains(err.Error(), "cannot be renewed") {
		t.Errorf("renewing it: %v, want that it cannot be renewed", err)
	}
	for bad, want := range map[string]string{"": "is empty", "p4ss\n": "line break", "p4ss p4ss": "a blank", "p4ssé": "cannot stand"} {
		if _, err := auth.Static(bad).Token(t.Context()); err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "p4ss") {
			t.Errorf("%q: %v, want an error with %q that does not show it", bad, err, want)
		}
	}
}

// A key that Go refuses to sign with is an error before anything is sent.
func TestServiceAccountSource_keyThatCannotSign(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := serve(t, granted("a"))
		a := account(t, s)
		a.PrivateKey = &rsa.PrivateKey{PublicKey: rsa.PublicKey{N: big.NewInt(3233), E: 17}, D: big.NewInt(2753), Primes: []*big.Int{big.NewInt(61), big.NewInt(53)}}
		_, err := newSource(t, a).Token(t.Context())
		if err == nil || !strings.HasPrefix(err.Error(), "POST /token: the assertion cannot be signed: ") || len(s.Calls()) != 0 {
			t.Errorf("error %v, sent %q, want that it cannot be signed", err, s.Calls())
		}
	})
}

// A revocation without a response is an error, after all retries.
func TestServiceAccountSource_Revoke_noResponse(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := serve(t, hangUp)
		err := newSource(t, account(t, s)).Revoke(t.Context(), rest.Token{AccessToken: token})
		if !errors.Is(err, rest.ErrNoResponse) || len(s.Calls()) != 5 {
			t.Errorf("error %v after %d requests, want %v after 5", err, len(s.Calls()), rest.ErrNoResponse)
		}
	})
}
