// SPDX-License-Identifier: MPL-2.0

package lineworks

import (
	"net/http"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/auth"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/rest"
)

// The OAuth scopes of the operations; one of each set is enough, and the first one allows
// least. Sources: the page of each operation, and
// https://developers.worksmobile.com/en/docs/auth-scope.
var (
	manageBots    = []string{"bot"}
	readBots      = []string{"bot.read", "bot"}
	useBots       = []string{"bot.message", "bot"} // their menus, messages and rooms
	readUseOfBots = []string{"bot.read", "bot.message", "bot"}
)

// The operations that this package calls, each with its path, the scopes that it needs, its
// retry rule, and the body of its response. Those of the authorization server are in package
// auth. Source: https://developers.worksmobile.com/en/docs/bot-api.
var (
	opListBots  = rest.Operation{Method: http.MethodGet, Path: "/bots", Scopes: readBots, MaxObjects: 300}
	opCreateBot = rest.Operation{
		Method: http.MethodPost, Path: "/bots", Scopes: manageBots, Retry: rest.Never,
		Ambiguous: "the bot may have been created all the same",
	}
	opGetBot    = rest.Operation{Method: http.MethodGet, Path: "/bots/{botId}", Scopes: readBots}
	opUpdateBot = rest.Operation{Method: http.MethodPatch, Path: "/bots/{botId}", Scopes: manageBots, Body: rest.ObjectOptional}
	opDeleteBot = rest.Operation{Method: http.MethodDelete, Path: "/bots/{botId}", Scopes: manageBots, Body: rest.BodyIgnored}

	// 204 is taken for "not set", so the body is optional.
	opGetPersistentMenu = rest.Operation{Method: http.MethodGet, Path: "/bots/{botId}/persistentmenu", Scopes: readUseOfBots, Body: rest.ObjectOptional}
	// Setting a persistent menu replaces the present one: doing it twice is harmless.
	opSetPersistentMenu    = rest.Operation{Method: http.MethodPost, Path: "/bots/{botId}/persistentmenu", Scopes: useBots, Body: rest.ObjectOptional}
	opDeletePersistentMenu = rest.Operation{Method: http.MethodDelete, Path: "/bots/{botId}/persistentmenu", Scopes: useBots, Body: rest.BodyIgnored}

	// Neither property of the response is marked as required.
	opListRichMenus  = rest.Operation{Method: http.MethodGet, Path: "/bots/{botId}/richmenus", Scopes: readUseOfBots, BareList: true, MaxObjects: 1000}
	opCreateRichMenu = rest.Operation{
		Method: http.MethodPost, Path: "/bots/{botId}/richmenus", Scopes: useBots, Retry: rest.Never,
		Ambiguous: "the rich menu may have been created all the same",
	}
	opGetRichMenu    = rest.Operation{Method: http.MethodGet, Path: "/bots/{botId}/richmenus/{richmenuId}", Scopes: readUseOfBots}
	opDeleteRichMenu = rest.Operation{Method: http.MethodDelete, Path: "/bots/{botId}/richmenus/{richmenuId}", Scopes: useBots, Body: rest.BodyIgnored}

	opSetRichMenuImage = rest.Operation{Method: http.MethodPost, Path: "/bots/{botId}/richmenus/{richmenuId}/image", Scopes: useBots, Body: rest.BodyIgnored}
	opGetRichMenuImage = rest.Operation{Method: http.MethodGet, Path: "/bots/{botId}/richmenus/{richmenuId}/image", Scopes: readUseOfBots, Body: rest.ObjectOptional}

	opSetDefaultRichMenu    = rest.Operation{Method: http.MethodPost, Path: "/bots/{botId}/richmenus/{richmenuId}/set-default", Scopes: useBots, Body: rest.BodyIgnored}
	opGetDefaultRichMenu    = rest.Operation{Method: http.MethodGet, Path: "/bots/{botId}/richmenus/default", Scopes: readUseOfBots, Body: rest.ObjectOptional}
	opDeleteDefaultRichMenu = rest.Operation{Method: http.MethodDelete, Path: "/bots/{botId}/richmenus/default", Scopes: useBots, Body: rest.BodyIgnored}

	opSetUserRichMenu    = rest.Operation{Method: http.MethodPost, Path: "/bots/{botId}/richmenus/{richmenuId}/users/{userId}", Scopes: useBots, Body: rest.BodyIgnored}
	opGetUserRichMenu    = rest.Operation{Method: http.MethodGet, Path: "/bots/{botId}/richmenus/users/{userId}", Scopes: readUseOfBots, Body: rest.ObjectOptional}
	opDeleteUserRichMenu = rest.Operation{Method: http.MethodDelete, Path: "/bots/{botId}/richmenus/users/{userId}", Scopes: useBots, Body: rest.BodyIgnored}

	// Only the last secret counts, so that issuing twice is harmless.
	opIssueSecret = rest.Operation{Method: http.MethodPost, Path: "/bots/{botId}/secret", Scopes: manageBots, Secret: true}

	opListDomains    = rest.Operation{Method: http.MethodGet, Path: "/bots/{botId}/domains", Scopes: readBots}
	opRegisterDomain = rest.Operation{
		Method: http.MethodPost, Path: "/bots/{botId}/domains/{domainId}", Scopes: manageBots, Retry: rest.CheckFirst, Body: rest.ObjectOptional,
		Ambiguous: "the bot may have been registered to the domain all the same",
	}
	opUpdateDomain = rest.Operation{Method: http.MethodPatch, Path: "/bots/{botId}/domains/{domainId}", Scopes: manageBots, Body: rest.ObjectOptional}
	opDeleteDomain = rest.Operation{Method: http.MethodDelete, Path: "/bots/{botId}/domains/{domainId}", Scopes: manageBots, Body: rest.BodyIgnored}

	opListDomainMembers = rest.Operation{Method: http.MethodGet, Path: "/bots/{botId}/domains/{domainId}/members", Scopes: readBots}
	opAddDomainMember   = rest.Operation{
		Method: http.MethodPost, Path: "/bots/{botId}/domains/{domainId}/members", Scopes: manageBots, Retry: rest.CheckFirst, Body: rest.BodyIgnored,
		Ambiguous: "the member may have been added all the same",
	}
	opDeleteDomainMember = rest.Operation{Method: http.MethodDelete, Path: "/bots/{botId}/domains/{domainId}/members/{userId}", Scopes: manageBots, Body: rest.BodyIgnored}

	// A second upload URL is harmless: one that is not used ends after a day.
	// A response of any status may hold one, which no message may repeat.
	opCreateAttachment = rest.Operation{Method: http.MethodPost, Path: "/bots/{botId}/attachments", Scopes: useBots, Secret: true}
	// The address is part of the response of opCreateAttachment, and serves once. A response
	// that repeats the address would give away its signature.
	opUploadAttachment = rest.Operation{Method: http.MethodPost, Path: "{uploadUrl}", Scopes: useBots, Retry: rest.Restart, Body: rest.ObjectOptional, Secret: true}

	opCreateChannel = rest.Operation{
		Method: http.MethodPost, Path: "/bots/{botId}/channels", Scopes: useBots, Retry: rest.Never, PerMinute: 10,
		Ambiguous: "the room may have been created all the same, and the API cannot list rooms",
	}
	opGetChannel         = rest.Operation{Method: http.MethodGet, Path: "/bots/{botId}/channels/{channelId}", Scopes: readUseOfBots}
	opListChannelMembers = rest.Operation{Method: http.MethodGet, Path: "/bots/{botId}/channels/{channelId}/members", Scopes: readUseOfBots}
	opLeaveChannel       = rest.Operation{Method: http.MethodDelete, Path: "/bots/{botId}/channels/{channelId}", Scopes: useBots, Body: rest.BodyIgnored}

	// No page shows a body in the response, or a key by which the service would recognise a
	// message that comes twice.
	opSendToUser = rest.Operation{
		Method: http.MethodPost, Path: "/bots/{botId}/users/{userId}/messages", Scopes: useBots, Retry: rest.Never, Body: rest.BodyIgnored,
		Ambiguous: "the message may have arrived",
	}
	opSendToChannel = rest.Operation{
		Method: http.MethodPost, Path: "/bots/{botId}/channels/{channelId}/messages", Scopes: useBots, Retry: rest.Never, Body: rest.BodyIgnored,
		Ambiguous: "the message may have arrived",
	}
)

// Operations returns the operations of this package and of the authorization server by their
// names, such as "GET /bots/{botId}".
func Operations() map[string]rest.Operation {
	out := make(map[string]rest.Operation)
	for _, op := range []rest.Operation{
		auth.OpIssueToken, auth.OpRevokeToken, opListBots, opCreateBot, opGetBot, opUpdateBot, opDeleteBot,
		opGetPersistentMenu, opSetPersistentMenu, opDeletePersistentMenu, opIssueSecret,
		opListRichMenus, opCreateRichMenu, opGetRichMenu, opDeleteRichMenu, opSetRichMenuImage, opGetRichMenuImage,
		opSetDefaultRichMenu, opGetDefaultRichMenu, opDeleteDefaultRichMenu,
		opSetUserRichMenu, opGetUserRichMenu, opDeleteUserRichMenu,
		opListDomains, opRegisterDomain, opUpdateDomain, opDeleteDomain,
		opListDomainMembers, opAddDomainMember, opDeleteDomainMember,
		opCreateAttachment, opUploadAttachment,
		opCreateChannel, opGetChannel, opListChannelMembers, opLeaveChannel,
		opSendToUser, opSendToChannel,
	} {
		out[op.String()] = op
	}
	return out
}
