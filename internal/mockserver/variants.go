// SPDX-License-Identifier: MPL-2.0

package mockserver

import (
	"fmt"
	"slices"
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
