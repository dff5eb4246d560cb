// SPDX-License-Identifier: MPL-2.0

// Bench measures the cost of the provider and prints a table: make bench. It
// ends with exit code 1 when a limit is not held that does not depend on how
// busy the machine is.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/bench"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfcli"
)

// errOver says that a limit was not held.
var errOver = errors.New("a limit was not held")

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	switch {
	case err == nil || errors.Is(err, flag.ErrHelp):
	default:
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	o := bench.Defaults()
	flags := flag.NewFlagSet("bench", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.IntVar(&o.Bots, "bots", o.Bots, "how many `bots` with a menu each are managed")
	flags.IntVar(&o.Pairs, "pairs", o.Pairs, "how many `pairs` of provider and yardstick are measured")
	flags.IntVar(&o.Starts, "starts", o.Starts, "how many `pairs` of starts are measured")
	flags.IntVar(&o.Tenant, "tenant", o.Tenant, "how many `bots` the realistic tenant has; 0 leaves it out")
	flags.IntVar(&o.Limited, "limited", o.Limited, "how many `bots` are managed under a rate limit")
	flags.IntVar(&o.Limit, "limit", o.Limit, "the rate limit: `calls` of one operation in a window")
	flags.DurationVar(&o.Window, "window", o.Window, "the `length` of a window")
	flags.BoolVar(&o.Plain, "plain", false, "build without stripping, which is quicker where nothing is built yet")
	out := flags.String("out", "", "put the report into this `file` too, below the line that marks its place; not with fewer pairs than by default")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if flags.NArg() > 0 {
		return fmt.Errorf("there are no arguments beside the flags: %q", flags.Arg(0))
	}
	if least := bench.Defaults(); *out != "" && (o.Pairs < least.Pairs || o.Starts < least.Starts) {
		return fmt.Errorf("-out publishes what %d pairs of runs and %d of starts say, or more: -pairs is %d, -starts is %d",
			least.Pairs, least.Starts, o.Pairs, o.Starts)
	}
	var err error
	if o.CLI, err = tfcli.Find(ctx); err != nil {
		return err
	}
	o.Progress = func(format string, args ...any) { fmt.Fprintf(stderr, format+"\n", args...) }
	result, err := bench.Measure(ctx, o)
	if err != nil {
		return err
	}
	report := result.Report()
	fmt.Fprint(stdout, report)
	if *out != "" {
		if err := insert(*out, report); err != nil {
			return err
		}
	}
	return verdict(result.Checks())
}

// insert puts the report into the file.
func insert(path, report string) error {
	document, err := os.ReadFile(path)
	if err != nil {
		return fmt.Errorf("writing the report: %w", err)
	}
	text, err := bench.Insert(string(document), report)
	if err != nil {
		return fmt.Errorf("writing the report to %s: %w", path, err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil { //nolint:gosec // G306: a document that everyone may read
		return fmt.Errorf("writing the report: %w", err)
	}
	return nil
}

// verdict is an error if a count is over its limit. Times say little on a busy
// machine: the table shows them.
func verdict(checks []bench.Check) error {
	for _, c := range checks {
		if c.Counted && !c.Held {
			return fmt.Errorf("%w: %s: %s, limit %s", errOver, c.What, c.Measured, c.Limit)
		}
	}
	return nil
}
