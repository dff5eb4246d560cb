// SPDX-License-Identifier: MPL-2.0

package turns_test

import (
	"testing"
	"time"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/bench/turns"
)

// TestRun_stopped has a command wait until it finds the other stopped: state T in /proc.
func TestRun_stopped(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	first := shell(t, "cd "+dir+"; echo $$ > new; mv new pid; until [ -e seen ]; do :; done")
	second := shell(t, "cd "+dir+"; until [ -e pid ]; do :; done; read -r pid < pid; "+
		"while read -r stat < /proc/$pid/stat; do case $stat in *') T '*) : > seen; exit;; esac; done")
	for i, r := range turns.Run(10*time.Millisecond, first, second) {
		if r.Err != nil {
			t.Errorf("command %d: got the error %v, want none", i, r.Err)
		}
	}
}
