// SPDX-License-Identifier: MPL-2.0

package planrules_test

import (
	"strings"
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/planrules"
)

const (
	composed   = "\u304c"       // が
	decomposed = "\u304b\u3099" // the same as か and a mark
)

func TestBots(t *testing.T) {
	t.Parallel()
	var bots planrules.Bots
	for i, step := range []struct {
		id, name string // no ID: a create
		want     string // the ID in the warning
	}{
		{"1", "Desk", ""},
		{"", "Other", ""},
		{"", "Desk", "1"},
		{"", "Desk", ""}, // its predecessor has its successor already
		{"2", "Other", "2"},
		{"3", decomposed, ""},
		{"", composed, "3"},
		{"4", "Desk", "4"},
		{"5", "Desk", ""},
	} {
		var got []planrules.Message
		if step.id == "" {
			got = bots.Create(step.name)
		} else {
			got = bots.Delete(step.id, step.name)
		}
		switch {
		case step.want == "" && len(got) > 0:
			t.Errorf("step %d: got %v, want no warning", i, got)
		case step.want != "" && (len(got) != 1 || !strings.Contains(got[0].Summary, "("+step.want+") is deleted, and another of the same name is created")):
			t.Errorf("step %d: got %v, want a warning that names bot %s", i, got, step.want)
		}
	}
}

func TestGoneBot(t *testing.T) {
	t.Parallel()
	for account, credentials := range map[string]string{
		"a.serviceaccount@one": "service account a.serviceaccount@one",
		"":                     "the access token of the provider", // a ready token
	} {
		got := planrules.GoneBot("1", "Desk", account)
		if want := `Bot "Desk" (1) was not found`; got.Summary != want {
			t.Errorf("account %q: got summary %q, want %q", account, got.Summary, want)
		}
		if want := ", or " + credentials + " belongs to another tenant."; !strings.Contains(got.Detail, want) {
			t.Errorf("account %q: got %q, want %q in it", account, got.Detail, want)
		}
	}
}

func TestOpenedRegistration(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct{ before, after, want bool }{
		{true, false, true},
		{true, true, false},
		{false, true, false},
		{false, false, false},
	} {
		if got := planrules.OpenedRegistration("1", "2", tc.before, tc.after); len(got) > 0 != tc.want {
			t.Errorf("from %t to %t: got %v, want a warning: %t", tc.before, tc.after, got, tc.want)
		}
	}
}

func TestForeignAccount(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		written, current string
		want             bool
	}{
		{"one", "b.serviceaccount@two", true},
		{"one", "b.serviceaccount@one", false},
		{"one", "a.serviceaccount@ONE", false},
		{"", "b.serviceaccount@two", false},      // an older state, or a ready token
		{"one", "", false},                       // a ready token now
		{"one", "b.serviceaccount", false},       // has no domain to compare
		{"one", "b.serviceaccount@one.", true},   // another one
		{"one", "b.serviceaccount@", false},      // has no domain either
		{"one@", "b.serviceaccount@one@", false}, // everything after the first @
	} {
		got := planrules.ForeignAccount("bot 1", tc.written, tc.current)
		if (got != nil) != tc.want {
			t.Errorf("from %q to %q: got %v, want an error: %t", tc.written, tc.current, got, tc.want)
		}
		if got != nil && (!strings.Contains(got.Detail, "of the domain "+tc.written) || !strings.Contains(got.Detail, tc.current) || !strings.Contains(got.Detail, "bot 1")) {
			t.Errorf("got %q, want the object, the domain and the account", got.Detail)
		}
	}
}
