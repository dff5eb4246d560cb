// SPDX-License-Identifier: MPL-2.0

package app

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"strings"
	"time"

	"github.com/golang-jwt/jwt/v5"
)

// Times of an assertion, in seconds.
const (
	// maxLife is the longest distance of iat and exp, as clients report it of the
	// vendor's auth-jwt page.
	maxLife = 3600
	// maxOverrun is how much longer it may be: clients that are known to work read
	// the clock twice, or send fractions.
	maxOverrun = 5
	// maxBehind is how far the client's clock may be behind. The tolerance of the
	// service is not known.
	maxBehind = 5
	// maxAhead is how far the client's clock may be ahead. The tolerance of the
	// service is not known.
	maxAhead = 300
)

// AssertionRules narrow what an assertion may look like.
type AssertionRules struct {
	// Base64URL wants base64url without padding, as RFC 7515 has it.
	Base64URL bool
	// ExactTimes allows neither maxOverrun nor maxBehind.
	ExactTimes bool
}

// CheckAssertion verifies signature and claims of an assertion. Its errors quote
// nothing of the assertion. See https://developers.worksmobile.com/en/docs/auth-jwt.
func (c *Credentials) CheckAssertion(assertion string, now time.Time, rules AssertionRules) error {
	claims, ok := c.verify(assertion, rules)
	if !ok {
		return errors.New("its form, algorithm (RS256) or signature does not fit")
	}
	if claims["iss"] != c.ClientID {
		return errors.New("iss is not the Client ID")
	}
	if claims["sub"] != c.ServiceAccount {
		return errors.New("sub is not the Service Account")
	}
	if delegated, found := claims["delegated_user"]; found {
		if _, ok := delegated.(string); !ok {
			return errors.New("delegated_user is no string")
		}
	}
	return rules.checkTimes(claims, float64(now.UnixNano())/float64(time.Second))
}

// verify returns the claims of an assertion with a good signature. The signature is
// that of the text as it was sent, since clients encode it in several ways.
func (c *Credentials) verify(assertion string, rules AssertionRules) (claims map[string]any, ok bool) {
	parts := strings.Split(assertion, ".")
	if len(parts) != 3 {
		return nil, false
	}
	var header struct {
		Algorithm string `json:"alg"`
	}
	if !rules.decodeJSON(parts[0], &header) || header.Algorithm != jwt.SigningMethodRS256.Alg() {
		return nil, false
	}
	signature, err := rules.decode(parts[2])
	if err != nil || jwt.SigningMethodRS256.Verify(parts[0]+"."+parts[1], signature, c.PublicKey) != nil {
		return nil, false
	}
	return claims, rules.decodeJSON(parts[1], &claims)
}

func (rules AssertionRules) decodeJSON(part string, into any) bool {
	text, err := rules.decode(part)
	if err != nil {
		return false
	}
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	return decoder.Decode(into) == nil
}

// base64URL maps ordinary base64 to base64url.
var base64URL = strings.NewReplacer("+", "-", "/", "_")

func (rules AssertionRules) decode(part string) ([]byte, error) {
	if !rules.Base64URL {
		part = base64URL.Replace(strings.TrimRight(part, "="))
	}
	return base64.RawURLEncoding.DecodeString(part)
}

// checkTimes takes numbers only, in seconds. Fractions are fine: the vendor's
// own samples send them.
func (rules AssertionRules) checkTimes(claims map[string]any, now float64) error {
	issued, ok := seconds(claims["iat"])
	if !ok {
		return errors.New("iat is no number")
	}
	expires, ok := seconds(claims["exp"])
	if !ok {
		return errors.New("exp is no number")
	}
	overrun, behind := float64(maxOverrun), float64(maxBehind)
	if rules.ExactTimes {
		overrun, behind = 0, 0
	}
	switch {
	case expires <= now-behind:
		return errors.New("exp is past")
	case issued > now+maxAhead:
		return errors.New("iat is in the future, or not in seconds")
	case expires <= issued:
		return errors.New("exp is not after iat")
	case expires-issued > maxLife+overrun:
		return errors.New("exp is more than 60 minutes after iat")
	}
	return nil
}

func seconds(claim any) (float64, bool) {
	number, ok := claim.(json.Number)
	if !ok {
		return 0, false
	}
	value, err := number.Float64()
	return value, err == nil
}
