// SPDX-License-Identifier: MPL-2.0

package mockserver

import (
	"encoding/json"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"time"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver/form"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver/schema"
)

// Request is one entry of the request log. It holds no secrets.
type Request struct {
	Method string
	// Path is the escaped path below the base.
	Path string
	// Operation is method and path template, such as "PATCH /bots/{botId}" or
	// "POST /token"; for an unknown operation it is method and path.
	Operation string
	Query     url.Values
	// Header is the header of the request, with the value of Authorization redacted.
	Header http.Header
	// Body is the JSON object sent, nil when there was none. Has tells a
	// property that was left out from one that is empty.
	Body map[string]json.RawMessage
	// Form are the parameters of the token endpoint, with the secrets redacted.
	Form url.Values
	// Upload is the file that was sent to an upload address, nil otherwise. The
	// operation of such a request is "POST {uploadUrl}".
	Upload *Upload
	// Status of the response; 0 while under way or when none was given.
	Status     int
	Start, End time.Time
	RemoteAddr string
	// Unknown are the paths of properties that no page of the vendor knows.
	Unknown []string
	// Duplicates are the paths of properties that the body has more than once.
	Duplicates []string
	// Token tells access tokens apart: 1 is the first one issued; 0 means that
	// no valid one was sent.
	Token int
}

// Has reports whether the top level of the JSON body holds the property, be it
// empty or null.
func (r Request) Has(field string) bool {
	_, found := r.Body[field]
	return found
}

func (r Request) clone() Request {
	r.Query, r.Form = form.Clone(r.Query), form.Clone(r.Form)
	r.Header = r.Header.Clone()
	r.Body = maps.Clone(r.Body)
	r.Unknown, r.Duplicates = slices.Clone(r.Unknown), slices.Clone(r.Duplicates)
	if r.Upload != nil {
		r.Upload = ptr(*r.Upload)
	}
	return r
}

// Requests returns the log in order of arrival.
func (s *Server) Requests() []Request {
	s.mu.Lock()
	defer s.mu.Unlock()
	requests := make([]Request, len(s.log))
	for i, r := range s.log {
		requests[i] = r.clone()
	}
	return requests
}

// ResetRequests empties the log, the timelines and the count of overlapping writes.
func (s *Server) ResetRequests() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.log, s.overlaps = nil, overlapCount{}
	clear(s.timelines)
}

// Count returns how many requests of an operation have arrived, with or without a response.
func (s *Server) Count(operation string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	count := 0
	for _, r := range s.log {
		if r.Operation == operation {
			count++
		}
	}
	return count
}

// arrive notes a request and picks the fault that is scripted for it.
func (s *Server) arrive(c *call) *Fault {
	s.mu.Lock()
	defer s.mu.Unlock()
	r := c.request
	c.entry = &Request{
		Method:     r.Method,
		Path:       c.path,
		Operation:  c.name,
		Query:      form.Redact(r.URL.Query()),
		Header:     r.Header.Clone(),
		Start:      s.opts.Now(),
		RemoteAddr: r.RemoteAddr,
	}
	if len(r.Header.Values("Authorization")) > 0 {
		c.entry.Header.Set("Authorization", form.Redacted)
	}
	switch {
	case c.op != nil && c.op.base == AuthPath:
		c.form = form.Values(r, c.raw)
		c.entry.Form = form.Redact(c.form)
	case c.op != nil && c.op.base == StoragePath:
		c.upload, c.content = form.File(r, c.raw)
		c.entry.Upload = c.upload
	case json.Unmarshal(c.raw, &c.body) == nil:
		c.entry.Body, c.entry.Duplicates = maps.Clone(c.body), schema.Duplicates(c.raw)
	default:
		c.body = nil
	}
	s.log = append(s.log, c.entry)
	if keep := s.opts.KeepRequests; keep > 0 && len(s.log) > keep {
		s.log = slices.Delete(s.log, 0, len(s.log)-keep)
	}
	s.beginWrite(c)
	return s.takeFault(c)
}

// end notes the end of a request, once, and its status, 0 for none. It is called before
// the client can see the end, so that OnRequest is called before the client sends
// its next request.
func (s *Server) end(c *call, status int) {
	ended, first := s.noteEnd(c, status)
	if first && s.opts.OnRequest != nil {
		s.opts.OnRequest(ended)
	}
}

func (s *Server) noteEnd(c *call, status int) (ended Request, first bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if c.ended {
		return Request{}, false
	}
	c.ended = true
	c.entry.Status, c.entry.End = status, s.opts.Now()
	s.endWrite(c)
	return c.entry.clone(), true
}

// Moment is the state of a bot after a write.
type Moment struct {
	// Operation is that of the write, such as "DELETE /bots/{botId}/richmenus/{richmenuId}".
	Operation string
	// DefaultRichMenu is the id of the default rich menu from then on, "" for none.
	DefaultRichMenu string
}

// Timeline returns the moments of a bot, oldest first: one after each change of the
// bot, its domains, members or menus that was carried out or refused, but none for
// a change behind the API's back. A test can see from it that a bot was never
// without a default rich menu.
func (s *Server) Timeline(botID int64) []Moment {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.timelines[botID])
}

func (s *Server) noteMoment(c *call) {
	if c.writes() == writeNone {
		return
	}
	moment := Moment{Operation: c.name}
	if state := s.bots[c.botID]; state != nil {
		moment.DefaultRichMenu = state.DefaultRichmenuID
	}
	kept := s.timelines[c.botID]
	kept = append(kept, moment)
	if keep := s.opts.KeepRequests; keep > 0 && len(kept) > keep {
		kept = slices.Delete(kept, 0, len(kept)-keep)
	}
	s.timelines[c.botID] = kept
}
