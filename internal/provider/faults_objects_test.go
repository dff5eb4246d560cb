// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/acctest"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
)

// object is a managed object whose whole life is led through faults.
type object struct {
	// before creates the objects that the object needs.
	before func(t *testing.T, s *tenant)
	config func(s *tenant) acctest.Values
	// changed is config after a change; nil where nothing can be changed in place.
	changed acctest.Values
	// count counts the objects of its kind.
	count func(s *tenant) int
	// named tells that it has an ID of the service, so that one which was created and is
	// not in the state is an orphan. Any other is found by the next apply, since the
	// configuration names it.
	named bool
	// unlisted tells that the API cannot even list it.
	unlisted bool
	// kept tells that there is nothing to delete.
	kept bool
}

// tenant is a tenant for one object.
type tenant struct {
	*acctest.Tenant

	bot          int64
	menu, other  string // rich menus
	light, shade string // files of pictures

	fixed int64 // a bot with a persistent menu
	room  string
}

const domain = 10000001

func (s *tenant) id() string { return strconv.FormatInt(s.bot, 10) }

func (s *tenant) registrations() []mockserver.Domain { return s.API.Domains(s.bot) }

func withBot(_ *testing.T, s *tenant) {
	s.bot = s.API.AddBot(mockserver.Bot{
		BotName: "Desk", PhotoURL: "https://example.com/a.png", Description: "Answers.", Administrators: []string{"u1"},
	})
}

func withMenus(t *testing.T, s *tenant) {
	t.Helper()
	withBot(t, s)
	whole := mockserver.RichMenu{RichMenuName: "Main", Size: mockserver.Size{Width: 2500, Height: 843}, Areas: []mockserver.Area{{
		Bounds: mockserver.Bounds{Width: 2500, Height: 843}, Action: mockserver.Action{Type: "message", Label: "Help", Text: "Help"},
	}}}
	picture := mockserver.MenuImage{Picture: mockserver.Picture{FileName: "a.png", ContentType: "image/png", Content: mockserver.PlainPNG(whole.Size, 9)}}
	s.menu, s.other = s.API.AddRichMenu(s.bot, whole), s.API.AddRichMenu(s.bot, whole)
	for _, id := range []string{s.menu, s.other} {
		if !s.API.SetRichMenuImage(s.bot, id, picture) {
			t.Fatalf("got no rich menu %s for the picture, want one", id)
		}
	}
}

// count is 1 if the condition holds.
func count(condition bool) int {
	if condition {
		return 1
	}
	return 0
}

func action(label string) acctest.Values {
	return acctest.Values{"type": "message", "label": label, "text": label}
}

// objects are one of each kind.
func objects() map[string]object {
	return map[string]object{
		"lineworks_bot": {
			before: func(*testing.T, *tenant) {},
			config: func(*tenant) acctest.Values {
				return acctest.Values{
					"bot_name": "New", "photo_url": "https://example.com/a.png", "description": "Answers.", "administrators": []string{"u1"},
				}
			},
			changed: acctest.Values{"description": "Answers all."},
			count:   func(s *tenant) int { return len(s.API.Bots()) },
			named:   true,
		},
		"lineworks_persistent_menu": {
			before: withBot,
			config: func(s *tenant) acctest.Values {
				return acctest.Values{"bot_id": s.id(), "actions": []any{action("Help")}}
			},
			changed: acctest.Values{"actions": []any{action("Help"), action("More")}},
			count:   func(s *tenant) int { _, found := s.API.PersistentMenu(s.bot); return count(found) },
		},
		"lineworks_bot_domain": {
			before: withBot,
			config: func(s *tenant) acctest.Values {
				return acctest.Values{"bot_id": s.id(), "domain_id": strconv.Itoa(domain), "visible": true}
			},
			changed: acctest.Values{"visible": false},
			count:   func(s *tenant) int { return len(s.registrations()) },
		},
		"lineworks_bot_domain_member": {
			before: func(t *testing.T, s *tenant) {
				t.Helper()
				withBot(t, s)
				s.API.SetDomain(s.bot, mockserver.Domain{DomainID: domain, AllowToSelectedMember: true})
			},
			config: func(s *tenant) acctest.Values {
				return acctest.Values{"bot_id": s.id(), "domain_id": strconv.Itoa(domain), "user_id": "u1"}
			},
			count: func(s *tenant) int { return len(s.registrations()[0].Members) },
		},
		"lineworks_bot_secret": {
			before: withBot,
			config: func(s *tenant) acctest.Values {
				return acctest.Values{"bot_id": s.id(), "keepers": map[string]string{"year": "1"}}
			},
			changed: acctest.Values{"keepers": map[string]string{"year": "2"}},
			count:   func(s *tenant) int { return len(s.API.Bots()) },
			kept:    true,
		},
		"lineworks_channel": {
			before: withBot,
			config: func(s *tenant) acctest.Values {
				return acctest.Values{"bot_id": s.id(), "members": []string{"u1"}, "title": "Room"}
			},
			count:    func(s *tenant) int { return len(s.API.Channels(s.bot)) },
			named:    true,
			unlisted: true,
		},
		"lineworks_rich_menu": {
			before: func(t *testing.T, s *tenant) {
				t.Helper()
				withBot(t, s)
				s.light, s.shade = filepath.Join(t.TempDir(), "light.png"), filepath.Join(t.TempDir(), "shade.png")
				for name, shade := range map[string]uint8{s.light: 200, s.shade: 20} {
					if err := os.WriteFile(name, mockserver.PlainPNG(mockserver.Size{Width: 2500, Height: 843}, shade), 0o600); err != nil {
						t.Fatal(err)
					}
				}
			},
			config: func(s *tenant) acctest.Values {
				return acctest.Values{
					"bot_id": s.id(), "rich_menu_name": "Main", "size": acctest.Values{"width": 2500, "height": 843}, "image": s.light,
					"areas": []any{acctest.Values{
						"bounds": acctest.Values{"x": 0, "y": 0, "width": 2500, "height": 843}, "action": action("Help"),
					}},
				}
			},
			changed: acctest.Values{"image": "shade"}, // see tenant.after
			count:   func(s *tenant) int { return len(s.API.RichMenus(s.bot)) },
			named:   true,
		},
		"lineworks_default_rich_menu": {
			before:  withMenus,
			config:  func(s *tenant) acctest.Values { return acctest.Values{"bot_id": s.id(), "rich_menu_id": s.menu} },
			changed: acctest.Values{"rich_menu_id": "other"}, // see tenant.after
			count:   func(s *tenant) int { return count(s.API.DefaultRichMenu(s.bot) != "") },
		},
		"lineworks_user_rich_menu": {
			before: withMenus,
			config: func(s *tenant) acctest.Values {
				return acctest.Values{"bot_id": s.id(), "user_id": "u1", "rich_menu_id": s.menu}
			},
			changed: acctest.Values{"rich_menu_id": "other"}, // see tenant.after
			count:   func(s *tenant) int { return len(s.API.UserRichMenus(s.bot)) },
		},
	}
}

// after is the configuration that an object is changed to.
func (s *tenant) after(o object) acctest.Values {
	more := acctest.Values{}
	for name, v := range o.changed {
		switch v {
		case "shade":
			v = s.shade
		case "other":
			v = s.other
		}
		more[name] = v
	}
	return o.config(s).With(more)
}
