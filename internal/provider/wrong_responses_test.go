// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/acctest"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/faulttest"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
)

// neighbours are objects beside the one of a test, which must stay as they are. Each could be
// taken for it: another id in a response is one of theirs.
type neighbours struct {
	*tenant

	otherBot  int64
	otherRoom string
	otherMenu string
	// Those of the other bot.
	foreignRoom, foreignMenu string
}

const (
	otherDomain = 10000002
	otherUser   = "u2"
	otherGroup  = "a1b2c3d4-0000-4000-8000-0000000000b3"
	// otherOrgUnit is a unit of the same domain.
	otherOrgUnit = "a1b2c3d4-0000-4000-8000-0000000000a2"
)

// withNeighbours adds them to the objects that a test starts with. A bot with rich menus has no
// persistent menu.
func withNeighbours(s *tenant, withMenu bool) *neighbours {
	n := &neighbours{tenant: s}
	n.otherBot = s.API.AddBot(mockserver.Bot{
		BotName: "Other", PhotoURL: "https://example.com/b.png", Description: "Other.", Administrators: []string{"u1"},
	})
	add := func(bot int64) {
		menu := mockserver.RichMenu{RichMenuName: "Other", Size: mockserver.Size{Width: 2500, Height: 843}, Areas: []mockserver.Area{{
			Bounds: mockserver.Bounds{Width: 2500, Height: 843}, Action: mockserver.Action{Type: "message", Label: "Other", Text: "Other"},
		}}}
		n.otherRoom = s.API.AddChannel(bot, mockserver.Channel{ChannelID: "c-" + strconv.FormatInt(bot, 10), Title: "Other", Members: []string{otherUser}})
		s.API.SetDomain(bot, mockserver.Domain{DomainID: otherDomain, AllowToSelectedMember: true, Members: []string{otherUser}})
		if withMenu || bot == n.otherBot {
			n.otherMenu = s.API.AddRichMenu(bot, menu)
			s.API.SetUserRichMenu(bot, otherUser, n.otherMenu)
		}
	}
	add(n.otherBot)
	n.foreignRoom, n.foreignMenu = n.otherRoom, n.otherMenu
	s.API.SetDefaultRichMenu(n.otherBot, n.otherMenu)
	if s.bot != 0 {
		add(s.bot)
	}
	return n
}

// all is the neighbours as the service has them.
func (n *neighbours) all() string {
	var b strings.Builder
	bot, _ := n.API.Bot(n.otherBot)
	menu, _ := n.API.PersistentMenu(n.otherBot)
	fmt.Fprintf(&b, "%+v\n%+v\n%s\n", bot, menu, n.API.DefaultRichMenu(n.otherBot))
	for _, bot := range []int64{n.otherBot, n.bot} {
		for _, d := range n.API.Domains(bot) {
			if d.DomainID == otherDomain {
				fmt.Fprintf(&b, "%+v\n", d)
			}
		}
		for _, c := range n.API.Channels(bot) {
			if c.Title == "Other" {
				fmt.Fprintf(&b, "%+v\n", c)
			}
		}
		for _, m := range n.API.RichMenus(bot) {
			if m.RichMenuName == "Other" || m.RichMenuID == n.menu || m.RichMenuID == n.other {
				_, picture := n.API.RichMenuImage(bot, m.RichMenuID)
				fmt.Fprintf(&b, "%+v, picture: %t\n", m, picture)
			}
		}
		fmt.Fprintln(&b, n.API.UserRichMenu(bot, otherUser))
	}
	return b.String()
}

// otherIDs are the ids of neighbours by property.
func (n *neighbours) otherIDs() map[string]any {
	return map[string]any{
		"botId": n.otherBot, "domainId": otherDomain, "channelId": n.otherRoom, "userId": otherUser,
		"richmenuId": n.otherMenu, "defaultRichmenuId": n.otherMenu,
		"groupId": otherGroup, "orgUnitId": otherOrgUnit,
	}
}

// rewritten is a rewriting of the objects in a body, at any depth; other bodies stay.
func rewritten(change func(object map[string]any)) func(string, []byte) []byte {
	var visit func(value any)
	visit = func(value any) {
		switch value := value.(type) {
		case map[string]any:
			for _, inner := range value {
				visit(inner)
			}
			change(value)
		case []any:
			for _, inner := range value {
				visit(inner)
			}
		}
	}
	return func(_ string, body []byte) []byte {
		var value any
		decoder := json.NewDecoder(strings.NewReader(string(body)))
		decoder.UseNumber()
		if decoder.Decode(&value) != nil {
			return body
		}
		visit(value)
		changed, err := json.Marshal(value)
		if err != nil {
			return body
		}
		return changed
	}
}

// exchange is a request of a step without a fault, and the body of its response.
type exchange struct {
	operation, path string
	status          int
	body            string
}

// recorder records exchanges.
type recorder struct {
	mu  sync.Mutex
	all []exchange
}

func (r *recorder) fault() mockserver.Fault {
	return mockserver.Fault{Times: 1000, Rewrite: func(operation string, body []byte) []byte {
		r.mu.Lock()
		defer r.mu.Unlock()
		r.all = append(r.all, exchange{operation: operation, body: string(body)})
		return body
	}}
}

// exchanges returns the recorded ones, with what the requests tell.
func (r *recorder) exchanges(requests []mockserver.Request) []exchange {
	for i := range r.all {
		r.all[i].path, r.all[i].status = requests[i].Path, requests[i].Status
	}
	return r.all
}

// wrong is a response that is well formed, and wrong.
type wrong struct {
	name string
	// script makes the script for a request, which does not name the operation yet.
	script func(n *neighbours, e exchange, old string) mockserver.Fault
	// fits reports whether the response can be told from a right one, and differs from it.
	fits func(e exchange, old string) bool
}

func isWrite(e exchange) bool  { return !strings.HasPrefix(e.operation, "GET ") }
func isObject(e exchange) bool { return strings.HasPrefix(e.body, "{") }

// hasID reports whether a response has an id that is not the one of a new room: the API lists no
// rooms, so that any id may be that of a new one.
func hasID(e exchange, _ string) bool {
	return strings.Contains(e.body, `Id"`) && e.operation != "POST /bots/{botId}/channels"
}

// hasOwnID reports whether a response has the id of one object that has an id of its own.
func hasOwnID(e exchange, _ string) bool {
	return strings.Contains(e.body, `Id"`) && slices.ContainsFunc([]string{"/bots", "/bots/{botId}", "/richmenus", "/{richmenuId}", "/channels", "/{channelId}"}, func(end string) bool {
		return strings.HasSuffix(e.operation, end)
	}) && !strings.Contains(e.body, "responseMetaData")
}

// noObjects are the ids of nothing.
var noObjects = map[string]any{"botId": 999, "richmenuId": "999", "channelId": "c-999"}

// withIDs is a script that puts other ids into the objects of a response.
func withIDs(ids func(*neighbours) map[string]any) func(*neighbours, exchange, string) mockserver.Fault {
	return func(n *neighbours, _ exchange, _ string) mockserver.Fault {
		others := ids(n)
		return mockserver.Fault{Rewrite: rewritten(func(object map[string]any) {
			for name := range object {
				if other, ok := others[name]; ok {
					object[name] = other
				}
			}
		})}
	}
}

// isSilent reports whether nothing tells that the service has not carried a request out: an
// object that was to be deleted is no longer read, and the API does not tell pictures apart.
func isSilent(e exchange) bool {
	return strings.HasPrefix(e.operation, "DELETE ") || e.operation == "POST /bots/{botId}/richmenus/{richmenuId}/image"
}

// body is a script with a body of its own.
func body(status int, contentType, text string, done bool) func(*neighbours, exchange, string) mockserver.Fault {
	return func(*neighbours, exchange, string) mockserver.Fault {
		return mockserver.Fault{Status: status, Body: text, ContentType: contentType, Act: done}
	}
}

const jsonType = "application/json"

// wrongs are the list. A response that may come with and without an effect is there twice.
func wrongs() []wrong {
	all := []wrong{
		{"another id", withIDs((*neighbours).otherIDs), hasID},
		{"the id of another bot's object", withIDs(func(n *neighbours) map[string]any {
			return map[string]any{"richmenuId": n.foreignMenu, "channelId": n.foreignRoom}
		}), hasOwnID},
		{"the id of no object", withIDs(func(*neighbours) map[string]any {
			return noObjects
		}), hasOwnID},
		{"nothing but the id of no object", func(*neighbours, exchange, string) mockserver.Fault {
			return mockserver.Fault{Rewrite: rewritten(func(object map[string]any) {
				for name, id := range noObjects {
					if _, ok := object[name]; ok {
						clear(object)
						object[name] = id
						return
					}
				}
			})}
		}, hasOwnID},
		{"a missing id", func(n *neighbours, _ exchange, _ string) mockserver.Fault {
			others := n.otherIDs()
			return mockserver.Fault{Rewrite: rewritten(func(object map[string]any) {
				maps.DeleteFunc(object, func(name string, _ any) bool { _, isID := others[name]; return isID })
			})}
		}, func(e exchange, _ string) bool { return strings.Contains(e.body, `Id"`) }},
		{"an old object", func(_ *neighbours, e exchange, old string) mockserver.Fault {
			return mockserver.Fault{Status: e.status, Body: old, ContentType: jsonType, Act: true}
		}, func(e exchange, old string) bool {
			// The file of an earlier upload cannot be told from a new one.
			return isWrite(e) && isObject(e) && old != "" && old != e.body && e.operation != "POST {uploadUrl}"
		}},
		{"done, but an unchanged object", func(_ *neighbours, e exchange, _ string) mockserver.Fault {
			return mockserver.Fault{Status: e.status, Body: e.body, ContentType: jsonType}
		}, func(e exchange, _ string) bool { return isWrite(e) && !isSilent(e) }},
		{"a list without an end", func(_ *neighbours, e exchange, _ string) mockserver.Fault {
			same := rewritten(func(object map[string]any) {
				if _, ok := object["responseMetaData"]; ok {
					object["responseMetaData"] = map[string]any{"nextCursor": "again"}
				}
			})
			return mockserver.Fault{Times: 1000, Status: e.status, Body: string(same("", []byte(e.body))), ContentType: jsonType}
		}, func(e exchange, _ string) bool { return strings.Contains(e.body, "responseMetaData") }},
	}
	for _, done := range []bool{false, true} {
		suffix := ""
		if done {
			suffix = ", but done"
		}
		fits := func(e exchange, _ string) bool { return !done || isWrite(e) }
		all = append(all,
			wrong{"failure in a success" + suffix, body(200, jsonType, `{"code":"X","description":"x"}`, done), fits},
			wrong{"status error" + suffix, body(200, jsonType, `{"status":"error"}`, done), fits},
			// Where the API documents no body, any JSON but a failure is believed.
			wrong{"another API's object" + suffix, body(200, jsonType, `{"x":1}`, done), func(e exchange, old string) bool {
				return fits(e, old) && (done || !isSilent(e))
			}},
			wrong{"302" + suffix, func(*neighbours, exchange, string) mockserver.Fault {
				return mockserver.Fault{Status: 302, Body: faulttest.Page, Header: http.Header{"Location": {"/login"}}, Act: done}
			}, fits},
			wrong{"499" + suffix, body(499, "text/plain", "closed", done), fits},
			wrong{"408" + suffix, body(408, "text/plain", "timeout", done), fits},
			wrong{"409 as text" + suffix, body(409, "text/plain", "conflict", done), fits},
			wrong{"200 as HTML" + suffix, body(200, "text/html", faulttest.Page, done), fits},
			wrong{"101" + suffix, func(*neighbours, exchange, string) mockserver.Fault {
				return mockserver.Fault{Status: 101, Header: http.Header{"Connection": {"Upgrade"}, "Upgrade": {"x"}}, Act: done}
			}, fits},
		)
	}
	return all
}

// own is all but the neighbours as the service has it, without the ids and times that
// it assigns.
func (n *neighbours) own() string {
	var b strings.Builder
	which := map[string]string{n.menu: "menu", n.other: "other", "": "none"}
	for _, bot := range n.API.Bots() {
		id := bot.BotID
		if id == n.otherBot {
			continue
		}
		bot.BotID, bot.CreatedTime, bot.ModifiedTime = 0, time.Time{}, time.Time{}
		menu, found := n.API.PersistentMenu(id)
		fmt.Fprintf(&b, "%+v\nmenu %t: %+v\ndefault: %s\n", bot, found, menu, which[n.API.DefaultRichMenu(id)])
		for _, d := range n.API.Domains(id) {
			fmt.Fprintf(&b, "%+v\n", d)
		}
		for _, c := range n.API.Channels(id) {
			c.ChannelID = ""
			fmt.Fprintf(&b, "%+v\n", c)
		}
		for _, m := range n.API.RichMenus(id) {
			picture, _ := n.API.RichMenuImage(id, m.RichMenuID)
			m.RichMenuID = ""
			fmt.Fprintf(&b, "%+v, picture: %x\n", m, sha256.Sum256(picture.Content))
		}
		for user, menu := range n.API.UserRichMenus(id) {
			if user != otherUser {
				fmt.Fprintf(&b, "%s: %s\n", user, which[menu])
			}
		}
	}
	return b.String()
}

// neighboured is a tenant with neighbours in which a step can run. The object counts without
// them. old are the responses to the requests that made it.
func neighboured(t *testing.T, st step, resource string, o *object) (n *neighbours, prior acctest.Instance, old []exchange) {
	t.Helper()
	s := &tenant{Tenant: acctest.NewInMemory(t)}
	o.before(t, s)
	n = withNeighbours(s, resource != "lineworks_persistent_menu")
	s.readyToken()
	all := o.count
	others := all(s) - count(o.kept)
	o.count = func(s *tenant) int { return all(s) - others }
	if !st.fresh {
		made := &recorder{}
		s.API.Fail(made.fault())
		var diags []*tfprotov6.Diagnostic
		if prior, diags = s.Process(t).Apply(t.Context(), t, resource, prior, o.config(s)); acctest.IsError(diags) {
			t.Fatalf("create: got %s, want no error", acctest.Messages(diags))
		}
		old = made.all
	}
	s.API.ClearFaults()
	s.API.ResetRequests()
	delete(s.Variables, accessToken)
	return n, prior, old
}

// before is the last of the responses that has the properties of another.
func before(e exchange, old []exchange) string {
	properties := func(e exchange) []string {
		var fields map[string]any
		if json.Unmarshal([]byte(e.body), &fields) != nil {
			return nil
		}
		return slices.Sorted(maps.Keys(fields))
	}
	for _, o := range slices.Backward(old) {
		if isWrite(o) && isObject(o) && slices.Equal(properties(o), properties(e)) {
			return o.body
		}
	}
	return ""
}

// TestWrongResponses gives each request of each step in the life of each kind of object each
// response of the list. Whatever comes of it: no other object changes, nothing is there twice, and
// once the plan is empty, the service has what is configured.
func TestWrongResponses(t *testing.T) {
	t.Parallel()
	for resource, o := range objects() {
		for _, st := range steps {
			if st.without(resource, o) {
				continue
			}
			t.Run(resource+", "+st.name, func(t *testing.T) {
				t.Parallel()
				recorded := &recorder{}
				var old []exchange
				var want string
				synctest.Test(t, func(t *testing.T) {
					o := o
					n, prior, made := neighboured(t, st, resource, &o)
					n.API.Fail(recorded.fault())
					untouched := n.all()
					if _, diags := st.run(t.Context(), t, n.tenant, resource, o, prior); acctest.IsError(diags) {
						t.Fatalf("without a fault: got %s, want no error", acctest.Messages(diags))
					}
					if got := n.all(); got != untouched {
						t.Fatalf("without a fault, the neighbours are\n%s, want\n%s", got, untouched)
					}
					recorded.exchanges(n.API.Requests())
					old, want = made, n.own()
				})
				seen := map[string]int{}
				for _, e := range recorded.all {
					nth := seen[e.operation]
					seen[e.operation]++
					if e.operation == "POST /token" {
						continue
					}
					for _, w := range wrongs() {
						if !w.fits(e, before(e, old)) {
							continue
						}
						t.Run(fmt.Sprintf("%s %d, %s", e.operation, nth+1, w.name), func(t *testing.T) {
							t.Parallel()
							synctest.Test(t, func(t *testing.T) { misled(t, w, e, nth, st, resource, o, want) })
						})
					}
				}
			})
		}
	}
}

// misled runs a step with a wrong response to one of its requests, and goes on as a user would.
func misled(t *testing.T, w wrong, e exchange, nth int, st step, resource string, o object, want string) {
	t.Helper()
	n, prior, old := neighboured(t, st, resource, &o)
	untouched := n.all()
	script := w.script(n, e, before(e, old))
	script.Operation, script.Skip = e.operation, nth
	n.API.Fail(script)
	after, diags := st.run(t.Context(), t, n.tenant, resource, o, prior)
	if script.Times == 0 && n.API.PendingFaults() > 0 {
		t.Fatalf("got %d pending faults, want 0: the response was not given", n.API.PendingFaults())
	}
	if got := n.API.Count(e.operation); script.Times > 0 && got > 20 {
		t.Errorf("%s was sent %d times, want an end", e.operation, got)
	}
	n.API.ClearFaults()
	said := acctest.Messages(diags)
	t.Logf("%s", said)
	if st.name == "read" && (!plausible(w, e) || acctest.IsError(diags)) && !after.State.Equal(prior.State) {
		t.Errorf("the read left %s in the state, want %s", after.State, prior.State)
	}
	orphans := 0
	if !after.Exists() && o.named {
		orphans = o.count(n.tenant)
	}
	// A whole bot whose id is wrong can be told by its next use only: the next plan warns of
	// the bot of the same name.
	if st.fresh && e.operation == "POST /bots" && w.name == "the id of no object" {
		orphans = o.count(n.tenant)
	} else if orphans > 0 {
		if !o.unlisted {
			t.Errorf("got %d objects that the state does not know, want 0", orphans)
		}
		if !strings.Contains(said, "terraform import "+resource+".NAME ") {
			t.Errorf("got %q for an object outside the state, want an error that names the import command", said)
		}
	}
	if n.converges(t, resource, o, after, st.config(n.tenant, o), orphans) {
		t.Error("got an object that had to be imported, want the next apply to take it over")
	}
	if got := n.own(); orphans == 0 && got != want {
		t.Errorf("the plan is empty, and the service has\n%s, want\n%s", got, want)
	}
	if got := n.all(); got != untouched {
		t.Errorf("the neighbours are\n%s, want them untouched:\n%s", got, untouched)
	}
}

// plausible reports whether a response is a right one about another state: an assignment with
// another id or none, or a list whose only element has another id.
func plausible(w wrong, e exchange) bool {
	ends := func(endings ...string) bool {
		return slices.ContainsFunc(endings, func(end string) bool { return strings.HasSuffix(e.operation, end) })
	}
	switch w.name {
	case "another id":
		// An object of the directory has IDs of administrators and of its domain.
		return ends("/richmenus/default", "/users/{userId}", "GET /groups/{groupId}", "GET /orgunits/{orgUnitId}", "GET /groups", "GET /orgunits") ||
			ends("/domains", "/richmenus", "GET /bots", "GET /users", "/orgunits/{orgUnitId}/members") && isSingle(e)
	case "a missing id":
		return ends("/richmenus/default", "/users/{userId}", "GET /groups/{groupId}", "GET /orgunits/{orgUnitId}")
	}
	return false
}

// isSingle reports whether a response is a page with one element.
func isSingle(e exchange) bool {
	var fields map[string]any
	if json.Unmarshal([]byte(e.body), &fields) != nil {
		return false
	}
	for _, value := range fields {
		if elements, ok := value.([]any); ok {
			return len(elements) == 1
		}
	}
	return false
}
