// SPDX-License-Identifier: MPL-2.0

// Package acctest has the helpers that the tests of resources share. Each test has a tenant of its
// own: a mock of the API with the objects in it, and the settings that lead the provider
// there, so that tests need no provider block and no account, and can run in parallel.
//
// There are two ways to use the provider on a tenant:
//
//   - [Tenant.Drive] takes steps in Go values through a [Driver], which validates,
//     plans, applies, refreshes, imports and destroys in this process as a CLI would, with
//     the CLI's own checks. It shows warnings too, takes a tenth of the time, and runs in
//     virtual time on [NewInMemory]. [Process] is the same for a single command.
//   - [Tenant.Test] takes steps in HCL through the real CLI.
//
// A matrix over attributes, quirks of the mock or foreign responses is for the driver.
// The CLI shows that a resource works as a whole: lifecycle, import, disappearance, one
// error, one replacement.
package acctest

import (
	"maps"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/acctest/uses"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/memnet"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/provider"
)

// pageSize makes every list of more than two objects cross a page.
const pageSize = 2

// Tenant is a tenant of LINE WORKS in a mock, and how the provider gets there.
type Tenant struct {
	// API is the mock.
	API *mockserver.Server
	// URL is where it listens, without a path.
	URL string
	// Variables are the environment variables that the provider sees; a test
	// may change them before it starts.
	Variables map[string]string

	transport http.RoundTripper // nil: the client's own
	uses      *uses.Recorder
}

// credentials are generated once: a fresh RSA key for each test would take most of
// the computing time of the tests.
var credentials = sync.OnceValues(mockserver.NewCredentials)

// New starts a mock for the test. A request that the mock does not know
// fails the test, and so do writes to one bot that overlap: the vendor forbids
// those of the bot itself, and the default rich menu makes menus part of it.
func New(t testing.TB, change ...func(*mockserver.Options)) *Tenant {
	t.Helper()
	e := newTenant(t, change)
	server := httptest.NewServer(e.API)
	t.Cleanup(server.Close)
	return e.at(server.URL)
}

// NewInMemory is [New] without a network, for use without a CLI. Inside a bubble of
// [testing/synctest], waits and time-outs take no time.
func NewInMemory(t testing.TB, change ...func(*mockserver.Options)) *Tenant {
	t.Helper()
	e := newTenant(t, change)
	e.transport = memnet.Serve(t, e.API)
	return e.at(memnet.URL)
}

// Through is the tenant with another way to it: wrap gets the present one. Both have the
// same mock and variables.
func (e *Tenant) Through(wrap func(http.RoundTripper) http.RoundTripper) *Tenant {
	other := *e
	other.transport = wrap(e.transport)
	return &other
}

// With is the tenant with some variables changed.
func (e *Tenant) With(variables map[string]string) *Tenant {
	other := *e
	other.Variables = maps.Clone(e.Variables)
	maps.Copy(other.Variables, variables)
	return &other
}

func newTenant(t testing.TB, change []func(*mockserver.Options)) *Tenant {
	t.Helper()
	creds, err := credentials()
	if err != nil {
		t.Fatalf("making credentials: %s", err)
	}
	opts := mockserver.Options{
		Credentials: creds,
		MaxPageSize: pageSize,
		OnUnknown: func(r *http.Request) {
			t.Errorf("the mock API does not know %s %s", r.Method, r.URL.Path)
		},
	}
	for _, c := range change {
		c(&opts)
	}
	api, err := mockserver.New(opts)
	if err != nil {
		t.Fatalf("making the mock API: %s", err)
	}
	t.Cleanup(func() {
		if n := api.OverlappingWrites() + api.OverlappingMenuWrites(); n > 0 {
			t.Errorf("%d writes to the same bot overlapped", n)
		}
	})
	e := &Tenant{API: api, uses: new(uses.Recorder), Variables: map[string]string{
		"LINEWORKS_CLIENT_ID":       creds.ClientID,
		"LINEWORKS_CLIENT_SECRET":   creds.ClientSecret,
		"LINEWORKS_SERVICE_ACCOUNT": creds.ServiceAccount,
		"LINEWORKS_PRIVATE_KEY":     string(creds.PrivateKeyPEM),
	}}
	t.Cleanup(func() { e.uses.Check(t) })
	return e
}

func (e *Tenant) at(url string) *Tenant {
	e.URL = url
	e.Variables["LINEWORKS_API_URL"] = url + mockserver.APIPath
	e.Variables["LINEWORKS_AUTH_URL"] = url + mockserver.AuthPath
	return e
}

// Quirks switches oddities of the mock on.
func Quirks(q mockserver.Quirks) func(*mockserver.Options) {
	return func(o *mockserver.Options) { o.Quirks = q }
}

// Providers are the factories that a test case takes.
func (e *Tenant) Providers() map[string]func() (tfprotov6.ProviderServer, error) {
	return map[string]func() (tfprotov6.ProviderServer, error){
		"lineworks": func() (tfprotov6.ProviderServer, error) { return e.Server(), nil },
	}
}

// Server is the provider as the CLI sees it, for tests of the protocol.
func (e *Tenant) Server() tfprotov6.ProviderServer {
	getenv := func(name string) string { return e.Variables[name] }
	transport := e.transport
	if transport == nil {
		transport = lineworks.NewTransport()
	}
	return uses.Mark(providerserver.NewProtocol6(provider.New("test", provider.WithEnvironment(getenv), provider.WithTransport(e.uses.Transport(transport)))())())
}

// Uses returns the operations that objects have called so far. A test that asks for them
// may go beyond those in [uses.Recorded].
func (e *Tenant) Uses() uses.Table { return e.uses.Take() }

// DrivesCLI skips the test with -short, which leaves the tests that drive no CLI.
func DrivesCLI(t testing.TB) {
	t.Helper()
	if testing.Short() {
		t.Skip("drives a CLI")
	}
}

// Test runs steps with the real CLI against the mock.
func (e *Tenant) Test(t *testing.T, steps ...resource.TestStep) {
	t.Helper()
	DrivesCLI(t)
	resource.UnitTest(t, resource.TestCase{ProtoV6ProviderFactories: e.Providers(), Steps: steps})
}

// AddBot adds a bot that Terraform does not manage to the tenant, and returns its ID.
// Without allowDomains it may be used in every domain.
func (e *Tenant) AddBot(allowDomains ...int64) int64 {
	return e.API.AddBot(mockserver.Bot{
		BotName: "Desk", PhotoURL: "https://example.com/a.png", Description: "Answers.", Administrators: []string{"u1"},
		AllowDomains: allowDomains,
	})
}

// CreateBot creates a bot with the provider, in p, and returns its ID.
func (e *Tenant) CreateBot(t testing.TB, p *Process) int64 {
	t.Helper()
	before := len(e.API.Bots())
	_, diags := p.Apply(t.Context(), t, "lineworks_bot", Instance{}, Values{
		"bot_name": "New", "description": "Answers.", "photo_url": "https://example.com/a.png", "administrators": []string{"u1"},
	})
	Succeeds(t, diags)
	bots := e.API.Bots()
	if len(bots) != before+1 {
		t.Fatalf("got %d bots after a creation, want %d", len(bots), before+1)
	}
	return bots[before].BotID
}

// Writes counts the requests that change something.
func (e *Tenant) Writes() int {
	n := 0
	for _, r := range e.API.Requests() {
		if r.Method != http.MethodGet && r.Operation != "POST /token" {
			n++
		}
	}
	return n
}

// Last returns the newest request of an operation, such as "PATCH /bots/{botId}".
func (e *Tenant) Last(t testing.TB, operation string) mockserver.Request {
	t.Helper()
	var last *mockserver.Request
	for _, r := range e.API.Requests() {
		if r.Operation == operation {
			last = &r
		}
	}
	if last == nil {
		t.Fatalf("no request %s was sent", operation)
		return mockserver.Request{}
	}
	return *last
}

// Variants are the switches of the mock whose names start with one of the
// prefixes, each alone: the ways in which the service might behave that matter
// to the test. A prefix that fits no switch fails the test.
func Variants(t testing.TB, prefixes ...string) map[string]mockserver.Quirks {
	t.Helper()
	picked := map[string]mockserver.Quirks{}
	for _, prefix := range prefixes {
		before := len(picked)
		for name, quirks := range mockserver.Variants() {
			if strings.HasPrefix(name, prefix) {
				picked[name] = quirks
			}
		}
		if len(picked) == before {
			t.Fatalf("no switch of the mock starts with %q", prefix)
		}
	}
	return picked
}
