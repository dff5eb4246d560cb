// SPDX-License-Identifier: MPL-2.0

package providerdata_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/providerdata"
)

func newSingletons() *providerdata.Singletons {
	return &providerdata.New(lineworks.Unavailable(errors.New("not now"))).Singletons
}

func TestSingletons_Delete(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		set    func(*providerdata.Singletons, *diag.Diagnostics)
		delete bool
	}{
		"nothing was set": {func(*providerdata.Singletons, *diag.Diagnostics) {}, true},
		"another object was set": {func(s *providerdata.Singletons, diags *diag.Diagnostics) {
			s.Set(t.Context(), "other", diags, func() {})
		}, true},
		"the object was set": {func(s *providerdata.Singletons, diags *diag.Diagnostics) {
			s.Set(t.Context(), "this", diags, func() { diags.AddWarning("careful", "") })
		}, false},
		"setting the object failed": {func(s *providerdata.Singletons, diags *diag.Diagnostics) {
			s.Set(t.Context(), "this", diags, func() { diags.AddError("failed", "") })
		}, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, deleted := newSingletons(), false
			var ofSet, ofDelete diag.Diagnostics
			c.set(s, &ofSet)
			s.Delete(t.Context(), "this", &ofDelete, func() { deleted = true })
			if deleted != c.delete || len(ofDelete) > 0 {
				t.Errorf("got deleted %t with %v, want %t without diagnostics", deleted, ofDelete, c.delete)
			}
		})
	}
}

func TestSingletons_waitForEachOther(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := newSingletons()
		finish := make(chan struct{})
		var ofSet diag.Diagnostics
		go s.Set(t.Context(), "this", &ofSet, func() { <-finish })
		synctest.Wait()

		deleted, otherDeleted := false, false
		var ofDelete, ofOther, ofStopped diag.Diagnostics
		go s.Delete(t.Context(), "this", &ofDelete, func() { deleted = true })
		s.Delete(t.Context(), "other", &ofOther, func() { otherDeleted = true })
		if !otherDeleted {
			t.Error("got no deletion of another object while one is set, want one")
		}

		ctx, stop := context.WithCancel(t.Context())
		go s.Delete(ctx, "this", &ofStopped, func() { t.Error("a call that was stopped while it waited went on") })
		synctest.Wait()
		stop()
		synctest.Wait()
		if len(ofStopped) != 1 || !strings.Contains(ofStopped[0].Detail(), "(this) was still running: context canceled. This one changed nothing.") {
			t.Errorf("got %v from a call that was stopped while it waited, want one error that says so", ofStopped)
		}

		close(finish)
		synctest.Wait()
		if deleted {
			t.Error("got a deletion that began while the object was set, want none")
		}
	})
}
