// SPDX-License-Identifier: MPL-2.0

package lineworks

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/recovery"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/rest"
)

// BotsService manages bots. Writes to one bot wait for each other; see
// https://developers.worksmobile.com/en/docs/bot-update-patch.
type BotsService struct {
	client *Client

	creates *recovery.Tracker[Bot]
}

// Create makes a bot. It needs a name, a photo, a description and one to three
// administrators. There is no way to send the call again that could not make a second
// bot. So if the answer is lost or has no id, the bot is looked for among those that
// are new since [BotsService.Existing], and the second result tells that it was found
// there: it has all that was sent, and no other call of this client has made it. If it
// is not found, or cannot be told from others, the error is a [*LostCreateError].
//
// API: https://developers.worksmobile.com/en/docs/bot-create
func (s *BotsService) Create(ctx context.Context, in *BotWrite) (bot *Bot, adopted bool, err error) {
	wire, err := in.wire()
	if err != nil {
		return nil, false, fmt.Errorf("%s: %w", opCreateBot, err)
	}
	body, err := json.Marshal(wire)
	if err != nil {
		return nil, false, fmt.Errorf("%s: %w", opCreateBot, err)
	}
	before, err := snapshot(ctx, s.client, listKey{}, s.list)
	if err != nil {
		return nil, false, err
	}
	return s.creates.Create(ctx, recovery.Create[Bot]{
		Name:    oneLine(stringOf(in.BotName)),
		Body:    string(body),
		Before:  before,
		List:    s.list,
		Get:     s.Get,
		ID:      func(b *Bot) string { return b.BotID },
		Compare: in.compare,
		Send: func(ctx context.Context) (*Bot, error) {
			out, err := call[botWire](ctx, s.client, opCreateBot, args{body: wire})
			if err != nil {
				return nil, err
			}
			return out.bot(), nil
		},
	})
}

// CreatedHere reports whether this client, and so this process, has created the bot.
func (s *BotsService) CreatedHere(id string) bool { return s.creates.Created(id) }

// Existing lists the bots that the tenant had when this client first made one or was
// first asked, whichever came first; those that it has made are left out. They are
// listed once, and never again unless that fails: then the failure stands for ten times
// as long as it took, within one and ten minutes. One with which all calls fail, see
// [FailsAll], does not stand.
func (s *BotsService) Existing(ctx context.Context) ([]Named, error) {
	before, err := snapshot(ctx, s.client, listKey{}, s.list)
	if err != nil {
		return nil, err
	}
	return s.creates.Existing(before)
}

// list lists all bots. None is complete: lists leave most of a bot out.
func (s *BotsService) list(ctx context.Context) ([]recovery.Listed[Bot], error) {
	var all []recovery.Listed[Bot]
	for bot, err := range s.All(ctx) {
		if err != nil {
			return nil, err
		}
		all = append(all, recovery.Listed[Bot]{Named: Named{ID: bot.BotID, Name: oneLine(bot.BotName)}})
	}
	return all, nil
}

// Get reads a bot.
//
// API: https://developers.worksmobile.com/en/docs/bot-get
func (s *BotsService) Get(ctx context.Context, id string) (*Bot, error) {
	out, err := call[botWire](ctx, s.client, opGetBot, args{ids: []string{id}})
	if err != nil {
		return nil, err
	}
	return out.bot(), nil
}

// Update changes what in holds and keeps the rest. If the response has no body,
// the result is a bot with nothing but its id; see [Bot.Complete].
//
// API: https://developers.worksmobile.com/en/docs/bot-update-patch
func (s *BotsService) Update(ctx context.Context, id string, in *BotWrite) (*Bot, error) {
	body, err := in.wire()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", opUpdateBot, err)
	}
	unlock, err := s.client.lockBot(ctx, opUpdateBot, id)
	if err != nil {
		return nil, err
	}
	defer unlock()
	if in.AllowDomains != nil { // registrations to other domains are deleted
		defer s.client.forget(id)
	}
	out, err := call[botUpdated](ctx, s.client, opUpdateBot, args{ids: []string{id}, body: body})
	if err != nil {
		return nil, err
	}
	if out == nil {
		return &Bot{BotID: id}, nil
	}
	bot := (*botWire)(out).bot()
	if bot.BotID == "" {
		bot.BotID = id
	}
	return bot, nil
}

// Delete deletes a bot. One that is not there is [ErrNotFound], unless this very
// call may have deleted it in an attempt whose answer was lost.
//
// API: https://developers.worksmobile.com/en/docs/bot-delete
func (s *BotsService) Delete(ctx context.Context, id string) error {
	unlock, err := s.client.lockBot(ctx, opDeleteBot, id)
	if err != nil {
		return err
	}
	defer unlock()
	defer s.client.forget(id)
	_, err = call[struct{}](ctx, s.client, opDeleteBot, args{ids: []string{id}})
	return err
}

// IssueSecret makes a new secret for a bot and returns it. The former one is
// invalid at once. The secret signs callbacks and can be read nowhere else.
//
// API: https://developers.worksmobile.com/en/docs/bot-secret-issue
func (s *BotsService) IssueSecret(ctx context.Context, botID string) (string, error) {
	out, err := write[secretWire](ctx, s.client, opIssueSecret, args{ids: []string{botID}})
	if err != nil {
		return "", err
	}
	return out.Secret, nil
}

// secretWire is a secret in an answer.
type secretWire struct {
	Secret string `json:"secret"`
}

func (w *secretWire) Check() error {
	if w.Secret == "" {
		return errors.New("the response has no secret")
	}
	return nil
}

// All iterates over all bots of the tenant, with what lists tell of them. The
// first error ends it.
//
// API: https://developers.worksmobile.com/en/docs/bot-list
func (s *BotsService) All(ctx context.Context) iter.Seq2[*BotSummary, error] {
	return func(yield func(*BotSummary, error) bool) {
		for wire, err := range pages[botWire](ctx, s.client, opListBots, "bots") {
			if err == nil && wire.BotID == "" {
				err = notAPI(opListBots, errors.New("a bot in the response has no botId"))
			}
			if err != nil {
				yield(nil, err)
				return
			}
			bot := wire.bot()
			summary := &BotSummary{
				BotID: bot.BotID, BotName: bot.BotName, PhotoURL: bot.PhotoURL,
				I18nBotNames: bot.I18nBotNames, I18nPhotoURLs: bot.I18nPhotoURLs,
			}
			if !yield(summary, nil) {
				return
			}
		}
	}
}

// lockBot takes the write lock of a bot. Its wait is bounded by ctx only.
func (c *Client) lockBot(ctx context.Context, op rest.Operation, id string) (func(), error) {
	unlock, err := c.botWrites.Lock(ctx, id)
	if err != nil {
		return nil, fmt.Errorf("%s: waiting for another write to bot %s: %w", op, id, err)
	}
	return unlock, nil
}
