// SPDX-License-Identifier: MPL-2.0

package main

import (
	"bytes"
	"crypto/rsa"
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"
)

// The tests here replay requests of public clients against the program, over http
// and over https. The clients are known to work with the live service.

// client is a client that knows nothing but the variables.
type client struct {
	t         *testing.T
	variables map[string]string
	http      *http.Client
	key       *rsa.PrivateKey
	token     string
}

// overBoth runs a replay over http and over https.
func overBoth(t *testing.T, replay func(t *testing.T, c *client), args ...string) {
	t.Helper()
	for scheme, flags := range map[string][]string{"http": nil, "https": {"-tls"}} {
		t.Run(scheme, func(t *testing.T) {
			t.Parallel()
			env := filepath.Join(t.TempDir(), "env")
			running(t, slices.Concat([]string{"-env", env, "-seed", "testdata/seed.json"}, flags, args)...)
			c := newClient(t, env)
			if api := c.variables["LINEWORKS_API_URL"]; !strings.HasPrefix(api, scheme+"://127.0.0.1:") {
				t.Fatalf("got the API at %s, want %s", api, scheme)
			}
			replay(t, c)
		})
	}
}

// newClient trusts the certificate that the variables name, and no other.
func newClient(t *testing.T, env string) *client {
	t.Helper()
	c := &client{t: t, variables: sourced(t, env)}
	text, err := os.ReadFile(c.variables["LINEWORKS_PRIVATE_KEY_FILE"])
	if err != nil {
		t.Fatal(err)
	}
	if c.key, err = jwt.ParseRSAPrivateKeyFromPEM(text); err != nil {
		t.Fatal(err)
	}
	roots := x509.NewCertPool()
	if file, found := c.variables["SSL_CERT_FILE"]; found {
		certificate, err := os.ReadFile(file)
		if err != nil || !roots.AppendCertsFromPEM(certificate) {
			t.Fatalf("got no certificate from %s: %v", file, err)
		}
	}
	c.http = &http.Client{
		Transport:     &http.Transport{DisableKeepAlives: true, TLSClientConfig: &tls.Config{RootCAs: roots, MinVersion: tls.VersionTLS12}},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	return c
}

func (c *client) do(method, address, kind, body string) (status int, location string, fields map[string]any) {
	c.t.Helper()
	r, err := http.NewRequestWithContext(c.t.Context(), method, address, strings.NewReader(body))
	if err != nil {
		c.t.Fatal(err)
	}
	if kind != "" {
		r.Header.Set("Content-Type", kind)
	}
	if c.token != "" {
		r.Header.Set("Authorization", "Bearer "+c.token)
	}
	resp, err := c.http.Do(r)
	if err != nil {
		c.t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		c.t.Fatal(err)
	}
	if json.Unmarshal(text, &fields) != nil {
		fields = nil
	}
	return resp.StatusCode, resp.Header.Get("Location"), fields
}

// call sends a request to the API and checks its status.
func (c *client) call(status int, method, path, body string) map[string]any {
	c.t.Helper()
	got, _, fields := c.do(method, c.variables["LINEWORKS_API_URL"]+path, "application/json", body)
	if got != status {
		c.t.Fatalf("%s %s: got status %d and %v, want %d", method, path, got, fields, status)
	}
	return fields
}

// claims are those of a careful client.
func (c *client) claims() map[string]any {
	now := time.Now().Unix()
	return map[string]any{
		"iss": c.variables["LINEWORKS_CLIENT_ID"], "sub": c.variables["LINEWORKS_SERVICE_ACCOUNT"], "iat": now, "exp": now + 3600,
	}
}

// assertion signs the text as it is sent.
func (c *client) assertion(encoding *base64.Encoding, claims map[string]any) string {
	c.t.Helper()
	body, err := json.Marshal(claims)
	if err != nil {
		c.t.Fatal(err)
	}
	text := encoding.EncodeToString([]byte(`{"alg":"RS256","typ":"JWT"}`)) + "." + encoding.EncodeToString(body)
	signature, err := jwt.SigningMethodRS256.Sign(text, c.key)
	if err != nil {
		c.t.Fatal(err)
	}
	return text + "." + encoding.EncodeToString(signature)
}

func (c *client) form(assertion, scope string) url.Values {
	return url.Values{
		"grant_type": {"urn:ietf:params:oauth:grant-type:jwt-bearer"}, "assertion": {assertion}, "scope": {scope},
		"client_id": {c.variables["LINEWORKS_CLIENT_ID"]}, "client_secret": {c.variables["LINEWORKS_CLIENT_SECRET"]},
	}
}

func (c *client) requestToken(kind string, form url.Values) (int, map[string]any) {
	c.t.Helper()
	status, _, fields := c.do(http.MethodPost, c.variables["LINEWORKS_AUTH_URL"]+"/token", kind, form.Encode())
	return status, fields
}

const formType = "application/x-www-form-urlencoded"

// signIn takes a token for the requests that follow.
func (c *client) signIn() {
	c.t.Helper()
	status, fields := c.requestToken(formType, c.form(c.assertion(base64.RawURLEncoding, c.claims()), "bot"))
	token, ok := fields["access_token"].(string)
	if status != http.StatusOK || !ok {
		c.t.Fatalf("got status %d and %v, want an access token", status, fields)
	}
	c.token = token
}

func expect(t *testing.T, fields map[string]any, want string) {
	t.Helper()
	var wanted map[string]any
	if err := json.Unmarshal([]byte(want), &wanted); err != nil {
		t.Fatal(err)
	}
	for name, value := range wanted {
		got, found := fields[name]
		if a, b := fmt.Sprintf("%#v", got), fmt.Sprintf("%#v", value); !found || a != b {
			t.Errorf("got %s %s (there: %t), want %s", name, a, found, b)
		}
	}
}

// TestReplay_assertions: PHP, Deno, Apps Script and Python clients encode the parts in
// their own ways, send fractions, and read the clock twice.
func TestReplay_assertions(t *testing.T) {
	t.Parallel()
	overBoth(t, func(t *testing.T, c *client) {
		t.Helper()
		for name, encoding := range map[string]*base64.Encoding{
			"base64url": base64.RawURLEncoding, "padded base64url": base64.URLEncoding,
			"base64": base64.RawStdEncoding, "padded base64": base64.StdEncoding,
		} {
			for what, change := range map[string]func(claims map[string]any){
				"as documented": func(map[string]any) {},
				"fractions": func(m map[string]any) {
					now := float64(time.Now().UnixNano()) / 1e9
					m["iat"], m["exp"] = now, now+3600.0004
				},
				"clock read twice": func(m map[string]any) { m["exp"] = time.Now().Unix() + 3601 },
				"more claims": func(m map[string]any) {
					m["jti"], m["aud"] = "???~~~", c.variables["LINEWORKS_AUTH_URL"]+"/token"
				},
			} {
				claims := c.claims()
				change(claims)
				for _, kind := range []string{formType, formType + ";", formType + "; charset=UTF-8"} {
					if status, fields := c.requestToken(kind, c.form(c.assertion(encoding, claims), "bot")); status != http.StatusOK {
						t.Errorf("%s, %s, %s: got status %d and %v, want 200", name, what, kind, status, fields)
					}
				}
			}
		}
	})
}

// TestReplay_pages: four clients index nextCursor without asking for it.
func TestReplay_pages(t *testing.T) {
	t.Parallel()
	overBoth(t, func(t *testing.T, c *client) {
		t.Helper()
		c.signIn()
		room, _ := c.call(http.StatusCreated, http.MethodPost, "/bots/2000001/channels", `{"members":["u"]}`)["channelId"].(string)
		for _, path := range []string{"/bots?count=100", "/bots/2000001/domains?count=50", "/bots/2000001/channels/" + room + "/members"} {
			expect(t, c.call(http.StatusOK, http.MethodGet, path, ""), `{"responseMetaData":{"nextCursor":null}}`)
		}
		meta, _ := c.call(http.StatusOK, http.MethodGet, "/bots?count=1", "")["responseMetaData"].(map[string]any)
		if cursor, ok := meta["nextCursor"].(string); !ok || cursor == "" {
			t.Errorf("got %v on the first of two pages, want a cursor", meta)
		}
	})
}

// TestReplay_unset: a client pastes the bot that it has read into a PUT.
func TestReplay_unset(t *testing.T) {
	t.Parallel()
	overBoth(t, func(t *testing.T, c *client) {
		t.Helper()
		c.signIn()
		const empty = `{"subadministrators":[],"allowDomains":[0],"callbackUrl":"","callbackEvents":[],
			"i18nBotNames":[],"i18nDescriptions":[],"i18nPhotoUrls":[],"enableCallback":false}`
		made := c.call(http.StatusCreated, http.MethodPost, "/bots",
			`{"botName":"n","photoUrl":"https://example.com/a.png","description":"d","administrators":["u"]}`)
		expect(t, made, empty)
		path := fmt.Sprintf("/bots/%.0f", made["botId"])
		read := c.call(http.StatusOK, http.MethodGet, path, "")
		expect(t, read, empty)
		read["photoUrl"], read["description"] = "https://gateway.example.com/image/view?path=bot%2F1.png", "e"
		body, err := json.Marshal(read)
		if err != nil {
			t.Fatal(err)
		}
		expect(t, c.call(http.StatusOK, http.MethodPut, path, string(body)), `{"description":"e","allowDomains":[0]}`)
	})
}

// TestReplay_messages: the vendor's echo samples send back the content of a callback,
// and other clients send properties of their own.
func TestReplay_messages(t *testing.T) {
	t.Parallel()
	overBoth(t, func(t *testing.T, c *client) {
		t.Helper()
		c.signIn()
		for _, body := range []string{
			`{"content":{"type":"image","fileId":"jp2.1628695315008671000.1628781715.0.1048.0.0.0"}}`,
			`{"content":{"type":"text","text":"hi","postback":"start"}}`,
			`{"accountId":"u","botId":2000001,"domainId":10000001,"content":{"type":"text","text":"hi"}}`,
			`{"content":{"type":"text","type":"text","text":"hi"}}`,
			`{"content":{"type":"carousel","columns":[{"thumbnailImageUrl":"https://example.com/a.png","text":"t",
				"actions":[{"type":"message","label":"l","text":"t"}]}]}}`,
		} {
			for _, to := range []string{"users/u", "users/someone%40example.com", "users/someone@example.com", "channels/123456789"} {
				c.call(http.StatusCreated, http.MethodPost, "/bots/2000001/"+to+"/messages", body)
			}
		}
	})
}

// TestReplay_richMenus: a login e-mail names a user, an attachment is announced with more
// than its name, and the default is set with an empty list for a body.
func TestReplay_richMenus(t *testing.T) {
	t.Parallel()
	overBoth(t, func(t *testing.T, c *client) {
		t.Helper()
		c.signIn()
		menu, _ := c.call(http.StatusCreated, http.MethodPost, "/bots/2000002/richmenus", `{"richmenuName":"m","chatBarText":"open","selected":true,
			"size":{"width":2500,"height":843},"areas":[{"bounds":{"x":0,"y":0,"width":2500,"height":843},"action":{"type":"message","label":"l","text":"t"}}]}`)["richmenuId"].(string)
		of := func(user string) string { return "/bots/2000002/richmenus/users/" + user }
		c.call(http.StatusNoContent, http.MethodPost, "/bots/2000002/richmenus/"+menu+"/users/someone%40example.com", "")
		expect(t, c.call(http.StatusOK, http.MethodGet, of("someone@example.com"), ""), `{"richmenuId":"`+menu+`"}`)
		c.call(http.StatusNoContent, http.MethodDelete, of("someone%40example.com"), "")
		expect(t, c.call(http.StatusCreated, http.MethodPost, "/bots/2000002/richmenus/"+menu+"/set-default", "[]"), `{"defaultRichmenuId":"`+menu+`"}`)

		announced := c.call(http.StatusOK, http.MethodPost, "/bots/2000002/attachments", `{"fileName":"a.txt","size":5,"contentType":"text/plain"}`)
		address, _ := announced["uploadUrl"].(string)
		scheme, _, _ := strings.Cut(c.variables["LINEWORKS_API_URL"], ":")
		if !strings.HasPrefix(address, scheme+"://") {
			t.Fatalf("got the upload address %s, want %s", address, scheme)
		}
		var form bytes.Buffer
		w := multipart.NewWriter(&form)
		file, err := w.CreateFormFile("FileData", "a.txt")
		if err != nil {
			t.Fatal(err)
		}
		_, err = file.Write([]byte("hello"))
		if err := errors.Join(err, w.Close()); err != nil {
			t.Fatal(err)
		}
		status, _, fields := c.do(http.MethodPost, address, w.FormDataContentType(), form.String())
		if status != http.StatusOK {
			t.Fatalf("got status %d and %v, want 200", status, fields)
		}
		status, location, _ := c.do(http.MethodGet, fmt.Sprintf("%s/bots/2000002/attachments/%s", c.variables["LINEWORKS_API_URL"], fields["fileId"]), "", "")
		if status != http.StatusFound || !strings.HasPrefix(location, scheme+"://") {
			t.Errorf("got status %d and the address %q, want 302 and %s", status, location, scheme)
		}
	})
}

// TestReplay_tokenErrors: the third shape of an error, which one client has met.
func TestReplay_tokenErrors(t *testing.T) {
	t.Parallel()
	overBoth(t, func(t *testing.T, c *client) {
		t.Helper()
		status, fields := c.requestToken(formType, c.form("nonsense", "bot"))
		expect(t, fields, `{"returnCode":"99","returnMessage":"UnexpectedError"}`)
		if status != http.StatusBadRequest || len(fields) != 2 {
			t.Errorf("got status %d and %v, want 400 and nothing else", status, fields)
		}
		c.signIn()
		expect(t, c.call(http.StatusOK, http.MethodGet, "/bots?count=500", ""), `{"bots":[],"responseMetaData":{"nextCursor":null}}`)
	}, "-quirk", "token-errors-return-code", "-quirk", "count-empty-page")
}

// TestRun_scopesAndDomains: clients ask for scopes of other APIs as well, and work with
// the domains of their tenant.
func TestRun_scopesAndDomains(t *testing.T) {
	t.Parallel()
	env := filepath.Join(t.TempDir(), "env")
	running(t, "-env", env, "-scopes", "bot, bot.message user.read", "-domains", "10000001,10000002")
	c := newClient(t, env)
	for scope, want := range map[string]string{
		"bot user.read": "bot user.read", "bot,user.read": "bot user.read", "bot bot.message user.read": "bot bot.message user.read",
		"": "bot bot.message user.read", "bot bot.read": "",
	} {
		status, fields := c.requestToken(formType, c.form(c.assertion(base64.RawURLEncoding, c.claims()), scope))
		if want == "" {
			expect(t, fields, `{"error":"invalid_scope"}`)
		} else if expect(t, fields, `{"scope":"`+want+`"}`); status != http.StatusOK {
			t.Errorf("scope %q: got status %d, want 200", scope, status)
		}
	}
	c.signIn()
	bot := fmt.Sprintf("/bots/%.0f", c.call(http.StatusCreated, http.MethodPost, "/bots",
		`{"botName":"n","photoUrl":"https://example.com/a.png","description":"d","administrators":["u"]}`)["botId"])
	c.call(http.StatusCreated, http.MethodPost, bot+"/domains/10000002", "")
	c.call(http.StatusForbidden, http.MethodPost, bot+"/domains/10000003", "")
}

// TestRun_tls: a client that does not trust the certificate gets no response.
func TestRun_tls(t *testing.T) {
	t.Parallel()
	key := filepath.Join(t.TempDir(), "private.key")
	out, _ := running(t, "-tls", "-key", key)
	address := out.waitFor(t, `API base: +(https://\S+)`)
	file := out.waitFor(t, `certificate: +(\S+)`)
	if info, err := os.Stat(file); err != nil || file != key+".crt" {
		t.Errorf("got the certificate %s (%v, %v), want %s", file, info, err, key+".crt")
	}
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address+"/bots", http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	resp, err := (&http.Client{Transport: &http.Transport{DisableKeepAlives: true}}).Do(r)
	if unknown := new(tls.CertificateVerificationError); !errors.As(err, &unknown) {
		t.Errorf("got %v, want an error of the certificate", err)
	}
	if err == nil {
		_ = resp.Body.Close()
	}
	certificate, err := newCertificate(filepath.Join(t.TempDir(), "crt"), "mock.example.com")
	if err != nil {
		t.Fatal(err)
	}
	leaf, err := x509.ParseCertificate(certificate.Certificate[0])
	if err != nil {
		t.Fatal(err)
	}
	for _, host := range []string{"mock.example.com", "localhost", "127.0.0.1", "::1"} {
		if err := leaf.VerifyHostname(host); err != nil {
			t.Errorf("got %v, want a certificate for %s", err, host)
		}
	}
}
