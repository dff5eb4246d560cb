// SPDX-License-Identifier: MPL-2.0

package preview

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
)

// node is an object of JSON from outside. A property of another type than the one that
// is asked for is like one that is not there.
type node map[string]any

func parse(content json.RawMessage) (node, error) {
	var n node
	if err := json.Unmarshal(content, &n); err != nil {
		return nil, fmt.Errorf("content is no JSON object: %w", err)
	}
	return n, nil
}

func (n node) str(name string) string {
	s, _ := n[name].(string)
	return s
}

func (n node) object(name string) node {
	o, _ := n[name].(map[string]any)
	return o
}

func (n node) list(name string) []any {
	l, _ := n[name].([]any)
	return l
}

// objects are the items of a list; one that is no object is nil.
func (n node) objects(name string) []node {
	items := n.list(name)
	objects := make([]node, len(items))
	for i, item := range items {
		o, _ := item.(map[string]any)
		objects[i] = o
	}
	return objects
}

// texts are a list of {language, field}.
func (n node) texts(list, field string) Texts {
	var texts Texts
	for _, item := range n.objects(list) {
		if language := item.str("language"); language != "" {
			if texts == nil {
				texts = Texts{}
			}
			texts[language] = Plain(item.str(field))
		}
	}
	return texts
}

// at follows a JSON pointer without its first slash: https://www.rfc-editor.org/rfc/rfc6901.
func (n node) at(pointer string) any {
	var value any = map[string]any(n)
	for token := range strings.SplitSeq(pointer, "/") {
		token = strings.ReplaceAll(strings.ReplaceAll(token, "~1", "/"), "~0", "~")
		switch within := value.(type) {
		case map[string]any:
			value = within[token]
		case []any:
			i, err := strconv.Atoi(token)
			if err != nil || i < 0 || i >= len(within) {
				return nil
			}
			value = within[i]
		default:
			return nil
		}
	}
	return value
}
