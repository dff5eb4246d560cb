// SPDX-License-Identifier: MPL-2.0

package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"sync"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/export"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/program"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/provider"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfdiag"
)

const help = `lineworks-export writes the bots of a LINE WORKS tenant out as a Terraform
configuration: a file for each bot, with its domains, members and menus, and import blocks
that bring all of it under Terraform's management. It changes nothing in the tenant.

  lineworks-export -out DIR
  cd DIR
  terraform init
  terraform plan     # nothing but imports
  terraform apply

The credentials come from the environment variables that the provider has:
LINEWORKS_CLIENT_ID, LINEWORKS_CLIENT_SECRET, LINEWORKS_SERVICE_ACCOUNT, and
LINEWORKS_PRIVATE_KEY or LINEWORKS_PRIVATE_KEY_FILE; or LINEWORKS_ACCESS_TOKEN. The scope
bot.read is enough: LINEWORKS_SCOPES=bot.read, if it is enabled for the app.

Options:
`

const namesHelp = `
Names: a resource is named after its bot, with letters of all scripts. A table of names
changes that. It has a line for each object, with its kind, its ID and its name:

  # comment
  bot       2000001                               reception
  rich_menu 2000001/40001                         reception_main
  domain    10000001                              head_office
  user      3b8e6a52-5c0f-4f0a-9d4e-03a1f7c2b901  taro_yamada

Domains and users in the table become locals, such as local.people.taro_yamada; so do those
who occur three times or more.
`

// settings are the options of the command line.
type settings struct {
	export.Options

	namesFile string
}

// run exports a tenant and returns the exit status.
func run(ctx context.Context, args []string, getenv func(string) string, stdout, stderr io.Writer) int {
	s, err := readSettings(args, stdout, stderr)
	switch {
	case errors.Is(err, flag.ErrHelp):
		return program.Done
	case err != nil:
		fmt.Fprintf(stderr, "lineworks-export: %s\nTry lineworks-export -help.\n", err)
		return program.Misused
	}
	report, err := write(ctx, s, getenv)
	switch {
	case err != nil && ctx.Err() != nil:
		fmt.Fprintln(stderr, "lineworks-export: interrupted. Nothing was written.")
		return program.Interrupted
	case err != nil:
		fmt.Fprintf(stderr, "lineworks-export: %s\n", err)
		if advice := adviceOn(err); advice != "" {
			fmt.Fprintf(stderr, "\n%s\n", advice)
		}
		return program.Failed
	}
	conclude(stdout, s.Dir, report)
	return program.Done
}

func readSettings(args []string, stdout, stderr io.Writer) (*settings, error) {
	s := &settings{}
	flags := flag.NewFlagSet("lineworks-export", flag.ContinueOnError)
	flags.SetOutput(io.Discard) // run prints the error
	flags.StringVar(&s.Dir, "out", "", "`folder` to write to; it is created if it does not exist (required)")
	flags.StringVar(&s.namesFile, "names", "", "`file` with a table of names, see below")
	flags.BoolVar(&s.UserMenus, "user-menus", false, "also read the rich menus of single users: a request for each user at each bot with rich menus, for the users who occur in the tenant or in the table of names")
	flags.BoolVar(&s.Emails, "emails", false, "write people as look-ups by their login e-mail address: the contacts of the bots, and those who become locals; it needs the scope user.email.read for the app")
	flags.BoolVar(&s.Force, "force", false, "overwrite existing files; others in the folder are never touched")
	if err := flags.Parse(args); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			fmt.Fprint(stdout, help)
			flags.SetOutput(stdout)
			flags.PrintDefaults()
			fmt.Fprint(stdout, namesHelp)
		}
		return nil, err //nolint:wrapcheck // the package names the flag
	}
	switch {
	case flags.NArg() > 0:
		return nil, fmt.Errorf("unexpected argument %q", flags.Arg(0))
	case s.Dir == "":
		return nil, errors.New("-out is missing: the folder to write to")
	}
	s.Progress = printer(stderr)
	return s, nil
}

// printer prints lines from several goroutines.
func printer(to io.Writer) func(line string) {
	var mu sync.Mutex
	return func(line string) {
		mu.Lock()
		defer mu.Unlock()
		fmt.Fprintln(to, line)
	}
}

func write(ctx context.Context, s *settings, getenv func(string) string) (*export.Report, error) {
	if s.namesFile != "" {
		names, err := readNames(s.namesFile)
		if err != nil {
			return nil, err
		}
		s.Names = names
	}
	signIn := provider.Program{UserAgent: "lineworks-export/" + version, Getenv: getenv, WaitNotice: program.ShowWaits(s.Progress)}
	client, err := signIn.Client()
	if err != nil {
		return nil, err //nolint:wrapcheck // it is worded for people
	}
	return export.Run(ctx, client, s.Options) //nolint:wrapcheck // it is worded for people
}

func readNames(path string) (*export.Names, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("the table of names: %w", err)
	}
	defer func() { _ = file.Close() }()
	names, err := export.ReadNames(file)
	if err != nil {
		return nil, fmt.Errorf("the table of names, %s: %w", path, err)
	}
	return names, nil
}

// adviceOn returns one line of advice on err, or "". That of the provider speaks of applies
// in some cases.
func adviceOn(err error) string {
	switch {
	case errors.Is(err, lineworks.ErrRateLimited):
		return "The service has refused such requests for ten minutes, or asks for a longer wait than that. Find the other programs that call the API for this tenant, and export again later."
	case errors.Is(err, lineworks.ErrServer):
		return "The service has a problem. Export again later."
	}
	return tfdiag.Advice(err)
}

// conclude says what was written, and what to do next.
func conclude(stdout io.Writer, dir string, report *export.Report) {
	if report.Bots == 0 {
		fmt.Fprintln(stdout, "There is no bot to write out. Nothing was written.")
	} else {
		fmt.Fprintf(stdout, "Wrote %s to %s: %s, and with all that belongs to them %s to import.\n",
			program.Count(len(report.Files), "file"), dir, program.Count(report.Bots, "bot"), program.Count(report.Imports, "object"))
	}
	if len(report.Notes) > 0 {
		fmt.Fprint(stdout, "\nTo know:\n")
	}
	for _, note := range report.Notes {
		fmt.Fprintf(stdout, "- %s\n", note)
	}
	if report.Bots > 0 {
		fmt.Fprintf(stdout, next, dir, report.Imports)
	}
}

const next = `
Next, in %s:
  terraform init
  terraform plan     # Plan: %d to import, 0 to add, 0 to change, 0 to destroy.
  terraform apply    # imports, and changes nothing
After that, imports.tf has done its work and can be deleted.
`
