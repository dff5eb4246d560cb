// SPDX-License-Identifier: MPL-2.0

package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/planview"
)

const previewHelp = `lineworks-mock preview shows what a plan of Terraform or OpenTofu does to bots and menus.

Usage: lineworks-mock preview [flags] PLAN

  terraform plan -out=plan
  terraform show -json plan > plan.json
  lineworks-mock preview -out plan.html plan.json

PLAN is the output of terraform show -json, or tofu show -json; - reads standard input.
The HTML file loads nothing and runs no script. The plan and plan.json hold sensitive
values in clear: do not publish them.

Flags:
`

// stdio is the name that stands for standard input or output.
const stdio = "-"

// previewSettings are the options of the command line.
type previewSettings struct {
	plan, out, markdown string
	view                planview.Options
}

// runPreview writes the preview of a plan. It returns the exit status, as run does.
func runPreview(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	s, err := readPreviewSettings(args, stdout, stderr)
	switch {
	case errors.Is(err, flag.ErrHelp):
		return 0
	case err != nil:
		fprint(stderr, "lineworks-mock preview: "+err.Error()+"\nTry lineworks-mock preview -help.\n")
		return 2
	}
	if err := s.write(stdin, stdout); err != nil {
		fprint(stderr, "lineworks-mock preview: "+err.Error()+"\n")
		return 1
	}
	return 0
}

func readPreviewSettings(args []string, stdout, stderr io.Writer) (*previewSettings, error) {
	s := &previewSettings{}
	flags := flag.NewFlagSet("lineworks-mock preview", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.StringVar(&s.out, "out", "", "`file` for the preview in HTML; - writes to standard output")
	flags.StringVar(&s.markdown, "markdown", "", "`file` for a short summary in Markdown, for a comment on a pull request; - writes to standard output")
	flags.StringVar(&s.view.Dir, "dir", ".", "`folder` in which the plan was made: pictures are read below it and nowhere else; empty for no pictures")
	flags.StringVar(&s.view.BeforeDir, "before-dir", "", "`folder` with the files as they were before, such as a checkout of the main branch, for the earlier pictures")
	flags.StringVar(&s.view.UI, "ui", "en", "`language` of the preview: en or ja")
	flags.Usage = func() {}
	if err := flags.Parse(args); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			fprint(stdout, previewHelp)
			flags.SetOutput(stdout)
			flags.PrintDefaults()
		}
		return nil, err
	}
	switch {
	case flags.NArg() == 0:
		return nil, errors.New("give the plan: the output of terraform show -json PLAN")
	case flags.NArg() > 1:
		return nil, fmt.Errorf("unexpected argument %q; flags come before the plan", flags.Arg(1))
	case s.out == "" && s.markdown == "":
		return nil, errors.New("give -out, -markdown or both")
	case s.out == s.markdown:
		return nil, fmt.Errorf("-out and -markdown both name %s", s.out)
	case s.view.UI != "en" && s.view.UI != "ja":
		return nil, fmt.Errorf("-ui %s: there are en and ja", s.view.UI)
	}
	s.plan = flags.Arg(0)
	return s, nil
}

// write reads the plan and writes what was asked for. Nothing is written of a plan that
// cannot be shown.
func (s *previewSettings) write(stdin io.Reader, stdout io.Writer) error {
	plan, err := s.read(stdin)
	if err != nil {
		return err
	}
	view, err := plan.View(s.view)
	if err != nil {
		return err
	}
	for _, output := range []struct {
		name  string
		write func(io.Writer) error
	}{{s.out, view.WriteHTML}, {s.markdown, view.WriteMarkdown}} {
		if output.name == "" {
			continue
		}
		var text bytes.Buffer
		if err := output.write(&text); err != nil {
			return err
		}
		if output.name == stdio {
			_, err = stdout.Write(text.Bytes())
		} else {
			err = os.WriteFile(output.name, text.Bytes(), private)
		}
		if err != nil {
			return fmt.Errorf("writing the preview: %w", err)
		}
	}
	return nil
}

func (s *previewSettings) read(stdin io.Reader) (*planview.Plan, error) {
	if s.plan == stdio {
		plan, err := planview.Read(stdin)
		if err != nil {
			return nil, fmt.Errorf("standard input: %w", err)
		}
		return plan, nil
	}
	file, err := os.Open(s.plan)
	if err != nil {
		return nil, err
	}
	defer closeQuietly(file)
	plan, err := planview.Read(file)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", s.plan, err)
	}
	return plan, nil
}
