// SPDX-License-Identifier: MPL-2.0

package mockserver_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/textproto"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
)

const (
	minimalBot  = `{"botName":"Desk","photoUrl":"https://example.com/a.png","description":"d","administrators":["u1"]}`
	minimalMenu = `{"content":{"actions":[{"type":"message","label":"Help"}]}}`
	minimalRich = `{"richmenuName":"m","size":{"width":2500,"height":843},"areas":[{"bounds":{"x":0,"y":0,"width":1250,"height":843},` +
		`"action":{"type":"uri","uri":"https://example.com/"}}]}`
)

// credentials are shared: generating a key takes long, and tests only read them.
var credentials = sync.OnceValues(mockserver.NewCredentials)

// env is a mock on a listener and a caller with a token.
type env struct {
	t     *testing.T
	api   *mockserver.Server
	url   string
	token string
	http  *http.Client
}

// reply is a response.
type reply struct {
	t      *testing.T
	status int
	header http.Header
	raw    string
	body   map[string]any
}

func start(t *testing.T, opts mockserver.Options) *env {
	t.Helper()
	if opts.Credentials == nil {
		app, err := credentials()
		if err != nil {
			t.Fatal(err)
		}
		opts.Credentials = app
	}
	if opts.OnUnknown == nil {
		opts.OnUnknown = func(r *http.Request) { t.Errorf("got the operation %s %s, want a known one", r.Method, r.URL.Path) }
	}
	api, err := mockserver.New(opts)
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(api)
	t.Cleanup(server.Close)
	client := server.Client()
	client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return &env{t: t, api: api, url: server.URL, token: api.NewToken(), http: client}
}

func startWith(t *testing.T, q mockserver.Quirks) *env {
	t.Helper()
	return start(t, mockserver.Options{Quirks: q})
}

func (e *env) request(method, path, body string) *http.Request {
	e.t.Helper()
	r, err := http.NewRequestWithContext(e.t.Context(), method, e.url+mockserver.APIPath+path, strings.NewReader(body))
	if err != nil {
		e.t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer "+e.token)
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	return r
}

func (e *env) send(r *http.Request) reply {
	e.t.Helper()
	response, err := e.http.Do(r)
	if err != nil {
		e.t.Fatal(err)
	}
	raw, err := io.ReadAll(response.Body)
	if err != nil {
		e.t.Fatal(err)
	}
	if err := response.Body.Close(); err != nil {
		e.t.Fatal(err)
	}
	got := reply{t: e.t, status: response.StatusCode, header: response.Header, raw: string(raw)}
	if json.Unmarshal(raw, &got.body) != nil {
		got.body = nil
	}
	return got
}

func (e *env) call(method, path, body string) reply {
	e.t.Helper()
	return e.send(e.request(method, path, body))
}

func (e *env) get(path string) reply {
	e.t.Helper()
	return e.call(http.MethodGet, path, "")
}

func (e *env) post(path, body string) reply {
	e.t.Helper()
	return e.call(http.MethodPost, path, body)
}

func (e *env) patch(path, body string) reply {
	e.t.Helper()
	return e.call(http.MethodPatch, path, body)
}

func (e *env) put(path, body string) reply {
	e.t.Helper()
	return e.call(http.MethodPut, path, body)
}

func (e *env) delete(path string) reply {
	e.t.Helper()
	return e.call(http.MethodDelete, path, "")
}

// bot adds a bot and returns its id and path.
func (e *env) bot() (int64, string) {
	e.t.Helper()
	id := e.api.AddBot(mockserver.Bot{
		BotName: "Desk", PhotoURL: "https://example.com/a.png", Description: "d", Administrators: []string{"u1", "u2"},
	})
	return id, fmt.Sprintf("/bots/%d", id)
}

// form is a form with one file and, before it, the other parts that are named.
func form(t *testing.T, part, fileName string, content []byte, others ...string) (kind, body string) {
	t.Helper()
	var out bytes.Buffer
	w := multipart.NewWriter(&out)
	for _, other := range others {
		if err := w.WriteField(other, "x"); err != nil {
			t.Fatal(err)
		}
	}
	header := textproto.MIMEHeader{"Content-Type": {"image/png"}}
	header.Set("Content-Disposition", fmt.Sprintf("form-data; name=%q; filename=%q", part, fileName))
	file, err := w.CreatePart(header)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := file.Write(content); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return w.FormDataContentType(), out.String()
}

// at sends a request to a whole address.
func (e *env) at(method, address, kind, body string) *http.Request {
	e.t.Helper()
	r, err := http.NewRequestWithContext(e.t.Context(), method, address, strings.NewReader(body))
	if err != nil {
		e.t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer "+e.token)
	if kind != "" {
		r.Header.Set("Content-Type", kind)
	}
	return r
}

// sendFile uploads to an address as the vendor's page has it.
func (e *env) sendFile(address string, content []byte) reply {
	e.t.Helper()
	kind, body := form(e.t, "Filedata", "a.png", content)
	return e.send(e.at(http.MethodPost, address, kind, body))
}

// file announces and uploads a file and returns its id.
func (e *env) file(bot string, content []byte) string {
	e.t.Helper()
	announced := e.post(bot+"/attachments", `{"fileName":"a.png"}`).is(200)
	sent := e.sendFile(announced.text("uploadUrl"), content)
	if sent.status/100 != 2 {
		e.t.Fatalf("upload: got %d %s, want 2xx", sent.status, sent.raw)
	}
	if id, ok := sent.body["fileId"].(string); ok {
		return id
	}
	return announced.text("fileId")
}

// richMenu adds a rich menu and returns its id and path.
func (e *env) richMenu(botID int64) (id, path string) {
	e.t.Helper()
	id = e.api.AddRichMenu(botID, mockserver.RichMenu{RichMenuName: "m", Size: wide})
	return id, fmt.Sprintf("/bots/%d/richmenus/%s", botID, id)
}

// The two sizes of rich menus.
var (
	wide = mockserver.Size{Width: 2500, Height: 843}
	tall = mockserver.Size{Width: 2500, Height: 1686}
)

// is checks the status and, of a refusal, the code.
func (r reply) is(status int, code ...string) reply {
	r.t.Helper()
	if r.status != status {
		r.t.Fatalf("status %d, want %d: %s", r.status, status, r.raw)
	}
	for _, want := range code {
		r.has("code", want)
	}
	return r
}

// has compares one property of the response, written as JSON; "absent" means
// that it is not there.
func (r reply) has(name string, want any) reply {
	r.t.Helper()
	value, found := r.body[name]
	got := "absent"
	if found {
		got = jsonOf(r.t, value)
	}
	wanted, isText := want.(string)
	if !isText || wanted != "absent" {
		wanted = jsonOf(r.t, want)
	}
	if got != wanted {
		r.t.Errorf("%s is %s, want %s", name, got, wanted)
	}
	return r
}

func jsonOf(t *testing.T, value any) string {
	t.Helper()
	raw, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

// text is a string property of the response.
func (r reply) text(name string) string {
	r.t.Helper()
	value, ok := r.body[name].(string)
	if !ok {
		r.t.Fatalf("%s: got %v, want a string: %s", name, r.body[name], r.raw)
	}
	return value
}

// clock is a clock that stands still until it is moved. Each look at it is
// told on looked, if a test listens.
type clock struct {
	mu     sync.Mutex
	now    time.Time
	looked chan struct{}
}

func newClock() *clock {
	return &clock{now: time.Date(2026, 4, 1, 0, 0, 0, 0, time.UTC), looked: make(chan struct{}, 1)}
}

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	select {
	case c.looked <- struct{}{}:
	default:
	}
	return c.now
}

func (c *clock) advance(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

// list reads all pages of a list.
func (e *env) list(path, field string) (items []any, pages int) {
	e.t.Helper()
	next := path + "?count=100"
	for pages < 100 {
		response := e.get(next).is(http.StatusOK)
		part, _ := response.body[field].([]any)
		items, pages = append(items, part...), pages+1
		meta, _ := response.body["responseMetaData"].(map[string]any)
		cursor, _ := meta["nextCursor"].(string)
		if cursor == "" {
			return items, pages
		}
		next = path + "?count=100&cursor=" + escape(cursor)
	}
	e.t.Fatal("got a cursor on every page, want a last page")
	return nil, 0
}

// botWith is the least bot with more properties.
func botWith(properties string) string {
	return strings.TrimSuffix(minimalBot, "}") + "," + properties + "}"
}

func change(t *testing.T, body string, edit func(map[string]any)) string {
	t.Helper()
	var fields map[string]any
	if err := json.Unmarshal([]byte(body), &fields); err != nil {
		t.Fatal(err)
	}
	edit(fields)
	return jsonOf(t, fields)
}

func without(t *testing.T, body, property string) string {
	t.Helper()
	return change(t, body, func(fields map[string]any) { delete(fields, property) })
}

func withNull(t *testing.T, body, property string) string {
	t.Helper()
	return change(t, body, func(fields map[string]any) { fields[property] = nil })
}

// cancelled gives a request a context that can be ended.
func cancelled(r *http.Request) (*http.Request, context.CancelFunc) {
	ctx, cancel := context.WithCancel(r.Context())
	return r.WithContext(ctx), cancel
}

// strictMessages refuses properties of a message that no page knows, and files of others.
var strictMessages = mockserver.Quirks{RefuseUnknownContent: true, RefuseForeignFiles: true}

// unset are the optional properties of a bot, as they come back without a value.
var unset = map[string]any{
	"subadministrators": []any{}, "allowDomains": []int{0}, "callbackUrl": "", "callbackEvents": []any{},
	"defaultRichmenuId": "", "i18nBotNames": []any{}, "i18nDescriptions": []any{}, "i18nPhotoUrls": []any{},
}
