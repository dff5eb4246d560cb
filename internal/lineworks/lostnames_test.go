// SPDX-License-Identifier: MPL-2.0

package lineworks_test

import (
	"context"
	"net/http"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
)

// Whatever is new is named in the error, since it may be what the create has made: once
// found, it stays named if a later look fails.
func TestBots_Create_lostNamesAllThatIsNew(t *testing.T) {
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
		looks                       int
		lookFails                   bool
	}{
		"renamed": {
			made: []mockserver.Bot{renamed}, otherNames: []string{"2000001"}, looks: 2,
		},
		"renamed, beside one of the name": {
			made: []mockserver.Bot{trimmed, renamed}, sameName: []string{"2000001"}, otherNames: []string{"2000002"}, looks: 2,
		},
		"renamed, and interrupted between the looks": {
			made: []mockserver.Bot{renamed}, stop: 3 * time.Second, otherNames: []string{"2000001"}, looks: 1, lookFails: true,
		},
		"changed, and the second list fails": {
			made: []mockserver.Bot{trimmed, renamed}, fault: mockserver.Fault{Operation: listBots, Skip: 2, Status: http.StatusForbidden},
			sameName: []string{"2000001"}, otherNames: []string{"2000002"}, looks: 1, lookFails: true,
		},
		"listed but not there": {
			made: []mockserver.Bot{stored()}, fault: mockserver.Fault{Operation: getBot, Times: 2, Status: http.StatusNotFound, Code: "NOT_FOUND", Description: "no"},
			sameName: []string{"2000001"}, looks: 2,
		},
		"less alike, beside equal ones": {
			made: []mockserver.Bot{stored(), stored(), hosted}, equal: []string{"2000001", "2000002"}, sameName: []string{"2000003"}, looks: 1,
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
						t.Errorf("%s are %v, want %v", what, got, pair.want)
					}
				}
				if lost.Looks != tc.looks || (lost.Look != nil) != tc.lookFails {
					t.Errorf("%d looks, %v", lost.Looks, lost.Look)
				}
			})
		})
	}
}

// A bot that is listed before it can be read is found by the second look.
func TestBots_Create_lostAndListedTooEarly(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		tn := newTenant(t)
		tn.api.Fail(mockserver.Fault{Operation: createBot, Act: true, Reset: true})
		tn.api.Fail(mockserver.Fault{Operation: getBot, Status: http.StatusNotFound, Code: "NOT_FOUND", Description: "no"})
		bot, adopted, err := tn.client(t).Bots.Create(t.Context(), desk())
		if err != nil || !adopted || bot.BotID != tn.ids()[0] {
			t.Errorf("%+v, %t, %v", bot, adopted, err)
		}
	})
}
