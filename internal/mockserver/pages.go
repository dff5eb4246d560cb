// SPDX-License-Identifier: MPL-2.0

package mockserver

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver/cursor"
)

// Paging of every list, https://developers.worksmobile.com/en/docs/bot-list.
const (
	defaultCount = 50
	maxCount     = 100
)

// page responds with the part of items, whose order is nowhere promised, that count and
// cursor ask for.
func (s *Server) page(c *call, field string, items []any) response {
	if s.quirks.ReverseLists {
		slices.Reverse(items)
	}
	return s.orderedPage(c, field, items)
}

// orderedPage is page for a list whose order the vendor promises.
func (s *Server) orderedPage(c *call, field string, items []any) response {
	query := c.request.URL.Query()
	count, refusal := s.count(c, query)
	if refusal != nil {
		return *refusal
	}
	here := query.Get("cursor")
	start, ok := cursor.Read(c.path, here)
	if !ok {
		return invalid("cursor is invalid.")
	}
	start = min(start, len(items))
	end := min(start+count, len(items))
	next := ""
	switch {
	case count == 0:
	case s.quirks.RepeatCursor && here != "":
		next = here
	case end < len(items):
		next = cursor.Make(c.path, end)
	}
	out := object{field: append([]any{}, items[start:end]...)}
	s.putCursor(out, next)
	return respond(http.StatusOK, out)
}

// count: https://developers.worksmobile.com/en/docs/bot-list, and
// https://developers.worksmobile.com/jp/docs/user-list for the directory, whose lists are
// empty when count is above the maximum, as a client has seen.
func (s *Server) count(c *call, query url.Values) (int, *response) {
	standard, emptyAbove := defaultCount, s.quirks.CountEmptyPage
	if c.op.directory {
		standard, emptyAbove = maxCount, !s.quirks.Directory.RefuseLongPages
	}
	if !query.Has("count") {
		return min(standard, s.opts.MaxPageSize), nil
	}
	count, err := strconv.Atoi(query.Get("count"))
	if err != nil {
		return 0, ptr(invalid("count is invalid."))
	}
	if count > maxCount && emptyAbove {
		return 0, nil
	}
	if count < 1 || count > maxCount {
		return 0, ptr(refuse(http.StatusBadRequest, codeOutOfRange, "count must be between 1 and 100."))
	}
	return min(count, s.opts.MaxPageSize), nil
}

func (s *Server) putCursor(out object, next string) {
	const meta, name = "responseMetaData", "nextCursor"
	switch {
	case next != "":
		out[meta] = object{name: next}
	case s.quirks.LastCursor == LastCursorNull:
		out[meta] = object{name: nil}
	case s.quirks.LastCursor == LastCursorEmpty:
		out[meta] = object{name: ""}
	case s.quirks.LastCursor == LastCursorMetaIsNull:
		out[meta] = nil
	case s.quirks.LastCursor == LastCursorAbsent:
		out[meta] = object{}
	}
}

func anys[T any](items []T) []any {
	out := make([]any, len(items))
	for i, item := range items {
		out[i] = item
	}
	return out
}
