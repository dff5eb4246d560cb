// SPDX-License-Identifier: MPL-2.0

package acctest

import (
	"fmt"
	"maps"
	"net/http"
	"regexp"
	"slices"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/terraform"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
)

// Faults are what may happen to a request. One that can be repeated survives most of
// them; "500" and "page" end any.
func Faults() map[string]mockserver.Fault {
	const html = "<!DOCTYPE html><title>Maintenance</title>"
	return map[string]mockserver.Fault{
		"401":             {Status: http.StatusUnauthorized, Code: "UNAUTHORIZED", Description: "Authentication failed"},
		"429":             {Status: http.StatusTooManyRequests, Code: "TOO_MANY_REQUESTS", Description: "API rate limit exceeded"},
		"500":             {Status: http.StatusInternalServerError, Code: "INTERNAL_SERVER_ERROR", Description: "x"},
		"502, but done":   {Status: http.StatusBadGateway, Body: html, Act: true},
		"503":             {Status: http.StatusServiceUnavailable},
		"cut":             {Cut: true},
		"empty":           {Status: http.StatusOK, Act: true},
		"page":            {Status: http.StatusOK, Body: html},
		"reset":           {Reset: true},
		"reset when done": {Reset: true, Act: true},
	}
}

// Life is that of as many objects of a resource as there are faults. Each of them meets
// one when it is made, changed, read and deleted.
type Life struct {
	Resource string
	// Config is a configuration of n objects, before or after a change.
	Config func(n int, changed bool) string
	// Create, Read, Update and Delete are the operations at which the faults strike,
	// such as "POST /bots". Without Update, nothing can be changed in place; without
	// Delete, there is nothing to delete, and nothing to read without Read.
	Create, Read, Update, Delete string
	// Count counts what the service has.
	Count func() int
	// Faults are those of the creation, if not all; by name.
	Faults []string
	// Orphans is how many objects are made that nobody can find again.
	Orphans int
}

// Live leads objects through faults with the real CLI. Each apply that a fault has
// struck fails, and the one after it puts everything right: its plan is empty, and the
// service has each object once.
func (e *Tenant) Live(t *testing.T, life Life) {
	t.Helper()
	all := Faults()
	if life.Faults == nil {
		life.Faults = slices.Sorted(maps.Keys(all))
	}
	n := len(life.Faults)
	e.Variables["LINEWORKS_MAX_RETRIES"] = "2" // so that back-off takes little time
	strike := func(operation string, faults ...string) func() {
		return func() {
			if left := e.API.PendingFaults(); left > 0 {
				t.Errorf("%d faults have not struck", left)
			}
			for _, name := range faults {
				fault := all[name]
				fault.Operation = operation
				e.API.Fail(fault)
			}
		}
	}
	there := func(want int) func(*terraform.State) error {
		return func(*terraform.State) error {
			if left := e.API.PendingFaults(); left > 0 {
				t.Errorf("%d faults have not struck", left)
			}
			if got := life.Count() - life.Orphans; got != want {
				return fmt.Errorf("there are %d of %s, want %d", got, life.Resource, want)
			}
			return nil
		}
	}
	failed := regexp.MustCompile(`(?s)Error: .*(INTERNAL_SERVER_ERROR|HTML\s+page)`)
	steps := []resource.TestStep{
		{PreConfig: strike(life.Create, life.Faults...), Config: life.Config(n, false), ExpectError: failed},
		{Config: life.Config(n, false), Check: there(n)},
	}
	if life.Read != "" {
		steps = append(steps,
			resource.TestStep{PreConfig: strike(life.Read, "429", "503", "cut"), RefreshState: true},
			resource.TestStep{PreConfig: strike(life.Read, "page"), RefreshState: true, ExpectError: failed},
		)
	}
	if life.Update != "" {
		steps = append(steps,
			resource.TestStep{PreConfig: strike(life.Update, life.Faults...), Config: life.Config(n, true), ExpectError: failed},
			resource.TestStep{Config: life.Config(n, true), Check: there(n)},
		)
	}
	left := n
	if life.Delete != "" {
		// What a fault has left is destroyed at the end of the test.
		left = 0
		steps = append(steps, resource.TestStep{
			PreConfig: strike(life.Delete, life.Faults...), Config: life.Config(n, life.Update != ""), Destroy: true, ExpectError: failed,
		})
	}
	resource.UnitTest(t, resource.TestCase{ProtoV6ProviderFactories: e.Providers(), Steps: steps, CheckDestroy: there(left)})
}
