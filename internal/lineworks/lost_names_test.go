// SPDX-License-Identifier: MPL-2.0

package lineworks_test

import (
	"context"
	"net/http"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
)

// The error names all new bots, since each may be the lost one, even if a later search
// fails.
func TestBots_Create_lostAndAllNewOnesNamed(t *testing.T) {
	t.Parallel()
	like := func(change func(*mockserver.Bot)) mockserver.Bot {
		b := stored()
		change(&b)
		return b
	}
	renamed := like(func(b *mockserver.Bot) { b.BotName = "Desk*" })
	trimmed := like(func(b *mockserver.Bot) { b.Description = "Answers" })
	hosted := like(func(b *mockserver.Bot) { b.PhotoURL = "https://pictures.example.net/x.png" })
	for name, tc := range map[string]struct {
		made                        []mockserver.Bot
		fault                       mockserver.Fault
		stop                        time.Duration // when the context ends; 0: never
		equal, sameName, otherNames []string
		searches                    int
		searchFails                 bool
	}{
		"renamed": {
			made: []mockserver.Bot{renamed}, otherNames: []string{"2000001"}, searches: 2,
		},
		"renamed, beside one of the name": {
			made: []mockserver.Bot{trimmed, renamed}, sameName: []string{"2000001"}, otherNames: []string{"2000002"}, searches: 2,
		},
		"renamed, and interrupted between the searches": {
			made: []mockserver.Bot{renamed}, stop: 3 * time.Second, otherNames: []string{"2000001"}, searches: 1, searchFails: true,
		},
		"changed, and the second list fails": {
			made: []mockserver.Bot{trimmed, renamed}, fault: mockserver.Fault{Operation: listBots, Skip: 2, Status: http.StatusForbidden},
			sameName: []string{"2000001"}, otherNames: []string{"2000002"}, searches: 1, searchFails: true,
		},
		"listed but not there": {
			made: []mockserver.Bot{stored()}, fault: mockserver.Fault{Operation: getBot, Times: 2, Status: http.StatusNotFound, Code: "NOT_FOUND", Description: "no"},
			sameName: []string{"2000001"}, searches: 2,
		},
		"less alike, beside equal ones": {
			made: []mockserver.Bot{stored(), stored(), hosted}, equal: []string{"2000001", "2000002"}, sameName: []string{"2000003"}, searches: 1,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				tn := newTenant(t, func(o *mockserver.Options) { o.MaxPageSize = 100 })
				tn.api.Fail(mockserver.Fault{Operation: createBot, Reset: true})
				if tc.fault.Operation != "" {
					tn.api.Fail(tc.fault)
				}
				tn.after = func(operation string) {
					if operation == createBot {
						for _, b := range tc.made {
							tn.api.AddBot(b)
						}
					}
				}
				ctx, cancel := context.WithCancel(t.Context())
				defer cancel()
				if tc.stop > 0 {
					time.AfterFunc(tc.stop, cancel)
				}
				_, _, err := tn.client(t).Bots.Create(ctx, desk())
				lost := lostCreate(t, err)
				for what, pair := range map[string]struct {
					got  []lineworks.Named
					want []string
				}{
					"equal": {lost.Equal, tc.equal}, "of its name": {lost.SameName, tc.sameName}, "of other names": {lost.OtherNames, tc.otherNames},
				} {
					if got := idsOf(pair.got); !slices.Equal(got, pair.want) {
						t.Errorf("%s: got %v, want %v", what, got, pair.want)
					}
				}
				if lost.Searches != tc.searches || (lost.SearchErr != nil) != tc.searchFails {
					t.Errorf("got %d searches and error %v, want %d and an error: %t", lost.Searches, lost.SearchErr, tc.searches, tc.searchFails)
				}
			})
		})
	}
}

// A bot that is listed before it can be read is found by the second search.
func TestBots_Create_lostAndListedTooEarly(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		tn := newTenant(t)
		tn.api.Fail(mockserver.Fault{Operation: createBot, Act: true, Reset: true})
		tn.api.Fail(mockserver.Fault{Operation: getBot, Status: http.StatusNotFound, Code: "NOT_FOUND", Description: "no"})
		bot, adopted, err := tn.client(t).Bots.Create(t.Context(), desk())
		if err != nil || !adopted || bot.BotID != tn.ids()[0] {
			t.Errorf("got %+v, adopted %t, error %v; want one of %v, true", bot, adopted, err, tn.ids())
		}
	})
}

// Two creates of the same body may compare the same objects at the same time. Each takes
// one of its own.
func TestBots_Create_lostTogether(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		tn := newTenant(t)
		c := tn.client(t)
		first := desk()
		first.BotName = new("First")
		made, _, err := c.Bots.Create(t.Context(), first) // tells that there are no limits
		if err != nil {
			t.Fatal(err)
		}
		if _, err := c.Bots.Get(t.Context(), made.BotID); err != nil { // here too
			t.Fatal(err)
		}
		tn.api.Fail(mockserver.Fault{Operation: createBot, Times: 2, Act: true, Reset: true})
		tn.api.Fail(mockserver.Fault{Operation: getBot, Times: 4, Act: true, Delay: time.Second})
		got := make([]string, 2)
		var wg sync.WaitGroup
		for i := range got {
			wg.Go(func() {
				bot, adopted, err := c.Bots.Create(t.Context(), desk())
				if err != nil || !adopted {
					t.Errorf("got adopted %t, error %v; want true, none", adopted, err)
					return
				}
				got[i] = bot.BotID
			})
		}
		wg.Wait()
		slices.Sort(got)
		if want := slices.DeleteFunc(tn.ids(), func(id string) bool { return id == made.BotID }); !slices.Equal(got, want) {
			t.Errorf("got bots %v, want %v", got, want)
		}
	})
}

// The error of a search is dropped when the next one succeeds.
func TestBots_Create_lostAndFirstSearchFails(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		tn := newTenant(t)
		c := tn.client(t)
		if _, err := c.Bots.Existing(t.Context()); err != nil {
			t.Fatal(err)
		}
		tn.api.Fail(mockserver.Fault{Operation: createBot, Reset: true})
		tn.api.Fail(mockserver.Fault{Operation: listBots, Status: http.StatusForbidden})
		_, _, err := c.Bots.Create(t.Context(), desk())
		if lost := lostCreate(t, err); lost.SearchErr != nil || lost.Searches != 1 {
			t.Errorf("got %+v, want 1 search and no error of one", lost)
		}
	})
}

// Without a baseline, no bot of another name can be called new.
func TestBots_Create_lostWithoutABaseline(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		tn := newTenant(t)
		old := stored()
		old.BotName = "Hall"
		tn.api.AddBot(old)
		tn.api.Fail(mockserver.Fault{Operation: listBots, Status: http.StatusForbidden})
		tn.api.Fail(mockserver.Fault{Operation: createBot, Reset: true})
		_, _, err := tn.client(t).Bots.Create(t.Context(), desk())
		if lost := lostCreate(t, err); lost.NoBaseline == nil || lost.OtherNames != nil || lost.SameName != nil {
			t.Errorf("got %+v, want no baseline and no objects", lost)
		}
	})
}
