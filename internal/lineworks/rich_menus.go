// SPDX-License-Identifier: MPL-2.0

package lineworks

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"net/url"
	"sync"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/paging"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/recovery"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/rest"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/wire"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/names"
)

// RichMenusService manages the rich menus of a bot, their pictures, the default, and the
// assignments to users, which take precedence over the default. Writes to one bot wait for
// each other.
type RichMenusService struct {
	client *Client

	mu sync.Mutex
	// defaults has the default that this client has set for a bot; "" if it has ended it.
	defaults map[string]string
	creates  map[string]*recovery.Tracker[RichMenu] // by bot
}

// RichMenuSummary names a rich menu.
type RichMenuSummary struct {
	RichMenuID   string
	RichMenuName string
}

// Any returns one rich menu of a bot, or nil if it has none.
//
// API: https://developers.worksmobile.com/en/docs/bot-richmenu-list
func (s *RichMenusService) Any(ctx context.Context, botID string) (*RichMenuSummary, error) {
	out, err := rest.Call[paging.Page](ctx, s.client.rest, opListRichMenus, rest.Args{IDs: []string{botID}, Query: url.Values{"count": {"1"}}})
	if err != nil {
		return nil, err
	}
	menus, err := paging.Elements[struct {
		RichMenuID   wire.ID `json:"richmenuId"`
		RichMenuName string  `json:"richmenuName"`
	}](*out, "richmenus")
	switch {
	case err != nil:
		return nil, rest.NotAPI(opListRichMenus, err)
	case len(menus) == 0:
		// Neither property of the response is marked as required, so {} is an empty list, too.
		return nil, nil
	case menus[0].RichMenuID == "":
		return nil, rest.NotAPI(opListRichMenus, errors.New("a rich menu in the response has no richmenuId"))
	}
	return &RichMenuSummary{RichMenuID: string(menus[0].RichMenuID), RichMenuName: menus[0].RichMenuName}, nil
}

// Create creates a rich menu, without a picture; the id in m is ignored. The service deletes
// the bot's persistent menu. The result may have the id only; see [RichMenu.Complete]. If the
// response is lost or has no id, Create looks for the menu as [BotsService.Create] does for a
// bot. The menus that existed before are listed once for each bot, unless this client created
// the bot.
//
// API: https://developers.worksmobile.com/en/docs/bot-richmenu-create
func (s *RichMenusService) Create(ctx context.Context, botID string, m *RichMenu) (menu *RichMenu, adopted bool, err error) {
	if m == nil {
		return nil, false, errors.New(opCreateRichMenu.String() + ": nothing to write")
	}
	return s.create(ctx, botID, m, func(ctx context.Context) (*RichMenu, error) {
		out, err := rest.Call[richMenuWire](ctx, s.client.rest, opCreateRichMenu, rest.Args{IDs: []string{botID}, Body: newRichMenuWire(m)})
		if err != nil {
			return nil, err
		}
		return out.menu(), nil
	})
}

// FindCreated looks for a menu that was created with m, as after a lost response: the bot turned
// out not to have a menu with the id that the response to the create had.
func (s *RichMenusService) FindCreated(ctx context.Context, botID string, m *RichMenu, wrongID string) (*RichMenu, error) {
	found, _, err := s.create(ctx, botID, m, func(context.Context) (*RichMenu, error) { return nil, notThere(opCreateRichMenu, wrongID) })
	return found, err
}

func (s *RichMenusService) create(ctx context.Context, botID string, m *RichMenu, send func(context.Context) (*RichMenu, error)) (menu *RichMenu, adopted bool, err error) {
	body, err := json.Marshal(newRichMenuWire(m))
	if err != nil {
		return nil, false, fmt.Errorf("%s: %w", opCreateRichMenu, err)
	}
	// Create holds the lock while it looks for the menu, too: the service may still be
	// carrying out the request.
	unlock, err := s.client.lockBot(ctx, opCreateRichMenu, botID)
	if err != nil {
		return nil, false, err
	}
	defer unlock()
	before, err := s.snapshot(ctx, botID)
	if err != nil {
		return nil, false, err
	}
	return s.tracker(botID).Create(ctx, recovery.Create[RichMenu]{
		Name:    m.RichMenuName,
		Body:    string(body),
		Before:  before,
		List:    func(ctx context.Context) ([]recovery.Listed[RichMenu], error) { return s.list(ctx, botID) },
		Get:     func(ctx context.Context, id string) (*RichMenu, error) { return s.Get(ctx, botID, id) },
		ID:      func(m *RichMenu) string { return m.RichMenuID },
		Compare: m.compare,
		Send:    send,
	})
}

// tracker returns the tracker of the rich menus of a bot.
func (s *RichMenusService) tracker(botID string) *recovery.Tracker[RichMenu] {
	s.mu.Lock()
	defer s.mu.Unlock()
	t, ok := s.creates[botID]
	if !ok {
		t = newTracker[RichMenu](opCreateRichMenu)
		s.creates[botID] = t
	}
	return t
}

// Existing lists the rich menus that a bot had when this client first created one for it or
// first called Existing, as [BotsService.Existing] does for bots. A bot that this client has
// created had none.
func (s *RichMenusService) Existing(ctx context.Context, botID string) ([]Named, error) {
	before, err := s.snapshot(ctx, botID)
	if err != nil {
		return nil, err
	}
	return s.tracker(botID).Existing(before)
}

func (s *RichMenusService) snapshot(ctx context.Context, botID string) (*recovery.Snapshot, error) {
	if s.client.Bots.CreatedHere(botID) {
		return &recovery.Snapshot{}, nil // too new to have menus of other clients
	}
	return snapshot(ctx, s.client, listKey{botID: botID}, func(ctx context.Context) ([]recovery.Listed[RichMenu], error) {
		return s.list(ctx, botID)
	})
}

// list lists the rich menus of a bot. Lists are documented to have all of a menu; one that is
// not complete has to be read.
func (s *RichMenusService) list(ctx context.Context, botID string) ([]recovery.Listed[RichMenu], error) {
	var all []recovery.Listed[RichMenu]
	for menu, err := range s.All(ctx, botID) {
		if err != nil {
			return nil, err
		}
		l := recovery.Listed[RichMenu]{Named: Named{ID: menu.RichMenuID, Name: menu.RichMenuName}}
		if menu.Complete() {
			l.Complete = menu
		}
		all = append(all, l)
	}
	return all, nil
}

// Get reads a rich menu.
//
// API: https://developers.worksmobile.com/en/docs/bot-richmenu-get
func (s *RichMenusService) Get(ctx context.Context, botID, richMenuID string) (*RichMenu, error) {
	out, err := rest.Call[richMenuWire](ctx, s.client.rest, opGetRichMenu, rest.Args{IDs: []string{botID, richMenuID}})
	if err != nil {
		return nil, err
	}
	return out.menu(), nil
}

// Delete deletes a rich menu. If there is none, the error matches [ErrNotFound],
// unless an earlier attempt of this call, whose response was lost, may have deleted it.
//
// API: https://developers.worksmobile.com/en/docs/bot-api
func (s *RichMenusService) Delete(ctx context.Context, botID, richMenuID string) error {
	_, err := writeToBot[struct{}](ctx, s.client, opDeleteRichMenu, rest.Args{IDs: []string{botID, richMenuID}})
	return err
}

// All iterates over the rich menus of a bot. The first error ends it.
//
// API: https://developers.worksmobile.com/en/docs/bot-richmenu-list
func (s *RichMenusService) All(ctx context.Context, botID string) iter.Seq2[*RichMenu, error] {
	return func(yield func(*RichMenu, error) bool) {
		for wire, err := range paging.All[richMenuWire](ctx, s.client.rest, opListRichMenus, "richmenus", rest.Args{IDs: []string{botID}}) {
			if err == nil && wire.RichMenuID == "" {
				err = rest.NotAPI(opListRichMenus, errors.New("a rich menu in the response has no richmenuId"))
			}
			if err != nil {
				yield(nil, err)
				return
			}
			if !yield(wire.menu(), nil) {
				return
			}
		}
	}
}

// RichMenuImage is the picture of a rich menu: the id of an uploaded file, and ids of others
// by language, such as "ja_JP". The service may return other ids for the same picture each
// time.
type RichMenuImage struct {
	FileID      string
	I18nFileIDs map[string]string
}

// SetImage sets the picture of a rich menu to a file that was uploaded less than 24 hours
// ago, and to others by language.
//
// API: https://developers.worksmobile.com/en/docs/bot-richmenu-image-set
func (s *RichMenusService) SetImage(ctx context.Context, botID, richMenuID, fileID string, i18nFileIDs map[string]string) error {
	body := imageWire{FileID: wire.ID(fileID), I18nFileIDs: wire.NewTranslations(i18nFileIDs, "fileId")}
	_, err := writeToBot[struct{}](ctx, s.client, opSetRichMenuImage, rest.Args{IDs: []string{botID, richMenuID}, Body: body})
	return err
}

// Image returns the picture of a rich menu. If there is none, the error matches
// [ErrNotFound], in whichever way the service says so.
//
// API: https://developers.worksmobile.com/en/docs/bot-richmenu-image-get
func (s *RichMenusService) Image(ctx context.Context, botID, richMenuID string) (*RichMenuImage, error) {
	out, err := rest.Call[wire.Maybe[imageWire, *imageWire]](ctx, s.client.rest, opGetRichMenuImage, rest.Args{IDs: []string{botID, richMenuID}})
	if err != nil {
		return nil, err
	}
	image := out.Get()
	if image.FileID == "" {
		return nil, &notSetError{op: opGetRichMenuImage, seen: "rich menu " + richMenuID + " of bot " + botID + " has no image"}
	}
	return &RichMenuImage{FileID: string(image.FileID), I18nFileIDs: wire.Texts(image.I18nFileIDs, "fileId")}, nil
}

// imageWire is a picture in a request or a response.
type imageWire struct {
	FileID      wire.ID           `json:"fileId"`
	I18nFileIDs wire.Translations `json:"i18nFileIds,omitempty"`
}

func (*imageWire) Property() string { return "fileId" }

// Size is the size of a rich menu in pixels: a width of 2500 and a height of 843
// or 1686.
type Size struct{ Width, Height int64 }

// Bounds is a rectangle in a rich menu in pixels, from the upper left.
type Bounds struct{ X, Y, Width, Height int64 }

// Area is a part of a rich menu, and the action of a tap on it.
type Area struct {
	Bounds Bounds
	Action Action
}

// RichMenu is a menu that is shown as a picture. Absent, null and empty values are all the
// zero value.
//
// See https://developers.worksmobile.com/en/docs/bot-richmenu-get.
type RichMenu struct {
	RichMenuID   string
	RichMenuName string
	Size         Size
	// Areas are 1 to 20, in the order of the service.
	Areas []Area
}

// Complete reports whether a response had the whole menu.
func (m *RichMenu) Complete() bool {
	for i := range m.Areas {
		if m.Areas[i].Action.Type == "" {
			return false
		}
	}
	return m.RichMenuID != "" && m.RichMenuName != "" && m.Size.Width > 0 && m.Size.Height > 0 && len(m.Areas) > 0
}

// richMenuWire is a rich menu in a request or a response.
type richMenuWire struct {
	RichMenuID   wire.ID             `json:"richmenuId,omitempty"`
	RichMenuName string              `json:"richmenuName"`
	Size         sizeWire            `json:"size"`
	Areas        wire.List[areaWire] `json:"areas"`
}

type sizeWire struct {
	Width  int64 `json:"width"`
	Height int64 `json:"height"`
}

type boundsWire struct {
	X      int64 `json:"x"`
	Y      int64 `json:"y"`
	Width  int64 `json:"width"`
	Height int64 `json:"height"`
}

type areaWire struct {
	Bounds boundsWire `json:"bounds"`
	Action actionWire `json:"action"`
}

// newRichMenuWire leaves out the id, which the service assigns.
func newRichMenuWire(m *RichMenu) *richMenuWire {
	w := &richMenuWire{
		RichMenuName: m.RichMenuName,
		Size:         sizeWire(m.Size),
		Areas:        make(wire.List[areaWire], 0, len(m.Areas)),
	}
	for i := range m.Areas {
		area := &m.Areas[i]
		w.Areas = append(w.Areas, areaWire{Bounds: boundsWire(area.Bounds), Action: newActionWire(&area.Action)})
	}
	return w
}

// compare compares a menu with the request that may have created it, without the ids. The
// service is not known to rewrite values, and the default of each field is its empty value,
// so that a menu is identical or different.
func (m *RichMenu) compare(got *RichMenu) recovery.Match {
	// A wire form has nothing that cannot be encoded.
	sent, _ := json.Marshal(newRichMenuWire(m))
	found, _ := json.Marshal(newRichMenuWire(got))
	if names.Equal(string(sent), string(found)) {
		return recovery.Identical
	}
	return recovery.Different
}

// Check refuses an object that is not a rich menu.
func (w *richMenuWire) Check() error {
	if w.RichMenuID == "" {
		return errors.New("the response has no richmenuId")
	}
	return nil
}

func (w *richMenuWire) menu() *RichMenu {
	m := &RichMenu{RichMenuID: string(w.RichMenuID), RichMenuName: w.RichMenuName, Size: Size(w.Size)}
	for i := range w.Areas {
		area := &w.Areas[i]
		m.Areas = append(m.Areas, Area{Bounds: Bounds(area.Bounds), Action: area.Action.action()})
	}
	return m
}

func (*richMenuWire) Property() string { return "richmenuId" }

// ListID is for [paging.Listed].
func (w *richMenuWire) ListID() string { return string(w.RichMenuID) }
