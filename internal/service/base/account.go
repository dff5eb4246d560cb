// SPDX-License-Identifier: MPL-2.0

package base

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/planrules"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfstate"
)

// domainKey is where private state has the domain of the service account that has written
// or found the object. It is short, and the state has no more than what is compared, because
// the CLI writes the whole state after each object that it changes.
const domainKey = "d"

// RecordAccount stores the domain of the account of the run for an object that exists. A
// ready token does not tell its account, so it leaves the stored one alone.
func (p *provided) RecordAccount(ctx context.Context, private tfstate.Private) diag.Diagnostics {
	if p.Data == nil {
		return nil
	}
	domain := planrules.AccountDomain(p.Data.Account)
	stored, diags := storedDomain(ctx, private)
	if domain == "" || stored == domain || diags.HasError() {
		return diags
	}
	diags.Append(tfstate.SavePrivate(ctx, private, domainKey, domain)...)
	return diags
}

// CheckNotFound returns an error if an object that is not found was written with an
// account of another tenant. Such an object must not be taken for deleted.
func (p *provided) CheckNotFound(ctx context.Context, private tfstate.PrivateReader, subject string) diag.Diagnostics {
	if p.Data == nil {
		return nil
	}
	stored, diags := storedDomain(ctx, private)
	if foreign := planrules.ForeignAccount(subject, stored, p.Data.Account); foreign != nil {
		diags.AddError(foreign.Summary, foreign.Detail)
	}
	return diags
}

func storedDomain(ctx context.Context, private tfstate.PrivateReader) (domain string, diags diag.Diagnostics) {
	diags = tfstate.LoadPrivate(ctx, private, domainKey, &domain)
	return domain, diags
}
