// SPDX-License-Identifier: MPL-2.0

// Package probe asks the real service the questions that the vendor's pages leave open: the
// switches of the mock. It works on throw-away bots, removes them, and writes a report.
package probe
