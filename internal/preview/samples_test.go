// SPDX-License-Identifier: MPL-2.0

package preview_test

// samples has at least one content of each kind, with all properties that are drawn.
var samples = map[string]string{
	"text":               `{"type":"text","text":"Hello <m userId=\"hana@example.com\">, see <b>page</b> 2 & 3.\nSecond line","i18nTexts":[{"language":"ja_JP","text":"こんにちは、<m userId=\"hana@example.com\"> さん。"}]}`,
	"sticker":            `{"type":"sticker","packageId":"11","stickerId":"22"}`,
	"image":              `{"type":"image","previewImageUrl":"https://example.com/small.png","originalContentUrl":"https://example.com/large.png"}`,
	"image by id":        `{"type":"image","fileId":"jp1.1628695315008671000.1628781715.0.1000001.0.0.0"}`,
	"file":               `{"type":"file","fileId":"jp1.2.3","fileName":"minutes.pdf"}`,
	"audio":              `{"type":"audio","originalContentUrl":"https://example.com/voice.m4a"}`,
	"video":              `{"type":"video","previewImageUrl":"https://example.com/small.png","originalContentUrl":"https://example.com/film.mp4"}`,
	"location":           `{"type":"location","title":"Head office","address":"1-2-3 Example, Shibuya, Tokyo","latitude":35.6581,"longitude":139.7017}`,
	"location of a user": `{"type":"location","address":"1-2-3 Example, Shibuya, Tokyo","latitude":35,"longitude":139.5}`,
	"link": `{"type":"link","contentText":"The new rules are out.","linkText":"Read them","link":"https://intra.example.com/rules",
		"i18nContentTexts":[{"language":"ja_JP","contentText":"新しい規程が公開されました。"}],"i18nLinkTexts":[{"language":"ja_JP","linkText":"規程を読む"}]}`,
	"button_template": `{"type":"button_template","contentText":"What do you need?","i18nContentTexts":[{"language":"ja_JP","contentText":"ご用件をお選びください。"}],"actions":[
		{"type":"message","label":"Book a room","postback":"book","i18nLabels":[{"language":"ja_JP","label":"会議室を予約"}]},
		{"type":"uri","label":"Floor map","uri":"https://intra.example.com/map"},
		{"type":"copy","label":"Copy the code","copyText":"ABC-1"}]}`,
	"list_template": `{"type":"list_template","coverData":{"backgroundImageUrl":"https://example.com/cover.png","title":"Rooms","subtitle":"Free this afternoon","i18nTitles":[{"language":"ja_JP","title":"会議室"}]},
		"elements":[
			{"title":"Fuji","subtitle":"12 seats, 3rd floor","originalContentUrl":"https://example.com/fuji.png","action":{"type":"message","label":"Book"}},
			{"title":"Biwa","subtitle":"4 seats","action":{"type":"uri","label":"Map","uri":"https://intra.example.com/biwa"}},
			{"title":"Without an action"}],
		"actions":[[{"type":"message","label":"More"},{"type":"message","label":"Cancel"}],[{"type":"uri","label":"All rooms","uri":"https://intra.example.com/rooms"}]]}`,
	"carousel": `{"type":"carousel","imageAspectRatio":"rectangle","imageSize":"cover","columns":[
		{"title":"Lunch A","text":"Grilled fish","originalContentUrl":"https://example.com/a.png","defaultAction":{"type":"uri","uri":"https://example.com/a"},"actions":[{"type":"postback","label":"Order","data":"order=a","displayText":"Lunch A, please"},{"type":"message","label":"Ask","text":"What is in A?"}]},
		{"title":"Lunch B","text":"Vegetable curry","fileId":"jp1.5.6","actions":[{"type":"postback","label":"Order","data":"order=b"},{"type":"message","label":"Ask","text":"What is in B?"}]}]}`,
	"carousel of squares": `{"type":"carousel","imageAspectRatio":"square","imageSize":"contain","columns":[{"text":"Only a text","fileId":"jp1.5.6","actions":[{"type":"uri","label":"Site","uri":"https://example.com/"}]}]}`,
	"image_carousel": `{"type":"image_carousel","columns":[
		{"originalContentUrl":"https://example.com/1.png","i18nOriginalContentUrls":[{"language":"ja_JP","originalContentUrl":"https://example.com/1.ja.png"}],"action":{"type":"message","label":"First","text":"1"}},
		{"fileId":"jp1.7.8","action":{"type":"copy","label":"Second","copyText":"2"}},
		{"originalContentUrl":"https://example.com/3.png"}]}`,
	"flex": `{"type":"flex","altText":"Your visit","i18nAltTexts":[{"language":"ja_JP","altText":"ご来訪のお知らせ"}],"contents":{"type":"bubble","size":"mega",
		"styles":{"footer":{"separator":true,"separatorColor":"#CCCCCC"},"header":{"backgroundColor":"#0B6B3A"}},
		"header":{"type":"box","layout":"vertical","contents":[{"type":"text","text":"VISITOR","color":"#FFFFFF","weight":"bold","size":"sm"}]},
		"hero":{"type":"image","url":"https://example.com/hero.png","size":"full","aspectRatio":"20:9","aspectMode":"cover","action":{"type":"uri","label":"Photo","uri":"https://example.com/hero"}},
		"body":{"type":"box","layout":"vertical","spacing":"md","contents":[
			{"type":"text","text":"Ms Sato is here","i18nTexts":[{"language":"ja_JP","text":"佐藤様がお見えです"}],"size":"xl","weight":"bold","wrap":true},
			{"type":"box","layout":"baseline","spacing":"sm","contents":[{"type":"icon","url":"https://example.com/star.png","size":"sm"},{"type":"text","text":"Lobby, 10:30","size":"sm","color":"#52606F","flex":0}]},
			{"type":"separator","margin":"lg"},
			{"type":"box","layout":"horizontal","spacing":"lg","margin":"lg","contents":[
				{"type":"text","text":"Host","size":"sm","color":"#52606F","flex":1},
				{"type":"separator"},
				{"type":"text","contents":[{"type":"span","text":"Tanaka","weight":"bold"},{"type":"span","text":" (away)","color":"#B3211A","style":"italic","decoration":"underline"}],"flex":3,"gravity":"center","wrap":true,"maxLines":2}]},
			{"type":"box","layout":"vertical","backgroundColor":"#F4F6F8","cornerRadius":"md","paddingAll":"12px","borderWidth":"1px","borderColor":"#D5DBE2","action":{"type":"postback","label":"Details","data":"visit=1"},"contents":[{"type":"text","text":"Tap for details","size":"sm","align":"center"}]},
			{"type":"filler"}]},
		"footer":{"type":"box","layout":"horizontal","spacing":"sm","contents":[
			{"type":"button","style":"primary","height":"sm","action":{"type":"message","label":"I am coming","text":"Coming"}},
			{"type":"button","style":"secondary","height":"sm","action":{"type":"postback","label":"Later","data":"later"}}]}}}`,
	"flex carousel": `{"type":"flex","altText":"Two","contents":{"type":"carousel","contents":[
		{"type":"bubble","size":"micro","direction":"rtl","action":{"type":"copy","label":"Copy","copyText":"1"},"body":{"type":"box","layout":"vertical","contents":[{"type":"text","text":"One"}]}},
		{"type":"bubble","size":"micro","body":{"type":"box","layout":"horizontal","contents":[{"type":"text","text":"Two"},{"type":"button","style":"link","color":"#B3211A","action":{"type":"uri","label":"Site","uri":"https://example.com/2"}}]}}]}}`,
	"flex with more than is drawn": `{"type":"flex","altText":"x","contents":{"type":"bubble","size":"hecto","body":{"type":"box","layout":"vertical","background":{"type":"linearGradient"},"contents":[
		{"type":"video","url":"https://example.com/v.mp4"},{"type":"text","text":"red","color":"red","adjustMode":"shrink-to-fit"},{"type":"image","url":"https://example.com/i.png","animated":true,"size":"1px;background:url(https://evil.example/)"}]}}}`,
	"quick reply": `{"type":"text","text":"Where are you?","quickReply":{"items":[
		{"action":{"type":"location","label":"Send the place","i18nLabels":[{"language":"ja_JP","label":"位置情報を送る"}]}},
		{"action":{"type":"camera","label":"Take a photo"}},
		{"action":{"type":"cameraRoll","label":"Photos"}},
		{"imageUrl":"https://example.com/office.png","i18nImageUrl":[{"language":"ja_JP","thumbnailImageUrl":"https://example.com/office.ja.png"}],"action":{"type":"postback","label":"Office","data":"at=office","displayText":"In the office"}},
		{"imageResourceId":"jp1.9","action":{"type":"message","label":"Home","text":"At home"}}]}}`,
	"unknown": `{"type":"hologram","text":"<script>alert(1)</script>"}`,
}
