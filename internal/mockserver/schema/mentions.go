// SPDX-License-Identifier: MPL-2.0

package schema

import (
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
)

// maxMentions is the number of mentions in a message, repeated ones included:
// https://developers.worksmobile.com/en/docs/bot-mention.
const maxMentions = 50

// AllMembers is the user id of a mention of all members of a room.
const AllMembers = "all"

// mentionTag: https://developers.worksmobile.com/en/docs/bot-mention. The user is
// named by id or by e-mail address.
var mentionTag = regexp.MustCompile(`<m userId="([^"]*)">`)

// mentionTexts are the properties whose texts may mention users, with the lists of
// their translations.
var mentionTexts = map[string]string{"text": "i18nTexts", "contentText": "i18nContentTexts"}

func mentionsIn(text string) []string {
	var users []string
	for _, found := range mentionTag.FindAllStringSubmatch(text, -1) {
		users = append(users, found[1])
	}
	return users
}

// collectMentions finds the mentions in the content of a message. Every translation
// of a text must mention the same users.
func (c *Checker) collectMentions(path string, body Body) *Problem {
	for _, name := range slices.Sorted(maps.Keys(body)) {
		where := Join(path, name)
		translations, isText := mentionTexts[name]
		if !isText {
			if problem := c.collectIn(where, body[name]); problem != nil {
				return problem
			}
			continue
		}
		users := mentionsIn(textOf(body, name))
		c.result.Mentions = append(c.result.Mentions, users...)
		var items []map[string]string
		read(body, translations, &items)
		for i, item := range items {
			if !sameUsers(mentionsIn(item[name]), users) {
				return Wrong(fmt.Sprintf("%s[%d] must mention the same members as %s.", Join(path, translations), i, where))
			}
		}
	}
	if len(c.result.Mentions) > maxMentions {
		return c.tooLong("mention", maxMentions)
	}
	return nil
}

// collectIn looks for contents below a property, such as the components of a flex
// message. Translations are compared with their text instead.
func (c *Checker) collectIn(path string, raw json.RawMessage) *Problem {
	if strings.HasPrefix(path[strings.LastIndex(path, ".")+1:], "i18n") {
		return nil
	}
	var body Body
	if json.Unmarshal(raw, &body) == nil {
		return c.collectMentions(path, body)
	}
	var items []json.RawMessage
	if json.Unmarshal(raw, &items) != nil {
		return nil
	}
	for i, item := range items {
		if problem := c.collectIn(fmt.Sprintf("%s[%d]", path, i), item); problem != nil {
			return problem
		}
	}
	return nil
}

func sameUsers(a, b []string) bool {
	a, b = slices.Clone(a), slices.Clone(b)
	slices.Sort(a)
	slices.Sort(b)
	return slices.Equal(slices.Compact(a), slices.Compact(b))
}
