// SPDX-License-Identifier: MPL-2.0

package program

import (
	"runtime/debug"
	"testing"
)

func TestVersionOf(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		set  string
		info *debug.BuildInfo
		want string
	}{
		"release":         {"1.2.3", &debug.BuildInfo{Main: debug.Module{Version: "v0.1.0"}}, "1.2.3"},
		"go run @version": {Dev, &debug.BuildInfo{Main: debug.Module{Version: "v0.1.0"}}, "0.1.0"},
		"working copy":    {Dev, &debug.BuildInfo{Main: debug.Module{Version: "(devel)"}}, Dev},
		"no version":      {Dev, &debug.BuildInfo{}, Dev},
		"no information":  {Dev, nil, Dev},
	} {
		if got := versionOf(tc.set, tc.info); got != tc.want {
			t.Errorf("%s: got %q, want %q", name, got, tc.want)
		}
	}
}
