// SPDX-License-Identifier: MPL-2.0

package export

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"golang.org/x/sync/errgroup"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/directory"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/program"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfvalue"
)

// parallel is how many bots are read at a time. The rate limits decide how long a large
// tenant takes, so that more would only take connections from others.
const parallel = 4

// reader reads a tenant.
type reader struct {
	client *lineworks.Client
	print  func(line string)

	mu    sync.Mutex
	notes []string
}

// read reads all bots of the tenant, with all that belongs to them.
func read(ctx context.Context, client *lineworks.Client, o Options) (*tenant, error) {
	r := &reader{client: client, print: o.Progress}
	var ids []string
	for summary, err := range client.Bots.All(ctx) {
		if err != nil {
			return nil, fmt.Errorf("listing the bots: %w", err)
		}
		ids = append(ids, summary.BotID)
	}
	bots, err := r.bots(ctx, sorted(ids))
	if err != nil {
		return nil, err
	}
	if o.UserMenus {
		if err := r.userMenus(ctx, bots, o.Names); err != nil {
			return nil, err
		}
	}
	t := &tenant{bots: bots, userMenus: o.UserMenus}
	if o.Emails {
		if t.emails, err = r.emails(ctx, peopleOf(t, o.Names, true)); err != nil {
			return nil, err
		}
	}
	slices.Sort(r.notes)
	t.notes = r.notes
	return t, nil
}

func (r *reader) note(format string, args ...any) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.notes = append(r.notes, fmt.Sprintf(format, args...))
}

// bots reads the bots that have the IDs, in their order.
func (r *reader) bots(ctx context.Context, ids []string) ([]*bot, error) {
	p := newProgress(r.print, "Reading "+program.Count(len(ids), "bot"), "bots", len(ids))
	bots := make([]*bot, len(ids))
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(parallel)
	for i, id := range ids {
		group.Go(func() error {
			b, err := r.bot(ctx, id)
			switch {
			case errors.Is(err, lineworks.ErrNotFound):
				r.note("Bot %s was deleted while the tenant was read. It is left out.", id)
			case errors.Is(err, lineworks.ErrAccessDenied): // of this bot, since the list of bots needs the same scopes
				r.note("Bot %s is left out, because the service denies access to it: %s", id, err)
			case err != nil:
				return fmt.Errorf("reading bot %s: %w", id, err)
			}
			bots[i] = b
			p.done()
			return nil
		})
	}
	if err := group.Wait(); err != nil {
		return nil, err //nolint:wrapcheck // wrapped above
	}
	return slices.DeleteFunc(bots, func(b *bot) bool { return b == nil }), nil
}

// bot reads a bot. The error matches [lineworks.ErrNotFound] if there is none, and if it was
// deleted since.
func (r *reader) bot(ctx context.Context, id string) (*bot, error) {
	got, err := r.client.Bots.Get(ctx, id)
	if err != nil {
		return nil, fmt.Errorf("the bot: %w", err)
	}
	b := &bot{Bot: got}
	if b.menu, err = r.client.PersistentMenus.Get(ctx, id); err != nil && !errors.Is(err, lineworks.ErrNotFound) {
		return nil, fmt.Errorf("its persistent menu: %w", err)
	}
	if b.registrations, err = r.registrations(ctx, b); err != nil {
		return nil, err
	}
	if b.richMenus, err = r.richMenus(ctx, id); err != nil || len(b.richMenus) == 0 {
		return b, err
	}
	// The bot names its default rich menu, too, but an import asks for it here.
	if b.defaultMenu, err = r.client.RichMenus.Default(ctx, id); err != nil && !errors.Is(err, lineworks.ErrNotFound) {
		return nil, fmt.Errorf("its default rich menu: %w", err)
	}
	if b.defaultMenu != "" && !slices.ContainsFunc(b.richMenus, func(m *lineworks.RichMenu) bool { return m.RichMenuID == b.defaultMenu }) {
		r.note("%s: its default rich menu %s is none of its rich menus. It is left out.", b.subject(), b.defaultMenu)
		b.defaultMenu = ""
	}
	return b, nil
}

func (r *reader) registrations(ctx context.Context, b *bot) ([]registration, error) {
	var all []registration
	for found, err := range r.client.Domains.All(ctx, b.BotID) {
		if err != nil {
			return nil, fmt.Errorf("its domains: %w", err)
		}
		all = append(all, registration{DomainRegistration: found})
	}
	slices.SortFunc(all, func(x, y registration) int { return tfvalue.CompareIDs(x.DomainID, y.DomainID) })
	for i := range all {
		if !all[i].AllowToSelectedMember {
			continue // all users of the domain, without a list
		}
		members, err := r.members(ctx, b.BotID, all[i].DomainID)
		if err != nil {
			return nil, err
		}
		all[i].members = members
	}
	return all, nil
}

func (r *reader) members(ctx context.Context, botID, domainID string) ([]string, error) {
	var all []string
	for id, err := range r.client.DomainMembers.All(ctx, botID, domainID) {
		switch {
		case errors.Is(err, lineworks.ErrAllMembers): // it was opened to all since
			return nil, nil
		case err != nil:
			return nil, fmt.Errorf("its members in domain %s: %w", domainID, err)
		}
		all = append(all, id)
	}
	return sorted(all), nil
}

func (r *reader) richMenus(ctx context.Context, botID string) ([]*lineworks.RichMenu, error) {
	var all []*lineworks.RichMenu
	for menu, err := range r.client.RichMenus.All(ctx, botID) {
		if err != nil {
			return nil, fmt.Errorf("its rich menus: %w", err)
		}
		all = append(all, menu)
	}
	for i, menu := range all {
		if menu.Complete() { // as documented
			continue
		}
		whole, err := r.client.RichMenus.Get(ctx, botID, menu.RichMenuID)
		if err != nil {
			return nil, fmt.Errorf("its rich menu %s: %w", menu.RichMenuID, err)
		}
		all[i] = whole
	}
	slices.SortFunc(all, func(a, b *lineworks.RichMenu) int { return tfvalue.CompareIDs(a.RichMenuID, b.RichMenuID) })
	return all, nil
}

// userMenus reads the rich menus of users. The API cannot list the users who have one, so
// each user that is known is asked for at each bot with rich menus.
func (r *reader) userMenus(ctx context.Context, bots []*bot, names *Names) error {
	people := names.ids(kindUser)
	var withMenus []*bot
	for _, b := range bots {
		people = append(people, b.people()...)
		if len(b.richMenus) > 0 {
			b.userMenus = map[string][]string{}
			withMenus = append(withMenus, b)
		}
	}
	people = sorted(people)
	p := newProgress(r.print, fmt.Sprintf("Asking for the rich menus of %s at %s", program.Count(len(people), "user"), program.Count(len(withMenus), "bot")),
		"rich menus of users", len(people)*len(withMenus))
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(parallel)
	for _, b := range withMenus {
		group.Go(func() error {
			for _, user := range people {
				if err := r.userMenu(ctx, b, user); err != nil {
					return err
				}
				p.done()
			}
			return nil
		})
	}
	return group.Wait() //nolint:wrapcheck // wrapped above
}

func (r *reader) userMenu(ctx context.Context, b *bot, user string) error {
	menu, err := r.client.RichMenus.UserMenu(ctx, b.BotID, user)
	switch {
	case errors.Is(err, lineworks.ErrNotFound): // the default, or none
	case lineworks.Refused(err) && !lineworks.FailsAll(err):
		// How the service responds about a user who may not use the bot is not documented.
		r.note("%s: the rich menu of user %s could not be read. It is left out. %s", b.subject(), user, err)
	case err != nil:
		return fmt.Errorf("reading the rich menu of user %s at %s: %w", user, b.subject(), err)
	default:
		b.userMenus[menu.RichMenuID] = append(b.userMenus[menu.RichMenuID], user)
	}
	return nil
}

// emails returns the login e-mail addresses of the users that have one which leads back to
// them, by their IDs: the configuration looks people up that way. Those whose account is known
// not to be active have none.
func (r *reader) emails(ctx context.Context, ids []string) (map[string]string, error) {
	// An address takes two requests, of one operation.
	r.print(withLeastTime("Looking up the e-mail addresses of "+program.Count(len(ids), "user"), 2*len(ids)))
	var keys []directory.Key
	for _, id := range ids {
		keys = append(keys, directory.Key{ID: id})
	}
	byID, err := r.client.Directory.Lookup(ctx, keys, false)
	if err != nil {
		return nil, fmt.Errorf("looking up the e-mail addresses of people: %w", err)
	}
	var found []string
	keys = nil
	for i, result := range byID {
		// The data source takes active accounts only, as far as the scope shows it.
		if result.Err == nil && result.User.Email != "" && !result.User.Inactive() {
			found, keys = append(found, ids[i]), append(keys, directory.Key{Email: result.User.Email})
		}
	}
	back, err := r.client.Directory.Lookup(ctx, keys, false)
	if err != nil {
		return nil, fmt.Errorf("looking up people by their e-mail addresses: %w", err)
	}
	emails := map[string]string{}
	for i, result := range back {
		if result.Err == nil && result.User.UserID == found[i] {
			emails[found[i]] = keys[i].Email
		}
	}
	unknown := slices.DeleteFunc(slices.Clone(ids), func(id string) bool { return emails[id] != "" })
	if len(unknown) > 0 {
		r.note("%d of %s cannot be looked up by e-mail, and may have left or be suspended. The IDs are written: %s.", len(unknown), program.Count(len(ids), "user"), strings.Join(unknown, ", "))
	}
	return emails, nil
}
