// SPDX-License-Identifier: MPL-2.0

// Package lineworks is a client of the LINE WORKS (NAVER WORKS) API 2.0, as far
// as bots and their menus need it. It knows nothing of Terraform.
//
// A [Client] has one service for each area of the API. Every call takes a
// context first, goes through one request path, and fails with an error that
// answers [errors.Is] for the classes in this package: [ErrNotFound],
// [ErrForbidden] and so on. An [APIError] holds what the service said, word for
// word.
//
// What the request path does for every call:
//
//   - It fetches an access token at first use, and another one once when the
//     service answers 401. See [TokenSource].
//   - It repeats calls that were told to wait (429) or whose answer was lost,
//     where repeating is safe for that operation. Each operation and its rule
//     stand in one table, in operations.go.
//   - It never follows a redirect, so that the token goes to one host only; to
//     another one just for uploads, to the vendor's own host that the service names.
//   - It reads a bounded part of an answer, and takes an answer for the API's
//     own only if it has the API's shape. A proxy's 404 page is [ErrNotAPI], not
//     [ErrNotFound].
//
// The service forbids overlapping writes to one bot, so a client lets one write
// for each bot through at a time. Reads are free. Where the API can only list, as
// with domains and their members, readers share one listing until this client
// writes to it; the iterators list anew.
//
// Common rules of the API: https://developers.worksmobile.com/en/docs/api-call
package lineworks
