// SPDX-License-Identifier: MPL-2.0

package trial

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"time"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/rest"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/probe/mark"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/probe/raw"
)

// state is how far a throw-away bot is.
type state int

const (
	// perhaps is a bot that may exist: the response to its creation did not come, or lacks
	// the ID.
	perhaps state = iota
	made
	gone
)

type throwAway struct {
	name, id string
	state    state
}

// Bots are the throw-away bots of a run.
type Bots struct {
	API *raw.Client
	Run mark.Run
	all []*throwAway
}

var (
	createBot = rest.Operation{Method: http.MethodPost, Path: "/bots"}
	listBots  = rest.Operation{Method: http.MethodGet, Path: "/bots"}
	getBot    = rest.Operation{Method: http.MethodGet, Path: "/bots/{botId}"}
	deleteBot = rest.Operation{Method: http.MethodDelete, Path: "/bots/{botId}"}
)

// create makes a bot, whose name and description are set here.
func (b *Bots) create(ctx context.Context, fields Fields) (*throwAway, *Result, error) {
	if err := ctx.Err(); err != nil {
		return nil, nil, err
	}
	bot := &throwAway{name: b.Run.Name(len(b.all) + 1)}
	body := Fields{"botName": bot.name, "description": b.Run.Description()}
	for name, value := range fields {
		body[name] = value
	}
	content, err := encode(body)
	if err != nil {
		return nil, nil, err
	}
	b.all = append(b.all, bot)
	resp, err := b.API.Send(ctx, raw.Request{Op: createBot, Content: content})
	if err != nil {
		var lost *raw.NoResponseError
		if !errors.As(err, &lost) { // it was not sent
			bot.state = gone
		}
		return nil, nil, err
	}
	result := newResult(createBot, resp)
	if resp.Status >= http.StatusBadRequest && resp.Status < http.StatusInternalServerError {
		bot.state = gone
	}
	if !result.OK() {
		return nil, nil, refusal(result)
	}
	if bot.id = result.Text("botId"); bot.id == "" {
		if err := b.find(ctx, bot); err != nil {
			return nil, nil, err
		}
		if bot.state == gone {
			bot.state = perhaps
			return nil, nil, reason("the response to " + createBot.String() + " has no ID, and the list of bots does not show the new bot")
		}
	}
	bot.state = made
	return bot, result, nil
}

// find looks for a bot in the list: by its ID, if that is known. Otherwise it takes the bot that
// has the name and the description of the run, since another bot may have the name. A bot that
// is not there is gone.
func (b *Bots) find(ctx context.Context, bot *throwAway) error {
	listed, err := List(ctx, b.API)
	if err != nil {
		return err
	}
	for _, found := range listed {
		own := bot.id != "" && found.ID == bot.id
		if bot.id == "" && found.Name == bot.name {
			description, exists, err := Read(ctx, b.API, found.ID)
			if err != nil {
				return err
			}
			own = exists && b.Run.Describes(description)
		}
		if own {
			bot.id, bot.state = found.ID, made
			return nil
		}
	}
	bot.state = gone
	return nil
}

// remove deletes a bot. It may be tried again.
func (b *Bots) remove(ctx context.Context, bot *throwAway) error {
	resp, err := b.API.Send(ctx, raw.Request{Op: deleteBot, IDs: []string{bot.id}})
	if err != nil {
		return err
	}
	switch result := newResult(deleteBot, resp); {
	case result.OK(), resp.Status == http.StatusNotFound, resp.Status == http.StatusGone:
		bot.state = gone
		return nil
	default:
		return refusal(result)
	}
}

// attempts is how often the removal of bots is tried.
const attempts = 3

// Remove deletes the bots that are left, and returns the names of those that it could not
// delete, or that it does not know about.
func (b *Bots) Remove(ctx context.Context) (left []string, err error) {
	for n := range attempts {
		if n > 0 {
			select {
			case <-time.After(time.Second << n):
			case <-ctx.Done():
			}
		}
		if err = b.removeOnce(ctx); err == nil || ctx.Err() != nil {
			break
		}
	}
	for _, bot := range b.all {
		if bot.state != gone {
			left = append(left, bot.name)
		}
	}
	return left, err
}

func (b *Bots) removeOnce(ctx context.Context) error {
	var failed error
	for _, bot := range b.all {
		if bot.state == perhaps {
			if err := b.find(ctx, bot); err != nil {
				failed = err
				continue
			}
		}
		if bot.state != made {
			continue
		}
		if err := b.remove(ctx, bot); err != nil {
			failed = err
			// The response may have been lost, or that to an earlier removal.
			if b.find(ctx, bot) == nil && bot.state == gone {
				failed = nil
			}
		}
	}
	return failed
}

// Listed is a bot in the list of bots.
type Listed struct{ ID, Name string }

// maxPages is more than the list of a tenant has: 300 bots, in pages of 100.
const maxPages = 40

// List lists all bots of the tenant.
func List(ctx context.Context, api *raw.Client) ([]Listed, error) {
	var all []Listed
	seen := map[string]bool{}
	query := url.Values{"count": {"100"}}
	for range maxPages {
		resp, err := api.Send(ctx, raw.Request{Op: listBots, Query: query})
		if err != nil {
			return nil, err
		}
		page := newResult(listBots, resp)
		if !page.OK() {
			return nil, refusal(page)
		}
		if _, isList := page.Value("bots").([]any); !isList {
			return nil, reason("the response to " + listBots.String() + " has no list of bots")
		}
		for _, item := range page.Items("bots") {
			all = append(all, Listed{ID: textOf(item["botId"]), Name: textOf(item["botName"])})
		}
		cursor := page.Text("responseMetaData", "nextCursor")
		if cursor == "" {
			return all, nil
		}
		if seen[cursor] {
			break
		}
		seen[cursor] = true
		query = url.Values{"count": {"100"}, "cursor": {cursor}}
	}
	return nil, reason("the list of " + listBots.String() + " does not end")
}

// Read returns the description of a bot, and false if there is no such bot.
func Read(ctx context.Context, api *raw.Client, id string) (description string, found bool, err error) {
	resp, err := api.Send(ctx, raw.Request{Op: getBot, IDs: []string{id}})
	if err != nil {
		return "", false, err
	}
	got := newResult(getBot, resp)
	switch {
	case resp.Status == http.StatusNotFound, resp.Status == http.StatusGone:
		return "", false, nil
	case !got.OK():
		return "", false, refusal(got)
	}
	return got.Text("description"), true, nil
}

// Adopt returns throw-away bots of earlier runs, to be removed.
func Adopt(api *raw.Client, bots []Listed) *Bots {
	adopted := &Bots{API: api}
	for _, bot := range bots {
		adopted.all = append(adopted.all, &throwAway{name: bot.Name, id: bot.ID, state: made})
	}
	return adopted
}

func textOf(value any) string {
	switch v := value.(type) {
	case string:
		return v
	case json.Number:
		return v.String()
	}
	return ""
}
