// SPDX-License-Identifier: MPL-2.0

package main

import (
	"bytes"
	"io"
	"regexp"
)

// matter says which lines of a CLI's output matter.
type matter struct {
	// lines are shown wherever they are.
	lines *regexp.Regexp
	// whole shows the changes of a plan attribute by attribute.
	whole bool
}

var (
	installs  = matter{lines: regexp.MustCompile(`^- Installed `)}
	results   = matter{lines: regexp.MustCompile(`: (Creation|Modifications|Destruction) complete|: Import complete|^(No changes\.|Apply complete!|Destroy complete!)`)}
	summaries = matter{lines: regexp.MustCompile(`^  # \S+ will be |^(Plan:|No changes\.|Destroy complete!)`)}
	changes   = matter{lines: regexp.MustCompile(`^(Plan:|No changes\.)`), whole: true}

	firstChange = regexp.MustCompile(`^  # `)
	endOfPlan   = regexp.MustCompile(`^Plan: `)
	colours     = regexp.MustCompile(`\x1b\[[0-9;]*m`)
)

// excerpt passes on the lines that matter, as they come, and keeps all of them.
type excerpt struct {
	out     io.Writer
	matters matter

	all     bytes.Buffer
	done    int // the length of the complete lines in all
	changes bool
}

// Write implements [io.Writer].
func (e *excerpt) Write(p []byte) (int, error) {
	e.all.Write(p)
	for {
		line, _, complete := bytes.Cut(e.all.Bytes()[e.done:], []byte("\n"))
		if !complete {
			return len(p), nil
		}
		e.done += len(line) + 1
		if e.shows(colours.ReplaceAll(line, nil)) {
			if _, err := e.out.Write(append(bytes.Clone(line), '\n')); err != nil {
				return 0, err
			}
		}
	}
}

// shows decides on a line without colours.
func (e *excerpt) shows(line []byte) bool {
	switch {
	case e.matters.whole && firstChange.Match(line):
		e.changes = true
	case endOfPlan.Match(line):
		e.changes = false
	}
	return e.changes || e.matters.lines.Match(line)
}
