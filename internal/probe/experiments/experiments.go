// SPDX-License-Identifier: MPL-2.0

// Package experiments has the experiments of the probe: each makes throw-away bots and looks
// at a few responses that tell the positions of switches apart. A refusal says something about
// one property of a request only if the same request without it succeeds, so most experiments
// send both.
package experiments

import (
	"fmt"
	"net/http"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/probe/report"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/probe/trial"
)

// All are all experiments, in the order in which they run.
var All = []trial.Experiment{
	bot, changes, pictures, menus, lists, deleted, persistentMenu, richMenu, images, uploads,
	tokens, assertions, scopes, domains, members, rooms, messages, flex, userMenus, addresses, directory, otherDomain, person,
}

// Untold are the switches whose position no experiment can tell, with the reason.
var Untold = map[string]string{
	"refuse-overlaps":            "The vendor forbids changes of one bot at the same time (bot-update-patch), and the probe keeps to that.",
	"retry-after":                "It takes more requests than the rate limit allows, to which the probe keeps.",
	"directory-hide-deleted":     "It takes a deleted member, and the probe deletes none.",
	"directory-sub-unit-members": "It takes org units with members, one below the other, and the probe makes none.",
}

// The codes of refusals, https://developers.worksmobile.com/en/docs/error-codes.
const (
	invalidParameter = "INVALID_PARAMETER"
	missingParameter = "MISSING_PARAMETER"
	accessDenied     = "ACCESS_DENIED"
	notFound         = "NOT_FOUND"
	conflict         = "CONFLICT"
	alreadyExist     = "ALREADY_EXIST"
	deletedCode      = "DELETED"
	outOfRange       = "OUT_OF_RANGE"
)

// The paths of the operations, https://developers.worksmobile.com/en/docs/bot-api.
const (
	botPath            = "/bots/{botId}"
	richMenusPath      = botPath + "/richmenus"
	richMenuPath       = richMenusPath + "/{richmenuId}"
	imagePath          = richMenuPath + "/image"
	setDefaultPath     = richMenuPath + "/set-default"
	defaultPath        = richMenusPath + "/default"
	userMenuPath       = richMenusPath + "/users/{userId}"
	assignPath         = richMenuPath + "/users/{userId}"
	persistentMenuPath = botPath + "/persistentmenu"
	attachmentsPath    = botPath + "/attachments"
	domainsPath        = botPath + "/domains"
	domainPath         = domainsPath + "/{domainId}"
	membersPath        = domainPath + "/members"
	memberPath         = membersPath + "/{userId}"
	channelsPath       = botPath + "/channels"
	channelPath        = channelsPath + "/{channelId}"
	roomMessagesPath   = channelPath + "/messages"
	messagesPath       = botPath + "/users/{userId}/messages"
)

type (
	fields = trial.Fields
	result = trial.Result
)

var (
	at      = trial.At
	because = trial.Because
)

// toggle are the options of a switch that is on or off.
func toggle(off, on bool) []trial.Option {
	return []trial.Option{at(report.Off, off), at(report.On, on)}
}

// forms are the options of a switch about a property without a value.
func forms(form trial.Form, empty, absent, null string) []trial.Option {
	return []trial.Option{at(empty, form == trial.Empty), at(absent, form == trial.Absent), at(null, form == trial.Null)}
}

// same reports whether all forms are the same.
func same(all []trial.Form) bool {
	for _, form := range all {
		if form != all[0] {
			return false
		}
	}
	return len(all) > 0
}

// isGone is a response about an object that does not exist: 404, or 410 for one that was
// deleted.
func isGone(r *result) bool { return r.Status == http.StatusNotFound || r.Status == http.StatusGone }

// area is an area of a rich menu.
func area() fields {
	return fields{
		"bounds": fields{"x": 0, "y": 0, "width": menuWidth, "height": menuHeight},
		"action": fields{"type": "message", "text": "probe"},
	}
}

// The smaller of the two sizes of a rich menu, and the height of the other one:
// https://developers.worksmobile.com/en/docs/bot-richmenu-create.
const (
	menuWidth, menuHeight = 2500, 843
	tallHeight            = 1686
)

func menuBody(name string) fields {
	return fields{"richmenuName": name, "size": fields{"width": menuWidth, "height": menuHeight}, "areas": []any{area()}}
}

// menu makes a rich menu and returns its ID. Where the response has none, the list has it.
func menu(t *trial.Trial, bot, name string) (id string, created *result) {
	created = t.Must(t.Post(richMenusPath, menuBody(name), bot))
	if id = created.Text("richmenuId"); id != "" {
		return id, created
	}
	listed := t.Must(t.List(richMenusPath, count(100), bot))
	for i, item := range listed.Items("richmenus") {
		if item["richmenuName"] == name {
			id = listed.Text("richmenus", i, "richmenuId")
		}
	}
	if id == "" {
		t.Fail(trial.Problem(fmt.Sprintf("the response to POST %s has no ID, and the list does not show the new menu", richMenusPath)))
	}
	return id, created
}
