// SPDX-License-Identifier: MPL-2.0

package botdomain_test

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/terraform"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/acctest"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
)

const (
	domainType = "lineworks_bot_domain"
	memberType = "lineworks_bot_domain_member"

	first  = 10000001
	second = 10000002

	readBot = "GET /bots/{botId}"
	list    = "GET /bots/{botId}/domains"
)

// block is a resource named "test" as configuration.
func block(typeName string, botID, domainID int64, more ...string) string {
	return fmt.Sprintf("resource %q \"test\" {\n  bot_id = \"%d\"\n  domain_id = \"%d\"\n  %s\n}\n",
		typeName, botID, domainID, strings.Join(more, "\n  "))
}

func planned(address string, action plancheck.ResourceActionType) resource.ConfigPlanChecks {
	return resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{plancheck.ExpectResourceAction(address, action)}}
}

// importID joins attributes of a resource in state.
func importID(address string, attributes ...string) resource.ImportStateIdFunc {
	return func(s *terraform.State) (string, error) {
		var parts []string
		for _, attribute := range attributes {
			part, err := acctest.ImportID(address, attribute)(s)
			if err != nil {
				return "", err
			}
			parts = append(parts, part)
		}
		return strings.Join(parts, "/"), nil
	}
}

// imports imports a resource by command and by block; the second expects an
// empty plan.
func imports(address string, attributes ...string) []resource.TestStep {
	return []resource.TestStep{
		{
			ResourceName: address, ImportState: true, ImportStateVerify: true,
			ImportStateVerifyIdentifierAttribute: attributes[len(attributes)-1],
			ImportStateIdFunc:                    importID(address, attributes...),
		},
		{
			ResourceName: address, ImportState: true, ImportStateKind: resource.ImportBlockWithID,
			ImportStateIdFunc: importID(address, attributes...),
		},
	}
}

// body is the last request of an operation as JSON, by field.
func body(t *testing.T, tenant *acctest.Tenant, operation string) map[string]string {
	t.Helper()
	out := map[string]string{}
	for field, raw := range tenant.Last(t, operation).Body {
		out[field] = string(raw)
	}
	return out
}

// oneWrite expects one write request since the last reset.
func oneWrite(t *testing.T, tenant *acctest.Tenant) func() {
	t.Helper()
	return func() {
		if n := tenant.Writes(); n != 1 {
			t.Errorf("got %d write requests, want 1", n)
		}
	}
}

// foreign are responses that are not the API's, by name.
func foreign(operation string) map[string]mockserver.Fault {
	page := "<!DOCTYPE html><html><head><title>Access blocked</title></head></html>"
	return map[string]mockserver.Fault{
		"HTML 404":       {Operation: operation, Status: http.StatusNotFound, Body: page},
		"HTML 200":       {Operation: operation, Status: http.StatusOK, Body: page},
		"foreign 404":    {Operation: operation, Status: http.StatusNotFound, Body: `{"message":"no route"}`, ContentType: "application/json"},
		"foreign 200":    {Operation: operation, Status: http.StatusOK, Body: `{"ok":true}`, ContentType: "application/json"},
		"api not exists": {Operation: operation, Status: http.StatusNotFound, Code: "NOT_FOUND", Description: "Api not exists"},
	}
}

// domainConfig is a registration named "test" for the driver.
func domainConfig(botID, domainID int64, more acctest.Values) acctest.Config {
	return acctest.Config{domainAddr: acctest.Values{"bot_id": text(botID), "domain_id": text(domainID)}.With(more)}
}

// memberConfig is the member u1 of the first domain, named "test", for the driver.
func memberConfig(botID int64) acctest.Config {
	return acctest.Config{memberAddr: {"bot_id": text(botID), "domain_id": text(first), "user_id": "u1"}}
}

func text(id int64) string { return strconv.FormatInt(id, 10) }
