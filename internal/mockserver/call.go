// SPDX-License-Identifier: MPL-2.0

package mockserver

import (
	"bytes"
	"encoding/json"
	"fmt"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver/app"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver/schema"
)

// call is one request on its way through the server.
type call struct {
	request  *http.Request
	op       *operation // nil for an unknown operation
	name     string     // of the operation
	path     string     // below the base
	params   map[string]string
	raw      []byte
	tooLong  bool
	body     map[string]json.RawMessage
	form     url.Values    // of the token endpoint
	upload   *Upload       // the file in the form, nil for none or several
	content  []byte        // of that file
	files    []schema.File // that the body names
	mentions []string      // of users in the body
	entry    *Request
	token    *app.Token
	botID    int64
	bot      *botState
	overlap  bool // another write to the bot is under way
	// The rest is about writes that overlap.
	later     []*call // writes to the bot that came while this was under way
	counted   struct{ management, menu bool }
	abandoned bool // by the client, without a response
	ended     bool
}

func newCall(r *http.Request) *call {
	base, path := splitBase(r.URL.EscapedPath())
	c := &call{request: r, path: path, name: r.Method + " " + path}
	if op, params := findOperation(base, r.Method, path); op != nil {
		c.op, c.params, c.name = op, params, op.name()
	}
	if id, err := strconv.ParseInt(c.params["botId"], 10, 64); err == nil {
		c.botID = id
	}
	return c
}

func splitBase(path string) (base, below string) {
	for _, base := range []string{APIPath, AuthPath, StoragePath} {
		if below, found := strings.CutPrefix(path, base); found && strings.HasPrefix(below, "/") {
			return base, below
		}
	}
	return "", path
}

// prepare checks scope, bot and body, in this order, once the token and the
// rate have been accepted.
func (s *Server) prepare(c *call) *response {
	if refusal := s.checkScope(c); refusal != nil {
		return refusal
	}
	if refusal := s.findBot(c); refusal != nil {
		return refusal
	}
	if c.overlap && s.quirks.RefuseOverlaps && c.op.write == writeManagement {
		return ptr(refuse(http.StatusConflict, codeConflict, "Another change of this bot is under way."))
	}
	return s.readBody(c)
}

func (s *Server) findBot(c *call) *response {
	text, wanted := c.params["botId"]
	if !wanted {
		return nil
	}
	if c.botID <= 0 {
		return ptr(invalid(fmt.Sprintf("botId %q is invalid.", text)))
	}
	c.bot = s.bots[c.botID]
	switch {
	case c.bot != nil:
		return nil
	case s.quirks.UnknownBot == UnknownBot403:
		return ptr(botDenied())
	default:
		return ptr(s.missing(c, botKey(c.botID), "bot not found"))
	}
}

// missing refuses a request for an object that does not exist: 404, or 410 for one
// that was deleted, if a switch says so.
func (s *Server) missing(c *call, key, description string) response {
	form := s.quirks.ReadDeleted
	if c.request.Method == http.MethodDelete {
		form = s.quirks.SecondDelete
	}
	if form == Gone410 && s.gone[key] {
		return refuse(http.StatusGone, codeDeleted, "Already deleted.")
	}
	return refuse(http.StatusNotFound, codeNotFound, description)
}

// readBody parses and checks the JSON body of operations that have one.
func (s *Server) readBody(c *call) *response {
	if c.op.body == bodyNone || c.op.optionalBody(s.quirks) && len(bytes.TrimSpace(c.raw)) == 0 {
		return nil
	}
	if c.tooLong || !s.jsonTyped(c) || !utf8.Valid(c.raw) || c.body == nil {
		return ptr(invalid(unparsable))
	}
	checked := schema.Check(c.body, c.op.shape, s.quirks.schemaOptions())
	c.entry.Unknown, c.files, c.mentions = checked.Unknown, checked.Files, checked.Mentions
	if problem := checked.Problem; problem != nil {
		return ptr(refuse(http.StatusBadRequest, problem.Code, problem.Description))
	}
	refuseUnknown := s.quirks.RefuseUnknownProperties || checked.Message && s.quirks.RefuseUnknownContent
	if len(checked.Unknown) > 0 && refuseUnknown {
		return ptr(invalid(checked.Unknown[0] + " is unknown."))
	}
	return s.checkNulls(c)
}

// jsonTyped wants application/json, except where the vendor's page lists no
// such header: https://developers.worksmobile.com/en/docs/bot-domain-member-create.
func (s *Server) jsonTyped(c *call) bool {
	if c.op.body == bodyUntyped {
		return true
	}
	kind, _, err := mime.ParseMediaType(c.request.Header.Get("Content-Type"))
	return err == nil && kind == jsonType
}

// checkNulls checks explicit nulls in a PATCH. The required properties of a bot
// cannot be cleared.
func (s *Server) checkNulls(c *call) *response {
	if c.request.Method != http.MethodPatch || s.quirks.PatchNull == PatchNullKeeps {
		return nil
	}
	for name, raw := range c.body {
		if isNull(raw) && (s.quirks.PatchNull == PatchNullRefused || slices.Contains(botRequired, name)) {
			return ptr(invalid(name + " is invalid."))
		}
	}
	return nil
}

func ptr[T any](value T) *T { return &value }
