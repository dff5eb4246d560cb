// SPDX-License-Identifier: MPL-2.0

package page

import (
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/simulator/page/changes"
)

// entry is a request to the API. It holds neither its body nor a secret.
type entry struct {
	Number       int
	Bot          int64
	Method, Path string
	Status       int // 0 = no response
	Start        time.Time
	Took         time.Duration
	Changes      []changes.Change
	More         int // changes beyond those
}

const (
	maxChanges = 20 // of a request
	maxPath    = 200
)

// requestLog keeps the newest requests.
type requestLog struct {
	keep int

	mu      sync.Mutex
	entries []entry
	total   int
}

func (l *requestLog) add(r mockserver.Request, botID int64, found []changes.Change) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.total++
	path := r.Path
	if _, name, _ := strings.Cut(r.Operation, " "); strings.HasPrefix(name, "{") {
		path = name // {uploadUrl} or {fileUrl}: such an address has a key in it
	}
	made := entry{
		Number: l.total, Bot: botID, Method: shortened(r.Method), Path: shortened(path), Status: r.Status,
		Start: r.Start, Took: r.End.Sub(r.Start), Changes: found[:min(len(found), maxChanges)],
	}
	made.More = len(found) - len(made.Changes)
	if l.entries = append(l.entries, made); len(l.entries) > l.keep {
		l.entries = slices.Delete(l.entries, 0, len(l.entries)-l.keep)
	}
}

func shortened(text string) string {
	if len(text) <= maxPath {
		return text
	}
	return text[:maxPath] + "…" // a method or an escaped path is in ASCII
}

// newest returns the entries, the newest first, and how many there were in all.
func (l *requestLog) newest() (entries []entry, total int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	entries = slices.Clone(l.entries)
	slices.Reverse(entries)
	return entries, l.total
}
