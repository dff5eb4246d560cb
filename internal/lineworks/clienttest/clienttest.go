// SPDX-License-Identifier: MPL-2.0

// Package clienttest has the fixtures that the tests of the client's packages share: a
// service account, a response to its token request, and the classes of an error.
package clienttest

import (
	"crypto/rand"
	"crypto/rsa"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/httpscript"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/auth"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/rest"
)

// Secret is the client secret of [Account]. It holds characters that a form escapes.
const Secret = "cl1ent+s3cret/="

// Key is one key for all tests: generating one takes long.
var Key = sync.OnceValue(func() *rsa.PrivateKey {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		panic(err)
	}
	return key
})

// Account returns a service account that signs in at a server of the test.
func Account(t testing.TB, s *httpscript.Server) auth.ServiceAccount {
	t.Helper()
	return auth.ServiceAccount{
		ClientID:       "client",
		ClientSecret:   Secret,
		ServiceAccount: "ab12c.serviceaccount@example",
		PrivateKey:     Key(),
		Scopes:         []string{"bot", "bot.read"},
		AuthURL:        s.URL,
		Transport:      httpscript.NewTransport(),
		MaxRetries:     4,
	}
}

// NewSource returns a token source, and fails the test if the account is not complete.
func NewSource(t testing.TB, a auth.ServiceAccount) *auth.ServiceAccountSource {
	t.Helper()
	source, err := auth.NewServiceAccountSource(a)
	if err != nil {
		t.Fatal(err)
	}
	return source
}

// Granted is the response to a token request, in the service's own form.
func Granted(accessToken string) http.HandlerFunc {
	return httpscript.JSON(http.StatusOK,
		fmt.Sprintf(`{"access_token":%q,"refresh_token":"r3fresh","token_type":"Bearer","expires_in":"86400","scope":"bot bot.read"}`, accessToken))
}

// ClassesOf names the classes that err belongs to, in order, separated by blanks. own are
// classes of the tested package beside those of package rest.
func ClassesOf(err error, own map[string]error) string {
	var out []string
	for _, classes := range []map[string]error{own, {
		"NotFound": rest.ErrNotFound, "Unauthorized": rest.ErrUnauthorized, "Forbidden": rest.ErrForbidden, "AccessDenied": rest.ErrAccessDenied,
		"RateLimited": rest.ErrRateLimited, "Conflict": rest.ErrConflict, "Invalid": rest.ErrInvalid, "Server": rest.ErrServer,
		"NotAPI": rest.ErrNotAPI, "OutcomeUnknown": rest.ErrOutcomeUnknown, "NoToken": rest.ErrNoToken,
	}} {
		for name, class := range classes {
			if errors.Is(err, class) {
				out = append(out, name)
			}
		}
	}
	slices.Sort(out)
	return strings.Join(out, " ")
}
