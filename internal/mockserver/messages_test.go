// SPDX-License-Identifier: MPL-2.0

package mockserver_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
)

const (
	hello     = `{"content":{"type":"text","text":"x"}}`
	codeOld   = "EXCEEDED_LENGTH_LIMIT_OF_PARAM"
	codeLimit = "LIMIT_EXCEEDED"
	codeWrong = "INVALID_PARAMETER"
	codeNone  = "MISSING_PARAMETER"
)

func message(content string) string { return `{"content":` + content + `}` }

// TestMessages_send: https://developers.worksmobile.com/en/docs/bot-user-message-send and
// bot-channel-message-send.
func TestMessages_send(t *testing.T) {
	t.Parallel()
	c := newClock()
	e := start(t, mockserver.Options{Now: c.Now})
	id, bot := e.bot()
	user, room := bot+"/users/a%40example.com/messages", bot+"/channels/c/messages"
	for body, code := range map[string]string{
		`{}`: codeNone, `{"content":null}`: codeNone, `{"content":{}}`: codeNone, `{"content":"x"}`: codeWrong,
		`{"content":[{"type":"text","text":"x"}]}`: codeWrong, // one content, no list
		`{"content":{"type":"song"}}`:              codeWrong,
		`{"content":{"type":1}}`:                   codeWrong,
		`{"content":{"text":"x"}}`:                 codeNone,
		`{"type":"text","text":"x"}`:               codeNone, // content was forgotten
	} {
		e.post(user, body).is(400, code)
		e.post(room, body).is(400, code)
	}
	if got := e.api.Messages(); len(got) != 0 {
		t.Errorf("got the refused messages %v stored, want none", got)
	}
	text := `{"type":"text", "text":"あ"}`
	if raw := e.post(user, message(text)).is(201).raw; raw != "" {
		t.Errorf("got the body %s, want none", raw)
	}
	e.post(room, hello).is(201)
	got := e.api.Messages()
	if len(got) != 2 {
		t.Fatalf("got the messages %+v, want 2", got)
	}
	e.post(bot+domain, "").is(201)
	e.post(bot+domain+"/members", `{"userId":"A@example.com"}`).is(201)
	named := e.api.Domains(id)[0].Members[0]
	if m := got[0]; m.UserID != named || m.ChannelID != "" || m.BotID != id || string(m.Content) != text || !m.Time.Equal(c.Now()) {
		t.Errorf("got the first message %+v, want %s from bot %d to user %s at %s", m, text, id, named, c.Now())
	}
	if m := got[1]; m.UserID != "" || m.ChannelID != "c" {
		t.Errorf("got the second message %+v, want one to channel c and no user", m)
	}
	got[0].Content[2] = 'x'
	if string(e.api.Messages()[0].Content) != text {
		t.Error("got a message changed through the returned copy, want it unchanged")
	}
}

// TestMessages_kept: the oldest go, and each keeps its number.
func TestMessages_kept(t *testing.T) {
	t.Parallel()
	e := start(t, mockserver.Options{KeepMessages: 2})
	_, bot := e.bot()
	if n := e.api.LastMessage(); n != 0 {
		t.Errorf("got the number %d before the first message, want 0", n)
	}
	for n := 1; n <= 3; n++ {
		e.post(bot+"/users/u1/messages", hello).is(201)
		if last := e.api.LastMessage(); last != n {
			t.Errorf("got the number %d of the newest message, want %d", last, n)
		}
	}
	got := e.api.Messages()
	if len(got) != 2 || got[0].Number != 2 || got[1].Number != 3 {
		t.Errorf("got the messages %+v, want the second and the third", got)
	}
}

// TestMessages_unknownProperties: clients report both a refusal and that one
// property is let through.
func TestMessages_unknownProperties(t *testing.T) {
	t.Parallel()
	e := startWith(t, mockserver.Quirks{})
	_, bot := e.bot()
	path := bot + "/users/u/messages"
	file := e.file(bot, nil)
	e.post(path, message(`{"type":"file","fileId":"`+file+`","fileName":"a.png"}`)).is(201)
	bodies := map[string]string{
		"content.duration": message(`{"type":"audio","fileId":"` + file + `","duration":1}`),
		"content.text":     message(`{"type":"sticker","packageId":"1","stickerId":"2","text":"x"}`),
		"content.i18nTexts[0].label": message(
			`{"type":"text","text":"x","i18nTexts":[{"language":"ja_JP","text":"x","label":"x"}]}`),
		// A property that another type of action has.
		"content.actions[0].uri":      message(`{"type":"button_template","contentText":"x","actions":[{"type":"message","label":"l","uri":"https://example.com/"}]}`),
		"content.actions[0].copyText": message(`{"type":"button_template","contentText":"x","actions":[{"type":"uri","label":"l","uri":"https://example.com/","copyText":"x"}]}`),
		"quickReply":                  `{"content":{"type":"text","text":"x"},"quickReply":{"items":[]}}`,
	}
	for name, body := range bodies {
		e.post(path, body).is(201)
		requests := e.api.Requests()
		if got := requests[len(requests)-1].Unknown; !slices.Equal(got, []string{name}) {
			t.Errorf("unknown properties are %q, want %s", got, name)
		}
	}
	for _, strict := range []mockserver.Quirks{{RefuseUnknownContent: true}, {RefuseUnknownProperties: true}} {
		e.api.SetQuirks(strict)
		for name, body := range bodies {
			if got := e.post(path, body).is(400, codeWrong).text("description"); got != name+" is unknown." {
				t.Errorf("the description is %q, want %q", got, name+" is unknown.")
			}
		}
	}
	e.post("/bots", botWith(`"colour":1`)).is(400, codeWrong)
	e.api.SetQuirks(mockserver.Quirks{RefuseUnknownContent: true})
	e.post("/bots", botWith(`"colour":1`)).is(201) // of a message only
}

// TestMessages_files: https://developers.worksmobile.com/en/docs/bot-attachment-create
// and bot-send-file.
func TestMessages_files(t *testing.T) {
	t.Parallel()
	c := newClock()
	e := start(t, mockserver.Options{Now: c.Now, TokenLifetime: 100 * time.Hour, Quirks: strictMessages})
	_, bot := e.bot()
	_, other := e.bot()
	path := bot + "/users/u/messages"
	const megabyte = 1 << 20
	small, large, foreign := e.file(bot, make([]byte, megabyte)), e.file(bot, make([]byte, megabyte+1)), e.file(other, nil)
	waiting := e.post(bot+"/attachments", `{"fileName":"a.png"}`).is(200).text("fileId")
	image := func(id string) string { return message(`{"type":"image","fileId":"` + id + `"}`) }
	refused := func(body, code, description string) {
		t.Helper()
		e.post(path, body).is(400, code).has("description", description)
	}
	e.post(path, image(small)).is(201)
	e.post(path, image(small)).is(201) // as often as one likes
	e.post(path, image(large)).is(201)
	e.post(path, strings.Replace(image(large), "image", "file", 1)).is(201)
	for _, id := range []string{foreign, waiting, "jp1.1.2.0.1000001.0.0.0"} {
		refused(image(id), codeWrong, "content.fileId content is invalid")
	}
	// The places where 1 MB is the limit.
	places := []struct{ where, content string }{
		{"content.fileId", `{"type":"audio","fileId":"FILE"}`},
		{"content.coverData.backgroundFileId", `{"type":"list_template","elements":[{"title":"t"}],"coverData":{"backgroundFileId":"FILE"}}`},
		{"content.coverData.i18nBackgroundFileIds[0].backgroundFileId", `{"type":"list_template","elements":[{"title":"t"}],"coverData":{"i18nBackgroundFileIds":[{"language":"ja_JP","backgroundFileId":"FILE"}]}}`},
		{"content.elements[0].fileId", `{"type":"list_template","elements":[{"title":"t","fileId":"FILE"}]}`},
		{"content.elements[0].i18nFileIds[0].fileId", `{"type":"list_template","elements":[{"title":"t","i18nFileIds":[{"language":"ja_JP","fileId":"FILE"}]}]}`},
		{"content.columns[0].fileId", `{"type":"carousel","columns":[{"text":"t","fileId":"FILE","actions":[{"type":"message","label":"l","text":"t"}]}]}`},
		{"content.columns[0].i18nFileIds[0].fileId", `{"type":"image_carousel","columns":[{"originalContentUrl":"https://example.com/a.png","i18nFileIds":[{"language":"ja_JP","fileId":"FILE"}]}]}`},
	}
	for _, place := range places {
		with := func(id string) string { return message(strings.ReplaceAll(place.content, "FILE", id)) }
		e.post(path, with(small)).is(201)
		refused(with(large), codeLimit, place.where+" has more than 1 MB.")
		refused(with(foreign), codeWrong, place.where+" content is invalid")
	}
	e.post(path, message(`{"type":"video","fileId":"`+small+`"}`)).is(201)
	refused(message(`{"type":"video","fileId":"`+large+`"}`), codeLimit, "content.fileId has more than 1 MB.")
	e.api.SetQuirks(mockserver.Quirks{SmallMegabyte: true})
	refused(message(`{"type":"video","fileId":"`+small+`"}`), codeLimit, "content.fileId has more than 1 MB.")
	e.api.SetQuirks(mockserver.Quirks{})
	sent := len(e.api.Messages())
	c.advance(24 * time.Hour)
	refused(image(small), codeWrong, "content.fileId content is invalid")
	if got := len(e.api.Messages()); got != sent {
		t.Errorf("%d messages, want %d: a refused one is stored", got, sent)
	}
}

// TestMessages_blockedExtensions: https://developers.worksmobile.com/en/docs/bot-send-file.
func TestMessages_blockedExtensions(t *testing.T) {
	t.Parallel()
	send := func(e *env, bot, name string) (byID, byAddress, asImage reply) {
		announced := e.post(bot+"/attachments", `{"fileName":"`+name+`"}`).is(200)
		e.sendFile(announced.text("uploadUrl"), nil).is(200)
		id := announced.text("fileId")
		path := bot + "/users/u/messages"
		return e.post(path, message(`{"type":"file","fileId":"`+id+`"}`)),
			e.post(path, message(`{"type":"file","originalContentUrl":"https://example.com/`+name+`?v=1"}`)),
			e.post(path, message(`{"type":"image","fileId":"`+id+`"}`))
	}
	e := startWith(t, mockserver.Quirks{})
	_, bot := e.bot()
	for _, ending := range []string{"bat", "cmd", "com", "cpl", "exe", "scr", "js", "vbs", "wsf", "hta", "EXE"} {
		byID, byAddress, asImage := send(e, bot, "a."+ending)
		byID.is(400, codeWrong).has("description", "content.fileId content is invalid")
		byAddress.is(400, codeWrong).has("description", "content.originalContentUrl content is invalid")
		asImage.is(201)
	}
	for _, name := range []string{"exe", "a.exe.pdf", "a.json", "a."} {
		byID, byAddress, _ := send(e, bot, name)
		byID.is(201)
		byAddress.is(201)
	}
	own := start(t, mockserver.Options{BlockedExtensions: []string{"pdf"}})
	_, bot = own.bot()
	byID, _, _ := send(own, bot, "a.pdf")
	byID.is(400)
	byID, _, _ = send(own, bot, "a.exe")
	byID.is(201)
	none := start(t, mockserver.Options{BlockedExtensions: []string{}})
	_, bot = none.bot()
	byID, _, _ = send(none, bot, "a.exe")
	byID.is(201)
}

func TestQuirk_messages(t *testing.T) {
	t.Parallel()
	type q = mockserver.Quirks
	e := startWith(t, q{MessageNeedsRegistration: true, MessageNeedsRoom: true})
	id, bot := e.bot()
	user := bot + "/users/u/messages"
	e.post(user, hello).is(403, "ACCESS_DENIED")
	e.api.SetQuirks(q{MessageNeedsRegistration: true, MessageNeedsRoom: true, MessageDenied404: true})
	e.post(user, hello).is(404, "NOT_FOUND")
	e.post(bot+domain, `{}`).is(201)
	e.post(user, hello).is(201)
	e.post(bot+"/channels/c/messages", hello).is(404, "NOT_FOUND")
	e.api.SetQuirks(q{MessageNeedsRoom: true})
	e.post(bot+"/channels/c/messages", hello).is(403, "ACCESS_DENIED")
	room := e.api.AddChannel(id, mockserver.Channel{})
	e.post(bot+"/channels/"+room+"/messages", hello).is(201)

	e.api.SetQuirks(q{MessageResponse: mockserver.MessageResponseFull})
	e.post(user, hello).is(201).has("content", map[string]any{"type": "text", "text": "x"})
	e.api.SetQuirks(q{MessageResponse: mockserver.MessageResponseObject})
	if raw := e.post(user, hello).is(201).raw; raw != "{}" {
		t.Errorf("got the response %q, want {}", raw)
	}
	long := message(`{"type":"text","text":"` + repeat("あ", 2001) + `"}`)
	for form, code := range map[mockserver.LengthCode]string{
		mockserver.LengthAsSeen: codeOld, mockserver.LengthExceeded: codeOld,
		mockserver.LengthInvalidParameter: codeWrong, mockserver.LengthLimitExceeded: codeLimit,
	} {
		e.api.SetQuirks(q{LengthCode: form})
		e.post(user, long).is(400, code).has("description", "Maximum content.text length is 2000")
	}
	e.api.SetQuirks(q{}) // elsewhere it is the code of the vendor's table
	e.post("/bots", strings.Replace(minimalBot, "Desk", repeat("x", 101), 1)).is(400, codeLimit)
}

func TestQuirk_lenientContents(t *testing.T) {
	t.Parallel()
	type q = mockserver.Quirks
	c := newClock()
	e := start(t, mockserver.Options{Now: c.Now, TokenLifetime: 100 * time.Hour})
	_, bot := e.bot()
	_, other := e.bot()
	path := bot + "/users/u/messages"
	image := func(id string) string { return message(`{"type":"image","fileId":"` + id + `"}`) }

	foreign, own := e.file(other, nil), e.file(bot, nil)
	waiting := e.post(other+"/attachments", `{}`).is(200).text("fileId")
	e.api.SetQuirks(q{RefuseForeignFiles: true})
	e.post(path, image(foreign)).is(400)
	e.post(path, image("from-a-callback")).is(400)
	e.api.SetQuirks(q{})
	e.post(path, image(foreign)).is(201)
	e.post(path, image("from-a-callback")).is(201)
	e.post(path, image(waiting)).is(400)
	e.api.SetQuirks(q{UploadResponse: mockserver.UploadResponseOtherID})
	announced := e.post(bot+"/attachments", `{}`).is(200)
	renamed := e.sendFile(announced.text("uploadUrl"), nil).is(200).text("fileId")
	e.api.SetQuirks(q{})
	e.post(path, image(announced.text("fileId"))).is(400)
	e.post(path, image(renamed)).is(201)
	c.advance(24 * time.Hour)
	e.post(path, image(foreign)).is(400)
	e.post(path, image(own)).is(400)

	for _, content := range []string{
		`{"type":"list_template","elements":[]}`, `{"type":"carousel","columns":[]}`, `{"type":"image_carousel","columns":[]}`,
		`{"type":"button_template","contentText":"x","actions":[]}`, `{"type":"text","text":"x","quickReply":{"items":[]}}`,
		`{"type":"carousel","columns":[{"text":"x","actions":[]}]}`,
		`{"type":"flex","altText":"x","contents":{"type":"carousel","contents":[]}}`,
	} {
		e.api.SetQuirks(q{})
		e.post(path, message(content)).is(400, codeWrong)
		e.api.SetQuirks(q{AcceptEmptyLists: true})
		e.post(path, message(content)).is(201)
	}
	e.post("/bots", strings.Replace(minimalBot, `["u1"]`, `[]`, 1)).is(400) // of a message only

	e.api.SetQuirks(q{})
	e.post(path, message(`{"type":"text","text":""}`)).is(400, codeWrong)
	e.api.SetQuirks(q{AcceptEmptyStrings: true})
	e.post(path, message(`{"type":"text","text":""}`)).is(201)
	e.post(path, image("")).is(400, codeNone)

	fresh := e.file(bot, nil)
	column := message(`{"type":"image_carousel","columns":[{"fileId":"` + fresh + `"}]}`)
	e.post(path, column).is(201)
	e.api.SetQuirks(q{ImageCarouselNeedsURL: true})
	e.post(path, column).is(400, codeNone).has("description", "content.columns[0].originalContentUrl is required.")
	e.post(path, message(`{"type":"image_carousel","columns":[{"originalContentUrl":"https://example.com/a.png"}]}`)).is(201)
}

// TestMessages_duplicateKeys: the vendor's Java sample sends type twice.
func TestMessages_duplicateKeys(t *testing.T) {
	t.Parallel()
	e := startWith(t, mockserver.Quirks{})
	_, bot := e.bot()
	e.post(bot+"/users/u/messages", `{"content":{"type":"text","text":"x","type":"text","i18nTexts":[{"language":"ja_JP","text":"x","text":"y"}]}}`).is(201)
	requests := e.api.Requests()
	if got, want := requests[0].Duplicates, []string{"content.type", "content.i18nTexts[0].text"}; !slices.Equal(got, want) {
		t.Errorf("duplicate keys are %q, want %q", got, want)
	}
	if content := string(e.api.Messages()[0].Content); strings.Count(content, `"type"`) != 2 {
		t.Errorf("the content is %s, want it as it was sent", content)
	}
}

// TestMessages_mentions: https://developers.worksmobile.com/en/docs/bot-mention.
func TestMessages_mentions(t *testing.T) {
	t.Parallel()
	e := startWith(t, mockserver.Quirks{})
	id, bot := e.bot()
	e.api.AddChannel(id, mockserver.Channel{ChannelID: "c", Members: []string{"u1", "a@example.com"}})
	mention := func(user string) string { return `<m userId=\"` + user + `\">` }
	text := func(text string) string { return message(`{"type":"text","text":"` + text + `"}`) }
	bubble := func(text string) string {
		return message(`{"type":"flex","altText":"x","contents":{"type":"bubble","body":{"type":"box","layout":"vertical",` +
			`"contents":[{"type":"text","text":"` + text + `"},{"type":"text","contents":[{"type":"span","text":"` + text + `"}]}]}}}`)
	}
	translated := func(translation string) string {
		return message(`{"type":"text","text":"` + mention("u1") + mention("u2") + `","i18nTexts":[{"language":"ja_JP","text":"` + translation + `"}]}`)
	}
	const outside = "Mentioned user does not exist in the channel"
	for _, test := range []struct {
		to, body, want string // want is the description of a refusal
	}{
		{"users/u", text(repeat(mention("u1"), 50)), ""},
		{"users/u", text(repeat(mention("u1"), 51)), "Maximum mention length is 50"},
		{"users/u", bubble(repeat(mention("u1"), 25)), ""},
		{"users/u", bubble(repeat(mention("u1"), 26)), "Maximum mention length is 50"},
		{"users/u", translated(mention("u2") + mention("u1") + mention("u1")), ""},
		{"users/u", translated(mention("u1")), "content.i18nTexts[0] must mention the same members as content.text."},
		{"users/u", translated("x"), "content.i18nTexts[0] must mention the same members as content.text."},
		{"channels/c", text(mention("u1") + mention("A@example.com") + mention("all")), ""},
		{"channels/c", text(mention("u1") + mention("u2")), outside},
		{"channels/c", bubble(mention("u2")), outside},
		{"channels/c", message(`{"type":"link","contentText":"` + mention("u2") + `","linkText":"l","link":"https://example.com/"}`), outside},
		{"channels/made-in-the-app", text(mention("u2")), ""},
	} {
		got := e.post(bot+"/"+test.to+"/messages", test.body)
		if test.want == "" {
			got.is(201)
		} else {
			got.is(400).has("description", test.want)
		}
	}
}

// TestMessages_emailUsers: https://developers.worksmobile.com/jp/docs/bot-user-message-send
// takes a login e-mail in place of the user id.
func TestMessages_emailUsers(t *testing.T) {
	t.Parallel()
	e := startWith(t, mockserver.Quirks{})
	id, bot := e.bot()
	menu, _ := e.richMenu(id)
	e.post(bot+"/users/a%40example.com/messages", hello).is(201)
	e.post(bot+"/richmenus/"+menu+"/users/A@example.com", "").is(204)
	user := e.api.Messages()[0].UserID
	if got := e.api.UserRichMenu(id, user); got != menu || strings.Contains(user, "@") {
		t.Errorf("the rich menu of %s is %q, want %s", user, got, menu)
	}
	e.get(bot+"/richmenus/users/"+user).is(200).has("richmenuId", menu)
	e.api.SetQuirks(mockserver.Quirks{RefuseEmailUsers: true})
	e.post(bot+"/users/a%40example.com/messages", hello).is(400, codeWrong)
	e.get(bot+"/richmenus/users/a%40example.com").is(400, codeWrong)
}
