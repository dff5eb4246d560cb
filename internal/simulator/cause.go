// SPDX-License-Identifier: MPL-2.0

package simulator

import (
	"strconv"
	"strings"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/simulator/callback"
)

// Reason is why a user cannot do something, or why an event did not reach the bot's server.
type Reason int

// The reasons.
const (
	NoReason Reason = iota

	// The event was not sent: the bot.

	CallbackOff   // enableCallback is false
	NoCallbackURL // callbackUrl is not set
	BadURL        // callbackUrl is no https address
	EventOff      // channelEvents lacks the type
	KindOff       // callbackEvents lacks the kind of content
	NotRegistered // the bot is not registered in the domain of the user
	NotSelected   // the bot is limited to selected members, and the user is not one of them
	NoSecret      // the API has issued no secret

	// The event was not sent: the options of the simulator.

	NoTarget  // no server on this machine is set for the callbackUrl
	Elsewhere // the server is not on this machine

	// The event was sent, and the delivery failed.

	Unreached  // no connection, or it broke
	TimedOut   // no answer in time
	Redirected // a redirect, which is not followed
	BadStatus  // another status than 2xx
	Refused    // a status with which bot servers refuse a signature

	// The event was sent with a wrong signature.

	WrongRefused // the bot's server has refused it
	WrongTaken   // the bot's server has taken it

	// The user cannot do it.

	NoBot        // there is no such bot
	NoRoom       // there is no such room, or the bot has left it
	NotInRoom    // the user is not in the room
	NoMembers    // no member to invite or to remove
	GroupJoinOff // enableGroupJoin is false
	NoText       // nothing was written
	LongText     // too long
	NoAction     // the tapped item no longer exists, or its action does nothing
	NoDelivery   // there is no such delivery
	Incomplete   // the event lacks the domain or the room: the user could not reach the bot
	Closed       // the simulator is closed
)

// ofProblem has the reasons of failed deliveries.
var ofProblem = map[callback.Problem]Reason{
	callback.BadURL: BadURL, callback.NoTarget: NoTarget, callback.Elsewhere: Elsewhere,
	callback.Unreached: Unreached, callback.TimedOut: TimedOut, callback.Redirected: Redirected, callback.BadStatus: BadStatus,
}

// Cause is a reason and what it is about.
type Cause struct {
	Reason Reason
	Type   callback.Type // of the event
	Kind   string        // of its content
	Status int           // of the answer
}

// Refusal is the error when a user cannot do something.
type Refusal struct{ Cause }

// Error implements error.
func (r *Refusal) Error() string { return r.Words("en") }

func refuse(reason Reason) error { return &Refusal{Cause{Reason: reason}} }

// words are in English and Japanese.
type words struct{ en, ja string }

var wordsOf = map[Reason]words{
	CallbackOff: {
		"The bot has callbacks switched off. Set enableCallback to true.",
		"Bot の Callback が無効です。enableCallback を true にしてください。",
	},
	NoCallbackURL: {
		"The bot has no callback URL. Set callbackUrl.",
		"Bot に Callback URL がありません。callbackUrl を設定してください。",
	},
	BadURL: {
		"The callback URL is not an https address. Correct callbackUrl.",
		"Callback URL が https のアドレスではありません。callbackUrl を修正してください。",
	},
	EventOff: {
		"The bot does not receive {type} events. Add {type} to channelEvents.",
		"Bot は {type} イベントを受け取りません。channelEvents に {type} を追加してください。",
	},
	KindOff: {
		"The bot does not take messages of the type {kind}. Add {kind} to callbackEvents.",
		"Bot は {kind} タイプのメッセージを受け付けません。callbackEvents に {kind} を追加してください。",
	},
	NotRegistered: {
		"The bot is not registered in the domain of the user, who cannot find it. Register it: POST /bots/{botId}/domains/{domainId}.",
		"Bot がメンバーのドメインに登録されていないため、メンバーは Bot を利用できません。POST /bots/{botId}/domains/{domainId} で登録してください。",
	},
	NotSelected: {
		"The bot is limited to selected members, and the user is not one of them. Add the user as a member, or set allowToSelectedMember to false.",
		"Bot は指定メンバーのみ利用でき、このメンバーは指定されていません。メンバーに追加するか、allowToSelectedMember を false にしてください。",
	},
	NoSecret: {
		"The API has issued no secret for the bot, so the bot's server could not check the signature. Issue one: POST /bots/{botId}/secret.",
		"Bot Secret が API で発行されていないため、Bot サーバーは署名を検証できません。POST /bots/{botId}/secret で発行してください。",
	},
	NoTarget: {
		"No server on this machine is set for the callback URL. Start lineworks-mock with -callback, such as -callback https://bots.example.com=http://127.0.0.1:3000.",
		"Callback URL に対応するこのマシンのサーバーが指定されていません。lineworks-mock の起動時に -callback https://bots.example.com=http://127.0.0.1:3000 のように指定してください。",
	},
	Elsewhere: {
		"The server for the callback URL is not on this machine. Nothing was sent there.",
		"Callback URL に対応するサーバーがこのマシン上にないため、送信しませんでした。",
	},
	Unreached: {
		"The bot's server could not be reached, or it closed the connection. The event is not sent again.",
		"Bot サーバーに接続できないか、接続が切断されました。イベントは再送されません。",
	},
	TimedOut: {
		"The bot's server did not answer in time. Answer first, and do the work afterwards. The event is not sent again.",
		"Bot サーバーが時間内に応答しませんでした。先に応答してから非同期で処理してください。イベントは再送されません。",
	},
	Redirected: {
		"The bot's server answered with the redirect {status}, which is not followed. The event is not sent again.",
		"Bot サーバーがリダイレクト({status})を返しました。リダイレクト先には送信されません。イベントは再送されません。",
	},
	BadStatus: {
		"The bot's server answered with the status {status}; it should answer with 200. The event is not sent again.",
		"Bot サーバーがステータス {status} を返しました。200 を返す必要があります。イベントは再送されません。",
	},
	Refused: {
		"The bot's server answered with the status {status}, as for a wrong signature. Does it have the secret that was issued last, and does it compute the signature over the body exactly as received? The event is not sent again.",
		"Bot サーバーが、署名が正しくない場合のステータス {status} を返しました。最後に発行した Bot Secret を使い、受信したボディをそのまま署名の対象にしているか確認してください。イベントは再送されません。",
	},
	WrongRefused: {
		"The bot's server refused the wrong signature with the status {status}, as it has to.",
		"Bot サーバーは、誤った署名を正しく拒否しました(ステータス {status})。",
	},
	WrongTaken: {
		"The bot's server took a wrong signature. Check the signature before anything else, and answer with 401 if it is wrong.",
		"Bot サーバーが誤った署名のイベントを受け付けました。最初に署名を検証し、正しくない場合は 401 を返してください。",
	},
	NoBot:        {"There is no such bot.", "Bot が見つかりません。"},
	NoRoom:       {"There is no such room, or the bot has left it.", "トークルームが存在しないか、Bot が退室しています。"},
	NotInRoom:    {"The user is not in the room.", "メンバーはこのトークルームに参加していません。"},
	NoMembers:    {"Name a member who can be invited or removed.", "招待または退室の対象となるメンバーが指定されていません。"},
	GroupJoinOff: {"The bot cannot be invited to rooms. Set enableGroupJoin to true.", "Bot をトークルームに招待できません。enableGroupJoin を true にしてください。"},
	NoText:       {"The message is empty.", "メッセージが入力されていません。"},
	LongText:     {"The message is too long for this mock, which takes 2,000 characters.", "メッセージが長すぎます。このモックでは 2,000 文字までです。"},
	NoAction:     {"The tapped item no longer exists, or its action does nothing.", "タップした項目はもう存在しないか、アクションがありません。"},
	NoDelivery:   {"This delivery is not kept any more.", "この送信記録はもう残っていません。"},
	Incomplete: {
		"The user could not reach the bot at that time, so the event lacks the domain or the room. Repeat what the user did.",
		"メンバーが Bot を利用できないときのイベントのため、ドメインまたはトークルームの情報がありません。メンバーの操作をもう一度行ってください。",
	},
	Closed: {"The simulator is closed.", "シミュレーターは終了しています。"},
}

// Words tell the cause, and what to do, in English (en) or Japanese (ja).
func (c Cause) Words(ui string) string {
	text := wordsOf[c.Reason].en
	if ui == "ja" {
		text = wordsOf[c.Reason].ja
	}
	return strings.NewReplacer("{type}", string(c.Type), "{kind}", c.Kind, "{status}", strconv.Itoa(c.Status)).Replace(text)
}
