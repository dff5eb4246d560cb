// SPDX-License-Identifier: MPL-2.0

package lineworks_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
)

const (
	createBot  = "POST /bots"
	listBots   = "GET /bots"
	getBot     = "GET /bots/{botId}"
	createMenu = "POST /bots/{botId}/richmenus"
	listMenus  = "GET /bots/{botId}/richmenus"
	getMenu    = "GET /bots/{botId}/richmenus/{richmenuId}"
)

// tenant is the mock of the API in the same process, without a network, so that a test
// can run in a bubble of synctest.
type tenant struct {
	api *mockserver.Server
	// after, if set, is called after each response.
	after func(operation string)
}

// credentials are created once: a key takes longer than any of the tests.
var credentials = sync.OnceValues(mockserver.NewCredentials)

func newTenant(t *testing.T, change ...func(*mockserver.Options)) *tenant {
	t.Helper()
	tn := &tenant{}
	creds, err := credentials()
	if err != nil {
		t.Fatal(err)
	}
	opts := mockserver.Options{
		Credentials: creds,
		MaxPageSize: 2,
		OnRequest: func(r mockserver.Request) {
			if tn.after != nil {
				tn.after(r.Operation)
			}
		},
	}
	for _, c := range change {
		c(&opts)
	}
	if tn.api, err = mockserver.New(opts); err != nil {
		t.Fatal(err)
	}
	return tn
}

// RoundTrip implements [http.RoundTripper]. What makes the mock close the connection is
// an error.
func (tn *tenant) RoundTrip(r *http.Request) (response *http.Response, err error) {
	defer func() {
		if p := recover(); p != nil {
			response, err = nil, errors.New("connection reset")
		}
	}()
	if r.Body == nil {
		r.Body = http.NoBody
	}
	recorder := httptest.NewRecorder()
	tn.api.ServeHTTP(recorder, r)
	if err := r.Context().Err(); err != nil {
		return nil, err
	}
	return recorder.Result(), nil
}

// client returns a new client: it knows of bots as much as a new process.
func (tn *tenant) client(t *testing.T, opts ...lineworks.Option) *lineworks.Client {
	t.Helper()
	return newClientWith(t, &script{URL: "https://api.example.com" + mockserver.APIPath},
		lineworks.StaticToken(tn.api.NewToken("bot")), append([]lineworks.Option{lineworks.WithTransport(tn)}, opts...)...)
}

// expectCounts compares how often operations were called.
func (tn *tenant) expectCounts(t *testing.T, want map[string]int) {
	t.Helper()
	for operation, n := range want {
		if got := tn.api.Count(operation); got != n {
			t.Errorf("%s: got %d calls, want %d", operation, got, n)
		}
	}
}

// desk is the bot that the tests create.
func desk() *lineworks.BotWrite {
	return &lineworks.BotWrite{
		BotName: new("Desk"), PhotoURL: new("https://example.com/a.png"), Description: new("Answers."), Administrators: []string{"u1"},
	}
}

func stored() mockserver.Bot {
	return mockserver.Bot{BotName: "Desk", PhotoURL: "https://example.com/a.png", Description: "Answers.", Administrators: []string{"u1"}}
}

// ids are those of the bots in the tenant, in order.
func (tn *tenant) ids() []string {
	var out []string
	for _, b := range tn.api.Bots() {
		out = append(out, strconv.FormatInt(b.BotID, 10))
	}
	slices.Sort(out)
	return out
}

// lostCreate returns the error of a create whose bot was searched for.
func lostCreate(t *testing.T, err error) *lineworks.LostCreateError {
	t.Helper()
	var lost *lineworks.LostCreateError
	if !errors.As(err, &lost) || !errors.Is(err, lineworks.ErrOutcomeUnknown) {
		t.Fatalf("got error %v, want a *LostCreateError that matches %q", err, lineworks.ErrOutcomeUnknown)
	}
	return lost
}

func idsOf(objects []lineworks.Named) []string {
	var out []string
	for _, o := range objects {
		out = append(out, o.ID)
	}
	slices.Sort(out)
	return out
}

// lossesAfterActing are the ways in which a response is lost although the service has
// carried out the request.
var lossesAfterActing = map[string]mockserver.Fault{
	"reset":       {Act: true, Reset: true},
	"cut":         {Cut: true},
	"502":         {Act: true, Status: http.StatusBadGateway, Body: "<html>"},
	"503":         {Act: true, Status: http.StatusServiceUnavailable, Code: "X", Description: "x"},
	"504":         {Act: true, Status: http.StatusGatewayTimeout},
	"page":        {Act: true, Status: http.StatusOK, Body: "<html>"},
	"empty":       {Act: true, Status: http.StatusCreated},
	"without ID":  {Act: true, Status: http.StatusCreated, Body: "{}", ContentType: "application/json"},
	"no whole ID": {Act: true, Status: http.StatusCreated, Body: `{"botId":1.5}`, ContentType: "application/json"},
}

func TestBots_Create_lostResponse(t *testing.T) {
	t.Parallel()
	for name, fault := range lossesAfterActing {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				tn := newTenant(t)
				tn.api.AddBot(stored()) // equal, but old
				fault.Operation = createBot
				tn.api.Fail(fault)
				c := tn.client(t)
				bot, adopted, err := c.Bots.Create(t.Context(), desk())
				if err != nil || !adopted {
					t.Fatalf("got adopted %t, error %v; want true, none", adopted, err)
				}
				if want := tn.ids()[1]; bot.BotID != want || !bot.Complete() || !c.Bots.CreatedHere(want) {
					t.Errorf("got %+v, want bot %s", bot, want)
				}
				tn.expectCounts(t, map[string]int{createBot: 1, listBots: 2, getBot: 1})
			})
		})
	}
}

// A service whose responses to creates are always empty is no obstacle, either.
func TestBots_Create_responsesWithoutAnID(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		tn := newTenant(t, func(o *mockserver.Options) { o.Quirks.CreateResponse = mockserver.CreateResponseEmpty })
		made := tn.createMany(t, tn.client(t), slices.Repeat([]*lineworks.BotWrite{desk()}, 20))
		if want := tn.ids(); !slices.Equal(made.ids, want) || len(want) != 20 || made.adopted != 20 {
			t.Errorf("got %+v, want the 20 bots of the tenant, all adopted: %v", made, want)
		}
	})
}

// outcome is the result of several creates at once.
type outcome struct {
	ids     []string // of the bots that were created or found, in order
	adopted int
	errs    []*lineworks.LostCreateError
}

func (tn *tenant) createMany(t *testing.T, c *lineworks.Client, bots []*lineworks.BotWrite) outcome {
	t.Helper()
	var (
		mu  sync.Mutex
		wg  sync.WaitGroup
		out outcome
	)
	for _, in := range bots {
		wg.Go(func() {
			bot, adopted, err := c.Bots.Create(t.Context(), in)
			mu.Lock()
			defer mu.Unlock()
			var lost *lineworks.LostCreateError
			switch {
			case errors.As(err, &lost):
				out.errs = append(out.errs, lost)
			case err != nil:
				t.Errorf("got error %v, want none or a LostCreateError", err)
			default:
				out.ids = append(out.ids, bot.BotID)
			}
			if adopted {
				out.adopted++
				if *in.PhotoURL != bot.PhotoURL && !tn.api.Quirks().RewritePhotoURL || (in.CallbackURL == nil) != (bot.CallbackURL == "") {
					t.Errorf("got %+v, want the bot of this create: %+v", bot, in)
				}
			}
		})
	}
	wg.Wait()
	slices.Sort(out.ids)
	return out
}

// Ten equal bots at once: each create ends with a bot of its own, or with an error
// that is right.
func TestBots_Create_lostAmongEqualOnes(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct{ acted, missed int }{{1, 0}, {0, 1}, {3, 0}, {2, 2}, {10, 0}, {0, 10}} {
		t.Run(fmt.Sprintf("%d acted, %d not", tc.acted, tc.missed), func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				tn := newTenant(t)
				if tc.acted > 0 {
					tn.api.Fail(mockserver.Fault{Operation: createBot, Act: true, Reset: true, Times: tc.acted})
				}
				if tc.missed > 0 {
					tn.api.Fail(mockserver.Fault{Operation: createBot, Reset: true, Times: tc.missed})
				}
				got := tn.createMany(t, tn.client(t), slices.Repeat([]*lineworks.BotWrite{desk()}, 10))
				if want := tn.ids(); !slices.Equal(got.ids, want) || len(want) != 10-tc.missed {
					t.Errorf("the creates ended with %v, the tenant has %v", got.ids, want)
				}
				if got.adopted != tc.acted || len(got.errs) != tc.missed {
					t.Errorf("got %d adopted and errors %v, want %d and %d", got.adopted, got.errs, tc.acted, tc.missed)
				}
				for _, err := range got.errs {
					if err.Searches != 2 || err.SearchErr != nil || err.Equal != nil || err.SameName != nil {
						t.Errorf("got %+v, want 2 searches that found nothing", err)
					}
				}
				if most := 1 + tc.acted + 2*tc.missed; tn.api.Count(listBots) > 6*most || tn.api.Count(createBot) != 10 {
					t.Errorf("got %d pages of lists and %d creates, want at most %d and 10", tn.api.Count(listBots), tn.api.Count(createBot), 6*most)
				}
			})
		})
	}
}

func TestBots_Create_lostAndNotMade(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		tn := newTenant(t)
		c := tn.client(t)
		first, _, err := c.Bots.Create(t.Context(), desk()) // equal, and its response arrives
		if err != nil {
			t.Fatal(err)
		}
		tn.api.Fail(mockserver.Fault{Operation: createBot, Reset: true})
		tn.api.ResetRequests()
		_, adopted, err := c.Bots.Create(t.Context(), desk())
		lost := lostCreate(t, err)
		if adopted || lost.Searches != 2 || lost.SearchErr != nil || lost.NoBaseline != nil || lost.Equal != nil || lost.SameName != nil {
			t.Errorf("got adopted %t, %+v; want false, 2 searches that found nothing", adopted, lost)
		}
		if want := "POST /bots: no response from api.example.com: connection reset; the bot may have been created all the same; 2 searches did not find it"; err.Error() != want {
			t.Errorf("got error\n%v, want\n%s", err, want)
		}
		tn.expectCounts(t, map[string]int{createBot: 1, listBots: 2, getBot: 0})
		if got := tn.ids(); !slices.Equal(got, []string{first.BotID}) {
			t.Errorf("got bots %v, want %s only", got, first.BotID)
		}
	})
}

// The list, or the service, may lag behind.
func TestBots_Create_foundByTheSecondSearch(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		tn := newTenant(t)
		tn.api.Fail(mockserver.Fault{Operation: createBot, Reset: true})
		lists := 0
		tn.after = func(operation string) {
			if operation != listBots {
				return
			}
			if lists++; lists == 2 {
				tn.api.AddBot(stored())
			}
		}
		bot, adopted, err := tn.client(t).Bots.Create(t.Context(), desk())
		if err != nil || !adopted || bot.BotID != tn.ids()[0] {
			t.Errorf("got %+v, adopted %t, error %v; want one of %v, true", bot, adopted, err, tn.ids())
		}
		tn.expectCounts(t, map[string]int{listBots: 3})
	})
}

// Another client creates an equal bot, or one of the same name, in the meantime.
func TestBots_Create_lostBesideNewOnes(t *testing.T) {
	t.Parallel()
	other := stored()
	other.Description = "Answers nothing."
	for name, tc := range map[string]struct {
		acted    bool
		meantime []mockserver.Bot
		adopted  bool
		equal    int
		sameName int
		others   int
	}{
		"made, and an equal one":        {acted: true, meantime: []mockserver.Bot{stored()}, equal: 2},
		"made, and another one":         {acted: true, meantime: []mockserver.Bot{other}, adopted: true},
		"not made, but two equal ones":  {meantime: []mockserver.Bot{stored(), stored()}, equal: 2},
		"not made, but another one":     {meantime: []mockserver.Bot{other}, sameName: 1},
		"made, two equal, another one":  {acted: true, meantime: []mockserver.Bot{stored(), other}, equal: 2, sameName: 1},
		"not made, one of another name": {meantime: []mockserver.Bot{{BotName: "Else", PhotoURL: "https://example.com/a.png", Description: "Answers.", Administrators: []string{"u1"}}}, others: 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				tn := newTenant(t)
				tn.api.Fail(mockserver.Fault{Operation: createBot, Act: tc.acted, Reset: true})
				tn.after = func(operation string) {
					if operation == createBot {
						for _, b := range tc.meantime {
							tn.api.AddBot(b)
						}
					}
				}
				_, adopted, err := tn.client(t).Bots.Create(t.Context(), desk())
				if adopted != tc.adopted || adopted == (err != nil) {
					t.Fatalf("got adopted %t, error %v; want adopted %t", adopted, err, tc.adopted)
				}
				if adopted {
					return
				}
				if lost := lostCreate(t, err); len(lost.Equal) != tc.equal || len(lost.SameName) != tc.sameName || len(lost.OtherNames) != tc.others {
					t.Errorf("got %+v, want %d equal, %d of its name, %d of other names", lost, tc.equal, tc.sameName, tc.others)
				}
				tn.expectCounts(t, map[string]int{getBot: tc.equal + tc.sameName}) // each is read once
				if tc.equal > 0 && !strings.Contains(err.Error(), "; each of these may be it: ") {
					t.Errorf("got error %v, want the equal bots in it", err)
				}
				if tc.sameName > 0 && !strings.Contains(err.Error(), "; others of its name: ") {
					t.Errorf("got error %v, want the bots of its name in it", err)
				}
				if tc.others > 0 && !strings.Contains(err.Error(), "; new objects of other names: ") {
					t.Errorf("got error %v, want the bots of other names in it", err)
				}
			})
		})
	}
}

// A value that the service rewrites is no difference; but bots that it makes equal cannot
// be told apart.
func TestBots_Create_lostAndRewritten(t *testing.T) {
	t.Parallel()
	one, other := desk(), desk()
	one.Administrators = []string{"taro@example.com", "u1"}
	other.Administrators, other.PhotoURL = one.Administrators, new("https://example.com/b.png")
	both := []*lineworks.BotWrite{one, other}
	more := desk()
	more.CallbackURL = new("https://example.com/cb")
	rewriting := mockserver.Quirks{RewritePhotoURL: true, EmailAdministrators: mockserver.EmailToID}
	for name, tc := range map[string]struct {
		quirks         mockserver.Quirks
		bots           []*lineworks.BotWrite
		acted, missed  int
		adopted, equal int // equal: in each error
	}{
		"one":                     {rewriting, both[:1], 1, 0, 1, 0},
		"two, told apart":         {mockserver.Quirks{}, both, 2, 0, 2, 0},
		"two, one has more":       {mockserver.Quirks{}, []*lineworks.BotWrite{desk(), more}, 2, 0, 2, 0},
		"two, not told apart":     {rewriting, both, 2, 0, 0, 2},
		"of two one, told apart":  {mockserver.Quirks{}, both, 1, 1, 1, 0},
		"of two one, not told so": {rewriting, both, 1, 1, 0, 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				tn := newTenant(t, func(o *mockserver.Options) { o.Quirks = tc.quirks })
				// By the end of the delay, the other one has begun.
				tn.api.Fail(mockserver.Fault{Operation: createBot, Act: true, Reset: true, Times: tc.acted, Delay: time.Second})
				if tc.missed > 0 {
					tn.api.Fail(mockserver.Fault{Operation: createBot, Reset: true, Times: tc.missed})
				}
				got := tn.createMany(t, tn.client(t), tc.bots)
				if got.adopted != tc.adopted || len(got.errs) != len(tc.bots)-tc.adopted {
					t.Errorf("got %d adopted and errors %v, want %d and %d", got.adopted, got.errs, tc.adopted, len(tc.bots)-tc.adopted)
				}
				for _, err := range got.errs {
					if len(err.Equal) != tc.equal {
						t.Errorf("got %d equal in error %v, want %d", len(err.Equal), err, tc.equal)
					}
				}
			})
		})
	}
}

// An earlier create gives no right to a second bot.
func TestBots_Create_lostAfterAnother(t *testing.T) {
	t.Parallel()
	for name, fault := range map[string]mockserver.Fault{
		"no fault": {Operation: listBots}, // hits nothing that matters
		"adopted":  {Operation: createBot, Act: true, Reset: true},
		"given up": {Operation: createBot, Reset: true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				tn := newTenant(t)
				c := tn.client(t)
				tn.api.Fail(fault)
				if _, _, err := c.Bots.Create(t.Context(), desk()); (err != nil) != (name == "given up") {
					t.Fatalf("the earlier create: got error %v, want an error: %t", err, name == "given up")
				}
				tn.api.AddBot(stored()) // by another client
				tn.api.Fail(mockserver.Fault{Operation: createBot, Act: true, Reset: true})
				_, _, err := c.Bots.Create(t.Context(), desk())
				if lost := lostCreate(t, err); len(lost.Equal) != 2 {
					t.Errorf("got %+v, want 2 equal", lost)
				}
			})
		})
	}
}

// A create waits for others of its name that wait for their response: the bot that it finds
// may be theirs. It does not wait for other names, and their bots do not count as new.
func TestBots_Create_lostWhileAnotherIsUnderWay(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"Desk", "Hall"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				tn := newTenant(t)
				c := tn.client(t)
				first, another := desk(), desk()
				first.BotName, another.BotName = new("First"), new(name)
				if _, _, err := c.Bots.Create(t.Context(), first); err != nil { // tells that there are no limits
					t.Fatal(err)
				}
				hold := make(chan struct{})
				tn.api.Fail(mockserver.Fault{Operation: createBot, Act: true, Hold: hold})
				tn.api.Fail(mockserver.Fault{Operation: createBot, Reset: true})
				var slow, lost error
				var slows, losts sync.WaitGroup
				slows.Go(func() { _, _, slow = c.Bots.Create(t.Context(), another) })
				synctest.Wait()
				start := time.Now()
				losts.Go(func() { _, _, lost = c.Bots.Create(t.Context(), desk()) })
				synctest.Wait()
				if n := len(tn.ids()); n != 2 || tn.api.Count(createBot) != 3 {
					t.Fatalf("got %d bots and %d creates, want 2 and 3", n, tn.api.Count(createBot))
				}
				if name == "Hall" {
					losts.Wait() // although the other one is under way

					if took := time.Since(start); took > 15*time.Second { // two searches
						t.Errorf("got the error after %v, want at most 15s", took)
					}
				}
				close(hold)
				slows.Wait()
				losts.Wait()
				if slow != nil {
					t.Errorf("the create that was held: got error %v, want none", slow)
				}
				if got := lostCreate(t, lost); got.Searches != 2 || got.SameName != nil || got.OtherNames != nil {
					t.Errorf("got %+v, want 2 searches that found nothing", got)
				}
			})
		})
	}
}

func TestBots_Create_interruptedAfterALoss(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		at       string // the operation whose end is the end of the context
		nth      int
		searches int
	}{
		"at once":         {createBot, 1, 0},
		"while listing":   {listBots, 2, 0},
		"while comparing": {getBot, 1, 0},
		"in the pause":    {"", 0, 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				tn := newTenant(t)
				ctx, cancel := context.WithCancel(t.Context())
				defer cancel()
				tn.api.Fail(mockserver.Fault{Operation: createBot, Act: tc.at != "", Reset: true})
				seen := 0
				tn.after = func(operation string) {
					if operation == tc.at {
						if seen++; seen == tc.nth {
							cancel()
						}
					}
				}
				if tc.at == "" {
					go func() {
						synctest.Wait() // until nothing goes on but the pause
						cancel()
					}()
				}
				_, adopted, err := tn.client(t).Bots.Create(ctx, desk())
				if lost := lostCreate(t, err); adopted || !errors.Is(lost.SearchErr, context.Canceled) || lost.Searches != tc.searches {
					t.Errorf("got adopted %t, %+v; want false, %d searches and %v", adopted, lost, tc.searches, context.Canceled)
				}
				tn.expectCounts(t, map[string]int{createBot: 1})
			})
		})
	}
}
