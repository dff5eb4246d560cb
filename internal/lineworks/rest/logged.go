// SPDX-License-Identifier: MPL-2.0

package rest

import (
	"context"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/redact"
)

// Logged is the part of a request that a log may show.
type Logged struct {
	// Path is the path of the request. An address that a response named, to which any holder
	// of a token may upload, has a stand-in, wherever it leads.
	Path string

	token   string
	secrets *redact.Secrets // of earlier requests, and of this one except the token
}

// loggedKey is the key of a [Logged] in the context of an attempt.
type loggedKey struct{}

// LoggedRequest returns what a log may say about the request that ctx belongs to.
// A transport finds it there; any other context has nothing to show.
func LoggedRequest(ctx context.Context) Logged {
	logged, _ := ctx.Value(loggedKey{}).(Logged)
	return logged
}

// Error returns the text of an error of the transport, without secrets.
func (l Logged) Error(err error) string {
	return l.redactor().Line(redact.UserInfo(err.Error()), maxDescription)
}

// redactor finds the secrets of this and earlier requests. They are put together when a
// text is shown: most requests succeed.
func (l Logged) redactor() *redact.Secrets {
	if l.secrets != nil {
		l.secrets.Add(l.token)
	}
	return l.secrets
}
