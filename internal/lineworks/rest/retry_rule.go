// SPDX-License-Identifier: MPL-2.0

package rest

// RetryRule says what to do when the response of an operation is lost: after 502, 503,
// 504, a broken connection or a time-out, it is unknown whether the operation was carried
// out. A request that was refused with 429, or that never left, is sent again by any rule.
type RetryRule int

const (
	// Idempotent sends the operation again, because doing it twice ends in the same state
	// as doing it once.
	Idempotent RetryRule = iota
	// Never reports the loss, because doing it twice would make two objects.
	Never
	// CheckFirst lists the objects, and sends the operation again only if it was not
	// carried out. What the service does with a second one is not documented. See
	// [CheckThenRetry].
	CheckFirst
	// Restart begins again with the operation before it, because the address which that
	// one returned serves once.
	Restart
)

// retries reports whether the operation may be sent again after an attempt.
func (op Operation) retries(a attempt) bool {
	return a.fault == notSent || op.Retry == Idempotent && a.fault != cancelled && a.lost()
}
