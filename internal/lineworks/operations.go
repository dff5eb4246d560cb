// SPDX-License-Identifier: MPL-2.0

package lineworks

import (
	"net/http"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/rest"
)

// The operations that this package calls. Sources:
// https://developers.worksmobile.com/en/docs/bot-api and
// https://developers.worksmobile.com/en/docs/auth-jwt.
var (
	opListBots  = rest.Operation{Method: http.MethodGet, Path: "/bots"}
	opCreateBot = rest.Operation{
		Method: http.MethodPost, Path: "/bots", Retry: rest.Never,
		Ambiguous: "the bot may have been created all the same",
	}
	opGetBot    = rest.Operation{Method: http.MethodGet, Path: "/bots/{botId}"}
	opUpdateBot = rest.Operation{Method: http.MethodPatch, Path: "/bots/{botId}", Body: rest.ObjectOptional}
	opDeleteBot = rest.Operation{Method: http.MethodDelete, Path: "/bots/{botId}", Body: rest.BodyIgnored}

	// 204 is taken for "not set", so the body is optional.
	opGetPersistentMenu = rest.Operation{Method: http.MethodGet, Path: "/bots/{botId}/persistentmenu", Body: rest.ObjectOptional}
	// Making a persistent menu replaces the present one: doing it twice is harmless.
	opSetPersistentMenu    = rest.Operation{Method: http.MethodPost, Path: "/bots/{botId}/persistentmenu", Body: rest.ObjectOptional}
	opDeletePersistentMenu = rest.Operation{Method: http.MethodDelete, Path: "/bots/{botId}/persistentmenu", Body: rest.BodyIgnored}

	// Neither property of the answer is marked as required.
	opListRichMenus  = rest.Operation{Method: http.MethodGet, Path: "/bots/{botId}/richmenus", BareList: true}
	opCreateRichMenu = rest.Operation{
		Method: http.MethodPost, Path: "/bots/{botId}/richmenus", Retry: rest.Never,
		Ambiguous: "the rich menu may have been created all the same",
	}
	opGetRichMenu    = rest.Operation{Method: http.MethodGet, Path: "/bots/{botId}/richmenus/{richmenuId}"}
	opDeleteRichMenu = rest.Operation{Method: http.MethodDelete, Path: "/bots/{botId}/richmenus/{richmenuId}", Body: rest.BodyIgnored}

	opSetRichMenuImage = rest.Operation{Method: http.MethodPost, Path: "/bots/{botId}/richmenus/{richmenuId}/image", Body: rest.BodyIgnored}
	opGetRichMenuImage = rest.Operation{Method: http.MethodGet, Path: "/bots/{botId}/richmenus/{richmenuId}/image", Body: rest.ObjectOptional}

	opSetDefaultRichMenu    = rest.Operation{Method: http.MethodPost, Path: "/bots/{botId}/richmenus/{richmenuId}/set-default", Body: rest.BodyIgnored}
	opGetDefaultRichMenu    = rest.Operation{Method: http.MethodGet, Path: "/bots/{botId}/richmenus/default", Body: rest.ObjectOptional}
	opDeleteDefaultRichMenu = rest.Operation{Method: http.MethodDelete, Path: "/bots/{botId}/richmenus/default", Body: rest.BodyIgnored}

	opSetUserRichMenu    = rest.Operation{Method: http.MethodPost, Path: "/bots/{botId}/richmenus/{richmenuId}/users/{userId}", Body: rest.BodyIgnored}
	opGetUserRichMenu    = rest.Operation{Method: http.MethodGet, Path: "/bots/{botId}/richmenus/users/{userId}", Body: rest.ObjectOptional}
	opDeleteUserRichMenu = rest.Operation{Method: http.MethodDelete, Path: "/bots/{botId}/richmenus/users/{userId}", Body: rest.BodyIgnored}

	// Only the last secret counts, so that issuing twice is harmless.
	opIssueSecret = rest.Operation{Method: http.MethodPost, Path: "/bots/{botId}/secret", Secret: true}

	opListDomains    = rest.Operation{Method: http.MethodGet, Path: "/bots/{botId}/domains"}
	opRegisterDomain = rest.Operation{
		Method: http.MethodPost, Path: "/bots/{botId}/domains/{domainId}", Retry: rest.CheckFirst, Body: rest.ObjectOptional,
		Ambiguous: "the bot may have been registered to the domain all the same",
	}
	opUpdateDomain = rest.Operation{Method: http.MethodPatch, Path: "/bots/{botId}/domains/{domainId}", Body: rest.ObjectOptional}
	opDeleteDomain = rest.Operation{Method: http.MethodDelete, Path: "/bots/{botId}/domains/{domainId}", Body: rest.BodyIgnored}

	opListDomainMembers = rest.Operation{Method: http.MethodGet, Path: "/bots/{botId}/domains/{domainId}/members"}
	opAddDomainMember   = rest.Operation{
		Method: http.MethodPost, Path: "/bots/{botId}/domains/{domainId}/members", Retry: rest.CheckFirst, Body: rest.BodyIgnored,
		Ambiguous: "the member may have been added all the same",
	}
	opDeleteDomainMember = rest.Operation{Method: http.MethodDelete, Path: "/bots/{botId}/domains/{domainId}/members/{userId}", Body: rest.BodyIgnored}

	// A second upload URL is harmless: one that is not used ends after a day.
	opCreateAttachment = rest.Operation{Method: http.MethodPost, Path: "/bots/{botId}/attachments"}
	// The address is part of the answer of opCreateAttachment, and serves once.
	// An answer that repeats the address would give away what it is signed with.
	opUploadAttachment = rest.Operation{Method: http.MethodPost, Path: "{uploadUrl}", Retry: rest.Restart, Body: rest.ObjectOptional, Secret: true}

	opCreateChannel = rest.Operation{
		Method: http.MethodPost, Path: "/bots/{botId}/channels", Retry: rest.Never, PerMinute: 10,
		Ambiguous: "the room may have been created all the same, and the API cannot list rooms",
	}
	opGetChannel         = rest.Operation{Method: http.MethodGet, Path: "/bots/{botId}/channels/{channelId}"}
	opListChannelMembers = rest.Operation{Method: http.MethodGet, Path: "/bots/{botId}/channels/{channelId}/members"}
	opLeaveChannel       = rest.Operation{Method: http.MethodDelete, Path: "/bots/{botId}/channels/{channelId}", Body: rest.BodyIgnored}

	// No page shows a body in the answer, or a key by which the service would know a
	// message that comes twice.
	opSendToUser = rest.Operation{
		Method: http.MethodPost, Path: "/bots/{botId}/users/{userId}/messages", Retry: rest.Never, Body: rest.BodyIgnored,
		Ambiguous: "the message may have arrived",
	}
	opSendToChannel = rest.Operation{
		Method: http.MethodPost, Path: "/bots/{botId}/channels/{channelId}/messages", Retry: rest.Never, Body: rest.BodyIgnored,
		Ambiguous: "the message may have arrived",
	}
)
