// SPDX-License-Identifier: MPL-2.0

package bot_test

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/acctest"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/providerdata"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/service/bot"
)

const list = "GET /bots"

// planner plans bots as one process of the provider does.
type planner struct {
	data     *providerdata.Data
	resource resource.ResourceWithModifyPlan
	schema   resource.SchemaResponse
}

func newPlanner(t *testing.T, client *lineworks.Client) *planner {
	t.Helper()
	p := &planner{data: providerdata.New(client)}
	var ok bool
	if p.resource, ok = bot.NewResource().(resource.ResourceWithModifyPlan); !ok {
		t.Fatalf("got %T, want a resource that modifies plans", bot.NewResource())
	}
	configurable, ok := p.resource.(resource.ResourceWithConfigure)
	if !ok {
		t.Fatalf("got %T, want a resource that can be configured", p.resource)
	}
	configurable.Configure(t.Context(), resource.ConfigureRequest{ProviderData: p.data}, &resource.ConfigureResponse{})
	p.resource.Schema(t.Context(), resource.SchemaRequest{}, &p.schema)
	return p
}

// clientOf is a client of the mock.
func clientOf(t *testing.T, tenant *acctest.Tenant) *lineworks.Client {
	t.Helper()
	client, err := lineworks.New(lineworks.StaticToken(tenant.API.NewToken("bot")), lineworks.WithAPIURL(tenant.URL+mockserver.APIPath))
	if err != nil {
		t.Fatal(err)
	}
	return client
}

// plan plans the step from a bot with an ID to one with a name; "" for none.
func (p *planner) plan(t *testing.T, id string, name any) string {
	t.Helper()
	typ, ok := p.schema.Schema.Type().TerraformType(t.Context()).(tftypes.Object)
	if !ok {
		t.Fatalf("got the schema type %s, want an object", p.schema.Schema.Type())
	}
	object := func(id, name any) tftypes.Value {
		values := map[string]tftypes.Value{}
		for attribute, of := range typ.AttributeTypes {
			values[attribute] = tftypes.NewValue(of, nil)
		}
		values["bot_id"], values["bot_name"] = tftypes.NewValue(tftypes.String, id), tftypes.NewValue(tftypes.String, name)
		return tftypes.NewValue(typ, values)
	}
	state, planned := tftypes.NewValue(typ, nil), tftypes.NewValue(typ, nil)
	if id != "" {
		state = object(id, "Old")
	}
	if name != "" {
		planned = object(tftypes.UnknownValue, name)
	}
	req := resource.ModifyPlanRequest{
		State: tfsdk.State{Schema: p.schema.Schema, Raw: state}, Plan: tfsdk.Plan{Schema: p.schema.Schema, Raw: planned},
		Config: tfsdk.Config{Schema: p.schema.Schema, Raw: planned},
	}
	resp := resource.ModifyPlanResponse{Plan: req.Plan}
	p.resource.ModifyPlan(t.Context(), req, &resp)
	var b strings.Builder
	for _, d := range resp.Diagnostics {
		fmt.Fprintf(&b, "%s: %s: %s\n", d.Severity(), d.Summary(), d.Detail())
	}
	return b.String()
}

func named(name string) mockserver.Bot {
	return mockserver.Bot{BotName: name, PhotoURL: "https://example.com/a.png", Description: "d", Administrators: []string{"u1"}}
}

// TestBot_plan_nameTaken names the bot that is there and how to import it, but only
// if Terraform is not known to have it.
func TestBot_plan_nameTaken(t *testing.T) {
	t.Parallel()
	tenant := acctest.New(t)
	var ids []string
	for _, name := range []string{"Desk", "Twice", "Twice", "Managed", "Planned", "Destroyed"} {
		ids = append(ids, strconv.FormatInt(tenant.API.AddBot(named(name)), 10))
	}
	client := clientOf(t, tenant)
	p := newPlanner(t, client)
	p.data.Bots.MarkManaged(ids[3])
	for _, known := range []struct{ id, name string }{{ids[4], "Planned"}, {ids[5], ""}} {
		if got := p.plan(t, known.id, known.name); got != "" {
			t.Errorf("a bot of Terraform's own: got %s, want no warning", got)
		}
	}
	if n := tenant.API.Count(list); n != 0 {
		t.Errorf("%d lists before anything new is planned, want none", n)
	}
	for name, tc := range map[string]struct {
		name any
		want []string
	}{
		"one":       {"Desk", []string{`has a bot named "Desk": ` + ids[0] + ". ", "To manage that bot instead: terraform import lineworks_bot.NAME " + ids[0] + "\n"}},
		"two":       {"Twice", []string{`has 2 bots named "Twice": ` + ids[1] + ", " + ids[2] + ". ", "one of them instead: terraform import lineworks_bot.NAME " + ids[1] + "\n"}},
		"none":      {"desk", nil},
		"not known": {tftypes.UnknownValue, nil},
		"managed":   {"Managed", nil},
		"planned":   {"Planned", nil},
		"destroyed": {"Destroyed", nil},
	} {
		got := p.plan(t, "", tc.name)
		if (got == "") != (tc.want == nil) || tc.want != nil && !strings.HasPrefix(got, "Warning: Bot named \"") {
			t.Errorf("%s: got %q, want %q", name, got, tc.want)
		}
		for _, want := range tc.want {
			if !strings.Contains(got, want) {
				t.Errorf("%s: got %s, want %q in it", name, got, want)
			}
		}
	}
	// There is no warning of a bot that this process has created.
	if _, _, err := client.Bots.Create(t.Context(), &lineworks.BotWrite{
		BotName: new("New"), PhotoURL: new("https://example.com/a.png"), Description: new("d"), Administrators: []string{"u1"},
	}); err != nil {
		t.Fatal(err)
	}
	if got := p.plan(t, "", "New"); got != "" {
		t.Errorf("a bot that was just made: got %s, want no warning", got)
	}
	if n := tenant.API.Count(list); n != 3 { // pages
		t.Errorf("%d pages of lists for one process, want 3", n)
	}
}

// TestBot_plan_limit warns once, with figures, of more bots than fit.
func TestBot_plan_limit(t *testing.T) {
	t.Parallel()
	const warning = "Warning: More bots than a tenant may have: "
	for name, tc := range map[string]struct {
		existing, leaving, planned int
		want                       string
	}{
		"just fits":       {298, 0, 2, ""},
		"one too many":    {298, 0, 5, "has 298 bots, and this plan creates at least 3. "},
		"full":            {300, 0, 1, "has 300 bots, and this plan creates at least 1. "},
		"others leave":    {300, 2, 2, ""},
		"too few leave":   {300, 1, 2, "has 299 bots, and this plan creates at least 2. "},
		"an empty tenant": {0, 0, 300, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tenant := acctest.New(t, func(o *mockserver.Options) { o.MaxPageSize = 100 })
			var ids []int64
			for i := range tc.existing {
				ids = append(ids, tenant.API.AddBot(named("Bot "+strconv.Itoa(i))))
			}
			p := newPlanner(t, clientOf(t, tenant))
			for _, id := range ids[:tc.leaving] {
				p.plan(t, strconv.FormatInt(id, 10), "")
			}
			var got string
			for i := range tc.planned {
				got += p.plan(t, "", "New bot "+strconv.Itoa(i))
			}
			if tc.want == "" && got != "" || tc.want != "" && (strings.Count(got, warning) != 1 || !strings.Contains(got, tc.want)) {
				t.Errorf("got %q, want %q once", got, tc.want)
			}
		})
	}
}

// TestBot_plan_notListed goes on without the list, and says so once.
func TestBot_plan_notListed(t *testing.T) {
	t.Parallel()
	tenant := acctest.New(t)
	tenant.API.AddBot(named("Desk"))
	tenant.API.Fail(mockserver.Fault{Operation: list, Status: http.StatusForbidden, Code: "FORBIDDEN", Description: "not yours"})
	p := newPlanner(t, clientOf(t, tenant))
	got := p.plan(t, "", "Desk") + p.plan(t, "", "Desk")
	if !strings.HasPrefix(got, "Warning: Unable to look for existing bots: ") || strings.Count(got, "Warning: ") != 1 ||
		!strings.Contains(got, "403 FORBIDDEN: not yours") || !strings.Contains(got, `scope "bot.read"`) {
		t.Errorf("got %s, want one warning with the API's own words and the scope", got)
	}
	unknown := newPlanner(t, lineworks.Unavailable(fmt.Errorf("client_id: %w", providerdata.ErrSettingsUnknown)))
	if got := unknown.plan(t, "", "Desk"); got != "" {
		t.Errorf("settings that are not known: got %s, want no warning", got)
	}
	if got := tenant.API.Count(list); got != 1 {
		t.Errorf("%d lists, want 1", got)
	}
}

// TestBot_plan_notListed_waitsOnce does not wait for each bot where every call fails.
func TestBot_plan_notListed_waitsOnce(t *testing.T) {
	t.Parallel()
	tenant := acctest.New(t)
	p := newPlanner(t, clientOf(t, tenant))
	tenant.API.RevokeTokens()
	got := p.plan(t, "", "One") + p.plan(t, "", "Two") + p.plan(t, "", "Three")
	if !strings.HasPrefix(got, "Warning: Unable to look for existing bots: ") || strings.Count(got, "Warning: ") != 1 || tenant.API.Count(list) != 1 {
		t.Errorf("got %d lists and %s, want one list and one warning", tenant.API.Count(list), got)
	}
}

// TestBot_plan_warnsOverTheProtocol has the resource note the bots that it reads.
func TestBot_plan_warnsOverTheProtocol(t *testing.T) {
	t.Parallel()
	tenant := acctest.New(t)
	tenant.API.AddBot(named("Desk"))
	got := acctest.Messages(tenant.Plan(t, "lineworks_bot", nil, required().With(acctest.Values{"bot_id": acctest.Unknown, "created_time": acctest.Unknown})))
	if !strings.HasPrefix(got, "warning at bot_name: Bot named \"") {
		t.Errorf("got %s, want a warning at bot_name", got)
	}
}
