// SPDX-License-Identifier: MPL-2.0

package mockserver

import (
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver/app"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver/directory"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver/schema"
)

// Quirks are the positions of the switches; the zero value has each in its default.
// The meaning of each, and the evidence for its default, are in the table of Switches.
type Quirks struct {
	ExpiresIn                    ExpiresInForm
	ScopeRefusal                 ScopeRefusal
	ScopeRequired                bool
	TokenErrors                  TokenErrorForm
	InvalidateOldTokens          bool
	RevokeAllTokens              bool
	RefuseReusedAssertion        bool
	RotateRefreshTokens          bool
	AssertionBase64URL           bool
	AssertionExactTimes          bool
	AllDomains                   AllDomainsForm
	Unset                        UnsetForm
	UnsetElsewhere               UnsetElsewhereForm
	False                        FalseForm
	RewritePhotoURL              bool
	RewriteI18nPhotoURLs         bool
	BotIDAsString                bool
	NoChannelEventsDefault       bool
	TimesInUTC                   bool
	ReverseArrays                bool
	ReverseLists                 bool
	LastCursor                   LastCursorForm
	RepeatCursor                 bool
	CountEmptyPage               bool
	CreateResponse               CreateResponse
	UpdateResponse               UpdateResponse
	PatchNull                    PatchNull
	AcceptEmptyStrings           bool
	LengthCode                   LengthCode
	EmailAdministrators          EmailForm
	UnknownBot                   UnknownBot
	SecondDelete                 GoneStatus
	ReadDeleted                  GoneStatus
	RefuseUnknownProperties      bool
	RefuseOverlaps               bool
	Duplicates                   Duplicates
	DomainBodyRequired           bool
	ForgetMembers                bool
	RefuseIdleMembers            bool
	DeleteMemberByEmail          bool
	AllUsers                     AllUsersForm
	LeftRoom                     LeftRoom
	ChannelNeedsRegistration     bool
	MessageNeedsRegistration     bool
	MessageNeedsRoom             bool
	MessageDenied404             bool
	MessageResponse              MessageResponse
	RefuseUnknownContent         bool
	RefuseForeignFiles           bool
	AcceptEmptyLists             bool
	ImageCarouselNeedsURL        bool
	FlexLimit                    FlexLimit
	FlexHTTP                     bool
	PersistentMenuUnset          PersistentMenuUnset
	PersistentMenuResponse       PersistentMenuResponse
	PersistentMenuTextEcho       bool
	RefuseSecondPersistentMenu   bool
	RichMenuConflict             RichMenuConflict
	DeleteUnset204               bool
	DefaultUnset                 DefaultUnset
	RefuseDeleteDefaultRichMenu  bool
	RefuseDeleteAssignedRichMenu bool
	KeepDanglingRichMenus        bool
	RefuseMenuWithoutImage       bool
	RefuseEmailUsers             bool
	UserMenuNeedsRegistration    bool
	RefuseOtherSize              bool
	SmallMegabyte                bool
	RefuseSecondImage            bool
	KeepI18nImages               bool
	KeepFileID                   bool
	UploadResponse               UploadResponse
	UsedUpload                   UsedUpload
	RefuseOtherParts             bool
	MissingRateHeaders           bool
	RetryAfter                   bool
	Directory                    directory.Quirks
}

// ExpiresInForm is the position of the switch expires-in.
type ExpiresInForm int

// Positions of the switch expires-in.
const (
	ExpiresInString ExpiresInForm = iota
	ExpiresInNumber
	ExpiresInUnparsable
)

// ScopeRefusal is the position of the switch scope-refusal.
type ScopeRefusal int

// Positions of the switch scope-refusal.
const (
	ScopeRefusal403 ScopeRefusal = iota
	ScopeRefusal401
)

// TokenErrorForm is the position of the switch token-errors.
type TokenErrorForm int

// Positions of the switch token-errors.
const (
	TokenErrorOAuth TokenErrorForm = iota
	TokenErrorAPI
	TokenErrorEmpty
	TokenErrorReturnCode
)

// AllDomainsForm is the position of the switch all-domains.
type AllDomainsForm int

// Positions of the switch all-domains.
const (
	AllDomainsZero AllDomainsForm = iota
	AllDomainsAbsent
	AllDomainsEmpty
	AllDomainsNull
)

// UnsetForm is the position of the switch unset.
type UnsetForm int

// Positions of the switch unset.
const (
	UnsetEmpty UnsetForm = iota
	UnsetAbsent
	UnsetNull
)

// UnsetElsewhereForm is the position of the switch unset-elsewhere.
type UnsetElsewhereForm int

// Positions of the switch unset-elsewhere.
const (
	UnsetElsewhereAbsent UnsetElsewhereForm = iota
	UnsetElsewhereEmpty
	UnsetElsewhereNull
)

// FalseForm is the position of the switch false.
type FalseForm int

// Positions of the switch false.
const (
	FalseShown FalseForm = iota
	FalseAbsent
	FalseNull
)

// LastCursorForm is the position of the switch last-cursor.
type LastCursorForm int

// Positions of the switch last-cursor.
const (
	LastCursorNull LastCursorForm = iota
	LastCursorAbsent
	LastCursorEmpty
	LastCursorNoMeta
	LastCursorMetaIsNull
)

// CreateResponse is the position of the switch create-response.
type CreateResponse int

// Positions of the switch create-response.
const (
	CreateResponseFull CreateResponse = iota
	CreateResponseFull200
	CreateResponseOnlyID
	CreateResponseEmpty
)

// UpdateResponse is the position of the switch update-response.
type UpdateResponse int

// Positions of the switch update-response.
const (
	UpdateResponseFull UpdateResponse = iota
	UpdateResponseEmpty
)

// PatchNull is the position of the switch patch-null.
type PatchNull int

// Positions of the switch patch-null.
const (
	PatchNullClears PatchNull = iota
	PatchNullKeeps
	PatchNullRefused
)

// LengthCode is the position of the switch length-code.
type LengthCode = schema.LengthCode

// Positions of the switch length-code.
const (
	LengthAsSeen           = schema.LengthAsSeen
	LengthExceeded         = schema.LengthExceeded
	LengthInvalidParameter = schema.LengthInvalidParameter
	LengthLimitExceeded    = schema.LengthLimitExceeded
)

// EmailForm is the position of the switch email.
type EmailForm int

// Positions of the switch email.
const (
	EmailKept EmailForm = iota
	EmailToID
	EmailRefused
)

// UnknownBot is the position of the switch unknown-bot.
type UnknownBot int

// Positions of the switch unknown-bot.
const (
	UnknownBot404 UnknownBot = iota
	UnknownBot403
)

// GoneStatus is the position of the switches second-delete and read-deleted.
type GoneStatus int

// Positions of the switches second-delete and read-deleted.
const (
	Gone404 GoneStatus = iota
	Gone410
)

// Duplicates is the position of the switch duplicates.
type Duplicates int

// Positions of the switch duplicates.
const (
	DuplicatesRefused Duplicates = iota
	DuplicatesConflict
	DuplicatesAccepted
)

// AllUsersForm is the position of the switch all-users.
type AllUsersForm int

// Positions of the switch all-users.
const (
	AllUsersArray AllUsersForm = iota
	AllUsersString
	AllUsersEmpty
	AllUsersAbsent
)

// LeftRoom is the position of the switch left-room.
type LeftRoom int

// Positions of the switch left-room.
const (
	LeftRoom404 LeftRoom = iota
	LeftRoom403
)

// MessageResponse is the position of the switch message-response.
type MessageResponse int

// Positions of the switch message-response.
const (
	MessageResponseEmpty MessageResponse = iota
	MessageResponseFull
	MessageResponseObject
)

// FlexLimit is the position of the switch message-flex.
type FlexLimit = schema.FlexLimit

// Positions of the switch message-flex.
const (
	FlexLimitByContainer = schema.FlexLimitByContainer
	FlexLimit15KB        = schema.FlexLimit15KB
	FlexLimit30KB        = schema.FlexLimit30KB
)

// PersistentMenuUnset is the position of the switch persistent-menu-unset.
type PersistentMenuUnset int

// Positions of the switch persistent-menu-unset.
const (
	PersistentMenuUnset404 PersistentMenuUnset = iota
	PersistentMenuUnsetEmptyActions
	PersistentMenuUnsetNull
	PersistentMenuUnsetEmpty
)

// PersistentMenuResponse is the position of the switch persistent-menu-response.
type PersistentMenuResponse int

// Positions of the switch persistent-menu-response.
const (
	PersistentMenuResponseFull PersistentMenuResponse = iota
	PersistentMenuResponseEmpty
)

// RichMenuConflict is the position of the switch rich-menu-conflict.
type RichMenuConflict int

// Positions of the switch rich-menu-conflict.
const (
	RichMenuConflict400 RichMenuConflict = iota
	RichMenuConflict409
	RichMenuConflict403
)

// DefaultUnset is the position of the switch default-unset.
type DefaultUnset int

// Positions of the switch default-unset.
const (
	DefaultUnset404 DefaultUnset = iota
	DefaultUnsetNull
	DefaultUnsetEmpty
	DefaultUnsetAbsent
)

// UploadResponse is the position of the switch upload-response.
type UploadResponse int

// Positions of the switch upload-response.
const (
	UploadResponseFull UploadResponse = iota
	UploadResponseFull201
	UploadResponseOnlyID
	UploadResponseOtherID
	UploadResponseEmpty
)

// UsedUpload is the position of the switch upload-used.
type UsedUpload int

// Positions of the switch upload-used.
const (
	UsedUpload400 UsedUpload = iota
	UsedUpload410
)

func (q Quirks) assertionRules() app.AssertionRules {
	return app.AssertionRules{Base64URL: q.AssertionBase64URL, ExactTimes: q.AssertionExactTimes}
}

// elsewhere are the quirks for responses that show no bot.
func (q Quirks) elsewhere() Quirks {
	q.Unset = map[UnsetElsewhereForm]UnsetForm{
		UnsetElsewhereAbsent: UnsetAbsent, UnsetElsewhereEmpty: UnsetEmpty, UnsetElsewhereNull: UnsetNull,
	}[q.UnsetElsewhere]
	return q
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

// kilobyte is the number of bytes in 1 KB.
func (q Quirks) kilobyte() int {
	if q.SmallMegabyte {
		return 1000
	}
	return 1 << 10
}

func (q Quirks) megabyte() int { return q.kilobyte() * q.kilobyte() }
