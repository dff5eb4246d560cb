// SPDX-License-Identifier: MPL-2.0

// Package providerdata unpacks what the provider hands to its resources and
// data sources.
package providerdata

import (
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
)

// Client is the API client inside data. It is nil, without a diagnostic, as
// long as the provider is not configured, which is so during validation.
func Client(data any, diags *diag.Diagnostics) *lineworks.Client {
	if data == nil {
		return nil
	}
	client, ok := data.(*lineworks.Client)
	if !ok {
		diags.AddError("Unexpected provider data",
			fmt.Sprintf("Got %T instead of an API client. This is a bug in the provider; please report it.", data))
	}
	return client
}
