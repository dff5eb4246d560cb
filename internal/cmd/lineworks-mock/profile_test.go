// SPDX-License-Identifier: MPL-2.0

package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/probe/report"
)

func writeReport(t *testing.T, findings ...report.Finding) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "report.json")
	file, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	r := report.Report{Format: report.Format, Switches: findings}
	if err := r.Write(file); err != nil {
		t.Fatal(err)
	}
	if err := file.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestReadProfile reads a report with each position of each switch in turn.
func TestReadProfile(t *testing.T) {
	t.Parallel()
	for _, s := range mockserver.Switches() {
		for i, p := range s.Positions {
			position := p.Name
			if s.Positions[0].Name == "" {
				position = []string{report.Off, report.On}[i]
			}
			got, said, err := readProfile(writeReport(t, report.Finding{Switch: s.Name, Position: position}))
			if err != nil || got != p.Quirks() || !strings.Contains(said, "sets 1 of ") {
				t.Errorf("%s %s: got %+v, %q, %v, want the position alone", s.Name, position, got, said, err)
			}
		}
	}
}

func TestReadProfile_wrong(t *testing.T) {
	t.Parallel()
	notJSON := filepath.Join(t.TempDir(), "report.json")
	if err := os.WriteFile(notJSON, []byte("Taro"), 0o600); err != nil {
		t.Fatal(err)
	}
	for want, path := range map[string]string{
		"profile: ":                      filepath.Join(t.TempDir(), "none.json"),
		"no report of lineworks-probe":   notJSON,
		`no switch "nonsense"`:           writeReport(t, report.Finding{Switch: "nonsense", Position: report.On}),
		`no position "off"`:              writeReport(t, report.Finding{Switch: "unset", Position: report.Off}),
		`no position "unset-null"`:       writeReport(t, report.Finding{Switch: "bot-id-string", Position: "unset-null"}),
		`no position "bot-id-string"`:    writeReport(t, report.Finding{Switch: "bot-id-string", Position: "bot-id-string"}),
		`no position "all-domains-zero"`: writeReport(t, report.Finding{Switch: "unset", Position: "all-domains-zero"}),
	} {
		if _, _, err := readProfile(path); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want an error with %s", err, want)
		}
	}
}

// TestReadSettings_profile wants -quirk to come after -profile, in any order.
func TestReadSettings_profile(t *testing.T) {
	t.Parallel()
	path := writeReport(t,
		report.Finding{Switch: "all-domains", Position: "all-domains-null"}, report.Finding{Switch: "bot-id-string", Position: report.On},
		report.Finding{Switch: "left-room", NotSettled: "It needs -user."})
	for _, args := range [][]string{{"-profile", path, "-quirk", "all-domains-empty"}, {"-quirk", "all-domains-empty", "-profile", path}} {
		s, err := readSettings(args, nil, nil)
		if err != nil {
			t.Fatal(err)
		}
		if q := s.options.Quirks; q.AllDomains != mockserver.AllDomainsEmpty || !q.BotIDAsString {
			t.Errorf("%q: got %+v, want all-domains-empty and bot-id-string", args, q)
		}
		if !strings.Contains(s.profile, "sets 2 of ") {
			t.Errorf("got %q, want how many switches are set", s.profile)
		}
	}
}
