// SPDX-License-Identifier: MPL-2.0

package lineworks_test

import (
	"crypto/rand"
	"crypto/rsa"
	"fmt"
	"net/http"
	"sync"
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/httpscript"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
)

const secret = "cl1ent+s3cret/="

// testKey is one key for all tests: generating one takes long.
var testKey = sync.OnceValue(func() *rsa.PrivateKey {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		panic(err)
	}
	return key
})

func account(t *testing.T, s *script) lineworks.ServiceAccount {
	t.Helper()
	return lineworks.ServiceAccount{
		ClientID:       "client",
		ClientSecret:   secret,
		ServiceAccount: "ab12c.serviceaccount@example",
		PrivateKey:     testKey(),
		Scopes:         []string{"bot", "bot.read"},
		AuthURL:        s.URL,
		Transport:      httpscript.NewTransport(),
		MaxRetries:     4,
	}
}

func newSource(t *testing.T, a lineworks.ServiceAccount) *lineworks.ServiceAccountSource {
	t.Helper()
	source, err := lineworks.NewServiceAccountSource(a)
	if err != nil {
		t.Fatal(err)
	}
	return source
}

// granted is the response to a token request, in the service's own form.
func granted(accessToken string) http.HandlerFunc {
	return respond(200, fmt.Sprintf(`{"access_token":%q,"refresh_token":"r3fresh","token_type":"Bearer","expires_in":"86400","scope":"bot bot.read"}`, accessToken))
}
