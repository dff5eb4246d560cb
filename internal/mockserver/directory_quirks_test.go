// SPDX-License-Identifier: MPL-2.0

package mockserver_test

import (
	"slices"
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver/directory"
)

// startQuirky is startCompany with quirks of the directory.
func startQuirky(t *testing.T, q directory.Quirks) *env {
	t.Helper()
	return startCompany(t, mockserver.Options{Quirks: mockserver.Quirks{Directory: q}})
}

func TestQuirk_directoryForeignDomain(t *testing.T) {
	t.Parallel()
	for form, status := range map[directory.ForeignDomain]int{
		directory.ForeignDomain403: 403, directory.ForeignDomain400: 400, directory.ForeignDomainEmpty: 200,
	} {
		e := startQuirky(t, directory.Quirks{ForeignDomain: form})
		for path, field := range map[string]string{"/users": "users", "/orgunits": "orgUnits", "/groups/external-keys": "groups"} {
			got := e.get(path + "?domainId=10000003").is(status)
			if status == 200 {
				got.has(field, []any{})
			}
		}
		e.lists("/users?domainId=10000002", "users", "userId", "09", "10")
	}
}

func TestQuirk_directoryOtherDomain(t *testing.T) {
	t.Parallel()
	e := startQuirky(t, directory.Quirks{OtherDomain: directory.OtherDomain403})
	e.get("/users/rin@example.com").is(403, "ACCESS_DENIED")
	e.get("/users?domainId=10000002").is(403, "ACCESS_DENIED")
	e.get("/users?domainId=10000001").is(200)
	e.get("/users/mei@example.co.jp").is(200) // of both domains
	e = startQuirky(t, directory.Quirks{OtherDomain: directory.OtherDomainHidden})
	e.get("/users/externalKey:EMP-0010").is(404, "NOT_FOUND")
	e.lists("/users?domainId=10000002", "users", "userId")
	e.get("/users?domainId=10000003").is(403) // of another tenant
	err := e.api.ChangeDirectory(func(c *directory.Content) {
		c.OrgUnits = append(c.OrgUnits, directory.OrgUnit{OrgUnitName: "Labs", OrgUnitID: "labs", DomainID: 10000002})
		c.Groups = append(c.Groups, directory.Group{
			GroupName: "Labs", GroupID: "labs", DomainID: 10000002, Administrators: []directory.Person{{UserID: "rin@example.com"}},
		})
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"/orgunits/labs", "/orgunits/labs/members", "/groups/labs", "/groups/labs/administrators"} {
		e.get(path).is(404, "NOT_FOUND")
	}
}

func TestQuirk_directoryAddresses(t *testing.T) {
	t.Parallel()
	e := startQuirky(t, directory.Quirks{OtherAddresses: true})
	e.get("/users/M.Watanabe@example.co.jp").is(200).has("userId", idOf("09"))
	e.get("/orgunits/sales@example.co.jp").is(200).has("orgUnitId", idOf(sales))
	e.get("/groups/one@example.co.jp/members").is(200)
	e.get("/users/sales@example.co.jp").is(404)

	e = startQuirky(t, directory.Quirks{ExactAddresses: true})
	e.get("/users/taro@example.co.jp").is(200)
	e.get("/users/Taro@example.co.jp").is(404, "NOT_FOUND")
}

func TestQuirk_directorySubUnitMembers(t *testing.T) {
	t.Parallel()
	e := startQuirky(t, directory.Quirks{SubUnitMembers: true})
	if err := e.api.ChangeDirectory(func(c *directory.Content) {
		taro := c.User("taro@example.co.jp") // in a unit and in one below it
		taro.Organizations[0].OrgUnits = append(taro.Organizations[0].OrgUnits, directory.Membership{OrgUnitID: idOf(salesEast)})
		c.OrgUnits = append(c.OrgUnits, directory.OrgUnit{OrgUnitName: "Deep", OrgUnitID: "deep", ParentOrgUnitID: directory.Text(idOf(salesEast))})
		yuki := c.User("yuki@example.co.jp")
		yuki.Organizations[0].OrgUnits = append(yuki.Organizations[0].OrgUnits, directory.Membership{OrgUnitID: "deep"})
	}); err != nil {
		t.Fatal(err)
	}
	e.lists("/orgunits/"+idOf(sales)+"/members", "members", "userId", "01", "02", "03", "04", "05", "07")
	e.lists("/orgunits/"+idOf(salesEast)+"/members", "members", "userId", "01", "02", "03", "04")
	e.lists("/orgunits/deep/members", "members", "userId", "04")
}

func TestQuirk_directoryHideDeleted(t *testing.T) {
	t.Parallel()
	e := startQuirky(t, directory.Quirks{HideDeleted: true})
	e.get("/users/old.colleague@example.co.jp").is(404, "NOT_FOUND")
	e.get("/users/aoi@example.co.jp").is(200) // suspended
	e.lists("/users", "users", "userId", "01", "02", "03", "04", "05", "06", "07", "09")
	e.lists("/users/external-keys?hasExternalKey=false", "users", "id", "04")
	if err := e.api.ChangeDirectory(func(c *directory.Content) { c.User(idOf("03")).IsDeleted = true }); err != nil {
		t.Fatal(err)
	}
	e.lists("/orgunits/"+idOf(salesEast)+"/members", "members", "userId", "02")
}

func TestQuirk_directoryCodes(t *testing.T) {
	t.Parallel()
	e := startQuirky(t, directory.Quirks{NotFoundCode: directory.NotFoundByKind, Me: directory.Me400})
	e.get("/users/none").is(404, "USER_NOT_EXIST")
	e.get("/orgunits/none").is(404, "ORGUNIT_NOT_EXIST")
	e.get("/groups/none").is(404, "GROUP_NOT_EXIST")
	e.get("/users/me").is(400, "INVALID_PARAMETER")
	startQuirky(t, directory.Quirks{Me: directory.Me404}).get("/users/me").is(404, "NOT_FOUND")
	e = startQuirky(t, directory.Quirks{RefuseLongPages: true})
	e.get("/users?count=101").is(400, "OUT_OF_RANGE")
	e.get("/users?count=100").is(200)
}

func TestQuirk_directoryUnsetAbsent(t *testing.T) {
	t.Parallel()
	e := startQuirky(t, directory.Quirks{LeaveOutUnset: true})
	e.get("/users/old.colleague@example.co.jp").is(200).
		has("domainId", 10000001).has("isDeleted", true).has("isSuspended", false).has("userExternalKey", "absent").has("aliasEmails", "absent").
		has("messenger", "absent").has("customProperties", "absent").has("userName", map[string]any{"lastName": "伊藤", "firstName": "健"}).
		has("organizations", []any{map[string]any{
			"domainId": 10000001, "primary": true, "email": "old.colleague@example.co.jp", "executive": false,
		}})
	e.get("/groups/"+idOf(owners)).is(200).has("groupEmail", "absent").has("visible", true)
	e.lists("/groups", "groups", "groupId", owners, projectOne, allProjects)
	e.get("/users?domainId=10000001&searchFilterType=VIP").is(200).has("users", []any{})
}

// TestQuirk_directoryEachServes reads a person under each variant that a careful client
// can live with.
func TestQuirk_directoryEachServes(t *testing.T) {
	t.Parallel()
	for name, quirks := range mockserver.Variants() {
		e := startCompany(t, mockserver.Options{Quirks: quirks, MaxPageSize: 2})
		e.get("/users/taro@example.co.jp").is(200).has("userId", idOf("01")).has("email", "taro@example.co.jp")
		if users, _ := e.list("/users", "users"); len(users) != 9 {
			t.Errorf("%s: got %d users, want 9", name, len(users))
		}
		groups, _ := e.list("/groups", "groups")
		if found := digits(t, groups, "groupId"); len(found) != 3 || !slices.Contains(found, projectOne) {
			t.Errorf("%s: got the groups %q, want 3 with %s", name, found, projectOne)
		}
	}
}
