// SPDX-License-Identifier: MPL-2.0

package server

import "fmt"

// Variables that set the level of what a provider logs. The first two are for the
// framework's own lines and for those of this provider; the others are what the
// CLI goes by.
// Source: https://developer.hashicorp.com/terraform/plugin/log/managing
const (
	frameworkLogs = "TF_LOG_SDK"
	ownLogs       = "TF_LOG_PROVIDER_LINEWORKS"
	providerLogs  = "TF_LOG_PROVIDER"
	allLogs       = "TF_LOG"
)

// limitLogs has nothing logged that the CLI would drop. Without it, a provider
// writes everything at the level TRACE, whether anybody asked for logs or not,
// and the CLI reads and parses it before it throws it away: for a plan of a
// few hundred objects tens of megabytes, and half of all computing.
//
// A level that is no level means TRACE, to the CLI as to the framework, and so
// does JSON.
func limitLogs(getenv func(string) string, setenv func(name, value string) error) error {
	level := getenv(providerLogs)
	if level == "" {
		level = getenv(allLogs)
	}
	if level == "" {
		level = "OFF"
	}
	for _, name := range []string{frameworkLogs, ownLogs} {
		if getenv(name) != "" {
			continue // somebody knows what they want
		}
		if err := setenv(name, level); err != nil {
			return fmt.Errorf("limiting the logs: %w", err)
		}
	}
	return nil
}
