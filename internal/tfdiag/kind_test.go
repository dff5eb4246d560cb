// SPDX-License-Identifier: MPL-2.0

package tfdiag_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfdiag"
)

func kind() tfdiag.Kind {
	return tfdiag.Kind{
		Noun: "rich menu", Where: "A list shows all.",
		Import: func(id string) string { return "terraform import lineworks_rich_menu.NAME 7/" + id },
	}
}

func TestKind_Adopted(t *testing.T) {
	t.Parallel()
	got := kind().Adopted(`rich menu "Main"`, "40001")
	if got.Severity() != diag.SeverityWarning || got.Summary() != "Found rich menu 40001 after a lost response" {
		t.Errorf("got %s: %s, want a warning: Found rich menu 40001 after a lost response", got.Severity(), got.Summary())
	}
	for _, want := range []string{`creates rich menu "Main" was lost`, "The service now has a rich menu", "in this run created: 40001. ", "A list shows all."} {
		if !strings.Contains(got.Detail(), want) {
			t.Errorf("got detail %s, want %q in it", got.Detail(), want)
		}
	}
}

// TestKind_CreateFailed says what was found, and each way to go on exactly where it
// is one.
func TestKind_CreateFailed(t *testing.T) {
	t.Parallel()
	loss, cause := errors.New("the loss"), errors.New("the cause")
	one, two := []lineworks.Named{{ID: "1", Name: "n"}}, []lineworks.Named{{ID: "1", Name: "n"}, {ID: "2", Name: "n"}}
	three, four := []lineworks.Named{{ID: "3", Name: "n"}}, []lineworks.Named{{ID: "4", Name: "m"}}
	const (
		importOne = "terraform import lineworks_rich_menu.NAME 7/1"
		importAny = "terraform import lineworks_rich_menu.NAME 7/RICH_MENU_ID"
		another   = "To create another one, apply again."
		notMade   = "it was most likely not created"
	)
	for name, tc := range map[string]struct {
		lost    lineworks.LostCreateError
		want    []string
		without []string
	}{
		"none":                  {lineworks.LostCreateError{Searches: 2}, []string{"No new rich menu that matches was found", notMade, "Apply again."}, []string{"import", another}},
		"none, but of its name": {lineworks.LostCreateError{Searches: 2, SameName: two}, []string{notMade, "they differ or could not be read: 1, 2.", importOne, another}, nil},
		"none, but of others":   {lineworks.LostCreateError{Searches: 2, OtherNames: []lineworks.Named{{ID: "1", Name: "a"}, {ID: "2", Name: "b"}}}, []string{notMade, `unless the service changed the name: 1 ("a"), 2 ("b").`, "If one of them is yours: " + importAny, another}, []string{importOne}},
		"several":               {lineworks.LostCreateError{Searches: 1, Equal: two}, []string{"cannot be told apart: 1, 2.", importOne, another}, []string{notMade}},
		"several, and others":   {lineworks.LostCreateError{Searches: 1, Equal: two, SameName: three, OtherNames: four}, []string{"told apart: 1, 2.", "differ more: 3.", `changed the name: 4 ("m").`, importOne, another}, []string{notMade}},
		"of its name, others":   {lineworks.LostCreateError{Searches: 2, SameName: three, OtherNames: four}, []string{"could not be read: 3.", `changed the name: 4 ("m").`, "NAME 7/3\n", another}, []string{"7/4"}},
		"look failed, all":      {lineworks.LostCreateError{SearchErr: cause, Equal: one, SameName: three, OtherNames: four}, []string{"These have its name: 1, 3.", `changed the name: 4 ("m").`, importAny}, []string{notMade}},
		"several, odd IDs":      {lineworks.LostCreateError{Searches: 1, Equal: []lineworks.Named{{ID: "1;rm", Name: "n"}, {ID: "2", Name: "n"}}}, []string{"told apart: 1;rm, 2.", importAny}, []string{"7/1"}},
		"several, of others":    {lineworks.LostCreateError{Searches: 1, Equal: two, OtherNames: four}, []string{"told apart: 1, 2.", `changed the name: 4 ("m").`, importOne, another}, []string{importAny}},
		"look failed, others":   {lineworks.LostCreateError{SearchErr: cause, OtherNames: four}, []string{`changed the name: 4 ("m").`, "Check there before you apply again", importAny}, []string{notMade, another}},
		"look failed":           {lineworks.LostCreateError{SearchErr: cause}, []string{"was created.\n\nthe cause", "A list shows all.", importAny}, []string{notMade, "These have its name"}},
		"look failed, names":    {lineworks.LostCreateError{SearchErr: cause, SameName: one}, []string{"the cause", "These have its name: 1.", importAny}, []string{notMade}},
		"blind":                 {lineworks.LostCreateError{Searches: 1, NoBaseline: cause}, []string{"the ones that existed before.\n\nthe cause", "None has its name now", notMade, "Apply again."}, []string{"import"}},
		"blind, names":          {lineworks.LostCreateError{Searches: 1, NoBaseline: cause, SameName: two}, []string{"the cause", "These have its name: 1, 2.", "did not exist before: " + importOne, another}, []string{notMade}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tc.lost.Cause = loss
			got := kind().CreateFailed("Unable to create rich menu", `rich menu "Main"`, &tc.lost, nil)
			if got.Severity() != diag.SeverityError || got.Summary() != "Unable to create rich menu" {
				t.Errorf("got %s: %s, want an error: Unable to create rich menu", got.Severity(), got.Summary())
			}
			for _, want := range append(tc.want, `creates rich menu "Main" was lost`, "the loss") {
				if !strings.Contains(got.Detail(), want) {
					t.Errorf("got detail %s, want %q in it", got.Detail(), want)
				}
			}
			for _, unwanted := range tc.without {
				if strings.Contains(got.Detail(), unwanted) {
					t.Errorf("got detail %s, want it without %q", got.Detail(), unwanted)
				}
			}
		})
	}
	page := apiError(t, 200, "<html>")
	got := kind().CreateFailed("s", "x", &lineworks.LostCreateError{Cause: page, Searches: 2}, nil).Detail()
	for _, want := range []string{"The response to the request that creates x does not tell whether it was carried out.", page.Error(), "another program may listen there.\nApply again."} {
		if !strings.Contains(got, want) {
			t.Errorf("got detail %s, want %q in it", got, want)
		}
	}
	// The response was a whole object, and the wrong one.
	wrong := fmt.Errorf("POST /x: %w: the response has the id 9, which the service does not know", lineworks.ErrNotAPI)
	got = kind().CreateFailed("s", "x", &lineworks.LostCreateError{Cause: wrong, Searches: 2}, nil).Detail()
	if !strings.Contains(got, "creates x does not tell whether it was carried out.") || !strings.Contains(got, "the id 9") || !strings.HasSuffix(got, "\n\nApply again.") {
		t.Errorf("got detail %s, want the id in the response, and to apply again", got)
	}
	// A server or a proxy that has failed is at the right address: the look has told the rest.
	for _, body := range []string{`{"code":"INTERNAL_SERVER_ERROR","description":"no"}`, "<html>"} {
		failed := apiError(t, 502, body)
		got := kind().CreateFailed("s", "x", &lineworks.LostCreateError{Cause: failed, Searches: 2}, nil).Detail()
		if !strings.Contains(got, "creates x does not tell whether it was carried out.") || !strings.HasSuffix(got, "it was most likely not created.\n\nApply again.") {
			t.Errorf("got detail %s, want that it was most likely not created, and to apply again", got)
		}
	}
	err := apiError(t, 400, `{"code":"INVALID_PARAMETER","description":"areas is odd"}`)
	fields := tfdiag.Fields{"areas": path.Root("areas")}
	if got, want := kind().CreateFailed("s", "x", err, fields), tfdiag.API("s", "x", err, fields); !got.Equal(want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// TestKind_NameTaken names the objects with the name, and the command that imports one.
func TestKind_NameTaken(t *testing.T) {
	t.Parallel()
	one, two := []lineworks.Named{{ID: "1", Name: "Main"}}, []lineworks.Named{{ID: "1", Name: "Main"}, {ID: "2", Name: "Main"}}
	for name, tc := range map[string]struct {
		owner   string
		taken   []lineworks.Named
		summary string
		detail  string
	}{
		"of the tenant": {"", one, `Rich menu named "Main" already exists`, `The tenant has a rich menu named "Main": 1. Applying this plan creates another one.` +
			"\n\nTo manage that rich menu instead: terraform import lineworks_rich_menu.NAME 7/1\n\n"},
		"of a bot": {"bot 7", two, `Rich menu named "Main" of bot 7 already exists`, `Bot 7 has 2 rich menus named "Main": 1, 2. Applying this plan creates another one.` +
			"\n\nTo manage one of them instead: terraform import lineworks_rich_menu.NAME 7/1\n\n"},
	} {
		k := kind()
		k.Owner = tc.owner
		beside := append([]lineworks.Named{{ID: "8", Name: "main"}, {ID: "9", Name: "Main"}}, tc.taken...)
		all := k.NameTaken(path.Root("rich_menu_name"), types.StringValue("Main"), beside, func(id string) bool { return id == "9" })
		if len(all) != 1 {
			t.Fatalf("%s: got %v, want 1 warning", name, all)
		}
		got := all[0]
		at, ok := got.(diag.DiagnosticWithPath)
		if !ok || !at.Path().Equal(path.Root("rich_menu_name")) || got.Severity() != diag.SeverityWarning || got.Summary() != tc.summary || !strings.HasPrefix(got.Detail(), tc.detail) {
			t.Errorf("%s: got %s: %s: %s, want a warning on rich_menu_name: %s: %s", name, got.Severity(), got.Summary(), got.Detail(), tc.summary, tc.detail)
		}
	}
}

// TestKind_NotListed says why, and what to do about it if anything is known.
func TestKind_NotListed(t *testing.T) {
	t.Parallel()
	k := kind()
	refused := apiError(t, 403, `{"code":"FORBIDDEN","description":"no"}`)
	got := k.NotListed(refused, " or more")
	want := "The provider could not check whether the tenant already has rich menus with the planned names or more.\n\n" + refused.Error() + "\n\n" + tfdiag.Advice(refused)
	if got.Severity() != diag.SeverityWarning || got.Summary() != "Unable to look for existing rich menus" || got.Detail() != want {
		t.Errorf("got %s: %s: %s, want a warning: Unable to look for existing rich menus: %s", got.Severity(), got.Summary(), got.Detail(), want)
	}
	k.Owner = "bot 7"
	if got := k.NotListed(errors.New("no"), "").Detail(); got != "The provider could not check whether bot 7 already has rich menus with the planned names.\n\nno" {
		t.Errorf("got detail %s, want it to name bot 7 and to end with the error", got)
	}
}
