// SPDX-License-Identifier: MPL-2.0

package base

import (
	"context"
	"encoding/json"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/planrules"
)

// accountKey is where private state has the service account that has written or found
// the object.
const accountKey = "account"

// privateState is that of the framework, whose type has no name outside of it.
type privateState interface {
	GetKey(ctx context.Context, key string) ([]byte, diag.Diagnostics)
	SetKey(ctx context.Context, key string, value []byte) diag.Diagnostics
}

// RecordAccount stores the account of the run for an object that exists. A ready token
// does not tell its account, so it leaves the stored one alone.
func (p *provided) RecordAccount(ctx context.Context, private privateState) diag.Diagnostics {
	if p.Data == nil || p.Data.Account == "" {
		return nil
	}
	stored, diags := storedAccount(ctx, private)
	if stored == p.Data.Account || diags.HasError() {
		return diags
	}
	value, err := json.Marshal(p.Data.Account)
	if err != nil { // a string always has a JSON form
		diags.AddError("Unable to store private state", err.Error())
		return diags
	}
	diags.Append(private.SetKey(ctx, accountKey, value)...)
	return diags
}

// CheckNotFound returns an error if an object that is not found was written with an
// account of another tenant. Such an object must not be taken for deleted.
func (p *provided) CheckNotFound(ctx context.Context, private privateState, subject string) diag.Diagnostics {
	if p.Data == nil {
		return nil
	}
	stored, diags := storedAccount(ctx, private)
	if foreign := planrules.ForeignAccount(subject, stored, p.Data.Account); foreign != nil {
		diags.AddError(foreign.Summary, foreign.Detail)
	}
	return diags
}

func storedAccount(ctx context.Context, private privateState) (string, diag.Diagnostics) {
	raw, diags := private.GetKey(ctx, accountKey)
	var account string
	if len(raw) > 0 {
		if err := json.Unmarshal(raw, &account); err != nil {
			diags.AddError("Unexpected private state", "The provider cannot read what it stored: "+err.Error()+". This is a bug in the provider; please report it.")
		}
	}
	return account, diags
}
