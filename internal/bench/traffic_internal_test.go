// SPDX-License-Identifier: MPL-2.0

package bench

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/bench/process"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
)

// at is a moment of the tests, in seconds after their start.
func at(second float64) time.Time {
	return time.Unix(1000, 0).Add(time.Duration(second * float64(time.Second)))
}

func TestBench_limited(t *testing.T) {
	t.Parallel()
	b := &bench{Options: Options{Limit: 2, Window: 5 * time.Second}}
	request := func(operation string, status int, start, end float64) mockserver.Request {
		return mockserver.Request{Operation: operation, Status: status, Start: at(start), End: at(end)}
	}
	requests := []mockserver.Request{
		request(opToken, 200, 0, 1),
		request(opCreateBot, 201, 2, 9), // its end is the last
		request(opCreateBot, 201, 1, 2),
		request(opCreateBot, tooMany, 2, 2),
		request(opReadBot, tooMany, 3, 3),
		request(opCreateBot, 201, 6, 7),
		request(opCreateBot, 201, 7, 8),
	}
	for _, test := range []struct {
		requests []mockserver.Request
		want     LimitedStep
	}{
		// Four calls are two full windows: the second one has to be waited for.
		{requests, LimitedStep{Name: "x", Calls: 4, Windows: 2, Took: 8 * time.Second, Bound: 5 * time.Second, Refused: 2}},
		{append(requests, request(opCreateBot, 201, 11, 12)), LimitedStep{Name: "x", Calls: 5, Windows: 3, Took: 11 * time.Second, Bound: 10 * time.Second, Refused: 2}},
		{requests[:2], LimitedStep{Name: "x", Calls: 1, Windows: 1, Took: 7 * time.Second}},
		{nil, LimitedStep{Name: "x"}},
	} {
		if diff := cmp.Diff(test.want, b.limited("x", opCreateBot, test.requests)); diff != "" {
			t.Errorf("of %d requests (-want +got):\n%s", len(test.requests), diff)
		}
	}
}

// TestRun_count tells the processes of a run apart: one plans, then another one
// applies, and each has connections of its own.
func TestRun_count(t *testing.T) {
	t.Parallel()
	var run Run
	run.count(traffic{
		requests: []mockserver.Request{
			{Operation: opToken, Status: 200}, {Operation: opReadBot, Status: tooMany}, {Operation: opReadBot, Status: 200},
		},
		connections: []time.Time{at(1), at(2), at(11), at(12), at(13)},
		overlaps:    4,
	}, []process.Usage{
		{Start: at(0), End: at(0.5)}, // asked for its schema only
		{Start: at(1), End: at(5)},
		{Start: at(10), End: at(20)},
	})
	want := Run{
		Operations: map[string]int{opToken: 1, opReadBot: 2},
		Refused:    1, Overlaps: 4, Connections: 3, Callers: 2,
	}
	if diff := cmp.Diff(want, run, cmpopts.IgnoreUnexported(Run{})); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
