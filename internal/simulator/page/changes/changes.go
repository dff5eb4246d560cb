// SPDX-License-Identifier: MPL-2.0

// Package changes finds out what a request has changed in the mock: it compares a bot before
// and after.
package changes

import (
	"net/http"
	"strconv"
	"strings"
	"sync"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
)

// Verb is what happened to an object.
type Verb int

// What can happen.
const (
	Created Verb = iota
	Changed
	Deleted
)

// Kind is a kind of object.
type Kind int

// The kinds.
const (
	Bot Kind = iota
	Domain
	Member
	PersistentMenu
	RichMenu
	Image    // of a rich menu
	UserMenu // the rich menu of a user
	Room
	Secret
	Message
	File
)

// Change is one change.
type Change struct {
	Verb Verb
	Kind Kind
	// ID is the ID of the object or, without one, of the bot, rich menu or user that it
	// belongs to.
	ID string
	// Of is the domain of a member.
	Of string
	// Property is what has changed, in the words of the API; "" for the object as a whole.
	Property      string
	Before, After string
}

// Recorder keeps the state of all bots, to compare it with a later one.
type Recorder struct {
	api *mockserver.Server

	mu   sync.Mutex
	bots map[int64][]object
}

// NewRecorder makes a recorder of the bots that the mock has at this time.
func NewRecorder(api *mockserver.Server) *Recorder {
	r := &Recorder{api: api, bots: map[int64][]object{}}
	for _, bot := range api.Bots() {
		r.bots[bot.BotID] = read(api, bot)
	}
	return r
}

// Refresh forgets what has changed in a bot up to now, be it behind the API's back.
func (r *Recorder) Refresh(botID int64) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.take(botID)
}

// take reads a bot again and returns its former state.
func (r *Recorder) take(botID int64) (before, after []object) {
	before = r.bots[botID]
	bot, found := r.api.Bot(botID)
	if !found {
		delete(r.bots, botID)
		return before, nil
	}
	after = read(r.api, bot)
	r.bots[botID] = after
	return before, after
}

// Of returns what a request has changed, and the bot that it was about, 0 for none. It is to
// be called once for each request that has ended, in their order.
func (r *Recorder) Of(request mockserver.Request) (botID int64, found []Change) {
	if request.Method == http.MethodGet {
		return botOf(request.Path), nil
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	botID = botOf(request.Path)
	if request.Operation == "POST /bots" {
		botID = r.newBot(request)
	}
	if botID != 0 {
		found = compare(r.take(botID))
	}
	return botID, append(found, r.hidden(botID, request)...)
}

// newBot finds the bot that a request has created: one that was not there before, with the
// name of the request if several were created at once.
func (r *Recorder) newBot(request mockserver.Request) int64 {
	var made int64
	for _, bot := range r.api.Bots() {
		if _, known := r.bots[bot.BotID]; known {
			continue
		}
		if bot.BotName == textOf(request.Body["botName"]) {
			return bot.BotID
		}
		if made == 0 {
			made = bot.BotID
		}
	}
	return made
}

// hidden are the changes that the state of a bot does not show.
func (r *Recorder) hidden(botID int64, request mockserver.Request) []Change {
	taken := request.Status >= 200 && request.Status < 300
	parts := strings.Split(request.Path, "/") // "", bots, ID, …
	switch request.Operation {
	case "POST /bots/{botId}/richmenus/{richmenuId}/image":
		image, _ := r.api.RichMenuImage(botID, parts[4])
		if image.FileID != "" && image.FileID == textOf(request.Body["fileId"]) {
			return []Change{{Verb: Changed, Kind: Image, ID: parts[4]}}
		}
	case "POST /bots/{botId}/secret":
		if taken {
			return []Change{{Verb: Changed, Kind: Secret, ID: strconv.FormatInt(botID, 10)}}
		}
	case "POST /bots/{botId}/users/{userId}/messages", "POST /bots/{botId}/channels/{channelId}/messages":
		if taken {
			return []Change{{Verb: Created, Kind: Message, ID: unescaped(parts[4]), After: Cut(textOf(request.Body["content"]))}}
		}
	case "POST {uploadUrl}":
		if taken && request.Upload != nil {
			return []Change{{Verb: Created, Kind: File, ID: request.Upload.FileName}}
		}
	}
	return nil
}

// botOf is the ID of the bot in a path, 0 for none.
func botOf(path string) int64 {
	parts := strings.Split(path, "/")
	if len(parts) < 3 || parts[1] != "bots" {
		return 0
	}
	id, err := strconv.ParseInt(parts[2], 10, 64)
	if err != nil {
		return 0
	}
	return id
}

// compare lists created and changed objects in the order of after, then the deleted ones.
// What is deleted with its bot goes without saying.
func compare(before, after []object) []Change {
	var found []Change
	was := index(before)
	for _, now := range after {
		old, existed := was[now.key]
		if !existed {
			found = append(found, Change{Verb: Created, Kind: now.kind, ID: now.id, Of: now.of, After: Cut(now.name)})
			continue
		}
		for n, field := range now.fields {
			if value := old.fields[n].value; value != field.value {
				found = append(found, Change{
					Verb: Changed, Kind: now.kind, ID: now.id, Of: now.of,
					Property: field.name, Before: Cut(value), After: Cut(field.value),
				})
			}
		}
	}
	is := index(after)
	for _, old := range before {
		if _, remains := is[old.key]; !remains {
			found = append(found, Change{Verb: Deleted, Kind: old.kind, ID: old.id, Of: old.of, Before: Cut(old.name)})
		}
		if len(after) == 0 {
			break // the bot is the first
		}
	}
	return found
}

func index(objects []object) map[key]object {
	found := make(map[key]object, len(objects))
	for _, o := range objects {
		found[o.key] = o
	}
	return found
}
