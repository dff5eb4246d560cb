// SPDX-License-Identifier: MPL-2.0

package experiments

import (
	"crypto/rand"
	"fmt"
	"net/http"
	"strings"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/rest"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/probe/raw"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/probe/trial"
)

// notice is the text of every message: the member has to know where it comes from.
const notice = "lineworks-probe: a test of the LINE WORKS API. Please ignore this message."

func message(content fields) fields { return fields{"content": content} }

func text(text string) fields { return fields{"type": "text", "text": text} }

// rooms makes rooms with the member, and leaves them.
var rooms = trial.Experiment{
	Name: "rooms", Purpose: "a room with the member: made without a registration, and read and written to after the bot has left it",
	Settles: []string{"channel-needs-registration", "left-room", "message-denied-404"},
	Needs:   []trial.Need{trial.User, trial.Domain},
	Bots:    1, Requests: 12, Messages: 2, Rooms: 2,
	Run: func(t *trial.Trial) {
		id, _ := t.Bot(nil)
		before, _ := room(t, id)
		t.Must(t.Post(domainPath, hidden(false), id, t.Domain))
		after, forget := room(t, id)
		t.Must(after)
		t.Choose("channel-needs-registration", because(before, after), toggle(before.OK(), before.Is(http.StatusForbidden, accessDenied))...)
		channel := after.Text("channelId")
		t.Must(t.Post(roomMessagesPath, message(text(notice)), id, channel))
		t.Must(t.Delete(channelPath, id, channel))
		forget()
		read := t.Get(channelPath, id, channel)
		t.Choose("left-room", because(read),
			at("left-room-404", read.Is(http.StatusNotFound, notFound)), at("left-room-403", read.Is(http.StatusForbidden, accessDenied)))
		sent := t.Post(roomMessagesPath, message(text(notice)), id, channel)
		t.Choose("message-denied-404", because(sent), toggle(sent.Is(http.StatusForbidden, accessDenied), sent.Is(http.StatusNotFound, notFound))...)
	},
}

// createRoom has a limit that no header tells: https://developers.worksmobile.com/en/docs/rate-limits.
var createRoom = rest.Operation{Method: http.MethodPost, Path: channelsPath, PerMinute: 10}

// room makes a room, and leaves it when the experiment ends, unless that is forgotten.
func room(t *trial.Trial, bot string) (made *result, forget func()) {
	made = t.Send(createRoom, fields{"members": []string{t.User}, "title": "lineworks-probe"}, bot)
	if channel := made.Text("channelId"); made.OK() && channel != "" {
		return made, t.Undo(raw.Request{Op: rest.Operation{Method: http.MethodDelete, Path: channelPath}, IDs: []string{bot, channel}})
	}
	return made, func() {}
}

// The longest text of a message: https://developers.worksmobile.com/en/docs/bot-send-text.
const longestText = 2000

// messages sends messages to the member.
var messages = trial.Experiment{
	Name: "messages", Purpose: "messages to the member, and to a room that does not exist: with an unknown property, a foreign file, an empty list, a text that is too long",
	Settles: []string{
		"message-needs-registration", "message-response", "message-needs-room", "message-refuse-unknown", "length-code",
		"message-refuse-foreign-files", "message-accept-empty-lists", "message-image-carousel-needs-url",
	},
	Needs: []trial.Need{trial.User, trial.Domain},
	Bots:  2, Requests: 28, Messages: 9,
	Run: func(t *trial.Trial) {
		id, _ := t.Bot(nil)
		send := func(content fields) *result { return t.Post(messagesPath, message(content), id, t.User) }
		before := send(text(notice))
		t.Must(t.Post(domainPath, hidden(false), id, t.Domain))
		after := before
		if !before.OK() {
			after = t.Must(send(text(notice)))
		}
		t.Choose("message-needs-registration", because(before, after), toggle(before.OK(), isDenied(before))...)
		t.Choose("message-response", because(after),
			at("message-response-empty", after.Status == http.StatusCreated && !after.HasBody()),
			at("message-response-full", after.Status == http.StatusCreated && after.Form("content") == trial.Valued),
			at("message-response-object", after.Status == http.StatusCreated && after.Object() != nil && len(after.Object()) == 0))
		nowhere := t.Post(roomMessagesPath, message(text(notice)), id, newUUID())
		t.Choose("message-needs-room", because(after, nowhere), toggle(nowhere.OK(), isDenied(nowhere))...)
		unknownContent(t, id, send)
		lengthCode(t, tooLongMenu(t, id), send(text(notice+strings.Repeat("p", longestText+1-len(notice)))))
		foreignFiles(t, id, send)
		buttons := func(actions ...any) fields {
			return fields{"type": "button_template", "contentText": notice, "actions": append([]any{}, actions...)}
		}
		with, without := t.Must(send(buttons(fields{"type": "message", "label": "OK"}))), send(buttons())
		t.Choose("message-accept-empty-lists", because(with, without), toggle(without.Is(http.StatusBadRequest, invalidParameter), without.OK())...)
		carousel := func(image, of string) fields {
			action := fields{"type": "message", "label": "OK", "text": "OK"}
			return fields{"type": "image_carousel", "columns": []any{fields{image: of, "action": action}}}
		}
		byURL := t.Must(send(carousel("originalContentUrl", trial.PhotoURL)))
		byFile := send(carousel("fileId", upload(t, id, picture(menuHeight, 0))))
		t.Choose("message-image-carousel-needs-url", because(byURL, byFile), toggle(byFile.OK(), byFile.Is(http.StatusBadRequest, missingParameter))...)
	},
}

// isDenied is the refusal of a message whose receiver is out of reach, in both of its forms.
func isDenied(r *result) bool {
	return r.Is(http.StatusForbidden, accessDenied) || r.Is(http.StatusNotFound, notFound)
}

// unknownContent sends a property that no page knows in a message, and in another body.
func unknownContent(t *trial.Trial, bot string, send func(fields) *result) {
	const name = "message-refuse-unknown"
	content := text(notice)
	content["lineworksProbe"] = "unknown"
	sent := send(content)
	elsewhere := t.Post(richMenusPath, unknownMenu(), bot)
	if sent.Refused() && elsewhere.Refused() {
		t.Leave(name, "The service refuses such properties in all bodies.", sent, elsewhere)
		return
	}
	t.Choose(name, because(sent, elsewhere), toggle(sent.OK(), sent.Is(http.StatusBadRequest, invalidParameter))...)
}

// foreignFiles sends a file that was uploaded for another throw-away bot.
func foreignFiles(t *trial.Trial, bot string, send func(fields) *result) {
	file := func(of string) fields {
		id := upload(t, of, picture(menuHeight, 0))
		return fields{"type": "file", "fileId": id}
	}
	own := t.Must(send(file(bot)))
	other, _ := t.Bot(nil)
	foreign := send(file(other))
	t.Choose("message-refuse-foreign-files", because(own, foreign), toggle(foreign.OK(), foreign.Is(http.StatusBadRequest, invalidParameter))...)
}

// flex sends flex messages to the member.
var flex = trial.Experiment{
	Name: "flex", Purpose: "flex messages to the member: how large they may be, and addresses with http",
	Settles: []string{"message-flex", "message-flex-http"},
	Needs:   []trial.Need{trial.User, trial.Domain},
	Bots:    1, Requests: 11, Messages: 6,
	Run: func(t *trial.Trial) {
		id := registered(t, false)
		send := func(contents fields) *result {
			return t.Post(messagesPath, message(fields{"type": "flex", "altText": notice, "contents": contents}), id, t.User)
		}
		link := func(address string) *result {
			b := bubble(0)
			b["action"] = fields{"type": "uri", "label": "OK", "uri": address}
			return send(b)
		}
		secure, plain := t.Must(link("https://example.com/")), link("http://example.com/")
		t.Choose("message-flex-http", because(secure, plain), toggle(plain.Is(http.StatusBadRequest, invalidParameter), plain.OK())...)
		flexSize(t, send)
	},
}

// Sizes below and between the two limits that the pages name, 15 KB and 30 KB. Both take many
// components, so that a limit of their number hits both.
const (
	belowLimits   = 14_000
	betweenLimits = 20_000
)

func flexSize(t *trial.Trial, send func(fields) *result) {
	carousel := func(size int) fields { return fields{"type": "carousel", "contents": []any{bubble(size)}} }
	smallBubble, smallCarousel := t.Must(send(bubble(belowLimits))), t.Must(send(carousel(belowLimits)))
	largeBubble, largeCarousel := send(bubble(betweenLimits)), send(carousel(betweenLimits))
	refused := func(r *result) bool { return r.Status == http.StatusBadRequest }
	t.Choose("message-flex", because(smallBubble, largeBubble, smallCarousel, largeCarousel),
		at("message-flex-by-container", largeBubble.OK() && refused(largeCarousel)),
		at("message-flex-15kb", refused(largeBubble) && refused(largeCarousel)),
		at("message-flex-30kb", largeBubble.OK() && largeCarousel.OK()))
}

// bubble is a bubble of about so many bytes, most of them for components that show nothing.
func bubble(size int) fields {
	components := []any{fields{"type": "text", "text": notice, "wrap": true}}
	filler := fields{"type": "filler"}
	for range size / len(`{"type":"filler"},`) {
		components = append(components, filler)
	}
	return fields{"type": "bubble", "body": fields{"type": "box", "layout": "vertical", "contents": components}}
}

// newUUID is an ID that no object has.
func newUUID() string {
	var b [16]byte
	_, _ = rand.Read(b[:]) // it never fails
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:])
}
