// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/acctest"
)

// letters are what a CLI makes up for an ID of a mocked object.
const letters = "zlfxocet"

// numericIDs are the attributes that hold the numeric ID of another object.
var numericIDs = map[string]any{"bot_id": letters, "domain_id": letters, "allow_domains": []string{letters}}

// checkLetters fails the test unless the error is at the attribute.
func checkLetters(t *testing.T, where, attribute string, diags []*tfprotov6.Diagnostic) {
	t.Helper()
	if said := firstError(diags); !strings.HasPrefix(said, "error at "+attribute) || !strings.Contains(said, "Invalid ID: Attribute "+attribute) || !strings.Contains(said, letters) {
		t.Errorf("%s: got %s, want that the ID at %s is invalid", where, said, attribute)
	}
}

// TestIDs_resources has the plan refuse an ID that is no number, and not the validation:
// with mock_provider, a CLI validates the letters that it makes up, but plans itself.
func TestIDs_resources(t *testing.T) {
	t.Parallel()
	checked := 0
	for name, o := range objects() {
		s := &tenant{Tenant: acctest.NewInMemory(t)}
		o.before(t, s)
		config := o.config(s)
		for attribute, value := range numericIDs {
			if _, has := config[attribute]; !has && (attribute != "allow_domains" || name != "lineworks_bot") {
				continue
			}
			checked++
			config := config.With(acctest.Values{attribute: value})
			if diags := s.Validate(t, name, config); len(diags) > 0 {
				t.Errorf("%s: got %s from the validation, want nothing", name, acctest.Messages(diags))
			}
			s.API.ResetRequests()
			checkLetters(t, name, attribute, s.Plan(t, name, nil, config))
			if sent := s.API.Requests(); len(sent) > 0 {
				t.Errorf("%s: got %d requests with an ID that is no number, want none", name, len(sent))
			}
		}
	}
	if checked < 11 {
		t.Errorf("%d attributes were checked, want at least 11", checked)
	}
}

// TestIDs_dataSources is the same for data sources, which are read in place of a plan.
func TestIDs_dataSources(t *testing.T) {
	t.Parallel()
	s := acctest.NewInMemory(t)
	server := s.Server()
	schemas, err := server.GetProviderSchema(t.Context(), &tfprotov6.GetProviderSchemaRequest{})
	if err != nil {
		t.Fatal(err)
	}
	checked := 0
	for name, schema := range schemas.DataSourceSchemas {
		config := acctest.Values{}
		var ids []string
		for _, a := range schema.Block.Attributes {
			switch {
			case numericIDs[a.Name] != nil && (a.Required || a.Optional):
				ids = append(ids, a.Name)
				if a.Required {
					config[a.Name] = "2000001"
				}
			case a.Required && a.Type.Is(tftypes.String):
				config[a.Name] = "a1b2c3d4"
			case name == "lineworks_group" && a.Name == "group_name", name == "lineworks_org_unit" && a.Name == "org_unit_name":
				config[a.Name] = "Sales" // one of those by which it is found
			}
		}
		for _, id := range ids {
			checked++
			checkLetters(t, name, id, second(s.Data(t, name, config.With(acctest.Values{id: letters}))))
			if valid := s.ValidateData(t, name, config.With(acctest.Values{id: letters})); len(valid) > 0 {
				t.Errorf("%s: got %s from the validation, want nothing", name, acctest.Messages(valid))
			}
		}
	}
	if sent := s.API.Requests(); len(sent) > 0 {
		t.Errorf("got %d requests with an ID that is no number, want none", len(sent))
	}
	if checked < 13 {
		t.Errorf("%d attributes were checked, want at least 13", checked)
	}
}

func second[A, B any](_ A, b B) B { return b }
