// SPDX-License-Identifier: MPL-2.0

// Package files keeps the files that clients announce and send, for as long as the service
// does.
package files

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver/ids"
)

// lifetime is how long an upload address and a file ID live:
// https://developers.worksmobile.com/en/docs/bot-attachment-create.
const lifetime = 24 * time.Hour

// Attachment is a file that a client has announced, and sent unless Uploaded is
// false.
type Attachment struct {
	BotID  int64
	FileID string
	// FileName is the announced name or, without one, that of the upload.
	FileName string
	// UploadURL is the address that takes the file, once.
	UploadURL string
	// Expires is when file id and upload address become void.
	Expires  time.Time
	Uploaded bool
	// ContentType is the Content-Type of the upload.
	ContentType string
	Content     []byte
}

// File is an attachment or, when it is renewed, one more ID for the same content.
type File struct {
	Attachment
	// Key is in the storage addresses of the file.
	Key     string
	made    int64 // the order of [Store.Attachments]
	renewed bool
}

// Store is a set of files. It is not safe for concurrent use.
type Store struct {
	now  func() time.Time
	keep int // bytes, 0 = all
	byID map[string]*File
	last int64 // nanoseconds in the newest file ID
}

// New makes an empty store. Once its files have more than keep bytes, it removes the oldest,
// but never the one that has just come; 0 = it keeps all.
func New(now func() time.Time, keep int) *Store {
	return &Store{now: now, keep: keep, byID: map[string]*File{}}
}

// Add gives a file an ID in the form of the vendor's example, unless it has one: when it was
// made, in nanoseconds, and when it expires, in seconds.
func (s *Store) Add(a Attachment) *File {
	f := s.add(a)
	s.forget(f)
	return f
}

// Renew adds one more ID for content that is kept elsewhere, such as that of a rich menu.
func (s *Store) Renew(a Attachment) *File {
	f := s.add(a)
	f.renewed = true
	return f
}

func (s *Store) add(a Attachment) *File {
	now := s.now()
	maps.DeleteFunc(s.byID, func(_ string, f *File) bool { return !now.Before(f.Expires.Add(lifetime)) })
	s.last = max(s.last+1, now.UnixNano())
	a.Expires = now.Add(lifetime)
	if a.FileID == "" {
		a.FileID = fmt.Sprintf("jp1.%d.%d.0.%d.0.0.0", s.last, a.Expires.Unix(), a.BotID)
	}
	f := &File{Attachment: a, Key: ids.Word(24), made: s.last}
	s.byID[a.FileID] = f
	return f
}

// Replace moves a file to another ID. The old one stays known as used, by no bot.
func (s *Store) Replace(f *File) *File {
	moved := f.Attachment
	moved.FileID = ""
	f.Content, f.renewed, f.BotID = nil, true, 0
	return s.Add(moved)
}

// Receive stores the content of a file that was announced.
func (s *Store) Receive(f *File, content []byte, contentType string) {
	f.Uploaded, f.Content, f.ContentType = true, content, contentType
	s.forget(f)
}

// forget removes the oldest files, but not the latest one, while there are too many bytes.
func (s *Store) forget(latest *File) {
	if s.keep == 0 {
		return
	}
	size := len(latest.Content)
	for _, f := range slices.Backward(s.oldestFirst()) {
		if f == latest || len(f.Content) == 0 {
			continue
		}
		if size += len(f.Content); size > s.keep {
			delete(s.byID, f.FileID)
		}
	}
}

// Find returns the file with an ID, or nil. A day after a file has expired it is removed.
func (s *Store) Find(id string) *File { return s.byID[id] }

// Usable returns a file of the bot that was sent and has not expired, or nil.
func (s *Store) Usable(botID int64, id string) *File {
	f := s.byID[id]
	if f == nil || f.BotID != botID || !f.Uploaded || s.Expired(f) {
		return nil
	}
	return f
}

// Expired reports whether the ID and the upload address of a file are void.
func (s *Store) Expired(f *File) bool { return !s.now().Before(f.Expires) }

// Attachments returns copies of the files that were announced, oldest first.
func (s *Store) Attachments() []Attachment {
	attachments := []Attachment{}
	for _, f := range s.oldestFirst() {
		copied := f.Attachment
		copied.Content = slices.Clone(copied.Content)
		attachments = append(attachments, copied)
	}
	return attachments
}

// oldestFirst are the files that were announced, without those that are renewed.
func (s *Store) oldestFirst() []*File {
	all := slices.Collect(maps.Values(s.byID))
	all = slices.DeleteFunc(all, func(f *File) bool { return f.renewed })
	slices.SortFunc(all, func(a, b *File) int { return cmp.Compare(a.made, b.made) })
	return all
}
