// SPDX-License-Identifier: MPL-2.0

package ratelimit_test

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// TestLimiter_anyService works with services of many kinds: windows of any length
// that begin with a call or follow each other, slow and fast responses, many calls at
// once and few. A single process is never refused, and no window is wasted.
func TestLimiter_anyService(t *testing.T) {
	t.Parallel()
	for seed := range uint64(200) {
		synctest.Test(t, func(t *testing.T) {
			chance := rand.New(rand.NewPCG(seed, 1))
			s := &service{
				limit:  1 + chance.IntN(40),
				window: time.Duration(1000+chance.IntN(60000)) * time.Millisecond,
			}
			if chance.IntN(2) == 0 {
				s.grid = time.Now().Add(-time.Duration(chance.Int64N(int64(s.window))))
			}
			delays := make([][2]time.Duration, 1000)
			slowest := 1 + chance.IntN(800)
			for i := range delays {
				for j := range delays[i] {
					delays[i][j] = time.Duration(chance.IntN(slowest)) * time.Millisecond
				}
			}
			s.there = func(call int) time.Duration { return delays[call%1000][0] }
			s.back = func(call int) time.Duration { return delays[call%1000][1] }
			parallel, n := 1+chance.IntN(60), 20+chance.IntN(200)
			work := make(chan int)
			c := s.client()
			start, paused := time.Now(), time.Duration(0)
			var wg sync.WaitGroup
			for range parallel {
				wg.Go(func() {
					for i := range work {
						if err := c.call(t.Context(), readBot, strconv.Itoa(i+1)); err != nil {
							t.Errorf("call %d: got error %v, want none", i+1, err)
						}
					}
				})
			}
			for i := range n {
				if chance.IntN(50) == 0 {
					d := time.Duration(chance.Int64N(int64(s.window)))
					pause(t, d)
					paused += d
				}
				work <- i
			}
			close(work)
			wg.Wait()
			got := s.counts()
			kind := fmt.Sprintf("seed %d: %d in %v, grid %v, %d calls, %d at once, up to %d ms", seed, s.limit, s.window, !s.grid.IsZero(), n, parallel, slowest)
			if got.refused != 0 {
				t.Errorf("%s: got %d refused, want none", kind, got.refused)
			}
			// Ends of windows are told in whole seconds.
			slow := 2 * time.Duration(slowest) * time.Millisecond
			most := time.Duration((n+s.limit-1)/s.limit)*(s.window+time.Second+slow) + time.Duration(n/min(parallel, s.limit)+1)*slow + paused
			if took := time.Since(start); took > most {
				t.Errorf("%s: took %v, want %v at most", kind, took, most)
			}
		})
	}
}
