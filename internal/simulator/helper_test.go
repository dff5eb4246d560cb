// SPDX-License-Identifier: MPL-2.0

package simulator_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/memnet"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/simulator"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/simulator/callback"
)

const (
	taro    = "a1b2c3d4-0000-4000-8000-000000000001"
	hanako  = "a1b2c3d4-0000-4000-8000-000000000002"
	domain  = 10000001
	address = "https://bots.example.com/callback"
)

// every has all events of a bot.
var (
	everyEvent = []string{"message", "join", "leave", "joined", "left", "postback", "begin", "end"}
	everyKind  = []string{"text", "location", "sticker", "image", "file", "audio", "video"}
)

// credentials are made once: a key takes long.
var credentials = sync.OnceValues(mockserver.NewCredentials)

// world is a tenant with a bot, the bot's server, and the simulator between them.
type world struct {
	t      *testing.T
	api    *mockserver.Server
	sim    *simulator.Simulator
	server *botServer
	net    *memnet.Network
	bot    int64
	// changes counts the calls of OnChange.
	changes int
	mu      sync.Mutex
}

// inWorld runs a test in a bubble, in which waiting takes no time.
func inWorld(t *testing.T, o simulator.Options, test func(*world)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		t.Helper()
		test(newWorld(t, o))
	})
}

func newWorld(t *testing.T, o simulator.Options) *world {
	t.Helper()
	w := &world{t: t}
	app, err := credentials()
	if err != nil {
		t.Fatal(err)
	}
	api, err := mockserver.New(mockserver.Options{
		Credentials: app, Domains: []int64{domain, domain + 1}, OnRequest: func(r mockserver.Request) { w.sim.Observe(r) },
	})
	if err != nil {
		t.Fatal(err)
	}
	w.api = api
	w.bot = api.AddBot(mockserver.Bot{
		BotName: "Desk", EnableCallback: true, CallbackURL: address, CallbackEvents: everyKind, ChannelEvents: everyEvent, EnableGroupJoin: true,
	})
	api.SetDomain(w.bot, mockserver.Domain{DomainID: domain})
	w.server = &botServer{}
	if o.Callbacks == nil {
		o.Callbacks = map[string]string{"https://bots.example.com": memnet.URL}
	}
	w.net = memnet.Serve(t, w.server)
	o.Transport = w.net
	if w.sim, err = simulator.New(api, o); err != nil {
		t.Fatal(err)
	}
	w.sim.OnChange(func() {
		w.mu.Lock()
		defer w.mu.Unlock()
		w.changes++
	})
	t.Cleanup(func() {
		if err := w.sim.Close(t.Context()); err != nil && t.Context().Err() == nil {
			t.Errorf("closing: %s", err)
		}
	})
	w.rotate()
	return w
}

// single is Taro's 1:1 room with the bot.
func (w *world) single() simulator.Talk { return simulator.Talk{BotID: w.bot, UserID: taro} }

// call calls the API as the bot's server does.
func (w *world) call(method, path, body string) *httptest.ResponseRecorder {
	r := httptest.NewRequestWithContext(w.t.Context(), method, mockserver.APIPath+path, strings.NewReader(body))
	r.Header.Set("Authorization", "Bearer "+w.api.NewToken("bot"))
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	answer := httptest.NewRecorder()
	w.api.ServeHTTP(answer, r)
	return answer
}

func (w *world) mustCall(method, path, body string) *httptest.ResponseRecorder {
	w.t.Helper()
	answer := w.call(method, path, body)
	if answer.Code/100 > 3 {
		w.t.Errorf("%s %s: got the status %d: %s", method, path, answer.Code, answer.Body)
	}
	return answer
}

// rotate issues a secret, as Terraform would, and tells the bot's server.
func (w *world) rotate() {
	w.t.Helper()
	var issued struct{ Secret string }
	answer := w.mustCall(http.MethodPost, fmt.Sprintf("/bots/%d/secret", w.bot), "")
	if err := json.Unmarshal(answer.Body.Bytes(), &issued); err != nil || issued.Secret == "" {
		w.t.Fatalf("issuing a secret: %v", err)
	}
	w.server.set(func(s *botServer) { s.secret = issued.Secret })
}

func (w *world) settle() { synctest.Wait() }

// opened is a world in which Taro has opened the 1:1 room, before the test begins.
func opened(t *testing.T, test func(*world)) {
	t.Helper()
	inWorld(t, simulator.Options{}, func(w *world) {
		w.do(w.sim.Open(w.single()))
		w.server.set(func(s *botServer) { s.got = nil })
		test(w)
	})
}

// do fails the test on an error, and waits until the deliveries have ended.
func (w *world) do(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Errorf("got the error %s", err)
	}
	w.settle()
}

// last is the newest delivery.
func (w *world) last() simulator.Delivery {
	w.t.Helper()
	all := w.sim.Deliveries(w.bot)
	if len(all) == 0 {
		w.t.Fatal("there is no delivery")
	}
	return all[len(all)-1]
}

// lines are the bubbles of a room, in short.
func (w *world) lines(talk simulator.Talk) []string {
	var lines []string
	for _, b := range w.sim.Room(talk).Bubbles {
		switch {
		case b.Notice != simulator.NoNotice:
			lines = append(lines, fmt.Sprintf("%v %s%s", noticeNames[b.Notice], b.Text, strings.Join(b.Users, ",")))
		case b.FromBot:
			lines = append(lines, "bot "+string(b.Content))
		default:
			lines = append(lines, "user "+string(b.Content))
		}
	}
	return lines
}

var noticeNames = map[simulator.Notice]string{
	simulator.RoomOpened: "opened", simulator.RoomLeft: "left the bot", simulator.BotJoined: "bot joined", simulator.BotLeft: "bot left",
	simulator.UsersJoined: "joined", simulator.UsersLeft: "left", simulator.AddressShown: "address", simulator.TextCopied: "copied",
	simulator.PostbackSent: "postback", simulator.NotDelivered: "not delivered",
}

func (w *world) wantLines(talk simulator.Talk, want ...string) {
	w.t.Helper()
	if got := w.lines(talk); !slices.Equal(got, want) {
		w.t.Errorf("the room shows\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// botServer is a bot's server: it checks the signature before anything else.
type botServer struct {
	mu     sync.Mutex
	secret string
	got    []received
	status int
	// unchecked takes any signature.
	unchecked bool
	delay     time.Duration
	answers   func(event map[string]any) // after the check
}

type received struct {
	path   string
	header http.Header
	body   string
	signed bool
}

func (s *botServer) set(change func(*botServer)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	change(s)
}

func (s *botServer) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	s.mu.Lock()
	signed := err == nil && callback.Sign(s.secret, body) == r.Header.Get("X-Works-Signature")
	s.got = append(s.got, received{path: r.URL.RequestURI(), header: r.Header.Clone(), body: string(body), signed: signed})
	status, delay, answers, unchecked := s.status, s.delay, s.answers, s.unchecked
	s.mu.Unlock()
	if delay > 0 {
		timer := time.NewTimer(delay)
		defer timer.Stop()
		select {
		case <-timer.C:
		case <-r.Context().Done():
			return
		}
	}
	if !signed && !unchecked {
		http.Error(w, "wrong signature", http.StatusUnauthorized)
		return
	}
	var event map[string]any
	if err := json.Unmarshal(body, &event); err == nil && answers != nil {
		answers(event)
	}
	if status == http.StatusFound {
		w.Header().Set("Location", memnet.URL+"/elsewhere")
	}
	if status != 0 {
		w.WriteHeader(status)
	}
}

// bodies are what has arrived, without the times.
func (s *botServer) bodies() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var bodies []string
	for _, r := range s.got {
		bodies = append(bodies, withoutTime(r.body))
	}
	return bodies
}

func withoutTime(body string) string {
	start := strings.Index(body, `,"issuedTime":"`)
	if start < 0 {
		return body
	}
	end := strings.Index(body[start+15:], `"`)
	return body[:start] + body[start+15+end+1:]
}

func (w *world) wantBodies(want ...string) {
	w.t.Helper()
	if got := w.server.bodies(); !slices.Equal(got, want) {
		w.t.Errorf("the bot's server got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func (w *world) load(seed string) {
	w.t.Helper()
	if err := w.api.Load(strings.NewReader(seed)); err != nil {
		w.t.Fatalf("loading the seed: %s", err)
	}
}
