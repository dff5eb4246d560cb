// SPDX-License-Identifier: MPL-2.0

// Package server serves the provider to a CLI. It stands between the plugin
// protocol and the framework's server, and puts right what both cost without
// need, which is logs that nobody reads and memory that is never given back, and
// what they lose: the report of an action that is interrupted.
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
// It is not providerserver.Serve, which would bring the whole server of protocol
// 5 along: half a megabyte that no CLI would ever ask for.
func Serve(version string, debug bool) error {
	var opts []tf6server.ServeOpt
	if debug {
		opts = append(opts, tf6server.WithManagedDebug())
	} else if err := limitLogs(os.Getenv, os.Setenv); err != nil {
		return err
	}
	return tf6server.Serve(provider.Address, func() tfprotov6.ProviderServer {
		return wrap(providerserver.NewProtocol6(provider.New(version)())())
	}, opts...)
}

func wrap(s tfprotov6.ProviderServer) tfprotov6.ProviderServer {
	lent := lending(s)
	if full, ok := lent.(framework); ok {
		return finishing(full)
	}
	return lent
}
