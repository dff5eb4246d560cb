// SPDX-License-Identifier: MPL-2.0

package preview_test

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/preview"
)

var cssVariable = regexp.MustCompile(`--pv-([a-z-]+): (#[0-9a-f]{6});`)

// colours are the variables of the light and the dark scheme.
func colours(t *testing.T) (light, dark map[string]string) {
	t.Helper()
	first, second, found := strings.Cut(string(preview.CSS()), "@media (prefers-color-scheme: dark)")
	if !found {
		t.Fatal("the style sheet has no dark scheme")
	}
	light, dark = map[string]string{}, map[string]string{}
	for scheme, css := range map[*map[string]string]string{&light: first, &dark: second} {
		for _, v := range cssVariable.FindAllStringSubmatch(css, -1) {
			(*scheme)[v[1]] = v[2]
		}
	}
	return light, dark
}

// TestCSS_contrast: https://www.w3.org/TR/WCAG21/#contrast-minimum.
func TestCSS_contrast(t *testing.T) {
	t.Parallel()
	light, dark := colours(t)
	if len(light) != len(dark) || len(light) == 0 {
		t.Errorf("got %d colours for light and %d for dark, want as many", len(light), len(dark))
	}
	grounds := map[string][]string{
		"text":        {"surface", "raised", "talk", "problem-surface", "tint"},
		"muted":       {"surface", "raised", "talk"},
		"user-text":   {"user"},
		"accent":      {"surface", "tint"},
		"accent-text": {"accent"},
		"link":        {"surface", "talk"},
		"mark":        {"mark-surface", "talk", "surface"},
		"problem":     {"problem-surface", "surface"},
	}
	for scheme, variables := range map[string]map[string]string{"light": light, "dark": dark} {
		for front, backs := range grounds {
			for _, back := range backs {
				if got := contrast(t, variables[front], variables[back]); got < 4.5 {
					t.Errorf("%s: got a contrast of %.2f between %s and %s, want at least 4.5", scheme, got, front, back)
				}
			}
		}
		for _, back := range []string{"surface", "talk"} {
			if got := contrast(t, variables["focus"], variables[back]); got < 3 {
				t.Errorf("%s: got a contrast of %.2f between the focus and %s, want at least 3", scheme, got, back)
			}
		}
	}
}

func contrast(t *testing.T, a, b string) float64 {
	t.Helper()
	x, y := luminance(t, a), luminance(t, b)
	return (math.Max(x, y) + 0.05) / (math.Min(x, y) + 0.05)
}

func luminance(t *testing.T, colour string) float64 {
	t.Helper()
	sum := 0.0
	for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
		if len(colour) != 7 {
			t.Fatalf("got the colour %q, want one like #1a2b3c", colour)
		}
		n, err := strconv.ParseUint(colour[1+2*i:3+2*i], 16, 8)
		if err != nil {
			t.Fatal(err)
		}
		c := float64(n) / 255
		if c <= 0.04045 {
			c /= 12.92
		} else {
			c = math.Pow((c+0.055)/1.055, 2.4)
		}
		sum += weight * c
	}
	return sum
}

// TestCSS_loadsNothing: a policy of the page must not be all that keeps it from it.
func TestCSS_loadsNothing(t *testing.T) {
	t.Parallel()
	for _, word := range []string{"url(", "@import", "@font-face", "</", "image-set("} {
		if strings.Contains(string(preview.CSS()), word) {
			t.Errorf("got %q in the style sheet, want it without", word)
		}
	}
}

// TestCSS_classes: every class of the fixed style sheet is in a drawing.
func TestCSS_classes(t *testing.T) {
	t.Parallel()
	class := regexp.MustCompile(`\.pv-[a-z-]+`)
	inSheet := map[string]bool{}
	for _, found := range class.FindAllString(string(preview.CSS()), -1) {
		inSheet[found[1:]] = true
	}
	var all strings.Builder
	for _, o := range []preview.Options{{Interactive: true}, {Outlines: true}} {
		d := preview.New(o)
		for _, content := range samples {
			fmt.Fprint(&all, d.Message(message(content)), d.QuickReply(message(content)))
		}
		m := richMenu(area(0, 0, 9, 9), area(0, 0, 9, 9))
		fmt.Fprint(&all, d.PersistentMenu(menuActions), d.RichMenu(m))
		m.Image.Source = ""
		fmt.Fprint(&all, d.RichMenu(m), d.Phone(preview.Bot{}, "", ""))
		fmt.Fprint(&all, d.Bot(preview.Bot{ID: plain("1"), Name: plain("x"), Description: plain("x"), PhotoURL: plain("x"), Names: preview.Texts{"ja_JP": plain("x")}}))
		fmt.Fprint(&all, d.Message(preview.Message{Content: []byte(samples["text"]), Note: "x", Time: time.Unix(0, 0)}))
	}
	drawn := all.String()
	for name := range inSheet {
		if !regexp.MustCompile(`class="[^"]*\b` + name + `[" ]`).MatchString(drawn) {
			t.Errorf("got a rule for .%s, which no drawing has", name)
		}
	}
}
