// SPDX-License-Identifier: MPL-2.0

package mockserver

import "github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver/schema"

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
