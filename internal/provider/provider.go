// SPDX-License-Identifier: MPL-2.0

// Package provider is the provider itself: its settings, the client that
// uses them, and the list of its resources, data sources, actions and functions.
package provider

import (
	"context"
	"net/http"
	"os"

	"github.com/hashicorp/terraform-plugin-framework/action"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/ephemeral"
	"github.com/hashicorp/terraform-plugin-framework/function"
	"github.com/hashicorp/terraform-plugin-framework/list"
	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/service/accesstoken"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/service/bot"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/service/botdomain"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/service/botsecret"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/service/channel"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/service/directory"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/service/message"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/service/persistentmenu"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/service/richmenu"
)

// Address is where the registries know the provider.
const Address = "registry.terraform.io/terraform-lineworks/lineworks"

var (
	_ provider.Provider                       = (*lineworksProvider)(nil)
	_ provider.ProviderWithActions            = (*lineworksProvider)(nil)
	_ provider.ProviderWithEphemeralResources = (*lineworksProvider)(nil)
	_ provider.ProviderWithFunctions          = (*lineworksProvider)(nil)
	_ provider.ProviderWithListResources      = (*lineworksProvider)(nil)
)

type lineworksProvider struct {
	version   string
	getenv    func(string) string
	transport http.RoundTripper // nil: the client's own
}

// Option changes the provider that [New] returns.
type Option func(*lineworksProvider)

// WithEnvironment makes the provider look up environment variables with
// getenv, so that several can run side by side in one process.
func WithEnvironment(getenv func(name string) string) Option {
	return func(p *lineworksProvider) { p.getenv = getenv }
}

// WithTransport makes the provider send its requests with rt, so that tests can do
// without a network.
func WithTransport(rt http.RoundTripper) Option {
	return func(p *lineworksProvider) { p.transport = rt }
}

// New returns a function that makes the provider, as the plugin server wants it.
func New(version string, opts ...Option) func() provider.Provider {
	return func() provider.Provider {
		p := &lineworksProvider{version: version, getenv: os.Getenv}
		for _, opt := range opts {
			opt(p)
		}
		return p
	}
}

func (p *lineworksProvider) Metadata(_ context.Context, _ provider.MetadataRequest, resp *provider.MetadataResponse) {
	resp.TypeName = "lineworks"
	resp.Version = p.version
}

func (p *lineworksProvider) Schema(_ context.Context, _ provider.SchemaRequest, resp *provider.SchemaResponse) {
	resp.Schema = providerSchema()
}

func (p *lineworksProvider) Resources(context.Context) []func() resource.Resource {
	return []func() resource.Resource{
		bot.NewResource,
		botdomain.NewResource,
		botdomain.NewMemberResource,
		botsecret.NewResource,
		channel.NewResource,
		persistentmenu.NewResource,
		richmenu.NewDefaultResource,
		richmenu.NewResource,
		richmenu.NewUserResource,
	}
}

func (p *lineworksProvider) DataSources(context.Context) []func() datasource.DataSource {
	return []func() datasource.DataSource{
		accesstoken.NewDataSource,
		bot.NewDataSource,
		bot.NewListDataSource,
		botdomain.NewListDataSource,
		botdomain.NewMembersDataSource,
		channel.NewDataSource,
		channel.NewMembersDataSource,
		directory.NewGroupDataSource,
		directory.NewOrgUnitDataSource,
		directory.NewUserDataSource,
		directory.NewUsersDataSource,
		persistentmenu.NewDataSource,
		richmenu.NewDataSource,
		richmenu.NewDefaultDataSource,
		richmenu.NewListDataSource,
	}
}

func (p *lineworksProvider) Functions(context.Context) []func() function.Function {
	return []func() function.Function{
		richmenu.NewGridFunction,
	}
}

func (p *lineworksProvider) EphemeralResources(context.Context) []func() ephemeral.EphemeralResource {
	return []func() ephemeral.EphemeralResource{
		accesstoken.NewEphemeralResource,
	}
}

func (p *lineworksProvider) ListResources(context.Context) []func() list.ListResource {
	return []func() list.ListResource{
		bot.NewListResource,
		botdomain.NewListResource,
		botdomain.NewMemberListResource,
		persistentmenu.NewListResource,
		richmenu.NewListResource,
	}
}

func (p *lineworksProvider) Actions(context.Context) []func() action.Action {
	return []func() action.Action{
		message.NewAction,
	}
}
