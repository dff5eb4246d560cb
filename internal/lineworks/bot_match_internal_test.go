// SPDX-License-Identifier: MPL-2.0

package lineworks

import (
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/recovery"
)

// TestBotWrite_compare changes one thing at a time of a bot that has all that was sent.
func TestBotWrite_compare(t *testing.T) {
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
		want   recovery.Match
	}{
		"all as sent":   {all, full, func(*Bot) {}, recovery.Identical},
		"least as sent": {least, bare, func(*Bot) {}, recovery.Identical},

		"name":               {all, full, func(b *Bot) { b.BotName = "desk" }, recovery.Different},
		"description":        {all, full, func(b *Bot) { b.Description = "help" }, recovery.Different},
		"no description":     {all, full, func(b *Bot) { b.Description = "" }, recovery.Different},
		"administrators":     {all, full, func(b *Bot) { b.Administrators = []string{"u1", "u4"} }, recovery.Different},
		"one administrator":  {all, full, func(b *Bot) { b.Administrators = []string{"u1"} }, recovery.Different},
		"more of them":       {all, full, func(b *Bot) { b.Administrators = []string{"u1", "u2", "u4"} }, recovery.Different},
		"subadministrators":  {all, full, func(b *Bot) { b.Subadministrators = nil }, recovery.Different},
		"domains":            {all, full, func(b *Bot) { b.AllowDomains = []string{"7"} }, recovery.Different},
		"all domains":        {all, full, func(b *Bot) { b.AllowDomains = nil }, recovery.Different},
		"callback":           {all, full, func(b *Bot) { b.EnableCallback = false }, recovery.Different},
		"callback address":   {all, full, func(b *Bot) { b.CallbackURL = "" }, recovery.Different},
		"callback events":    {all, full, func(b *Bot) { b.CallbackEvents = []string{"text"} }, recovery.Different},
		"channel events":     {all, full, func(b *Bot) { b.ChannelEvents = []string{"join"} }, recovery.Different},
		"groups":             {all, full, func(b *Bot) { b.EnableGroupJoin = true }, recovery.Different},
		"translated name":    {all, full, func(b *Bot) { b.I18nBotNames = map[string]string{"ja_JP": "受"} }, recovery.Different},
		"other language":     {all, full, func(b *Bot) { b.I18nBotNames = map[string]string{"ko_KR": "受付"} }, recovery.Different},
		"one more language":  {all, full, func(b *Bot) { b.I18nBotNames = map[string]string{"ja_JP": "受付", "en_US": "e"} }, recovery.Different},
		"no translations":    {all, full, func(b *Bot) { b.I18nDescriptions = nil }, recovery.Different},
		"same host, other":   {all, full, func(b *Bot) { b.PhotoURL = "https://EXAMPLE.com/b.png" }, recovery.Different},
		"no picture":         {all, full, func(b *Bot) { b.PhotoURL = "" }, recovery.Different},
		"not https":          {all, full, func(b *Bot) { b.PhotoURL = "http://gate.example.org/a.png" }, recovery.Different},
		"no address":         {all, full, func(b *Bot) { b.PhotoURL = "://" }, recovery.Different},
		"translated picture": {all, full, func(b *Bot) { b.I18nPhotoURLs = map[string]string{"ja_JP": "https://example.com/k.png"} }, recovery.Different},

		"re-hosted": {all, full, func(b *Bot) { b.PhotoURL = "https://gate.example.org/x" }, recovery.Similar},
		"re-hosted, translated": {all, full, func(b *Bot) {
			b.I18nPhotoURLs = map[string]string{"ja_JP": "https://gate.example.org/x"}
		}, recovery.Similar},
		"one line": {all, full, func(b *Bot) { b.I18nDescriptions = map[string]string{"ja_JP": "二 行"} }, recovery.Similar},

		"e-mail as it is":     {mails, bare, func(b *Bot) { b.Administrators = []string{"u2", "a@example.com"} }, recovery.Identical},
		"e-mail as id":        {mails, bare, func(b *Bot) { b.Administrators = []string{"u2", "id"} }, recovery.Similar},
		"e-mail of the other": {mails, bare, func(b *Bot) { b.Administrators = []string{"u2"} }, recovery.Similar},
		"e-mail, two others":  {mails, bare, func(b *Bot) { b.Administrators = []string{"u2", "id", "id2"} }, recovery.Different},
		"e-mail, no other":    {mails, bare, func(b *Bot) { b.Administrators = []string{"id"} }, recovery.Different},

		"not sent, subadministrators": {least, bare, func(b *Bot) { b.Subadministrators = []string{"u9"} }, recovery.Similar},
		"not sent, domains":           {least, bare, func(b *Bot) { b.AllowDomains = []string{"7"} }, recovery.Similar},
		"not sent, callback":          {least, bare, func(b *Bot) { b.EnableCallback = true }, recovery.Similar},
		"not sent, address":           {least, bare, func(b *Bot) { b.CallbackURL = "https://example.com" }, recovery.Similar},
		"not sent, groups":            {least, bare, func(b *Bot) { b.EnableGroupJoin = true }, recovery.Similar},
		"not sent, names":             {least, bare, func(b *Bot) { b.I18nBotNames = map[string]string{"ja_JP": "x"} }, recovery.Similar},
		"not sent, default menu":      {least, bare, func(b *Bot) { b.DefaultRichmenuID = "40001" }, recovery.Similar},
		"not sent, events":            {least, bare, func(b *Bot) { b.CallbackEvents, b.ChannelEvents = []string{"text"}, nil }, recovery.Identical},
	} {
		got := tc.got
		tc.change(&got)
		if match := tc.sent.compare(&got); match != tc.want {
			t.Errorf("%s: got match %d, want %d", name, match, tc.want)
		}
	}
}

func TestMatchPicture(t *testing.T) {
	t.Parallel()
	const sent = "https://example.com/a.png"
	for name, tc := range map[string]struct {
		sent, got string
		want      recovery.Match
	}{
		"the same":                  {sent, sent, recovery.Identical},
		"the service's copy":        {sent, "https://storage.example.net/1", recovery.Similar},
		"another picture":           {sent, "https://EXAMPLE.com/b.png", recovery.Different},
		"no URL was sent":           {"https://%zz/a.png", "https://storage.example.net/1", recovery.Different},
		"no URL came back":          {sent, "https://%zz/a.png", recovery.Different},
		"a copy without encryption": {sent, "http://storage.example.net/1", recovery.Different},
	} {
		if got := matchPicture(&tc.sent, tc.got); got != tc.want {
			t.Errorf("%s: got %v, want %v", name, got, tc.want)
		}
	}
}
