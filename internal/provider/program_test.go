// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"context"
	"strings"
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/acctest"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/memnet"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/provider"
)

func TestProgram_Client(t *testing.T) {
	t.Parallel()
	tenant := acctest.NewInMemory(t)
	tenant.AddBot()
	p := provider.Program{
		UserAgent: "lineworks-test/1", Getenv: func(name string) string { return tenant.Variables[name] },
		Transport: memnet.Serve(t, tenant.API), WaitNotice: func(context.Context, lineworks.Wait) {},
	}
	client, err := p.Client()
	if err != nil {
		t.Fatal(err)
	}
	bots := 0
	for _, err := range client.Bots.All(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		bots++
	}
	if bots != 1 {
		t.Errorf("got %d bots, want 1", bots)
	}
	for _, r := range tenant.API.Requests() {
		if got := r.Header.Get("User-Agent"); got != "lineworks-test/1" {
			t.Errorf("%s: got the User-Agent %q, want that of the program", r.Operation, got)
		}
	}
}

func TestProgram_Client_refused(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		variables map[string]string
		want      []string
	}{
		"nothing": {nil, []string{
			"Missing client_id, client_secret, service_account and private_key", "set the environment variable in brackets for each", "LINEWORKS_CLIENT_ID", "LINEWORKS_ACCESS_TOKEN",
		}},
		"several problems": {
			map[string]string{"LINEWORKS_ACCESS_TOKEN": "t0ken", "LINEWORKS_API_URL": "ftp://example.com", "LINEWORKS_MAX_RETRIES": "many"},
			[]string{"LINEWORKS_API_URL", "LINEWORKS_MAX_RETRIES"},
		},
		"a key that is none": {
			map[string]string{"LINEWORKS_CLIENT_ID": "a", "LINEWORKS_CLIENT_SECRET": "b", "LINEWORKS_SERVICE_ACCOUNT": "c", "LINEWORKS_PRIVATE_KEY": "s3cret"},
			[]string{"Invalid private key", "LINEWORKS_PRIVATE_KEY"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := provider.Program{UserAgent: "lineworks-test/1", Getenv: func(name string) string { return tc.variables[name] }, WaitNotice: func(context.Context, lineworks.Wait) {}}
			_, err := p.Client()
			if err == nil {
				t.Fatal("got no error")
			}
			for _, want := range tc.want {
				if !strings.Contains(err.Error(), want) {
					t.Errorf("got the error %q, want it to have %q", err, want)
				}
			}
			if strings.Contains(err.Error(), "provider block") || strings.Contains(err.Error(), "s3cret") {
				t.Errorf("got the error %q, want no word of a provider block, and no key", err)
			}
		})
	}
}
