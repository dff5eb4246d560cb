// SPDX-License-Identifier: MPL-2.0

package bot

import (
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfstate"
)

// usual is like most bots, full uses every property.
var (
	usual = &lineworks.Bot{
		BotID: "2000001", BotName: "Desk", PhotoURL: "https://example.com/desk.png", Description: "Answers questions.",
		Administrators: []string{"u1", "u2"}, ChannelEvents: []string{"message", "join", "leave", "joined", "left", "postback"},
		CreatedTime: "2026-04-01T12:00:00+09:00", ModifiedTime: "2026-04-01T12:00:00+09:00",
	}
	full = &lineworks.Bot{
		BotID: "2000001", BotName: "Desk", PhotoURL: "https://example.com/desk.png", Description: "Answers questions.",
		Administrators: []string{"u1", "u2", "u3"}, Subadministrators: []string{"u4", "u5", "u6"},
		AllowDomains: []string{"10000001", "10000002"}, EnableCallback: true, CallbackURL: "https://example.com/callback",
		CallbackEvents: []string{"text", "location", "sticker", "image", "file", "audio", "video"},
		ChannelEvents:  []string{"message", "join", "leave", "joined", "left", "postback", "begin", "end"}, EnableGroupJoin: true,
		I18nBotNames:     map[string]string{"ja_JP": "受付", "ko_KR": "안내", "en_US": "Desk"},
		I18nDescriptions: map[string]string{"ja_JP": "案内", "ko_KR": "안내", "en_US": "Answers"},
		I18nPhotoURLs:    map[string]string{"ja_JP": "https://example.com/ja.png", "en_US": "https://example.com/en.png"},
		CreatedTime:      "2026-04-01T12:00:00+09:00", ModifiedTime: "2026-04-01T12:00:00+09:00",
	}
)

// sink keeps the compiler from leaving out the measured code.
var sink any

// each measures a function of a bot, for both kinds of bot.
func each(b *testing.B, measured func(*lineworks.Bot) any) {
	b.Helper()
	for name, bot := range map[string]*lineworks.Bot{"usual": usual, "full": full} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				sink = measured(bot)
			}
		})
	}
}

// BenchmarkModel_fromAPI measures the conversion of a response to a model.
func BenchmarkModel_fromAPI(b *testing.B) {
	each(b, func(bot *lineworks.Bot) any { return fromAPI(bot) })
}

// BenchmarkModel_toWrite measures the conversion of a plan to a body: that of a create,
// which holds all of it.
func BenchmarkModel_toWrite(b *testing.B) {
	prior := blank()
	plans := map[*lineworks.Bot]*model{usual: fromAPI(usual), full: fromAPI(full)}
	each(b, func(bot *lineworks.Bot) any { return plans[bot].toWrite(prior) })
}

// BenchmarkModel_recall measures a refresh that finds no change.
func BenchmarkModel_recall(b *testing.B) {
	each(b, func(bot *lineworks.Bot) any {
		state := fromAPI(bot)
		tfstate.Recall(state, fromAPI(bot), tfstate.Memory{"photo_url": "https://example.net/stored.png"}, forms)
		return state
	})
}
