// SPDX-License-Identifier: MPL-2.0

// Package program has what lineworks-export and lineworks-probe share: exit statuses, the
// version, and lines for the person in front of the screen.
package program

import (
	"context"
	"fmt"
	"runtime/debug"
	"strings"
	"time"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
)

// Exit statuses.
const (
	Done        = 0
	Failed      = 1
	Misused     = 2
	Interrupted = 130 // as shells have it for SIGINT
)

// Dev is the version of a program that was built from a working copy.
const Dev = "dev"

// Version returns the version of this program: the one that a release has set, or else the one
// that go install and go run record.
func Version(set string) string {
	info, _ := debug.ReadBuildInfo()
	return versionOf(set, info)
}

// versionOf is the version of a program that was built as info says, nil if that is not known.
func versionOf(set string, info *debug.BuildInfo) string {
	if set != Dev || info == nil || info.Main.Version == "" || info.Main.Version == "(devel)" {
		return set
	}
	return strings.TrimPrefix(info.Main.Version, "v")
}

// ShowWaits returns a notice that shows the waits that a user would notice.
func ShowWaits(show func(line string)) lineworks.WaitNotice {
	const noticed = 3 * time.Second
	return func(_ context.Context, w lineworks.Wait) {
		if w.For >= noticed {
			show(fmt.Sprintf("Waiting %s before %s: %s.", w.For.Round(time.Second), w.Operation, w.Reason))
		}
	}
}

// Count is a number of objects in words, such as "1 bot".
func Count(n int, object string) string {
	if n == 1 {
		return "1 " + object
	}
	return fmt.Sprintf("%d %ss", n, object)
}
