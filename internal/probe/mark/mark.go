// SPDX-License-Identifier: MPL-2.0

// Package mark names the throw-away bots of the probe, so that the probe can tell them from
// all other bots: name and description hold a checksum that no bot has by accident.
package mark

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"regexp"
	"strings"
)

// Prefix begins the name of every throw-away bot.
const Prefix = "lineworks-probe-"

// Run is one run of the probe.
type Run struct{ id string }

// New returns a run that no other one is equal to.
func New() Run {
	var b [6]byte
	_, _ = rand.Read(b[:]) // it never fails
	return Run{id: hex.EncodeToString(b[:])}
}

// Name is the name of the nth bot of the run: the prefix, the run, the number, and a checksum
// of the three.
func (r Run) Name(n int) string {
	stem := fmt.Sprintf("%s%s-%03d", Prefix, r.id, n)
	return stem + "-" + sum("name", stem)[:8]
}

// Description is the description of all bots of the run. It has a checksum of its own.
func (r Run) Description() string {
	return fmt.Sprintf("Throw-away bot. To remove it: lineworks-probe -sweep. Run %s, check %s", r.id, sum("description", r.id)[:16])
}

// Describes reports whether a description is that of a bot of the run.
func (r Run) Describes(description string) bool { return r.id != "" && description == r.Description() }

var form = regexp.MustCompile(`^` + Prefix + `([0-9a-f]{12})-[0-9]{3}-[0-9a-f]{8}$`)

// Parse returns the run whose bot has the name, and false for the name of any other bot.
func Parse(name string) (Run, bool) {
	found := form.FindStringSubmatch(name)
	if found == nil {
		return Run{}, false
	}
	stem := name[:strings.LastIndex(name, "-")]
	return Run{id: found[1]}, name == stem+"-"+sum("name", stem)[:8]
}

func sum(purpose, text string) string {
	h := sha256.Sum256([]byte("lineworks-probe " + purpose + " " + text))
	return hex.EncodeToString(h[:])
}
