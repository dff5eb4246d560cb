// SPDX-License-Identifier: MPL-2.0

package acctest_test

import (
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/acctest"
)

func TestConfig_HCL(t *testing.T) {
	t.Parallel()
	got := acctest.Config{
		"lineworks_b.two": {"of": acctest.Ref("lineworks_a.one.id")},
		"lineworks_a.one": {
			"text": "a \"b\"\n${c} %{d} 受付", "flag": true, "number": 3, "none": nil, "texts": []string{"a"},
			"map": map[string]string{"ja_JP": "a"}, "list": []any{acctest.Values{"x": 1}, "y"},
		},
	}.HCL()
	want := `resource "lineworks_a" "one" {
  flag = true
  list = [{ "x" = 1, }, "y"]
  map = { "ja_JP" = "a", }
  none = null
  number = 3
  text = "a \"b\"\n$${c} %%{d} 受付"
  texts = ["a"]
}
resource "lineworks_b" "two" {
  of = lineworks_a.one.id
}
`
	if got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}
