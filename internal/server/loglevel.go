// SPDX-License-Identifier: MPL-2.0

package server

import "fmt"

// Environment variables that set the log level of a provider: the first for the
// framework's lines, the second for those of this provider. The CLI goes by the
// other two.
// Source: https://developer.hashicorp.com/terraform/plugin/log/managing
const (
	frameworkLevel = "TF_LOG_SDK"
	ownLevel       = "TF_LOG_PROVIDER_LINEWORKS"
	providersLevel = "TF_LOG_PROVIDER"
	globalLevel    = "TF_LOG"
)

// limitLogLevel sets the provider's levels to the one that the CLI keeps, unless
// they are set. By default a provider writes every line down to TRACE, and the CLI
// parses each one before it drops it: for a plan of a few hundred objects these are
// tens of megabytes, and half of the computing time.
//
// The CLI and the framework both take JSON and unknown levels for TRACE, so these
// are passed on as they are.
func limitLogLevel(getenv func(string) string, setenv func(name, value string) error) error {
	level := getenv(providersLevel)
	if level == "" {
		level = getenv(globalLevel)
	}
	if level == "" {
		level = "OFF"
	}
	for _, name := range []string{frameworkLevel, ownLevel} {
		if getenv(name) != "" {
			continue
		}
		if err := setenv(name, level); err != nil {
			return fmt.Errorf("limiting the log level: %w", err)
		}
	}
	return nil
}
