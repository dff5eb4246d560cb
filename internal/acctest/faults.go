// SPDX-License-Identifier: MPL-2.0

package acctest

import (
	"fmt"
	"regexp"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/terraform"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/faulttest"
)

// Faults are those that [Tenant.Live] injects, by their names in the catalogue. A request
// that can be repeated survives most of them; "500" and "page" end any.
func Faults() []string {
	return []string{
		"401", "429, no header", "500", "502, page, but done", "503", "connection reset", "connection reset, but done", "empty", "page", "response cut",
	}
}

// Life describes as many objects of a resource as there are faults. Each of them meets
// one when it is created, changed, read and deleted.
type Life struct {
	Resource string
	// Config is a configuration of n objects, before or after a change.
	Config func(n int, changed bool) string
	// Create, Read, Update and Delete are the operations at which the faults strike,
	// such as "POST /bots". Without Update, nothing can be changed in place; without
	// Delete, there is nothing to delete, and nothing to read without Read.
	Create, Read, Update, Delete string
	// Count counts the objects that the service has.
	Count func() int
	// Faults are those of the creation, if not all; by name.
	Faults []string
	// Orphans is how many objects are created that cannot be found again.
	Orphans int
}

// Live leads objects through faults with the real CLI. Each apply that a fault has
// struck fails, and the one after it puts everything right: its plan is empty, and the
// service has each object once.
func (e *Tenant) Live(t *testing.T, life Life) {
	t.Helper()
	DrivesCLI(t)
	if life.Faults == nil {
		life.Faults = Faults()
	}
	n := len(life.Faults)
	e.Variables["LINEWORKS_MAX_RETRIES"] = "2" // so that back-off takes little time
	strike := func(operation string, faults ...string) func() {
		return func() {
			if left := e.API.PendingFaults(); left > 0 {
				t.Errorf("%d faults have not struck", left)
			}
			for _, fault := range faulttest.Named(faults...) {
				e.API.Fail(fault.At(operation, 0))
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
			resource.TestStep{PreConfig: strike(life.Read, "429, no header", "503", "response cut"), RefreshState: true},
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
		// Objects that faults have left are destroyed at the end of the test.
		left = 0
		steps = append(steps, resource.TestStep{
			PreConfig: strike(life.Delete, life.Faults...), Config: life.Config(n, life.Update != ""), Destroy: true, ExpectError: failed,
		})
	}
	resource.UnitTest(t, resource.TestCase{ProtoV6ProviderFactories: e.Providers(), Steps: steps, CheckDestroy: there(left)})
}
