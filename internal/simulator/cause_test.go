// SPDX-License-Identifier: MPL-2.0

package simulator_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/simulator"
)

// Each reason has words in both languages, which name the same properties and values.
func TestWords(t *testing.T) {
	t.Parallel()
	names := regexp.MustCompile(`enableCallback|callbackUrl|channelEvents|callbackEvents|allowToSelectedMember|enableGroupJoin|-callback|POST [^ .]*[a-zA-Z}]|joined|sticker|499`)
	for reason := simulator.CallbackOff; reason <= simulator.Closed; reason++ {
		cause := simulator.Cause{Reason: reason, Type: "joined", Kind: "sticker", Status: 499}
		english, japanese := cause.Words("en"), cause.Words("ja")
		if english == "" || japanese == "" || english == japanese || strings.Contains(english+japanese, "{type}") {
			t.Errorf("reason %d: got %q and %q", reason, english, japanese)
		}
		en, ja := names.FindAllString(english, -1), names.FindAllString(japanese, -1)
		slices.Sort(en)
		slices.Sort(ja)
		if !slices.Equal(slices.Compact(en), slices.Compact(ja)) {
			t.Errorf("reason %d: the words name %v in English and %v in Japanese", reason, en, ja)
		}
		if got := (&simulator.Refusal{Cause: cause}).Error(); got != english {
			t.Errorf("reason %d: got the error %q, want %q", reason, got, english)
		}
	}
	if words := (simulator.Cause{}).Words("en"); words != "" {
		t.Errorf("got %q without a reason", words)
	}
}
