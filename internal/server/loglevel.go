// SPDX-License-Identifier: MPL-2.0

package server

import (
	"cmp"
	"fmt"
)

// Environment variables that set the log level of a provider: the first for the
// framework's lines, the next two for those of two parts of it, the fourth for those of
// this provider. The CLI goes by the other two.
// Source: https://developer.hashicorp.com/terraform/plugin/log/managing
const (
	frameworkLevel = "TF_LOG_SDK"
	objectLevel    = "TF_LOG_SDK_FRAMEWORK"
	protocolLevel  = "TF_LOG_SDK_PROTO"
	ownLevel       = "TF_LOG_PROVIDER_LINEWORKS"
	providersLevel = "TF_LOG_PROVIDER"
	globalLevel    = "TF_LOG"
)

// limitLogLevel sets the provider's levels to the one that the CLI keeps, unless
// they are set. By default a provider writes every line down to TRACE, and the CLI
// parses each one before it drops it: for a plan of a few hundred objects these are
// tens of megabytes, and half of the computing time.
//
// The parts of the framework go by its level anyway, but without one of their own they
// put together each line before it is dropped.
//
// The CLI and the framework both take JSON and unknown levels for TRACE, so these
// are passed on as they are.
func limitLogLevel(getenv func(string) string, setenv func(name, value string) error) error {
	level := cmp.Or(getenv(providersLevel), getenv(globalLevel), "OFF")
	framework := cmp.Or(getenv(frameworkLevel), level)
	for _, v := range []struct{ name, level string }{
		{frameworkLevel, framework}, {objectLevel, framework}, {protocolLevel, framework}, {ownLevel, level},
	} {
		if getenv(v.name) != "" {
			continue
		}
		if err := setenv(v.name, v.level); err != nil {
			return fmt.Errorf("limiting the log level: %w", err)
		}
	}
	return nil
}
