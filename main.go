// SPDX-License-Identifier: MPL-2.0

// Terraform-provider-lineworks manages LINE WORKS bots with Terraform and
// OpenTofu. The CLI starts it; it is of no use by itself.
package main

import (
	"context"
	"flag"
	"log"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/provider"
)

// version is set when a release is built.
var version = "dev"

func main() {
	debug := flag.Bool("debug", false, "serve for a debugger: print how the CLI can attach to this process")
	flag.Parse()

	err := providerserver.Serve(context.Background(), provider.New(version), providerserver.ServeOpts{
		Address: provider.Address,
		Debug:   *debug,
	})
	if err != nil {
		log.Fatal(err)
	}
}
