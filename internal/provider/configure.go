// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"
	"fmt"
	"net/http"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/provider"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/providerdata"
)

// Configure creates the client but sends no request: the token is fetched at the first
// request.
func (p *lineworksProvider) Configure(ctx context.Context, req provider.ConfigureRequest, resp *provider.ConfigureResponse) {
	var c config
	resp.Diagnostics.Append(req.Config.Get(ctx, &c)...)
	if resp.Diagnostics.HasError() {
		return
	}
	s, diags := resolve(&c, p.getenv)
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	client := p.client(s, req.TerraformVersion, &resp.Diagnostics)
	if client == nil {
		return
	}
	data := providerdata.New(client)
	if s.AccessToken == "" {
		data.Account = s.ServiceAccount
	}
	resp.ResourceData = data
	resp.DataSourceData = data
	resp.EphemeralResourceData = data
	resp.ActionData = data
	resp.ListResourceData = data
}

// client creates the API client. With settings that are not known yet, which is
// so while the resources they come from are still to be created, it creates one
// that explains itself when it is used: a plan that only creates needs none.
func (p *lineworksProvider) client(s *settings, terraformVersion string, diags *diag.Diagnostics) *lineworks.Client {
	if len(s.Unknown) > 0 {
		return lineworks.Unavailable(fmt.Errorf("the provider cannot sign in yet, because settings of the provider block are not known before apply (%s): %w",
			strings.Join(s.Unknown, ", "), providerdata.ErrSettingsUnknown))
	}
	return newClient(s, connection{transport: p.transport, userAgent: p.userAgent(terraformVersion), notice: tellWait}, diags)
}

// connection is how a client sends its requests.
type connection struct {
	transport http.RoundTripper // nil: the client's own
	userAgent string
	notice    lineworks.WaitNotice
}

// newClient creates a client with settings that are all known.
func newClient(s *settings, c connection, diags *diag.Diagnostics) *lineworks.Client {
	next := c.transport
	if next == nil {
		next = lineworks.NewTransport()
	}
	transport := logging{next: next}
	tokens, _ := newTokens(s, c, transport, diags)
	if tokens == nil {
		return nil
	}
	client, err := lineworks.New(tokens,
		lineworks.WithAPIURL(s.APIURL),
		lineworks.WithTransport(transport),
		lineworks.WithUserAgent(c.userAgent),
		lineworks.WithMaxRetries(s.MaxRetries),
		lineworks.WithRequestTimeout(s.RequestTimeout),
		lineworks.WithWaitNotice(c.notice),
	)
	if err != nil {
		diags.AddError("Invalid provider settings", fmt.Sprintf("%s\n\nThe User-Agent ends with the value of %s, if that is set.", err, appendVariable))
		return nil
	}
	return client
}

// newTokens creates the source of the tokens, with its account unless the token is ready-made.
// The source is nil if the settings are wrong.
func newTokens(s *settings, c connection, transport http.RoundTripper, diags *diag.Diagnostics) (lineworks.TokenSource, *lineworks.ServiceAccount) {
	if s.AccessToken != "" {
		return lineworks.StaticToken(s.AccessToken), nil
	}
	key, err := lineworks.ParsePrivateKey(s.PrivateKey)
	if err != nil {
		diags.AddAttributeError(path.Root(s.PrivateKeyFrom), "Invalid private key",
			fmt.Sprintf("The private key of the service account, given as %s (%s), cannot be used: %s.\n\n"+
				"The Developer Console hands out a file private_YYYYMMDDhhmmss.key; give its text as private_key, or its path as private_key_file.",
				s.PrivateKeyFrom, envName(s.PrivateKeyFrom), err))
		return nil, nil
	}
	account := lineworks.ServiceAccount{
		ClientID:        s.ClientID,
		ClientSecret:    s.ClientSecret,
		ServiceAccount:  s.ServiceAccount,
		PrivateKey:      key,
		Scopes:          s.Scopes,
		DirectoryScopes: s.DirectoryScopes,
		AuthURL:         s.AuthURL,
		Transport:       transport,
		UserAgent:       c.userAgent,
		MaxRetries:      s.MaxRetries,
		RequestTimeout:  s.RequestTimeout,
		WaitNotice:      c.notice,
	}
	source, err := lineworks.NewServiceAccountSource(account)
	if err != nil {
		diags.AddError("Invalid service account", fmt.Sprintf("%s\n\nThe User-Agent ends with the value of %s, if that is set.", err, appendVariable))
		return nil, nil
	}
	return source, &account
}

// appendVariable is the variable by which users of many providers add to the
// User-Agent.
const appendVariable = "TF_APPEND_USER_AGENT"

// userAgent names the provider and the CLI. OpenTofu passes itself off as a
// version of Terraform, so this is a hint and no more.
func (p *lineworksProvider) userAgent(terraformVersion string) string {
	ua := fmt.Sprintf("terraform-provider-lineworks/%s terraform/%s", p.version, terraformVersion)
	if extra := clean(p.getenv(appendVariable)); extra != "" {
		ua += " " + extra
	}
	return ua
}
