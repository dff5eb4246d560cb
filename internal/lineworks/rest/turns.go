// SPDX-License-Identifier: MPL-2.0

package rest

import (
	"sync/atomic"

	"golang.org/x/sync/semaphore"
)

// turns lets the requests of a client be in flight together, or one of them alone.
//
// Whether a new token ends the older ones of the account is not documented. If it does, the
// tokens of the bots and those of look-ups end each other: one that is renewed lasts until its
// response only if no other one is requested meanwhile.
type turns struct {
	permits *semaphore.Weighted // of alone
	// several is true as soon as tokens of more than one source sign requests.
	several atomic.Bool
}

// The permits that a request takes, to be sent beside others or alone.
const (
	together = 1
	alone    = 1 << 30 // all
)
