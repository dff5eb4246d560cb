// SPDX-License-Identifier: MPL-2.0

package mockserver

import (
	"fmt"
	"net/http"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver/directory"
)

// directoryOperations: https://developers.worksmobile.com/en/docs/directory.
func directoryOperations() []operation {
	var all []operation
	for _, op := range directory.Operations {
		all = append(all, operation{
			method: http.MethodGet, template: op.Template, scopes: op.Scopes, directory: true,
			handle: func(s *Server, c *call) response { return s.readDirectory(c, op) },
		})
	}
	return all
}

func (s *Server) readDirectory(c *call, op directory.Operation) response {
	r := directory.Request{Query: c.request.URL.Query(), Scopes: c.token.Scopes, Quirks: s.quirks.Directory}
	for _, id := range c.params { // there is one at most
		r.ID = id
	}
	answer, refusal := op.Answer(s.directory, r)
	switch {
	case refusal != nil:
		return refuse(refusal.Status, refusal.Code, refusal.Description)
	case answer.Field == "":
		return respond(http.StatusOK, answer.Object)
	case answer.Ordered:
		return s.orderedPage(c, answer.Field, answer.Items)
	default:
		return s.page(c, answer.Field, answer.Items)
	}
}

// Directory returns the users, org units and groups as they are now.
func (s *Server) Directory() *directory.Directory {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.directory
}

// ChangeDirectory changes users, org units and groups as the console would. It fails,
// and changes nothing, when an object would be wrong or refer to none.
func (s *Server) ChangeDirectory(change func(*directory.Content)) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	changed, err := s.directory.Content()
	if err != nil {
		return err
	}
	change(changed)
	return s.storeDirectory(changed, s.opts.Domains)
}

func (s *Server) storeDirectory(content *directory.Content, domains []int64) error {
	made, err := directory.New(content, domains, firstDomainID)
	if err != nil {
		return fmt.Errorf("the directory is wrong: %w", err)
	}
	s.directory = made
	return nil
}
