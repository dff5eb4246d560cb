// SPDX-License-Identifier: MPL-2.0

package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/probe/experiments"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/probe/trial"
)

const help = `lineworks-probe finds out how the LINE WORKS API behaves where the vendor's pages leave a
question open. It says what it will do, asks, makes throw-away bots in your tenant, sends
requests to them, deletes them, and writes a report:

  lineworks-probe -administrator USER_ID -out report.json
  lineworks-mock -profile report.json     # a mock that behaves as your tenant did

The report has no secrets, no names, and no IDs of people or domains: it names operations,
statuses, error codes, and the properties of responses with their types.

The credentials come from the environment variables that the provider has:
LINEWORKS_CLIENT_ID, LINEWORKS_CLIENT_SECRET, LINEWORKS_SERVICE_ACCOUNT, and
LINEWORKS_PRIVATE_KEY or LINEWORKS_PRIVATE_KEY_FILE; or LINEWORKS_ACCESS_TOKEN. The app needs
the scope bot. With bot.read, and directory.read or user.read, the probe finds out more.

Ctrl-C ends a run, which then removes its bots. A killed run leaves some behind:

  lineworks-probe -sweep     # lists them, asks, and removes them

Exit status: 0 if all is done, 1 if the run failed or bots are left, 2 for a wrong command
line, 130 after Ctrl-C.

Options:
`

// settings are the options of the command line.
type settings struct {
	given             trial.Given
	only              []string
	out               string
	yes, memberAgrees bool
	dryRun, sweep     bool
}

func readSettings(args []string, stdout io.Writer) (*settings, error) {
	s := &settings{}
	flags := flag.NewFlagSet("lineworks-probe", flag.ContinueOnError)
	flags.SetOutput(io.Discard) // run prints the error
	flags.StringVar(&s.out, "out", "", "`file` to write the report to; it must not exist (required)")
	flags.StringVar(&s.given.Administrator, "administrator", "", "`user ID` of the contact of the throw-away bots, such as your own: a bot must have one, who gets nothing from it (required)")
	flags.StringVar(&s.given.Domain, "domain", "", "`ID` of a domain of the tenant, in which bots are registered where no list shows them")
	flags.StringVar(&s.given.OtherDomain, "other-domain", "", "`ID` of another domain of the tenant, with members, whose list is read; a bot is registered there, where no list shows it")
	flags.StringVar(&s.given.User, "user", "", "`user ID` of a member who agrees to get test messages; with -domain")
	flags.StringVar(&s.given.Email, "email", "", "login `address` of the member of -user")
	flags.Func("only", "`names` of the experiments to run, separated by commas; -dry-run lists them", func(text string) error {
		names := strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == ' ' })
		if len(names) == 0 {
			return errors.New("it names no experiment")
		}
		s.only = append(s.only, names...)
		return nil
	})
	flags.BoolVar(&s.yes, "yes", false, "do not ask before the run, or before -sweep removes bots")
	flags.BoolVar(&s.memberAgrees, "user-agrees", false, "do not ask whether the member of -user agrees")
	flags.BoolVar(&s.dryRun, "dry-run", false, "say what a run would do, and send no request")
	flags.BoolVar(&s.sweep, "sweep", false, "list and remove the throw-away bots that earlier runs have left")
	if err := flags.Parse(args); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			fmt.Fprint(stdout, help)
			flags.SetOutput(stdout)
			flags.PrintDefaults()
			fmt.Fprint(stdout, experimentsHelp())
		}
		return nil, err //nolint:wrapcheck // the package names the flag
	}
	if flags.NArg() > 0 {
		return nil, fmt.Errorf("unexpected argument %q", flags.Arg(0))
	}
	return s, s.check()
}

func (s *settings) check() error {
	switch {
	case s.sweep && s.dryRun:
		return errors.New("-dry-run sends no request, and -sweep has to list the bots: leave out one of them")
	case s.sweep:
		return nil
	case strings.Contains(s.given.Administrator+s.given.User, "@"):
		return errors.New("-administrator and -user take user IDs; a login address goes to -email")
	case s.given.Email != "" && s.given.User == "":
		return errors.New("-email is the address of the member of -user, which is missing")
	case s.memberAgrees && s.given.User == "":
		return errors.New("-user-agrees is about the member of -user, which is missing")
	}
	for _, domain := range []struct{ flag, id string }{{"-domain", s.given.Domain}, {"-other-domain", s.given.OtherDomain}} {
		if id, err := strconv.ParseInt(domain.id, 10, 64); domain.id != "" && (err != nil || id <= 0) {
			return fmt.Errorf("%s takes the ID of a domain, which is a number", domain.flag)
		}
	}
	switch {
	case s.dryRun:
		return nil
	case s.given.Administrator == "":
		return errors.New("-administrator is missing: the user ID of the contact of the throw-away bots")
	case s.out == "":
		return errors.New("-out is missing: the file to write the report to")
	}
	return nil
}

func experimentsHelp() string {
	var b strings.Builder
	b.WriteString("\nExperiments:\n")
	for _, e := range experiments.All {
		fmt.Fprintf(&b, "  %-16s %s.\n", e.Name, e.Purpose)
	}
	return b.String()
}
