// SPDX-License-Identifier: MPL-2.0

package main

import (
	"bufio"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/rest"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/probe"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/probe/raw"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/probe/trial"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/program"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/provider"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfdiag"
)

// console is where the program asks and prints.
type console struct {
	in       io.Reader
	terminal bool // in is one
	out, err io.Writer
}

// environment is what the program finds around it.
type environment struct {
	getenv    func(name string) string
	transport http.RoundTripper // nil: the client's own
}

func (c console) print(format string, args ...any) { fmt.Fprintf(c.out, format, args...) }

func (c console) fail(format string, args ...any) {
	fmt.Fprintf(c.err, "lineworks-probe: "+format+"\n", args...)
}

// note prints a line on what happens.
func (c console) note(line string) { fmt.Fprintln(c.err, line) }

// userAgent is name and version of this program.
func userAgent() string { return "lineworks-probe/" + version }

// run probes or sweeps a tenant, and returns the exit status.
func run(ctx context.Context, args []string, env environment, c console) int {
	s, err := readSettings(args, c.out)
	switch {
	case errors.Is(err, flag.ErrHelp):
		return program.Done
	case err != nil:
		c.fail("%s\nTry lineworks-probe -help.", err)
		return program.Misused
	}
	notice := program.ShowWaits(c.note)
	signIn := provider.Program{UserAgent: userAgent(), Getenv: env.getenv, Transport: env.transport, WaitNotice: notice}
	access, err := signIn.Access()
	switch {
	case s.dryRun && err != nil: // a run needs credentials, but what it would do can be said without
		s.given.Account = &lineworks.ServiceAccount{}
	case err != nil:
		c.fail("%s", err)
		return program.Failed
	default:
		s.given.Account = access.Account
	}
	p, err := probe.NewPlan(s.given, s.only)
	switch {
	case err != nil:
		c.fail("-only: %s.", err)
		return program.Misused
	case s.dryRun:
		c.print("%s", p)
		if p.WithMember() {
			c.print("\n%s", p.Member())
		}
		return program.Done
	case !c.terminal && !s.yes:
		advice := "Look at what a run does with -dry-run, and add -yes."
		if s.sweep {
			advice = "Add -yes to remove the bots without a question."
		}
		c.fail("there is no terminal to ask on. Nothing was sent. %s", advice)
		return program.Misused
	}
	api, err := newAPI(access, notice)
	if err != nil {
		c.fail("%s", err)
		return program.Failed
	}
	if s.sweep {
		return c.sweep(ctx, api, s)
	}
	return c.probe(ctx, api, s, p)
}

func newAPI(access *provider.Access, notice lineworks.WaitNotice) (*raw.Client, error) {
	config := raw.Config{
		APIURL: access.APIURL, Tokens: access.Tokens, Transport: access.Transport, Timeout: access.Timeout, UserAgent: userAgent(), Notify: notice,
	}
	if access.Account != nil {
		config.AuthURL = access.Account.AuthURL
	}
	return raw.NewClient(config) //nolint:wrapcheck // it is worded for people
}

// ask asks a question; anything but yes is no, and so is the end of ctx.
func (c console) ask(ctx context.Context, question string) bool {
	c.print("%s [y/N] ", question)
	answer := make(chan string, 1)
	go func() {
		// Byte by byte: the next question reads on.
		line := bufio.NewReaderSize(oneByte{c.in}, 1)
		text, _ := line.ReadString('\n') // the end of the input is an answer, too
		answer <- text
	}()
	select {
	case text := <-answer:
		text = strings.ToLower(strings.TrimSpace(text))
		return text == "y" || text == "yes"
	case <-ctx.Done():
		c.print("\n")
		return false
	}
}

// oneByte reads single bytes.
type oneByte struct{ io.Reader }

func (r oneByte) Read(p []byte) (int, error) { return r.Reader.Read(p[:min(len(p), 1)]) } //nolint:wrapcheck // a Reader passes errors on as they are

func (c console) probe(ctx context.Context, api *raw.Client, s *settings, p *probe.Plan) int {
	if !c.agreed(ctx, s, p) {
		c.print("Nothing was sent.\n")
		return notDone(ctx)
	}
	if len(p.Chosen) == 0 {
		c.fail("no experiment is left to run. Nothing was sent. See -dry-run for what each needs.")
		return program.Failed
	}
	file, err := os.OpenFile(s.out, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		c.fail("the report cannot be written, so that nothing was sent: %s", err)
		return program.Failed
	}
	out := probe.Run(ctx, api, p, userAgent(), c.note)
	code := program.Done
	if err = errors.Join(out.Report.Write(file), file.Close()); err != nil {
		c.fail("the report is not complete: %s", err)
		code = program.Failed
	}
	all, settled := len(out.Report.Switches), len(out.Report.Settled())
	c.print("Settled %d of %d questions. The report is in %s.\n", settled, all, s.out)
	return max(c.conclude(ctx, out), code)
}

// agreed shows the plan and asks for consent: that of the user, and that of the member. Without
// that of the member the other experiments are left.
func (c console) agreed(ctx context.Context, s *settings, p *probe.Plan) bool {
	c.print("%s\n", p)
	if !s.yes && !c.ask(ctx, "Go ahead?") {
		return false
	}
	if !p.WithMember() || s.memberAgrees {
		return true
	}
	c.print("\n%s\n", p.Member())
	switch {
	case !c.terminal:
		c.print("There is no terminal to ask on, and -user-agrees is missing: these experiments are left out.\n")
		p.WithoutMember()
	case !c.ask(ctx, "Does the member agree?"):
		p.WithoutMember()
	}
	return ctx.Err() == nil
}

// conclude says how a run ended.
func (c console) conclude(ctx context.Context, out *probe.Outcome) int {
	if out.Err != nil && ctx.Err() == nil {
		c.failAndAdvise("", out.Err)
	}
	if len(out.Left) > 0 {
		c.leftOver(out.Left)
	}
	switch {
	case ctx.Err() != nil:
		c.fail("interrupted. The report has what was found out before.")
		return program.Interrupted
	case out.Err != nil, len(out.Left) > 0:
		return program.Failed
	}
	return program.Done
}

func (c console) leftOver(names []string) {
	fmt.Fprintf(c.err, "These throw-away bots are left, or may be:\n  %s\nRemove them with lineworks-probe -sweep.\n", strings.Join(names, "\n  "))
}

// notDone is the exit status of a run that came to nothing.
func notDone(ctx context.Context) int {
	if ctx.Err() != nil {
		return program.Interrupted
	}
	return program.Failed
}

// sweep removes the leftovers of earlier runs.
func (c console) sweep(ctx context.Context, api *raw.Client, s *settings) int {
	found, err := probe.Leftovers(ctx, api)
	switch {
	case err != nil:
		if ctx.Err() == nil {
			c.failAndAdvise("listing the throw-away bots: ", err)
		}
		return notDone(ctx)
	case len(found) == 0:
		c.print("No throw-away bot is left.\n")
		return program.Done
	}
	c.print("Throw-away bots of earlier runs, and of any run that is still under way elsewhere:\n")
	for _, bot := range found {
		c.print("  %s\n", bot.Name)
	}
	if !s.yes && !c.ask(ctx, fmt.Sprintf("Remove these %d?", len(found))) {
		c.print("Nothing was removed.\n")
		return notDone(ctx)
	}
	left, err := probe.Sweep(ctx, api, found)
	c.print("Removed %d of %d.\n", len(found)-len(left), len(found))
	if len(left) > 0 {
		if err != nil && ctx.Err() == nil {
			c.fail("%s", err)
		}
		c.leftOver(left)
		return notDone(ctx)
	}
	return program.Done
}

// failAndAdvise prints an error, with advice where there is any.
func (c console) failAndAdvise(doing string, err error) {
	c.fail("%s%s", doing, err)
	if advice := adviceOn(err); advice != "" {
		fmt.Fprintf(c.err, "\n%s\n", advice)
	}
}

// adviceOn returns one line of advice on err, or "".
func adviceOn(err error) string {
	var (
		refused *rest.SignInError
		noBot   *trial.NoBotError
	)
	switch {
	case errors.As(err, &refused):
		return tfdiag.Advice(err)
	case errors.As(err, &noBot):
		return "The app needs the scope bot, -administrator the ID of a member of the tenant, and the tenant room for a bot: it may have 300."
	}
	return ""
}
