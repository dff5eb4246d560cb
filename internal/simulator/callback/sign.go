// SPDX-License-Identifier: MPL-2.0

package callback

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
)

// Sign returns the value of the header X-WORKS-Signature. The key is the text of the
// bot's secret as it is: https://developers.worksmobile.com/en/docs/bot-callback.
func Sign(secret string, body []byte) string {
	mac := hmac.New(sha256.New, []byte(secret))
	_, _ = mac.Write(body) // never fails, see hash.Hash
	return base64.StdEncoding.EncodeToString(mac.Sum(nil))
}
