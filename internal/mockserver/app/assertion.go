// SPDX-License-Identifier: MPL-2.0

package app

import (
	"encoding/json"
	"errors"
	"time"

	"github.com/golang-jwt/jwt/v5"
)

const (
	// maxAssertionLife is the longest distance of iat and exp, in seconds:
	// 60 minutes, as clients report it of the vendor's auth-jwt page.
	maxAssertionLife = 3600
	// maxAhead is how far the client's clock may be ahead, in seconds. The
	// tolerance of the service is not known.
	maxAhead = 300
)

// CheckAssertion verifies signature and claims of an assertion. Its errors quote
// nothing of the assertion. See https://developers.worksmobile.com/en/docs/auth-jwt.
func (c *Credentials) CheckAssertion(assertion string, now time.Time) error {
	claims := jwt.MapClaims{}
	parser := jwt.NewParser(jwt.WithValidMethods([]string{"RS256"}), jwt.WithoutClaimsValidation(), jwt.WithJSONNumber())
	_, err := parser.ParseWithClaims(assertion, claims, func(*jwt.Token) (any, error) { return c.PublicKey, nil })
	if err != nil {
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
	return checkTimes(claims, float64(now.UnixNano())/float64(time.Second))
}

// checkTimes takes numbers only, in seconds. Fractions are fine: the vendor's
// own samples send them.
func checkTimes(claims jwt.MapClaims, now float64) error {
	issued, ok := seconds(claims["iat"])
	if !ok {
		return errors.New("iat is no number")
	}
	expires, ok := seconds(claims["exp"])
	if !ok {
		return errors.New("exp is no number")
	}
	switch {
	case expires <= now:
		return errors.New("exp is past")
	case issued > now+maxAhead:
		return errors.New("iat is in the future, or not in seconds")
	case expires <= issued:
		return errors.New("exp is not after iat")
	case expires-issued > maxAssertionLife:
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
