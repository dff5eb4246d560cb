// SPDX-License-Identifier: MPL-2.0

package providerdata

import (
	"context"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"
)

// Singleton names an object of [Singletons]. The zero value is none, or one that is not
// known yet.
type Singleton struct {
	// Key is the one of [Singletons.Set].
	Key string
	// Subject is the object in messages, such as "the persistent menu of bot 1".
	Subject string
}

// plannedSingleton collects the changes of one object in one plan.
type plannedSingleton struct {
	managed bool // is in the state
	deleted bool // is deleted at some address
	kept    bool // stays at some address
	// created is at how many addresses it is created. An apply plans again, which counts
	// by itself.
	created, createdInApply int
}

// MarkManaged records that the object is in the state.
func (s *Singletons) MarkManaged(key string) {
	s.record(key, func(p *plannedSingleton) { p.managed = true })
}

// IsManaged reports whether the object is recorded as managed. An object that is not may
// still be: addresses are planned in any order.
func (s *Singletons) IsManaged(key string) bool {
	return s.record(key, func(*plannedSingleton) {}).managed
}

// Plan records what a plan does with the objects before and after a change, and reports
// two addresses for one object. created reports whether the object is created.
func (s *Singletons) Plan(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse, before, after Singleton) (created bool) {
	quiet := req.ClientCapabilities.DeferralAllowed // an apply plans again: Terraform allows deferrals there and nowhere else
	if before.Key != "" && before.Key != after.Key {
		now := s.record(before.Key, func(p *plannedSingleton) { p.managed, p.deleted = true, true })
		if now.kept && !quiet {
			resp.Diagnostics.Append(deletedElsewhere(before))
		}
	}
	replacedInPlace, diags := req.Private.GetKey(ctx, keptKey)
	resp.Diagnostics.Append(diags...)
	switch {
	case after.Key == "":
	case before.Key == after.Key:
		// -replace plans once more, as if there were no object, with the private state of this plan.
		resp.Diagnostics.Append(resp.Private.SetKey(ctx, keptKey, []byte("true"))...)
		now := s.record(after.Key, func(p *plannedSingleton) { p.managed, p.kept = true, true })
		if now.deleted && !quiet {
			resp.Diagnostics.Append(deletedElsewhere(after))
		}
	case !req.State.Raw.IsNull():
		// The plan of the successor follows, without a state.
		resp.Diagnostics.Append(resp.Private.SetKey(ctx, keptKey, nil)...)
		return true
	case len(replacedInPlace) == 0:
		now := s.record(after.Key, func(p *plannedSingleton) {
			if quiet {
				p.createdInApply++
			} else {
				p.created++
			}
		})
		switch {
		case now.created > 1 || now.createdInApply > 1:
			resp.Diagnostics.Append(createdTwice(after))
		case now.kept && !quiet:
			resp.Diagnostics.Append(keptAndCreated(after))
		}
		return true
	}
	return false
}

// keptKey marks, in the private state of a plan, an object that stays under its address.
const keptKey = "kept"

// record updates the changes of an object, and returns them.
func (s *Singletons) record(key string, change func(*plannedSingleton)) plannedSingleton {
	s.mu.Lock()
	defer s.mu.Unlock()
	p := s.planned[key]
	change(&p)
	if s.planned == nil {
		s.planned = map[string]plannedSingleton{}
	}
	s.planned[key] = p
	return p
}

func deletedElsewhere(o Singleton) diag.Diagnostic {
	return diag.NewWarningDiagnostic(capitalized(o.Subject)+" is at two addresses, one of which is deleted",
		fmt.Sprintf("The state has %s at two addresses, and this plan deletes one of them. An apply that was interrupted, after it had created the object "+
			"at its new address and before it deleted the old one, leaves such a state. In the service, it is one object: applying this plan may delete it, "+
			"and the plan after it creates it again. So apply once more.\n\n"+
			"To keep it in the meantime, first remove from the state the address that this plan deletes: terraform state rm ADDRESS", o.Subject))
}

func createdTwice(o Singleton) diag.Diagnostic {
	return diag.NewErrorDiagnostic("Two resources for "+o.Subject,
		fmt.Sprintf("Two resources of this configuration create %s. In the service, it is one object, so they would overwrite each other. Remove one of the two.", o.Subject))
}

func keptAndCreated(o Singleton) diag.Diagnostic {
	return diag.NewWarningDiagnostic("Two resources for "+o.Subject,
		fmt.Sprintf("A resource of this configuration manages %s, and another one creates it. In the service, it is one object, so they overwrite each other. Remove one of the two.", o.Subject))
}

func capitalized(text string) string { return strings.ToUpper(text[:1]) + text[1:] }
