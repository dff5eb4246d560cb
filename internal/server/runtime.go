// SPDX-License-Identifier: MPL-2.0

package server

import (
	"runtime"
	"runtime/debug"
	"runtime/metrics"
)

// The heap of a provider is small, so with Go's default of 100 percent it is collected
// after every few megabytes: a fifth of the computing of a plan. Less often costs memory,
// which the limit bounds.
const (
	gcPercent = 400
	softLimit = 56 << 20 // bytes
	// besideHeap is what the limit counts beside the heap, in bytes: stacks, the program's
	// data, the collector's own.
	besideHeap = 16 << 20
)

// maxProcs is how many threads run Go code at once. One is enough: an object takes a few
// milliseconds of computing, and the service allows 240 calls of an operation in a minute.
// More threads wake each other and look for work, which costs a tenth more.
const maxProcs = 1

// limitProcs limits the threads that run Go code. GOMAXPROCS of the environment wins.
func limitProcs(getenv func(string) string) {
	if getenv("GOMAXPROCS") == "" {
		runtime.GOMAXPROCS(maxProcs)
	}
}

// tuneGC makes the garbage collector run less often, as long as the process stays small.
// GOGC and GOMEMLIMIT of the environment win.
func tuneGC(getenv func(string) string) {
	if getenv("GOGC") != "" {
		return
	}
	debug.SetGCPercent(gcPercent)
	if getenv("GOMEMLIMIT") != "" {
		return
	}
	limit := int64(softLimit)
	debug.SetMemoryLimit(limit)
	afterEachGC(func() {
		if want := memoryLimit(liveHeap()); want != limit {
			limit = want
			debug.SetMemoryLimit(limit)
		}
	})
}

// memoryLimit is the limit for a heap of which this many bytes are in use. A limit near or
// below them would keep the collector running all the time, so a heap may always double,
// as by Go's default.
func memoryLimit(live uint64) int64 {
	return max(softLimit, 2*int64(live)+besideHeap) //nolint:gosec // a heap does not reach 2^62 bytes
}

// liveHeap returns the bytes that the last collection has found in use.
func liveHeap() uint64 {
	sample := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}

// afterEachGC calls f after each garbage collection, never twice at a time: a finalizer
// runs once its object is found unused, and makes the object for the next collection.
func afterEachGC(f func()) {
	type sentinel struct{ _ *byte } // with a pointer, so that it is not allocated together with others
	var arm func()
	arm = func() {
		runtime.SetFinalizer(&sentinel{}, func(*sentinel) {
			f()
			arm()
		})
	}
	arm()
}
