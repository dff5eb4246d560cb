// SPDX-License-Identifier: MPL-2.0

package browser

import (
	_ "embed"
	"fmt"

	"github.com/chromedp/chromedp/kb"
)

// contrastScript computes the contrast of every text with what is behind it.
//
//go:embed contrast.js
var contrastScript string

// LeastContrast is the contrast of text and background that WCAG 2.2 asks for in its
// success criterion 1.4.3, level AA.
const LeastContrast = 4.5

// Barriers looks at the open page in light and dark, without a mouse, and on a narrow screen,
// which the tab has afterwards. It returns what keeps people from using the page.
func (tab *Tab) Barriers() []string {
	tab.t.Helper()
	var all []string
	add := func(what string, found []string) {
		for _, one := range found {
			all = append(all, what+": "+one)
		}
	}
	for _, scheme := range []string{"light", "dark"} {
		tab.Scheme(scheme)
		add("too little contrast when "+scheme, tab.LowContrast())
	}
	add("no name", tab.Nameless())
	add("out of reach of the keyboard", tab.Unreachable())
	tab.Resize(narrow, Height)
	add(fmt.Sprintf("past the right edge of %d px", narrow), tab.Overflowing())
	return all
}

// narrow is the width of a small phone.
const narrow = 360

// LowContrast returns the texts that do not stand out from their background, with their
// contrast.
func (tab *Tab) LowContrast() []string {
	tab.t.Helper()
	return Eval[[]string](tab, fmt.Sprintf("(%s)(%g)", contrastScript, LeastContrast))
}

// Unreachable returns the controls that Tab does not reach, each as the beginning of its HTML.
func (tab *Tab) Unreachable() []string {
	tab.t.Helper()
	count := Eval[int](tab, `(() => {
		const controls = document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary, [role=button], [onclick]");
		window.unreached = new Set([...controls].filter((e) => e.checkVisibility({visibilityProperty: true}) && !e.disabled));
		document.activeElement.blur();
		window.getSelection().removeAllRanges();
		return window.unreached.size;
	})()`)
	for range count + 10 { // what scrolls can have the focus, too
		tab.Press(kb.Tab)
		if Eval[int](tab, `(window.unreached.delete(document.activeElement), window.unreached.size)`) == 0 {
			break
		}
	}
	return Eval[[]string](tab, `[...window.unreached].map((e) => e.outerHTML.slice(0, 120))`)
}

// Overflowing returns the elements that reach past the right edge of the page, each as the
// beginning of its HTML. Elements inside of what scrolls or is cut off do not count.
func (tab *Tab) Overflowing() []string {
	tab.t.Helper()
	return Eval[[]string](tab, `(() => {
		const width = document.documentElement.clientWidth;
		const inside = (e) => { for (let p = e.parentElement; p && p !== document.body; p = p.parentElement)
			if (getComputedStyle(p).overflowX !== "visible") return true; return false; };
		const found = [...document.body.querySelectorAll("*")]
			.filter((e) => e.getBoundingClientRect().right > width + 1 && !inside(e)).map((e) => e.outerHTML.slice(0, 120));
		if (document.documentElement.scrollWidth > width) found.push("the page is " + document.documentElement.scrollWidth + " px wide");
		return found;
	})()`)
}

// Nameless returns the controls and pictures without a name that a screen reader could say.
func (tab *Tab) Nameless() []string {
	tab.t.Helper()
	return Eval[[]string](tab, `[...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary, img")]
		.filter((e) => e.checkVisibility() && ![e.innerText, e.ariaLabel, e.title, e.alt, e.labels?.[0]?.innerText,
			document.getElementById(e.getAttribute("aria-labelledby"))?.innerText].some((text) => text?.trim())
			&& !(e.tagName === "IMG" && e.hasAttribute("alt")))
		.map((e) => e.outerHTML.slice(0, 120))`)
}
