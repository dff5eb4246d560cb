// SPDX-License-Identifier: MPL-2.0

package mockserver_test

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"image"
	"os"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
)

func TestSeed_example(t *testing.T) {
	t.Parallel()
	e := start(t, mockserver.Options{})
	file, err := os.Open("../cmd/lineworks-mock/testdata/seed.json")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = file.Close() }()
	if err := e.api.Load(file); err != nil {
		t.Fatal(err)
	}
	e.get("/bots/2000001").is(200).has("botName", "Reception").has("allowDomains", []int{10000001, 10000002}).
		has("createdTime", "2025-04-01T09:00:00+09:00")
	e.get("/bots/2000001/domains/10000001/members").is(200).has("members", []string{"3b8e6a52-0000-4000-8000-000000000003"})
	content, _ := e.get("/bots/2000001/persistentmenu").is(200).body["content"].(map[string]any)
	if actions, _ := content["actions"].([]any); len(actions) != 2 {
		t.Errorf("got the menu %v, want 2 actions", content)
	}
	e.get("/bots/2000001/channels/12345a12-b12c-12d3-e123fghijkl").is(200).has("title", "Front desk").
		has("channelType", map[string]any{"type": "GROUP", "groupId": "groupf7da-f82c-4284-13e7-030f3b4c756x"})
	e.get("/bots/2000002/richmenus/default").is(200).has("defaultRichmenuId", "40001")
	e.get("/bots/2000002/richmenus/40001").is(200).has("richmenuName", "lunch")
	e.get("/bots/2000002/richmenus/40001/image").is(200)
	e.get("/bots/2000002/richmenus/users/3b8e6a52-0000-4000-8000-000000000003").is(200).has("richmenuId", "40001")
	picture, _ := e.api.RichMenuImage(2000002, "40001")
	if config, format, err := image.DecodeConfig(bytes.NewReader(picture.Content)); err != nil || format != "png" || config.Height != 843 {
		t.Errorf("got a picture %s with %d lines and error %v, want png with 843 lines", format, config.Height, err)
	}
	e.get("/bots/2000002/persistentmenu").is(404)
	e.get("/bots/2000002/richmenus/users/jiro@example.co.jp").is(200).has("richmenuId", "40001")
	e.token = e.api.NewToken("directory.read")
	e.get("/users/externalKey:EMP-0001").is(200).has("email", "taro@example.co.jp")
	e.get("/groups/groupf7da-f82c-4284-13e7-030f3b4c756x").is(200).has("groupName", "Front desk").has("members", []any{
		map[string]any{"id": "3b8e6a52-0000-4000-8000-000000000002", "type": "USER", "externalKey": nil},
		map[string]any{"id": "orgunitf-f27f-4af8-27e1-03817a911417", "type": "ORGUNIT", "externalKey": "OU-RECEPTION"},
	})
	e.token = e.api.NewToken()
	e.post("/bots/2000002/domains/10000003", `{}`).is(403) // not of this tenant
	e.post("/bots", minimalBot).is(201).has("botId", 2000003)
	e.post("/bots/2000002/richmenus", minimalRich).is(201).has("richmenuId", "40002")
}

func TestSeed_app(t *testing.T) {
	t.Parallel()
	e := start(t, mockserver.Options{})
	err := e.api.Load(strings.NewReader(`{"app":{"clientId":"c","clientSecret":"s","serviceAccount":"a","scopes":["bot.read"]}}`))
	if err != nil {
		t.Fatal(err)
	}
	if app := e.api.Credentials(); app.ClientID != "c" || app.ClientSecret != "s" || app.ServiceAccount != "a" || len(app.Scopes) != 1 {
		t.Errorf("got the app %v, want client c, secret s, account a and 1 scope", app)
	}
}

// seeded is a rich menu of a seed.
var seeded = strings.Replace(minimalRich, "{", `{"richmenuId":"5",`, 1)

// TestSeed_richMenus: ids need not be given, nor images.
func TestSeed_richMenus(t *testing.T) {
	t.Parallel()
	e := start(t, mockserver.Options{})
	err := e.api.Load(strings.NewReader(`{"bots":[` + botWith(`"botId":7,"defaultRichmenuId":"5","richmenus":[`+
		minimalRich+`,`+seeded+`,`+minimalRich+`],"userRichmenus":[{"userId":"a@example.com","richmenuId":"5"}]`) + `]}`))
	if err != nil {
		t.Fatal(err)
	}
	if got := e.api.RichMenus(7); len(got) != 3 || e.api.DefaultRichMenu(7) != "5" || e.api.UserRichMenu(7, "a@example.com") != "5" {
		t.Errorf("got the menus %+v, want 3, with 5 as the default and for a@example.com", got)
	}
	if _, has := e.api.RichMenuImage(7, "5"); has {
		t.Error("got an image for menu 5, want none: the seed has none")
	}
}

func TestSeed_refused(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct{ seed, says string }{
		"not JSON":          {`{`, "no JSON object"},
		"unknown property":  {`{"bots":[` + botWith(`"colour":1`) + `]}`, "bots[0].colour is unknown"},
		"missing property":  {`{"bots":[{}]}`, "bots[0].botName is required"},
		"no time":           {`{"bots":[` + botWith(`"createdTime":"today"`) + `]}`, "createdTime is no time"},
		"unknown default":   {`{"bots":[` + botWith(`"defaultRichmenuId":"1"`) + `]}`, "none of its richmenus"},
		"unknown user menu": {`{"bots":[` + botWith(`"userRichmenus":[{"userId":"u","richmenuId":"1"}]`) + `]}`, "userRichmenus[0].richmenuId is none"},
		"menu twice":        {`{"bots":[` + botWith(`"richmenus":[`+seeded+`,`+seeded+`]`) + `]}`, "two richmenus 5"},
		"id twice":          {`{"bots":[` + botWith(`"botId":5`) + `,` + botWith(`"botId":5`) + `]}`, "a bot 5 already"},
		"bad menu":          {`{"bots":[` + botWith(`"persistentMenu":{"content":{}}`) + `]}`, "actions is required"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			e := start(t, mockserver.Options{})
			err := e.api.Load(strings.NewReader(test.seed))
			if err == nil || !strings.Contains(err.Error(), test.says) {
				t.Errorf("the error is %v, want %s", err, test.says)
			}
			if len(e.api.Bots()) != 0 {
				t.Errorf("got %d bots from a refused seed, want 0", len(e.api.Bots()))
			}
		})
	}
	broken := errors.New("broken")
	if err := start(t, mockserver.Options{}).api.Load(iotest.ErrReader(broken)); !errors.Is(err, broken) {
		t.Errorf("got error %v, want %v", err, broken)
	}
}

func TestCredentials_refused(t *testing.T) {
	t.Parallel()
	elliptical, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	der, err := x509.MarshalPKCS8PrivateKey(elliptical)
	if err != nil {
		t.Fatal(err)
	}
	for name, key := range map[string]string{
		"no PEM":      "nonsense",
		"not PKCS#8":  "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
		"another key": string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der})),
	} {
		if _, err := mockserver.NewCredentialsWithKey([]byte(key)); err == nil {
			t.Errorf("%s: got no error, want one", name)
		}
	}
	if _, err := mockserver.New(mockserver.Options{Credentials: &mockserver.Credentials{ClientID: "c"}}); err == nil {
		t.Error("got no error for incomplete credentials, want one")
	}
}

func TestCredentials_fresh(t *testing.T) {
	t.Parallel()
	app, err := credentials()
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(string(app.PrivateKeyPEM), "-----BEGIN PRIVATE KEY-----") || app.PublicKey.N.BitLen() != 2048 {
		t.Errorf("got a key of %d bits, want 2048 bits in a PRIVATE KEY block like the vendor's", app.PublicKey.N.BitLen())
	}
	if !strings.Contains(app.ServiceAccount, ".serviceaccount@") || len(app.ClientID) != 20 || len(app.Scopes) != 3 {
		t.Errorf("got the app %v, %s, want a service account with .serviceaccount@, a client id of 20 characters and 3 scopes", app, app.ServiceAccount)
	}
	public := *app
	public.PrivateKeyPEM = nil
	e := start(t, mockserver.Options{Credentials: &public}) // the public half is enough
	if got := e.api.Credentials(); got.PrivateKeyPEM != nil || got.PublicKey == nil {
		t.Errorf("got a public key: %t and a private key: %t, want only a public key", got.PublicKey != nil, got.PrivateKeyPEM != nil)
	}
}
