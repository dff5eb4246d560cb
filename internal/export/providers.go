// SPDX-License-Identifier: MPL-2.0

package export

import _ "embed"

// providers is the file with the settings of Terraform and of the provider.
//
//go:embed providers.tf
var providers []byte
