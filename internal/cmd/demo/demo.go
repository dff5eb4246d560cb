// SPDX-License-Identifier: MPL-2.0

package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/localmirror"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/simulator"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/simulator/page"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfcli"
)

// version is the version of the provider in the demo.
const version = "0.1.0"

// headerTimeout is how long the CLI may take to send the head of a request.
const headerTimeout = 10 * time.Second

// options say how the demo is shown.
type options struct {
	colour bool
	full   bool // all that the CLI prints, and not only what matters
	// preview keeps the mock with its bots at the end, for its page to be looked at.
	preview bool
}

// demo is the stage: the mock API, and a workspace for the CLI.
type demo struct {
	options

	out   io.Writer
	cli   tfcli.CLI
	api   *mockserver.Server
	page  *page.Page
	work  *tfcli.Workspace
	url   string // of the page
	env   []string
	steps int
}

// run prepares the stage, plays the demo and clears everything away again.
func run(ctx context.Context, out io.Writer, opts options) (err error) {
	cli, err := tfcli.Find(ctx)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "Building the provider, to be driven by %s (%s).\n", cli, cli.Path)
	mirror, err := os.MkdirTemp("", "lineworks-demo-")
	if err != nil {
		return fmt.Errorf("making a temporary folder: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(mirror)) }()
	// As make install does, but into a folder of the demo's own.
	if err := (localmirror.Mirror{Dir: mirror}).Install(ctx, version); err != nil {
		return err
	}

	work, err := tfcli.NewMirrorWorkspace(cli, mirror)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, work.Close()) }()
	api, shown, err := newMock()
	if err != nil {
		return fmt.Errorf("making the mock API: %w", err)
	}
	url, stop, err := serve(ctx, shown.Handler())
	if err != nil {
		return err
	}
	defer stop()

	d := &demo{options: opts, out: out, cli: cli, api: api, page: shown, url: url, work: work}
	if err := d.prepare(ctx, url); err != nil {
		return err
	}
	return d.play(ctx)
}

// newMock makes the mock API with its page. With PREVIEW=1 it runs until the user stops it.
func newMock() (*mockserver.Server, *page.Page, error) {
	var users *simulator.Simulator
	var shown *page.Page
	options := mockserver.Bounded()
	options.OnRequest = func(r mockserver.Request) {
		users.Observe(r)
		shown.Observe(r)
	}
	api, err := mockserver.New(options)
	if err != nil {
		return nil, nil, err
	}
	if users, err = simulator.New(api, simulator.Options{}); err != nil {
		return nil, nil, err
	}
	shown = page.New(api, users, page.Options{})
	return api, shown, nil
}

// serve serves the API on a free port of this machine.
func serve(ctx context.Context, api http.Handler) (url string, stop func(), err error) {
	var config net.ListenConfig
	listener, err := config.Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return "", nil, fmt.Errorf("listening for the mock API: %w", err)
	}
	server := &http.Server{Handler: api, ReadHeaderTimeout: headerTimeout}
	done := make(chan struct{})
	go func() {
		defer close(done)
		// It ends when it is closed, with an error that says just that.
		_ = server.Serve(listener)
	}()
	return "http://" + listener.Addr().String(), func() {
		_ = server.Close()
		<-done
	}, nil
}

// prepare writes the configuration and the credentials for the CLI.
func (d *demo) prepare(ctx context.Context, url string) error {
	root, err := tfcli.ModuleRoot(ctx)
	if err != nil {
		return err
	}
	for _, name := range []string{"main.tf", "menu.png"} {
		content, err := os.ReadFile(filepath.Join(root, "examples", "demo", name))
		if err != nil {
			return fmt.Errorf("reading the configuration: %w", err)
		}
		if err := d.work.Write(name, string(content)); err != nil {
			return err
		}
	}
	credentials := d.api.Credentials()
	if err := d.work.Write("private.key", string(credentials.PrivateKeyPEM)); err != nil {
		return err
	}
	d.env = []string{
		"LINEWORKS_CLIENT_ID=" + credentials.ClientID,
		"LINEWORKS_CLIENT_SECRET=" + credentials.ClientSecret,
		"LINEWORKS_SERVICE_ACCOUNT=" + credentials.ServiceAccount,
		"LINEWORKS_PRIVATE_KEY_FILE=" + filepath.Join(d.work.Dir, "private.key"),
		"LINEWORKS_API_URL=" + url + mockserver.APIPath,
		"LINEWORKS_AUTH_URL=" + url + mockserver.AuthPath,
		"TF_IN_AUTOMATION=1", // no advice on what to type next
	}
	d.say("The mock API listens at %s, with an app and a private key made just now.", url)
	if d.preview {
		d.say("Open %s/ in a browser to see the bots and what each request changes.", url)
	}
	return nil
}

// width is where texts are wrapped.
const width = 80

// say prints a paragraph.
func (d *demo) say(format string, args ...any) {
	line := 0
	for _, word := range strings.Fields(fmt.Sprintf(format, args...)) {
		switch {
		case line == 0:
		case line+1+len([]rune(word)) > width:
			fmt.Fprintln(d.out)
			line = 0
		default:
			fmt.Fprint(d.out, " ")
			line++
		}
		fmt.Fprint(d.out, word)
		line += len([]rune(word))
	}
	fmt.Fprintln(d.out)
}

// step prints the title of the next step.
func (d *demo) step(format string, args ...any) {
	d.steps++
	d.rule()
	d.say(fmt.Sprintf("%d. ", d.steps)+format, args...)
	fmt.Fprintln(d.out)
}

// then goes on with a step.
func (d *demo) then(text string) {
	fmt.Fprintln(d.out)
	d.say("%s", text)
}

// rule draws a line across.
func (d *demo) rule() {
	rule := strings.Repeat("=", width)
	if d.colour {
		rule = "\x1b[36m" + rule + "\x1b[0m"
	}
	fmt.Fprintf(d.out, "\n%s\n", rule)
}

// Exit codes of the CLI.
const (
	exitDone    = 0
	exitChanges = 2 // of plan -detailed-exitcode
)

// cliRun runs the CLI, shows what matters of its output, and fails unless it ends with
// the wanted exit code. A run that fails is shown whole.
func (d *demo) cliRun(ctx context.Context, want int, matters matter, args ...string) error {
	fmt.Fprintf(d.out, "$ %s %s\n", d.cli.Command(), strings.Join(args, " "))
	if !d.colour {
		args = append(args, "-no-color")
	}
	cmd := d.work.Command(ctx, d.env, args...)
	shown := &excerpt{out: d.out, matters: matters}
	if cmd.Stdout, cmd.Stderr = shown, shown; d.full {
		cmd.Stdout, cmd.Stderr = d.out, d.out
	}
	code, err := tfcli.Wait(ctx, cmd)
	if err != nil {
		return err
	}
	if code != want {
		if !d.full {
			fmt.Fprintf(d.out, "\n%s", shown.all.String())
		}
		return fmt.Errorf("%s ended with exit code %d, and %d was expected", args[0], code, want)
	}
	return nil
}
