// SPDX-License-Identifier: MPL-2.0

package message

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/service/menuaction"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfvalue"
)

// checkCarousel checks the cards, each alone and all together.
// Source: https://developers.worksmobile.com/en/docs/bot-send-carousel
func checkCarousel(n node) diag.Diagnostics {
	columns := n.children("columns")
	var diags diag.Diagnostics
	for _, column := range columns {
		diags.Append(column.picture(picture, false)...)
		diags.Append(column.action("default_action", menuaction.CarouselDefault)...)
		diags.Append(column.checkActions(menuaction.Carousel)...)
		diags.Append(checkColumnText(column)...)
	}
	diags.Append(sameOnAll(columns, "picture", picture.url, picture.fileID, picture.sourceFile)...)
	diags.Append(sameOnAll(columns, "title", "title")...)
	diags.Append(sameNumberOfActions(columns)...)
	return diags
}

// checkColumnText checks the text of a card, for which there is less room beside a
// title or a picture. That there is a number of lines too is documented, but not
// that the service counts them.
func checkColumnText(column node) diag.Diagnostics {
	var diags diag.Diagnostics
	at, text := column.at.AtName("text"), column.text("text")
	most, lines, on := maxColumnText, 4, "a card"
	if column.presence("title", picture.url, picture.fileID, picture.sourceFile) == present {
		most, lines, on = maxColumnCaption, 2, "a card with a title or a picture"
	}
	if length := utf8.RuneCountInString(text); length > most && length <= maxColumnText { // longer ones break a rule of the schema
		diags.AddAttributeError(at, "Text too long", fmt.Sprintf("%s has %d characters; the text of %s may have %d.\n\nShorten it, or remove title and picture from all cards.",
			at, length, on, most))
	}
	if got := strings.Count(strings.TrimRight(text, "\n"), "\n") + 1; got > lines {
		diags.AddAttributeWarning(at, fmt.Sprintf("Many lines in %s", at),
			fmt.Sprintf("%s has %d lines; %s shows %d. Whether the service refuses more is not documented.", at, got, on, lines))
	}
	return diags
}

// sameOnAll reports the cards that lack what others have.
func sameOnAll(columns []node, what string, names ...string) diag.Diagnostics {
	var diags diag.Diagnostics
	first := -1 // that has it
	for i, column := range columns {
		if first < 0 && column.presence(names...) == present {
			first = i
		}
	}
	for _, column := range columns {
		if first >= 0 && column.presence(names...) == absent {
			diags.AddAttributeError(column.at, "Missing "+what, fmt.Sprintf("%s has a %s, but %s has none. Either all cards have a %s, or none has.\n\nAdd the missing one, or remove the others.",
				columns[first].at, what, column.at, what))
		}
	}
	return diags
}

// sameNumberOfActions reports cards with another number of buttons than the first.
func sameNumberOfActions(columns []node) diag.Diagnostics {
	var diags diag.Diagnostics
	first := -1
	for i, column := range columns {
		actions := column.actions()
		if !tfvalue.Known(actions) {
			continue
		}
		if first < 0 {
			first = i
		}
		if got, want := len(actions.Elements()), len(columns[first].actions().Elements()); got != want {
			diags.AddAttributeError(column.at.AtName("actions"), "Different number of actions",
				fmt.Sprintf("%s has %d elements, but %s has %d. All cards need the same number.",
					column.at.AtName("actions"), got, columns[first].at.AtName("actions"), want))
		}
	}
	return diags
}
