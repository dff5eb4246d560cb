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
			env := acctest.New(t, acctest.Quirks(tc.quirks))
			bot := env.AddBot()
			path := picture(t, "menu.png", "1")
			env.API.Fail(tc.fault)
			first := ""
			env.Test(t,
				resource.TestStep{Config: menu{bot: bot, image: path}.String(), ExpectError: regexp.MustCompile(tc.want)},
				resource.TestStep{
					PreConfig:        func() { first = onlyMenu(t, env, bot).RichMenuID },
					Config:           menu{bot: bot, image: path}.String(),
					ConfigPlanChecks: planned(plancheck.ResourceActionDestroyBeforeCreate),
					PostApplyFunc: func() {
						if onlyMenu(t, env, bot).RichMenuID == first {
							t.Error("the menu was not replaced")
						}
						expectPicture(t, env, bot, path, nil)
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
			env := acctest.New(t, acctest.Quirks(tc.quirks))
			bot := env.AddBot()
			path := picture(t, "menu.png", "1")
			config := menu{bot: bot, image: path}.String()
			changed := slices.Concat(plain[843](), []byte("2"))
			env.Test(t,
				resource.TestStep{Config: config},
				resource.TestStep{
					PreConfig: func() {
						file(t, path, append(slices.Clone(changed), make([]byte, max(0, tc.size-len(changed)))...))
						if tc.fault.Operation != "" {
							env.API.Fail(tc.fault)
						}
					},
					Config: config, ExpectError: regexp.MustCompile(tc.want),
				},
				resource.TestStep{
					PreConfig:        func() { file(t, path, changed) },
					Config:           config,
					ConfigPlanChecks: planned(plancheck.ResourceActionUpdate),
					PostApplyFunc:    func() { expectPicture(t, env, bot, path, nil) },
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
			env := acctest.New(t, acctest.Quirks(mockserver.Quirks{RefuseSecondImage: fault == nil}))
			bot := env.AddBot()
			path := picture(t, "menu.png", "1")
			config := menu{bot: bot, image: path}.String()
			env.Test(t,
				resource.TestStep{Config: config},
				resource.TestStep{
					PreConfig: func() {
						file(t, path, append(slices.Clone(plain[843]()), '2'))
						if fault != nil {
							env.API.Fail(*fault)
						}
					},
					Config: config, ExpectError: onceOnly,
				},
				resource.TestStep{
					Config:           config,
					ConfigPlanChecks: planned(plancheck.ResourceActionDestroyBeforeCreate),
					PostApplyFunc:    func() { expectPicture(t, env, bot, path, nil) },
				},
			)
		})
	}
}

// TestRichMenu_secondPictureTaken forgets that one was refused. The plan was made
// before that was known.
func TestRichMenu_secondPictureTaken(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	bot := env.AddBot()
	s := newSession(t, env)
	path := picture(t, "menu.png", "1")
	prior := existing(env, bot).With(acctest.Values{"image": path, "image_sha256": "0"})
	c := s.plan(t, resourceType, prior, prior)
	c.private = []byte(`{"takes_one_picture":"dHJ1ZQ=="}`)
	resp := s.applied(t, resourceType, c)
	if got := acctest.Messages(resp.Diagnostics); got != "" {
		t.Fatal(got)
	}
	expectPicture(t, env, bot, path, nil)
	if strings.Contains(string(resp.Private), "takes_one_picture") {
		t.Errorf("private state %s", resp.Private)
	}
}

// TestRichMenu_secondPictureRefused_afterImport has a menu of which it is not known
// whether it has a picture.
func TestRichMenu_secondPictureRefused_afterImport(t *testing.T) {
	t.Parallel()
	env := acctest.New(t, acctest.Quirks(mockserver.Quirks{RefuseSecondImage: true}))
	bot := env.AddBot()
	id := env.API.AddRichMenu(bot, seeded())
	env.API.SetRichMenuImage(bot, id, mockserver.MenuImage{Picture: mockserver.Picture{Content: plain[843]()}})
	path := picture(t, "menu.png", "1")
	config := menu{bot: bot, name: "Old", image: path, areas: []string{whole}}.String()
	env.Test(t,
		resource.TestStep{
			Config: "import {\n  to = " + addr + "\n  id = \"" + text(bot) + "/" + id + "\"\n}\n" + config, ExpectError: onceOnly,
		},
		resource.TestStep{
			Config:           config,
			ConfigPlanChecks: planned(plancheck.ResourceActionDestroyBeforeCreate),
			PostApplyFunc:    func() { expectPicture(t, env, bot, path, nil) },
		},
	)
}

// TestRichMenu_missingPictureIsRepaired takes pictures away behind the provider's
// back. Of a menu whose picture is not managed nobody asks.
func TestRichMenu_missingPictureIsRepaired(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	bot := env.AddBot()
	path, japanese := picture(t, "menu.png", "1"), picture(t, "ja.png", "2")
	i18n := map[string]string{"ja_JP": japanese, "ko_KR": path}
	m := menu{bot: bot, image: path, i18n: i18n}
	id := func() string { return onlyMenu(t, env, bot).RichMenuID }
	repaired := func(before func()) resource.TestStep {
		return resource.TestStep{
			PreConfig: before, Config: m.String(), ConfigPlanChecks: planned(plancheck.ResourceActionUpdate),
			PostApplyFunc: func() { expectPicture(t, env, bot, path, i18n) },
		}
	}
	env.Test(t,
		resource.TestStep{Config: m.String()},
		repaired(func() { env.API.RemoveRichMenuImage(bot, id()) }),
		repaired(func() {
			shown, _ := env.API.RichMenuImage(bot, id())
			delete(shown.I18n, "ko_KR")
			env.API.SetRichMenuImage(bot, id(), shown)
		}),
		resource.TestStep{
			PreConfig: func() {
				env.API.Fail(mockserver.Fault{Operation: readImage, Status: http.StatusNotFound, Body: "<html><title>Blocked</title></html>"})
			},
			Config: m.String(), ExpectError: regexp.MustCompile(`(?s)Unable to read picture of rich menu.*api_url`),
		},
		resource.TestStep{ // another picture cannot be told
			PreConfig: func() {
				shown, _ := env.API.RichMenuImage(bot, id())
				shown.Content = append(shown.Content, '!')
				env.API.SetRichMenuImage(bot, id(), shown)
			},
			Config: m.String(), ConfigPlanChecks: planned(plancheck.ResourceActionNoop),
		},
		resource.TestStep{PreConfig: env.API.ResetRequests, Config: menu{bot: bot}.String()},
		resource.TestStep{
			PreConfig: env.API.ResetRequests, Config: menu{bot: bot}.String(), ConfigPlanChecks: planned(plancheck.ResourceActionNoop),
			PostApplyFunc: func() {
				if n := env.API.Count(readImage); n != 0 {
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
	env := acctest.New(t)
	bot := env.AddBot()
	path := picture(t, "menu.png", "1")
	copied := file(t, filepath.Join(t.TempDir(), "copied.png"), append(slices.Clone(plain[843]()), '1'))
	config := func(path string) string {
		return menu{bot: bot, image: "IMAGE", i18n: map[string]string{"ja_JP": "IMAGE"}}.with(func(m *menu) {
			m.image, m.i18n["ja_JP"] = "${terraform_data.path.output}", "${terraform_data.path.output}"
		}) + "resource \"terraform_data\" \"path\" {\n  input = \"" + path + "\"\n}\n"
	}
	i18n := map[string]string{"ja_JP": path}
	env.Test(t,
		resource.TestStep{
			Config: config(path), ConfigStateChecks: []statecheck.StateCheck{expectSum(t, path)},
			PostApplyFunc: func() {
				expectWrites(t, env, create, attach, upload, attach, upload, setImage)
				expectPicture(t, env, bot, path, i18n)
			},
		},
		resource.TestStep{
			Config: config(copied), ConfigPlanChecks: planned(plancheck.ResourceActionUpdate), ConfigStateChecks: []statecheck.StateCheck{expectSum(t, path)},
			PostApplyFunc: func() { expectWrites(t, env) },
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
			env := acctest.New(t, acctest.Quirks(quirks))
			bot := env.AddBot()
			path, japanese := picture(t, "menu.png", "1"), picture(t, "ja.png", "2")
			i18n := map[string]string{"ja_JP": japanese}
			env.Test(t,
				resource.TestStep{
					Config:        menu{bot: bot, image: path, i18n: i18n}.String(),
					PostApplyFunc: func() { expectPicture(t, env, bot, path, i18n) },
				},
				resource.TestStep{
					Config:           menu{bot: bot, image: japanese, i18n: i18n}.String(),
					ConfigPlanChecks: planned(plancheck.ResourceActionUpdate),
					PostApplyFunc:    func() { expectPicture(t, env, bot, japanese, i18n) },
				},
			)
		})
	}
}
