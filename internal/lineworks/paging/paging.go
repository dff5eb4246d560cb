// SPDX-License-Identifier: MPL-2.0

// Package paging reads the lists of the API, page after page.
package paging

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"maps"
	"net/url"
	"slices"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/rest"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/wire"
)

// pageSize is the largest that lists allow. It is always sent, since one language
// of the manual calls it required. See https://developers.worksmobile.com/en/docs/bot-list.
const pageSize = "100"

// Page is one page of a list whose elements stand under a name of their own.
type Page map[string]json.RawMessage

// Elements returns the elements of a list under name. A text in place of the array is taken
// for its one element, so that the type of the elements decides about it.
func Elements[T any](p Page, name string) ([]T, error) {
	var out wire.List[T]
	if raw, ok := p[name]; ok {
		if raw[0] == '"' && string(raw) != `""` {
			raw = slices.Concat([]byte("["), raw, []byte("]"))
		}
		if err := json.Unmarshal(raw, &out); err != nil {
			return nil, fmt.Errorf("the %s in the response cannot be decoded: %w", name, err)
		}
	}
	return out, nil
}

const (
	// maxPages bounds a list whose greatest length is not documented.
	maxPages = 10_000
	// overLimit is how many times the documented number of objects a list may have: the
	// vendor may raise a limit.
	overLimit = 10
	// maxEmptyPages is how many pages without elements may follow each other.
	maxEmptyPages = 10
)

// Listed is an element of a list.
type Listed interface {
	// ListID tells the element apart from the others.
	ListID() string
}

// All iterates over all elements of a list, fetching page after page. The
// first error ends it. Each use starts again from the first page. A list that does not end
// is an error, and never a shorter list. An element that comes again on a later page, since
// the list has changed in between, is left out there; one that is twice on one page is an error.
func All[T any, P interface {
	*T
	Listed
}](ctx context.Context, c *rest.Client, op rest.Operation, name string, in rest.Args) iter.Seq2[*T, error] {
	return func(yield func(*T, error) bool) {
		query := url.Values{"count": {pageSize}}
		maps.Copy(query, in.Query)
		args := in
		args.Query = query
		end := listEnd{op: op, cursors: make(map[string]bool), ids: make(map[string]int)}
		for {
			items, cursor, err := onePage[T](ctx, c, op, name, args)
			if err != nil {
				yield(nil, err)
				return
			}
			fresh := make([]*T, 0, len(items))
			for i := range items {
				// An element without an id, which the caller refuses, is taken for a new one.
				id := P(&items[i]).ListID()
				page, listed := end.ids[id]
				end.ids[id] = end.pages
				if listed = listed && id != ""; listed && page == end.pages {
					yield(nil, rest.NotAPI(op, fmt.Errorf("one page of the response has the id %s twice", id)))
					return
				}
				if !listed {
					fresh = append(fresh, &items[i])
				}
			}
			for _, item := range fresh {
				if !yield(item, nil) {
					return
				}
			}
			if cursor == "" {
				return
			}
			if err := end.next(len(items), len(fresh), cursor); err != nil {
				yield(nil, err)
				return
			}
			query.Set("cursor", cursor)
		}
	}
}

// listEnd recognizes a list that does not end. Its memory is bounded by the limits that it
// enforces.
type listEnd struct {
	op      rest.Operation
	cursors map[string]bool // those of all pages
	ids     map[string]int  // those of all elements, with the last page that had them
	pages   int
	empty   int // pages without elements, up to the last one
}

// next returns an error if no further page may follow one with so many elements, of which fresh
// are new.
func (e *listEnd) next(elements, fresh int, cursor string) error {
	e.pages++
	e.empty++
	if elements > 0 {
		e.empty = 0
	}
	reason := ""
	switch limit := overLimit * e.op.MaxObjects; {
	case e.cursors[cursor]:
		reason = "the service repeated a cursor"
	case elements > 0 && fresh == 0:
		reason = "the service repeated a page"
	case e.empty > maxEmptyPages:
		reason = fmt.Sprintf("%d pages without elements followed each other", e.empty)
	case limit > 0 && len(e.ids) >= limit:
		reason = fmt.Sprintf("it has more than %d objects, and the service allows %d", len(e.ids), e.op.MaxObjects)
	case e.pages >= maxPages:
		reason = fmt.Sprintf("it has more than %d pages", e.pages)
	}
	e.cursors[cursor] = true
	if reason == "" {
		return nil
	}
	return rest.NotAPI(e.op, errors.New("the list does not end: "+reason))
}

// onePage returns the elements of a page, and the cursor of the next one, empty if there is
// none.
func onePage[T any](ctx context.Context, c *rest.Client, op rest.Operation, name string, in rest.Args) ([]T, string, error) {
	p, err := rest.Call[Page](ctx, c, op, in)
	if err != nil {
		return nil, "", err
	}
	items, err := Elements[T](*p, name)
	if err != nil {
		return nil, "", rest.NotAPI(op, err)
	}
	// How a list ends is not documented: null, "" and absence of the cursor all do.
	var meta struct {
		NextCursor wire.Text `json:"nextCursor"`
	}
	if raw, ok := (*p)["responseMetaData"]; ok {
		if err := json.Unmarshal(raw, &meta); err != nil {
			return nil, "", rest.NotAPI(op, fmt.Errorf("the responseMetaData in the response cannot be understood: %w", err))
		}
	}
	// Neither a list nor its end: this is a proxy's JSON.
	if (*p)[name] == nil && (*p)["responseMetaData"] == nil && (len(*p) > 0 || !op.BareList) {
		return nil, "", rest.NotAPI(op, errors.New("the response holds no list"))
	}
	return items, string(meta.NextCursor), nil
}
