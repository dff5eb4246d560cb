// SPDX-License-Identifier: MPL-2.0

// Package faulttest is the catalogue of faults that tests inject: each fault with a
// script that makes the mock cause it, and with the class that a client can tell. It does
// not say how a client has to react: each test has its own expectation.
package faulttest

import (
	"fmt"
	"net/http"
	"slices"
	"time"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
)

// Kind is the class of a fault, as far as a client can tell.
type Kind int

const (
	// RateLimited is 429: the request took no effect, and may be sent again later.
	RateLimited Kind = iota
	// ServerError is 500: the request may have taken effect, and nothing promises that
	// the next one fares better.
	ServerError
	// Lost is a fault after which the request may have taken effect and may be sent again:
	// no response, half of one, or that of a proxy.
	Lost
	// ForeignSuccess is a success that is not the API's.
	ForeignSuccess
	// ForeignNotFound is a 404 that is not the API's.
	ForeignNotFound
	// Empty is a success without a body.
	Empty
	// Unauthorized is 401.
	Unauthorized
	// NotSent is a connection that could not be opened.
	NotSent
	// Cancelled is a context that ends before the response, as after Ctrl-C.
	Cancelled
)

// MayTakeEffect reports whether the request may have taken effect, as far as the client knows.
func (k Kind) MayTakeEffect() bool {
	switch k {
	case ServerError, Lost, ForeignSuccess, Empty, Cancelled:
		return true
	case RateLimited, ForeignNotFound, Unauthorized, NotSent:
	}
	return false
}

// Fault is an entry of the catalogue.
type Fault struct {
	// Name tells it from the others.
	Name string
	Kind Kind
	// Script makes the mock do it. It names no operation yet. For NotSent it is empty:
	// memnet.Network.Refuse causes that.
	Script mockserver.Fault
}

// TakesEffect reports whether the request takes effect all the same.
func (f Fault) TakesEffect() bool { return f.Script.Act || f.Script.Cut }

// At is the script for an operation, such as "POST /bots", after some requests.
func (f Fault) At(operation string, skip int) mockserver.Fault {
	script := f.Script
	script.Operation, script.Skip = operation, skip
	return script
}

const (
	// Page is a page that is not the API's.
	Page = "<!DOCTYPE html><title>Maintenance</title>"
	// Silence is longer than any client waits.
	Silence = 24 * time.Hour
	// Patience is the time until the context of a cancelled request ends.
	Patience = 10 * time.Second
)

const (
	tooMany = "TOO_MANY_REQUESTS"
	butDone = ", but done"
	failed  = "INTERNAL_SERVER_ERROR"
)

// Catalogue is all faults. One that may have taken effect is there twice: without an
// effect, and as "..., but done".
func Catalogue() []Fault {
	header := func(pairs ...string) http.Header {
		h := http.Header{}
		for pair := range slices.Chunk(pairs, 2) {
			h.Set(pair[0], pair[1])
		}
		return h
	}
	var all []Fault
	for _, f := range []Fault{
		{"429, Retry-After", RateLimited, mockserver.Fault{Status: 429, Code: tooMany, Header: header("Retry-After", "7")}},
		{"429, rate headers", RateLimited, mockserver.Fault{Status: 429, Code: tooMany, Header: header("rateLimit-limit", "240", "rateLimit-remaining", "0", "rateLimit-reset", "42")}},
		{"429, no header", RateLimited, mockserver.Fault{Status: 429, Code: tooMany}},
		{"429, page", RateLimited, mockserver.Fault{Status: 429, Body: Page}},
		{"500", ServerError, mockserver.Fault{Status: 500, Code: failed, Description: "x"}},
		{"500, page", ServerError, mockserver.Fault{Status: 500, Body: Page}},
		{"page", ForeignSuccess, mockserver.Fault{Status: 200, Body: Page}},
		{"failure in a success", ForeignSuccess, mockserver.Fault{Status: 200, Body: `{"code":"X","description":"x"}`, ContentType: "application/json"}},
		{"page not found", ForeignNotFound, mockserver.Fault{Status: 404, Body: Page}},
		{"401", Unauthorized, mockserver.Fault{Status: 401, Code: "UNAUTHORIZED", Description: "x"}},
		{"no connection", NotSent, mockserver.Fault{}},
		{"502, page", Lost, mockserver.Fault{Status: 502, Body: Page}},
		{"503", Lost, mockserver.Fault{Status: 503, Code: "X", Description: "x"}},
		{"503, Retry-After", Lost, mockserver.Fault{Status: 503, Header: header("Retry-After", "20")}},
		{"504, empty", Lost, mockserver.Fault{Status: 504}},
		{"connection reset", Lost, mockserver.Fault{Reset: true}},
		{"no response", Lost, mockserver.Fault{Delay: Silence}},
		{"Ctrl-C before the response", Cancelled, mockserver.Fault{Delay: 2 * Patience}},
		{"Ctrl-C, no response", Cancelled, mockserver.Fault{Delay: Silence}},
	} {
		all = append(all, f)
		if f.Kind.MayTakeEffect() {
			f.Name += butDone
			f.Script.Act = true
			all = append(all, f)
		}
	}
	return append(all,
		Fault{"response cut", Lost, mockserver.Fault{Cut: true, Act: true}},
		Fault{"empty", Empty, mockserver.Fault{Status: 200, Act: true}},
	)
}

// Named is the faults of these names, in their order.
func Named(names ...string) []Fault {
	all := Catalogue()
	var picked []Fault
	for _, name := range names {
		i := slices.IndexFunc(all, func(f Fault) bool { return f.Name == name })
		if i < 0 {
			panic(fmt.Sprintf("no fault is named %q", name))
		}
		picked = append(picked, all[i])
	}
	return picked
}
