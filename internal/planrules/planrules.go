// SPDX-License-Identifier: MPL-2.0

// Package planrules has the rules that tell a dangerous plan from a harmless one. They
// take values from before and after a change and return messages, and know nothing of
// the framework or of requests.
package planrules

import (
	"fmt"
	"strings"
	"sync"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/names"
)

// Message is a warning or an error. Its summary names the object, because the CLI shows
// only one of several warnings with the same summary.
type Message struct{ Summary, Detail string }

// MovedBlock returns the block that tells Terraform of a new address. Its names are for
// the reader to fill in: a provider does not know addresses.
func MovedBlock(typeName string) string {
	return fmt.Sprintf("moved {\n  from = %s.OLD_NAME\n  to   = %[1]s.NEW_NAME\n}", typeName)
}

// Bots compares the bots that one plan deletes and creates. The zero value is ready for
// use, and safe for concurrent use.
type Bots struct {
	mu      sync.Mutex
	deleted map[string][]string // IDs by the key of the name
	created map[string]int      // how many, by the key of the name
}

// Delete notes that the plan deletes a bot, and warns if it also creates one of its name.
func (b *Bots) Delete(id, name string) []Message {
	b.mu.Lock()
	defer b.mu.Unlock()
	key := names.Key(name)
	if b.created[key] > 0 {
		b.created[key]--
		return []Message{renamed(id, name)}
	}
	if b.deleted == nil {
		b.deleted = map[string][]string{}
	}
	b.deleted[key] = append(b.deleted[key], id)
	return nil
}

// Create notes that the plan creates a bot, and warns if it also deletes one of its name.
func (b *Bots) Create(name string) []Message {
	b.mu.Lock()
	defer b.mu.Unlock()
	key := names.Key(name)
	if ids := b.deleted[key]; len(ids) > 0 {
		b.deleted[key] = ids[1:]
		return []Message{renamed(ids[0], name)}
	}
	if b.created == nil {
		b.created = map[string]int{}
	}
	b.created[key]++
	return nil
}

func renamed(id, name string) Message {
	return Message{
		fmt.Sprintf("Bot %q (%s) is deleted, and another of the same name is created", name, id),
		fmt.Sprintf("This plan permanently deletes bot %q (%s) and creates another bot %[1]q with another ID: it is in none of the old one's rooms, and only in the domains where a resource registers it.\n\n"+
			"If the block of the bot was renamed or moved, tell Terraform so, and it keeps the bot:\n\n%[3]s\n\n"+
			"If these are two bots, there is nothing to do.", name, id, MovedBlock("lineworks_bot")),
	}
}

// GoneBot warns of a bot that the service does not find. account is the service account
// of the run, "" if it is not known.
func GoneBot(id, name, account string) Message {
	credentials := "the access token of the provider"
	if account != "" {
		credentials = "service account " + account
	}
	return Message{
		fmt.Sprintf("Bot %q (%s) was not found", name, id),
		fmt.Sprintf("The state has bot %q (%s), but the service does not find it. Terraform treats it as deleted: if its block is still there, the plan creates another one, with another ID.\n\n"+
			"Either the bot was deleted elsewhere, in the Developer Console for example, or %s belongs to another tenant. "+
			"In that case do not apply; use credentials of the bot's tenant.", name, id, credentials),
	}
}

// OpenedRegistration warns of a bot that all users of a domain can use after the plan,
// although only selected members can before.
func OpenedRegistration(botID, domainID string, selectedBefore, selectedAfter bool) []Message {
	if !selectedBefore || selectedAfter {
		return nil
	}
	return []Message{{
		fmt.Sprintf("Bot %s will be open to all users of domain %s", botID, domainID),
		fmt.Sprintf("This plan sets allow_to_selected_member of the registration of bot %s in domain %s to false: "+
			"then all users of the domain may use the bot, and not only its members there.", botID, domainID),
	}}
}

// ForeignAccount is the error about an object that is not found under an account of
// another domain than the one of the account that wrote the state. It is nil if both are
// of one domain, or if one of them is not known.
func ForeignAccount(subject, writtenDomain, current string) *Message {
	now := AccountDomain(current)
	if writtenDomain == "" || now == "" || strings.EqualFold(writtenDomain, now) {
		return nil
	}
	return &Message{
		"Object not found with a service account of another domain",
		fmt.Sprintf("The service does not find %s. The state was written with a service account of the domain %s, and the provider now uses %s, of another domain. "+
			"So the object most likely still exists in its own tenant, and the provider neither removes it from the state nor reports it as deleted.\n\n"+
			"Use the credentials of a service account of %[2]s, or of another domain of its tenant. "+
			"If Terraform should forget the object, remove it from the state: terraform state rm ADDRESS (tofu state rm ADDRESS).", subject, writtenDomain, current),
	}
}

// AccountDomain is the domain of a service account, the part after the @; "" if it has
// none.
// Source: https://developers.worksmobile.com/en/docs/auth-jwt
func AccountDomain(account string) string {
	_, domain, _ := strings.Cut(account, "@")
	return domain
}
