// SPDX-License-Identifier: MPL-2.0

package main

import (
	_ "embed"
	"fmt"
	"strings"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
)

// quirkHelp has a line for each name that -quirk takes.
func quirkHelp() string {
	var b strings.Builder
	for _, s := range mockserver.Switches() {
		for i, p := range s.Positions {
			if p.Name == "" {
				continue
			}
			line := fmt.Sprintf("  %-36s %s: %s", p.Name, s.Meaning, p.Meaning)
			if i == 0 {
				line += " (default)"
			}
			b.WriteString(strings.ReplaceAll(line, "`", "") + "\n")
		}
	}
	return b.String()
}

// quirksIntro is the part of QUIRKS.md above the rows.
//
//go:embed quirks_intro.md
var quirksIntro string

// quirkTable is the content of QUIRKS.md, which a test compares with it.
func quirkTable() string {
	var b strings.Builder
	b.WriteString(quirksIntro)
	for _, s := range mockserver.Switches() {
		var others []string
		for _, p := range s.Positions[1:] {
			others = append(others, fmt.Sprintf("`%s`: %s", p.Name, p.Meaning))
		}
		cells := []string{s.Meaning, s.Positions[0].Meaning, strings.Join(others, "<br>"), s.Evidence}
		b.WriteString("| " + strings.ReplaceAll(strings.Join(cells, " | "), `""`, "`\"\"`") + " |\n")
	}
	return b.String()
}
