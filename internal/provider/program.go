// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"errors"
	"fmt"
	"net/http"

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
	r := newResolver(p.Getenv)
	r.noBlock = true
	s, diags := r.resolve(&config{})
	var client *lineworks.Client
	if !diags.HasError() {
		client = newClient(s, connection{transport: p.Transport, userAgent: p.UserAgent, notice: p.WaitNotice}, &diags)
	}
	var all []error
	for _, d := range diags.Errors() {
		all = append(all, fmt.Errorf("%s\n\n%s", d.Summary(), d.Detail()))
	}
	return client, errors.Join(all...)
}
