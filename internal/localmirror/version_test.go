// SPDX-License-Identifier: MPL-2.0

package localmirror_test

import (
	"testing"
	"time"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/localmirror"
)

func TestNextVersion(t *testing.T) {
	t.Parallel()
	now := time.Date(2027, 1, 2, 3, 4, 5, 0, time.FixedZone("JST", 9*60*60))
	for name, test := range map[string]struct {
		changelog string
		installed []string
		want      string
	}{
		"no release":              {"# Changelog\n\n## Unreleased\n", nil, "0.1.20270101180405"},
		"released":                {"# Changelog\n\n## Unreleased\n\n## 1.2.3 (2027-01-01)\n\n## 1.1.0 (2026-12-01)\n", nil, "1.2.20270101180405"},
		"an earlier build":        {"", []string{"0.1.20261231000000"}, "0.1.20270101180405"},
		"in the same second":      {"", []string{"0.1.20261231000000", "0.1.20270101180405"}, "0.1.20270101180406"},
		"by a clock that is fast": {"", []string{"0.1.20280101000000", "0.1.20261231000000"}, "0.1.20280101000001"},
		"a release is no build":   {"", []string{"9.9.9"}, "0.1.20270101180405"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got, err := localmirror.NextVersion(test.changelog, test.installed, now); err != nil || got != test.want {
				t.Errorf("got %q and the error %v, want %q", got, err, test.want)
			}
		})
	}
}
