// SPDX-License-Identifier: MPL-2.0

package schema

// quickAction may be of any type; camera, cameraRoll and location occur here only:
// https://developers.worksmobile.com/en/docs/bot-actionobject.
var quickAction = actionRules{
	types:    []string{"postback", "message", "uri", "copy", "camera", "cameraRoll", "location"},
	labelMax: 20, needsText: true, needsDisplay: true, ownFieldsOnly: true,
}.shape()

// quickReply: https://developers.worksmobile.com/en/docs/bot-quickreply. Its lists
// of translations have names of their own. Nothing says what imageResourceId, a
// name of API 1.0, is the id of, so it is not looked up.
var quickReply = Object(Fields{
	"items": List(1, 13, Object(Fields{
		"action":               quickAction,
		"imageUrl":             HTTPS(),
		"imageResourceId":      NonEmpty(0),
		"i18nImageUrl":         each("thumbnailImageUrl", HTTPS()),
		"i18nImageResourceIds": each("imageResourceId", NonEmpty(0)),
	}, "action").CheckedBy(oneWay(false, way{"imageUrl"}, way{"imageResourceId"}))),
}, "items")
