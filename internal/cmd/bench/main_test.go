// SPDX-License-Identifier: MPL-2.0

package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/bench"
)

func TestRun_flags(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	if err := run(t.Context(), []string{"-help"}, &out, &out); !errors.Is(err, flag.ErrHelp) || !strings.Contains(out.String(), "-pairs") {
		t.Errorf("-help: got the error %v, want %v and the flags in the output:\n%s", err, flag.ErrHelp, out.String())
	}
	for _, args := range [][]string{{"-none"}, {"-bots=x"}, {"300"}} {
		if err := run(t.Context(), args, &out, &out); err == nil {
			t.Errorf("%q: got no error, want one", args)
		}
	}
}

// TestRun_publish refuses a report of few pairs before anything is measured.
func TestRun_publish(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	cancel() // nothing is measured in any case
	least := bench.Defaults()
	set := func(name string, n int) string { return fmt.Sprintf("-%s=%d", name, n) }
	for _, test := range []struct {
		args    []string
		refused bool
	}{
		{[]string{"-out=x", set("pairs", least.Pairs-1)}, true},
		{[]string{"-out=x", set("starts", least.Starts-1)}, true},
		{[]string{"-out=x"}, false},
		{[]string{"-out=x", set("pairs", least.Pairs+1), "-bots=1"}, false},
		{[]string{set("pairs", 1), set("starts", 1)}, false},
	} {
		err := run(ctx, test.args, io.Discard, io.Discard)
		if err == nil || strings.HasPrefix(err.Error(), "-out publishes what 5 pairs") != test.refused {
			t.Errorf("%q: got error %v, want a refusal to publish: %t", test.args, err, test.refused)
		}
	}
}

func TestInsert(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "BENCHMARKS.md")
	if err := insert(path, "new"); err == nil {
		t.Error("without a document, got no error, want one")
	}
	for _, test := range []struct {
		before, after string
		fails         bool
	}{
		{"text", "text", true},
		{"text\n" + bench.Mark + "\nold", "text\n" + bench.Mark + "\n\nnew", false},
	} {
		if err := os.WriteFile(path, []byte(test.before), 0o600); err != nil {
			t.Fatal(err)
		}
		err := insert(path, "new")
		got, readErr := os.ReadFile(path)
		if (err != nil) != test.fails || readErr != nil || string(got) != test.after {
			t.Errorf("got %q and the errors %v and %v, want %q and a failure: %t", got, err, readErr, test.after, test.fails)
		}
	}
}

// TestDocument has a place for the report in the document that is published.
func TestDocument(t *testing.T) {
	t.Parallel()
	content, err := os.ReadFile(filepath.Join("..", "..", "..", "BENCHMARKS.md"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := bench.Insert(string(content), ""); err != nil {
		t.Error(err)
	}
}

// TestVerdict fails for counted values, and not for those that a busy machine makes
// slow.
func TestVerdict(t *testing.T) {
	t.Parallel()
	slow := bench.Check{What: "CPU", Counted: false, Held: false}
	right := bench.Check{What: "tokens", Counted: true, Held: true}
	wrong := bench.Check{What: "requests", Limit: "0", Measured: "1", Counted: true}
	if err := verdict([]bench.Check{slow, right}); err != nil {
		t.Error(err)
	}
	if err := verdict([]bench.Check{slow, right, wrong}); !errors.Is(err, errOver) || !strings.Contains(err.Error(), "requests: 1, limit 0") {
		t.Errorf("got error %v, want %v with the check that failed", err, errOver)
	}
}
