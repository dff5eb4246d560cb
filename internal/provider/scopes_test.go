// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"flag"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/acctest"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/acctest/uses"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
)

var update = flag.Bool("update", false, "write the operations that the objects call, and the table of scopes in the documentation")

// The place of the table in its page.
const (
	scopesPage = "templates/guides/scopes.md.tmpl"
	tableFrom  = "<!-- the table of scopes: make docs writes it -->\n"
	tableTo    = "<!-- the end of the table -->\n"
)

// TestScopes_documented leads everything through its life, and compares the operations that
// it calls with the recorded ones, and the scopes of those with the documentation. make docs
// runs it with -update, which writes both.
func TestScopes_documented(t *testing.T) {
	t.Parallel()
	var mu sync.Mutex
	recorded := uses.Table{}
	take := func(s *tenant) {
		mu.Lock()
		defer mu.Unlock()
		recorded.Add(s.Uses())
	}
	t.Run("lives", func(t *testing.T) {
		t.Run("one of everything", func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				q := newQuirky(t)
				defer take(q.tenant)
				q.live(t)
			})
		})
		for name, prepare := range attempts() {
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				var called []string
				synctest.Test(t, func(t *testing.T) {
					a := prepare(t)
					defer take(a.tenant)
					called = a.called(t)
				})
				// After a refusal, the provider may look for the reason.
				for _, operation := range called {
					for _, refusal := range []mockserver.Fault{{Status: 403, Code: "FORBIDDEN"}, {Status: 403, Code: "ACCESS_DENIED"}, {Status: 404, Code: "NOT_FOUND"}} {
						synctest.Test(t, func(t *testing.T) {
							a := prepare(t)
							defer take(a.tenant)
							refusal.Operation = operation
							a.API.Fail(refusal)
							a.run()
						})
					}
				}
			})
		}
	})
	if !t.Failed() {
		checkScopes(t, recorded)
	}
}

// checkScopes compares what was recorded with the files, or writes them.
func checkScopes(t *testing.T, recorded uses.Table) {
	t.Helper()
	page := filepath.Join(acctest.Root(t), filepath.FromSlash(scopesPage))
	text, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, found := strings.Cut(string(text), tableFrom)
	_, after, closed := strings.Cut(rest, tableTo)
	if !found || !closed {
		t.Fatalf("%s: got no place for the table, want one between %q and %q", scopesPage, tableFrom, tableTo)
	}
	all := offered(t)
	for _, name := range all {
		if len(recorded[name].All()) == 0 && !strings.HasSuffix(name, " lineworks_access_token") {
			t.Errorf("%s: got no operation, want those of its attempts", name)
		}
	}
	for name, o := range recorded {
		if len(uses.Least(o.All())) == 0 {
			t.Errorf("%s calls %q, want only what the tables of the client have, with scopes", name, o.All())
		}
	}
	want := map[string]string{
		filepath.Join(acctest.Root(t), "internal", "acctest", "uses", "uses.json"): string(recorded.JSON()),
		page: before + tableFrom + recorded.Markdown(all) + tableTo + after,
	}
	for file, content := range want {
		if *update {
			if err := os.WriteFile(file, []byte(content), 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		got, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if string(got) != content {
			t.Errorf("%s is out of date: run make docs, and commit what it changes. Got\n%s\nwant\n%s", file, got, content)
		}
	}
}

// offered is everything that the provider offers, as "KIND TYPE".
func offered(t *testing.T) []string {
	t.Helper()
	schemas, err := acctest.New(t).Server().GetProviderSchema(t.Context(), &tfprotov6.GetProviderSchemaRequest{})
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for kind, names := range map[string][]string{
		"resource": slices.Collect(maps.Keys(schemas.ResourceSchemas)), "data": slices.Collect(maps.Keys(schemas.DataSourceSchemas)),
		"list": slices.Collect(maps.Keys(schemas.ListResourceSchemas)), "action": slices.Collect(maps.Keys(schemas.ActionSchemas)),
		"ephemeral": slices.Collect(maps.Keys(schemas.EphemeralResourceSchemas)),
	} {
		for _, name := range names {
			all = append(all, kind+" "+name)
		}
	}
	return all
}

// without reports whether a kind of object has no such step.
func (st step) without(resource string, o object) bool {
	return st.name == "update" && o.changed == nil || st.name == "import" && resource == "lineworks_bot_secret"
}
