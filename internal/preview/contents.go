// SPDX-License-Identifier: MPL-2.0

package preview

import (
	"fmt"
	"html/template"
	"strconv"
)

// content makes the view of a content for the template of the same name.
type content struct {
	view func(*canvas, node) (view any, ok bool) // not ok: it lacks what makes it such a content
	bare bool                                    // it has a frame of its own
}

// contents of messages: https://developers.worksmobile.com/en/docs/bot-send-content.
var contents = map[string]content{
	"text":            {view: textContent},
	"sticker":         {view: stickerContent, bare: true},
	"image":           {view: imageContent, bare: true},
	"file":            {view: fileContent},
	"audio":           {view: fileContent},
	"video":           {view: videoContent, bare: true},
	"location":        {view: locationContent},
	"link":            {view: linkContent},
	"button_template": {view: buttonContent, bare: true},
	"list_template":   {view: listContent, bare: true},
	"carousel":        {view: carouselContent, bare: true},
	"image_carousel":  {view: imageCarouselContent, bare: true},
	"flex":            {view: flexContent, bare: true},
}

func textContent(c *canvas, n node) (any, bool) {
	t := c.translated(n, "text", "i18nTexts").withMentions()
	return struct{ Text text }{t}, !t.Empty()
}

func stickerContent(c *canvas, n node) (any, bool) {
	pack, sticker := n.str("packageId"), n.str("stickerId")
	return struct {
		Words            *words
		Kind             string
		Package, Sticker string
	}{c.words, c.words.Kinds["sticker"], pack, sticker}, pack != "" && sticker != ""
}

// imageContent shows the original, as a tap on the preview does.
func imageContent(c *canvas, n node) (any, bool) {
	p := c.picture(n, elementPicture, "pv-image")
	return struct{ Picture picture }{p}, !p.Empty()
}

// videoContent shows the picture of the preview. The video itself is not played.
func videoContent(c *canvas, n node) (any, bool) {
	video := c.picture(n, elementPicture, "")
	preview := c.picture(n, previewPicture, "pv-image")
	preview.Kind = c.words.Kinds["video"]
	return struct {
		Preview picture
		Address string
	}{preview, video.Address}, !video.Empty()
}

// fileContent is a file or an audio, which is not played.
func fileContent(c *canvas, n node) (any, bool) {
	p := c.picture(n, elementPicture, "")
	return struct {
		Words *words
		Kind  string
		Audio bool
		Name  text
		File  picture
	}{c.words, c.words.Kinds[n.str("type")], n.str("type") == "audio", c.text(Plain(n.str("fileName"))), p}, !p.Empty()
}

// locationContent has no title if a user has sent it.
func locationContent(c *canvas, n node) (any, bool) {
	latitude, hasLatitude := n["latitude"].(float64)
	longitude, hasLongitude := n["longitude"].(float64)
	return struct {
		Words          *words
		Kind           string
		Title, Address text
		Place          string
	}{
		c.words, c.words.Kinds["location"], c.text(Plain(n.str("title"))), c.text(Plain(n.str("address"))),
		number(latitude) + ", " + number(longitude),
	}, hasLatitude && hasLongitude
}

func number(f float64) string { return strconv.FormatFloat(f, 'f', -1, 64) }

func linkContent(c *canvas, n node) (any, bool) {
	link := n.str("link")
	return struct {
		Text, LinkText text
		Link           string
	}{c.translated(n, "contentText", "i18nContentTexts").withMentions(), c.translated(n, "linkText", "i18nLinkTexts"), link}, link != ""
}

func buttonContent(c *canvas, n node) (any, bool) {
	t := c.translated(n, "contentText", "i18nContentTexts").withMentions()
	return struct {
		Text    text
		Actions []*tap
	}{t, c.actions(n.list("actions"), "actions", "pv-action")}, !t.Empty() && len(n.list("actions")) > 0
}

type listElement struct {
	Title, Subtitle text
	Picture         picture
	Action          *tap
}

func listContent(c *canvas, n node) (any, bool) {
	view := struct {
		HasCover        bool
		Cover           picture
		Title, Subtitle text
		Elements        []listElement
		Rows            [][]*tap
	}{}
	if cover := n.object("coverData"); cover != nil {
		view.HasCover = true
		view.Cover = c.picture(cover, coverPicture, "pv-cover-image")
		view.Title, view.Subtitle = c.translated(cover, "title", "i18nTitles"), c.translated(cover, "subtitle", "i18nSubtitles")
	}
	for i, element := range n.objects("elements") {
		view.Elements = append(view.Elements, listElement{
			c.translated(element, "title", "i18nTitles"), c.translated(element, "subtitle", "i18nSubtitles"),
			c.picture(element, elementPicture, "pv-thumb"), c.action(element.object("action"), fmt.Sprintf("elements/%d/action", i), "pv-action pv-small"),
		})
	}
	for i, row := range n.list("actions") {
		if row, isRow := row.([]any); isRow {
			view.Rows = append(view.Rows, c.actions(row, fmt.Sprintf("actions/%d", i), "pv-action"))
		}
	}
	return view, len(view.Elements) > 0
}

type column struct {
	Picture picture
	Title   text
	Text    text
	Default *tap
	Actions []*tap
}

type columns struct {
	Words   *words
	Label   string
	Columns []column
}

func (c *canvas) columns(kind string, count int) columns {
	return columns{Words: c.words, Label: c.words.Kinds[kind] + ": " + fmt.Sprintf(c.words.Columns, count)}
}

func carouselContent(c *canvas, n node) (any, bool) {
	items := n.objects("columns")
	view := c.columns("carousel", len(items))
	class := "pv-column-image pv-rectangle"
	if n.str("imageAspectRatio") == "square" {
		class = "pv-column-image pv-square"
	}
	if n.str("imageSize") == "contain" {
		class += " pv-contain"
	}
	for i, item := range items {
		col := column{
			Picture: c.picture(item, elementPicture, class),
			Title:   c.text(Plain(item.str("title"))), Text: c.text(Plain(item.str("text"))),
			Default: c.action(item.object("defaultAction"), fmt.Sprintf("columns/%d/defaultAction", i), "pv-cover-tap"),
			Actions: c.actions(item.list("actions"), fmt.Sprintf("columns/%d/actions", i), "pv-action"),
		}
		if col.Default != nil {
			col.Default.Hidden = true
		}
		view.Columns = append(view.Columns, col)
	}
	return view, len(items) > 0
}

func imageCarouselContent(c *canvas, n node) (any, bool) {
	items := n.objects("columns")
	view := c.columns("image_carousel", len(items))
	for i, item := range items {
		view.Columns = append(view.Columns, column{
			Picture: c.picture(item, elementPicture, "pv-column-image pv-square"),
			Default: c.action(item.object("action"), fmt.Sprintf("columns/%d/action", i), "pv-caption-tap"),
		})
	}
	return view, len(items) > 0
}

type quickItem struct {
	tap
	Icon string // where the picture of the icon is; it is not loaded
}

// QuickReply draws the quick reply of a message, "" if it has none.
func (d *Drawer) QuickReply(m Message) template.HTML {
	n, err := parse(m.Content)
	items := n.object("quickReply").objects("items")
	if err != nil || len(items) == 0 {
		return ""
	}
	view := struct {
		Words *words
		Items []quickItem
	}{Words: d.words}
	for i, item := range items {
		action, ok := readAction(item.object("action"))
		if !ok {
			continue
		}
		drawn := quickItem{d.tap(fmt.Sprintf(quickRef, m.ID, i), "pv-quick", action), d.icon(item)}
		switch action.Type {
		case "camera", "cameraRoll", "location": // they have an icon of their own
			drawn.Symbol = action.Type
		}
		view.Items = append(view.Items, drawn)
	}
	return d.draw("quick-reply", view)
}

// icon is the address or the ID of an icon. The properties have irregular names:
// https://developers.worksmobile.com/en/docs/bot-quickreply.
func (d *Drawer) icon(item node) string {
	for _, place := range []Text{
		item.texts("i18nImageUrl", "thumbnailImageUrl")[d.options.Language],
		item.texts("i18nImageResourceIds", "imageResourceId")[d.options.Language],
		Plain(item.str("imageUrl")),
		Plain(item.str("imageResourceId")),
	} {
		if place.Value != "" {
			return place.Value
		}
	}
	return ""
}
