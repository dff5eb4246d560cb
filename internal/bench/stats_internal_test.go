// SPDX-License-Identifier: MPL-2.0

package bench

import (
	"testing"
	"time"
)

func TestMedian(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		values []float64
		want   float64
	}{
		{nil, 0},
		{[]float64{3}, 3},
		{[]float64{9, 1}, 5},
		{[]float64{9, 1, 2}, 2},
		{[]float64{4, 100, 1, 2}, 3},
	} {
		if got := median(test.values); got != test.want {
			t.Errorf("the median of %v is %v, want %v", test.values, got, test.want)
		}
	}
}

// TestPairs_Ratio takes the ratio of each pair first: a slow moment that falls on
// both runs of a pair cancels out.
func TestPairs_Ratio(t *testing.T) {
	t.Parallel()
	run := func(seconds int) Run { return Run{CPU: time.Duration(seconds) * time.Second} }
	p := Pairs{
		Provider:  []Run{run(12), run(120), run(13)},
		Yardstick: []Run{run(10), run(100), run(10)},
	}
	if got := p.Ratio(cpu); got != 1.2 {
		t.Errorf("got the ratio %v, want 1.2", got)
	}
	if got := (Pairs{Provider: []Run{run(1)}, Yardstick: []Run{run(0)}}).Ratio(cpu); got != 0 {
		t.Errorf("got the ratio %v to nothing, want 0", got)
	}
}

func TestMost(t *testing.T) {
	t.Parallel()
	runs := []Run{{PeakMemory: 3}, {PeakMemory: 7}, {PeakMemory: 5}}
	if got := most(runs, func(r Run) int64 { return r.PeakMemory }); got != 7 {
		t.Errorf("got the most %d, want 7", got)
	}
	if got := most(nil, wall); got != 0 {
		t.Errorf("got the most %v of nothing, want 0", got)
	}
}

func TestWindows(t *testing.T) {
	t.Parallel()
	begin := time.Unix(1000, 0)
	after := func(milliseconds ...int) []time.Time {
		var out []time.Time
		for _, ms := range milliseconds {
			out = append(out, begin.Add(time.Duration(ms)*time.Millisecond))
		}
		return out
	}
	for _, test := range []struct {
		starts []time.Time
		want   int
	}{
		{nil, 0},
		{after(0, 0, 999), 1},
		{after(0, 1000), 2},
		{after(0, 1500, 2400, 2600), 3}, // the second window begins with its first call
	} {
		if got := windows(test.starts, time.Second); got != test.want {
			t.Errorf("%v: got %d windows, want %d", test.starts, got, test.want)
		}
	}
}

func TestBytesForEach(t *testing.T) {
	t.Parallel()
	state := []byte(`{"resources": [
		{"type": "lineworks_bot", "instances": [{"a": 1}, {"a": 22}]},
		{"type": "lineworks_persistent_menu", "instances": [{"long": "aaaaaaaaaaaaaaaaa"}]},
		{"type": "lineworks_bot", "instances": [{"a": 1}]}
	]}`)
	if got, err := bytesForEach(state, "lineworks_bot"); err != nil || got != 9 { // 8, 9 and 8, rounded up
		t.Errorf("got %d bytes and the error %v, want 9", got, err)
	}
	if _, err := bytesForEach(state, "lineworks_rich_menu"); err == nil {
		t.Error("a state without any: got no error, want one")
	}
	if _, err := bytesForEach([]byte("{"), "lineworks_bot"); err == nil {
		t.Error("half a state: got no error, want one")
	}
}
