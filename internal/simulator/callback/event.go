// SPDX-License-Identifier: MPL-2.0

// Package callback makes the callbacks of a bot, signs them and sends them, as the
// service does: https://developers.worksmobile.com/en/docs/bot-callback.
package callback

import (
	"bytes"
	"encoding/json"
	"time"
)

// Type is the type of an event.
type Type string

// The types of events; each is one of the channelEvents of a bot. See
// https://developers.worksmobile.com/jp/docs/bot-get.
const (
	Message  Type = "message"
	Postback Type = "postback"
	Join     Type = "join"
	Leave    Type = "leave"
	Joined   Type = "joined"
	Left     Type = "left"
	Begin    Type = "begin"
	End      Type = "end"
)

// Event is one event: the body of one callback. The properties are in the order of the
// vendor's examples, https://developers.worksmobile.com/en/docs/bot-callback-message and
// the pages beside it.
type Event struct {
	Type       Type     `json:"type"`
	Data       *string  `json:"data,omitempty"` // of a postback
	Source     Source   `json:"source"`
	Members    []string `json:"members,omitempty"` // of joined and left
	IssuedTime Time     `json:"issuedTime"`
	Content    *Content `json:"content,omitempty"` // of a message
}

// Source says where an event has happened.
type Source struct {
	// UserID is set in message, postback, begin and end.
	UserID string `json:"userId,omitempty"`
	// ChannelID is set in all events but a message in a 1:1 room.
	ChannelID string `json:"channelId,omitempty"`
	DomainID  int64  `json:"domainId"`
}

// Content is what a user has sent:
// https://developers.worksmobile.com/en/docs/bot-callback-message.
type Content struct {
	// Type is the kind of content; each is one of the callbackEvents of a bot.
	Type      string   `json:"type"`
	Text      string   `json:"text,omitempty"`
	Postback  string   `json:"postback,omitempty"`
	Address   string   `json:"address,omitempty"`
	Latitude  *float64 `json:"latitude,omitempty"`
	Longitude *float64 `json:"longitude,omitempty"`
	PackageID string   `json:"packageId,omitempty"`
	StickerID string   `json:"stickerId,omitempty"`
	FileID    string   `json:"fileId,omitempty"`
}

// Time is the time of an event.
type Time struct {
	time.Time

	// Whole leaves the milliseconds out.
	Whole bool
}

// MarshalJSON writes the time in UTC.
func (t Time) MarshalJSON() ([]byte, error) {
	layout := "2006-01-02T15:04:05.000Z"
	if t.Whole {
		layout = "2006-01-02T15:04:05Z"
	}
	return []byte(t.UTC().Format(`"` + layout + `"`)), nil
}

// At returns the time of an event of a type. The examples of join and begin have no
// milliseconds, those of the other types do:
// https://developers.worksmobile.com/en/docs/bot-callback-join.
func At(t time.Time, of Type) Time { return Time{Time: t, Whole: of == Join || of == Begin} }

// Kind is the kind of content of a message; other events have none.
func (e Event) Kind() string {
	if e.Content == nil {
		return ""
	}
	return e.Content.Type
}

// Body returns the JSON of an event: compact, and with each character as it is, as the
// vendor's sample for Node expects, which signs what it has parsed and written again:
// https://github.com/lineworks/works-api-code-samples.
func (e Event) Body() []byte { return compact(e) }

// JSON returns the JSON of a content, as it is in the body of an event.
func (c Content) JSON() json.RawMessage { return compact(c) }

func compact(value any) []byte {
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	_ = encoder.Encode(value) // fails at values that JSON lacks: of these an event has none
	return unescape(bytes.TrimSuffix(out.Bytes(), []byte("\n")))
}

// separators are the characters that encoding/json escapes in any case.
var separators = map[string]string{`\u2028`: "\u2028", `\u2029`: "\u2029"}

func unescape(body []byte) []byte {
	plain := make([]byte, 0, len(body))
	for i := 0; i < len(body); i++ {
		if body[i] != '\\' {
			plain = append(plain, body[i])
			continue
		}
		if raw, found := separators[string(body[i:min(i+6, len(body))])]; found {
			plain = append(plain, raw...)
			i += 5
			continue
		}
		plain = append(plain, body[i], body[i+1]) // a backslash is never the last byte
		i++
	}
	return plain
}
