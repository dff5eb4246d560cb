// SPDX-License-Identifier: MPL-2.0

package richmenu_test

import (
	"context"
	"encoding/base64"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/acctest"
)

// expectPicture checks the picture that the service shows.
func expectPicture(t *testing.T, tenant *acctest.Tenant, bot int64, want string, i18n map[string]string) {
	t.Helper()
	got, has := tenant.API.RichMenuImage(bot, onlyMenu(t, tenant, bot).RichMenuID)
	if !has || got.SHA256() != sum(t, want) || len(got.I18n) != len(i18n) {
		t.Errorf("got another picture (any: %t) and %d by language, want %s and %d", has, len(got.I18n), want, len(i18n))
	}
	for language, path := range i18n {
		if got.I18n[language].SHA256() != sum(t, path) {
			t.Errorf("got another picture for %s, want %s", language, path)
		}
	}
}

// changeFile changes a file between plan and apply.
type changeFile struct {
	path    string
	content []byte
}

func (c changeFile) CheckPlan(_ context.Context, _ plancheck.CheckPlanRequest, resp *plancheck.CheckPlanResponse) {
	resp.Error = os.WriteFile(c.path, c.content, 0o600)
}

// TestRichMenu_pictureChangesAfterThePlan expects nothing to be sent then. It is the
// CLI that notices, when it asks for the plan once more before it applies it.
func TestRichMenu_pictureChangesAfterThePlan(t *testing.T) {
	t.Parallel()
	tenant := acctest.New(t)
	path := picture(t, "menu.png", "1")
	tenant.Test(t, resource.TestStep{
		Config: menu{bot: tenant.AddBot(), image: path}.String(),
		ConfigPlanChecks: resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{
			changeFile{path, append(slices.Clone(plain[843]()), '2')},
		}},
		ExpectError: regexp.MustCompile(`(?s)inconsistent\s+final\s+plan.*image_sha256`),
	})
	expectWrites(t, tenant)
}

// TestRichMenu_pictureChangesDuringTheApply has the provider notice, after the CLI
// has looked for the last time: for a new menu and for one that is there.
func TestRichMenu_pictureChangesDuringTheApply(t *testing.T) {
	t.Parallel()
	tenant := acctest.New(t)
	bot := tenant.AddBot()
	id := tenant.API.AddRichMenu(bot, seeded())
	path, japanese := picture(t, "menu.png", "1"), picture(t, "ja.png", "2")
	config := values(acctest.Values{
		"bot_id": text(bot), "image": path, "i18n_images": map[string]string{"ja_JP": japanese},
	})
	prior := config.With(acctest.Values{"rich_menu_id": id, "image": nil, "i18n_images": map[string]string{}, "i18n_image_sha256s": map[string]string{}})
	for _, change := range []struct {
		prior acctest.Values
		path  string
		at    string
	}{
		{nil, path, "image"}, // a new menu
		{prior, japanese, `i18n_images["ja_JP"]`},
	} {
		before, err := os.ReadFile(change.path)
		if err != nil {
			t.Fatal(err)
		}
		s := newSession(t, tenant)
		plan := s.plan(t, resourceType, change.prior, config.With(acctest.Values{"rich_menu_id": unknownOr(change.prior, id)}))
		file(t, change.path, append(slices.Clone(before), '!'))
		expectMessage(t, s.apply(t, plan), "error at "+change.at+": Picture changed since the plan: ", "Make a new plan.")
		file(t, change.path, before)
	}
	expectWrites(t, tenant)
}

// changed returns content with a bit of one byte changed.
func changed(content []byte, at int) []byte {
	content = slices.Clone(content)
	content[at] ^= 1
	return content
}

// TestRichMenu_plan_pictures has a file just inside and just outside each rule.
func TestRichMenu_plan_pictures(t *testing.T) {
	t.Parallel()
	tenant := acctest.New(t)
	folder := t.TempDir()
	write := func(name string, content []byte) string { return file(t, filepath.Join(folder, name), content) }
	padded := func(size int) []byte {
		return append(slices.Clone(plain[843]()), make([]byte, size-len(plain[843]()))...)
	}
	good := write("good.png", plain[843]())
	tests := map[string]struct {
		config acctest.Values
		want   string // the start of the message; "" for none
		words  string
	}{
		"PNG":                     {acctest.Values{"image": good}, "", ""},
		"JPEG":                    {acctest.Values{"image": write("a.jpg", encode(2500, 843, true))}, "", ""},
		"PNG with another ending": {acctest.Values{"image": write("b.jpg", plain[843]())}, "", ""},
		"of a language":           {acctest.Values{"image": good, "i18n_images": map[string]string{"ja_JP": good}}, "", ""},
		"no file":                 {acctest.Values{"image": filepath.Join(folder, "none.png")}, "error at image: Invalid picture: ", "cannot be read: no such file"},
		"no file for a language":  {acctest.Values{"image": good, "i18n_images": map[string]string{"ja_JP": "none.png"}}, `error at i18n_images["ja_JP"]: Invalid picture: `, `File "none.png" cannot be read`},
		"a folder":                {acctest.Values{"image": folder}, "error at image: Invalid picture: ", "cannot be read: it is a folder"},
		"text":                    {acctest.Values{"image": write("c.png", []byte("hello"))}, "error at image: Invalid picture: ", "neither PNG nor JPEG"},
		"GIF":                     {acctest.Values{"image": write("d.png", []byte("GIF89a\xc4\x09\x4b\x03\x80\x00\x00"))}, "error at image: Invalid picture: ", "neither PNG nor JPEG"},
		"cut off after header":    {acctest.Values{"image": write("n.png", plain[843]()[:40])}, "error at image: Invalid picture: ", "n.png\" cannot be used: it ends after its header, so it was cut off.\n\nExport or download the picture again."},
		"cut off in its data":     {acctest.Values{"image": write("o.jpg", encode(2500, 843, true)[:5000])}, "error at image: Invalid picture: ", "it ends in its image data, before the end mark (EOI), so it was cut off."},
		"a byte changed":          {acctest.Values{"image": write("p.png", changed(plain[843](), 50))}, "error at image: Invalid picture: ", "the checksum of its PLTE chunk at byte 33 is wrong"},
		"home directory":          {acctest.Values{"image": "~/no such folder/none.png"}, "error at image: Invalid picture: ", `File "~/no such folder/none.png" cannot be read: no such file`},
		"content":                 {acctest.Values{"image": base64.StdEncoding.EncodeToString(plain[843]())}, "error at image: Invalid picture: ", "image holds the content of a file and not its path.\n\nGive the path, such as"},
		"content for a language":  {acctest.Values{"image": good, "i18n_images": map[string]string{"ja_JP": "data:image/png;base64,iVBORw0KGgo="}}, `error at i18n_images["ja_JP"]: Invalid picture: `, `i18n_images["ja_JP"] holds the content of a file`},
		"one pixel too narrow":    {acctest.Values{"image": write("e.png", encode(2499, 843, false))}, "error at image: Invalid picture: ", "has 2499 × 843 pixels"},
		"one pixel too high":      {acctest.Values{"image": write("f.png", encode(2500, 844, false))}, "error at image: Invalid picture: ", "has 2500 × 844 pixels"},
		"of the other size":       {acctest.Values{"image": write("g.png", plain[1686]())}, "error at image: Invalid picture: ", "size asks for 2500 × 843 pixels"},
		"of a size not known yet": {acctest.Values{"image": filepath.Join(folder, "g.png"), "size": acctest.Unknown}, "", ""},
		"of no size at all":       {acctest.Values{"image": filepath.Join(folder, "f.png"), "size": acctest.Unknown}, "error at image: Invalid picture: ", "2500 × 843 or 2500 × 1686"},
		"1,000,000 bytes":         {acctest.Values{"image": write("h.png", padded(1_000_000))}, "", ""},
		"1,000,001 bytes":         {acctest.Values{"image": write("i.png", padded(1_000_001))}, `warning at image: Picture of rich menu "Main" may be too large: `, "has 1000001 bytes"},
		"1,048,576 bytes":         {acctest.Values{"image": write("j.png", padded(1_048_576)), "rich_menu_name": "Other", "bot_id": "2000001"}, `warning at image: Picture of rich menu "Other" of bot 2000001 may be too large: `, "has 1048576 bytes"},
		"1,048,577 bytes":         {acctest.Values{"image": write("k.png", padded(1_048_577))}, "error at image: Invalid picture: ", "has more than 1048576 bytes.\n\nThe picture of a rich menu may have 1 MB."},
		"large, of a language":    {acctest.Values{"image": good, "i18n_images": map[string]string{"ja_JP": write("m.png", padded(1_000_002))}}, `warning at i18n_images["ja_JP"]: Picture for ja_JP of rich menu "Main" may be too large: `, "has 1000002 bytes"},
		"path not known yet":      {acctest.Values{"image": acctest.Unknown}, "", ""},
		"language not known yet":  {acctest.Values{"image": good, "i18n_images": map[string]string{"ja_JP": acctest.Unknown}}, "", ""},
		"languages not known yet": {acctest.Values{"image": good, "i18n_images": acctest.Unknown}, "", ""},
	}
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := acctest.Messages(tenant.Plan(t, resourceType, nil, values(tc.config)))
			switch {
			case tc.want == "" && got != "":
				t.Errorf("got %s, want no message", got)
			case !strings.HasPrefix(got, tc.want) || !strings.Contains(got, tc.words):
				t.Errorf("got %s, want %s… %q", got, tc.want, tc.words)
			case strings.Contains(got, "iVBOR"):
				t.Errorf("got %s, want it without the content", got)
			}
		})
	}
	t.Run("large, but sent before", func(t *testing.T) {
		t.Parallel()
		path := write("l.png", padded(1_040_000))
		prior := values(acctest.Values{"bot_id": "2000001", "rich_menu_id": "1", "image": path, "image_sha256": sum(t, path), "i18n_image_sha256s": map[string]string{}, "i18n_images": map[string]string{}})
		if got := acctest.Messages(tenant.Plan(t, resourceType, prior, prior)); got != "" {
			t.Errorf("got %s, want no warning", got)
		}
	})
}

// TestRichMenu_pictures goes through all that can happen to pictures in place, and
// what replaces the menu.
func TestRichMenu_pictures(t *testing.T) {
	t.Parallel()
	tenant := acctest.NewInMemory(t)
	bot := tenant.AddBot()
	first, second, japanese := picture(t, "menu.png", "1"), picture(t, "second.png", "2"), picture(t, "日本語.png", "3")
	moved := file(t, filepath.Join(t.TempDir(), "moved.png"), slices.Concat(plain[843](), []byte("2")))
	photo := file(t, filepath.Join(t.TempDir(), "photo.jpg"), encode(2500, 843, true))
	step := func(image string, i18n acctest.Values, change acctest.Change, writes ...string) acctest.Step {
		return acctest.Step{
			Name: string(change) + " with " + filepath.Base(image), Config: menu{bot: bot, image: image, i18n: i18n}.config(),
			Plan: acctest.Changes{addr: change}, Attributes: acctest.Attributes{addr + ".image_sha256": sum(t, image)},
			After: func() {
				expectWrites(t, tenant, writes...)
				paths := map[string]string{}
				for language, path := range i18n {
					paths[language], _ = path.(string)
				}
				expectPicture(t, tenant, bot, image, paths)
			},
		}
	}
	one, both := acctest.Values{"ja_JP": japanese}, acctest.Values{"ja_JP": japanese, "ko_KR": first}
	all := func(pictures int) []string {
		var writes []string
		for range pictures {
			writes = append(writes, attach, upload)
		}
		return append(writes, setImage)
	}
	tenant.Drive(t,
		step(first, nil, acctest.Create, append([]string{create}, all(1)...)...),
		acctest.Step{CheckImport: addr, Ignore: pictureAttributes},
		step(second, nil, acctest.Update, all(1)...),
		step(moved, nil, acctest.Update),
		step(moved, acctest.Values{}, acctest.NoOp),
		step(moved, both, acctest.Update, all(3)...),
		step(photo, both, acctest.Update, all(3)...),
		// The API has no way to take a language away.
		step(photo, one, acctest.Replace, append([]string{remove, create}, all(2)...)...),
		acctest.Step{
			Name: "without a picture", Config: menu{bot: bot}.config(),
			Plan: acctest.Changes{addr: acctest.Replace}, Attributes: acctest.Attributes{addr + ".image_sha256": nil},
			After: func() {
				expectWrites(t, tenant, remove, create)
				if _, has := tenant.API.RichMenuImage(bot, onlyMenu(t, tenant, bot).RichMenuID); has {
					t.Error("got a menu with a picture, want one without")
				}
			},
		},
		step(first, nil, acctest.Update, all(1)...),
	)
	for _, r := range tenant.API.Requests() {
		if len(r.Unknown) > 0 {
			t.Errorf("%s: got the unknown properties %q, want none", r.Operation, r.Unknown)
		}
	}
}
