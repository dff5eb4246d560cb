// SPDX-License-Identifier: MPL-2.0

package directory

import (
	"regexp"

	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/validators"
)

var (
	loginEmail  = regexp.MustCompile(`^[^\s@/]+@[^\s@/]+$`)
	externalKey = regexp.MustCompile(`^[^%\\#/?]{1,100}$`)
	plainID     = regexp.MustCompile(`^[^@/:\s]+$`)
)

// isEmail accepts a login e-mail: ID@domain, or ID@groupname for groups without a domain of their
// own. Source: https://developers.worksmobile.com/jp/docs/user-get
func isEmail() validator.String {
	return validators.Matches(loginEmail, "must be a login e-mail address, such as taro@example.co.jp")
}

// isExternalKey: https://developers.worksmobile.com/en/docs/directory.
func isExternalKey() validator.String {
	return validators.Matches(externalKey, `must be an external key: 1 to 100 characters, none of which is %, \, #, / or ?`)
}

// isID accepts any ID: the vendor's pages show more than one form. What the API takes in the same
// place has attributes of its own: an external key, and the e-mail address of a user.
func isID(others string) validator.String {
	return validators.Matches(plainID, "must be an ID; "+others)
}

// oneOf is an attribute by which an object is found.
func oneOf(description string, rules ...validator.String) schema.StringAttribute {
	return schema.StringAttribute{MarkdownDescription: description, Optional: true, Computed: true, Validators: validators.Optional(rules...)}
}

// domainOfName is the domain_id of an object that can be found by its name.
func domainOfName(noun, id string) schema.StringAttribute {
	return schema.StringAttribute{
		MarkdownDescription: "ID of the domain of the " + noun + ". With a name, the domain to look in; left out: the domain of the app.",
		Optional:            true,
		Computed:            true,
		Validators:          []validator.String{validators.ConflictsWith(id), validators.ConflictsWith("external_key")},
	}
}

func computedString(description string) schema.StringAttribute {
	return schema.StringAttribute{MarkdownDescription: description, Computed: true}
}

func computedSet(description string) schema.SetAttribute {
	return schema.SetAttribute{MarkdownDescription: description, Computed: true, ElementType: types.StringType}
}

func optionalBool(description string) schema.BoolAttribute {
	return schema.BoolAttribute{MarkdownDescription: description, Optional: true}
}

// othersThanID is about groups and org units, which no page lets be found by e-mail address.
const othersThanID = "an external key has an attribute of its own, and an e-mail address finds users only"

// Descriptions of the attributes that several data sources have.
const (
	aboutInactive = "Whether an account may be deleted, suspended or pending. Default: `false`: it is an error, as far as the scope shows it (`user.email.read` alone does not)."
	aboutMembers  = "Whether their accounts are active is not known. It fits into `for_each`."
	aboutOwnToken = "Look-ups sign in with tokens of their own, so that the app needs their scopes only where they are used. " +
		"Each is enabled in the Developer Console, at API > ClientApp > OAuth Scopes. The setting `directory_scopes` of the provider names others."
)
