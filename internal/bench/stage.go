// SPDX-License-Identifier: MPL-2.0

package bench

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/bench/process"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/bench/turns"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfcli"
)

// stage is a contender with a folder in which a CLI drives it against a site.
type stage struct {
	*contender

	work  *tfcli.Workspace
	site  *site
	env   []string
	notes string // where the launcher writes to
}

// newStage makes a stage. Without a site the provider can do nothing but start.
// The caller closes it; the site is not closed with it.
func newStage(ctx context.Context, cli tfcli.CLI, c *contender, s *site, config string) (*stage, error) {
	work, err := tfcli.NewWorkspace(cli, c.dir)
	if err != nil {
		return nil, err
	}
	st := &stage{contender: c, work: work, site: s, notes: filepath.Join(work.Dir, "processes.jsonl")}
	// No advice on the next command: it is not measured.
	st.env = []string{"TF_IN_AUTOMATION=1", process.Variable + "=" + st.notes}
	st.env = append(st.env, c.always...)
	if s != nil {
		st.env = append(st.env, c.env(s)...)
	}
	if err := work.Write("main.tf", config); err != nil {
		return nil, errors.Join(err, st.close())
	}
	return st, ctx.Err()
}

func (s *stage) close() error { return s.work.Close() }

// Run is the cost of one run of the CLI.
type Run struct {
	// CPU is the computing time of the CLI and of all processes of the provider.
	CPU time.Duration
	// Provider is the part of it that the provider computed.
	Provider time.Duration
	// Wall is how long the run lasted, without the turns of the other run of a pair.
	Wall time.Duration
	// PeakMemory is that of the largest process of the provider, in bytes.
	PeakMemory int64
	// Operations counts requests by operation, such as "GET /bots/{botId}".
	Operations map[string]int
	// Refused counts responses with status 429.
	Refused int
	// Overlaps counts writes to a bot while another one was under way.
	Overlaps int
	// Connections is how many were opened by the process that opened most.
	Connections int
	// Callers is how many processes of the provider opened a connection.
	Callers int

	traffic traffic
}

// turn is how long a CLI runs before another one has its turn.
const turn = 100 * time.Millisecond

// run runs the CLI, which has to succeed.
func (s *stage) run(ctx context.Context, args ...string) (Run, error) {
	runs, err := inTurns(ctx, []*stage{s}, args...)
	if err != nil {
		return Run{}, err
	}
	return runs[0], nil
}

// inTurns runs the CLI on each stage, in turns, and returns the runs in the same order. All
// have to succeed.
func inTurns(ctx context.Context, stages []*stage, args ...string) ([]Run, error) {
	outs := make([]bytes.Buffer, len(stages))
	cmds := make([]*exec.Cmd, len(stages))
	for i, s := range stages {
		cmds[i] = s.work.Command(ctx, s.env, args...)
		cmds[i].Stdout, cmds[i].Stderr = &outs[i], &outs[i]
	}
	results := turns.Run(turn, cmds...)
	var failed error
	for i, s := range stages {
		// Called for each CLI, even after one has failed: it also kills what the CLI left running.
		code, err := tfcli.ExitCode(ctx, cmds[i], results[i].Err)
		if err == nil && code != 0 {
			err = fmt.Errorf("%s %s with the %s: exit code %d\n%s", filepath.Base(cmds[i].Path), strings.Join(args, " "), s.name, code, tail(outs[i].Bytes()))
		}
		failed = errors.Join(failed, err)
	}
	if failed != nil {
		return nil, failed
	}
	var runs []Run
	for i, s := range stages {
		run, err := s.figures(cmds[i].ProcessState, results[i].Took)
		if err != nil {
			return nil, err
		}
		runs = append(runs, run)
	}
	return runs, nil
}

// figures returns the cost of a run of the CLI. took is its wall time.
func (s *stage) figures(cli *os.ProcessState, took time.Duration) (Run, error) {
	processes, err := process.Take(s.notes)
	if err != nil {
		return Run{}, err
	}
	// The system adds to the time of a process that of those which it has waited
	// for: the CLI waits for the launcher, and that for the provider.
	run := Run{CPU: cli.UserTime() + cli.SystemTime(), Wall: took}
	for _, p := range processes {
		run.Provider += p.CPU
		run.PeakMemory = max(run.PeakMemory, p.PeakMemory)
	}
	if s.site != nil {
		run.count(s.site.take(), processes)
	}
	return run, nil
}

// tail is the end of an output, where the errors are.
func tail(out []byte) []byte {
	const most = 4 << 10
	if len(out) > most {
		return out[len(out)-most:]
	}
	return out
}

// count counts the traffic of the run.
func (r *Run) count(t traffic, processes []process.Usage) {
	r.traffic = t
	r.Overlaps = t.overlaps
	r.Operations = map[string]int{}
	for _, request := range t.requests {
		r.Operations[request.Operation]++
		if request.Status == tooMany {
			r.Refused++
		}
	}
	for _, p := range processes {
		opened := 0
		for _, at := range t.connections {
			if !at.Before(p.Start) && !at.After(p.End) {
				opened++
			}
		}
		r.Connections = max(r.Connections, opened)
		if opened > 0 {
			r.Callers++
		}
	}
}

// stateFile returns the state that the CLI has written.
func (s *stage) stateFile() ([]byte, error) {
	content, err := os.ReadFile(filepath.Join(s.work.Dir, "terraform.tfstate"))
	if err != nil {
		return nil, fmt.Errorf("reading the state: %w", err)
	}
	return content, nil
}
