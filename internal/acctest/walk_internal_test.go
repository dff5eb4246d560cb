// SPDX-License-Identifier: MPL-2.0

package acctest

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// diamond is a graph in which d waits for b and c, and those wait for a. It notes what ran.
func diamond(failing string) (g *graph, ran func() []string) {
	g = &graph{}
	var mu sync.Mutex
	var all []string
	for _, name := range []string{"d", "c", "b", "a", "e"} {
		g.add(name, func() bool {
			<-time.After(time.Second)
			mu.Lock()
			defer mu.Unlock()
			all = append(all, name)
			return name != failing
		})
	}
	for _, edge := range [][2]string{{"d", "b"}, {"d", "c"}, {"b", "a"}, {"c", "a"}, {"a", "a"}, {"a", "missing"}, {"missing", "a"}} {
		g.wait(edge[0], edge[1])
	}
	return g, func() []string { return all }
}

func TestGraph_walk(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		order   walkOrder
		failing string
		want    []string // in their order where one runs at a time
		took    time.Duration
	}{
		"as added":      {want: []string{"a", "c", "b", "d", "e"}, took: 5 * time.Second},
		"at random":     {order: walkOrder{seed: 1}, took: 5 * time.Second},
		"two at a time": {order: walkOrder{parallelism: 2}, took: 3 * time.Second},
		"one fails":     {failing: "c", want: []string{"a", "c", "b", "e"}, took: 4 * time.Second},
		"all wait":      {failing: "a", want: []string{"a", "e"}, took: 2 * time.Second},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				g, ran := diamond(tc.failing)
				began := time.Now()
				g.walk(tc.order)
				got, took := ran(), time.Since(began)
				if tc.want != nil && !slices.Equal(got, tc.want) || took != tc.took {
					t.Errorf("got %q after %s, want %q after %s", got, took, tc.want, tc.took)
				}
				if at := func(name string) int { return slices.Index(got, name) }; tc.failing == "" && (len(got) != 5 || at("d") < at("b") || at("d") < at("c") || at("b") < at("a") || at("c") < at("a")) {
					t.Errorf("got %q, want all five, each after those that it waits for", got)
				}
			})
		})
	}
}

func TestGraph_walk_seeds(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		orders := map[string]bool{}
		for seed := range uint64(20) {
			g, ran := diamond("")
			g.walk(walkOrder{seed: seed + 1})
			again, ranAgain := diamond("")
			again.walk(walkOrder{seed: seed + 1})
			if !slices.Equal(ran(), ranAgain()) {
				t.Errorf("seed %d: got %q and then %q, want the same", seed+1, ran(), ranAgain())
			}
			orders[ran()[0]+ran()[1]+ran()[2]] = true
		}
		if len(orders) < 3 {
			t.Errorf("got %d beginnings from 20 seeds, want several", len(orders))
		}
	})
}

func TestGraph_walk_circle(t *testing.T) {
	t.Parallel()
	defer func() {
		if got := recover(); got != "steps that wait for each other, such as a" {
			t.Errorf("got %v, want a panic that names a step", got)
		}
	}()
	g := &graph{}
	g.add("a", func() bool { return true })
	g.add("b", func() bool { return true })
	g.wait("a", "b")
	g.wait("b", "a")
	g.walk(walkOrder{})
}

func TestGraph_walk_panic(t *testing.T) {
	t.Parallel()
	other := false
	defer func() {
		if got := fmt.Sprint(recover()); !strings.HasPrefix(got, "a bug\n") || !strings.Contains(got, "TestGraph_walk_panic") || !other {
			t.Errorf("got %s, want the panic of the step with its stack, after the other step (%t)", got, other)
		}
	}()
	g := &graph{}
	g.add("a", func() bool { panic("a bug") })
	g.add("b", func() bool { other = true; return true })
	g.walk(walkOrder{})
}
