// SPDX-License-Identifier: MPL-2.0

package server

import (
	"os"
	"os/exec"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"
	"testing"
)

// The settings belong to a process, so each case runs in one of its own, which runs this
// test alone.
const gcCase = "LINEWORKS_TEST_GC_CASE"

func TestTuneGC(t *testing.T) {
	if os.Getenv(gcCase) != "" {
		reportGC(t)
		return
	}
	t.Parallel()
	const large = "a large heap is in use"
	for name, test := range map[string]struct {
		env     []string
		percent int
		limit   int64
	}{
		"nothing set":       {nil, gcPercent, softLimit},
		"GOGC is set":       {[]string{"GOGC=150"}, 150, 1<<63 - 1},
		"GOGC is off":       {[]string{"GOGC=off"}, -1, 1<<63 - 1},
		"GOMEMLIMIT is set": {[]string{"GOMEMLIMIT=1GiB"}, gcPercent, 1 << 30},
		"both are set":      {[]string{"GOGC=50", "GOMEMLIMIT=1GiB"}, 50, 1 << 30},
		large:               {[]string{gcCase + "=large"}, gcPercent, 2*(160<<20) + besideHeap},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			percent, limit, collections := runGC(t, test.env)
			if percent != test.percent {
				t.Errorf("got GOGC = %d, want %d", percent, test.percent)
			}
			// What is allocated while the collector runs counts as in use, so the limit of a
			// large heap may be higher.
			if limit < test.limit || name != large && limit > test.limit {
				t.Errorf("got a memory limit of %d bytes, want %d", limit, test.limit)
			}
			if collections > 20 {
				t.Errorf("got %d collections while 640 MiB were allocated, want at most 20", collections)
			}
		})
	}
}

// runGC runs reportGC in a process with these variables, and returns what it reports.
func runGC(t *testing.T, env []string) (percent int, limit int64, collections int) {
	t.Helper()
	child := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestTuneGC$", "-test.v")
	child.Env = append([]string{gcCase + "=small"}, env...)
	out, err := child.CombinedOutput()
	if err != nil {
		t.Fatalf("%v:\n%s", err, out)
	}
	for line := range strings.Lines(string(out)) {
		_, report, ok := strings.Cut(strings.TrimSpace(line), "GC: ")
		if !ok {
			continue
		}
		fields := strings.Fields(report)
		percent, _ = strconv.Atoi(fields[0])
		limit, _ = strconv.ParseInt(fields[1], 10, 64)
		collections, _ = strconv.Atoi(fields[2])
		return percent, limit, collections
	}
	t.Fatalf("got no report from the process, but:\n%s", out)
	return 0, 0, 0
}

// reportGC applies tuneGC, and with the case "large" holds 160 MiB while it allocates four
// times as much.
func reportGC(t *testing.T) {
	t.Helper()
	tuneGC(os.Getenv)
	var stats runtime.MemStats
	var held [][]byte
	collections := uint32(0)
	if os.Getenv(gcCase) == "large" {
		for range 160 {
			held = append(held, make([]byte, 1<<20))
		}
		for i := 0; i < 1000 && debug.SetMemoryLimit(-1) == softLimit; i++ {
			runtime.GC() // the finalizer runs some time after it
			runtime.Gosched()
		}
		runtime.ReadMemStats(&stats)
		before := stats.NumGC
		for i := range 640 {
			held[i%160] = make([]byte, 1<<20)
		}
		runtime.ReadMemStats(&stats)
		collections = stats.NumGC - before
	}
	percent := debug.SetGCPercent(gcPercent)
	limit := debug.SetMemoryLimit(-1)
	runtime.KeepAlive(held)
	t.Logf("GC: %d %d %d", percent, limit, collections)
}

func TestMemoryLimit(t *testing.T) {
	t.Parallel()
	for live, want := range map[uint64]int64{
		0:         softLimit,
		20 << 20:  softLimit,
		21 << 20:  58 << 20,
		400 << 20: 816 << 20,
	} {
		if got := memoryLimit(live); got != want {
			t.Errorf("got a limit of %d bytes for %d bytes in use, want %d", got, live, want)
		}
	}
}
