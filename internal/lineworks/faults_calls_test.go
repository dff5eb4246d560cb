// SPDX-License-Identifier: MPL-2.0

package lineworks_test

import (
	"context"
	"errors"
	"iter"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/memnet"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
)

// twice is the effect of an operation that is carried out twice. The client's reaction to
// a lost response depends on it.
type twice int

const (
	// reads changes nothing.
	reads twice = iota
	// same ends in the same state as doing it once.
	same
	// listed is not documented, but whether it was done can be looked up.
	listed
	// searched creates two objects when sent twice; a search finds the one of a lost create.
	searched
	// uncertain creates two objects, and no call tells whether there is one.
	uncertain
	// begins is one step of two, which begin again together.
	begins
	// signs belongs to the authorization server, for which no token is renewed.
	signs
)

// success returns the body of an operation's response.
type success int

const (
	// withObject is a body that is needed.
	withObject success = iota
	// withAny is one that may be missing.
	withAny
)

// faultCall is a call of the client whose requests include one of the operation that
// a fault is for.
type faultCall struct {
	twice   twice
	success success
	do      func(ctx context.Context) error
	// done counts how often the service has carried out the request; nil where nothing
	// can be seen, or nothing is changed.
	done func() int
}

// site is a tenant that has one of everything, and a client of it that signs in.
type site struct {
	api    *mockserver.Server
	net    *memnet.Network
	client *lineworks.Client
	tokens *lineworks.ServiceAccountSource

	bot, menuBot int64
	menu, spare  string // rich menus; the first one is in use
	room         string
	file         string
	secret       string
}

const (
	here, there = 10000001, 10000002 // domains; the bot is registered to the first one
)

func newSite(t *testing.T, change ...func(*mockserver.Options)) *site {
	t.Helper()
	opts := mockserver.Options{TokenLifetime: time.Hour}
	for _, c := range change {
		c(&opts)
	}
	tn := newTenant(t, func(o *mockserver.Options) {
		o.TokenLifetime = opts.TokenLifetime
		o.MaxPageSize = 0 // every list is one request
		o.OnRequest = nil
	})
	s := &site{api: tn.api, net: memnet.Serve(t, tn.api)}
	s.fill(t)
	creds := s.api.Credentials()
	key, err := lineworks.ParsePrivateKey(string(creds.PrivateKeyPEM))
	if err != nil {
		t.Fatal(err)
	}
	if s.tokens, err = lineworks.NewServiceAccountSource(lineworks.ServiceAccount{
		ClientID: creds.ClientID, ClientSecret: creds.ClientSecret, ServiceAccount: creds.ServiceAccount, PrivateKey: key,
		AuthURL: memnet.URL + mockserver.AuthPath, Transport: s.net, MaxRetries: lineworks.DefaultMaxRetries,
	}); err != nil {
		t.Fatal(err)
	}
	s.client = newClientWith(t, &script{URL: memnet.URL + mockserver.APIPath}, s.tokens, lineworks.WithTransport(s.net))
	return s
}

func (s *site) fill(t *testing.T) {
	t.Helper()
	s.bot, s.menuBot = s.api.AddBot(stored()), s.api.AddBot(stored())
	s.api.SetDomain(s.bot, mockserver.Domain{DomainID: here, AllowToSelectedMember: true, Members: []string{"u1"}})
	s.api.SetPersistentMenu(s.menuBot, []mockserver.Action{{Type: "message", Label: "old"}})
	s.menu, s.spare = s.api.AddRichMenu(s.bot, storedMenu()), s.api.AddRichMenu(s.bot, storedMenu())
	s.room = s.api.AddChannel(s.bot, mockserver.Channel{Members: []string{"u1"}})
	picture := mockserver.MenuImage{Picture: mockserver.Picture{FileName: "a.png", ContentType: "image/png", Content: mockserver.PlainPNG(storedMenu().Size, 9)}}
	if !s.api.SetDefaultRichMenu(s.bot, s.menu) || !s.api.SetUserRichMenu(s.bot, "u1", s.menu) || !s.api.SetRichMenuImage(s.bot, s.menu, picture) {
		t.Fatal("got a menu or an image that the tenant does not take, want all of them stored")
	}
	s.secret, _ = s.api.BotSecret(s.bot)
}

// upload puts a file there for the calls that name one. It is not part of what is
// tested.
func (s *site) upload(t *testing.T) {
	t.Helper()
	id, err := s.client.Attachments.Upload(t.Context(), s.id(), "a.png", "image/png", mockserver.PlainPNG(storedMenu().Size, 7))
	if err != nil {
		t.Fatal(err)
	}
	s.file = id
	s.api.ResetRequests()
}

func (s *site) id() string     { return strconv.FormatInt(s.bot, 10) }
func (s *site) menuID() string { return strconv.FormatInt(s.menuBot, 10) }

func count(conditions ...bool) int {
	n := 0
	for _, c := range conditions {
		if c {
			n++
		}
	}
	return n
}

func second[T any](_ T, err error) error { return err }

func all[T any](seq iter.Seq2[T, error]) error { return second(collectAll(seq)) }

// calls is the table: a call for each operation of the client.
func (s *site) calls() map[string]faultCall {
	c := s.client
	yes := true
	domain := func() mockserver.Domain {
		for _, d := range s.api.Domains(s.bot) {
			if d.DomainID == here {
				return d
			}
		}
		return mockserver.Domain{}
	}
	said := func() int { return len(s.api.Messages()) }
	hello := &lineworks.Message{Content: &lineworks.TextContent{Text: "Hello"}}
	upload := func(ctx context.Context) error {
		id, err := c.Attachments.Upload(ctx, s.id(), "b.png", "image/png", []byte("b"))
		if err == nil && !slices.ContainsFunc(s.api.Attachments(), func(a mockserver.Attachment) bool { return a.FileID == id && a.Uploaded }) {
			return errors.New("there is no file " + id)
		}
		return err
	}
	return map[string]faultCall{
		"POST /token": {signs, withObject, func(ctx context.Context) error { return second(c.IssueToken(ctx, nil)) }, nil},
		"POST /revoke": {signs, withAny, func(ctx context.Context) error {
			return c.RevokeToken(ctx, lineworks.Token{AccessToken: "somebodys"})
		}, nil},

		"GET /bots":         {reads, withObject, func(ctx context.Context) error { return all(c.Bots.All(ctx)) }, nil},
		"GET /bots/{botId}": {reads, withObject, func(ctx context.Context) error { return second(c.Bots.Get(ctx, s.id())) }, nil},
		"POST /bots": {searched, withObject, func(ctx context.Context) error {
			_, _, err := c.Bots.Create(ctx, desk())
			return err
		}, func() int { return len(s.api.Bots()) - 2 }},
		"PATCH /bots/{botId}": {same, withAny, func(ctx context.Context) error {
			return second(c.Bots.Update(ctx, s.id(), &lineworks.BotWrite{BotName: new("New")}))
		}, func() int { b, _ := s.api.Bot(s.bot); return count(b.BotName == "New") }},
		"DELETE /bots/{botId}": {
			same, withAny,
			func(ctx context.Context) error { return c.Bots.Delete(ctx, s.id()) },
			func() int { return 2 - len(s.api.Bots()) },
		},
		"POST /bots/{botId}/secret": {
			same, withObject,
			func(ctx context.Context) error { return second(c.Bots.IssueSecret(ctx, s.id())) },
			func() int { now, _ := s.api.BotSecret(s.bot); return count(now != s.secret) },
		},

		"GET /bots/{botId}/persistentmenu": {reads, withObject, func(ctx context.Context) error { return second(c.PersistentMenus.Get(ctx, s.menuID())) }, nil},
		"POST /bots/{botId}/persistentmenu": {same, withAny, func(ctx context.Context) error {
			return second(c.PersistentMenus.Set(ctx, s.menuID(), []lineworks.Action{{Type: "message", Label: "new"}}))
		}, func() int { now, _ := s.api.PersistentMenu(s.menuBot); return count(now[0].Label == "new") }},
		"DELETE /bots/{botId}/persistentmenu": {
			same, withAny,
			func(ctx context.Context) error { return c.PersistentMenus.Delete(ctx, s.menuID()) },
			func() int { _, found := s.api.PersistentMenu(s.menuBot); return count(!found) },
		},

		"GET /bots/{botId}/domains": {reads, withObject, func(ctx context.Context) error { return second(c.Domains.Get(ctx, s.id(), strconv.Itoa(here))) }, nil},
		"POST /bots/{botId}/domains/{domainId}": {listed, withAny, func(ctx context.Context) error {
			return second(c.Domains.Register(ctx, s.id(), strconv.Itoa(there), &lineworks.DomainWrite{Visible: &yes}))
		}, func() int { return len(s.api.Domains(s.bot)) - 1 }},
		"PATCH /bots/{botId}/domains/{domainId}": {same, withAny, func(ctx context.Context) error {
			return second(c.Domains.Update(ctx, s.id(), strconv.Itoa(here), &lineworks.DomainWrite{Visible: &yes}))
		}, func() int { return count(domain().Visible) }},
		"DELETE /bots/{botId}/domains/{domainId}": {
			same, withAny,
			func(ctx context.Context) error { return c.Domains.Delete(ctx, s.id(), strconv.Itoa(here)) },
			func() int { return 1 - len(s.api.Domains(s.bot)) },
		},
		"GET /bots/{botId}/domains/{domainId}/members": {
			reads, withObject,
			func(ctx context.Context) error { return c.DomainMembers.Get(ctx, s.id(), strconv.Itoa(here), "u1") }, nil,
		},
		"POST /bots/{botId}/domains/{domainId}/members": {
			listed, withAny,
			func(ctx context.Context) error { return c.DomainMembers.Add(ctx, s.id(), strconv.Itoa(here), "u2") },
			func() int { return len(domain().Members) - 1 },
		},
		"DELETE /bots/{botId}/domains/{domainId}/members/{userId}": {
			same, withAny,
			func(ctx context.Context) error { return c.DomainMembers.Delete(ctx, s.id(), strconv.Itoa(here), "u1") },
			func() int { return 1 - len(domain().Members) },
		},

		"GET /bots/{botId}/richmenus": {reads, withObject, func(ctx context.Context) error { return all(c.RichMenus.All(ctx, s.id())) }, nil},
		"GET /bots/{botId}/richmenus/{richmenuId}": {
			reads, withObject,
			func(ctx context.Context) error { return second(c.RichMenus.Get(ctx, s.id(), s.menu)) }, nil,
		},
		"POST /bots/{botId}/richmenus": {searched, withObject, func(ctx context.Context) error {
			_, _, err := c.RichMenus.Create(ctx, s.id(), mainMenu())
			return err
		}, func() int { return len(s.api.RichMenus(s.bot)) - 2 }},
		"DELETE /bots/{botId}/richmenus/{richmenuId}": {
			same, withAny,
			func(ctx context.Context) error { return c.RichMenus.Delete(ctx, s.id(), s.spare) },
			func() int { return 2 - len(s.api.RichMenus(s.bot)) },
		},
		"GET /bots/{botId}/richmenus/{richmenuId}/image": {
			reads, withObject,
			func(ctx context.Context) error { return second(c.RichMenus.Image(ctx, s.id(), s.menu)) }, nil,
		},
		"POST /bots/{botId}/richmenus/{richmenuId}/image": {
			same, withAny,
			func(ctx context.Context) error { return c.RichMenus.SetImage(ctx, s.id(), s.spare, s.file, nil) },
			func() int { _, found := s.api.RichMenuImage(s.bot, s.spare); return count(found) },
		},
		"GET /bots/{botId}/richmenus/default": {reads, withObject, func(ctx context.Context) error { return second(c.RichMenus.Default(ctx, s.id())) }, nil},
		"POST /bots/{botId}/richmenus/{richmenuId}/set-default": {
			same, withAny,
			func(ctx context.Context) error { return c.RichMenus.SetDefault(ctx, s.id(), s.spare) },
			func() int { return count(s.api.DefaultRichMenu(s.bot) == s.spare) },
		},
		"DELETE /bots/{botId}/richmenus/default": {
			same, withAny,
			func(ctx context.Context) error { return c.RichMenus.DeleteDefault(ctx, s.id()) },
			func() int { return count(s.api.DefaultRichMenu(s.bot) == "") },
		},
		"GET /bots/{botId}/richmenus/users/{userId}": {reads, withObject, func(ctx context.Context) error { return second(c.RichMenus.UserMenu(ctx, s.id(), "u1")) }, nil},
		"POST /bots/{botId}/richmenus/{richmenuId}/users/{userId}": {
			same, withAny,
			func(ctx context.Context) error { return c.RichMenus.SetUserMenu(ctx, s.id(), s.spare, "u1") },
			func() int { return count(s.api.UserRichMenu(s.bot, "u1") == s.spare) },
		},
		"DELETE /bots/{botId}/richmenus/users/{userId}": {
			same, withAny,
			func(ctx context.Context) error { return c.RichMenus.DeleteUserMenu(ctx, s.id(), "u1") },
			func() int { return count(s.api.UserRichMenu(s.bot, "u1") == "") },
		},

		"POST /bots/{botId}/attachments": {begins, withObject, upload, nil},
		"POST {uploadUrl}":               {begins, withAny, upload, nil},

		"GET /bots/{botId}/channels/{channelId}": {
			reads, withObject,
			func(ctx context.Context) error { return second(c.Channels.Get(ctx, s.id(), s.room)) }, nil,
		},
		"GET /bots/{botId}/channels/{channelId}/members": {
			reads, withObject,
			func(ctx context.Context) error { return all(c.Channels.Members(ctx, s.id(), s.room)) }, nil,
		},
		"POST /bots/{botId}/channels": {
			uncertain, withObject,
			func(ctx context.Context) error { return second(c.Channels.Create(ctx, s.id(), []string{"u1"}, "Room")) },
			func() int { return len(s.api.Channels(s.bot)) - 1 },
		},
		"DELETE /bots/{botId}/channels/{channelId}": {
			same, withAny,
			func(ctx context.Context) error { return c.Channels.Leave(ctx, s.id(), s.room) },
			func() int { return 1 - len(s.api.Channels(s.bot)) },
		},

		"POST /bots/{botId}/users/{userId}/messages": {
			uncertain, withAny,
			func(ctx context.Context) error { return c.Messages.SendToUser(ctx, s.id(), "u1", hello) }, said,
		},
		"POST /bots/{botId}/channels/{channelId}/messages": {
			uncertain, withAny,
			func(ctx context.Context) error { return c.Messages.SendToChannel(ctx, s.id(), s.room, hello) }, said,
		},
	}
}
