// SPDX-License-Identifier: MPL-2.0

package probe_test

import (
	"context"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/memnet"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver/company"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/probe"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/probe/experiments"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/probe/raw"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/probe/report"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/probe/trial"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/provider"
)

// credentials are generated once: a fresh RSA key for each test would take most of the
// computing time.
var credentials = sync.OnceValues(mockserver.NewCredentials)

// Members of the company: one with an alias, in both domains, and the one who looks after bots.
const (
	memberID      = "a1b2c3d4-0000-4000-8000-000000000009"
	memberEmail   = "mei@example.co.jp"
	contact       = "a1b2c3d4-0000-4000-8000-000000000001"
	domain, other = "10000001", "10000002"
)

// tenant is a tenant with a company and bots, and the way of the probe to it.
type tenant struct {
	mock  *mockserver.Server
	api   *raw.Client
	given trial.Given
	// through is called with each request before it is sent; an error is its end.
	through func(*http.Request) error
	// around answers a request in the place of the mock, or calls next.
	around func(r *http.Request, body string, next func() (*http.Response, error)) (*http.Response, error)
}

// newTenant starts a mock in memory.
func newTenant(t *testing.T, change ...func(*mockserver.Options)) *tenant {
	t.Helper()
	creds, err := credentials()
	if err != nil {
		t.Fatal(err)
	}
	creds = creds.Clone()
	creds.Scopes = []string{"bot", "bot.message", "bot.read", "directory.read"}
	options := mockserver.Options{
		Credentials: creds, RateLimit: 240,
		OnUnknown: func(r *http.Request) { t.Errorf("the mock does not know %s %s", r.Method, r.URL.Path) },
	}
	for _, c := range change {
		c(&options)
	}
	mock, err := mockserver.New(options)
	if err != nil {
		t.Fatal(err)
	}
	if err := mock.Load(strings.NewReader(company.Seed)); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"Desk", "Parking"} {
		mock.AddBot(mockserver.Bot{BotName: name, PhotoURL: "https://example.com/a.png", Description: "Answers.", Administrators: []string{contact}})
	}
	e := &tenant{mock: mock}
	network := memnet.Serve(t, mock)
	variables := map[string]string{
		"LINEWORKS_CLIENT_ID": creds.ClientID, "LINEWORKS_CLIENT_SECRET": creds.ClientSecret,
		"LINEWORKS_SERVICE_ACCOUNT": creds.ServiceAccount, "LINEWORKS_PRIVATE_KEY": string(creds.PrivateKeyPEM),
		"LINEWORKS_API_URL": memnet.URL + mockserver.APIPath, "LINEWORKS_AUTH_URL": memnet.URL + mockserver.AuthPath,
	}
	program := provider.Program{
		UserAgent: "lineworks-probe/test", Getenv: func(name string) string { return variables[name] },
		Transport: roundTripper(func(r *http.Request) (*http.Response, error) {
			if e.through != nil {
				if err := e.through(r); err != nil {
					return nil, err
				}
			}
			next := func() (*http.Response, error) { return network.RoundTrip(r) }
			if e.around == nil {
				return next()
			}
			var body []byte
			if r.GetBody != nil {
				copied, err := r.GetBody()
				if err != nil {
					return nil, err
				}
				if body, err = io.ReadAll(copied); err != nil {
					return nil, err
				}
			}
			return e.around(r, string(body), next)
		}),
	}
	access, err := program.Access()
	if err != nil {
		t.Fatal(err)
	}
	e.api, err = raw.NewClient(raw.Config{
		APIURL: access.APIURL, AuthURL: access.Account.AuthURL, Tokens: access.Tokens, Transport: access.Transport,
		UserAgent: program.UserAgent, Timeout: access.Timeout,
	})
	if err != nil {
		t.Fatal(err)
	}
	e.given = trial.Given{
		Administrator: contact, Domain: domain, OtherDomain: other, User: memberID, Email: memberEmail, Account: access.Account,
	}
	return e
}

type roundTripper func(*http.Request) (*http.Response, error)

func (f roundTripper) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// run runs the experiments with these names, or all.
func (e *tenant) run(ctx context.Context, t *testing.T, only ...string) *probe.Outcome {
	t.Helper()
	p, err := probe.NewPlan(e.given, only)
	if err != nil {
		t.Fatal(err)
	}
	return probe.Run(ctx, e.api, p, "lineworks-probe/test", func(line string) { t.Log(line) })
}

// positionOf is the name of a position in a report.
func positionOf(s mockserver.Switch, i int) string {
	switch {
	case s.Positions[0].Name != "":
		return s.Positions[i].Name
	case i == 0:
		return report.Off
	}
	return report.On
}

// settlers are the names of the experiments that may settle a switch.
func settlers(name string) []string {
	var found []string
	for _, e := range experiments.All {
		for _, settled := range e.Settles {
			if settled == name {
				found = append(found, e.Name)
			}
		}
	}
	return found
}

func find(r *report.Report, name string) report.Finding {
	for _, f := range r.Switches {
		if f.Switch == name {
			return f
		}
	}
	return report.Finding{}
}
