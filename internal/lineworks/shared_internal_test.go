// SPDX-License-Identifier: MPL-2.0

package lineworks

import (
	"context"
	"testing"
)

// The end of a caller's context may come in the very moment in which the list does: the
// caller leaves what is finished, and worth keeping.
func TestShared_leaveWhatIsFinished(t *testing.T) {
	t.Parallel()
	lists, fetched := newShared[int](), 0
	fetch := func(context.Context) (int, error) {
		fetched++
		return fetched, nil
	}
	key := listKey{botID: "7"}
	l := lists.join(t.Context(), key, fetch)
	<-l.done
	lists.leave(key, l)
	if got, err := lists.get(t.Context(), key, fetch); err != nil || got != 1 {
		t.Errorf("list %d, %v", got, err)
	}
}
