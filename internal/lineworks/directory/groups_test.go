// SPDX-License-Identifier: MPL-2.0

package directory_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/directory"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/rest"
)

// A group and its members are requested once each; the members page after page.
func TestService_Group(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := newSite(t, map[string]string{
			"/groups/externalKey:G-1": `{"domainId":1,"groupId":"g","groupName":"Project","groupExternalKey":"G-1","description":"x",
				"administrators":[{"userId":"u-1"}],"members":[{"id":"u-1","type":"USER"}]}`,
			"/groups/g/members?count=100":            `{"members":[{"id":"u-1","type":"USER","externalKey":"E-1"},{"id":"o","type":"ORGUNIT"}],"responseMetaData":{"nextCursor":"n"}}`,
			"/groups/g/members?count=100&cursor=n":   `{"members":[{"id":"h","type":"GROUP","externalKey":null}]}`,
			"/groups?count=100":                      `{"groups":[{"domainId":1,"groupId":"g","groupName":"Project"}]}`,
			"/groups/externalKey:G-2":                `{"groupId":"g","groupExternalKey":"G-1"}`,
			"/groups/h":                              `{"groupId":"g"}`,
			"/groups/i":                              `{"groupName":"x"}`,
			"/groups/i/members?count=100":            `{"members":[{"type":"USER"}]}`,
			"/orgunits/externalKey:O-1":              `{"orgUnitId":"o","orgUnitExternalKey":"O-2"}`,
			"/orgunits/o":                            `{"domainId":1,"orgUnitId":"o","orgUnitName":"Sales","orgUnitExternalKey":"O-2","email":"sales@b","description":null,"parentOrgUnitId":null}`,
			"/orgunits/o/members?count=100":          `{"members":[{"userId":"u-1","userExternalKey":"E-1","isManager":true},{"userId":"u-2","userExternalKey":null}],"responseMetaData":{"nextCursor":"n"}}`,
			"/orgunits/o/members?count=100&cursor=n": `{"members":[{"userId":"u-3"}],"responseMetaData":{"nextCursor":""}}`,
		})
		for range 2 {
			g, err := s.Group(t.Context(), directory.Key{ExternalKey: "G-1"})
			if err != nil || g.GroupID != "g" || g.GroupName != "Project" || g.DomainID != "1" || g.Description != "x" || !slices.Equal(g.Administrators, []string{"u-1"}) {
				t.Errorf("got %+v and error %v, want the group", g, err)
			}
			members, err := s.GroupMembers(t.Context(), "g")
			if want := []directory.Member{{ID: "u-1", Type: "USER", ExternalKey: "E-1"}, {ID: "o", Type: "ORGUNIT"}, {ID: "h", Type: "GROUP"}}; err != nil || !slices.Equal(members, want) {
				t.Errorf("got members %v and error %v, want %v", members, err, want)
			}
			if groups, err := s.Groups(t.Context(), ""); err != nil || len(groups) != 1 || groups[0].GroupID != "g" {
				t.Errorf("got groups %v and error %v, want g", groups, err)
			}
			o, err := s.OrgUnit(t.Context(), directory.Key{ID: "o"})
			if want := (directory.OrgUnit{OrgUnitID: "o", OrgUnitName: "Sales", ExternalKey: "O-2", DomainID: "1", Email: "sales@b"}); err != nil || *o != want {
				t.Errorf("got %+v and error %v, want %+v", o, err, want)
			}
			in, err := s.OrgUnitMembers(t.Context(), "o")
			if want := []directory.OrgUnitMember{{UserID: "u-1", ExternalKey: "E-1", IsManager: true}, {UserID: "u-2"}, {UserID: "u-3"}}; err != nil || !slices.Equal(in, want) {
				t.Errorf("got members %v and error %v, want %v", in, err, want)
			}
		}
		if got := s.reads(); len(got) != 7 {
			t.Errorf("got requests %q, want 7", got)
		}
		if got := s.scopes(t); !slices.Equal(got, []string{"group.read", "orgunit.read"}) {
			t.Errorf("got token requests with scopes %q, want group.read and orgunit.read", got)
		}
		_, err1 := s.Group(t.Context(), directory.Key{ExternalKey: "G-2"})
		_, err2 := s.Group(t.Context(), directory.Key{ID: "h"})
		_, err3 := s.Group(t.Context(), directory.Key{ID: "i"})
		_, err4 := s.GroupMembers(t.Context(), "i")
		_, err5 := s.OrgUnit(t.Context(), directory.Key{ExternalKey: "O-1"})
		for i, err := range []error{err1, err2, err3, err4, err5} {
			if !errors.Is(err, rest.ErrNotAPI) {
				t.Errorf("wrong response %d: got error %v, want ErrNotAPI", i+1, err)
			}
		}
	})
}

// tree is a site of groups and org units that hold each other: g holds h, which holds g, the unit
// o and u-1. Below o are p and q, and below q is r; o also has a unit in another domain.
func tree() map[string]string {
	routes := map[string]string{
		"/orgunits?count=100": `{"orgUnits":[{"domainId":1,"orgUnitId":"o"},{"domainId":1,"orgUnitId":"p","parentOrgUnitId":"o"},
			{"domainId":1,"orgUnitId":"q","parentOrgUnitId":"o"},{"domainId":1,"orgUnitId":"r","parentOrgUnitId":"q"},{"domainId":1,"orgUnitId":"x"}]}`,
		"/orgunits?count=100&domainId=2": `{"orgUnits":[{"domainId":2,"orgUnitId":"far","parentOrgUnitId":"far"},{"domainId":2,"orgUnitId":"farther","parentOrgUnitId":"far"}]}`,
		"/orgunits/far":                  `{"domainId":2,"orgUnitId":"far"}`,
		"/groups/g/members?count=100":    `{"members":[{"id":"h","type":"GROUP"},{"id":"u-0","type":"USER"}]}`,
		"/groups/h/members?count=100":    `{"members":[{"id":"g","type":"GROUP","externalKey":"K"},{"id":"o","type":"ORGUNIT"},{"id":"far","type":"ORGUNIT"},{"id":"u-1","type":"USER"}]}`,
	}
	for id, users := range map[string]string{"o": "u-1 u-2", "p": "", "q": "u-3", "r": "u-4 u-2", "x": "u-9", "far": "u-5", "farther": "u-6"} {
		var members []string
		for _, u := range strings.Fields(users) {
			members = append(members, fmt.Sprintf(`{"userId":%q}`, u))
		}
		routes["/orgunits/"+id+"/members?count=100"] = `{"members":[` + strings.Join(members, ",") + `]}`
	}
	return routes
}

func TestService_NestedUsers(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		root   directory.Member
		domain string
		want   string
		reads  int
	}{
		"group":                    {directory.Member{ID: "g", Type: "GROUP"}, "", "u-0 u-1 u-2 u-3 u-4 u-5 u-6", 11},
		"org unit":                 {directory.Member{ID: "o", Type: "ORGUNIT", ExternalKey: "O"}, "", "u-1 u-2 u-3 u-4", 5},
		"lowest org unit":          {directory.Member{ID: "r", Type: "ORGUNIT"}, "", "u-2 u-4", 2},
		"in another domain":        {directory.Member{ID: "far", Type: "ORGUNIT"}, "2", "u-5 u-6", 3},
		"in another domain, by ID": {directory.Member{ID: "far", Type: "ORGUNIT"}, "", "u-5 u-6", 5},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				s := newSite(t, tree())
				for range 2 {
					got, err := s.NestedUsers(t.Context(), tc.root, tc.domain)
					if err != nil || strings.Join(got, " ") != tc.want {
						t.Errorf("got %q and error %v, want %q", got, err, tc.want)
					}
				}
				if got := s.reads(); len(got) != tc.reads {
					t.Errorf("got requests %q, want %d", got, tc.reads)
				}
			})
		})
	}
}

// A member that cannot be read or understood is an error: a shorter list would take people's rights.
func TestService_NestedUsers_errors(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		routes := tree()
		routes["/groups/odd/members?count=100"] = `{"members":[{"id":"r","type":"ROBOT"}]}`
		routes["/groups/broken/members?count=100"] = `{"members":[{"id":"nowhere","type":"GROUP"}]}`
		delete(routes, "/orgunits/q/members?count=100")
		delete(routes, "/orgunits/far")
		s := newSite(t, routes)
		for id, want := range map[string]string{"odd": `"ROBOT"`, "broken": "group nowhere: ", "g": "org unit "} {
			if got, err := s.NestedUsers(t.Context(), directory.Member{ID: id, Type: "GROUP"}, ""); err == nil || !strings.Contains(err.Error(), want) || got != nil {
				t.Errorf("%s: got %q and error %v, want one with %q", id, got, err, want)
			}
		}
	})
}

// A group that holds too many groups is an error, and not an endless run.
func TestService_NestedUsers_bound(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		routes := map[string]string{}
		for i := range 1002 {
			routes[fmt.Sprintf("/groups/%d/members?count=100", i)] = fmt.Sprintf(`{"members":[{"id":"%d","type":"GROUP"}]}`, i+1)
		}
		s := newSite(t, routes)
		if got, err := s.NestedUsers(t.Context(), directory.Member{ID: "0", Type: "GROUP"}, ""); err == nil || !strings.Contains(err.Error(), "group 0 holds too many groups and org units: 1000 were read") || got != nil {
			t.Errorf("got %q and error %v, want one that names the bound", got, err)
		}
		if n := len(s.reads()); n != 1000 {
			t.Errorf("got %d requests, want 1000", n)
		}
	})
}
