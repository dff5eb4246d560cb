// SPDX-License-Identifier: MPL-2.0

// Terraform-provider-lineworks manages LINE WORKS bots with Terraform and
// OpenTofu. The CLI starts it; it is of no use by itself.
package main

import (
	"flag"
	"log"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/server"
)

// version is set when a release is built.
var version = "dev"

func main() {
	debug := flag.Bool("debug", false, "serve for a debugger: print how the CLI can attach to this process")
	flag.Parse()

	if err := server.Serve(version, *debug); err != nil {
		log.Fatal(err)
	}
}
