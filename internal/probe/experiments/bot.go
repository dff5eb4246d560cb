// SPDX-License-Identifier: MPL-2.0

package experiments

import (
	"net/http"
	"slices"
	"strings"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/rest"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/probe/report"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/probe/trial"
)

// bot looks at a bot with nothing but the properties that it must have.
var bot = trial.Experiment{
	Name: "bot", Purpose: "how a new bot with nothing but the required properties looks",
	Settles: []string{
		"create-response", "bot-id-string", "all-domains", "unset", "false", "no-channel-events-default", "times-in-utc", "missing-rate-headers",
	},
	Bots: 1, Requests: 7,
	Run: func(t *trial.Trial) {
		id, created := t.Bot(nil)
		got := t.Must(t.Get(botPath, id))
		_, menu := menu(t, id, "probe")
		createResponse(t, created, menu)
		botID, isText := got.Value("botId").(string)
		t.Choose("bot-id-string", because(got), toggle(!isText && got.Text("botId") != "", isText && botID != "")...)
		allDomains(t, got)
		unset(t, got)
		booleans := []trial.Form{got.Form("enableCallback"), got.Form("enableGroupJoin")}
		t.Choose("false", because(got),
			at("false-shown", got.Value("enableCallback") == false && got.Value("enableGroupJoin") == false),
			at("false-absent", same(booleans) && booleans[0] == trial.Absent), at("false-null", same(booleans) && booleans[0] == trial.Null))
		events := got.Texts("channelEvents")
		t.Choose("no-channel-events-default", because(got), toggle(isDefaultEvents(events), got.Form("channelEvents") != trial.Valued)...)
		times := []string{got.Text("createdTime"), got.Text("modifiedTime")}
		t.Choose("times-in-utc", because(got), toggle(allEndIn(times, "+09:00"), allEndIn(times, "Z"))...)
		rateHeaders(t, created, got, menu)
	},
}

func createResponse(t *trial.Trial, created, menu *result) {
	whole := created.Form("botName") == trial.Valued && menu.Form("richmenuName") == trial.Valued
	onlyID := onlyHas(created, "botId") && onlyHas(menu, "richmenuId")
	both := func(status int) bool { return created.Status == status && menu.Status == status }
	t.Choose("create-response", because(created, menu),
		at("create-response-full", both(http.StatusCreated) && whole), at("create-response-200", both(http.StatusOK) && whole),
		at("create-response-only-id", both(http.StatusCreated) && onlyID),
		at("create-response-empty", both(http.StatusCreated) && !created.HasBody() && !menu.HasBody()))
}

func onlyHas(r *result, name string) bool {
	return len(r.Object()) == 1 && r.Form(name) == trial.Valued
}

func allDomains(t *trial.Trial, got *result) {
	t.Choose("all-domains", because(got), append(
		forms(got.Form("allowDomains"), "all-domains-empty", "all-domains-absent", "all-domains-null"),
		at("all-domains-zero", slices.Equal(got.Texts("allowDomains"), []string{"0"})))...)
}

func unset(t *trial.Trial, got *result) {
	var found []trial.Form
	for _, name := range []string{
		"subadministrators", "callbackUrl", "callbackEvents", "defaultRichmenuId", "i18nBotNames", "i18nDescriptions", "i18nPhotoUrls",
	} {
		found = append(found, got.Form(name))
	}
	if !same(found) {
		t.Leave("unset", "Properties without a value differ from each other.", got)
		return
	}
	t.Choose("unset", because(got), forms(found[0], "unset-empty", "unset-absent", "unset-null")...)
}

// isDefaultEvents wants the six that https://developers.worksmobile.com/jp/docs/bot-get names.
func isDefaultEvents(events []string) bool {
	return slices.Equal(slices.Sorted(slices.Values(events)), []string{"join", "joined", "leave", "left", "message", "postback"})
}

func allEndIn(times []string, zone string) bool {
	return !slices.ContainsFunc(times, func(time string) bool { return !strings.HasSuffix(time, zone) })
}

// rateHeaders looks at operations that are limited on every plan:
// https://developers.worksmobile.com/en/docs/rate-limits.
func rateHeaders(t *trial.Trial, responses ...*result) {
	sent := 0
	for _, r := range responses {
		if r.Header.Get("rateLimit-limit") != "" {
			sent++
		}
	}
	t.Choose("missing-rate-headers", responses, toggle(sent == len(responses), sent == 0)...)
}

// changes changes a bot.
var changes = trial.Experiment{
	Name: "changes", Purpose: "responses to changes of a bot, null in a PATCH, and the order of arrays",
	Settles: []string{"update-response", "patch-null", "reverse-arrays"},
	Bots:    1, Requests: 12,
	Run: func(t *trial.Trial) {
		first, second := []string{"text", "image", "video"}, []string{"image", "text", "video"}
		id, _ := t.Bot(fields{"callbackEvents": first, "enableCallback": false})
		before := t.Must(t.Get(botPath, id))
		patched := t.Must(t.Patch(botPath, fields{"callbackEvents": second}, id))
		after := t.Must(t.Get(botPath, id))
		replaced := t.Must(t.Send(rest.Operation{Method: http.MethodPut, Path: botPath}, fields{
			"botName": t.Name(id), "description": t.Description(), "photoUrl": trial.PhotoURL, "administrators": []string{t.Administrator},
		}, id))
		whole := patched.Form("botName") == trial.Valued && replaced.Form("botName") == trial.Valued
		t.Choose("update-response", because(patched, replaced),
			at("update-response-full", patched.Status == http.StatusOK && replaced.Status == http.StatusOK && whole),
			at("update-response-empty", patched.Status == http.StatusNoContent && replaced.Status == http.StatusNoContent))
		// A service that sorts the array itself would fit at most one of the two.
		orders := [][2][]string{{before.Texts("callbackEvents"), first}, {after.Texts("callbackEvents"), second}}
		t.Choose("reverse-arrays", because(before, after), toggle(
			slices.Equal(orders[0][0], orders[0][1]) && slices.Equal(orders[1][0], orders[1][1]),
			isReverse(orders[0]) && isReverse(orders[1]))...)
		patchNull(t, id)
	},
}

func isReverse(order [2][]string) bool {
	reversed := slices.Clone(order[0])
	slices.Reverse(reversed)
	return slices.Equal(reversed, order[1])
}

func patchNull(t *trial.Trial, id string) {
	const name = "i18nDescriptions"
	t.Must(t.Patch(botPath, fields{name: []any{fields{"language": "ja_JP", "description": t.Description()}}}, id))
	before := t.Must(t.Get(botPath, id))
	cleared := t.Patch(botPath, fields{name: nil}, id)
	after := t.Must(t.Get(botPath, id))
	kept := after.Form(name) == trial.Valued
	if before.Form(name) != trial.Valued {
		t.Leave("patch-null", "The property was not stored.", before)
		return
	}
	t.Choose("patch-null", because(cleared, after),
		at("patch-null-clears", cleared.OK() && !kept), at("patch-null-keeps", cleared.OK() && kept),
		at("patch-null-refused", cleared.Is(http.StatusBadRequest, invalidParameter) && kept))
}

// pictures looks at the addresses of pictures.
var pictures = trial.Experiment{
	Name: "pictures", Purpose: "whether the service rewrites the addresses of a bot's pictures",
	Settles: []string{"rewrite-photo-url", "rewrite-i18n-photo-urls"},
	Bots:    1, Requests: 7,
	Run: func(t *trial.Trial) {
		photos := fields{"photoUrl": trial.PhotoURL, "i18nPhotoUrls": []any{fields{"language": "ja_JP", "photoUrl": trial.PhotoURL}}}
		id, _ := t.Bot(photos)
		first := t.Must(t.Get(botPath, id))
		t.Must(t.Patch(botPath, photos, id))
		second := t.Must(t.Get(botPath, id))
		rewritten(t, "rewrite-photo-url", because(first, second), first.Text("photoUrl"), second.Text("photoUrl"))
		path := []any{"i18nPhotoUrls", 0, "photoUrl"}
		rewritten(t, "rewrite-i18n-photo-urls", because(first, second), first.Text(path...), second.Text(path...))
	},
}

func rewritten(t *trial.Trial, name string, responses []*result, first, second string) {
	t.Choose(name, responses,
		at(report.Off, first == trial.PhotoURL && second == trial.PhotoURL),
		at(report.On, first != "" && second != "" && first != trial.PhotoURL && second != trial.PhotoURL && first != second))
}
