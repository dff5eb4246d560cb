// SPDX-License-Identifier: MPL-2.0

package auth

import (
	"fmt"
	"net/url"
	"strings"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/rest"
)

const (
	// grantType is the JWT bearer grant of RFC 7523.
	grantType = "urn:ietf:params:oauth:grant-type:jwt-bearer"
	// assertionLifetime is the longest life of an assertion, below the 60 minutes
	// that the service allows, and assertionSpread is by how much one may live less.
	assertionLifetime = 55 * time.Minute
	assertionSpread   = 25 * time.Minute
)

// form makes the content of a token request, with an assertion of its own, since
// whether one may be used twice is not documented. Two of the same second would be
// equal to the bit, so each expires a second before the last one, and the first one
// at a random time: a CLI starts a process to plan and another one to apply.
func (s *ServiceAccountSource) form(now time.Time, scopes []string) (rest.Content, error) {
	const spread = uint32(assertionSpread / time.Second)
	earlier := time.Duration((s.firstLife+s.signed.Add(1)-1)%spread) * time.Second
	assertion, err := jwt.NewWithClaims(jwt.SigningMethodRS256, jwt.MapClaims{
		"iss": s.account.ClientID,
		"sub": s.account.ServiceAccount,
		"iat": now.Unix(),
		"exp": now.Add(assertionLifetime - earlier).Unix(),
	}).SignedString(s.account.PrivateKey)
	if err != nil {
		return rest.Content{}, fmt.Errorf("the assertion cannot be signed: %w", err)
	}
	return s.identified(url.Values{
		"grant_type": {grantType},
		"assertion":  {assertion},
		"scope":      {strings.Join(scopes, " ")},
	}, assertion), nil
}

// identified makes a form for the authorization server, which wants the credentials of the
// app in each. Those and the other secrets are kept out of messages.
func (s *ServiceAccountSource) identified(form url.Values, secrets ...string) rest.Content {
	form.Set("client_id", s.account.ClientID)
	form.Set("client_secret", s.account.ClientSecret)
	return rest.Content{
		Type:    "application/x-www-form-urlencoded",
		Body:    []byte(form.Encode()),
		Secrets: append(secrets, s.account.ClientSecret),
	}
}
