// SPDX-License-Identifier: MPL-2.0

package tfstate

import (
	"context"
	"encoding/json"

	"github.com/hashicorp/terraform-plugin-framework/diag"
)

// PrivateReader reads private state. The framework's type for it cannot be named outside
// of the framework.
type PrivateReader interface {
	GetKey(ctx context.Context, key string) ([]byte, diag.Diagnostics)
}

// PrivateWriter writes private state. A nil value removes the key.
type PrivateWriter interface {
	SetKey(ctx context.Context, key string, value []byte) diag.Diagnostics
}

// Private is private state that can be read and written.
type Private interface {
	PrivateReader
	PrivateWriter
}

// LoadPrivate decodes the value of a key in private state into value, which it leaves alone
// if there is none.
func LoadPrivate(ctx context.Context, private PrivateReader, key string, value any) diag.Diagnostics {
	raw, diags := private.GetKey(ctx, key)
	if len(raw) == 0 || diags.HasError() {
		return diags
	}
	if err := json.Unmarshal(raw, value); err != nil {
		diags.AddError("Unexpected private state", "The provider cannot read what it stored: "+err.Error()+". This is a bug in the provider; please report it.")
	}
	return diags
}

// SavePrivate stores a value, which must have a JSON form, under a key in private state.
func SavePrivate(ctx context.Context, private PrivateWriter, key string, value any) diag.Diagnostics {
	raw, err := json.Marshal(value)
	if err != nil {
		return diag.Diagnostics{diag.NewErrorDiagnostic("Unable to store private state", err.Error())}
	}
	return private.SetKey(ctx, key, raw)
}
