// SPDX-License-Identifier: MPL-2.0

package message

import (
	"fmt"
	"maps"
	"net/url"
	"path"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/excerpt"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/service/menuaction"
)

// check has the rules over several attributes. Unknown values are skipped until they
// are known.
func check(root node) diag.Diagnostics {
	var diags diag.Diagnostics
	if c, n, ok := contentOf(root); ok && c.check != nil {
		diags.Append(c.check(n)...)
	}
	for _, item := range root.child(quickReply).children("items") {
		action := item.child("action")
		diags.Append(menuaction.QuickReply.Validate(action.at, action.value)...)
		diags.Append(item.oneWay("icon", false, []string{"image_url"}, []string{"image_resource_id"})...)
		diags.Append(item.oneWayByLanguage("icon", "i18n_image_url", "i18n_image_resource_ids")...)
	}
	return diags
}

// oneWay reports a thing that is given in several of the ways, or in a part of one, or,
// if it is needed, in none. A way is a list of attributes that belong together.
func (n node) oneWay(what string, needed bool, ways ...[]string) diag.Diagnostics {
	var (
		diags diag.Diagnostics
		used  [][]string
		open  bool
	)
	for _, way := range ways {
		switch n.presence(way...) {
		case present:
			used = append(used, way)
		case maybe:
			open = true
		case absent:
		}
	}
	switch {
	case len(used) > 1:
		second := used[1][slices.IndexFunc(used[1], n.has)]
		diags.AddAttributeError(n.at.AtName(second), "Given in more than one way",
			fmt.Sprintf("The %s is given in more than one way: %s are set.\n\nSet %s.", what, setOf(n, used), oneOf(ways)))
	case len(used) == 1:
		for _, name := range used[0] {
			if n.presence(name) == absent {
				diags.AddAttributeError(n.at.AtName(name), "Missing "+name,
					fmt.Sprintf("The %s needs %s.\n\nSet %s as well.", what, strings.Join(used[0], " and "), name))
			}
		}
	case needed && !open:
		diags.AddAttributeError(n.at, "Missing "+what, fmt.Sprintf("There is no %s at %s.\n\nSet %s.", what, n.at, oneOf(ways)))
	}
	return diags
}

// setOf lists the attributes of the ways that are set.
func setOf(n node, ways [][]string) string {
	var names []string
	for _, name := range slices.Concat(ways...) {
		if n.has(name) {
			names = append(names, name)
		}
	}
	return strings.Join(names, " and ")
}

func oneOf(ways [][]string) string {
	texts := make([]string, len(ways))
	for i, way := range ways {
		texts[i] = strings.Join(way, " and ")
	}
	return "either " + strings.Join(texts, ", or ")
}

// oneWayByLanguage reports a language that is in several maps.
func (n node) oneWayByLanguage(what string, names ...string) diag.Diagnostics {
	var diags diag.Diagnostics
	seen := map[string]string{}
	for _, name := range names {
		for _, language := range slices.Sorted(maps.Keys(n.languages(name))) {
			if first, twice := seen[language]; twice {
				diags.AddAttributeError(n.at.AtName(name).AtMapKey(language), "Given in more than one way",
					fmt.Sprintf("%s and %s both give the %s for %s.\n\nKeep one of them.", first, name, what, language))
			}
			seen[language] = name
		}
	}
	return diags
}

// checkMedia checks contents with an address or an uploaded file.
func checkMedia(n node) diag.Diagnostics {
	return n.oneWay("file", true, []string{"original_content_url"}, []string{"file_id"}, []string{"source_file"})
}

// checkPreviewed checks contents with two addresses or an uploaded file.
func checkPreviewed(n node) diag.Diagnostics {
	return n.oneWay("file", true, []string{"preview_image_url", "original_content_url"}, []string{"file_id"}, []string{"source_file"})
}

// blocked are the extensions that a tenant blocks unless its administrator has
// changed the list.
// Source: https://developers.worksmobile.com/en/docs/bot-send-file
var blocked = []string{"bat", "cmd", "com", "cpl", "exe", "scr", "js", "vbs", "wsf", "hta"}

func checkFile(n node) diag.Diagnostics {
	diags := checkMedia(n)
	name, file := "source_file", n.text("source_file")
	if file == "" {
		name = "original_content_url"
		if u, err := url.Parse(n.text(name)); err == nil {
			file = u.Path
		}
	}
	extension := strings.ToLower(strings.TrimPrefix(path.Ext(file), "."))
	if slices.Contains(blocked, extension) {
		diags.AddAttributeWarning(n.at.AtName(name), fmt.Sprintf("File %q may be blocked", file),
			fmt.Sprintf("%s ends in %q. Unless the administrator of the tenant has allowed them, such files are blocked: %s.\n\nSend an archive instead.",
				excerpt.Of(n.text(name)), extension, strings.Join(blocked, ", ")))
	}
	return diags
}

func checkButtonTemplate(n node) diag.Diagnostics {
	return n.checkActions(menuaction.Template)
}

func checkListTemplate(n node) diag.Diagnostics {
	diags := n.child("cover_data").picture(background, false)
	for _, element := range n.children("elements") {
		diags.Append(element.picture(picture, false)...)
		diags.Append(element.action("action", menuaction.Template)...)
	}
	for _, row := range n.children("action_rows") {
		diags.Append(row.checkActions(menuaction.Template)...)
	}
	return diags
}

func checkImageCarousel(n node) diag.Diagnostics {
	var diags diag.Diagnostics
	for _, column := range n.children("columns") {
		diags.Append(column.picture(picture, true)...)
		diags.Append(column.action("action", menuaction.ImageCarousel)...)
	}
	return diags
}

// picture checks a picture in a template.
func (n node) picture(names pictureNames, needed bool) diag.Diagnostics {
	diags := n.oneWay("picture", needed, []string{names.url}, []string{names.fileID}, []string{names.sourceFile})
	return append(diags, n.oneWayByLanguage("picture", names.i18nURLs, names.i18nFileIDs, names.i18nSources)...)
}

// action checks an action that may be left out.
func (n node) action(name string, kind menuaction.Kind) diag.Diagnostics {
	action := n.child(name)
	if action.value.IsNull() {
		return nil
	}
	return kind.Validate(action.at, action.value)
}
