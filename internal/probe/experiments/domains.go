// SPDX-License-Identifier: MPL-2.0

package experiments

import (
	"net/http"
	"slices"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/probe/trial"
)

// hidden is a registration that the members of a domain do not see in their list of bots:
// https://developers.worksmobile.com/en/docs/bot-domain-register.
func hidden(selected bool) fields { return fields{"visible": false, "allowToSelectedMember": selected} }

// registered makes a bot that the domain has registered. With selected, no member may use it
// until one is added.
func registered(t *trial.Trial, selected bool) (bot string) {
	bot, _ = t.Bot(nil)
	t.Must(t.Post(domainPath, hidden(selected), bot, t.Domain))
	return bot
}

// domains registers a bot in a domain.
var domains = trial.Experiment{
	Name: "domains", Purpose: "registering a bot, which members do not see in their list, without a body and twice, and the list of members where all may use it",
	Settles: []string{"domain-body-required", "duplicates", "all-users"},
	Needs:   []trial.Need{trial.Domain},
	Bots:    1, Requests: 7,
	Run: func(t *trial.Trial) {
		id, _ := t.Bot(nil)
		bare := t.Post(domainPath, nil, id, t.Domain)
		first := bare
		if !bare.OK() {
			first = t.Must(t.Post(domainPath, hidden(false), id, t.Domain))
		}
		t.Choose("domain-body-required", because(bare, first), toggle(bare.OK(), bare.Is(http.StatusBadRequest, invalidParameter))...)
		again := t.Post(domainPath, hidden(false), id, t.Domain)
		t.Choose("duplicates", because(first, again),
			at("duplicates-refused", again.Is(http.StatusConflict, alreadyExist)), at("duplicates-conflict", again.Is(http.StatusConflict, conflict)),
			at("duplicates-accepted", again.Status == http.StatusCreated))
		list := t.Must(t.List(membersPath, count(100), id, t.Domain))
		const name, all = "members", "All users"
		t.Choose("all-users", because(list),
			at("all-users-array", slices.Equal(list.Texts(name), []string{all})), at("all-users-string", list.Text(name) == all),
			at("all-users-empty", list.Form(name) == trial.Empty && list.Value(name) != ""), at("all-users-absent", list.Form(name) == trial.Absent))
	},
}

// members adds a member to a bot.
var members = trial.Experiment{
	Name: "members", Purpose: "the member as one of those who may use a bot: kept when all may, and added where all may",
	Settles: []string{"forget-members", "refuse-idle-members"},
	Needs:   []trial.Need{trial.User, trial.Domain},
	Bots:    2, Requests: 16,
	Run: func(t *trial.Trial) {
		member := fields{"userId": t.User}
		id := registered(t, true)
		added := t.Must(t.Post(membersPath, member, id, t.Domain))
		before := t.Must(t.List(membersPath, count(100), id, t.Domain))
		t.Must(t.Patch(domainPath, fields{"allowToSelectedMember": false}, id, t.Domain))
		t.Must(t.Patch(domainPath, fields{"allowToSelectedMember": true}, id, t.Domain))
		after := t.Must(t.List(membersPath, count(100), id, t.Domain))
		had := slices.Contains(before.Texts("members"), t.User)
		has := slices.Contains(after.Texts("members"), t.User)
		t.Choose("forget-members", because(before, after), toggle(had && has, had && !has)...)
		other := registered(t, false)
		idle := t.Post(membersPath, member, other, t.Domain)
		t.Choose("refuse-idle-members", because(added, idle), toggle(idle.OK(), idle.Is(http.StatusBadRequest, invalidParameter))...)
	},
}

var ofAddresses = []string{"email", "delete-member-by-email", "refuse-email-users"}

// isOfMember reports whether -email is the login address of the member of -user, and not that of
// a person who was not asked. It reads that member alone.
func isOfMember(t *trial.Trial) bool {
	r, ok := newReader(t, ofAddresses)
	if !ok {
		return false
	}
	user := t.Must(r.user(t.User))
	if user.Text("email") == t.Email {
		return true
	}
	for _, name := range ofAddresses {
		t.Leave(name, "The address of -email is not the login address of the member of -user in the directory.", user)
	}
	return false
}

// addresses names the member by the login address.
var addresses = trial.Experiment{
	Name: "addresses", Purpose: "the member's login address in the place of the user ID: as a contact of the bot, as one who may use it, and for a rich menu",
	Settles: ofAddresses,
	Needs:   []trial.Need{trial.Account, trial.User, trial.Domain, trial.Email},
	Bots:    2, Requests: 28,
	Run: func(t *trial.Trial) {
		if !isOfMember(t) {
			return
		}
		id, _ := t.Bot(nil)
		patched := t.Patch(botPath, fields{"administrators": []string{t.Email}}, id)
		got := t.Must(t.Get(botPath, id))
		contacts := got.Texts("administrators")
		t.Choose("email", because(patched, got),
			at("email-kept", patched.OK() && slices.Equal(contacts, []string{t.Email})),
			at("email-to-id", patched.OK() && slices.Equal(contacts, []string{t.User})),
			at("email-refused", patched.Is(http.StatusBadRequest, invalidParameter)))

		other := registered(t, true)
		t.Must(t.Post(membersPath, fields{"userId": t.User}, other, t.Domain))
		removed := t.Delete(memberPath, other, t.Domain, t.Email)
		list := t.Must(t.List(membersPath, count(100), other, t.Domain))
		still := slices.Contains(list.Texts("members"), t.User)
		t.Choose("delete-member-by-email", because(removed, list), toggle(removed.Is(http.StatusNotFound, notFound) && still, removed.OK() && !still)...)
		emailUsers(t, other, still)
	},
}

// emailUsers gives the member a rich menu by address, and reads it by ID.
func emailUsers(t *trial.Trial, bot string, isMember bool) {
	if !isMember {
		t.Must(t.Post(membersPath, fields{"userId": t.User}, bot, t.Domain))
	}
	id := menuWithImage(t, bot)
	byEmail := t.Post(assignPath, nil, bot, id, t.Email)
	byID := byEmail
	if !byEmail.OK() {
		byID = t.Must(t.Post(assignPath, nil, bot, id, t.User))
	}
	shown := t.Must(t.Get(userMenuPath, bot, t.User))
	t.Choose("refuse-email-users", because(byEmail, byID, shown),
		toggle(byEmail.OK() && shown.Text("richmenuId") == id, byEmail.Is(http.StatusBadRequest, invalidParameter))...)
}

func menuWithImage(t *trial.Trial, bot string) string {
	id, _ := menu(t, bot, "probe")
	fileID := upload(t, bot, picture(menuHeight, 0))
	t.Must(t.Post(imagePath, fields{"fileId": fileID}, bot, id))
	return id
}

// userMenus gives the member a rich menu.
var userMenus = trial.Experiment{
	Name: "user-menus", Purpose: "a rich menu for the member: without a registration, and deleted while the member has it",
	Settles: []string{"user-menu-needs-registration", "refuse-delete-assigned-rich-menu"},
	Needs:   []trial.Need{trial.User, trial.Domain},
	Bots:    1, Requests: 14,
	Run: func(t *trial.Trial) {
		id, _ := t.Bot(nil)
		menu := menuWithImage(t, id)
		before := t.Post(assignPath, nil, id, menu, t.User)
		t.Must(t.Post(domainPath, hidden(false), id, t.Domain))
		after := t.Must(t.Post(assignPath, nil, id, menu, t.User))
		t.Choose("user-menu-needs-registration", because(before, after), toggle(before.OK(), before.Is(http.StatusForbidden, accessDenied))...)
		shown := t.Must(t.Get(userMenuPath, id, t.User))
		removed := t.Delete(richMenuPath, id, menu)
		t.Choose("refuse-delete-assigned-rich-menu", because(shown, removed), toggle(removed.OK(), removed.Is(http.StatusConflict, conflict))...)
	},
}
