// SPDX-License-Identifier: MPL-2.0

package main

import (
	"fmt"
	"os"
	"slices"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/probe/report"
)

// readProfile returns the positions of a report of lineworks-probe, and a line that says how
// many there are. The other switches are in their defaults.
func readProfile(path string) (q mockserver.Quirks, said string, err error) {
	file, err := os.Open(path)
	if err != nil {
		return q, "", fmt.Errorf("profile: %w", err)
	}
	defer closeQuietly(file)
	r, err := report.Read(file)
	if err != nil {
		return q, "", fmt.Errorf("profile %s: %w", path, err)
	}
	for _, f := range r.Switches {
		name, err := positionName(f)
		if err != nil {
			return q, "", fmt.Errorf("profile %s: %w", path, err)
		}
		if name == "" {
			continue // the default
		}
		if err := q.Set(name); err != nil {
			return q, "", fmt.Errorf("profile %s: %w", path, err)
		}
	}
	return q, fmt.Sprintf("The report %s sets %d of %d switches; the others are in their defaults.\n",
		path, len(r.Settled()), len(mockserver.Switches())), nil
}

// positionName is the name that the mock has for the position of a finding, "" for the default
// of a switch that is on or off, and for a switch that is not settled.
func positionName(f report.Finding) (string, error) {
	all := mockserver.Switches()
	i := slices.IndexFunc(all, func(s mockserver.Switch) bool { return s.Name == f.Switch })
	if i < 0 {
		return "", fmt.Errorf("this mock has no switch %q; is the report of another version?", f.Switch)
	}
	named := func(p mockserver.Position) bool { return p.Name != "" && p.Name == f.Position }
	onOrOff := all[i].Positions[0].Name == ""
	switch {
	case f.Position == "", onOrOff && f.Position == report.Off:
		return "", nil
	case onOrOff && f.Position == report.On:
		return all[i].Positions[1].Name, nil
	case !onOrOff && slices.ContainsFunc(all[i].Positions, named):
		return f.Position, nil
	}
	return "", fmt.Errorf("the switch %s has no position %q", f.Switch, f.Position)
}
