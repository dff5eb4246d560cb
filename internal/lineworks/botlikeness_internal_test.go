// SPDX-License-Identifier: MPL-2.0

package lineworks

import "testing"

// TestBotWrite_liken changes one thing at a time of a bot that has all that was sent.
func TestBotWrite_liken(t *testing.T) {
	t.Parallel()
	least := BotWrite{BotName: new("Desk"), PhotoURL: new("https://example.com/a.png"), Description: new("Help"), Administrators: []string{"u1", "u2"}}
	all := least
	all.Subadministrators = []string{"u3"}
	all.AllowDomains = []string{"0012", "7"}
	all.EnableCallback = new(true)
	all.CallbackURL = new("https://example.com/cb")
	all.CallbackEvents = []string{"text", "image"}
	all.ChannelEvents = []string{}
	all.EnableGroupJoin = new(false)
	all.I18nBotNames = map[string]string{"ja_JP": "受付", "ko_KR": ""}
	all.I18nDescriptions = map[string]string{"ja_JP": "二\n行"}
	all.I18nPhotoURLs = map[string]string{"ja_JP": "https://example.com/j.png"}

	bare := Bot{BotName: "Desk", PhotoURL: "https://example.com/a.png", Description: "Help", Administrators: []string{"u2", "u1"}, ChannelEvents: []string{"join"}}
	full := bare
	full.Subadministrators = []string{"u3"}
	full.AllowDomains = []string{"7", "12"}
	full.EnableCallback = true
	full.CallbackURL = "https://example.com/cb"
	full.CallbackEvents = []string{"image", "text"}
	full.ChannelEvents = nil
	full.I18nBotNames = map[string]string{"ja_JP": "受付"}
	full.I18nDescriptions = map[string]string{"ja_JP": "二\n行"}
	full.I18nPhotoURLs = map[string]string{"ja_JP": "https://example.com/j.png"}

	mails := least
	mails.Administrators = []string{"a@example.com", "u2"}

	for name, tc := range map[string]struct {
		sent   BotWrite
		got    Bot
		change func(*Bot)
		want   likeness
	}{
		"all as sent":   {all, full, func(*Bot) {}, same},
		"least as sent": {least, bare, func(*Bot) {}, same},

		"name":               {all, full, func(b *Bot) { b.BotName = "desk" }, unlike},
		"description":        {all, full, func(b *Bot) { b.Description = "help" }, unlike},
		"no description":     {all, full, func(b *Bot) { b.Description = "" }, unlike},
		"administrators":     {all, full, func(b *Bot) { b.Administrators = []string{"u1", "u4"} }, unlike},
		"one administrator":  {all, full, func(b *Bot) { b.Administrators = []string{"u1"} }, unlike},
		"more of them":       {all, full, func(b *Bot) { b.Administrators = []string{"u1", "u2", "u4"} }, unlike},
		"subadministrators":  {all, full, func(b *Bot) { b.Subadministrators = nil }, unlike},
		"domains":            {all, full, func(b *Bot) { b.AllowDomains = []string{"7"} }, unlike},
		"all domains":        {all, full, func(b *Bot) { b.AllowDomains = nil }, unlike},
		"callback":           {all, full, func(b *Bot) { b.EnableCallback = false }, unlike},
		"callback address":   {all, full, func(b *Bot) { b.CallbackURL = "" }, unlike},
		"callback events":    {all, full, func(b *Bot) { b.CallbackEvents = []string{"text"} }, unlike},
		"channel events":     {all, full, func(b *Bot) { b.ChannelEvents = []string{"join"} }, unlike},
		"groups":             {all, full, func(b *Bot) { b.EnableGroupJoin = true }, unlike},
		"translated name":    {all, full, func(b *Bot) { b.I18nBotNames = map[string]string{"ja_JP": "受"} }, unlike},
		"other language":     {all, full, func(b *Bot) { b.I18nBotNames = map[string]string{"ko_KR": "受付"} }, unlike},
		"one more language":  {all, full, func(b *Bot) { b.I18nBotNames = map[string]string{"ja_JP": "受付", "en_US": "e"} }, unlike},
		"no translations":    {all, full, func(b *Bot) { b.I18nDescriptions = nil }, unlike},
		"same host, other":   {all, full, func(b *Bot) { b.PhotoURL = "https://EXAMPLE.com/b.png" }, unlike},
		"no picture":         {all, full, func(b *Bot) { b.PhotoURL = "" }, unlike},
		"not https":          {all, full, func(b *Bot) { b.PhotoURL = "http://gate.example.org/a.png" }, unlike},
		"no address":         {all, full, func(b *Bot) { b.PhotoURL = "://" }, unlike},
		"translated picture": {all, full, func(b *Bot) { b.I18nPhotoURLs = map[string]string{"ja_JP": "https://example.com/k.png"} }, unlike},

		"re-hosted": {all, full, func(b *Bot) { b.PhotoURL = "https://gate.example.org/x" }, alike},
		"re-hosted, translated": {all, full, func(b *Bot) {
			b.I18nPhotoURLs = map[string]string{"ja_JP": "https://gate.example.org/x"}
		}, alike},
		"one line": {all, full, func(b *Bot) { b.I18nDescriptions = map[string]string{"ja_JP": "二 行"} }, alike},

		"e-mail as it is":     {mails, bare, func(b *Bot) { b.Administrators = []string{"u2", "a@example.com"} }, same},
		"e-mail as id":        {mails, bare, func(b *Bot) { b.Administrators = []string{"u2", "id"} }, alike},
		"e-mail of the other": {mails, bare, func(b *Bot) { b.Administrators = []string{"u2"} }, alike},
		"e-mail, two others":  {mails, bare, func(b *Bot) { b.Administrators = []string{"u2", "id", "id2"} }, unlike},
		"e-mail, no other":    {mails, bare, func(b *Bot) { b.Administrators = []string{"id"} }, unlike},

		"not sent, subadministrators": {least, bare, func(b *Bot) { b.Subadministrators = []string{"u9"} }, alike},
		"not sent, domains":           {least, bare, func(b *Bot) { b.AllowDomains = []string{"7"} }, alike},
		"not sent, callback":          {least, bare, func(b *Bot) { b.EnableCallback = true }, alike},
		"not sent, address":           {least, bare, func(b *Bot) { b.CallbackURL = "https://example.com" }, alike},
		"not sent, groups":            {least, bare, func(b *Bot) { b.EnableGroupJoin = true }, alike},
		"not sent, names":             {least, bare, func(b *Bot) { b.I18nBotNames = map[string]string{"ja_JP": "x"} }, alike},
		"not sent, default menu":      {least, bare, func(b *Bot) { b.DefaultRichmenuID = "40001" }, alike},
		"not sent, events":            {least, bare, func(b *Bot) { b.CallbackEvents, b.ChannelEvents = []string{"text"}, nil }, same},
	} {
		got := tc.got
		tc.change(&got)
		if l := tc.sent.liken(&got); l != tc.want {
			t.Errorf("%s: %d, want %d", name, l, tc.want)
		}
	}
}
