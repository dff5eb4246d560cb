// SPDX-License-Identifier: MPL-2.0

package richmenu_test

import (
	"net/http"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/acctest"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
)

// onceOnly is the error for a service that takes the picture of a menu once.
var onceOnly = []string{
	"Unable to set picture of rich menu again: ", "which already has one", "this service may not", "The next plan replaces the menu",
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
		t.Fatalf("got %s, want no diagnostics", got)
	}
	expectPicture(t, tenant, bot, path, nil)
	if strings.Contains(string(resp.Private), "takes_one_picture") {
		t.Errorf("got the private state %s, want it without takes_one_picture", resp.Private)
	}
}

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
		want   []string
	}{
		"address for the upload": {fault: refusal(attach), want: []string{"error at image: Unable to upload picture of rich menu: ", `menu.png" for rich menu "Main"`, "fileId is bad"}},
		"upload":                 {fault: refusal(upload), want: []string{"error at image: Unable to upload picture of rich menu: ", "fileId is bad"}},
		"picture":                {fault: refusal(setImage), want: []string{"error at image: Unable to set picture of rich menu: ", "fileId is bad"}},
		"read back": {
			quirks: mockserver.Quirks{CreateResponse: mockserver.CreateResponseOnlyID}, fault: refusal(read),
			want: []string{"Unable to read rich menu after creating it: ", "fileId is bad"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tenant := acctest.NewInMemory(t, acctest.Quirks(tc.quirks))
			bot := tenant.AddBot()
			path := picture(t, "menu.png", "1")
			config := menu{bot: bot, image: path}.config()
			tenant.API.Fail(tc.fault)
			first := ""
			tenant.Drive(t,
				acctest.Step{Config: config, Errors: tc.want},
				acctest.Step{
					Before: func() { first = onlyMenu(t, tenant, bot).RichMenuID },
					Config: config, Plan: acctest.Changes{addr: acctest.Replace},
					After: func() {
						if got := onlyMenu(t, tenant, bot).RichMenuID; got == first {
							t.Errorf("got the menu %s, want a new one in its place", got)
						}
						expectPicture(t, tenant, bot, path, nil)
					},
				},
			)
		})
	}
}

// TestRichMenu_update_fails keeps the state, so that the next apply sends the picture
// once more, in place.
func TestRichMenu_update_fails(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		quirks mockserver.Quirks
		fault  mockserver.Fault
		size   int
		want   []string
	}{
		"upload": {
			fault: mockserver.Fault{Operation: upload, Status: http.StatusForbidden, Code: "FORBIDDEN", Description: "no"},
			want:  []string{"Unable to upload picture of rich menu: ", "403 FORBIDDEN"},
		},
		"not allowed": { // about rights, so it says nothing about a second picture either
			fault: mockserver.Fault{Operation: setImage, Status: http.StatusForbidden, Code: "FORBIDDEN", Description: "no"},
			want:  []string{"Unable to set picture of rich menu: ", "403 FORBIDDEN", `scope "bot.message"`},
		},
		"another file wanted": { // about the file
			fault: mockserver.Fault{Operation: setImage, Status: http.StatusBadRequest, Code: "INVALID_PARAMETER", Description: "FileID is expired."},
			want:  []string{"error at image: Unable to set picture of rich menu: ", "FileID is expired"},
		},
		"service busy": { // no refusal, so it says nothing about a second picture
			fault: mockserver.Fault{Operation: setImage, Status: http.StatusInternalServerError, Code: "INTERNAL_SERVER_ERROR", Description: "no"},
			want:  []string{"Unable to set picture of rich menu: ", "500 INTERNAL_SERVER_ERROR"},
		},
		"picture between the readings of 1 MB": {
			quirks: mockserver.Quirks{SmallMegabyte: true}, size: 1_000_001,
			want: []string{"Unable to set picture of rich menu: ", "has more than 1 MB", "has 1000001 bytes"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tenant := acctest.NewInMemory(t, acctest.Quirks(tc.quirks))
			bot := tenant.AddBot()
			path := picture(t, "menu.png", "1")
			config := menu{bot: bot, image: path}.config()
			changed := slices.Concat(plain[843](), []byte("2"))
			tenant.Drive(t,
				acctest.Step{Config: config},
				acctest.Step{
					Before: func() {
						file(t, path, append(slices.Clone(changed), make([]byte, max(0, tc.size-len(changed)))...))
						if tc.fault.Operation != "" {
							tenant.API.Fail(tc.fault)
						}
					},
					Config: config, Errors: tc.want,
				},
				acctest.Step{
					Before: func() { file(t, path, changed) }, Config: config, Plan: acctest.Changes{addr: acctest.Update},
					After: func() { expectPicture(t, tenant, bot, path, nil) },
				},
			)
		})
	}
}

// TestRichMenu_secondPictureRefused says so, and the next plan replaces the menu.
func TestRichMenu_secondPictureRefused(t *testing.T) {
	t.Parallel()
	for name, fault := range map[string]*mockserver.Fault{
		"409": nil,
		"400": {Operation: setImage, Status: http.StatusBadRequest, Code: "INVALID_PARAMETER", Description: "no"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tenant := acctest.NewInMemory(t, acctest.Quirks(mockserver.Quirks{RefuseSecondImage: fault == nil}))
			bot := tenant.AddBot()
			path := picture(t, "menu.png", "1")
			config := menu{bot: bot, image: path}.config()
			tenant.Drive(t,
				acctest.Step{Config: config},
				acctest.Step{
					Before: func() {
						file(t, path, append(slices.Clone(plain[843]()), '2'))
						if fault != nil {
							tenant.API.Fail(*fault)
						}
					},
					Config: config, Errors: onceOnly,
				},
				acctest.Step{
					Config: config, Plan: acctest.Changes{addr: acctest.Replace},
					After: func() { expectPicture(t, tenant, bot, path, nil) },
				},
			)
		})
	}
}

// TestRichMenu_secondPictureRefused_afterImport has a menu for which it is not known
// whether it has a picture.
func TestRichMenu_secondPictureRefused_afterImport(t *testing.T) {
	t.Parallel()
	tenant := acctest.NewInMemory(t, acctest.Quirks(mockserver.Quirks{RefuseSecondImage: true}))
	bot := tenant.AddBot()
	id := tenant.API.AddRichMenu(bot, seeded())
	tenant.API.SetRichMenuImage(bot, id, mockserver.MenuImage{Picture: mockserver.Picture{Content: plain[843]()}})
	path := picture(t, "menu.png", "1")
	config := menu{bot: bot, name: "Old", image: path, areas: []any{whole}}.config()
	tenant.Drive(t,
		acctest.Step{Config: config, Imports: map[string]string{addr: text(bot) + "/" + id}, Errors: onceOnly},
		acctest.Step{
			Config: config, Plan: acctest.Changes{addr: acctest.Replace},
			After: func() { expectPicture(t, tenant, bot, path, nil) },
		},
	)
}

// TestRichMenu_missingPictureIsRepaired takes pictures away behind the provider's
// back. The provider does not look for the picture of a menu that it does not manage.
func TestRichMenu_missingPictureIsRepaired(t *testing.T) {
	t.Parallel()
	tenant := acctest.NewInMemory(t)
	bot := tenant.AddBot()
	path, japanese := picture(t, "menu.png", "1"), picture(t, "ja.png", "2")
	i18n := map[string]string{"ja_JP": japanese, "ko_KR": path}
	managed, without := menu{bot: bot, image: path, i18n: acctest.Values{"ja_JP": japanese, "ko_KR": path}}.config(), menu{bot: bot}.config()
	id := func() string { return onlyMenu(t, tenant, bot).RichMenuID }
	repaired := func(name string, before func()) acctest.Step {
		return acctest.Step{
			Name: name, Before: before, Config: managed, Plan: acctest.Changes{addr: acctest.Update},
			After: func() { expectPicture(t, tenant, bot, path, i18n) },
		}
	}
	tenant.Drive(t,
		acctest.Step{Config: managed},
		repaired("all pictures", func() { tenant.API.RemoveRichMenuImage(bot, id()) }),
		repaired("one language", func() {
			shown, _ := tenant.API.RichMenuImage(bot, id())
			delete(shown.I18n, "ko_KR")
			tenant.API.SetRichMenuImage(bot, id(), shown)
		}),
		acctest.Step{
			Before: func() {
				tenant.API.Fail(mockserver.Fault{Operation: readImage, Status: http.StatusNotFound, Body: "<html><title>Blocked</title></html>"})
			},
			Config: managed, Errors: []string{"Unable to read picture of rich menu: ", "api_url"},
		},
		acctest.Step{
			Name: "another picture, which the provider cannot tell from its own",
			Before: func() {
				shown, _ := tenant.API.RichMenuImage(bot, id())
				shown.Content = append(shown.Content, '!')
				tenant.API.SetRichMenuImage(bot, id(), shown)
			},
			Config: managed, Plan: acctest.Changes{addr: acctest.NoOp},
		},
		acctest.Step{Config: without},
		acctest.Step{Config: without, Plan: acctest.Changes{addr: acctest.NoOp}, Requests: map[string]int{readImage: 0}},
	)
}

// TestRichMenu_pathNotKnownYet has the plan made before the path is known, for a new
// menu and for one whose picture turns out to be the same.
func TestRichMenu_pathNotKnownYet(t *testing.T) {
	t.Parallel()
	tenant := acctest.NewInMemory(t)
	bot := tenant.AddBot()
	path := picture(t, "menu.png", "1")
	copied := file(t, filepath.Join(t.TempDir(), "copied.png"), append(slices.Clone(plain[843]()), '1'))
	config := func(path string) acctest.Config {
		return menu{bot: bot, image: acctest.Later{Value: path}, i18n: acctest.Values{"ja_JP": acctest.Later{Value: path}}}.config()
	}
	shown := acctest.Attributes{addr + ".image_sha256": sum(t, path)}
	// The next plan does not know the path either.
	tenant.Drive(t,
		acctest.Step{
			Config: config(path), Attributes: shown, NonEmptyPlan: true,
			After: func() {
				expectWrites(t, tenant, create, attach, upload, attach, upload, setImage)
				expectPicture(t, tenant, bot, path, map[string]string{"ja_JP": path})
			},
		},
		acctest.Step{
			Config: config(copied), Plan: acctest.Changes{addr: acctest.Update}, Attributes: shown, NonEmptyPlan: true,
			After: func() { expectWrites(t, tenant) },
		},
	)
}

// TestRichMenu_pictures_quirks sends pictures to each kind of service that there
// might be.
func TestRichMenu_pictures_quirks(t *testing.T) {
	t.Parallel()
	for name, quirks := range acctest.Variants(t, "image-", "upload-") {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tenant := acctest.NewInMemory(t, acctest.Quirks(quirks))
			bot := tenant.AddBot()
			path, japanese := picture(t, "menu.png", "1"), picture(t, "ja.png", "2")
			config := func(path string) acctest.Config {
				return menu{bot: bot, image: path, i18n: acctest.Values{"ja_JP": japanese}}.config()
			}
			i18n := map[string]string{"ja_JP": japanese}
			tenant.Drive(t,
				acctest.Step{Config: config(path), After: func() { expectPicture(t, tenant, bot, path, i18n) }},
				acctest.Step{
					Config: config(japanese), Plan: acctest.Changes{addr: acctest.Update},
					After: func() { expectPicture(t, tenant, bot, japanese, i18n) },
				},
			)
		})
	}
}
