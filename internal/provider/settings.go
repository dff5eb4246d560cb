// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/excerpt"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/localfile"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfvalue"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/wholenumber"
)

const defaultScope = "bot"

// settings are the settings of the provider, from configuration, environment and
// defaults.
type settings struct {
	// AccessToken is a ready token; if it is "", the service account counts.
	AccessToken string

	ClientID       string
	ClientSecret   string
	ServiceAccount string
	PrivateKey     string // PEM text
	// PrivateKeyFrom is the attribute that the key was given as.
	PrivateKeyFrom string

	Scopes []string
	// DirectoryScopes are asked for in directory calls; none: those that each call needs.
	DirectoryScopes []string
	APIURL          string
	AuthURL         string
	MaxRetries      int
	RequestTimeout  time.Duration

	// Unknown names the settings whose values are not known before apply. As
	// long as there are any, no client can be created.
	Unknown []string
}

// resolver reads settings one by one and collects the errors.
type resolver struct {
	getenv   func(string) string
	diags    diag.Diagnostics
	unknown  []string
	missing  []setting
	readFile func(string) ([]byte, error) // its errors do not name the path
	// noBlock says that there is no provider block.
	noBlock bool
}

// resolve puts the settings together. Diagnostics are scoped to attributes and
// name the environment variable that would do as well.
func resolve(c *config, getenv func(string) string) (*settings, diag.Diagnostics) {
	return newResolver(getenv).resolve(c)
}

func newResolver(getenv func(string) string) *resolver {
	return &resolver{getenv: func(name string) string { return clean(getenv(name)) }, readFile: readKey}
}

func (r *resolver) resolve(c *config) (*settings, diag.Diagnostics) {
	s := &settings{
		APIURL:         r.baseURL("api_url", c.APIURL, lineworks.DefaultAPIURL),
		AuthURL:        r.baseURL("auth_url", c.AuthURL, lineworks.DefaultAuthURL),
		MaxRetries:     r.retries(c.MaxRetries),
		RequestTimeout: r.timeout(c.RequestTimeout),
	}
	if r.useToken(c) {
		s.AccessToken = r.credential("access_token", cleanToken(r.text("access_token", c.AccessToken)))
	} else {
		r.serviceAccount(c, s)
	}
	s.Unknown = r.unknown
	return s, r.diags
}

// useToken decides between a ready token and a service account. The
// configuration comes before the environment, whichever way it names.
func (r *resolver) useToken(c *config) bool {
	account := []types.String{c.ClientID, c.ClientSecret, c.ServiceAccount, c.PrivateKey, c.PrivateKeyFile}
	configured := slices.ContainsFunc(account, set)
	switch {
	case set(c.AccessToken) && configured && tfvalue.Known(c.AccessToken):
		// Validation refuses this already, unless the values were unknown then.
		r.diags.AddAttributeError(path.Root("access_token"), "Two ways to sign in",
			"access_token is set together with settings of a service account. Set one or the other.")
		return true
	case set(c.AccessToken):
		return true
	case configured:
		return false
	}
	return r.getenv(envName("access_token")) != ""
}

// set says that the configuration gives a value, be it one that is not known
// yet. A variable without a value yields "", so that counts as left out.
func set(v types.String) bool { return v.IsUnknown() || clean(v.ValueString()) != "" }

func (r *resolver) serviceAccount(c *config, s *settings) {
	s.ClientID = r.credential("client_id", r.required("client_id", c.ClientID, "the client ID of the app"))
	s.ClientSecret = r.credential("client_secret", r.required("client_secret", c.ClientSecret, "the client secret of the app"))
	s.ServiceAccount = r.credential("service_account", r.required("service_account", c.ServiceAccount, "the ID of the app's service account"))
	s.PrivateKey, s.PrivateKeyFrom = r.privateKey(c)
	s.Scopes = r.scopes("scopes", c.Scopes, defaultScope)
	s.DirectoryScopes = r.scopes("directory_scopes", c.DirectoryScopes)
	r.reportMissing()
}

// The two attributes that a private key can be given as.
const (
	keyText = "private_key"
	keyFile = "private_key_file"
)

// privateKey finds the text of the key and the attribute that it was given as.
// A key that is configured, as text or as a file, comes before both of the
// environment's.
func (r *resolver) privateKey(c *config) (text, from string) {
	textEnv, fileEnv := envName(keyText), envName(keyFile)
	switch {
	case set(c.PrivateKey):
		return r.text(keyText, c.PrivateKey), keyText
	case set(c.PrivateKeyFile):
		return r.keyFile(r.text(keyFile, c.PrivateKeyFile)), keyFile
	case r.getenv(textEnv) != "" && r.getenv(fileEnv) != "":
		r.diags.AddAttributeError(path.Root(keyText), "Two private keys",
			fmt.Sprintf("The environment variables %s and %s are both set. Unset one of them.", textEnv, fileEnv))
		return "", keyText
	case r.getenv(fileEnv) != "":
		return r.keyFile(r.getenv(fileEnv)), keyFile
	}
	return r.required(keyText, c.PrivateKey, "the private key of the service account, or private_key_file ("+fileEnv+") with its path"), keyText
}

func (r *resolver) keyFile(name string) string {
	if name == "" {
		return "" // not known yet
	}
	refuse := func(reason string) {
		r.diags.AddAttributeError(path.Root(keyFile), "Unable to read private key",
			fmt.Sprintf("The file of %s (%s) cannot be read: %s.", keyFile, envName(keyFile), reason))
	}
	text, err := r.readFile(name)
	switch {
	case errors.Is(err, localfile.ErrContent):
		refuse("it holds the text of a key and not the path of a file. Give the text as " + keyText + " (" + envName(keyText) + ")")
	case err != nil:
		refuse(shown(name) + err.Error())
	case len(text) == 0:
		refuse(shown(name) + "the file is empty")
	}
	return clean(string(text))
}

// readKey reads the file of a key.
func readKey(name string) ([]byte, error) {
	const most = 64 << 10 // bytes: a key of 16,384 bits has 13,000
	return localfile.Read(name, most)
}

// shown is the path for a message, unless it is so long that it may be a key.
func shown(name string) string {
	const shortestKey = 400 // characters of base64
	if len(name) >= shortestKey {
		return ""
	}
	return name + ": "
}

// scopes is a set of scopes from the configuration, else from the environment, else those of
// the default.
func (r *resolver) scopes(name string, v types.Set, fallback ...string) []string {
	if r.isUnknown(name, v) {
		return nil
	}
	for _, e := range v.Elements() {
		if r.isUnknown(name, e) {
			return nil
		}
	}
	scopes := splitScopes(strings.Join(tfvalue.Strings(v), " "))
	if len(scopes) == 0 {
		scopes = splitScopes(r.getenv(envName(name)))
	}
	for _, scope := range scopes {
		if problem := strangeCharacter(scope); problem != "" {
			r.diags.AddAttributeError(path.Root(name), "Invalid scope", fmt.Sprintf("%s (%s) contains an invalid scope: %s.", name, envName(name), problem))
			return scopes
		}
	}
	if len(scopes) == 0 {
		return fallback
	}
	return scopes
}

func (r *resolver) baseURL(name string, v types.String, fallback string) string {
	s := r.text(name, v)
	if s == "" {
		return fallback
	}
	if err := lineworks.ValidateURL(s); err != nil {
		r.diags.AddAttributeError(path.Root(name), "Invalid URL", fmt.Sprintf("%s (%s): %s.", name, envName(name), err))
	}
	return s
}

func (r *resolver) retries(v wholenumber.Value) int {
	const name = "max_retries"
	if r.isUnknown(name, v) {
		return 0
	}
	if !v.IsNull() {
		return int(v.ValueInt64())
	}
	env := r.getenv(envName(name))
	if env == "" {
		return lineworks.DefaultMaxRetries
	}
	n, err := strconv.Atoi(env)
	if err != nil || n < 0 || n > mostRetries {
		r.diags.AddAttributeError(path.Root(name), "Invalid number",
			fmt.Sprintf("%s (%s) must be a whole number from 0 to %d, got %s.", name, envName(name), mostRetries, excerpt.Of(env)))
	}
	return n
}

func (r *resolver) timeout(v types.String) time.Duration {
	const name = "request_timeout"
	s := r.text(name, v)
	if s == "" {
		return lineworks.DefaultRequestTimeout
	}
	d, err := parseTimeout(s)
	if err != nil {
		r.diags.AddAttributeError(path.Root(name), "Invalid duration", fmt.Sprintf("%s (%s): %s.", name, envName(name), err))
	}
	return d
}

// required is a text without which there is no client.
func (r *resolver) required(name string, v types.String, what string) string {
	s := r.text(name, v)
	if s == "" && !v.IsUnknown() {
		r.missing = append(r.missing, setting{name, what})
	}
	return s
}

// setting is the name of a setting, and a description of its value.
type setting struct{ name, what string }

// reportMissing reports all missing settings at once: most often they have one cause,
// such as an environment that was not loaded.
func (r *resolver) reportMissing() {
	if len(r.missing) == 0 {
		return
	}
	var list strings.Builder
	names := make([]string, len(r.missing))
	for i, m := range r.missing {
		names[i] = m.name
		fmt.Fprintf(&list, "\n- %s (%s): %s", m.name, envName(m.name), m.what)
	}
	summary := "Missing " + names[0]
	if last := len(names) - 1; last > 0 {
		summary = "Missing " + strings.Join(names[:last], ", ") + " and " + names[last]
	}
	where := "The provider needs the following to sign in; set each in the provider block, or in the environment variable in brackets:"
	if r.noBlock {
		where = "The following is needed to sign in; set the environment variable in brackets for each:"
	}
	r.diags.AddAttributeError(path.Root(names[0]), summary, fmt.Sprintf("%s\n%s\n\nTo sign in with a ready token instead, set access_token (%s).", where, list.String(), envName("access_token")))
}

// credential reports an ID, a secret or a token that cannot be one.
func (r *resolver) credential(name, value string) string {
	if problem := credentialProblem(name, value); problem != "" {
		r.diags.AddAttributeError(path.Root(name), "Invalid "+name, fmt.Sprintf("The value of %s (%s) cannot be used: %s.", name, envName(name), problem))
	}
	return value
}

// text is a setting from the configuration, else from the environment.
func (r *resolver) text(name string, v types.String) string {
	if r.isUnknown(name, v) {
		return ""
	}
	if s := clean(v.ValueString()); s != "" {
		return s
	}
	return r.getenv(envName(name))
}

func (r *resolver) isUnknown(name string, v attr.Value) bool {
	if v.IsUnknown() {
		r.unknown = append(r.unknown, name)
	}
	return v.IsUnknown()
}

func envName(attribute string) string { return "LINEWORKS_" + strings.ToUpper(attribute) }
