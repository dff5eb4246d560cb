// SPDX-License-Identifier: MPL-2.0

package page

import (
	"cmp"
	"fmt"
	"strconv"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/simulator/page/changes"
)

// requestsView is the log of requests, the newest first.
type requestsView struct {
	Total string
	Items []requestItem
	Older string
}

type requestItem struct {
	Number       int
	Time         string
	Method, Path string
	Status       string
	Class        string // how it went
	Took         string
	Changes      []string
	Bot          int64
	Address      string // of the bot, if it is not the one that is shown
}

func (v *view) requests() *requestsView {
	entries, total := v.page.log.newest()
	r := &requestsView{Total: fmt.Sprintf(v.T.Count, total)}
	for _, e := range entries {
		item := requestItem{
			Number: e.Number, Bot: e.Bot, Time: clock(e.Start), Method: e.Method, Path: e.Path, Status: strconv.Itoa(e.Status),
			Class: statusClass(e.Status), Took: fmt.Sprintf(v.T.Milliseconds, e.Took.Milliseconds()),
		}
		if e.Status == 0 {
			item.Status = v.T.NoResponse
		}
		for _, change := range e.Changes {
			item.Changes = append(item.Changes, v.change(change))
		}
		if e.More > 0 {
			item.Changes = append(item.Changes, fmt.Sprintf(v.T.MoreChanges, e.More))
		}
		if e.Bot != 0 && len(e.Changes) > 0 && e.Bot != v.Bot.BotID {
			item.Address = v.link("", func(s *state) { s.Bot, s.Room = e.Bot, "" })
		}
		r.Items = append(r.Items, item)
	}
	if older := total - len(entries); older > 0 {
		r.Older = fmt.Sprintf(v.T.OlderRequests, older)
	}
	return r
}

func statusClass(status int) string {
	switch {
	case status >= 500 || status == 0:
		return "failed"
	case status >= 400:
		return "refused"
	default:
		return "fine"
	}
}

// change is a change in words.
func (v *view) change(c changes.Change) string {
	object := fmt.Sprintf(v.T.Kinds[c.Kind], c.ID)
	if c.Kind == changes.Member {
		object = fmt.Sprintf(v.T.Kinds[c.Kind], v.cast.name(c.ID), c.Of)
	}
	detail := cmp.Or(c.Before, c.After)
	switch {
	case c.Verb == changes.Deleted:
		object = fmt.Sprintf(v.T.Deleted, object)
	case c.Verb == changes.Created:
		object = fmt.Sprintf(v.T.Created, object)
	case c.Property == "":
		object = fmt.Sprintf(v.T.Changed, object)
	default:
		detail = fmt.Sprintf("%s: %s → %s", c.Property, cmp.Or(c.Before, v.T.Nothing), cmp.Or(c.After, v.T.Nothing))
		if c.Kind == changes.Bot { // the request names it
			return detail
		}
	}
	if detail == "" {
		return object
	}
	return object + ": " + detail
}
