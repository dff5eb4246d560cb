// SPDX-License-Identifier: MPL-2.0

package identity_test

import (
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/resource"
)

// FuzzForm_Import imports by an ID and by an identity of the same parts: both take
// the same, values that they take go into the state as they are, and refused values do
// not get there.
func FuzzForm_Import(f *testing.F) {
	for _, id := range []string{
		"2000001/u-1", "2000001/u@example.com", "2000001", "/", "", "2000001/", "/u", "2000001/a/b", "2000001 /u", "2000001/ u", "02/u", "-1/u",
		"９/u", "99999999999999999999/u", "1e3/u", "2000001/..", "2000001/日本", "2000001/\x00", "2000001/\xff",
	} {
		f.Add(id)
	}
	f.Fuzz(func(t *testing.T, id string) {
		byID := response()
		form.Import(t.Context(), resource.ImportStateRequest{ID: id}, byID)
		took := !byID.Diagnostics.HasError()
		if took && state(t, byID) != id || !took && state(t, byID) != "/" {
			t.Errorf("%q: got %q in the state, want the ID if it is taken (%t), or else /", id, state(t, byID), took)
		}
		botID, userID, ok := strings.Cut(id, "/")
		if took && (!ok || strings.Trim(botID, "0123456789") != "" || botID[0] == '0' || strings.Contains(userID, "/") || strings.TrimSpace(userID) == "") {
			t.Errorf("got %q taken, want it refused", id)
		}
		if !ok || strings.Contains(userID, "/") {
			return
		}
		byIdentity := response()
		form.Import(t.Context(), resource.ImportStateRequest{Identity: given(t.Context(), botID, userID)}, byIdentity)
		if took == byIdentity.Diagnostics.HasError() || took && state(t, byIdentity) != id {
			t.Errorf("%q: got %q and %v by the identity, want it taken, as by ID: %t", id, state(t, byIdentity), byIdentity.Diagnostics, took)
		}
	})
}
