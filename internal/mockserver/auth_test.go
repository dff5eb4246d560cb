// SPDX-License-Identifier: MPL-2.0

package mockserver_test

import (
	"crypto/rand"
	"crypto/rsa"
	"encoding/base64"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
)

const jwtGrant = "urn:ietf:params:oauth:grant-type:jwt-bearer"

func escape(text string) string { return url.QueryEscape(text) }

// claims are those of a careful client.
func (e *env) claims(now time.Time) jwt.MapClaims {
	app := e.api.Credentials()
	return jwt.MapClaims{
		"iss": app.ClientID, "sub": app.ServiceAccount, "iat": now.Unix(), "exp": now.Add(time.Hour).Unix(),
	}
}

func (e *env) sign(claims jwt.MapClaims) string {
	e.t.Helper()
	key, err := jwt.ParseRSAPrivateKeyFromPEM(e.api.Credentials().PrivateKeyPEM)
	if err != nil {
		e.t.Fatal(err)
	}
	return signed(e.t, jwt.SigningMethodRS256, claims, key)
}

func signed(t *testing.T, method jwt.SigningMethod, claims jwt.MapClaims, key any) string {
	t.Helper()
	assertion, err := jwt.NewWithClaims(method, claims).SignedString(key)
	if err != nil {
		t.Fatal(err)
	}
	return assertion
}

func (e *env) form(assertion, scope string) url.Values {
	app := e.api.Credentials()
	return url.Values{
		"assertion": {assertion}, "grant_type": {jwtGrant}, "scope": {scope},
		"client_id": {app.ClientID}, "client_secret": {app.ClientSecret},
	}
}

func (e *env) auth(path, body string) reply {
	e.t.Helper()
	r, err := http.NewRequestWithContext(e.t.Context(), http.MethodPost, e.url+mockserver.AuthPath+path, strings.NewReader(body))
	if err != nil {
		e.t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return e.send(r)
}

func startAt(t *testing.T, c *clock, q mockserver.Quirks) *env {
	t.Helper()
	return start(t, mockserver.Options{Now: c.Now, Quirks: q})
}

// TestToken_claims: https://developers.worksmobile.com/en/docs/auth-jwt.
func TestToken_claims(t *testing.T) {
	t.Parallel()
	c := newClock()
	e := startAt(t, c, mockserver.Quirks{})
	strict := startAt(t, c, mockserver.Quirks{AssertionExactTimes: true})
	const inexact = 0 // 200, or 400 with the switch
	now := c.Now()
	float := func(d time.Duration) float64 { return float64(now.Unix()) + d.Seconds() + 0.25 }
	for name, test := range map[string]struct {
		change func(jwt.MapClaims)
		status int
	}{
		"as documented":            {func(jwt.MapClaims) {}, 200},
		"float times":              {func(m jwt.MapClaims) { m["iat"], m["exp"] = float(0), float(time.Hour) }, 200},
		"short life":               {func(m jwt.MapClaims) { m["exp"] = now.Unix() + 3 }, 200},
		"clock a little behind":    {func(m jwt.MapClaims) { m["iat"], m["exp"] = now.Unix()-30, now.Unix()+3000 }, 200},
		"aud is tolerated":         {func(m jwt.MapClaims) { m["aud"] = "https://auth.worksmobile.com/oauth2/v2.0/token" }, 200},
		"delegated user":           {func(m jwt.MapClaims) { m["delegated_user"] = "u1" }, 200},
		"delegated user, a number": {func(m jwt.MapClaims) { m["delegated_user"] = 1 }, 400},
		"wrong iss":                {func(m jwt.MapClaims) { m["iss"] = "another" }, 400},
		"no iss":                   {func(m jwt.MapClaims) { delete(m, "iss") }, 400},
		"wrong sub":                {func(m jwt.MapClaims) { m["sub"] = "another" }, 400},
		"jti is tolerated":         {func(m jwt.MapClaims) { m["jti"] = "3f0c" }, 200},
		"clock 4 seconds behind":   {func(m jwt.MapClaims) { m["iat"], m["exp"] = now.Unix()-64, now.Unix()-4 }, inexact},
		"exp past":                 {func(m jwt.MapClaims) { m["iat"], m["exp"] = now.Unix()-65, now.Unix()-5 }, 400},
		"exp now":                  {func(m jwt.MapClaims) { m["iat"], m["exp"] = now.Unix()-60, now.Unix() }, inexact},
		"clock read twice":         {func(m jwt.MapClaims) { m["exp"] = now.Unix() + 3601 }, inexact},
		"a fraction over an hour":  {func(m jwt.MapClaims) { m["exp"] = float64(now.Unix()) + 3600.002 }, inexact},
		"5 seconds over an hour":   {func(m jwt.MapClaims) { m["exp"] = now.Unix() + 3605 }, inexact},
		"6 seconds over an hour":   {func(m jwt.MapClaims) { m["exp"] = now.Unix() + 3606 }, 400},
		"iat far ahead":            {func(m jwt.MapClaims) { m["iat"], m["exp"] = now.Unix()+900, now.Unix()+960 }, 400},
		"exp before iat":           {func(m jwt.MapClaims) { m["iat"], m["exp"] = now.Unix()+60, now.Unix()+30 }, 400},
		"no iat":                   {func(m jwt.MapClaims) { delete(m, "iat") }, 400},
		"no exp":                   {func(m jwt.MapClaims) { delete(m, "exp") }, 400},
		"iat a string":             {func(m jwt.MapClaims) { m["iat"] = "1775001600" }, 400},
		"exp a string":             {func(m jwt.MapClaims) { m["exp"] = "1775001900" }, 400},
		"milliseconds":             {func(m jwt.MapClaims) { m["iat"], m["exp"] = now.UnixMilli(), now.UnixMilli()+3600 }, 400},
		"exp in milliseconds":      {func(m jwt.MapClaims) { m["exp"] = now.UnixMilli() }, 400},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			sub := *e
			sub.t = t
			claims := sub.claims(now)
			test.change(claims)
			form := sub.form(sub.sign(claims), "bot").Encode()
			taken, takenExactly := test.status != 400, test.status == 200
			for _, try := range []struct {
				env   *env
				taken bool
			}{{&sub, taken}, {strict, takenExactly}} {
				got := try.env.auth("/token", form)
				if try.taken {
					got.is(200)
				} else {
					got.is(400).has("error", "invalid_grant")
				}
			}
		})
	}
}

// TestToken_signature: RS256 with the registered key.
func TestToken_signature(t *testing.T) {
	t.Parallel()
	c := newClock()
	e := startAt(t, c, mockserver.Quirks{})
	claims := e.claims(c.Now())
	other, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	own, err := jwt.ParseRSAPrivateKeyFromPEM(e.api.Credentials().PrivateKeyPEM)
	if err != nil {
		t.Fatal(err)
	}
	good := e.sign(claims)
	parts := strings.Split(good, ".")
	for name, assertion := range map[string]string{
		"another key":            signed(t, jwt.SigningMethodRS256, claims, other),
		"HS256":                  signed(t, jwt.SigningMethodHS256, claims, []byte(e.api.Credentials().ClientSecret)),
		"none":                   signed(t, jwt.SigningMethodNone, claims, jwt.UnsafeAllowNoneSignatureType),
		"RS512":                  signed(t, jwt.SigningMethodRS512, claims, own),
		"PS256":                  signed(t, jwt.SigningMethodPS256, claims, own),
		"no signature":           parts[0] + "." + parts[1] + ".",
		"padded after signing":   parts[0] + "=." + parts[1] + "." + parts[2],
		"header that is no JSON": "bm9uZQ." + parts[1] + "." + parts[2],
		"header in no base64":    "!." + parts[1] + "." + parts[2],
		"four parts":             good + ".x",
		"no JWT":                 "nonsense",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			sub := *e
			sub.t = t
			got := sub.auth("/token", sub.form(assertion, "bot").Encode()).is(400).has("error", "invalid_grant")
			if strings.Contains(got.raw, assertion) {
				t.Error("got a response that repeats the assertion, want one without it")
			}
		})
	}
	e.auth("/token", e.form(good, "bot").Encode()).is(200)
}

// TestToken_encodings: clients that are known to work write the parts of an assertion
// in all four forms of base64. The text is signed as it is sent.
func TestToken_encodings(t *testing.T) {
	t.Parallel()
	e := startWith(t, mockserver.Quirks{})
	strict := startWith(t, mockserver.Quirks{AssertionBase64URL: true})
	key, err := jwt.ParseRSAPrivateKeyFromPEM(e.api.Credentials().PrivateKeyPEM)
	if err != nil {
		t.Fatal(err)
	}
	claims := e.claims(time.Now())
	claims["jti"] = "~~~???" // has + and / in ordinary base64, wherever it stands
	for name, encoding := range map[string]*base64.Encoding{
		"base64url": base64.RawURLEncoding, "padded base64url": base64.URLEncoding,
		"base64": base64.RawStdEncoding, "padded base64": base64.StdEncoding,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			sub := *e
			sub.t = t
			text := encoding.EncodeToString([]byte(`{"typ":"JWT", "alg":"RS256"}`)) + "." + encoding.EncodeToString([]byte(jsonOf(t, claims)))
			signature, err := jwt.SigningMethodRS256.Sign(text, key)
			if err != nil {
				t.Fatal(err)
			}
			form := sub.form(text+"."+encoding.EncodeToString(signature), "bot").Encode()
			if ordinary := encoding == base64.RawStdEncoding || encoding == base64.StdEncoding; ordinary != strings.ContainsAny(text, "+/") {
				t.Fatalf("got the text %s, want + or / only with the standard encoding", text)
			}
			sub.auth("/token", form).is(200)
			if encoding == base64.RawURLEncoding {
				strict.auth("/token", form).is(200)
			} else {
				strict.auth("/token", form).is(400).has("error", "invalid_grant")
			}
		})
	}
}

// TestToken_request: the requests of live clients that work, and those that do not.
func TestToken_request(t *testing.T) {
	t.Parallel()
	c := newClock()
	e := startAt(t, c, mockserver.Quirks{})
	for name, test := range map[string]struct {
		change func(url.Values)
		status int
		errors string
	}{
		"blanks between scopes":     {func(v url.Values) { v.Set("scope", "bot bot.read ") }, 200, ""},
		"commas between scopes":     {func(v url.Values) { v.Set("scope", "bot,bot.read") }, 200, ""},
		"comma and blank":           {func(v url.Values) { v.Set("scope", "bot, bot.read") }, 200, ""},
		"grant type encoded twice":  {func(v url.Values) { v.Set("grant_type", escape(jwtGrant)) }, 200, ""},
		"unknown scope":             {func(v url.Values) { v.Set("scope", "bot calendar") }, 400, "invalid_scope"},
		"wrong secret":              {func(v url.Values) { v.Set("client_secret", "x") }, 401, "invalid_client"},
		"wrong client":              {func(v url.Values) { v.Set("client_id", "x") }, 401, "invalid_client"},
		"no client":                 {func(v url.Values) { v.Del("client_id") }, 401, "invalid_client"},
		"no grant type":             {func(v url.Values) { v.Del("grant_type") }, 400, "invalid_request"},
		"another grant type":        {func(v url.Values) { v.Set("grant_type", "password") }, 400, "unsupported_grant_type"},
		"no assertion":              {func(v url.Values) { v.Del("assertion") }, 400, "invalid_request"},
		"refresh token not known":   {func(v url.Values) { v.Set("grant_type", "refresh_token") }, 400, "invalid_grant"},
		"no scope means all scopes": {func(v url.Values) { v.Del("scope") }, 200, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			sub := *e
			sub.t = t
			form := sub.form(sub.sign(sub.claims(c.Now())), "bot")
			test.change(form)
			got := sub.auth("/token", form.Encode()).is(test.status)
			if test.errors != "" {
				got.has("error", test.errors).has("code", "absent")
			}
		})
	}
	form := e.form(e.sign(e.claims(c.Now())), "bot calendar") // one scope too many spoils the request
	e.auth("/token", form.Encode()).is(400).has("error_description", "Request scope is not valid.")
	form.Set("scope", "bot")
	e.auth("/token?"+form.Encode(), "").is(200) // one live client sends everything in the query
	app := e.api.Credentials()
	e.auth("/token", "assertion="+form.Get("assertion")+"&grant_type="+jwtGrant+"&scope=bot bot.read&client_id="+
		app.ClientID+"&client_secret="+app.ClientSecret).is(200).has("scope", "bot bot.read") // nor does another encode
	e.auth("/token", `{"grant_type":"`+jwtGrant+`"}`).is(401)
}

// TestToken_response: the forms of a token and of expires_in.
func TestToken_response(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		form mockserver.ExpiresInForm
		want any
	}{
		"string":     {mockserver.ExpiresInString, "86400"},
		"number":     {mockserver.ExpiresInNumber, 86400},
		"unparsable": {mockserver.ExpiresInUnparsable, "one day"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			e := startWith(t, mockserver.Quirks{ExpiresIn: test.form})
			got := e.auth("/token", e.form(e.sign(e.claims(time.Now())), "bot,bot.read").Encode()).is(200)
			got.has("expires_in", test.want).has("token_type", "Bearer").has("scope", "bot bot.read")
			if names := slices.Sorted(maps.Keys(got.body)); !slices.Equal(names, []string{"access_token", "expires_in", "refresh_token", "scope", "token_type"}) {
				t.Errorf("got the properties %q, want access_token, expires_in, refresh_token, scope and token_type: one client fails on others", names)
			}
			token := got.text("access_token")
			if !strings.HasPrefix(token, "jp1") || !strings.Contains(token, "+") || !strings.Contains(token, "/") || !strings.Contains(token, "=") {
				t.Errorf("got the token %s, want one like a real one: jp1 first, with +, / and =", token)
			}
			e.token = token
			e.get("/bots").is(200)
		})
	}
}

func TestToken_expires(t *testing.T) {
	t.Parallel()
	c := newClock()
	e := start(t, mockserver.Options{Now: c.Now, TokenLifetime: time.Hour})
	got := e.auth("/token", e.form(e.sign(e.claims(c.Now())), "bot").Encode()).is(200).has("expires_in", "3600")
	e.token = got.text("access_token")
	c.advance(time.Hour - time.Second)
	e.get("/bots").is(200)
	c.advance(time.Second)
	e.get("/bots").is(401, "UNAUTHORIZED")
}

// TestToken_refresh: https://developers.worksmobile.com/en/docs/auth-oauth.
func TestToken_refresh(t *testing.T) {
	t.Parallel()
	for name, rotate := range map[string]bool{"kept": false, "rotated": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := newClock()
			e := startAt(t, c, mockserver.Quirks{RotateRefreshTokens: rotate})
			first := e.auth("/token", e.form(e.sign(e.claims(c.Now())), "bot.read").Encode()).is(200)
			app := e.api.Credentials()
			form := url.Values{
				"grant_type": {"refresh_token"}, "refresh_token": {first.text("refresh_token")},
				"client_id": {app.ClientID}, "client_secret": {app.ClientSecret},
			}
			c.advance(48 * time.Hour)
			second := e.auth("/token", form.Encode()).is(200).has("scope", "bot.read")
			e.token = second.text("access_token")
			e.get("/bots").is(200)
			if rotate {
				second.text("refresh_token")
				e.auth("/token", form.Encode()).is(400).has("error", "invalid_grant")
				return
			}
			second.has("refresh_token", "absent")
			e.auth("/token", form.Encode()).is(200)
			c.advance(91 * 24 * time.Hour)
			e.auth("/token", form.Encode()).is(400).has("error", "invalid_grant")
		})
	}
}

func TestToken_revoke(t *testing.T) {
	t.Parallel()
	e := startWith(t, mockserver.Quirks{})
	kept := e.api.NewToken()
	app := e.api.Credentials()
	form := url.Values{"client_id": {app.ClientID}, "client_secret": {app.ClientSecret}, "token": {e.token}}
	e.get("/bots").is(200)
	if got := e.auth("/revoke", form.Encode()).is(200); got.raw != "" {
		t.Errorf("got the body %s, want none", got.raw)
	}
	e.get("/bots").is(401, "UNAUTHORIZED")
	e.token = kept
	e.get("/bots").is(200)
	form.Del("token")
	e.auth("/revoke", form.Encode()).is(400).has("error", "invalid_request")
	form.Set("client_secret", "x")
	e.auth("/revoke", form.Encode()).is(401).has("error", "invalid_client")
	e.api.RevokeTokens()
	e.get("/bots").is(401, "UNAUTHORIZED")
}

func TestToken_switches(t *testing.T) {
	t.Parallel()
	grant := func(e *env, assertion string) reply {
		e.t.Helper()
		return e.auth("/token", e.form(assertion, "bot").Encode())
	}
	t.Run("old tokens stay valid", func(t *testing.T) {
		t.Parallel()
		e := startWith(t, mockserver.Quirks{})
		grant(e, e.sign(e.claims(time.Now()))).is(200)
		e.get("/bots").is(200)
	})
	t.Run("old tokens end", func(t *testing.T) {
		t.Parallel()
		e := startWith(t, mockserver.Quirks{InvalidateOldTokens: true})
		e.get("/bots").is(200)
		grant(e, e.sign(e.claims(time.Now()))).is(200)
		e.get("/bots").is(401)
	})
	t.Run("all tokens end with one", func(t *testing.T) {
		t.Parallel()
		e := startWith(t, mockserver.Quirks{RevokeAllTokens: true})
		app := e.api.Credentials()
		form := url.Values{"client_id": {app.ClientID}, "client_secret": {app.ClientSecret}, "token": {e.api.NewToken()}}
		e.get("/bots").is(200)
		e.auth("/revoke", form.Encode()).is(200)
		e.get("/bots").is(401)
	})
	t.Run("assertion used twice", func(t *testing.T) {
		t.Parallel()
		e := startWith(t, mockserver.Quirks{})
		assertion := e.sign(e.claims(time.Now()))
		grant(e, assertion).is(200)
		grant(e, assertion).is(200)
		e.api.SetQuirks(mockserver.Quirks{RefuseReusedAssertion: true})
		grant(e, assertion).is(400).has("error", "invalid_grant")
	})
	t.Run("scope required", func(t *testing.T) {
		t.Parallel()
		e := startWith(t, mockserver.Quirks{ScopeRequired: true})
		form := e.form(e.sign(e.claims(time.Now())), "")
		e.auth("/token", form.Encode()).is(400).has("error", "invalid_scope")
	})
	t.Run("errors in the form of the API", func(t *testing.T) {
		t.Parallel()
		e := startWith(t, mockserver.Quirks{TokenErrors: mockserver.TokenErrorAPI})
		grant(e, "x").is(400, "INVALID_GRANT").has("error", "absent")
	})
	t.Run("errors with a return code", func(t *testing.T) {
		t.Parallel()
		e := startWith(t, mockserver.Quirks{TokenErrors: mockserver.TokenErrorReturnCode})
		grant(e, "x").is(400).has("returnCode", "99").has("returnMessage", "UnexpectedError").has("error", "absent").has("code", "absent")
	})
	t.Run("errors without a body", func(t *testing.T) {
		t.Parallel()
		e := startWith(t, mockserver.Quirks{TokenErrors: mockserver.TokenErrorEmpty})
		if got := grant(e, "x").is(400); got.raw != "" {
			t.Errorf("got the body %s, want none", got.raw)
		}
	})
}
