// SPDX-License-Identifier: MPL-2.0

package simulate_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/simulate"
)

var (
	lives = flag.Int("lives", 20, "how many lives TestLives plays")
	seed  = flag.Uint64("seed", 0, "the first seed; with -lives=1 it replays one life")
	file  = flag.String("summary", "", "the file into which the numbers of everything played are written")
	first = flag.Bool("first", false, "whether to stop at the first failure")
	most  = flag.Int("failures", 3, "how many failures are shrunk and shown")
)

// pictures writes the pictures that rich menus have.
func pictures(t *testing.T) simulate.Pictures {
	t.Helper()
	dir := t.TempDir()
	write := func(name string, shade uint8) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, mockserver.PlainPNG(mockserver.Size{Width: 2500, Height: 843}, shade), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	return simulate.Pictures{Light: write("light.png", 200), Shade: write("shade.png", 20)}
}

// TestLives plays lives of tenants, by seeds one after the other.
func TestLives(t *testing.T) {
	t.Parallel()
	files := pictures(t)
	var mu sync.Mutex
	played, commands, requests, faults, failed := 0, 0, 0, 0, 0
	t.Run("all", func(t *testing.T) {
		for i := range *lives {
			n := *seed + uint64(i)
			t.Run(fmt.Sprint(n), func(t *testing.T) {
				t.Parallel()
				mu.Lock()
				stop := *first && failed > 0
				mu.Unlock()
				if stop {
					return
				}
				story := simulate.Generate(n, files)
				report := simulate.Play(t, story)
				mu.Lock()
				played++
				commands += report.Commands
				requests += report.Requests
				faults += report.Faults
				if len(report.Violations) > 0 {
					failed++
				}
				shrinks := failed <= *most
				mu.Unlock()
				if len(report.Violations) == 0 {
					return
				}
				if !shrinks {
					t.Errorf("seed %d, after %d lives, breaks the rule that %s", n, played, report.Violations[0])
					return
				}
				t.Errorf("seed %d breaks a rule.\n\n%s", n, smallest(t, story, report))
			})
		}
	})
	summary := fmt.Sprintf("%d lives, %d steps, %d requests, %d faults; %d lives broke a rule\n", played, commands, requests, faults, failed)
	t.Log(summary)
	if *file == "" {
		return
	}
	if err := os.WriteFile(*file, []byte(summary), 0o600); err != nil {
		t.Error(err)
	}
}

// smallest is the smallest story found that breaks the same rule, with what it breaks.
func smallest(t *testing.T, story simulate.Story, report simulate.Report) string {
	t.Helper()
	rule := report.Violations[0].Rule
	story = simulate.Shrink(story, 400, func(s simulate.Story) bool {
		got := simulate.Play(t, s)
		if len(got.Violations) == 0 || got.Violations[0].Rule != rule {
			return false
		}
		report = got
		return true
	})
	var b strings.Builder
	b.WriteString(story.String())
	for _, v := range report.Violations {
		fmt.Fprintf(&b, "\nbreaks: %s", v)
	}
	return b.String()
}
