// SPDX-License-Identifier: MPL-2.0

package localmirror

import (
	"fmt"
	"regexp"
	"strconv"
	"time"
)

var (
	// released is the heading of a release in the changelog.
	released = regexp.MustCompile(`(?m)^## (\d+\.\d+)\.\d+ `)
	// local is the version of a local build: the date and the time (UTC) are its patch level,
	// so that it is higher than the release that the build comes after.
	local = regexp.MustCompile(`^(\d+\.\d+)\.(\d{14})$`)
)

// beforeReleases is the series of local builds as long as there is no release.
const beforeReleases = "0.1"

// NextVersion returns the version of a build made now, in the series of the newest release
// in the changelog. It is higher than the versions that are installed already, even if the
// clock was set back: a CLI refuses another build of a version that its lock file knows.
func NextVersion(changelog string, installed []string, now time.Time) (string, error) {
	series := beforeReleases
	if heading := released.FindStringSubmatch(changelog); heading != nil {
		series = heading[1]
	}
	patch, err := strconv.ParseInt(now.UTC().Format("20060102150405"), 10, 64)
	if err != nil {
		return "", fmt.Errorf("making a version of the time: %w", err)
	}
	for _, version := range installed {
		if parts := local.FindStringSubmatch(version); parts != nil {
			if n, err := strconv.ParseInt(parts[2], 10, 64); err == nil {
				patch = max(patch, n+1)
			}
		}
	}
	return fmt.Sprintf("%s.%d", series, patch), nil
}
