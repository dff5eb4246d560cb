// SPDX-License-Identifier: MPL-2.0

package richmenu_test

import (
	"net/http"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/acctest"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
)

// TestRichMenu_create_failsInTheMiddle leaves a tainted menu, which the next apply
// replaces, and nothing that Terraform does not know.
func TestRichMenu_create_failsInTheMiddle(t *testing.T) {
	t.Parallel()
	refusal := func(operation string) mockserver.Fault {
		return mockserver.Fault{Operation: operation, Status: http.StatusBadRequest, Code: "INVALID_PARAMETER", Description: "fileId is bad."}
	}
	for name, tc := range map[string]struct {
		quirks mockserver.Quirks
		fault  mockserver.Fault
		want   string
	}{
		"address for the upload": {fault: refusal(attach), want: `(?s)Unable to upload picture of rich menu.*image\s+=.*file\s+"\S*menu.png"\s+for\s+rich\s+menu\s+"Main".*fileId\s+is\s+bad`},
		"upload":                 {fault: refusal(upload), want: `(?s)Unable to upload picture of rich menu.*image\s+=.*fileId\s+is\s+bad`},
		"picture":                {fault: refusal(setImage), want: `(?s)Unable to set picture of rich menu\n.*image\s+=.*fileId\s+is\s+bad`},
		"read back": {
			quirks: mockserver.Quirks{CreateAnswer: mockserver.CreateAnswerOnlyID}, fault: refusal(read),
			want: `(?s)Unable to read rich menu after creating it.*fileId\s+is\s+bad`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tenant := acctest.New(t, acctest.Quirks(tc.quirks))
			bot := tenant.AddBot()
			path := picture(t, "menu.png", "1")
			tenant.API.Fail(tc.fault)
			first := ""
			tenant.Test(t,
				resource.TestStep{Config: menu{bot: bot, image: path}.String(), ExpectError: regexp.MustCompile(tc.want)},
				resource.TestStep{
					PreConfig:        func() { first = onlyMenu(t, tenant, bot).RichMenuID },
					Config:           menu{bot: bot, image: path}.String(),
					ConfigPlanChecks: planned(plancheck.ResourceActionDestroyBeforeCreate),
					PostApplyFunc: func() {
						if onlyMenu(t, tenant, bot).RichMenuID == first {
							t.Error("the menu was not replaced")
						}
						expectPicture(t, tenant, bot, path, nil)
					},
				},
			)
		})
	}
}

// TestRichMenu_update_fails keeps what is in state, so that the next apply sends the
// picture once more, in place.
func TestRichMenu_update_fails(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		quirks mockserver.Quirks
		fault  mockserver.Fault
		size   int
		want   string
	}{
		"upload": {
			fault: mockserver.Fault{Operation: upload, Status: http.StatusForbidden, Code: "FORBIDDEN", Description: "no"},
			want:  `(?s)Unable to upload picture of rich menu.*403 FORBIDDEN`,
		},
		"not allowed": { // about rights, so it says nothing about a second picture either
			fault: mockserver.Fault{Operation: setImage, Status: http.StatusForbidden, Code: "FORBIDDEN", Description: "no"},
			want:  `(?s)Unable to set picture of rich menu\n.*403 FORBIDDEN.*scope\s+"bot"`,
		},
		"another file wanted": { // about the file
			fault: mockserver.Fault{Operation: setImage, Status: http.StatusBadRequest, Code: "INVALID_PARAMETER", Description: "FileID is expired."},
			want:  `(?s)Unable to set picture of rich menu\n.*image\s+=.*FileID\s+is\s+expired`,
		},
		"service busy": { // no refusal, so it says nothing about a second picture
			fault: mockserver.Fault{Operation: setImage, Status: http.StatusInternalServerError, Code: "INTERNAL_SERVER_ERROR", Description: "no"},
			want:  `(?s)Unable to set picture of rich menu\n.*500 INTERNAL_SERVER_ERROR`,
		},
		"picture between the readings of 1 MB": {
			quirks: mockserver.Quirks{SmallMegabyte: true}, size: 1_000_001,
			want: `(?s)Unable to set picture of rich menu\n.*has\s+more\s+than\s+1\s+MB.*has\s+1000001\s+bytes`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tenant := acctest.New(t, acctest.Quirks(tc.quirks))
			bot := tenant.AddBot()
			path := picture(t, "menu.png", "1")
			config := menu{bot: bot, image: path}.String()
			changed := slices.Concat(plain[843](), []byte("2"))
			tenant.Test(t,
				resource.TestStep{Config: config},
				resource.TestStep{
					PreConfig: func() {
						file(t, path, append(slices.Clone(changed), make([]byte, max(0, tc.size-len(changed)))...))
						if tc.fault.Operation != "" {
							tenant.API.Fail(tc.fault)
						}
					},
					Config: config, ExpectError: regexp.MustCompile(tc.want),
				},
				resource.TestStep{
					PreConfig:        func() { file(t, path, changed) },
					Config:           config,
					ConfigPlanChecks: planned(plancheck.ResourceActionUpdate),
					PostApplyFunc:    func() { expectPicture(t, tenant, bot, path, nil) },
				},
			)
		})
	}
}

// onceOnly is the error for a service that takes the picture of a menu once.
var onceOnly = regexp.MustCompile(`(?s)Unable to set picture of rich menu again.*which\s+has\s+one\s+already.*this\s+service\s+may\s+not.*The\s+next\s+plan\s+replaces\s+the\s+menu`)

// TestRichMenu_secondPictureRefused says so, and the next plan replaces the menu.
func TestRichMenu_secondPictureRefused(t *testing.T) {
	t.Parallel()
	for name, fault := range map[string]*mockserver.Fault{
		"409": nil,
		"400": {Operation: setImage, Status: http.StatusBadRequest, Code: "INVALID_PARAMETER", Description: "no"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tenant := acctest.New(t, acctest.Quirks(mockserver.Quirks{RefuseSecondImage: fault == nil}))
			bot := tenant.AddBot()
			path := picture(t, "menu.png", "1")
			config := menu{bot: bot, image: path}.String()
			tenant.Test(t,
				resource.TestStep{Config: config},
				resource.TestStep{
					PreConfig: func() {
						file(t, path, append(slices.Clone(plain[843]()), '2'))
						if fault != nil {
							tenant.API.Fail(*fault)
						}
					},
					Config: config, ExpectError: onceOnly,
				},
				resource.TestStep{
					Config:           config,
					ConfigPlanChecks: planned(plancheck.ResourceActionDestroyBeforeCreate),
					PostApplyFunc:    func() { expectPicture(t, tenant, bot, path, nil) },
				},
			)
		})
	}
}

// TestRichMenu_secondPictureTaken forgets that one was refused. The plan was made
// before that was known.
func TestRichMenu_secondPictureTaken(t *testing.T) {
	t.Parallel()
	tenant := acctest.New(t)
	bot := tenant.AddBot()
	s := newSession(t, tenant)
	path := picture(t, "menu.png", "1")
	prior := existing(tenant, bot).With(acctest.Values{"image": path, "image_sha256": "0"})
	c := s.plan(t, resourceType, prior, prior)
	c.private = []byte(`{"takes_one_picture":"dHJ1ZQ=="}`)
	resp := s.applied(t, resourceType, c)
	if got := acctest.Messages(resp.Diagnostics); got != "" {
		t.Fatal(got)
	}
	expectPicture(t, tenant, bot, path, nil)
	if strings.Contains(string(resp.Private), "takes_one_picture") {
		t.Errorf("private state %s", resp.Private)
	}
}

// TestRichMenu_secondPictureRefused_afterImport has a menu of which it is not known
// whether it has a picture.
func TestRichMenu_secondPictureRefused_afterImport(t *testing.T) {
	t.Parallel()
	tenant := acctest.New(t, acctest.Quirks(mockserver.Quirks{RefuseSecondImage: true}))
	bot := tenant.AddBot()
	id := tenant.API.AddRichMenu(bot, seeded())
	tenant.API.SetRichMenuImage(bot, id, mockserver.MenuImage{Picture: mockserver.Picture{Content: plain[843]()}})
	path := picture(t, "menu.png", "1")
	config := menu{bot: bot, name: "Old", image: path, areas: []string{whole}}.String()
	tenant.Test(t,
		resource.TestStep{
			Config: "import {\n  to = " + addr + "\n  id = \"" + text(bot) + "/" + id + "\"\n}\n" + config, ExpectError: onceOnly,
		},
		resource.TestStep{
			Config:           config,
			ConfigPlanChecks: planned(plancheck.ResourceActionDestroyBeforeCreate),
			PostApplyFunc:    func() { expectPicture(t, tenant, bot, path, nil) },
		},
	)
}

// TestRichMenu_missingPictureIsRepaired takes pictures away behind the provider's
// back. Of a menu whose picture is not managed nobody asks.
func TestRichMenu_missingPictureIsRepaired(t *testing.T) {
	t.Parallel()
	tenant := acctest.New(t)
	bot := tenant.AddBot()
	path, japanese := picture(t, "menu.png", "1"), picture(t, "ja.png", "2")
	i18n := map[string]string{"ja_JP": japanese, "ko_KR": path}
	m := menu{bot: bot, image: path, i18n: i18n}
	id := func() string { return onlyMenu(t, tenant, bot).RichMenuID }
	repaired := func(before func()) resource.TestStep {
		return resource.TestStep{
			PreConfig: before, Config: m.String(), ConfigPlanChecks: planned(plancheck.ResourceActionUpdate),
			PostApplyFunc: func() { expectPicture(t, tenant, bot, path, i18n) },
		}
	}
	tenant.Test(t,
		resource.TestStep{Config: m.String()},
		repaired(func() { tenant.API.RemoveRichMenuImage(bot, id()) }),
		repaired(func() {
			shown, _ := tenant.API.RichMenuImage(bot, id())
			delete(shown.I18n, "ko_KR")
			tenant.API.SetRichMenuImage(bot, id(), shown)
		}),
		resource.TestStep{
			PreConfig: func() {
				tenant.API.Fail(mockserver.Fault{Operation: readImage, Status: http.StatusNotFound, Body: "<html><title>Blocked</title></html>"})
			},
			Config: m.String(), ExpectError: regexp.MustCompile(`(?s)Unable to read picture of rich menu.*api_url`),
		},
		resource.TestStep{ // another picture cannot be told
			PreConfig: func() {
				shown, _ := tenant.API.RichMenuImage(bot, id())
				shown.Content = append(shown.Content, '!')
				tenant.API.SetRichMenuImage(bot, id(), shown)
			},
			Config: m.String(), ConfigPlanChecks: planned(plancheck.ResourceActionNoop),
		},
		resource.TestStep{PreConfig: tenant.API.ResetRequests, Config: menu{bot: bot}.String()},
		resource.TestStep{
			PreConfig: tenant.API.ResetRequests, Config: menu{bot: bot}.String(), ConfigPlanChecks: planned(plancheck.ResourceActionNoop),
			PostApplyFunc: func() {
				if n := tenant.API.Count(readImage); n != 0 {
					t.Errorf("%d looks at a picture that is not managed", n)
				}
			},
		},
	)
}

// TestRichMenu_pathNotKnownYet has the plan made before the path is known, for a new
// menu and for one whose picture turns out to be the same.
func TestRichMenu_pathNotKnownYet(t *testing.T) {
	t.Parallel()
	tenant := acctest.New(t)
	bot := tenant.AddBot()
	path := picture(t, "menu.png", "1")
	copied := file(t, filepath.Join(t.TempDir(), "copied.png"), append(slices.Clone(plain[843]()), '1'))
	config := func(path string) string {
		return menu{bot: bot, image: "IMAGE", i18n: map[string]string{"ja_JP": "IMAGE"}}.with(func(m *menu) {
			m.image, m.i18n["ja_JP"] = "${terraform_data.path.output}", "${terraform_data.path.output}"
		}) + "resource \"terraform_data\" \"path\" {\n  input = \"" + path + "\"\n}\n"
	}
	i18n := map[string]string{"ja_JP": path}
	tenant.Test(t,
		resource.TestStep{
			Config: config(path), ConfigStateChecks: []statecheck.StateCheck{expectSum(t, path)},
			PostApplyFunc: func() {
				expectWrites(t, tenant, create, attach, upload, attach, upload, setImage)
				expectPicture(t, tenant, bot, path, i18n)
			},
		},
		resource.TestStep{
			Config: config(copied), ConfigPlanChecks: planned(plancheck.ResourceActionUpdate), ConfigStateChecks: []statecheck.StateCheck{expectSum(t, path)},
			PostApplyFunc: func() { expectWrites(t, tenant) },
		},
	)
}

// TestRichMenu_pictures_quirks sends pictures to each kind of service that there
// might be. That plans stay empty is checked after each apply.
func TestRichMenu_pictures_quirks(t *testing.T) {
	t.Parallel()
	for name, quirks := range acctest.Variants(t, "image-", "upload-") {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tenant := acctest.New(t, acctest.Quirks(quirks))
			bot := tenant.AddBot()
			path, japanese := picture(t, "menu.png", "1"), picture(t, "ja.png", "2")
			i18n := map[string]string{"ja_JP": japanese}
			tenant.Test(t,
				resource.TestStep{
					Config:        menu{bot: bot, image: path, i18n: i18n}.String(),
					PostApplyFunc: func() { expectPicture(t, tenant, bot, path, i18n) },
				},
				resource.TestStep{
					Config:           menu{bot: bot, image: japanese, i18n: i18n}.String(),
					ConfigPlanChecks: planned(plancheck.ResourceActionUpdate),
					PostApplyFunc:    func() { expectPicture(t, tenant, bot, japanese, i18n) },
				},
			)
		})
	}
}
