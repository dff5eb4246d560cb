// SPDX-License-Identifier: MPL-2.0

package directory

// key is an element of the lists of external keys,
// https://developers.worksmobile.com/en/docs/user-external-key-list.
type key struct {
	DomainID    int64  `json:"domainId"`
	Name        string `json:"name"`
	Email       Text   `json:"email"`
	ID          string `json:"id"`
	ExternalKey Text   `json:"externalKey"`
}

// listKeys lists objects with or without a key, or all.
func (d *Directory) listKeys(r Request, field string, keys func(domain int64) []key) (Answer, *Refusal) {
	domain, refusal := d.domain(r)
	if refusal != nil {
		return Answer{}, refusal
	}
	wanted, refusal := oneOf(r, "hasExternalKey", "", "true", "false")
	if refusal != nil {
		return Answer{}, refusal
	}
	var found []key
	for _, k := range keys(domain) {
		if wanted == "" || (wanted == "true") == (k.ExternalKey != "") {
			found = append(found, k)
		}
	}
	return list(field, found, false), nil
}

func (d *Directory) listUserKeys(r Request) (Answer, *Refusal) {
	return d.listKeys(r, "users", func(domain int64) (keys []key) {
		for i := range d.content.Users {
			u := &d.content.Users[i]
			if u.isIn(domain) && !r.Quirks.hides(u) {
				keys = append(keys, key{u.DomainID, u.name(), Text(u.Email), u.UserID, u.UserExternalKey})
			}
		}
		return keys
	})
}

func (d *Directory) listOrgUnitKeys(r Request) (Answer, *Refusal) {
	return d.listKeys(r, "orgUnits", func(domain int64) (keys []key) {
		for _, u := range d.content.OrgUnits {
			if u.DomainID == domain {
				keys = append(keys, key{u.DomainID, u.OrgUnitName, Text(u.Email), u.OrgUnitID, u.OrgUnitExternalKey})
			}
		}
		return keys
	})
}

func (d *Directory) listGroupKeys(r Request) (Answer, *Refusal) {
	return d.listKeys(r, "groups", func(domain int64) (keys []key) {
		for _, g := range d.content.Groups {
			if g.DomainID == domain {
				keys = append(keys, key{g.DomainID, g.GroupName, g.GroupEmail, g.GroupID, g.GroupExternalKey})
			}
		}
		return keys
	})
}
