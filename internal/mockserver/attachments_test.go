// SPDX-License-Identifier: MPL-2.0

package mockserver_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
)

const content = "any bytes"

// TestAttachments_lifecycle: https://developers.worksmobile.com/en/docs/bot-attachment-create,
// file-upload and bot-attachment-get.
func TestAttachments_lifecycle(t *testing.T) {
	t.Parallel()
	c := newClock()
	e := start(t, mockserver.Options{Now: c.Now, RateLimit: 10})
	id, bot := e.bot()
	announced := e.post(bot+"/attachments", `{"fileName":"menu.png","fileSize":9}`).is(200)
	announced.rate("1", "10", "9", "60")
	if len(announced.body) != 2 {
		t.Errorf("got %s, want a response with 2 properties", announced.raw)
	}
	fileID := announced.text("fileId")
	if !strings.HasPrefix(fileID, "jp1.1775001600000000000.1775088000.0.") {
		t.Errorf("got the file id %s, want one made now that expires in a day", fileID) // made and expiry, a day apart
	}
	e.get(bot+"/attachments/"+fileID).is(404, "NOT_FOUND") // not sent yet
	sent := e.sendFile(announced.text("uploadUrl"), []byte(content)).is(200)
	sent.has("fileId", fileID).has("fileName", "menu.png").has("fileSize", 9)
	sent.rate("", "", "", "")

	found := e.get(bot + "/attachments/" + fileID).is(302)
	found.rate("", "", "", "") // https://developers.worksmobile.com/en/docs/rate-limits
	location := found.header.Get("Location")
	r := e.at(http.MethodGet, location, "", "")
	if got := e.send(r).is(200); got.raw != content || got.header.Get("Content-Type") != "image/png" {
		t.Errorf("got %s %s, want image/png %s", got.header.Get("Content-Type"), got.raw, content)
	}
	r.Header.Del("Authorization")
	e.send(r).is(401, "UNAUTHORIZED")

	want := []mockserver.Attachment{{
		BotID: id, FileID: fileID, FileName: "menu.png", UploadURL: announced.text("uploadUrl"),
		Expires: c.Now().Add(24 * time.Hour), Uploaded: true, ContentType: "image/png", Content: []byte(content),
	}}
	got := e.api.Attachments()
	if !reflect.DeepEqual(got, want) {
		t.Errorf("files are %+v, want %+v", got, want)
	}
	got[0].Content[0] = 'x'
	if string(e.api.Attachments()[0].Content) != content {
		t.Error("got a file changed through the returned copy, want it unchanged")
	}
	c.advance(24*time.Hour - time.Second)
	e.token = e.api.NewToken()
	e.get(bot + "/attachments/" + fileID).is(302)
	c.advance(time.Second)
	e.get(bot+"/attachments/"+fileID).is(404, "NOT_FOUND")
	e.send(e.at(http.MethodGet, location, "", "")).is(404)
	c.advance(24 * time.Hour)
	e.token = e.api.NewToken()
	e.post(bot+"/attachments", `{}`).is(200) // no name is asked for
	if got := e.api.Attachments(); len(got) != 1 || got[0].FileID == fileID {
		t.Errorf("got the files %+v, want one with an id other than %s", got, fileID)
	}
}

// TestAttachments_ofUser fetches a file that a user has sent:
// https://developers.worksmobile.com/en/docs/bot-attachment-get.
func TestAttachments_ofUser(t *testing.T) {
	t.Parallel()
	e := start(t, mockserver.Options{})
	id, bot := e.bot()
	sent := []byte(content)
	fileID := e.api.AddAttachment(mockserver.Attachment{BotID: id, FileName: "a.png", ContentType: "image/png", Content: sent})
	sent[0] = 'x'
	location := e.get(bot + "/attachments/" + fileID).is(302).header.Get("Location")
	if got := e.send(e.at(http.MethodGet, location, "", "")).is(200); got.raw != content {
		t.Errorf("got the file %q, want %q", got.raw, content)
	}
}

// TestAttachments_announcement: https://forum.worksmobile.com/jp/posts/101793: a
// form is sent to the address of the response, not here.
func TestAttachments_announcement(t *testing.T) {
	t.Parallel()
	e := startWith(t, mockserver.Quirks{})
	_, bot := e.bot()
	_, other := e.bot()
	kind, body := form(t, "Filedata", "a.png", []byte(content))
	r := e.request(http.MethodPost, bot+"/attachments", body)
	r.Header.Set("Content-Type", kind)
	e.send(r).is(400, "INVALID_PARAMETER").has("description", "Request body cannot be parsed.")
	e.post(bot+"/attachments", `{"fileName":1}`).is(400, "INVALID_PARAMETER")
	e.post("/bots/1/attachments", `{"fileName":"a"}`).is(404, "NOT_FOUND")
	fileID := e.file(bot, []byte(content))
	e.get(other+"/attachments/"+fileID).is(404, "NOT_FOUND")
	e.get(bot+"/attachments/nonsense").is(404, "NOT_FOUND")
	if first, second := e.file(bot, nil), e.file(bot, nil); first == second {
		t.Errorf("got the id %s for two files, want two ids", first)
	}
}

// TestUpload_forms: https://developers.worksmobile.com/en/docs/file-upload, and the
// names of parts that live clients use. A refused upload leaves the address valid.
func TestUpload_forms(t *testing.T) {
	t.Parallel()
	e := start(t, mockserver.Options{MaxFileSize: 20})
	_, bot := e.bot()
	for _, part := range []string{"Filedata", "FileData", "file"} {
		announced := e.post(bot+"/attachments", `{}`).is(200)
		kind, body := form(t, part, "b.png", []byte(content), "resourceName")
		e.send(e.at(http.MethodPost, announced.text("uploadUrl"), kind, body)).is(200).has("fileName", "b.png")
	}
	kind, good := form(t, "Filedata", "a.png", []byte(content))
	_, boundary, _ := strings.Cut(kind, "boundary=")
	two := strings.Replace(good, "--"+boundary+"--", "--"+boundary+"\r\nContent-Disposition: form-data; name=\"b\"; filename=\"b\"\r\n\r\nx\r\n--"+boundary+"--", 1)
	address := e.post(bot+"/attachments", `{"fileName":"a"}`).is(200).text("uploadUrl")
	for name, test := range map[string]struct{ method, kind, body, code string }{
		"bare bytes":     {http.MethodPost, "image/png", content, "INVALID_PARAMETER"},
		"no type":        {http.MethodPost, "", good, "INVALID_PARAMETER"},
		"no form":        {http.MethodPost, strings.Replace(kind, "form-data", "mixed", 1), good, "INVALID_PARAMETER"},
		"no boundary":    {http.MethodPost, "multipart/form-data", good, "INVALID_PARAMETER"},
		"other boundary": {http.MethodPost, kind + "x", good, "INVALID_PARAMETER"},
		"cut off":        {http.MethodPost, kind, good[:len(good)-len(boundary)-10], "INVALID_PARAMETER"},
		"no file":        {http.MethodPost, kind, strings.Replace(good, `; filename="a.png"`, "", 1), "INVALID_PARAMETER"},
		"two files":      {http.MethodPost, kind, two, "INVALID_PARAMETER"},
		"too large":      {http.MethodPost, kind, strings.Replace(good, content, repeat("x", 21), 1), "LIMIT_EXCEEDED"},
		"far too large":  {http.MethodPost, kind, strings.Replace(good, content, repeat("x", 5<<20), 1), "LIMIT_EXCEEDED"},
		"PUT":            {http.MethodPut, "image/png", content, "BAD_REQUEST"},
		"PUT of a form":  {http.MethodPut, kind, good, "BAD_REQUEST"},
	} {
		status := http.StatusBadRequest
		if test.method == http.MethodPut {
			status = http.StatusMethodNotAllowed
		}
		got := e.send(e.at(test.method, address, test.kind, test.body))
		if got.status != status || got.body["code"] != test.code {
			t.Errorf("%s: got %d %s, want %d %s", name, got.status, got.raw, status, test.code)
		}
	}
	e.send(e.at(http.MethodPost, address[:len(address)-1]+"!", kind, good)).is(404, "NOT_FOUND")
	r := e.at(http.MethodPost, address, kind, good)
	r.Header.Set("Authorization", "Bearer none")
	e.send(r).is(401, "UNAUTHORIZED")
	largest := strings.Replace(good, content, repeat("x", 20), 1)
	e.send(e.at(http.MethodPost, address, kind, largest)).is(200).has("fileSize", 20)
	e.send(e.at(http.MethodPost, address, kind, good)).is(400, "INVALID_PARAMETER") // only once
}

// TestUpload_expires: https://developers.worksmobile.com/en/docs/bot-attachment-create.
func TestUpload_expires(t *testing.T) {
	t.Parallel()
	c := newClock()
	e := start(t, mockserver.Options{Now: c.Now, TokenLifetime: 100 * time.Hour})
	_, bot := e.bot()
	address := e.post(bot+"/attachments", `{}`).is(200).text("uploadUrl")
	later := e.post(bot+"/attachments", `{}`).is(200).text("uploadUrl")
	c.advance(24*time.Hour - time.Second)
	e.sendFile(address, nil).is(200)
	c.advance(time.Second)
	e.sendFile(later, nil).is(400, "INVALID_PARAMETER")
	e.api.SetQuirks(mockserver.Quirks{UsedUpload: mockserver.UsedUpload410})
	e.sendFile(address, nil).is(410, "DELETED")
}

func TestQuirk_upload(t *testing.T) {
	t.Parallel()
	e := startWith(t, mockserver.Quirks{})
	_, bot := e.bot()
	send := func(response mockserver.UploadResponse) (string, reply) {
		t.Helper()
		e.api.SetQuirks(mockserver.Quirks{UploadResponse: response})
		announced := e.post(bot+"/attachments", `{"fileName":"a"}`).is(200)
		got := e.sendFile(announced.text("uploadUrl"), []byte(content))
		e.sendFile(announced.text("uploadUrl"), []byte(content)).is(400)
		return announced.text("fileId"), got
	}
	id, got := send(mockserver.UploadResponseFull201)
	got.is(201).has("fileId", id).has("fileSize", 9)
	id, got = send(mockserver.UploadResponseOnlyID)
	got.is(200).has("fileId", id).has("fileName", "absent")
	id, got = send(mockserver.UploadResponseEmpty)
	if got.is(200).raw != "" {
		t.Errorf("got the body %s, want none", got.raw)
	}
	e.get(bot + "/attachments/" + id).is(302)
	id, got = send(mockserver.UploadResponseOtherID)
	other := got.is(200).has("fileName", "a").text("fileId")
	e.get(bot + "/attachments/" + id).is(404)
	e.get(bot + "/attachments/" + other).is(302)
	if got := e.api.Attachments(); len(got) != 4 || got[3].FileID != other || string(got[3].Content) != content {
		t.Errorf("got the files %+v, want 4, the last with the id %s", got, other)
	}
	e.api.SetQuirks(mockserver.Quirks{RefuseOtherParts: true})
	address := e.post(bot+"/attachments", `{}`).is(200).text("uploadUrl")
	kind, body := form(t, "file", "a", nil)
	e.send(e.at(http.MethodPost, address, kind, body)).is(400, "INVALID_PARAMETER")
	e.sendFile(address, nil).is(200)
}

// TestStorage_elsewhere: the storage host is not the API's, and only a response
// names it: https://developers.worksmobile.com/en/docs/bot-attachment-create.
func TestStorage_elsewhere(t *testing.T) {
	t.Parallel()
	e := startWith(t, mockserver.Quirks{})
	_, bot := e.bot()
	same := e.post(bot+"/attachments", `{}`).is(200).text("uploadUrl")
	if !strings.HasPrefix(same, e.url+mockserver.StoragePath+"/") {
		t.Errorf("got the address %s, want one below %s%s/", same, e.url, mockserver.StoragePath)
	}
	storage := httptest.NewTLSServer(e.api)
	t.Cleanup(storage.Close)
	e.api.SetStorageURL(storage.URL + "/")
	elsewhere := e.post(bot+"/attachments", `{}`).is(200)
	address := elsewhere.text("uploadUrl")
	if !strings.HasPrefix(address, storage.URL+mockserver.StoragePath+"/") {
		t.Errorf("got the address %s, want one below %s%s/", address, storage.URL, mockserver.StoragePath)
	}
	e.http = storage.Client()
	e.http.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	e.sendFile(address, []byte(content)).is(200)
	location := e.get(bot + "/attachments/" + elsewhere.text("fileId")).is(302).header.Get("Location")
	if got := e.send(e.at(http.MethodGet, location, "", "")).is(200); got.raw != content {
		t.Errorf("got the file %s, want %s", got.raw, content)
	}
	e.api.SetStorageURL("")
	e.url = storage.URL
	if got := e.post(bot+"/attachments", `{}`).is(200).text("uploadUrl"); !strings.HasPrefix(got, storage.URL+"/") {
		t.Errorf("got the address %s, want one below %s/", got, storage.URL)
	}
	o := start(t, mockserver.Options{StorageURL: "http://storage.example.com"})
	_, bot = o.bot()
	if got := o.post(bot+"/attachments", `{}`).is(200).text("uploadUrl"); !strings.HasPrefix(got, "http://storage.example.com/storage/") {
		t.Errorf("got the address %s, want one below http://storage.example.com/storage/", got)
	}
}

// TestStorage_sniffs: a file without a type gets one from its content.
func TestStorage_sniffs(t *testing.T) {
	t.Parallel()
	e := startWith(t, mockserver.Quirks{})
	_, bot := e.bot()
	announced := e.post(bot+"/attachments", `{}`).is(200)
	kind, body := form(t, "Filedata", "a", mockserver.PlainPNG(wide, 0))
	e.send(e.at(http.MethodPost, announced.text("uploadUrl"), kind, strings.Replace(body, "Content-Type: image/png\r\n", "", 1))).is(200)
	location := e.get(bot + "/attachments/" + announced.text("fileId")).is(302).header.Get("Location")
	if got := e.send(e.at(http.MethodGet, location, "", "")).is(200).header.Get("Content-Type"); got != "image/png" {
		t.Errorf("got the content type %q, want image/png", got)
	}
}

// TestRecord_uploads: tests count each step of an image as one request.
func TestRecord_uploads(t *testing.T) {
	t.Parallel()
	e := startWith(t, mockserver.Quirks{})
	id, bot := e.bot()
	_, menu := e.richMenu(id)
	fileID := e.file(bot, mockserver.PlainPNG(wide, 0))
	e.post(menu+"/image", `{"fileId":"`+fileID+`"}`).is(204)
	location := e.get(bot + "/attachments/" + fileID).is(302).header.Get("Location")
	e.send(e.at(http.MethodGet, location, "", "")).is(200)
	for operation, want := range map[string]int{
		"POST /bots/{botId}/attachments": 1, "POST {uploadUrl}": 1, "GET /bots/{botId}/attachments/{fileId}": 1,
		"GET {fileUrl}": 1, "POST /bots/{botId}/richmenus/{richmenuId}/image": 1, "PUT {uploadUrl}": 0,
	} {
		if got := e.api.Count(operation); got != want {
			t.Errorf("%d of %s, want %d", got, operation, want)
		}
	}
	requests := e.api.Requests()
	sent := requests[1]
	want := mockserver.Upload{PartName: "Filedata", FileName: "a.png", ContentType: "image/png", Size: len(mockserver.PlainPNG(wide, 0))}
	if sent.Upload == nil || *sent.Upload != want || sent.Body != nil || sent.Status != 200 || requests[0].Upload != nil || requests[4].Upload != nil {
		t.Errorf("got the entry %+v with the upload %+v, want status 200 with the upload %+v, and no upload in other entries", sent, sent.Upload, want)
	}
	sent.Upload.Size = 0
	if e.api.Requests()[1].Upload.Size == 0 {
		t.Error("got a log changed through the returned copy, want it unchanged")
	}
	address, err := url.Parse(e.api.Attachments()[0].UploadURL)
	if err != nil || mockserver.StoragePath+sent.Path != address.Path {
		t.Errorf("got the path %s and error %v, want the path of %s below %s", sent.Path, err, address, mockserver.StoragePath)
	}
}

// TestFault_uploads: faults find uploads by operation and by path.
func TestFault_uploads(t *testing.T) {
	t.Parallel()
	e := startWith(t, mockserver.Quirks{})
	_, bot := e.bot()
	address := e.post(bot+"/attachments", `{}`).is(200).text("uploadUrl")
	e.api.Fail(mockserver.Fault{Operation: "POST {uploadUrl}", Status: 503})
	e.sendFile(address, []byte(content)).is(503)
	e.api.Fail(mockserver.Fault{Path: strings.TrimPrefix(address, e.url+mockserver.StoragePath), Status: 502, Act: true})
	e.sendFile(address, []byte(content)).is(502)
	if got := e.api.Attachments()[0]; !got.Uploaded || string(got.Content) != content {
		t.Errorf("got the file %+v, want it uploaded with the content %q", got, content)
	}
	e.sendFile(address, []byte(content)).is(400, "INVALID_PARAMETER") // the response was lost, the address is used
	if e.api.PendingFaults() != 0 {
		t.Errorf("got %d pending faults, want 0", e.api.PendingFaults())
	}
}
