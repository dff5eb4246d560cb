// SPDX-License-Identifier: MPL-2.0

package sorted_test

import (
	"cmp"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/sorted"
)

func TestBy(t *testing.T) {
	t.Parallel()
	type item struct{ Name string }
	for _, test := range []struct{ list, want []item }{
		{nil, nil},
		{[]item{{"c"}, {"a"}, {"b"}, {"a"}}, []item{{"a"}, {"a"}, {"b"}, {"c"}}},
	} {
		sorted.By(test.list, func(a, b item) int { return cmp.Compare(a.Name, b.Name) })
		if diff := gocmp.Diff(test.want, test.list); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	}
}
