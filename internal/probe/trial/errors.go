// SPDX-License-Identifier: MPL-2.0

package trial

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/rest"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/probe/raw"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/probe/report"
)

// cleanUpTime bounds the undoing of one trial.
const cleanUpTime = 30 * time.Second

// reason is an error whose text holds no value.
type reason string

func (r reason) Error() string { return string(r) }

// refusal says which request was refused, without the text of the response, which may name
// people.
func refusal(r *Result) error {
	return reason(strings.TrimSpace(fmt.Sprintf("%s was refused: %d %s", r.Op, r.Status, r.Code())))
}

// Reason words an error for a report, which must show no value: the texts of a transport, or
// of a refused sign-in, may hold some.
func Reason(err error) string {
	var (
		own     reason
		lost    *raw.NoResponseError
		refused *rest.SignInError
	)
	switch {
	case errors.As(err, &own):
		return own.Error()
	case errors.As(err, &lost):
		return lost.Op + " got no response"
	case errors.As(err, &refused):
		return strings.TrimSpace(fmt.Sprintf("the sign-in was refused: %d %s", refused.Response.StatusCode, report.Code(refused.Response.Code)))
	case errors.Is(err, context.DeadlineExceeded):
		return "the time was up"
	}
	return "a request could not be sent"
}

// Problem is an error of an experiment. Its text must hold no value.
func Problem(text string) error { return reason(text) }

// NoBotError is a throw-away bot that could not be made: the other experiments would fail for
// the same reason.
type NoBotError struct{ Err error }

// Error says why.
func (e *NoBotError) Error() string { return "no bot could be made: " + e.Err.Error() }

// Unwrap returns the reason.
func (e *NoBotError) Unwrap() error { return e.Err }
