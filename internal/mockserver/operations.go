// SPDX-License-Identifier: MPL-2.0

package mockserver

import (
	"net/http"
	"net/url"
	"strings"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver/app"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver/schema"
)

// writeKind says how an operation changes a bot.
type writeKind int

const (
	writeNone writeKind = iota
	// writeManagement is an operation that must not run in parallel with
	// another one for the same bot: https://developers.worksmobile.com/en/docs/bot-update-patch.
	writeManagement
	// writeMenu is a change of menus, which that list does not name.
	writeMenu
)

// bodyKind says which body an operation takes.
type bodyKind int

const (
	bodyNone bodyKind = iota
	bodyJSON
	bodyUntyped  // JSON with any Content-Type
	bodyOptional // JSON or nothing
)

// operation is one row of the vendor's table of operations.
type operation struct {
	method    string
	template  string // below the base
	called    string // instead of a template that is the mock's own
	base      string // "" = APIPath
	scopes    []string
	body      bodyKind
	shape     schema.Shape
	write     writeKind
	directory bool // a list has pages of its own size
	limit     int  // calls in a window, when lower than the general limit
	handle    func(*Server, *call) response
}

func (o *operation) name() string {
	if o.called != "" {
		return o.method + " " + o.called
	}
	return o.method + " " + o.template
}

func (o *operation) optionalBody(q Quirks) bool {
	return o.body == bodyOptional && !q.DomainBodyRequired
}

// Sets of scopes, one of which a token needs for an operation: the tables of
// https://developers.worksmobile.com/en/docs/bot-api.
var (
	manage    = []string{app.ScopeBot}
	inspect   = []string{app.ScopeBot, app.ScopeBotRead}
	talk      = []string{app.ScopeBotMessage, app.ScopeBot}
	talkOrSee = []string{app.ScopeBotMessage, app.ScopeBot, app.ScopeBotRead}
)

var operations = joinOperations(authOperations, botOperations, domainOperations, channelOperations,
	persistentMenuOperations, richMenuOperations, richMenuImageOperations, userRichMenuOperations,
	messageOperations, attachmentOperations, storageOperations, directoryOperations())

// Operations returns the names of all operations, as [Request] and [Fault] have them.
func Operations() []string {
	names := make([]string, 0, len(operations))
	for i := range operations {
		names = append(names, operations[i].name())
	}
	return names
}

func joinOperations(groups ...[]operation) []operation {
	var all []operation
	for _, group := range groups {
		for _, op := range group {
			if op.base == "" {
				op.base = APIPath
			}
			all = append(all, op)
		}
	}
	return all
}

// findOperation finds the operation of a path below its base. Fixed words win
// over parameters: /richmenus/default is no rich menu.
func findOperation(base, method, path string) (*operation, map[string]string) {
	var best *operation
	var bestParams map[string]string
	for i := range operations {
		op := &operations[i]
		if op.base != base || op.method != method {
			continue
		}
		params, ok := match(op.template, path)
		if ok && (best == nil || len(params) < len(bestParams)) {
			best, bestParams = op, params
		}
	}
	return best, bestParams
}

// match compares an escaped path with a template, segment by segment.
func match(template, path string) (map[string]string, bool) {
	words, segments := strings.Split(template, "/"), strings.Split(path, "/")
	if len(words) != len(segments) {
		return nil, false
	}
	params := map[string]string{}
	for i, word := range words {
		value, err := url.PathUnescape(segments[i])
		if err != nil {
			return nil, false
		}
		name, isParam := strings.CutPrefix(word, "{")
		switch {
		case isParam && value != "":
			params[strings.TrimSuffix(name, "}")] = value
		case word != value:
			return nil, false
		}
	}
	return params, true
}

func get(template string, scopes []string, handle func(*Server, *call) response) operation {
	return operation{method: http.MethodGet, template: template, scopes: scopes, handle: handle}
}
