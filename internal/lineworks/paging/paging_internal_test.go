// SPDX-License-Identifier: MPL-2.0

package paging

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/rest"
)

// A list of unknown greatest length ends after 10,000 pages, however many elements are new.
func TestListEnd_pages(t *testing.T) {
	t.Parallel()
	e := listEnd{op: rest.Operation{Method: "GET", Path: "/things"}, cursors: map[string]bool{}, ids: map[string]int{}}
	for n := 1; n <= maxPages; n++ {
		err := e.next(1, 1, fmt.Sprint(n))
		if last := n == maxPages; (err != nil) != last {
			t.Fatalf("page %d: got error %v, want one: %t", n, err, last)
		} else if last && (!errors.Is(err, rest.ErrNotAPI) || !strings.Contains(err.Error(), "more than 10000 pages")) {
			t.Errorf("page %d: got error %v, want ErrNotAPI that names the number of pages", n, err)
		}
	}
}
