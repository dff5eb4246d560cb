// SPDX-License-Identifier: MPL-2.0

package lineworks_test

import (
	"go/ast"
	"go/parser"
	gotoken "go/token"
	"net/http"
	"path/filepath"
	"slices"
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/rest"
)

// resent tells for each operation whether it is sent again after a lost response.
var resent = map[string]bool{
	"POST /token":                         true,
	"POST /revoke":                        true,
	"GET /bots":                           true,
	"POST /bots":                          false,
	"GET /bots/{botId}":                   true,
	"PATCH /bots/{botId}":                 true,
	"DELETE /bots/{botId}":                true,
	"GET /bots/{botId}/persistentmenu":    true,
	"POST /bots/{botId}/persistentmenu":   true,
	"DELETE /bots/{botId}/persistentmenu": true,
	"GET /bots/{botId}/richmenus":         true,

	"POST /bots/{botId}/secret":                                true,
	"POST /bots/{botId}/richmenus":                             false,
	"GET /bots/{botId}/richmenus/{richmenuId}":                 true,
	"DELETE /bots/{botId}/richmenus/{richmenuId}":              true,
	"POST /bots/{botId}/richmenus/{richmenuId}/image":          true,
	"GET /bots/{botId}/richmenus/{richmenuId}/image":           true,
	"POST /bots/{botId}/richmenus/{richmenuId}/set-default":    true,
	"GET /bots/{botId}/richmenus/default":                      true,
	"DELETE /bots/{botId}/richmenus/default":                   true,
	"POST /bots/{botId}/richmenus/{richmenuId}/users/{userId}": true,
	"GET /bots/{botId}/richmenus/users/{userId}":               true,
	"DELETE /bots/{botId}/richmenus/users/{userId}":            true,
	"GET /bots/{botId}/domains":                                true,
	"POST /bots/{botId}/domains/{domainId}":                    false,
	"PATCH /bots/{botId}/domains/{domainId}":                   true,
	"DELETE /bots/{botId}/domains/{domainId}":                  true,
	"GET /bots/{botId}/domains/{domainId}/members":             true,
	"POST /bots/{botId}/domains/{domainId}/members":            false,
	"DELETE /bots/{botId}/domains/{domainId}/members/{userId}": true,
	"POST /bots/{botId}/attachments":                           true,
	"POST {uploadUrl}":                                         false,
	"POST /bots/{botId}/channels":                              false,
	"GET /bots/{botId}/channels/{channelId}":                   true,
	"GET /bots/{botId}/channels/{channelId}/members":           true,
	"DELETE /bots/{botId}/channels/{channelId}":                true,
	"POST /bots/{botId}/users/{userId}/messages":               false,
	"POST /bots/{botId}/channels/{channelId}/messages":         false,
}

func TestOperations_retry(t *testing.T) {
	t.Parallel()
	operations := lineworks.Operations()
	if len(operations) != len(resent) {
		t.Errorf("got %d operations, want the %d that have a rule", len(operations), len(resent))
	}
	for name, op := range operations {
		want, known := resent[name]
		if got := op.Retry == rest.Idempotent; !known || got != want {
			t.Errorf("%s is sent again after a loss: %t, want %t (known: %t)", name, got, want, known)
		}
	}
}

// A variable that is an operation is in both tables.
func TestOperations_complete(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	files = append(files, "auth/token.go")
	found := 0
	for _, file := range files {
		parsed, err := parser.ParseFile(gotoken.NewFileSet(), file, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(parsed, func(n ast.Node) bool {
			if lit, ok := n.(*ast.CompositeLit); ok && len(lit.Elts) > 0 {
				if kind, ok := lit.Type.(*ast.SelectorExpr); ok && kind.Sel.Name == "Operation" {
					found++
				}
			}
			return true
		})
	}
	if n := len(lineworks.Operations()); n != found {
		t.Errorf("got %d operations in the table, want the %d that are declared", n, found)
	}
}

// Each operation of the API names its scopes, the one that allows least first: "bot" allows
// everything, "bot.read" no write.
func TestOperations_scopes(t *testing.T) {
	t.Parallel()
	rising := []string{"bot.read", "bot.message", "bot"}
	for name, op := range lineworks.Operations() {
		if op.AuthServer {
			if len(op.Scopes) > 0 {
				t.Errorf("%s: got scopes %q, want none, as it needs no token", name, op.Scopes)
			}
			continue
		}
		if !slices.Contains(op.Scopes, "bot") {
			t.Errorf("%s: got scopes %q, want bot among them", name, op.Scopes)
		}
		if !slices.Equal(op.Scopes, slices.DeleteFunc(slices.Clone(rising), func(s string) bool { return !slices.Contains(op.Scopes, s) })) {
			t.Errorf("%s: got scopes %q, want some of %q, in this order", name, op.Scopes, rising)
		}
		if got, want := slices.Contains(op.Scopes, "bot.read"), op.Method == http.MethodGet; got != want {
			t.Errorf("%s is allowed by bot.read: %t, want %t", name, got, want)
		}
	}
}
