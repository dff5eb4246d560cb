// SPDX-License-Identifier: MPL-2.0

package lineworks

import (
	"errors"
	"strings"
)

// Bot is a bot as the API returns it. Absent, null and empty are one thing: the
// zero value. Texts by language have keys such as "ja_JP".
//
// See https://developers.worksmobile.com/en/docs/bot-get.
type Bot struct {
	BotID       string
	BotName     string
	PhotoURL    string
	Description string
	// Administrators and Subadministrators are user ids, in no certain order.
	Administrators    []string
	Subadministrators []string
	// AllowDomains are the domains in which the bot may be used; nil means all. The
	// service says [0] for all, too.
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
	// CreatedTime and ModifiedTime are as the service writes them:
	// YYYY-MM-DDThh:mm:ss and the offset from UTC.
	CreatedTime  string
	ModifiedTime string
}

// Complete reports whether the answer of a write held the bot, not just a part of
// it. What a write answers with is not documented in full. The time of creation
// was never sent, so an answer that has it is more than an echo.
func (b *Bot) Complete() bool {
	return b.BotID != "" && b.BotName != "" && b.PhotoURL != "" && len(b.Administrators) > 0 && b.CreatedTime != ""
}

// BotSummary is what a list tells of a bot.
type BotSummary struct {
	BotID         string
	BotName       string
	PhotoURL      string
	I18nBotNames  map[string]string
	I18nPhotoURLs map[string]string
}

// NameContains reports whether the text is in the name, or in one of the names by
// language: people know a bot by the name that their own language shows them.
func (b *BotSummary) NameContains(text string) bool {
	if strings.Contains(b.BotName, text) {
		return true
	}
	for _, name := range b.I18nBotNames {
		if strings.Contains(name, text) {
			return true
		}
	}
	return false
}

// BotWrite is what to set of a bot. A nil field is not sent, which keeps the
// value; an empty slice or map is sent empty, which clears it.
type BotWrite struct {
	BotName           *string
	PhotoURL          *string
	Description       *string
	Administrators    []string
	Subadministrators []string
	// AllowDomains are numbers in text. Empty means all domains and is sent as [0],
	// the form that the Developer Console writes.
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

// botWriteWire is the body of a write. The option omitzero leaves out nil, and
// only nil.
type botWriteWire struct {
	BotName           *string  `json:"botName,omitzero"`
	PhotoURL          *string  `json:"photoUrl,omitzero"`
	Description       *string  `json:"description,omitzero"`
	Administrators    []string `json:"administrators,omitzero"`
	Subadministrators []string `json:"subadministrators,omitzero"`
	AllowDomains      []int64  `json:"allowDomains,omitzero"`
	EnableCallback    *bool    `json:"enableCallback,omitzero"`
	CallbackURL       *string  `json:"callbackUrl,omitzero"`
	CallbackEvents    []string `json:"callbackEvents,omitzero"`
	ChannelEvents     []string `json:"channelEvents,omitzero"`
	EnableGroupJoin   *bool    `json:"enableGroupJoin,omitzero"`
	I18nBotNames      texts    `json:"i18nBotNames,omitzero"`
	I18nDescriptions  texts    `json:"i18nDescriptions,omitzero"`
	I18nPhotoURLs     texts    `json:"i18nPhotoUrls,omitzero"`
}

func (w *BotWrite) wire() (*botWriteWire, error) {
	if w == nil {
		return nil, errors.New("nothing to write")
	}
	domains, err := numbers(w.AllowDomains, "domain")
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
		I18nBotNames:      newTexts(w.I18nBotNames, "botName"),
		I18nDescriptions:  newTexts(w.I18nDescriptions, "description"),
		I18nPhotoURLs:     newTexts(w.I18nPhotoURLs, "photoUrl"),
	}, nil
}

// botWire is a bot in an answer.
type botWire struct {
	BotID             wireID       `json:"botId"`
	BotName           string       `json:"botName"`
	PhotoURL          string       `json:"photoUrl"`
	Description       string       `json:"description"`
	Administrators    list[string] `json:"administrators"`
	Subadministrators list[string] `json:"subadministrators"`
	AllowDomains      list[wireID] `json:"allowDomains"`
	EnableCallback    bool         `json:"enableCallback"`
	CallbackURL       string       `json:"callbackUrl"`
	CallbackEvents    list[string] `json:"callbackEvents"`
	ChannelEvents     list[string] `json:"channelEvents"`
	EnableGroupJoin   bool         `json:"enableGroupJoin"`
	DefaultRichmenuID wireID       `json:"defaultRichmenuId"`
	I18nBotNames      texts        `json:"i18nBotNames"`
	I18nDescriptions  texts        `json:"i18nDescriptions"`
	I18nPhotoURLs     texts        `json:"i18nPhotoUrls"`
	CreatedTime       string       `json:"createdTime"`
	ModifiedTime      string       `json:"modifiedTime"`
}

// check refuses an object that is no bot.
func (w *botWire) Check() error {
	if w.BotID == "" {
		return errors.New("the response has no botId")
	}
	return nil
}

// botUpdated is a bot in the response of an update, which may lack its id.
type botUpdated botWire

func (w *botWire) bot() *Bot {
	domains := strs(w.AllowDomains)
	if len(domains) == 1 && domains[0] == "0" {
		domains = nil
	}
	return &Bot{
		BotID:             string(w.BotID),
		BotName:           w.BotName,
		PhotoURL:          w.PhotoURL,
		Description:       w.Description,
		Administrators:    nilIfEmpty(w.Administrators),
		Subadministrators: nilIfEmpty(w.Subadministrators),
		AllowDomains:      domains,
		EnableCallback:    w.EnableCallback,
		CallbackURL:       w.CallbackURL,
		CallbackEvents:    nilIfEmpty(w.CallbackEvents),
		ChannelEvents:     nilIfEmpty(w.ChannelEvents),
		EnableGroupJoin:   w.EnableGroupJoin,
		DefaultRichmenuID: string(w.DefaultRichmenuID),
		I18nBotNames:      w.I18nBotNames.byLanguage("botName"),
		I18nDescriptions:  w.I18nDescriptions.byLanguage("description"),
		I18nPhotoURLs:     w.I18nPhotoURLs.byLanguage("photoUrl"),
		CreatedTime:       w.CreatedTime,
		ModifiedTime:      w.ModifiedTime,
	}
}

func nilIfEmpty(l []string) []string {
	if len(l) == 0 {
		return nil
	}
	return l
}
