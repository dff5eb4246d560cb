// SPDX-License-Identifier: MPL-2.0

package lineworks

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/paging"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/recovery"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/rest"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/wire"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/names"
)

// BotsService manages bots. Writes to one bot wait for each other; see
// https://developers.worksmobile.com/en/docs/bot-update-patch.
type BotsService struct {
	client *Client

	creates *recovery.Tracker[Bot]
}

// Create creates a bot. It needs a name, a photo, a description and one to three
// administrators. The request is not idempotent, and the API has no idempotency key, so it
// is not sent again. If the response is lost or has no id, Create looks for the bot among
// those that are new since [BotsService.Existing]. adopted reports that the bot was found
// that way: it matches the request, and no other call of this client created it. If it is
// not found, or cannot be told from others, the error is a [*LostCreateError].
//
// API: https://developers.worksmobile.com/en/docs/bot-create
func (s *BotsService) Create(ctx context.Context, in *BotWrite) (bot *Bot, adopted bool, err error) {
	return s.create(ctx, in, func(ctx context.Context, body *botWriteWire) (*Bot, error) {
		out, err := rest.Call[botWire](ctx, s.client.rest, opCreateBot, rest.Args{Body: body})
		if err != nil {
			return nil, err
		}
		return out.bot(), nil
	})
}

// FindCreated looks for a bot that was created with in, as after a lost response: the tenant
// turned out not to have a bot with the id that the response to the create had.
func (s *BotsService) FindCreated(ctx context.Context, in *BotWrite, wrongID string) (*Bot, error) {
	found, _, err := s.create(ctx, in, func(context.Context, *botWriteWire) (*Bot, error) { return nil, notThere(opCreateBot, wrongID) })
	return found, err
}

func (s *BotsService) create(ctx context.Context, in *BotWrite, send func(context.Context, *botWriteWire) (*Bot, error)) (bot *Bot, adopted bool, err error) {
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
		Name:    oneLine(*cmp.Or(in.BotName, new(""))),
		Body:    string(body),
		Before:  before,
		List:    s.list,
		Get:     s.Get,
		ID:      func(b *Bot) string { return b.BotID },
		Compare: in.compare,
		Send:    func(ctx context.Context) (*Bot, error) { return send(ctx, wire) },
	})
}

// CreatedHere reports whether this client, and so this process, has created the bot.
func (s *BotsService) CreatedHere(id string) bool { return s.creates.Created(id) }

// Existing lists the bots that the tenant had when this client first created one or first
// called Existing, without those that this client has created. They are listed once. If
// that fails, the error is returned for ten times as long as the listing took, within one
// and ten minutes, and then they are listed again. An error with which all calls fail, see
// [FailsAll], is not kept.
func (s *BotsService) Existing(ctx context.Context) ([]Named, error) {
	before, err := snapshot(ctx, s.client, listKey{}, s.list)
	if err != nil {
		return nil, err
	}
	return s.creates.Existing(before)
}

// list lists all bots. Lists have a part of a bot only, so none is complete.
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
	out, err := rest.Call[botWire](ctx, s.client.rest, opGetBot, rest.Args{IDs: []string{id}})
	if err != nil {
		return nil, err
	}
	return out.bot(), nil
}

// Update changes the fields that in sets and keeps the rest. If the response has no body,
// the result has the id only; see [Bot.Complete].
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
	out, err := rest.Call[botUpdated](ctx, s.client.rest, opUpdateBot, rest.Args{IDs: []string{id}, Body: body})
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

// Delete deletes a bot. If there is none, the error matches [ErrNotFound], unless an
// earlier attempt of this call, whose response was lost, may have deleted it.
//
// API: https://developers.worksmobile.com/en/docs/bot-delete
func (s *BotsService) Delete(ctx context.Context, id string) error {
	unlock, err := s.client.lockBot(ctx, opDeleteBot, id)
	if err != nil {
		return err
	}
	defer unlock()
	defer s.client.forget(id)
	_, err = rest.Call[struct{}](ctx, s.client.rest, opDeleteBot, rest.Args{IDs: []string{id}})
	return err
}

// IssueSecret issues a new secret for a bot and returns it. The previous one is invalid at
// once. The secret signs callbacks, and no other operation returns it.
//
// API: https://developers.worksmobile.com/en/docs/bot-secret-issue
func (s *BotsService) IssueSecret(ctx context.Context, botID string) (string, error) {
	out, err := writeToBot[secretWire](ctx, s.client, opIssueSecret, rest.Args{IDs: []string{botID}})
	if err != nil {
		return "", err
	}
	s.client.rest.Hide(out.Secret)
	return out.Secret, nil
}

// secretWire is a secret in a response.
type secretWire struct {
	Secret string `json:"secret"`
}

func (w *secretWire) Check() error {
	if w.Secret == "" {
		return errors.New("the response has no secret")
	}
	return nil
}

// All iterates over all bots of the tenant, with the fields that lists have. The first
// error ends it.
//
// API: https://developers.worksmobile.com/en/docs/bot-list
func (s *BotsService) All(ctx context.Context) iter.Seq2[*BotSummary, error] {
	return func(yield func(*BotSummary, error) bool) {
		for wire, err := range paging.All[botWire](ctx, s.client.rest, opListBots, "bots", rest.Args{}) {
			if err == nil && wire.BotID == "" {
				err = rest.NotAPI(opListBots, errors.New("a bot in the response has no botId"))
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

// Bot is a bot as the API returns it. Absent, null and empty values are all the zero
// value. Texts by language have keys such as "ja_JP".
//
// See https://developers.worksmobile.com/en/docs/bot-get.
type Bot struct {
	BotID       string
	BotName     string
	PhotoURL    string
	Description string
	// Administrators and Subadministrators are user ids, in any order.
	Administrators    []string
	Subadministrators []string
	// AllowDomains are the domains in which the bot may be used; nil means all, for which
	// the service also has [0].
	AllowDomains      []string
	EnableCallback    bool
	CallbackURL       string
	CallbackEvents    []string
	ChannelEvents     []string
	EnableGroupJoin   bool
	DefaultRichmenuID string
	I18nBotNames      map[string]string
	I18nDescriptions  map[string]string
	I18nPhotoURLs     map[string]string
	// CreatedTime and ModifiedTime have the form of the service:
	// YYYY-MM-DDThh:mm:ss and the offset from UTC.
	CreatedTime  string
	ModifiedTime string
}

// Complete reports whether the response to a write had the whole bot, which is not
// documented. A request never has the time of creation, so a response with it is more than
// an echo.
func (b *Bot) Complete() bool {
	return b.BotID != "" && b.BotName != "" && b.PhotoURL != "" && len(b.Administrators) > 0 && b.CreatedTime != ""
}

// BotSummary has the fields of a bot that lists have.
type BotSummary struct {
	BotID         string
	BotName       string
	PhotoURL      string
	I18nBotNames  map[string]string
	I18nPhotoURLs map[string]string
}

// NameContains reports whether the name, or one of the names by language, contains text:
// people know a bot by its name in their own language.
func (b *BotSummary) NameContains(text string) bool {
	if names.Contains(b.BotName, text) {
		return true
	}
	for _, name := range b.I18nBotNames {
		if names.Contains(name, text) {
			return true
		}
	}
	return false
}

// BotWrite is a change of a bot. A nil field is not sent, which keeps the value; an empty
// slice or map is sent empty, which clears it.
type BotWrite struct {
	BotName           *string
	PhotoURL          *string
	Description       *string
	Administrators    []string
	Subadministrators []string
	// AllowDomains are ids in digits. Empty means all domains and is sent as [0], as the
	// Developer Console does.
	AllowDomains     []string
	EnableCallback   *bool
	CallbackURL      *string
	CallbackEvents   []string
	ChannelEvents    []string
	EnableGroupJoin  *bool
	I18nBotNames     map[string]string
	I18nDescriptions map[string]string
	I18nPhotoURLs    map[string]string
}

// botWriteWire is the body of a request. The option omitzero leaves out nil, and only nil.
type botWriteWire struct {
	BotName           *string           `json:"botName,omitzero"`
	PhotoURL          *string           `json:"photoUrl,omitzero"`
	Description       *string           `json:"description,omitzero"`
	Administrators    []string          `json:"administrators,omitzero"`
	Subadministrators []string          `json:"subadministrators,omitzero"`
	AllowDomains      []int64           `json:"allowDomains,omitzero"`
	EnableCallback    *bool             `json:"enableCallback,omitzero"`
	CallbackURL       *string           `json:"callbackUrl,omitzero"`
	CallbackEvents    []string          `json:"callbackEvents,omitzero"`
	ChannelEvents     []string          `json:"channelEvents,omitzero"`
	EnableGroupJoin   *bool             `json:"enableGroupJoin,omitzero"`
	I18nBotNames      wire.Translations `json:"i18nBotNames,omitzero"`
	I18nDescriptions  wire.Translations `json:"i18nDescriptions,omitzero"`
	I18nPhotoURLs     wire.Translations `json:"i18nPhotoUrls,omitzero"`
}

func (w *BotWrite) wire() (*botWriteWire, error) {
	if w == nil {
		return nil, errors.New("nothing to write")
	}
	domains, err := wire.Numbers(w.AllowDomains, "domain")
	if err != nil {
		return nil, err
	}
	if domains != nil && len(domains) == 0 {
		domains = []int64{0}
	}
	return &botWriteWire{
		BotName:           w.BotName,
		PhotoURL:          w.PhotoURL,
		Description:       w.Description,
		Administrators:    w.Administrators,
		Subadministrators: w.Subadministrators,
		AllowDomains:      domains,
		EnableCallback:    w.EnableCallback,
		CallbackURL:       w.CallbackURL,
		CallbackEvents:    w.CallbackEvents,
		ChannelEvents:     w.ChannelEvents,
		EnableGroupJoin:   w.EnableGroupJoin,
		I18nBotNames:      wire.NewTranslations(w.I18nBotNames, "botName"),
		I18nDescriptions:  wire.NewTranslations(w.I18nDescriptions, "description"),
		I18nPhotoURLs:     wire.NewTranslations(w.I18nPhotoURLs, "photoUrl"),
	}, nil
}

// botWire is a bot in a response.
type botWire struct {
	BotID             wire.ID            `json:"botId"`
	BotName           string             `json:"botName"`
	PhotoURL          string             `json:"photoUrl"`
	Description       string             `json:"description"`
	Administrators    wire.List[string]  `json:"administrators"`
	Subadministrators wire.List[string]  `json:"subadministrators"`
	AllowDomains      wire.List[wire.ID] `json:"allowDomains"`
	EnableCallback    bool               `json:"enableCallback"`
	CallbackURL       string             `json:"callbackUrl"`
	CallbackEvents    wire.List[string]  `json:"callbackEvents"`
	ChannelEvents     wire.List[string]  `json:"channelEvents"`
	EnableGroupJoin   bool               `json:"enableGroupJoin"`
	DefaultRichmenuID wire.ID            `json:"defaultRichmenuId"`
	I18nBotNames      wire.Translations  `json:"i18nBotNames"`
	I18nDescriptions  wire.Translations  `json:"i18nDescriptions"`
	I18nPhotoURLs     wire.Translations  `json:"i18nPhotoUrls"`
	CreatedTime       string             `json:"createdTime"`
	ModifiedTime      string             `json:"modifiedTime"`
}

// Check refuses an object that is not a bot.
func (w *botWire) Check() error {
	if w.BotID == "" {
		return errors.New("the response has no botId")
	}
	return nil
}

// botUpdated is a bot in the response to an update, which may have no id.
type botUpdated botWire

func (w *botWire) bot() *Bot {
	var domains []string
	for _, id := range w.AllowDomains {
		domains = append(domains, string(id))
	}
	if len(domains) == 1 && domains[0] == "0" {
		domains = nil
	}
	return &Bot{
		BotID:             string(w.BotID),
		BotName:           w.BotName,
		PhotoURL:          w.PhotoURL,
		Description:       w.Description,
		Administrators:    w.Administrators,
		Subadministrators: w.Subadministrators,
		AllowDomains:      domains,
		EnableCallback:    w.EnableCallback,
		CallbackURL:       w.CallbackURL,
		CallbackEvents:    w.CallbackEvents,
		ChannelEvents:     w.ChannelEvents,
		EnableGroupJoin:   w.EnableGroupJoin,
		DefaultRichmenuID: string(w.DefaultRichmenuID),
		I18nBotNames:      wire.Texts(w.I18nBotNames, "botName"),
		I18nDescriptions:  wire.Texts(w.I18nDescriptions, "description"),
		I18nPhotoURLs:     wire.Texts(w.I18nPhotoURLs, "photoUrl"),
		CreatedTime:       w.CreatedTime,
		ModifiedTime:      w.ModifiedTime,
	}
}

// ListID is for [paging.Listed].
func (w *botWire) ListID() string { return string(w.BotID) }
