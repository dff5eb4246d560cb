// SPDX-License-Identifier: MPL-2.0

package rest_test

import (
	"crypto/tls"
	"strings"
	"testing"
	"time"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/rest"
)

func TestParseURL(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		url  string
		want string // part of the error; "" for none
	}{
		{"https://www.worksapis.com/v1.0", ""},
		{"https://proxy.example.com:8443/a/b/", ""},
		{"http://localhost:8080/v1.0", ""},
		{"http://LOCALHOST", ""},
		{"http://127.0.0.1:9", ""},
		{"http://127.9.8.7/x", ""},
		{"http://[::1]:9/x", ""},
		{"", "empty"},
		{" https://example.com", "blank"},
		{"https://example.com\n", "blank"},
		{"www.worksapis.com/v1.0", `"www.worksapis.com/v1.0" has no scheme`},
		{"localhost:8080", `the scheme "localhost"`},
		{"ftp://example.com", `the scheme "ftp"`},
		{"https:///v1.0", "names no host"},
		{"https:v1.0", "names no host"},
		{"https://:443/v1.0", "names no host"},
		{"http://www.worksapis.com/v1.0", "plain http"},
		{"http://localhost.example.com", "plain http"},
		{"http://10.0.0.1", "plain http"},
		{"http://[::1%25eth0]", "plain http"},
		{"https://u:p4ss@example.com", "user name"},
		{"user:p4ss@example.com", "user name"},
		{"https://example.com/?key=p4ss", "query"},
		{"https://example.com?", "query"},
		{"ftp://example.com/?key=p4ss", "query"},
		{"https://example.com/#p4ss", "fragment"},
		{"https://example.com/#", "fragment"},
		{"https://exa mple.com", "is not a URL"},
		{"https://example.com:x", "is not a URL"},
	} {
		t.Run(tc.url, func(t *testing.T) {
			t.Parallel()
			_, err := rest.ParseURL(tc.url)
			switch {
			case tc.want == "" && err != nil:
				t.Errorf("got error %v, want none", err)
			case tc.want != "" && (err == nil || !strings.Contains(err.Error(), tc.want)):
				t.Errorf("error %v, want one with %q", err, tc.want)
			case err != nil && strings.Contains(err.Error(), "p4ss"):
				t.Errorf("got error %v, want one that does not show the password", err)
			}
		})
	}
}

func TestNewTransport(t *testing.T) {
	t.Parallel()
	rt := rest.NewTransport()
	if rt.TLSClientConfig.MinVersion < tls.VersionTLS12 || rt.TLSClientConfig.InsecureSkipVerify {
		t.Errorf("got TLS version %#x at least, certificates unchecked: %t; want %#x at least, false", rt.TLSClientConfig.MinVersion, rt.TLSClientConfig.InsecureSkipVerify, tls.VersionTLS12)
	}
	if rt.TLSHandshakeTimeout != 10*time.Second || rt.IdleConnTimeout != 90*time.Second || rt.MaxResponseHeaderBytes != 1<<20 {
		t.Errorf("got %v for a handshake, %v for an idle connection, %d bytes of headers; want 10 s, 90 s, 1 MiB", rt.TLSHandshakeTimeout, rt.IdleConnTimeout, rt.MaxResponseHeaderBytes)
	}
	if rt.Proxy == nil {
		t.Error("got no proxy, want the one of the environment")
	}
	if rt.MaxIdleConnsPerHost < 50 || rt.MaxIdleConns < rt.MaxIdleConnsPerHost {
		t.Errorf("got %d idle connections, %d for a host; want at least 50 for a host, and no fewer in all", rt.MaxIdleConns, rt.MaxIdleConnsPerHost)
	}
}

func TestOperation_Fill(t *testing.T) {
	t.Parallel()
	for _, ids := range [][]string{nil, {"1", "2"}, {""}, {"."}, {".."}} {
		if path, err := opGet.Fill(ids...); err == nil {
			t.Errorf("%q: filled to %q, want an error", ids, path)
		}
	}
	menu := rest.Operation{Path: "/richmenus/{richmenuId}"}
	for _, id := range []string{"default", "users"} {
		if path, err := menu.Fill(id); err == nil {
			t.Errorf("%q, which is part of another path: filled to %q, want an error", id, path)
		}
	}
	if path, err := menu.Fill("7"); err != nil || path != "/richmenus/7" {
		t.Errorf("filled to %q, %v, want /richmenus/7", path, err)
	}
	if path, err := opGet.Fill("default"); err != nil || path != "/bots/default" {
		t.Errorf("filled to %q, %v, want a bot of that id", path, err)
	}
	if path, err := opGet.Fill("a/b ?"); err != nil || path != "/bots/a%2Fb%20%3F" {
		t.Errorf("filled to %q, %v, want the id escaped", path, err)
	}
}
