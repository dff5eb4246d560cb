// SPDX-License-Identifier: MPL-2.0

package files_test

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver/files"
)

// names are those of the files that a store has announced, oldest first.
func names(s *files.Store) []string {
	var out []string
	for _, a := range s.Attachments() {
		out = append(out, a.FileName)
	}
	return out
}

// TestStore_keep: the oldest contents go when the newer ones fill the store. What was
// announced and not sent takes nothing.
func TestStore_keep(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		keep int
		send []string // in this order
		want []string
	}{
		"all":                 {0, []string{"a", "b", "c"}, []string{"a", "b", "announced", "c"}},
		"all, just":           {9, []string{"a", "b", "c"}, []string{"a", "b", "announced", "c"}},
		"two":                 {8, []string{"a", "b", "c"}, []string{"b", "announced", "c"}},
		"one":                 {3, []string{"a", "b", "c"}, []string{"announced", "c"}},
		"less than the last":  {1, []string{"a", "b", "c"}, []string{"announced", "c"}},
		"first one sent last": {8, []string{"b", "c", "a"}, []string{"a", "announced", "c"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := files.New(time.Now, test.keep)
			sent := map[string]*files.File{}
			for _, name := range []string{"a", "b", "announced", "c"} {
				sent[name] = s.Add(files.Attachment{BotID: 1, FileName: name})
			}
			for _, name := range test.send {
				s.Receive(sent[name], []byte("123"), "text/plain")
			}
			if diff := cmp.Diff(test.want, names(s)); diff != "" {
				t.Errorf("files (-want +got):\n%s", diff)
			}
			for name, f := range sent {
				wanted := name != "announced" && slices.Contains(test.want, name)
				if got := s.Usable(1, f.FileID) != nil; got != wanted {
					t.Errorf("%s: got a file that can be used: %t, want %t", name, got, wanted)
				}
			}
		})
	}
}

// TestStore_renewed: one more ID for the content of a menu takes no content from the others.
func TestStore_renewed(t *testing.T) {
	t.Parallel()
	s := files.New(time.Now, 3)
	first := s.Add(files.Attachment{BotID: 1, FileName: "a", Uploaded: true, Content: []byte("123")})
	for range 3 {
		s.Renew(files.Attachment{BotID: 1, Uploaded: true, Content: []byte("123")})
	}
	if s.Usable(1, first.FileID) == nil {
		t.Error("got a file that is gone after others were renewed, want it kept")
	}
	if diff := cmp.Diff([]string{"a"}, names(s)); diff != "" {
		t.Errorf("announced files (-want +got):\n%s", diff)
	}
}
