// SPDX-License-Identifier: MPL-2.0

// Package server serves the provider to the CLI. Its wrappers around the framework's server
// limit logging, computing and memory, shorten private state, and keep the report of an
// interrupted action. See design/006-between-protocol-and-framework.md.
package server

import (
	"os"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6/tf6server"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/provider"
)

// Serve serves the provider until the CLI ends it. With debug it waits for a CLI
// that is told how to attach, and logs everything.
//
// It replaces providerserver.Serve, which would link the whole server of protocol 5:
// half a megabyte that no CLI uses.
func Serve(version string, debug bool) error {
	limitProcs(os.Getenv)
	tuneGC(os.Getenv)
	var opts []tf6server.ServeOpt
	if debug {
		opts = append(opts, tf6server.WithManagedDebug())
	} else if err := limitLogLevel(os.Getenv, os.Setenv); err != nil {
		return err
	}
	return tf6server.Serve(provider.Address, func() tfprotov6.ProviderServer {
		return wrap(providerserver.NewProtocol6(provider.New(version)())())
	}, opts...)
}

// frameworkServer is the framework's server with the interfaces that are optional in
// the protocol. A wrapper has to implement them all: the CLI takes a server without
// one for a provider without such objects.
type frameworkServer interface {
	tfprotov6.ProviderServer
	tfprotov6.ListResourceServer
	tfprotov6.ActionServer
	tfprotov6.StateStoreServer
}

// wrap adds the wrappers of this package. It returns a server that lacks one of the
// interfaces as it is.
func wrap(s tfprotov6.ProviderServer) tfprotov6.ProviderServer {
	if full, ok := s.(frameworkServer); ok {
		return &actionDrain{frameworkServer: privateServer{currentServer{releasingServer{full}}}}
	}
	return s
}
