// SPDX-License-Identifier: MPL-2.0

package experiments

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/rest"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/probe/raw"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/probe/trial"
)

const (
	usersPath = "/users"
	userPath  = usersPath + "/{userId}"
)

// reader reads the directory with a token of its own.
type reader struct {
	t     *trial.Trial
	token string
}

// newReader asks for a token with one of the scopes that show whole users; false if the app has
// none of them.
func newReader(t *trial.Trial, switches []string) (*reader, bool) {
	tries := [][]string{{"directory.read"}, {"user.read"}}
	if len(t.Account.DirectoryScopes) > 0 {
		tries = [][]string{t.Account.DirectoryScopes}
	}
	var refused []*result
	for _, scopes := range tries {
		token := request(t, assertion(t, claims(t)), scopes...)
		if !token.Refused() {
			t.Must(token)
			return &reader{t, token.Text("access_token")}, true
		}
		refused = append(refused, token)
	}
	for _, name := range switches {
		t.Leave(name, "The app has neither the scope directory.read nor user.read.", refused...)
	}
	return nil, false
}

func (r *reader) list(domain string, count string) *result {
	query := url.Values{"domainId": {domain}, "count": {count}}
	return r.t.Do(raw.Request{Op: rest.Operation{Method: http.MethodGet, Path: usersPath}, Query: query, Token: r.token})
}

func (r *reader) user(id string) *result {
	return r.t.Do(raw.Request{Op: rest.Operation{Method: http.MethodGet, Path: userPath}, IDs: []string{id}, Token: r.token})
}

// noDomain is the greatest ID that a domain may have; no domain has it. See
// https://developers.worksmobile.com/jp/docs/user-list.
const noDomain = "2147483647"

var byKind = regexp.MustCompile(`^[A-Z]+_NOT_EXIST$`)

// directory reads the list of members of the domain.
var directory = trial.Experiment{
	Name: "directory", Purpose: "the list of the members of the domain, and members that do not exist. No value of a member is kept",
	Settles: []string{"directory-foreign-domain", "directory-count-refused", "directory-not-found", "directory-me"},
	Needs:   []trial.Need{trial.Account, trial.Domain}, Requests: 9,
	Run: func(t *trial.Trial) {
		r, ok := newReader(t, []string{"directory-foreign-domain", "directory-count-refused", "directory-not-found", "directory-me"})
		if !ok {
			return
		}
		one := t.Must(r.list(t.Domain, "1"))
		many := r.list(t.Domain, "101")
		t.Choose("directory-count-refused", because(one, many), toggle(
			one.Form("users") == trial.Valued && many.OK() && many.Form("users") == trial.Empty, many.Is(http.StatusBadRequest, outOfRange))...)
		foreign := r.list(noDomain, "1")
		t.Choose("directory-foreign-domain", because(foreign),
			at("directory-foreign-domain-403", foreign.Is(http.StatusForbidden, accessDenied)),
			at("directory-foreign-domain-400", foreign.Is(http.StatusBadRequest, invalidParameter)),
			at("directory-foreign-domain-empty", foreign.OK() && foreign.Form("users") == trial.Empty))
		unknown := r.user(newUUID())
		t.Choose("directory-not-found", because(unknown),
			at("directory-not-found-plain", unknown.Is(http.StatusNotFound, notFound)),
			at("directory-not-found-by-kind", unknown.Status == http.StatusNotFound && byKind.MatchString(unknown.Code())))
		me := r.user("me")
		t.Choose("directory-me", because(me),
			at("directory-me-403", me.Is(http.StatusForbidden, "SERVICE_ACCOUNT_NOT_ALLOWED")),
			at("directory-me-400", me.Is(http.StatusBadRequest, invalidParameter)), at("directory-me-404", me.Status == http.StatusNotFound))
	},
}

// otherDomain reads the list of members of another domain of the tenant.
var otherDomain = trial.Experiment{
	Name: "other-domain", Purpose: "the list of the members of the other domain, in which a bot is registered before, to know that it is one of the tenant. No value of a member is kept",
	Settles: []string{"directory-other-domain"},
	Needs:   []trial.Need{trial.Account, trial.OtherDomain},
	Bots:    1, Requests: 10,
	Run: func(t *trial.Trial) {
		// A domain that is not of the tenant takes no bot.
		id, _ := t.Bot(nil)
		registration := t.Must(t.Post(domainPath, hidden(true), id, t.OtherDomain))
		r, ok := newReader(t, []string{"directory-other-domain"})
		if !ok {
			return
		}
		// The user of the probe says that the domain has members.
		list := r.list(t.OtherDomain, "1")
		t.Choose("directory-other-domain", because(registration, list),
			at("directory-other-domain-read", list.OK() && list.Form("users") == trial.Valued),
			at("directory-other-domain-403", list.Is(http.StatusForbidden, accessDenied)),
			at("directory-other-domain-hidden", list.OK() && list.Form("users") == trial.Empty))
	},
}

// person reads the member.
var person = trial.Experiment{
	Name: "person", Purpose: "the member in the directory: properties without a value, an alias, and the login address with capital letters. No value is kept",
	Settles: []string{"directory-unset-absent", "directory-other-addresses", "directory-exact-addresses"},
	Needs:   []trial.Need{trial.Account, trial.User}, Requests: 9,
	Run: func(t *trial.Trial) {
		r, ok := newReader(t, []string{"directory-unset-absent", "directory-other-addresses", "directory-exact-addresses"})
		if !ok {
			return
		}
		user := t.Must(r.user(t.User))
		unsetOfUser(t, user)
		aliases := user.Texts("aliasEmails")
		if len(aliases) == 0 {
			t.Leave("directory-other-addresses", "The member has no alias.", user)
		} else {
			alias := r.user(aliases[0])
			t.Choose("directory-other-addresses", because(user, alias), toggle(isGone(alias), alias.OK())...)
		}
		address := user.Text("email")
		if address == "" || strings.ToUpper(address) == address {
			t.Leave("directory-exact-addresses", "The response has no login address with small letters.", user)
			return
		}
		small, capital := t.Must(r.user(address)), r.user(strings.ToUpper(address))
		t.Choose("directory-exact-addresses", because(small, capital), toggle(capital.OK(), isGone(capital))...)
	},
}

// optional are properties of a user that often have no value:
// https://developers.worksmobile.com/jp/docs/user-get.
var optional = []string{
	"userExternalKey", "suspendedReason", "i18nNames", "nickName", "privateEmail", "aliasEmails", "employmentTypeId", "employmentTypeName",
	"userTypeId", "userTypeName", "telephone", "cellPhone", "location", "task", "messenger", "birthday", "hiredDate", "relations", "employeeNumber",
}

func unsetOfUser(t *trial.Trial, user *result) {
	shown, absent := 0, 0
	for _, name := range optional {
		switch user.Form(name) {
		case trial.Absent:
			absent++
		case trial.Null, trial.Empty:
			shown++
		case trial.Valued:
		}
	}
	// Which properties there are depends on settings of the tenant, so that some may be absent
	// in any case: a mixture says nothing.
	t.Choose("directory-unset-absent", because(user), toggle(shown > 0 && absent == 0, shown == 0 && absent > len(optional)/2)...)
}
