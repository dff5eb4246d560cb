// SPDX-License-Identifier: MPL-2.0

// Schemajson prints the schema of the provider in the form of "terraform
// providers schema -json". The documentation is generated from it. It needs no
// CLI, so that the pages do not depend on which CLI is installed: an older one
// leaves out list resources and actions, which it does not know.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/provider"
)

func main() {
	server := providerserver.NewProtocol6(provider.New("dev")())()
	if err := write(context.Background(), os.Stdout, "lineworks", server); err != nil {
		fmt.Fprintln(os.Stderr, "schemajson:", err)
		os.Exit(1)
	}
}

// write writes the schemas of the provider called name to w.
func write(ctx context.Context, w io.Writer, name string, server tfprotov6.ProviderServer) error {
	schemas, err := dump(ctx, name, server)
	if err != nil {
		return err
	}
	out := json.NewEncoder(w)
	out.SetIndent("", "  ")
	if err := out.Encode(schemas); err != nil {
		return fmt.Errorf("writing the schema: %w", err)
	}
	return nil
}
