// SPDX-License-Identifier: MPL-2.0

// Package turns runs commands in turns: one runs while the others are stopped. Other load
// on the machine then slows them all down alike, so their CPU times can be compared.
package turns

import (
	"os/exec"
	"time"
)

// Result is the end of a command.
type Result struct {
	// Took is how long the command ran, without the turns of the others.
	Took time.Duration
	// Err is that of [exec.Cmd.Run].
	Err error
}

// Run runs the commands and returns their results, in the same order. Each turn lasts for
// the duration turn, or until the command ends; a command that is left alone runs to its
// end. Each needs a process group of its own. What it starts in other groups is not stopped.
//
// Where the system cannot stop processes, each command runs to its end in one turn.
func Run(turn time.Duration, cmds ...*exec.Cmd) []Result {
	results := make([]Result, len(cmds))
	ended := make([]chan error, len(cmds))
	var waiting []int
	for i := range cmds {
		waiting = append(waiting, i)
	}
	for len(waiting) > 0 {
		i := waiting[0]
		waiting = waiting[1:]
		start := time.Now()
		if ended[i] == nil {
			if results[i].Err = cmds[i].Start(); results[i].Err != nil {
				continue
			}
			ended[i] = make(chan error, 1)
			go func() { ended[i] <- cmds[i].Wait() }()
		} else {
			resume(cmds[i])
		}
		var over <-chan time.Time
		if len(waiting) > 0 {
			over = after(turn)
		}
		select {
		case results[i].Err = <-ended[i]:
		case <-over:
			pause(cmds[i])
			waiting = append(waiting, i)
		}
		results[i].Took += time.Since(start)
	}
	return results
}
