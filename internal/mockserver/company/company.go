// SPDX-License-Identifier: MPL-2.0

// Package company is the seed of a small company for tests: ten people in two domains,
// among them one who is pending, one suspended and one deleted; four org units, of which
// two have the same name; three groups, of which two hold each other.
package company

import _ "embed" // the seed

// Seed is a seed for a mock of the API.
//
//go:embed seed.json
var Seed string
