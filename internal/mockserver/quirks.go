// SPDX-License-Identifier: MPL-2.0

package mockserver

import "github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver/schema"

// Quirks are switches for what the vendor's pages leave open or what clients
// report differently. The zero value of each is the working assumption. Page
// names stand for https://developers.worksmobile.com/en/docs/NAME.
type Quirks struct {
	// RewritePhotoURL: photoUrl comes back as the https address of a gateway,
	// a new one for each write of it. bot-get does not say whether the image is
	// re-hosted; pictures uploaded in the console have such addresses.
	RewritePhotoURL bool
	// RewriteI18nPhotoURLs: the same for the addresses in i18nPhotoUrls.
	RewriteI18nPhotoURLs bool
	// ExpiresIn is the form of expires_in in answers of the token endpoint
	// (auth-jwt). Live clients see a string.
	ExpiresIn ExpiresInForm
	// ScopeRefusal is the status for a missing scope. error-codes says 403;
	// one client reports 401.
	ScopeRefusal ScopeRefusal
	// ScopeRequired refuses a token request without scope. Every client but
	// one sends it; what happens otherwise is not known.
	ScopeRequired bool
	// TokenErrors is the form of errors of the token endpoint. Clients are
	// ready for all three.
	TokenErrors TokenErrorForm
	// InvalidateOldTokens: a new grant ends the access tokens issued before.
	// No client behaves as though it did.
	InvalidateOldTokens bool
	// RevokeAllTokens: revoking one token ends every other one too. The part of
	// auth-oauth on this could not be read.
	RevokeAllTokens bool
	// RefuseReusedAssertion refuses an assertion that was used before; whether
	// the service does is not known. Two assertions of one second with whole
	// seconds in them are the same, so two processes of a client can meet it.
	RefuseReusedAssertion bool
	// RotateRefreshTokens: a refresh answers with a new refresh token and ends
	// the old one: a setting of the app in the console (auth-oauth).
	RotateRefreshTokens bool
	// AllDomains is the form of allowDomains when every domain is allowed. The
	// console writes [0].
	AllDomains AllDomainsForm
	// Unset is the form of every other optional property without a value
	// (bot-get does not say).
	Unset UnsetForm
	// False is the form of a boolean that is false.
	False FalseForm
	// LastCursor is the form of the end of a list (bot-list does not say).
	LastCursor LastCursorForm
	// RepeatCursor: the second page announces itself again and again.
	RepeatCursor bool
	// BotIDAsString: botId is a JSON string. The pages say integer; two
	// clients declare a string.
	BotIDAsString bool
	// NoChannelEventsDefault: channelEvents left out stay unset. The Japanese
	// and Korean bot-get name six defaults.
	NoChannelEventsDefault bool
	// CreateAnswer is the answer to the creation of a bot or a rich menu (the
	// ends of bot-create and bot-richmenu-create could not be read).
	CreateAnswer CreateAnswer
	// UpdateAnswer is the answer to PUT and PATCH of a bot (same reason).
	UpdateAnswer UpdateAnswer
	// PatchNull is the effect of an explicit null in a PATCH (api-call is silent).
	PatchNull PatchNull
	// AcceptEmptyStrings takes "" for botName and description, and for what a
	// message must have. No page names a least length; an audited client wants one
	// character.
	AcceptEmptyStrings bool
	// LengthCode is the code for a text or list that is too long. error-codes has
	// LIMIT_EXCEEDED; clients that send messages see another.
	LengthCode LengthCode
	// EmailAdministrators says what becomes of an e-mail among the
	// administrators (bot-create speaks of user IDs and does not mention them).
	EmailAdministrators EmailForm
	// UnknownBot is the status for a bot that does not exist. One report
	// has 403 for a foreign bot.
	UnknownBot UnknownBot
	// SecondDelete is the status of deleting what has been deleted.
	SecondDelete GoneStatus
	// ReadDeleted is the status of every other call for what has been deleted.
	ReadDeleted GoneStatus
	// Duplicates is the answer to registering a domain or member twice.
	Duplicates Duplicates
	// DomainBodyRequired refuses a registration without a body
	// (bot-domain-register: both properties are optional).
	DomainBodyRequired bool
	// ForgetMembers: members are lost when allowToSelectedMember becomes false.
	ForgetMembers bool
	// RefuseIdleMembers refuses members while everybody is allowed, with 400.
	// bot-domain-member-create does not say whether these can be added.
	RefuseIdleMembers bool
	// DeleteMemberByEmail: a member can be deleted by e-mail, as it can be added.
	// bot-domain-member-delete speaks of user IDs.
	DeleteMemberByEmail bool
	// AllUsers is the form of a member list when everybody is allowed:
	// bot-domain-member-list says only "All users".
	AllUsers AllUsersForm
	// LeftRoom is the answer to reading a room that the bot has left.
	LeftRoom LeftRoom
	// MessageNeedsRegistration refuses messages of a bot that is registered in
	// no domain with 403 ACCESS_DENIED. One client explains that code so, and
	// bot-create calls such a bot unusable. Off by default: published scripts
	// make a bot and send with it at once, without registering it, and must run
	// here unchanged.
	MessageNeedsRegistration bool
	// ChannelNeedsRegistration refuses to make a room with a bot that is registered
	// in no domain with 403 ACCESS_DENIED (bot-channel-create does not say).
	ChannelNeedsRegistration bool
	// MessageNeedsRoom refuses messages to rooms that the server has not heard
	// of. Off by default for the same reason: rooms are also made in the app,
	// out of sight of the API, and scripts name such rooms. A room that the bot
	// has left is always refused.
	MessageNeedsRoom bool
	// MessageDenied404 refuses messages for these reasons, and to a room that the
	// bot has left, with 404 NOT_FOUND. bot-user-message-send and
	// bot-channel-message-send name no code.
	MessageDenied404 bool
	// MessageAnswer is the answer to a message that was taken. The pages print no
	// body; api-call says that POST generally returns what it has made.
	MessageAnswer MessageAnswer
	// AcceptUnknownContent takes a message with a property that no page knows. One
	// client reports a refusal; another property of the same client is let through.
	AcceptUnknownContent bool
	// AcceptForeignFiles takes a message with a file id that this bot has not been
	// given (bot-attachment-create does not say what becomes of these).
	AcceptForeignFiles bool
	// AcceptEmptyLists takes a message with an empty list where a list is required,
	// and a quick reply without items: greatest numbers are printed, least are not.
	AcceptEmptyLists bool
	// ImageCarouselNeedsURL refuses a column of an image carousel without
	// originalContentUrl. bot-send-imagecarousel marks it as required and says in the
	// same table that a file id does instead.
	ImageCarouselNeedsURL bool
	// FlexLimit is the size of the contents of a flex message: bot-send-flex-bubble
	// and bot-send-flex-carousel differ.
	FlexLimit FlexLimit
	// FlexHTTP takes addresses with http in a flex message. bot-actionobject allows
	// them in an action; a client reports that such a message is refused.
	FlexHTTP bool
	// PersistentMenuUnset is the answer to GET without a menu; two clients
	// disagree on it.
	PersistentMenuUnset PersistentMenuUnset
	// PersistentMenuAnswer is the answer to POST of a menu
	// (the end of bot-persistentmenu-create could not be read).
	PersistentMenuAnswer PersistentMenuAnswer
	// PersistentMenuTextEcho: a message item without text comes back with its
	// label as text. bot-persistentmenu-get: the label stands in for it.
	PersistentMenuTextEcho bool
	// RefuseSecondPersistentMenu: POST does not replace. The pages say
	// "register"; clients use it to overwrite.
	RefuseSecondPersistentMenu bool
	// DeleteUnset204: deleting a persistent menu, a default or a user's rich menu
	// that is not set succeeds.
	DeleteUnset204 bool
	// RichMenuConflict is the refusal of a persistent menu while rich menus
	// exist (bot-persistentmenu-create names no code).
	RichMenuConflict RichMenuConflict
	// RefuseDeleteDefaultRichMenu refuses to delete the default rich menu with
	// 409 instead of clearing the default.
	RefuseDeleteDefaultRichMenu bool
	// RefuseDeleteAssignedRichMenu refuses to delete the rich menu of a user with
	// 409 instead of taking it away from them.
	RefuseDeleteAssignedRichMenu bool
	// KeepDanglingRichMenus: a deleted rich menu stays the default, and that of its
	// users, in name. No page says what becomes of these.
	KeepDanglingRichMenus bool
	// RefuseMenuWithoutImage refuses to show a rich menu without an image, as the
	// default or to a user, with 400. bot-richmenu-create lists the image before
	// these steps and does not say whether it may be left out.
	RefuseMenuWithoutImage bool
	// DefaultUnset is the answer to GET without a default rich menu. Two clients
	// see 404; bot-default-richmenu-get is silent.
	DefaultUnset DefaultUnset
	// RefuseOtherSize refuses an image that has not the size of its rich menu.
	// bot-richmenu-image-set names the two sizes alone; a client's manual says that
	// they must match.
	RefuseOtherSize bool
	// SmallMegabyte: 1 MB is 1,000,000 bytes and not 1,048,576, and 1 KB is 1,000.
	SmallMegabyte bool
	// RefuseSecondImage refuses an image for a rich menu that has one with 409
	// (bot-richmenu-image-set neither allows nor forbids it).
	RefuseSecondImage bool
	// KeepI18nImages: a second image leaves those of the languages that it does not
	// name as they are. By default it replaces them all.
	KeepI18nImages bool
	// KeepFileID: the file id of an image is read back as it was set. By default
	// each read makes a new one, since the ids expire (bot-attachment-create).
	KeepFileID bool
	// UploadAnswer is the answer to an upload. file-upload shows none; clients
	// read fileId from it, or do without.
	UploadAnswer UploadAnswer
	// UsedUpload is the status of an upload address that was used before or has
	// expired (bot-attachment-create: it works once, for 24 hours).
	UsedUpload UsedUpload
	// RefuseOtherParts refuses an upload whose file part is not named Filedata, as
	// at file-upload. Three names are in use among clients.
	RefuseOtherParts bool
	// RefuseEmailUsers refuses an e-mail in place of a user id where a rich menu is
	// given to a user. By default it names the user, as it does elsewhere;
	// bot-richmenu-user-set speaks of user IDs alone.
	RefuseEmailUsers bool
	// UserMenuNeedsRegistration refuses a user's rich menu of a bot that is
	// registered in no domain with 403 ACCESS_DENIED.
	UserMenuNeedsRegistration bool
	// RefuseUnknownProperties refuses a body with a property that no page
	// knows. Clients report both; they are recorded in any case.
	RefuseUnknownProperties bool
	// RefuseOverlaps refuses a change of a bot while another is under way with
	// 409. bot-update-patch: these must not run in parallel.
	RefuseOverlaps bool
	// ReverseArrays: unordered arrays come back the other way round.
	ReverseArrays bool
	// ReverseLists: lists start with the newest.
	ReverseLists bool
	// TimesInUTC: times end in Z instead of +09:00 (bot-get allows both).
	TimesInUTC bool
	// MissingRateHeaders: no rate headers, although there is a limit.
	MissingRateHeaders bool
	// RetryAfter: a 429 has the header Retry-After, which rate-limits does not name.
	RetryAfter bool
}

func (q Quirks) schemaOptions() schema.Options {
	return schema.Options{
		AcceptEmptyStrings:    q.AcceptEmptyStrings,
		AcceptEmptyLists:      q.AcceptEmptyLists,
		ImageCarouselNeedsURL: q.ImageCarouselNeedsURL,
		FlexHTTP:              q.FlexHTTP,
		FlexLimit:             q.FlexLimit,
		LengthCode:            q.LengthCode,
		Kilobyte:              q.kilobyte(),
	}
}
