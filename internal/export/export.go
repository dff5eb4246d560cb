// SPDX-License-Identifier: MPL-2.0

package export

import (
	"context"
	"fmt"
	"path/filepath"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks"
)

// Options say what is written, and where.
type Options struct {
	// Dir is the folder to write to. It is created if it does not exist.
	Dir string
	// Force overwrites existing files.
	Force bool
	// Names are names that the user has chosen; nil for none.
	Names *Names
	// UserMenus asks for the rich menu of each person at each bot that has rich menus.
	UserMenus bool
	// Emails writes people as look-ups by their login e-mail address: the contacts of the bots,
	// and others that become locals. It needs the scope user.email.read.
	Emails bool
	// Progress receives a line about the progress; nil for none. Calls do not overlap.
	Progress func(line string)
}

// Report lists the files and notes of an export.
type Report struct {
	// Files are the names of the files in the folder, in order.
	Files []string
	// Bots is the number of bots, and Imports that of all objects.
	Bots, Imports int
	// Notes are what the user should know: what is left out, and what needs attention.
	Notes []string
}

// Run reads the tenant and writes the configuration. On an error, and when ctx ends while it
// reads, it writes nothing.
func Run(ctx context.Context, client *lineworks.Client, o Options) (*Report, error) {
	if o.Progress == nil {
		o.Progress = func(string) {}
	}
	folder, err := openFolder(o.Dir, o.Force)
	if err != nil {
		return nil, err
	}
	all, err := read(ctx, client, o)
	if err != nil {
		return nil, err
	}
	if len(all.bots) == 0 {
		return &Report{Notes: all.notes}, nil
	}
	files, report := render(all, o.Names)
	others, err := folder.write(files)
	if err != nil {
		return nil, err
	}
	for _, name := range others {
		report.Notes = append(report.Notes, fmt.Sprintf("%s was there already and is left as it is. If it is of an earlier export, delete it: "+
			"a bot that is in two files is created a second time.", filepath.Join(o.Dir, name)))
	}
	return report, nil
}
