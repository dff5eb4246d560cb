// SPDX-License-Identifier: MPL-2.0

// Package lineworks is a client of the LINE WORKS (NAVER WORKS) API 2.0, as far
// as bots and their menus need it. It knows nothing of Terraform.
//
// A [Client] has one service for each area of the API. Every call takes a context
// first, and fails with an error that matches a class of this package, such as
// [ErrNotFound] or [ErrForbidden], with [errors.Is]. An [APIError] holds the words
// of the service. The work is done by packages below:
//
//   - rest sends a request through a chain of handlers: it waits for the rate limit,
//     gets an access token and renews it once after a 401, and retries where the
//     operation allows that. The table of operations is in operations.go. It never
//     follows a redirect, so that the token goes to the configured host only; for
//     uploads, also to the vendor's host that the service names. It reads a bounded part
//     of a response, and takes a response for the API's own only if it has the API's
//     shape: a proxy's 404 page is [ErrNotAPI], not [ErrNotFound].
//   - ratelimit delays requests until the service's windows allow them.
//   - auth gets access tokens. See [TokenSource].
//   - recovery finds the object of a create whose response was lost.
//
// The service forbids overlapping writes to one bot, so a client sends one write to
// each bot at a time. Reads do not wait. Where the API can only list, as with domains
// and their members, readers share one list until this client writes to it; iterators
// always list again.
//
// Common rules of the API: https://developers.worksmobile.com/en/docs/api-call
package lineworks
