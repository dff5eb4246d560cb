// SPDX-License-Identifier: MPL-2.0

package main

import (
	"bytes"
	"testing"
)

func TestExcerpt(t *testing.T) {
	t.Parallel()
	const plan = "\x1b[1mbot: Refreshing state...\x1b[0m\n" +
		"Terraform will perform the following actions:\n\n" +
		"\x1b[1m  # bot.a\x1b[0m will be updated in-place\n  ~ resource \"bot\" \"a\" {\n    }\n\n" +
		"\x1b[1mPlan:\x1b[0m 0 to add, 1 to change, 0 to destroy.\n\n" +
		"Saved the plan to: plan.tfplan\n"
	const result = "bot.a: Modifying...\nbot.a: Modifications complete after 0s\n\x1b[32mApply complete! Resources: 0 added\n\nOutputs:\n"
	for name, test := range map[string]struct {
		matters     matter
		input, want string
	}{
		"summary": {summaries, plan, "\x1b[1m  # bot.a\x1b[0m will be updated in-place\n\x1b[1mPlan:\x1b[0m 0 to add, 1 to change, 0 to destroy.\n"},
		"changes": {changes, plan, "\x1b[1m  # bot.a\x1b[0m will be updated in-place\n  ~ resource \"bot\" \"a\" {\n    }\n\n\x1b[1mPlan:\x1b[0m 0 to add, 1 to change, 0 to destroy.\n"},
		"results": {results, result, "bot.a: Modifications complete after 0s\n\x1b[32mApply complete! Resources: 0 added\n"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, size := range []int{1, 7, len(test.input)} {
				var out bytes.Buffer
				e := &excerpt{out: &out, matters: test.matters}
				for rest := []byte(test.input); len(rest) > 0; {
					n := min(size, len(rest))
					if written, err := e.Write(rest[:n]); err != nil || written != n {
						t.Fatalf("got %d bytes written and the error %v, want %d", written, err, n)
					}
					rest = rest[n:]
				}
				if out.String() != test.want {
					t.Errorf("%d bytes at a time: got\n%q\nwant\n%q", size, out.String(), test.want)
				}
				if e.all.String() != test.input {
					t.Errorf("got %q kept, want all of the output", e.all.String())
				}
			}
		})
	}
}
