// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/acctest"
)

const (
	noBot     = "2999999"
	checkIDs  = "\n\nAn object that the request names does not exist, or was deleted elsewhere. Check the IDs"
	noBotText = "404 NOT_FOUND: bot not found"
)

// TestMissing_create names the object that is missing, or was deleted between the plan and
// the apply: the error is at the ID, with advice.
func TestMissing_create(t *testing.T) {
	t.Parallel()
	type missing struct{ resource, at, id, says string }
	all := []missing{
		{"lineworks_default_rich_menu", "rich_menu_id", "4711", "404 NOT_FOUND: Rich menu not found."},
		{"lineworks_user_rich_menu", "rich_menu_id", "4711", "404 NOT_FOUND: Rich menu not found."},
	}
	kinds := objects()
	for resource := range kinds {
		switch resource {
		case "lineworks_bot": // names nothing
		case "lineworks_bot_domain_member": // has an error of its own, about its registration
		default:
			all = append(all, missing{resource, "bot_id", noBot, noBotText})
		}
	}
	for _, tc := range all {
		t.Run(tc.resource+", "+tc.at, func(t *testing.T) {
			t.Parallel()
			o, s := kinds[tc.resource], &tenant{Tenant: acctest.NewInMemory(t)}
			o.before(t, s)
			s.readyToken()
			now, diags := s.Process(t).Apply(t.Context(), t, tc.resource, acctest.Instance{}, o.config(s).With(acctest.Values{tc.at: tc.id}))
			said := firstError(diags)
			if now.Exists() || !strings.HasPrefix(said, "error at "+tc.at+": Unable to ") || !strings.Contains(said, tc.says+checkIDs) {
				t.Errorf("made: %t, want false; got %s, want an error at %s with %q", now.Exists(), said, tc.at, tc.says+checkIDs)
			}
		})
	}
}

// TestMissing_update has something be deleted elsewhere after a plan to change it.
func TestMissing_update(t *testing.T) {
	t.Parallel()
	for resource, tc := range map[string]struct {
		remove   func(s *tenant)
		at, says string
	}{
		"lineworks_bot":               {func(s *tenant) { s.API.RemoveBot(s.API.Bots()[0].BotID) }, "nothing", noBotText},
		"lineworks_bot_domain":        {func(s *tenant) { s.API.RemoveDomain(s.bot, domain) }, "nothing", "404 NOT_FOUND: The bot is not registered in the domain."},
		"lineworks_bot_secret":        {func(s *tenant) { s.API.RemoveBot(s.bot) }, "bot_id", noBotText},
		"lineworks_persistent_menu":   {func(s *tenant) { s.API.RemoveBot(s.bot) }, "bot_id", noBotText},
		"lineworks_default_rich_menu": {func(s *tenant) { s.API.RemoveBot(s.bot) }, "bot_id", noBotText},
		"lineworks_user_rich_menu":    {func(s *tenant) { s.API.RemoveBot(s.bot) }, "bot_id", noBotText},
	} {
		t.Run(resource, func(t *testing.T) {
			t.Parallel()
			o, s := objects()[resource], &tenant{Tenant: acctest.NewInMemory(t)}
			o.before(t, s)
			s.readyToken()
			prior, diags := s.Process(t).Apply(t.Context(), t, resource, acctest.Instance{}, o.config(s))
			if acctest.IsError(diags) {
				t.Fatalf("got %s, want no error", acctest.Messages(diags))
			}
			tc.remove(s)
			_, diags = s.Process(t).Apply(t.Context(), t, resource, prior, s.after(o))
			said := firstError(diags)
			if !strings.HasPrefix(said, "error at "+tc.at+": Unable to ") || !strings.Contains(said, tc.says+checkIDs) {
				t.Errorf("got %s, want an error at %s with %q", said, tc.at, tc.says+checkIDs)
			}
		})
	}
}

// TestMissing_lists lists the objects of a missing bot.
func TestMissing_lists(t *testing.T) {
	t.Parallel()
	env := acctest.NewInMemory(t)
	for _, source := range []string{"lineworks_bot_domains", "lineworks_rich_menus", "lineworks_bot"} {
		_, diags := env.Process(t).Data(t.Context(), t, source, acctest.Values{"bot_id": noBot})
		want := "error at bot_id: Bot not found: There is no bot with the ID " + noBot + " in this tenant.\n\nGET /bots/" + noBot
		if said := firstError(diags); !strings.HasPrefix(said, want) {
			t.Errorf("%s: got %s, want %s", source, said, want)
		}
	}
}

// firstError is the first error as text, without the warnings before it.
func firstError(diags []*tfprotov6.Diagnostic) string {
	for _, d := range diags {
		if d.Severity == tfprotov6.DiagnosticSeverityError {
			return acctest.Messages([]*tfprotov6.Diagnostic{d})
		}
	}
	return "no error"
}
