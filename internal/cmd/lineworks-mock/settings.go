// SPDX-License-Identifier: MPL-2.0

package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"strconv"
	"strings"
	"time"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/simulator"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/simulator/callback"
)

const help = `lineworks-mock runs an imitation of the LINE WORKS API for bots on this machine.

Usage: lineworks-mock [flags]
       lineworks-mock preview [flags] PLAN   shows a Terraform plan; see lineworks-mock preview -help

Without flags it listens on http://127.0.0.1:8787, makes an app with fresh
credentials, and prints the name of a file that sets them in your shell. At the
same address is a page for your browser: the bots, their menus and talk rooms as
users see them, the requests, and the callbacks.

Flags:
`

const seedHelp = `
A seed is a JSON object in the API's own words; every part is optional, and
overrides the flag for the same:

  {
    "app": {"clientId": "…", "clientSecret": "…", "serviceAccount": "…", "scopes": ["bot"]},
    "domains": [10000001],
    "bots": [{
      "botName": "Desk", "photoUrl": "https://example.com/desk.png",
      "description": "Reception", "administrators": ["…"],
      "domains": [{"domainId": 10000001, "visible": true, "allowToSelectedMember": true, "members": ["…"]}],
      "persistentMenu": {"content": {"actions": [{"type": "message", "label": "Help"}]}},
      "defaultRichmenuId": "40001",
      "richmenus": [{"richmenuId": "40001", "richmenuName": "…", "size": {…}, "areas": […], "image": true}],
      "userRichmenus": [{"userId": "…", "richmenuId": "40001"}],
      "channels": [{"channelId": "…", "channelType": {"type": "GROUP", "groupId": "…"}, "members": ["…"]}]
    }],
    "users": [{"email": "taro@example.co.jp", "userName": {"lastName": "…", "firstName": "…"},
               "organizations": [{"orgUnits": [{"orgUnitId": "…"}]}]}],
    "orgUnits": [{"orgUnitId": "…", "orgUnitName": "Sales", "parentOrgUnitId": "…"}],
    "groups": [{"groupName": "Owners", "administrators": [{"userId": "taro@example.co.jp"}],
                "members": [{"id": "taro@example.co.jp", "type": "USER"}]}]
  }

The app needs scopes such as directory.read for users, org units and groups.

A quirk changes how the mock responds where the vendor's pages leave a question open:

`

// names is a flag that may be given more than once.
type names []string

func (n *names) String() string { return strings.Join(*n, ",") }

func (n *names) Set(name string) error {
	*n = append(*n, name)
	return nil
}

// settings are the options of the command line.
type settings struct {
	address     string
	allowRemote bool
	seed        string
	key, env    string
	tls         bool
	certificate string // file
	log         bool
	scopes      []string
	profile     string // what -profile has set
	options     mockserver.Options
	users       simulator.Options
}

// readSettings reads the command line. It returns flag.ErrHelp when help or the
// table of quirks was asked for and printed on stdout.
func readSettings(args []string, stdout, stderr io.Writer) (*settings, error) {
	s := settings{options: mockserver.Bounded()}
	var quirks names
	var profile string
	var callbacks callback.Targets
	flags := flag.NewFlagSet("lineworks-mock", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.StringVar(&s.address, "address", "127.0.0.1:8787", "`host:port` to listen on; port 0 takes a free one")
	flags.BoolVar(&s.allowRemote, "allow-remote", false, "allow an address that other machines can reach")
	flags.StringVar(&s.seed, "seed", "", "JSON `file` with the bots, users, org units and groups to start with")
	flags.StringVar(&s.key, "key", "", "`file` of the private key in PEM; written fresh if it does not exist")
	flags.StringVar(&s.env, "env", "", "`file` to write the environment variables for your shell to")
	flags.Func("scopes", "`names` of the scopes that the app has, separated by commas or blanks (default bot,bot.message,bot.read)", func(text string) error {
		s.scopes = split(text)
		return nil
	})
	flags.Func("domains", "`ids` of the domains of the tenant, separated by commas or blanks (default: every domain belongs to it)", s.setDomains)
	flags.BoolVar(&s.tls, "tls", false, "serve https, the upload addresses too, with a certificate that is written to a file for clients to trust")
	flags.BoolVar(&s.log, "log", false, "print a line for each request")
	flags.DurationVar(&s.options.Latency, "latency", 0, "`time` that each request takes")
	flags.IntVar(&s.options.RateLimit, "rate", 240, "`calls` of one operation in one window; 0 for no limit")
	flags.DurationVar(&s.options.RateWindow, "window", time.Minute, "`time` that a window lasts")
	flags.IntVar(&s.options.MaxPageSize, "page-size", 100, "`items` on a page of a list at most; a small number shows whether a client reads all pages")
	flags.StringVar(&profile, "profile", "", "`file` with a report of lineworks-probe: the quirks that the real service was found to have")
	flags.Var(&quirks, "quirk", "`name` of a quirk, see below; may be given more than once, and comes after -profile")
	flags.Var(&callbacks, "callback", "`https-base=base` of a server on this machine that gets the callbacks of bots, such as https://bots.example.com=http://127.0.0.1:3000; may be given more than once")
	flags.BoolVar(&s.users.AllowRemote, "callback-remote", false, "allow callbacks to other machines")
	table := flags.Bool("quirk-table", false, "print a table of the quirks in Markdown, with the evidence for each default, and stop")
	flags.Usage = func() {}
	if err := flags.Parse(args); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			printHelp(flags, stdout)
		}
		return nil, err
	}
	if flags.NArg() > 0 {
		return nil, fmt.Errorf("unexpected argument %q", flags.Arg(0))
	}
	if *table {
		fprint(stdout, quirkTable())
		return nil, flag.ErrHelp
	}
	if profile != "" {
		var err error
		if s.options.Quirks, s.profile, err = readProfile(profile); err != nil {
			return nil, err
		}
	}
	for _, name := range quirks {
		if err := s.options.Quirks.Set(name); err != nil {
			return nil, fmt.Errorf("%w; there are: %s", err, strings.Join(mockserver.PositionNames(), ", "))
		}
	}
	s.users.Callbacks = callbacks
	return &s, s.check()
}

// split separates words by commas and blanks, as the token endpoint does.
func split(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == ' ' })
}

func (s *settings) setDomains(text string) error {
	s.options.Domains = nil
	for _, word := range split(text) {
		id, err := strconv.ParseInt(word, 10, 64)
		if err != nil || id <= 0 {
			return fmt.Errorf("%q is no domain id", word)
		}
		s.options.Domains = append(s.options.Domains, id)
	}
	return nil
}

func printHelp(flags *flag.FlagSet, stdout io.Writer) {
	fprint(stdout, help)
	flags.SetOutput(stdout)
	flags.PrintDefaults()
	fprint(stdout, seedHelp+quirkHelp())
}

func (s *settings) check() error {
	if s.options.Latency < 0 || s.options.RateLimit < 0 || s.options.RateWindow <= 0 {
		return errors.New("-latency and -rate must not be negative, -window must be positive")
	}
	if s.options.MaxPageSize < 1 {
		return errors.New("-page-size must be positive")
	}
	if _, err := callback.New(callback.Options{Targets: s.users.Callbacks, AllowRemote: s.users.AllowRemote}); err != nil {
		return fmt.Errorf("-callback: %w", err)
	}
	host, _, err := net.SplitHostPort(s.address)
	if err != nil {
		return fmt.Errorf("-address: %w", err)
	}
	if !s.allowRemote && !isLoopback(host) {
		return fmt.Errorf("-address %s can be reached by other machines; add -allow-remote if you mean it", s.address)
	}
	return nil
}

// isLoopback wants an address or localhost: any other name may lead anywhere.
func isLoopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}
