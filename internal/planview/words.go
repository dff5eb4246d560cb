// SPDX-License-Identifier: MPL-2.0

package planview

import (
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/preview"
)

// words are the texts of the page and of the summary. Types, attributes and warnings are
// as in the plan, in every language.
type words struct {
	Lang string

	// Of pictures. %v: the reason; %d: MiB; %s: two hashes.
	NoDir, NoBeforeDir, NotRead, NotReadBefore, TooMuch, OtherHash string

	Title, Lead, Treat, TreatTitle          string
	Contents                                string
	Nothing, NoObjects                      string
	Errored, Incomplete, Deferred           string // %d deferred changes
	Warnings, NoWarnings, OtherWarnings     string
	Settled                                 string
	Before, After                           string
	NotThere, Gone, Forgotten, Unseen       string
	Changed, Attribute, MoreAttributes      string // %d
	ReplacedFor, MovedFrom, Deposed, Import string // %s
	Unchanged, UnchangedBots                string
	NewBot, UnknownBot, RefersTo, NotTold   string // %s
	BotWithID                               string // %s
	Rest, Object, Action                    string
	OtherLanguages, SameInLanguage          string
	None                                    string
	Visible, Hidden, Selected, Everyone     string
	Members                                 string // %d
	IssuesNew, StaysValid, StaysSame        string
	MoreAreas                               string // %d
	Actions                                 map[action]string
	Imports, Moves                          string
	Counts                                  map[action]string // %d
	CountImported                           string
	Types                                   map[string]string
	Languages                               map[string]string
	SummaryMore                             string // %d
	SummaryNotShown                         string
}

var english = &words{
	Lang:          "en",
	NoDir:         "not read, because no -dir was given",
	NoBeforeDir:   "the earlier file is not available; name its folder with -before-dir",
	NotRead:       "not shown: %v",
	NotReadBefore: "not in -before-dir: %v",
	TooMuch:       "left out: a page has at most %d MiB of pictures",
	OtherHash:     "this is another picture than in the plan (SHA-256 %s… instead of %s…)",

	Title: "Preview of a plan",
	Lead:  "What this plan does to bots and menus of LINE WORKS, before and after.",

	TreatTitle: "How to treat the plan file",
	Treat: "The file from which this page was made (plan.json), and the plan itself, hold all values in clear, with bot secrets and every other sensitive value. " +
		"Do not publish them as artifacts, and delete them after the run. This page leaves sensitive values out; it still has names, texts, addresses and user IDs, so show it only to those who may see these.",
	Contents:  "Bots",
	Nothing:   "This plan changes no object of LINE WORKS.",
	NoObjects: "This plan has no object of LINE WORKS.",
	Errored:   "The plan ended with an error: it lacks changes.", Incomplete: "The plan is not complete (-target, or deferred changes): another plan has to follow it.",
	Deferred: "%d changes are deferred to a later plan and not shown.",
	Warnings: "Warnings", NoWarnings: "No warning, as far as a plan file tells.",
	OtherWarnings: "The rules are those of the provider. Warnings that need the service, such as a name that is taken, are only in the output of terraform plan.",
	Settled:       "Warnings that this plan has settled: the new menu is created first, and the default follows it",
	Before:        "Before", After: "After",
	NotThere: "Not there yet", Gone: "Deleted", Forgotten: "Terraform forgets it; it stays as it is", Unseen: "Not in the plan",
	Changed: "Changed attributes", Attribute: "Attribute", MoreAttributes: "%d more attributes",
	ReplacedFor: "Replaced because of %s", MovedFrom: "Moved from %s", Deposed: "Left over from an earlier replacement that failed", Import: "Imported",
	Unchanged: "Unchanged", UnchangedBots: "Bots without changes",
	NewBot: "A bot that this plan creates", UnknownBot: "A bot that is not known before the apply",
	RefersTo: "bot_id refers to %s", NotTold: "The plan does not tell which bot these objects belong to.",
	BotWithID: "Bot %s", Rest: "Who sees what", Object: "Object", Action: "Plan",
	OtherLanguages: "All other languages", SameInLanguage: "no change",
	None:    "none",
	Visible: "in the list of bots", Hidden: "not in the list of bots", Selected: "selected members only", Everyone: "everyone in the domain",
	Members: "members: %d", IssuesNew: "a new secret, which makes the former one invalid at once", StaysValid: "the secret stays valid", StaysSame: "unchanged",
	MoreAreas: "Only the first %d areas are drawn.",
	Actions: map[action]string{
		noChange: "unchanged", create: "create", update: "change", destroy: "destroy", destroyFirst: "replace: destroy, then create",
		createFirst: "replace: create, then destroy", forget: "forget",
	},
	Imports: "import", Moves: "move", CountImported: "%d to import",
	Counts: map[action]string{
		create: "%d to create", update: "%d to change", destroyFirst: "%d to replace", destroy: "%d to destroy", forget: "%d to forget",
	},
	Types: map[string]string{
		typeBot: "Bot", typePersistentMenu: "Persistent menu", typeRichMenu: "Rich menu", typeDefault: "Default rich menu", typeUserMenu: "Menu of user",
		typeDomain: "Domain", typeMember: "Member", typeChannel: "Room", typeKey: "Bot secret",
	},
	Languages:   map[string]string{"ja_JP": "Japanese", "en_US": "English", "ko_KR": "Korean", "zh_CN": "Chinese (simplified)", "zh_TW": "Chinese (traditional)"},
	SummaryMore: "… and %d more.", SummaryNotShown: "Pictures, buttons and texts, before and after, are in the HTML file of this preview.",
}

var japanese = &words{
	Lang:          "ja",
	NoDir:         "-dir の指定がないため、読み込んでいません",
	NoBeforeDir:   "変更前のファイルがありません。-before-dir で変更前のファイルがあるフォルダを指定できます",
	NotRead:       "表示できません: %v",
	NotReadBefore: "-before-dir にありません: %v",
	TooMuch:       "1 ページの画像の上限（%d MiB）を超えるため、省略しました",
	OtherHash:     "plan の画像とは別の画像です（SHA-256 は %s…、plan では %s…）",

	Title: "plan のプレビュー",
	Lead:  "この plan による LINE WORKS の Bot とメニューの変更を、変更前と変更後で示します。",

	TreatTitle: "plan ファイルの取り扱い",
	Treat: "このページの元になったファイル（plan.json）と plan 自体には、Bot の Secret をはじめ、機密の値もすべて平文で含まれます。" +
		"アーティファクトとして公開せず、実行後に削除してください。このページに機密の値は含まれませんが、名前、テキスト、URL、ユーザー ID は含まれます。閲覧してよい人だけに共有してください。",
	Contents:  "Bot",
	Nothing:   "この plan で変更される LINE WORKS のオブジェクトはありません。",
	NoObjects: "この plan に LINE WORKS のオブジェクトはありません。",
	Errored:   "plan がエラーで終了したため、変更の一部が含まれていません。", Incomplete: "plan は完全ではありません（-target の指定、または延期された変更）。続けて別の plan が必要です。",
	Deferred: "%d 件の変更は後の plan に延期されているため、表示していません。",
	Warnings: "警告", NoWarnings: "plan ファイルから分かる警告はありません。",
	OtherWarnings: "警告の条件はプロバイダーと同じで、文は英語です。名前の重複など、サービスへの問い合わせが必要な警告は terraform plan の出力にだけ表示されます。",
	Settled:       "この plan で解決済みの警告: 新しいメニューが先に作成され、デフォルトがそれに切り替わります",
	Before:        "変更前", After: "変更後",
	NotThere: "まだありません", Gone: "削除されます", Forgotten: "Terraform の管理から外れ、そのまま残ります", Unseen: "plan にありません",
	Changed: "変更される属性", Attribute: "属性", MoreAttributes: "ほか %d 件の属性",
	ReplacedFor: "置き換えの理由: %s", MovedFrom: "移動元: %s", Deposed: "以前に失敗した置き換えで残ったもの", Import: "インポート",
	Unchanged: "変更なし", UnchangedBots: "変更のない Bot",
	NewBot: "この plan で作成される Bot", UnknownBot: "apply 後に確定する Bot",
	RefersTo: "bot_id の参照先: %s", NotTold: "どの Bot のものかは、plan からは分かりません。",
	BotWithID: "Bot %s", Rest: "表示対象と利用者", Object: "オブジェクト", Action: "plan",
	OtherLanguages: "その他の言語", SameInLanguage: "変更なし",
	None:    "なし",
	Visible: "Bot 一覧に表示", Hidden: "Bot 一覧に非表示", Selected: "選択したメンバーのみ", Everyone: "ドメインの全メンバー",
	Members: "メンバー %d 人", IssuesNew: "新しい Secret を発行（以前の Secret はすぐに無効）", StaysValid: "Secret は有効なまま", StaysSame: "変更なし",
	MoreAreas: "最初の %d 個の領域だけを表示しています。",
	Actions: map[action]string{
		noChange: "変更なし", create: "作成", update: "変更", destroy: "削除", destroyFirst: "置き換え: 削除してから作成",
		createFirst: "置き換え: 作成してから削除", forget: "管理から除外",
	},
	Imports: "インポート", Moves: "移動", CountImported: "インポート %d",
	Counts: map[action]string{
		create: "作成 %d", update: "変更 %d", destroyFirst: "置き換え %d", destroy: "削除 %d", forget: "管理から除外 %d",
	},
	Types: map[string]string{
		typeBot: "Bot", typePersistentMenu: "固定メニュー", typeRichMenu: "リッチメニュー", typeDefault: "デフォルトのリッチメニュー", typeUserMenu: "ユーザー別のメニュー",
		typeDomain: "ドメイン", typeMember: "メンバー", typeChannel: "トークルーム", typeKey: "Bot Secret",
	},
	Languages:   map[string]string{"ja_JP": "日本語", "en_US": "英語", "ko_KR": "韓国語", "zh_CN": "中国語（簡体字）", "zh_TW": "中国語（繁体字）"},
	SummaryMore: "… ほか %d 件", SummaryNotShown: "画像、ボタン、テキストの変更前と変更後は、このプレビューの HTML ファイルで確認できます。",
}

func wordsIn(language string) *words {
	if language == "ja" {
		return japanese
	}
	return english
}

// Text is a value in words: none, not known yet and hidden ones too.
func (w *words) Text(t preview.Text) string {
	switch {
	case t.Mark != preview.Known:
		return t.Mark.In(w.Lang)
	case t.Value == "":
		return w.None
	}
	return t.Value
}

func (w *words) kind(name string) string {
	if word, ok := w.Types[name]; ok {
		return word
	}
	return name
}
