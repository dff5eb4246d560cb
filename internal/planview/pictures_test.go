// SPDX-License-Identifier: MPL-2.0

package planview_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/planview"
)

func pngOf(t testing.TB, width, height int) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := png.Encode(&out, image.NewGray(image.Rect(0, 0, width, height))); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func sumOf(content []byte) string {
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:])
}

// dataOf is the address of a picture in a page, where a template has escaped it.
func dataOf(content []byte) string {
	return "data:image/png;base64," + strings.ReplaceAll(base64.StdEncoding.EncodeToString(content), "+", "&#43;")
}

// folderWith makes a folder with files.
func folderWith(t *testing.T, files map[string][]byte) string {
	t.Helper()
	dir := t.TempDir()
	for name, content := range files {
		if err := os.MkdirAll(filepath.Join(dir, filepath.Dir(name)), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// TestPictures_planned reads what is in the folder, and tells why it does not read the rest.
func TestPictures_planned(t *testing.T) {
	t.Parallel()
	small, other := pngOf(t, 10, 4), pngOf(t, 11, 4)
	outer := folderWith(t, map[string][]byte{
		"in/menu.png": small, "in/deep/menu.png": small, "out.png": other, "in/text.png": []byte("hello"), "in/cut.png": small[:40],
		"in/large.png": append(bytes.Clone(small), make([]byte, 1<<20)...), "inside.png": small,
	})
	dir := filepath.Join(outer, "in")
	for name, target := range map[string]string{"link.png": "../out.png", "folder": "..", "good.png": "menu.png"} {
		if err := os.Symlink(target, filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	for path, want := range map[string]string{
		"menu.png":                      "",
		"./deep/../deep/menu.png":       "",
		"good.png":                      "",
		filepath.Join(dir, "menu.png"):  "",
		"../out.png":                    "not shown: path escapes from parent",
		"link.png":                      "not shown: path escapes from parent",
		"folder/out.png":                "not shown: path escapes from parent",
		filepath.Join(outer, "out.png"): "not shown: it is outside of the folder",
		dir + "side.png":                "not shown: it is outside of the folder",
		"lost.png":                      "not shown: no such file",
		"deep":                          "not shown: it is not a regular file",
		"text.png":                      "not shown: it is neither PNG nor JPEG",
		"cut.png":                       "not shown: it ends",
		"large.png":                     "not shown: it has more than 1048576 bytes",
	} {
		plan := planText(t, nil, change("lineworks_rich_menu.a", created, nil, menu("", "Main", object{"image": path, "image_sha256": sumOf(small)})))
		page := html(t, view(t, plan, planview.Options{Dir: dir}))
		expectNone(t, path, page, dataOf(other))
		if want == "" {
			expect(t, path, page, dataOf(small))
			expectNone(t, path, page, "not shown", "another picture")
		} else {
			expect(t, path, page, want)
			expectNone(t, path, page, "data:image")
		}
		expectNone(t, path+", without a folder", html(t, view(t, plan, planview.Options{})), "data:image")
	}
}

// TestPictures_otherHash marks a file that is not the planned one.
func TestPictures_otherHash(t *testing.T) {
	t.Parallel()
	file, other := pngOf(t, 10, 4), pngOf(t, 11, 4)
	dir := folderWith(t, map[string][]byte{"menu.png": file, "menu.ja.png": other})
	plan := planText(t, nil, change("lineworks_rich_menu.a", created, nil, menu("", "Main", object{
		"image": "menu.png", "image_sha256": sumOf(other), "i18n_images": object{"ja_JP": "menu.ja.png"}, "i18n_image_sha256s": object{"ja_JP": sumOf(other)},
	})))
	page := html(t, view(t, plan, planview.Options{Dir: dir}))
	mark := "this is another picture than in the plan (SHA-256 " + sumOf(file)[:12] + "… instead of " + sumOf(other)[:12] + "…)"
	expect(t, "the page", page, dataOf(file), dataOf(other), mark)
	if n := strings.Count(page, "another picture than in the plan"); n != 1 {
		t.Errorf("got %d marks, want one", n)
	}
}

// TestPictures_former shows the earlier pictures, and none that may be another.
func TestPictures_former(t *testing.T) {
	t.Parallel()
	old, now := pngOf(t, 10, 4), pngOf(t, 11, 4)
	dir := folderWith(t, map[string][]byte{"menu.png": now})
	plan := func(before string) string {
		return planText(t, nil, change("lineworks_rich_menu.a", updated, menu("40", "Main", object{"image": "menu.png", "image_sha256": before}),
			menu("40", "Main", object{"image": "menu.png", "image_sha256": sumOf(now)})))
	}
	withOld, withOther := folderWith(t, map[string][]byte{"menu.png": old}), folderWith(t, map[string][]byte{"menu.png": pngOf(t, 12, 4)})
	for name, tc := range map[string]struct {
		plan, before   string
		want, unwanted []string
	}{
		"no folder":             {plan(sumOf(old)), "", []string{"the earlier file is not available; name its folder with -before-dir"}, []string{dataOf(old)}},
		"folder":                {plan(sumOf(old)), withOld, []string{dataOf(old)}, []string{"another picture", "before-dir"}},
		"folder, another file":  {plan(sumOf(old)), withOther, []string{"another picture than in the plan"}, []string{dataOf(old)}},
		"folder without it":     {plan(sumOf(old)), t.TempDir(), []string{"not in -before-dir: no such file"}, []string{dataOf(old)}},
		"the same picture":      {plan(sumOf(now)), "", nil, []string{"before-dir"}},
		"the same, not in both": {plan(sumOf(now)), t.TempDir(), nil, []string{"before-dir"}},
	} {
		page := html(t, view(t, tc.plan, planview.Options{Dir: dir, BeforeDir: tc.before}))
		expect(t, name, page, append(tc.want, dataOf(now))...)
		expectNone(t, name, page, tc.unwanted...)
	}
}

// TestPictures_unknown has pictures whose paths are known after the apply.
func TestPictures_unknown(t *testing.T) {
	t.Parallel()
	labelled := area(0, 10, 10)
	labelled["action"] = object{"type": "message", "label": "A", "text": "A", "i18n_labels": object{"ja_JP": "B"}}
	text := planText(t, nil, change("lineworks_rich_menu.a", created, nil, menu("40", "Main", object{"areas": []any{labelled}, "image": "menu.png"}),
		object{"after_unknown": object{"i18n_images": true}}))
	panes := view(t, text, planview.Options{}).Groups[0].Cards[0].Panes
	if len(panes) != 2 {
		t.Fatalf("got %d languages, want Japanese and all others", len(panes))
	}
	expect(t, "the picture", string(panes[0].After.Drawing), "not read, because no -dir was given")
	expect(t, "the Japanese picture", string(panes[1].After.Drawing), "(known after apply)")
}

// TestPictures_noFolder is about folders that cannot be opened.
func TestPictures_noFolder(t *testing.T) {
	t.Parallel()
	plan, err := planview.Read(strings.NewReader(planText(t, nil)))
	if err != nil {
		t.Fatal(err)
	}
	lost := filepath.Join(t.TempDir(), "lost")
	for _, options := range []planview.Options{{Dir: lost}, {Dir: t.TempDir(), BeforeDir: lost}} {
		if _, err := plan.View(options); err == nil || !strings.Contains(err.Error(), "folder for pictures") {
			t.Errorf("%v: got error %v, want one about the folder", options, err)
		}
	}
}

// TestPictures_total bounds the size of a page: a picture counts as often as the page has it.
func TestPictures_total(t *testing.T) {
	t.Parallel()
	large := append(pngOf(t, 10, 4), make([]byte, 1_000_000)...)
	dir := folderWith(t, map[string][]byte{"menu.png": large})
	labelled := area(0, 10, 10)
	labelled["action"] = object{"type": "message", "label": "A", "text": "A", "i18n_labels": object{"ja_JP": "B", "en_US": "C", "ko_KR": "D", "zh_CN": "E", "zh_TW": "F"}}
	translated := menu("", "Main", object{"image": "menu.png", "areas": []any{labelled}})
	one := menu("", "Main", object{"image": "menu.png"})
	for name, tc := range map[string]struct {
		menus         int
		actions       []string
		before, after object
		left          bool
	}{
		"all languages":          {10, created, nil, translated, true},
		"unchanged, on one side": {50, noOp, one, one, false},
	} {
		changes := []object{change("lineworks_bot.b", updated, object{"bot_id": "1", "bot_name": "A"}, object{"bot_id": "1", "bot_name": "B"})}
		for i := range tc.menus {
			changes = append(changes, change("lineworks_rich_menu.a"+strings.Repeat("x", i), tc.actions, tc.before, tc.after))
		}
		page := html(t, view(t, planText(t, nil, changes...), planview.Options{Dir: dir, BeforeDir: dir}))
		if n := strings.Count(page, `src="data:image`); n != 50 {
			t.Errorf("%s: got %d pictures, want 50", name, n)
		}
		if len(page) > 70<<20 {
			t.Errorf("%s: got a page of %d bytes", name, len(page))
		}
		if got := strings.Contains(page, "menu.png: left out: a page has at most 64 MiB of pictures"); got != tc.left {
			t.Errorf("%s: got pictures left out: %t, want %t", name, got, tc.left)
		}
	}
}
