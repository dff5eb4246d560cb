// SPDX-License-Identifier: MPL-2.0

package planview_test

import (
	"bytes"
	"flag"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/browser"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/planview"
)

var updateScreenshots = flag.Bool("update-screenshots", false, "take the pictures in testdata/screenshots")

func TestMain(m *testing.M) { os.Exit(browser.Main(m)) }

const example = "../../examples/complete"

// shown writes the page of a plan to a file, and returns its address.
func shown(t *testing.T, plan string, options planview.Options) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "plan.html")
	if err := os.WriteFile(file, []byte(html(t, view(t, plan, options))), 0o600); err != nil {
		t.Fatal(err)
	}
	return "file://" + filepath.ToSlash(file)
}

// optionsOf are the folders of a recorded plan: the replacement has the Japanese picture
// for all languages.
func optionsOf(t *testing.T, plan string) planview.Options {
	t.Helper()
	japanese, err := os.ReadFile(filepath.Join(example, "menu.ja.png"))
	if err != nil {
		t.Fatal(err)
	}
	switch plan {
	case "replacement":
		return planview.Options{Dir: folderWith(t, map[string][]byte{"menu.png": japanese, "menu.ja.png": japanese}), BeforeDir: example}
	case "destroy":
		return planview.Options{BeforeDir: example}
	}
	return planview.Options{Dir: example}
}

// A whole page is compared as a coarse grid of colours: fonts, and so the places of words
// and the height of a page, differ between machines, and a font for every language is too
// large to keep beside the tests. What the grid sees is what a reader sees at arm's length:
// pictures, areas, sides, colours of what is created and destroyed.
const (
	pageWidth   = 1200
	keptWidth   = pageWidth / 4
	columns     = 40
	rowsOfGrid  = 80
	maxDistance = 8.0 // mean difference of the cells, of 255
	maxHeights  = 1.1 // how much higher one page may be than the other
)

// photograph takes a picture of a whole page, a quarter as large.
func photograph(t *testing.T, tab *browser.Tab) *image.RGBA {
	t.Helper()
	tab.Resize(pageWidth, browser.Eval[int](tab, "document.documentElement.scrollHeight"))
	whole, err := png.Decode(bytes.NewReader(tab.Screenshot()))
	if err != nil {
		t.Fatal(err)
	}
	return resample(whole, keptWidth, whole.Bounds().Dy()*keptWidth/whole.Bounds().Dx())
}

// resample makes each pixel the mean of those that it stands for.
func resample(from image.Image, width, height int) *image.RGBA {
	bounds := from.Bounds()
	to := image.NewRGBA(image.Rect(0, 0, width, height))
	for y := range height {
		for x := range width {
			left, right := bounds.Min.X+x*bounds.Dx()/width, bounds.Min.X+(x+1)*bounds.Dx()/width
			top, bottom := bounds.Min.Y+y*bounds.Dy()/height, bounds.Min.Y+(y+1)*bounds.Dy()/height
			var sum [3]int
			for j := top; j < max(bottom, top+1); j++ {
				for i := left; i < max(right, left+1); i++ {
					c, _ := color.RGBAModel.Convert(from.At(i, j)).(color.RGBA)
					sum[0], sum[1], sum[2] = sum[0]+int(c.R), sum[1]+int(c.G), sum[2]+int(c.B)
				}
			}
			n := max(bottom-top, 1) * max(right-left, 1)
			to.SetRGBA(x, y, color.RGBA{uint8(sum[0] / n), uint8(sum[1] / n), uint8(sum[2] / n), 255})
		}
	}
	return to
}

// difference says how two pictures differ, "" if they are alike.
func difference(got, want image.Image) string {
	if high, low := max(got.Bounds().Dy(), want.Bounds().Dy()), min(got.Bounds().Dy(), want.Bounds().Dy()); float64(high) > maxHeights*float64(low) {
		return fmt.Sprintf("a page of %d rows, want %d", got.Bounds().Dy(), want.Bounds().Dy())
	}
	a, b := resample(got, columns, rowsOfGrid), resample(want, columns, rowsOfGrid)
	total := 0
	for i := range a.Pix {
		total += max(int(a.Pix[i])-int(b.Pix[i]), int(b.Pix[i])-int(a.Pix[i]))
	}
	if mean := float64(total) / float64(columns*rowsOfGrid*3); mean > maxDistance {
		return fmt.Sprintf("colours that are %.1f apart, want at most %.1f", mean, maxDistance)
	}
	return ""
}

func kept(t *testing.T, plan string) string {
	t.Helper()
	return filepath.Join("testdata", "screenshots", plan+".png")
}

func open(t *testing.T, plan string) image.Image {
	t.Helper()
	content, err := os.ReadFile(kept(t, plan))
	if err != nil {
		t.Fatal(err)
	}
	picture, err := png.Decode(bytes.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	return picture
}

// TestScreenshots opens the pages as files, without a server. An error in the console fails
// the test.
func TestScreenshots(t *testing.T) {
	t.Parallel()
	for _, plan := range []string{"complete", "replacement", "destroy"} {
		t.Run(plan, func(t *testing.T) {
			t.Parallel()
			tab := browser.Open(t)
			tab.Go(shown(t, recorded(t, plan), optionsOf(t, plan)))
			got := photograph(t, tab)
			if *updateScreenshots {
				var out bytes.Buffer
				if err := png.Encode(&out, got); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(kept(t, plan), out.Bytes(), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			if d := difference(got, open(t, plan)); d != "" {
				t.Errorf("got %s; if that is meant, run with -update-screenshots", d)
			}
		})
	}
}

// TestScreenshots_tolerance sees that the comparison notices what it has to, and takes
// another font for the same page.
func TestScreenshots_tolerance(t *testing.T) {
	t.Parallel()
	withoutPictures := planview.Options{}
	mirrored := `for (const p of document.querySelectorAll(".pp-pair")) p.append(p.firstElementChild)`
	for name, tc := range map[string]struct {
		plan, script string
		options      *planview.Options
		alike        bool
	}{
		"another font":      {plan: "replacement", script: `document.documentElement.style.setProperty("--pv-font", "serif")`, alike: true},
		"a narrower font":   {plan: "complete", script: `document.documentElement.style.setProperty("--pv-font", "'Liberation Sans Narrow', sans-serif")`, alike: true},
		"no pictures":       {plan: "replacement", options: &withoutPictures},
		"sides exchanged":   {plan: "complete", script: mirrored},
		"areas not drawn":   {plan: "complete", script: `for (const a of document.querySelectorAll(".pv-stage")) a.remove()`},
		"no style":          {plan: "destroy", script: `document.querySelector("style").remove()`},
		"a language closed": {plan: "replacement", script: `for (const d of document.querySelectorAll("details")) d.open = false`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			options := optionsOf(t, tc.plan)
			if tc.options != nil {
				options = *tc.options
			}
			tab := browser.Open(t)
			tab.Go(shown(t, recorded(t, tc.plan), options))
			if tc.script != "" {
				browser.Eval[any](tab, "("+"() => { "+tc.script+"; return null })()")
			}
			if d := difference(photograph(t, tab), open(t, tc.plan)); (d == "") != tc.alike {
				t.Errorf("got %q, want the pages to be alike: %t", d, tc.alike)
			}
		})
	}
}

// TestBrowser_readable looks at the pages in light and dark, wide and narrow, without a mouse.
func TestBrowser_readable(t *testing.T) {
	t.Parallel()
	for _, plan := range []string{"complete", "replacement", "destroy", "modules"} {
		for _, ui := range []string{"en", "ja"} {
			t.Run(plan+" "+ui, func(t *testing.T) {
				t.Parallel()
				options := optionsOf(t, plan)
				options.UI = ui
				tab := browser.Open(t)
				tab.Go(shown(t, recorded(t, plan), options))
				for _, barrier := range tab.Barriers() {
					t.Errorf("got %s", barrier)
				}
			})
		}
	}
}

// TestBrowser_hostile opens a page with texts that try to run something: the browser has
// nothing to refuse, and no script has run.
func TestBrowser_hostile(t *testing.T) {
	t.Parallel()
	tab := browser.Open(t)
	tab.Go(shown(t, hostilePlan(t), planview.Options{}))
	if n := browser.Eval[int](tab, "document.scripts.length + document.images.length + performance.getEntriesByType('resource').length"); n != 0 {
		t.Errorf("got %d scripts, pictures and loads, want none", n)
	}
}
