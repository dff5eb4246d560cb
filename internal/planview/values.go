// SPDX-License-Identifier: MPL-2.0

package planview

import (
	"maps"
	"slices"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/preview"
)

// maxAreas is how many areas of a menu are drawn, and maxActions how many buttons. The
// service takes 20 and 4; a file may have any number.
const (
	maxAreas   = 100
	maxActions = 100
)

// settings are attributes of a bot, with the API's own words for them.
var settings = []struct{ attribute, field string }{
	{"enable_callback", "enableCallback"},
	{"callback_url", "callbackUrl"},
	{"callback_events", "callbackEvents"},
	{"channel_events", "channelEvents"},
	{"enable_group_join", "enableGroupJoin"},
	{"administrators", "administrators"},
	{"subadministrators", "subadministrators"},
	{"allow_domains", "allowDomains"},
	{"deletion_protection", "deletion_protection"}, // Terraform's own
}

// botOf is a bot on one side of a change.
func botOf(n node) preview.Bot {
	b := preview.Bot{
		ID: n.get("bot_id").toText(), Name: n.get("bot_name").toText(), Description: n.get("description").toText(), PhotoURL: n.get("photo_url").toText(),
		Names: n.get("i18n_bot_names").toTexts(), Descriptions: n.get("i18n_descriptions").toTexts(), PhotoURLs: n.get("i18n_photo_urls").toTexts(),
	}
	for _, s := range settings {
		if value := n.get(s.attribute); !value.empty() {
			b.Settings = append(b.Settings, preview.Setting{Name: s.field, Value: value.toText()})
		}
	}
	return b
}

// actionOfMenu is the action of a button or an area.
func actionOfMenu(n node) preview.Action {
	text := func(name string) preview.Text { return n.get(name).toText() }
	texts := func(name string) preview.Texts { return n.get(name).toTexts() }
	return preview.Action{
		Type: n.get("type").str(), Label: text("label"), Text: text("text"), Postback: text("postback"), URI: text("uri"), CopyText: text("copy_text"),
		Data: text("data"), DisplayText: text("display_text"),
		Labels: texts("i18n_labels"), Texts: texts("i18n_texts"), DisplayTexts: texts("i18n_display_texts"),
	}
}

// actionsOf are the buttons of a persistent menu.
func actionsOf(n node) []preview.Action {
	all := n.get("actions").list
	var actions []preview.Action
	for _, a := range all[:min(len(all), maxActions)] {
		actions = append(actions, actionOfMenu(a))
	}
	return actions
}

// richMenuOf is a rich menu without its pictures.
func richMenuOf(n node) preview.RichMenu {
	m := preview.RichMenu{ID: n.get("rich_menu_id").toText(), Name: n.get("rich_menu_name").toText(), AreasMark: n.get("areas").mark}
	m.Width, _ = n.get("size", "width").number()
	m.Height, _ = n.get("size", "height").number()
	all := n.get("areas").list
	for _, a := range all[:min(len(all), maxAreas)] {
		m.Areas = append(m.Areas, areaOf(a))
	}
	return m
}

func areaOf(n node) preview.Area {
	a := preview.Area{Action: actionOfMenu(n.get("action"))}
	for name, at := range map[string]*int64{"x": &a.X, "y": &a.Y, "width": &a.Width, "height": &a.Height} {
		side := n.get("bounds", name)
		if v, ok := side.number(); ok {
			*at = v
		} else {
			a.Mark = max(a.Mark, side.mark)
			if side.mark == preview.Known {
				a.Mark = max(a.Mark, preview.Unknown) // no number at all
			}
		}
	}
	return a
}

// languagesOf are the languages that a menu has texts or pictures for.
func languagesOf(sides ...node) []string {
	found := map[string]bool{}
	var walk func(n node)
	walk = func(n node) {
		for name, f := range n.fields {
			switch name {
			case "i18n_labels", "i18n_texts", "i18n_display_texts", "i18n_images":
				for language := range f.toTexts() {
					found[language] = true
				}
			default:
				walk(f)
			}
		}
		for _, e := range n.list {
			walk(e)
		}
	}
	for _, side := range sides {
		walk(side)
	}
	return slices.DeleteFunc(slices.Clone(preview.Languages), func(l string) bool { return !found[l] })
}

// withPictures adds the pictures of a menu, which get takes from a path and a hash. The
// picture of all other languages has the language "".
func withPictures(m preview.RichMenu, n node, get func(language string, path, sum node) preview.Image) preview.RichMenu {
	m.Image = get("", n.get("image"), n.get("image_sha256"))
	files := n.get("i18n_images")
	if files.mark != preview.Known {
		m.Images = map[string]preview.Image{}
		for _, language := range preview.Languages {
			m.Images[language] = preview.Image{Note: preview.Text{Mark: files.mark}}
		}
		return m
	}
	for _, language := range slices.Sorted(maps.Keys(files.fields)) {
		if file := files.get(language); !file.empty() {
			if m.Images == nil {
				m.Images = map[string]preview.Image{}
			}
			m.Images[language] = get(language, file, n.get("i18n_image_sha256s", language))
		}
	}
	return m
}
