// SPDX-License-Identifier: MPL-2.0

package experiments

import (
	"encoding/base64"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/rest"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/probe/raw"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/probe/report"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/probe/trial"
)

// The operations of the authorization server: https://developers.worksmobile.com/en/docs/auth-jwt
// and https://developers.worksmobile.com/en/docs/auth-oauth.
var (
	issueToken  = rest.Operation{Method: http.MethodPost, Path: "/token", AuthServer: true}
	revokeToken = rest.Operation{Method: http.MethodPost, Path: "/revoke", AuthServer: true}
)

// signed counts the assertions, so that no two are equal: whether one may be used twice is one
// of the questions.
var signed atomic.Int64

// claims are those of an assertion that every reading of the pages allows.
func claims(t *trial.Trial) jwt.MapClaims {
	now := time.Now()
	return jwt.MapClaims{
		"iss": t.Account.ClientID, "sub": t.Account.ServiceAccount,
		"iat": now.Unix(), "exp": now.Add(50*time.Minute - time.Duration(signed.Add(1)%1000)*time.Second).Unix(),
	}
}

func assertion(t *trial.Trial, claims jwt.MapClaims) string {
	text, err := jwt.NewWithClaims(jwt.SigningMethodRS256, claims).SignedString(t.Account.PrivateKey)
	if err != nil {
		t.Fail(trial.Problem("the assertion could not be signed"))
	}
	return text
}

// authorize sends a form to the authorization server, with the credentials of the app.
func authorize(t *trial.Trial, op rest.Operation, form url.Values) *result {
	return t.Do(authorization(t, op, form))
}

func authorization(t *trial.Trial, op rest.Operation, form url.Values) raw.Request {
	form.Set("client_id", t.Account.ClientID)
	form.Set("client_secret", t.Account.ClientSecret)
	return raw.Request{Op: op, Content: rest.Content{Body: []byte(form.Encode()), Type: "application/x-www-form-urlencoded"}}
}

// request asks for a token with an assertion, and revokes it when the experiment ends. Without
// scopes the request names none.
func request(t *trial.Trial, assertion string, scopes ...string) *result {
	form := url.Values{"grant_type": {"urn:ietf:params:oauth:grant-type:jwt-bearer"}, "assertion": {assertion}}
	if len(scopes) > 0 {
		form.Set("scope", strings.Join(scopes, " "))
	}
	return tidied(t, authorize(t, issueToken, form))
}

// tidied revokes the tokens of a response when the experiment ends.
func tidied(t *trial.Trial, r *result) *result {
	for _, name := range []string{"refresh_token", "access_token"} {
		if token := r.Text(name); token != "" {
			t.Undo(revocation(t, token, name))
		}
	}
	return r
}

func revocation(t *trial.Trial, token, hint string) raw.Request {
	return authorization(t, revokeToken, url.Values{"token": {token}, "token_type_hint": {hint}})
}

// signIn asks for a token with the scopes of the account.
func signIn(t *trial.Trial) *result {
	return t.Must(request(t, assertion(t, claims(t)), t.Account.Scopes...))
}

// asks reads a bot with a token.
func asks(t *trial.Trial, token *result, bot string) *result {
	return t.Do(raw.Request{Op: rest.Operation{Method: http.MethodGet, Path: botPath}, IDs: []string{bot}, Token: token.Text("access_token")})
}

// tokens looks at the life of tokens.
var tokens = trial.Experiment{
	Name:    "tokens",
	Purpose: "how tokens look, and whether a new, a refreshed or a revoked token ends others. If revoking one ends all tokens of the app, programs that use it have to sign in again",
	Settles: []string{"expires-in", "token-errors", "invalidate-old-tokens", "revoke-all-tokens", "rotate-refresh-tokens"},
	Needs:   []trial.Need{trial.Account},
	Bots:    1, Requests: 30,
	Run: func(t *trial.Trial) {
		id, _ := t.Bot(nil)
		first := signIn(t)
		expiresIn(t, first)
		wrong := request(t, "no.assertion.atall", t.Account.Scopes...)
		tokenErrors(t, wrong)
		t.Must(asks(t, first, id))
		second := signIn(t)
		old, fresh := asks(t, first, id), t.Must(asks(t, second, id))
		if sameToken(first, second) {
			t.Leave("invalidate-old-tokens", equalSignIns, first, second)
		} else {
			t.Choose("invalidate-old-tokens", because(old, fresh), toggle(old.OK(), old.Status == http.StatusUnauthorized)...)
		}
		rotation(t, second, id)
		if !old.OK() {
			t.Leave("revoke-all-tokens", "A new token ends the older ones, so that no two are valid at a time.", old)
			return
		}
		third, fourth := signIn(t), signIn(t)
		if sameToken(third, fourth) {
			t.Leave("revoke-all-tokens", equalSignIns, third, fourth)
			return
		}
		t.Must(asks(t, third, id))
		t.Must(asks(t, fourth, id))
		t.Must(t.Do(revocation(t, third.Text("access_token"), "access_token")))
		revoked, other := asks(t, third, id), asks(t, fourth, id)
		t.Choose("revoke-all-tokens", because(revoked, other), toggle(
			revoked.Status == http.StatusUnauthorized && other.OK(),
			revoked.Status == http.StatusUnauthorized && other.Status == http.StatusUnauthorized)...)
	},
}

const equalSignIns = "Two sign-ins have the same access token."

func sameToken(a, b *result) bool { return a.Text("access_token") == b.Text("access_token") }

func expiresIn(t *trial.Trial, r *result) {
	const name = "expires_in"
	text, isText := r.Value(name).(string)
	_, err := strconv.ParseFloat(text, 64)
	t.Choose("expires-in", because(r),
		at("expires-in-string", isText && err == nil), at("expires-in-unparsable", isText && text != "" && err != nil),
		at("expires-in-number", !isText && r.Text(name) != ""))
}

func tokenErrors(t *trial.Trial, r *result) {
	isText := func(name string) bool {
		text, ok := r.Value(name).(string)
		return ok && text != ""
	}
	t.Choose("token-errors", because(r),
		at("token-errors-oauth", r.Refused() && isText("error")), at("token-errors-api", r.Refused() && isText("code")),
		at("token-errors-return-code", r.Refused() && isText("returnCode")), at("token-errors-empty", r.Refused() && !r.HasBody()))
}

// rotation refreshes a token, and tries the refresh token once more.
func rotation(t *trial.Trial, token *result, bot string) {
	const name = "refresh_token"
	old := token.Text(name)
	if old == "" {
		t.Leave("rotate-refresh-tokens", "The response to a token request has no refresh token.", token)
		return
	}
	refresh := func() *result {
		return tidied(t, authorize(t, issueToken, url.Values{"grant_type": {"refresh_token"}, "refresh_token": {old}}))
	}
	refreshed := t.Must(refresh())
	t.Must(asks(t, refreshed, bot))
	again := refresh()
	next := refreshed.Text(name)
	t.Choose("rotate-refresh-tokens", because(refreshed, again),
		at(report.Off, (next == "" || next == old) && again.OK()), at(report.On, next != "" && next != old && again.Refused()))
}

// assertions sends assertions that the pages do not describe.
var assertions = trial.Experiment{
	Name: "assertions", Purpose: "which assertions the token endpoint takes: without scope, used twice, in ordinary base64, with a longer life",
	Settles:  []string{"scope-required", "refuse-reused-assertion", "assertion-base64url", "assertion-exact-times"},
	Needs:    []trial.Need{trial.Account},
	Requests: 18,
	Run: func(t *trial.Trial) {
		used := assertion(t, claims(t))
		ordinary := t.Must(request(t, used, t.Account.Scopes...))
		twice := request(t, used, t.Account.Scopes...)
		t.Choose("refuse-reused-assertion", because(ordinary, twice), toggle(twice.OK(), twice.Refused())...)
		bare := request(t, assertion(t, claims(t)))
		t.Choose("scope-required", because(ordinary, bare), toggle(bare.OK(), bare.Refused())...)
		padded := request(t, paddedAssertion(t), t.Account.Scopes...)
		t.Choose("assertion-base64url", because(ordinary, padded), toggle(padded.OK(), padded.Refused())...)
		// Three seconds more than the hour that the pages allow.
		long := claims(t)
		issued := time.Now()
		long["iat"], long["exp"] = issued.Unix(), issued.Add(time.Hour+3*time.Second).Unix()
		late := request(t, assertion(t, long), t.Account.Scopes...)
		t.Choose("assertion-exact-times", because(ordinary, late), toggle(late.OK(), late.Refused())...)
	},
}

// paddedAssertion is an assertion whose parts are in ordinary base64, with padding.
func paddedAssertion(t *trial.Trial) string {
	var parts []string
	for _, part := range strings.Split(assertion(t, claims(t)), ".")[:2] {
		text, _ := base64.RawURLEncoding.DecodeString(part) // of this program's making
		parts = append(parts, base64.StdEncoding.EncodeToString(text))
	}
	text := strings.Join(parts, ".")
	signature, err := jwt.SigningMethodRS256.Sign(text, t.Account.PrivateKey)
	if err != nil {
		t.Fail(trial.Problem("the assertion could not be signed"))
	}
	return text + "." + base64.StdEncoding.EncodeToString(signature)
}

// scopes changes a bot with a token that may only read it.
var scopes = trial.Experiment{
	Name: "scopes", Purpose: "how a change is refused whose token has the scope bot.read alone",
	Settles: []string{"scope-refusal"},
	Needs:   []trial.Need{trial.Account},
	Bots:    1, Requests: 9,
	Run: func(t *trial.Trial) {
		id, _ := t.Bot(nil)
		token := request(t, assertion(t, claims(t)), "bot.read")
		if token.Refused() {
			t.Leave("scope-refusal", "The app does not have the scope bot.read, which allows less than bot.", token)
			return
		}
		read := t.Must(asks(t, token, id))
		refused := t.Do(raw.Request{
			Op: rest.Operation{Method: http.MethodPatch, Path: botPath}, IDs: []string{id}, Token: token.Text("access_token"),
			Content: rest.Content{Body: []byte(`{"enableGroupJoin":false}`), Type: "application/json"},
		})
		t.Choose("scope-refusal", because(read, refused),
			at("scope-refusal-403", refused.Is(http.StatusForbidden, "FORBIDDEN")), at("scope-refusal-401", refused.Is(http.StatusUnauthorized, "UNAUTHORIZED")))
	},
}
