// SPDX-License-Identifier: MPL-2.0

// Package importid reads import IDs. The ID of an object that has several parts
// is those parts joined with "/", such as BOT_ID/DOMAIN_ID.
package importid

import (
	"context"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/validators"
)

// Part is one part of an import ID.
type Part struct {
	// Attribute is where the part is kept, such as "bot_id". In capitals, it
	// stands for the part in messages.
	Attribute string
	// Example is what a message shows.
	Example string
	// Numeric says that the part is one of the API's numeric IDs.
	Numeric bool
}

// BotID is the first part of every import ID.
var BotID = Part{Attribute: "bot_id", Example: "2000001", Numeric: true}

// Import puts the parts of req.ID into the state, or reports an ID of another
// form. Advice, if any, ends that report: where the IDs are to be found.
func Import(ctx context.Context, req resource.ImportStateRequest, resp *resource.ImportStateResponse, typeName, advice string, parts ...Part) {
	texts, ok := split(req.ID, parts)
	if !ok {
		resp.Diagnostics.AddError("Invalid import ID", report(req.ID, typeName, advice, parts))
		return
	}
	for i, part := range parts {
		resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root(part.Attribute), texts[i])...)
	}
}

func split(id string, parts []Part) ([]string, bool) {
	texts := strings.Split(id, "/")
	if len(texts) != len(parts) {
		return nil, false
	}
	for i, part := range parts {
		if strings.TrimSpace(texts[i]) != texts[i] || texts[i] == "" || part.Numeric && !validators.IsNumericID(texts[i]) {
			return nil, false
		}
	}
	return texts, true
}

func report(id, typeName, advice string, parts []Part) string {
	forms, examples, numbers := make([]string, len(parts)), make([]string, len(parts)), []string{}
	for i, part := range parts {
		forms[i], examples[i] = strings.ToUpper(part.Attribute), part.Example
		if part.Numeric {
			numbers = append(numbers, forms[i])
		}
	}
	detail := fmt.Sprintf("%q is not an import ID of %s, which has the form %s.", id, typeName, strings.Join(forms, "/"))
	if len(numbers) > 0 {
		detail += fmt.Sprintf(" Numbers: %s.", strings.Join(numbers, ", "))
	}
	detail += fmt.Sprintf("\n\nExample: terraform import %s.NAME %s", typeName, strings.Join(examples, "/"))
	if advice != "" {
		detail += "\n\n" + advice
	}
	return detail
}
