// SPDX-License-Identifier: MPL-2.0

package experiments

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/probe/trial"
)

func count(n int) url.Values { return url.Values{"count": {strconv.Itoa(n)}} }

// longestMenuName: https://developers.worksmobile.com/en/docs/bot-richmenu-create.
const longestMenuName = 300

// menus sends rich menus that are wrong in one point.
var menus = trial.Experiment{
	Name: "menus", Purpose: "how bodies with an empty, a too long or an unknown property are refused",
	Settles: []string{"accept-empty-strings", "refuse-unknown-properties", "length-code"},
	Bots:    1, Requests: 9,
	Run: func(t *trial.Trial) {
		id, _ := t.Bot(nil)
		menu(t, id, "probe")
		empty := t.Post(richMenusPath, menuBody(""), id)
		t.Choose("accept-empty-strings", because(empty), toggle(empty.Is(http.StatusBadRequest, invalidParameter), empty.OK())...)
		unknown := t.Post(richMenusPath, unknownMenu(), id)
		t.Choose("refuse-unknown-properties", because(unknown), toggle(unknown.OK(), unknown.Is(http.StatusBadRequest, invalidParameter))...)
		lengthCode(t, tooLongMenu(t, id), nil)
	},
}

func unknownMenu() fields {
	body := menuBody("probe unknown") // a name that no other menu has
	body["lineworksProbe"] = "unknown"
	return body
}

func tooLongMenu(t *trial.Trial, bot string) *result {
	return t.Post(richMenusPath, menuBody(strings.Repeat("p", longestMenuName+1)), bot)
}

const (
	limitExceeded  = "LIMIT_EXCEEDED"
	exceededLength = "EXCEEDED_LENGTH_LIMIT_OF_PARAM"
)

// lengthCode compares the refusal of a menu with that of a message, nil if none was sent: two
// positions differ in messages alone.
func lengthCode(t *trial.Trial, menu, message *result) {
	of := func(r *result, code string) bool { return r.Is(http.StatusBadRequest, code) }
	if message == nil && of(menu, limitExceeded) {
		t.Leave("length-code", "It needs a message, and so -user and -domain.", menu)
		return
	}
	responses := because(menu)
	either := func(r *result, code string) bool { return message == nil || of(r, code) }
	if message != nil {
		responses = append(responses, message)
	}
	t.Choose("length-code", responses,
		at("length-code-as-seen", of(menu, limitExceeded) && either(message, exceededLength)),
		at("length-code-old", of(menu, exceededLength) && either(message, exceededLength)),
		at("length-code-invalid-parameter", of(menu, invalidParameter) && either(message, invalidParameter)),
		at("length-code-table", of(menu, limitExceeded) && either(message, limitExceeded)))
}

// lists reads the list of rich menus in several ways.
var lists = trial.Experiment{
	Name: "lists", Purpose: "order, pages and cursors of lists, with three rich menus",
	Settles: []string{"reverse-lists", "last-cursor", "repeat-cursor", "count-empty-page"},
	Bots:    1, Requests: 15,
	Run: func(t *trial.Trial) {
		id, _ := t.Bot(nil)
		names := []string{"probe 1", "probe 2", "probe 3"}
		for _, name := range names {
			menu(t, id, name)
		}
		all := t.Must(t.List(richMenusPath, count(100), id))
		var listed []string
		for _, item := range all.Items("richmenus") {
			name, _ := item["richmenuName"].(string)
			listed = append(listed, name)
		}
		reversed := slices.Clone(names)
		slices.Reverse(reversed)
		some := len(listed) > 1 && len(listed) <= len(names) // fewer where pages are short
		t.Choose("reverse-lists", because(all), toggle(
			some && slices.Equal(listed, names[:len(listed)]), some && slices.Equal(listed, reversed[:len(listed)]))...)
		if len(listed) == len(names) {
			lastCursor(t, all)
		}
		repeatCursor(t, id)
		long := t.List(richMenusPath, count(101), id)
		t.Choose("count-empty-page", because(long), toggle(
			long.Is(http.StatusBadRequest, outOfRange), long.OK() && long.Form("richmenus") == trial.Empty)...)
	},
}

func lastCursor(t *trial.Trial, last *result) {
	const meta, cursor = "responseMetaData", "nextCursor"
	t.Choose("last-cursor", because(last),
		at("last-cursor-no-meta", last.Form(meta) == trial.Absent), at("last-cursor-meta-null", last.Form(meta) == trial.Null),
		at("last-cursor-absent", last.Form(meta) == trial.Empty),
		at("last-cursor-null", last.Form(meta) == trial.Valued && last.Form(meta, cursor) == trial.Null),
		at("last-cursor-empty", last.Form(meta, cursor) == trial.Empty))
}

// repeatCursor reads pages of one menu each.
func repeatCursor(t *trial.Trial, bot string) {
	page := func(cursor string) (*result, string, string) {
		query := count(1)
		if cursor != "" {
			query.Set("cursor", cursor)
		}
		r := t.Must(t.List(richMenusPath, query, bot))
		return r, r.Text("richmenus", 0, "richmenuId"), r.Text("responseMetaData", "nextCursor")
	}
	first, firstID, cursor := page("")
	if cursor == "" {
		t.Leave("repeat-cursor", "The list has one page, though one object on each was asked for.", first)
		return
	}
	second, secondID, cursor := page(cursor)
	if cursor == "" {
		t.Leave("repeat-cursor", "The list has two pages, though it has three objects, and one on each was asked for.", first, second)
		return
	}
	third, thirdID, _ := page(cursor)
	new2 := secondID != "" && secondID != firstID
	t.Choose("repeat-cursor", because(first, second, third),
		toggle(new2 && thirdID != "" && thirdID != firstID && thirdID != secondID, new2 && thirdID == secondID)...)
}

// deleted asks for what it has deleted.
var deleted = trial.Experiment{
	Name: "deleted", Purpose: "how the service responds about a rich menu and a bot that were deleted",
	Settles: []string{"second-delete", "read-deleted", "unknown-bot"},
	Bots:    1, Requests: 10,
	Run: func(t *trial.Trial) {
		id, _ := t.Bot(nil)
		gone, _ := menu(t, id, "probe")
		t.Must(t.Delete(richMenuPath, id, gone))
		read := t.Get(richMenuPath, id, gone)
		again := t.Delete(richMenuPath, id, gone)
		t.Choose("second-delete", because(again),
			at("second-delete-404", again.Is(http.StatusNotFound, notFound)), at("second-delete-410", again.Is(http.StatusGone, deletedCode)))
		t.Choose("read-deleted", because(read),
			at("read-deleted-404", read.Is(http.StatusNotFound, notFound)), at("read-deleted-410", read.Is(http.StatusGone, deletedCode)))
		if removed := t.Must(t.Delete(botPath, id)); removed.OK() {
			t.Removed(id)
		}
		// The probe asks for no bot that is not its own, so that it knows of none that never was.
		unknown := t.Get(botPath, id)
		if unknown.Status == http.StatusGone {
			t.Leave("unknown-bot", "A deleted bot gives 410, and the probe asks for no bot that it has not made.", unknown)
			return
		}
		t.Choose("unknown-bot", because(unknown),
			at("unknown-bot-404", unknown.Is(http.StatusNotFound, notFound)), at("unknown-bot-403", unknown.Is(http.StatusForbidden, accessDenied)))
	},
}

// persistentMenu sets a persistent menu.
var persistentMenu = trial.Experiment{
	Name: "persistent-menu", Purpose: "the persistent menu of a bot: unset, set, and set again",
	Settles: []string{"persistent-menu-unset", "persistent-menu-response", "persistent-menu-text-echo", "refuse-second-persistent-menu", "rich-menu-conflict"},
	Bots:    2, Requests: 16,
	Run: func(t *trial.Trial) {
		id, _ := t.Bot(nil)
		unset := t.Get(persistentMenuPath, id)
		_, hasActions := unset.Value("content", "actions").([]any)
		t.Choose("persistent-menu-unset", because(unset),
			at("persistent-menu-unset-404", unset.Is(http.StatusNotFound, notFound)),
			at("persistent-menu-unset-empty-actions", unset.OK() && hasActions && unset.Form("content", "actions") == trial.Empty),
			at("persistent-menu-unset-null", unset.OK() && unset.Form("content") == trial.Null),
			at("persistent-menu-unset-empty", unset.OK() && unset.Object() != nil && unset.Form("content") == trial.Absent))
		body := fields{"content": fields{"actions": []any{fields{"type": "message", "label": "Probe"}}}}
		set := t.Must(t.Post(persistentMenuPath, body, id))
		t.Choose("persistent-menu-response", because(set),
			at("persistent-menu-response-full", set.Status == http.StatusCreated && set.Form("content") == trial.Valued),
			at("persistent-menu-response-empty", set.Status == http.StatusCreated && !set.HasBody()))
		got := t.Must(t.Get(persistentMenuPath, id))
		text := got.Text("content", "actions", 0, "text")
		t.Choose("persistent-menu-text-echo", because(got),
			toggle(got.Text("content", "actions", 0, "label") == "Probe" && text == "", text == "Probe")...)
		again := t.Post(persistentMenuPath, body, id)
		t.Choose("refuse-second-persistent-menu", because(set, again), toggle(again.OK(), again.Is(http.StatusConflict, alreadyExist))...)

		other, _ := t.Bot(nil)
		menu(t, other, "probe")
		clash := t.Post(persistentMenuPath, body, other)
		t.Choose("rich-menu-conflict", because(set, clash),
			at("rich-menu-conflict-400", clash.Is(http.StatusBadRequest, invalidParameter)),
			at("rich-menu-conflict-409", clash.Is(http.StatusConflict, conflict)), at("rich-menu-conflict-403", clash.Is(http.StatusForbidden, "FORBIDDEN")))
	},
}

// richMenu makes a rich menu the default, and deletes it.
var richMenu = trial.Experiment{
	Name: "rich-menu", Purpose: "the default rich menu: unset, without an image, set, and deleted",
	Settles: []string{
		"default-unset", "delete-unset-204", "refuse-menu-without-image", "unset-elsewhere", "refuse-delete-default-rich-menu", "keep-dangling-rich-menus",
	},
	Bots: 1, Requests: 19,
	Run: func(t *trial.Trial) {
		id, _ := t.Bot(nil)
		deleteUnset := []*result{t.Delete(persistentMenuPath, id)}
		first, _ := menu(t, id, "probe")
		defaultUnset(t, t.Get(defaultPath, id))
		deleteUnset = append(deleteUnset, t.Delete(defaultPath, id))
		t.Choose("delete-unset-204", deleteUnset, toggle(
			deleteUnset[0].Is(http.StatusNotFound, notFound) && deleteUnset[1].Is(http.StatusNotFound, notFound),
			deleteUnset[0].Status == http.StatusNoContent && deleteUnset[1].Status == http.StatusNoContent)...)
		bare := t.Post(setDefaultPath, nil, id, first)
		fileID := upload(t, id, picture(menuHeight, 0))
		t.Must(t.Post(imagePath, fields{"fileId": fileID}, id, first))
		set := t.Must(t.Post(setDefaultPath, nil, id, first))
		t.Choose("refuse-menu-without-image", because(bare, set), toggle(bare.OK(), bare.Is(http.StatusBadRequest, invalidParameter))...)
		unsetElsewhere(t, t.Must(t.Get(richMenuPath, id, first)), t.Must(t.Get(imagePath, id, first)))

		removed := t.Delete(richMenuPath, id, first)
		t.Choose("refuse-delete-default-rich-menu", because(set, removed), toggle(removed.OK(), removed.Is(http.StatusConflict, conflict))...)
		if removed.Refused() {
			t.Leave("keep-dangling-rich-menus", "The service does not delete the default rich menu.", removed)
			return
		}
		dangling(t, first, t.Get(defaultPath, id), t.Must(t.Get(botPath, id)))
	},
}

func defaultUnset(t *trial.Trial, r *result) {
	const name = "defaultRichmenuId"
	t.Choose("default-unset", because(r),
		at("default-unset-404", r.Is(http.StatusNotFound, notFound)), at("default-unset-null", r.OK() && r.Form(name) == trial.Null),
		at("default-unset-empty", r.OK() && r.Form(name) == trial.Empty),
		at("default-unset-absent", r.OK() && r.Object() != nil && r.Form(name) == trial.Absent))
}

func unsetElsewhere(t *trial.Trial, menu, image *result) {
	found := []trial.Form{image.Form("i18nFileIds")}
	for _, name := range []string{"label", "i18nLabels", "i18nTexts"} {
		found = append(found, menu.Form("areas", 0, "action", name))
	}
	if !same(found) {
		t.Leave("unset-elsewhere", "Properties without a value differ from each other.", menu, image)
		return
	}
	t.Choose("unset-elsewhere", because(menu, image), forms(found[0], "unset-elsewhere-empty", "unset-elsewhere-absent", "unset-elsewhere-null")...)
}

// dangling looks for the ID of a deleted rich menu where the default is shown.
func dangling(t *trial.Trial, menu string, standard, bot *result) {
	const name = "defaultRichmenuId"
	shown := []string{standard.Text(name), bot.Text(name)}
	t.Choose("keep-dangling-rich-menus", because(standard, bot), toggle(
		shown[0] == "" && shown[1] == "" && (isGone(standard) || standard.OK()), shown[0] == menu && shown[1] == menu)...)
}
