// SPDX-License-Identifier: MPL-2.0

// Yardstick is the provider that ours is measured against: about the least that
// manages the same two kinds of objects. It has the attributes of lineworks_bot
// and lineworks_persistent_menu under the same names, sends one request for each
// operation, and is written as the framework's documentation shows. It signs in
// with a ready token and knows no retries, limits, locks or warnings.
package main

import (
	"context"
	"log"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"
)

// address is that of the measured provider, so that one configuration serves
// both.
const address = "registry.terraform.io/terraform-lineworks/lineworks"

func main() {
	if err := providerserver.Serve(context.Background(), newProvider, providerserver.ServeOpts{Address: address}); err != nil {
		log.Fatal(err)
	}
}
