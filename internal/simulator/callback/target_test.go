// SPDX-License-Identifier: MPL-2.0

package callback_test

import (
	"flag"
	"io"
	"strings"
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/simulator/callback"
)

func newSender(t *testing.T, o callback.Options) *callback.Sender {
	t.Helper()
	sender, err := callback.New(o)
	if err != nil {
		t.Fatal(err)
	}
	return sender
}

// Of the bases of an address the longest counts, up to a slash.
func TestTarget(t *testing.T) {
	t.Parallel()
	sender := newSender(t, callback.Options{Targets: callback.Targets{
		"https://bots.example.com":       "http://127.0.0.1:3000",
		"https://bots.example.com/two/":  "http://localhost:4000/base/",
		"https://bots.example.com/two/a": "http://[::1]:5000",
		"https://other.example.com:8443": "https://127.0.0.2:9443",
		"https://deep.example.com/only":  "http://127.0.0.1:6000",
	}})
	for from, want := range map[string]string{
		"https://bots.example.com":                 "http://127.0.0.1:3000",
		"https://bots.example.com/":                "http://127.0.0.1:3000/",
		"https://bots.example.com/callback":        "http://127.0.0.1:3000/callback",
		"https://BOTS.example.com:443/a?b=1&c=%2F": "http://127.0.0.1:3000/a?b=1&c=%2F",
		"https://bots.example.com/a%2Fb#part":      "http://127.0.0.1:3000/a%2Fb",
		"https://bots.example.com/two":             "http://localhost:4000/base",
		"https://bots.example.com/two/b":           "http://localhost:4000/base/b",
		"https://bots.example.com/two/a":           "http://[::1]:5000",
		"https://bots.example.com/two/ab":          "http://localhost:4000/base/ab",
		"https://bots.example.com/twofold":         "http://127.0.0.1:3000/twofold",
		"https://other.example.com:8443/x":         "https://127.0.0.2:9443/x",
	} {
		got, problem := sender.Target(from)
		if got != want || problem != callback.NoProblem {
			t.Errorf("%s: got %q and the problem %d, want %q", from, got, problem, want)
		}
	}
	for from, want := range map[string]callback.Problem{
		"https://bots.example.com.example.org/": callback.NoTarget, "https://bots.example.com@example.org/": callback.NoTarget,
		"https://other.example.com/x": callback.NoTarget, "https://deep.example.com/onlyhere": callback.NoTarget,
		"http://bots.example.com/": callback.BadURL, "https:///path": callback.BadURL, "": callback.BadURL, "https://a b/": callback.BadURL,
		"/callback": callback.BadURL,
	} {
		if got, problem := sender.Target(from); got != "" || problem != want {
			t.Errorf("%s: got %q and the problem %d, want %d", from, got, problem, want)
		}
	}
}

func TestTarget_remoteAllowed(t *testing.T) {
	t.Parallel()
	sender := newSender(t, callback.Options{AllowRemote: true, Targets: callback.Targets{"https://bots.example.com": "http://192.0.2.1:3000"}})
	for from, want := range map[string]string{
		"https://bots.example.com/a":    "http://192.0.2.1:3000/a",
		"https://other.example.com/a#b": "https://other.example.com/a",
	} {
		if got, problem := sender.Target(from); got != want || problem != callback.NoProblem {
			t.Errorf("%s: got %q and the problem %d, want %q", from, got, problem, want)
		}
	}
	if _, problem := sender.Target("http://other.example.com/"); problem != callback.BadURL {
		t.Errorf("got the problem %d for an address without encryption, want %d", problem, callback.BadURL)
	}
}

func TestNew_refused(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct{ from, to, want string }{
		"other machine":       {"https://bots.example.com", "http://192.0.2.1:3000", "not an address of this machine"},
		"all addresses":       {"https://bots.example.com", "http://0.0.0.0:3000", "not an address of this machine"},
		"metadata":            {"https://bots.example.com", "http://169.254.169.254", "not an address of this machine"},
		"mapped":              {"https://bots.example.com", "http://[::ffff:192.0.2.1]", "not an address of this machine"},
		"other scheme":        {"https://bots.example.com", "ftp://127.0.0.1", "scheme (http or https)"},
		"no encryption":       {"http://bots.example.com", "http://127.0.0.1", "scheme (https)"},
		"no host":             {"https://", "http://127.0.0.1", "scheme (https)"},
		"query":               {"https://bots.example.com?a=1", "http://127.0.0.1", "scheme (https)"},
		"fragment":            {"https://bots.example.com", "http://127.0.0.1#a", "scheme (http or https)"},
		"password":            {"https://bots.example.com", "http://me:word@127.0.0.1", "scheme (http or https)"},
		"not an address":      {"https://bots.example.com", "127.0.0.1:3000", "scheme (http or https)"},
		"not even an address": {"https://bots.example.com", "http://a b", "scheme (http or https)"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := callback.New(callback.Options{Targets: callback.Targets{test.from: test.to}})
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got the error %v, want it to say %q", err, test.want)
			}
		})
	}
}

func TestNew_sameBase(t *testing.T) {
	t.Parallel()
	_, err := callback.New(callback.Options{Targets: callback.Targets{
		"https://bots.example.com": "http://127.0.0.1:1", "https://BOTS.example.com:443/": "http://127.0.0.1:2",
	}})
	if err == nil || !strings.Contains(err.Error(), "is there twice") {
		t.Errorf("got the error %v, want it to say that a base is there twice", err)
	}
}

func TestTargets_flag(t *testing.T) {
	t.Parallel()
	read := func(args ...string) (callback.Targets, error) {
		var targets callback.Targets
		flags := flag.NewFlagSet("mock", flag.ContinueOnError)
		flags.SetOutput(io.Discard)
		flags.Var(&targets, "callback", "")
		return targets, flags.Parse(args)
	}
	var targets callback.Targets
	for _, pair := range []string{"https://b.example.com=http://127.0.0.1:2", "https://a.example.com=http://127.0.0.1:1/x=y"} {
		if err := targets.Set(pair); err != nil {
			t.Errorf("%s: %s", pair, err)
		}
	}
	if got, want := targets.String(), "https://a.example.com=http://127.0.0.1:1/x=y https://b.example.com=http://127.0.0.1:2"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	for _, pair := range []string{"https://a.example.com", "a=b", "=", "https://a.example.com="} {
		if _, err := read("-callback", pair); err == nil {
			t.Errorf("%q was taken", pair)
		}
	}
	twice, err := read("-callback", "https://a.example.com=http://127.0.0.1:1", "-callback", "https://a.example.com=http://127.0.0.1:2")
	if err == nil || !strings.Contains(err.Error(), "https://a.example.com is there twice") {
		t.Errorf("got the error %v and the targets %s, want it to say that a base is there twice", err, twice)
	}
}
