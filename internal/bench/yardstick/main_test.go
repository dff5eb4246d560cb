// SPDX-License-Identifier: MPL-2.0

package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/terraform"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/provider"
)

// shape has the properties of an attribute that decide how much work it is.
type shape struct {
	Type                         string
	Required, Optional, Computed bool
}

func shapes(t *testing.T, server tfprotov6.ProviderServer, kind string) map[string]shape {
	t.Helper()
	schemas, err := server.GetProviderSchema(t.Context(), &tfprotov6.GetProviderSchemaRequest{})
	if err != nil {
		t.Fatal(err)
	}
	found, ok := schemas.ResourceSchemas[kind]
	if !ok {
		t.Fatalf("no resource %s", kind)
	}
	out := map[string]shape{}
	walk(out, "", found.Block.Attributes)
	return out
}

func walk(out map[string]shape, path string, attributes []*tfprotov6.SchemaAttribute) {
	for _, a := range attributes {
		s := shape{Required: a.Required, Optional: a.Optional, Computed: a.Computed}
		if a.NestedType == nil {
			s.Type = a.Type.String()
		} else {
			s.Type = a.NestedType.Nesting.String()
			walk(out, path+a.Name+".", a.NestedType.Attributes)
		}
		out[path+a.Name] = s
	}
}

// TestShapes holds the yardstick to the attributes of the provider.
func TestShapes(t *testing.T) {
	t.Parallel()
	for _, kind := range []string{"lineworks_bot", "lineworks_persistent_menu"} {
		measured := shapes(t, providerserver.NewProtocol6(provider.New("test")())(), kind)
		bare := shapes(t, providerserver.NewProtocol6(newProvider())(), kind)
		if diff := cmp.Diff(measured, bare); diff != "" {
			t.Errorf("%s differs (-provider +yardstick):\n%s", kind, diff)
		}
	}
}

// configuration sets every attribute, or few.
func configuration(url, token string, all bool) string {
	text := fmt.Sprintf(`
provider "lineworks" {
  api_url      = %q
  access_token = %q
}
`, url+mockserver.APIPath, token)
	if !all {
		return text + `
resource "lineworks_bot" "test" {
  bot_name       = "Desk"
  photo_url      = "https://example.com/a.png"
  description    = "One."
  administrators = ["u1"]
}
resource "lineworks_persistent_menu" "test" {
  bot_id  = lineworks_bot.test.bot_id
  actions = [{ type = "message", label = "Help" }]
}
`
	}
	return text + `
resource "lineworks_bot" "test" {
  bot_name          = "Reception"
  photo_url         = "https://example.com/b.png"
  description       = "Two."
  administrators    = ["u1", "u2"]
  subadministrators = ["u3"]
  allow_domains     = ["10000001", "10000002"]
  enable_callback   = true
  callback_url      = "https://example.com/callback"
  callback_events   = ["text", "image"]
  channel_events    = ["message", "begin"]
  enable_group_join = true
  i18n_bot_names    = { ja_JP = "受付", en_US = "Reception" }
  i18n_descriptions = { ja_JP = "案内" }
  i18n_photo_urls   = { ja_JP = "https://example.com/ja.png" }
}
resource "lineworks_persistent_menu" "test" {
  bot_id  = lineworks_bot.test.bot_id
  actions = [
    { type = "message", label = "Ask", text = "A question", postback = "ask", i18n_labels = { ja_JP = "質問" }, i18n_texts = { ja_JP = "質問です" } },
    { type = "uri", label = "Handbook", uri = "https://example.com/handbook" },
    { type = "copy", label = "Copy", copy_text = "text" },
  ]
}
`
}

// TestYardstick takes both objects through their life, with each attribute set:
// a yardstick that left work out would measure nothing. The test framework
// plans again after each step and fails if that finds changes.
func TestYardstick(t *testing.T) {
	t.Parallel()
	api, err := mockserver.New(mockserver.Options{
		OnUnknown: func(r *http.Request) { t.Errorf("the mock does not know %s %s", r.Method, r.URL.Path) },
	})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(api)
	t.Cleanup(server.Close)
	few, all := configuration(server.URL, api.NewToken(), false), configuration(server.URL, api.NewToken(), true)
	resource.UnitTest(t, resource.TestCase{
		ProtoV6ProviderFactories: map[string]func() (tfprotov6.ProviderServer, error){
			"lineworks": providerserver.NewProtocol6WithError(newProvider()),
		},
		Steps: []resource.TestStep{
			{Config: few},
			{Config: all},
			{Config: all, ResourceName: "lineworks_persistent_menu.test", ImportState: true, ImportStateVerify: true, ImportStateIdFunc: onlyBot(api), ImportStateVerifyIdentifierAttribute: "bot_id"},
			{Config: all, ResourceName: "lineworks_bot.test", ImportState: true, ImportStateVerify: true, ImportStateIdFunc: onlyBot(api), ImportStateVerifyIdentifierAttribute: "bot_id"},
			{ // deleted elsewhere
				PreConfig:          func() { api.RemoveBot(api.Bots()[0].BotID) },
				Config:             all,
				PlanOnly:           true,
				ExpectNonEmptyPlan: true,
			},
			{Config: all},
			{Config: configuration(server.URL, "no token", true), ExpectError: regexp.MustCompile("401")},
			{Config: all},
		},
	})
	if left := len(api.Bots()); left > 0 {
		t.Errorf("got %d bots left, want none", left)
	}
}

// onlyBot is the ID of the only bot.
func onlyBot(api *mockserver.Server) resource.ImportStateIdFunc {
	return func(*terraform.State) (string, error) { return strconv.FormatInt(api.Bots()[0].BotID, 10), nil }
}

func TestAPI_faults(t *testing.T) {
	t.Parallel()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "no JSON") }))
	a := newAPI(server.URL, "token")
	if err := a.send(t.Context(), http.MethodGet, "/", nil, &botWire{}); err == nil {
		t.Error("a response without JSON: got no error, want one")
	}
	if err := a.send(t.Context(), http.MethodPost, "/", func() {}, nil); err == nil {
		t.Error("a function as the body: got no error, want one")
	}
	server.Close()
	if err := a.send(t.Context(), http.MethodGet, "/", nil, nil); err == nil {
		t.Error("without a server: got no error, want one")
	}
}
