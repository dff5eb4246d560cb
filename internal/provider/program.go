// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
)

// Program is a program beside the provider that signs in with the provider's environment
// variables.
type Program struct {
	// UserAgent is the name of the program and its version, such as "lineworks-export/1.0.0".
	UserAgent string
	// Getenv looks up environment variables.
	Getenv func(name string) string
	// Transport sends the requests; nil for the client's own.
	Transport http.RoundTripper
	// WaitNotice is called at the beginning of each wait.
	WaitNotice lineworks.WaitNotice
}

// Client creates a client with the settings that a provider block without any would have. It
// sends no request.
func (p *Program) Client() (*lineworks.Client, error) {
	s, diags := p.settings()
	var client *lineworks.Client
	if !diags.HasError() {
		client = newClient(s, p.connection(), &diags)
	}
	return client, joined(diags)
}

// Access is what a program needs for requests that the client does not make.
type Access struct {
	APIURL string
	Tokens lineworks.TokenSource
	// Account has the credentials; it is nil for a ready-made token.
	Account *lineworks.ServiceAccount
	// Transport sends the requests.
	Transport http.RoundTripper
	// Timeout bounds one request.
	Timeout time.Duration
}

// Access returns the settings that a provider block without any would have. It sends no
// request.
func (p *Program) Access() (*Access, error) {
	s, diags := p.settings()
	access := &Access{APIURL: s.APIURL, Transport: p.Transport, Timeout: s.RequestTimeout}
	if access.Transport == nil {
		access.Transport = lineworks.NewTransport()
	}
	if !diags.HasError() {
		access.Tokens, access.Account = newTokens(s, p.connection(), access.Transport, &diags)
	}
	return access, joined(diags)
}

func (p *Program) settings() (*settings, diag.Diagnostics) {
	r := newResolver(p.Getenv)
	r.noBlock = true
	return r.resolve(&config{})
}

func (p *Program) connection() connection {
	return connection{transport: p.Transport, userAgent: p.UserAgent, notice: p.WaitNotice}
}

func joined(diags diag.Diagnostics) error {
	var all []error
	for _, d := range diags.Errors() {
		all = append(all, fmt.Errorf("%s\n\n%s", d.Summary(), d.Detail()))
	}
	return errors.Join(all...)
}
