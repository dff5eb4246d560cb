// SPDX-License-Identifier: MPL-2.0

// Package export writes the bots of a tenant out as a Terraform configuration that a team
// can keep: one file for each bot, with references in the place of IDs, and import blocks.
// It only reads from the tenant.
package export
