// SPDX-License-Identifier: MPL-2.0

package recovery_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/recovery"
)

var (
	errLost     = errors.New("the response was lost")
	errNotFound = errors.New("not found")
	errBroken   = errors.New("broken")
)

// part is an object of the tests. A create sends its name and its value.
type part struct{ id, name, value string }

// service has the parts. It lists them by id and name, so that each has to be read.
type service struct {
	mu    sync.Mutex
	parts []part
	lists int
	reads int
	// list and get, if set, replace the results of a call; they get the number of the
	// call, from 1.
	list func(call int) error
	get  func(call int) error
	// readTime is how long a read takes.
	readTime time.Duration
}

// add creates a part and returns its id.
func (s *service) add(name, value string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	id := strconv.Itoa(len(s.parts) + 1)
	s.parts = append(s.parts, part{id, name, value})
	return id
}

func (s *service) List(ctx context.Context) ([]recovery.Listed[part], error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.lists++
	if s.list != nil {
		if err := s.list(s.lists); err != nil {
			return nil, err
		}
	}
	var all []recovery.Listed[part]
	for _, p := range s.parts {
		all = append(all, recovery.Listed[part]{Named: recovery.Named{ID: p.id, Name: p.name}})
	}
	return all, ctx.Err()
}

func (s *service) Get(ctx context.Context, id string) (*part, error) {
	<-time.After(s.readTime)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.reads++
	if s.get != nil {
		if err := s.get(s.reads); err != nil {
			return nil, err
		}
	}
	for _, p := range s.parts {
		if p.id == id {
			return &p, ctx.Err()
		}
	}
	return nil, errNotFound
}

// snapshot takes a snapshot of the parts.
func (s *service) snapshot(t *testing.T) *recovery.Snapshot {
	t.Helper()
	before, err := recovery.TakeSnapshot(t.Context(), s.List, func(error) bool { return false })
	if err != nil {
		t.Fatal(err)
	}
	return before
}

func newTracker() *recovery.Tracker[part] {
	return &recovery.Tracker[part]{
		Ambiguous:   func(err error) bool { return errors.Is(err, errLost) },
		Implausible: func(id string) error { return fmt.Errorf("%w: part %s is older", errLost, id) },
		NotFound:    func(err error) bool { return errors.Is(err, errNotFound) },
	}
}

// create is the create of a part. Values of one length are similar. send gets the function that
// sends the request, and returns the outcome.
func (s *service) create(before *recovery.Snapshot, name, value string, send func(add func() string) error) recovery.Create[part] {
	return recovery.Create[part]{
		Name: name, Body: name + " " + value, Before: before, List: s.List, Get: s.Get,
		ID: func(p *part) string { return p.id },
		Compare: func(p *part) recovery.Match {
			switch {
			case p.value == value:
				return recovery.Identical
			case len(p.value) == len(value):
				return recovery.Similar
			}
			return recovery.Different
		},
		Send: func(context.Context) (*part, error) {
			var id string
			if err := send(func() string { id = s.add(name, value); return id }); err != nil {
				return nil, err
			}
			return &part{id, name, value}, nil
		},
	}
}

// Outcomes of a request.
func succeeds(add func() string) error    { add(); return nil }
func doneAndLost(add func() string) error { add(); return errLost }
func lost(func() string) error            { return errLost }
func refused(func() string) error         { return errBroken }

func ids(objects []recovery.Named) []string {
	var out []string
	for _, o := range objects {
		out = append(out, o.ID)
	}
	return out
}

// failureOf returns the error of a create that was searched for in vain.
func failureOf(t *testing.T, err error) *recovery.Error {
	t.Helper()
	var failure *recovery.Error
	if !errors.As(err, &failure) {
		t.Fatalf("got error %v, want a *recovery.Error", err)
	}
	if !errors.Is(err, errLost) {
		t.Fatalf("got error %v, want it to wrap %q", err, errLost)
	}
	return failure
}

func TestTracker_Create(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		send      func(func() string) error
		id        string // of the part; 1 is an equal one that existed before
		recovered bool
		err       error
		lists     int // besides the snapshot
	}{
		"succeeds":      {succeeds, "2", false, nil, 0},
		"refused":       {refused, "", false, errBroken, 0},
		"done and lost": {doneAndLost, "2", true, nil, 1},
		"lost":          {lost, "", false, errLost, 2},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				var s service
				s.add("a", "x")
				tracker := newTracker()
				got, recovered, err := tracker.Create(t.Context(), s.create(s.snapshot(t), "a", "x", tc.send))
				if !errors.Is(err, tc.err) || recovered != tc.recovered || (got != nil) != (tc.id != "") {
					t.Fatalf("got %+v, recovered %t, error %v; want id %q, %t, %v", got, recovered, err, tc.id, tc.recovered, tc.err)
				}
				if got != nil && got.id != tc.id {
					t.Errorf("got id %q, want %q", got.id, tc.id)
				}
				if created := tracker.Created("2"); created != (tc.id == "2") || tracker.Created("1") {
					t.Errorf("2 is created here: %t, want %t; 1 is: %t, want false", created, tc.id == "2", tracker.Created("1"))
				}
				if got := s.lists - 1; got != tc.lists {
					t.Errorf("got %d lists after the snapshot, want %d", got, tc.lists)
				}
			})
		})
	}
}

// The error names all new objects by how well they match.
func TestTracker_Create_notRecovered(t *testing.T) {
	t.Parallel()
	type parts [][2]string // names and values
	for name, tc := range map[string]struct {
		others                      parts
		equal, sameName, otherNames []string
		searches                    int
		text                        string
	}{
		"nothing new":         {nil, nil, nil, nil, 2, "the response was lost; 2 searches did not find it"},
		"two identical":       {parts{{"a", "x"}, {"a", "x"}}, []string{"2", "3"}, nil, nil, 1, "the response was lost; each of these may be it: 2, 3"},
		"two similar":         {parts{{"a", "y"}, {"a", "z"}}, []string{"2", "3"}, nil, nil, 1, "the response was lost; each of these may be it: 2, 3"},
		"identical, similar":  {parts{{"a", "x"}, {"a", "x"}, {"a", "y"}}, []string{"2", "3"}, []string{"4"}, nil, 1, "the response was lost; each of these may be it: 2, 3; others of its name: 4"},
		"different":           {parts{{"a", "xxx"}}, nil, []string{"2"}, nil, 2, "the response was lost; 2 searches did not find it; others of its name: 2"},
		"another name":        {parts{{"b", "x"}}, nil, nil, []string{"2"}, 2, "the response was lost; 2 searches did not find it; new objects of other names: 2"},
		"different and other": {parts{{"a", "xx"}, {"b", "x"}}, nil, []string{"2"}, []string{"3"}, 2, "the response was lost; 2 searches did not find it; others of its name: 2; new objects of other names: 3"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				var s service
				s.add("a", "x")
				_, _, err := newTracker().Create(t.Context(), s.create(s.snapshot(t), "a", "x", func(func() string) error {
					for _, o := range tc.others {
						s.add(o[0], o[1])
					}
					return errLost
				}))
				got := failureOf(t, err)
				for what, pair := range map[string][2][]string{
					"equal": {ids(got.Equal), tc.equal}, "of its name": {ids(got.SameName), tc.sameName}, "of other names": {ids(got.OtherNames), tc.otherNames},
				} {
					if !slices.Equal(pair[0], pair[1]) {
						t.Errorf("%s: got %v, want %v", what, pair[0], pair[1])
					}
				}
				if got.Searches != tc.searches || got.SearchErr != nil || got.NoBaseline != nil {
					t.Errorf("got %d searches, errors %v and %v; want %d and no errors", got.Searches, got.SearchErr, got.NoBaseline, tc.searches)
				}
				if err.Error() != tc.text {
					t.Errorf("got error\n%s, want\n%s", err, tc.text)
				}
				if wantReads := len(tc.equal) + len(tc.sameName); s.reads != wantReads {
					t.Errorf("got %d reads, want %d: one for each of the name", s.reads, wantReads)
				}
			})
		})
	}
}

// A list that has the whole object needs no read.
func TestTracker_Create_completeInTheList(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var s service
		c := s.create(s.snapshot(t), "a", "x", doneAndLost)
		c.List = func(ctx context.Context) ([]recovery.Listed[part], error) {
			all, err := s.List(ctx)
			for i := range all {
				all[i].Complete = &s.parts[i]
			}
			return all, err
		}
		if got, recovered, err := newTracker().Create(t.Context(), c); err != nil || !recovered || got.id != "1" {
			t.Errorf("got %+v, recovered %t, error %v; want id 1, true", got, recovered, err)
		}
		if s.reads != 0 {
			t.Errorf("got %d reads, want none", s.reads)
		}
	})
}

// A list has objects of other creates before the one that fits. None of them ends the search.
func TestTracker_Create_lastOfItsName(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var s service
		s.add("a", "x")
		tracker, before := newTracker(), s.snapshot(t)
		got, recovered, err := tracker.Create(t.Context(), s.create(before, "a", "x", func(add func() string) error {
			s.add("a", "another one's")
			return doneAndLost(add)
		}))
		if err != nil || !recovered || got.id != "3" {
			t.Errorf("got %+v, recovered %t, error %v; want id 3, true", got, recovered, err)
		}
	})
}

// One search may fail, or come too early.
func TestTracker_Create_secondSearch(t *testing.T) {
	t.Parallel()
	first := func(err error, at int) func(int) error {
		return func(call int) error {
			if call == at {
				return err
			}
			return nil
		}
	}
	for name, tc := range map[string]struct{ list, get func(int) error }{
		"list fails": {list: first(errBroken, 2)},
		"read fails": {get: first(errBroken, 1)},
		"not there":  {get: first(errNotFound, 1)},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				s := service{list: tc.list, get: tc.get}
				start := time.Now()
				got, recovered, err := newTracker().Create(t.Context(), s.create(s.snapshot(t), "a", "x", doneAndLost))
				if err != nil || !recovered || got.id != "1" {
					t.Errorf("got %+v, recovered %t, error %v; want id 1, true", got, recovered, err)
				}
				if took := time.Since(start); took < 5*time.Second || took > 10*time.Second {
					t.Errorf("took %v, want 5s to 10s", took)
				}
			})
		})
	}
}

func TestTracker_Create_searchFails(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		list, get func(int) error
		cancelled time.Duration // 0: never
		searches  int
		err       error
		text      string
	}{
		"lists fail": {list: func(call int) error {
			if call > 1 {
				return errBroken
			}
			return nil
		}, err: errBroken, text: "the response was lost; the search for it failed: broken"},
		"reads fail":     {get: func(int) error { return errBroken }, err: errBroken, text: "the response was lost; the search for it failed: broken; others of its name: 1"},
		"ctx has ended":  {cancelled: -1, err: context.Canceled, text: "the response was lost; the search for it failed: waiting for the next search: context canceled"},
		"ends the pause": {get: func(int) error { return errNotFound }, cancelled: time.Second, searches: 1, err: context.Canceled, text: "the response was lost; the search for it failed: waiting for the next search: context canceled; others of its name: 1"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				s := service{list: tc.list, get: tc.get}
				before := s.snapshot(t)
				ctx, cancel := context.WithCancel(t.Context())
				defer cancel()
				if tc.cancelled > 0 {
					time.AfterFunc(tc.cancelled, cancel)
				}
				_, _, err := newTracker().Create(ctx, s.create(before, "a", "x", func(add func() string) error {
					if tc.cancelled < 0 {
						cancel()
					}
					return doneAndLost(add)
				}))
				got := failureOf(t, err)
				if !errors.Is(got.SearchErr, tc.err) || !errors.Is(err, tc.err) || got.Searches != tc.searches {
					t.Errorf("got %d searches and %v, want %d and %v", got.Searches, got.SearchErr, tc.searches, tc.err)
				}
				if err.Error() != tc.text {
					t.Errorf("got error\n%s, want\n%s", err, tc.text)
				}
			})
		})
	}
}

// Without a baseline, any object of the name may have existed before, and those of other
// names tell nothing.
func TestTracker_Create_noBaseline(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := service{list: func(call int) error {
			if call == 1 {
				return errBroken
			}
			return nil
		}}
		s.add("b", "x")
		_, _, err := newTracker().Create(t.Context(), s.create(s.snapshot(t), "a", "x", doneAndLost))
		got := failureOf(t, err)
		if !errors.Is(got.NoBaseline, errBroken) || got.Searches != 1 || got.Equal != nil || got.OtherNames != nil || !slices.Equal(ids(got.SameName), []string{"2"}) {
			t.Errorf("got %+v, want no baseline for %q, 1 search, and 2 of its name", got, errBroken)
		}
		if want := "the response was lost; the objects that existed before could not be listed: broken; others of its name: 2"; err.Error() != want {
			t.Errorf("got error\n%s, want\n%s", err, want)
		}
		if s.reads != 0 {
			t.Errorf("got %d reads, want none", s.reads)
		}
	})
}

// Creates of one name at once. A create adopts an object only if no other can have made it,
// or if those that can are equal.
func TestTracker_Create_competing(t *testing.T) {
	t.Parallel()
	type create struct {
		value string
		send  func(func() string) error
	}
	for name, tc := range map[string]struct {
		creates   []create
		recovered int
		equal     []int // the lengths of Equal in the errors
	}{
		"equal, all done":      {[]create{{"x", doneAndLost}, {"x", doneAndLost}, {"x", doneAndLost}}, 3, nil},
		"equal, one done":      {[]create{{"x", doneAndLost}, {"x", lost}}, 1, []int{0}},
		"equal, one succeeds":  {[]create{{"x", doneAndLost}, {"x", succeeds}}, 1, nil},
		"told apart":           {[]create{{"x", doneAndLost}, {"xx", doneAndLost}}, 2, nil},
		"similar, both done":   {[]create{{"x", doneAndLost}, {"y", doneAndLost}}, 2, nil},
		"told apart, one done": {[]create{{"x", doneAndLost}, {"xx", lost}}, 1, []int{0}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				var (
					s       = service{readTime: time.Second} // all compare the same parts
					mu      sync.Mutex
					wg      sync.WaitGroup
					found   = map[string]bool{}
					equal   []int
					tracker = newTracker()
				)
				before := s.snapshot(t)
				recoveries := 0
				for _, c := range tc.creates {
					wg.Go(func() {
						got, recovered, err := tracker.Create(t.Context(), s.create(before, "a", c.value, func(add func() string) error {
							<-time.After(time.Second) // so that all have begun
							return c.send(add)
						}))
						mu.Lock()
						defer mu.Unlock()
						if err != nil {
							equal = append(equal, len(failureOf(t, err).Equal))
							return
						}
						if got.value != c.value || found[got.id] {
							t.Errorf("got %+v for the value %q, want one of its own", got, c.value)
						}
						found[got.id] = true
						if recovered {
							recoveries++
						}
					})
				}
				wg.Wait()
				if recoveries != tc.recovered || !slices.Equal(equal, tc.equal) {
					t.Errorf("got %d recovered, errors with %v equal objects; want %d and %v", recoveries, equal, tc.recovered, tc.equal)
				}
			})
		})
	}
}

// rewritten sends a request whose value the service makes another one that is similar.
func (s *service) rewritten(func() string) error {
	s.add("a", "z")
	return errLost
}

// Where the service makes the objects of different requests alike, none is adopted: not
// even if there is only one.
func TestTracker_Create_contested(t *testing.T) {
	t.Parallel()
	for parts := 1; parts <= 2; parts++ {
		t.Run(strconv.Itoa(parts), func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				var (
					s       service
					wg      sync.WaitGroup
					tracker = newTracker()
				)
				before := s.snapshot(t)
				for i, value := range []string{"x", "y"} {
					wg.Go(func() {
						_, _, err := tracker.Create(t.Context(), s.create(before, "a", value, func(add func() string) error {
							<-time.After(time.Second)
							if i < parts {
								return s.rewritten(add)
							}
							return errLost
						}))
						if got := failureOf(t, err); len(got.Equal) != parts {
							t.Errorf("%q: got %v as equal, want %d of them", value, got.Equal, parts)
						}
					})
				}
				wg.Wait()
			})
		})
	}
}

// An earlier create takes part in the search for a later one only if its object is unknown.
func TestTracker_Create_afterAnother(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		send      func(func() string) error
		recovered bool // the rewritten object of another request
	}{
		"succeeded": {succeeds, true},
		"refused":   {refused, true},
		"recovered": {doneAndLost, true},
		"given up":  {lost, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				var s service
				tracker, before := newTracker(), s.snapshot(t)
				if _, _, err := tracker.Create(t.Context(), s.create(before, "a", "x", tc.send)); (err != nil) != (name == "refused" || name == "given up") {
					t.Fatalf("the earlier create: got error %v, want one: %t", err, name == "refused" || name == "given up")
				}
				_, _, err := tracker.Create(t.Context(), s.create(before, "a", "xx", lost))
				if got := failureOf(t, err); got.Equal != nil || got.SameName != nil {
					t.Errorf("a lost create: got %v as equal and %v of its name, want none", got.Equal, got.SameName)
				}
				_, recovered, err := tracker.Create(t.Context(), s.create(before, "a", "y", s.rewritten))
				if recovered != tc.recovered || recovered != (err == nil) {
					t.Errorf("a rewritten object: got recovered %t, error %v; want %t", recovered, err, tc.recovered)
				}
				s.add("a", "x") // by another process
				_, _, err = tracker.Create(t.Context(), s.create(before, "a", "x", doneAndLost))
				if got := failureOf(t, err); len(got.Equal) != 2 {
					t.Errorf("an equal create, and an object of another process: got %v as equal, want both", got.Equal)
				}
			})
		})
	}
}

// A create that begins during the search, and succeeds, contests nothing.
func TestTracker_Create_besideOneThatSucceeds(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var (
			s       service
			wg      sync.WaitGroup
			tracker = newTracker()
		)
		before := s.snapshot(t)
		c := s.create(before, "a", "y", s.rewritten)
		c.List = func(ctx context.Context) ([]recovery.Listed[part], error) {
			wg.Go(func() {
				if _, _, err := tracker.Create(ctx, s.create(before, "a", "x", func(add func() string) error {
					<-time.After(time.Minute)
					return succeeds(add)
				})); err != nil {
					t.Errorf("got error %v, want none", err)
				}
			})
			<-time.After(time.Second)
			return s.List(ctx)
		}
		got, recovered, err := tracker.Create(t.Context(), c)
		if err != nil || !recovered || got.value != "z" {
			t.Errorf("got %+v, recovered %t, error %v; want the value z, true", got, recovered, err)
		}
		wg.Wait()
	})
}

// An object of a name that another open create has is not offered as one whose name the
// service has changed.
func TestTracker_Create_besideAnotherName(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var (
			s       service
			wg      sync.WaitGroup
			tracker = newTracker()
		)
		before := s.snapshot(t)
		wg.Go(func() {
			if _, _, err := tracker.Create(t.Context(), s.create(before, "b", "x", func(add func() string) error {
				add()
				<-time.After(time.Minute)
				return errBroken
			})); !errors.Is(err, errBroken) {
				t.Errorf("got error %v, want %v", err, errBroken)
			}
		})
		synctest.Wait()
		_, _, err := tracker.Create(t.Context(), s.create(before, "a", "x", lost))
		if got := failureOf(t, err); got.OtherNames != nil {
			t.Errorf("got %v as of other names, want none", got.OtherNames)
		}
		wg.Wait()
	})
}

// A search waits for creates of its name that wait for their response, not for others.
func TestTracker_Create_waitsForItsName(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]time.Duration{"a": time.Minute, "b": 0} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				var (
					s       service
					wg      sync.WaitGroup
					tracker = newTracker()
				)
				before, start := s.snapshot(t), time.Now()
				wg.Go(func() {
					_, _, err := tracker.Create(t.Context(), s.create(before, name, "y", func(add func() string) error {
						id := add()
						<-time.After(time.Minute)
						if id != "1" {
							t.Errorf("got id %s, want 1", id)
						}
						return nil
					}))
					if err != nil {
						t.Errorf("got error %v, want none", err)
					}
				})
				synctest.Wait()
				_, recovered, err := tracker.Create(t.Context(), s.create(before, "a", "x", doneAndLost))
				if took := time.Since(start); err != nil || !recovered || took != want {
					t.Errorf("recovered %t, error %v after %v; want true after %v", recovered, err, took, want)
				}
				wg.Wait()
			})
		})
	}
}

// The wait for another create ends with the context, before the list and after it.
func TestTracker_Create_waitEndsWithTheContext(t *testing.T) {
	t.Parallel()
	for name, lists := range map[string]int{"before the list": 1, "after the list": 2} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				var (
					s       service
					wg      sync.WaitGroup
					tracker = newTracker()
				)
				before := s.snapshot(t)
				slow := func() {
					wg.Go(func() {
						if _, _, err := tracker.Create(t.Context(), s.create(before, "a", "y", func(func() string) error {
							<-time.After(time.Minute)
							return errBroken
						})); !errors.Is(err, errBroken) {
							t.Errorf("got error %v, want %v", err, errBroken)
						}
					})
				}
				if lists == 1 {
					slow()
					synctest.Wait()
				}
				c := s.create(before, "a", "x", lost)
				c.List = func(ctx context.Context) ([]recovery.Listed[part], error) {
					slow()
					<-time.After(time.Second)
					return s.List(ctx)
				}
				ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
				defer cancel()
				_, _, err := tracker.Create(ctx, c)
				if got := failureOf(t, err); !errors.Is(got.SearchErr, context.DeadlineExceeded) || got.Searches != 0 || s.lists != lists {
					t.Errorf("got %v after %d searches and %d lists, want %v, 0 and %d", got.SearchErr, got.Searches, s.lists, context.DeadlineExceeded, lists)
				}
				wg.Wait()
			})
		})
	}
}

func TestTakeSnapshot(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var s service
		s.add("a", "x")
		s.add("b", "x")
		tracker, before := newTracker(), s.snapshot(t)
		if existing, err := tracker.Existing(before); err != nil || !slices.Equal(existing, []recovery.Named{{ID: "1", Name: "a"}, {ID: "2", Name: "b"}}) {
			t.Errorf("got %v and error %v, want a and b", existing, err)
		}
		if _, _, err := tracker.Create(t.Context(), s.create(before, "c", "x", succeeds)); err != nil {
			t.Fatal(err)
		}
		// A snapshot is later than a create if an earlier one has failed.
		if existing, err := tracker.Existing(s.snapshot(t)); err != nil || !slices.Equal(ids(existing), []string{"1", "2"}) {
			t.Errorf("got %v and error %v, want 1 and 2", existing, err)
		}
		if existing, err := tracker.Existing(&recovery.Snapshot{}); err != nil || existing != nil {
			t.Errorf("zero value: got %v and error %v, want none", existing, err)
		}
		<-time.After(time.Hour)
		if !before.Valid() {
			t.Error("the snapshot is not valid an hour later, want it to be")
		}
	})
}

// A listing that failed stands for ten times as long as it took, within one and ten
// minutes.
func TestTakeSnapshot_failed(t *testing.T) {
	t.Parallel()
	for took, want := range map[time.Duration]time.Duration{
		0: time.Minute, 5 * time.Second: time.Minute, 30 * time.Second: 5 * time.Minute, 3 * time.Minute: 10 * time.Minute,
	} {
		t.Run(fmt.Sprint(took), func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				s := service{list: func(int) error { <-time.After(took); return errBroken }}
				before := s.snapshot(t)
				if existing, err := newTracker().Existing(before); !errors.Is(err, errBroken) {
					t.Errorf("got %v and error %v, want %v", existing, err, errBroken)
				}
				<-time.After(want - 1)
				if !before.Valid() {
					t.Errorf("got the snapshot invalid before %v, want it valid", want)
				}
				<-time.After(1)
				if before.Valid() {
					t.Errorf("got the snapshot valid after %v, want it invalid", want)
				}
			})
		})
	}
}

// An error with which a create would fail, or the end of the context, is not kept.
func TestTakeSnapshot_fatal(t *testing.T) {
	t.Parallel()
	s := service{list: func(int) error { return errBroken }}
	fatal := func(err error) bool { return errors.Is(err, errBroken) }
	if got, err := recovery.TakeSnapshot(t.Context(), s.List, fatal); got != nil || !errors.Is(err, errBroken) {
		t.Errorf("got %v and error %v, want %v", got, err, errBroken)
	}
	s.list = nil
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if got, err := recovery.TakeSnapshot(ctx, s.List, fatal); got != nil || !errors.Is(err, context.Canceled) {
		t.Errorf("got %v and error %v, want %v", got, err, context.Canceled)
	}
}

// TestError has the texts that no other test comes to.
func TestError(t *testing.T) {
	t.Parallel()
	e := &recovery.Error{Cause: errLost, Searches: 1}
	if got, want := e.Error(), "the response was lost; one search did not find it"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// A response with a part that was there before, or that another create has made, is a lost one:
// the part that was made is found, or the create fails.
func TestCreate_responseHasAnOlderPart(t *testing.T) {
	t.Parallel()
	for name, made := range map[string]bool{"made": true, "not made": false} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				s := &service{}
				old := s.add("part", "x")
				tracker, before := newTracker(), s.snapshot(t)
				first, _, err := tracker.Create(t.Context(), s.create(before, "part", "x", func(add func() string) error { add(); return nil }))
				if err != nil {
					t.Fatal(err)
				}
				for _, wrong := range []string{old, first.id} {
					c := s.create(before, "part", "x", nil)
					c.Send = func(context.Context) (*part, error) {
						if made {
							s.add("part", "x")
						}
						return &part{wrong, "part", "x"}, nil
					}
					got, recovered, err := tracker.Create(t.Context(), c)
					switch {
					case made && (err != nil || !recovered || got.id == old || got.id == first.id):
						t.Errorf("response with part %s: got %+v, recovered %t, error %v, want the new part", wrong, got, recovered, err)
					case !made && (!errors.Is(err, errLost) || got != nil):
						t.Errorf("response with part %s: got %+v, error %v, want a lost create", wrong, got, err)
					}
				}
			})
		})
	}
}
