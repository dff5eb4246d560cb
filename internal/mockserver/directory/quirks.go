// SPDX-License-Identifier: MPL-2.0

package directory

import (
	"bytes"
	"encoding/json"
	"net/http"
	"slices"
	"strings"
)

// Quirks are the positions of the switches of the directory; the zero value has each in
// its default. The meaning of each, and the evidence for its default, are in the table
// of mockserver.Switches.
type Quirks struct {
	ForeignDomain   ForeignDomain
	OtherDomain     OtherDomain
	OtherAddresses  bool
	ExactAddresses  bool
	SubUnitMembers  bool
	HideDeleted     bool
	NotFoundCode    NotFoundCode
	Me              Me
	LeaveOutUnset   bool
	RefuseLongPages bool
}

// ForeignDomain is the position of the switch directory-foreign-domain.
type ForeignDomain int

// Positions of the switch directory-foreign-domain.
const (
	ForeignDomain403 ForeignDomain = iota
	ForeignDomain400
	ForeignDomainEmpty
)

// OtherDomain is the position of the switch directory-other-domain.
type OtherDomain int

// Positions of the switch directory-other-domain.
const (
	OtherDomainRead OtherDomain = iota
	OtherDomain403
	OtherDomainHidden
)

// NotFoundCode is the position of the switch directory-not-found.
type NotFoundCode int

// Positions of the switch directory-not-found.
const (
	NotFoundPlain NotFoundCode = iota
	NotFoundByKind
)

// Me is the position of the switch directory-me.
type Me int

// Positions of the switch directory-me.
const (
	Me403 Me = iota
	Me400
	Me404
)

// notFound: https://developers.worksmobile.com/en/docs/error-codes has both forms.
func (q Quirks) notFound(kind string) *Refusal {
	code := "NOT_FOUND"
	if q.NotFoundCode == NotFoundByKind {
		code = strings.ToUpper(kind) + "_NOT_EXIST"
	}
	return &Refusal{http.StatusNotFound, code, kind + " not found."}
}

// hides reports whether a user is neither read nor listed.
func (q Quirks) hides(u *User) bool { return u.IsDeleted && q.HideDeleted }

func domainDenied() *Refusal {
	return &Refusal{http.StatusForbidden, "ACCESS_DENIED", "Access is denied for domain."}
}

// denied refuses an object of another domain of the tenant than that of the app.
func (d *Directory) denied(q Quirks, kind string, domains ...int64) *Refusal {
	switch {
	case q.OtherDomain == OtherDomainRead || slices.Contains(domains, d.home):
		return nil
	case q.OtherDomain == OtherDomain403:
		return domainDenied()
	default:
		return q.notFound(kind)
	}
}

// me refuses the word that stands for a member: every token of the mock is of a service
// account, https://developers.worksmobile.com/en/docs/auth-jwt.
func (q Quirks) me() *Refusal {
	switch q.Me {
	case Me400:
		return invalid("userId")
	case Me404:
		return q.notFound("User")
	default:
		return &Refusal{http.StatusForbidden, "SERVICE_ACCOUNT_NOT_ALLOWED", "A service account cannot use me."}
	}
}

// shown is an object as a response has it.
func (q Quirks) shown(value any) any {
	if !q.LeaveOutUnset {
		return value
	}
	// Objects that came from JSON can be written and read again.
	raw, _ := json.Marshal(value)
	var plain any
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.UseNumber()
	_ = decoder.Decode(&plain)
	return withoutUnset(plain)
}

// withoutUnset removes null, "", [] and {} from objects.
func withoutUnset(value any) any {
	switch v := value.(type) {
	case []any:
		for i := range v {
			v[i] = withoutUnset(v[i])
		}
	case map[string]any:
		for name, property := range v {
			kept := withoutUnset(property)
			items, isList := kept.([]any)
			fields, isObject := kept.(map[string]any)
			if kept == nil || kept == any("") || isList && len(items) == 0 || isObject && len(fields) == 0 {
				delete(v, name)
				continue
			}
			v[name] = kept
		}
	}
	return value
}
