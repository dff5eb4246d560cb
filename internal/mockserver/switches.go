// SPDX-License-Identifier: MPL-2.0

package mockserver

import (
	"fmt"
	"slices"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver/directory"
)

// Switch is a question that the vendor's pages leave open, or that clients answer
// differently, with the positions that the mock can take.
type Switch struct {
	Name string
	// Meaning names the subject of the question.
	Meaning string
	// Evidence says why the default is the default. Each statement starts with the
	// certainty of its source: D for a page of the vendor
	// (https://developers.worksmobile.com/en/docs/NAME), O for an observation in
	// public code or a write-up, I for a conclusion, ? for silence of all sources.
	Evidence string
	// Positions are how the mock can behave. The first is the default.
	Positions []Position
}

// Position is one of the ways in which the mock can behave at a switch.
type Position struct {
	// Name is unique among the positions of all switches. It is "" for the default of
	// a switch that is only on or off.
	Name    string
	Meaning string
	// Fails says that requests fail that succeed by default, that responses lack what
	// a client needs, or that requests fail differently.
	Fails bool

	set func(*Quirks)
}

// on is the position of a switch that is on or off.
func on(meaning string) Position { return Position{Meaning: meaning} }

// at is a position of a switch with several.
func at(name, meaning string) Position { return Position{Name: name, Meaning: meaning} }

func (p Position) fails() Position {
	p.Fails = true
	return p
}

// toggle is a switch that is on or off.
func toggle(name, meaning, evidence, off string, on Position, field func(*Quirks) *bool) Switch {
	on.Name = name
	on.set = func(q *Quirks) { *field(q) = true }
	byDefault := Position{Meaning: off, set: func(q *Quirks) { *field(q) = false }}
	return Switch{Name: name, Meaning: meaning, Evidence: evidence, Positions: []Position{byDefault, on}}
}

// choice is a switch with a named position for each constant of a type, in their order.
func choice[T ~int](name, meaning, evidence string, field func(*Quirks) *T, positions ...Position) Switch {
	for i := range positions {
		positions[i].Name = name + "-" + positions[i].Name
		positions[i].set = func(q *Quirks) { *field(q) = T(i) }
	}
	return Switch{Name: name, Meaning: meaning, Evidence: evidence, Positions: positions}
}

// switches are all switches: the source of the names that -quirk takes, of the loops
// of tests, and of the documentation.
var switches = []Switch{
	choice("expires-in", "`expires_in` of a token",
		"O: live clients see a string, and one of them fails on a number.",
		func(q *Quirks) *ExpiresInForm { return &q.ExpiresIn },
		at("string", `"86400"`), at("number", "86400"), at("unparsable", `"one day"`)),
	choice("scope-refusal", "status of a request whose token lacks the scope",
		"D: error-codes says 403. O: one client reports 401.",
		func(q *Quirks) *ScopeRefusal { return &q.ScopeRefusal },
		at("403", "403 FORBIDDEN"), at("401", "401 UNAUTHORIZED").fails()),
	toggle("scope-required", "a token request without scope",
		"O: every client but one sends the scope. ?: whether it may be left out.",
		"grants all scopes of the app", on("is refused with `invalid_scope`"),
		func(q *Quirks) *bool { return &q.ScopeRequired }),
	choice("token-errors", "body of an error of the token endpoint",
		"O: clients report the form of OAuth. O: one met a returnCode, for a refresh token that was not percent-encoded. ?: the vendor's list could not be read.",
		func(q *Quirks) *TokenErrorForm { return &q.TokenErrors },
		at("oauth", `{"error": …, "error_description": …}`), at("api", `{"code": …, "description": …}`).fails(),
		at("empty", "no body").fails(), at("return-code", `{"returnCode": "99", "returnMessage": …}`).fails()),
	toggle("invalidate-old-tokens", "a new token",
		"?: no client behaves as though older tokens ended.",
		"leaves the older tokens valid", on("ends the older tokens"),
		func(q *Quirks) *bool { return &q.InvalidateOldTokens }),
	toggle("revoke-all-tokens", "revoking one token",
		"?: the part of auth-oauth on this could not be read.",
		"ends this token", on("ends all tokens"),
		func(q *Quirks) *bool { return &q.RevokeAllTokens }),
	toggle("refuse-reused-assertion", "a second token request with the same assertion",
		"?: two processes of a client make the same assertion in the same second, if their times are whole seconds.",
		"is granted", on("is refused with `invalid_grant`").fails(),
		func(q *Quirks) *bool { return &q.RefuseReusedAssertion }),
	toggle("rotate-refresh-tokens", "refreshing a token",
		"O: a setting of the app in the console, which is off by default.",
		"keeps the refresh token", on("returns another refresh token and ends the old one"),
		func(q *Quirks) *bool { return &q.RotateRefreshTokens }),
	toggle("assertion-base64url", "parts of an assertion in ordinary base64, or with padding",
		"O: five clients that work send such assertions. D: auth-jwt says only that other forms may cause errors.",
		"are taken", on("are refused with `invalid_grant`"),
		func(q *Quirks) *bool { return &q.AssertionBase64URL }),
	toggle("assertion-exact-times", "an assertion with `exp` up to 5 seconds in the past, or 3,605 seconds after `iat`",
		"O: three clients that work read the clock twice, or send fractions of seconds.",
		"is taken", on("is refused with `invalid_grant`"),
		func(q *Quirks) *bool { return &q.AssertionExactTimes }),

	choice("all-domains", "`allowDomains` of a bot that every domain may use",
		"O: the console writes [0], and a client sends back a bot with [0].",
		func(q *Quirks) *AllDomainsForm { return &q.AllDomains },
		at("zero", "[0]"), at("absent", "left out"), at("empty", "[]"), at("null", "null")),
	choice("unset", "other optional properties of a bot without a value",
		"O: a client sends back a bot with empty lists; the vendor's staff describe the same of users. ?: bot-get does not say.",
		func(q *Quirks) *UnsetForm { return &q.Unset },
		at("empty", `"" or []`), at("absent", "left out"), at("null", "null")),
	choice("unset-elsewhere", "optional properties of actions, pictures and rooms without a value",
		"?: no page says, and no client shows such a response.",
		func(q *Quirks) *UnsetElsewhereForm { return &q.UnsetElsewhere },
		at("absent", "left out"), at("empty", `"" or []`), at("null", "null")),
	choice("false", "a boolean that is false",
		"D: bot-get marks these properties as returned, with the default false. ?: no page shows a false one.",
		func(q *Quirks) *FalseForm { return &q.False },
		at("shown", "false"), at("absent", "left out"), at("null", "null")),
	toggle("rewrite-photo-url", "`photoUrl` of a bot in responses",
		"?: bot-get does not say whether the picture is stored elsewhere. O: pictures uploaded in the console have addresses of a gateway, and so has a bot that a client sends back.",
		"as it was sent", on("an address of a gateway, another one after each write"),
		func(q *Quirks) *bool { return &q.RewritePhotoURL }),
	toggle("rewrite-i18n-photo-urls", "addresses in `i18nPhotoUrls`",
		"?: as for `photoUrl`.",
		"as they were sent", on("addresses of a gateway, other ones after each write"),
		func(q *Quirks) *bool { return &q.RewriteI18nPhotoURLs }),
	toggle("bot-id-string", "`botId` in responses",
		"D: all pages show a number. O: two clients declare a string.",
		"a number", on("a string"),
		func(q *Quirks) *bool { return &q.BotIDAsString }),
	toggle("no-channel-events-default", "`channelEvents` of a bot that was created without them",
		"D: the Japanese and Korean bot-get name six defaults.",
		"the six defaults", on("none"),
		func(q *Quirks) *bool { return &q.NoChannelEventsDefault }),
	toggle("times-in-utc", "times in responses",
		"D: bot-get allows both, the examples have +09:00.",
		"in Japanese time, +09:00", on("in UTC, Z"),
		func(q *Quirks) *bool { return &q.TimesInUTC }),
	toggle("reverse-arrays", "unordered arrays, such as `administrators`",
		"?: no page promises an order.",
		"in the order in which they were sent", on("in the opposite order"),
		func(q *Quirks) *bool { return &q.ReverseArrays }),
	toggle("reverse-lists", "lists of objects",
		"?: no page promises an order.",
		"oldest first", on("newest first"),
		func(q *Quirks) *bool { return &q.ReverseLists }),
	choice("last-cursor", "`nextCursor` of the last page",
		"O: live responses have null, and clients fail without it. ?: bot-list does not say.",
		func(q *Quirks) *LastCursorForm { return &q.LastCursor },
		at("null", "null"), at("absent", "`responseMetaData` is {}"), at("empty", `""`),
		at("no-meta", "`responseMetaData` is left out"), at("meta-null", "`responseMetaData` is null")),
	toggle("repeat-cursor", "`nextCursor` of the second page",
		"?: a fault that a client should survive.",
		"leads to the third page", on("leads to the second page again").fails(),
		func(q *Quirks) *bool { return &q.RepeatCursor }),
	toggle("count-empty-page", "a list of the bot API with `count` above 100",
		"D: bot-list prints the maximum. O: a list of users is empty then.",
		"is refused with 400 OUT_OF_RANGE", on("gives an empty page"),
		func(q *Quirks) *bool { return &q.CountEmptyPage }),

	choice("create-response", "response to the creation of a bot or rich menu",
		"D: the Japanese bot-create has 201 with the whole bot, and api-call says that POST returns the object. O: one client has seen the same of a rich menu.",
		func(q *Quirks) *CreateResponse { return &q.CreateResponse },
		at("full", "201 with the object"), at("200", "200 with the object"), at("only-id", "201 with the id alone"),
		at("empty", "201 without a body").fails()),
	choice("update-response", "response to PUT and PATCH of a bot",
		"I: api-call says that PUT and PATCH return the object; the ends of bot-update-put and bot-update-patch could not be read.",
		func(q *Quirks) *UpdateResponse { return &q.UpdateResponse },
		at("full", "200 with the object"), at("empty", "204")),
	choice("patch-null", "null in a PATCH",
		"?: api-call is silent.",
		func(q *Quirks) *PatchNull { return &q.PatchNull },
		at("clears", "clears the property"), at("keeps", "keeps the property"), at("refused", "is refused with 400 INVALID_PARAMETER")),
	toggle("accept-empty-strings", "\"\" for a required text",
		"?: no page names a least length. O: one client insists on a character.",
		"is refused with 400 INVALID_PARAMETER", on("is taken"),
		func(q *Quirks) *bool { return &q.AcceptEmptyStrings }),
	choice("length-code", "code for a text or list that is too long",
		"D: error-codes has LIMIT_EXCEEDED. O: clients that send messages see EXCEEDED_LENGTH_LIMIT_OF_PARAM, a code of API 1.0.",
		func(q *Quirks) *LengthCode { return &q.LengthCode },
		at("as-seen", "EXCEEDED_LENGTH_LIMIT_OF_PARAM for a message, LIMIT_EXCEEDED otherwise"),
		at("old", "EXCEEDED_LENGTH_LIMIT_OF_PARAM"), at("invalid-parameter", "INVALID_PARAMETER"), at("table", "LIMIT_EXCEEDED")),
	choice("email", "an e-mail address among `administrators`",
		"D: bot-create speaks of user ids. ?: it does not mention e-mail addresses.",
		func(q *Quirks) *EmailForm { return &q.EmailAdministrators },
		at("kept", "comes back as it was sent"), at("to-id", "comes back as the id of the user"),
		at("refused", "is refused with 400 INVALID_PARAMETER").fails()),
	choice("unknown-bot", "a bot that does not exist",
		"D: error-codes has 404. O: one report has 403 for a foreign bot.",
		func(q *Quirks) *UnknownBot { return &q.UnknownBot },
		at("404", "404 NOT_FOUND"), at("403", "403 ACCESS_DENIED").fails()),
	choice("second-delete", "deleting an object that was deleted before",
		"D: error-codes has both. ?: which objects give 410.",
		func(q *Quirks) *GoneStatus { return &q.SecondDelete },
		at("404", "404 NOT_FOUND"), at("410", "410 DELETED")),
	choice("read-deleted", "any other request for an object that was deleted",
		"D: error-codes has both. ?: which objects give 410.",
		func(q *Quirks) *GoneStatus { return &q.ReadDeleted },
		at("404", "404 NOT_FOUND"), at("410", "410 DELETED")),
	toggle("refuse-unknown-properties", "a body with a property that no page knows",
		"O: clients report both; one sends `selected` with a rich menu. The request log has such properties in any case.",
		"is taken", on("is refused with 400 INVALID_PARAMETER"),
		func(q *Quirks) *bool { return &q.RefuseUnknownProperties }),
	toggle("refuse-overlaps", "a change of a bot while another is under way",
		"D: bot-update-patch forbids it. ?: what the service does then.",
		"is carried out", on("is refused with 409 CONFLICT"),
		func(q *Quirks) *bool { return &q.RefuseOverlaps }),

	choice("duplicates", "registering a domain or member a second time",
		"D: error-codes has both codes of 409. O: adding a group member again gives CONFLICT. ?: what a bot gives.",
		func(q *Quirks) *Duplicates { return &q.Duplicates },
		at("refused", "409 ALREADY_EXIST"), at("conflict", "409 CONFLICT"), at("accepted", "201 again")),
	toggle("domain-body-required", "a registration without a body",
		"D: both properties are optional on bot-domain-register.",
		"is taken", on("is refused with 400 INVALID_PARAMETER"),
		func(q *Quirks) *bool { return &q.DomainBodyRequired }),
	toggle("forget-members", "the members of a domain when `allowToSelectedMember` becomes false",
		"?: no page says.",
		"are kept", on("are lost"),
		func(q *Quirks) *bool { return &q.ForgetMembers }),
	toggle("refuse-idle-members", "a member where all users are allowed",
		"?: bot-domain-member-create does not say.",
		"is added", on("is refused with 400 INVALID_PARAMETER").fails(),
		func(q *Quirks) *bool { return &q.RefuseIdleMembers }),
	toggle("delete-member-by-email", "deleting a member by e-mail address",
		"D: bot-domain-member-delete speaks of user ids.",
		"is refused with 404", on("deletes the member"),
		func(q *Quirks) *bool { return &q.DeleteMemberByEmail }),
	choice("all-users", "the member list of a domain where all users are allowed",
		`D: bot-domain-member-list says "All users". ?: its JSON.`,
		func(q *Quirks) *AllUsersForm { return &q.AllUsers },
		at("array", `["All users"]`), at("string", `"All users"`), at("empty", "[]"), at("absent", "left out")),

	choice("left-room", "reading a room that the bot has left",
		"?: no page says.",
		func(q *Quirks) *LeftRoom { return &q.LeftRoom },
		at("404", "404 NOT_FOUND"), at("403", "403 ACCESS_DENIED").fails()),
	toggle("channel-needs-registration", "creating a room with a bot that no domain has registered",
		"?: bot-channel-create does not say.",
		"succeeds", on("is refused with 403 ACCESS_DENIED").fails(),
		func(q *Quirks) *bool { return &q.ChannelNeedsRegistration }),
	toggle("message-needs-registration", "a message of a bot that no domain has registered",
		"O: published scripts create a bot and send at once; one client explains a 403 ACCESS_DENIED by the missing registration. D: bot-create calls such a bot unusable.",
		"is sent", on("is refused with 403 ACCESS_DENIED").fails(),
		func(q *Quirks) *bool { return &q.MessageNeedsRegistration }),
	toggle("message-needs-room", "a message to a room that the mock does not know",
		"O: published scripts name rooms that were made in the app, out of sight of the API. A room that the bot has left is always refused.",
		"is sent", on("is refused with 403 ACCESS_DENIED").fails(),
		func(q *Quirks) *bool { return &q.MessageNeedsRoom }),
	toggle("message-denied-404", "a message whose receiver is out of reach",
		"?: bot-user-message-send and bot-channel-message-send name no code.",
		"gives 403 ACCESS_DENIED", on("gives 404 NOT_FOUND").fails(),
		func(q *Quirks) *bool { return &q.MessageDenied404 }),
	choice("message-response", "response to a message",
		"D: the pages print no body. O: two clients say that it is empty, one parses it unconditionally.",
		func(q *Quirks) *MessageResponse { return &q.MessageResponse },
		at("empty", "201 without a body"), at("full", "201 with the message"), at("object", "201 with {}")),
	toggle("message-refuse-unknown", "a message with a property that no page knows",
		"O: clients that work send such properties, the vendor's echo samples among them; one client reports a refusal. D: bot-user-message-send warns that they may cause errors. The request log has such properties in any case.",
		"is sent", on("is refused with 400 INVALID_PARAMETER"),
		func(q *Quirks) *bool { return &q.RefuseUnknownContent }),
	toggle("message-refuse-foreign-files", "a file id that this bot has not been given",
		"O: three samples of the vendor send back the file id of a callback.",
		"is taken", on("is refused with 400 INVALID_PARAMETER"),
		func(q *Quirks) *bool { return &q.RefuseForeignFiles }),
	toggle("message-accept-empty-lists", "an empty list where a message requires one, and a quick reply without items",
		"?: the pages print the greatest number of items, but not the least.",
		"is refused with 400 INVALID_PARAMETER", on("is taken"),
		func(q *Quirks) *bool { return &q.AcceptEmptyLists }),
	toggle("message-image-carousel-needs-url", "a column of an image carousel with a file id and no address",
		"D: bot-send-imagecarousel marks the address as required, and says in the same table that a file id does instead.",
		"is taken", on("is refused with 400 MISSING_PARAMETER").fails(),
		func(q *Quirks) *bool { return &q.ImageCarouselNeedsURL }),
	choice("message-flex", "size of the contents of a flex message",
		"D: bot-send-flex-bubble says 30 KB, bot-send-flex-carousel 15 KB.",
		func(q *Quirks) *FlexLimit { return &q.FlexLimit },
		at("by-container", "30 KB for a bubble, 15 KB for a carousel"), at("15kb", "15 KB for both").fails(), at("30kb", "30 KB for both")),
	toggle("message-flex-http", "an address with http in a flex message",
		"O: a client reports that it is refused. D: bot-actionobject allows it in an action.",
		"is refused with 400 INVALID_PARAMETER", on("is taken"),
		func(q *Quirks) *bool { return &q.FlexHTTP }),

	choice("persistent-menu-unset", "reading the persistent menu of a bot without one",
		"O: two clients disagree. ?: bot-persistentmenu-get does not say.",
		func(q *Quirks) *PersistentMenuUnset { return &q.PersistentMenuUnset },
		at("404", "404 NOT_FOUND"), at("empty-actions", `200 {"content": {"actions": []}}`),
		at("null", `200 {"content": null}`), at("empty", "200 {}")),
	choice("persistent-menu-response", "response to POST of a persistent menu",
		"I: api-call says that POST returns the object; the end of bot-persistentmenu-create could not be read.",
		func(q *Quirks) *PersistentMenuResponse { return &q.PersistentMenuResponse },
		at("full", "201 with the menu"), at("empty", "201 without a body")),
	toggle("persistent-menu-text-echo", "`text` of a message item that was sent without one",
		"D: bot-persistentmenu-get says that the label stands in for it. ?: whether it is written back.",
		"stays unset", on("comes back as the label"),
		func(q *Quirks) *bool { return &q.PersistentMenuTextEcho }),
	toggle("refuse-second-persistent-menu", "POST of a persistent menu for a bot that has one",
		"O: clients use it to overwrite. D: the pages call it registering.",
		"replaces the menu", on("is refused with 409 ALREADY_EXIST").fails(),
		func(q *Quirks) *bool { return &q.RefuseSecondPersistentMenu }),
	choice("rich-menu-conflict", "POST of a persistent menu for a bot with rich menus",
		"D: bot-persistentmenu-create forbids it, and names no code.",
		func(q *Quirks) *RichMenuConflict { return &q.RichMenuConflict },
		at("400", "400 INVALID_PARAMETER"), at("409", "409 CONFLICT"), at("403", "403 FORBIDDEN")),
	toggle("delete-unset-204", "deleting a persistent menu, a default or a user's rich menu that is not set",
		"?: none of the three pages names an error status. O: clients handle 404.",
		"gives 404", on("gives 204"),
		func(q *Quirks) *bool { return &q.DeleteUnset204 }),

	choice("default-unset", "reading the default rich menu of a bot without one",
		"O: two clients see 404. ?: bot-default-richmenu-get is silent.",
		func(q *Quirks) *DefaultUnset { return &q.DefaultUnset },
		at("404", "404 NOT_FOUND"), at("null", "200, `defaultRichmenuId` is null"), at("empty", "200, `defaultRichmenuId` is \"\""),
		at("absent", "200 without `defaultRichmenuId`")),
	toggle("refuse-delete-default-rich-menu", "deleting the default rich menu",
		"?: no page says.",
		"clears the default", on("is refused with 409 CONFLICT").fails(),
		func(q *Quirks) *bool { return &q.RefuseDeleteDefaultRichMenu }),
	toggle("refuse-delete-assigned-rich-menu", "deleting the rich menu of a user",
		"?: no page says.",
		"takes it from the user", on("is refused with 409 CONFLICT").fails(),
		func(q *Quirks) *bool { return &q.RefuseDeleteAssignedRichMenu }),
	toggle("keep-dangling-rich-menus", "the id of a deleted rich menu as the default, and as that of users",
		"?: no page says.",
		"is cleared", on("stays"),
		func(q *Quirks) *bool { return &q.KeepDanglingRichMenus }),
	toggle("refuse-menu-without-image", "showing a rich menu without an image, as the default or to a user",
		"?: bot-richmenu-create lists the image before these steps, and does not say whether it may be left out.",
		"succeeds", on("is refused with 400 INVALID_PARAMETER").fails(),
		func(q *Quirks) *bool { return &q.RefuseMenuWithoutImage }),
	toggle("refuse-email-users", "an e-mail address in place of the user id of a message or of a user's rich menu",
		"D: the Japanese bot-user-message-send and bot-richmenu-user-set name both forms, the English ones user ids alone. O: a script sends to an e-mail address.",
		"names the user", on("is refused with 400 INVALID_PARAMETER").fails(),
		func(q *Quirks) *bool { return &q.RefuseEmailUsers }),
	toggle("user-menu-needs-registration", "a user's rich menu of a bot that no domain has registered",
		"?: bot-richmenu-user-set does not say.",
		"is set", on("is refused with 403 ACCESS_DENIED").fails(),
		func(q *Quirks) *bool { return &q.UserMenuNeedsRegistration }),

	toggle("image-refuse-other-size", "an image of another size than its rich menu",
		"D: bot-richmenu-image-set names the two sizes alone. O: a client's manual says that they must match.",
		"is taken", on("is refused with 400 INVALID_PARAMETER"),
		func(q *Quirks) *bool { return &q.RefuseOtherSize }),
	toggle("image-small-megabyte", "1 MB and 1 KB",
		"?: no page says which of the two readings is meant.",
		"1,048,576 and 1,024 bytes", on("1,000,000 and 1,000 bytes"),
		func(q *Quirks) *bool { return &q.SmallMegabyte }),
	toggle("image-refuse-second", "an image for a rich menu that has one",
		"?: bot-richmenu-image-set neither allows nor forbids it.",
		"replaces it", on("is refused with 409 CONFLICT").fails(),
		func(q *Quirks) *bool { return &q.RefuseSecondImage }),
	toggle("image-keep-i18n", "images of the languages that a second image does not name",
		"?: no page says.",
		"are removed", on("are kept"),
		func(q *Quirks) *bool { return &q.KeepI18nImages }),
	toggle("image-keep-file-id", "the file id of an image, when it is read",
		"I: ids expire after 24 hours (bot-attachment-create).",
		"is another one each time", on("is the one with which it was set"),
		func(q *Quirks) *bool { return &q.KeepFileID }),
	choice("upload-response", "response to an upload",
		"O: clients read `fileId` from it, or do without. ?: file-upload shows none.",
		func(q *Quirks) *UploadResponse { return &q.UploadResponse },
		at("full", "200 with `fileId`, `fileName` and `fileSize`"), at("201", "201 with the same"),
		at("only-id", "200 with the `fileId` alone"), at("other-id", "200 with another `fileId`, which alone is valid from then on"),
		at("empty", "200 without a body")),
	choice("upload-used", "a second upload to the same address, and one after it has expired",
		"D: bot-attachment-create says that the address works once, for 24 hours. ?: the status.",
		func(q *Quirks) *UsedUpload { return &q.UsedUpload },
		at("400", "400 INVALID_PARAMETER"), at("410", "410 DELETED")),
	toggle("upload-refuse-other-parts", "a file in a form part that is not named Filedata",
		"D: file-upload names Filedata. O: three names are in use among clients.",
		"is taken", on("is refused with 400 INVALID_PARAMETER"),
		func(q *Quirks) *bool { return &q.RefuseOtherParts }),

	choice("directory-foreign-domain", "a list of the directory with a `domainId` that is not of the tenant",
		"?: user-list, orgunit-list and group-list name no error status. I: the mock refuses such a domain of a bot in the same way.",
		func(q *Quirks) *directory.ForeignDomain { return &q.Directory.ForeignDomain },
		at("403", "403 ACCESS_DENIED"), at("400", "400 INVALID_PARAMETER"), at("empty", "an empty page").fails()),
	choice("directory-other-domain", "users, org units and groups of another domain of the tenant than that of the app",
		"I: ids and external keys are those of the tenant, and lists take a `domainId`. ?: whether an app may read across domains.",
		func(q *Quirks) *directory.OtherDomain { return &q.Directory.OtherDomain },
		at("read", "are read"), at("403", "403 ACCESS_DENIED").fails(), at("hidden", "404 for one of them, and an empty page for a list").fails()),
	toggle("directory-other-addresses", "an alias of a user, or the e-mail address of an org unit or a group, in the place of its id",
		"D: user-get names user id, login ID and external key, orgunit-get and group-get id and external key. ?: whether other addresses work.",
		"is not found", on("is found"),
		func(q *Quirks) *bool { return &q.Directory.OtherAddresses }),
	toggle("directory-exact-addresses", "a login e-mail address with capital letters in the place of a user id",
		"D: user-get allows lower-case letters alone in a login ID. ?: whether others are found.",
		"is found", on("is not found").fails(),
		func(q *Quirks) *bool { return &q.Directory.ExactAddresses }),
	toggle("directory-sub-unit-members", "the members of an org unit",
		"?: orgunit-member-list does not say whether they include those of the units below.",
		"are its own", on("include those of the units below it"),
		func(q *Quirks) *bool { return &q.Directory.SubUnitMembers }),
	toggle("directory-hide-deleted", "a deleted user",
		"D: user-get has `isDeleted`. O: clients filter such users out of lists. ?: how long they are there.",
		"is read and listed", on("is not found, and in no list").fails(),
		func(q *Quirks) *bool { return &q.Directory.HideDeleted }),
	choice("directory-not-found", "code of the 404 for a user, org unit or group that does not exist",
		"D: user-get and group-administrator-list have 404, and error-codes both codes. O: a client meets 404 for a group.",
		func(q *Quirks) *directory.NotFoundCode { return &q.Directory.NotFoundCode },
		at("plain", "NOT_FOUND"), at("by-kind", "USER_NOT_EXIST and the like")),
	choice("directory-me", "`me` in the place of a user id, with the token of a service account",
		"D: auth-jwt rules it out. O: a client explains SERVICE_ACCOUNT_NOT_ALLOWED. ?: the status.",
		func(q *Quirks) *directory.Me { return &q.Directory.Me },
		at("403", "403 SERVICE_ACCOUNT_NOT_ALLOWED"), at("400", "400 INVALID_PARAMETER").fails(), at("404", "404").fails()),
	toggle("directory-unset-absent", "properties of users, org units and groups without a value",
		"D: the example of user-get has null and []. O: the vendor's staff say the same. D: which properties there are depends on settings of the tenant.",
		"null, \"\", [] or {}", on("are left out"),
		func(q *Quirks) *bool { return &q.Directory.LeaveOutUnset }),
	toggle("directory-count-refused", "a list of the directory with `count` above 100",
		"D: user-list prints the maximum. O: a client meets an empty page.",
		"gives an empty page", on("is refused with 400 OUT_OF_RANGE").fails(),
		func(q *Quirks) *bool { return &q.Directory.RefuseLongPages }),

	toggle("missing-rate-headers", "rate headers, where there is a limit",
		"D: rate-limits names them.",
		"are sent", on("are left out"),
		func(q *Quirks) *bool { return &q.MissingRateHeaders }),
	toggle("retry-after", "Retry-After of a 429",
		"D: rate-limits does not name it. O: some clients read it.",
		"is left out", on("is sent"),
		func(q *Quirks) *bool { return &q.RetryAfter }),
}

// Switches returns all switches.
func Switches() []Switch { return slices.Clone(switches) }

// Quirks are the switches with this one in the position, and the others in their defaults.
func (p Position) Quirks() Quirks {
	var q Quirks
	p.set(&q)
	return q
}

// Variants returns every switch alone in each position, by name, that is not the
// default and that a careful client can live with: other forms of the same
// responses, and refusals of requests that the pages advise against.
func Variants() map[string]Quirks {
	found := map[string]Quirks{}
	for _, s := range switches {
		for _, p := range s.Positions[1:] {
			if !p.Fails {
				found[p.Name] = p.Quirks()
			}
		}
	}
	return found
}

// PositionNames returns the names that Set takes, sorted.
func PositionNames() []string {
	var names []string
	for _, s := range switches {
		for _, p := range s.Positions {
			if p.Name != "" {
				names = append(names, p.Name)
			}
		}
	}
	slices.Sort(names)
	return names
}

// Set puts a switch into the position of that name, one of PositionNames, and leaves
// the others.
func (q *Quirks) Set(name string) error {
	for _, s := range switches {
		for _, p := range s.Positions {
			if p.Name == name && name != "" {
				p.set(q)
				return nil
			}
		}
	}
	return fmt.Errorf("there is no quirk %q", name)
}
