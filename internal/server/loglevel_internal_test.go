// SPDX-License-Identifier: MPL-2.0

package server

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestLimitLogLevel(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct{ given, want map[string]string }{
		"no level":             {map[string]string{}, map[string]string{"TF_LOG_SDK": "OFF", "TF_LOG_PROVIDER_LINEWORKS": "OFF"}},
		"global":               {map[string]string{"TF_LOG": "debug"}, map[string]string{"TF_LOG_SDK": "debug", "TF_LOG_PROVIDER_LINEWORKS": "debug"}},
		"JSON":                 {map[string]string{"TF_LOG": "JSON"}, map[string]string{"TF_LOG_SDK": "JSON", "TF_LOG_PROVIDER_LINEWORKS": "JSON"}},
		"providers":            {map[string]string{"TF_LOG_PROVIDER": "INFO"}, map[string]string{"TF_LOG_SDK": "INFO", "TF_LOG_PROVIDER_LINEWORKS": "INFO"}},
		"providers and global": {map[string]string{"TF_LOG": "TRACE", "TF_LOG_PROVIDER": "WARN"}, map[string]string{"TF_LOG_SDK": "WARN", "TF_LOG_PROVIDER_LINEWORKS": "WARN"}},
		"framework is set":     {map[string]string{"TF_LOG_SDK": "ERROR", "TF_LOG": "DEBUG"}, map[string]string{"TF_LOG_PROVIDER_LINEWORKS": "DEBUG"}},
	} {
		set := map[string]string{}
		err := limitLogLevel(func(name string) string { return test.given[name] }, func(name, value string) error {
			set[name] = value
			return nil
		})
		if diff := cmp.Diff(test.want, set); err != nil || diff != "" {
			t.Errorf("%s: got error %v, want none, and these variables (-want +got):\n%s", name, err, diff)
		}
	}
}

func TestLimitLogLevel_error(t *testing.T) {
	t.Parallel()
	cause := errors.New("read-only environment")
	err := limitLogLevel(func(string) string { return "" }, func(string, string) error { return cause })
	if !errors.Is(err, cause) {
		t.Errorf("got error %v, want the one of setenv, %v", err, cause)
	}
}
