// SPDX-License-Identifier: MPL-2.0

package page_test

import (
	"fmt"
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/browser"
)

// BenchmarkBrowser opens the page of a tenant with 300 bots, and 1,000 messages in the room
// that it shows, and changes the bot by the API: it reports the time until the first paint,
// and from the request until the change is on the page.
func BenchmarkBrowser(b *testing.B) {
	m := start(b)
	m.large()
	tab := browser.Open(b)
	paint, update, n := 0.0, 0.0, 0
	for b.Loop() {
		n++
		m.open(tab, at(firstBot, "user", taro))
		tab.Wait(`performance.getEntriesByName("first-contentful-paint").length > 0`)
		paint += browser.Eval[float64](tab, `performance.getEntriesByName("first-contentful-paint")[0].startTime`)
		update += browser.Eval[float64](tab, fmt.Sprintf(`new Promise((resolve) => {
			const name = "Renamed %d", start = performance.now();
			new MutationObserver(() => {
				if (document.querySelector(".pv-phone-name").innerText === name) requestAnimationFrame(() => resolve(performance.now() - start));
			}).observe(document.getElementById("room"), {subtree: true, childList: true, characterData: true});
			fetch("/v1.0/bots/%d", {method: "PATCH", body: JSON.stringify({botName: name}),
				headers: {"Content-Type": "application/json", Authorization: "Bearer %s"}});
		})`, n, firstBot, m.token))
	}
	b.ReportMetric(paint/float64(n), "ms/first-paint")
	b.ReportMetric(update/float64(n), "ms/update")
}

// BenchmarkPage draws the same page and updates of it, without a browser.
func BenchmarkPage(b *testing.B) {
	m := start(b)
	m.large()
	for name, header := range map[string][]string{"whole": nil, "room": {"Page-Parts", "room"}, "requests": {"Page-Parts", "requests"}} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				b.ReportMetric(float64(len(m.get(at(firstBot, "user", taro), header...).body)), "bytes")
			}
		})
	}
}
