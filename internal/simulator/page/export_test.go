// SPDX-License-Identifier: MPL-2.0

package page

import "github.com/terraform-lineworks/terraform-provider-lineworks/internal/simulator/page/live"

// VersionAfter makes a page, with a change after its bot and users were read, and returns
// the version of the page and the latest.
func VersionAfter(p *Page, change func()) (version, latest any) {
	v := p.view(state{UI: english}, nil)
	change()
	return v.all([]string{live.All}).Version, p.hub.Version()
}

// TextsOf are the texts of the page by language.
func TextsOf() map[string]any {
	all := map[string]any{}
	for language, texts := range textsOf {
		all[language] = *texts
	}
	return all
}

// The limits of what a page shows.
const (
	MaxBots    = maxBots
	MaxBubbles = maxBubbles
)
