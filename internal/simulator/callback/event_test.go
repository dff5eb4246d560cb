// SPDX-License-Identifier: MPL-2.0

package callback_test

import (
	"testing"
	"time"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/simulator/callback"
)

const (
	user    = "a1b2c3d4-0000-4000-8000-000000000001"
	channel = "c0ffee00-0000-4000-8000-000000000009"
)

// The bodies are those of the vendor's event pages, with data of our own:
// https://developers.worksmobile.com/en/docs/bot-callback-message and its neighbours.
func TestBody(t *testing.T) {
	t.Parallel()
	latitude, longitude, data := 35.68, 139.76, "action=buy&id=1"
	single := callback.Source{UserID: user, DomainID: 10000001}
	both := callback.Source{UserID: user, ChannelID: channel, DomainID: 10000001}
	room := callback.Source{ChannelID: channel, DomainID: 10000001}
	message := func(c callback.Content) callback.Event {
		return callback.Event{Type: callback.Message, Source: single, Content: &c}
	}
	const (
		inSingle = `"source":{"userId":"` + user + `","domainId":10000001}`
		inBoth   = `"source":{"userId":"` + user + `","channelId":"` + channel + `","domainId":10000001}`
		inRoom   = `"source":{"channelId":"` + channel + `","domainId":10000001}`
		at       = `"issuedTime":"2026-01-15T01:02:03.456Z"`
		whole    = `"issuedTime":"2026-01-15T01:02:03Z"`
	)
	for name, test := range map[string]struct {
		event callback.Event
		want  string
	}{
		"text": {message(callback.Content{Type: "text", Text: "hello"}), `{"type":"message",` + inSingle + `,` + at + `,"content":{"type":"text","text":"hello"}}`},
		"text in a room": {
			callback.Event{Type: callback.Message, Source: both, Content: &callback.Content{Type: "text", Text: "Menu A", Postback: "menu_a"}},
			`{"type":"message",` + inBoth + `,` + at + `,"content":{"type":"text","text":"Menu A","postback":"menu_a"}}`,
		},
		"location": {
			message(callback.Content{Type: "location", Address: "1-1 Example, Tokyo", Latitude: &latitude, Longitude: &longitude}),
			`{"type":"message",` + inSingle + `,` + at + `,"content":{"type":"location","address":"1-1 Example, Tokyo","latitude":35.68,"longitude":139.76}}`,
		},
		"sticker": {
			message(callback.Content{Type: "sticker", PackageID: "1", StickerID: "2"}),
			`{"type":"message",` + inSingle + `,` + at + `,"content":{"type":"sticker","packageId":"1","stickerId":"2"}}`,
		},
		"image": {
			message(callback.Content{Type: "image", FileID: "jp1.1700000000000000000"}),
			`{"type":"message",` + inSingle + `,` + at + `,"content":{"type":"image","fileId":"jp1.1700000000000000000"}}`,
		},
		"postback": {
			callback.Event{Type: callback.Postback, Data: &data, Source: both},
			`{"type":"postback","data":"action=buy&id=1",` + inBoth + `,` + at + `}`,
		},
		"join":   {callback.Event{Type: callback.Join, Source: room}, `{"type":"join",` + inRoom + `,` + whole + `}`},
		"leave":  {callback.Event{Type: callback.Leave, Source: room}, `{"type":"leave",` + inRoom + `,` + at + `}`},
		"joined": {callback.Event{Type: callback.Joined, Source: room, Members: []string{user}}, `{"type":"joined",` + inRoom + `,"members":["` + user + `"],` + at + `}`},
		"left":   {callback.Event{Type: callback.Left, Source: room, Members: []string{user}}, `{"type":"left",` + inRoom + `,"members":["` + user + `"],` + at + `}`},
		"begin":  {callback.Event{Type: callback.Begin, Source: both}, `{"type":"begin",` + inBoth + `,` + whole + `}`},
		"end":    {callback.Event{Type: callback.End, Source: both}, `{"type":"end",` + inBoth + `,` + at + `}`},
		// A sample of the vendor writes the body again before it checks the signature: each
		// character has to be what JSON.stringify writes.
		"raw characters": {
			message(callback.Content{Type: "text", Text: "<b>\u2028\u2029 & \\u2028 日本語 \U0001F600 \"q\"\n\x01\x7f"}),
			`{"type":"message",` + inSingle + `,` + at + `,"content":{"type":"text","text":"<b>` + "\u2028\u2029" + ` & \\u2028 日本語 ` + "\U0001F600" + ` \"q\"\n\u0001` + "\x7f" + `"}}`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tokyo := time.FixedZone("JST", 9*60*60)
			test.event.IssuedTime = callback.At(time.Date(2026, 1, 15, 10, 2, 3, 456_999_999, tokyo), test.event.Type)
			if got := string(test.event.Body()); got != test.want {
				t.Errorf("got\n%s\nwant\n%s", got, test.want)
			}
		})
	}
}

func TestSign(t *testing.T) {
	t.Parallel()
	const body = `{"type":"message","source":{"userId":"u1","domainId":1},"issuedTime":"2026-01-01T00:00:00.000Z","content":{"type":"text","text":"hi"}}`
	for secret, want := range map[string]string{
		"secret-for-tests": "yeLEs6Xbm1njbGN6j+P+xaDYel3FeX9Lo/hUlSvPPug=", // computed with openssl
		// The key is the text, not what it would be as base64.
		"c2VjcmV0LWZvci10ZXN0cw==": "j18NW/AFA/54+naZZjdJ9f4GVUZ6zCyw49cnLH5Mk2g=",
	} {
		if got := callback.Sign(secret, []byte(body)); got != want {
			t.Errorf("with %q: got %s, want %s", secret, got, want)
		}
	}
}
