// SPDX-License-Identifier: MPL-2.0

package message_test

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/acctest"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfdiag"
)

var hello = toTheRoom("text", values{"text": "hello"})

// failed wants one error and returns its detail.
func failed(t *testing.T, diags []*tfprotov6.Diagnostic, summary, at string) string {
	t.Helper()
	if len(diags) != 1 || diags[0].Severity != tfprotov6.DiagnosticSeverityError || diags[0].Summary != summary || acctest.Path(diags[0].Attribute) != at {
		t.Fatalf("want %q at %s, got:\n%s", summary, at, acctest.Messages(diags))
	}
	return diags[0].Detail
}

func expectWords(t *testing.T, detail string, words ...string) {
	t.Helper()
	for _, w := range words {
		if !strings.Contains(detail, w) {
			t.Errorf("got a detail without %q, want it in:\n%s", w, detail)
		}
	}
}

func TestInvoke_progress(t *testing.T) {
	t.Parallel()
	e := newTenant(t)
	progress, diags := e.action(t).Invoke(t, hello)
	none(t, diags)
	what := "text message of bot 2000001 to room \"" + room + "\""
	if want := []string{"Sending " + what, "Sent " + what}; !slices.Equal(progress, want) {
		t.Errorf("told %q, want %q", progress, want)
	}
	progress, diags = e.action(t).Invoke(t, values{"bot_id": botID, "user_id": user, "sticker": values{"package_id": "1", "sticker_id": "2"}})
	none(t, diags)
	if len(progress) != 2 || progress[1] != "Sent sticker message of bot 2000001 to user \""+user+"\"" {
		t.Errorf("told %q, want two lines, the second of a sticker to user %s", progress, user)
	}
}

// TestInvoke_lostResponse has the mock send a message and lose the response: it must not be
// sent a second time.
func TestInvoke_lostResponse(t *testing.T) {
	t.Parallel()
	for name, fault := range map[string]mockserver.Fault{
		"connection reset":    {Act: true, Reset: true},
		"bad gateway":         {Act: true, Status: http.StatusBadGateway, Body: "<html>"},
		"service unavailable": {Act: true, Status: http.StatusServiceUnavailable, Code: "X", Description: "Later."},
		"failure":             {Act: true, Status: http.StatusInternalServerError, Code: "X", Description: "Oh."},
		"page of a proxy":     {Act: true, Status: http.StatusOK, Body: "<html>"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			e := newTenant(t)
			fault.Operation = toRoom
			e.API.Fail(fault)
			progress, diags := e.action(t).Invoke(t, hello)
			expectWords(t, failed(t, diags, "Unable to send message", "nothing"),
				`The request for the text message of bot 2000001 to room "`+room+`" failed.`, "; the message may have arrived",
				"The provider does not send it a second time", "if the trigger is a before_… event or has on_failure = taint, that apply sends the message again; otherwise it does not",
				"-invoke=action.lineworks_send_message.NAME")
			if n := strings.Count(diags[0].Detail, "may have arrived"); n != 1 {
				t.Errorf("the error says %d times that the message may have arrived, want once:\n%s", n, diags[0].Detail)
			}
			if n := e.API.Count(toRoom); n != 1 || len(e.API.Messages()) != 1 {
				t.Errorf("sent %d times, %d messages arrived, want 1 and 1", n, len(e.API.Messages()))
			}
			if len(progress) != 1 {
				t.Errorf("told %q, want the beginning only", progress)
			}
		})
	}
}

// TestInvoke_limited waits and sends the message again: it was refused before
// anything was done.
func TestInvoke_limited(t *testing.T) {
	t.Parallel()
	e := newTenant(t)
	e.API.Fail(mockserver.Fault{
		Operation: toRoom, Times: 2, Status: http.StatusTooManyRequests, Code: "TOO_MANY_REQUESTS", Description: "Wait.",
		Header: http.Header{"Retry-After": {"0.01"}},
	})
	_, diags := e.action(t).Invoke(t, hello)
	none(t, diags)
	if n := e.API.Count(toRoom); n != 3 || len(e.API.Messages()) != 1 {
		t.Errorf("sent %d times, %d messages arrived, want 3 and 1", n, len(e.API.Messages()))
	}
}

// TestInvoke_refused has the API's own words in the error, and advice that fits.
func TestInvoke_refused(t *testing.T) {
	t.Parallel()
	const again = "If the trigger is a before_… event or has on_failure = taint, the next apply sends the message; otherwise it does not. To send it by hand: terraform apply -invoke="
	for name, tc := range map[string]struct {
		fault  mockserver.Fault
		config values
		at     string
		words  []string
	}{
		"field": {
			mockserver.Fault{Status: 400, Code: "EXCEEDED_LENGTH_LIMIT_OF_PARAM", Description: "content.text is too long."},
			hello,
			"text.text",
			[]string{"400 EXCEEDED_LENGTH_LIMIT_OF_PARAM: content.text is too long.", again},
		},
		"field with another name": {
			mockserver.Fault{Status: 400, Code: "INVALID_PARAMETER", Description: "content.fileId content is invalid"},
			toTheRoom("image", values{"file_id": "f"}), "image.file_id",
			[]string{"400 INVALID_PARAMETER: content.fileId content is invalid"},
		},
		"field deep inside": {
			mockserver.Fault{Status: 400, Code: "EXCEEDED_LENGTH_LIMIT_OF_PARAM", Description: "Maximum content.columns length is 10"},
			columns(column(nil)), "carousel.columns",
			[]string{"Maximum content.columns length is 10"},
		},
		"room without the bot": {
			mockserver.Fault{Status: 403, Code: "ACCESS_DENIED", Description: "No."},
			hello,
			"nothing",
			[]string{"403 ACCESS_DENIED: No.", "Check that bot 2000001 is in the room", again},
		},
		"user without the bot": {
			mockserver.Fault{Status: 403, Code: "ACCESS_DENIED", Description: "No."},
			values{"bot_id": botID, "user_id": user, "text": values{"text": "a"}},
			"nothing",
			[]string{"403 ACCESS_DENIED: No.", "registered in the domain of the user", again},
		},
		"room that is not there": {
			mockserver.Fault{Status: 404, Code: "NOT_FOUND", Description: "Channel not found."},
			hello,
			"nothing",
			[]string{"404 NOT_FOUND: Channel not found.", "that channel_id is right", again},
		},
		"scope": {
			mockserver.Fault{Status: 403, Code: "FORBIDDEN", Description: "Scope."},
			hello,
			"nothing",
			[]string{"403 FORBIDDEN: Scope.", `The request needs the scope "bot.message" ("bot" is enough, too). The token that the provider asked for has "bot".`, again},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			e := newTenant(t)
			operation := toRoom
			if tc.config["user_id"] != nil {
				operation = toUser
			}
			tc.fault.Operation = operation
			e.API.Fail(tc.fault)
			_, diags := e.action(t).Invoke(t, tc.config)
			detail := failed(t, diags, "Unable to send message", tc.at)
			expectWords(t, detail, tc.words...)
			if strings.Contains(detail, "may have arrived") || strings.Contains(detail, "apply again") {
				t.Errorf("got %s, want no word of a message that may have arrived, or of another apply", detail)
			}
			if n := e.API.Count(operation); n != 1 {
				t.Errorf("sent %d times, want once", n)
			}
		})
	}
}

// TestInvoke_interrupted ends before anything is sent, and does not say that a
// message may have arrived.
func TestInvoke_interrupted(t *testing.T) {
	t.Parallel()
	e := newTenant(t)
	ctx, interrupt := context.WithCancel(t.Context())
	interrupt()
	_, diags := e.action(t).InvokeWith(ctx, t, hello)
	detail := failed(t, diags, "Unable to send message", "nothing")
	expectWords(t, detail, "context canceled", "The run was interrupted before the message was sent. If the trigger is", "To send it by hand: terraform apply -invoke=")
	if strings.Contains(detail, "may have arrived") || strings.Contains(detail, "in the state") {
		t.Errorf("got %s, want no word of a message that may have arrived, or of the state", detail)
	}
	if n := e.API.Count(toRoom); n != 0 {
		t.Errorf("sent %d times, want never", n)
	}
}

// TestInvoke_noToken fails before anything is sent, and repeats no secret.
func TestInvoke_noToken(t *testing.T) {
	t.Parallel()
	e := newTenant(t)
	e.Variables["LINEWORKS_CLIENT_SECRET"] = "not-the-secret"
	_, diags := e.action(t).Invoke(t, hello)
	detail := failed(t, diags, tfdiag.SignInSummary, "nothing")
	expectWords(t, detail, "invalid_client", "Check client_id and client_secret", "otherwise it does not. To send it by hand")
	if strings.Contains(detail, "not-the-secret") || e.API.Count(toRoom) != 0 {
		t.Errorf("sent %d times, want never, and no secret in the error:\n%s", e.API.Count(toRoom), detail)
	}
}

// TestQuickReplies sends buttons of all types, with the vendor's odd names for the
// icons by language.
func TestQuickReplies(t *testing.T) {
	t.Parallel()
	e := newTenant(t)
	config := hello.With(values{"quick_reply": values{"items": []any{
		values{"action": say, "image_url": "https://example.com/i.png", "i18n_image_url": iconsByLang},
		values{"action": post},
		values{"action": open},
		values{"action": copyIt},
		values{"action": values{"type": "camera", "label": "Camera", "i18n_labels": inJapanese}},
		values{"action": values{"type": "cameraRoll", "label": "Album"}},
		values{"action": values{"type": "location", "label": "Place"}},
	}}})
	none(t, e.action(t).Validate(t, config))
	_, diags := e.action(t).Invoke(t, config)
	none(t, diags)
	sameJSON(t, `{"type":"text","text":"hello","quickReply":{"items":[
		{"action":`+sayJSON+`,"imageUrl":"https://example.com/i.png","i18nImageUrl":[{"language":"ko_KR","thumbnailImageUrl":"https://example.com/k.png"}]},
		{"action":`+postJSON+`},{"action":`+openJSON+`},{"action":`+copyJSON+`},
		{"action":{"type":"camera","label":"Camera","i18nLabels":[{"language":"ja_JP","label":"あ"}]}},
		{"action":{"type":"cameraRoll","label":"Album"}},{"action":{"type":"location","label":"Place"}}]}}`, sent(t, e, toRoom))
}
