// SPDX-License-Identifier: MPL-2.0

package directory_test

import (
	"net/http"
	"slices"
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/acctest"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
	mock "github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver/directory"
)

const (
	everyoneInProject = `["01","02","03","04","05","06","07","09"]`
	membersOfProject  = `[{"external_key":null,"id":"b3","type":"GROUP"},{"external_key":"OU-SALES","id":"a1","type":"ORGUNIT"},{"external_key":null,"id":"04","type":"USER"}]`
)

func TestGroup(t *testing.T) {
	t.Parallel()
	for name, quirks := range acctest.Variants(t, "reverse-lists", "directory-", "last-cursor-") {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := newCompany(t, acctest.Quirks(quirks)).Process(t)
			project := map[string]string{
				"group_name": `"Project One"`, "group_id": `"b2"`, "external_key": `"GRP-ONE"`, "domain_id": `"10000001"`, "description": "null",
				"administrators": `["04","05"]`, "members": membersOfProject, "user_ids": `["04"]`,
			}
			for name, config := range map[string]acctest.Values{
				"name": {"group_name": "Project One"}, "ID": {"group_id": idPrefix + "b2"}, "external key": {"external_key": "GRP-ONE"},
				"name in its domain": {"group_name": "Project One", "domain_id": "10000001"},
				"empty texts":        {"group_name": "Project One", "group_id": "", "external_key": "", "domain_id": ""},
			} {
				check(t, name, read(t, p, groupData, config), project)
				nested := config.With(acctest.Values{"include_nested": true})
				check(t, name+", nested", read(t, p, groupData, nested), map[string]string{"members": membersOfProject, "user_ids": everyoneInProject})
			}
			check(t, "owners", read(t, p, groupData, acctest.Values{"external_key": "GRP-OWNERS"}), map[string]string{
				"description": `"Those who look after bots"`, "user_ids": `["01","02","07"]`,
			})
		})
	}
}

func TestGroup_errors(t *testing.T) {
	t.Parallel()
	tenant := newCompany(t)
	p := tenant.Process(t)
	for _, tc := range []struct {
		config acctest.Values
		want   []string
	}{
		{acctest.Values{"group_name": "project one"}, []string{"error at group_name: Group not found", `No group of the domain of the app is named "project one", of 3`, `Did you mean "Project One"?`}},
		{acctest.Values{"group_name": "Project One", "domain_id": "10000002"}, []string{"No group of domain 10000002", "of 0 that it has"}},
		{acctest.Values{"group_id": "b9"}, []string{"error at group_id: Group not found", "no group b9 in this tenant", "404"}},
		{acctest.Values{"external_key": "x"}, []string{"error at external_key: Group not found", `with the external key "x"`}},
		{acctest.Values{}, []string{"one (and only one) of [group_name,group_id,external_key]"}},
		{acctest.Values{"group_name": "a", "group_id": "b"}, []string{"Keep one."}},
		{acctest.Values{"group_id": "b", "domain_id": "1"}, []string{`"group_id" cannot be specified when "domain_id"`}},
		{acctest.Values{"external_key": "b", "domain_id": "1"}, []string{`"external_key" cannot be specified when "domain_id"`}},
		{acctest.Values{"group_id": "a@b"}, []string{"must be an ID", "an e-mail address finds users only"}},
	} {
		fails(t, p, groupData, tc.config, tc.want...)
	}
}

// Groups of the same name, which the pages rule out within a domain, are told apart.
func TestGroup_several(t *testing.T) {
	t.Parallel()
	tenant := newCompany(t)
	p := tenant.Process(t)
	const twice = `{"groups":[{"groupId":"g1","groupName":"Twice","groupExternalKey":"K-1"},{"groupId":"g2","groupName":"Twice","description":"the other"},{"groupId":"g3","groupName":"Twice"}]}`
	tenant.API.Fail(mockserver.Fault{Operation: "GET /groups", Status: http.StatusOK, Body: twice})
	fails(t, p, groupData, acctest.Values{"group_name": "Twice"}, "error at group_name: Several groups have this name", `3 groups of the domain of the app are named "Twice"`,
		"- g1 (external key \"K-1\")\n- g2 (description \"the other\")\n- g3\n\nSet group_id, or external_key, instead of group_name.")
}

// A group is listed, read and resolved once, and tokens have the scopes that were needed.
func TestGroup_requests(t *testing.T) {
	t.Parallel()
	tenant := newCompany(t)
	p := tenant.Process(t)
	for range 3 {
		read(t, p, groupData, acctest.Values{"group_name": "Bot owners"})
	}
	requests, scopes := sent(tenant)
	// Two pages of groups, two of members.
	if len(requests) != 4 || !slices.Equal(scopes, []string{"group.read"}) {
		t.Errorf("got requests %q and scopes %q, want 4 and group.read", requests, scopes)
	}
	for range 3 {
		read(t, p, groupData, acctest.Values{"group_name": "Project One", "include_nested": true})
		read(t, p, groupData, acctest.Values{"group_name": "All projects", "include_nested": true})
	}
	requests, scopes = sent(tenant)
	slices.Sort(requests)
	if n := len(slices.Compact(requests)); n != len(requests) || !slices.Equal(scopes, []string{"group.read", "orgunit.read"}) {
		t.Errorf("got requests %q and scopes %q, want each request once, and orgunit.read besides", requests, scopes)
	}
}

// Without the scope of org units, members that are one are shown, and only resolving them fails.
func TestGroup_missingScope(t *testing.T) {
	t.Parallel()
	p := newCompany(t, withScopes("bot", "group.read")).Process(t)
	project := acctest.Values{"group_name": "Project One"}
	check(t, "not nested", read(t, p, groupData, project), map[string]string{"members": membersOfProject})
	fails(t, p, groupData, project.With(acctest.Values{"include_nested": true}), "Missing scope for look-ups in the directory", `members of group "Project One" (b2)`, `"orgunit.read"`)
	fails(t, newCompany(t, withScopes("bot")).Process(t), groupData, project, "Missing scope for look-ups", "the groups of the domain of the app", `"group.read" ("group", "directory.read" or "directory" is enough, too)`)
}

// Whatever is missing among nested members is an error: a shorter list would take people's rights.
func TestGroup_nestedFails(t *testing.T) {
	t.Parallel()
	for _, operation := range []string{"GET /groups/{groupId}/members", "GET /orgunits/{orgUnitId}/members", "GET /orgunits"} {
		tenant := newCompany(t)
		skip := 0
		if operation == "GET /groups/{groupId}/members" {
			skip = 2 // the group's own
		}
		tenant.API.Fail(mockserver.Fault{Operation: operation, Skip: skip, Status: http.StatusForbidden, Code: "ACCESS_DENIED", Description: "external"})
		fails(t, tenant.Process(t), groupData, acctest.Values{"group_id": idPrefix + "b2", "include_nested": true},
			"Unable to list members of group", `group "Project One" (b2)`, "403 ACCESS_DENIED: external")
	}
}

const (
	everyoneInSales = `["01","02","03","05","07"]`
	inSales         = `[{"external_key":"EMP-0001","is_manager":true,"user_id":"01"},{"external_key":"EMP-0005","is_manager":false,"user_id":"05"},{"external_key":"EMP-0007","is_manager":false,"user_id":"07"}]`
)

func TestOrgUnit(t *testing.T) {
	t.Parallel()
	for name, quirks := range acctest.Variants(t, "reverse-lists", "directory-", "last-cursor-") {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := newCompany(t, acctest.Quirks(quirks)).Process(t)
			sales := map[string]string{
				"org_unit_name": `"Sales"`, "org_unit_id": `"a1"`, "external_key": `"OU-SALES"`, "domain_id": `"10000001"`, "email": `"sales@example.co.jp"`,
				"description": "null", "parent_org_unit_id": "null", "members": inSales, "user_ids": `["01","05","07"]`,
			}
			if quirks.Directory.SubUnitMembers {
				delete(sales, "members")
				sales["user_ids"] = everyoneInSales
			}
			for name, config := range map[string]acctest.Values{
				"name": {"org_unit_name": "Sales"}, "ID": {"org_unit_id": idPrefix + "a1"}, "external key": {"external_key": "OU-SALES"},
				"name in its domain": {"org_unit_name": "Sales", "domain_id": "10000001"},
			} {
				check(t, name, read(t, p, orgUnitData, config), sales)
				check(t, name+", nested", read(t, p, orgUnitData, config.With(acctest.Values{"include_nested": true})), map[string]string{"user_ids": everyoneInSales})
			}
			check(t, "below", read(t, p, orgUnitData, acctest.Values{"org_unit_id": idPrefix + "a3"}), map[string]string{"org_unit_name": `"East"`, "parent_org_unit_id": `"a1"`, "external_key": "null"})
		})
	}
}

func TestOrgUnit_errors(t *testing.T) {
	t.Parallel()
	p := newCompany(t).Process(t)
	for _, tc := range []struct {
		config acctest.Values
		want   []string
	}{
		{acctest.Values{"org_unit_name": "East"}, []string{
			"error at org_unit_name: Several org units have this name", `2 org units of the domain of the app are named "East"`,
			"- a3 (Sales / East, e-mail address \"sales-east@example.co.jp\")\n- a4 (Development / East, e-mail address \"dev-east@example.co.jp\")\n\nSet org_unit_id",
		}},
		{acctest.Values{"org_unit_name": "Sale"}, []string{"error at org_unit_name: Org unit not found", `Did you mean "Sales"?`}},
		{acctest.Values{"org_unit_name": "Sales", "domain_id": "10000003"}, []string{"Unable to list org units", "the org units of domain 10000003", "403"}},
		{acctest.Values{"org_unit_id": "a9"}, []string{"error at org_unit_id: Org unit not found", "no org unit a9"}},
		{acctest.Values{"external_key": "ou-sales"}, []string{"error at external_key: Org unit not found"}},
		{acctest.Values{}, []string{"one (and only one) of [org_unit_name,org_unit_id,external_key]"}},
	} {
		fails(t, p, orgUnitData, tc.config, tc.want...)
	}
	fails(t, newCompany(t, withScopes("bot")).Process(t), orgUnitData, acctest.Values{"org_unit_name": "Sales"}, "Missing scope for look-ups", `"orgunit.read"`)
}

// The names of org units on Macs may be decomposed, and units may be below each other by mistake.
func TestOrgUnit_names(t *testing.T) {
	t.Parallel()
	tenant := newCompany(t)
	change(t, tenant, func(c *mock.Content) {
		c.OrgUnits = append(c.OrgUnits, mock.OrgUnit{OrgUnitID: "ga", OrgUnitName: "が"}) // か and a mark
	})
	check(t, "decomposed", read(t, tenant.Process(t), orgUnitData, acctest.Values{"org_unit_name": "が"}), map[string]string{"org_unit_id": `"ga"`, "org_unit_name": `"が"`})
	const circle = `{"orgUnits":[{"orgUnitId":"x","orgUnitName":"A","parentOrgUnitId":"y"},{"orgUnitId":"y","orgUnitName":"A","parentOrgUnitId":"x"}]}`
	tenant.API.Fail(mockserver.Fault{Operation: "GET /orgunits", Status: http.StatusOK, Body: circle})
	fails(t, tenant.Process(t), orgUnitData, acctest.Values{"org_unit_name": "A"}, "- x (A / A / A)\n- y (A / A / A)")
}

// Groups and org units of another domain are found, if the service lets the app read them, and a group
// may have an org unit of another domain.
func TestDirectory_otherDomain(t *testing.T) {
	t.Parallel()
	process := func(position mock.OtherDomain) *acctest.Process {
		tenant := newCompany(t, acctest.Quirks(mockserver.Quirks{Directory: mock.Quirks{OtherDomain: position}}))
		change(t, tenant, func(c *mock.Content) {
			const other = 10000002
			c.OrgUnits = append(c.OrgUnits,
				mock.OrgUnit{OrgUnitID: "lab", OrgUnitName: "Lab", DomainID: other},
				mock.OrgUnit{OrgUnitID: "attic", OrgUnitName: "Attic", DomainID: other, ParentOrgUnitID: "lab"})
			rin := c.User("rin@example.com")
			rin.Organizations = []mock.Organization{{DomainID: other, Primary: true, OrgUnits: []mock.Membership{{OrgUnitID: "attic"}}}}
			c.Group("Bot owners").Members = append(c.Group("Bot owners").Members, mock.Member{ID: "lab", Type: "ORGUNIT"})
		})
		return tenant.Process(t)
	}
	p := process(mock.OtherDomainRead)
	lab := map[string]string{"org_unit_id": `"lab"`, "domain_id": `"10000002"`, "user_ids": `["10"]`}
	for _, config := range []acctest.Values{{"org_unit_id": "lab"}, {"org_unit_name": "Lab", "domain_id": "10000002"}} {
		check(t, "org unit", read(t, p, orgUnitData, config.With(acctest.Values{"include_nested": true})), lab)
	}
	fails(t, p, orgUnitData, acctest.Values{"org_unit_name": "Lab"}, "No org unit of the domain of the app", "set domain_id")
	owners := acctest.Values{"group_name": "Bot owners", "include_nested": true}
	check(t, "group", read(t, p, groupData, owners), map[string]string{"user_ids": `["01","02","07","10"]`})
	fails(t, process(mock.OtherDomain403), orgUnitData, acctest.Values{"org_unit_id": "lab"}, "Unable to look up org unit", "403 ACCESS_DENIED")
	fails(t, process(mock.OtherDomainHidden), groupData, owners, "Unable to list members of group", "org unit lab", "404")
}
