// SPDX-License-Identifier: MPL-2.0

package page

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
