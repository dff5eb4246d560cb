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

// Kind is a kind of object whose creation is never sent a second time.
type Kind struct {
	// Noun is what it is called, for example "rich menu".
	Noun string
	// Owner is what such objects belong to, for example "bot 2000001"; "" is the tenant.
	Owner string
	// Where tells where such objects are listed, for example "The data source
	// lineworks_bots lists the bots.".
	Where string
	// Import is the command that imports the object with an id.
	Import func(id string) string
}

// Adopted warns that the answer to a create was lost, and that the object was found. The
// CLI shows just one of several warnings with the same summary, and each of these is
// to be looked at: so the summary is not static, but has the id.
func (k Kind) Adopted(subject, id string) diag.Diagnostic {
	return diag.NewWarningDiagnostic(fmt.Sprintf("Found %s %s after a lost answer", k.Noun, id),
		fmt.Sprintf("The answer to the request that makes %s was lost. The service has a %s that was not there before, that is equal in all that was sent, "+
			"and that nothing else in this run has made: %s. It was taken for the one that the request made, and is in the state.\n\n"+
			"Should somebody else have made it at the same time, there may be a second one. %s", subject, k.Noun, id, k.Where))
}

// CreateFailed reports a failed create, like [API]. If its answer was lost, it says what
// the look for the object has brought to light, and how to go on.
func (k Kind) CreateFailed(summary, subject string, err error, fields Fields) diag.Diagnostic {
	var lost *lineworks.LostCreateError
	if errors.As(err, &lost) {
		return k.lost(summary, subject, lost)
	}
	return API(summary, subject, err, fields)
}

func (k Kind) lost(summary, subject string, lost *lineworks.LostCreateError) diag.Diagnostic {
	var found, advice string
	again := "To make another one, apply again."
	switch {
	case lost.SearchErr != nil:
		found = fmt.Sprintf("Whether there is such a %s could not be found out.\n\n%s", k.Noun, lost.SearchErr)
		if seen := slices.Concat(lost.Equal, lost.SameName); len(seen) > 0 {
			found += fmt.Sprintf("\n\nOf this name are: %s.", lineworks.IDs(seen))
		}
		advice = fmt.Sprintf("%s Look there before you apply again, which makes another one. %s", k.Where, k.importAny("One that is there can be imported"))
	case lost.NoBaseline != nil && len(lost.SameName) == 0:
		found = fmt.Sprintf("Whether there is such a %s now cannot be told, since what there was before could not be listed.\n\n%s\n\n"+
			"There is none of this name, so most likely it was not made.", k.Noun, lost.NoBaseline)
		advice = "Apply again."
	case lost.NoBaseline != nil:
		found = fmt.Sprintf("Whether there is such a %s now cannot be told, since what there was before could not be listed.\n\n%s\n\n"+
			"Of this name are: %s.", k.Noun, lost.NoBaseline, lineworks.IDs(lost.SameName))
		advice = k.goOn("If one of them was not there before", lost.SameName) + "\n" + again
	case len(lost.Equal) > 0:
		found = fmt.Sprintf("These were not there before, are equal in all that was sent, and cannot be told from each other: %s.", lineworks.IDs(lost.Equal))
		if len(lost.SameName) > 0 {
			found += fmt.Sprintf(" Others that are new have its name, but are less like it: %s.", lineworks.IDs(lost.SameName))
		}
		advice = k.goOn("To go on with one of them", lost.Equal) + "\n" + again
	case len(lost.SameName) > 0:
		found = fmt.Sprintf("No new %s like it was found, so most likely it was not made. There are new ones of its name, but they differ or could not be read: %s.",
			k.Noun, lineworks.IDs(lost.SameName))
		advice = k.goOn("To go on with one of them", lost.SameName) + "\n" + again
	default:
		found = fmt.Sprintf("No new %s like it was found, so most likely it was not made.", k.Noun)
		advice = "Apply again."
	}
	if len(lost.OtherNames) > 0 {
		found += fmt.Sprintf("\n\nThere are new ones of other names, which are somebody else's unless the service has changed the name: %s.", listing(lost.OtherNames))
		if len(lost.Equal) == 0 && len(lost.SameName) == 0 && lost.SearchErr == nil {
			advice = k.importAny("If one of them is the one") + "\n" + again
		}
	}
	// Not every loss is silence: an error of a server, or a page in the place of an
	// answer, leaves open what was done as well.
	what := "The answer to the request that makes %s was lost."
	var answered *lineworks.APIError
	if errors.As(lost.Cause, &answered) {
		what = "The answer to the request that makes %s leaves open whether it was carried out."
	}
	if errors.Is(lost.Cause, lineworks.ErrNotAPI) && !errors.Is(lost.Cause, lineworks.ErrServer) {
		advice = Advice(answered) + "\n" + advice
	}
	return diag.NewErrorDiagnostic(summary, strings.Join([]string{
		fmt.Sprintf(what, subject) + " The request is not sent again, since that could make a second one.",
		lost.Cause.Error(), found, advice,
	}, "\n\n"))
}

// listing shows objects by id and name, all of them: one may be the object that was lost.
func listing(objects []lineworks.Named) string {
	all := make([]string, 0, len(objects))
	for _, o := range objects {
		all = append(all, fmt.Sprintf("%s (%q)", o.ID, o.Name))
	}
	return strings.Join(all, ", ")
}

// NameTaken warns that there are objects of the name that a new one is planned with, but
// for those that Terraform manages. Which these are may not be known: one may be planned
// later, or belong to another configuration. So the warning holds for both. The summary
// is not static, since the CLI shows just one of several warnings with the same one, and
// each of these has a command of its own.
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
	return diag.Diagnostics{diag.NewAttributeWarningDiagnostic(at, fmt.Sprintf("%s named %q%s exists already", capital(k.Noun), name.ValueString(), of),
		fmt.Sprintf("%s has %s named %q: %s. Applying this plan makes another one.\n\n%s\n\n"+
			"Names need not be unique. If another one is wanted, or if Terraform manages the existing one already, there is nothing to do.",
			capital(k.owner()), has, name.ValueString(), lineworks.IDs(taken), k.goOn(instead, taken)))}
}

// NotListed warns that a plan could not look for objects of the name of a new one.
// what says what else the look would have told, such as ", nor whether there is room".
func (k Kind) NotListed(err error, what string) diag.Diagnostic {
	return diag.NewWarningDiagnostic("Unable to look for existing "+k.Noun+"s",
		advised(fmt.Sprintf("Whether %s has %ss of the planned names already could not be found out%s.\n\n%s", k.owner(), k.Noun, what, err), err))
}

func (k Kind) owner() string { return cmp.Or(k.Owner, "the tenant") }

// capital is a text with a capital at its beginning.
func capital(text string) string { return strings.ToUpper(text[:1]) + text[1:] }

// plainID is an id that a shell takes as it is.
var plainID = regexp.MustCompile(`^[A-Za-z0-9._@:+=-]+$`)

// goOn says how to import one of several objects. An id that a shell might read as
// something else is left for the user to quote.
func (k Kind) goOn(when string, objects []lineworks.Named) string {
	if id := objects[0].ID; plainID.MatchString(id) {
		return fmt.Sprintf("%s: %s", when, k.Import(id))
	}
	return k.importAny(when)
}

// importAny says how to import an object whose id the user has to fill in.
func (k Kind) importAny(when string) string {
	return fmt.Sprintf("%s: %s", when, k.Import(placeholder(k.Noun)))
}

// placeholder stands for the id of a kind of object, for example RICH_MENU_ID.
func placeholder(noun string) string {
	return strings.ToUpper(strings.ReplaceAll(noun, " ", "_")) + "_ID"
}
