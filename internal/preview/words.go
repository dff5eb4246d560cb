// SPDX-License-Identifier: MPL-2.0

package preview

// words are the texts of the drawing itself. Names of properties and types are the API's
// own, in every language.
type words struct {
	Unknown, Sensitive string
	NoLabel            string
	Areas, Buttons     string // headings of the lists below a menu
	Overlaps           string // %s: other areas
	Leaves             string
	RichMenu           string
	PersistentMenu     string
	NoPicture          string
	SizeDiffers        string // %d × %d of the picture, %d × %d of the menu
	Picture            string
	AtAddress          string // a picture or file that is given by an address
	Room               string // %s: the name of the bot
	Messages           string
	FromBot, FromUser  string
	QuickReply         string
	Columns            string // %d columns of a carousel
	NotDrawn           string // %s: what is not drawn
	More               string // %d: how many more
	Beyond             string // %d components, %d levels
	UnknownContent     string // %s: the type
	NoType             string
	Languages          string
	AnyLanguage        string
	NoName             string
	Kinds              map[string]string // contents of messages
}

// The words of https://developers.worksmobile.com/en/docs/bot-send-content and
// https://developers.worksmobile.com/jp/docs/bot-send-content.
var (
	english = &words{
		Unknown: "(known after apply)", Sensitive: "(sensitive value)",
		NoLabel: "no label",
		Areas:   "Areas", Buttons: "Buttons",
		Overlaps: "overlaps %s", Leaves: "reaches past the edge of the menu",
		RichMenu: "Rich menu", PersistentMenu: "Persistent menu",
		NoPicture:   "No picture",
		SizeDiffers: "The picture has %d × %d pixels, the menu %d × %d: it is drawn stretched.",
		Picture:     "Picture", AtAddress: "given by an address, not loaded here",
		Room: "Talk room with %s", Messages: "Messages", FromBot: "Bot", FromUser: "User",
		QuickReply: "Quick reply", Columns: "%d columns",
		NotDrawn: "Not drawn: %s", More: "%d more", Beyond: "components beyond %d, or deeper than %d levels",
		UnknownContent: "Content of an unknown or incomplete kind: %s", NoType: "no type",
		Languages: "By language", AnyLanguage: "other languages", NoName: "no name",
		Kinds: map[string]string{
			"text": "Text", "sticker": "Sticker", "image": "Image", "file": "File", "audio": "Audio", "video": "Video",
			"location": "Location", "link": "Link", "button_template": "Button template", "list_template": "List template",
			"carousel": "Carousel", "image_carousel": "Image carousel", "flex": "Flexible template",
		},
	}
	japanese = &words{
		Unknown: "（apply 後に確定）", Sensitive: "（機密の値）",
		NoLabel: "ラベルなし",
		Areas:   "領域", Buttons: "ボタン",
		Overlaps: "%s と重なっています", Leaves: "メニューの端からはみ出しています",
		RichMenu: "リッチメニュー", PersistentMenu: "固定メニュー",
		NoPicture:   "画像なし",
		SizeDiffers: "画像は %d × %d ピクセル、メニューは %d × %d ピクセルです。メニューのサイズに引き伸ばして表示しています。",
		Picture:     "画像", AtAddress: "URL で指定（ここでは読み込みません）",
		Room: "%s とのトークルーム", Messages: "メッセージ", FromBot: "Bot", FromUser: "メンバー",
		QuickReply: "クイック返信", Columns: "%d カラム",
		NotDrawn: "表示していないもの: %s", More: "ほか %d 件", Beyond: "%d 個または %d 階層を超えるコンポーネント",
		UnknownContent: "種類が不明か、不完全なメッセージ: %s", NoType: "type なし",
		Languages: "言語別", AnyLanguage: "その他の言語", NoName: "名前なし",
		Kinds: map[string]string{
			"text": "テキスト", "sticker": "スタンプ", "image": "画像", "file": "ファイル", "audio": "音声", "video": "ビデオ",
			"location": "位置情報", "link": "リンク", "button_template": "ボタンテンプレート", "list_template": "リストテンプレート",
			"carousel": "カルーセルテンプレート", "image_carousel": "画像カルーセルテンプレート", "flex": "Flexible Template",
		},
	}
)

// In says in a language of a page, en or ja, why a value is not shown; "" for one that is
// known.
func (m Mark) In(language string) string {
	switch m {
	case Known:
		return ""
	case Unknown:
		return wordsIn(language).Unknown
	case Sensitive:
	}
	return wordsIn(language).Sensitive // also for a mark that is new to this code
}

func wordsIn(language string) *words {
	if language == "ja" {
		return japanese
	}
	return english
}
