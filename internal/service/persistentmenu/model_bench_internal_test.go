// SPDX-License-Identifier: MPL-2.0

package persistentmenu

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/service/menuaction"
)

// buttons are a menu of the usual kind: as many as there may be, in two languages.
var buttons = []lineworks.Action{
	{Type: menuaction.Message, Label: "Ask", Text: "A question", Postback: "ask", I18nLabels: map[string]string{"ja_JP": "質問"}, I18nTexts: map[string]string{"ja_JP": "質問です"}},
	{Type: menuaction.Message, Label: "Help", I18nLabels: map[string]string{"ja_JP": "ヘルプ"}},
	{Type: menuaction.URI, Label: "Handbook", URI: "https://example.com/handbook", I18nLabels: map[string]string{"ja_JP": "手引き"}},
	{Type: menuaction.Copy, Label: "Copy", CopyText: "0120-000-000"},
}

// sink keeps the compiler from leaving out the measured code.
var sink any

// BenchmarkModel_fromAPI measures the conversion of a response to a model.
func BenchmarkModel_fromAPI(b *testing.B) {
	id := types.StringValue("2000001")
	b.ReportAllocs()
	for b.Loop() {
		sink = fromAPI(id, buttons)
	}
}

// BenchmarkModel_toAPI measures the conversion of a plan to a menu of the client.
func BenchmarkModel_toAPI(b *testing.B) {
	m := fromAPI(types.StringValue("2000001"), buttons)
	b.ReportAllocs()
	for b.Loop() {
		sink = menuaction.Persistent.ToAPIList(m.Actions)
	}
}
