// SPDX-License-Identifier: MPL-2.0

// Package report is the format of the reports of lineworks-probe: JSON, with the position of
// each switch of the mock that the service was seen in, and the evidence.
//
//	{
//	  "format": "lineworks-probe/1",
//	  "program": "lineworks-probe/1.2.3",
//	  "day": "2027-01-31",
//	  "switches": [
//	    {
//	      "switch": "patch-null",
//	      "position": "patch-null-clears",
//	      "evidence": [
//	        {"operation": "PATCH /bots/{botId}", "status": 200, "shape": "{botId: number, botName: string}"},
//	        {"operation": "GET /bots/{botId}", "status": 200, "shape": "{botId: number, i18nDescriptions: []}"}
//	      ]
//	    },
//	    {"switch": "left-room", "notSettled": "It needs -user and -domain."}
//	  ]
//	}
//
// A switch is named as in the mock. Its position is the name of the position there, or "on"
// or "off" for a switch that has no more. Each switch has either a position or the reason
// why the probe could not settle it, with or without evidence.
//
// Evidence is the operation with its path template, and of the response the status, the error
// code, and the shape: names and types of its properties. There are no values in it, and so
// no secrets, no names, and no IDs of people or domains.
package report

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// Format is the version of the format.
const Format = "lineworks-probe/1"

// The positions of a switch that is only on or off.
const (
	On  = "on"
	Off = "off"
)

// Report are the findings of a run.
type Report struct {
	Format  string `json:"format"`
	Program string `json:"program"`
	// Day is the day of the run, in UTC.
	Day      string    `json:"day"`
	Switches []Finding `json:"switches"`
}

// Finding is what a run found out about a switch: a position, or why there is none.
type Finding struct {
	Switch     string     `json:"switch"`
	Position   string     `json:"position,omitempty"`
	NotSettled string     `json:"notSettled,omitempty"`
	Evidence   []Evidence `json:"evidence,omitempty"`
}

// Evidence is a response, without its values.
type Evidence struct {
	// Operation is method and path template.
	Operation string `json:"operation"`
	Status    int    `json:"status"`
	// Code is that of an error.
	Code  string `json:"code,omitempty"`
	Shape string `json:"shape"`
}

// Write writes the report as JSON.
func (r *Report) Write(to io.Writer) error {
	e := json.NewEncoder(to)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	if err := e.Encode(r); err != nil {
		return fmt.Errorf("writing the report: %w", err)
	}
	return nil
}

// Read reads a report.
func Read(from io.Reader) (*Report, error) {
	d := json.NewDecoder(from)
	d.DisallowUnknownFields()
	var r Report
	if err := d.Decode(&r); err != nil {
		return nil, fmt.Errorf("it is no report of lineworks-probe: %w", err)
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("something follows the report")
	}
	if r.Format != Format {
		return nil, fmt.Errorf("its format is %q, want %q", r.Format, Format)
	}
	seen := map[string]bool{}
	for i, f := range r.Switches {
		switch {
		case f.Switch == "":
			return nil, fmt.Errorf("switches[%d] has no name", i)
		case seen[f.Switch]:
			return nil, fmt.Errorf("the switch %s is in it twice", f.Switch)
		case (f.Position == "") == (f.NotSettled == ""):
			return nil, fmt.Errorf("the switch %s has to have either a position or the reason why it is not settled", f.Switch)
		}
		seen[f.Switch] = true
	}
	return &r, nil
}

// Settled are the findings that have a position.
func (r *Report) Settled() []Finding {
	var settled []Finding
	for _, f := range r.Switches {
		if f.Position != "" {
			settled = append(settled, f)
		}
	}
	return settled
}
