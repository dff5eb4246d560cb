// SPDX-License-Identifier: MPL-2.0

package mockserver

import (
	"context"
	"net/http"
	"time"
)

// Fault is a scripted failure. Without Status, Code, Description, Body, Reset and Cut
// the response is the real one, with the Delay and Header of the fault.
type Fault struct {
	// Operation limits the fault to one operation, such as "POST /bots" or
	// "POST /token"; "" = any.
	Operation string
	// Path limits the fault to one escaped path below the base; "" = any.
	Path string
	// Times is how many calls it hits; 0 = once.
	Times int
	// Skip is how many matching calls pass first.
	Skip int
	// Status of the faulty response; 0 = 500.
	Status int
	// Code and Description are sent in the error shape of the endpoint;
	// both empty, and Body too: a response without a body.
	Code, Description string
	// Header is added to the response.
	Header http.Header
	// Body is sent as it is instead of the error shape.
	Body string
	// ContentType of Body; "" = text/html.
	ContentType string
	// Act carries the request out before the faulty response is given.
	Act bool
	// Reset closes the connection instead of responding, a few bytes into the
	// status line: without any byte Go's own transport repeats some requests,
	// and a test could not tell these from the client's own retries.
	Reset bool
	// Cut carries the request out, sends half of the real response and closes.
	Cut bool
	// Delay passes before the response; without Act, also before the request is
	// carried out. It ends when the client goes away.
	Delay time.Duration
	// Hold delays like Delay, until it is closed.
	Hold <-chan struct{}
	// Rewrite changes the body of the real response to an operation.
	Rewrite func(operation string, body []byte) []byte
}

// Fail scripts a fault. Faults are tried in the order in which they were
// given; the first that matches is used.
func (s *Server) Fail(f Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f.Times = orInt(f.Times, 1)
	f.Header = f.Header.Clone()
	s.faults = append(s.faults, &f)
}

// PendingFaults returns how many scripted faults have not been used up.
func (s *Server) PendingFaults() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	pending := 0
	for _, f := range s.faults {
		if f.Times > 0 {
			pending++
		}
	}
	return pending
}

// ClearFaults removes the scripted faults that are left.
func (s *Server) ClearFaults() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = nil
}

func (s *Server) takeFault(c *call) *Fault {
	for _, f := range s.faults {
		if f.Times == 0 || f.Operation != "" && f.Operation != c.name || f.Path != "" && f.Path != c.path {
			continue
		}
		if f.Skip > 0 {
			f.Skip--
			continue
		}
		f.Times--
		return f
	}
	return nil
}

// real reports whether the fault leaves the response as it is.
func (f *Fault) real() bool {
	return f.Status == 0 && f.Code == "" && f.Description == "" && f.Body == "" && !f.Reset && !f.Cut
}

func (s *Server) serveFault(ctx context.Context, w http.ResponseWriter, c *call, f *Fault) {
	var done *response
	if f.Act {
		done = ptr(s.perform(c))
	}
	if !pause(ctx, f.Delay, f.Hold) {
		c.abandoned = true
		return
	}
	switch {
	case f.Reset:
		s.end(c, 0)
		closeConnection(w)
	case f.Cut || f.real():
		if done == nil {
			done = ptr(s.perform(c))
		}
		s.serveReal(w, c, f, *done)
	default:
		s.finish(w, c, f.response(c))
	}
}

func (s *Server) serveReal(w http.ResponseWriter, c *call, f *Fault, full response) {
	full = full.with(f.Header)
	if f.Rewrite != nil {
		full.body = f.Rewrite(c.name, full.body)
	}
	if !f.Cut {
		s.finish(w, c, full)
		return
	}
	s.end(c, full.status)
	if len(full.body) < 2 {
		closeConnection(w)
		return
	}
	full.writeHeader(w) // announces the full length
	_, _ = w.Write(full.body[:len(full.body)/2])
	_ = http.NewResponseController(w).Flush()
	panic(http.ErrAbortHandler)
}

func (f *Fault) response(c *call) response {
	status := orInt(f.Status, http.StatusInternalServerError)
	made := response{status: status, header: http.Header{}}
	switch {
	case f.Body != "":
		kind := f.ContentType
		if kind == "" {
			kind = "text/html"
		}
		made = response{status: status, header: http.Header{"Content-Type": {kind}}, body: []byte(f.Body)}
	case f.Code == "" && f.Description == "":
	case c.op != nil && c.op.base == AuthPath:
		made = respond(status, object{"error": f.Code, "error_description": f.Description})
	default:
		made = refuse(status, f.Code, f.Description)
	}
	return made.with(f.Header)
}

// closeConnection ends the connection in the middle of the status line. A
// writer that cannot be taken over is aborted.
func closeConnection(w http.ResponseWriter) {
	conn, buffered, err := http.NewResponseController(w).Hijack()
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	// The client may be gone: the connection ends in any case.
	_, _ = buffered.WriteString("HTTP/1.1")
	_ = buffered.Flush()
	_ = conn.Close()
}
