// SPDX-License-Identifier: MPL-2.0

// Package identity has the resource identities, and the import IDs, which are the parts
// of an identity joined with "/", such as BOT_ID/DOMAIN_ID.
package identity

import (
	"context"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/identityschema"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/validators"
)

// Part is one part of an identity.
type Part struct {
	// Attribute is where the part is kept, in the identity and in the state, such
	// as "bot_id". In capitals, it stands for the part in messages.
	Attribute string
	// Description describes the part in the schema.
	Description string
	// Example is the value in an example.
	Example string
	// Numeric reports whether the part is one of the API's numeric IDs.
	Numeric bool
}

// Parts that several kinds of object have.
var (
	BotID    = Part{Attribute: "bot_id", Description: "ID of the bot.", Example: "2000001", Numeric: true}
	DomainID = Part{Attribute: "domain_id", Description: "ID of the domain.", Example: "10000001", Numeric: true}
	UserID   = Part{Attribute: "user_id", Description: "ID of the user.", Example: "3b8e6a52-5c0f-4f0a-9d4e-03a1f7c2b901"}
)

// Form is the form of the identity of one kind of object.
type Form struct {
	// TypeName is the kind, such as "lineworks_bot".
	TypeName string
	// Advice says where to find the IDs, at the end of the report of an invalid import.
	// It may be empty.
	Advice string
	// Parts make up the identity, in the order of the import ID.
	Parts []Part
}

// Schema is the schema of the resource identity.
func (f Form) Schema() identityschema.Schema {
	attributes := make(map[string]identityschema.Attribute, len(f.Parts))
	for _, part := range f.Parts {
		attributes[part.Attribute] = identityschema.StringAttribute{RequiredForImport: true, Description: part.Description}
	}
	return identityschema.Schema{Attributes: attributes}
}

// Set stores the identity whose parts are values, in the order of the form. Read
// has to call it before it can find that the object is gone: the framework wants
// an identity even then, and a state that an older version of the provider or of
// the CLI has written comes without one.
func (f Form) Set(ctx context.Context, identity *tfsdk.ResourceIdentity, values ...types.String) diag.Diagnostics {
	var diags diag.Diagnostics
	for i, part := range f.Parts {
		diags.Append(identity.SetAttribute(ctx, path.Root(part.Attribute), values[i])...)
	}
	return diags
}

// Import stores the parts in the state, from the import ID or from the identity of an
// import block. It reports an invalid one.
func (f Form) Import(ctx context.Context, req resource.ImportStateRequest, resp *resource.ImportStateResponse) {
	if req.ID == "" && req.Identity != nil && !req.Identity.Raw.IsNull() {
		f.importIdentity(ctx, req.Identity, resp)
		return
	}
	texts, ok := f.split(req.ID)
	if !ok {
		resp.Diagnostics.AddError("Invalid import ID", f.report(req.ID))
		return
	}
	for i, part := range f.Parts {
		resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root(part.Attribute), texts[i])...)
	}
}

func (f Form) importIdentity(ctx context.Context, identity *tfsdk.ResourceIdentity, resp *resource.ImportStateResponse) {
	for _, part := range f.Parts {
		var value types.String
		resp.Diagnostics.Append(identity.GetAttribute(ctx, path.Root(part.Attribute), &value)...)
		if text := value.ValueString(); !part.fits(text) {
			resp.Diagnostics.AddAttributeError(path.Root(part.Attribute), "Invalid import identity", f.reportPart(part, text))
			continue
		}
		resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root(part.Attribute), value)...)
	}
}

func (f Form) split(id string) ([]string, bool) {
	texts := strings.Split(id, "/")
	if len(texts) != len(f.Parts) {
		return nil, false
	}
	for i, part := range f.Parts {
		if !part.fits(texts[i]) {
			return nil, false
		}
	}
	return texts, true
}

// fits reports whether text is a valid value of the part.
func (p Part) fits(text string) bool {
	return text != "" && strings.TrimSpace(text) == text && (!p.Numeric || validators.IsNumericID(text))
}

func (f Form) report(id string) string {
	forms, examples, numbers := make([]string, len(f.Parts)), make([]string, len(f.Parts)), []string{}
	for i, part := range f.Parts {
		forms[i], examples[i] = strings.ToUpper(part.Attribute), part.Example
		if part.Numeric {
			numbers = append(numbers, forms[i])
		}
	}
	detail := fmt.Sprintf("%q is not a valid import ID of %s. The form is %s", id, f.TypeName, strings.Join(forms, "/"))
	switch len(numbers) {
	case 0:
	case 1:
		detail += ", where " + numbers[0] + " is a number"
	default:
		detail += ", where " + strings.Join(numbers, " and ") + " are numbers"
	}
	return f.advise(detail + fmt.Sprintf(".\n\nExample: terraform import %s.NAME %s", f.TypeName, strings.Join(examples, "/")))
}

func (f Form) reportPart(part Part, text string) string {
	detail := fmt.Sprintf("%q is not a valid %s of %s.", text, part.Attribute, f.TypeName)
	if part.Numeric {
		detail += " It has to be a number."
	}
	return f.advise(detail + fmt.Sprintf("\n\nExample: %s = %q", part.Attribute, part.Example))
}

func (f Form) advise(detail string) string {
	if f.Advice == "" {
		return detail
	}
	return detail + "\n\n" + f.Advice
}
