// SPDX-License-Identifier: MPL-2.0

package lineworks_test

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
)

var (
	ja      = map[string]string{"ja_JP": "あ", "en_US": ""} // the second is sent: only absent maps are left out
	tap     = lineworks.Action{Type: "message", Label: "L", Text: "t", Postback: "p", I18nLabels: map[string]string{"ja_JP": "あ"}}
	tapJSON = `{"type":"message","label":"L","text":"t","postback":"p","i18nLabels":[{"language":"ja_JP","label":"あ"}]}`
	both    = lineworks.Picture{URL: "u", FileID: "f", I18nURLs: map[string]string{"ja_JP": "v"}, I18nFileIDs: map[string]string{"ko_KR": "g"}}
	// The wire form of both, outside a cover. At most one is allowed; the caller has to see to that.
	bothJSON = `"originalContentUrl":"u","fileId":"f","i18nOriginalContentUrls":[{"language":"ja_JP","originalContentUrl":"v"}],"i18nFileIds":[{"language":"ko_KR","fileId":"g"}]`
)

// Each content as the vendor's page has it, with everything and with the least.
func TestMessages_contents(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		for _, tc := range []struct {
			content lineworks.Content
			want    string
		}{
			{&lineworks.TextContent{Text: "a"}, `{"type":"text","text":"a"}`},
			{
				&lineworks.TextContent{Text: "a", I18nTexts: ja},
				`{"type":"text","text":"a","i18nTexts":[{"language":"en_US","text":""},{"language":"ja_JP","text":"あ"}]}`,
			},
			{&lineworks.TextContent{I18nTexts: map[string]string{}}, `{"type":"text","text":""}`},
			{&lineworks.StickerContent{PackageID: "1", StickerID: "2"}, `{"type":"sticker","packageId":"1","stickerId":"2"}`},
			{&lineworks.ImageContent{PreviewImageURL: "p", OriginalContentURL: "o"}, `{"type":"image","previewImageUrl":"p","originalContentUrl":"o"}`},
			{&lineworks.ImageContent{FileID: "f"}, `{"type":"image","fileId":"f"}`},
			{&lineworks.FileContent{OriginalContentURL: "o"}, `{"type":"file","originalContentUrl":"o"}`},
			{&lineworks.FileContent{FileID: "f"}, `{"type":"file","fileId":"f"}`},
			{&lineworks.AudioContent{OriginalContentURL: "o"}, `{"type":"audio","originalContentUrl":"o"}`},
			{&lineworks.AudioContent{FileID: "f"}, `{"type":"audio","fileId":"f"}`},
			{&lineworks.VideoContent{PreviewImageURL: "p", OriginalContentURL: "o"}, `{"type":"video","previewImageUrl":"p","originalContentUrl":"o"}`},
			{&lineworks.VideoContent{FileID: "f"}, `{"type":"video","fileId":"f"}`},
			{&lineworks.LocationContent{Title: "t", Address: "a"}, `{"type":"location","title":"t","address":"a","latitude":0,"longitude":0}`},
			{
				&lineworks.LocationContent{Title: "t", Address: "a", Latitude: 35.658034, Longitude: -139.701636},
				`{"type":"location","title":"t","address":"a","latitude":35.658034,"longitude":-139.701636}`,
			},
			{&lineworks.LinkContent{ContentText: "c", LinkText: "l", Link: "u"}, `{"type":"link","contentText":"c","linkText":"l","link":"u"}`},
			{
				&lineworks.LinkContent{
					ContentText: "c", LinkText: "l", Link: "u",
					I18nContentTexts: map[string]string{"ja_JP": "a"}, I18nLinkTexts: map[string]string{"ja_JP": "b"},
				},
				`{"type":"link","contentText":"c","linkText":"l","link":"u","i18nContentTexts":[{"language":"ja_JP","contentText":"a"}],"i18nLinkTexts":[{"language":"ja_JP","linkText":"b"}]}`,
			},
			{
				&lineworks.ButtonTemplateContent{ContentText: "c", I18nContentTexts: map[string]string{"ja_JP": "a"}, Actions: []lineworks.Action{tap, tap}},
				`{"type":"button_template","contentText":"c","i18nContentTexts":[{"language":"ja_JP","contentText":"a"}],"actions":[` + tapJSON + `,` + tapJSON + `]}`,
			},
			{&lineworks.ListTemplateContent{Elements: []lineworks.ListElement{{Title: "t"}}}, `{"type":"list_template","elements":[{"title":"t"}]}`},
			{
				&lineworks.ListTemplateContent{
					Cover: &lineworks.ListCover{
						Background: both, Title: "t", Subtitle: "s",
						I18nTitles: map[string]string{"ja_JP": "a"}, I18nSubtitles: map[string]string{"ja_JP": "b"},
					},
					Elements: []lineworks.ListElement{{
						Title: "t", Subtitle: "s", Picture: both, Action: &tap,
						I18nTitles: map[string]string{"ja_JP": "a"}, I18nSubtitles: map[string]string{"ja_JP": "b"},
					}},
					Actions: [][]lineworks.Action{{tap, tap}, {tap}},
				},
				`{"type":"list_template","coverData":{"backgroundImageUrl":"u","backgroundFileId":"f",
				"i18nBackgroundImageUrls":[{"language":"ja_JP","backgroundImageUrl":"v"}],"i18nBackgroundFileIds":[{"language":"ko_KR","backgroundFileId":"g"}],
				"title":"t","subtitle":"s","i18nTitles":[{"language":"ja_JP","title":"a"}],"i18nSubtitles":[{"language":"ja_JP","subtitle":"b"}]},
				"elements":[{` + bothJSON + `,"title":"t","subtitle":"s","action":` + tapJSON + `,
				"i18nTitles":[{"language":"ja_JP","title":"a"}],"i18nSubtitles":[{"language":"ja_JP","subtitle":"b"}]}],
				"actions":[[` + tapJSON + `,` + tapJSON + `],[` + tapJSON + `]]}`,
			},
			{&lineworks.ListTemplateContent{Cover: &lineworks.ListCover{}}, `{"type":"list_template","coverData":{},"elements":[]}`},
			{
				&lineworks.CarouselContent{Columns: []lineworks.CarouselColumn{{Text: "x", Actions: []lineworks.Action{tap}}}},
				`{"type":"carousel","columns":[{"text":"x","actions":[` + tapJSON + `]}]}`,
			},
			{
				&lineworks.CarouselContent{ImageAspectRatio: "square", ImageSize: "contain", Columns: []lineworks.CarouselColumn{
					{Picture: both, Title: "t", Text: "x", DefaultAction: &lineworks.Action{Type: "postback", Data: "d", DisplayText: "s", I18nDisplayTexts: map[string]string{"ja_JP": "a"}}},
				}},
				`{"type":"carousel","imageAspectRatio":"square","imageSize":"contain","columns":[{` + bothJSON + `,"title":"t","text":"x",
				"defaultAction":{"type":"postback","data":"d","displayText":"s","i18nDisplayTexts":[{"language":"ja_JP","displayText":"a"}]},"actions":[]}]}`,
			},
			{
				&lineworks.ImageCarouselContent{Columns: []lineworks.ImageCarouselColumn{{Picture: both, Action: &tap}, {Picture: lineworks.Picture{FileID: "f"}}}},
				`{"type":"image_carousel","columns":[{` + bothJSON + `,"action":` + tapJSON + `},{"fileId":"f"}]}`,
			},
			{
				&lineworks.FlexContent{AltText: "a", Contents: json.RawMessage(` { "type": "bubble", "x": [1, 2.50, "<&>"] } `)},
				`{"type":"flex","altText":"a","contents":{"type":"bubble","x":[1,2.50,"<&>"]}}`,
			},
			{
				&lineworks.FlexContent{AltText: "a", I18nAltTexts: map[string]string{"ja_JP": "b"}, Contents: json.RawMessage(`{}`)},
				`{"type":"flex","altText":"a","i18nAltTexts":[{"language":"ja_JP","altText":"b"}],"contents":{}}`,
			},
		} {
			s := serve(t, respond(201, ""))
			c := newClient(t, s)
			if err := c.Messages.SendToUser(t.Context(), "7", "u/1", &lineworks.Message{Content: tc.content}); err != nil {
				t.Errorf("%s: got error %v, want none", tc.content.Type(), err)
				continue
			}
			if got := s.Requests()[0].Body; !sameJSON(t, got, `{"content":`+tc.want+`}`) {
				t.Errorf("sent\n%s\nwant\n%s", got, tc.want)
			}
			if want := []string{"POST /bots/7/users/u%2F1/messages"}; !slices.Equal(s.Calls(), want) {
				t.Errorf("got calls %v, want %v", s.Calls(), want)
			}
		}
	})
}

// Each &, < and > is one byte on the wire, wherever it stands: escapes of six would
// count towards the size of a card. Escapes in a card stay.
func TestMessages_noEscapes(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := serve(t, respond(201, ""))
		err := newClient(t, s).Messages.SendToUser(t.Context(), "7", "u", &lineworks.Message{
			Content:      &lineworks.FlexContent{AltText: "R&D", Contents: json.RawMessage(`{"b": "<&>", "a": 1.50, "c": "\u0026"}`)},
			QuickReplies: []lineworks.QuickReply{{Action: lineworks.Action{Type: "uri", Label: "<L>", URI: "https://example.com/?a&b"}}},
		})
		if err != nil {
			t.Fatal(err)
		}
		const want = `{"content":{"altText":"R&D","contents":{"b":"<&>","a":1.50,"c":"\u0026"},` +
			`"quickReply":{"items":[{"action":{"type":"uri","label":"<L>","uri":"https://example.com/?a&b"}}]},"type":"flex"}}`
		if got := s.Requests()[0].Body; got != want {
			t.Errorf("sent\n%s\nwant\n%s", got, want)
		}
	})
}

func sameJSON(t *testing.T, a, b string) bool {
	t.Helper()
	var x, y any
	if err := errors.Join(json.Unmarshal([]byte(a), &x), json.Unmarshal([]byte(b), &y)); err != nil {
		t.Fatalf("%v:\n%s\n%s", err, a, b)
	}
	return reflect.DeepEqual(x, y)
}

func TestMessages_quickReplies(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := serve(t, respond(201, ""))
		err := newClient(t, s).Messages.SendToChannel(t.Context(), "7", "c-1", &lineworks.Message{
			Content: &lineworks.TextContent{Text: "a"},
			QuickReplies: []lineworks.QuickReply{
				{Action: lineworks.Action{Type: "cameraRoll", Label: "L"}},
				{
					Action: tap, ImageURL: "u", ImageResourceID: "r",
					I18nImageURLs: map[string]string{"ja_JP": "v"}, I18nImageResourceIDs: map[string]string{"ko_KR": "s"},
				},
			},
		})
		if err != nil {
			t.Fatal(err)
		}
		want := `{"content":{"type":"text","text":"a","quickReply":{"items":[{"action":{"type":"cameraRoll","label":"L"}},
		{"action":` + tapJSON + `,"imageUrl":"u","imageResourceId":"r","i18nImageUrl":[{"language":"ja_JP","thumbnailImageUrl":"v"}],
		"i18nImageResourceIds":[{"language":"ko_KR","imageResourceId":"s"}]}]}}}`
		r := s.Requests()[0]
		if !sameJSON(t, r.Body, want) || r.Method+" "+r.Path != "POST /bots/7/channels/c-1/messages" || r.Header.Get("Content-Type") != "application/json" {
			t.Errorf("got %s %s (%s)\n%s, want POST /bots/7/channels/c-1/messages (application/json)\n%s", r.Method, r.Path, r.Header.Get("Content-Type"), r.Body, want)
		}
	})
}

// sends are the two calls.
var sends = map[string]func(ctx context.Context, c *lineworks.Client, to string) error{
	"users": func(ctx context.Context, c *lineworks.Client, to string) error {
		return c.Messages.SendToUser(ctx, "7", to, &lineworks.Message{Content: &lineworks.TextContent{Text: "a"}})
	},
	"channels": func(ctx context.Context, c *lineworks.Client, to string) error {
		return c.Messages.SendToChannel(ctx, "7", to, &lineworks.Message{Content: &lineworks.TextContent{Text: "a"}})
	},
}

// No page shows a body in the response.
func TestMessages_responses(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		for name, send := range sends {
			for _, a := range []http.HandlerFunc{respond(201, ""), respond(201, "{}"), respond(201, `{"messageId":"m"}`), respond(200, "null"), respond(204, "")} {
				s := serve(t, a)
				if err := send(t.Context(), newClient(t, s), "x"); err != nil || len(s.Calls()) != 1 {
					t.Errorf("%s: got error %v after calls %v, want none after 1 call", name, err, s.Calls())
				}
			}
		}
	})
}

func TestMessages_notSentAgainAfterALoss(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		for name, send := range sends {
			losses := map[string]http.HandlerFunc{"500": respond(500, `{"code":"X","description":"x"}`), "page": typed(200, "text/html", "<html>"), "page, created": typed(201, "text/html", "<html>")}
			for loss, a := range lostResponses {
				losses[loss] = a
			}
			for loss, a := range losses {
				s := serve(t, a, respond(201, ""))
				err := send(t.Context(), newClient(t, s), "x")
				if !errors.Is(err, lineworks.ErrOutcomeUnknown) || !strings.HasPrefix(err.Error(), "POST /bots/7/"+name+"/x/messages: ") ||
					!strings.HasSuffix(err.Error(), "; the message may have arrived") {
					t.Errorf("%s, %s: got error %v, want ErrOutcomeUnknown that names the request and says that the message may have arrived", name, loss, err)
				}
				if n := len(s.Calls()); n != 1 {
					t.Errorf("%s, %s: got %d requests, want 1", name, loss, n)
				}
			}
			for _, status := range []int{400, 403, 404, 409} {
				s := serve(t, respond(status, `{"code":"X","description":"x"}`))
				if err := send(t.Context(), newClient(t, s), "x"); err == nil || errors.Is(err, lineworks.ErrOutcomeUnknown) || len(s.Calls()) != 1 {
					t.Errorf("%s, %d: got error %v after %d requests, want one other than ErrOutcomeUnknown after 1", name, status, err, len(s.Calls()))
				}
			}
		}
	})
}

// A request that was refused before it took effect is sent again.
func TestMessages_sentAgain(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		for name, send := range sends {
			for what, refusal := range map[string]http.HandlerFunc{
				"rate":  headed(429, http.Header{"Retry-After": {"1"}}, limited),
				"token": respond(401, `{"code":"UNAUTHORIZED","description":"x"}`),
			} {
				s := serve(t, refusal, respond(201, ""))
				c := newClientWith(t, s, &renewing{})
				if err := send(t.Context(), c, "x"); err != nil || len(s.Calls()) != 2 {
					t.Errorf("%s, %s: got error %v after %d requests, want none after 2", name, what, err, len(s.Calls()))
				}
			}
		}
	})
}

// renewing is a source with a new token whenever one is asked for.
type renewing struct{}

func (*renewing) Token(context.Context) (lineworks.Token, error) {
	return lineworks.Token{AccessToken: token}, nil
}

func (r *renewing) Renew(ctx context.Context, _ lineworks.Token) (lineworks.Token, error) {
	return r.Token(ctx)
}

// A message is no write to the bot: it waits for none.
func TestMessages_waitForNoWrite(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		for name, send := range sends {
			c := newClient(t, serve(t, respond(201, "")))
			unlock, err := c.LockBot(t.Context(), "7")
			if err != nil {
				t.Fatal(err)
			}
			if err := send(t.Context(), c, "x"); err != nil {
				t.Errorf("%s: got error %v, want none", name, err)
			}
			unlock()
		}
	})
}

func TestMessages_notSent(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := serve(t, respond(201, ""))
		c := newClient(t, s)
		for name, send := range sends {
			for _, to := range []string{"", ".", ".."} {
				if err := send(t.Context(), c, to); err == nil || !strings.Contains(err.Error(), "is not a ") {
					t.Errorf("%s, %q: got error %v, want one with %q", name, to, err, "is not a ")
				}
			}
			cause := errors.New("client_id is not known yet")
			if err := send(t.Context(), lineworks.Unavailable(cause), "x"); !errors.Is(err, cause) {
				t.Errorf("%s: got error %v, want %v", name, err, cause)
			}
		}
		broken := &lineworks.Message{Content: &lineworks.FlexContent{AltText: "a", Contents: json.RawMessage(`{"type":`)}}
		for name, err := range map[string]error{
			"no message": c.Messages.SendToUser(t.Context(), "7", "x", nil),
			"no content": c.Messages.SendToChannel(t.Context(), "7", "x", &lineworks.Message{}),
			"no JSON":    c.Messages.SendToChannel(t.Context(), "7", "x", broken),
		} {
			if err == nil || !strings.HasPrefix(err.Error(), "POST /bots/{botId}/") {
				t.Errorf("%s: got error %v, want one that begins with %q", name, err, "POST /bots/{botId}/")
			}
		}
		if calls := s.Calls(); calls != nil {
			t.Errorf("got calls %v, want none", calls)
		}
	})
}
