// SPDX-License-Identifier: MPL-2.0

package server

import (
	"encoding/json"
	"os"
	"os/exec"
	"runtime"
	"runtime/debug"
	"strings"
	"testing"
)

// The settings belong to a process, so each case runs in one of its own, which runs this
// test alone.
const runtimeCase = "LINEWORKS_TEST_RUNTIME_CASE"

func TestRuntime(t *testing.T) {
	if os.Getenv(runtimeCase) != "" {
		reportSettings(t)
		return
	}
	t.Parallel()
	const large = "a large heap is in use"
	for name, test := range map[string]struct {
		env     []string
		percent int
		limit   int64
		procs   int
	}{
		"nothing set":       {nil, gcPercent, softLimit, 1},
		"GOGC is set":       {[]string{"GOGC=150"}, 150, 1<<63 - 1, 1},
		"GOGC is off":       {[]string{"GOGC=off"}, -1, 1<<63 - 1, 1},
		"GOMEMLIMIT is set": {[]string{"GOMEMLIMIT=1GiB"}, gcPercent, 1 << 30, 1},
		"both are set":      {[]string{"GOGC=50", "GOMEMLIMIT=1GiB"}, 50, 1 << 30, 1},
		"GOMAXPROCS is set": {[]string{"GOMAXPROCS=3"}, gcPercent, softLimit, 3},
		large:               {[]string{runtimeCase + "=large"}, gcPercent, 2*(160<<20) + besideHeap, 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := runProcess(t, test.env)
			if got.Percent != test.percent || got.Procs != test.procs {
				t.Errorf("got GOGC = %d and GOMAXPROCS = %d, want %d and %d", got.Percent, got.Procs, test.percent, test.procs)
			}
			// What is allocated while the collector runs counts as in use, so the limit of a
			// large heap may be higher.
			if got.Limit < test.limit || name != large && got.Limit > test.limit {
				t.Errorf("got a memory limit of %d bytes, want %d", got.Limit, test.limit)
			}
			if got.Collections > 20 {
				t.Errorf("got %d collections while 640 MiB were allocated, want at most 20", got.Collections)
			}
		})
	}
}

// settings are those of a process.
type settings struct {
	Percent, Procs int
	Limit          int64
	Collections    uint32
}

// runProcess runs reportSettings in a process with these variables, and returns what it
// reports.
func runProcess(t *testing.T, env []string) (got settings) {
	t.Helper()
	child := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestRuntime$", "-test.v")
	child.Env = append([]string{runtimeCase + "=small"}, env...)
	out, err := child.CombinedOutput()
	if err != nil {
		t.Fatalf("%v:\n%s", err, out)
	}
	_, report, found := strings.Cut(string(out), "settings: ")
	if !found {
		t.Fatalf("got no report from the process, but:\n%s", out)
	}
	if err := json.NewDecoder(strings.NewReader(report)).Decode(&got); err != nil {
		t.Fatal(err)
	}
	return got
}

// reportSettings applies the settings, and with the case "large" holds 160 MiB while it
// allocates four times as much.
func reportSettings(t *testing.T) {
	t.Helper()
	limitProcs(os.Getenv)
	tuneGC(os.Getenv)
	var stats runtime.MemStats
	var held [][]byte
	var collections uint32
	if os.Getenv(runtimeCase) == "large" {
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
	report, err := json.Marshal(settings{debug.SetGCPercent(gcPercent), runtime.GOMAXPROCS(0), debug.SetMemoryLimit(-1), collections})
	if err != nil {
		t.Fatal(err)
	}
	runtime.KeepAlive(held)
	t.Logf("settings: %s", report)
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
