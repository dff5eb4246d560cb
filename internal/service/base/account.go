// SPDX-License-Identifier: MPL-2.0

package base

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/planrules"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfstate"
)

// accountKey is where private state has the service account that has written or found
// the object.
const accountKey = "account"

// RecordAccount stores the account of the run for an object that exists. A ready token
// does not tell its account, so it leaves the stored one alone.
func (p *provided) RecordAccount(ctx context.Context, private tfstate.Private) diag.Diagnostics {
	if p.Data == nil || p.Data.Account == "" {
		return nil
	}
	stored, diags := storedAccount(ctx, private)
	if stored == p.Data.Account || diags.HasError() {
		return diags
	}
	diags.Append(tfstate.SavePrivate(ctx, private, accountKey, p.Data.Account)...)
	return diags
}

// CheckNotFound returns an error if an object that is not found was written with an
// account of another tenant. Such an object must not be taken for deleted.
func (p *provided) CheckNotFound(ctx context.Context, private tfstate.PrivateReader, subject string) diag.Diagnostics {
	if p.Data == nil {
		return nil
	}
	stored, diags := storedAccount(ctx, private)
	if foreign := planrules.ForeignAccount(subject, stored, p.Data.Account); foreign != nil {
		diags.AddError(foreign.Summary, foreign.Detail)
	}
	return diags
}

func storedAccount(ctx context.Context, private tfstate.PrivateReader) (account string, diags diag.Diagnostics) {
	diags = tfstate.LoadPrivate(ctx, private, accountKey, &account)
	return account, diags
}
