// SPDX-License-Identifier: MPL-2.0

package page

import "github.com/terraform-lineworks/terraform-provider-lineworks/internal/simulator/page/changes"

// Languages of the page itself.
const (
	english  = "en"
	japanese = "ja"
)

// texts are the texts of the page. Names of properties, operations and events are the API's
// own in every language. In Japanese, people are called メンバー, as LINE WORKS calls them.
type texts struct {
	Lang string

	Title, OtherUI, OtherUILang                                    string
	SkipToTalk, Lost                                               string
	Bots, Search, SearchBots, NoBots, NoBotsFound, MoreBots, Count string

	Talk, User, OtherUser, OtherUserHint, Language, NoLanguage, Outlines, Show string
	SingleRoom, Rooms, NoRooms, RoomMembers, NoSuchBot, NoUser, NotFound       string
	NoMessages, Earlier, Newest, MenuOff                                       string
	Open, Leave, Write, Send, Hidden                                           string
	NewRoom, RoomTitle, OtherMembers, Create, Invite, Remove, RemoveBot        string

	RoomOpened, RoomLeft, BotJoined, BotLeft, UsersJoined, UsersLeft     string // notices
	AddressShown, TextCopied, PostbackSent, NotDelivered, DeliveryOfThis string

	Bot, Domains, NoDomains, SelectedOnly, EveryMember, NoMembers string

	Requests, NoRequests, OlderRequests, NoResponse, MoreChanges, Milliseconds string
	Created, Changed, Deleted, Nothing                                         string
	Kinds                                                                      map[changes.Kind]string

	Deliveries, NoDeliveries, Request, Headers, Signature, Answer, EmptyAnswer          string
	Again, Wrong, IsAgain, IsWrong, Pending, NotSent, Failed, Accepted, Delivered, Took string
}

var textsOf = map[string]*texts{
	english: {
		Lang:  english,
		Title: "LINE WORKS mock", OtherUI: "日本語", OtherUILang: japanese,
		SkipToTalk: "Skip to the talk room", Lost: "The mock does not answer. The page shows its last state.",
		Bots: "Bots", Search: "Search", SearchBots: "Search by name or ID",
		NoBots:      "There is no bot. Bots appear here when they are created.",
		NoBotsFound: "No bot has this name or ID.", MoreBots: "%d more: search for them.", Count: "%d in all",

		Talk: "Talk", User: "User", OtherUser: "Another user", OtherUserHint: "user ID or e-mail address", Language: "Language of the user", NoLanguage: "without language",
		Outlines: "Show areas and texts in detail", Show: "Show",
		SingleRoom: "1:1 room", Rooms: "Rooms", NoRooms: "The bot is not in any room.", RoomMembers: "%d members",
		NoSuchBot: "There is no bot %d. It may have been deleted.", NoUser: "Name a user to talk as.",
		NotFound: "%s cannot find the bot.", NoMessages: "No messages.",
		Earlier: "Show all %d", Newest: "Show the newest only", MenuOff: "The bot has no menu.",
		Open: "Open the room", Leave: "Leave the room", Write: "Message", Send: "Send",
		Hidden:  "visible is false: the list of bots does not show this bot.",
		NewRoom: "New room with the bot", RoomTitle: "Title", OtherMembers: "Other members", Create: "Create", Invite: "Invite", Remove: "Remove", RemoveBot: "Remove the bot",

		RoomOpened: "The room was opened.", RoomLeft: "The user has left the room.", BotJoined: "The bot has joined. Members: %s", BotLeft: "The bot has left the room.",
		UsersJoined: "Joined: %s", UsersLeft: "Left: %s", AddressShown: "The app opens this address: %s", TextCopied: "Copied: %s", PostbackSent: "Postback sent: %s",
		NotDelivered: "Not delivered: %s", DeliveryOfThis: "Delivery %d",

		Bot: "Bot", Domains: "Domains", NoDomains: "The bot is not registered in any domain, so no user can find it.", SelectedOnly: "selected members only", EveryMember: "all members of the domain", NoMembers: "No member is selected.",

		Requests: "API requests", NoRequests: "No requests yet.", OlderRequests: "%d older ones are not kept here.", NoResponse: "no response", MoreChanges: "and %d more", Milliseconds: "%d ms",
		Created: "%s created", Changed: "%s changed", Deleted: "%s deleted", Nothing: "(none)",
		Kinds: map[changes.Kind]string{
			changes.Bot: "bot %s", changes.Domain: "registration in domain %s", changes.Member: "member %s of domain %s", changes.PersistentMenu: "persistent menu of bot %s", changes.RichMenu: "rich menu %s",
			changes.Image: "picture of rich menu %s", changes.UserMenu: "rich menu of user %s", changes.Room: "room %s", changes.Secret: "secret of bot %s", changes.Message: "message to %s", changes.File: "file %s",
		},

		Deliveries: "Callbacks", NoDeliveries: "No events yet. They appear here when a user taps, writes, joins or leaves.", Request: "Request", Headers: "Headers", Signature: "Signature", Answer: "Answer",
		EmptyAnswer: "(no body)", Again: "Send again", Wrong: "Send with a wrong signature", IsAgain: "%d sent again", IsWrong: "wrong signature",
		Pending: "waiting for the answer", NotSent: "not sent", Failed: "failed", Accepted: "accepted, but 200 is expected", Delivered: "delivered", Took: "%d ms",
	},
	japanese: {
		Lang:  japanese,
		Title: "LINE WORKS モック", OtherUI: "English", OtherUILang: english,
		SkipToTalk: "トークルームへ移動", Lost: "モックが応答しません。最後の状態を表示しています。",
		Bots: "Bot", Search: "検索", SearchBots: "名前または ID で検索",
		NoBots:      "Bot がありません。作成されると、ここに表示されます。",
		NoBotsFound: "該当する Bot がありません。", MoreBots: "ほか %d 件は検索してください。", Count: "全 %d 件",

		Talk: "トーク", User: "メンバー", OtherUser: "ほかのメンバー", OtherUserHint: "ユーザー ID またはメールアドレス", Language: "メンバーの言語", NoLanguage: "言語指定なし",
		Outlines: "領域と文言を詳しく表示", Show: "表示",
		SingleRoom: "1:1 トークルーム", Rooms: "トークルーム", NoRooms: "Bot が参加しているトークルームはありません。", RoomMembers: "%d 人",
		NoSuchBot: "Bot %d は存在しません。削除された可能性があります。", NoUser: "メンバーを指定してください。",
		NotFound: "%s はこの Bot を利用できません。", NoMessages: "メッセージはありません。",
		Earlier: "全 %d 件を表示", Newest: "新しいものだけを表示", MenuOff: "この Bot にメニューはありません。",
		Open: "トークを開始", Leave: "退室", Write: "メッセージ", Send: "送信",
		Hidden:  "visible が false のため、Bot の一覧には表示されません。",
		NewRoom: "Bot を含むトークルームを作成", RoomTitle: "タイトル", OtherMembers: "ほかのメンバー", Create: "作成", Invite: "招待", Remove: "退室させる", RemoveBot: "Bot を退室させる",

		RoomOpened: "トークを開始しました。", RoomLeft: "メンバーが退室しました。", BotJoined: "Bot が参加しました。メンバー: %s", BotLeft: "Bot が退室しました。",
		UsersJoined: "参加: %s", UsersLeft: "退室: %s", AddressShown: "アプリでは次の URL が開きます: %s", TextCopied: "コピーしました: %s", PostbackSent: "Postback を送信: %s",
		NotDelivered: "配信できませんでした: %s", DeliveryOfThis: "送信 %d",

		Bot: "Bot", Domains: "ドメイン", NoDomains: "ドメインに登録されていないため、どのメンバーも利用できません。", SelectedOnly: "指定メンバーのみ", EveryMember: "ドメインの全メンバー", NoMembers: "指定メンバーはいません。",

		Requests: "API リクエスト", NoRequests: "リクエストはまだありません。", OlderRequests: "古い %d 件は保持していません。", NoResponse: "応答なし", MoreChanges: "ほか %d 件", Milliseconds: "%d ミリ秒",
		Created: "%sを作成", Changed: "%sを変更", Deleted: "%sを削除", Nothing: "（なし）",
		Kinds: map[changes.Kind]string{
			changes.Bot: "Bot %s ", changes.Domain: "ドメイン %s への登録", changes.Member: "メンバー %s（ドメイン %s）", changes.PersistentMenu: "Bot %s の固定メニュー", changes.RichMenu: "リッチメニュー %s ",
			changes.Image: "リッチメニュー %s の画像", changes.UserMenu: "メンバー %s のリッチメニュー", changes.Room: "トークルーム %s ", changes.Secret: "Bot %s の Bot Secret ", changes.Message: "%s へのメッセージ", changes.File: "ファイル %s ",
		},

		Deliveries: "Callback", NoDeliveries: "イベントはまだありません。メンバーがタップ、送信、参加、退室すると、ここに表示されます。", Request: "リクエスト", Headers: "ヘッダー", Signature: "署名", Answer: "応答",
		EmptyAnswer: "（本文なし）", Again: "再送する", Wrong: "不正な署名で送る", IsAgain: "%d の再送", IsWrong: "不正な署名",
		Pending: "応答待ち", NotSent: "未送信", Failed: "失敗", Accepted: "受理（200 が期待されます）", Delivered: "送信済み", Took: "%d ミリ秒",
	},
}
