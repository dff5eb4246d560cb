// SPDX-License-Identifier: MPL-2.0

package lineworks_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
)

func TestChannels_Create(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := serve(t, respond(201, `{"channelId":"c-1","title":"Desk"}`), respond(200, `{"channelId":17}`))
		c := newClient(t, s)
		for i, want := range []*lineworks.Channel{{ChannelID: "c-1", Title: "Desk"}, {ChannelID: "17"}} {
			if got, err := c.Channels.Create(t.Context(), "7", nil, ""); err != nil || !reflect.DeepEqual(got, want) {
				t.Errorf("%d: got %+v, error %v; want %+v, none", i, got, err, want)
			}
		}
		if body := s.Requests()[0].Body; body != `{"members":[]}` {
			t.Errorf("got body %s, want an empty list of members", body)
		}
	})
}

func TestChannels_Get(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		for body, want := range map[string]*lineworks.Channel{
			`{"channelId":"c","title":"t","domainId":10000001,"channelType":{"type":"MULTI_USERS"}}`:                        {ChannelID: "c", Title: "t", DomainID: "10000001", Type: "MULTI_USERS"},
			`{"channelId":"c","domainId":"1","title":null,"channelType":{"type":"ORGUNIT","orgUnitId":"o","groupId":null}}`: {ChannelID: "c", DomainID: "1", Type: "ORGUNIT", OrgUnitID: "o"},
			`{"channelId":"c","title":"","domainId":null,"channelType":{"type":"GROUP","groupId":"g","orgUnitId":""}}`:      {ChannelID: "c", Type: "GROUP", GroupID: "g"},
			`{"channelId":"c","channelType":null}`: {ChannelID: "c"},
			`{"channelId":"c","channelType":""}`:   {ChannelID: "c"},
			`{"channelId":"c"}`:                    {ChannelID: "c"},
		} {
			if got, err := newClient(t, serve(t, respond(200, body))).Channels.Get(t.Context(), "7", "c"); err != nil || !reflect.DeepEqual(got, want) {
				t.Errorf("%s: got %+v, error %v; want %+v, none", body, got, err, want)
			}
		}
		for _, body := range []string{`{}`, `{"channelId":null}`, `{"channelId":"c","channelType":7}`} {
			if _, err := newClient(t, serve(t, respond(200, body))).Channels.Get(t.Context(), "7", "c"); classesOf(err) != "NotAPI" {
				t.Errorf("%s: got error %v, want class NotAPI only", body, err)
			}
		}
	})
}

func TestChannels_Members(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := serve(t, respond(200, `{"members":["u1"],"responseMetaData":{"nextCursor":"a"}}`), respond(200, `{"members":["u2"]}`))
		members := newClient(t, s).Channels.Members(t.Context(), "7", "c")
		if got, err := collectAll(members); err != nil || !slices.Equal(got, []string{"u1", "u2"}) || s.Requests()[0].Query != "count=100" {
			t.Errorf("got %v, error %v, requests %+v; want u1 and u2, none, and count=100 in the first one", got, err, s.Requests())
		}
		for _, err := range members {
			if err != nil {
				t.Errorf("got error %v, want none", err)
			}
			break
		}
		for _, body := range []string{`{"members":["All users"]}`, `{"members":[""]}`, `{"members":[null]}`, `{"members":[{}]}`, `{}`} {
			if _, err := collectAll(newClient(t, serve(t, respond(200, body))).Channels.Members(t.Context(), "7", "c")); classesOf(err) != "NotAPI" {
				t.Errorf("%s: got error %v, want class NotAPI only", body, err)
			}
		}
	})
}

// The service allows ten rooms in a minute, for all bots together.
func TestChannels_Create_tenInAMinute(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var mu sync.Mutex
		var sent []time.Duration
		start := time.Now()
		rt := tripper(func(r *http.Request) (*http.Response, error) {
			if r.Method == http.MethodPost {
				mu.Lock()
				sent = append(sent, time.Since(start))
				mu.Unlock()
			}
			body := room1
			if r.Method == http.MethodPost {
				body = anotherRoom()
			}
			return &http.Response{StatusCode: 200, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(body))}, nil
		})
		c := newClientWith(t, &script{URL: "https://api.example.com"}, lineworks.StaticToken(token), lineworks.WithTransport(rt))
		make3 := func(bots ...string) {
			var wg sync.WaitGroup
			for _, bot := range bots {
				for range 3 {
					wg.Go(func() {
						if _, err := c.Channels.Create(t.Context(), bot, nil, ""); err != nil {
							t.Errorf("bot %s: got error %v, want none", bot, err)
						}
					})
				}
			}
			wg.Wait()
		}
		make3("1", "2") // 6 at 0 s
		if err := sleep(t.Context(), 20*time.Second); err != nil {
			t.Fatal(err)
		}
		make3("1", "2", "3") // 4 at 20 s, 5 at 60 s
		if _, err := c.Channels.Get(t.Context(), "7", "c-1"); err != nil || time.Since(start) != time.Minute {
			t.Errorf("got error %v after %v, want none after 1m0s", err, time.Since(start))
		}
		make3("1", "2") // 1 at 60 s, 4 at 80 s, 1 at 120 s
		want := slices.Concat(at(0, 6), at(20, 4), at(60, 6), at(80, 4), at(120, 1))
		if !slices.Equal(sent, want) {
			t.Errorf("got requests at %v, want %v", sent, want)
		}
	})
}

// The service counts a room when the call arrives: after it has waited for a token, and
// however long it was on its way.
func TestChannels_Create_tenInAMinuteOfTheService(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct{ token, there, back time.Duration }{
		"late token":           {token: 20 * time.Second},
		"slow on the way":      {there: 15 * time.Second},
		"slow on the way back": {back: 15 * time.Second},
		"slow both ways":       {token: 5 * time.Second, there: 5 * time.Second, back: 5 * time.Second},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				var mu sync.Mutex
				var arrived []time.Time
				rt := tripper(func(r *http.Request) (*http.Response, error) {
					way := tc.there
					mu.Lock()
					if len(arrived) >= 10 {
						way = 0 // what comes later is faster
					}
					mu.Unlock()
					if err := sleep(r.Context(), way); err != nil {
						return nil, err
					}
					mu.Lock()
					arrived = append(arrived, time.Now())
					mu.Unlock()
					return &http.Response{StatusCode: 200, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(anotherRoom()))}, sleep(r.Context(), tc.back)
				})
				c := newClientWith(t, &script{URL: "https://api.example.com"}, lateToken{lineworks.StaticToken(token), time.Now().Add(tc.token)}, lineworks.WithTransport(rt))
				var wg sync.WaitGroup
				for range 25 {
					wg.Go(func() {
						if _, err := c.Channels.Create(t.Context(), "1", nil, ""); err != nil {
							t.Errorf("got error %v, want none", err)
						}
					})
				}
				wg.Wait()
				if len(arrived) != 25 {
					t.Fatalf("got %d rooms, want 25", len(arrived))
				}
				for i := 10; i < len(arrived); i++ {
					if within := arrived[i].Sub(arrived[i-10]); within < time.Minute {
						t.Errorf("got rooms %d to %d within %v, want at least 1m0s", i-9, i+1, within)
					}
				}
			})
		})
	}
}

// lateToken is a token that is there from a point in time on.
type lateToken struct {
	lineworks.TokenSource
	at time.Time
}

func (l lateToken) Token(ctx context.Context) (lineworks.Token, error) {
	if err := sleep(ctx, time.Until(l.at)); err != nil {
		return lineworks.Token{}, err
	}
	return l.TokenSource.Token(ctx)
}

// A response with a room that an earlier create has made says nothing about this one.
func TestChannels_Create_theSameRoomTwice(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		c := newClient(t, serve(t, respond(201, room1)))
		for i, unknown := range []bool{false, true} {
			_, err := c.Channels.Create(t.Context(), "7", nil, "t")
			if errors.Is(err, lineworks.ErrOutcomeUnknown) != unknown || unknown != (err != nil) {
				t.Errorf("create %d: got error %v, want an unknown outcome: %t", i+1, err, unknown)
			}
		}
	})
}

// Rooms that wait for the limit do not hold up other writes to their bot.
func TestChannels_Create_holdsNothingUp(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		start := time.Now()
		rt := tripper(func(r *http.Request) (*http.Response, error) {
			body := anotherRoom()
			if r.Method == http.MethodPatch {
				body = `{"botId":1}`
			}
			return &http.Response{StatusCode: 200, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(body))}, nil
		})
		c := newClientWith(t, &script{URL: "https://api.example.com"}, lineworks.StaticToken(token), lineworks.WithTransport(rt))
		var rooms sync.WaitGroup
		for range 12 {
			rooms.Go(func() {
				if _, err := c.Channels.Create(t.Context(), "1", nil, ""); err != nil {
					t.Errorf("got error %v, want none", err)
				}
			})
		}
		synctest.Wait() // two of them wait now
		if _, err := c.Bots.Update(t.Context(), "1", &lineworks.BotWrite{}); err != nil || time.Since(start) != 0 {
			t.Errorf("the update: got error %v after %v, want none at once", err, time.Since(start))
		}
		rooms.Wait()
		if time.Since(start) != time.Minute {
			t.Errorf("the rooms: got all after %v, want 1m0s", time.Since(start))
		}
	})
}

func at(seconds, n int) []time.Duration {
	return slices.Repeat([]time.Duration{time.Duration(seconds) * time.Second}, n)
}

// A refused call does not count: the service says itself until when it refuses.
func TestChannels_Create_refusalsDoNotCount(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := serve(t, headed(429, http.Header{"Retry-After": {"5"}}, limited), makesRoom)
		var told notices
		c := newClient(t, s, lineworks.WithWaitNotice(told.note))
		for range 11 {
			if _, err := c.Channels.Create(t.Context(), "7", nil, ""); err != nil {
				t.Fatal(err)
			}
		}
		if want := []time.Duration{5 * time.Second, time.Minute}; !slices.Equal(told.waits(), want) {
			t.Errorf("got waits %v, want %v", told.waits(), want)
		}
	})
}

func TestChannels_Create_waitEndsWithTheContext(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := serve(t, makesRoom)
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		c := newClient(t, s, cancelAtWait(cancel))
		for range 10 {
			if _, err := c.Channels.Create(t.Context(), "7", nil, ""); err != nil {
				t.Fatal(err)
			}
		}
		_, err := c.Channels.Create(ctx, "7", nil, "")
		if !errors.Is(err, context.Canceled) || errors.Is(err, lineworks.ErrOutcomeUnknown) || !strings.Contains(err.Error(), "allows 10 of these requests in a minute") {
			t.Errorf("got error %v, want the rate limit in it, and a match of %v and not of %v", err, context.Canceled, lineworks.ErrOutcomeUnknown)
		}
		if n := len(s.Calls()); n != 10 {
			t.Errorf("got %d requests, want 10", n)
		}
	})
}
