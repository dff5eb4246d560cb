// SPDX-License-Identifier: MPL-2.0

package directory_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/httpscript"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/auth"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/clienttest"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/directory"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/rest"
)

// site has the responses of a tenant, by "path?query", and counts requests.
type site struct {
	*httpscript.Server
	*directory.Service

	client *rest.Client
}

// gone is the response to a request that no route is for.
const gone = `{"code":"NOT_FOUND","description":"User not found."}`

// newSite serves routes and issues tokens: token-1, token-2 and so on.
func newSite(t *testing.T, routes map[string]string, change ...func(*auth.ServiceAccount)) *site {
	t.Helper()
	s := &site{}
	var tokens atomic.Int64
	s.Server = httpscript.Serve(t, func(w http.ResponseWriter, r *http.Request) {
		path := strings.TrimPrefix(r.URL.RequestURI(), httpscript.BasePath)
		body, ok := routes[path]
		switch {
		case ok:
			httpscript.JSON(http.StatusOK, body)(w, r)
		case path == "/token":
			httpscript.JSON(http.StatusOK, fmt.Sprintf(`{"access_token":"token-%d","token_type":"Bearer","expires_in":"3600"}`, tokens.Add(1)))(w, r)
		default:
			httpscript.JSON(http.StatusNotFound, gone)(w, r)
		}
	})
	account := clienttest.Account(t, s.Server)
	for _, c := range change {
		c(&account)
	}
	source := clienttest.NewSource(t, account)
	base, err := rest.ParseURL(s.URL)
	if err != nil {
		t.Fatal(err)
	}
	s.client = rest.NewClient(rest.Config{Base: base, Tokens: source, Transport: httpscript.NewTransport(), UserAgent: "test", MaxRetries: 2, Timeout: time.Minute})
	s.Service = &directory.Service{Client: s.client, Signer: source.Directory}
	return s
}

// reads lists the requests to the API as "path?query", without those for tokens.
func (s *site) reads() []string {
	var out []string
	for _, r := range s.Requests() {
		if r.Method == http.MethodGet {
			out = append(out, strings.TrimSuffix(r.Path+"?"+r.Query, "?"))
		}
	}
	return out
}

// scopes lists the scopes of the token requests.
func (s *site) scopes(t *testing.T) []string {
	t.Helper()
	var out []string
	for _, r := range s.Requests() {
		if r.Method != http.MethodPost {
			continue
		}
		form, err := url.ParseQuery(r.Body)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, form.Get("scope"))
	}
	return out
}

// person is a whole user in a response.
func person(id, email, more string) string {
	return fmt.Sprintf(`{"domainId":10000001,"userId":%q,"userExternalKey":null,"isPending":false,"isSuspended":false,"isDeleted":false,"email":%q,
		"userName":{"lastName":"Yamada","firstName":"Taro"}%s}`, id, email, more)
}
