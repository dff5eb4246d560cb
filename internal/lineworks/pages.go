// SPDX-License-Identifier: MPL-2.0

package lineworks

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"net/url"
	"slices"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/rest"
)

// pageSize is the largest that lists allow. It is always sent, since one language
// of the manual calls it required. See https://developers.worksmobile.com/en/docs/bot-list.
const pageSize = "100"

// page is one page of a list whose elements stand under a name of their own.
type page map[string]json.RawMessage

// elements returns the elements under name. A text in place of the array is taken
// for its one element, so that the type of the elements decides about it.
func elements[T any](p page, name string) ([]T, error) {
	var out wireList[T]
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

// pages iterates over all elements of a list, fetching page after page. The
// first error ends it. Each use starts again from the first page.
func pages[T any](ctx context.Context, c *Client, op rest.Operation, name string, ids ...string) iter.Seq2[*T, error] {
	return func(yield func(*T, error) bool) {
		query := url.Values{"count": {pageSize}}
		seen := make(map[string]bool)
		for {
			items, cursor, err := onePage[T](ctx, c, op, name, rest.Args{IDs: ids, Query: query})
			if err != nil {
				yield(nil, err)
				return
			}
			for i := range items {
				if !yield(&items[i], nil) {
					return
				}
			}
			if cursor == "" {
				return
			}
			if seen[cursor] {
				yield(nil, fmt.Errorf("%s: the list does not end: the service repeated a cursor", op))
				return
			}
			seen[cursor] = true
			query.Set("cursor", cursor)
		}
	}
}

// onePage returns the elements of a page, and the cursor of the next one, empty if there is
// none.
func onePage[T any](ctx context.Context, c *Client, op rest.Operation, name string, in rest.Args) ([]T, string, error) {
	p, err := rest.Call[page](ctx, c.rest, op, in)
	if err != nil {
		return nil, "", err
	}
	items, err := elements[T](*p, name)
	if err != nil {
		return nil, "", notAPI(op, err)
	}
	// How a list ends is not documented: null, "" and absence of the cursor all do.
	var meta struct {
		NextCursor wireText `json:"nextCursor"`
	}
	if raw, ok := (*p)["responseMetaData"]; ok {
		if err := json.Unmarshal(raw, &meta); err != nil {
			return nil, "", notAPI(op, fmt.Errorf("the responseMetaData in the response cannot be understood: %w", err))
		}
	}
	// Neither a list nor its end: this is a proxy's JSON.
	if (*p)[name] == nil && (*p)["responseMetaData"] == nil && (len(*p) > 0 || !op.BareList) {
		return nil, "", notAPI(op, errors.New("the response holds no list"))
	}
	return items, string(meta.NextCursor), nil
}
