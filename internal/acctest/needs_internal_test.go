// SPDX-License-Identifier: MPL-2.0

package acctest

import (
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfcli"
)

func TestFeature_in(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		cli                      tfcli.CLI
		identity, query, actions bool
	}{
		{cli: tfcli.CLI{Version: "1.11.4"}},
		{cli: tfcli.CLI{Version: "1.12.0"}, identity: true},
		{cli: tfcli.CLI{Version: "1.14.0-beta1"}, identity: true, query: true, actions: true},
		{cli: tfcli.CLI{Version: "1.16.4"}, identity: true, query: true, actions: true},
		{cli: tfcli.CLI{OpenTofu: true, Version: "1.11.9"}},
		{cli: tfcli.CLI{OpenTofu: true, Version: "1.12.6"}, identity: true},
		{cli: tfcli.CLI{OpenTofu: true, Version: "1.16.0"}, identity: true},
		{cli: tfcli.CLI{Version: "next"}},
	} {
		if Identity.in(tc.cli) != tc.identity || Query.in(tc.cli) != tc.query || Actions.in(tc.cli) != tc.actions {
			t.Errorf("%s: got identity %t, query %t, actions %t, want %t, %t, %t", tc.cli, Identity.in(tc.cli), Query.in(tc.cli), Actions.in(tc.cli), tc.identity, tc.query, tc.actions)
		}
	}
}
