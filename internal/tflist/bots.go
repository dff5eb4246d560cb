// SPDX-License-Identifier: MPL-2.0

package tflist

import (
	"context"
	"errors"
	"fmt"
	"iter"

	"github.com/hashicorp/terraform-plugin-framework/list/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/validators"
)

// Bot is a bot to look at.
type Bot struct {
	*lineworks.BotSummary

	// Full is all of the bot, where it had to be read to be found; else nil.
	Full *lineworks.Bot
}

// Subject names the bot in messages.
func (b *Bot) Subject() string { return fmt.Sprintf("bot %q (%s)", b.BotName, b.BotID) }

// Bots iterates over the bots that the filters of a list block ask for: the one
// that has the ID, or all of the tenant, page by page, of those the ones whose
// name contains the text. A filter that is null asks for nothing. No bot of the
// ID is an empty list, not an error.
func Bots(ctx context.Context, client *lineworks.Client, botID, nameContains types.String) iter.Seq2[*Bot, error] {
	return func(yield func(*Bot, error) bool) {
		for bot, err := range candidates(ctx, client, botID.ValueString()) {
			if err != nil {
				yield(nil, err)
				return
			}
			if bot.NameContains(nameContains.ValueString()) && !yield(bot, nil) {
				return
			}
		}
	}
}

// candidates are the bots before the filter by name. One bot is read, not looked
// for in the list, which cannot be asked for it and may have hundreds.
func candidates(ctx context.Context, client *lineworks.Client, id string) iter.Seq2[*Bot, error] {
	return func(yield func(*Bot, error) bool) {
		if id != "" {
			bot, err := client.Bots.Get(ctx, id)
			if !errors.Is(err, lineworks.ErrNotFound) {
				yield(found(bot), About("bot "+id, err))
			}
			return
		}
		for summary, err := range client.Bots.All(ctx) {
			if !yield(&Bot{BotSummary: summary}, About("the list of bots", err)) {
				return
			}
		}
	}
}

func found(bot *lineworks.Bot) *Bot {
	if bot == nil {
		return nil
	}
	return &Bot{Full: bot, BotSummary: &lineworks.BotSummary{
		BotID: bot.BotID, BotName: bot.BotName, PhotoURL: bot.PhotoURL,
		I18nBotNames: bot.I18nBotNames, I18nPhotoURLs: bot.I18nPhotoURLs,
	}}
}

// BotID is the filter for one bot. what names the listed objects, such as
// "rich menus"; it is empty for the bots themselves.
func BotID(what string) schema.StringAttribute {
	return schema.StringAttribute{
		MarkdownDescription: fmt.Sprintf("Only %[1]sthe bot that has this ID; nothing if there is no such bot. Left out: %[1]sall bots.", of(what)),
		Optional:            true,
		Validators:          validators.Optional(validators.BotID()),
	}
}

// BotNameContains is the filter for bots by name. what is as for [BotID].
func BotNameContains(what string) schema.StringAttribute {
	return schema.StringAttribute{
		MarkdownDescription: fmt.Sprintf("Only %[1]sbots whose name contains this text, case-sensitive. Names by language count, too. "+
			"Left out: %[1]sbots of any name.", of(what)),
		Optional: true,
	}
}

func of(what string) string {
	if what == "" {
		return ""
	}
	return what + " of "
}
