// SPDX-License-Identifier: MPL-2.0

package tfdiag

import (
	"cmp"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/names"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfvalue"
)

// Kind has the words for objects of one kind whose creation is never sent twice.
type Kind struct {
	// Noun is the name of the kind, for example "rich menu".
	Noun string
	// Owner is the object that the objects belong to, for example "bot 2000001"; ""
	// is the tenant.
	Owner string
	// Where says where to find the objects, for example "The data source
	// lineworks_bots lists all bots with their IDs and names.".
	Where string
	// Import returns the command that imports the object with an ID.
	Import func(id string) string
}

// Adopted warns that the response to a create was lost and that the object was found.
// The summary has the ID, because the CLI shows only one of several warnings with the
// same summary, and the user has to look at each.
func (k Kind) Adopted(subject, id string) diag.Diagnostic {
	return diag.NewWarningDiagnostic(fmt.Sprintf("Found %s %s after a lost response", k.Noun, id),
		fmt.Sprintf("The response to the request that creates %s was lost. The service now has a %s that did not exist before, that matches everything that was sent, "+
			"and that nothing else in this run created: %s. The provider takes it for the one that the request created, and stores it in the state.\n\n"+
			"If it was created elsewhere at the same time, there may be a second one. %s", subject, k.Noun, id, k.Where))
}

// CreateFailed reports a failed create, like [API]. If the response was lost, it names
// the objects that the search found, and the next step.
func (k Kind) CreateFailed(summary, subject string, err error, fields Fields) diag.Diagnostic {
	var lost *lineworks.LostCreateError
	if errors.As(err, &lost) {
		return k.lost(summary, subject, lost)
	}
	return API(summary, subject, err, fields)
}

func (k Kind) lost(summary, subject string, lost *lineworks.LostCreateError) diag.Diagnostic {
	// An error of the server, or a web page in place of a response, leaves the outcome
	// as open as no response at all.
	lead := "The response to the request that creates %s was lost."
	var apiErr *lineworks.APIError
	if errors.As(lost.Cause, &apiErr) || errors.Is(lost.Cause, lineworks.ErrNotAPI) {
		lead = "The response to the request that creates %s does not tell whether it was carried out."
	}
	found, advice := k.searched(lost)
	if len(lost.OtherNames) > 0 {
		found += fmt.Sprintf("\n\nThese are new, but have other names. They were created elsewhere, unless the service changed the name: %s.", listing(lost.OtherNames))
		if len(lost.Equal) == 0 && len(lost.SameName) == 0 && lost.SearchErr == nil {
			advice = k.importAny("If one of them is yours") + "\n" + createAnother
		}
	}
	if apiErr != nil && errors.Is(lost.Cause, lineworks.ErrNotAPI) && !errors.Is(lost.Cause, lineworks.ErrServer) {
		advice = Advice(apiErr) + "\n" + advice
	}
	return diag.NewErrorDiagnostic(summary, strings.Join([]string{
		fmt.Sprintf(lead, subject) + " The provider does not send the request again, because that could create a second one.",
		lost.Cause.Error(), found, advice,
	}, "\n\n"))
}

// searched words the result of the search for the object of a lost create, and the advice.
func (k Kind) searched(lost *lineworks.LostCreateError) (found, advice string) {
	const (
		notCreated = "so it was most likely not created."
		haveName   = "\n\nThese have its name: %s."
		applyAgain = "Apply again."
	)
	switch {
	case lost.SearchErr != nil:
		found = fmt.Sprintf("The provider could not determine whether the %s was created.\n\n%s", k.Noun, lost.SearchErr)
		if seen := slices.Concat(lost.Equal, lost.SameName); len(seen) > 0 {
			found += fmt.Sprintf(haveName, lineworks.IDs(seen))
		}
		return found, fmt.Sprintf("%s Check there before you apply again, which creates another one. %s", k.Where, k.importAny("If it exists, import it"))
	case lost.NoBaseline != nil:
		found = fmt.Sprintf("The provider could not determine whether the %s was created, because it could not list the ones that existed before.\n\n%s", k.Noun, lost.NoBaseline)
		if len(lost.SameName) == 0 {
			return found + "\n\nNone has its name now, " + notCreated, applyAgain
		}
		return found + fmt.Sprintf(haveName, lineworks.IDs(lost.SameName)), k.goOn("If one of them did not exist before", lost.SameName) + "\n" + createAnother
	case len(lost.Equal) > 0:
		found = fmt.Sprintf("These did not exist before, match everything that was sent, and cannot be told apart: %s.", lineworks.IDs(lost.Equal))
		if len(lost.SameName) > 0 {
			found += fmt.Sprintf(" These are new and have the same name, but differ more: %s.", lineworks.IDs(lost.SameName))
		}
		return found, k.goOn("To use one of them", lost.Equal) + "\n" + createAnother
	}
	found = fmt.Sprintf("No new %s that matches was found, %s", k.Noun, notCreated)
	if len(lost.SameName) == 0 {
		return found, applyAgain
	}
	return found + fmt.Sprintf(" These are new and have its name, but they differ or could not be read: %s.", lineworks.IDs(lost.SameName)),
		k.goOn("To use one of them", lost.SameName) + "\n" + createAnother
}

const createAnother = "To create another one, apply again."

// listing shows all objects by ID and name: any of them may be the lost one.
func listing(objects []lineworks.Named) string {
	all := make([]string, 0, len(objects))
	for _, o := range objects {
		all = append(all, fmt.Sprintf("%s (%q)", o.ID, o.Name))
	}
	return strings.Join(all, ", ")
}

// NameTaken warns that objects with the name of a planned one exist, except for those
// that Terraform is known to manage. It may manage more: some are planned later, or
// belong to another configuration. So the text allows for both. The summary has the
// name, because the CLI shows only one of several warnings with the same summary, and
// each of these has its own command.
func (k Kind) NameTaken(at path.Path, name types.String, existing []lineworks.Named, managed func(id string) bool) diag.Diagnostics {
	if !tfvalue.Known(name) {
		return nil
	}
	var taken []lineworks.Named
	for _, o := range existing {
		if names.Equal(o.Name, name.ValueString()) && !managed(o.ID) {
			taken = append(taken, o)
		}
	}
	if len(taken) == 0 {
		return nil
	}
	of := ""
	if k.Owner != "" {
		of = " of " + k.Owner
	}
	has, instead := "a "+k.Noun, "To manage that "+k.Noun+" instead"
	if len(taken) > 1 {
		has, instead = fmt.Sprintf("%d %ss", len(taken), k.Noun), "To manage one of them instead"
	}
	return diag.Diagnostics{diag.NewAttributeWarningDiagnostic(at, fmt.Sprintf("%s named %q%s already exists", capital(k.Noun), name.ValueString(), of),
		fmt.Sprintf("%s has %s named %q: %s. Applying this plan creates another one.\n\n%s\n\n"+
			"Names need not be unique. If you want another one, or if Terraform already manages the existing one, there is nothing to do.",
			capital(k.owner()), has, name.ValueString(), lineworks.IDs(taken), k.goOn(instead, taken)))}
}

// NotListed warns that a plan could not look for objects with the names of new ones.
// alsoUnchecked names another check that needs the list, such as " or whether there
// is room for more".
func (k Kind) NotListed(err error, alsoUnchecked string) diag.Diagnostic {
	detail := fmt.Sprintf("The provider could not check whether %s already has %ss with the planned names%s.\n\n", k.owner(), k.Noun, alsoUnchecked)
	if refused := SignInRefused(err); refused != nil && refused.ReportedInFull() {
		detail += "The request " + signInReported
	} else {
		detail = advised(detail+err.Error(), err)
	}
	return diag.NewWarningDiagnostic("Unable to look for existing "+k.Noun+"s", detail)
}

func (k Kind) owner() string { return cmp.Or(k.Owner, "the tenant") }

// capital returns text with its first letter in upper case.
func capital(text string) string { return strings.ToUpper(text[:1]) + text[1:] }

// plainID matches an ID that a shell takes literally.
var plainID = regexp.MustCompile(`^[A-Za-z0-9._@:+=-]+$`)

// goOn returns the command that imports the first of several objects. It leaves an ID
// with a special meaning in a shell for the user to fill in.
func (k Kind) goOn(when string, objects []lineworks.Named) string {
	if id := objects[0].ID; plainID.MatchString(id) {
		return fmt.Sprintf("%s: %s", when, k.Import(id))
	}
	return k.importAny(when)
}

// importAny returns the import command with a placeholder for the ID, for example
// RICH_MENU_ID.
func (k Kind) importAny(when string) string {
	placeholder := strings.ToUpper(strings.ReplaceAll(k.Noun, " ", "_")) + "_ID"
	return fmt.Sprintf("%s: %s", when, k.Import(placeholder))
}
