// SPDX-License-Identifier: MPL-2.0

package lineworks_test

import (
	"context"
	"crypto/tls"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/httpscript"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
)

const (
	vendorAPI = "https://www.worksapis.com/v1.0"
	gateAPI   = "https://gate.example.com/v1.0"
	hereAPI   = "http://127.0.0.1:8080/v1.0"
)

// uploadTargets tells of addresses whether a client of the API URL may send a file,
// and the token along with it, there.
var uploadTargets = []struct {
	api, upload string
	want        bool
}{
	{vendorAPI, "https://storage.worksmobile.com/u?x=1#y", true},
	{vendorAPI, "https://apis-storage.worksmobile.com:443/u", true},
	{vendorAPI, "https://storage.worksmobile.com:8443/u", true},
	{vendorAPI, "HTTPS://A.B.WorksMobile.com/u", true},
	{vendorAPI, "https://worksmobile.com/u", true},
	{vendorAPI, "https://www.worksapis.com/u", true},
	{vendorAPI, "https://worksapis.com/u", true},
	{gateAPI, "https://storage.worksmobile.com/u", true},
	{hereAPI, "https://storage.worksmobile.com/u", true},

	// The host of the API URL itself: that has the token anyway.
	{gateAPI, "https://gate.example.com/u", true},
	{gateAPI, "https://GATE.example.com:443/u", true},
	{"https://gate.example.com:8443/v1.0", "https://gate.example.com:8443/u", true},
	{"https://10.0.0.1/v1.0", "https://10.0.0.1/u", true},
	{gateAPI, "https://gate.example.com:8443/u", false},
	{"https://gate.example.com:8443/v1.0", "https://gate.example.com/u", false},
	{gateAPI, "http://gate.example.com/u", false},
	{gateAPI, "https://gate.example.com./u", false},
	{gateAPI, "https://x.gate.example.com/u", false},
	{gateAPI, "https://example.com/u", false},
	{vendorAPI, "https://gate.example.com/u", false},

	// This machine, for a service on this machine.
	{hereAPI, "http://127.0.0.1:9090/u", true},
	{hereAPI, "http://localhost:9090/u", true},
	{"http://localhost:1/", "http://[::1]:9090/u", true},
	{hereAPI, "https://127.0.0.1:9090/u", true},
	{vendorAPI, "http://127.0.0.1/u", false},
	{vendorAPI, "https://127.0.0.1/u", false},
	{vendorAPI, "https://localhost/u", false},
	{gateAPI, "https://[::1]/u", false},
	{hereAPI, "ftp://127.0.0.1/u", false},
	{hereAPI, "http://10.0.0.1/u", false},
	{hereAPI, "https://10.0.0.1/u", false},
	{hereAPI, "http://169.254.169.254/latest/meta-data", false},
	{hereAPI, "http://0.0.0.0:8080/u", false},
	{hereAPI, "http://2130706433/u", false},
	{hereAPI, "http://127.1/u", false},
	{hereAPI, "http://127.0.0.1.example.com/u", false},
	{hereAPI, "http://localhost.example.com/u", false},
	{hereAPI, "http://localhost./u", false},
	{hereAPI, "http://[::1%25eth0]/u", false},

	// Another scheme, or none.
	{vendorAPI, "http://storage.worksmobile.com/u", false},
	{hereAPI, "http://storage.worksmobile.com/u", false},
	{vendorAPI, "ftp://storage.worksmobile.com/u", false},
	{vendorAPI, "//storage.worksmobile.com/u", false},
	{vendorAPI, "/u", false},
	{vendorAPI, "https:storage.worksmobile.com/u", false},
	{vendorAPI, "https:///u", false},
	{vendorAPI, "https://:443/u", false},
	{hereAPI, "file:///etc/passwd", false},

	// Names that look like the vendor's.
	{vendorAPI, "https://evilworksmobile.com/u", false},
	{vendorAPI, "https://evil-worksmobile.com/u", false},
	{vendorAPI, "https://storage.worksmobile.com.example.com/u", false},
	{vendorAPI, "https://worksmobile.com.evil/u", false},
	{vendorAPI, "https://worksmobile.co/u", false},
	{vendorAPI, "https://worksmobile.com./u", false},
	{vendorAPI, "https://storage.worksmobile.com.:443/u", false},
	{vendorAPI, "https://example.com/storage.worksmobile.com", false},
	{vendorAPI, "https://example.com?.worksmobile.com/u", false},
	{vendorAPI, "https://example.com#.worksmobile.com/u", false},
	{vendorAPI, "https://example.com\\@storage.worksmobile.com/u", false},
	{vendorAPI, "https://example.com%2f.worksmobile.com/u", false},
	{vendorAPI, "https://example.com%E3%80%82worksmobile.com/u", false},
	{vendorAPI, "https://example.com／.worksmobile.com/u", false},
	{vendorAPI, "https://storage。worksmobile.com/u", false},
	{vendorAPI, "https://stor\tage.worksmobile.com/u", false},
	{vendorAPI, "https://storage.worksmobile.com\r\nX-Evil: 1/u", false},
	{vendorAPI, " https://storage.worksmobile.com/u", false},
	{vendorAPI, "https://storage.worksmobile.com:x/u", false},

	// A user name can hide the host from a reader.
	{vendorAPI, "https://storage.worksmobile.com@example.com/u", false},
	{vendorAPI, "https://storage.worksmobile.com:pw@example.com/u", false},
	{vendorAPI, "https://me:pw@storage.worksmobile.com/u", false},
	{vendorAPI, "https://@storage.worksmobile.com/u", false},
	{hereAPI, "http://me:pw@127.0.0.1/u", false},
}

// offering is a transport whose API offers an address to upload to, and which keeps
// where uploads go.
func offering(address string, uploads *[]string) http.RoundTripper {
	return tripper(func(r *http.Request) (*http.Response, error) {
		body := `{}`
		if strings.HasSuffix(r.URL.Path, "/attachments") {
			body = fmt.Sprintf(`{"fileId":"f","uploadUrl":%q}`, address)
		} else {
			*uploads = append(*uploads, r.URL.String())
		}
		return &http.Response{StatusCode: 200, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(body))}, nil
	})
}

// The token must not go to a host that is not the vendor's.
func TestAttachments_Upload_where(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		for _, tc := range uploadTargets {
			var uploads []string
			_, err := upload(t.Context(), newClient(t, &script{URL: tc.api}, lineworks.WithTransport(offering(tc.upload, &uploads))))
			if tc.want && (err != nil || len(uploads) != 1 || !strings.EqualFold(uploads[0], strings.TrimSuffix(tc.upload, "#y"))) {
				t.Errorf("%s to %s: got error %v and uploads to %v, want none and one upload to this address", tc.api, tc.upload, err, uploads)
			}
			if !tc.want && (classesOf(err) != "NotAPI" || len(uploads) != 0 || strings.Contains(err.Error(), "pw") || !strings.HasPrefix(err.Error(), "POST /bots/")) {
				t.Errorf("%s to %s: got error %v and uploads to %v, want POST /bots/..., class NotAPI only, no password in it, and no upload", tc.api, tc.upload, err, uploads)
			}
		}
	})
}

// TestAttachments_Upload_foreign has listeners for the API and for other hosts,
// with the real transport between: no connection is opened to a foreign address.
func TestAttachments_Upload_foreign(t *testing.T) {
	t.Parallel()
	for address, want := range map[string][]string{
		"https://storage.worksmobile.com/u":     {"gate.example.com:443", "storage.worksmobile.com:443"},
		"https://worksmobile.com.example.net/u": {"gate.example.com:443"},
		"https://203.0.113.7/u":                 {"gate.example.com:443"},
		"http://storage.worksmobile.com/u":      {"gate.example.com:443"},
	} {
		var (
			mu      sync.Mutex
			dialled []string
			others  []string
		)
		server := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.Host != "gate.example.com" {
				mu.Lock()
				defer mu.Unlock()
				others = append(others, r.Host+" "+r.Header.Get("Authorization"))
				return
			}
			respond(200, fmt.Sprintf(`{"fileId":"f","uploadUrl":%q}`, address))(w, r)
		}))
		t.Cleanup(server.Close)
		rt := httpscript.NewTransport()
		rt.Proxy = nil
		rt.TLSClientConfig = &tls.Config{InsecureSkipVerify: true, MinVersion: tls.VersionTLS12} // the server has the name of none of them
		rt.DialContext = func(ctx context.Context, network, addr string) (net.Conn, error) {
			mu.Lock()
			dialled = append(dialled, addr)
			mu.Unlock()
			return new(net.Dialer).DialContext(ctx, network, server.Listener.Addr().String())
		}
		_, err := upload(t.Context(), newClient(t, &script{URL: gateAPI}, lineworks.WithTransport(rt)))
		if (err == nil) != (len(want) == 2) || err != nil && classesOf(err) != "NotAPI" {
			t.Errorf("%s: got error %v, want an error: %t, of class NotAPI only", address, err, len(want) != 2)
		}
		mu.Lock()
		if !slices.Equal(dialled, want) || len(others) != len(want)-1 {
			t.Errorf("%s: got connections to %v and requests %v to other hosts, want connections to %v and %d requests", address, dialled, others, want, len(want)-1)
		}
		mu.Unlock()
	}
}

// FuzzUploadTarget offers addresses to clients of several API URLs: a file goes to a
// host of the vendor by https, to the host of the API URL, or nowhere.
func FuzzUploadTarget(f *testing.F) {
	for _, tc := range uploadTargets {
		f.Add(tc.upload)
	}
	f.Fuzz(func(t *testing.T, address string) {
		for _, api := range []string{vendorAPI, gateAPI, hereAPI} {
			var uploads []string
			_, err := upload(t.Context(), newClient(t, &script{URL: api}, lineworks.WithTransport(offering(address, &uploads)), lineworks.WithMaxRetries(0)))
			if len(uploads) == 0 {
				if err == nil {
					t.Errorf("%s to %q: got no upload and no error, want an error", api, address)
				}
				continue
			}
			u, err := url.Parse(uploads[0])
			if err != nil || len(uploads) > 1 || !allowed(api, u) {
				t.Errorf("%s to %q: got uploads to %v, want one, to an allowed address", api, address, uploads)
			}
		}
	})
}

// allowed says in other words than the client where a file may go.
func allowed(api string, u *url.URL) bool {
	host, port, _ := strings.Cut(strings.ToLower(u.Host), ":")
	labels := strings.Split(host, ".")
	n := len(labels)
	vendor := n >= 2 && labels[n-1] == "com" && (labels[n-2] == "worksmobile" || labels[n-2] == "worksapis")
	for _, r := range host {
		vendor = vendor && (r == '-' || r == '.' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z')
	}
	secure := u.Scheme == "https" && u.User == nil
	switch {
	case vendor:
		return secure
	case api == gateAPI:
		return secure && host == "gate.example.com" && (port == "" || port == "443")
	case api == hereAPI:
		ip := net.ParseIP(u.Hostname())
		return u.User == nil && (host == "localhost" || ip != nil && ip.IsLoopback())
	}
	return false
}
