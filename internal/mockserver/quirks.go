// SPDX-License-Identifier: MPL-2.0

package mockserver

import (
	"fmt"
	"slices"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver/schema"
)

// kilobyte is how many bytes 1 KB has, and megabyte the same for 1 MB: no page says
// which of the two readings is meant.
func (q Quirks) kilobyte() int {
	if q.SmallMegabyte {
		return 1000
	}
	return 1 << 10
}

func (q Quirks) megabyte() int { return q.kilobyte() * q.kilobyte() }

// ExpiresInForm is a form of expires_in.
type ExpiresInForm int

// Forms of expires_in.
const (
	ExpiresInString     ExpiresInForm = iota // "86400"
	ExpiresInNumber                          // 86400
	ExpiresInUnparsable                      // "one day"
)

// ScopeRefusal is a status for a missing scope.
type ScopeRefusal int

// Statuses for a missing scope.
const (
	ScopeRefusal403 ScopeRefusal = iota // 403 FORBIDDEN
	ScopeRefusal401                     // 401 UNAUTHORIZED
)

// TokenErrorForm is a form of errors of the token endpoint.
type TokenErrorForm int

// Forms of errors of the token endpoint.
const (
	TokenErrorOAuth TokenErrorForm = iota // {"error", "error_description"}
	TokenErrorAPI                         // {"code", "description"}
	TokenErrorEmpty                       // no body
)

// AllDomainsForm is a form of allowDomains without a restriction.
type AllDomainsForm int

// Forms of allowDomains without a restriction.
const (
	AllDomainsAbsent AllDomainsForm = iota
	AllDomainsZero                  // [0]
	AllDomainsEmpty                 // []
	AllDomainsNull                  // null
)

// UnsetForm is a form of an optional property without a value.
type UnsetForm int

// Forms of an optional property without a value.
const (
	UnsetAbsent UnsetForm = iota
	UnsetNull             // null
	UnsetEmpty            // "" or []
)

// FalseForm is a form of a boolean that is false.
type FalseForm int

// Forms of a boolean that is false.
const (
	FalseShown FalseForm = iota
	FalseAbsent
	FalseNull
)

// LastCursorForm is a form of the end of a list.
type LastCursorForm int

// Forms of the end of a list.
const (
	LastCursorAbsent     LastCursorForm = iota // {"responseMetaData":{}}
	LastCursorNull                             // nextCursor null
	LastCursorEmpty                            // nextCursor ""
	LastCursorNoMeta                           // responseMetaData missing
	LastCursorMetaIsNull                       // responseMetaData null
)

// CreateAnswer is an answer to a creation.
type CreateAnswer int

// Answers to a creation.
const (
	CreateAnswerFull    CreateAnswer = iota // 201 with the object
	CreateAnswerFull200                     // 200 with the object
	CreateAnswerOnlyID                      // 201 with the id alone
	CreateAnswerEmpty                       // 201 without a body
)

// UpdateAnswer is an answer to PUT and PATCH of a bot.
type UpdateAnswer int

// Answers to PUT and PATCH of a bot.
const (
	UpdateAnswerFull  UpdateAnswer = iota // 200 with the object
	UpdateAnswerEmpty                     // 204
)

// PatchNull is an effect of an explicit null in a PATCH.
type PatchNull int

// Effects of an explicit null in a PATCH.
const (
	PatchNullClears PatchNull = iota
	PatchNullKeeps
	PatchNullRefused
)

// LengthCode is the code for a text or list that is too long.
type LengthCode = schema.LengthCode

// Codes for a text or list that is too long.
const (
	LengthAsSeen           = schema.LengthAsSeen
	LengthExceeded         = schema.LengthExceeded
	LengthInvalidParameter = schema.LengthInvalidParameter
	LengthLimitExceeded    = schema.LengthLimitExceeded
)

// EmailForm says what becomes of an e-mail in place of a user id.
type EmailForm int

// What becomes of an e-mail among the administrators.
const (
	EmailKept    EmailForm = iota
	EmailToID              // comes back as the user's id
	EmailRefused           // 400 INVALID_PARAMETER
)

// UnknownBot is a status for a bot that does not exist.
type UnknownBot int

// Statuses for a bot that does not exist.
const (
	UnknownBot404 UnknownBot = iota
	UnknownBot403            // ACCESS_DENIED
)

// GoneStatus is a status for what was deleted.
type GoneStatus int

// Statuses for what was deleted.
const (
	Gone404 GoneStatus = iota // NOT_FOUND
	Gone410                   // DELETED
)

// Duplicates is an answer to a second registration.
type Duplicates int

// Answers to a second registration.
const (
	DuplicatesRefused  Duplicates = iota // 409 ALREADY_EXIST
	DuplicatesAccepted                   // 201 again
)

// AllUsersForm is a form of a member list when everybody is allowed.
type AllUsersForm int

// Forms of a member list when everybody is allowed.
const (
	AllUsersArray  AllUsersForm = iota // {"members": ["All users"]}
	AllUsersString                     // {"members": "All users"}
	AllUsersEmpty                      // {"members": []}
	AllUsersAbsent                     // {}
)

// LeftRoom is an answer to reading a room that the bot has left.
type LeftRoom int

// Answers to reading a room that the bot has left.
const (
	LeftRoom404 LeftRoom = iota // NOT_FOUND
	LeftRoom403                 // ACCESS_DENIED
)

// MessageAnswer is an answer to a message that was taken.
type MessageAnswer int

// Answers to a message that was taken.
const (
	MessageAnswerEmpty  MessageAnswer = iota // 201 without a body
	MessageAnswerFull                        // 201 with what was sent
	MessageAnswerObject                      // 201 with {}
)

// FlexLimit is the size of the contents of a flex message.
type FlexLimit = schema.FlexLimit

// Sizes of the contents of a flex message.
const (
	FlexLimitByContainer = schema.FlexLimitByContainer
	FlexLimit15KB        = schema.FlexLimit15KB
	FlexLimit30KB        = schema.FlexLimit30KB
)

// PersistentMenuUnset is an answer to GET without a persistent menu.
type PersistentMenuUnset int

// Answers to GET without a persistent menu.
const (
	PersistentMenuUnset404          PersistentMenuUnset = iota // NOT_FOUND
	PersistentMenuUnsetEmptyActions                            // 200 {"content":{"actions":[]}}
	PersistentMenuUnsetNull                                    // 200 {"content":null}
	PersistentMenuUnsetEmpty                                   // 200 {}
)

// PersistentMenuAnswer is an answer to POST of a persistent menu.
type PersistentMenuAnswer int

// Answers to POST of a persistent menu.
const (
	PersistentMenuAnswerFull  PersistentMenuAnswer = iota // 201 with the menu
	PersistentMenuAnswerEmpty                             // 201 without a body
)

// RichMenuConflict is a refusal of a persistent menu while rich menus exist.
type RichMenuConflict int

// Refusals of a persistent menu while rich menus exist.
const (
	RichMenuConflict400 RichMenuConflict = iota // INVALID_PARAMETER
	RichMenuConflict409                         // CONFLICT
	RichMenuConflict403                         // FORBIDDEN
)

// DefaultUnset is an answer to GET without a default rich menu.
type DefaultUnset int

// Answers to GET without a default rich menu.
const (
	DefaultUnset404    DefaultUnset = iota // NOT_FOUND
	DefaultUnsetNull                       // 200 {"botId":1,"defaultRichmenuId":null}
	DefaultUnsetEmpty                      // 200 {"botId":1,"defaultRichmenuId":""}
	DefaultUnsetAbsent                     // 200 {"botId":1}
)

// UploadAnswer is an answer to the upload of a file.
type UploadAnswer int

// Answers to the upload of a file.
const (
	UploadAnswerFull    UploadAnswer = iota // 200 with fileId, fileName and fileSize
	UploadAnswerFull201                     // 201 with the same
	UploadAnswerOnlyID                      // 200 with the fileId alone
	UploadAnswerOtherID                     // 200 with another fileId, the only good one from then on
	UploadAnswerEmpty                       // 200 without a body
)

// UsedUpload is a status for an upload address that is void.
type UsedUpload int

// Statuses for an upload address that is void.
const (
	UsedUpload400 UsedUpload = iota // INVALID_PARAMETER
	UsedUpload410                   // DELETED
)

// variant is a switch in one of its positions, by name.
type variant struct {
	name  string
	fails bool // makes calls fail that succeed by default
	set   func(*Quirks)
}

var variants = []variant{
	{"rewrite-photo-url", false, func(q *Quirks) { q.RewritePhotoURL = true }},
	{"rewrite-i18n-photo-urls", false, func(q *Quirks) { q.RewriteI18nPhotoURLs = true }},
	{"expires-in-number", false, func(q *Quirks) { q.ExpiresIn = ExpiresInNumber }},
	{"expires-in-unparsable", false, func(q *Quirks) { q.ExpiresIn = ExpiresInUnparsable }},
	{"scope-refusal-401", true, func(q *Quirks) { q.ScopeRefusal = ScopeRefusal401 }},
	{"scope-required", false, func(q *Quirks) { q.ScopeRequired = true }},
	{"token-errors-api", true, func(q *Quirks) { q.TokenErrors = TokenErrorAPI }},
	{"token-errors-empty", true, func(q *Quirks) { q.TokenErrors = TokenErrorEmpty }},
	{"invalidate-old-tokens", false, func(q *Quirks) { q.InvalidateOldTokens = true }},
	{"revoke-all-tokens", false, func(q *Quirks) { q.RevokeAllTokens = true }},
	{"refuse-reused-assertion", true, func(q *Quirks) { q.RefuseReusedAssertion = true }},
	{"rotate-refresh-tokens", false, func(q *Quirks) { q.RotateRefreshTokens = true }},
	{"all-domains-zero", false, func(q *Quirks) { q.AllDomains = AllDomainsZero }},
	{"all-domains-empty", false, func(q *Quirks) { q.AllDomains = AllDomainsEmpty }},
	{"all-domains-null", false, func(q *Quirks) { q.AllDomains = AllDomainsNull }},
	{"unset-null", false, func(q *Quirks) { q.Unset = UnsetNull }},
	{"unset-empty", false, func(q *Quirks) { q.Unset = UnsetEmpty }},
	{"false-absent", false, func(q *Quirks) { q.False = FalseAbsent }},
	{"false-null", false, func(q *Quirks) { q.False = FalseNull }},
	{"last-cursor-null", false, func(q *Quirks) { q.LastCursor = LastCursorNull }},
	{"last-cursor-empty", false, func(q *Quirks) { q.LastCursor = LastCursorEmpty }},
	{"last-cursor-no-meta", false, func(q *Quirks) { q.LastCursor = LastCursorNoMeta }},
	{"last-cursor-meta-null", false, func(q *Quirks) { q.LastCursor = LastCursorMetaIsNull }},
	{"repeat-cursor", true, func(q *Quirks) { q.RepeatCursor = true }},
	{"bot-id-string", false, func(q *Quirks) { q.BotIDAsString = true }},
	{"no-channel-events-default", false, func(q *Quirks) { q.NoChannelEventsDefault = true }},
	{"create-answer-200", false, func(q *Quirks) { q.CreateAnswer = CreateAnswerFull200 }},
	{"create-answer-only-id", false, func(q *Quirks) { q.CreateAnswer = CreateAnswerOnlyID }},
	{"create-answer-empty", true, func(q *Quirks) { q.CreateAnswer = CreateAnswerEmpty }},
	{"update-answer-empty", false, func(q *Quirks) { q.UpdateAnswer = UpdateAnswerEmpty }},
	{"patch-null-keeps", false, func(q *Quirks) { q.PatchNull = PatchNullKeeps }},
	{"patch-null-refused", false, func(q *Quirks) { q.PatchNull = PatchNullRefused }},
	{"accept-empty-strings", false, func(q *Quirks) { q.AcceptEmptyStrings = true }},
	{"length-code-old", false, func(q *Quirks) { q.LengthCode = LengthExceeded }},
	{"length-code-invalid-parameter", false, func(q *Quirks) { q.LengthCode = LengthInvalidParameter }},
	{"length-code-table", false, func(q *Quirks) { q.LengthCode = LengthLimitExceeded }},
	{"email-to-id", false, func(q *Quirks) { q.EmailAdministrators = EmailToID }},
	{"email-refused", true, func(q *Quirks) { q.EmailAdministrators = EmailRefused }},
	{"unknown-bot-403", true, func(q *Quirks) { q.UnknownBot = UnknownBot403 }},
	{"second-delete-410", false, func(q *Quirks) { q.SecondDelete = Gone410 }},
	{"read-deleted-410", false, func(q *Quirks) { q.ReadDeleted = Gone410 }},
	{"duplicates-accepted", false, func(q *Quirks) { q.Duplicates = DuplicatesAccepted }},
	{"domain-body-required", false, func(q *Quirks) { q.DomainBodyRequired = true }},
	{"forget-members", false, func(q *Quirks) { q.ForgetMembers = true }},
	{"refuse-idle-members", true, func(q *Quirks) { q.RefuseIdleMembers = true }},
	{"delete-member-by-email", false, func(q *Quirks) { q.DeleteMemberByEmail = true }},
	{"all-users-string", false, func(q *Quirks) { q.AllUsers = AllUsersString }},
	{"all-users-empty", false, func(q *Quirks) { q.AllUsers = AllUsersEmpty }},
	{"all-users-absent", false, func(q *Quirks) { q.AllUsers = AllUsersAbsent }},
	{"left-room-403", true, func(q *Quirks) { q.LeftRoom = LeftRoom403 }},
	{"message-needs-registration", true, func(q *Quirks) { q.MessageNeedsRegistration = true }},
	{"channel-needs-registration", true, func(q *Quirks) { q.ChannelNeedsRegistration = true }},
	{"message-needs-room", true, func(q *Quirks) { q.MessageNeedsRoom = true }},
	{"message-denied-404", true, func(q *Quirks) { q.MessageDenied404 = true }},
	{"message-answer-full", false, func(q *Quirks) { q.MessageAnswer = MessageAnswerFull }},
	{"message-answer-object", false, func(q *Quirks) { q.MessageAnswer = MessageAnswerObject }},
	{"message-accept-unknown", false, func(q *Quirks) { q.AcceptUnknownContent = true }},
	{"message-accept-foreign-files", false, func(q *Quirks) { q.AcceptForeignFiles = true }},
	{"message-accept-empty-lists", false, func(q *Quirks) { q.AcceptEmptyLists = true }},
	{"message-image-carousel-needs-url", true, func(q *Quirks) { q.ImageCarouselNeedsURL = true }},
	{"message-flex-15kb", true, func(q *Quirks) { q.FlexLimit = FlexLimit15KB }},
	{"message-flex-30kb", false, func(q *Quirks) { q.FlexLimit = FlexLimit30KB }},
	{"message-flex-http", false, func(q *Quirks) { q.FlexHTTP = true }},
	{"persistent-menu-unset-empty-actions", false, func(q *Quirks) { q.PersistentMenuUnset = PersistentMenuUnsetEmptyActions }},
	{"persistent-menu-unset-null", false, func(q *Quirks) { q.PersistentMenuUnset = PersistentMenuUnsetNull }},
	{"persistent-menu-unset-empty", false, func(q *Quirks) { q.PersistentMenuUnset = PersistentMenuUnsetEmpty }},
	{"persistent-menu-answer-empty", false, func(q *Quirks) { q.PersistentMenuAnswer = PersistentMenuAnswerEmpty }},
	{"persistent-menu-text-echo", false, func(q *Quirks) { q.PersistentMenuTextEcho = true }},
	{"refuse-second-persistent-menu", true, func(q *Quirks) { q.RefuseSecondPersistentMenu = true }},
	{"delete-unset-204", false, func(q *Quirks) { q.DeleteUnset204 = true }},
	{"rich-menu-conflict-409", false, func(q *Quirks) { q.RichMenuConflict = RichMenuConflict409 }},
	{"rich-menu-conflict-403", false, func(q *Quirks) { q.RichMenuConflict = RichMenuConflict403 }},
	{"refuse-delete-default-rich-menu", true, func(q *Quirks) { q.RefuseDeleteDefaultRichMenu = true }},
	{"refuse-delete-assigned-rich-menu", true, func(q *Quirks) { q.RefuseDeleteAssignedRichMenu = true }},
	{"keep-dangling-rich-menus", false, func(q *Quirks) { q.KeepDanglingRichMenus = true }},
	{"refuse-menu-without-image", true, func(q *Quirks) { q.RefuseMenuWithoutImage = true }},
	{"default-unset-null", false, func(q *Quirks) { q.DefaultUnset = DefaultUnsetNull }},
	{"default-unset-empty", false, func(q *Quirks) { q.DefaultUnset = DefaultUnsetEmpty }},
	{"default-unset-absent", false, func(q *Quirks) { q.DefaultUnset = DefaultUnsetAbsent }},
	{"image-refuse-other-size", false, func(q *Quirks) { q.RefuseOtherSize = true }},
	{"image-small-megabyte", false, func(q *Quirks) { q.SmallMegabyte = true }},
	{"image-refuse-second", true, func(q *Quirks) { q.RefuseSecondImage = true }},
	{"image-keep-i18n", false, func(q *Quirks) { q.KeepI18nImages = true }},
	{"image-keep-file-id", false, func(q *Quirks) { q.KeepFileID = true }},
	{"upload-answer-201", false, func(q *Quirks) { q.UploadAnswer = UploadAnswerFull201 }},
	{"upload-answer-only-id", false, func(q *Quirks) { q.UploadAnswer = UploadAnswerOnlyID }},
	{"upload-answer-other-id", false, func(q *Quirks) { q.UploadAnswer = UploadAnswerOtherID }},
	{"upload-answer-empty", false, func(q *Quirks) { q.UploadAnswer = UploadAnswerEmpty }},
	{"upload-used-410", false, func(q *Quirks) { q.UsedUpload = UsedUpload410 }},
	{"upload-refuse-other-parts", false, func(q *Quirks) { q.RefuseOtherParts = true }},
	{"refuse-email-users", true, func(q *Quirks) { q.RefuseEmailUsers = true }},
	{"user-menu-needs-registration", true, func(q *Quirks) { q.UserMenuNeedsRegistration = true }},
	{"refuse-unknown-properties", false, func(q *Quirks) { q.RefuseUnknownProperties = true }},
	{"refuse-overlaps", false, func(q *Quirks) { q.RefuseOverlaps = true }},
	{"reverse-arrays", false, func(q *Quirks) { q.ReverseArrays = true }},
	{"reverse-lists", false, func(q *Quirks) { q.ReverseLists = true }},
	{"times-in-utc", false, func(q *Quirks) { q.TimesInUTC = true }},
	{"missing-rate-headers", false, func(q *Quirks) { q.MissingRateHeaders = true }},
	{"retry-after", false, func(q *Quirks) { q.RetryAfter = true }},
}

// Variants returns every switch alone in each position that a careful client
// can live with, by name: other forms of the same answers, and refusals of what
// the pages advise against.
func Variants() map[string]Quirks { return named(false) }

// FailingVariants returns the other switches: they refuse, or answer without
// what a client needs, where the default succeeds, or change how a call fails.
func FailingVariants() map[string]Quirks { return named(true) }

func named(fails bool) map[string]Quirks {
	found := map[string]Quirks{}
	for _, v := range variants {
		if v.fails == fails {
			var q Quirks
			v.set(&q)
			found[v.name] = q
		}
	}
	return found
}

// VariantNames returns the names that Set takes, sorted.
func VariantNames() []string {
	names := make([]string, 0, len(variants))
	for _, v := range variants {
		names = append(names, v.name)
	}
	slices.Sort(names)
	return names
}

// Set throws one switch by its name among VariantNames and leaves the others.
func (q *Quirks) Set(name string) error {
	for _, v := range variants {
		if v.name == name {
			v.set(q)
			return nil
		}
	}
	return fmt.Errorf("there is no quirk %q", name)
}

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
