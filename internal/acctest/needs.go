// SPDX-License-Identifier: MPL-2.0

package acctest

import (
	"context"
	"sync"
	"testing"

	"github.com/hashicorp/go-version"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfcli"
)

// Feature is something that not every supported CLI can do.
type Feature struct {
	name                string
	terraform, openTofu string // the first version that has it; empty for none
}

// Features that tests may need.
var (
	Identity = Feature{name: "resource identity", terraform: "1.12.0", openTofu: "1.12.0"}
	Query    = Feature{name: "list resources", terraform: "1.14.0"}
	Actions  = Feature{name: "actions", terraform: "1.14.0"}
)

// findCLI looks for the CLI once for all tests of a package.
var findCLI = sync.OnceValues(func() (tfcli.CLI, error) { return tfcli.Find(context.Background()) })

// Needs skips the test unless the CLI has the feature. It asks by product, too,
// because OpenTofu counts its versions on its own.
func Needs(t testing.TB, f Feature) {
	t.Helper()
	DrivesCLI(t)
	cli, err := findCLI()
	if err != nil {
		t.Fatal(err)
	}
	if !f.in(cli) {
		t.Skipf("%s has no %s", cli, f.name)
	}
}

func (f Feature) in(cli tfcli.CLI) bool {
	since := f.terraform
	if cli.OpenTofu {
		since = f.openTofu
	}
	if since == "" {
		return false
	}
	has, err := version.NewVersion(cli.Version)
	return err == nil && has.Core().GreaterThanOrEqual(version.Must(version.NewVersion(since)))
}
