// SPDX-License-Identifier: MPL-2.0

package lineworks_test

import (
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/clienttest"
)

const secret = clienttest.Secret

// A service account, and a response to its token request.
var (
	account   = clienttest.Account
	newSource = clienttest.NewSource
	granted   = clienttest.Granted
)

// classesOf names all classes that err belongs to, in order.
func classesOf(err error) string {
	return clienttest.ClassesOf(err, map[string]error{"AllMembers": lineworks.ErrAllMembers})
}
