// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"
	"fmt"
	"time"

	"github.com/hashicorp/terraform-plugin-framework-validators/int64validator"
	"github.com/hashicorp/terraform-plugin-framework-validators/setvalidator"
	"github.com/hashicorp/terraform-plugin-framework/provider/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/excerpt"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/validators"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/wholenumber"
)

// Bounds of the settings.
const (
	mostRetries     = 10
	shortestTimeout = time.Second
	longestTimeout  = 10 * time.Minute

	timeoutBounds = "from 1s to 10m"
)

// config is the provider block.
type config struct {
	ClientID        types.String      `tfsdk:"client_id"`
	ClientSecret    types.String      `tfsdk:"client_secret"`
	ServiceAccount  types.String      `tfsdk:"service_account"`
	PrivateKey      types.String      `tfsdk:"private_key"`
	PrivateKeyFile  types.String      `tfsdk:"private_key_file"`
	AccessToken     types.String      `tfsdk:"access_token"`
	Scopes          types.Set         `tfsdk:"scopes"`
	DirectoryScopes types.Set         `tfsdk:"directory_scopes"`
	APIURL          types.String      `tfsdk:"api_url"`
	AuthURL         types.String      `tfsdk:"auth_url"`
	MaxRetries      wholenumber.Value `tfsdk:"max_retries"`
	RequestTimeout  types.String      `tfsdk:"request_timeout"`
}

func providerSchema() schema.Schema {
	return schema.Schema{
		MarkdownDescription: "Manages the bots of [LINE WORKS](https://line-works.com) (NAVER WORKS in Korea): the bots themselves, where they may be used, their menus, rooms and secrets.\n\n" +
			"It signs in with the service account of an app of the Developer Console, or with a ready access token. " +
			"Every setting can come from an environment variable instead; a way to sign in that is set in the configuration comes before all that the environment holds. " +
			"Blanks, line ends and quotation marks around a value are cut off, and an empty text counts as left out.",
		Attributes: map[string]schema.Attribute{
			"client_id": schema.StringAttribute{
				MarkdownDescription: "Client ID of the app, from the Developer Console. Environment: `LINEWORKS_CLIENT_ID`.",
				Optional:            true,
				Validators:          notWithToken(),
			},
			"client_secret": schema.StringAttribute{
				MarkdownDescription: "Client secret of the app. Environment: `LINEWORKS_CLIENT_SECRET`.",
				Optional:            true,
				Sensitive:           true,
				Validators:          notWithToken(),
			},
			"service_account": schema.StringAttribute{
				MarkdownDescription: "ID of the app's service account, which has the form `xxxxx.serviceaccount@domain`. Environment: `LINEWORKS_SERVICE_ACCOUNT`.",
				Optional:            true,
				Validators:          notWithToken(),
			},
			"private_key": schema.StringAttribute{
				MarkdownDescription: "Private key of the service account: the text of the `.key` file that the Developer Console issues (PEM; PKCS#8 or PKCS#1). " +
					"Line ends may be `\\n` written out, and the whole may be encoded in base64. Conflicts with `private_key_file`. Environment: `LINEWORKS_PRIVATE_KEY`.",
				Optional:   true,
				Sensitive:  true,
				Validators: append(notWithToken(), validators.ConflictsWith("private_key_file")),
			},
			"private_key_file": schema.StringAttribute{
				MarkdownDescription: "Path of the file with the private key; `~` is the home directory. Conflicts with `private_key`. Environment: `LINEWORKS_PRIVATE_KEY_FILE`.",
				Optional:            true,
				Validators:          notWithToken(),
			},
			"access_token": schema.StringAttribute{
				MarkdownDescription: "A ready access token, instead of a service account. It is not renewed when it expires. Environment: `LINEWORKS_ACCESS_TOKEN`.",
				Optional:            true,
				Sensitive:           true,
			},
			"scopes": schema.SetAttribute{
				MarkdownDescription: "Scopes that the provider asks for. Default: `bot`, which covers everything but look-ups of people (see `directory_scopes`). `bot.message` is enough for menus, rooms and messages, `bot.read` for data sources and for plans; " +
					"the guide *Scopes* has the least scope for each object. Each has to be enabled for the app in the Developer Console (API > ClientApp > OAuth Scopes). A ready token has the scopes that it has. Environment: `LINEWORKS_SCOPES`, separated by blanks or commas.",
				Optional:    true,
				ElementType: types.StringType,
				Validators: []validator.Set{
					setvalidator.NoNullValues(),
					validators.ConflictsWith("access_token"),
				},
			},
			"directory_scopes": schema.SetAttribute{
				MarkdownDescription: "Scopes that the data sources `lineworks_user`, `lineworks_users`, `lineworks_group` and `lineworks_org_unit` ask for, in place of those that each needs. " +
					"Set it if the app has another scope only, such as `directory.read`. These data sources sign in with tokens of their own, and only when they are used. " +
					"Default: the scope that allows least, for each request: `user.email.read`, `user.read`, `group.read` or `orgunit.read`. " +
					"Environment: `LINEWORKS_DIRECTORY_SCOPES`, separated by blanks or commas.",
				Optional:    true,
				ElementType: types.StringType,
				Validators: []validator.Set{
					setvalidator.NoNullValues(),
					validators.ConflictsWith("access_token"),
				},
			},
			"api_url": schema.StringAttribute{
				MarkdownDescription: fmt.Sprintf("Base address of the API: `https`, or `http` on a loopback address for a mock server. Default: `%s`. Environment: `LINEWORKS_API_URL`.", lineworks.DefaultAPIURL),
				Optional:            true,
				Validators:          []validator.String{baseURL{}},
			},
			"auth_url": schema.StringAttribute{
				MarkdownDescription: fmt.Sprintf("Base address of the authorization server; the rules are those of `api_url`. Default: `%s`. Environment: `LINEWORKS_AUTH_URL`.", lineworks.DefaultAuthURL),
				Optional:            true,
				Validators:          []validator.String{baseURL{}},
			},
			"max_retries": schema.Int64Attribute{
				CustomType: wholenumber.Type{},
				MarkdownDescription: fmt.Sprintf("How often a request is sent again at the most when the service fails or the connection breaks, 0 to %d. "+
					"After a lost response, a request that is not idempotent is not retried. Waiting for a rate limit (status 429) does not count: "+
					"such a request waits for its turn, and fails only when the service asks to wait for more than 10 minutes, or has let no request of its kind through for 10 minutes. The waits between retries that a response asks for (`Retry-After`) are at most 10 minutes in all. "+
					"Default: %d. Environment: `LINEWORKS_MAX_RETRIES`.", mostRetries, lineworks.DefaultMaxRetries),
				Optional:   true,
				Validators: []validator.Int64{int64validator.Between(0, mostRetries)},
			},
			"request_timeout": schema.StringAttribute{
				MarkdownDescription: fmt.Sprintf("How long one request may take, its response included, such as `45s` or `2m`: %s. Waiting for a rate limit does not count. "+
					"Default: `%s`. Environment: `LINEWORKS_REQUEST_TIMEOUT`.", timeoutBounds, lineworks.DefaultRequestTimeout),
				Optional:   true,
				Validators: []validator.String{timeout{}},
			},
		},
	}
}

// notWithToken refuses a part of a service account beside a ready token.
func notWithToken() []validator.String {
	return []validator.String{validators.ConflictsWith("access_token")}
}

// baseURL is the rule for an address of the service.
type baseURL struct{}

func (baseURL) Description(context.Context) string {
	return "must be an https address, or http on a loopback address"
}

func (v baseURL) MarkdownDescription(ctx context.Context) string { return v.Description(ctx) }

func (baseURL) ValidateString(_ context.Context, req validator.StringRequest, resp *validator.StringResponse) {
	if s := clean(req.ConfigValue.ValueString()); s != "" {
		if err := lineworks.ValidateURL(s); err != nil {
			resp.Diagnostics.AddAttributeError(req.Path, "Invalid URL", fmt.Sprintf("%s: %s.", req.Path, err))
		}
	}
}

const timeoutRule = "must be a duration " + timeoutBounds + ", such as 45s"

// timeout is the rule for a duration.
type timeout struct{}

func (timeout) Description(context.Context) string { return timeoutRule }

func (v timeout) MarkdownDescription(ctx context.Context) string { return v.Description(ctx) }

func (timeout) ValidateString(_ context.Context, req validator.StringRequest, resp *validator.StringResponse) {
	if s := clean(req.ConfigValue.ValueString()); s != "" {
		if _, err := parseTimeout(s); err != nil {
			resp.Diagnostics.AddAttributeError(req.Path, "Invalid duration", fmt.Sprintf("%s: %s.", req.Path, err))
		}
	}
}

func parseTimeout(s string) (time.Duration, error) {
	d, err := time.ParseDuration(s)
	if err != nil || d < shortestTimeout || d > longestTimeout {
		return 0, fmt.Errorf("%s %s", excerpt.Of(s), timeoutRule)
	}
	return d, nil
}
